"""Impacts by life-cycle module: what is stored comes out again, and the grid is the one of the year."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evaluation import evaluate
from evaluation.bid import Bid
from evaluation.climate_in_use import grid_factor
from evaluation.evaluation_model import Criterion, RouteShare
from evaluation.factors import Factor, GridYear, Material
from evaluation.result import LotEvaluation
from evaluation.tender import Item, Tender
from lca_data.library import factors, grid_years, select
from tests.builders import LOT, bid_of, figure, tender_of

EMISSIONS = Criterion(
    lot=LOT, id="gwp", title_da="Udledning", weight="100", measure="gwp_a_to_c", rule="fixed_interval",
    zero_at=1000, full_at=0,
)  # fmt: skip
STORED = 1.5
PER_CENT = st.integers(0, 100)
# Wood that is nothing but its biogenic carbon: taken up in production, let go in the fire.
PURE_CARBON = (
    Factor(key="uptake", title_da="Optag", title_en="Uptake", declared_unit="kg", gwp_kg_co2e=-STORED),
    Factor(key="fire", title_da="Ild", title_en="Fire", declared_unit="kg", gwp_kg_co2e=STORED),
    Factor(key="nothing", title_da="Intet", title_en="Nothing", declared_unit="kg", gwp_kg_co2e=0.0),
)
PURE_WOOD = Material(
    key="wood", title_da="Træ", title_en="Wood", virgin="uptake", energy_recovery="fire", recycling="nothing",
    landfill="nothing", biogenic_kg_co2_per_kg=STORED,
)  # fmt: skip


def tender(
    materials: tuple[Material, ...], of: tuple[Factor, ...], routes: dict[str, float], **model: object
) -> Tender:
    """Return a tender of one desk that lasts its reference life of ten years."""
    desk = Item(key="desk", lot=LOT, title_da="Bord", quantity=(1.0,), reference_life=10, reference=True)
    return tender_of(
        [desk],
        [EMISSIONS],
        materials=materials,
        factors=of,
        routes=tuple(
            RouteShare(component=component, route=route, share=share)
            for component in ("product", "packaging")
            for route, share in routes.items()
        ),
        model={"study_years": 10, "reported_measures": ("gwp_d",), **model},
    )


def desk(material: str, mass_kg: float, **product_data: object) -> Bid:
    """Return a bid of a desk of one material, without packaging."""
    return bid_of(
        "a",
        prices=[{"key": "desk", "offered": "yes", "product": "x", "unit_price": 1.0}],
        product_data=[{"key": "desk", "packaging_kg": 0.0, **product_data}],
        materials=[
            {
                "key": "desk/1",
                "item": "desk",
                "material": material,
                "mass_kg": mass_kg,
                "recycled_share": np.nan,
            }
        ],
    )


def of_lot(asked: Tender, bid: Bid) -> LotEvaluation:
    """Return the evaluation of the one lot."""
    return evaluate(asked, [bid]).lots[LOT]


@settings(max_examples=30)
@given(
    st.permutations([0, 25, 35, 40]),
    PER_CENT,
    PER_CENT,
    PER_CENT,
    st.sampled_from(["burden_free", "factor_or_virgin"]),
)
def test_biogenic_carbon_balances_to_nought_over_a_to_c_on_every_route(
    routes: list[int], reuse: int, recycling: int, reused: int, rule: str
) -> None:
    """Whatever is published, contracted or reused: what production took up leaves again."""
    shares = {
        route: per_cent / 100
        for route, per_cent in zip(("reuse", "recycling", "energy_recovery", "landfill"), routes, strict=True)
    }
    asked = tender((PURE_WOOD,), PURE_CARBON, shares, reused_parts=rule)
    back, again = sorted((reuse, recycling))
    bid = desk(
        "wood",
        25.0,
        reused_share=reused / 100,
        taken_back="yes",
        taken_back_reuse_share=back / 100,
        taken_back_recycling_share=(again - back) / 100,
    )
    assert figure(of_lot(asked, bid), "a", "gwp_a_to_c") == pytest.approx(0.0, abs=1e-9)


def test_a_melamine_desk_top_that_is_all_reused_is_not_carbon_negative() -> None:
    """25 kg, reuse contracted for all of it: A1-A3 is negative, and the stored carbon leaves with the desk.

    25 x (virgin + stored), both per kg of the same data set of ÖKOBAUDAT.
    """
    chosen, of, _, _ = select(["chipboard_melamine"])
    board = chosen[0]
    asked = tender(chosen, of, {"energy_recovery": 1.0})
    done = of_lot(
        asked,
        desk(
            "chipboard_melamine",
            25.0,
            taken_back="yes",
            taken_back_reuse_share=1.0,
            taken_back_recycling_share=0.0,
        ),
    )
    by_module = done.impacts.groupby("module", observed=True)["gwp"].sum()
    virgin = factors()[str(board.virgin)].gwp_kg_co2e
    assert by_module["A1-A3"] == pytest.approx(25 * virgin)
    assert by_module["A1-A3"] < 0
    assert figure(done, "a", "gwp_a_to_c") == pytest.approx(
        25 * (virgin + float(board.biogenic_kg_co2_per_kg or 0))
    )
    assert figure(done, "a", "gwp_a_to_c") > 0


def test_a_kilowatt_hour_a_year_to_2040_is_counted_with_the_grid_of_each_year() -> None:
    """BR18 table 8, 2026 to 2040: 0.83 kg in all, where a flat 0.135 would be 15 x 0.135 = 2.03 kg."""
    years = np.arange(2026, 2041)
    projected = grid_factor(grid_years(), "electricity_dk", years)
    assert projected.sum() == pytest.approx(0.83, abs=0.005)
    flat = (GridYear(carrier="flat", year=2025, gwp_kg_co2e=0.135),)
    assert grid_factor(flat, "flat", years).sum() == pytest.approx(2.03, abs=0.005)


def test_the_last_published_year_of_a_grid_is_held_and_nothing_is_extrapolated() -> None:
    found = grid_factor(grid_years(), "electricity_dk", np.array([2020, 2040, 2055]))
    assert found.tolist() == [0.187, 0.0403, 0.0403]


def test_each_delivery_is_charged_with_the_grid_of_its_own_years_of_use() -> None:
    """1 kWh a year a piece; grid 1 kg in 2027 to 2029 and 0 in 2030 to 2032, three years of use each.

    Delivered at the start of 2027 and 2028: 3 kg for the first piece, 2 kg for the second.
    """
    item = Item(key="desk", lot=LOT, title_da="Bord", quantity=(1.0, 1.0), reference_life=10, reference=True,
                factor_basis="product_class")  # fmt: skip
    grids = tuple(GridYear(carrier="el", year=y, gwp_kg_co2e=float(y < 2030)) for y in range(2027, 2033))
    asked = tender_of(
        [item],
        [EMISSIONS],
        grids=grids,
        model={"study_years": 6, "use_years": 3, "contract_years": 2, "electricity_carrier": "el"},
    )
    bid = bid_of(
        "a",
        prices=[{"key": "desk", "offered": "yes", "product": "x", "unit_price": 1.0}],
        product_data=[{"key": "desk", "electricity_kwh_per_year": 1.0}],
    )
    assert of_lot(asked, bid).impacts["gwp"].tolist() == [3.0, 2.0]


def test_credits_beyond_the_system_stay_out_of_a_to_c() -> None:
    """10 kg of steel, recycled: production 2, recycling 0.5, credit -1 a kg."""
    of = tuple(
        Factor(key=key, title_da=key, title_en=key, declared_unit="kg", gwp_kg_co2e=value)
        for key, value in (("virgin", 2.0), ("recycling", 0.5), ("credit", -1.0))
    )
    steel = Material(key="steel", title_da="Stål", title_en="Steel", virgin="virgin", recycling="recycling",
                     credit_recycling="credit", recycling_yield=1.0)  # fmt: skip
    done = of_lot(tender((steel,), of, {"recycling": 1.0}), desk("steel", 10.0))
    assert done.indicators.loc["a"].to_dict() == {"gwp_a_to_c": 25.0, "gwp_d": -10.0}


STEEL = Material(
    key="steel", title_da="Stål", title_en="Steel", virgin="made", recycling="sorted", energy_recovery="burnt"
)
STEEL_FACTORS = (
    Factor(key="made", title_da="Nyt", title_en="New", declared_unit="kg", gwp_kg_co2e=2.0),
    Factor(key="sorted", title_da="Sorteret", title_en="Sorted", declared_unit="kg", gwp_kg_co2e=0.1),
    Factor(key="burnt", title_da="Brændt", title_en="Burnt", declared_unit="kg", gwp_kg_co2e=0.5),
    Factor(
        key="van", title_da="Varebil", title_en="Van", declared_unit="tkm", gwp_kg_co2e=0.631,
        gwp_wtt_kg_co2e=0.151,
    ),
    Factor(key="tap", title_da="Vand", title_en="Water", declared_unit="m3", gwp_kg_co2e=0.3),
)  # fmt: skip


def by_module(done: LotEvaluation) -> dict[str, float]:
    sums = done.impacts.groupby("module", observed=True)["gwp"].sum()
    return {str(module): float(value) for module, value in sums.items()}


def test_each_module_of_a_desk_by_hand() -> None:
    """20 kg of steel and 2 kg of steel as packaging, 40 % recycled and the rest burnt, 450 km by van.

    A1-A3 22 x 2 = 44. A4 0.022 t x 450 km x (0.631 + 0.151, well to tank) = 7.7418. A5, the packaging's end:
    2 x (0.4 x 0.1 + 0.6 x 0.5) = 0.68. C 20 x 0.34 = 6.8. B7 3 m3 x 10 years x 0.3 = 9.
    """
    asked = tender(
        (STEEL,),
        STEEL_FACTORS,
        {"recycling": 0.4, "energy_recovery": 0.6},
        transport_factor="van",
        transport_km=450,
        water_factor="tap",
        packaging_material="steel",
    )
    done = of_lot(asked, desk("steel", 20.0, packaging_kg=2.0, water_m3_per_year=3.0))
    assert by_module(done) == pytest.approx(
        {"A1-A3": 44.0, "A4": 7.7418, "A5": 0.68, "B7": 9.0, "C1-C4": 6.8}
    )
    assert figure(done, "a", "gwp_a_to_c") == pytest.approx(44 + 7.7418 + 0.68 + 9 + 6.8)


@pytest.mark.parametrize(
    ("condition", "expected"), [("new", 250.0), ("used", 60.0), ("remanufactured", 60.0)]
)
def test_a_product_that_was_used_before_has_the_factor_of_reuse(condition: str, expected: float) -> None:
    screen = Item(
        key="screen", lot=LOT, title_da="Skærm", quantity=(1.0,), reference_life=10, reference=True,
        factor_basis="product_class", product_class="monitor",
    )  # fmt: skip
    monitor = Material(
        key="monitor",
        title_da="Skærm",
        title_en="Monitor",
        kind="product_class",
        virgin="new",
        reused="again",
    )
    made = tuple(
        Factor(key=key, title_da=key, title_en=key, declared_unit="piece", gwp_kg_co2e=value)
        for key, value in (("new", 250.0), ("again", 60.0))
    )
    asked = tender_of([screen], [EMISSIONS], materials=(monitor,), factors=made)
    bid = bid_of(
        "a",
        prices=[
            {"key": "screen", "offered": "yes", "product": "x", "unit_price": 1.0, "condition": condition}
        ],
    )
    assert figure(of_lot(asked, bid), "a", "gwp_a_to_c") == expected
