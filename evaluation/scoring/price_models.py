"""Combinations that compare a price: percentages on or off, a coefficient of features, a threshold of quality."""

from abc import ABC
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np

from evaluation.scoring.combination import sum_formula
from evaluation.scoring.price_model import (
    PriceModel,
    added_up,
    check_price_weight,
    part_rounded,
    positive,
)
from evaluation.scoring.price_ratios import QualityPerPrice, UtilityIndex
from evaluation.scoring.rounding import NOT_ROUNDED, FloatArray
from evaluation.scoring.rule import BoolArray
from evaluation.scoring.unusable import UnusableModelError


@dataclass(frozen=True, kw_only=True)
class PercentageSurcharge(PriceModel):
    """A surcharge in per cent for missing quality: E = P * (1 + sum of w_i / w_P * (S - s_i) / S). Lowest wins.

    w_i is the weight of a quality criterion and w_P that of the price. No bid's E depends on another bid.

    References
    ----------
    abakus.as, the Oslo model: surcharge = (max - points) / max * weight of quality / weight of price; e-Avrop.

    Examples
    --------
    >>> from decimal import Decimal
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
        scale, of_price = cells["scale"], added_up([cells[f"weight:{leaf}"] for leaf in self.price_leaves])
        return part_rounded(
            self, points, f"{cells[f'weight:{path}']}/{of_price}*({scale}-{points})/{scale}*100"
        )

    def _between(self, at: Mapping[str, FloatArray], admitted: BoolArray) -> dict[str, FloatArray]:
        return {"outcome": positive(at["price"]) * (1 + at["quality"] / 100)}

    def _total_formula(self, cells: Mapping[str, str]) -> str:
        return f"{cells['price']}*(1+{cells['quality']}/100)"

    def __post_init__(self) -> None:
        super().__post_init__()
        check_price_weight(self)


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
        return part_rounded(self, points, f"{cells[f'percent:{path}']}*{points}/{cells['scale']}")


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
        return {"outcome": positive(at["price"]) * (1 - at["quality"] / 100)}

    def _total_formula(self, cells: Mapping[str, str]) -> str:
        return f"{cells['price']}*(1-{cells['quality']}/100)"


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
        divided = positive(at["price"]) / (1 + at["quality"] / (100 - self.most_percent))
        return {"outcome": divided + at.get("added", 0.0)}

    def line_formula(self, name: str, cells: Mapping[str, str]) -> str:
        """Return the formula of a line; see :meth:`PriceModel.line_formula`."""
        if name == "price":
            return sum_formula([cells[f"part:{self.price_leaves[0]}"]], NOT_ROUNDED)
        if name == "added":
            return sum_formula([cells[f"part:{path}"] for path in self.price_leaves[1:]], NOT_ROUNDED)
        return super().line_formula(name, cells)

    def _total_formula(self, cells: Mapping[str, str]) -> str:
        most = added_up([cells[f"percent:{path}"] for path in self.quality_leaves])
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
    >>> from decimal import Decimal
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
        return part_rounded(self, points, f"{cells[f'weight:{path}']}*{points}/{cells['scale']}")

    def _between(self, at: Mapping[str, FloatArray], admitted: BoolArray) -> dict[str, FloatArray]:
        return {"outcome": np.where(np.isfinite(at["quality"]), positive(at["price"]), np.nan)}

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
