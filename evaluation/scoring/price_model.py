"""What the combinations share that set quality against price.

Some criteria give amounts of money, and their sum is the price; the others give points, and what
each adds to the quality is its *part*. The total is made of quality and price.
"""

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from types import MappingProxyType
from typing import ClassVar, Literal

import numpy as np
import numpy.typing as npt

from evaluation.scoring.combination import Better, rounded_by_leaf, sum_formula
from evaluation.scoring.rounding import NOT_ROUNDED, FloatArray, Rounding
from evaluation.scoring.rule import BoolArray
from evaluation.scoring.unusable import UnusableModelError
from evaluation.scoring.weights import effective_weights

Gives = Literal["points", "amount"]
"""What the rule of a criterion gives."""
Unit = Literal["points", "percent", "amount", "number"]


@dataclass(frozen=True, kw_only=True)
class PriceModel(ABC):
    """What the price models share.

    Parameters
    ----------
    gives : what the rule of each leaf gives, in the order of the points' second-last axis.
    scale : points of full quality, above 0.
    weights : per cent by criterion path (groups and leaves) of the criteria that are weighed; see ``weighs``.
    percents : by leaf that gives points, the per cent of the price that full points are worth; see ``has_percents``.
    round_points, round_weighted, round_quality, round_total : published roundings of a criterion's points, of
        its part, of the quality and of the total; none unless stated.

    Raises
    ------
    UnusableModelError
        ``no_price`` where no leaf gives an amount, ``no_quality`` where none gives points, ``percent_missing``,
        ``percent_out_of_range``, and as :func:`evaluation.scoring.weights.effective_weights`.
    """

    key: ClassVar[str]
    better: ClassVar[Better] = "lower"
    weighs: ClassVar[Literal["all", "quality", "none"]] = "none"
    has_percents: ClassVar[bool] = False
    counts_missing: ClassVar[bool] = False
    part_unit: ClassVar[Unit] = "percent"
    quality_unit: ClassVar[Unit] = "percent"
    total_unit: ClassVar[Unit] = "amount"
    gives: Mapping[str, Gives]
    scale: float
    weights: Mapping[str, Decimal] = field(default_factory=dict)
    percents: Mapping[str, float] = field(default_factory=dict)
    round_points: Rounding = NOT_ROUNDED
    round_weighted: Rounding = NOT_ROUNDED
    round_quality: Rounding = NOT_ROUNDED
    round_total: Rounding = NOT_ROUNDED
    round_points_of: Mapping[str, Rounding] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for name in ("gives", "weights", "percents", "round_points_of"):
            object.__setattr__(self, name, MappingProxyType(dict(getattr(self, name))))
        if "amount" not in self.gives.values():
            raise UnusableModelError("no_price", {"combination": self.key})
        if "points" not in self.gives.values():
            raise UnusableModelError("no_quality", {"combination": self.key})
        if self.weighs != "none":
            effective_weights(self.weights)
        if self.has_percents:
            for path in self.quality_leaves:
                _check_percent(path, self.percents.get(path))

    @property
    def leaves(self) -> tuple[str, ...]:
        """Paths of the criteria, in the order of the points' second-last axis."""
        return tuple(self.gives)

    @property
    def quality_leaves(self) -> tuple[str, ...]:
        """Paths of the criteria that give points."""
        return tuple(path for path, what in self.gives.items() if what == "points")

    @property
    def price_leaves(self) -> tuple[str, ...]:
        """Paths of the criteria that give amounts."""
        return tuple(path for path, what in self.gives.items() if what == "amount")

    @cached_property
    def effective(self) -> Mapping[str, Decimal]:
        """Weight of each weighed leaf in the whole [per cent]; none where the model has no weights."""
        return MappingProxyType({} if self.weighs == "none" else effective_weights(self.weights))

    def weight_of(self, paths: Sequence[str]) -> float:
        """Return the weight of leaves together [per cent]."""
        return float(sum((self.effective[path] for path in paths), Decimal(0)))

    @property
    def _is_points(self) -> BoolArray:
        return np.array([what == "points" for what in self.gives.values()])

    def published_points(self, points: npt.ArrayLike) -> FloatArray:
        """Return the points and amounts as they enter the model, (..., leaves, bids); amounts are not rounded."""
        raw = np.asarray(points, dtype=np.float64)
        rounded = rounded_by_leaf(raw, self.leaves, self.round_points, self.round_points_of)
        return np.where(self._is_points[:, None], rounded, raw)

    def rounding_of_points(self, path: str) -> Rounding:
        """Return the published rounding of a leaf's points."""
        return self.round_points_of.get(path, self.round_points)

    def points_formula(self, points: str, path: str) -> str:
        """Return the formula of the points that enter the model, from the cell of the rule's points."""
        return f'IF(ISNUMBER({points}),{self.rounding_of_points(path).formula(points)},"")'

    def weighted(self, points: npt.ArrayLike) -> FloatArray:
        """Return each leaf's part, (..., leaves, bids): amounts [tender currency], the others in ``part_unit``."""
        given = self.published_points(points)
        full = np.array(
            [self._full_part(path) if what == "points" else 0.0 for path, what in self.gives.items()]
        )
        counted = self.scale - given if self.counts_missing else given
        parts = self.round_weighted(full[:, None] * counted / self.scale)
        return np.where(self._is_points[:, None], parts, given)

    @abstractmethod
    def _full_part(self, path: str) -> float:
        """Return the part of a quality leaf at full points, or at none where what is missing counts."""

    @abstractmethod
    def part_formula(self, path: str, points: str, cells: Mapping[str, str]) -> str:
        """Return the formula of a quality leaf's part from the cells of its points, its weight or percentage, and the scale.

        ``cells`` names ``scale``, ``weight:PATH`` of every weighed leaf and ``percent:PATH`` of every leaf that has one.
        """

    def lines(self, points: npt.ArrayLike, admitted: npt.ArrayLike | None = None) -> dict[str, FloatArray]:
        """Return the lines between parts and total, each (..., bids), the total last.

        Parameters
        ----------
        points : (..., leaves, bids), amounts or points as the rules give them.
        admitted : (..., bids) whether each bid counts where the model reads others; all unless stated.
        """
        parts = self.weighted(points)
        is_in = np.ones(parts.shape[-1], dtype=bool) if admitted is None else np.asarray(admitted, dtype=bool)
        quality = self.round_quality(np.where(self._is_points[:, None], parts, 0.0).sum(axis=-2))
        price, added = self._priced(parts)
        found = {"price": price, **added, "quality": quality}
        found.update(self._between(found, is_in))
        found["total"] = self.round_total(found.pop("outcome"))
        return found

    def _priced(self, parts: FloatArray) -> tuple[FloatArray, dict[str, FloatArray]]:
        return np.where(self._is_points[:, None], 0.0, parts).sum(axis=-2), {}

    @abstractmethod
    def _between(self, at: Mapping[str, FloatArray], admitted: BoolArray) -> dict[str, FloatArray]:
        """Return the model's own lines, and ``outcome``, the total before it is rounded."""

    def total(self, points: npt.ArrayLike, admitted: npt.ArrayLike | None = None) -> FloatArray:
        """Return the totals, (..., bids); NaN where a leaf gives nothing or the price is not above 0."""
        return self.lines(points, admitted)["total"]

    @property
    def line_names(self) -> tuple[str, ...]:
        """The lines between parts and total in their order, the total not among them."""
        return ("price", "quality")

    def line_formula(self, name: str, cells: Mapping[str, str]) -> str:
        """Return the formula of a line.

        ``cells`` names ``part:PATH`` of every leaf, the lines before this one, the ranges ``price_peers`` and
        ``quality_peers`` of the admitted bids, ``weight:PATH``, ``percent:PATH`` and the model's own numbers.
        """
        if name == "price":
            return sum_formula([cells[f"part:{path}"] for path in self.price_leaves], NOT_ROUNDED)
        if name == "quality":
            return sum_formula([cells[f"part:{path}"] for path in self.quality_leaves], self.round_quality)
        if name != "total":
            raise KeyError(name)
        price, quality = cells["price"], cells["quality"]
        total = self.round_total.formula(f"({self._total_formula(cells)})")
        return f'IF(AND(ISNUMBER({price}),ISNUMBER({quality})),IF({price}>0,{total},""),"")'

    @abstractmethod
    def _total_formula(self, cells: Mapping[str, str]) -> str: ...

    def parameters(self) -> Mapping[str, float]:
        """Return the model's own numbers that stand in input cells, beside weights, percentages and the scale."""
        return {}

    def applicable(self, points: npt.ArrayLike, admitted: npt.ArrayLike) -> list[str]:
        """Return ``price_needs_positive`` where an admitted bid's price is not above 0."""
        price = self._priced(self.weighted(points))[0]
        return ["price_needs_positive"] if (np.asarray(admitted) & (price <= 0)).any() else []

    def explain(self) -> tuple[str, Mapping[str, object]]:
        """Return the text code and values of the published combination."""
        told: dict[str, object] = {"scale": self.scale, **self.parameters()}
        if self.weighs != "none":
            told |= {"weights": dict(self.weights), "effective": dict(self.effective)}
        if self.has_percents:
            told["percents"] = dict(self.percents)
        roundings = ("points", "weighted", "quality", "total")
        told |= {f"round_{step}": getattr(self, f"round_{step}").explain() for step in roundings}
        told["round_points_of"] = {path: how.explain() for path, how in self.round_points_of.items()}
        return f"combination.{self.key}", told


def positive(price: FloatArray) -> FloatArray:
    """Return a price above 0, NaN otherwise."""
    return np.where(price > 0, price, np.nan)


def _check_percent(path: str, percent: float | None) -> None:
    if percent is None:
        raise UnusableModelError("percent_missing", {"criterion": path})
    if not 0 < percent <= 100:  # noqa: PLR2004  (per cent)
        raise UnusableModelError("percent_out_of_range", {"criterion": path, "percent": percent})


def check_price_weight(model: PriceModel) -> None:
    """Refuse a model whose price weighs nothing; ``price_without_weight``."""
    if model.weight_of(model.price_leaves) == 0:
        raise UnusableModelError("price_without_weight", {"combination": model.key})


def added_up(cells: Sequence[str]) -> str:
    """Return the formula of the sum of cells, as a factor."""
    return cells[0] if len(cells) == 1 else f"({'+'.join(cells)})"


def part_rounded(model: PriceModel, points: str, expression: str) -> str:
    """Return the formula of a part, rounded where the model says so, empty without points."""
    return f'IF(ISNUMBER({points}),{model.round_weighted.formula(f"({expression})")},"")'
