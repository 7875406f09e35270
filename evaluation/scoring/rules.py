"""Every rule there is, by its key. A new rule is a class in a family's module and a name here."""

from collections.abc import Mapping
from typing import Any

from evaluation.scoring.absolute import FixedInterval, JudgedPoints, LowestCost
from evaluation.scoring.amounts import AmountBrackets, AmountCurve, AmountForQuality, AmountPerUnit
from evaluation.scoring.relative import BestRatio, LinearOverBest
from evaluation.scoring.rule import BLOCKING, Rule, peer_formula
from evaluation.scoring.spread import EscalatingInterval, EscalatingSlope, Logarithmic, MinMax, OverCenter
from evaluation.scoring.tables import Brackets, Curve

_ALL: tuple[Any, ...] = (
    LinearOverBest,
    EscalatingSlope,
    BestRatio,
    FixedInterval,
    EscalatingInterval,
    MinMax,
    Logarithmic,
    OverCenter,
    Brackets,
    Curve,
    JudgedPoints,
    AmountPerUnit,
    AmountForQuality,
    AmountBrackets,
    AmountCurve,
    LowestCost,
)
RULES: Mapping[str, type[Any]] = {rule.key: rule for rule in _ALL}
AMOUNT_RULES = frozenset(
    {"amount_per_unit", "amount_for_quality", "amount_brackets", "amount_curve", "lowest_cost"}
)
"""Rules that give money rather than points."""
MOVED_BY_OTHERS = frozenset(
    {
        "linear_over_best",
        "linear_escalating",
        "best_ratio",
        "interval_escalating",
        "min_max",
        "logarithmic",
        "over_center",
    }
)
"""Rules in which other bids always move a bid's points; a curve in per cent of the bids is moved too."""

__all__ = [
    "AMOUNT_RULES",
    "BLOCKING",
    "MOVED_BY_OTHERS",
    "RULES",
    "AmountBrackets",
    "AmountCurve",
    "AmountForQuality",
    "AmountPerUnit",
    "BestRatio",
    "Brackets",
    "Curve",
    "EscalatingInterval",
    "EscalatingSlope",
    "FixedInterval",
    "JudgedPoints",
    "LinearOverBest",
    "Logarithmic",
    "LowestCost",
    "MinMax",
    "OverCenter",
    "Rule",
    "peer_formula",
]
