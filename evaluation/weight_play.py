"""What the totals would be, had a weight or a parameter been another. Play beside an award, never part of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise

import numpy as np
from numpy.typing import NDArray

from evaluation.bid import Bid
from evaluation.decisions import Decisions
from evaluation.evaluate import evaluate
from evaluation.result import Evaluation, LotEvaluation
from evaluation.scoring.combination import WeightedPoints
from evaluation.tender import Tender

Floats = NDArray[np.float64]
WHOLE = 100.0


@dataclass(frozen=True)
class Band:
    """A range of weights [%] over which the same bids are first; more than one where they are equal."""

    low: float
    high: float
    bids: tuple[str, ...]


def playable_criteria(lot: LotEvaluation) -> tuple[str, ...]:
    """Return the criteria of the first level whose weight can be another: neither nothing nor everything."""
    return tuple(path for path in _groups(lot) if 0.0 < published_weight(lot, path) < WHOLE)


def published_weight(lot: LotEvaluation, criterion: str) -> float:
    """Return the published weight of a criterion of the first level [%]."""
    weights = _weights(lot)
    return float(sum(weight for path, weight in weights.items() if _group(path) == criterion))


def totals_at(lot: LotEvaluation, criterion: str, weights: Floats) -> Floats:
    """Return the totals of the ranked bids at other weights of one criterion, (weights, bids) [points].

    ``T(w) = w S + (1 - w) R``, with S the points of the criterion alone and R those of the others, whose
    weights keep their proportions. The points before weighting are the published ones; totals are not rounded.

    Parameters
    ----------
    criterion : of the first level; one of :func:`playable_criteria`.
    weights : (weights,) [%].
    """
    own, others = _lines(lot, criterion)
    share = np.asarray(weights, dtype=np.float64)[:, None] / WHOLE
    return np.asarray(share * own + (1.0 - share) * others)


def leading_bands(lot: LotEvaluation, criterion: str) -> tuple[Band, ...]:
    """Return who is first at which weight of a criterion, from 0 to 100 %.

    Totals are straight lines in the weight, so that places change only where two lines meet.
    """
    own, others = _lines(lot, criterion)
    slopes = own - others
    meets = {0.0, WHOLE}
    for one, two in combinations(range(len(own)), 2):
        steeper = slopes[one] - slopes[two]
        if steeper != 0.0:
            at = (others[two] - others[one]) / steeper * WHOLE
            if 0.0 < at < WHOLE:
                meets.add(round(float(at), 9))
    found: list[Band] = []
    edges = sorted(meets)
    for low, high in pairwise(edges):
        middle = totals_at(lot, criterion, np.array([(low + high) / 2]))[0]
        first = tuple(
            bid
            for bid, total in zip(lot.ranking, middle, strict=True)
            if np.isclose(total, middle.max(), rtol=1e-12)
        )
        if found and found[-1].bids == first:
            found[-1] = Band(found[-1].low, high, first)
        else:
            found.append(Band(low, high, first))
    return tuple(found)


def evaluate_with(
    done: Evaluation, bids: Sequence[Bid], *, discount_rate: float | None, price_factors: dict[str, float]
) -> Evaluation:
    """Return the evaluation as it would be with another discount rate and other prices of resources.

    Parameters
    ----------
    discount_rate : 0 to 0.2, the same in all years and for every lot; None leaves the published discounting.
    price_factors : resource key -> what its published price is multiplied by.
    """
    tender = done.tender
    flat = {} if discount_rate is None else {"discount_rate": discount_rate, "discount_steps": None}
    models = tuple(model.model_copy(update=flat) for model in tender.models)
    prices = tuple(
        price.model_copy(update={"price": price.price * price_factors.get(price.key, 1.0)})
        for price in tender.resource_prices
    )
    tables = {name: getattr(tender, name) for name in Tender.model_fields}
    tried = Tender(**{**tables, "models": models, "resource_prices": prices})
    decisions: Decisions = done.decisions
    return evaluate(tried, bids, decisions)


def _weights(lot: LotEvaluation) -> dict[str, float]:
    """Return the effective weight of each leaf [%]; nothing where the lowest cost wins."""
    combination = lot.model.combination
    if not isinstance(combination, WeightedPoints):
        return {}
    return {path: float(weight) for path, weight in combination.effective.items()}


def _lines(lot: LotEvaluation, criterion: str) -> tuple[Floats, Floats]:
    """Return the totals of the ranked bids at 100 % and at 0 % of a criterion, (bids,) each [points]."""
    weights = _weights(lot)
    points = lot.points.loc[list(lot.ranking)]
    is_own = {path: _group(path) == criterion for path in weights}

    def mean(*, of_own: bool) -> Floats:
        paths = [path for path in weights if is_own[path] is of_own]
        share = np.array([weights[path] for path in paths])
        return np.asarray(points[paths].to_numpy(dtype=float) @ share / share.sum())

    return mean(of_own=True), mean(of_own=False)


def _groups(lot: LotEvaluation) -> tuple[str, ...]:
    return tuple(dict.fromkeys(_group(path) for path in _weights(lot)))


def _group(path: str) -> str:
    return path.partition("/")[0]
