"""Worked cases of handbooks, textbooks and other tools' own tests, through the whole engine."""

from collections.abc import Mapping

import pytest

from evaluation import evaluate
from evaluation.conventions import discount_factors
from evaluation.evaluation_model import GrowthClass, ResourcePrice
from evaluation.factors import Factor, GridYear, Material
from evaluation.result import LotEvaluation
from evaluation.tender import Item, Service
from tests.builders import LOT, bid_of, figure, tender_of


def machine(price: float, life: float, *, yearly: float | None = None, **model: object) -> LotEvaluation:
    """Return the evaluation of one machine at a price, with a yearly cost of service where one is given."""
    item = Item(key="m", lot=LOT, title_da="Maskine", quantity=(1.0,), reference_life=life, reference=True)
    fields: dict[str, object] = {
        "yearly_service": yearly is not None,
        "reported_measures": ("life_cycle_cost", "equivalent_annual_cost"),
    }
    bid = bid_of(
        "a",
        prices=[{"key": "m", "offered": "yes", "product": "x", "unit_price": price}],
        product_data=[{"key": "m", "service_price_per_year": yearly}],
    )
    return evaluate(tender_of([item], model={**fields, **model}), [bid]).lots[LOT]


def test_nistir_85_3273_table_a1_single_and_uniform_present_value() -> None:
    """3 %, seven years: SPV 0.813091 and UPV 6.23028, as printed (to 1e-5).

    NIST annual supplement to Handbook 135, table A-1, quoted by the tests of OpenStudio (economics).
    """
    tender = tender_of([], model={"study_years": 7, "discount_rate": 0.03})
    factors = discount_factors(tender, tender.models[0])
    assert factors[7] == pytest.approx(0.813091, abs=1e-5)
    assert factors[1:].sum() == pytest.approx(6.23028, abs=1e-5)


def test_mvs_an_end_value_is_discounted_once_and_not_twice() -> None:
    """253,000, life 15 of 20 years at 10 %: I + I/1.1^15 - (10/15) I/1.1^20 = 288,494.96.

    The multi-vector simulator's own test (rl-institut, C2 economic functions) asserts 307,564.34, because it
    discounts the end value twice. The sum above is the published formula of VDI 2067, computed here.
    """
    by_hand = 253_000 * (1 + 1.1**-15 - 10 / 15 * 1.1**-20)
    done = machine(253_000, 15, study_years=20, discount_rate=0.1, residual_value="straight_line")
    assert by_hand == pytest.approx(288_494.963, abs=0.01)
    assert figure(done, "a", "life_cycle_cost") == pytest.approx(by_hand, rel=1e-12)


def test_mvs_first_purchase_outlives_the_period() -> None:
    """253,000 with a life of 35 years, seen over 20 at 10 %: 236,882.78 (multi-vector simulator, C2, to 0.01)."""
    done = machine(253_000, 35, study_years=20, discount_rate=0.1, residual_value="straight_line")
    assert figure(done, "a", "life_cycle_cost") == pytest.approx(236_882.783, abs=0.01)


@pytest.mark.parametrize(
    ("price", "life", "yearly", "annual", "total"),
    [(50_000, 3, 13_000, 31_360, 85_402), (150_000, 8, 7_500, 30_708, 198_474)],
)
def test_liquisearch_equivalent_annual_cost_of_two_machines(
    price: float, life: int, yearly: float, annual: float, total: float
) -> None:
    """5 %: 50,000/2.723 + 13,000 = 31,360 a year, and 150,000/6.463 + 7,500 = 30,708: the dearer one is cheaper.

    Equivalent annual cost, a practical example, liquisearch.com (to 1 in what is printed).
    """
    done = machine(price, life, yearly=yearly, study_years=life, discount_rate=0.05)
    assert figure(done, "a", "equivalent_annual_cost") == pytest.approx(annual, abs=1)
    assert figure(done, "a", "life_cycle_cost") == pytest.approx(total, abs=1)


@pytest.mark.parametrize(("price", "life", "yearly"), [(6_000, 4, 500), (9_000, 6, 450)])
def test_a_chain_to_the_common_multiple_has_the_annual_cost_of_one_life(
    price: float, life: int, yearly: float
) -> None:
    """3.5 %, 12 years: three machines of four years, or two of six, cost a year what one does over its life."""
    one = machine(price, life, yearly=yearly, study_years=life, discount_rate=0.035)
    chain = machine(price, life, yearly=yearly, study_years=12, discount_rate=0.035)
    assert figure(chain, "a", "equivalent_annual_cost") == pytest.approx(
        figure(one, "a", "equivalent_annual_cost"), rel=1e-12
    )


def test_a_straight_line_end_value_is_not_an_annuity() -> None:
    """Four years' life seen over six at 3.5 %: (6,000 (1 + v^4 - 0.5 v^6)) / 5.328553 + 500 = 2,149.26, v = 1/1.035.

    Over its life it is 2,133.51: capital is not recovered along a straight line.
    """
    done = machine(6_000, 4, yearly=500, study_years=6, discount_rate=0.035, residual_value="straight_line")
    assert figure(done, "a", "equivalent_annual_cost") == pytest.approx(2_149.2566, abs=1e-4)


def test_slideplayer_maintenance_every_fifth_year() -> None:
    """10,000 and 800 in years 5, 10, ... 30 at 8 %: 544.47 + 370.55 + 252.19 + 171.64 + 116.81 + 79.50 more.

    Slides on engineering economy (slideplayer.com 5053977), 11,535.17 to 0.01.
    """
    item = Item(key="m", lot=LOT, title_da="Maskine", quantity=(1.0,), reference_life=30)
    service = Service(
        key="check", lot=LOT, title_da="Eftersyn", quantity=1, first_year=5, every_years=5, times=6
    )
    tender = tender_of([item], services=(service,), model={"study_years": 30, "discount_rate": 0.08})
    bid = bid_of(
        "a",
        prices=[{"key": "m", "offered": "yes", "product": "x", "unit_price": 10_000.0}],
        service_prices=[{"key": "check", "price": 800.0}],
    )
    assert figure(evaluate(tender, [bid]).lots[LOT], "a", "life_cycle_cost") == pytest.approx(
        11_535.17, abs=0.01
    )


def test_danish_electricity_year_by_year_after_table_8_of_the_building_regulations() -> None:
    """100 kWh a year from 2025 to 2032: 13.5 + 11.74 + 9.98 + 8.22 + 6.46 + 4.7 + 4.588 + 4.476 = 63.664 kg.

    Straight between 0.135 (2025), 0.047 (2030) and 0.0414 (2035) kg CO2e/kWh, BR18, annex 2, table 8. With the
    factor of 2025 all through it would be 108 kg.
    """
    item = Item(
        key="m", lot=LOT, title_da="Skærm", quantity=(1.0,), reference_life=8, reference=True,
        factor_basis="product_class", product_class="none",
    )  # fmt: skip
    tender = tender_of(
        [item],
        model={
            "first_year": 2025,
            "study_years": 8,
            "electricity_carrier": "el",
            "reported_measures": ("gwp_a_to_c",),
        },
        materials=(
            Material(key="none", title_da="Uden", title_en="None", kind="product_class", virgin="nought"),
        ),
        factors=(
            Factor(key="nought", title_da="Nul", title_en="Nought", declared_unit="piece", gwp_kg_co2e=0.0),
        ),
        grids=tuple(
            GridYear(carrier="el", year=year, gwp_kg_co2e=gwp)
            for year, gwp in ((2025, 0.135), (2030, 0.047), (2035, 0.0414))
        ),
    )
    bid = bid_of(
        "a",
        prices=[{"key": "m", "offered": "yes", "product": "x", "unit_price": 1.0}],
        product_data=[{"key": "m", "electricity_kwh_per_year": 100.0}],
    )
    assert figure(evaluate(tender, [bid]).lots[LOT], "a", "gwp_a_to_c") == pytest.approx(63.664, abs=1e-9)


def listed(key: str, first_year: int, times: int) -> Service:
    """Return a service of each of some years."""
    return Service(key=key, lot=LOT, title_da=key, quantity=1, first_year=first_year, times=times)


def generator(price: float, services: Mapping[str, tuple[int, int, float]], **model: object) -> float:
    """Return what a generator costs over 15 years at 5 %: services by first year, times and price."""
    item = Item(key="m", lot=LOT, title_da="Generator", quantity=(1.0,), reference_life=15)
    rows = tuple(listed(key, first, times) for key, (first, times, _) in services.items())
    tender = tender_of([item], services=rows, model={"study_years": 15, "discount_rate": 0.05, **model})
    bid = bid_of(
        "a",
        prices=[{"key": "m", "offered": "yes", "product": "x", "unit_price": price}],
        service_prices=[{"key": key, "price": paid} for key, (_, _, paid) in services.items()],
    )
    return figure(evaluate(tender, [bid]).lots[LOT], "a", "life_cycle_cost")


def test_an_overhauled_generator_and_a_new_one() -> None:
    """147,151 and 149,086 at 5 % over 15 years (to 1): PYM, LCC question 2, scribd.com/document/658811206.

    Overhauled for 60,000 and for 70,000 in year 10, serviced for 4,000 in years 1 to 10 and for 5,000 in years
    11 to 15; new for 120,000, serviced for 6,000 in years 6 to 15, and sold for 15,000, an eighth, in year 15.
    """
    overhauled = {"again": (10, 1, 70_000.0), "early": (1, 10, 4_000.0), "late": (11, 5, 5_000.0)}
    assert generator(60_000, overhauled) == pytest.approx(147_151, abs=1)
    sold: dict[str, object] = {"residual_value": "percentage", "residual_share": 0.125}
    assert generator(120_000, {"late": (6, 10, 6_000.0)}, **sold) == pytest.approx(149_086, abs=1)


def test_five_years_free_of_service_are_a_service_that_begins_in_the_sixth() -> None:
    """The new generator above: 6,000 a year, of which five years are in the price, 149,086 (to 1)."""
    item = Item(key="m", lot=LOT, title_da="Generator", quantity=(1.0,), reference_life=15, reference=True)
    model = {
        "study_years": 15, "discount_rate": 0.05, "yearly_service": True, "service_free_years": True,
        "residual_value": "percentage", "residual_share": 0.125,
    }  # fmt: skip
    bid = bid_of(
        "a",
        prices=[{"key": "m", "offered": "yes", "product": "x", "unit_price": 120_000.0}],
        product_data=[{"key": "m", "service_price_per_year": 6_000.0, "service_free_years": 5.0}],
    )
    done = evaluate(tender_of([item], model=model), [bid]).lots[LOT]
    assert figure(done, "a", "life_cycle_cost") == pytest.approx(149_086, abs=1)


def test_nist_e3_capital_of_year_one_with_growing_energy() -> None:
    """200 in year 1, life 30, and 1,000 kWh at 0.087 that grow by 5 % and 3 % a year: 1,243.9527 over ten years at 3 %.

    Two thirds of the price, 133.33, are left in year 10. NIST E3, compute/tests/test_bcn.py (to 0.001), where
    each year's total is printed as well.
    """
    capital = Item(key="m", lot=LOT, title_da="Anlæg", quantity=(0.0, 1.0), reference_life=30)
    taker = Item(key="e", lot=LOT, title_da="Drift", quantity=(1.0,), reference_life=30, reference=True)
    tender = tender_of(
        [capital, taker],
        model={"study_years": 10, "contract_years": 2, "discount_rate": 0.03, "residual_value": "nist"},
        resource_prices=(
            ResourcePrice(key="electricity", price=0.087, unit="kWh", growth_class="price", quantity_growth="use"),
        ),
        growth_classes=(
            GrowthClass(key="price", rate=0.03), GrowthClass(key="use", rate=0.05, basis="quantity"),
        ),
    )  # fmt: skip
    bid = bid_of(
        "a",
        prices=[
            {"key": "m", "offered": "yes", "product": "x", "unit_price": 200.0},
            {"key": "e", "offered": "yes_free_of_charge", "product": "x", "unit_price": 0.0},
        ],
        product_data=[{"key": "e", "electricity_kwh_per_year": 1000.0}],
    )
    done = evaluate(tender, [bid]).lots[LOT]
    left = done.streams.loc[(done.streams["category"] == "residual_value") & (done.streams["item"] == "m")]
    assert left["amount"].tolist() == pytest.approx([-133.3333], abs=1e-3)
    assert done.cost_by_year[0].tolist() == pytest.approx(
        [
            0, 285.5247573, 95.9175, 100.713375, 105.7490438, 111.0364959, 116.5883207, 122.4177368, 128.5386236,
            134.9655548, 42.50131057,
        ],
        abs=1e-3,
    )  # fmt: skip
    assert figure(done, "a", "life_cycle_cost") == pytest.approx(1_243.9527, abs=1e-3)
