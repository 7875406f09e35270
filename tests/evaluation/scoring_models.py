"""Scoring models of a price and a judged quality, one of every kind, for the laws that hold across them."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

import numpy as np
import numpy.typing as npt

from evaluation.evaluation_model import Criterion
from evaluation.scoring.combination import FixedAmounts, LowestTotal, WeightedPoints
from evaluation.scoring.combinations import Combination
from evaluation.scoring.missing_lines import MissingLineRule
from evaluation.scoring.price_models import (
    FeatureCoefficient,
    PercentageDeduction,
    PercentageSurcharge,
    QualityThenPrice,
)
from evaluation.scoring.price_ratios import QualityPerPrice, UtilityIndex
from evaluation.scoring.ranking import TieRule
from evaluation.scoring.rule import Rule
from evaluation.scoring.rules import (
    AmountBrackets,
    AmountCurve,
    AmountForQuality,
    AmountPerUnit,
    BestRatio,
    Brackets,
    Curve,
    EscalatingInterval,
    EscalatingSlope,
    FixedInterval,
    JudgedPoints,
    LinearOverBest,
    Logarithmic,
    LowestCost,
    MinMax,
    OverCenter,
)
from evaluation.scoring.tables import TableRow
from evaluation.scoring.thresholds import Thresholds
from evaluation.scoring_model import ScoringModel
from evaluation.scoring_steps import score_values
from tests.builders import LOT

FloatArray = npt.NDArray[np.float64]
PRICE, QUALITY = "price", "quality"
SCALE = 10
WEIGHTS = {PRICE: Decimal(40), QUALITY: Decimal(60)}
GIVES: Mapping[str, Any] = {PRICE: "amount", QUALITY: "points"}
JUDGED = JudgedPoints(scale=SCALE, scale_maximum=10)
EDGES = (
    TableRow(10, to_value=60),
    TableRow(6, from_value=60, to_value=100, includes="both"),
    TableRow(-1, from_value=100, includes="neither"),
)
ANCHORS = (TableRow(11, 20), TableRow(8, 80), TableRow(0, 140.5))
GRADES = (TableRow(0, to_value=4), TableRow(12, from_value=4, to_value=8), TableRow(30, from_value=8))


def model_of(
    price: Rule, quality: Rule, combination: Combination, thresholds: Thresholds | None = None
) -> ScoringModel:
    """Return the scoring of a price and a quality that persons judge on a scale to 10."""
    leaves = (
        Criterion(lot=LOT, id=PRICE, title_da="Pris", measure="purchase_price"),
        Criterion(lot=LOT, id=QUALITY, title_da="Kvalitet", measure=f"judged:{QUALITY}", assessor_scale=10),
    )
    rules = {PRICE: price, QUALITY: quality}
    return ScoringModel(
        leaves, rules, combination, TieRule(), MissingLineRule("reject"), thresholds or Thresholds()
    )


def by_points(price: Rule, thresholds: Thresholds | None = None) -> ScoringModel:
    """Return the weighted points of a price by a rule, 40 %, and a judged quality, 60 %."""
    return model_of(price, JUDGED, WeightedPoints(WEIGHTS), thresholds)


def by_amounts(quality: Rule) -> ScoringModel:
    """Return a price model with fixed amounts."""
    return model_of(LowestCost(), quality, FixedAmounts())


def by_price_model(combination: Combination, thresholds: Thresholds | None = None) -> ScoringModel:
    """Return a price model of a price and points."""
    return model_of(LowestCost(), JUDGED, combination, thresholds)


def totals(model: ScoringModel, values: npt.ArrayLike, admitted: Sequence[bool] | None = None) -> FloatArray:
    """Return the totals of values (..., 2, bids), all bids admitted unless stated."""
    value = np.asarray(values, dtype=np.float64)
    return score_values(
        model, value, np.ones(value.shape[-1], dtype=bool) if admitted is None else admitted
    ).total


_PRICED: Mapping[str, Any] = {"gives": GIVES, "scale": SCALE}
_OF_QUALITY: Mapping[str, Any] = {**_PRICED, "weights": {QUALITY: Decimal(100)}, "ratio_factor": 1000.0}
_LIMITS = Thresholds({PRICE: (12.0, 140.0)}, {QUALITY: 30.0}, 40.0, {QUALITY: 60.0})

MODELS: Mapping[str, ScoringModel] = {
    "1 slope": by_points(LinearOverBest(direction="lower", scale=SCALE, slope=50)),
    "1 slope clipped": by_points(LinearOverBest(direction="lower", scale=SCALE, slope=50, clip="both")),
    "1 slope with limits": by_points(LinearOverBest(direction="lower", scale=SCALE, slope=50), _LIMITS),
    "2 slope by steps": by_points(
        EscalatingSlope(direction="lower", scale=SCALE, slope=30, slope_step=10, slope_most=200)
    ),
    "2 slope that follows": by_points(
        EscalatingSlope(direction="lower", scale=SCALE, slope=30, slope_step=0, slope_most=200)
    ),
    "3 ratio": by_points(BestRatio(direction="lower", scale=SCALE)),
    "4 interval": by_points(FixedInterval(direction="lower", scale=SCALE, full_at=20, zero_at=90.5)),
    "4 interval clipped": by_points(
        FixedInterval(direction="lower", scale=SCALE, full_at=20, zero_at=90.5, clip="both")
    ),
    "4 interval by steps": by_points(
        EscalatingInterval(direction="lower", scale=SCALE, full_at=0, zero_at=40, zero_step=20, zero_most=120)
    ),
    "4 brackets": by_points(Brackets(direction="lower", scale=SCALE, rows=EDGES)),
    "4 curve": by_points(Curve(direction="lower", scale=SCALE, rows=ANCHORS)),
    "4 curve over the mean": by_points(
        Curve(direction="lower", scale=SCALE, rows=ANCHORS, basis="percent_of_mean")
    ),
    "5 min-max": by_points(MinMax(direction="lower", scale=SCALE)),
    "7 logarithm": by_points(Logarithmic(direction="lower", scale=SCALE, zero_multiple=3)),
    "8 mean": by_points(OverCenter(direction="lower", scale=SCALE, center="mean", center_points=5, slope=50)),
    "8 median": by_points(
        OverCenter(direction="lower", scale=SCALE, center="median", center_points=5, slope=50)
    ),
    "9 amount for quality": by_amounts(AmountForQuality(full_amount=25, scale_maximum=10)),
    "9 lack of quality": by_amounts(AmountForQuality(full_amount=25, scale_maximum=10, form="surcharge")),
    "9 amount by bracket": by_amounts(AmountBrackets(direction="higher", rows=GRADES)),
    "9 amount by curve": by_amounts(
        AmountCurve(direction="higher", rows=(TableRow(0, 2), TableRow(9, 5), TableRow(40, 10)))
    ),
    "9 amount per unit": by_amounts(AmountPerUnit(direction="higher", unit_amount=3)),
    "10 surcharge": by_price_model(PercentageSurcharge(**_PRICED, weights=WEIGHTS)),
    "10b deduction near 100": by_price_model(PercentageDeduction(**_PRICED, percents={QUALITY: 99.0})),
    "11 fictive discount": by_price_model(PercentageDeduction(**_PRICED, percents={QUALITY: 10.0})),
    "12 quality per price": by_price_model(QualityPerPrice(**_OF_QUALITY)),
    "12 band by price": by_price_model(QualityPerPrice(**_OF_QUALITY, band=6)),
    "12 band by quality": by_price_model(QualityPerPrice(**_OF_QUALITY, band=6, band_by="quality")),
    "13 utility index": by_price_model(UtilityIndex(**_PRICED, weights=WEIGHTS)),
    "14 coefficient": by_price_model(FeatureCoefficient(**_PRICED, percents={QUALITY: 30.0})),
    "15 quality, then price": by_price_model(
        QualityThenPrice(**_PRICED, weights={QUALITY: Decimal(100)}), _LIMITS
    ),
    "16 lowest total": model_of(LowestCost(), LowestCost(), LowestTotal()),
}
"""By the number of the family in the method book and a name of its kind."""
