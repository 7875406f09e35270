"""Relative rules that read more than the best bid: the published escalations, min-max, logarithm, mean and median."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar, Literal

import numpy as np
import numpy.typing as npt

from evaluation.scoring.relative import RelativeRule
from evaluation.scoring.rounding import FloatArray, for_comparison, round_up
from evaluation.scoring.rule import BoolArray, PointsRule, best_value
from evaluation.scoring.unusable import UnusableModelError

Center = Literal["mean", "median"]


def worst_value(values: FloatArray, admitted: BoolArray, direction: str) -> FloatArray:
    """Return the worst value of the admitted bids, (..., 1), NaN where there is none."""
    return best_value(values, admitted, "higher" if direction == "lower" else "lower")


@dataclass(frozen=True, kw_only=True)
class EscalatingSlope(RelativeRule):
    """Linear over the best with a published escalation of the slope, so that the worst bid fits.

    S - S * ((P - P_min) / P_min) / (X / 100), with X = ``slope`` where no admitted bid is further over the
    best, else the first of X + step, X + 2 * step, ... that reaches the one furthest over it, at most
    ``slope_most``. A step of 0 lets X be that distance itself. Escalation by steps can give a dearer bid
    more points (``escalation_applies`` says where X moved).

    Parameters
    ----------
    slope : X, per cent over the best that gives 0 points, above 0.
    slope_step : per cent points X grows by at a time, 0 or more.
    slope_most : the most X becomes [%]; beyond it points fall below 0.

    Raises
    ------
    UnusableModelError
        ``slope_not_positive``, ``step_negative``, ``most_below_start``.

    References
    ----------
    Erhvervsstyrelsen 2025, mini-tender under the IT framework 2024-28: X = 30 %, then 40 % and 10 more at a
    time until all bids fit; a sister tender stops at 200 %.

    Examples
    --------
    >>> rule = EscalatingSlope(direction="lower", scale=100, slope=30, slope_step=10, slope_most=200)
    >>> rule.points([1000, 1150, 1350], [True, True, True]).round(9).tolist()
    [100.0, 62.5, 12.5]
    """

    key: ClassVar[str] = "linear_escalating"
    slope: float
    slope_step: float
    slope_most: float

    def __post_init__(self) -> None:
        super().__post_init__()
        told = {"rule": self.key, "slope": self.slope, "step": self.slope_step, "most": self.slope_most}
        if not (np.isfinite(self.slope) and self.slope > 0):
            raise UnusableModelError("slope_not_positive", told)
        if not (np.isfinite(self.slope_step) and self.slope_step >= 0):
            raise UnusableModelError("step_negative", told)
        if not (np.isfinite(self.slope_most) and self.slope_most >= self.slope):
            raise UnusableModelError("most_below_start", told)

    def slope_used(self, values: npt.ArrayLike, admitted: npt.ArrayLike) -> FloatArray:
        """Return X as these bids set it [%], (..., 1); NaN where nothing can be measured."""
        value, is_in = np.asarray(values, dtype=np.float64), np.asarray(admitted, dtype=np.bool_)
        best = self.reference(value, is_in)
        spread = for_comparison(np.abs(worst_value(value, is_in, self.direction) - best) / best * 100)
        if self.slope_step == 0:
            wanted = np.maximum(self.slope, spread)
        else:
            over = np.maximum(0.0, spread - self.slope)
            wanted = self.slope + self.slope_step * round_up(for_comparison(over / self.slope_step), 0)
        return np.minimum(wanted, self.slope_most)

    def unclipped(self, values: FloatArray, admitted: BoolArray) -> FloatArray:
        """Return the points before any clipping, both (..., bids)."""
        best = self.reference(values, admitted)
        distance = values - best if self.direction == "lower" else best - values
        points = self.scale - self.scale * (distance / best) / (self.slope_used(values, admitted) / 100)
        return np.where(np.isfinite(values), points, np.nan)

    def applicable(self, values: npt.ArrayLike, admitted: npt.ArrayLike) -> list[str]:
        """Return ``escalation_applies`` where X moved, and what every relative rule may find."""
        found = super().applicable(values, admitted)
        used = self.slope_used(values, admitted)
        return ["escalation_applies", *found] if (used > self.slope).any() else found

    def formula(self, value: str, peers: str, admitted: str, parameters: Mapping[str, str]) -> str:
        """Return the spreadsheet formula of one bid's points; see :mod:`evaluation.scoring.rule`."""
        scale, slope, step, most = (
            parameters[name] for name in ("scale", "slope", "slope_step", "slope_most")
        )
        best = self._best_cell(peers)
        spread = f"ROUND((MAX({peers})-MIN({peers}))/{best}*100,9)"
        over = f"MAX(0,{spread}-{slope})"
        steps = f"{slope}+{step}*ROUNDUP(ROUND({over}/{step},9),0)"
        used = f"MIN({most},IF({step}=0,MAX({slope},{spread}),{steps}))"
        distance = f"({value}-{best})" if self.direction == "lower" else f"({best}-{value})"
        core = self._held(f"{scale}-{scale}*({distance}/{best})/({used}/100)", scale)
        return f'IF(AND(ISNUMBER({value}),{best}>0),{core},"")'

    def parameters(self) -> Mapping[str, float]:
        """Return ``scale`` [points], ``slope``, ``slope_step`` and ``slope_most`` [%]."""
        return {
            "scale": self.scale,
            "slope": self.slope,
            "slope_step": self.slope_step,
            "slope_most": self.slope_most,
        }


@dataclass(frozen=True, kw_only=True)
class EscalatingInterval(PointsRule):
    """A fixed interval whose zero end moves by published steps until every admitted bid fits.

    S * ((v - B) / (A - B)), with B = ``zero_at`` where the worst admitted value is within it, else the first
    of ``zero_at`` moved by ``zero_step`` at a time that reaches the worst, never beyond ``zero_most``.

    Parameters
    ----------
    full_at, zero_at, zero_most : unit of the measure; ``zero_most`` on the far side of ``zero_at``.
    zero_step : how far B moves at a time [unit of the measure], above 0.

    Raises
    ------
    UnusableModelError
        ``interval_is_empty``, ``interval_against_direction``, ``step_not_positive``, ``most_below_start``.

    References
    ----------
    Erhvervsstyrelsen 2025: fee at 0 gives 100 points and at 100,000 none; where a bid is above, the ceiling
    is 150,000 and then 50,000 more at a time, at most 300,000.

    Examples
    --------
    >>> rule = EscalatingInterval(
    ...     direction="lower", scale=100, full_at=0, zero_at=100_000, zero_step=50_000, zero_most=300_000
    ... )
    >>> rule.points([40_000, 120_000], [True, True]).round(2).tolist()
    [73.33, 20.0]
    """

    key: ClassVar[str] = "interval_escalating"
    full_at: float
    zero_at: float
    zero_step: float
    zero_most: float

    def __post_init__(self) -> None:
        super().__post_init__()
        told = {**self.explain()[1], "rule": self.key}
        if not (np.isfinite(self.full_at) and np.isfinite(self.zero_at)) or self.full_at == self.zero_at:
            raise UnusableModelError("interval_is_empty", told)
        if (self.full_at < self.zero_at) != (self.direction == "lower"):
            raise UnusableModelError("interval_against_direction", told)
        if not (np.isfinite(self.zero_step) and self.zero_step > 0):
            raise UnusableModelError("step_not_positive", {**told, "step": self.zero_step})
        if not np.isfinite(self.zero_most) or (self.zero_most - self.zero_at) * self._sign < 0:
            start = {"slope": self.zero_at, "most": self.zero_most}
            raise UnusableModelError("most_below_start", {**told, **start})

    @property
    def _sign(self) -> float:
        return 1.0 if self.direction == "lower" else -1.0

    def zero_used(self, values: npt.ArrayLike, admitted: npt.ArrayLike) -> FloatArray:
        """Return the value that gives 0 points as these bids set it [unit of the measure], (..., 1)."""
        value, is_in = np.asarray(values, dtype=np.float64), np.asarray(admitted, dtype=np.bool_)
        # MAX and MIN of no cells are 0 in a spreadsheet; nobody is admitted then.
        worst = np.nan_to_num(worst_value(value, is_in, self.direction), nan=0.0)
        over = np.maximum(0.0, for_comparison((worst - self.zero_at) * self._sign / self.zero_step))
        moved = self.zero_at + self._sign * self.zero_step * round_up(over, 0)
        return (
            np.minimum(moved, self.zero_most)
            if self.direction == "lower"
            else np.maximum(moved, self.zero_most)
        )

    def unclipped(self, values: FloatArray, admitted: BoolArray) -> FloatArray:
        """Return the points before any clipping, both (..., bids)."""
        zero = self.zero_used(values, admitted)
        points = self.scale * ((values - zero) / (self.full_at - zero)) + 0.0
        return np.where(np.isfinite(values), points, np.nan)

    def applicable(self, values: npt.ArrayLike, admitted: npt.ArrayLike) -> list[str]:
        """Return ``escalation_applies`` where the zero end moved, and what every rule may find."""
        found = super().applicable(values, admitted)
        moved = np.asarray((self.zero_used(values, admitted) - self.zero_at) * self._sign > 0)
        return ["escalation_applies", *found] if moved.any() else found

    def formula(self, value: str, peers: str, admitted: str, parameters: Mapping[str, str]) -> str:
        """Return the spreadsheet formula of one bid's points; see :mod:`evaluation.scoring.rule`."""
        names = ("scale", "full_at", "zero_at", "zero_step", "zero_most")
        scale, full, zero, step, most = (parameters[name] for name in names)
        if self.direction == "lower":
            over = f"ROUND((MAX({peers})-{zero})/{step},9)"
            used = f"MIN({most},{zero}+{step}*ROUNDUP(MAX(0,{over}),0))"
        else:
            over = f"ROUND(({zero}-MIN({peers}))/{step},9)"
            used = f"MAX({most},{zero}-{step}*ROUNDUP(MAX(0,{over}),0))"
        core = self._held(f"{scale}*(({value}-{used})/({full}-{used}))", scale)
        return f'IF(ISNUMBER({value}),{core},"")'

    def parameters(self) -> Mapping[str, float]:
        """Return ``scale`` [points] and the ends, step and limit [unit of the measure]."""
        return {
            "scale": self.scale,
            "full_at": self.full_at,
            "zero_at": self.zero_at,
            "zero_step": self.zero_step,
            "zero_most": self.zero_most,
        }


@dataclass(frozen=True, kw_only=True)
class MinMax(PointsRule):
    """Full points to the best, none to the worst, straight between: S * ((P_max - P) / (P_max - P_min)).

    Blows up any difference to the whole scale, and another bid moves both ends; a tender must acknowledge
    it (VK Südbayern 2016 held two-sided interpolation inadmissible). With one bid, or equal values, it is
    undefined: nobody gets points and :meth:`applicable` says ``no_spread``.

    Examples
    --------
    >>> MinMax(direction="lower", scale=10).points([100, 110, 200], [True, True, True]).tolist()
    [10.0, 9.0, 0.0]
    """

    key: ClassVar[str] = "min_max"

    def unclipped(self, values: FloatArray, admitted: BoolArray) -> FloatArray:
        """Return the points before any clipping, both (..., bids)."""
        best, worst = (pick(values, admitted, self.direction) for pick in (best_value, worst_value))
        span = np.where(worst == best, np.nan, best - worst)
        return np.where(np.isfinite(values), self.scale * ((values - worst) / span) + 0.0, np.nan)

    def applicable(self, values: npt.ArrayLike, admitted: npt.ArrayLike) -> list[str]:
        """Return ``no_spread`` where the rule is undefined, and what every rule may find."""
        value, is_in = np.asarray(values, dtype=np.float64), np.asarray(admitted, dtype=np.bool_)
        stated = value[is_in & np.isfinite(value)]
        if stated.size and stated.min() == stated.max():
            return ["no_spread"]
        return super().applicable(values, admitted)

    def formula(self, value: str, peers: str, admitted: str, parameters: Mapping[str, str]) -> str:
        """Return the spreadsheet formula of one bid's points; see :mod:`evaluation.scoring.rule`."""
        scale, low, high = parameters["scale"], f"MIN({peers})", f"MAX({peers})"
        distance = f"({high}-{value})" if self.direction == "lower" else f"({value}-{low})"
        core = self._held(f"{scale}*({distance}/({high}-{low}))", scale)
        return f'IF(AND(ISNUMBER({value}),{high}>{low}),{core},"")'

    def parameters(self) -> Mapping[str, float]:
        """Return ``scale`` [points]."""
        return {"scale": self.scale}


@dataclass(frozen=True, kw_only=True)
class Logarithmic(RelativeRule):
    """Points by the logarithm of how many times the best: S * (1 - ln(P / P_min) / ln A).

    The difference between two bids' points depends on their two values only, so that no third bid can
    reorder them on this criterion.

    Parameters
    ----------
    zero_multiple : A, how many times the best gives 0 points, above 1.

    Raises
    ------
    UnusableModelError
        ``multiple_not_above_one``.

    References
    ----------
    ibestuur.nl, eerste hulp bij aanbesteden (50 points at twice the lowest, that is A = 4 on 100); Negometrix.

    Examples
    --------
    >>> rule = Logarithmic(direction="lower", scale=100, zero_multiple=4)
    >>> rule.points([80, 100, 125], [True, True, True]).round(1).tolist()
    [100.0, 83.9, 67.8]
    """

    key: ClassVar[str] = "logarithmic"
    zero_multiple: float

    def __post_init__(self) -> None:
        super().__post_init__()
        if not (np.isfinite(self.zero_multiple) and self.zero_multiple > 1):
            raise UnusableModelError(
                "multiple_not_above_one", {"rule": self.key, "multiple": self.zero_multiple}
            )

    def unclipped(self, values: FloatArray, admitted: BoolArray) -> FloatArray:
        """Return the points before any clipping, both (..., bids)."""
        best = self.reference(values, admitted)
        measurable = np.where(np.isfinite(values) & (values > 0), values, np.nan)
        times = measurable / best if self.direction == "lower" else best / measurable
        return np.asarray(self.scale * (1 - np.log(times) / np.log(self.zero_multiple)) + 0.0)

    def formula(self, value: str, peers: str, admitted: str, parameters: Mapping[str, str]) -> str:
        """Return the spreadsheet formula of one bid's points; see :mod:`evaluation.scoring.rule`."""
        scale, multiple, best = parameters["scale"], parameters["zero_multiple"], self._best_cell(peers)
        times = f"{value}/{best}" if self.direction == "lower" else f"{best}/{value}"
        core = self._held(f"{scale}*(1-LN({times})/LN({multiple}))", scale)
        # IF, not AND: the logarithm of a value that is not above 0 is an error even where it is not used.
        return f'IF(AND(ISNUMBER({value}),MIN({peers})>0),IF({value}>0,{core},""),"")'

    def parameters(self) -> Mapping[str, float]:
        """Return ``scale`` [points] and ``zero_multiple`` [times the best]."""
        return {"scale": self.scale, "zero_multiple": self.zero_multiple}

    def reference(self, values: FloatArray, admitted: BoolArray) -> FloatArray:
        """Return the best admitted value, (..., 1), NaN where an admitted value is not above zero."""
        worst_is_positive = best_value(values, admitted, "lower") > 0
        return np.where(worst_is_positive, super().reference(values, admitted), np.nan)


@dataclass(frozen=True, kw_only=True)
class OverCenter(PointsRule):
    """Points by the distance from the mean or the median: K - K * ((P - M) / M) / (X / 100).

    K points at the mean (or median) of the admitted bids, none at X per cent over it, more than K below it.
    Every bid moves every other one's points, dear ones too.

    Parameters
    ----------
    center : ``mean`` or ``median``.
    center_points : K, points at the centre, above 0 and at most the scale.
    slope : X, per cent over the centre that gives 0 points, above 0.

    Raises
    ------
    UnusableModelError
        ``slope_not_positive``, ``center_unknown``, ``center_points_out_of_range``.

    References
    ----------
    procurementtemplates.co.uk, mean calculation: 50 less the per cent above the mean (K = 50, X = 50); VK
    Bund 2024 objected to one use of the median.

    Examples
    --------
    >>> rule = OverCenter(direction="lower", scale=100, center="mean", center_points=50, slope=50)
    >>> rule.points([80, 100, 120], [True, True, True]).round(9).tolist()
    [70.0, 50.0, 30.0]
    """

    key: ClassVar[str] = "over_center"
    center: Center
    center_points: float
    slope: float

    def __post_init__(self) -> None:
        super().__post_init__()
        told = {"rule": self.key, "slope": self.slope, "center": self.center, "points": self.center_points}
        if not (np.isfinite(self.slope) and self.slope > 0):
            raise UnusableModelError("slope_not_positive", told)
        if self.center not in ("mean", "median"):
            raise UnusableModelError("center_unknown", told)
        if not 0 < self.center_points <= self.scale:
            raise UnusableModelError("center_points_out_of_range", told)

    def reference(self, values: FloatArray, admitted: BoolArray) -> FloatArray:
        """Return the mean or median of the admitted bids, (..., 1), NaN where there is none above zero."""
        return center_value(values, admitted, self.center)

    def unclipped(self, values: FloatArray, admitted: BoolArray) -> FloatArray:
        """Return the points before any clipping, both (..., bids)."""
        middle = self.reference(values, admitted)
        distance = values - middle if self.direction == "lower" else middle - values
        points = self.center_points - self.center_points * (distance / middle) / (self.slope / 100)
        return np.where(np.isfinite(values), points, np.nan)

    def applicable(self, values: npt.ArrayLike, admitted: npt.ArrayLike) -> list[str]:
        """Return ``rule_needs_positive``, ``one_bid`` and what every rule may find."""
        found = super().applicable(values, admitted)
        value, is_in = np.asarray(values, dtype=np.float64), np.asarray(admitted, dtype=np.bool_)
        stated = np.count_nonzero(is_in & np.isfinite(value))
        if stated and np.isnan(self.reference(value, is_in)).all():
            return ["rule_needs_positive", *found]
        return ["one_bid_at_center", *found] if stated == 1 else found

    def formula(self, value: str, peers: str, admitted: str, parameters: Mapping[str, str]) -> str:
        """Return the spreadsheet formula of one bid's points; see :mod:`evaluation.scoring.rule`."""
        scale, points, slope = (parameters[name] for name in ("scale", "center_points", "slope"))
        middle = f"{_CENTER[self.center]}({peers})"
        distance = f"({value}-{middle})" if self.direction == "lower" else f"({middle}-{value})"
        core = self._held(f"{points}-{points}*({distance}/{middle})/({slope}/100)", scale)
        # The mean of nobody is an error, and IF looks at one branch only.
        return f'IF(AND(ISNUMBER({value}),MAX({peers})>0),IF({middle}>0,{core},""),"")'

    def parameters(self) -> Mapping[str, float]:
        """Return ``scale`` and ``center_points`` [points] and ``slope`` [%]."""
        return {"scale": self.scale, "center_points": self.center_points, "slope": self.slope}

    def explain(self) -> tuple[str, Mapping[str, object]]:
        """Return the text code and values of the published rule."""
        code, values = super().explain()
        return code, {**values, "center": self.center}


_CENTER: Mapping[str, str] = {"mean": "AVERAGE", "median": "MEDIAN"}


def center_value(values: FloatArray, admitted: BoolArray, center: Center) -> FloatArray:
    """Return the mean or median of the admitted values, (..., 1), NaN where it is not above zero."""
    counted = np.where(admitted & np.isfinite(values), values, np.nan)
    many = np.isfinite(counted).sum(axis=-1, keepdims=True)
    if center == "mean":
        middle = np.nansum(counted, axis=-1, keepdims=True) / np.where(many > 0, many, np.nan)
    else:
        ordered = np.sort(counted, axis=-1)  # NaN goes last
        low, high = np.maximum(many - 1, 0) // 2, np.maximum(many, 1) // 2
        at_most = np.maximum(counted.shape[-1] - 1, 0)
        if counted.shape[-1] == 0:
            return np.full((*counted.shape[:-1], 1), np.nan)
        pair = [np.take_along_axis(ordered, np.minimum(at, at_most), axis=-1) for at in (low, high)]
        middle = (pair[0] + pair[1]) / 2
    return np.where(middle > 0, middle, np.nan)
