"""Published tables as data: brackets with stated edges, and curves through anchors. Points or amounts come out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import ClassVar, Literal

import numpy as np
import numpy.typing as npt

from evaluation.scoring.rounding import COMPARISON_DECIMALS, FloatArray, round_half_up
from evaluation.scoring.rule import BoolArray, PointsRule
from evaluation.scoring.spread import center_value, worst_value
from evaluation.scoring.unusable import UnusableModelError

Includes = Literal["from", "to", "both", "neither"]
"""Which of its two edges a bracket includes."""
Basis = Literal["value", "percent_of_lowest", "percent_of_mean", "percent_of_median"]
"""What the anchors of a curve are measured in: the measure itself, or per cent of a figure of the admitted bids."""


@dataclass(frozen=True)
class TableRow:
    """A row of a published table: from (or at) and to [unit of the measure], which edges, and what it gives.

    ``gives`` is points, or an amount [tender currency]. A bracket without ``from_value`` is open below, one
    without ``to_value`` open above. An anchor of a curve has ``from_value`` only.
    """

    gives: float
    from_value: float | None = None
    to_value: float | None = None
    includes: Includes = "from"


@dataclass(frozen=True)
class BracketTable:
    """Brackets that meet: each edge between two belongs to exactly one of them. Grades stand by themselves.

    Raises
    ------
    UnusableModelError
        ``table_empty``; ``bracket_empty`` for one that ends before it begins; ``brackets_overlap`` and
        ``brackets_apart`` (a gap, or an edge that neither includes; KOFA 2025/0993: "under 600,000" and a bid
        of exactly 600,000) with the two brackets' edge.
    """

    rows: tuple[TableRow, ...]

    def __post_init__(self) -> None:
        if not self.rows:
            raise UnusableModelError("table_empty")
        for row in self.rows:
            low, high = _edge(row.from_value, -np.inf), _edge(row.to_value, np.inf)
            if low > high or (low == high and row.includes != "both"):
                raise UnusableModelError("bracket_empty", {"from": low, "to": high})
        for before, after in pairwise(self.rows):
            if (
                _is_grade(before)
                and _is_grade(after)
                and _edge(before.to_value, 0) < _edge(after.from_value, 0)
            ):
                continue
            end, start = _edge(before.to_value, np.inf), _edge(after.from_value, -np.inf)
            shared = (before.includes in ("to", "both")) + (after.includes in ("from", "both"))
            if start < end or (start == end and shared == 2):  # noqa: PLR2004  (both brackets have it)
                raise UnusableModelError("brackets_overlap", {"edge": start})
            if start > end or shared == 0:
                raise UnusableModelError("brackets_apart", {"edge": end})

    def look_up(self, values: FloatArray) -> FloatArray:
        """Return what the bracket of each value gives, NaN outside all of them; edges after nine decimals."""
        at = round_half_up(values, COMPARISON_DECIMALS)
        found = np.full(at.shape, np.nan)
        for row in self.rows:
            found = np.where(_above(at, row) & _below(at, row), row.gives, found)
        return found

    def formula(self, value: str, parameters: Mapping[str, str]) -> str:
        """Return the nested IF of the brackets, empty outside all of them."""
        at = f"ROUND({value},{COMPARISON_DECIMALS})"
        core = '""'
        for number, row in reversed(list(enumerate(self.rows, start=1))):
            checks = []
            if row.from_value is not None:
                checks.append(
                    f"{at}{'>=' if row.includes in ('from', 'both') else '>'}{parameters[f'from_{number}']}"
                )
            if row.to_value is not None:
                checks.append(
                    f"{at}{'<=' if row.includes in ('to', 'both') else '<'}{parameters[f'to_{number}']}"
                )
            gives = parameters[f"gives_{number}"]
            core = f"IF(AND({','.join(checks)}),{gives},{core})" if checks else gives
        return core

    def parameters(self) -> dict[str, float]:
        """Return every edge and what every bracket gives, by ``from_n``, ``to_n`` and ``gives_n``."""
        return _numbers(self.rows)


@dataclass(frozen=True)
class CurveTable:
    """Straight lines through anchors in order; beyond the first and the last the outer lines go on.

    Raises
    ------
    UnusableModelError
        ``table_too_short`` for less than two anchors; ``anchors_not_rising`` where a value does not come
        after the one before.
    """

    rows: tuple[TableRow, ...]

    def __post_init__(self) -> None:
        if len(self.rows) < 2:  # noqa: PLR2004  (a line needs two points)
            raise UnusableModelError("table_too_short")
        at = [row.from_value for row in self.rows]
        if any(a is None or b is None or a >= b for a, b in pairwise(at)):
            raise UnusableModelError("anchors_not_rising")

    def look_up(self, values: FloatArray) -> FloatArray:
        """Return the height of the curve at each value; NaN stays NaN."""
        anchors = [(float(row.from_value or 0.0), row.gives) for row in self.rows]
        found = np.full(np.shape(values), np.nan)
        for number, ((low, first), (high, last)) in reversed(list(enumerate(pairwise(anchors)))):
            line = first + (values - low) * ((last - first) / (high - low))
            within = values <= high if number < len(anchors) - 2 else np.isfinite(values)
            found = np.where(within, line, found)
        return found

    def formula(self, value: str, parameters: Mapping[str, str]) -> str:
        """Return the nested IF of the lines."""
        core = ""
        for number in range(len(self.rows) - 1, 0, -1):
            low, high = parameters[f"from_{number}"], parameters[f"from_{number + 1}"]
            first, last = parameters[f"gives_{number}"], parameters[f"gives_{number + 1}"]
            line = f"{first}+({value}-{low})*(({last}-{first})/({high}-{low}))"
            core = f"IF({value}<={high},{line},{core})" if core else line
        return core

    def parameters(self) -> dict[str, float]:
        """Return every anchor, by ``from_n`` and ``gives_n``."""
        return _numbers(self.rows)


@dataclass(frozen=True, kw_only=True)
class Brackets(PointsRule):
    """Points by the published bracket a value falls in.

    Parameters
    ----------
    rows : in rising order; see :class:`BracketTable`. A value outside all of them has no points.

    Examples
    --------
    >>> rows = (TableRow(4, to_value=2), TableRow(0, from_value=2))
    >>> Brackets(direction="lower", scale=10, rows=rows).points([1.9, 2.0], [True, True]).tolist()
    [4.0, 0.0]
    """

    key: ClassVar[str] = "brackets"
    rows: tuple[TableRow, ...]

    def __post_init__(self) -> None:
        super().__post_init__()
        BracketTable(self.rows)
        against(self.key, self.direction, self.rows)

    def unclipped(self, values: FloatArray, admitted: BoolArray) -> FloatArray:
        """Return the points before any clipping, both (..., bids)."""
        return BracketTable(self.rows).look_up(values)

    def applicable(self, values: npt.ArrayLike, admitted: npt.ArrayLike) -> list[str]:
        """Return ``outside_table`` where an admitted value is in no bracket, and what every rule may find."""
        found = super().applicable(values, admitted)
        value, is_in = np.asarray(values, dtype=np.float64), np.asarray(admitted, dtype=np.bool_)
        is_out = is_in & np.isfinite(value) & np.isnan(BracketTable(self.rows).look_up(value))
        return ["outside_table", *found] if is_out.any() else found

    def formula(self, value: str, peers: str, admitted: str, parameters: Mapping[str, str]) -> str:
        """Return the spreadsheet formula of one bid's points; see :mod:`evaluation.scoring.rule`."""
        core = BracketTable(self.rows).formula(value, parameters)
        if self.clip == "none":
            return f'IF(ISNUMBER({value}),{core},"")'
        # A text is no number that MAX and MIN could hold within the scale.
        return f'IF(ISNUMBER({value}),IF(ISNUMBER({core}),{self._held(core, parameters["scale"])},""),"")'

    def parameters(self) -> Mapping[str, float]:
        """Return ``scale`` and every number of the table."""
        return {"scale": self.scale, **BracketTable(self.rows).parameters()}

    def explain(self) -> tuple[str, Mapping[str, object]]:
        """Return the text code and values of the published rule."""
        return f"rule.{self.key}", _explained(self)


@dataclass(frozen=True, kw_only=True)
class Curve(PointsRule):
    """Points on a published curve through anchors, in the measure or in per cent of a figure of the bids.

    Parameters
    ----------
    rows : two or more anchors in rising order; see :class:`CurveTable`.
    basis : ``value``; or ``percent_of_lowest``, ``percent_of_mean``, ``percent_of_median`` of the admitted
        bids, by which a curve can have its knee at the mean.

    References
    ----------
    AKB København 2020, target price: 10 points at 82.27 million, 8 at 86.60, none at 95.726.

    Examples
    --------
    >>> rows = (TableRow(10, 82.27), TableRow(8, 86.60), TableRow(0, 95.726))
    >>> Curve(direction="lower", scale=10, rows=rows).points([84.435, 95.726], [True, True]).round(9).tolist()
    [9.0, 0.0]
    """

    key: ClassVar[str] = "curve"
    rows: tuple[TableRow, ...]
    basis: Basis = "value"

    def __post_init__(self) -> None:
        super().__post_init__()
        CurveTable(self.rows)
        against(self.key, self.direction, self.rows)
        if self.basis not in ("value", *_OF):
            raise UnusableModelError("curve_basis_unknown", {"basis": self.basis})

    def measured(self, values: FloatArray, admitted: BoolArray) -> FloatArray:
        """Return the values in what the anchors are measured in, (..., bids)."""
        if self.basis == "value":
            return values
        if self.basis == "percent_of_lowest":
            of = worst_value(values, admitted, "higher")
            of = np.where(of > 0, of, np.nan)
        else:
            of = center_value(values, admitted, "mean" if self.basis == "percent_of_mean" else "median")
        return values / of * 100

    def unclipped(self, values: FloatArray, admitted: BoolArray) -> FloatArray:
        """Return the points before any clipping, both (..., bids)."""
        return CurveTable(self.rows).look_up(self.measured(values, admitted))

    def applicable(self, values: npt.ArrayLike, admitted: npt.ArrayLike) -> list[str]:
        """Return ``rule_needs_positive`` where the figure of the bids is not above 0, and what every rule may find."""
        found = super().applicable(values, admitted)
        value, is_in = np.asarray(values, dtype=np.float64), np.asarray(admitted, dtype=np.bool_)
        known = is_in & np.isfinite(value)
        if known.any() and np.isnan(self.measured(value, is_in)[known]).all():
            return ["rule_needs_positive", *found]
        return found

    def formula(self, value: str, peers: str, admitted: str, parameters: Mapping[str, str]) -> str:
        """Return the spreadsheet formula of one bid's points; see :mod:`evaluation.scoring.rule`."""
        if self.basis == "value":
            core = self._held(CurveTable(self.rows).formula(value, parameters), parameters["scale"])
            return f'IF(ISNUMBER({value}),{core},"")'
        of = f"{_OF[self.basis]}({peers})"
        at = f"({value}/{of}*100)"
        core = self._held(CurveTable(self.rows).formula(at, parameters), parameters["scale"])
        # The mean of nobody is an error, and IF looks at one branch only.
        return f'IF(AND(ISNUMBER({value}),MAX({peers})>0),IF({of}>0,{core},""),"")'

    def parameters(self) -> Mapping[str, float]:
        """Return ``scale`` and every number of the table."""
        return {"scale": self.scale, **CurveTable(self.rows).parameters()}

    def explain(self) -> tuple[str, Mapping[str, object]]:
        """Return the text code and values of the published rule."""
        return f"rule.{self.key}", {**_explained(self), "basis": self.basis}


_OF: Mapping[str, str] = {
    "percent_of_lowest": "MIN",
    "percent_of_mean": "AVERAGE",
    "percent_of_median": "MEDIAN",
}


def _explained(rule: Brackets | Curve) -> dict[str, object]:
    return {"scale": rule.scale, "rows": rule.rows, "direction": rule.direction, "clip": rule.clip}


def against(rule: str, direction: str, rows: Sequence[TableRow], *, falls: bool = False) -> None:
    """Refuse a table whose worse end is better off than its better end; ``falls`` where less is better to get.

    Raises
    ------
    UnusableModelError
        ``table_against_direction``.
    """
    toward_better = (rows[-1].gives - rows[0].gives) * (1 if direction == "higher" else -1)
    if (-toward_better if falls else toward_better) < 0:
        raise UnusableModelError("table_against_direction", {"rule": rule, "direction": direction})


def _edge(value: float | None, open_end: float) -> float:
    return open_end if value is None else value


def _is_grade(row: TableRow) -> bool:
    """Say whether a row is of one value, such as a grade."""
    return row.from_value is not None and row.from_value == row.to_value


def _above(at: FloatArray, row: TableRow) -> BoolArray:
    low = _edge(row.from_value, -np.inf)
    return np.asarray(at >= low if row.includes in ("from", "both") else at > low)


def _below(at: FloatArray, row: TableRow) -> BoolArray:
    high = _edge(row.to_value, np.inf)
    return np.asarray(at <= high if row.includes in ("to", "both") else at < high)


def _numbers(rows: Sequence[TableRow]) -> dict[str, float]:
    found: dict[str, float] = {}
    for number, row in enumerate(rows, start=1):
        if row.from_value is not None:
            found[f"from_{number}"] = row.from_value
        if row.to_value is not None:
            found[f"to_{number}"] = row.to_value
        found[f"gives_{number}"] = row.gives
    return found
