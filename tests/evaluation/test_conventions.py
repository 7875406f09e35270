"""Every convention of time and money with every other, against plain loops; and the laws that hold for all."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evaluation import evaluate
from evaluation.bid import Bid
from evaluation.conventions import discount_factors
from evaluation.cost import cost_by_year, streams
from evaluation.decisions import Decisions
from evaluation.evaluation_model import DiscountStep, GrowthClass, ResourcePrice
from evaluation.lifespan import lives
from evaluation.lot_values import LotValues
from evaluation.tender import Item, Tender
from tests.builders import LOT, bid_of, figure, tender_of
from tests.convention_cases import (
    CHOICES,
    ByHand,
    Conventions,
    bids_on,
    every_combination,
    lot_of,
    tender_with,
)

FIRST = [choices[0] for choices in CHOICES.values()]


@pytest.mark.parametrize("basis", ["real", "nominal"])
def test_all_combinations_of_conventions_cost_year_by_year_what_plain_loops_give(basis: str) -> None:
    chosen = [each for each in every_combination() if each.price_basis == basis]
    assert len(chosen) == 240
    tender, bids = tender_with(chosen), bids_on(chosen)
    for number, conventions in enumerate(chosen, start=1):
        values = LotValues(tender, lot_of(number), bids)
        found = streams(values, lives(values, Decisions()), None, {})
        by_hand = ByHand(conventions)
        for bid, by_year in zip(bids, cost_by_year(found, values), strict=True):
            expected = by_hand.cost(bid.id)
            np.testing.assert_allclose(by_year, expected, rtol=1e-9, atol=1e-6, err_msg=str(conventions))


def test_the_model_counts_its_own_horizon_and_the_other_is_what_a_model_with_it_would_count() -> None:
    """The cost by the other horizon is that of the lot which counts by it and is the same in all else."""
    both = [replace(Conventions(*FIRST), horizon=horizon) for horizon in CHOICES["horizon"]]
    done = evaluate(tender_with(both), bids_on(both))
    for number, conventions in enumerate(both, start=1):
        seen = done.lots[lot_of(number)].horizons
        assert seen is not None
        assert seen.counted == conventions.horizon
        for horizon, costs in seen.costs.items():
            expected = [
                sum(ByHand(replace(conventions, horizon=horizon)).cost(bid)) for bid in ("alfa", "beta")
            ]
            assert costs.tolist() == pytest.approx(expected, rel=1e-9)


def machine(life: float, **fields: object) -> Item:
    """Return an item of one piece of a life."""
    given_fields = {"key": "m", "lot": LOT, "title_da": "M", "quantity": (1.0,), "reference_life": life}
    return Item.model_validate({**given_fields, "reference": True, **fields})


def machine_bid(name: str, price: float, **data: float) -> Bid:
    """Return a bid on the item."""
    return bid_of(
        name,
        prices=[{"key": "m", "offered": "yes", "product": "x", "unit_price": price}],
        product_data=[{"key": "m", **data}],
    )


def costs(tender: Tender, *bids: Bid) -> list[float]:
    """Return the life-cycle cost of each bid, all of them in one evaluation."""
    done = evaluate(tender, bids).lots[LOT]
    return [figure(done, bid.id, "life_cycle_cost") for bid in bids]


def cost(tender: Tender, price: float, **data: float) -> float:
    """Return the life-cycle cost of a bid on the item that stands alone."""
    return costs(tender, machine_bid("a", price, **data))[0]


rates = st.floats(0.0, 0.12).map(lambda rate: round(rate, 4))
whole_lives = st.integers(1, 8)
money = st.floats(1.0, 1e6).map(lambda amount: round(amount, 2))


@settings(max_examples=20)
@given(st.sampled_from(list(every_combination())), money, money)
def test_a_lower_price_never_raises_the_cost(conventions: Conventions, one: float, other: float) -> None:
    """With every convention, for a price of which at most what it costs can come back."""
    tender = tender_of(
        [machine(3.5)],
        model={
            "timing": conventions.timing,
            "horizon": conventions.horizon,
            "growth_base": conventions.growth_base,
            "residual_value": conventions.residual_value,
            "residual_share": 0.4,
        },
    )
    low, high = costs(tender, *(machine_bid(f"b{n}", price) for n, price in enumerate(sorted((one, other)))))
    assert low <= high * (1 + 1e-12)


@settings(max_examples=20)
@given(rates, whole_lives, whole_lives, money, st.sampled_from(["end_of_year", "mid_year", "continuous"]))
def test_over_a_whole_number_of_lives_repetition_equals_the_equivalent_annual_cost_at_the_end_of_years(
    rate: float, life: int, times: int, price: float, timing: str
) -> None:
    """So many lives of N years: ``price (1 + v^N + ... + v^((n-1)N)) = price A(nN) / A(N)``.

    Exactly where the factors of a life that begins in year s are those of one that begins today times DF_s:
    end-of-year and continuous factors at one rate. In the middle of the year, where purchases but for the
    first are worth half a year more than its end, the repetition is dearer by that half year.
    """
    model = {"study_years": life * times, "discount_rate": rate, "timing": timing}
    chain = cost(tender_of([machine(life)], model=model), price)
    annual = cost(tender_of([machine(life)], model={**model, "horizon": "equivalent_annual"}), price)
    if timing == "mid_year":
        later = price * sum((1 + rate) ** (-k * life) for k in range(1, times))
        assert chain == pytest.approx(annual + later * ((1 + rate) ** 0.5 - 1), rel=1e-9)
    else:
        assert chain == pytest.approx(annual, rel=1e-9)


@settings(max_examples=20)
@given(rates, rates, rates, whole_lives, money)
def test_real_with_real_equals_nominal_with_nominal(
    rate: float, growth: float, inflation: float, life: int, price: float
) -> None:
    """(1 + d)(1 + i) - 1 and (1 + e)(1 + i) - 1 in place of d and e, and everything else grown by i."""

    def of(model: dict[str, object], basis: str, grows: float) -> float:
        tender = tender_of(
            [machine(life)],
            model={"yearly_service": True, **model},
            resource_prices=(ResourcePrice(key="electricity", price=2.0, unit="kWh", growth_class="el"),),
            growth_classes=(GrowthClass(key="el", rate=grows, basis=basis),),
        )
        return cost(tender, price, electricity_kwh_per_year=100.0, service_price_per_year=30.0)

    def nominal(real: float) -> float:
        return (1 + real) * (1 + inflation) - 1

    in_real = of({"discount_rate": rate}, "real_price", growth)
    in_nominal = (
        of(
            {"discount_rate": min(nominal(rate), 0.3), "price_basis": "nominal", "inflation": inflation},
            "nominal_price",
            nominal(growth),
        )
        if nominal(rate) <= 0.2 and nominal(growth) <= 0.2
        else in_real
    )
    assert in_nominal == pytest.approx(in_real, rel=1e-9)


@settings(max_examples=15)
@given(rates, st.integers(1, 40), money)
def test_growth_equal_to_the_discount_rate_makes_time_vanish(rate: float, years: int, price: float) -> None:
    """T years of use cost T times a year's use at the price of today."""
    tender = tender_of(
        [machine(years)],
        model={"study_years": years, "discount_rate": rate},
        resource_prices=(ResourcePrice(key="electricity", price=price, unit="kWh", growth_class="el"),),
        growth_classes=(GrowthClass(key="el", rate=rate),),
    )
    assert cost(tender, 0.0, electricity_kwh_per_year=1.0) == pytest.approx(years * price, rel=1e-9)


@settings(max_examples=15)
@given(st.floats(0.01, 100.0), money, whole_lives)
def test_cost_scales_with_money_and_with_quantity(factor: float, price: float, life: int) -> None:
    of = {"residual_value": "straight_line", "yearly_service": True}
    plain, dearer = costs(
        tender_of([machine(life)], model=of),
        machine_bid("a", price, service_price_per_year=price / 7),
        machine_bid("b", price * factor, service_price_per_year=price * factor / 7),
    )
    more = cost(
        tender_of([machine(life, quantity=(factor,))], model=of), price, service_price_per_year=price / 7
    )
    assert dearer == pytest.approx(plain * factor, rel=1e-9)
    assert more == pytest.approx(plain * factor, rel=1e-9)


@settings(max_examples=15)
@given(rates, rates, st.integers(2, 60))
def test_factors_of_falling_steps_never_rise(early: float, late: float, at: int) -> None:
    steps = (
        DiscountStep(schedule="s", from_year=0, rate=early),
        DiscountStep(schedule="s", from_year=at, rate=late),
    )
    tender = tender_of(
        [machine(5)],
        model={"study_years": 80, "discount_rate": None, "discount_steps": "s"},
        discount_steps=steps,
    )
    assert (np.diff(discount_factors(tender, tender.models[0])) <= 0).all()
