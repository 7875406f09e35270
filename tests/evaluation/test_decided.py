"""What people decide and what bidders leave out changes exactly what it is about."""

import pytest

from evaluation import evaluate
from evaluation.bid import Bid
from evaluation.decisions import Decisions, Judgement, ReservationDecision
from evaluation.evaluation_model import Criterion
from evaluation.result import LotEvaluation
from evaluation.tender import Item
from tests.builders import LOT, bid_of, figure, tender_of

BY = {"lot": LOT, "reason": "r", "by": "b", "at": "2026-11-20"}
ITEMS = [
    Item(key=key, lot=LOT, title_da=key, quantity=(1.0,), reference_life=10, reference=True)
    for key in ("desk", "lamp")
]


def offered(name: str, desk: float, lamp: float | None, **fields: object) -> Bid:
    """Return a bid with a price for a desk and, unless it is not offered, a lamp."""
    return bid_of(
        name,
        prices=[
            {"key": "desk", "offered": "yes", "product": "x", "unit_price": desk},
            {
                "key": "lamp",
                "offered": "no" if lamp is None else "yes",
                "product": "y",
                "unit_price": 5.0 if lamp is None else lamp,
            },
        ],
        **fields,  # type: ignore[arg-type]
    )


@pytest.mark.parametrize(("decision", "expected"), [("priced", 130.0), ("none", 110.0)])
def test_a_reservation_costs_its_amount_only_where_it_is_priced(decision: str, expected: float) -> None:
    """100 + 10, and 20 for the reservation."""
    row = ReservationDecision(bid="a", text="T", decision=decision, amount=20.0, **BY)
    done = evaluate(tender_of(ITEMS), [offered("a", 100.0, 10.0)], Decisions(reservations=(row,)))
    assert figure(done.lots[LOT], "a", "life_cycle_cost") == expected


def test_a_price_on_a_line_that_is_not_offered_is_no_price() -> None:
    """The lamp of ``b`` is filled with the dearest offered, 10, and its own 5 is not read: 90 + 10."""
    tender = tender_of(ITEMS, model={"missing_lines": "fill", "missing_max_lines": 1})
    done = evaluate(tender, [offered("a", 100.0, 10.0), offered("b", 90.0, None)]).lots[LOT]
    assert figure(done, "b", "life_cycle_cost") == 100.0


def judged(*points: float) -> LotEvaluation:
    criterion = Criterion(
        lot=LOT, id="design", title_da="Design", weight="100", measure="judged:design", rule="judged_points",
        assessor_scale=10.0,
    )  # fmt: skip
    rows = tuple(Judgement(bid="a", criterion="design", points=value, **BY) for value in points)
    done = evaluate(tender_of(ITEMS, [criterion]), [offered("a", 1.0, 1.0)], Decisions(judgements=rows))
    return done.lots[LOT]


def test_points_of_two_assessors_are_no_points_until_they_agree() -> None:
    assert judged(7.0).points["design"].tolist() == [7.0]
    assert judged(7.0, 5.0).points["design"].isna().tolist() == [True]
    assert judged().points["design"].isna().tolist() == [True]


@pytest.mark.parametrize(("rule", "expected"), [("reject", 4.0), ("leave_out", 2.0)])
def test_a_line_that_is_left_out_for_all_weighs_nothing_in_a_mean(rule: str, expected: float) -> None:
    """``b`` offers no lamp. Guaranteed are 2 years for the desk and 6 for the lamp: (2 + 6) / 2, or 2 without it."""
    criterion = Criterion(
        lot=LOT, id="guarantee", title_da="Garanti", weight="100", measure="guarantee", rule="fixed_interval",
        zero_at=0, full_at=10,
    )  # fmt: skip
    promised = [{"key": "desk", "guarantee": 2.0}, {"key": "lamp", "guarantee": 6.0}]
    bids = [offered("a", 1.0, 1.0, product_data=promised), offered("b", 1.0, None, product_data=promised)]
    tender = tender_of(ITEMS, [criterion], model={"missing_lines": rule})
    assert figure(evaluate(tender, bids).lots[LOT], "a", "guarantee") == pytest.approx(expected)
