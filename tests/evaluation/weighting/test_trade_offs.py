"""What weights imply, by arithmetic on the published rules alone."""

from collections.abc import Mapping
from decimal import Decimal

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluation.evaluation_model import Criterion, RoundingStep
from evaluation.external_prices import ExternalPrice
from evaluation.tender import Item, Lot, Tender
from evaluation.weighting import Expected, TradeOff, TradeOffs, WeightingError, prices_beside, trade_offs
from tests.builders import LOT, tender_of
from tests.samples import sample

THING = Item(key="thing", lot=LOT, title_da="Ting", quantity=(1.0,), reference_life=10)
Fields = Mapping[str, object]
LINEAR = {"measure": "life_cycle_cost", "rule": "linear_over_best", "slope": 50}


def criterion(key: str, weight: int, **fields: object) -> Criterion:
    return Criterion.model_validate(
        {"lot": LOT, "id": key, "title_da": key, "weight": Decimal(weight), **fields}
    )


def tender(*criteria: Criterion, value: float | None = 1_000_000.0, model: Fields | None = None) -> Tender:
    lots = (Lot(id=LOT, title="Lot", estimated_value=value),)
    return tender_of([THING], criteria, lots=lots, model={"scale": 10.0, **(model or {})})


def one(found: TradeOffs) -> TradeOff:
    (row,) = found.rows
    return row


def test_the_sample_of_office_furniture() -> None:
    """Lot 1: cost 45 %, slope 50 %, ten points, estimated at 9.5 million kroner.

    A point costs 0.5 x 9,500,000 / 10 / 0.45 = 1,055,556 kr. Emissions: 0.35 x 0.60 = 21 % on 107,500 kg, so that a
    kilogram gives 10 x 0.21 / 107,500 points, worth 20.6202 kr.: 20,620 kr. a tonne, 11.06 times the 1,865.095 kr.
    of Umweltbundesamt. Waste: 10 x 0.14 / (59,900 - 15,574) points a kilogram, 33.34 kr. Life: 10 x 0.1 / 4.94
    points a year, 213,675 kr. A judged point of eight: 10 / 8 x 0.1 points, 131,944 kr.
    """
    of = sample("office_furniture").tender
    found = trade_offs(of, LOT)
    assert (found.expected_cost, found.is_estimated_value) == (9_500_000.0, True)
    assert found.worth_of_a_point == pytest.approx(1_055_555.5556)
    assert found.cost.money == pytest.approx(1.0)
    worth = {row.criterion: row.money for row in found.rows}
    assert worth == pytest.approx(
        {
            "environment/emissions": 20.620155,
            "environment/waste": 33.338848,
            "lifespan": 213_675.2137,
            "user_test": 131_944.4444,
        },
        rel=1e-6,
    )
    (beside,) = prices_beside(1000 * worth["environment/emissions"], of.external_prices, 2027)
    assert (beside.price_set, beside.price) == ("uba_2023", 1865.095)
    assert beside.times == pytest.approx(11.0558, rel=1e-4)


def test_a_cost_on_a_fixed_interval_costs_the_same_wherever_the_lowest_is_expected() -> None:
    """60 % on 800,000 to 1,300,000 kr.: a point costs 500,000 / 10 / 0.6 = 83,333 kr. A year of 3: 10 / 3 x 0.4."""
    cost = criterion("cost", 60, measure="life_cycle_cost", rule="fixed_interval", full_at=8e5, zero_at=1.3e6)
    years = criterion("guarantee", 40, measure="guarantee", rule="fixed_interval", full_at=5, zero_at=2)
    for expected in (900_000.0, 1_200_000.0):
        found = trade_offs(tender(cost, years), LOT, Expected(cost=expected))
        assert found.worth_of_a_point == pytest.approx(83_333.3333)
        assert one(found).points == pytest.approx(10 / 3 * 0.4)
        assert one(found).money == pytest.approx(111_111.1111)
        assert found.is_estimated_value is False


def test_a_ratio_to_the_best_is_measured_by_its_first_hundredth() -> None:
    """10 x (1 - 1/1.01) x 0.5 points for 10,000 kr.: a point costs 10,000 / 0.0495050 = 202,000 kr.

    Waste of 400 kg, linear over the best with 100 %: 10 x 0.01 x 0.5 points for 4 kg, 0.0125 a kg, 2,525 kr.
    """
    cost = criterion("cost", 50, measure="life_cycle_cost", rule="best_ratio")
    waste = criterion("waste", 50, measure="residual_waste", rule="linear_over_best", slope=100)
    found = trade_offs(tender(cost, waste), LOT, Expected(best={"waste": 400.0}))
    assert found.worth_of_a_point == pytest.approx(202_000.0)
    assert one(found).points == pytest.approx(0.0125)
    assert one(found).money == pytest.approx(2_525.0)


def test_where_the_lowest_cost_wins_a_krone_is_a_krone_and_there_are_no_points() -> None:
    cost = criterion("cost", 50, measure="life_cycle_cost")
    harm = criterion("harm", 50, measure="external_cost")
    found = trade_offs(
        tender(cost, harm, model={"combination": "lowest_cost"}), LOT, Expected(best={"harm": 5_000.0})
    )
    assert np.isnan(found.worth_of_a_point)
    assert np.isnan(one(found).points)
    assert one(found).weight is None
    assert one(found).money == pytest.approx(1.0)


@pytest.mark.parametrize(
    ("waste", "best", "reason"),
    [
        ({"rule": "linear_over_best", "slope": 50}, {}, "expected_missing"),
        ({"rule": "linear_over_best", "slope": 50}, {"waste": 0.0}, "no_points"),
        ({"rule": "fixed_interval", "full_at": 100, "zero_at": 300, "clip": "both"}, {"waste": 80.0}, "flat"),
    ],
)
def test_what_has_no_figure_says_why(waste: dict[str, object], best: dict[str, float], reason: str) -> None:
    """80.8 kg is below the 100 kg of full points, where less waste gives nothing more."""
    cost = criterion("cost", 50, **LINEAR)
    found = trade_offs(
        tender(cost, criterion("waste", 50, measure="residual_waste", **waste)), LOT, Expected(best=best)
    )
    assert one(found).reason == reason
    assert np.isnan(one(found).money)
    assert found.worth_of_a_point == pytest.approx(100_000.0)


def test_a_cost_that_no_longer_counts_buys_nothing() -> None:
    cost = criterion(
        "cost", 50, measure="life_cycle_cost", rule="fixed_interval", full_at=2e6, zero_at=3e6, clip="both"
    )
    years = criterion("guarantee", 50, measure="guarantee", rule="fixed_interval", full_at=5, zero_at=2)
    found = trade_offs(tender(cost, years), LOT)
    assert (found.cost.reason, one(found).reason) == ("flat", "cost_flat")
    assert np.isnan(found.worth_of_a_point)


def test_a_published_rounding_makes_no_steps_of_what_a_unit_is_worth() -> None:
    """Rounded to whole points a hundredth of the cost would give none; a point costs 0.5 x 1,000,000 / 10 / 0.5."""
    criteria = (criterion("cost", 50, **LINEAR), criterion("help", 50, measure="judged:help", rule="judged_points",
                                                           assessor_scale=5))  # fmt: skip
    of = tender(*criteria)
    tables = {name: getattr(of, name) for name in Tender.model_fields}
    rounded = Tender(**{**tables, "roundings": (RoundingStep(lot=LOT, step="weighted", mode="half_up"),)})
    assert trade_offs(rounded, LOT).worth_of_a_point == pytest.approx(100_000.0)


@pytest.mark.parametrize(
    ("value", "expected", "code"),
    [
        (None, Expected(), "expected_cost_missing"),
        (1e6, Expected(cost=0.0), "expected_cost_not_positive"),
        (1e6, Expected(best={"speed": 1.0}), "expected_criterion_unknown"),
    ],
)
def test_an_expectation_that_says_nothing_is_refused(
    value: float | None, expected: Expected, code: str
) -> None:
    with pytest.raises(WeightingError) as refused:
        trade_offs(tender(criterion("cost", 100, **LINEAR), value=value), LOT, expected)
    assert refused.value.problem.code == code


def test_a_lot_without_a_cost_has_nothing_to_trade_against() -> None:
    only = criterion("help", 100, measure="judged:help", rule="judged_points", assessor_scale=5)
    with pytest.raises(WeightingError) as refused:
        trade_offs(tender(only), LOT)
    assert refused.value.problem.code == "trade_offs_without_cost"


@given(
    st.floats(min_value=1e3, max_value=1e9),
    st.integers(min_value=1, max_value=99),
    st.floats(min_value=5.0, max_value=300.0),
)
def test_a_heavier_cost_makes_every_point_cheaper_in_the_published_proportion(
    lowest: float, weight: int, slope: float
) -> None:
    """``X / 100 * P_min / S / (w / 100)``, whatever the rest of the model is."""
    cost = criterion("cost", weight, measure="life_cycle_cost", rule="linear_over_best", slope=slope)
    rest = criterion("help", 100 - weight, measure="judged:help", rule="judged_points", assessor_scale=5)
    found = trade_offs(tender(cost, rest), LOT, Expected(cost=lowest))
    assert found.worth_of_a_point == pytest.approx(slope * lowest / 10 / weight, rel=1e-9)


def test_every_set_of_prices_stands_beside_the_price_that_the_model_pays() -> None:
    """In 2035, a quarter of the way from 250 to 800: 387.5. A price of nought has no multiple."""
    rows = [
        ExternalPrice(price_set="zero", pollutant="co2e", price=0),
        ExternalPrice(price_set="eib", pollutant="co2e", year=2030, price=250),
        ExternalPrice(price_set="eib", pollutant="co2e", year=2050, price=800),
        ExternalPrice(price_set="eib", pollutant="nox", price=9),
    ]
    zero, eib = prices_beside(775.0, rows, 2035)
    assert (zero.price, zero.times) == (0.0, None)
    assert (eib.price, eib.times) == (387.5, 2.0)
