"""What to ask and what does not hold, on the pages: shown where it is, and no heading where it is not."""

from dataclasses import replace

from streamlit.testing.v1 import AppTest

from evaluation import evaluate
from evaluation.bid import Bid
from evaluation.decisions import Decisions
from intake import Case, Reading
from tests.builders import tender_of
from tests.documents.test_inquiries import closed
from tests.evaluation.test_abnormally_low import PRICE, THING, admitted, bids, tender
from tests.ui.test_pages import blocks, opened_on
from texts import t
from ui.lint import lint_block

LOW, LIKE = {"a": 600.0, "b": 1000.0, "c": 1100.0}, {"a": 990.0, "b": 1000.0, "c": 1100.0}


def page_of(name: str, of: list[Bid], decisions: Decisions) -> AppTest:
    case = Case(tender(), Reading(tuple(of), ()), decisions, None, (), {})
    page = opened_on(name, case).run()
    assert not page.exception
    return page


def test_a_low_price_stands_on_the_page_of_bids_with_how_its_inquiry_stands() -> None:
    page = page_of("bids", bids(**LOW), admitted("a", "b", "c", inquiries=(closed(decision=None),)))
    (table,) = blocks(page, "low price")
    assert "42.9 % below the mean" in table
    assert "asked 10 November 2026" in table.replace("\u00a0", " ")
    assert t("ui.bids.inquiries.heading", "en") in [header.value for header in page.header]
    page = page_of("bids", bids(**LIKE), admitted("a", "b", "c"))
    assert t("ui.bids.inquiries.heading", "en") not in [header.value for header in page.header]


def test_a_bid_under_inquiry_says_so_in_the_ranking_until_it_is_closed() -> None:
    words = t("inquiry.under_inquiry", "en")
    assert len(blocks(page_of("points", bids(**LOW), admitted("a", "b", "c")), words)) == 1
    judged = admitted("a", "b", "c", inquiries=(closed(decision="not_explained"),))
    assert blocks(page_of("points", bids(**LOW), judged), words) == []


def test_a_review_says_that_nothing_is_to_remark_or_what_is_with_the_gravest_first() -> None:
    assert t("lint.none", "en") in lint_block(evaluate(tender(), bids(**LIKE)), "en")
    done = evaluate(tender_of([THING], [PRICE.model_copy(update={"title_da": "Pris 70 %"})]), bids(**LIKE))
    (lot,) = done.lots.values()
    wrong = replace(lot, total=lot.total + 1.0)
    block = lint_block(replace(done, lots={lot.lot: wrong}), "en")
    assert block.index("give 10 in all, but 11 is stated") < block.index("neither its weight")
