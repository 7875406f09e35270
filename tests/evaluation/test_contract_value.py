"""What a contract comes to at a bid's prices, against the maximum value of the lot."""

import pytest

from evaluation import evaluate
from evaluation.bid import Bid
from evaluation.decisions import Admission, Decisions
from evaluation.evaluation_model import ResourcePrice
from evaluation.lint import lint_result, lint_tender
from evaluation.problems import ResultWarning
from evaluation.tender import Assortment, Item, Lot, Service, Tender
from tests.builders import LOT, bid_of, tender_of


def asked(maximum: float | None, **tables: object) -> Tender:
    """Return a tender on ten pieces now and twenty a year later, over six years with a life of three."""
    item = Item(
        key="lamp", lot=LOT, title_da="Lampe", quantity=(10.0, 20.0), reference_life=3, reference=True
    )
    tender = tender_of(
        [item],
        (),
        services=(Service(key="check", lot=LOT, title_da="Eftersyn", quantity=2, first_year=1, times=6),),
        assortments=(
            Assortment(
                key="rest",
                lot=LOT,
                title_da="Andre",
                base_list="K",
                base_date="2026-09-01",
                turnover=1000,
                times=6,
            ),
        ),
        resource_prices=(ResourcePrice(key="electricity", price=2.0, unit="kWh"),),
        model={"study_years": 6, "contract_years": 2, **tables},
    )
    lots = (Lot(id=LOT, title="Lot", maximum_value=maximum),)
    return tender.model_copy(update={"lots": lots})


def bid(name: str, price: float) -> Bid:
    """Return a bid with a price of a piece, 50 kr. for a check and 25 % off the assortment."""
    return bid_of(
        name,
        prices=[{"key": "lamp", "offered": "yes", "product": "x", "unit_price": price}],
        product_data=[{"key": "lamp", "electricity_kwh_per_year": 500.0}],
        service_prices=[{"key": "check", "price": 50.0}],
        assortment_discounts=[{"key": "rest", "discount": 0.25, "document": None}],
    )


def warned(tender: Tender, *bids: Bid, decisions: Decisions | None = None) -> list[ResultWarning]:
    """Return the warnings of a maximum value."""
    found = evaluate(tender, bids, decisions).warnings
    return [warning for warning in found if warning.code == "maximum_value_exceeded"]


@pytest.mark.parametrize("horizon", ["study_period", "equivalent_annual"])
def test_the_dearest_bid_is_held_against_the_maximum_value(horizon: str) -> None:
    """30 pieces x 100 + 6 x 2 x 50 + 6 x 1,000 x 75 % = 8,100, neither replacements nor energy, undiscounted."""
    bids = bid("a", 100.0), bid("b", 90.0)
    assert warned(asked(8100.0, horizon=horizon), *bids) == []
    assert warned(asked(None, horizon=horizon), *bids) == []
    (warning,) = warned(asked(8099.0, horizon=horizon), *bids)
    assert warning.values == {"bid": "a", "sum": 8100, "most": 8099.0, "currency": "DKK"}


def test_a_bid_that_is_not_admitted_warns_of_nothing() -> None:
    """30 x 90 + 600 + 4,500 = 7,800 is within; the dearer bid is out."""
    out = Admission(lot=LOT, bid="a", decision="not_admitted", by="N. N.", at="2026-11-20", reason="x")
    assert (
        warned(asked(8000.0), bid("a", 100.0), bid("b", 90.0), decisions=Decisions(admissions=(out,))) == []
    )


def test_a_cost_that_is_not_known_warns_of_nothing() -> None:
    assert warned(asked(1.0), bid("a", float("nan"))) == []


def test_a_lint_names_the_winner_that_comes_to_more_than_the_maximum_and_no_loser() -> None:
    """B wins with 30 x 90 + 600 + 4,500 = 7,800; a comes to 8,100."""
    bids = bid("a", 100.0), bid("b", 90.0)

    def told(maximum: float) -> list[object]:
        done = evaluate(asked(maximum), bids)
        assert done.lots[LOT].awarded == (("b", 1),)
        return [each.values for each in lint_result(done) if each.code == "winner_above_maximum"]

    assert told(7800.0) == []
    assert told(7799.0) == [{"bid": "b", "sum": 7800, "most": 7799.0}]


@pytest.mark.parametrize(("estimate", "is_told"), [(900.0, False), (901.0, True), (None, False)])
def test_a_lint_tells_of_an_estimate_above_the_maximum(estimate: float | None, *, is_told: bool) -> None:
    lots = (Lot(id=LOT, title="Lot", estimated_value=estimate, maximum_value=900.0),)
    found = lint_tender(asked(None).model_copy(update={"lots": lots}))
    assert ("estimate_above_maximum" in {each.code for each in found}) == is_told
