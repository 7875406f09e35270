"""What goes round: uses with losses and a highest age, and what each cycle costs and emits, by hand."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluation import evaluate
from evaluation.bid import Bid
from evaluation.evaluation_model import Criterion, Place, ResourcePrice, RouteShare
from evaluation.factors import Factor, GridYear
from evaluation.lifespan import mean_uses
from evaluation.result import LotEvaluation
from evaluation.sheets import bid_sheets
from evaluation.tender import Item, Tender
from tests.builders import LOT, bid_of, figure, tender_of

LORRY = Factor(
    key="lorry", title_da="Lastbil", title_en="Lorry", declared_unit="tkm", gwp_kg_co2e=0.08, gwp_wtt_kg_co2e=0.02
)  # fmt: skip
WATER = Factor(key="water", title_da="Vand", title_en="Water", declared_unit="m3", gwp_kg_co2e=0.35)
CYCLE: Mapping[str, object] = {
    "uses_per_piece": 75.0, "loss_per_use": 0.02, "electricity_kwh_per_cycle": 0.25, "heat_kwh_per_cycle": 0.9,
    "water_litres_per_cycle": 10.0, "transport_km_per_cycle": 100.0, "price_if_lost": 0.0,
}  # fmt: skip


def gown(**fields: object) -> Item:
    """Return an item that is used 1,000 times a year."""
    given_fields = {
        "key": "gown", "lot": LOT, "title_da": "Kittel", "basis": "use", "life_unit": "uses", "demand": 1000.0,
        "reference_life": 75.0, "reference": True, "parts": 0,
    }  # fmt: skip
    return Item.model_validate({**given_fields, **fields})


def asked(item: Item, **tables: object) -> Tender:
    """Return a tender on it: four years without discounting, every resource with a price and a factor."""
    model = {
        "study_years": 4, "discount_rate": 0.0, "life_basis": "guaranteed", "electricity_carrier": "el",
        "heat_carrier": "heat", "water_factor": "water", "transport_factor": "lorry", "transport_km": 0.0,
        "reported_measures": ("gwp_a_to_c", "residual_waste", "packaging"),
    }  # fmt: skip
    prices = [("electricity", 1.6), ("heat", 0.75), ("water", 70.0)]
    whole: dict[str, Any] = {
        "model": model,
        "resource_prices": tuple(ResourcePrice(key=key, price=price, unit="x") for key, price in prices),
        "factors": (LORRY, WATER),
        "grids": (
            GridYear(carrier="el", year=2027, gwp_kg_co2e=0.1),
            GridYear(carrier="el_pl", year=2027, gwp_kg_co2e=0.6),
            GridYear(carrier="heat", year=2027, gwp_kg_co2e=0.05),
        ),
        "routes": tuple(
            RouteShare(component=part, route="energy_recovery", share=1.0)
            for part in ("product", "packaging")
        ),
        **tables,
    }
    return tender_of([item], **whole)


def service(fee: str = "use", price: float = 20.0, **cycle: object) -> Bid:
    """Return a bid of 20 kr. a use: 0.4 kg and 0.02 kg of packaging."""
    return bid_of(
        "service",
        prices=[{"key": "gown", "offered": "yes", "product": "x", "unit_price": price, "fee_basis": fee}],
        product_data=[{"key": "gown", "guarantee": 75.0, "mass_kg": 0.4, "packaging_kg": 0.02}],
        circulation=[{"key": "gown", **CYCLE, **cycle}],
    )


def of_lot(tender: Tender, *bids: Bid) -> LotEvaluation:
    """Return the evaluation of the one lot."""
    return evaluate(tender, bids).lots[LOT]


def by(done: LotEvaluation, table: str, group: str, column: str) -> dict[str, float]:
    """Return the sums of a column by group."""
    sums = getattr(done, table).groupby(group, observed=True)[column].sum()
    return {str(key): float(value) for key, value in sums.items()}


def test_seventy_five_uses_at_two_per_cent_loss_are_thirty_nine_pieces_worth() -> None:
    """(1 - 0.98^75) / 0.02 = (1 - 0.219764) / 0.02 = 39.0118; 4,000 uses wear 102.53 gowns of 0.4 kg.

    Residual waste 102.533 x 0.4 = 41.013 kg, and packaging anew for each of 4,000 uses: 80 kg.
    """
    done = of_lot(asked(gown()), service())
    assert done.lives.purchase.tolist() == [[pytest.approx(39.0118, abs=1e-4)]]
    assert figure(done, "service", "packaging") == pytest.approx(80.0)
    assert figure(done, "service", "residual_waste") == pytest.approx(80.0 + 41.0133, abs=1e-3)


@given(uses=st.integers(1, 300), loss=st.integers(1, 99).map(lambda per_cent: per_cent / 100))
def test_mean_uses_are_the_sum_of_the_chances_to_be_used_once_more(uses: int, loss: float) -> None:
    """A piece sees its k-th use if it was not lost in the k - 1 before: the sum of (1 - q)^k for k < N."""
    survived = sum((1 - loss) ** k for k in range(uses))
    assert float(mean_uses(np.array(float(uses)), np.array(loss))) == pytest.approx(survived, rel=1e-9)


@pytest.mark.parametrize(
    ("pool", "expected"),
    [
        # 1,000 uses a year of 200 gowns are 5 a year each: 5 years give 25, and 39 are not reached.
        (200.0, 25.0),
        # Of 100 gowns they are 10 a year: 50 in 5 years, and the uses end the life before.
        (100.0, 39.0118),
        (np.nan, np.nan),
    ],
)
def test_the_stricter_of_uses_and_age_ends_the_life_of_a_gown(pool: float, expected: float) -> None:
    done = of_lot(asked(gown(longest_years=5.0)), service(pieces_in_pool=pool))
    assert done.lives.purchase[0, 0] == pytest.approx(expected, abs=1e-4, nan_ok=True)


def test_what_is_used_once_is_never_too_old() -> None:
    """One use, no pool stated: 4,000 pieces at 14 kr."""
    nothing: dict[str, Any] = {name: 0.0 for name in CYCLE if name.endswith("per_cycle")}
    single = service("unit", 14.0, uses_per_piece=1.0, loss_per_use=0.0, pieces_in_pool=np.nan, **nothing)
    done = of_lot(asked(gown(longest_years=5.0)), single)
    assert figure(done, "service", "life_cycle_cost") == pytest.approx(4000 * 14)
    assert done.pieces_bought.tolist() == [[4000.0]]


def test_a_cycle_costs_what_its_energy_and_water_cost_the_buyer() -> None:
    """4,000 uses: fee 80,000; 0.25 kWh x 1.60 = 0.40, 0.9 kWh x 0.75 = 0.675, 10 litres x 70 / 1000 = 0.70."""
    done = of_lot(asked(gown()), service())
    assert by(done, "streams", "category", "present_value") == pytest.approx(
        {"service": 80_000.0, "energy": 4000 * 1.075, "water": 4000 * 0.7, "other": 0.0}
    )


def test_a_lost_piece_costs_the_buyer_its_price_where_a_fee_pays_for_the_use() -> None:
    """4,000 uses x 2 % x 180 kr. = 14,400; a bid by the piece buys the lost ones again and pays no more."""
    tender = asked(gown())
    by_fee, by_piece = (service(price_if_lost=180.0, fee=fee) for fee in ("use", "unit"))
    assert by(of_lot(tender, by_fee), "streams", "category", "present_value")["other"] == pytest.approx(
        14_400
    )
    assert "other" not in by(of_lot(tender, by_piece), "streams", "category", "present_value")


@pytest.mark.parametrize(
    ("fee", "minimum", "paid"),
    [
        ("use", 1500.0, 4 * 1500 * 20.0),
        ("use", 900.0, 4 * 1000 * 20.0),
        ("use", np.nan, 4 * 1000 * 20.0),
        ("year", 1500.0, 4 * 20.0),
    ],
)
def test_a_fee_per_use_is_paid_for_at_least_the_minimum_of_uses(
    fee: str, minimum: float, paid: float
) -> None:
    """1,000 uses a year of four at 20 kr.; a minimum of 1,500 is paid where it is more. Energy follows the uses."""
    bid = service(fee)
    prices = bid.tables["prices"].assign(fee_minimum_uses=minimum)
    done = of_lot(asked(gown()), replace(bid, tables={**bid.tables, "prices": prices}))
    cost = by(done, "streams", "category", "present_value")
    assert cost["service"] == pytest.approx(paid)
    assert cost["energy"] == pytest.approx(4000 * 1.075)


def test_the_minimum_of_a_fee_is_asked_of_what_is_counted_in_uses() -> None:
    pieces = Item(key="chair", lot=LOT, title_da="Stol", quantity=(1.0,), reference_life=5)
    tender = tender_of([gown(), pieces])
    (column,) = [c for s in bid_sheets(tender, LOT) for c in s.columns if c.field == "fee_minimum_uses"]
    assert column.rows == frozenset({"gown"})


def test_a_price_of_loss_that_is_not_stated_leaves_the_cost_unknown() -> None:
    assert np.isnan(
        figure(of_lot(asked(gown()), service(price_if_lost=np.nan)), "service", "life_cycle_cost")
    )


def test_a_cycle_emits_by_module_what_its_energy_water_and_way_emit() -> None:
    """4,000 uses: 0.25 x 0.1 + 0.9 x 0.05 = 0.07 kg; 10 litres x 0.35 / 1000; 100 km x 0.42 kg / 1000 x 0.1."""
    tender = asked(gown(factor_basis="product_class"))
    found = by(of_lot(tender, service()), "impacts", "module", "gwp")
    assert found == pytest.approx({"B6": 4000 * 0.07, "B7": 4000 * 0.0035, "B2": 4000 * 0.0042, "A4": 0.0})


@pytest.mark.parametrize(("place", "factor"), [("dk", 0.1), ("pl", 0.6), (None, 0.6)])
def test_the_energy_of_a_laundry_is_of_its_own_place_and_of_the_worst_where_none_is_named(
    place: str | None, factor: float
) -> None:
    """4,000 uses x 0.25 kWh: 100 kg on the one grid, 600 kg on the other."""
    places = (
        Place(key="dk", title_da="Danmark", electricity_carrier="el", heat_carrier="heat"),
        Place(key="pl", title_da="Polen", electricity_carrier="el_pl", heat_carrier="heat"),
    )
    done = of_lot(asked(gown(), places=places), service(place=place))
    energy = done.impacts.loc[done.impacts["activity"] == "electricity_in_use"]
    assert energy["gwp"].tolist() == [pytest.approx(1000 * factor)]


def test_whoever_counts_waste_alone_asks_what_is_lost_on_the_way_and_how_many_go_round() -> None:
    waste = Criterion(
        lot=LOT, id="waste", title_da="Affald", weight="100", measure="residual_waste", rule="fixed_interval",
        zero_at=100, full_at=0,
    )  # fmt: skip
    tender = tender_of([gown(longest_years=5.0)], [waste])
    asked_for = {column.field for sheet in bid_sheets(tender, LOT) for column in sheet.columns}
    assert {"loss_per_use", "pieces_in_pool"} <= asked_for
    assert "uses_per_piece" not in asked_for  # the buyer's reference life holds for all
