"""Every combination there is, by its key."""

from collections.abc import Callable, Mapping
from dataclasses import fields, replace
from typing import Any

from evaluation.scoring.combination import FixedAmounts, LowestTotal, WeightedPoints
from evaluation.scoring.price_model import PriceModel
from evaluation.scoring.price_models import PRICE_MODELS
from evaluation.scoring.rounding import NOT_ROUNDED, Rounding

Combination = WeightedPoints | LowestTotal | PriceModel
COMBINATIONS: Mapping[str, type[Any]] = {
    **{each.key: each for each in (WeightedPoints, LowestTotal, FixedAmounts)},
    **PRICE_MODELS,
}


def weighs(combination: str) -> str:
    """Return which criteria of a combination have a weight: ``all``, ``quality`` or ``none``.

    >>> [weighs(key) for key in ("weighted_points", "lowest_cost", "quality_per_price")]
    ['all', 'none', 'quality']
    """
    if combination in PRICE_MODELS:
        return str(PRICE_MODELS[combination].weighs)
    return "all" if combination == WeightedPoints.key else "none"


def unrounded(combination: Combination) -> Combination:
    """Return a combination without its roundings."""
    return with_roundings(combination, lambda _: NOT_ROUNDED)


def with_roundings(combination: Combination, change: Callable[[Rounding], Rounding]) -> Combination:
    """Return a combination in which each rounding, of a step or of one criterion's points, is changed."""
    made: dict[str, Any] = {
        each.name: change(getattr(combination, each.name))
        for each in fields(combination)
        if isinstance(getattr(combination, each.name), Rounding)
    }
    if not isinstance(combination, LowestTotal):
        made["round_points_of"] = {path: change(how) for path, how in combination.round_points_of.items()}
    return replace(combination, **made)
