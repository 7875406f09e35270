"""Streams of money: when they are paid, what they grow by, and what they are worth."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evaluation import evaluate
from evaluation.bid import Bid
from evaluation.cost import crossing_years
from evaluation.evaluation_model import GrowthClass, ResourcePrice
from evaluation.factors import GridYear
from evaluation.result import LotEvaluation
from evaluation.tender import Item, Option, Service, Tender
from tests.builders import LOT, bid_of, figure, tender_of

prices = st.floats(0, 1e6).map(lambda price: round(price, 2))


def thing(**fields: object) -> Item:
    """Return an item with one piece and a life of ten years, unless told otherwise."""
    given_fields = {"key": "thing", "lot": LOT, "title_da": "Ting", "quantity": (1.0,), "reference_life": 10}
    return Item.model_validate({**given_fields, **fields})


def priced(price: float, name: str = "a", **product_data: object) -> Bid:
    """Return a bid on the item."""
    return bid_of(
        name,
        prices=[{"key": "thing", "offered": "yes", "product": "x", "unit_price": price}],
        product_data=[{"key": "thing", **product_data}],
    )


def of_lot(tender: Tender, *bids: Bid) -> LotEvaluation:
    """Return the evaluation of the one lot."""
    return evaluate(tender, bids).lots[LOT]


def cost_of(tender: Tender, bid: Bid) -> float:
    """Return the life-cycle cost of one bid."""
    return figure(of_lot(tender, bid), bid.id, "life_cycle_cost")


def test_a_price_that_grows_is_grown_once_in_year_one_as_nist_does() -> None:
    """1 kWh a year at 1.00 grows 1.5 % a year; 3.5 %, ten years (UPV* of NIST Handbook 135).

    (1.015/0.02) x (1 - (1.015/1.035)^10) = 50.75 x (1 - 0.822729) = 8.9965; VDI 2067 gives 1.015 times less.
    """
    tender = tender_of(
        [thing(reference=True)],
        resource_prices=(ResourcePrice(key="electricity", price=1.0, unit="kWh", growth_class="el"),),
        growth_classes=(GrowthClass(key="el", rate=0.015),),
    )
    found = cost_of(tender, priced(0.0, electricity_kwh_per_year=1.0))
    assert found == pytest.approx(1.015 / 0.02 * (1 - (1.015 / 1.035) ** 10), rel=1e-12)
    assert found == pytest.approx(8.9965, abs=0.0001)


def test_a_schedule_is_paid_a_year_later_for_each_contract_year() -> None:
    """10 pieces at 100 in each of three years: 1,000 x (1 + 1.035^-1 + 1.035^-2) = 2,899.69."""
    tender = tender_of([thing(quantity=(10.0, 10.0, 10.0))], model={"contract_years": 3})
    assert cost_of(tender, priced(100.0)) == pytest.approx(1000 * (1 + 1 / 1.035 + 1 / 1.035**2))
    assert cost_of(tender, priced(100.0)) == pytest.approx(2899.69, abs=0.01)


def test_a_piece_of_six_years_life_used_for_eight_is_bought_again_in_year_six_after_its_own_delivery() -> (
    None
):
    """Delivered in years 0 and 1, used for eight years each: bought again in years 6 and 7."""
    tender = tender_of(
        [thing(quantity=(1.0, 1.0), reference_life=6)],
        model={"contract_years": 2, "study_years": 12, "use_years": 8},
    )
    done = of_lot(tender, priced(100.0))
    expected = sum(100 / 1.035**year for year in (0, 6, 1, 7))
    assert figure(done, "a", "life_cycle_cost") == pytest.approx(expected)
    assert done.streams["category"].tolist() == ["purchase", "replacement"] * 2


def test_an_option_counts_with_its_published_weight() -> None:
    """100 pieces at 30, half of them: 1,500."""
    options = (Option(key="more", title="Mere", weight=0.5),)
    tender = tender_of([thing(quantity=(100.0,), option="more")], options=options)
    assert cost_of(tender, priced(30.0)) == 1500.0


def test_a_service_of_four_years_is_paid_four_times() -> None:
    """20 deliveries a year at 1,000, first in year 0: 20,000 x (1 + 1.035^-1 + 1.035^-2 + 1.035^-3)."""
    service = Service(key="delivery", lot=LOT, title_da="Levering", quantity=20, times=4, category="delivery")
    tender = tender_of([thing()], services=(service,))
    bid = bid_of(
        "a",
        prices=[{"key": "thing", "offered": "yes", "product": "x", "unit_price": 0.0}],
        service_prices=[{"key": "delivery", "price": 1000.0}],
    )
    assert cost_of(tender, bid) == pytest.approx(20_000 * sum(1.035**-year for year in range(4)))


@settings(max_examples=12)
@given(st.lists(prices, min_size=2, max_size=5, unique=True))
def test_the_costs_of_the_years_add_up_to_the_life_cycle_cost(offers: list[float]) -> None:
    tender = tender_of(
        [thing(reference=True, reference_life=4)],
        resource_prices=(ResourcePrice(key="water", price=70.0, unit="m3"),),
        model={"yearly_service": True},
    )
    bids = [
        priced(price, f"b{n}", water_m3_per_year=float(n), service_price_per_year=price / 10)
        for n, price in enumerate(offers)
    ]
    done = of_lot(tender, *bids)
    np.testing.assert_allclose(done.cost_by_year.sum(axis=1), done.indicators["life_cycle_cost"], rtol=1e-12)


@settings(max_examples=12)
@given(prices, prices)
def test_a_lower_price_never_raises_the_cost(price: float, other: float) -> None:
    tender = tender_of([thing(reference_life=3)])
    low, high = sorted((price, other))
    done = of_lot(tender, priced(low, "low"), priced(high, "high"))
    assert figure(done, "low", "life_cycle_cost") <= figure(done, "high", "life_cycle_cost")


def test_a_price_that_is_missing_gives_no_cost_and_never_nought() -> None:
    tender = tender_of([thing(reference=True)], model={"yearly_service": True})
    done = of_lot(
        tender, priced(100.0, service_price_per_year=np.nan), priced(100.0, "b", service_price_per_year=0.0)
    )
    assert np.isnan(figure(done, "a", "life_cycle_cost"))
    assert figure(done, "b", "life_cycle_cost") == 100.0
    assert done.award.not_awarded_reason == "admitted_bid_without_total"


@pytest.mark.parametrize(
    ("basis", "expected"),
    [("month", 12 * 100 * 4), ("year", 100 * 4), ("use", 250 * 100 * 4), ("contract", 100)],
)
def test_a_fee_is_paid_as_often_as_it_says(basis: str, expected: float) -> None:
    """100 a month, a year, a use of 250 a year, or once, over four years without discounting."""
    gown = Item(
        key="gown", lot=LOT, title_da="Kittel", basis="use", demand=250.0, life_unit="uses", reference_life=50
    )
    asked = tender_of([gown], model={"study_years": 4, "discount_rate": 0.0})
    bid = bid_of(
        "a",
        prices=[{"key": "gown", "offered": "yes", "product": "x", "unit_price": 100.0, "fee_basis": basis}],
    )
    assert figure(evaluate(asked, [bid]).lots[LOT], "a", "life_cycle_cost") == expected


def test_a_yearly_service_is_the_buyers_to_pay_though_the_bidder_pays_for_the_use() -> None:
    """1,000 and 10 x 50 of service; the electricity is in the price and only shown."""
    oven = Item(
        key="oven",
        lot=LOT,
        title_da="Ovn",
        quantity=(1.0,),
        reference_life=10,
        reference=True,
        use_payer="bidder",
    )
    asked = tender_of(
        [oven],
        model={
            "discount_rate": 0.0,
            "yearly_service": True,
            "electricity_carrier": "el",
            "reported_measures": ("gwp_a_to_c",),
        },
        resource_prices=(ResourcePrice(key="electricity", price=2.0, unit="kWh"),),
        grids=(GridYear(carrier="el", year=2027, gwp_kg_co2e=0.1),),
    )
    bid = bid_of(
        "a",
        prices=[{"key": "oven", "offered": "yes", "product": "x", "unit_price": 1000.0}],
        product_data=[{"key": "oven", "service_price_per_year": 50.0, "electricity_kwh_per_year": 30.0}],
    )
    done = evaluate(asked, [bid]).lots[LOT]
    assert figure(done, "a", "life_cycle_cost") == 1500.0
    payers = done.streams.groupby("category", observed=True)["payer"].unique()
    assert {str(category): list(payer) for category, payer in payers.items()} == {
        "purchase": ["buyer"],
        "service": ["buyer"],
        "energy": ["bidder"],
    }


@pytest.mark.parametrize(("pack", "expected"), [(4.0, 500.0), (np.nan, 2000.0)])
def test_a_price_of_a_pack_is_shared_by_its_pieces_and_a_blank_pack_is_one_piece(
    pack: float, expected: float
) -> None:
    """Ten pieces, bought again after five years: 2 x 10 x 100/4, or 2 x 10 x 100."""
    asked = tender_of(
        [thing(quantity=(10.0,), reference_life=5)], model={"prices_per_pack": True, "discount_rate": 0.0}
    )
    line = {"key": "thing", "offered": "yes", "product": "x", "unit_price": 100.0, "pieces_per_pack": pack}
    assert cost_of(asked, bid_of("a", prices=[line])) == expected


def test_each_payment_stands_in_its_own_year_of_its_own_bid_and_the_bidders_own_in_none() -> None:
    """Bought in years 0, 4 and 8 of ten at 3.5 %, service in years 1 to 10; the electricity is the bidder's."""
    asked = tender_of(
        [thing(reference=True, reference_life=4, use_payer="bidder")],
        resource_prices=(ResourcePrice(key="electricity", price=2.0, unit="kWh"),),
        grids=(GridYear(carrier="el", year=2027, gwp_kg_co2e=0.1),),
        model={
            "yearly_service": True,
            "electricity_carrier": "el",
            "reported_measures": ("gwp_a_to_c",),
        },
    )
    offers = {"a": (100.0, 50.0), "b": (200.0, 20.0)}
    bids = [
        priced(price, name, service_price_per_year=service, electricity_kwh_per_year=30.0)
        for name, (price, service) in offers.items()
    ]
    done = of_lot(asked, *bids)
    assert set(done.streams["payer"]) == {"buyer", "bidder"}
    for row, (price, service) in zip(done.cost_by_year, offers.values(), strict=True):
        paid = [price, *[service] * 3, price + service, *[service] * 3, price + service, *[service] * 2]
        assert row.tolist() == pytest.approx([paid[year] / 1.035**year for year in range(11)])


@pytest.mark.parametrize(
    ("gaps", "expected"),
    [
        ([-2, -1, 1, 2], [2]),
        ([-1, 0, 1, 1], [2]),
        ([-1, 0, -1, -1], []),
        ([0, 0, 1, 2], []),
        ([-1, 1, -1, 1], [1, 2, 3]),
        ([-1, 1, 0, 0], [1]),
        ([-1, 0, 0, 0], []),
        ([1e-7, -1e-7, 1e-7, -1e-7], []),
    ],
)
def test_lines_cross_where_they_change_places_and_not_where_they_only_meet(
    gaps: list[float], expected: list[int]
) -> None:
    """``gaps`` are the differences of what has been paid in four years, 1,000 a year by the second bid.

    1e-7 of 1,000 and more is below a billionth of what is compared: the two are level.
    """
    second = np.full(4, 1000.0)
    first = second + np.diff(gaps, prepend=0.0)
    assert crossing_years(first, second) == crossing_years(second, first) == expected
