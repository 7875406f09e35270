"""Scores of several assessors: how they become one figure, and what keeps an award until they do."""

from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluation import evaluate
from evaluation.award_run import obstacles
from evaluation.decisions import Admission, Decisions, Judgement, StopAnswer
from evaluation.evaluation_model import Criterion
from evaluation.judged import Judged, judged_criteria
from evaluation.lot_values import LotValues
from evaluation.problems import Problem
from evaluation.result import Evaluation
from evaluation.tender import Item, Tender
from evaluation.tender_checks import tender_faults
from tests.builders import LOT, bid_of, tender_of

BIDS = ("a", "b")
PRICES = [{"key": k, "offered": "yes", "product": "x", "unit_price": 1.0} for k in ("gown", "hood", "tape")]
GOWN = Item(
    key="gown", lot=LOT, title_da="Kittel", quantity=(1.0,), reference_life=1, reference=True, mean_weight=3
)
HOOD = Item(
    key="hood", lot=LOT, title_da="Hætte", quantity=(1.0,), reference_life=1, reference=True, mean_weight=1
)
TAPE = Item(key="tape", lot=LOT, title_da="Tape", quantity=(9.0,), reference_life=1, mean_weight=9)


def tender(
    rule: str = "consensus", *, by_item: bool = False, items: Sequence[Item] = (), **tables: object
) -> Tender:
    criterion = Criterion(
        lot=LOT, id="use", title_da="Brug", weight="100", measure="judged:use", rule="judged_points",
        assessor_scale=10.0, several_assessors=rule, judged_by_item=by_item,
    )  # fmt: skip
    return tender_of(items or [GOWN, HOOD, TAPE], [criterion], **tables)


def score(bid: str, points: float, by: str = "Anne", **fields: object) -> Judgement:
    row = {
        "lot": LOT,
        "criterion": "use",
        "bid": bid,
        "points": points,
        "reason": "r",
        "by": by,
        "at": "2026-11-20",
    }
    return Judgement.model_validate({**row, **fields})


def evaluated(of: Tender, rows: Sequence[Judgement], **decided: object) -> Evaluation:
    decisions = Decisions.model_validate({"judgements": tuple(rows), **decided})
    return evaluate(of, [bid_of(name, prices=PRICES) for name in BIDS], decisions)


def judged(of: Tender, rows: Sequence[Judgement]) -> Judged:
    values = LotValues(of, LOT, [bid_of(name, prices=PRICES) for name in BIDS])
    return judged_criteria(values, Decisions(judgements=tuple(rows)))["use"]


def points(of: Tender, rows: Sequence[Judgement]) -> list[float | None]:
    """Return the points of the two bids, None for none."""
    return [None if np.isnan(each) else each for each in judged(of, rows).points.tolist()]


PANEL = [
    score("a", 4),
    score("a", 5, "Bo"),
    score("a", 9, "Cai"),
    score("b", 7),
    score("b", 7, "Bo"),
    score("b", 8, "Cai"),
]


@pytest.mark.parametrize(
    ("rule", "expected"), [("mean", [6.0, 22 / 3]), ("median", [5.0, 7.0]), ("consensus", [None, None])]
)
def test_three_scores_become_one_by_the_published_rule(rule: str, expected: list[float | None]) -> None:
    """(4 + 5 + 9) / 3 = 6 and (7 + 7 + 8) / 3 = 22/3; the middle ones are 5 and 7; nobody has agreed on anything."""
    assert points(tender(rule), PANEL) == pytest.approx(expected)


def test_a_consensus_counts_and_the_scores_behind_it_stay() -> None:
    agreed = [score("a", 5, "All", role="consensus", why_differs="x"), score("b", 7, "All", role="consensus")]
    assert points(tender(), [*PANEL, *agreed]) == [5.0, 7.0]
    found = judged(tender(), [*PANEL, *agreed])
    assert found.individual[0, 0].tolist() == [4.0, 5.0, 9.0]
    assert [each[0, 0] for each in found.spread] == [6.0, 4.0, 9.0]


def test_where_the_rule_is_the_mean_nothing_that_was_agreed_on_afterwards_counts() -> None:
    assert points(tender("mean"), [*PANEL, score("a", 10, "All", role="consensus")])[0] == 6.0


def test_a_lot_is_scored_by_the_figure_of_its_assessors() -> None:
    """On the model's scale, which goes to 10 as the assessors' does: 6 and 22/3."""
    done = evaluated(tender("mean"), PANEL).lots[LOT]
    assert done.points["use"].tolist() == pytest.approx([6.0, 22 / 3])


def test_one_assessor_alone_agrees_with_nobody() -> None:
    assert points(tender(), [score("a", 4), score("b", 7)]) == [4.0, 7.0]


def test_two_consensus_scores_of_one_bid_are_none() -> None:
    two = [score("a", 5, by, role="consensus") for by in ("All", "Others")]
    assert points(tender(), [*PANEL, *two])[0] is None


def test_items_weigh_what_the_buyer_publishes_and_only_those_of_reference_are_judged() -> None:
    """(3 x 8 + 1 x 4) / 4 = 7; the tape weighs 9 and is not judged. Of ``b`` the hood has no score: no figure."""
    rows = [score("a", 8, item="gown"), score("a", 4, item="hood"), score("b", 9, item="gown")]
    assert points(tender(by_item=True), rows) == [7.0, None]
    assert points(tender(by_item=True), [*rows, score("b", 9, item="tape")]) == [7.0, None]
    assert judged(tender(by_item=True), rows).is_open.tolist() == [
        [False, False, False],
        [False, True, False],
    ]


def test_a_score_of_a_whole_bid_is_none_of_its_items_and_the_other_way_round() -> None:
    assert points(tender(by_item=True), [score("a", 8)]) == [None, None]
    assert points(tender(), [score("a", 8, item="gown")]) == [None, None]


@given(
    scores=st.lists(st.lists(st.integers(0, 10), min_size=2, max_size=2), min_size=1, max_size=4),
    rule=st.sampled_from(["consensus", "mean", "median"]),
    left_out=st.integers(0, 7),
)
def test_a_score_that_is_withheld_never_helps(scores: list[list[int]], rule: str, left_out: int) -> None:
    """Every assessor has scored both bids; without one of the scores its bid has no figure, and the other the same."""
    rows = [score(bid, p, f"n{n}") for n, own in enumerate(scores) for bid, p in zip(BIDS, own, strict=True)]
    missing = rows[left_out % len(rows)]
    before, after = (points(tender(rule), each) for each in (rows, [r for r in rows if r is not missing]))
    at = BIDS.index(missing.bid)
    assert after[at] is None
    assert after[1 - at] == before[1 - at]


@given(st.permutations(PANEL), st.sampled_from(["consensus", "mean", "median"]))
def test_the_order_in_which_scores_came_in_changes_no_figure(rows: list[Judgement], rule: str) -> None:
    assert points(tender(rule), rows) == pytest.approx(points(tender(rule), PANEL), nan_ok=True)


def against(of: Tender, rows: Sequence[Judgement], **decided: object) -> dict[str, object]:
    found = obstacles(evaluated(of, rows, **decided), (), None)
    return {code: values["count"] for code, values in found if "criterion" in values}


AGREED = [
    score("a", 5, "All", role="consensus", why_differs="x"),
    score("b", 22 / 3, "All", role="consensus"),
]


def test_what_is_not_settled_of_the_scores_stands_against_an_award() -> None:
    """The mean of ``b`` is 22/3, agreed on as it is; that of ``a`` is 6, and 5 was agreed on."""
    assert against(tender(), [*PANEL, *AGREED]) == {}
    assert against(tender(), PANEL) == {"judgements_open": 2}
    assert against(tender(), [*PANEL, AGREED[1]]) == {"judgements_open": 1}
    unsaid = AGREED[0].model_copy(update={"why_differs": " "})
    assert against(tender(), [*PANEL, unsaid, AGREED[1]]) == {"consensus_unexplained": 1}
    silent = PANEL[0].model_copy(update={"reason": None})
    assert against(tender("median"), [silent, *PANEL[1:]]) == {"judgement_without_reason": 1}


def test_scores_of_a_bid_that_is_out_stand_against_nothing() -> None:
    out = Admission(lot=LOT, bid="a", decision="not_admitted", reason="r", by="B", at="2026-11-20")
    assert against(tender(), [score("b", 7)], admissions=(out,)) == {}
    assert against(tender(), [score("b", 7)]) == {"judgements_open": 1}


STOPS = ({"key": "barrier", "lot": LOT, "criterion": "use", "text_da": "Tæt?"},)


def answer(met: str, by: str = "Anne", key: str = "barrier") -> StopAnswer:
    return StopAnswer(lot=LOT, bid="a", key=key, met=met, reason="Ærmet revnede", by=by, at="2026-11-20")


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ((answer("yes"),), ("proposed_admitted", None)),
        ((answer("no"),), ("proposed_not_admitted", "stop:barrier")),
        ((answer("no"), answer("yes", "Bo")), ("proposed_not_admitted", "stop:barrier")),
        ((answer("no", key="other"),), ("proposed_admitted", None)),
    ],
)
def test_a_testers_no_proposes_that_the_bid_is_out(
    rows: tuple[StopAnswer, ...], expected: tuple[str, str | None]
) -> None:
    done = evaluated(tender(stop_criteria=STOPS), [], stop_answers=rows).lots[LOT]
    assert (done.bids[0].state, done.bids[0].excluded_by) == expected


def test_a_person_decides_whatever_testers_found() -> None:
    kept = Admission(lot=LOT, bid="a", decision="admitted", reason="Fejl i prøven", by="B", at="2026-11-20")
    done = evaluated(tender(stop_criteria=STOPS), [], stop_answers=(answer("no"),), admissions=(kept,))
    assert (done.lots[LOT].bids[0].state, done.lots[LOT].bids[0].failed) == ("admitted", ("stop:barrier",))


def faults(**tables: object) -> list[tuple[str, object]]:
    found: tuple[Problem, ...] = tender_faults(tender(**tables))  # type: ignore[arg-type]
    return [(f.code, f.values.get("field")) for f in found]


def anchor(points: float, criterion: str = "use") -> dict[str, object]:
    return {"lot": LOT, "criterion": criterion, "points": points, "text_da": "T"}


def test_anchors_lie_on_the_scale_of_a_judged_criterion_each_once() -> None:
    assert faults(scale_anchors=(anchor(0), anchor(10))) == []
    assert faults(scale_anchors=(anchor(10.5),)) == [("anchor_off_scale", "scale_anchors.points")]
    assert faults(scale_anchors=(anchor(5), anchor(5))) == [("anchor_twice", "scale_anchors.points")]
    assert ("anchor_not_judged", "scale_anchors.criterion") in faults(scale_anchors=(anchor(5, "cost"),))
    assert ("stop_not_judged", "stop_criteria.criterion") in faults(
        stop_criteria=({**STOPS[0], "criterion": "cost"},)
    )


def test_items_can_be_judged_only_where_there_are_some_that_weigh_anything() -> None:
    assert faults(by_item=True) == []
    bare = [
        item.model_copy(update={"mean_weight": None if item is TAPE else 0.0}) for item in (GOWN, HOOD, TAPE)
    ]
    assert faults(by_item=True, items=tuple(bare)) == [("judged_item_missing", "criteria.judged_by_item")]
