"""What a bidder is asked: every open point of its own at its cell, and nothing of anybody else."""

from dataclasses import replace

import pytest

from documents import clarification_list, to_clarify
from evaluation.decisions import Clarification
from evaluation.problems import Problem
from tests.sample_tenders.test_office_furniture import SPOILT
from tests.samples import sample
from texts import LANGUAGES

KONTORGAARDEN, GENBO = "46021539", "42708296"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_stop_and_question_of_a_bid_stands_once_with_its_cell(lang: str) -> None:
    data = sample("office_furniture")
    bid = next(bid for bid in data.reading.bids if bid.id == KONTORGAARDEN)
    asked = to_clarify(data.reading.problems, bid, data.decisions)
    text = clarification_list(data.tender, bid, asked, lang)
    expected = [(sheet, cell) for sheet, cell, *_, severity in SPOILT if severity != "notice"]
    assert sorted((p.sheet, p.cell) for p in asked) == sorted(expected)
    for number, problem in enumerate(asked, start=1):
        assert f"\n{number}. {problem.sheet}!{problem.cell}, {problem.file}\n" in text
        assert text.count(problem.fingerprint) == 1
    others = [each.name for each in data.reading.bids if each.id != KONTORGAARDEN]
    assert bid.name in text
    assert not any(name in text for name in others)


def test_a_question_that_is_closed_and_a_notice_and_another_bid_are_not_asked_about() -> None:
    data = sample("office_furniture")
    bid = next(bid for bid in data.reading.bids if bid.id == GENBO)
    asked = Problem("question", "not_in_list", GENBO, cell="A1")
    closed = Problem("question", "not_in_list", GENBO, cell="A2")
    noticed = Problem("notice", "not_in_list", GENBO, cell="A3")
    of_others = [Problem(severity, "not_in_list", "x", cell="A4") for severity in ("stop", "question")]
    row = Clarification(
        lot="LOT-0001", bid=GENBO, key=closed.fingerprint, decision="answered", reason="r", by="b", at="2026-11-20"
    )  # fmt: skip
    undecided = Clarification(lot="LOT-0001", bid=GENBO, key=asked.fingerprint)
    decided = data.decisions.model_copy(update={"clarifications": (row, undecided)})
    assert to_clarify([asked, closed, noticed, *of_others], bid, decided) == (asked,)


def test_a_stop_is_asked_about_before_the_questions_and_no_decision_on_a_question_closes_it() -> None:
    data = sample("office_furniture")
    bid = next(bid for bid in data.reading.bids if bid.id == GENBO)
    question = Problem("question", "not_in_list", GENBO, cell="A1")
    stop = Problem("stop", "not_in_list", GENBO, cell="A2")
    row = Clarification(lot="LOT-0001", bid=GENBO, key=stop.fingerprint, decision="answered")
    decided = data.decisions.model_copy(update={"clarifications": (row,)})
    assert to_clarify([question, stop], bid, decided) == (stop, question)


def test_a_name_with_braces_is_a_name() -> None:
    data = sample("office_furniture")
    bid = replace(data.reading.bids[0], name="{title} A/S")
    assert "{title} A/S" in clarification_list(data.tender, bid, [], "da")
