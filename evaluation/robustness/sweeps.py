"""Who would be first at another slope or another weight: before publication, on invented or loaded bids."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from evaluation.robustness.trial import first_by, with_rule
from evaluation.robustness.worth import worse_than
from evaluation.scoring.combination import WeightedPoints
from evaluation.scoring.rounding import for_comparison
from evaluation.scoring_model import ScoringModel
from evaluation.scoring_steps import score_values

Floats = NDArray[np.float64]
Parameter = Literal["slope", "weight"]
SLOPES = np.arange(10.0, 205.0, 5.0)
WEIGHTS = np.linspace(0.0, 100.0, 41)
PUBLISHED_SLOPES = (25.0, 50.0, 75.0, 100.0, 150.0, 200.0)
PRICE_SPREADS = (10.0, 25.0, 50.0, 75.0, 100.0)
HALVINGS = 30


@dataclass(frozen=True)
class Reign:
    """A range of a parameter [per cent] over which the same bids are first, by their places; several where equal."""

    low: float
    high: float
    bids: tuple[int, ...]


@dataclass(frozen=True)
class Sweep:
    """What one parameter does to bids that stay as they are.

    Parameters
    ----------
    parameter : what is moved.
    criterion : the leaf it is of, or for a weight the criterion of the first level.
    published : its published value [per cent].
    grid : (values,) of the parameter [per cent].
    totals : (values, bids) [unit of the total].
    reigns : who is first where, over the whole of ``grid``.
    """

    parameter: Parameter
    criterion: str
    published: float
    grid: Floats
    totals: Floats
    reigns: tuple[Reign, ...]

    @property
    def changes(self) -> tuple[float, ...]:
        """The values at which another bid becomes first [per cent]."""
        return tuple(each.low for each in self.reigns[1:])


@dataclass(frozen=True)
class SlopeOverSpreads:
    """A slope against the spread that prices may have: points, and what the price then weighs in effect.

    Parameters
    ----------
    slopes, spreads : per cent.
    points : (slopes, spreads) points of a bid that lies a spread over the lowest.
    weights : (slopes, spreads) effective weight of the price [per cent], with the other criteria spread as they are
        in the invented sets.
    """

    criterion: str
    slopes: tuple[float, ...]
    spreads: tuple[float, ...]
    points: Floats
    weights: Floats


def sloped_leaves(model: ScoringModel) -> tuple[str, ...]:
    """Return the leaves whose rule has a slope, in published order."""
    return tuple(leaf.id for leaf in model.leaves if hasattr(model.rules[leaf.id], "slope"))


def with_slope(model: ScoringModel, path: str, slope: float) -> ScoringModel:
    """Return a model with another slope of one leaf; where it escalates, its most is never under it."""
    rule: Any = model.rules[path]
    most = {"slope_most": max(slope, rule.slope_most)} if hasattr(rule, "slope_most") else {}
    return with_rule(model, path, replace(rule, slope=slope, **most))


def slope_sweep(model: ScoringModel, values: Floats, path: str) -> Sweep:
    """Return who is first at which slope of a leaf, of bids (leaves, bids)."""
    published = float(model.rules[path].slope)  # type: ignore[attr-defined]
    slopes = np.unique(np.append(SLOPES, published))

    def totals(slope: float) -> Floats:
        other = with_slope(model, path, slope)
        return score_values(other, values, np.ones(values.shape[1], dtype=bool)).total

    return _sweep(_Swept("slope", path, published), slopes, totals, model)


def weighable(model: ScoringModel) -> tuple[str, ...]:
    """Return the criteria of the first level whose weight can be another: neither nothing nor everything."""
    if not isinstance(model.combination, WeightedPoints):
        return ()
    tops = {path: 0.0 for path in model.combination.weights if "/" not in path}
    for path, weight in model.combination.effective.items():
        tops[path.partition("/")[0]] += float(weight)
    return tuple(path for path, weight in tops.items() if 0 < weight < 100)  # noqa: PLR2004  (per cent)


def weight_sweep(model: ScoringModel, values: Floats, criterion: str) -> Sweep:
    """Return who is first at which weight of a criterion of the first level; the others keep their proportions.

    Raises
    ------
    TypeError
        Where the model does not weigh its criteria; ask :func:`weighable` first.
    """
    combination = model.combination
    if not isinstance(combination, WeightedPoints):
        raise TypeError(f"{combination.key} has no weights to sweep.")
    raw = score_values(model, values, np.ones(values.shape[1], dtype=bool)).raw
    order = [[leaf.id for leaf in model.leaves].index(path) for path in combination.leaves]
    own = np.array([path.partition("/")[0] == criterion for path in combination.leaves])
    weights = np.array([float(w) for w in combination.effective.values()])
    published = float(weights[own].sum())

    def totals(weight: float) -> Floats:
        others = 100 - weight
        moved = np.where(own, weights / published * weight, weights / (100 - published) * others)
        return combination.total(raw[order], moved)

    at = np.unique(np.append(WEIGHTS, published))
    return _sweep(_Swept("weight", criterion, published), at, totals, model)


@dataclass(frozen=True)
class _Swept:
    parameter: Parameter
    criterion: str
    published: float


def _sweep(of: _Swept, at: Floats, totals: Callable[[float], Floats], model: ScoringModel) -> Sweep:
    def first(value: float) -> tuple[int, ...]:
        total = for_comparison(totals(value))
        if not np.isfinite(total).any():
            return ()
        best = np.nanmax(total) if model.combination.better == "higher" else np.nanmin(total)
        return tuple(int(n) for n in np.flatnonzero(total == best))

    rows = np.stack([totals(float(value)) for value in at])
    reigns = [Reign(float(at[0]), float(at[0]), first(float(at[0])))]
    for low, high in pairwise(at.tolist()):
        now = first(high)
        if now == reigns[-1].bids:
            reigns[-1] = Reign(reigns[-1].low, high, now)
        else:
            edge = _edge(low, high, reigns[-1].bids, first)
            reigns[-1] = Reign(reigns[-1].low, edge, reigns[-1].bids)
            reigns.append(Reign(edge, high, now))
    return Sweep(of.parameter, of.criterion, of.published, at, rows, _without_points(tuple(reigns)))


def _edge(low: float, high: float, bids: tuple[int, ...], first: Callable[[float], tuple[int, ...]]) -> float:
    """Return where a bid ceases to be first, by halving."""
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        low, high = (middle, high) if first(middle) == bids else (low, middle)
    return round(high, 6)


def _without_points(reigns: tuple[Reign, ...]) -> tuple[Reign, ...]:
    """Return ranges without those of a single value, where two bids only meet."""
    wide = [each for each in reigns if each.high - each.low > 1e-3] or list(reigns[:1])  # noqa: PLR2004  (per cent)
    joined: list[Reign] = []
    for each in wide:
        if joined and joined[-1].bids == each.bids:
            joined[-1] = Reign(joined[-1].low, each.high, each.bids)
        else:
            joined.append(each)
    return tuple(joined)


def slope_over_spreads(model: ScoringModel, path: str, best: float, others: float) -> SlopeOverSpreads:
    """Return a slope against the spread of prices: the case of Region Midtjylland.

    The complaints board let a region choose the slope by the spread of the prices that came in (8 August 2017,
    17/00089); since 2019 it must be fixed before (udbudsloven section 160(1)), and so against the spread expected.

    Parameters
    ----------
    best : the lowest figure [unit of the measure].
    others : mean spread of what all other leaves add to the total [unit of the total].
    """
    published = float(model.rules[path].slope)  # type: ignore[attr-defined]
    slopes = tuple(sorted({*PUBLISHED_SLOPES, published}))
    own = worse_than(best, np.array(PRICE_SPREADS), model.rules[path].direction)
    pairs = np.stack([np.full_like(own, best), own], axis=-1)
    points = np.stack(
        [with_slope(model, path, s).rules[path].points(pairs, np.array([True, True]))[:, 1] for s in slopes]
    )
    weight = float(getattr(model.combination, "effective", {}).get(path, 100)) / 100
    full = float(model.rules[path].scale or 0.0)
    lost = weight * (full - points)
    return SlopeOverSpreads(path, slopes, PRICE_SPREADS, points, lost / (lost + others) * 100)


def winners_change(
    model: ScoringModel, values: Floats, others: tuple[ScoringModel, ...]
) -> NDArray[np.bool_]:
    """Say in which sets some other model has another first, (sets,)."""
    first = first_by(model, values)
    found = np.zeros(len(values), dtype=bool)
    for other in others:
        after = first_by(other, values)
        found |= ~(first & after).any(axis=-1) & first.any(axis=-1) & after.any(axis=-1)
    return found
