"""What every scoring rule is, and what the rules that give points share.

A rule turns the values of one criterion into points, writes the same thing as a spreadsheet formula, and
explains itself by a code and values. The workbook convention, the same for all rules:

* ``value`` is the cell of this bid's value; a cell that is not a number is no value and gives ``""``.
* ``peers`` is a helper range with the values of the *admitted* bids only, ``""`` for the others
  (:func:`peer_formula` writes its cells), so that MIN and MAX leave out who is out.
* ``admitted`` is the cell with this bid's admission, 1 or 0. No present rule reads it: a bid that is
  not admitted gets its points too, it only never moves those of others.
* ``parameters`` names the input cell of every number that :meth:`Rule.parameters` lists.

Formulas have no leading equals sign.
"""

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar, Literal, Protocol

import numpy as np
import numpy.typing as npt

from evaluation.scoring.rounding import FloatArray, for_comparison
from evaluation.scoring.unusable import UnusableModelError

BoolArray = npt.NDArray[np.bool_]
Direction = Literal["lower", "higher"]
"""Which value is the better one."""
Clip = Literal["none", "bottom", "top", "both"]
"""Where points are held within 0 and the scale; ``none`` lets them go below 0 and above the scale."""

BLOCKING = frozenset({"no_admitted_value", "rule_needs_positive", "no_spread"})
"""Findings of :meth:`Rule.applicable` after which the rule gives no points (NaN) to anyone."""


class Rule(Protocol):
    """What the evaluation, the workbook and the texts ask of a rule."""

    key: ClassVar[str]

    @property
    def direction(self) -> Direction: ...  # noqa: D102

    @property
    def scale(self) -> float | None:
        """Points of the best result, or None where the figure itself is compared."""

    def points(self, values: FloatArray, admitted: BoolArray) -> FloatArray:
        """Return the points, both (..., bids): NaN for no value, and for all where there is no reference."""

    def formula(self, value: str, peers: str, admitted: str, parameters: Mapping[str, str]) -> str:
        """Return the spreadsheet formula of one bid's points, from cell addresses only."""

    def parameters(self) -> Mapping[str, float]:
        """Return every number of the rule that stands in an input cell of the workbook."""

    def applicable(self, values: FloatArray, admitted: BoolArray) -> list[str]:
        """Return the codes of what these values (bids,) do to the rule; see :data:`BLOCKING`."""

    def explain(self) -> tuple[str, Mapping[str, object]]:
        """Return the text code and values of the published rule."""


def peer_formula(value: str, admitted: str) -> str:
    """Return the formula of a helper cell: the value again for an admitted bid, empty text otherwise.

    >>> peer_formula("C4", "C2")
    'IF(AND(C2=1,ISNUMBER(C4)),C4,"")'
    """
    return f'IF(AND({admitted}=1,ISNUMBER({value})),{value},"")'


def best_value(values: FloatArray, admitted: BoolArray, direction: Direction) -> FloatArray:
    """Return the best value of the admitted bids, (..., 1), NaN where there is none.

    >>> best_value(np.array([5.0, 3.0, np.nan]), np.array([True, False, True]), "lower").tolist()
    [5.0]
    """
    counts = admitted & np.isfinite(values)
    # `initial` also stands for a lot without a single bid.
    if direction == "lower":
        best = np.where(counts, values, np.inf).min(axis=-1, keepdims=True, initial=np.inf)
    else:
        best = np.where(counts, values, -np.inf).max(axis=-1, keepdims=True, initial=-np.inf)
    return np.where(np.isfinite(best), best, np.nan)


@dataclass(frozen=True, kw_only=True)
class PointsRule(ABC):
    """A rule that gives points on a scale.

    Parameters
    ----------
    direction : whether the ``lower`` or the ``higher`` value is the better one.
    scale : points of full marks, above 0 (10 or 100, say).
    clip : where points are held within 0 and the scale. Not clipping is the default: beyond a clipped end
        the value no longer counts (HFD 2022:41), and a negative criterion score is lawful (KHO 2003:41).

    Raises
    ------
    UnusableModelError
        ``scale_not_positive``, ``clip_unknown``, ``direction_unknown``.
    """

    key: ClassVar[str]
    direction: Direction
    scale: float
    clip: Clip = "none"

    def __post_init__(self) -> None:
        if not (np.isfinite(self.scale) and self.scale > 0):
            raise UnusableModelError("scale_not_positive", {"rule": self.key, "scale": self.scale})
        if self.clip not in ("none", "bottom", "top", "both"):
            raise UnusableModelError("clip_unknown", {"rule": self.key, "clip": self.clip})
        if self.direction not in ("lower", "higher"):
            raise UnusableModelError("direction_unknown", {"rule": self.key, "direction": self.direction})

    @abstractmethod
    def unclipped(self, values: FloatArray, admitted: BoolArray) -> FloatArray:
        """Return the points before any clipping, both (..., bids)."""

    @abstractmethod
    def parameters(self) -> Mapping[str, float]:
        """Return every number of the rule that stands in an input cell of the workbook."""

    def explain(self) -> tuple[str, Mapping[str, object]]:
        """Return the text code and values of the published rule; the rule can be made again from them."""
        return f"rule.{self.key}", {**self.parameters(), "direction": self.direction, "clip": self.clip}

    def points(self, values: npt.ArrayLike, admitted: npt.ArrayLike) -> FloatArray:
        """Return the points, both (..., bids): NaN for no value, and for all where there is no reference."""
        points = self.unclipped(np.asarray(values, dtype=np.float64), np.asarray(admitted, dtype=np.bool_))
        if self.clip in ("bottom", "both"):
            points = np.maximum(points, 0.0)
        return np.minimum(points, self.scale) if self.clip in ("top", "both") else points

    def applicable(self, values: npt.ArrayLike, admitted: npt.ArrayLike) -> list[str]:
        """Return the codes of what these values (bids,) do to the rule.

        ``no_admitted_value``; ``points_below_zero``, ``points_above_scale``; ``clipped_at_bottom``,
        ``clipped_at_top``: some admitted bid's value no longer counts.
        """
        value, is_in = np.asarray(values, dtype=np.float64), np.asarray(admitted, dtype=np.bool_)
        if not (is_in & np.isfinite(value)).any():
            return ["no_admitted_value"]
        points = for_comparison(self.unclipped(value, is_in)[is_in])
        found = []
        if (points < 0).any():
            found.append("clipped_at_bottom" if self.clip in ("bottom", "both") else "points_below_zero")
        if (points > self.scale).any():
            found.append("clipped_at_top" if self.clip in ("top", "both") else "points_above_scale")
        return found

    def _held(self, core: str, scale: str) -> str:
        """Return a formula with the clipping of this rule around it."""
        if self.clip in ("bottom", "both"):
            core = f"MAX(0,{core})"
        return f"MIN({scale},{core})" if self.clip in ("top", "both") else core
