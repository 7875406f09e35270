"""From the points of the criteria to one total a bid."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from types import MappingProxyType
from typing import ClassVar, Literal

import numpy as np
import numpy.typing as npt

from evaluation.scoring.rounding import NOT_ROUNDED, FloatArray, Rounding
from evaluation.scoring.unusable import UnusableModelError
from evaluation.scoring.weights import effective_weights

Better = Literal["higher", "lower"]


@dataclass(frozen=True)
class WeightedPoints:
    """The weighted sum: total = sum over leaves of weight * points / 100, the highest total is best.

    All points are on the same scale S, and so is the total. A leaf's weight is the product of the weights
    on its path. A bid without points on one leaf has no total (missing is never zero), whatever the weight.

    Parameters
    ----------
    weights : per cent by criterion path, groups and leaves in their published order; they sum to exactly
        100 at each level.
    round_points, round_weighted, round_total : published roundings of a criterion's points, of its
        weighted points and of the total; none unless stated. (ERST 2025: prices to 2 decimals, each
        weighted sub-criterion to a whole number, then the sum.)
    round_points_of : published rounding of the points of single leaves, in place of ``round_points``.

    Raises
    ------
    UnusableModelError
        As :func:`evaluation.scoring.weights.effective_weights`.

    References
    ----------
    udbudsloven sections 160 and 165; Directive 2014/24/EU article 67(5).

    Examples
    --------
    Innovasjon Norge, 45/35/20, two suppliers:

    >>> model = WeightedPoints({"price": Decimal(45), "quality": Decimal(35), "experience": Decimal(20)})
    >>> model.total([[10, 8], [7, 10], [8, 10]]).tolist()
    [8.55, 9.1]
    """

    key: ClassVar[str] = "weighted_points"
    better: ClassVar[Better] = "higher"
    total_unit: ClassVar[str] = "points"
    weights: Mapping[str, Decimal]
    round_points: Rounding = NOT_ROUNDED
    round_weighted: Rounding = NOT_ROUNDED
    round_total: Rounding = NOT_ROUNDED
    round_points_of: Mapping[str, Rounding] = field(default_factory=dict)

    def __post_init__(self) -> None:
        object.__setattr__(self, "weights", MappingProxyType(dict(self.weights)))
        object.__setattr__(self, "round_points_of", MappingProxyType(dict(self.round_points_of)))
        effective_weights(self.weights)

    @cached_property
    def effective(self) -> Mapping[str, Decimal]:
        """Weight of each leaf in the whole [per cent], in published order; they sum to 100."""
        return MappingProxyType(effective_weights(self.weights))

    @property
    def leaves(self) -> tuple[str, ...]:
        """Paths of the criteria that get points, in the order of the points' second-last axis."""
        return tuple(self.effective)

    def published_points(self, points: npt.ArrayLike) -> FloatArray:
        """Return the points as they enter the weighting, (..., leaves, bids)."""
        return rounded_by_leaf(points, self.leaves, self.round_points, self.round_points_of)

    def weighted(self, points: npt.ArrayLike, weights: FloatArray | None = None) -> FloatArray:
        """Return the weighted points [on the scale of the points], (..., leaves, bids).

        Parameters
        ----------
        points : (..., leaves, bids), before any rounding.
        weights : (..., leaves) [per cent] in place of the published ones, where weights are studied.
        """
        per_cent = np.array([float(w) for w in self.effective.values()]) if weights is None else weights
        scored, weighed = np.shape(points)[-2], per_cent.shape[-1]
        if scored != weighed:
            raise ValueError(
                f"{scored} criteria have points and {weighed} have weights. Give one row a leaf."
            )
        return self.round_weighted(per_cent[..., None] * self.published_points(points) / 100)

    def total(self, points: npt.ArrayLike, weights: FloatArray | None = None) -> FloatArray:
        """Return the totals [on the scale of the points], (..., bids); NaN where a leaf has no points."""
        return self.round_total(self.weighted(points, weights).sum(axis=-2))

    def effective_weight_formula(self, levels: Sequence[str]) -> str:
        """Return the formula of a leaf's weight in the whole from the weight cells on its path.

        >>> WeightedPoints({"price": Decimal(100)}).effective_weight_formula(["B2", "B3"])
        'B2*B3/100'
        """
        return "*".join(levels) + "/100" * (len(levels) - 1)

    def rounding_of_points(self, path: str) -> Rounding:
        """Return the published rounding of a leaf's points."""
        return self.round_points_of.get(path, self.round_points)

    def points_formula(self, points: str, path: str = "") -> str:
        """Return the formula of the points that are weighted, from the cell of the rule's points."""
        return _if_number(points, self.rounding_of_points(path).formula(points))

    def weighted_formula(self, weight: str, points: str) -> str:
        """Return the formula of weighted points from the cells of the effective weight and the points."""
        return _if_number(points, self.round_weighted.formula(f"{weight}*{points}/100"))

    def formula(self, parts: Sequence[str]) -> str:
        """Return the formula of the total from the cells of the weighted points, one a leaf."""
        return sum_formula(parts, self.round_total)

    def explain(self) -> tuple[str, Mapping[str, object]]:
        """Return the text code and values of the published combination."""
        return f"combination.{self.key}", {
            "weights": dict(self.weights),
            "effective": dict(self.effective),
            "round_points": self.round_points.explain(),
            "round_points_of": {path: how.explain() for path, how in self.round_points_of.items()},
            "round_weighted": self.round_weighted.explain(),
            "round_total": self.round_total.explain(),
        }


@dataclass(frozen=True)
class LowestTotal:
    """The sum of the figures (lowest price, or lowest cost): the lowest total is best, there are no points.

    Parameters
    ----------
    round_total : published rounding of the total; none unless stated.

    References
    ----------
    udbudsloven section 162(1) numbers 1 and 2.

    Examples
    --------
    >>> LowestTotal().total([[75_280, 80_000], [1_000, 0]]).tolist()
    [76280.0, 80000.0]
    """

    key: ClassVar[str] = "lowest_cost"
    better: ClassVar[Better] = "lower"
    total_unit: ClassVar[str] = "amount"
    round_total: Rounding = NOT_ROUNDED

    def total(self, figures: npt.ArrayLike) -> FloatArray:
        """Return the totals [unit of the figures] of (..., figures, bids); NaN where one is missing."""
        return self.round_total(np.asarray(figures, dtype=np.float64).sum(axis=-2))

    def formula(self, parts: Sequence[str]) -> str:
        """Return the formula of the total from the cells of the figures."""
        return sum_formula(parts, self.round_total)

    def explain(self) -> tuple[str, Mapping[str, object]]:
        """Return the text code and values of the published combination."""
        return f"combination.{self.key}", {"round_total": self.round_total.explain()}


@dataclass(frozen=True)
class FixedAmounts(LowestTotal):
    """The price model with fixed amounts: the sum of the price and what each criterion adds or takes off in money.

    References
    ----------
    Negometrix, gunnen op waarde; Konkurrensverket, mervärdesmodell; Danish "prismodel med fast beløb".

    Examples
    --------
    >>> FixedAmounts().total([[80_000], [-1_500]]).tolist()
    [78500.0]
    """

    key: ClassVar[str] = "fixed_amounts"


def rounded_by_leaf(
    points: npt.ArrayLike, leaves: Sequence[str], general: Rounding, own: Mapping[str, Rounding]
) -> FloatArray:
    """Return points (..., leaves, bids) rounded by the leaf's own published rounding, else by the general one."""
    raw = np.asarray(points, dtype=np.float64)
    if not own:
        return general(raw)
    rows = [own.get(path, general)(raw[..., n, :]) for n, path in enumerate(leaves)]
    return np.stack(rows, axis=-2)


def _if_number(cell: str, expression: str) -> str:
    return f'IF(ISNUMBER({cell}),{expression},"")'


def sum_formula(parts: Sequence[str], rounding: Rounding) -> str:
    """Return the sum of cells, empty where one of them is no number (SUM alone would leave it out)."""
    if not parts:
        raise UnusableModelError("weights_missing")
    numbers = ",".join(f"ISNUMBER({cell})" for cell in parts)
    total = rounding.formula("SUM(" + ",".join(parts) + ")")
    return f'IF(AND({numbers}),{total},"")'
