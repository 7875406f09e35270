"""What the dearer of two purchases buys: published cases, the edges of NIST E3, and laws that must hold."""

import math
from collections.abc import Mapping

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluation import Evaluation, LotEvaluation, evaluate
from evaluation.codes import CODES
from evaluation.evaluation_model import DiscountStep, GrowthClass
from evaluation.investment import (
    INVESTMENT,
    MOST_IN_PAIRS,
    adjusted_internal_rate_of_return,
    compare_investment,
    compared_pairs,
    flat_rate,
    has_cost,
    net_saving,
    payback,
    savings_to_investment_ratio,
)
from evaluation.tender import Item, Service
from tests.builders import LOT, bid_of, tender_of

CHEAP, DEAR = "cheap", "dear"
BOTH_WAYS = pytest.mark.parametrize("order", [(CHEAP, DEAR), (DEAR, CHEAP)], ids=["base first", "base last"])
amounts = st.integers(-1_000, 1_000)


def machines(
    bought: Mapping[str, tuple[float, float | None]],
    growth: float | None = None,
    steps: tuple[DiscountStep, ...] = (),
    **model: object,
) -> Evaluation:
    """Return bids on one machine of ten years' life: a price and a yearly price of service each.

    Parameters
    ----------
    growth : yearly growth of the price of service.
    steps : the discount rate year by year, where ``model`` names a schedule of them.
    """
    item = Item(
        key="m", lot=LOT, title_da="Maskine", quantity=(1.0,), reference_life=10, reference=True,
        service_growth=None if growth is None else "wages",
    )  # fmt: skip
    classes = () if growth is None else (GrowthClass(key="wages", rate=growth),)
    tender = tender_of(
        [item],
        model={"yearly_service": True, **model},
        growth_classes=classes,
        discount_steps=steps,
    )
    bids = [
        bid_of(
            name,
            prices=[{"key": "m", "offered": "yes", "product": "x", "unit_price": price}],
            product_data=[{"key": "m", "service_price_per_year": yearly}],
        )
        for name, (price, yearly) in bought.items()
    ]
    return evaluate(tender, bids)


def premium_product(
    yearly: float = 150.0, growth: float | None = None, steps: tuple[DiscountStep, ...] = (), **model: object
) -> LotEvaluation:
    """Return two machines over ten years at 3.5 %: the dear one costs 1,200 more, and 350 less a year."""
    bought = {CHEAP: (1_000.0, 500.0), DEAR: (2_200.0, yearly)}
    return machines(bought, growth, steps, **model).lots[LOT]


def test_nist_e3_sir() -> None:
    """(550 - 300) / (200 - 100) = 2.5, as ``test_sir`` of NIST E3 asserts (usnistgov/E3)."""
    assert savings_to_investment_ratio(550 - 300, 200 - 100) == 2.5


@pytest.mark.parametrize(
    ("base_other", "other", "invested", "base_invested", "expected"),
    [
        (431.304392192082, 133.831872126668, 94.9622352953234, 1148.99048312239, math.inf),
        (1148.99048, 1148.99048, 139.60787, 0.0, 0.0),
        (431.304392192082, 1148.99048312239, 94.9622352953234, 1148.99048312239, math.nan),
    ],
    ids=["test_sir_infinity", "test_sir_0", "test_sir_not_calculable"],
)
def test_nist_e3_sir_where_nothing_more_is_invested_or_nothing_saved(
    base_other: float, other: float, invested: float, base_invested: float, expected: float
) -> None:
    """The tests of NIST E3 (usnistgov/E3, test_alternative_summary.py) that each case is named after."""
    ratio = savings_to_investment_ratio(base_other - other, invested - base_invested)
    assert ratio == pytest.approx(expected, nan_ok=True)


def test_nist_e3_check_fraction() -> None:
    """2/2 = 1, 1/-2 is infinite and -1/-2 no number: ``test_check_fraction_*`` of NIST E3."""
    assert savings_to_investment_ratio(2, 2) == 1
    assert savings_to_investment_ratio(1, -2) == math.inf
    assert math.isnan(savings_to_investment_ratio(-1, -2))
    assert math.isnan(savings_to_investment_ratio(0, 0))


def test_nist_e3_airr() -> None:
    """At 5 % over ten years: 0.150756137704478 for a ratio of 2.5, and the rate itself for 1 (to 1e-13)."""
    assert adjusted_internal_rate_of_return(2.5, 0.05, 10) == pytest.approx(0.150756137704478, abs=1e-13)
    assert adjusted_internal_rate_of_return(1.0, 0.05, 10) == pytest.approx(0.05, abs=1e-15)


@pytest.mark.parametrize("ratio", [0.0, -1.0, math.inf, math.nan])
def test_nist_e3_airr_not_calculable(ratio: float) -> None:
    assert math.isnan(adjusted_internal_rate_of_return(ratio, 0.05, 10))


def test_nist_e3_net_savings() -> None:
    """1,243.95271841771 - 1,580.29487531447 = -336.3421569 (to 1e-7)."""
    assert net_saving(1243.95271841771, 1580.29487531447) == pytest.approx(-336.3421569, abs=1e-7)
    assert (net_saving(1.0, 0.0), net_saving(1.0, 1.0)) == (1.0, 0.0)


def test_nist_e3_payback_period() -> None:
    """1 + 1 + 1 - 3 = 0 against nothing: level at the end of the year with index 3, and not before."""
    back = payback(np.zeros(4), np.array([1.0, 1.0, 1.0, -3.0]))
    assert (back.first_year, back.years) == (3.0, 3.0)


def test_nist_e3_payback_period_default_is_none() -> None:
    """2 against 1 and nothing after: never, which is infinite."""
    assert payback(np.array([1.0]), np.array([2.0])).first_year == math.inf
    assert payback(np.array([1.0]), np.array([2.0])).years == math.inf


@BOTH_WAYS
def test_break_even_of_a_premium_product(order: tuple[str, str]) -> None:
    """1,200 more and 350 less a year, ten years at 3.5 %.

    Without discounting 1,200 / 350 = 3.428571. With it 350 (v + v^2 + v^3) = 980.57 and 350 v^4 = 305.00, so that
    3 + (1,200 - 980.57) / 305.00 = 3.719422, and year 4 is the first whole one. 350 x 8.316605 = 2,910.81 is saved,
    1,710.81 net: 2.425677 for each of the 1,200, and 1.035 x 2.425677^(1/10) - 1 = 13.09 % a year.
    """
    v = 1 / 1.035
    found = compare_investment(premium_product(), *order)
    assert (found.base, found.alternative) == (CHEAP, DEAR)
    assert found.extra_investment == pytest.approx(1_200.0)
    assert found.saving == pytest.approx(350 * 8.316605, abs=1e-3)
    assert found.net_saving == pytest.approx(1_710.81, abs=5e-3)
    assert found.savings_to_investment_ratio == pytest.approx(2.425677, abs=1e-6)
    assert found.adjusted_internal_rate_of_return == pytest.approx(1.035 * 2.425677**0.1 - 1, abs=1e-7)
    assert found.simple_payback.years == pytest.approx(1_200 / 350, abs=1e-9)
    by_hand = 3 + (1_200 - 350 * (v + v**2 + v**3)) / (350 * v**4)
    assert by_hand == pytest.approx(3.719421698571428, abs=1e-9)
    assert found.discounted_payback.years == pytest.approx(by_hand, abs=1e-9)
    assert (found.simple_payback.first_year, found.discounted_payback.first_year) == (4.0, 4.0)
    assert (found.crossing_years, found.payback) == ((4,), "paid_back")


@pytest.mark.parametrize("timing", CODES["timing"])
def test_payback_without_discounting_does_not_hang_on_when_in_the_year_is_paid(timing: str) -> None:
    found = compare_investment(premium_product(timing=timing), CHEAP, DEAR)
    assert found.simple_payback.years == pytest.approx(1_200 / 350, abs=1e-9)


def test_payback_without_discounting_counts_amounts_as_they_have_grown() -> None:
    """10 % a year: 385, 423.50 and 465.85 less, 808.50 after two years: 2 + 391.50 / 465.85 = 2.8404."""
    found = compare_investment(premium_product(growth=0.1), CHEAP, DEAR)
    assert found.simple_payback.years == pytest.approx(2 + (1_200 - 385 - 423.5) / 465.85, abs=1e-9)


def test_where_each_price_is_recovered_in_yearly_parts_nothing_more_is_paid_from_the_start() -> None:
    """1,200 over ten years at 3.5 % is 1,200 / 8.316605 = 144.29 a year, and 350 is saved: never behind.

    A machine that lives for the ten years costs the same in parts: the net saving and the ratio are as before.
    """
    found = compare_investment(premium_product(horizon="equivalent_annual"), CHEAP, DEAR)
    assert (found.simple_payback.years, found.discounted_payback.years) == (0.0, 0.0)
    assert found.net_saving == pytest.approx(1_710.81, abs=5e-3)
    assert found.savings_to_investment_ratio == pytest.approx(2.425677, abs=1e-6)


def test_a_saving_that_is_too_small_never_pays_back() -> None:
    """60 less a year for 1,200 more: 499.00 of it in present value, 701.00 lost, 0.41583 for each invested."""
    found = compare_investment(premium_product(440.0), CHEAP, DEAR)
    assert found.net_saving == pytest.approx(60 * 8.316605 - 1_200, abs=1e-3)
    assert found.savings_to_investment_ratio == pytest.approx(0.41583, abs=1e-5)
    assert (found.simple_payback.years, found.discounted_payback.first_year) == (math.inf, math.inf)
    assert (found.payback, found.crossing_years) == ("never", ())
    assert found.adjusted_internal_rate_of_return < 0.035


def test_payback_with_interest_may_never_come_where_it_comes_without() -> None:
    """130 less a year for 1,200 more: 1,300 after ten years, and 1,081.16 of it in present value."""
    found = compare_investment(premium_product(370.0), CHEAP, DEAR)
    assert found.simple_payback.years == pytest.approx(1_200 / 130)
    assert (found.discounted_payback.years, found.payback) == (math.inf, "never")


def test_what_costs_more_in_use_as_well_has_no_rate_of_return() -> None:
    found = compare_investment(premium_product(600.0), CHEAP, DEAR)
    assert found.savings_to_investment_ratio < 0
    assert math.isnan(found.adjusted_internal_rate_of_return)


@BOTH_WAYS
def test_of_two_that_invest_the_same_the_cheaper_in_use_saves_without_investing(
    order: tuple[str, str],
) -> None:
    found = compare_investment(machines({CHEAP: (1_000.0, 400.0), DEAR: (1_000.0, 500.0)}).lots[LOT], *order)
    assert (found.base, found.alternative, found.extra_investment) == (DEAR, CHEAP, 0.0)
    assert found.saving == pytest.approx(831.66, abs=5e-3)
    assert found.savings_to_investment_ratio == math.inf
    assert math.isnan(found.adjusted_internal_rate_of_return)
    assert math.isnan(found.simple_payback.years)
    assert found.payback == "no_extra_investment"


def test_two_that_cost_the_same_have_no_ratio() -> None:
    found = compare_investment(
        machines({CHEAP: (1_000.0, 400.0), DEAR: (1_000.0, 400.0)}).lots[LOT], CHEAP, DEAR
    )
    assert (found.extra_investment, found.saving, found.net_saving) == (0.0, 0.0, 0.0)
    assert math.isnan(found.savings_to_investment_ratio)


def test_what_is_bought_again_later_may_undo_a_payback_and_only_the_net_saving_tells() -> None:
    """Undiscounted: 500 more at first and 200 less a year are level after 2.5 years; 2,000 more follow in year 5.

    2,000 saved in ten years for 2,500 invested: 500 lost, though the first outlay was earned in year 3.
    """
    base, alternative = np.array([0.0, *[200.0] * 10]), np.zeros(11)
    alternative[[0, 5]] = 500.0, 2_000.0
    back = payback(base, alternative)
    assert (back.first_year, back.years) == (3.0, 2.5)
    assert net_saving(base.sum(), alternative.sum()) == -500.0


def test_each_category_is_investment_or_use_as_10_cfr_436_has_it() -> None:
    """Each category is a service of 100 in year 0 that only ``dear`` prices; the parts are told apart by name.

    10 CFR 436.21: investment and replacement less salvage below the line; energy, water, operation and maintenance
    above it.
    """
    in_use = {
        "energy",
        "water",
        "consumables",
        "service",
        "repair",
        "downtime",
        "disposal",
        "assortment",
        "other",
    }
    assert set(INVESTMENT) | in_use == set(CODES["cost_category"])
    assert not set(INVESTMENT) & in_use
    item = Item(key="m", lot=LOT, title_da="Maskine", quantity=(1.0,), reference_life=10)
    services = [
        Service(key=category, lot=LOT, title_da=category, quantity=1, category=category)
        for category in CODES["cost_category"]
    ]
    # What the bidder pays out of its fee is no cost of the buyer's.
    services.append(
        Service(key="own", lot=LOT, title_da="own", quantity=1, category="delivery", payer="bidder")
    )
    bids = [
        bid_of(
            name,
            prices=[{"key": "m", "offered": "yes", "product": "x", "unit_price": 1_000.0}],
            service_prices=[{"key": service.key, "price": price} for service in services],
        )
        for name, price in ((CHEAP, 0.0), (DEAR, 100.0))
    ]
    lot = evaluate(tender_of([item], services=services), bids).lots[LOT]
    found = compare_investment(lot, CHEAP, DEAR)
    assert found.extra_investment == pytest.approx(100 * 11)
    assert found.saving == pytest.approx(-100 * 9)


def test_what_is_left_at_the_end_is_taken_off_the_investment() -> None:
    """Half of each price is left after five of ten years, not discounted: 600 more is invested, 5 x 350 is saved."""
    lot = premium_product(study_years=5, discount_rate=0.0, residual_value="straight_line")
    found = compare_investment(lot, CHEAP, DEAR)
    assert found.extra_investment == pytest.approx(600.0)
    assert found.saving == pytest.approx(1_750.0)


def test_a_rate_that_steps_is_told_as_the_flat_one_that_comes_to_the_same() -> None:
    """4 % for five years and 2 % for five: (1.04^5 x 1.02^5)^(1/10) - 1 = 2.99515 %."""
    steps = tuple(
        DiscountStep(schedule="s", from_year=year, rate=rate) for year, rate in ((0, 0.04), (6, 0.02))
    )
    lot = premium_product(discount_rate=None, discount_steps="s", steps=steps)
    rate = flat_rate(lot.taken.tender, lot.taken.model)
    assert rate == pytest.approx(math.sqrt(1.04 * 1.02) - 1, abs=1e-12)
    found = compare_investment(lot, CHEAP, DEAR)
    ratio = 350 * ((1 - 1.04**-5) / 0.04 + 1.04**-5 * (1 - 1.02**-5) / 0.02) / 1_200
    assert found.savings_to_investment_ratio == pytest.approx(ratio, abs=1e-9)
    by_hand = (1 + rate) * ratio**0.1 - 1
    assert found.adjusted_internal_rate_of_return == pytest.approx(by_hand, abs=1e-9)


def test_a_cost_that_is_not_known_is_compared_with_nothing() -> None:
    lot = machines({CHEAP: (1_000.0, 500.0), DEAR: (2_200.0, None)}).lots[LOT]
    assert (has_cost(lot, CHEAP), has_cost(lot, DEAR), has_cost(lot, "nobody")) == (True, False, False)
    with pytest.raises(ValueError, match="dear"):
        compare_investment(lot, CHEAP, DEAR)
    assert compared_pairs(lot) == []


@pytest.mark.parametrize(("bids", "pairs"), [(1, 0), (2, 1), (MOST_IN_PAIRS, 66), (MOST_IN_PAIRS + 1, 12)])
def test_each_two_of_twelve_bids_are_compared_and_of_more_each_with_the_first(bids: int, pairs: int) -> None:
    """12 x 11 / 2 = 66. The lowest cost is first: the price rises with the number."""
    lot = machines({f"bid_{n:02}": (1_000.0 + n, 500.0) for n in range(bids)}).lots[LOT]
    found = compared_pairs(lot)
    assert len({frozenset((of.base, of.alternative)) for of in found}) == len(found) == pairs
    if bids > MOST_IN_PAIRS:
        assert {of.base for of in found} == {"bid_00"}


@given(base_other=amounts, other=amounts, base_invested=amounts, extra=st.integers(1, 1_000))
def test_a_ratio_above_one_is_a_net_saving_and_a_return_above_the_discount_rate(
    base_other: int, other: int, base_invested: int, extra: int
) -> None:
    ratio = savings_to_investment_ratio(base_other - other, extra)
    net = net_saving(base_other + base_invested, other + base_invested + extra)
    assert (ratio > 1) == (net > 0)
    yearly = adjusted_internal_rate_of_return(ratio, 0.035, 10)
    assert (round(yearly - 0.035, 12) > 0) == (net > 0)


@given(st.lists(st.tuples(amounts, amounts), min_size=1, max_size=30), st.integers(1, 1_000))
def test_what_saves_altogether_is_paid_back_and_the_year_is_the_first_that_is_level(
    paid: list[tuple[int, int]], factor: int
) -> None:
    """And in any currency: a factor on all amounts changes no year."""
    base, alternative = np.array(paid, dtype=float).T
    back = payback(base, alternative)
    gap = np.cumsum(alternative - base)
    if gap[-1] <= 0:
        assert math.isfinite(back.first_year)
    if math.isfinite(back.first_year):
        year = int(back.first_year)
        assert gap[year] <= 0
        assert (gap[:year] > 0).all()
        assert year - 1 < back.years <= year or year == back.years == 0
    else:
        assert (gap > 0).all()
    scaled = payback(base * factor, alternative * factor)
    assert scaled.first_year == back.first_year
    assert scaled.years == pytest.approx(back.years)
