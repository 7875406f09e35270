"""A bid sheet from before the latest amendment: what differs, and what the tender's rule makes of it."""

from collections.abc import Sequence
from typing import Any

from evaluation.seal import Amendment, SheetChange
from evaluation.tender import TenderFacts
from intake.bidder_sheet import BidderRead
from intake.report import Report
from intake.template import Template

RECEIVED = "amendments_received"


def report_amendment(
    facts: TenderFacts,
    amendments: Sequence[Amendment],
    template: Template | None,
    read: tuple[BidderRead, Report],
) -> None:
    """Tell of a bid sheet that is not of the latest amendment, or of a bidder who has not had it.

    Parameters
    ----------
    amendments : every amendment of the tender's seal, with what it changed in the bid sheets.
    template : what the workbook says of itself, None where it says nothing.
    read : the bidder's own page, and what the problems are told to.
    """
    bidder, report = read
    made_for = None if template is None else template.amendment
    if made_for is not None and made_for != facts.amendment:
        _report_other_sheet(facts, amendments, made_for, report)
        return
    received = bidder.values.get(RECEIVED)
    told: dict[str, Any] = {"expected": facts.amendment, "field": f"bidder.{RECEIVED}"}
    at = bidder.sheet, bidder.cell(RECEIVED)
    if isinstance(received, float) and received != facts.amendment:
        report.add("question", "amendment_not_received", *at, found=int(received), **told)
    elif received is None and facts.amendment > 0 and not bidder.told.get(RECEIVED):
        report.add("question", "amendment_not_confirmed", *at, **told)


def _report_other_sheet(
    facts: TenderFacts, amendments: Sequence[Amendment], made_for: int, report: Report
) -> None:
    """Tell of a sheet made for another amendment, by the published rule for sheets that are older."""
    told: dict[str, Any] = {"found": made_for, "expected": facts.amendment}
    since = [each for each in amendments if each.number > made_for]
    is_known = [each.number for each in since] == [*range(made_for + 1, facts.amendment + 1)]
    if made_for > facts.amendment or (not is_known and facts.older_sheet != "stop"):
        report.add("question", "other_amendment", **told)
        return
    changed = dict.fromkeys(_named(c) for each in since for c in each.sheet_changes if c.lot == report.lot)
    if changed:
        told["changes"] = tuple(changed)
    if facts.older_sheet == "stop":
        report.add("stop", "older_sheet_refused", **told)
    elif changed:
        report.add("question", "older_sheet_differs", **told)
    elif facts.older_sheet == "accept_if_same":
        report.add("notice", "older_sheet_accepted", **told)
    else:
        report.add("question", "older_sheet_is_the_same", **told)


def _named(change: SheetChange) -> tuple[str, str, str]:
    return change.table, change.key, change.field
