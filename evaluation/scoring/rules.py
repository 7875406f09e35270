"""Every rule there is, by its key. A new rule is a class in a family's module and a name here."""

from collections.abc import Mapping

from evaluation.scoring.absolute import FixedInterval, JudgedPoints, LowestCost
from evaluation.scoring.relative import BestRatio, LinearOverBest
from evaluation.scoring.rule import BLOCKING, Rule, peer_formula

RULES: Mapping[str, type[LinearOverBest | FixedInterval | BestRatio | JudgedPoints | LowestCost]] = {
    rule.key: rule for rule in (LinearOverBest, FixedInterval, BestRatio, JudgedPoints, LowestCost)
}

__all__ = [
    "BLOCKING",
    "RULES",
    "BestRatio",
    "FixedInterval",
    "JudgedPoints",
    "LinearOverBest",
    "LowestCost",
    "Rule",
    "peer_formula",
]
