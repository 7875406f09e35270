"""What stands against an award: no seal, another seal, or something a person has not decided."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

import numpy as np

from evaluation.decisions import Decisions
from evaluation.evidence import open_evidence
from evaluation.problems import Problem
from evaluation.result import Evaluation, LotEvaluation
from evaluation.seal import (
    CALCULATION_VERSION,
    Fork,
    Seal,
    changed_parts,
    is_sealed_by,
    known_fields,
    sealed_as,
    tender_sha256,
)
from evaluation.tender import Tender
from evaluation.test_vector import differences, sealed_vector

Obstacle = tuple[str, Mapping[str, object]]
# So many figures of a calculation that is another one are named.
MOST_FIGURES = 3


def obstacles(
    done: Evaluation, problems: Iterable[Problem], seal: Seal | None, fork: Fork | None = None
) -> tuple[Obstacle, ...]:
    """Return a code and values for each thing that forbids an award run; none means it is allowed.

    No award comes of a fork, sealed again or not, and none without a seal of the tender as it stands. A program that
    calculates by another version, or knows other fields, has to give the sealed test vector again.

    A question blocks while the bid it is of still counts in that lot and nobody has closed it; a stop has
    taken its bid out. So does a claim whose evidence nobody has decided on, where a level could change the
    life that is credited and the credited life counts; a decision that credits nothing closes it. So does the
    abnormally low price of a bid that would win, until a named person has judged the bidder's explanation; and a
    judged score that is missing, that assessors have not agreed on, or that stands without its reason in words; and
    a lot whose sealed basket was not opened, or is another one.
    """
    found = list(_against_the_seal(done.published, seal))
    if fork is not None:
        found.insert(0, ("case_is_a_fork", {"parent": fork.parent, "by": fork.by, "reason": fork.reason}))
    for key, held in done.baskets.items():
        if held.state == "closed":
            found.append(("basket_closed", {"lot": key, "sha256": held.sha256}))
        elif held.state == "differs":
            found.append(("basket_differs", {"lot": key, "sha256": held.sha256, "found": held.found}))
    for lot in done.lots.values():
        if lot.is_admission_open:
            found.append(("admission_open", {"lot": lot.lot}))
        found += [
            ("reservation_open", {"lot": lot.lot, "bid": bid}) for bid in _open_reservations(done, lot.lot)
        ]
        found += [
            ("evidence_open", {"lot": lot.lot, "bid": bid, "count": count})
            for bid, count in open_evidence(lot).items()
        ]
        found += [("inquiry_open", {"lot": lot.lot, "bid": bid}) for bid in _unexplained_winners(lot)]
        found += _of_judgements(lot)
    counted = {(lot.lot, bid.id) for lot in done.lots.values() for bid in lot.bids if bid.is_admitted}
    asked = [p for p in open_questions(problems, done.decisions) if _is_counted(p, counted)]
    if asked:
        found.append(("questions_open", {"count": len(asked)}))
    return tuple(found)


def _against_the_seal(tender: Tender, seal: Seal | None) -> tuple[Obstacle, ...]:
    if seal is None:
        return (("no_seal", {"sha256": tender_sha256(tender)}),)
    found: list[Obstacle] = []
    if not is_sealed_by(tender, seal):
        found.append(("seal_differs", {"sealed": seal.sha256, "sha256": sealed_as(tender, seal)}))
    if parts := changed_parts(tender, seal):
        found.append(("parts_changed", {"parts": parts}))
    if found:
        return tuple(found)
    return _against_the_calculation(tender, seal)


def _against_the_calculation(tender: Tender, seal: Seal) -> tuple[Obstacle, ...]:
    """Return what forbids an award by this calculation: it is not the sealed one, and does not give its figures."""
    is_older = seal.calculation_version != CALCULATION_VERSION
    if not is_older and (not seal.fields or seal.fields == known_fields()):
        return ()
    sealed, now = seal.calculation_version, CALCULATION_VERSION
    if seal.vector is None or seal.vector.missing:
        return (("calculation_unproven", {"sealed": sealed, "version": now}),)
    differ = differences(seal.vector, sealed_vector(tender))
    if not differ:
        return ()
    figures = differ[:MOST_FIGURES]
    return (("calculation_differs", {"sealed": sealed, "version": now, "figures": figures}),)


def open_questions(problems: Iterable[Problem], decisions: Decisions) -> tuple[Problem, ...]:
    """Return the questions that nobody has closed."""
    closed = {row.key for row in decisions.clarifications if row.decision is not None}
    return tuple(p for p in problems if p.severity == "question" and p.fingerprint not in closed)


def held_against(done: Evaluation, seal: Seal | None, fork: Fork | None = None) -> Evaluation:
    """Return an evaluation that says whether its tender is sealed as it stands, by whom, and of what it is a fork.

    Its hash is the one that the seal counts, which a program of another version may write in another way.
    """
    is_sealed = is_sealed_by(done.published, seal)
    held = seal if is_sealed else None
    return replace(done, sha256=sealed_as(done.published, held), sealed=is_sealed, seal=held, fork=fork)


def _is_counted(problem: Problem, counted: set[tuple[str, str]]) -> bool:
    if problem.bid is None:
        return True
    return any(bid == problem.bid and problem.lot in (None, lot) for lot, bid in counted)


def _of_judgements(lot: LotEvaluation) -> list[Obstacle]:
    """Return what is not settled of the points that people give to bids that count, criterion by criterion."""
    counts = lot.admitted & ~np.isin(lot.calculated, list(lot.baselines))
    found: list[Obstacle] = []
    for path, judged in lot.judged.items():
        waiting, silent, unexplained = (
            int(each[counts].sum()) for each in (judged.is_open, judged.without_reason, judged.unexplained)
        )
        if waiting:
            found.append(("judgements_open", {"lot": lot.lot, "criterion": path, "count": waiting}))
        if silent:
            found.append(("judgement_without_reason", {"lot": lot.lot, "criterion": path, "count": silent}))
        if unexplained:
            found.append(("consensus_unexplained", {"lot": lot.lot, "criterion": path, "count": unexplained}))
    return found


def _open_reservations(done: Evaluation, lot: str) -> list[str]:
    rows = [r for r in done.decisions.reservations if r.lot == lot]
    return [r.bid for r in rows if r.decision is None]


def _unexplained_winners(lot: LotEvaluation) -> list[str]:
    """Return the bids that would be given the lot, or that share the first place, under an open inquiry."""
    first = {bid for bid, rank in lot.ranks.ranks.items() if rank == 1}
    first |= {bid for bid, _ in lot.awarded}
    return [bid for bid in lot.ranking if bid in first & lot.under_inquiry]
