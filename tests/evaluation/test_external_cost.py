"""External cost by hand: kilograms of each year x the price of that year, discounted or not."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evaluation.external_cost import ExternalCost
from evaluation.factors import Factor
from evaluation.measures import measure_of
from evaluation.result import LotEvaluation
from evaluation.sheets import readers_of
from tests.builders import LOT, bid_of, figure
from tests.evaluation.lamps import ASKED, RISING, lamp, lamps, of_lot, price
from tests.evaluation.test_climate import PURE_WOOD, desk, tender

MONEY = ("price_and_use_cost", "external_cost", "cost_with_external")
# Ten lamps of 20 kg wear evenly over four years; 1,000 kWh a year at 0.10, 0.08, 0.06 and 0.04 kg.
KILOGRAMS = (50 + 100, 50 + 80, 50 + 60, 50 + 40)
PRICES = (1000.0, 1100.0, 1200.0, 1300.0)


def external(done: LotEvaluation) -> ExternalCost:
    """Return the external cost of a lot that has one."""
    assert done.external is not None
    return done.external


def by_hand(kilograms: Sequence[float], prices: Sequence[float], rate: float, growth: float = 0.0) -> float:
    """Return the sum of kg x price of the year / 1000, grown and discounted, by a plain loop."""
    total = 0.0
    for year, (kg, kr) in enumerate(zip(kilograms, prices, strict=True), start=1):
        total += kg * kr / 1000 * (1 + growth) ** year / (1 + rate) ** year
    return total


def test_each_years_kilograms_cost_that_years_price() -> None:
    """150 kg x 1,000 + 130 x 1,100 + 110 x 1,200 + 90 x 1,300 kr./t, each over 1.04^t: 493.80 kr."""
    done = of_lot(lamps(reported_measures=MONEY), lamp("a"))
    expected = 150 / 1.04 + 143 / 1.04**2 + 132 / 1.04**3 + 117 / 1.04**4
    assert figure(done, "a", "external_cost") == pytest.approx(expected) == pytest.approx(493.80, abs=0.01)
    assert by_hand(KILOGRAMS, PRICES, 0.04) == pytest.approx(expected)
    assert external(done).by_year[0] == pytest.approx(
        [0.0, 150 / 1.04, 143 / 1.04**2, 132 / 1.04**3, 117 / 1.04**4]
    )
    assert external(done).by_item.tolist() == [pytest.approx([expected])]


def test_cost_with_external_is_the_life_cycle_cost_and_the_external_cost() -> None:
    """Ten lamps at 100 kr. and 1,000 kWh a year at 2 kr.: 1,000 + 2,000 x (1.04^-1 + ... + 1.04^-4)."""
    done = of_lot(lamps(reported_measures=MONEY), lamp("a"))
    paid = 1000 + 2000 * sum(1.04**-t for t in range(1, 5))
    assert figure(done, "a", "price_and_use_cost") == pytest.approx(paid)
    assert figure(done, "a", "cost_with_external") == pytest.approx(paid + by_hand(KILOGRAMS, PRICES, 0.04))


def test_external_cost_is_not_discounted_where_the_model_says_so() -> None:
    done = of_lot(lamps(reported_measures=MONEY, external_discounted=False), lamp("a"))
    assert figure(done, "a", "external_cost") == pytest.approx(150 + 143 + 132 + 117)


def test_prices_grow_by_inflation_where_the_model_is_nominal() -> None:
    nominal: dict[str, Any] = {"price_basis": "nominal", "inflation": 0.02, "reported_measures": MONEY}
    done = of_lot(lamps(**nominal), lamp("a"))
    assert figure(done, "a", "external_cost") == pytest.approx(by_hand(KILOGRAMS, PRICES, 0.04, 0.02))


def test_what_runs_through_year_one_has_not_grown_where_the_model_begins_today() -> None:
    nominal: dict[str, Any] = {"price_basis": "nominal", "inflation": 0.02, "growth_base": "year_one_today"}
    done = of_lot(lamps(reported_measures=MONEY, **nominal), lamp("a"))
    assert figure(done, "a", "external_cost") == pytest.approx(by_hand(KILOGRAMS, PRICES, 0.04, 0.02) / 1.02)


def test_pieces_of_later_years_emit_when_they_are_in_use() -> None:
    """10 lamps from the start and 30 a year later, two years of use each: 10, 40 and 30 lamps wear by half."""
    asked = lamps(
        [price(1000)], [{"quantity": (10.0, 30.0), "reference_life": 2}], contract_years=2, use_years=2,
        study_years=3, reported_measures=MONEY,
    )  # fmt: skip
    done = of_lot(asked, lamp("a", kwh=0.0))
    kilograms = (10 / 2 * 20, 40 / 2 * 20, 30 / 2 * 20)
    assert figure(done, "a", "external_cost") == pytest.approx(by_hand(kilograms, [1000] * 3, 0.04))


def test_a_pollutant_that_bidders_state_is_priced_each_year() -> None:
    """3 kg of NOx a year at 33,000 kr./t: 99 kr. a year, beside 500 kr./t for greenhouse gas."""
    prices = [price(500), price(33_000, pollutant="nox", question="nox_kg")]
    asked = lamps(prices, tables={"questions": (ASKED,)}, reported_measures=(*MONEY, "answer:nox_kg"))
    done = of_lot(asked, lamp("a", nox=3.0))
    annuity = sum(1.04**-t for t in range(1, 5))
    gases = by_hand(KILOGRAMS, [500] * 4, 0.04)
    assert external(done).answered["nox"].tolist() == [pytest.approx(99 * annuity)]
    assert figure(done, "a", "external_cost") == pytest.approx(gases + 99 * annuity)
    assert external(done).by_year[0, 1] == pytest.approx((150 * 0.5 + 99) / 1.04)
    # One answer is one input, whatever reads it.
    assert (done.inputs["table"] == "question_answers").sum() == 1


@pytest.mark.parametrize("bid", [lamp("a", gwp=np.nan), lamp("a", kwh=np.nan)])
def test_kilograms_that_are_not_known_cost_what_is_not_known(bid: object) -> None:
    done = of_lot(lamps(reported_measures=MONEY), bid)  # type: ignore[arg-type]
    assert np.isnan(figure(done, "a", "external_cost"))
    assert np.isnan(figure(done, "a", "cost_with_external"))


def test_an_answer_that_is_missing_is_never_nought() -> None:
    prices = [price(500), price(33_000, pollutant="nox", question="nox_kg")]
    asked = lamps(prices, tables={"questions": (ASKED,)}, reported_measures=MONEY)
    assert np.isnan(figure(of_lot(asked, lamp("a")), "a", "external_cost"))


def test_credits_beyond_the_system_have_no_price() -> None:
    """A desk of 10 kg wood: 2 kg CO2e a kg and a credit of 5: 20 kg cost 20 kr., whatever the credit."""
    factors = tuple(
        Factor(key=key, title_da=key, title_en=key, declared_unit="kg", gwp_kg_co2e=value)
        for key, value in {"uptake": 2.0, "fire": 0.0, "nothing": 0.0, "heat": -5.0}.items()
    )
    wood = PURE_WOOD.model_copy(update={"credit_energy": "heat", "biogenic_kg_co2_per_kg": None})
    model: dict[str, Any] = {"discount_rate": 0.0, "external_price_set": "set_a"}
    rows = tender((wood,), factors, {"energy_recovery": 1.0}, **model)
    tables = {name: getattr(rows, name) for name in type(rows).model_fields}
    done = of_lot(type(rows)(**{**tables, "external_prices": (price(1000),)}), desk("wood", 10.0))
    assert figure(done, "a", "gwp_d") == pytest.approx(-50)
    assert external(done).by_bid.tolist() == [pytest.approx(20.0)]


def test_a_price_of_emissions_asks_for_what_emissions_are_counted_from() -> None:
    asked = lamps(reported_measures=("external_cost",))
    assert "declarations.gwp_a1_a3" in readers_of(asked, LOT)
    assert "declarations.gwp_a1_a3" not in readers_of(
        lamps([price(1, pollutant="nox", question="nox_kg")], reported_measures=("external_cost",)), LOT
    )
    # The price and what use takes need no life, service or waste of what is bought by the piece.
    reads = measure_of("price_and_use_cost").reads(asked, LOT, asked.items[0])
    assert {name.split(".")[1] for name in reads} == {
        "offered", "product", "unit_price", "electricity_kwh_per_year",
    }  # fmt: skip


@settings(max_examples=12, deadline=None)
@given(st.lists(st.floats(0, 5000), min_size=3, max_size=3), st.integers(0, 2), st.floats(0, 1000))
def test_a_higher_price_never_lowers_the_cost_with_external_cost(
    prices: list[float], raised: int, by: float
) -> None:
    """Emissions here are never below nought, so no price of a tonne is a gain."""

    def cost(of: Sequence[float]) -> float:
        rows = [price(value, 2027 + 2 * n) for n, value in enumerate(of)]
        return figure(of_lot(lamps(rows, reported_measures=MONEY), lamp("a")), "a", "cost_with_external")

    higher = [value + by if n == raised else value for n, value in enumerate(prices)]
    assert cost(higher) >= cost(prices) - 1e-9


@settings(max_examples=12, deadline=None)
@given(
    st.lists(st.floats(0, 100), min_size=1, max_size=3), st.integers(1, 6), st.integers(1, 6), st.floats(0, 0.1)
)  # fmt: skip
def test_every_schedule_is_as_a_plain_loop_over_years_has_it(
    pieces: list[float], use_years: int, further: int, rate: float
) -> None:
    years = len(pieces) + further
    asked = lamps(
        RISING, [{"quantity": tuple(pieces)}], study_years=years, use_years=use_years, discount_rate=rate,
        contract_years=len(pieces), reported_measures=MONEY,
    )  # fmt: skip
    total = 0.0
    for t in range(1, years + 1):
        in_use = sum(q for n, q in enumerate(pieces) if n < t <= min(n + use_years, years))
        factor = np.interp(2026 + t, [2027, 2030], [0.1, 0.04])
        kilograms = in_use * (20 / 4 + 100 * factor)
        total += kilograms * np.interp(2026 + t, [2027, 2030], [1000, 1300]) / 1000 / (1 + rate) ** t
    done = of_lot(asked, lamp("a"))
    assert figure(done, "a", "external_cost") == pytest.approx(total, abs=1e-9)
    assert external(done).by_year.sum() == pytest.approx(total, abs=1e-9)


def test_a_bid_without_rows_has_no_external_cost() -> None:
    asked = lamps(reported_measures=MONEY, items=[{"reference": False}])
    row = {"key": "lamp", "offered": "yes", "product": "x", "unit_price": 1.0}
    assert figure(of_lot(asked, bid_of("a", prices=[row])), "a", "external_cost") == 0.0
