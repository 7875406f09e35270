"""What real declarations do to a reader, each with a test of its own."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from evaluation.epd_scenario import chosen_scenario
from evaluation.problems import Problem
from intake.epd.figures import module_of
from intake.epd.identifiers import FLOW_PROPERTY_UUIDS, INDICATOR_UUIDS, UNIT_GROUP_UUIDS
from tests.intake.epd.declarations import (
    A1,
    A2_EF30,
    A2_EF31,
    AREA,
    CALORIFIC,
    CO2,
    DOOR,
    ENERGY_GROUP,
    EP_FRESHWATER,
    GWP_CML,
    GWP_EF30,
    GWP_EF31,
    MASS,
    MASS_GROUP,
    MER,
    OLD_MASS_GROUP,
    PERE,
    SM,
    VOLUME,
    Declaration,
    Result,
    as_bytes,
    codes_of,
    door,
    epd_of,
    gwp,
    json_of,
    read,
    zipped,
)

BY_KG = {"flow_property": MASS, "unit": "kg", "materials": ()}
ETP_EF30 = "ee1082d1-b0f7-43ca-a1f0-21e2a4a74511"


def problem_of(made: Declaration, code: str) -> Problem:
    (found,) = (problem for problem in read(made).problems if problem.code == code)
    return found


# 1000 kg


@pytest.mark.parametrize("packed", [True, False])
def test_a_reference_flow_of_1000_kg_is_not_1_kg(packed: bool) -> None:  # noqa: FBT001  (drawn)
    """One flow of 1000 kg with 179 kg CO2e is 0.179 kg CO2e per kg; read as 1 kg it would be 179."""
    made = door(results=(gwp({"A1-A3": "179"}),), mean="1000", **BY_KG)
    epd = epd_of(zipped(made) if packed else as_bytes(json_of(made)))
    assert (epd.declared_unit, epd.declared_quantity, epd.kg_per_declared_quantity) == ("kg", 1000.0, 1000.0)
    assert (epd.mass_from, epd.gwp_per_kg()) == ("declared", 0.179)
    assert codes_of(made) == []


def test_the_quantity_is_the_amount_times_the_mean_value() -> None:
    epd = epd_of(door(amount="4", mean="250", **BY_KG))
    assert epd.declared_quantity == 1000.0


def test_a_quantity_that_json_states_twice_and_differently_is_asked_about() -> None:
    document = json_of(door(mean="1000", **BY_KG))
    document["exchanges"]["exchange"][0]["resultingflowAmount"] = 1.0  # type: ignore[index]
    assert epd_of(as_bytes(document)).declared_quantity == 1000.0
    assert codes_of(as_bytes(document)) == ["epd_quantity_unclear"]


@given(st.floats(0.001, 50), st.floats(0.1, 1000), st.floats(1, 5000))
def test_figures_for_a_thousand_times_the_quantity_are_the_same_per_kg(
    value: float, mean: float, factor: float
) -> None:
    one = epd_of(door(results=(gwp({"A1-A3": repr(value)}),), mean=repr(mean), **BY_KG))
    many = epd_of(door(results=(gwp({"A1-A3": repr(value * factor)}),), mean=repr(mean * factor), **BY_KG))
    assert many.gwp_per_kg() == pytest.approx(one.gwp_per_kg(), rel=1e-12)


@pytest.mark.parametrize(("value", "asked"), [("100", False), ("101", True), ("-2", False), ("-2.1", True)])
def test_greenhouse_gases_per_kg_out_of_every_range_are_asked_about(value: str, asked: bool) -> None:  # noqa: FBT001
    assert (
        "epd_gwp_per_kg_out_of_range" in codes_of(door(results=(gwp({"A1-A3": value}),), **BY_KG))
    ) is asked


# Identifiers that differ in one character


def test_the_unit_groups_of_mass_and_energy_differ_in_one_character() -> None:
    """Secondary material in the group of energy is no mass, whatever the file calls it."""
    assert sum(a != b for a, b in zip(MASS_GROUP, ENERGY_GROUP, strict=True)) == 1
    assert (UNIT_GROUP_UUIDS[MASS_GROUP], UNIT_GROUP_UUIDS[ENERGY_GROUP]) == ("kg", "MJ")
    made = door(results=(*DOOR.results, Result(SM, {"A1-A3": "3"}, ENERGY_GROUP)))
    assert epd_of(made).module_value("sm", "A1-A3") is None
    assert problem_of(made, "epd_unit_not_convertible").severity == "question"


def test_a_group_of_energy_that_calls_itself_kg_is_told_of() -> None:
    made = door(results=(*DOOR.results, Result(SM, {"A1-A3": "3"}, ENERGY_GROUP, "kg")))
    assert epd_of(made).module_value("sm", "A1-A3") == 3.0
    assert problem_of(made, "epd_unit_contradicts").severity == "notice"


def test_the_deprecated_mass_group_is_still_mass() -> None:
    made = door(results=(*DOOR.results, Result(SM, {"A1-A3": "3"}, OLD_MASS_GROUP)))
    assert epd_of(made).module_value("sm", "A1-A3") == 3.0
    assert codes_of(made) == []


def test_the_flow_properties_of_mass_and_energy_differ_in_one_character() -> None:
    assert sum(a != b for a, b in zip(MASS, CALORIFIC, strict=True)) == 1
    assert (FLOW_PROPERTY_UUIDS[MASS], FLOW_PROPERTY_UUIDS[CALORIFIC]) == ("kg", "MJ")
    epd = epd_of(door(flow_property=CALORIFIC, unit="MJ", materials=()))
    assert (epd.declared_unit, epd.kg_per_declared_quantity) == ("MJ", None)


def test_every_indicator_of_the_standard_has_an_identifier_and_no_identifier_is_of_two() -> None:
    versions = [(each.indicator, each.version) for each in INDICATOR_UUIDS.values()]
    assert len(versions) == len(set(versions)) == 50
    assert {each.indicator for each in INDICATOR_UUIDS.values() if each.version == "ef30"} == {
        each.indicator for each in INDICATOR_UUIDS.values() if each.version == "ef31"
    }


# Mass


def told(**fields: object) -> tuple[object, str | None, list[str]]:
    made = door(**fields)
    epd = epd_of(made)
    return epd.kg_per_declared_quantity, epd.mass_from, codes_of(made)


def test_a_mass_property_tells_the_mass() -> None:
    assert told(mass="7.5", materials=()) == (7.5, "mass_property", [])
    assert told(mass="7.5", amount="2", materials=()) == (15.0, "mass_property", [])


def test_a_conversion_factor_to_1_kg_in_kg_per_unit() -> None:
    """188 with 30 kg CO2e: 0.16 per kg as kilograms per unit; 5640 per kg the other way around."""
    factor = (("Conversion factor to 1 kg", "188.0", "-"),)
    assert told(results=(gwp({"A1-A3": "30"}),), materials=factor) == (
        188.0,
        "conversion",
        ["epd_conversion_read"],
    )


def test_a_conversion_factor_to_1_kg_in_units_per_kg() -> None:
    """4.35e-4 m3 per kg is 2299 kg per m3."""
    factor = (("Conversion factor to 1 kg", "4.35e-4", "-"),)
    kg, way, codes = told(flow_property=VOLUME, unit="m3", results=(gwp({"A1-A3": "250"}),), materials=factor)
    assert (kg, way, codes) == (pytest.approx(1 / 4.35e-4), "conversion", ["epd_conversion_read"])


def test_a_conversion_factor_takes_the_direction_that_the_density_says() -> None:
    materials = (("Gross density", "2300", "kg/m^3"), ("conversion factor to 1 kg", "4.35e-4", ""))
    assert told(flow_property=VOLUME, unit="m3", materials=materials) == (2300.0, "density", [])


def test_a_conversion_factor_is_read_as_the_grammage_says_whatever_its_greenhouse_gases() -> None:
    """0.01 kg/m2 by both, which 5 kg CO2e make implausible; 100 kg/m2 would be plausible and is not stated."""
    materials = (("Grammage", "0.01", "kg/m^2"), ("Conversion factor to 1 kg", "0.01", ""))
    found = told(results=(gwp({"A1-A3": "5"}),), materials=materials)
    assert found == (0.01, "grammage", ["epd_gwp_per_kg_out_of_range"])


def test_a_conversion_factor_that_can_be_read_both_ways_tells_no_mass() -> None:
    """0.5 with 3 kg CO2e: 6 per kg or 1.5 per kg."""
    factor = (("Conversion factor to 1 kg", "0.5", ""),)
    assert told(results=(gwp({"A1-A3": "3"}),), materials=factor) == (None, None, ["epd_mass_unknown"])


def test_a_density_of_concrete_in_tonnes_that_says_kg_is_not_used() -> None:
    materials = (("Gross density", "2.4", "kg/m^3"),)
    kg, _, codes = told(flow_property=VOLUME, unit="m3", materials=materials)
    assert (kg, codes) == (None, ["epd_density_implausible", "epd_mass_unknown"])


def test_a_density_in_tonnes_that_says_so_is_converted() -> None:
    assert told(flow_property=VOLUME, unit="m3", materials=(("Gross density", "2.4", "t/m^3"),))[:2] == (
        2400.0, "density",
    )  # fmt: skip


def test_density_times_thickness_is_held_against_the_grammage() -> None:
    """500 kg/m3 x 13.5 mm = 6.75 kg/m2: within a tenth of 7.0, not of 9.0."""
    board = (("Gross density", "500", "kg/m^3"), ("Layer thickness", "0.0135", "m"))
    assert told(materials=(("Grammage", "7.0", "kg/m^2"), *board)) == (7.0, "grammage", [])
    assert told(materials=(("Grammage", "9.0", "kg/m^2"), *board)) == (
        9.0,
        "grammage",
        ["epd_mass_disagrees"],
    )
    assert told(materials=board) == (pytest.approx(6.75), "density_thickness", [])


def test_a_density_that_is_text_is_told_of_and_not_calculated_with() -> None:
    board = (("Gross density", "> 500", "kg/m^3"), ("Layer thickness", "13.5", "mm"))
    assert told(materials=board)[2] == ["epd_number_is_text", "epd_mass_unknown"]
    assert told(materials=(("Grammage", "7.7", "kg/m^2"), *board)) == (
        7.7,
        "grammage",
        ["epd_number_is_text"],
    )


# Modules


def test_split_a1_a2_a3_are_added_where_there_is_no_aggregate() -> None:
    epd = epd_of(door(results=(gwp({"A1": "4", "A2": "0.5", "A3": "0.25"}),)))
    assert epd.module_value("a2_gwp_total", "A1-A3") == 4.75


def test_an_aggregate_beside_its_parts_is_taken_and_never_added_to_them() -> None:
    both = {"A1": "4", "A2": "1", "A3": "1", "A1-A3": "6.05"}
    assert epd_of(door(results=(gwp(both),))).module_value("a2_gwp_total", "A1-A3") == 6.05
    assert codes_of(door(results=(gwp(both),))) == []
    differing = door(results=(gwp(both | {"A1-A3": "6.1"}),))
    assert epd_of(differing).module_value("a2_gwp_total", "A1-A3") == 6.1
    assert codes_of(differing) == ["epd_a1_a3_differs"]


def test_two_of_the_three_parts_are_no_product_stage() -> None:
    assert epd_of(door(results=(gwp({"A1": "4", "A3": "1"}),))).module_value("a2_gwp_total", "A1-A3") is None


@pytest.mark.parametrize("empty", ["", None, "ND", "MNR", "-"])
def test_an_empty_figure_a_missing_module_and_zero_are_three_things(empty: str | None) -> None:
    made = door(results=(gwp({"A1-A3": "6", "A4": empty, "C1": "0"}),))
    epd = epd_of(made)
    assert epd.module_value("a2_gwp_total", "A4") is None
    assert epd.module_value("a2_gwp_total", "A5") is None
    assert epd.module_value("a2_gwp_total", "C1") == 0.0
    assert epd.declared_modules("a2_gwp_total") == ("A1-A3", "C1")
    assert codes_of(made) == []


@pytest.mark.parametrize("text", ["> 500", "ca. 5", "4-5", "1,000", "NaN", "INF", "1e400", "five"])
def test_a_figure_that_is_no_number_is_asked_about_and_left_out(text: str) -> None:
    made = door(results=(gwp({"A1-A3": "6", "A4": text}),))
    assert epd_of(made).module_value("a2_gwp_total", "A4") is None
    problem = problem_of(made, "epd_value_not_a_number")
    assert (problem.severity, problem.cell) == ("question", "GWP-total/A4")


def test_a_module_that_the_standard_does_not_have_is_told_of() -> None:
    made = door(results=(gwp({"A1-A3": "6", "E1": "1"}),))
    assert codes_of(made) == ["epd_module_unknown"]
    assert module_of("A1 – A3") == "A1-A3"


def test_two_figures_for_one_place_are_asked_about_and_neither_is_taken() -> None:
    made = door(results=(gwp({"A1-A3": "6"}), gwp({"A1-A3": "7", "A4": "1"})))
    assert epd_of(made).declared_modules("a2_gwp_total") == ("A4",)
    assert problem_of(made, "epd_value_twice").severity == "question"


# Scenarios


@given(st.floats(-100, 100), st.floats(-100, 100))
def test_scenarios_are_never_added(one: float, other: float) -> None:
    assume(one != 0 and other != 0)
    places = {("C3", "S1"): repr(one), ("C3", "S2"): repr(other)}
    epd = epd_of(door(results=(gwp({"A1-A3": "6", **places}),)))
    assert epd.module_value("a2_gwp_total", "C3", "S1") == one
    assert epd.module_value("a2_gwp_total", "C3", "S2") == other
    assert epd.module_value("a2_gwp_total", "C3") is None
    assert chosen_scenario(epd, "C3").name is None


def test_several_scenarios_without_a_default_are_told_of_once() -> None:
    places = {(module, scenario): "1" for module in ("C3", "D") for scenario in ("S1", "S2")}
    made = door(results=(gwp({"A1-A3": "6", **places}),))
    found = problem_of(made, "epd_scenarios_open")
    assert (found.severity, found.values["modules"], found.values["scenarios"]) == (
        "notice", ["C3", "D"], ["S1", "S2"],
    )  # fmt: skip
    default = ({"name": "S1"}, {"name": "S2", "default": "true"})
    assert codes_of(door(results=made.results, scenarios=default)) == []


def test_a_scenario_called_100_per_cent_recycling_that_burns_is_told_of() -> None:
    flows = Result(MER, {("C3", "S1"): "6.957"}, MASS_GROUP)
    results = (gwp({"A1-A3": "6", ("C3", "S1"): "1"}), flows)
    for words in ("100% recycling", "100 % genanvendelse", "100 Prozent stoffliche Verwertung"):
        made = door(results=results, scenarios=({"name": "S1", "description": words},))
        assert codes_of(made) == ["epd_scenario_disagrees"]
    for words in ("90 % recycling", "100 % incineration", ""):
        assert codes_of(door(results=results, scenarios=({"name": "S1", "description": words},))) == []


# Standards


@pytest.mark.parametrize(
    ("uuid", "cited", "standard"),
    [(GWP_EF30, A2_EF30, "a2_ef30"), (GWP_EF31, A2_EF31, "a2_ef31"), (GWP_CML, A1, "a1")],
)
def test_the_identifier_of_gwp_decides_the_standard(uuid: str, cited: str, standard: str) -> None:
    made = door(results=(gwp({"A1-A3": "6"}, uuid),), cited=cited)
    assert (epd_of(made).standard, codes_of(made)) == (standard, [])


def test_ef_3_1_figures_under_an_ef_3_0_heading_are_ef_3_1() -> None:
    made = door(results=(gwp({"A1-A3": "6"}, GWP_EF31),), cited=A2_EF30)
    assert epd_of(made).standard == "a2_ef31"
    assert problem_of(made, "epd_standard_differs").severity == "notice"


def test_figures_of_ef_3_0_and_ef_3_1_are_not_mixed() -> None:
    made = door(
        results=(
            gwp({"A1-A3": "6"}, GWP_EF30),
            gwp({"A1-A3": "7"}, GWP_EF31),
            Result(ETP_EF30, {"A1-A3": "1"}),
        ),
        cited=A2_EF31,
    )
    epd = epd_of(made)
    assert (epd.standard, epd.module_value("a2_gwp_total", "A1-A3")) == ("a2_ef31", 7.0)
    assert epd.module_value("a2_etp_fw", "A1-A3") is None
    assert problem_of(made, "epd_two_methods").values["indicators"] == ["GWP-total", "ETP-fw"]


def test_figures_of_a1_are_kept_apart_from_those_of_a2() -> None:
    made = door(results=(gwp({"A1-A3": "6"}), gwp({"A1-A3": "7"}, GWP_CML)))
    epd = epd_of(made)
    assert (epd.module_value("a2_gwp_total", "A1-A3"), epd.module_value("a1_gwp", "A1-A3")) == (6.0, 7.0)
    assert (epd.standard, epd.climate_indicator) == ("a2_ef30", "a2_gwp_total")


def test_a_declaration_without_gwp_is_asked_about() -> None:
    made = door(results=(Result(PERE, {"A1-A3": "1"}, ENERGY_GROUP),))
    assert (epd_of(made).standard, codes_of(made)) == (None, ["epd_without_gwp"])


def test_an_unknown_indicator_is_named() -> None:
    uuid = "fb774615-0575-45de-9a89-1ded92f19770"
    made = door(results=(*DOOR.results, Result(uuid, {"A1-A3": "6"}, CO2)))
    problem = problem_of(made, "epd_indicator_unknown")
    assert (problem.severity, problem.values["uuid"]) == ("notice", uuid)


# Units


def test_phosphate_under_the_identifier_of_phosphorus_is_asked_about() -> None:
    group = "0429039d-a61d-4590-ba67-aa4a20a810a1"
    made = door(results=(*DOOR.results, Result(EP_FRESHWATER, {"A1-A3": "3.07"}, group, "kg PO_(4)-Äq.")))
    assert epd_of(made).module_value("a2_ep_freshwater", "A1-A3") is None
    assert problem_of(made, "epd_unit_two_readings").severity == "question"


@pytest.mark.parametrize(
    ("uuid", "indicator", "unit", "factor"),
    [
        (PERE, "pere", "kWh", 3.6),
        (SM, "sm", "t", 1000.0),
        (EP_FRESHWATER, "a2_ep_freshwater", "kg PO4e", 1 / 3.07),
    ],
)
def test_a_unit_of_the_same_kind_is_converted_and_told_of(
    uuid: str, indicator: str, unit: str, factor: float
) -> None:
    made = door(results=(*DOOR.results, Result(uuid, {"A1-A3": "2"}, "", unit)))
    assert epd_of(made).module_value(indicator, "A1-A3") == pytest.approx(2 * factor)
    assert codes_of(made) == ["epd_unit_converted"]


def test_a_unit_of_another_kind_is_asked_about_and_its_figures_left_out() -> None:
    made = door(
        results=(*DOOR.results, Result("b5c611c6-def3-11e6-bf01-fe55135034f3", {"A1-A3": "2"}, "", "kg SO2e"))
    )
    assert epd_of(made).module_value("a2_ap", "A1-A3") is None
    assert codes_of(made) == ["epd_unit_not_convertible"]


def test_an_area_is_in_square_metres() -> None:
    assert (DOOR.flow_property, epd_of(DOOR).declared_unit) == (AREA, "m2")
