"""Rules that measure a bid against the best admitted bid. One bid can move the points of the others."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

import numpy as np
import numpy.typing as npt

from evaluation.scoring.rounding import FloatArray
from evaluation.scoring.rule import BoolArray, PointsRule, best_value
from evaluation.scoring.unusable import UnusableModelError


@dataclass(frozen=True, kw_only=True)
class RelativeRule(PointsRule):
    """What the two relative rules share: a reference that must be above zero.

    Where the best admitted value is zero or negative nothing can be measured against it: all points are
    NaN and :meth:`applicable` says ``rule_needs_positive``. With one bid, or equal values, everyone has
    full points, and ``one_bid`` or ``zero_spread`` says so.
    """

    def reference(self, values: FloatArray, admitted: BoolArray) -> FloatArray:
        """Return the best admitted value, (..., 1), NaN where there is none above zero."""
        best = best_value(values, admitted, self.direction)
        return np.where(best > 0, best, np.nan)

    def applicable(self, values: npt.ArrayLike, admitted: npt.ArrayLike) -> list[str]:
        """Return ``rule_needs_positive``, ``one_bid``, ``zero_spread`` and what every rule may find."""
        found = super().applicable(values, admitted)
        value, is_in = np.asarray(values, dtype=np.float64), np.asarray(admitted, dtype=np.bool_)
        stated = value[is_in & np.isfinite(value)]
        if stated.size == 0:
            return found
        if np.isnan(self.reference(value, is_in)).all():
            return ["rule_needs_positive", *found]
        if stated.size == 1:
            return ["one_bid", *found]
        return ["zero_spread", *found] if stated.min() == stated.max() else found

    def _best_cell(self, peers: str) -> str:
        return f"MIN({peers})" if self.direction == "lower" else f"MAX({peers})"


@dataclass(frozen=True, kw_only=True)
class LinearOverBest(RelativeRule):
    """Full points to the best value, none at ``slope`` per cent over it, straight between and beyond.

    S - S * ((P - P_min) / P_min) / (X / 100), and where the higher value is the better one
    S - S * ((V_max - V) / V_max) / (X / 100).

    Meant for prices, which differ by tens of per cent. Kilograms differ by factors, and then it gives
    points far outside the scale: use a fixed interval.

    Parameters
    ----------
    slope : X, per cent over (or under) the best that gives 0 points, above 0.

    Raises
    ------
    UnusableModelError
        ``slope_not_positive``.

    References
    ----------
    Region Midtjylland, Klagenævnet for Udbud 8 August 2017 (17/00089), X = 75 and 50 %; DFØ, X = 100 %.

    Examples
    --------
    >>> rule = LinearOverBest(direction="lower", scale=8, slope=75)
    >>> rule.points([3_920_000, 4_900_000, 6_860_000], [True, True, True]).round(4).tolist()
    [8.0, 5.3333, 0.0]
    """

    key: ClassVar[str] = "linear_over_best"
    slope: float

    def __post_init__(self) -> None:
        super().__post_init__()
        if not (np.isfinite(self.slope) and self.slope > 0):
            raise UnusableModelError("slope_not_positive", {"rule": self.key, "slope": self.slope})

    def unclipped(self, values: FloatArray, admitted: BoolArray) -> FloatArray:
        """Return the points before any clipping, both (..., bids)."""
        best = self.reference(values, admitted)
        distance = values - best if self.direction == "lower" else best - values
        points = self.scale - self.scale * (distance / best) / (self.slope / 100)
        return np.where(np.isfinite(values), points, np.nan)

    def formula(self, value: str, peers: str, admitted: str, parameters: Mapping[str, str]) -> str:
        """Return the spreadsheet formula of one bid's points; see :mod:`evaluation.scoring.rule`."""
        scale, slope, best = parameters["scale"], parameters["slope"], self._best_cell(peers)
        distance = f"({value}-{best})" if self.direction == "lower" else f"({best}-{value})"
        core = self._held(f"{scale}-{scale}*({distance}/{best})/({slope}/100)", scale)
        return f'IF(AND(ISNUMBER({value}),{best}>0),{core},"")'

    def parameters(self) -> Mapping[str, float]:
        """Return ``scale`` [points] and ``slope`` [%]."""
        return {"scale": self.scale, "slope": self.slope}


@dataclass(frozen=True, kw_only=True)
class BestRatio(RelativeRule):
    """Points in proportion to the best: S * (P_min / P), for the better higher value S * (V / V_max).

    A lower-is-better value of zero or less has no ratio: among the admitted it blocks the rule
    (``rule_needs_positive``), of a bid that is out it gives that bid NaN. A zero where higher is better
    gives 0 points.

    References
    ----------
    World Bank, quality- and cost-based selection, Sf = 100 * Fm / F; UfAB II; DFØ, "forholdsmessig".

    Examples
    --------
    >>> rule = BestRatio(direction="lower", scale=1)
    >>> rule.points([15_000, 10_000, 30_000], [True, True, True]).round(3).tolist()
    [0.667, 1.0, 0.333]
    """

    key: ClassVar[str] = "best_ratio"

    def unclipped(self, values: FloatArray, admitted: BoolArray) -> FloatArray:
        """Return the points before any clipping, both (..., bids)."""
        best = self.reference(values, admitted)
        if self.direction == "higher":
            return np.where(np.isfinite(values), self.scale * (values / best), np.nan)
        measurable = np.where(np.isfinite(values) & (values > 0), values, np.nan)
        return self.scale * (best / measurable)

    def formula(self, value: str, peers: str, admitted: str, parameters: Mapping[str, str]) -> str:
        """Return the spreadsheet formula of one bid's points; see :mod:`evaluation.scoring.rule`."""
        scale, best = parameters["scale"], self._best_cell(peers)
        if self.direction == "higher":
            core = self._held(f"{scale}*({value}/{best})", scale)
            return f'IF(AND(ISNUMBER({value}),{best}>0),{core},"")'
        core = self._held(f"{scale}*({best}/{value})", scale)
        return f'IF(AND(ISNUMBER({value}),{value}>0,{best}>0),{core},"")'

    def parameters(self) -> Mapping[str, float]:
        """Return ``scale`` [points]."""
        return {"scale": self.scale}
