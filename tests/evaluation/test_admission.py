"""What is proposed for a bid by the minimum requirements, and by nothing else."""

from dataclasses import replace

import pytest

from documents.summary import why_not_admitted
from evaluation import evaluate
from evaluation.bid import Bid
from evaluation.decisions import Admission, Decisions, ReservationDecision
from evaluation.result import LotEvaluation
from evaluation.tender import Item, Lot, Requirement, Tender
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


LOTS = ("LOT-0002", "LOT-0001", "LOT-0003")


def three_lots(most: int | None) -> Tender:
    """Return a tender of three lots, published in the order of ``LOTS``."""
    one = tender()
    tables = {name: getattr(one, name) for name in Tender.model_fields}
    return Tender(
        **{
            **tables,
            "facts": one.facts.model_copy(update={"maximum_lots_bid": most}),
            "lots": tuple(Lot(id=lot, title=lot) for lot in LOTS),
            "models": tuple(
                one.models[0].model_copy(update={"lot": lot, "missing_lines": "leave_out"}) for lot in LOTS
            ),
            "criteria": tuple(one.criteria[0].model_copy(update={"lot": lot}) for lot in LOTS),
            "items": tuple(CHAIR.model_copy(update={"key": lot.lower()[-4:], "lot": lot}) for lot in LOTS),
        }
    )


@pytest.mark.parametrize(
    ("most", "bids_on", "out"),
    [
        (None, LOTS, ()),
        (3, LOTS, ()),
        (2, LOTS, ("LOT-0003",)),
        (1, LOTS, ("LOT-0001", "LOT-0003")),
        (1, ("LOT-0003", "LOT-0001"), ("LOT-0003",)),
        (1, ("LOT-0003",), ()),
    ],
)
def test_beyond_the_most_lots_to_bid_on_a_bid_is_proposed_to_be_out_in_published_order(
    most: int | None, bids_on: tuple[str, ...], out: tuple[str, ...]
) -> None:
    done = evaluate(three_lots(most), [replace(answered(), lots=bids_on)])
    standing = {lot: (of.bids[0].state, of.bids[0].excluded_by) for lot, of in done.lots.items()}
    refused = ("proposed_not_admitted", "too_many_lots")
    assert {lot for lot, stands in standing.items() if stands == refused} == set(out)
    assert {lot for lot, (state, _) in standing.items() if state == "proposed_admitted"} == {*bids_on} - {
        *out
    }


def test_a_named_person_may_admit_a_bid_beyond_the_most_lots() -> None:
    row = Admission(lot="LOT-0003", bid="a", decision="admitted", by="N. N.", at="2026-11-20", reason="x")
    done = evaluate(three_lots(2), [replace(answered(), lots=LOTS)], Decisions(admissions=(row,)))
    (bid,) = done.lots["LOT-0003"].bids
    assert (bid.state, bid.failed) == ("admitted", ("too_many_lots",))
    assert why_not_admitted(done.tender, "too_many_lots", "en").startswith("bids on more lots")
