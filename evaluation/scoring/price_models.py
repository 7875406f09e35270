"""Combinations that set quality against price: percentages, quality per price, utility index, coefficient, threshold.

What they share: some criteria give amounts of money, and their sum is the price; the others give points, and what
each adds to the quality is its *part*. The total is made of quality and price.
"""

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from types import MappingProxyType
from typing import Any, ClassVar, Literal

import numpy as np
import numpy.typing as npt

from evaluation.scoring.combination import Better, rounded_by_leaf, sum_formula
from evaluation.scoring.rounding import COMPARISON_DECIMALS, NOT_ROUNDED, FloatArray, Rounding, for_comparison
from evaluation.scoring.rule import BoolArray, best_value
from evaluation.scoring.unusable import UnusableModelError
from evaluation.scoring.weights import effective_weights

Gives = Literal["points", "amount"]
"""What the rule of a criterion gives."""
Unit = Literal["points", "percent", "amount", "number"]
BandBy = Literal["price", "quality"]


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


def _positive(price: FloatArray) -> FloatArray:
    return np.where(price > 0, price, np.nan)


def _check_percent(path: str, percent: float | None) -> None:
    if percent is None:
        raise UnusableModelError("percent_missing", {"criterion": path})
    if not 0 < percent <= 100:  # noqa: PLR2004  (per cent)
        raise UnusableModelError("percent_out_of_range", {"criterion": path, "percent": percent})


@dataclass(frozen=True, kw_only=True)
class PercentageSurcharge(PriceModel):
    """A surcharge in per cent for missing quality: E = P * (1 + sum of w_i / w_P * (S - s_i) / S). Lowest wins.

    w_i is the weight of a quality criterion and w_P that of the price. No bid's E depends on another bid.

    References
    ----------
    abakus.as, the Oslo model: surcharge = (max - points) / max * weight of quality / weight of price; e-Avrop.

    Examples
    --------
    >>> model = PercentageSurcharge(
    ...     gives={"price": "amount", "quality": "points"},
    ...     scale=10,
    ...     weights={"price": Decimal(60), "quality": Decimal(40)},
    ... )
    >>> model.total([[1_000_000], [7]]).round(6).tolist()
    [1200000.0]
    """

    key: ClassVar[str] = "percentage_surcharge"
    weighs = "all"
    counts_missing = True

    def _full_part(self, path: str) -> float:
        return float(self.effective[path]) / self.weight_of(self.price_leaves) * 100

    def part_formula(self, path: str, points: str, cells: Mapping[str, str]) -> str:
        """Return the formula of a quality leaf's surcharge [%]."""
        scale, of_price = cells["scale"], _sum([cells[f"weight:{leaf}"] for leaf in self.price_leaves])
        return _rounded(self, points, f"{cells[f'weight:{path}']}/{of_price}*({scale}-{points})/{scale}*100")

    def _between(self, at: Mapping[str, FloatArray], admitted: BoolArray) -> dict[str, FloatArray]:
        return {"outcome": _positive(at["price"]) * (1 + at["quality"] / 100)}

    def _total_formula(self, cells: Mapping[str, str]) -> str:
        return f"{cells['price']}*(1+{cells['quality']}/100)"

    def __post_init__(self) -> None:
        super().__post_init__()
        _check_price_weight(self)


@dataclass(frozen=True, kw_only=True)
class ByPercent(PriceModel, ABC):
    """What the models share in which full points on a criterion are worth a published per cent of the price.

    Raises
    ------
    UnusableModelError
        ``deduction_of_everything`` where all of them together reach 100 per cent.
    """

    has_percents = True

    def __post_init__(self) -> None:
        super().__post_init__()
        if self.most_percent >= 100:  # noqa: PLR2004  (per cent)
            raise UnusableModelError("deduction_of_everything", {"total": self.most_percent})

    @property
    def most_percent(self) -> float:
        """What full points on every criterion are worth together [per cent]."""
        return sum(self.percents[path] for path in self.quality_leaves)

    def _full_part(self, path: str) -> float:
        return self.percents[path]

    def part_formula(self, path: str, points: str, cells: Mapping[str, str]) -> str:
        """Return the formula of what a quality leaf's points are worth [%]."""
        return _rounded(self, points, f"{cells[f'percent:{path}']}*{points}/{cells['scale']}")


@dataclass(frozen=True, kw_only=True)
class PercentageDeduction(ByPercent):
    """A fictive discount in per cent for quality: E = P * (1 - sum of m_i * s_i / S / 100). Lowest wins.

    m_i is the published per cent that full points take off. All of them together must stay below 100: with
    100, full quality compares at 0 at any price (e-Avrop warns of it).

    References
    ----------
    ProRail's CO2 performance ladder, 1, 2, 4, 7 and 10 % off by level; DuboCalc.

    Examples
    --------
    >>> model = PercentageDeduction(
    ...     gives={"price": "amount", "co2": "points"}, scale=10, percents={"co2": 10}
    ... )
    >>> model.total([[30_000_000, 29_000_000], [4, 0]]).tolist()
    [28800000.0, 29000000.0]
    """

    key: ClassVar[str] = "percentage_deduction"

    def _between(self, at: Mapping[str, FloatArray], admitted: BoolArray) -> dict[str, FloatArray]:
        return {"outcome": _positive(at["price"]) * (1 - at["quality"] / 100)}

    def _total_formula(self, cells: Mapping[str, str]) -> str:
        return f"{cells['price']}*(1-{cells['quality']}/100)"


@dataclass(frozen=True, kw_only=True)
class QualityPerPrice(PriceModel):
    """Quality for each unit of price: Z = F * L / P, L the weighted quality points. Highest wins.

    With a band, all bids with Z >= (1 - band) * Z_best stand before the others, and among them the lowest
    price or the highest quality decides. The total is then an ordinal: within the band 1 + P_min / P (or
    1 + L / L_max, of the bids within it), outside it Z / Z_best, which is below 1. The edge is within, and Z / Z_best
    is held against it after nine decimals. Where Z_best is not above 0 nothing is a share of it, and Z itself counts.

    Parameters
    ----------
    ratio_factor : F, a published multiplier that changes no order.
    band : per cent under the best, 0 to 10; 0 for none.
    band_by : what decides within the band.

    Raises
    ------
    UnusableModelError
        ``ratio_factor_not_positive``, ``band_out_of_range``, ``band_by_unknown``.

    References
    ----------
    UfAB 2018, einfache and erweiterte Richtwertmethode (Z = L / P; band of at most 10 %).

    Examples
    --------
    >>> model = QualityPerPrice(
    ...     gives={"price": "amount", "quality": "points"},
    ...     scale=100,
    ...     weights={"quality": Decimal(100)},
    ...     ratio_factor=1000,
    ... )
    >>> model.total([[65_000, 74_000, 100_000], [60, 75, 100]]).round(4).tolist()
    [0.9231, 1.0135, 1.0]
    """

    key: ClassVar[str] = "quality_per_price"
    better: ClassVar[Better] = "higher"
    weighs = "quality"
    part_unit: ClassVar[Unit] = "points"
    quality_unit: ClassVar[Unit] = "points"
    total_unit: ClassVar[Unit] = "number"
    ratio_factor: float = 1.0
    band: float = 0.0
    band_by: BandBy = "price"

    def __post_init__(self) -> None:
        super().__post_init__()
        if not (np.isfinite(self.ratio_factor) and self.ratio_factor > 0):
            raise UnusableModelError("ratio_factor_not_positive", {"factor": self.ratio_factor})
        if not 0 <= self.band <= 10:  # noqa: PLR2004  (per cent)
            raise UnusableModelError("band_out_of_range", {"band": self.band})
        if self.band_by not in ("price", "quality"):
            raise UnusableModelError("band_by_unknown", {"by": self.band_by})

    @property
    def line_names(self) -> tuple[str, ...]:
        """The lines between parts and total; with a band also the ratio, and the figure that decides within it."""
        return ("price", "quality", "ratio", "in_band") if self.band else ("price", "quality")

    def _full_part(self, path: str) -> float:
        return float(self.effective[path]) * self.scale / 100

    def part_formula(self, path: str, points: str, cells: Mapping[str, str]) -> str:
        """Return the formula of a quality leaf's weighted points."""
        return _rounded(self, points, f"{cells[f'weight:{path}']}*{points}/100")

    def _between(self, at: Mapping[str, FloatArray], admitted: BoolArray) -> dict[str, FloatArray]:
        ratio = self.ratio_factor * at["quality"] / _positive(at["price"])
        if not self.band:
            return {"outcome": ratio}
        best = best_value(ratio, admitted, "higher")
        best = np.where(best > 0, best, np.nan)
        of_best = ratio / best
        is_near = for_comparison(of_best) >= for_comparison(1 - self.band / 100)
        decides = at["price"] if self.band_by == "price" else at["quality"]
        inside = np.where(is_near, decides, np.nan)
        lead = best_value(inside, admitted, "lower" if self.band_by == "price" else "higher")
        share = lead / inside if self.band_by == "price" else inside / lead
        outcome = np.where(is_near, 1 + share, of_best)
        return {"ratio": ratio, "in_band": inside, "outcome": np.where(np.isfinite(best), outcome, ratio)}

    def line_formula(self, name: str, cells: Mapping[str, str]) -> str:
        """Return the formula of a line; see :meth:`PriceModel.line_formula`.

        With a band ``cells`` also names ``ratio_peers`` and ``in_band_peers``, ranges of the admitted bids.
        """
        price, quality = cells.get("price", ""), cells.get("quality", "")
        if name == "ratio":
            core = f"{cells['ratio_factor']}*{quality}/{price}"
            return f'IF(AND(ISNUMBER({price}),ISNUMBER({quality})),IF({price}>0,{core},""),"")'
        if name == "in_band":
            ratio, best, band = cells["ratio"], f"MAX({cells['ratio_peers']})", cells["band"]
            near = f"ROUND({ratio}/{best},{COMPARISON_DECIMALS})>=ROUND(1-{band}/100,{COMPARISON_DECIMALS})"
            decides = price if self.band_by == "price" else quality
            # IF, not AND: the share of a best result of 0 is an error even where it is not used.
            return f'IF(AND(ISNUMBER({ratio}),{best}>0),IF({near},{decides},""),"")'
        return super().line_formula(name, cells)

    def _total_formula(self, cells: Mapping[str, str]) -> str:
        if not self.band:
            return f"{cells['ratio_factor']}*{cells['quality']}/{cells['price']}"
        inside, peers = cells["in_band"], cells["in_band_peers"]
        share = f"MIN({peers})/{inside}" if self.band_by == "price" else f"{inside}/MAX({peers})"
        ratio, best = cells["ratio"], f"MAX({cells['ratio_peers']})"
        return f"IF(ISNUMBER({inside}),1+{share},IF({best}>0,{ratio}/{best},{ratio}))"

    def parameters(self) -> Mapping[str, float]:
        """Return ``ratio_factor`` and, where there is one, ``band`` [%]."""
        return {"ratio_factor": self.ratio_factor, **({"band": self.band} if self.band else {})}

    def explain(self) -> tuple[str, Mapping[str, object]]:
        """Return the text code and values of the published combination."""
        code, told = super().explain()
        return code, {**told, "band": self.band, "band_by": self.band_by}


@dataclass(frozen=True, kw_only=True)
class UtilityIndex(PriceModel):
    """Utility for price: U = (1 - (Q_best - Q) * w_Q / w_P) * P_best / P. Highest wins.

    Q is the weighted quality as a share of full quality, Q_best and P_best the highest quality and the lowest
    price of the admitted bids. The *price deficit* P - U / U_best * P is how much cheaper a bid had to be to
    draw level; it is for internal use.

    References
    ----------
    Mercell Source-to-Contract, utility index (help page 196133486669).

    Examples
    --------
    >>> model = UtilityIndex(
    ...     gives={"price": "amount", "quality": "points"},
    ...     scale=1,
    ...     weights={"quality": Decimal(60), "price": Decimal(40)},
    ... )
    >>> model.total([[1000, 875, 600], [0.9, 0.8, 0.6]]).round(4).tolist()
    [0.6, 0.5829, 0.55]
    """

    key: ClassVar[str] = "utility_index"
    better: ClassVar[Better] = "higher"
    weighs = "all"
    part_unit: ClassVar[Unit] = "number"
    quality_unit: ClassVar[Unit] = "number"
    total_unit: ClassVar[Unit] = "number"

    def __post_init__(self) -> None:
        super().__post_init__()
        _check_price_weight(self)
        if self.weight_of(self.quality_leaves) == 0:
            raise UnusableModelError("no_quality", {"combination": self.key})

    def _full_part(self, path: str) -> float:
        return float(self.effective[path]) / self.weight_of(self.quality_leaves)

    def part_formula(self, path: str, points: str, cells: Mapping[str, str]) -> str:
        """Return the formula of a quality leaf's share of full quality."""
        of_quality = _sum([cells[f"weight:{leaf}"] for leaf in self.quality_leaves])
        return _rounded(self, points, f"{cells[f'weight:{path}']}/{of_quality}*{points}/{cells['scale']}")

    def _between(self, at: Mapping[str, FloatArray], admitted: BoolArray) -> dict[str, FloatArray]:
        lowest, highest = (
            best_value(at["price"], admitted, "lower"),
            best_value(at["quality"], admitted, "higher"),
        )
        n = self.weight_of(self.quality_leaves) / self.weight_of(self.price_leaves)
        index = (1 - (highest - at["quality"]) * n) * _positive(lowest) / _positive(at["price"])
        return {"outcome": index}

    def _total_formula(self, cells: Mapping[str, str]) -> str:
        n = "/".join(
            _sum([cells[f"weight:{leaf}"] for leaf in leaves])
            for leaves in (self.quality_leaves, self.price_leaves)
        )
        lowest, highest = f"MIN({cells['price_peers']})", f"MAX({cells['quality_peers']})"
        index = f"(1-({highest}-{cells['quality']})*{n})*{lowest}/{cells['price']}"
        return f'IF({lowest}>0,{index},"")'

    def price_deficit(self, points: npt.ArrayLike, admitted: npt.ArrayLike) -> FloatArray:
        """Return how much cheaper each bid had to be to draw level with the best [tender currency], (..., bids)."""
        at = self.lines(points, admitted)
        best = best_value(at["total"], np.asarray(admitted, dtype=bool), "higher")
        return np.asarray(at["price"] - at["total"] / best * at["price"])


@dataclass(frozen=True, kw_only=True)
class FeatureCoefficient(ByPercent):
    """A price divided by a coefficient of features, and life-cycle cost added: E = P / (1 + V / (1 - M)) + C.

    V is the sum of m_i * s_i / S over the features, M that of all m_i, C the further amounts: the first
    criterion that gives an amount is divided, the others are added as they are. Lowest wins.

    References
    ----------
    ProZorro, openprocurement.api and barbecue: 499 / (9 / 7) = 388.11.

    Examples
    --------
    >>> model = FeatureCoefficient(
    ...     gives={"price": "amount", "green": "points"}, scale=1, percents={"green": 30}
    ... )
    >>> model.total([[499], [2 / 3]]).round(2).tolist()
    [388.11]
    """

    key: ClassVar[str] = "feature_coefficient"

    def _priced(self, parts: FloatArray) -> tuple[FloatArray, dict[str, FloatArray]]:
        divided = self.leaves.index(self.price_leaves[0])
        whole = np.where(self._is_points[:, None], 0.0, parts).sum(axis=-2)
        first = parts[..., divided, :]
        return first, {"added": whole - first} if len(self.price_leaves) > 1 else {}

    @property
    def line_names(self) -> tuple[str, ...]:
        """The lines between parts and total."""
        return ("price", "added", "quality") if len(self.price_leaves) > 1 else ("price", "quality")

    def _between(self, at: Mapping[str, FloatArray], admitted: BoolArray) -> dict[str, FloatArray]:
        divided = _positive(at["price"]) / (1 + at["quality"] / (100 - self.most_percent))
        return {"outcome": divided + at.get("added", 0.0)}

    def line_formula(self, name: str, cells: Mapping[str, str]) -> str:
        """Return the formula of a line; see :meth:`PriceModel.line_formula`."""
        if name == "price":
            return sum_formula([cells[f"part:{self.price_leaves[0]}"]], NOT_ROUNDED)
        if name == "added":
            return sum_formula([cells[f"part:{path}"] for path in self.price_leaves[1:]], NOT_ROUNDED)
        return super().line_formula(name, cells)

    def _total_formula(self, cells: Mapping[str, str]) -> str:
        most = _sum([cells[f"percent:{path}"] for path in self.quality_leaves])
        divided = f"{cells['price']}/(1+{cells['quality']}/(100-{most}))"
        added = cells.get("added")
        return divided if added is None else f'IF(ISNUMBER({added}),{divided}+{added},"")'


@dataclass(frozen=True, kw_only=True)
class QualityThenPrice(PriceModel):
    """Quality decides who stays, the price who wins (Kommissionsmodellen): the total is the price, lowest wins.

    The quality is the weighted points in per cent of full points. The thresholds that take bids out are of the
    model, not of this combination (:mod:`evaluation.scoring.thresholds`), and come before it.

    References
    ----------
    udbudsportalen.dk, Tilbudsvælgeren, model 1: out below 70 of 100 in total or below half on any criterion.

    Examples
    --------
    >>> model = QualityThenPrice(
    ...     gives={"price": "amount", "a": "points", "b": "points"},
    ...     scale=50,
    ...     weights={"a": Decimal(50), "b": Decimal(50)},
    ... )
    >>> model.lines([[900], [34], [35]])["quality"].tolist(), model.total([[900], [34], [35]]).tolist()
    ([69.0], [900.0])
    """

    key: ClassVar[str] = "quality_then_price"
    weighs = "quality"

    def _full_part(self, path: str) -> float:
        return float(self.effective[path])

    def part_formula(self, path: str, points: str, cells: Mapping[str, str]) -> str:
        """Return the formula of a quality leaf's weighted share of full points [%]."""
        return _rounded(self, points, f"{cells[f'weight:{path}']}*{points}/{cells['scale']}")

    def _between(self, at: Mapping[str, FloatArray], admitted: BoolArray) -> dict[str, FloatArray]:
        return {"outcome": np.where(np.isfinite(at["quality"]), _positive(at["price"]), np.nan)}

    def _total_formula(self, cells: Mapping[str, str]) -> str:
        return cells["price"]


PRICE_MODELS: Mapping[str, type[Any]] = {
    model.key: model
    for model in (
        PercentageSurcharge,
        PercentageDeduction,
        QualityPerPrice,
        UtilityIndex,
        FeatureCoefficient,
        QualityThenPrice,
    )
}


def _check_price_weight(model: PriceModel) -> None:
    if model.weight_of(model.price_leaves) == 0:
        raise UnusableModelError("price_without_weight", {"combination": model.key})


def _sum(cells: Sequence[str]) -> str:
    return cells[0] if len(cells) == 1 else f"({'+'.join(cells)})"


def _rounded(model: PriceModel, points: str, expression: str) -> str:
    return f'IF(ISNUMBER({points}),{model.round_weighted.formula(f"({expression})")},"")'
