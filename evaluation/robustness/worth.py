"""What a point costs, what a unit of each criterion is worth, what a criterion weighs in effect, and what a spread costs.

Two bids are thought of, equal but for one leaf, on which the second is worse by a hundredth: what its total loses,
divided by how much worse it is, is what a unit is worth in the total. Of the unit of cost it is the price of a point:

``kr per point = 1 / (points lost per krone)``; of a slope of X per cent it is ``X / 100 * P_min / S / (w / 100)``.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from evaluation.measures import measure_of
from evaluation.robustness.synthetic import MONEY
from evaluation.robustness.trial import without_rounding, without_thresholds
from evaluation.scoring.combination import LowestTotal, WeightedPoints
from evaluation.scoring_model import ScoringModel, weighed
from evaluation.scoring_steps import score_values

Floats = NDArray[np.float64]
STEP = 0.01
SPREADS = (10.0, 50.0, 200.0, 500.0)
"""Per cent over the best at which points are shown."""
FINE = np.linspace(0.0, 1000.0, 2001)
SAME = 1e-9
FIRST_ONLY = np.array([True, False])


@dataclass(frozen=True)
class Worth:
    """What one unit of a leaf is worth at a figure.

    Parameters
    ----------
    criterion, unit : of the leaf; the unit as its measure has it.
    at : the figure it was asked at [unit].
    total : what one unit worse takes of the total [unit of the total]; 0 where the figure does not count there.
    money : the same in money [tender currency]; NaN where no cost counts or the figure does not.
    """

    criterion: str
    unit: str
    at: float
    total: float
    money: float


@dataclass(frozen=True)
class Weight:
    """The stated and the effective weight of a leaf [per cent]; stated None where the model states none."""

    criterion: str
    stated: float | None
    effective: float


@dataclass(frozen=True)
class AtSpreads:
    """The points of a leaf over the best figure.

    Parameters
    ----------
    best : the figure that counts as the best [unit of the measure].
    spreads : per cent worse than the best: over it where low is good, under it by the same factor where high is.
    points : at each spread [points, or tender currency for a rule that gives money].
    stops_at : the spread from which on nothing more is lost [per cent]; None where it never ends.
    zero_at : the spread that gives 0 points [per cent]; None where none does.
    """

    criterion: str
    best: float
    spreads: tuple[float, ...]
    points: tuple[float, ...]
    stops_at: float | None
    zero_at: float | None


def is_money(model: ScoringModel, path: str) -> bool:
    """Say whether a leaf is a cost in the tender's currency."""
    return next(measure_of(str(x.measure)).unit for x in model.leaves if x.id == path).startswith(MONEY)


def price_leaf(model: ScoringModel) -> str | None:
    """Return the heaviest leaf that is a cost and lower is better; None where no cost is scored."""
    weights = weighed(model.combination)
    found = [x.id for x in model.leaves if is_money(model, x.id) and model.rules[x.id].direction == "lower"]
    return max(found, key=lambda path: float(weights.get(path, 0)), default=None)


def worth(model: ScoringModel, at: Sequence[float], price: str | None) -> tuple[Worth, ...]:
    """Return what a unit of each leaf is worth where a bid stands at given figures.

    Parameters
    ----------
    at : (leaves,) figures of a bid that all relative rules take for the best.
    price : the leaf that money is read from; None where there is none.
    """
    exact = without_thresholds(without_rounding(model))
    losses = {leaf.id: _loss(exact, at, n) for n, leaf in enumerate(model.leaves)}
    krone = losses[price] if price is not None else np.nan
    return tuple(
        Worth(
            leaf.id,
            measure_of(str(leaf.measure)).unit,
            float(at[n]),
            losses[leaf.id],
            losses[leaf.id] / krone if krone and losses[leaf.id] else float("nan"),
        )
        for n, leaf in enumerate(model.leaves)
    )


def price_of_a_point(model: ScoringModel, worths: Sequence[Worth], price: str | None) -> float:
    """Return what one point of the total costs [tender currency]; NaN where there are no points or cost does not count."""
    lost = next((each.total for each in worths if each.criterion == price), 0.0)
    return 1 / lost if isinstance(model.combination, WeightedPoints) and lost else float("nan")


def _loss(model: ScoringModel, at: Sequence[float], leaf: int) -> float:
    path = model.leaves[leaf].id
    step = STEP * abs(at[leaf]) or 1.0
    two = np.repeat(np.asarray(at, dtype=np.float64)[:, None], 2, axis=1)
    two[leaf, 1] += step if model.rules[path].direction == "lower" else -step
    scored = score_values(model, two, FIRST_ONLY)
    lost = (
        scored.total[0] - scored.total[1]
        if model.combination.better == "higher"
        else (scored.total[1] - scored.total[0])
    )
    size = float(np.nanmax(np.abs(scored.total), initial=1.0))
    return float(lost / step) if np.isfinite(lost) and abs(lost) > SAME * size / 1000 else 0.0


def leaf_spreads(model: ScoringModel, values: Floats) -> Floats:
    """Return how far apart each leaf alone puts the bids of each set, (sets, leaves) [unit of the total].

    In a sum it is the spread of what the leaf adds. Where the combination is no sum, the bids are made equal on all
    other leaves, at the set's mean, and it is the spread of their totals.
    """
    combination = model.combination
    if isinstance(combination, WeightedPoints | LowestTotal):
        weighted = score_values(model, values, np.ones(values.shape[-1], dtype=bool)).weighted
        return _range(weighted)
    alone = []
    middle = values.mean(axis=-1, keepdims=True)
    for n in range(values.shape[-2]):
        own = np.broadcast_to(middle, values.shape).copy()
        own[..., n, :] = values[..., n, :]
        alone.append(_range(score_values(model, own, np.ones(values.shape[-1], dtype=bool)).total))
    return np.stack(alone, axis=-1)


def _range(figures: Floats) -> Floats:
    known = np.isfinite(figures)
    high = np.where(known, figures, -np.inf).max(axis=-1)
    low = np.where(known, figures, np.inf).min(axis=-1)
    return np.where(np.isfinite(high - low), high - low, 0.0)


def weights_in_effect(model: ScoringModel, spread: Floats) -> tuple[Weight, ...]:
    """Return the stated weight of each leaf beside its share of the mean spread, in published order.

    Quality with 70 per cent and a spread of 2.0 of 10 points, price with 30 and 6.67: 1.4 beside 2.0 points, so that
    the price has 58.8 per cent in effect.

    Parameters
    ----------
    spread : (leaves,) mean of :func:`leaf_spreads`.
    """
    stated: Mapping[str, object] = weighed(model.combination)
    whole = float(spread.sum())
    shares = spread / whole * 100 if whole > 0 else np.zeros(len(spread))
    return tuple(
        Weight(leaf.id, float(str(stated[leaf.id])) if leaf.id in stated else None, float(shares[n]))
        for n, leaf in enumerate(model.leaves)
    )


def at_spreads(model: ScoringModel, path: str, best: float, spreads: Sequence[float] = SPREADS) -> AtSpreads:
    """Return the points of a leaf at spreads over its best figure, and the spread from which it counts no more."""
    rule = model.rules[path]
    points = _points_over(model, path, best, np.asarray(spreads, dtype=np.float64))
    fine = _points_over(model, path, best, FINE)
    scale = rule.scale or float(np.nanmax(np.abs(fine), initial=1.0))
    return AtSpreads(
        path,
        best,
        tuple(float(s) for s in spreads),
        tuple(float(p) for p in points),
        _stops_at(fine, scale),
        _first_at(fine <= SAME * scale) if rule.scale is not None else None,
    )


def worse_than(best: float, spreads: Floats, direction: str) -> Floats:
    """Return figures that are worse than the best by a spread [per cent].

    >>> worse_than(100.0, np.array([50.0, 100.0]), "lower").tolist()
    [150.0, 200.0]
    >>> worse_than(100.0, np.array([25.0, 100.0]), "higher").tolist()
    [80.0, 50.0]
    """
    times = 1 + spreads / 100
    return best * times if (direction == "lower") == (best > 0) else best / times


def _points_over(model: ScoringModel, path: str, best: float, spreads: Floats) -> Floats:
    """Return the points of a bid at each spread beside the best bid alone, (spreads,)."""
    rule = model.rules[path]
    own = worse_than(best, spreads, rule.direction)
    pairs = np.stack([np.full_like(own, best), own], axis=-1)
    # The worse bid is admitted too: rules that escalate read it.
    return rule.points(pairs, np.array([True, True]))[:, 1]


def _stops_at(points: Floats, scale: float) -> float | None:
    """Return the spread from which on points no longer change; None where they change to the very end."""
    moves = np.abs(np.diff(np.nan_to_num(points))) > SAME * scale
    if moves[-1]:
        return None
    last = np.flatnonzero(moves)
    return float(FINE[last[-1] + 1]) if len(last) else 0.0


def _first_at(mask: NDArray[np.bool_]) -> float | None:
    found = np.flatnonzero(mask)
    return float(FINE[found[0]]) if len(found) else None
