"""What stands out, asked in the workbook of decisions and read back; and the buyer's own figures typed there."""

import json
from typing import Any

import pytest

from documents import decisions_sheet
from documents.evaluation_json import as_json
from evaluation import Decisions, evaluate
from evaluation.decisions import Inquiry, ReplacedFigure
from intake import read_case, read_decisions
from tests.builders import LOT
from tests.documents.workbooks import opened, place
from tests.evaluation.test_abnormally_low import BY, admitted, bids, tender
from tests.evaluation.test_replaced_figures import own
from tests.samples import sample

LOW = bids(a=600, b=1000, c=1100)


def test_a_flag_is_printed_with_a_question_that_says_nothing_of_the_other_bids() -> None:
    """The two rules flag one price: one row to decide, with the finding of the first."""
    listed, problems = read_decisions(tender(), decisions_sheet(tender(), LOW))
    assert problems == ()
    (row,) = listed.inquiries
    assert (row.bid, row.kind, row.about, row.decision) == ("a", "low_price", "purchase_price", None)
    assert row.finding is not None
    assert row.text is not None
    assert "42,9 %" in row.finding
    assert "1,000 DKK" in row.finding
    assert "§ 169" in row.text
    assert not any(figure in row.text for figure in ("600", "1.000", "1,000", "1.050", "42"))
    assert [r.bid for r in listed.replaced_figures] == []


def closed(**other: object) -> Inquiry:
    fields = {
        "bid": "a", "kind": "low_price", "about": "purchase_price", "asked_at": "2026-11-10",
        "answered_at": "2026-11-12", "answer": "Egen produktion", "decision": "explained", **BY, **other,
    }  # fmt: skip
    return Inquiry.model_validate(fields)


def test_what_was_asked_and_answered_is_read_again_also_when_nothing_stands_out_any_more() -> None:
    row = closed(text="Redegør for prisen.", finding="gammelt fund", place="s. 4")
    before = Decisions(inquiries=(row,))
    after, problems = read_decisions(tender(), decisions_sheet(tender(), LOW, before))
    assert problems == ()
    (again,) = after.inquiries
    # Place and finding are of what stands out now; what was asked is as the person worded it.
    assert again.finding != row.finding
    assert again == row.model_copy(update={"place": None, "finding": again.finding})
    later, problems = read_decisions(tender(), decisions_sheet(tender(), bids(a=900, b=1000), before))
    assert (later.inquiries, problems) == (before.inquiries, ())
    assert [row.decision for row in later.admissions] == [None, None]


@pytest.mark.parametrize(
    ("lacks", "expected"),
    [
        (
            {"decision": "pending", "asked_at": None, "answer": None, "reason": None, "by": None, "at": None},
            [],
        ),
        ({"asked_at": None}, ["asked_at"]),
        ({"answer": None, "answered_at": None}, ["answer", "answered_at"]),
        ({"answer": None, "answered_at": None, "decision": "not_explained"}, []),
        ({"by": None, "reason": None}, ["reason", "by"]),
    ],
)
def test_an_explanation_is_judged_by_a_person_after_the_bidder_was_asked(
    lacks: dict[str, object], expected: list[str]
) -> None:
    before = Decisions(inquiries=(closed(**lacks),))
    _, problems = read_decisions(tender(), decisions_sheet(tender(), LOW, before))
    assert [(p.code, p.values["field"]) for p in problems] == [
        ("value_missing", f"inquiries.{name}") for name in expected
    ]


def test_a_buyers_own_figure_is_typed_in_a_spare_row_and_read_again() -> None:
    before = Decisions(replaced_figures=(own(), own("b", key=None)))
    after, problems = read_decisions(tender(), decisions_sheet(tender(), LOW, before))
    assert (after.replaced_figures, problems) == (before.replaced_figures, ())
    blank = opened(decisions_sheet(tender(), LOW))
    assert not place(blank, "replaced_figures", "used").protection.locked
    assert place(blank, "replaced_figures", "used").value is None


@pytest.mark.parametrize(
    ("faulty", "expected"),
    [
        (own(reason=None), [("value_missing", "reason")]),
        (own(by=None), [("value_missing", "by")]),
        (own(used=None), [("value_missing", "used")]),
        (own(used=-1.0), [("below_minimum", "used")]),
        (own(field="prices.product"), [("replaced_field_unknown", "field")]),
    ],
)
def test_what_a_buyers_own_figure_lacks_is_told_and_replaces_nothing(
    faulty: ReplacedFigure, expected: list[tuple[str, str]]
) -> None:
    before = Decisions(replaced_figures=(faulty,))
    after, problems = read_decisions(tender(), decisions_sheet(tender(), LOW, before))
    found = [(p.code, str(p.values["field"]).rpartition(".")[2]) for p in problems]
    assert found == expected
    assert not any(row.is_decided for row in after.replaced_figures)


def case_with(tmp_path: Any, **changed: object) -> Any:  # noqa: ANN401  (pytest's path, and a case)
    """Return the kitchen sample with a buyer's own figure in place of a bid's first price."""
    of = sample("kitchen_equipment")
    bid = of.reading.bids[0]
    price = float(bid.tables["prices"]["unit_price"].iloc[0])
    key = str(bid.tables["prices"]["key"].iloc[0])
    row = own("a", used=2 * price, **{"stated": price, "key": key, **changed}).model_copy(
        update={"bid": bid.id}
    )
    known = of.decisions.model_copy(update={"replaced_figures": (row,)})
    for file in of.folder.rglob("*.*"):
        target = tmp_path / file.relative_to(of.folder)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(file.read_bytes())
    (tmp_path / "decisions.xlsx").write_bytes(decisions_sheet(of.tender, of.reading.bids, known))
    return read_case(tmp_path)


def test_a_case_counts_with_the_figure_and_its_json_says_so(tmp_path: Any) -> None:  # noqa: ANN401
    case = case_with(tmp_path)
    assert [p for p in case.problems if p.file == "decisions.xlsx"] == []
    done = evaluate(case.tender, case.reading.bids, case.decisions)
    lot = json.loads(json.dumps(as_json(done, case.problems, "da"), allow_nan=False))["lots"][0]
    (figure,) = lot["replaced_figures"]["figures"]
    assert figure["used"] == 2 * figure["stated"]
    assert lot["replaced_figures"]["changes"] in ("winner", "ranks", "none")
    inputs = done.lots[LOT].inputs
    assert inputs.loc[inputs["state"] == "replaced", "value"].tolist() == [figure["used"]]


@pytest.mark.parametrize(
    ("changed", "code"),
    [({"stated": 1.0}, "replaced_not_as_stated"), ({"key": "no_such"}, "replaced_row_unknown")],
)
def test_a_decision_about_another_figure_than_the_bid_states_is_a_question(
    tmp_path: Any,  # noqa: ANN401
    changed: dict[str, object],
    code: str,
) -> None:
    case = case_with(tmp_path, **changed)
    assert [(p.severity, p.code) for p in case.problems if p.file == "decisions.xlsx"] == [("question", code)]


def test_the_json_names_each_flag_its_inquiry_and_the_lines_that_decide() -> None:
    done = evaluate(tender(), LOW, admitted("a", "b", "c", inquiries=(closed(decision="pending"),)))
    lot = json.loads(json.dumps(as_json(done, (), "en"), allow_nan=False))["lots"][0]
    told = [(f["bid"], f["code"], f["decision"]) for f in lot["inquiries"]]
    assert told == [("a", "price_below_mean", "pending"), ("a", "price_below_next", "pending")]
    assert [bid["under_inquiry"] for bid in lot["bids"]] == [True, False, False]
    assert lot["replaced_figures"] is None
    # One line: half and double its quantity leave 600 before 1,000.
    assert lot["price_lines"] == []
