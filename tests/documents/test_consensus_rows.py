"""Scores of several assessors in the workbook of decisions: they stay, and what is agreed on stands beside them."""

from collections.abc import Mapping, Sequence

import pytest

from documents import decisions_sheet
from documents.decision_rows import decision_rows
from documents.summary import why_not_admitted
from evaluation.decisions import Admission, Decisions, Judgement, StopAnswer
from evaluation.tender import Tender
from intake.read_decisions import read_decisions
from sample_tenders.filling import BlankWorkbook
from tests.documents.test_decisions_sheet import BIDS, judged_tender
from tests.documents.workbooks import LOT, is_open, opened, place

WHO = {"reason": "r", "at": "2026-11-20"}


def tender(rule: str = "consensus") -> Tender:
    """Return the tender with the judged criterion ``design``, another rule for several assessors, and a stop criterion."""
    of = judged_tender()
    criteria = [
        row.model_copy(update={"several_assessors": rule}) if row.id == "design" else row
        for row in of.criteria
    ]
    stop = {"key": "sharp", "lot": LOT, "criterion": "design", "text_da": "Uden skarpe kanter?"}
    tables = {name: getattr(of, name) for name in Tender.model_fields}
    return Tender.model_validate({**tables, "criteria": criteria, "stop_criteria": [stop]})


def own(bid: str, *points: float) -> list[Judgement]:
    return [
        Judgement(lot=LOT, criterion="design", bid=bid, points=each, by=by, **WHO)
        for by, each in zip(("Anne", "Bo", "Cai"), points, strict=False)
    ]


GIVEN = Decisions(judgements=(*own("nord", 3, 4.5, 6), *own("syd", 7)))


def shown(of: Tender, decided: Decisions) -> list[tuple[object, ...]]:
    names = ("bid", "role", "points", "scores_mean", "scores_lowest", "scores_highest")
    rows = decision_rows(of, BIDS, decided)["judgements"]
    return [(*(row.values.get(name) for name in names), row.is_open) for row in rows]


def test_a_row_for_the_consensus_follows_the_scores_with_their_mean_lowest_and_highest() -> None:
    """(3 + 4.5 + 6) / 3 = 4.5. No points stand there yet, and a single assessor has nobody to agree with."""
    assert shown(tender(), GIVEN) == [
        ("nord", "individual", 3.0, None, None, None, False),
        ("nord", "individual", 4.5, None, None, None, False),
        ("nord", "individual", 6.0, None, None, None, False),
        ("nord", "consensus", None, 4.5, 3.0, 6.0, True),
        ("syd", "individual", 7.0, None, None, None, True),
    ]


@pytest.mark.parametrize("rule", ["mean", "median"])
def test_where_the_rule_is_published_there_is_nothing_to_agree_on(rule: str) -> None:
    assert [row[1] for row in shown(tender(rule), GIVEN)] == ["individual"] * 4


def test_scores_before_a_consensus_are_locked_and_the_consensus_is_open() -> None:
    book = opened(decisions_sheet(tender(), BIDS, GIVEN))
    fields = ("points", "reason", "by", "at")
    assert not any(is_open(place(book, "judgements", name, row)) for name in fields for row in range(3))
    assert all(is_open(place(book, "judgements", name, 3)) for name in (*fields, "why_differs"))
    assert place(book, "judgements", "scores_mean", 3).value == 4.5


def test_what_assessors_gave_is_read_back_as_it_was() -> None:
    decisions, problems = read_decisions(tender(), decisions_sheet(tender(), BIDS, GIVEN))
    assert problems == ()
    given = [row for row in decisions.judgements if row.points is not None]
    assert given == list(GIVEN.judgements)


def consensus(points: float, why: str | None = None, **other: object) -> Judgement:
    row = {
        "lot": LOT,
        "criterion": "design",
        "bid": "nord",
        "role": "consensus",
        "points": points,
        "by": "Alle",
    }
    return Judgement.model_validate({**row, **WHO, "why_differs": why, **other})


def said(of: Tender, rows: Sequence[Judgement]) -> list[tuple[str, object]]:
    # Written as they are given: a workbook that people typed into holds rows the program would not have laid out.
    decided = Decisions(judgements=tuple(rows))
    decisions, problems = read_decisions(of, decisions_sheet(of, BIDS, decided))
    assert decisions.admissions
    return [(p.code, p.values.get("field")) for p in problems]


def test_a_consensus_that_differs_from_the_mean_says_why() -> None:
    """The mean is 4.5, of 0.1, 0.2 and 0.3 it is 0.2 in decimals if not in binary."""
    asked = [("value_missing", "judgements.why_differs")]
    assert said(tender(), [*own("nord", 3, 4.5, 6), consensus(4.5)]) == []
    assert said(tender(), [*own("nord", 3, 4.5, 6), consensus(5)]) == asked
    assert said(tender(), [*own("nord", 3, 4.5, 6), consensus(5, "Bo så ikke låsen")]) == []
    assert said(tender(), [*own("nord", 0.1, 0.2, 0.3), consensus(0.2)]) == []


def typed(of: Tender, cells: Mapping[str, str]) -> tuple[Decisions, list[tuple[str, object]]]:
    """Return what is read where the open row of ``syd`` holds other cells."""
    workbook = BlankWorkbook(decisions_sheet(of, BIDS, GIVEN), "decisions")
    places = {name: workbook.cell_of(("judgements", f"{LOT};design;syd", name)) for name in cells}
    for name, (sheet, cell) in places.items():
        workbook.book[sheet][cell] = cells[name]
    decisions, problems = read_decisions(of, workbook.content())
    return decisions, [(p.code, p.values.get("field")) for p in problems]


def test_a_consensus_that_the_tender_does_not_publish_is_not_read() -> None:
    decisions, problems = typed(tender("mean"), {"role": "konsensus"})
    assert problems == [("consensus_not_published", "judgements.role")]
    assert {row.bid for row in decisions.judgements} == {"nord"}


def test_points_of_an_item_are_no_points_where_the_bid_is_judged_as_a_whole() -> None:
    decisions, problems = typed(tender(), {"item": "oven"})
    assert problems == [("item_not_judged", "judgements.item")]
    assert all(row.bid == "nord" for row in decisions.judgements)


def test_one_assessor_has_one_score_of_a_bid() -> None:
    """What tells rows apart is the name, whatever its spaces and capitals; a third name is a third assessor."""
    for by, expected in ((" BO ", ["decided_twice"]), ("Dorte", [])):
        decisions, problems = typed(tender(), {"bid": "nord", "by": by})
        assert [code for code, _ in problems] == expected
        assert sum(row.bid == "nord" and row.points is not None for row in decisions.judgements) == 4 - len(
            expected
        )


def test_a_workbook_from_before_there_were_several_assessors_is_read_as_one_persons_scores() -> None:
    workbook = BlankWorkbook(decisions_sheet(tender(), BIDS, GIVEN), "decisions")
    sheet, _ = workbook.cell_of(("judgements", f"{LOT};design;syd", "points"))
    for name in ("item", "role", "why_differs"):
        _, cell = workbook.cell_of(("judgements", f"{LOT};design;syd", name))
        column = workbook.book[sheet][cell].column
        for row in workbook.book[sheet].iter_rows(min_col=column, max_col=column):
            row[0].value = None
    del workbook.book[workbook.cell_of(("stop_answers", f"{LOT};nord;sharp", "met"))[0]]
    decisions, problems = read_decisions(tender(), workbook.content())
    assert [p.code for p in problems] == []
    assert [row for row in decisions.judgements if row.points is not None] == list(GIVEN.judgements)


def test_a_testers_no_stands_among_the_proposals_and_a_person_must_say_why_it_does_not_count() -> None:
    no = StopAnswer(
        lot=LOT, bid="nord", key="sharp", met="no", reason="Kant på lågen", by="Bo", at="2026-11-20"
    )
    rows = decision_rows(tender(), BIDS, Decisions(stop_answers=(no,)))
    assert [(r.values["bid"], r.values["proposed"], r.values["failed"]) for r in rows["admissions"]] == [
        ("nord", "not_admitted", "stop:sharp (Bo: Kant på lågen)"),
        ("syd", "not_admitted", "mk_1"),
    ]
    content = decisions_sheet(tender(), BIDS, Decisions(stop_answers=(no,)))
    decisions, problems = read_decisions(tender(), content)
    assert problems == ()
    assert no in decisions.stop_answers
    assert why_not_admitted(tender(), "stop:sharp", "en") == "testers answered no to: Uden skarpe kanter?"


def test_who_was_admitted_before_a_testers_no_must_be_decided_again_with_a_reason() -> None:
    no = StopAnswer(
        lot=LOT, bid="nord", key="sharp", met="no", reason="Kant på lågen", by="Bo", at="2026-11-20"
    )
    before = Admission(
        lot=LOT, bid="nord", proposed="admitted", decision="admitted", by="Åse", at="2026-11-01"
    )
    decided = Decisions(admissions=(before,), stop_answers=(no,))
    _, problems = read_decisions(tender(), decisions_sheet(tender(), BIDS, decided))
    assert [(p.code, p.values["field"], p.bid) for p in problems] == [
        ("value_missing", "admissions.reason", "nord")
    ]
