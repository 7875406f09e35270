"""Rules in which a bid's points depend on no other bid."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

import numpy as np
import numpy.typing as npt

from evaluation.scoring.rounding import FloatArray
from evaluation.scoring.rule import BoolArray, Direction, PointsRule
from evaluation.scoring.unusable import UnusableModelError


@dataclass(frozen=True, kw_only=True)
class FixedInterval(PointsRule):
    """Points on a straight line between two published values: S * ((v - B) / (A - B)).

    A (``full_at``) gives full points and B (``zero_at``) none; the default for kilograms, years and shares,
    with the status quo at B and the target at A. The direction must be that of the two ends.

    Parameters
    ----------
    full_at, zero_at : unit of the measure.

    Raises
    ------
    UnusableModelError
        ``interval_is_empty``, ``interval_against_direction``.

    References
    ----------
    negometrix, de gewogen factor methode; HFD 2022:41 (what clipping at the top does).

    Examples
    --------
    >>> rule = FixedInterval(direction="lower", scale=55, full_at=700_000, zero_at=3_000_000)
    >>> rule.points([700_000, 1_850_000, 3_000_000], [True, True, True]).tolist()
    [55.0, 27.5, 0.0]
    """

    key: ClassVar[str] = "fixed_interval"
    full_at: float
    zero_at: float

    def __post_init__(self) -> None:
        super().__post_init__()
        ends = {**self.explain()[1], "rule": self.key}
        if not (np.isfinite(self.full_at) and np.isfinite(self.zero_at)) or self.full_at == self.zero_at:
            raise UnusableModelError("interval_is_empty", ends)
        if (self.full_at < self.zero_at) != (self.direction == "lower"):
            raise UnusableModelError("interval_against_direction", ends)

    def unclipped(self, values: FloatArray, admitted: BoolArray) -> FloatArray:
        """Return the points before any clipping, both (..., bids)."""
        # Adding 0.0 turns a negative zero into zero, which a spreadsheet does not have.
        points = self.scale * ((values - self.zero_at) / (self.full_at - self.zero_at)) + 0.0
        return np.where(np.isfinite(values), points, np.nan)

    def formula(self, value: str, peers: str, admitted: str, parameters: Mapping[str, str]) -> str:
        """Return the spreadsheet formula of one bid's points; see :mod:`evaluation.scoring.rule`."""
        scale, full, zero = parameters["scale"], parameters["full_at"], parameters["zero_at"]
        core = self._held(f"{scale}*(({value}-{zero})/({full}-{zero}))", scale)
        return f'IF(ISNUMBER({value}),{core},"")'

    def parameters(self) -> Mapping[str, float]:
        """Return ``scale`` [points], ``full_at`` and ``zero_at`` [unit of the measure]."""
        return {"scale": self.scale, "full_at": self.full_at, "zero_at": self.zero_at}


@dataclass(frozen=True, kw_only=True)
class JudgedPoints(PointsRule):
    """Points that a person gave on a published scale, carried over to the scale of the model: v * S / M.

    Absolute: the best bid is not lifted to full points (KOFA 2017/68). Points below 0 or above the
    assessor's scale are carried over as they are and found by ``judged_outside_scale``; a published
    criterion may give negative points (KHO 2003:41).

    Parameters
    ----------
    scale_maximum : M, top of the assessor's scale [points], above 0.

    Raises
    ------
    UnusableModelError
        ``assessor_scale_not_positive``, ``interval_against_direction`` where lower points would be better.

    Examples
    --------
    >>> JudgedPoints(scale=10, scale_maximum=100).points([85, 40], [True, True]).tolist()
    [8.5, 4.0]
    """

    key: ClassVar[str] = "judged_points"
    direction: Direction = "higher"
    scale_maximum: float

    def __post_init__(self) -> None:
        super().__post_init__()
        if not (np.isfinite(self.scale_maximum) and self.scale_maximum > 0):
            raise UnusableModelError("assessor_scale_not_positive", {"scale_maximum": self.scale_maximum})
        if self.direction != "higher":
            raise UnusableModelError(
                "interval_against_direction", {"rule": self.key, "direction": self.direction}
            )

    def unclipped(self, values: FloatArray, admitted: BoolArray) -> FloatArray:
        """Return the points before any clipping, both (..., bids)."""
        return np.where(np.isfinite(values), values * self.scale / self.scale_maximum, np.nan)

    def applicable(self, values: npt.ArrayLike, admitted: npt.ArrayLike) -> list[str]:
        """Return ``no_admitted_value``; ``judged_outside_scale`` and what follows from it."""
        found = super().applicable(values, admitted)
        return found if found in ([], ["no_admitted_value"]) else ["judged_outside_scale", *found]

    def formula(self, value: str, peers: str, admitted: str, parameters: Mapping[str, str]) -> str:
        """Return the spreadsheet formula of one bid's points; see :mod:`evaluation.scoring.rule`."""
        scale, maximum = parameters["scale"], parameters["scale_maximum"]
        return f'IF(ISNUMBER({value}),{self._held(f"{value}*{scale}/{maximum}", scale)},"")'

    def parameters(self) -> Mapping[str, float]:
        """Return ``scale`` and ``scale_maximum`` [points]."""
        return {"scale": self.scale, "scale_maximum": self.scale_maximum}


@dataclass(frozen=True)
class LowestCost:
    """No points: the figure itself is what is ranked, the lowest first.

    :meth:`points` hands the figure on unchanged [unit of the measure], NaN for no value, so that the
    order of steps is the same in every model.
    """

    key: ClassVar[str] = "lowest_cost"
    direction: Direction = "lower"
    scale: None = None

    def points(self, values: npt.ArrayLike, admitted: npt.ArrayLike) -> FloatArray:
        """Return the figures themselves, (..., bids)."""
        figures = np.asarray(values, dtype=np.float64)
        return np.where(np.isfinite(figures), figures, np.nan)

    def formula(self, value: str, peers: str, admitted: str, parameters: Mapping[str, str]) -> str:
        """Return the formula that carries one bid's figure over; see :mod:`evaluation.scoring.rule`."""
        return f'IF(ISNUMBER({value}),{value},"")'

    def parameters(self) -> Mapping[str, float]:
        """Return no number: the rule has none."""
        return {}

    def applicable(self, values: npt.ArrayLike, admitted: npt.ArrayLike) -> list[str]:
        """Return ``no_admitted_value`` where nobody has a figure."""
        figures = np.asarray(values, dtype=np.float64)
        counts = np.asarray(admitted, dtype=np.bool_) & np.isfinite(figures)
        return [] if counts.any() else ["no_admitted_value"]

    def explain(self) -> tuple[str, Mapping[str, object]]:
        """Return the text code of the published rule."""
        return f"rule.{self.key}", {"direction": self.direction}
