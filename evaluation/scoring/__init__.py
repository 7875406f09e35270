"""Measures to points to ranking to award: the rules, how they combine, and what ties and limits do.

Every function is pure, arrays end in the bid axis, missing is NaN, and ``rounding`` alone rounds.
"""

from evaluation.scoring.award import (
    Awarded,
    LotAward,
    LotLimit,
    LotToAward,
    PassedOver,
    award_lot,
    award_lots,
)
from evaluation.scoring.combination import FixedAmounts, LowestTotal, WeightedPoints
from evaluation.scoring.combinations import COMBINATIONS, Combination
from evaluation.scoring.missing_lines import CompletedPrices, MissingLineRule, complete_prices
from evaluation.scoring.price_model import PriceModel
from evaluation.scoring.price_models import (
    FeatureCoefficient,
    PercentageDeduction,
    PercentageSurcharge,
    QualityThenPrice,
)
from evaluation.scoring.price_ratios import QualityPerPrice, UtilityIndex
from evaluation.scoring.ranking import (
    Ranking,
    TieBreak,
    TieCriterion,
    TieRule,
    Ties,
    competition_ranks,
    rank_bids,
)
from evaluation.scoring.rounding import NOT_ROUNDED, Rounding, for_comparison
from evaluation.scoring.rules import (
    AMOUNT_RULES,
    BLOCKING,
    MOVED_BY_OTHERS,
    RULES,
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
    Rule,
    peer_formula,
)
from evaluation.scoring.tables import TableRow
from evaluation.scoring.thresholds import Thresholds
from evaluation.scoring.unusable import UnusableModelError
from evaluation.scoring.weights import effective_weights

__all__ = [
    "AMOUNT_RULES",
    "BLOCKING",
    "COMBINATIONS",
    "MOVED_BY_OTHERS",
    "NOT_ROUNDED",
    "RULES",
    "AmountBrackets",
    "AmountCurve",
    "AmountForQuality",
    "AmountPerUnit",
    "Awarded",
    "BestRatio",
    "Brackets",
    "Combination",
    "CompletedPrices",
    "Curve",
    "EscalatingInterval",
    "EscalatingSlope",
    "FeatureCoefficient",
    "FixedAmounts",
    "FixedInterval",
    "JudgedPoints",
    "LinearOverBest",
    "Logarithmic",
    "LotAward",
    "LotLimit",
    "LotToAward",
    "LowestCost",
    "LowestTotal",
    "MinMax",
    "MissingLineRule",
    "OverCenter",
    "PassedOver",
    "PercentageDeduction",
    "PercentageSurcharge",
    "PriceModel",
    "QualityPerPrice",
    "QualityThenPrice",
    "Ranking",
    "Rounding",
    "Rule",
    "TableRow",
    "Thresholds",
    "TieBreak",
    "TieCriterion",
    "TieRule",
    "Ties",
    "UnusableModelError",
    "UtilityIndex",
    "WeightedPoints",
    "award_lot",
    "award_lots",
    "competition_ranks",
    "complete_prices",
    "effective_weights",
    "for_comparison",
    "peer_formula",
    "rank_bids",
]
