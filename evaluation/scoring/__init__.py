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
from evaluation.scoring.combination import COMBINATIONS, Combination, LowestTotal, WeightedPoints
from evaluation.scoring.missing_lines import CompletedPrices, MissingLineRule, complete_prices
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
    BLOCKING,
    RULES,
    BestRatio,
    FixedInterval,
    JudgedPoints,
    LinearOverBest,
    LowestCost,
    Rule,
    peer_formula,
)
from evaluation.scoring.unusable import UnusableModelError
from evaluation.scoring.weights import effective_weights

__all__ = [
    "BLOCKING",
    "COMBINATIONS",
    "NOT_ROUNDED",
    "RULES",
    "Awarded",
    "BestRatio",
    "Combination",
    "CompletedPrices",
    "FixedInterval",
    "JudgedPoints",
    "LinearOverBest",
    "LotAward",
    "LotLimit",
    "LotToAward",
    "LowestCost",
    "LowestTotal",
    "MissingLineRule",
    "PassedOver",
    "Ranking",
    "Rounding",
    "Rule",
    "TieBreak",
    "TieCriterion",
    "TieRule",
    "Ties",
    "UnusableModelError",
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
