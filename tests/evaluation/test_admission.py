"""What is proposed for a bid by the minimum requirements, and by nothing else."""

import pytest

from evaluation import evaluate
from evaluation.bid import Bid
from evaluation.decisions import Admission, Decisions, ReservationDecision
from evaluation.result import LotEvaluation
from evaluation.tender import Item, Requirement, Tender
from tests.builders import LOT, bid_of, tender_of

CHAIR = Item(key="chair", lot=LOT, title_da="Stol", quantity=(1.0,), reference_life=10)


def tender(*requirements: Requirement) -> Tender:
    return tender_of([CHAIR], requirements=requirements)


def within(kind: str = "minimum") -> Requirement:
    """Return a requirement of a value from 10 to 20."""
    return Requirement(
        key="mk", lot=LOT, text_da="Vægt", kind=kind, answer="value", minimum=10.0, maximum=20.0
    )


def answered(value: float | None = None, met: str | None = None) -> Bid:
    return bid_of(
        "a",
        prices=[{"key": "chair", "offered": "yes", "product": "x", "unit_price": 1.0}],
        requirement_answers=[{"key": "mk", "met": met, "value": value}],
    )


def state(of: Tender, bid: Bid, decisions: Decisions | None = None) -> tuple[str, str | None]:
    done: LotEvaluation = evaluate(of, [bid], decisions or Decisions()).lots[LOT]
    return done.bids[0].state, done.bids[0].excluded_by


@pytest.mark.parametrize(
    ("value", "is_met"),
    [(10.0, True), (20.0, True), (9.999_999_999_9, True), (9.999_999, False), (20.000_001, False)],
)
def test_limits_are_inclusive_and_compared_after_nine_decimals(value: float, is_met: bool) -> None:  # noqa: FBT001
    expected = ("proposed_admitted", None) if is_met else ("proposed_not_admitted", "mk")
    assert state(tender(within()), answered(value)) == expected


def test_only_a_minimum_requirement_takes_a_bid_out() -> None:
    assert state(tender(within("competition")), answered(5.0)) == ("proposed_admitted", None)


@pytest.mark.parametrize(("met", "expected"), [("yes", "proposed_admitted"), ("no", "proposed_not_admitted")])
def test_a_no_to_a_minimum_requirement_proposes_that_the_bid_is_out(met: str, expected: str) -> None:
    asked = Requirement(key="mk", lot=LOT, text_da="Kan repareres", answer="yes_no")
    assert state(tender(asked), answered(met=met))[0] == expected


def test_what_a_person_decides_goes_before_what_is_proposed() -> None:
    """What a bid failed is named as the reason where the decision is that it is out."""
    for decision, expected in (("admitted", ("admitted", None)), ("not_admitted", ("not_admitted", "mk"))):
        row = Admission(lot=LOT, bid="a", decision=decision, reason="r", by="b", at="2026-11-20")
        assert state(tender(within()), answered(5.0), Decisions(admissions=(row,))) == expected


def test_a_reservation_that_does_not_comply_proposes_that_the_bid_is_out() -> None:
    row = ReservationDecision(
        lot=LOT, bid="a", text="T", decision="not_compliant", reason="r", by="b", at="2026-11-20"
    )
    decided = Decisions(reservations=(row,))
    assert state(tender(within()), answered(15.0), decided) == ("proposed_not_admitted", "reservation")
