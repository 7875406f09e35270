"""What is written is read back as it was: both halves agree on where everything stands and what it means."""

import pytest

from documents import bid_sheet, decisions_sheet, draft_of, preset_names, tender_sheet
from evaluation.decisions import Decisions
from evaluation.tender import Tender
from intake import read_bids
from intake.read_decisions import read_decisions
from intake.read_tender import read_tender_with_notices
from tests.documents.test_bid_sheet import SCENARIOS, filled_bid
from tests.documents.test_decisions_sheet import BIDS, judged_tender
from tests.documents.workbooks import LOT, everything_asked, kitchen


def _tenders() -> list[Tender]:
    return [*(kitchen(name) for name in preset_names() if name != "standard_1"), everything_asked()]


@pytest.mark.parametrize("tender", _tenders(), ids=lambda tender: str(tender.facts.preset))
def test_a_tender_is_read_as_it_was_written_and_nothing_is_said_of_it(tender: Tender) -> None:
    reading = read_tender_with_notices(tender_sheet(draft_of(tender)))
    assert reading.problems == ()
    assert reading.tender == tender


def test_what_a_bidder_types_is_read_from_the_cells_that_were_open() -> None:
    reading = read_bids(kitchen(), [("nord.xlsx", filled_bid(kitchen(), **SCENARIOS["complete"]))])
    bid = reading.bids[0]
    assert [p for p in bid.problems if p.severity != "notice"] == []
    assert (bid.id, bid.name, bid.lots) == ("01234567", "Nord A/S", (LOT,))
    assert bid.tables["prices"]["unit_price"].tolist() == [1000.5] * 3
    assert bid.tables["product_data"]["guarantee"].tolist() == [5.0, 5.0]
    assert bid.filled[LOT] == 4 + 3 * 3 + 4 * 2


def test_a_blank_bid_sheet_changes_nothing_that_the_buyer_printed() -> None:
    reading = read_bids(everything_asked(), [("nord.xlsx", bid_sheet(everything_asked(), LOT))])
    assert {problem.code for problem in reading.problems} == {"bid_is_empty"}


def test_a_workbook_of_decisions_is_read_with_every_row_still_open() -> None:
    tender = judged_tender()
    decisions, problems = read_decisions(tender, decisions_sheet(tender, BIDS))
    assert problems == ()
    assert [(a.bid, a.proposed, a.decision) for a in decisions.admissions] == [
        ("nord", "admitted", None),
        ("syd", "not_admitted", None),
    ]
    assert [e.stated for e in decisions.accepted_evidence] == [15.0, 15.0]
    assert len(decisions.judgements) == 2
    assert len(decisions.reservations) == 1


def test_decisions_once_read_can_be_written_and_read_again() -> None:
    tender = judged_tender()
    before, _ = read_decisions(tender, decisions_sheet(tender, BIDS))
    decided = before.admissions[1].model_copy(
        update={"decision": "not_admitted", "reason": "mk_1", "by": "Anne", "at": "2026-11-20"}
    )
    known = Decisions.model_validate({**dict(before), "admissions": (before.admissions[0], decided)})
    after, problems = read_decisions(tender, decisions_sheet(tender, BIDS, known))
    assert problems == ()
    assert after == known
