"""The section on evidence: shares a bid, claimed and accepted side by side, and the documents that could decide."""

from dataclasses import replace

import pytest
from streamlit.testing.v1 import AppTest

from evaluation import Evaluation, evaluate
from evaluation.award_run import obstacles
from evaluation.decisive_documents import DocumentStudy, decisive_documents
from intake import Case, Reading
from tests.builders import LOT
from tests.evaluation.two_chairs import NORD, SYD, chair_decisions, chair_tender, chairs, two_chairs
from tests.samples import sample
from tests.ui.test_pages import blocks, opened_on
from tests.ui.two_lamps import shown, written
from ui.comparison import claims_side_by_side, documents_in_words, evidence_section
from ui.page import obstacles_in_words
from ui.state import OpenCase

HOSTILE = "<script>alert('x')</script> **A**"


def page_of(done: Evaluation) -> AppTest:
    """Return the page of the comparison on an evaluation."""
    case = Case(done.tender, Reading(tuple(done.lots[LOT].taken.bids), ()), done.decisions, None, (), {})
    return opened_on("compare", case)


def sentences(done: Evaluation, lang: str) -> list[str]:
    """Return what the study says of a lot."""
    return list(documents_in_words(done.lots[LOT], decisive_documents(done, LOT), lang))


def test_each_bid_has_a_line_and_its_counts_stand_in_the_table() -> None:
    """Of three numbers each: a price, a guarantee whose document is named, and a life, accepted of one bid only."""
    done = two_chairs()
    section = shown(evidence_section(done, done.lots[LOT], "da"))
    lines = section.answer.split("<li>")[1:]
    assert [line.replace("\u00a0", " ").removesuffix("</ul>").removesuffix("</li>") for line in lines] == [
        "<b>sydkontor</b>: 0 % af tallene er standardværdier, 0 % er ikke dokumenteret.",
        "<b>nordkontor</b>: 0 % af tallene er standardværdier, 33 % er ikke dokumenteret.",
    ]
    found = written(shown(evidence_section(done, done.lots[LOT], "en")).table)
    names = ("Not proven", "Document named, no level decided", "Level accepted", "Prices and terms")
    assert [found[NORD][name] for name in (*names, "Figures in all")] == ["1", "1", "0", "1", "3"]
    assert [found[SYD][name] for name in (*names, "Figures in all")] == ["0", "1", "1", "1", "3"]


def test_a_tender_that_asks_for_no_evidence_is_told_so() -> None:
    done = sample("kitchen_equipment").done
    assert "does not ask for kind and document" in shown(evidence_section(done, done.lots[LOT], "en")).help
    chair = two_chairs()
    assert "does not ask" not in shown(evidence_section(chair, chair.lots[LOT], "en")).help


def test_claimed_and_accepted_stand_side_by_side_with_who_and_why() -> None:
    found = claims_side_by_side(two_chairs().lots[LOT], "en")
    assert found is not None
    rows = written(found)
    assert rows["sydkontor Chair"] == {
        "Stated": "12.0 years",
        "Evidence in the bid": "independent test, label or EPD Bilag 4, s. 12",
        "Accepted level": "E4 Jonas Riis: r",
        "Counts": "11.6 years",
    }
    assert rows["nordkontor Chair"]["Accepted level"] == "The evidence has not been assessed yet"
    assert rows["nordkontor Chair"]["Counts"] == "10.0 years"


@pytest.mark.parametrize(
    ("lang", "expected"),
    [
        (
            "da",
            (
                "Godtages dokumentationen for levetiden af Stol hos nordkontor på E5, går tilbuddet fra nr. 2 til nr. 1. "
                "Førstepladsen skifter. Niveauet er ikke afgjort endnu."
            ),
        ),
        (
            "en",
            (
                "If the evidence of the life of Chair from nordkontor is accepted at E5, the bid goes from no. 2 to no. 1. "
                "The first place changes. The level has not been decided yet."
            ),
        ),
    ],
)
def test_a_document_that_could_decide_is_a_sentence(lang: str, expected: str) -> None:
    assert sentences(two_chairs(), lang) == [expected]


def test_a_level_that_is_decided_is_named_and_nothing_found_is_said() -> None:
    (of_e2,) = sentences(two_chairs("E2"), "en")
    assert of_e2.endswith("Today E2 is accepted.")
    assert sentences(two_chairs("E5"), "en") == ["One document was tried. It does not change the order."]
    lot = two_chairs().lots[LOT]
    assert "300" in documents_in_words(lot, DocumentStudy((), 300, "too_many"), "en")[0]
    assert documents_in_words(lot, DocumentStudy((), 0), "en")[0].startswith("All stated lives count")


def test_the_study_stands_closed_and_is_made_when_it_is_asked_for() -> None:
    page = page_of(two_chairs()).run()
    assert not page.exception
    (box,) = (each for each in page.expander if each.label.startswith("Internal study"))
    assert not box.proto.expanded
    assert blocks(page, "For internal use only")
    assert not blocks(page, "goes from no. 2 to no. 1")
    (button,) = (each for each in page.button if each.label == "Study the documents")
    button.click().run()
    assert not page.exception
    assert len(blocks(page, "goes from no. 2 to no. 1")) == 1


def test_before_admission_is_decided_or_where_no_level_counts_no_study_is_offered() -> None:
    undecided = evaluate(chair_tender(), chairs(), chair_decisions({}).model_copy(update={"admissions": ()}))
    for done in (undecided, sample("kitchen_equipment").done):
        page = page_of(done).run()
        assert not page.exception
        assert blocks(page, "are not proven")
        assert not [each for each in page.expander if each.label.startswith("Internal study")]


def test_a_bidders_name_and_document_are_text() -> None:
    bids = [replace(bid, name=HOSTILE) for bid in chairs()]
    for bid in bids:
        bid.tables["product_data"].loc[:, "evidence_document"] = HOSTILE
    done = evaluate(chair_tender(), bids, chair_decisions({}))
    lot = done.lots[LOT]
    section = shown(evidence_section(done, lot, "en"))
    assert "<script>" not in section.answer + section.table + str(claims_side_by_side(lot, "en"))
    assert "<script>" not in "".join(sentences(done, "en"))


@pytest.mark.parametrize(
    ("lang", "expected"),
    [
        ("da", "Lot: dokumentationen for én oplyst levetid fra nordkontor er ikke vurderet."),
        ("en", "Lot: the evidence of one stated life from nordkontor has not been assessed."),
    ],
)
def test_an_open_doubt_is_told_where_the_award_stands(lang: str, expected: str) -> None:
    done = two_chairs()
    against = tuple(each for each in obstacles(done, (), None) if each[0] == "evidence_open")
    opened = OpenCase("case", None, {}, None, done, against)
    assert obstacles_in_words(opened, done, lang) == [expected]
