"""What other decision methods would have made of the same values: a second opinion that decides nothing.

For the rehearsal of a model before it is published, and for internal analysis that a person asks for afterwards.
The award follows the published model whatever other methods say. Nothing here may reach an output of an award
run: no sheet of the scoring matrix, no report, no letter, not ``cli.py evaluate``. A sheet in which another method
has another winner would be read as a second award. An import contract and a test hold that.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

import numpy as np
import pandas as pd

from evaluation.result import LotEvaluation
from evaluation.robustness.decision_methods import METHODS, BoolArray, DecisionMethod, FloatArray, Unmet
from evaluation.robustness.normalisation import Normalisation
from evaluation.scoring.combination import Better, WeightedPoints
from evaluation.scoring.ranking import competition_ranks
from evaluation.scoring.rounding import for_comparison
from evaluation.scoring.rule import Direction

Reason = Literal["fewer_than_two_bids", "equal_bids"] | Unmet
FEWEST = 2


@dataclass(frozen=True)
class Opinion:
    """What one method makes of the bids. Codes and figures only.

    Parameters
    ----------
    method, normalisation : keys.
    better : whether the ``higher`` or the ``lower`` score is best.
    scores : by compared bid, in the order given; no unit, and not comparable between methods.
    ranks : competition rank (1, 1, 3) by compared bid. Scores are compared as totals are, so exact ties and
        identical bids share a rank; no tie rule is applied.
    left_out : bid -> the criteria on which it has no value. Such a bid is compared by no method.
    unused : criteria that have no weight, or on which all compared bids are equal: they tell nobody apart.
    reason : why the method cannot be applied; None where it can. Then there are no scores and ranks.
    reason_values : what the reason's sentence names: ``criteria`` and ``bids``.
    """

    method: str
    normalisation: Normalisation
    better: Better
    scores: Mapping[str, float] = field(default_factory=dict)
    ranks: Mapping[str, int] = field(default_factory=dict)
    left_out: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    unused: tuple[str, ...] = ()
    reason: Reason | None = None
    reason_values: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def order(self) -> tuple[tuple[str, ...], ...]:
        """Groups of bids that share a rank, best first."""
        places = sorted(set(self.ranks.values()))
        return tuple(tuple(bid for bid, rank in self.ranks.items() if rank == place) for place in places)

    @property
    def first(self) -> tuple[str, ...]:
        """The bids with rank 1; none where the method cannot be applied."""
        return self.order[0] if self.order else ()


@dataclass(frozen=True)
class LotOpinion:
    """The second opinions on one lot beside the ranking of its own model.

    ``reason`` is ``no_weights`` where the lot's model weighs nothing, as where the lowest cost wins; then there
    are no opinions.
    """

    lot: str
    published: Mapping[str, int | None]
    opinions: tuple[Opinion, ...] = ()
    reason: Literal["no_weights"] | None = None

    @property
    def other_first(self) -> tuple[str, ...]:
        """Keys of the methods that put none of the model's first bids first."""
        first = {bid for bid, rank in self.published.items() if rank == 1}
        return tuple(o.method for o in self.opinions if o.first and not first & set(o.first))


def second_opinion(
    values: pd.DataFrame,
    weights: Mapping[str, float],
    directions: Mapping[str, Direction],
    methods: Iterable[str] = tuple(METHODS),
) -> tuple[Opinion, ...]:
    """Return what each method makes of the same bids.

    Values are taken as totals are compared, so that a difference in the noise of doubles is none: most methods
    stretch the smallest difference between the bids over their whole scale.

    Parameters
    ----------
    values : a row a bid, a column a criterion [unit of the criterion]; NaN for no value.
    weights : by criterion, 0 or more; only their proportions count.
    directions : by criterion, whether the ``lower`` or the ``higher`` value is the better one.
    methods : keys of :data:`~evaluation.robustness.decision_methods.METHODS`, in the order of the answer.

    Raises
    ------
    ValueError
        Where a bid or criterion stands twice, a weight is below 0 or no number, all weights are 0, or a method or
        direction is unknown.

    Examples
    --------
    >>> bids = pd.DataFrame({"price": [100.0, 125.0, 200.0], "life": [5.0, 15.0, 5.0]}, index=["a", "b", "c"])
    >>> by = {"price": 60.0, "life": 40.0}, {"price": "lower", "life": "higher"}
    >>> [found] = second_opinion(bids, *by, methods=["minimum_regret"])
    >>> found.order, {bid: round(regret, 4) for bid, regret in found.scores.items()}
    ((('b',), ('a',), ('c',)), {'a': 0.4, 'b': 0.15, 'c': 0.6})
    """
    keys = tuple(methods)
    weighed = _weighed(values, weights, directions, keys)
    figures = for_comparison(values[weighed].to_numpy(dtype=np.float64))
    has_value: BoolArray = np.isfinite(figures)
    is_whole: BoolArray = np.asarray(has_value.all(axis=1))
    left_out = {
        str(bid): _where(weighed, ~row)
        for bid, row in zip(values.index, has_value, strict=True)
        if not row.all()
    }
    compared = figures[is_whole]
    differs: BoolArray = np.asarray((compared != compared[:1]).any(axis=0))
    table = _Table(
        bids=_where([str(bid) for bid in values.index], is_whole),
        criteria=_where(weighed, differs),
        values=compared[:, differs],
        weights=_shares([weights[c] for c in weighed])[differs],
        is_lower=np.array([directions[c] == "lower" for c in weighed])[differs],
        left_out=left_out,
        unused=tuple(str(c) for c in values.columns if c not in _where(weighed, differs)),
    )
    return tuple(_opinion(key, METHODS[key], table) for key in keys)


def second_opinion_of(lot: LotEvaluation, methods: Iterable[str] = tuple(METHODS)) -> LotOpinion:
    """Return what other methods make of the admitted bids of a lot, by the values that its rules score.

    Weights are the effective weights of the leaves. Baselines are never admitted, and so not compared.

    Parameters
    ----------
    lot : an evaluated lot. While its admission is open, so is the answer.
    """
    compared = list(_where(lot.calculated, lot.admitted))
    published = {bid: lot.ranks.ranks[bid] for bid in compared}
    combination = lot.model.combination
    if not isinstance(combination, WeightedPoints):
        return LotOpinion(lot.lot, published, reason="no_weights")
    weights = {path: float(weight) for path, weight in combination.effective.items()}
    directions = {path: rule.direction for path, rule in lot.model.rules.items()}
    return LotOpinion(
        lot.lot, published, second_opinion(lot.values.loc[compared], weights, directions, methods)
    )


def ranks_by_method(opinions: Iterable[Opinion]) -> pd.DataFrame:
    """Return the ranks as whole numbers, a row a bid and a column a method; missing where there is none."""
    told = tuple(opinions)
    bids = dict.fromkeys(bid for o in told for bid in (*o.ranks, *o.left_out))
    columns = {o.method: pd.array([o.ranks.get(bid) for bid in bids], dtype="Int64") for o in told}
    return pd.DataFrame(columns, index=pd.Index(list(bids), name="bid"))


@dataclass(frozen=True)
class _Table:
    """What every method is given: bids with every value, criteria that have a weight and differ."""

    bids: tuple[str, ...]
    criteria: tuple[str, ...]
    values: FloatArray
    weights: FloatArray
    is_lower: BoolArray
    left_out: Mapping[str, tuple[str, ...]]
    unused: tuple[str, ...]


def _opinion(key: str, method: DecisionMethod, table: _Table) -> Opinion:
    opinion = Opinion(key, method.normalisation, method.better, left_out=table.left_out, unused=table.unused)
    if len(table.bids) < FEWEST:
        return replace(opinion, reason="fewer_than_two_bids")
    if not table.criteria:
        return replace(opinion, reason="equal_bids")
    unmet = method.unmet(table.values, table.is_lower)
    if unmet is not None:
        code, where = unmet
        named = {
            "criteria": _where(table.criteria, np.asarray(where.any(axis=0))),
            "bids": _where(table.bids, np.asarray(where.any(axis=1))),
        }
        return replace(opinion, reason=code, reason_values=named)
    scores = method.scores(table.values, table.weights, table.is_lower)
    ranks = competition_ranks(scores, np.ones(len(scores), dtype=np.bool_), method.better)
    return replace(
        opinion,
        scores=dict(zip(table.bids, scores.tolist(), strict=True)),
        ranks={bid: int(rank) for bid, rank in zip(table.bids, ranks, strict=True)},
    )


def _where(names: Sequence[str], is_meant: BoolArray) -> tuple[str, ...]:
    return tuple(name for name, meant in zip(names, is_meant, strict=True) if meant)


def _weighed(
    values: pd.DataFrame,
    weights: Mapping[str, float],
    directions: Mapping[str, Direction],
    methods: tuple[str, ...],
) -> list[str]:
    """Return the criteria that have a weight, and refuse what is no table of bids and criteria."""
    if not (values.index.is_unique and values.columns.is_unique):
        raise ValueError("A bid or a criterion stands twice. Give each once.")
    unknown = [key for key in methods if key not in METHODS]
    if unknown:
        raise ValueError(f"No such method: {unknown}. There are: {list(METHODS)}.")
    criteria = [str(column) for column in values.columns]
    wrong = [c for c in criteria if not (np.isfinite(weights[c]) and weights[c] >= 0.0)]
    if wrong or not any(weights[c] > 0.0 for c in criteria):
        raise ValueError(f"Weights must be numbers of 0 or more, one above 0: {dict(weights)}.")
    if any(directions[c] not in ("lower", "higher") for c in criteria):
        raise ValueError(f"A direction is 'lower' or 'higher': {dict(directions)}.")
    return [c for c in criteria if weights[c] > 0.0]


def _shares(weights: list[float]) -> FloatArray:
    found = np.array(weights, dtype=np.float64)
    return np.asarray(found / found.sum())
