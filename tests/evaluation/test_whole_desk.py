"""A product with something in every module, on every route and of every indicator, against arithmetic by hand."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from evaluation import evaluate
from evaluation.bid import Bid
from evaluation.circular_footprint import Burdens, CircularFootprint, Shares, total
from evaluation.impact_indicators import INDICATORS
from evaluation.impact_weights import ImpactWeight
from evaluation.result import LotEvaluation
from evaluation.tender import Activity, Item, Tender
from tests.builders import LOT, figure
from tests.evaluation.whole_desk import AMOUNTS, desk_bid, impacts, per_unit, whole_desk

# Amounts of each factor, by hand from the docstring of the first test: kilograms, tonne-kilometres, m3, hours.
TAKEN = {
    "steel_new": 20.0, "steel_recycled": 16.0, "steel_reused": 4.0, "steel_sorted": 20.0, "steel_melted": 12.0,
    "steel_buried": 4.0, "wood_new": 24.0, "wood_burnt": 7.2, "wood_buried": 2.4, "tap": 64.0, "screws": 0.8,
    "refrigerant": 0.032, "soap": 16.0, "spare": 3.2, "exchange": 1.2, "lacquer": 1.6, "saw": 1.0, "lorry": 35.2,
}  # fmt: skip
TAKEN_BEYOND = {"steel_saved": 20.0, "heat_saved": 7.2}
# Carbon that leaves with wood that is not burnt: (20 + 4) kg x 0.7 x 1.6.
LEAVING = 26.88


def of_lot(tender: Tender, *bids: Bid) -> LotEvaluation:
    return evaluate(tender, bids).lots[LOT]


def by_module(done: LotEvaluation) -> dict[str, float]:
    sums = done.impacts.groupby("module", observed=True)["gwp"].sum()
    return {str(module): float(value) for module, value in sums.items()}


def test_every_module_by_hand() -> None:
    """4 desks over 8 years: 40 kg of steel, 20 kg of wood, 4 kg of wooden packaging, 32 piece-years.

    A1-A3 steel 40 x (0.5 x 2 + 0.4 x 0.5 + 0.1 x 0.1) = 48.4, wood and packaging 24 x -1.5 = -36: 12.4.
    A4 0.064 t x 500 km x (0.08 + 0.02) = 3.2.
    A5 packaging 4 x (0.3 x 1.7 + 0.1 x 0.03 + 0.7 x 1.6) = 6.532, its transport 0.004 t x 50 km x 0.1 = 0.02, screws
    4 x 0.2 x 2.5 = 2: 8.552.
    B1 32 x 0.001 x 1400 = 44.8. B2 32 x 0.5 x 1.1 = 17.6. B3 32 x 0.1 x 3 = 9.6. B4 4 x 0.3 x 2.2 = 2.64.
    B5 32 x 0.05 x 4 = 6.4. B6 80 kWh x (0.1 + 0.08 + 0.06 + 0.04 + 4 x 0.02) = 28.8. B7 64 m3 x 0.3 = 19.2.
    C1 4 x 0.25 x 0.6 = 0.6. C2 0.06 t x 50 km x 0.1 = 0.3. C3 steel 40 x (0.5 x 0.05 + 0.3 x 0.02) = 1.24, wood burnt
    20 x 0.3 x 1.7 = 10.2, its carbon that is reused or recycled 20 x 0.6 x 1.6 = 19.2: 30.64. C4 steel 40 x 0.1 x 0.01
    = 0.04, wood 20 x 0.1 x (0.03 + 1.6) = 3.26: 3.3.
    D steel 40 x 0.5 x -1.2 = -24, wood and packaging 24 x 0.3 x -0.4 = -2.88: -26.88.
    """
    done = of_lot(whole_desk(), desk_bid())
    expected = {
        "A1-A3": 12.4, "A4": 3.2, "A5": 8.552, "B1": 44.8, "B2": 17.6, "B3": 9.6, "B4": 2.64, "B5": 6.4, "B6": 28.8,
        "B7": 19.2, "C1": 0.6, "C2": 0.3, "C3": 30.64, "C4": 3.3, "D": -26.88,
    }  # fmt: skip
    assert by_module(done) == pytest.approx(expected, rel=1e-12)
    within = sum(value for module, value in expected.items() if module != "D")
    assert figure(done, "a", "gwp_a_to_c") == pytest.approx(within, rel=1e-12)
    assert figure(done, "a", "gwp_d") == pytest.approx(-26.88, rel=1e-12)


@pytest.mark.parametrize("family", ["a1", "a2"])
def test_every_indicator_by_hand(family: str) -> None:
    """Each is the amount of each factor x its place x the indicator's place / 1000; carbon itself only in GWP.

    That is GWP of +A1, and of +A2 the total and its biogenic part.
    """
    tender = whole_desk()
    sums = of_lot(Tender(**{**_tables(tender), "factor_impacts": impacts(family)}), desk_bid()).impact_sums
    assert sums is not None
    assert set(sums.indicators) == {key for key, row in INDICATORS.items() if row.family in (family, "flows")}
    for n, key in enumerate(sums.indicators):
        within = sum(amount * per_unit(factor, key) for factor, amount in TAKEN.items())
        within += LEAVING if key in ("a1_gwp", "a2_gwp_total", "a2_gwp_biogenic") else 0.0
        beyond = sum(amount * per_unit(factor, key) for factor, amount in TAKEN_BEYOND.items())
        assert sums.within[0, n] == pytest.approx(within, rel=1e-12), key
        assert sums.beyond[0, n] == pytest.approx(beyond, rel=1e-12), key


def test_the_coverage_says_what_has_a_figure() -> None:
    """Electricity has none: 28.8 of the 188.032 + 2 x 36 kg that are emitted or taken up. All materials have one."""
    sums = of_lot(whole_desk(), desk_bid()).impact_sums
    assert sums is not None
    assert sums.gwp_share[0].tolist() == pytest.approx([1 - 28.8 / 260.032] * len(sums.indicators))
    assert sums.mass_share[0].tolist() == [1.0] * len(sums.indicators)


def test_a_figure_that_a_source_lacks_is_missing_and_never_nought() -> None:
    """Without acidification of new steel 20 of 64 kg lack it, and the indicator is given only where that is enough."""
    without = tuple(row for row in impacts() if (row.factor, row.indicator) != ("steel_new", "a1_ap"))
    for least, is_given in ((1.0, False), (0.6, True)):
        tender = whole_desk(least_coverage=least, reported_measures=("a1_ap", "a1_ep"))
        done = of_lot(Tender(**{**_tables(tender), "factor_impacts": without}), desk_bid())
        sums = done.impact_sums
        assert sums is not None
        n = sums.indicators.index("a1_ap")
        assert sums.mass_share[0, n] == pytest.approx(1 - 20 / 64)
        expected = sum(a * per_unit(f, "a1_ap") for f, a in TAKEN.items() if f != "steel_new")
        assert sums.within[0, n] == pytest.approx(expected, rel=1e-12)
        assert np.isnan(figure(done, "a", "a1_ap")) != is_given


def test_an_indicator_is_not_given_where_an_emission_is_not_known() -> None:
    """A bid that leaves out a module of a declared lamp: neither its emissions nor what they cover is known."""
    lamp = Item(key="lamp", lot=LOT, title_da="Lampe", quantity=(1.0,), reference_life=8, reference=True,
                factor_basis="declared")  # fmt: skip
    tender = whole_desk(
        least_coverage=0.0, reported_measures=("a1_ap",), water_factor=None, electricity_carrier=None
    )
    tender = Tender(**{**_tables(tender), "items": (*tender.items, lamp)})
    sums = of_lot(tender, desk_bid()).impact_sums
    assert sums is not None
    assert np.isnan(sums.of("a1_ap", 0.0)).all()


def test_an_activity_of_a_line_that_is_left_out_for_all_is_no_emission_that_is_not_known() -> None:
    """The crate is not offered by one bid, and counts for neither; nor does the soap that it would take."""
    crate = Item(key="crate", lot=LOT, title_da="Kasse", quantity=(1.0,), reference_life=8, reference=True,
                 factor_basis="use_only")  # fmt: skip
    soap = Activity(
        key="crate_soap", lot=LOT, item="crate", module="B2", title_da="Sæbe", factor="soap", unit="kg"
    )
    tender = whole_desk(missing_lines="leave_out")
    tables = _tables(tender) | {
        "items": (*tender.items, crate),
        "activities": (*tender.activities, soap),
    }
    other = desk_bid("b")
    prices = other.tables["prices"]
    offered = pd.concat([prices, prices.assign(key="crate", unit_price=5.0)], ignore_index=True)
    other = replace(other, tables={**other.tables, "prices": offered})
    done = of_lot(Tender(**tables), desk_bid("a"), other)
    assert figure(done, "a", "gwp_a_to_c") == figure(done, "b", "gwp_a_to_c") == pytest.approx(188.032)


def test_a_line_that_is_left_out_for_all_is_no_waste_that_is_not_known() -> None:
    """One bid offers no crate and says nothing of its mass: the waste of both is that of the desk alone."""
    crate = Item(
        key="crate", lot=LOT, title_da="Kasse", quantity=(1.0,), reference_life=8, reference=True, parts=0
    )
    tender = whole_desk(missing_lines="leave_out")
    other = desk_bid("b")
    prices, data = other.tables["prices"], other.tables["product_data"]
    crates = {
        "prices": pd.concat([prices, prices.assign(key="crate", unit_price=5.0)], ignore_index=True),
        "product_data": pd.concat([data, data.assign(key="crate", mass_kg=7.0)], ignore_index=True),
    }
    other = replace(other, tables={**other.tables, **crates})
    with_crate = Tender(**_tables(tender) | {"items": (*tender.items, crate)})
    done = of_lot(with_crate, desk_bid("a"), other)
    alone = of_lot(tender, desk_bid("a"))
    assert set(done.mass_flows["item"]) == {"desk"}
    for bid in ("a", "b"):
        for flows in ("residual_kg", "kg"):
            of = done.mass_flows.loc[done.mass_flows["bid"] == bid, flows].to_numpy()
            assert of == pytest.approx(alone.mass_flows[flows].to_numpy())


def _tables(tender: Tender) -> dict[str, object]:
    return {name: getattr(tender, name) for name in Tender.model_fields}


A2_SET = tuple(
    ImpactWeight(weight_set="even", indicator=key, normalisation=2.0, weight=0.5)
    for key, row in INDICATORS.items()
    if row.family == "a2" and row.group in ("core", "additional") and not key.startswith("a2_gwp_")
)
CLIMATE_WEIGHT = ImpactWeight(weight_set="even", indicator="a2_gwp_total", normalisation=2.0, weight=0.5)


@pytest.mark.parametrize("energy", [False, True])
def test_a_single_score_is_given_only_where_all_of_it_is_known(energy: bool) -> None:  # noqa: FBT001  (a case)
    """Each of sixteen impacts x 0.5 / 2; with electricity in use, which has no such figures, there is no score."""
    tender = whole_desk(
        single_score_set="even",
        reported_measures=("single_score",),
        electricity_carrier="el" if energy else None,
    )
    tables = {"factor_impacts": impacts("a2"), "impact_weights": (*A2_SET, CLIMATE_WEIGHT)}
    done = of_lot(Tender(**{**_tables(tender), **tables}), desk_bid())
    refused = [w for w in done.warnings if w.code == "impacts_not_known"]
    if energy:
        assert np.isnan(figure(done, "a", "single_score"))
        assert len(refused[0].values["indicators"]) == 16  # type: ignore[arg-type]
        return
    keys = [row.indicator for row in (*A2_SET, CLIMATE_WEIGHT)]
    expected = sum(a * per_unit(f, key) for f, a in TAKEN.items() for key in keys) + LEAVING
    assert figure(done, "a", "single_score") == pytest.approx(expected * 0.25, rel=1e-12)
    assert refused == []


def test_the_circular_footprint_formula_replaces_modules_c_and_d() -> None:
    """The formula itself, for steel and wood, with the carbon that is kept taken out of it and balanced beside it.

    Steel: R1 0.4, of the mass that is not reused; R2 0.5 x 0.9 = 0.45, R3 0.3, disposal 1 - R2 - R3 less the 0.1 that
    is reused. ErecEoL is the recycled steel's 0.5. Wood: no recycled factor, so R1 = 0 and nothing is recycled into
    more than the virgin wood it saves, 0.2 x 0.4 x (-1.5 + 1.6) a kg.
    """
    done = of_lot(whole_desk(end_of_life="circular_footprint", reported_measures=()), desk_bid(reused=None))
    steel = total(
        Burdens(
            virgin=2.0, recycled=0.5, recycling=0.5, replaced=2.0, energy_recovery=0.02, energy_replaced=0.0,
            disposal=0.01,
        ),
        Shares(recycled_content=0.4, recycled=0.45, burned=0.3),
        CircularFootprint(a=0.2, quality_in=1.0, quality_out=1.0, b=0.0),
    )  # fmt: skip
    # What is reused is deposited by the formula, and not by us: it is handed on.
    steel = float(steel) - 0.1 * 0.01
    of_steel = done.impacts.loc[
        (done.impacts["material"] == "steel") & ~done.impacts["module"].isin(["A4", "C2"])
    ]
    assert of_steel["gwp"].sum() == pytest.approx(40 * steel, rel=1e-12)
    wood = -1.5 + 0.3 * (1.7 - 0.4) + 0.7 * 1.6 + (0.1 + 0.5 * 0.2) * 0.03 - 0.2 * 0.4 * (-1.5 + 1.6)
    of_wood = done.impacts.loc[
        (done.impacts["material"] == "wood")
        & ~done.impacts["module"].isin(["A4", "C2"])
        & (done.impacts["activity"] != "transport_to_treatment")
    ]
    assert of_wood["gwp"].sum() == pytest.approx(24 * wood, rel=1e-12)
    assert "D" not in by_module(done)


def test_stored_carbon_balances_on_every_route_and_by_both_allocations() -> None:
    """Wood of nothing but carbon (uptake 1.6, release 1.6, no other figure) emits nothing over A to C."""
    for model in ({}, {"end_of_life": "circular_footprint", "reported_measures": ()}):
        tender = whole_desk(transport_factor=None, **model)
        pure = {"wood_new": -1.6, "wood_burnt": 1.6, "wood_buried": 0.0, "heat_saved": 0.0}
        factors = tuple(
            f.model_copy(update={"gwp_kg_co2e": pure[f.key]}) if f.key in pure else f for f in tender.factors
        )
        done = of_lot(Tender(**{**_tables(tender), "factors": factors}), desk_bid())
        of_wood = done.impacts.loc[(done.impacts["material"] == "wood") & (done.impacts["module"] != "D")]
        assert of_wood["gwp"].sum() == pytest.approx(0.0, abs=1e-12)


def test_a_listed_amount_that_a_bid_leaves_out_is_unknown_and_not_nought() -> None:
    silent = replace(
        desk_bid(), tables={k: v for k, v in desk_bid().tables.items() if k != "activity_amounts"}
    )
    assert np.isnan(figure(of_lot(whole_desk(), silent), "a", "gwp_a_to_c"))
    assert AMOUNTS["soap"] > 0
