"""How many of a lot's points react to how long things last: the effective lifespan weight of each bid.

``Σ w_k |ε_k|`` over the scored criteria, with ``w_k`` the published weight in the whole [points of 100] and
``ε_k = ∂ ln measure_k / ∂ ln life``: where all lives of a bid that count grow by one per cent, the measure moves by
``ε_k`` per cent. Beside it stands the nominal weight, of the criteria that score a life by itself. That a life may be
counted far beyond its nominal weight, because cost, emissions and waste are divided by it, is well known; this sum is
the project's own proposal for making it seen.

What grows, and how replacement is counted meanwhile, is told in :mod:`evaluation.life_reactions`.
"""

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from evaluation.indicators import mean_weights
from evaluation.life_reactions import by_one, in_proportion
from evaluation.measure_slopes import measure_and_slope
from evaluation.measures import OF_LIVES, family_of
from evaluation.result import LotEvaluation
from evaluation.scoring.combination import WeightedPoints
from evaluation.scoring_model import weighed
from evaluation.scoring_steps import score_values

Floats = NDArray[np.float64]
WHOLE = 100.0
STEP = 1e-6  # [years or uses] by which lives grow where the slope of a rule is found
Reason = Literal["value_not_known", "value_is_nought", "no_points", "units_mixed"]


@dataclass(frozen=True)
class Unknown:
    """Why a figure of a bid is not known: of one criterion, or where that is None of its points by year of life."""

    bid: str
    criterion: str | None
    reason: Reason


@dataclass(frozen=True)
class LifespanWeight:
    """How much lifespan weighs in a lot, at each bid; a baseline has no part in it.

    Parameters
    ----------
    bids, criteria : ids of the axes, as calculated and in published order.
    weights : (bids, criteria) weight in the whole [points of 100]; of a lot that the lowest cost wins, the share
        that each figure has of the total; of another price model, 100 times the elasticity of the total.
    nominal : weight of the criteria that score a life by itself [points of 100].
    elasticities : (bids, criteria) ``|∂ ln measure / ∂ ln life|`` [1]; NaN where the measure is not known.
    points_per_year : (bids,) what the total of points gains by one more year, or use, of life, at the margin.
    unit : what one more of life is; None where no life counts, or items differ.
    unknown : why a figure is NaN.
    """

    bids: tuple[str, ...]
    criteria: tuple[str, ...]
    weights: Floats
    nominal: float
    elasticities: Floats
    points_per_year: Floats
    unit: Literal["years", "uses"] | None
    unknown: tuple[Unknown, ...]

    @property
    def by_criterion(self) -> Floats:
        """What each criterion has of the effective weight, (bids, criteria) [points of 100]."""
        return self.weights * self.elasticities

    @property
    def effective(self) -> Floats:
        """The effective weight of each bid, (bids,) [points of 100]; NaN where a criterion is not known."""
        return np.asarray(self.by_criterion.sum(axis=1))

    @property
    def reacts(self) -> NDArray[np.bool_]:
        """Say which criteria react to life at some bid, (criteria,)."""
        return np.asarray((np.nan_to_num(self.by_criterion) > 0.0).any(axis=0))


def lifespan_weight(lot: LotEvaluation) -> LifespanWeight:
    """Return how much lifespan weighs at each bid of a lot.

    The elasticities are analytic. The slope of a rule is found numerically: its points where the bid's values move as
    lives grow by a millionth of a year, the other bids as they are, less its points now. It is the slope towards a
    longer life, so that the best bid, which no rule lifts above full points, gains nothing by it.
    """
    values, found = lot.taken, lot.lives
    leaves = lot.model.leaves
    relative, by_one_more = (
        np.stack([_relative(*measure_and_slope(lot, str(leaf.measure), longer)) for leaf in leaves], axis=1)
        for longer in (in_proportion(values, found), by_one(values, found))
    )
    is_bid = np.array([bid not in lot.baselines for bid in lot.calculated], dtype=bool)
    bids = tuple(bid for bid, counts in zip(lot.calculated, is_bid, strict=True) if counts)
    elasticities = np.abs(relative[is_bid])
    units = _units(lot)
    reacts = bool((np.nan_to_num(elasticities) > 0.0).any())
    gained = _points_gained(lot, by_one_more)[is_bid]
    if reacts and len(units) > 1:
        gained = np.full(len(bids), np.nan)
    return LifespanWeight(
        bids=bids,
        criteria=tuple(leaf.id for leaf in leaves),
        weights=_weights(lot)[is_bid],
        nominal=_nominal(lot),
        elasticities=elasticities,
        points_per_year=gained,
        unit=units.pop() if reacts and len(units) == 1 else None,
        unknown=_unknown(lot, bids, elasticities, gained),
    )


def _relative(value: Floats, slope: Floats) -> Floats:
    """Return ``slope / value``; a measure that does not move is 0, also where it is nought, and NaN where unknown."""
    still = (slope == 0.0) & ~np.isnan(value)
    unknown = np.isnan(value) | (value == 0.0)
    return np.where(still, 0.0, np.where(unknown, np.nan, slope / np.where(unknown, 1.0, value)))


def _weights(lot: LotEvaluation) -> Floats:
    """Return the weight of each criterion at each bid, (bids, criteria) [points of 100]."""
    combination, shape = lot.model.combination, lot.values.shape
    if isinstance(combination, WeightedPoints):
        published = [float(combination.effective[leaf.id]) for leaf in lot.model.leaves]
        return np.broadcast_to(np.array(published), shape)
    if any(rule.key != "lowest_cost" for rule in lot.model.rules.values()):
        return _weights_by_total(lot)
    figures = lot.values.to_numpy(dtype=float)
    if shape[1] == 1:
        return np.full(shape, WHOLE)
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.asarray(WHOLE * figures / figures.sum(axis=1, keepdims=True))


def _weights_by_total(lot: LotEvaluation) -> Floats:
    """Return 100 times by how many per cent the total of a price model moves where one measure of a bid moves by one.

    The other bids stand still. Of a sum of amounts that is the share which the criterion has of it.
    """
    values = lot.values[[leaf.id for leaf in lot.model.leaves]].to_numpy(dtype=float).T
    leaves, bids = values.shape
    moved = np.broadcast_to(values, (leaves, bids, leaves, bids)).copy()
    at_leaf, at_bid = np.arange(leaves)[:, None], np.arange(bids)[None, :]
    moved[at_leaf, at_bid, at_leaf, at_bid] *= 1.0 + STEP
    then = score_values(lot.model, moved, lot.admitted).total[at_leaf, at_bid, at_bid]
    now = score_values(lot.model, values, lot.admitted).total
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.asarray(WHOLE * np.abs((then - now) / now / STEP)).T


def _nominal(lot: LotEvaluation) -> float:
    """Return the weight of the criteria that score a life by itself; none where nothing is weighed."""
    weights = weighed(lot.model.combination)
    of_lives = (leaf.id for leaf in lot.model.leaves if family_of(str(leaf.measure)) in OF_LIVES)
    return float(sum((weights.get(path, Decimal(0)) for path in of_lives), Decimal(0)))


def _units(lot: LotEvaluation) -> set[Literal["years", "uses"]]:
    """Return the units of the lives that count: of items whose own life drives purchases, or is scored."""
    counts = lot.lives.follows_bid.copy()
    for leaf in lot.model.leaves:
        if family_of(str(leaf.measure)) in OF_LIVES:
            counts |= mean_weights(lot.taken, str(leaf.measure)) > 0.0
    items = zip(lot.taken.items, counts, strict=True)
    return {"uses" if item.life_unit == "uses" else "years" for item, is_counted in items if is_counted}


def _points_gained(lot: LotEvaluation, relative: Floats) -> Floats:
    """Return what each bid's total gains by one more year of life, (bids,) [points]; before any rounding.

    Parameters
    ----------
    relative : (bids, criteria) relative change of each measure by a year of life.
    """
    combination = lot.model.combination
    bids = len(lot.calculated)
    if not isinstance(combination, WeightedPoints):
        return np.full(bids, np.nan)
    total = np.zeros(bids)
    for n, leaf in enumerate(lot.model.leaves):
        now = lot.values[leaf.id].to_numpy(dtype=float)
        moves = relative[:, n] != 0.0
        then = now * (1.0 + np.where(moves, relative[:, n], 0.0) * STEP)
        # A row a bid, in which only its own value is the one that it moves to.
        moved = np.where(np.eye(bids, dtype=bool), then, now)
        points = lot.model.rules[leaf.id].points
        gain = np.diagonal(points(moved, np.broadcast_to(lot.admitted, moved.shape)))
        gain = np.where(moves, (gain - points(now, lot.admitted)) / STEP, 0.0)
        total = total + float(combination.effective[leaf.id]) / WHOLE * gain
    return total


def _unknown(
    lot: LotEvaluation, bids: tuple[str, ...], elasticities: Floats, gained: Floats
) -> tuple[Unknown, ...]:
    """Return why figures of bids are NaN: of each criterion, and of the points by year where no criterion says it."""
    is_points = isinstance(lot.model.combination, WeightedPoints)
    of_all: Reason = "units_mixed" if is_points else "no_points"
    found = []
    for n, bid in enumerate(bids):
        missing = np.flatnonzero(np.isnan(elasticities[n]))
        for at in missing:
            leaf = lot.model.leaves[at].id
            is_known = np.isfinite(lot.values[leaf][bid])
            found.append(Unknown(bid, leaf, "value_is_nought" if is_known else "value_not_known"))
        if np.isnan(gained[n]) and not len(missing):
            is_unknown = is_points and np.isnan(lot.points.loc[bid].to_numpy(dtype=float)).any()
            found.append(Unknown(bid, None, "value_not_known" if is_unknown else of_all))
    return tuple(found)
