"""Four levels of cost, each with the one before in it: of a lot, and for each unit and year of use."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evaluation.cost_levels import LEVELS
from evaluation.evaluation_model import Criterion
from evaluation.tender import Item, Service
from tests.builders import LOT, bid_of, figure, tender_of
from tests.evaluation.lamps import ASKED, RISING, lamp, lamps, of_lot, price

ANNUITY = sum(1.04**-t for t in range(1, 5))
SETUP = Service(key="setup", lot=LOT, title_da="Opstilling", quantity=1)


def test_each_level_adds_what_its_name_says() -> None:
    """Ten lamps at 100 kr.; 2,000 kr. electricity a year; bought again in year 2; 250 kr. service; emissions."""
    tender = lamps(
        [price(1000)], [{"reference_life": 2}], tables={"services": (SETUP,)}, reported_measures=("external_cost",)
    )  # fmt: skip
    offer = bid_of(
        "a",
        prices=[{"key": "lamp", "offered": "yes", "product": "x", "unit_price": 100.0}],
        product_data=[{"key": "lamp", "electricity_kwh_per_year": 100.0}],
        declarations=[{"key": "lamp", "gwp_a1_a3": 20.0}],
        service_prices=[{"key": "setup", "price": 250.0}],
    )
    done = of_lot(tender, offer)
    use = 1000 + 2000 * ANNUITY
    whole = use + 1000 / 1.04**2 + 250
    levels = done.cost_levels
    assert levels.cost_reason is None
    assert levels.external_reason is None
    emitted = figure(done, "a", "external_cost")
    assert levels.by_bid[0] == pytest.approx([1000, use, whole, whole + emitted])
    # What is of the lot as a whole is in no item; a lot with one item may count it all the same.
    assert levels.by_item[0, 0] == pytest.approx([1000, use, whole - 250, whole - 250 + emitted])
    assert levels.units.tolist() == [40.0]
    assert levels.per_unit(0)[0, 2] == pytest.approx((whole - 250) / 40)
    assert levels.per_unit(0, is_only=True)[0, 2] == pytest.approx(whole / 40)


def test_a_fee_is_a_price_and_an_option_weighs_its_units() -> None:
    """A gown for 12 kr. a use, 900 uses a year for two years, without discounting: 21,600 kr., 12 kr. a use."""
    gown = Item(
        key="gown", lot=LOT, title_da="Kittel", demand=900, reference_life=30, basis="use", life_unit="uses"
    )
    tender = tender_of([gown], model={"study_years": 2, "discount_rate": 0.0})
    row = {"key": "gown", "offered": "yes", "product": "x", "unit_price": 12.0, "fee_basis": "use"}
    levels = of_lot(tender, bid_of("a", prices=[row])).cost_levels
    assert levels.by_bid[0, :3].tolist() == [21_600.0] * 3
    assert levels.units.tolist() == [1800.0]
    assert levels.per_unit(0)[0, 0] == 12.0


def test_a_lot_that_counts_no_emissions_has_no_last_level() -> None:
    done = of_lot(lamps([], reported_measures=()), lamp("a"))
    assert done.cost_levels.external_reason == "emissions_not_counted"
    assert np.isnan(done.cost_levels.by_bid[0, 3])
    assert not np.isnan(done.cost_levels.by_bid[0, :3]).any()


def test_without_a_published_price_the_last_level_is_the_third_again() -> None:
    levels = of_lot(lamps([]), lamp("a")).cost_levels
    assert levels.external_reason == "no_price_published"
    assert levels.by_bid[0, 3] == levels.by_bid[0, 2]


def test_a_lot_that_asks_the_price_only_has_the_first_level_only() -> None:
    criterion = Criterion(
        lot=LOT, id="p", title_da="Pris", weight="100", measure="purchase_price", rule="best_ratio"
    )
    levels = of_lot(lamps([], criteria=[criterion], reported_measures=()), lamp("a")).cost_levels
    assert levels.cost_reason == "cost_not_counted"
    assert levels.by_bid[0, 0] == 1000
    assert np.isnan(levels.by_bid[0, 1:]).all()


def test_a_pollutant_that_is_answered_is_of_the_lot_as_a_whole() -> None:
    prices = [price(0), price(1000, pollutant="nox", question="nox_kg")]
    levels = of_lot(lamps(prices, tables={"questions": (ASKED,)}), lamp("a", nox=2.0)).cost_levels
    assert levels.by_item[0, 0, 3] == levels.by_item[0, 0, 2]
    assert levels.by_bid[0, 3] - levels.by_bid[0, 2] == pytest.approx(2 * ANNUITY)


def test_what_is_not_known_is_unknown_from_its_level_on() -> None:
    levels = of_lot(lamps(), lamp("a", kwh=np.nan)).cost_levels
    assert levels.by_bid[0, 0] == 1000
    assert np.isnan(levels.by_bid[0, 1:]).all()


@settings(max_examples=25, deadline=None)
@given(st.floats(0, 500), st.floats(0, 200), st.floats(0, 50), st.sampled_from([0.0, 0.04]))
def test_a_price_set_of_nought_leaves_the_third_and_the_last_level_equal(
    unit_price: float, kwh: float, gwp: float, rate: float
) -> None:
    tender = lamps([price(0)], [{}, {"quantity": (3.0,)}], discount_rate=rate)
    levels = of_lot(tender, lamp("a", unit_price, gwp, kwh)).cost_levels
    assert levels.external_reason is None
    assert levels.by_bid[:, 3].tolist() == levels.by_bid[:, 2].tolist()
    assert levels.by_item[:, :, 3].tolist() == levels.by_item[:, :, 2].tolist()


@settings(max_examples=25, deadline=None)
@given(st.floats(0, 500), st.floats(0, 200), st.floats(0, 50))
def test_every_level_is_at_least_the_one_before_where_nothing_comes_back(
    unit_price: float, kwh: float, gwp: float
) -> None:
    done = of_lot(lamps(RISING, [{}, {"reference_life": 1.5}]), lamp("a", unit_price, gwp, kwh))
    levels = done.cost_levels
    assert (np.diff(levels.by_bid, axis=1) >= -1e-9).all()
    assert levels.by_item.sum(axis=1) == pytest.approx(levels.by_bid)
    assert levels.by_bid[0, LEVELS.index("life_cycle_cost")] == pytest.approx(
        figure(done, "a", "life_cycle_cost")
    )
