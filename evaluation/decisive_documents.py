"""Which single missing document could change the ranking: an internal study beside an award, never part of it.

Each claim of a life that counts for less than it says is taken as accepted at the highest published level, alone, and the
lot is ranked again. A document usually covers one item; one that covers all of a bid's items is tried as well.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np

from evaluation.decisions import AcceptedEvidence, Decisions
from evaluation.evaluate import evaluate_lot, ranked_at
from evaluation.evidence import (
    CLAIMED_LIFE,
    LIFE_MEASURES,
    READS_LIFE,
    could_credit_more,
    reads_credited_life,
)
from evaluation.indicators import figures_of_items, mean_weights, weighted_mean
from evaluation.lifespan import accepted_credit, lives
from evaluation.measures import family_of
from evaluation.result import Evaluation, LotEvaluation
from evaluation.scoring.ranking import Ranking

MOST_RANKINGS = 200
# Where purchases follow the credited life each ranking is a whole evaluation: lines (bids x items) in all of them.
MOST_LINES = 20_000
Reason = Literal["life_not_read", "too_many"]


@dataclass(frozen=True)
class DecisiveDocument:
    """A document that would change the ranking of a lot.

    Parameters
    ----------
    bid, item, claim : whose claim it is of; ``item`` None where one document covers all of the bid's items.
    level_now : the accepted level; None where none is decided, or where those of the items differ.
    level_then : the highest published level.
    is_open : whether nobody has decided on a level of some of these claims.
    rank_now, rank_then : of the bid; None where it has no total.
    changes_first : whether another bid, or other bids, would be first.
    """

    bid: str
    item: str | None
    claim: str
    level_now: str | None
    level_then: str
    is_open: bool
    rank_now: int | None
    rank_then: int | None
    changes_first: bool


@dataclass(frozen=True)
class DocumentStudy:
    """What the study of a lot found.

    Parameters
    ----------
    documents : those that would change something: the open ones first, then those that change who is first.
    tried : how many documents there are to try.
    reason : why none was tried: ``life_not_read`` where no level of evidence changes a point, ``too_many`` above
        :data:`MOST_RANKINGS`, or :data:`MOST_LINES` to be evaluated again; None where all were.
    """

    documents: tuple[DecisiveDocument, ...]
    tried: int
    reason: Reason | None = None


def decisive_documents(done: Evaluation, lot: str) -> DocumentStudy:
    """Return the documents of which one alone would change the ranking of a lot.

    Ranked again are the bids that count. Limits over lots are left out: the ranking is the lot's own.
    """
    of = done.lots[lot]
    levels = of.taken.tender.evidence_levels
    if not levels or not reads_credited_life(of).any():
        return DocumentStudy((), 0, "life_not_read")
    tried = list(_documents(of))
    is_whole = _is_evaluated_again(of)
    lines = len(tried) * of.taken.shape[0] * of.taken.shape[1] if is_whole else 0
    if len(tried) > MOST_RANKINGS or lines > MOST_LINES:
        return DocumentStudy((), len(tried), "too_many")
    highest = max(levels, key=lambda level: level.credit).key
    level = accepted_credit(of.taken, of.decisions, CLAIMED_LIFE)[1]
    now, found = of.ranks.ranks, []
    for bid_no, item_nos in tried:
        bid = of.calculated[bid_no]
        items = [of.taken.items[n].key for n in item_nos]
        then = _ranked_with(of, accepted_at(of.decisions, lot, bid, items, highest)).ranks
        if then == now:
            continue
        levels_now = set(level[bid_no, item_nos])
        found.append(
            DecisiveDocument(
                bid=bid,
                item=items[0] if len(items) == 1 else None,
                claim=CLAIMED_LIFE,
                level_now=levels_now.pop() if len(levels_now) == 1 else None,
                level_then=highest,
                is_open=any(each is None for each in level[bid_no, item_nos]),
                rank_now=now.get(bid),
                rank_then=then.get(bid),
                changes_first=_first(now) != _first(then),
            )
        )
    found.sort(key=lambda each: (not each.is_open, not each.changes_first))
    return DocumentStudy(tuple(found), len(tried))


def accepted_at(decisions: Decisions, lot: str, bid: str, items: Collection[str], level: str) -> Decisions:
    """Return the decisions with the claimed life of some items of a bid accepted at a level."""
    kept = tuple(
        row
        for row in decisions.accepted_evidence
        if (row.lot, row.bid, row.claim) != (lot, bid, CLAIMED_LIFE) or row.item not in items
    )
    instead = tuple(
        AcceptedEvidence(lot=lot, bid=bid, item=item, claim=CLAIMED_LIFE, level=level) for item in items
    )
    return decisions.model_copy(update={"accepted_evidence": (*kept, *instead)})


def _documents(lot: LotEvaluation) -> Iterator[tuple[int, list[int]]]:
    """Return the place of the bid and of the items of each document to try."""
    worth = could_credit_more(lot, lot.lives.credit) & lot.admitted[:, None]
    for bid_no in range(len(lot.calculated)):
        item_nos = np.flatnonzero(worth[bid_no]).tolist()
        yield from ((bid_no, [n]) for n in item_nos)
        if len(item_nos) > 1:
            yield bid_no, item_nos


def _ranked_with(lot: LotEvaluation, decisions: Decisions) -> Ranking:
    """Return the ranking of a lot with other decisions on evidence.

    Where purchases follow no credited life, only the figures that are lives change, and the rest stands.
    """
    values = lot.taken
    if _is_evaluated_again(lot):
        (of,) = (each for each in values.tender.lots if each.id == lot.lot)
        return evaluate_lot(values.tender, of, values.bids, decisions).ranks
    found = lives(values, decisions)
    changed = {
        leaf.id: weighted_mean(
            figures_of_items(values, found, leaf.measure), mean_weights(values, leaf.measure)
        )
        for leaf in lot.model.leaves
        if leaf.measure in LIFE_MEASURES
    }
    return ranked_at(lot, lot.values.assign(**changed))


def _is_evaluated_again(lot: LotEvaluation) -> bool:
    """Say whether more than a mean of lives follows from them: purchases, circularity, or the lowest of the items."""
    scored = {str(leaf.measure) for leaf in lot.model.leaves} - LIFE_MEASURES
    return lot.taken.model.life_basis == "credited" or any(family_of(m) in READS_LIFE for m in scored)


def _first(ranks: Mapping[str, int | None]) -> frozenset[str]:
    return frozenset(bid for bid, rank in ranks.items() if rank == 1)
