"""Energy by mode and the buyer's profile of use: cost and emissions from the power in each mode, by hand."""

from collections.abc import Mapping

import numpy as np
import pytest

from evaluation import evaluate
from evaluation.bid import Bid
from evaluation.evaluation_model import ResourcePrice, UseProfile
from evaluation.factors import Factor, GridYear, Material
from evaluation.result import LotEvaluation
from evaluation.sheets import bid_sheets
from evaluation.tender import Item, Tender
from evaluation.tender_checks import tender_faults
from tests.builders import LOT, bid_of, figure, tender_of

# Shares of the year after ENERGY STAR for notebooks: off 60 %, sleep 10 %, idle 30 % of 8,760 hours.
NOTEBOOK = (("off", 5256.0), ("sleep", 876.0), ("idle", 2628.0))
WATTS: Mapping[str, float] = {"power_off_w": 0.5, "power_sleep_w": 1.0, "power_idle_w": 8.0}


def notebook(**fields: object) -> Item:
    """Return ten notebooks that are used as the profile says."""
    given: dict[str, object] = {
        "key": "pc", "lot": LOT, "title_da": "Bærbar", "quantity": (10.0,), "reference_life": 5, "reference": True,
        "factor_basis": "product_class", "product_class": "none", "use_profile": "office",
    }  # fmt: skip
    return Item.model_validate({**given, **fields})


def asked(*items: Item, profile: tuple[tuple[str, float], ...] = NOTEBOOK) -> Tender:
    """Return a tender over five years without discounting, 2 kr. and 0.1 kg CO2e a kWh."""
    return tender_of(
        items or (notebook(),),
        model={
            "study_years": 5, "discount_rate": 0.0, "electricity_carrier": "el",
            "reported_measures": ("gwp_a_to_c",),
        },
        resource_prices=(ResourcePrice(key="electricity", price=2.0, unit="kWh"),),
        use_profiles=tuple(UseProfile(profile="office", mode=mode, hours=hours) for mode, hours in profile),
        grids=(GridYear(carrier="el", year=2027, gwp_kg_co2e=0.1),),
        materials=(
            Material(key="none", title_da="Uden", title_en="None", kind="product_class", virgin="nought"),
        ),
        factors=(
            Factor(key="nought", title_da="Nul", title_en="Nought", declared_unit="piece", gwp_kg_co2e=0.0),
        ),
    )  # fmt: skip


def bid(**data: float) -> Bid:
    """Return a bid of notebooks that cost nothing."""
    return bid_of(
        "a",
        prices=[{"key": "pc", "offered": "yes_free_of_charge", "product": "x", "unit_price": 0.0}],
        product_data=[{"key": "pc", **data}],
    )


def of_lot(tender: Tender, *bids: Bid) -> LotEvaluation:
    """Return the evaluation of the one lot."""
    return evaluate(tender, bids).lots[LOT]


def test_the_yearly_energy_of_a_notebook_is_that_of_energy_star() -> None:
    """8760/1000 x (0.5 x 60 % + 1 x 10 % + 8 x 30 %) = 8.76 x 2.8 = 24.528 kWh (ENERGY STAR, TEC of notebooks).

    Ten of them over five years: 1,226.4 kWh, 2,452.80 kr. and 122.64 kg CO2e.
    """
    done = of_lot(asked(), bid(**WATTS))
    assert figure(done, "a", "life_cycle_cost") == pytest.approx(10 * 5 * 24.528 * 2.0)
    assert figure(done, "a", "gwp_a_to_c") == pytest.approx(10 * 5 * 24.528 * 0.1)


def test_each_mode_has_a_line_of_cost_and_one_of_emissions() -> None:
    """Off 2.628, sleep 0.876 and idle 21.024 kWh a year."""
    done = of_lot(asked(), bid(**WATTS))
    energy = done.streams.loc[(done.streams["category"] == "energy").to_numpy()]
    assert dict(zip(energy["key"], energy["amount"], strict=True)) == pytest.approx(
        {"off": 10 * 2.628 * 2, "sleep": 10 * 0.876 * 2, "idle": 10 * 21.024 * 2}
    )
    in_use = done.impacts.loc[(done.impacts["module"] == "B6").to_numpy()]
    assert dict(zip(in_use["activity"], in_use["gwp"], strict=True)) == pytest.approx(
        {"electricity_off": 13.14, "electricity_sleep": 4.38, "electricity_idle": 105.12}
    )


def test_a_power_that_is_not_stated_leaves_cost_and_emissions_unknown() -> None:
    done = of_lot(asked(), bid(**{**WATTS, "power_sleep_w": np.nan}))
    assert np.isnan(figure(done, "a", "life_cycle_cost"))
    assert np.isnan(figure(done, "a", "gwp_a_to_c"))


def test_an_item_is_asked_for_the_power_of_its_modes_or_for_a_years_use_and_never_for_both() -> None:
    """A mode of no hours is not asked for."""
    tender = asked(notebook(), notebook(key="tv", use_profile=None), profile=(*NOTEBOOK[:2], ("active", 0.0)))
    sheet = next(sheet for sheet in bid_sheets(tender, LOT) if sheet.table == "product_data")
    of = {key: {c.field for c in sheet.columns if c.is_asked_of(key)} for key in ("pc", "tv")}
    assert of == {"pc": {"power_off_w", "power_sleep_w"}, "tv": {"electricity_kwh_per_year"}}


@pytest.mark.parametrize(
    ("item", "profile", "fault"),
    [
        ({}, NOTEBOOK, None),
        ({}, (*NOTEBOOK, ("active", 24.0)), "profile_over_year"),
        ({}, (("off", 100.0), ("off", 200.0)), "mode_twice"),
        ({"use_profile": "home"}, NOTEBOOK, "unknown_key"),
        (
            {"basis": "use", "life_unit": "uses", "demand": 10.0, "quantity": ()},
            NOTEBOOK,
            "profile_with_uses",
        ),
    ],
)
def test_a_profile_of_more_hours_than_a_year_or_of_no_item_is_a_fault(
    item: dict[str, object], profile: tuple[tuple[str, float], ...], fault: str | None
) -> None:
    """8,784 hours are those of a leap year, and 8,760 are counted in every year."""
    codes = [each.code for each in tender_faults(asked(notebook(**item), profile=profile))]
    assert codes == ([] if fault is None else [fault])
