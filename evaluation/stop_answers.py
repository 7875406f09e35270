"""What testers found of the stop criteria -> what a bid is proposed to be out for. A named person decides."""

from evaluation.assessment import StopCriterion
from evaluation.decisions import Decisions, StopAnswer
from evaluation.tender import Tender

# What takes a bid out is named by the requirement's key; a stop criterion by this and its own.
STOP = "stop:"


def stop_of(tender: Tender, code: str) -> StopCriterion | None:
    """Return the stop criterion that a code names as what takes a bid out; None where it names none."""
    return next((row for row in tender.stop_criteria if code == f"{STOP}{row.key}"), None)


def stopped_by(tender: Tender, lot: str, bid: str, decisions: Decisions) -> tuple[StopAnswer, ...]:
    """Return the answers by which a bid does not pass a stop criterion of a lot.

    One tester's no is enough to be decided on: another's yes does not undo what the first one saw. An answer that is
    missing is not a failure.
    """
    asked = {row.key for row in tender.in_lot(tender.stop_criteria, lot)}
    return tuple(
        row
        for row in decisions.stop_answers
        if (row.lot, row.bid, row.met) == (lot, bid, "no") and row.key in asked
    )


def failed_stops(tender: Tender, lot: str, bid: str, decisions: Decisions) -> tuple[str, ...]:
    """Return the stop criteria that a bid does not pass, as ``stop:KEY`` in published order."""
    failed = {row.key for row in stopped_by(tender, lot, bid, decisions)}
    return tuple(f"{STOP}{row.key}" for row in tender.in_lot(tender.stop_criteria, lot) if row.key in failed)
