import csv
from decimal import Decimal
from importlib.resources import files

import pytest

from documents import draft_of, preset, preset_names
from documents.presets import preset_notes, preset_values
from evaluation.external_prices import ExternalPrice
from evaluation.schema import shown_at, specs
from evaluation.tender import TENDER_TABLES
from lca_data.external import ExchangeRate, external_prices
from tests.documents.workbooks import kitchen, kitchen_draft, tender_from


@pytest.mark.parametrize("name", preset_names())
def test_every_value_of_a_preset_says_where_it_is_from_in_both_languages(name: str) -> None:
    values = preset_values(name)
    count = sum(len(row) for rows in preset(name).values() for row in rows)
    assert len(values) == count
    assert all(value.note.da and value.note.en for value in values)


@pytest.mark.parametrize("name", preset_names())
def test_no_note_is_of_a_value_that_the_preset_lacks(name: str) -> None:
    filled = {f"{value.table}.{value.field}" for value in preset_values(name)}
    assert {field for note in preset_notes(name) for field in note.of} == filled


@pytest.mark.parametrize("name", preset_names())
def test_a_preset_and_what_an_officer_adds_is_a_whole_tender(name: str) -> None:
    tender = kitchen(name)
    assert tender.facts.preset == name
    assert tender_from(draft_of(tender)) == tender


def test_at_the_minimal_depth_a_preset_fills_every_required_field_that_the_officer_does_not() -> None:
    draft = preset("small_purchase_1")
    for attribute in ("lots", "models", "criteria", "resource_prices"):
        for row in draft[attribute]:
            for field, spec in specs(TENDER_TABLES[attribute]).items():
                assert field in row or not spec.required or shown_at(spec, "minimal")


def test_prices_of_energy_and_water_have_no_default() -> None:
    for name in preset_names():
        assert all("price" not in row for row in preset(name)["resource_prices"])


def test_the_guarantee_of_a_small_purchase_runs_from_two_years_to_five_and_both_can_be_changed() -> None:
    guarantee = preset("small_purchase_1")["criteria"][1]
    assert (guarantee["zero_at"], guarantee["full_at"]) == (2.0, 5.0)
    fields = specs(TENDER_TABLES["criteria"])
    assert shown_at(fields["zero_at"], "minimal")
    assert shown_at(fields["full_at"], "minimal")


def test_the_evidence_ladder_credits_a_life_as_the_method_proposes() -> None:
    """No claim 0, bare statement 0.1, documented own 0.4, third-party 0.6, label or EPD 0.8, contract 1."""
    levels = {row["key"]: row["credit"] for row in preset("standard_1")["evidence_levels"]}
    assert levels == {"E0": 0.0, "E1": 0.1, "E2": 0.4, "E3": 0.6, "E4": 0.8, "E5": 1.0}


def test_the_grid_of_the_standard_preset_is_that_of_the_published_table() -> None:
    with (files("lca_data") / "core" / "grids.csv").open(encoding="utf-8") as file:
        published = {(r["carrier"], int(r["year"])): float(r["gwp_kg_co2e"]) for r in csv.DictReader(file)}
    rows = preset("standard_1")["grids"]
    assert len(rows) == 10
    for row in rows:
        assert published[str(row["carrier"]), int(str(row["year"]))] == row["gwp_kg_co2e"]


def test_the_stepped_rate_of_the_standard_preset_is_that_of_the_danish_ministry_of_finance() -> None:
    """3.5 % in years 0 to 35, 2.5 % to year 70, 1.5 % after it (guidance of June 2023)."""
    rows = preset("standard_1")["discount_steps"]
    steps = [(row["schedule"], row["from_year"], row["rate"]) for row in rows]
    assert steps == [("danish_public", 0, 0.035), ("danish_public", 36, 0.025), ("danish_public", 71, 0.015)]


def test_the_prices_of_emissions_of_the_standard_preset_are_the_published_ones_at_the_rate_it_states() -> (
    None
):
    """Each set of the preset as lca_data has it, euro at 7.46038 kr.; 250 EUR of UBA are 1,865.095 kr."""
    euro = ExchangeRate("EUR", "DKK", 7.46038, "ERM II central rate", "1999-01-01")
    rows = [ExternalPrice.model_validate(row) for row in preset("standard_1")["external_prices"]]
    sets = dict.fromkeys(row.price_set for row in rows)
    assert rows == [row for name in sets for row in external_prices(name, "DKK", exchange=euro)]
    assert {row.price for row in rows if row.price_set == "uba_2023"} == {1865.095}
    assert {"zero", "pogi_screens", "eib_2020", "eu_handbook_central"} < set(sets)


def test_weights_are_exact_decimals_that_make_a_hundred() -> None:
    rows = preset("standard_1")["criteria"]
    weights = [weight for row in rows if isinstance(weight := row["weight"], Decimal)]
    assert len(weights) == len(rows)
    assert sum(weights) == Decimal(100)


def test_the_routes_of_a_component_make_a_whole() -> None:
    for component in ("product", "packaging", "consumable"):
        rows = [row for row in preset("standard_1")["routes"] if row["component"] == component]
        assert sum(Decimal(str(row["share"])) for row in rows) == 1


def test_an_unknown_preset_is_refused() -> None:
    with pytest.raises(KeyError):
        preset("large_purchase_9")


def test_a_draft_is_not_changed_by_being_filled() -> None:
    before = preset("small_purchase_1")
    kitchen_draft("small_purchase_1")
    assert preset("small_purchase_1") == before
