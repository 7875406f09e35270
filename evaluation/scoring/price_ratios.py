"""Combinations of a number in proportion to 1 / price: quality per price with its band, and the utility index."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar, Literal

import numpy as np
import numpy.typing as npt

from evaluation.scoring.combination import Better
from evaluation.scoring.price_model import (
    PriceModel,
    Unit,
    added_up,
    check_price_weight,
    part_rounded,
    positive,
)
from evaluation.scoring.rounding import COMPARISON_DECIMALS, FloatArray, for_comparison
from evaluation.scoring.rule import BoolArray, best_value
from evaluation.scoring.unusable import UnusableModelError

BandBy = Literal["price", "quality"]


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
    >>> from decimal import Decimal
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
        return part_rounded(self, points, f"{cells[f'weight:{path}']}*{points}/100")

    def _between(self, at: Mapping[str, FloatArray], admitted: BoolArray) -> dict[str, FloatArray]:
        ratio = self.ratio_factor * at["quality"] / positive(at["price"])
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
    >>> from decimal import Decimal
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
        check_price_weight(self)
        if self.weight_of(self.quality_leaves) == 0:
            raise UnusableModelError("no_quality", {"combination": self.key})

    def _full_part(self, path: str) -> float:
        return float(self.effective[path]) / self.weight_of(self.quality_leaves)

    def part_formula(self, path: str, points: str, cells: Mapping[str, str]) -> str:
        """Return the formula of a quality leaf's share of full quality."""
        of_quality = added_up([cells[f"weight:{leaf}"] for leaf in self.quality_leaves])
        return part_rounded(self, points, f"{cells[f'weight:{path}']}/{of_quality}*{points}/{cells['scale']}")

    def _between(self, at: Mapping[str, FloatArray], admitted: BoolArray) -> dict[str, FloatArray]:
        lowest, highest = (
            best_value(at["price"], admitted, "lower"),
            best_value(at["quality"], admitted, "higher"),
        )
        n = self.weight_of(self.quality_leaves) / self.weight_of(self.price_leaves)
        index = (1 - (highest - at["quality"]) * n) * positive(lowest) / positive(at["price"])
        return {"outcome": index}

    def _total_formula(self, cells: Mapping[str, str]) -> str:
        n = "/".join(
            added_up([cells[f"weight:{leaf}"] for leaf in leaves])
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
