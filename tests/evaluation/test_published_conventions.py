"""Published cases of each convention of time and money: factors, growth, end values, unequal lives."""

from collections.abc import Sequence

import pytest

from documents.presets import preset
from evaluation import evaluate
from evaluation.bid import Bid
from evaluation.conventions import discount_factors, real_rate
from evaluation.evaluation_model import DiscountStep, GrowthClass, PriceIndex, ResourcePrice
from evaluation.result import LotEvaluation
from evaluation.tender import Item, Service, Tender
from tests.builders import LOT, bid_of, figure, tender_of


def part(key: str, life: float, **fields: object) -> Item:
    """Return one piece of a life."""
    base = {
        "key": key,
        "lot": LOT,
        "title_da": key,
        "quantity": (1.0,),
        "reference_life": life,
        "reference": True,
    }
    return Item.model_validate({**base, **fields})


def offer(
    prices: dict[str, float], services: dict[str, float] | None = None, **data: dict[str, float]
) -> Bid:
    """Return a bid with a price of each item and service, and figures of items by their key."""
    return bid_of(
        "a",
        prices=[{"key": key, "offered": "yes", "product": "x", "unit_price": price} for key, price in prices.items()],
        product_data=[{"key": key, **data.get(key, {})} for key in prices],
        service_prices=[{"key": key, "price": price} for key, price in (services or {}).items()],
    )  # fmt: skip


def done(tender: Tender, bid: Bid) -> LotEvaluation:
    """Return the evaluation of the lot."""
    return evaluate(tender, [bid]).lots[LOT]


def annual(items: Sequence[Item], bid: Bid, **model: object) -> float:
    """Return the equivalent annual cost of a bid."""
    fields = {"reported_measures": ("equivalent_annual_cost",), **model}
    growth = fields.pop("growth_classes", ())
    return figure(
        done(tender_of(items, model=fields, growth_classes=growth), bid), "a", "equivalent_annual_cost"
    )


def test_swedish_table_of_present_value_sums() -> None:
    """84 factors, the column of no interest among them (Flik 10-15 EKL, yumpu.com 59994630; two decimals)."""
    years = (2, 3, 4, 5, 10, 15, 20)
    table = {
        0.00: (2.0, 3.0, 4.0, 5.0, 10.0, 15.0, 20.0),
        0.01: (1.97, 2.94, 3.90, 4.85, 9.47, 13.87, 18.05),
        0.02: (1.94, 2.88, 3.81, 4.71, 8.98, 12.85, 16.35),
        0.03: (1.91, 2.83, 3.72, 4.58, 8.53, 11.94, 14.88),
        0.04: (1.89, 2.78, 3.63, 4.45, 8.11, 11.12, 13.59),
        0.05: (1.86, 2.72, 3.55, 4.33, 7.72, 10.38, 12.46),
        0.06: (1.83, 2.67, 3.47, 4.21, 7.36, 9.71, 11.47),
        0.07: (1.81, 2.62, 3.39, 4.10, 7.02, 9.11, 10.59),
        0.08: (1.78, 2.58, 3.31, 3.99, 6.71, 8.56, 9.82),
        0.09: (1.76, 2.53, 3.24, 3.89, 6.42, 8.06, 9.13),
        0.10: (1.74, 2.49, 3.17, 3.79, 6.14, 7.61, 8.51),
        0.15: (1.63, 2.28, 2.85, 3.35, 5.02, 5.85, 6.26),
    }
    for rate, sums in table.items():
        for year, expected in zip(years, sums, strict=True):
            tender = tender_of([], model={"study_years": year, "discount_rate": rate})
            assert discount_factors(tender, tender.models[0])[1:].sum() == pytest.approx(expected, abs=0.0051)


def test_danish_stepped_discount_factors_after_the_ministry_of_finance() -> None:
    """3.5 % to year 35, 2.5 % to year 70, then 1.5 %: 1.035^-35, times 1.025^-35, times 1.015^-1.

    Finansministeriet, note of 7 January 2021 and guidance of June 2023; the product of the years' rates is the
    reading of the note in which no later year weighs more than an earlier one.
    """
    steps = tuple(DiscountStep.model_validate(row) for row in preset("standard_1")["discount_steps"])
    model = {"study_years": 71, "discount_rate": None, "discount_steps": "danish_public"}
    tender = tender_of([], model=model, discount_steps=steps)
    factors = discount_factors(tender, tender.models[0])
    by_year = {1: 0.9661835748792271, 10: 0.7089188137097722, 35: 0.29997686165814214, 36: 0.29266035283721187,
               50: 0.20712369082360066, 70: 0.12640157008731978, 71: 0.1245335665884924}  # fmt: skip
    for year, expected in by_year.items():
        assert factors[year] == pytest.approx(expected, abs=1e-9)
    assert factors[71] == pytest.approx(1.035**-35 * 1.025**-35 / 1.015, rel=1e-12)


def test_homer_real_discount_rate() -> None:
    """8 % nominal and 3.5 % inflation are 4.35 % real, and not the 4.5 % of their difference (homerenergy.com)."""
    assert real_rate(0.08, 0.035) == pytest.approx(0.0435, abs=5e-5)


def test_brigham_a_chain_of_two_projects() -> None:
    """Flows of -20,000, 7,000, 13,000 and 12,000 at 11.5 %, repeated in year 3: 9,281 over six years (to 0.6).

    Brigham and Ehrhardt, Financial Management, chapter 7, as printed on issuhub.com 5621; once it is 5,391.
    """
    tender = tender_of([], model={"study_years": 6, "discount_rate": 0.115})
    flows = [-20_000, 7_000, 13_000, 12_000 - 20_000, 7_000, 13_000, 12_000]
    assert discount_factors(tender, tender.models[0]) @ flows == pytest.approx(9_281, abs=0.6)


def test_energyplus_a_price_path_is_an_index_and_is_not_compounded() -> None:
    """100, 110, 120, 130, 140 at 1.03, 1.05, 1.07, 1.11, 1.15: 103, 115.5, 128.4, 144.3, 161 (to 0.001).

    EnergyPlus, unit test of EconomicLifeCycleCost. What is used rises by a path of its own.
    """
    prices, used = (1.03, 1.05, 1.07, 1.11, 1.15), (1.0, 1.1, 1.2, 1.3, 1.4)
    tender = tender_of(
        [part("m", 5)],
        model={"study_years": 5, "discount_rate": 0.0},
        resource_prices=(
            ResourcePrice(key="electricity", price=1.0, unit="kWh", growth_class="p", quantity_growth="q"),
        ),
        growth_classes=(GrowthClass(key="p"), GrowthClass(key="q", basis="quantity")),
        price_indices=tuple(
            PriceIndex(growth_class=key, year=2027 + n, index=index)
            for key, path in (("p", prices), ("q", used))
            for n, index in enumerate(path)
        ),
    )
    by_year = done(tender, offer({"m": 0.0}, m={"electricity_kwh_per_year": 100.0})).cost_by_year[0]
    assert by_year.tolist() == pytest.approx([0.0, 103.0, 115.5, 128.4, 144.3, 161.0], abs=0.001)


def test_nist_handbook_135_table_5_2_conventional_hvac() -> None:
    """103,000 + 8,412 - 1,939 + 302,600 + 104,160 = 516,233 (NIST Handbook 135, 1995, table 5-2).

    Asserted by the tests of OpenStudio. 12,000 in year 12, 3,500 left after 20 years, 20,000 of electricity and
    7,000 of maintenance a year at 3 %; the table's factors have two or three decimals, so to 20.
    """
    tender = tender_of(
        [part("hvac", 20)],
        model={
            "study_years": 20, "discount_rate": 0.03, "yearly_service": True, "residual_value": "percentage",
            "residual_share": 3_500 / 103_000,
        },
        services=(Service(key="fan", lot=LOT, title_da="Fan", quantity=1, first_year=12, category="replacement"),),
        resource_prices=(ResourcePrice(key="electricity", price=1.0, unit="kWh", growth_class="e"),),
        growth_classes=(GrowthClass(key="e"),),
        # UPV* 15.13 of table Ba-1 against UPV 14.88: energy is dearer by their ratio all through.
        price_indices=tuple(PriceIndex(growth_class="e", year=2027 + n, index=15.13 / 14.877475) for n in range(20)),
    )  # fmt: skip
    use = {"electricity_kwh_per_year": 20_000.0, "service_price_per_year": 7_000.0}
    found = done(tender, offer({"hvac": 103_000.0}, {"fan": 12_000.0}, hvac=use))
    of = found.streams.groupby("category", observed=True)["present_value"].sum()
    parts = {
        "purchase": 103_000,
        "replacement": 8_412,
        "residual_value": -1_939,
        "energy": 302_600,
        "service": 104_160,
    }
    assert {str(name): value for name, value in of.items()} == pytest.approx(parts, abs=20)
    assert figure(found, "a", "life_cycle_cost") == pytest.approx(516_233, abs=20)


def test_nist_e3_residual_of_a_purchase_in_year_one() -> None:
    """200 in year 1, life 30, seen over 10 years at 3 %: 194.1748 and a residual of 133.33, -99.2125 today.

    NIST E3, test_bcn.py: a purchase in year 1 counts as used through all ten, so that 20 of 30 years are left.
    """
    tender = tender_of(
        [part("m", 30, quantity=(0.0, 1.0))],
        model={"discount_rate": 0.03, "contract_years": 2, "residual_value": "nist"},
    )
    streams = done(tender, offer({"m": 200.0})).streams
    assert streams["amount"].tolist() == pytest.approx([200.0, -133.3333333], abs=1e-4)
    assert streams["present_value"].tolist() == pytest.approx([194.1747573, -99.21252199], abs=1e-4)


@pytest.mark.parametrize(
    ("life", "growth", "expected", "tolerance"),
    [(15, 1.014999999999999902, 836.640588139219, 1e-9), (8, 1.030000000000000027, 1657.4431, 1e-3)],
)
def test_sophena_capital_annuity(life: float, growth: float, expected: float, tolerance: float) -> None:
    """10,000 over 20 years at 2 %, bought again at its own price, a straight-line value at the end (VDI 2067).

    GreenDelta Sophena, CapitalCostsTest.
    """
    found = annual(
        [part("m", life, price_growth="capital")],
        offer({"m": 10_000.0}),
        study_years=20, discount_rate=0.02, residual_value="straight_line",
        growth_classes=(GrowthClass(key="capital", rate=growth - 1),),
    )  # fmt: skip
    assert found == pytest.approx(expected, abs=tolerance)


# Investment, life, maintenance and inspection a year as shares of it, and hours of operation a year.
HEATING = {
    "boiler": (6045, 20, 0.01, 0.025, 10), "burner": (2000, 12, 0.12, 0, 0), "remote": (75, 12, 0.025, 0, 0),
    "heating": (2800, 50, 0.02, 0, 0), "piping": (4426, 40, 0.01, 0, 0), "tank1": (40, 15, 0.02, 0, 0),
    "pump": (286, 10, 0.03, 0, 0), "control": (50, 20, 0.025, 0, 0), "wall": (616, 40, 0, 0, 0),
    "radiators": (7551, 30, 0.01, 0, 0), "tank2": (950, 25, 0.015, 0, 0), "smokestack": (2500, 50, 0.03, 0, 0),
    "smoke_con": (100, 50, 0.03, 0, 0), "assembly": (633, 20, 0, 0, 0), "pump_inst": (250, 10, 0.03, 0, 0),
    "pipe_circ": (1920, 30, 0.02, 0, 0), "insulation": (684, 20, 0.01, 0, 0),
}  # fmt: skip


def test_vdi_2067_annex_b_heating_system() -> None:
    """5,632.54 a year (to 1e-6): 18 parts with lives of 10 to 50 years over 30, each group with its own growth.

    VDI 2067-1:2012, annex B, as computed by jnettels/annuity (test_examples.py); the standard prints 5,633.44,
    0.02 % more, from rounding by hand. q 1.07, r 1.03 for capital, maintenance and energy, 1.02 for operation;
    the first year is not grown; planning for 500 is paid once.
    """
    tender = tender_of(
        [part(key, life, price_growth="three", service_growth="three") for key, (_, life, *_) in HEATING.items()],
        model={
            "study_years": 30, "discount_rate": 0.07, "growth_base": "year_one_today", "yearly_service": True,
            "residual_value": "straight_line", "reported_measures": ("equivalent_annual_cost",),
        },
        services=(
            Service(key="planning", lot=LOT, title_da="Planning", quantity=1, category="installation"),
            Service(key="operation", lot=LOT, title_da="Operation", quantity=10, first_year=1, times=30,
                    category="service", growth_class="two"),
        ),
        resource_prices=(
            ResourcePrice(key="heat", price=0.06, unit="kWh", growth_class="three"),
            ResourcePrice(key="electricity", price=0.2, unit="kWh", growth_class="three"),
        ),
        growth_classes=(GrowthClass(key="two", rate=0.02), GrowthClass(key="three", rate=0.03)),
    )  # fmt: skip
    data: dict[str, dict[str, float]] = {
        key: {
            "service_price_per_year": price * (maintenance + inspection),
            "heat_kwh_per_year": 14_012.0 if key == "boiler" else 0.0,
            "electricity_kwh_per_year": 417.0 if key == "boiler" else 0.0,
        }
        for key, (price, _, maintenance, inspection, _) in HEATING.items()
    }
    prices = {key: float(row[0]) for key, row in HEATING.items()}
    bid = offer(prices, {"planning": 500.0, "operation": 30.0}, **data)
    found = figure(done(tender, bid), "a", "equivalent_annual_cost")
    assert found == pytest.approx(5632.5449037986, abs=1e-6)


@pytest.mark.parametrize(
    ("price", "life", "yearly", "expected"),
    [(50_000, 3, 13_000, 31_360), (150_000, 8, 7_500, 30_708)],
)
def test_liquisearch_equivalent_annual_cost_over_own_lives_whatever_the_study_period(
    price: float, life: int, yearly: float, expected: float
) -> None:
    """5 %: 31,360 and 30,708 a year (liquisearch.com, to 1), also where ten years fit neither life."""
    bid = offer({"m": price}, m={"service_price_per_year": yearly})
    for years in (10, 24):
        found = annual(
            [part("m", life)], bid,
            study_years=years, discount_rate=0.05, horizon="equivalent_annual", yearly_service=True,
        )  # fmt: skip
        assert found == pytest.approx(expected, abs=1)


@pytest.mark.parametrize(
    ("price", "life", "yearly", "own_life", "straight"),
    [
        (6_000, 4, 500, 2133.5068369698874, 2149.2566369609854),
        (9_000, 6, 450, 2139.013877987862, 2139.013877987862),
    ],
)
def test_unequal_lives_by_three_methods(
    price: float, life: int, yearly: float, own_life: float, straight: float
) -> None:
    """3.5 %: over own life, over 12 years with replacements, and over 6 with a straight-line value at the end.

    The first two agree exactly; the third is dearer for four years' life, and ranks the two the other way.
    """
    bid = offer({"m": price}, m={"service_price_per_year": yearly})
    common = {"discount_rate": 0.035, "yearly_service": True}
    item = [part("m", life)]
    annuity = annual(item, bid, study_years=6, horizon="equivalent_annual", **common)
    chain = annual(item, bid, study_years=12, **common)
    at_six = annual(item, bid, study_years=6, residual_value="straight_line", **common)
    assert (annuity, chain, at_six) == pytest.approx((own_life, own_life, straight), abs=1e-9)


def test_where_the_two_horizons_rank_differently_both_are_shown_and_the_models_is_named() -> None:
    """Six years at 3.5 %: 6,000 for four years is cheapest by own life, 9,000 for six by what is bought in six.

    2,133.51 against 2,139.01 a year; bought twice in six years, 6,000 (1 + 1.035^-4) / 5.328553 + 500 = 2,607.26.
    """
    short = Item(key="m", lot=LOT, title_da="M", quantity=(1.0,), reference_life=4, reference=True)
    tender = tender_of([short], model={"study_years": 6, "yearly_service": True, "life_basis": "guaranteed"})
    bids = [
        bid_of(
            name,
            prices=[{"key": "m", "offered": "yes", "product": "x", "unit_price": price}],
            product_data=[
                {"key": "m", "guarantee": life, "claimed_life": life, "service_price_per_year": yearly}
            ],
        )
        for name, price, life, yearly in (("four", 6_000.0, 4.0, 500.0), ("six", 9_000.0, 6.0, 450.0))
    ]
    lot = evaluate(tender, bids).lots[LOT]
    assert lot.horizons is not None
    assert lot.horizons.counted == "study_period"
    assert lot.horizons.orders == {
        "study_period": (("six",), ("four",)),
        "equivalent_annual": (("four",), ("six",)),
    }
    assert lot.horizons.yearly["study_period"].tolist() == pytest.approx([2607.26, 2139.01], abs=0.01)
    assert lot.horizons.yearly["equivalent_annual"].tolist() == pytest.approx([2133.51, 2139.01], abs=0.01)
    warning = next(w for w in lot.warnings if w.code == "horizons_differ_study_period")
    assert warning.values == {"study_period": ["six", "four"], "equivalent_annual": ["four", "six"]}
