"""What assessors gave -> one figure a judged criterion and bid, with every score that it is made of.

Individual scores are never overwritten: a consensus stands beside them, and says why where it is not their mean.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from evaluation.decisions import Decisions, Judgement
from evaluation.evaluation_model import Criterion
from evaluation.indicators import published_weights, weighted_mean
from evaluation.lot_values import LotValues
from evaluation.measures import leaves, measure_of
from evaluation.scoring.rounding import for_comparison
from evaluation.tender import Item, Tender

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
INDIVIDUAL, CONSENSUS = "individual", "consensus"
# An assessor by name, and which of that person's scores it is where one score is given twice.
Assessor = tuple[str, int]


@dataclass(frozen=True)
class Judged:
    """One judged criterion of a lot.

    Parameters
    ----------
    criterion : says how several scores become one, and whether each item is judged by itself.
    bids : ids on the bid axis.
    items : the items that are judged; one None where a bid is judged as a whole.
    weights : (items,) published weight of each in the mean.
    assessors : who judges, in the order of their rows.
    panel : (items, assessors) whether an assessor judges an item: gave any bid a score of it.
    individual : (bids, items, assessors) points, NaN where there are none.
    consensus : (bids, items) points agreed on, NaN where there are none, or two that differ.
    rows : every row that has points, individual and consensus, with its reason and name.
    """

    criterion: Criterion
    bids: tuple[str, ...]
    items: tuple[str | None, ...]
    weights: Floats
    assessors: tuple[Assessor, ...]
    panel: Bools
    individual: Floats
    consensus: Floats
    rows: tuple[Judgement, ...]

    @property
    def is_agreed(self) -> bool:
        """Say whether several scores become one by consensus, as published."""
        return self.criterion.several_assessors == "consensus"

    @property
    def combined(self) -> Floats:
        """The one score of each item, (bids, items): NaN where one of the panel's is missing or nothing is agreed.

        Every bid is judged by the same panel, so that an assessor who leaves out the score of one bid leaves that bid
        without a figure, instead of with a better one.
        """
        found = np.full(self.consensus.shape, np.nan)
        for at, on in enumerate(self.panel):
            scores = self.individual[:, at, on]
            if not on.any():
                continue
            if self.is_agreed:
                # Alone, an assessor agrees with nobody: the score counts as it is.
                found[:, at] = scores[:, 0] if on.sum() == 1 else np.nan
            elif self.criterion.several_assessors == "median":
                found[:, at] = np.median(scores, axis=1)
            else:
                found[:, at] = scores.mean(axis=1)
        return np.where(np.isfinite(self.consensus), self.consensus, found) if self.is_agreed else found

    @property
    def points(self) -> Floats:
        """The criterion's figure of each bid, (bids,): ``sum(w·c) / sum(w)`` over its items; a missing one is missing."""
        return weighted_mean(self.combined, self.weights)

    @property
    def counted(self) -> Bools:
        """Which items weigh anything, (items,)."""
        return self.weights > 0

    @property
    def is_open(self) -> Bools:
        """Which scores are missing or not agreed on, (bids, items)."""
        return ~np.isfinite(self.combined) & self.counted

    @property
    def spread(self) -> tuple[Floats, Floats, Floats]:
        """Mean, lowest and highest of the individual scores there are, (bids, items) each; NaN where there are none."""
        known = np.isfinite(self.individual)
        count = known.sum(axis=2)
        some = count > 0
        total = np.where(known, self.individual, 0.0).sum(axis=2)
        mean = np.divide(total, count, out=np.full(total.shape, np.nan), where=some)
        low = np.where(known, self.individual, np.inf).min(axis=2, initial=np.inf)
        high = np.where(known, self.individual, -np.inf).max(axis=2, initial=-np.inf)
        return mean, np.where(some, low, np.nan), np.where(some, high, np.nan)

    @property
    def differs(self) -> Bools:
        """Where a consensus is not the mean of the scores that it is the consensus of, (bids, items)."""
        mean = self.spread[0]
        both = np.isfinite(self.consensus) & np.isfinite(mean) & self.is_agreed
        return np.asarray(both & (for_comparison(self.consensus) != for_comparison(mean)), dtype=np.bool_)

    @property
    def unexplained(self) -> Bools:
        """Where a consensus differs and does not say why, (bids, items)."""
        said = self._where([row for row in self.rows if row.role == CONSENSUS and _says(row.why_differs)])
        return self.differs & ~said & self.counted

    @property
    def without_reason(self) -> Bools:
        """Where a score stands without its reason in words, (bids, items)."""
        return self._where([row for row in self.rows if not _says(row.reason)]) & self.counted

    def _where(self, rows: Sequence[Judgement]) -> Bools:
        found = np.zeros(self.consensus.shape, dtype=np.bool_)
        for row in rows:
            found[self.bids.index(row.bid), self.items.index(row.item)] = True
        return found


def judged_points(values: LotValues, decisions: Decisions) -> Mapping[str, Floats]:
    """Return the judged points of a lot by criterion, (bids,) [points of the assessors' scale].

    NaN where there are none, where assessors have not agreed, or where one of several items has no figure.
    """
    return {path: judged.points for path, judged in judged_criteria(values, decisions).items()}


def judged_criteria(values: LotValues, decisions: Decisions) -> Mapping[str, Judged]:
    """Return what was given in each judged criterion of a lot, by its path in published order."""
    bids = tuple(bid.id for bid in values.bids)
    in_lot = [row for row in decisions.judgements if row.lot == values.lot and row.bid in bids]
    found = {}
    for criterion in judged_in(values.tender, values.lot):
        weights = np.where(values.left_out, 0.0, _weights(values.items))
        items: tuple[str | None, ...] = (None,)
        if criterion.judged_by_item:
            items = tuple(item.key for item in values.items)
        else:
            weights = np.ones(1)
        rows = tuple(
            row
            for row in in_lot
            if row.criterion == criterion.id and row.item in items and row.points is not None
        )
        found[criterion.id] = _judged(criterion, (bids, items), weights, rows)
    return found


def judged_in(tender: Tender, lot: str) -> tuple[Criterion, ...]:
    """Return the criteria of a lot that people judge, in published order."""
    scored = leaves(tender.in_lot(tender.criteria, lot))
    return tuple(c for c in scored if measure_of(str(c.measure)).adds == "judged")


def judged_items(tender: Tender, criterion: Criterion) -> tuple[Item, ...]:
    """Return the items that are judged one by one in a criterion: those of reference that weigh anything.

    None where a bid is judged as a whole.
    """
    if not criterion.judged_by_item:
        return ()
    items = tender.in_lot(tender.items, criterion.lot)
    weights = _weights(items)
    return tuple(item for item, weight in zip(items, weights.tolist(), strict=True) if weight > 0)


def _weights(items: Sequence[Item]) -> Floats:
    """Return what each item weighs in a judged mean, (items,): nothing where no product data are asked of it."""
    asked = np.array([item.reference for item in items], dtype=np.bool_)
    return np.where(asked, published_weights(items), 0.0)


def _judged(
    criterion: Criterion,
    axes: tuple[tuple[str, ...], tuple[str | None, ...]],
    weights: Floats,
    rows: tuple[Judgement, ...],
) -> Judged:
    bids, items = axes
    voices = _voices([row for row in rows if row.role == INDIVIDUAL])
    assessors = tuple(dict.fromkeys(voice for voice, _ in voices))
    individual = np.full((len(bids), len(items), len(assessors)), np.nan)
    for voice, row in voices:
        individual[bids.index(row.bid), items.index(row.item), assessors.index(voice)] = row.points
    agreed: dict[tuple[int, int], list[float]] = defaultdict(list)
    for row in rows:
        if row.role == CONSENSUS and row.points is not None:
            agreed[bids.index(row.bid), items.index(row.item)].append(row.points)
    consensus = np.full((len(bids), len(items)), np.nan)
    for at, points in agreed.items():
        # Two that were written down as agreed are none.
        consensus[at] = points[0] if len(points) == 1 else np.nan
    panel = np.isfinite(individual).any(axis=0)
    return Judged(criterion, bids, items, weights, assessors, panel, individual, consensus, rows)


def _voices(rows: Sequence[Judgement]) -> list[tuple[Assessor, Judgement]]:
    """Return each individual score with whose it is; a second one of the same person and product is a voice more."""
    times: dict[tuple[str, str, str | None], int] = defaultdict(int)
    found = []
    for row in rows:
        by = assessor_name(row.by)
        times[by, row.bid, row.item] += 1
        found.append(((by, times[by, row.bid, row.item]), row))
    return found


def assessor_name(by: str | None) -> str:
    """Return an assessor's name as names are compared: without difference of case or spaces.

    >>> assessor_name("  Anne  Holm ") == assessor_name("anne holm")
    True
    """
    return " ".join((by or "").split()).casefold()


def _says(words: str | None) -> bool:
    return bool((words or "").strip())
