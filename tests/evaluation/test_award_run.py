"""What stands against an award, and how each of it is settled by a person."""

import json
from dataclasses import replace

import pytest

from evaluation import Bid, Decisions, evaluate
from evaluation.award_run import held_against, obstacles, open_questions
from evaluation.decisions import Clarification
from evaluation.problems import Problem
from evaluation.seal import Seal, seal_from
from tests.samples import Sample, sample

LOT, QUIST = "LOT-0001", "20304052"
QUESTION = Problem(
    "question",
    "buyer_cell_changed",
    QUIST,
    LOT,
    "quist.xlsx",
    "Priser - Prices",
    "E8",
    {"was": 4, "found": 3},
)


@pytest.fixture
def kitchen() -> Sample:
    return sample("kitchen_equipment")


def seal_of(kitchen: Sample) -> Seal:
    return seal_from(json.loads((kitchen.folder / "seal.json").read_text(encoding="utf-8")))


def codes(kitchen: Sample, bids: list[Bid], decisions: Decisions) -> list[str]:
    done = evaluate(kitchen.tender, bids, decisions)
    return [code for code, _ in obstacles(done, done.problems, seal_of(kitchen))]


def with_problem(kitchen: Sample, problem: Problem) -> list[Bid]:
    return [
        replace(bid, problems=(problem,)) if bid.id == problem.bid else bid for bid in kitchen.reading.bids
    ]


def closed(problem: Problem, kitchen: Sample) -> Decisions:
    row = Clarification(
        lot=LOT, bid=QUIST, key=problem.fingerprint, decision="reading_stands", reason="Tastefejl",
        by="Anne", at="2026-11-20",
    )  # fmt: skip
    return kitchen.decisions.model_copy(update={"clarifications": (row,)})


def test_without_a_seal_or_with_another_there_is_no_award(kitchen: Sample) -> None:
    assert [code for code, _ in obstacles(kitchen.done, (), None)] == ["no_seal"]
    other = Seal("0" * 64, "N. N.", "2026-11-20T12:00:00+00:00")
    assert [code for code, _ in obstacles(kitchen.done, (), other)] == ["seal_differs"]


def test_only_the_tender_that_was_sealed_is_called_sealed(kitchen: Sample) -> None:
    assert held_against(kitchen.done, seal_of(kitchen)).sealed
    assert not held_against(kitchen.done, None).sealed
    facts = kitchen.tender.facts.model_copy(update={"title": "Andet"})
    changed = kitchen.tender.model_copy(update={"facts": facts})
    assert not held_against(evaluate(changed, kitchen.reading.bids), seal_of(kitchen)).sealed


def test_without_a_decision_on_admission_there_is_no_award(kitchen: Sample) -> None:
    assert codes(kitchen, list(kitchen.reading.bids), Decisions()) == ["admission_open"]


def test_a_question_stands_against_an_award_until_a_person_closes_it(kitchen: Sample) -> None:
    bids = with_problem(kitchen, QUESTION)
    assert codes(kitchen, bids, kitchen.decisions) == ["questions_open"]
    assert codes(kitchen, bids, closed(QUESTION, kitchen)) == []


def test_a_row_without_a_decision_closes_nothing(kitchen: Sample) -> None:
    row = closed(QUESTION, kitchen).clarifications[0].model_copy(update={"decision": None})
    blank = kitchen.decisions.model_copy(update={"clarifications": (row,)})
    assert open_questions([QUESTION], blank) == (QUESTION,)


def test_other_content_in_the_same_cell_is_an_open_question_again(kitchen: Sample) -> None:
    other = replace(QUESTION, values={"was": 4, "found": 2})
    assert codes(kitchen, with_problem(kitchen, other), closed(QUESTION, kitchen)) == ["questions_open"]


def test_a_question_about_a_bid_that_is_out_stands_against_nothing(kitchen: Sample) -> None:
    rows = tuple(
        row.model_copy(update={"decision": "not_admitted", "reason": "x"}) if row.bid == QUIST else row
        for row in kitchen.decisions.admissions
    )
    decisions = kitchen.decisions.model_copy(update={"admissions": rows})
    assert codes(kitchen, with_problem(kitchen, QUESTION), decisions) == []


def test_a_question_in_a_lot_where_the_bid_is_out_stands_against_nothing_though_it_counts_in_another() -> (
    None
):
    """Genbo counts in all lots of the sample; taken out of lot 1, only a question in another lot is open."""
    data, genbo = sample("office_furniture"), "42708296"
    rows = tuple(
        row.model_copy(update={"decision": "not_admitted", "reason": "x"})
        if (row.bid, row.lot) == (genbo, LOT)
        else row
        for row in data.decisions.admissions
    )
    decisions = data.decisions.model_copy(update={"admissions": rows})
    for lot, expected in ((LOT, []), ("LOT-0002", ["questions_open"]), (None, ["questions_open"])):
        asked = replace(QUESTION, bid=genbo, lot=lot)
        assert codes(data, with_problem(data, asked), decisions) == expected
