"""What stands against an award: no seal, another seal, or something a person has not decided."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

import numpy as np

from evaluation.decisions import Decisions
from evaluation.evidence import open_evidence
from evaluation.problems import Problem
from evaluation.result import Evaluation, LotEvaluation
from evaluation.seal import Seal

Obstacle = tuple[str, Mapping[str, object]]


def obstacles(done: Evaluation, problems: Iterable[Problem], seal: Seal | None) -> tuple[Obstacle, ...]:
    """Return a code and values for each thing that forbids an award run; none means it is allowed.

    A question blocks while the bid it is of still counts in that lot and nobody has closed it; a stop has
    taken its bid out. So does a claim whose evidence nobody has decided on, where a level could change the
    life that is credited and the credited life counts; a decision that credits nothing closes it. And so does a
    judged score that is missing, that assessors have not agreed on, or that stands without its reason in words.
    """
    found: list[Obstacle] = []
    if seal is None:
        found.append(("no_seal", {"sha256": done.sha256}))
    elif seal.sha256 != done.sha256:
        found.append(("seal_differs", {"sealed": seal.sha256, "sha256": done.sha256}))
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
        found += _of_judgements(lot)
    counted = {(lot.lot, bid.id) for lot in done.lots.values() for bid in lot.bids if bid.is_admitted}
    asked = [p for p in open_questions(problems, done.decisions) if _is_counted(p, counted)]
    if asked:
        found.append(("questions_open", {"count": len(asked)}))
    return tuple(found)


def open_questions(problems: Iterable[Problem], decisions: Decisions) -> tuple[Problem, ...]:
    """Return the questions that nobody has closed."""
    closed = {row.key for row in decisions.clarifications if row.decision is not None}
    return tuple(p for p in problems if p.severity == "question" and p.fingerprint not in closed)


def held_against(done: Evaluation, seal: Seal | None) -> Evaluation:
    """Return an evaluation that says whether its tender is sealed as it stands."""
    return replace(done, sealed=seal is not None and seal.sha256 == done.sha256)


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
