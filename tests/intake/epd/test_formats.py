"""One declaration reads alike in every format it is handed in as."""

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents.epd_summary import epd_summary
from documents.summary import problem_lines
from evaluation.epd import MODULES
from intake.epd import EpdRead, read_epd, read_epds
from tests.intake.epd.declarations import (
    AP,
    CO2,
    DOOR,
    EP_FRESHWATER,
    GWP_CML,
    GWP_EF31,
    MASS_GROUP,
    MER,
    OPEN_EPD,
    PERE,
    Declaration,
    Result,
    as_bytes,
    codes_of,
    door,
    epd_of,
    flow_xml,
    gwp,
    json_of,
    open_epd,
    packed,
    process_xml,
    zipped,
)

figures = st.floats(-1e6, 1e6, allow_nan=False).map(repr)
places = st.one_of(
    st.sampled_from(MODULES),
    st.tuples(st.sampled_from(("A4", "C3", "C4", "D")), st.sampled_from(("S1", "S2"))),
)
results = st.tuples(
    st.dictionaries(places, figures, min_size=1).map(gwp),
    st.dictionaries(places, figures).map(lambda found: Result(AP, found, "", "mol H+ eqv.")),
    st.dictionaries(places, figures).map(lambda found: Result(MER, found, MASS_GROUP, "kg")),
)


@given(results, st.floats(0.5, 2000), st.floats(0.01, 1000))
def test_the_same_declaration_reads_alike_as_zip_and_as_json(
    made: tuple[Result, ...], mean: float, grammage: float
) -> None:
    declaration = door(
        results=made,
        mean=repr(mean),
        materials=(("Grammage", repr(grammage), "kg/m^2"),),
        scenarios=({"name": "S1", "default": "true", "group": "EoL"}, {"name": "S2", "description": "Andet"}),
    )
    packed = read_epd("epd", zipped(declaration))
    plain = read_epd("epd", as_bytes(json_of(declaration)))
    assert packed.epd == plain.epd
    assert packed.epd is not None
    assert packed.problems == plain.problems


def test_a_declaration_has_its_identity_and_its_end() -> None:
    epd = epd_of(DOOR)
    assert (epd.uuid, epd.number, epd.geography) == (DOOR.uuid, "EPD-1", "DK")
    assert (epd.data_kind, epd.reference_year, epd.valid_until) == ("specific", 2022, "2027-12-31")
    assert (epd.name("da"), epd.name("en")) == ("Dør", "Tür")
    assert codes_of(DOOR) == []


def test_names_are_matched_by_namespace_and_not_by_prefix() -> None:
    other = process_xml(DOOR).replace("xmlns:e=", "xmlns:epd=").replace("e:", "epd:")
    other = other.replace("xmlns:epd24", "xmlns:e24").replace("xmlns:epd2", "xmlns:e2")
    assert "epd:amount" in other
    assert epd_of(other.encode()).values == epd_of(process_xml(DOOR).encode()).values != ()


def test_a_process_alone_has_figures_but_no_unit_and_says_to_hand_in_the_zip() -> None:
    alone = process_xml(DOOR).encode()
    epd = epd_of(alone)
    assert (epd.declared_unit, epd.declared_quantity, epd.kg_per_declared_quantity) == (None, None, None)
    assert epd.module_value("a2_gwp_total", "A1-A3") == 6.5
    assert codes_of(alone) == ["epd_without_declared_unit"]


def test_version_1_3_says_life_routes_contents_and_dangerous_substances() -> None:
    general = """
    <e24:productIds><e24:productId e24:type="GTIN">5701234567899</e24:productId></e24:productIds>
    <e24:referenceServiceLife e24:years="40"/>
    <e24:scenarioData><e24:eolScenarioData e24:scenario="S1">
    <e24:recovery e24:reuse="0.1" e24:recycling="0.6" e24:energyRecovery="0.2"/>
    <e24:disposal e24:finalDeposition="0.1"/></e24:eolScenarioData></e24:scenarioData>
    <e:safetyMargins><e:margins>10.0</e:margins></e:safetyMargins>
    <e2:contentDeclaration><e2:component e2:recycled="30"><e2:name>leaf</e2:name><e2:weightPerc e2:value="90"/>
    <e2:material e2:renewable="100"><e2:name>oak</e2:name><e2:mass e2:value="12"/></e2:material></e2:component>
    <e2:substance e2:packaging="true" e2:CASNumber="1-2-3" e2:hazardCode="H360"><e2:name>x</e2:name>
    </e2:substance></e2:contentDeclaration><e24:SVHC e24:present="true"/>"""
    time = "<e24:expirationDateOfEPD>2026-05-08</e24:expirationDateOfEPD>"
    epd = epd_of(door(general=general, time=time, scenarios=({"name": "S1"},)))
    assert epd.product_ids == (("GTIN", "5701234567899"),)
    assert (epd.service_life_years, epd.safety_margin, epd.has_svhc) == (40.0, 0.1, True)
    assert epd.valid_until == "2026-05-08"
    assert epd.scenarios[0].routes == {
        "reuse": 0.1,
        "recycling": 0.6,
        "energy_recovery": 0.2,
        "landfill": 0.1,
    }
    leaf, oak, substance = epd.content
    assert (leaf.kind, leaf.share, leaf.recycled_share) == ("component", 0.9, 0.3)
    assert (oak.kind, oak.mass_kg, oak.renewable_share) == ("material", 12.0, 1.0)
    assert (substance.kind, substance.is_packaging, substance.cas_number, substance.hazard_code) == (
        "substance", True, "1-2-3", "H360",
    )  # fmt: skip


def test_a_date_in_json_is_milliseconds_since_1970() -> None:
    document = json_of(DOOR)
    time = document["processInformation"]["time"]  # type: ignore[index]
    time["other"] = {"anies": [{"name": "publicationDateOfEPD", "value": 1710547200000}]}
    assert epd_of(as_bytes(document)).published == "2024-03-16"


def test_each_of_several_processes_is_a_declaration_and_one_alone_is_asked_for() -> None:
    other = replace(DOOR, uuid="aaaaaaaa-0000-0000-0000-000000000002", results=(gwp({"A1-A3": "9"}),))
    received = zipped(DOOR, other)
    reads = read_epds("two.zip", received)
    values = [each.epd.module_value("a2_gwp_total", "A1-A3") for each in reads if each.epd is not None]
    assert values == [6.5, 9.0]
    assert read_epd("two.zip", received).epd is None
    assert codes_of(received) == ["epd_several"]


def test_one_damaged_process_costs_itself_and_no_other() -> None:
    received = zipped(DOOR, extra={"ILCD/processes/zz.xml": "<processDataSet>"})
    good, bad = read_epds("two.zip", received)
    assert good.epd is not None
    assert (bad.epd, [problem.code for problem in bad.problems]) == (None, ["epd_damaged"])
    assert bad.problems[0].sheet == "ILCD/processes/zz.xml"


def test_a_unit_group_beside_the_declaration_names_the_unit() -> None:
    group = "99999999-0000-0000-0000-000000000000"
    document = f"""<unitGroupDataSet xmlns="http://lca.jrc.it/ILCD/UnitGroup"
    xmlns:c="http://lca.jrc.it/ILCD/Common"><unitGroupInformation><dataSetInformation><c:UUID>{group}</c:UUID>
    </dataSetInformation><quantitativeReference><referenceToReferenceUnit>1</referenceToReferenceUnit>
    </quantitativeReference></unitGroupInformation><units><unit dataSetInternalID="0"><name>MJ</name></unit>
    <unit dataSetInternalID="1"><name>kWh</name></unit></units></unitGroupDataSet>"""
    made = door(results=(*DOOR.results, Result(PERE, {"A1-A3": "10"}, group)))
    received = zipped(made, extra={"ILCD/unitgroups/u.xml": document})
    assert epd_of(received).module_value("pere", "A1-A3") == pytest.approx(36.0)
    assert codes_of(received) == ["epd_unit_converted"]


# openEPD


def test_an_open_epd_reads_its_unit_its_mass_and_its_method() -> None:
    epd = epd_of(open_epd())
    assert (epd.declared_unit, epd.declared_quantity, epd.kg_per_declared_quantity) == ("m2", 1.0, 20.0)
    assert (epd.standard, epd.valid_until, epd.gwp_per_kg()) == ("a2_ef31", "2029-02-11", 1.5)
    assert codes_of(open_epd()) == []


def test_an_open_epd_scope_that_is_missing_is_not_declared() -> None:
    assert epd_of(open_epd()).declared_modules("a2_gwp_total") == ("A1-A3",)


def test_scenarios_of_an_open_epd_hold_module_d() -> None:
    def scenario(name: str, c3: float, d: float) -> dict[str, object]:
        return {"name": name, **{m: {"mean": v, "unit": "kgCO2e"} for m, v in (("C3", c3), ("D", d))}}

    scopes = {"C_scenarios": [scenario("Landfill", 1.0, 0.0), scenario("Recycling", 2.0, -5.0)]}
    epd = epd_of(open_epd(impacts={"EF 3.1": {"gwp": scopes}}))
    assert epd.module_value("a2_gwp_total", "D", "Recycling") == -5.0
    assert epd.module_value("a2_gwp_total", "C3", "Landfill") == 1.0
    assert epd.module_value("a2_gwp_total", "D") is None


def test_phosphate_of_an_open_epd_becomes_phosphorus() -> None:
    """1 kg P is 3.07 kg PO4: 3.07 kg of phosphate count 1 kg."""
    impacts = {"EF 3.1": {"ep-fresh": {"A1A2A3": {"mean": 3.07, "unit": "kgPO4e"}}}}
    received = open_epd(impacts=impacts | {"EF 3.1": {**impacts["EF 3.1"], **_gwp()}})
    assert epd_of(received).module_value("a2_ep_freshwater", "A1-A3") == pytest.approx(1.0)
    assert codes_of(received) == ["epd_unit_converted"]


def _gwp() -> dict[str, object]:
    return {"gwp": {"A1A2A3": {"mean": 30.0, "unit": "kgCO2e"}}}


@pytest.mark.parametrize(
    ("method", "standard", "indicator"),
    [
        ("EF 3.0", "a2_ef30", "a2_gwp_total"),
        ("EF 3.1", "a2_ef31", "a2_gwp_total"),
        ("CML 2016", "a1", "a1_gwp"),
    ],
)
def test_the_name_of_the_method_chooses_the_family(method: str, standard: str, indicator: str) -> None:
    epd = epd_of(open_epd(impacts={method: _gwp()}))
    assert (epd.standard, epd.module_value(indicator, "A1-A3")) == (standard, 30.0)


def test_a_method_of_neither_family_is_told_of_and_left_out() -> None:
    received = open_epd(impacts={"TRACI 2.1": _gwp()})
    assert (epd_of(received).standard, epd_of(received).values) == (None, ())
    assert codes_of(received) == ["epd_method_unknown", "epd_without_gwp"]


def test_an_open_epd_in_tonnes_is_in_kilograms() -> None:
    epd = epd_of(open_epd(declared_unit={"qty": 2, "unit": "t"}))
    assert (epd.declared_unit, epd.declared_quantity, epd.kg_per_declared_quantity) == ("kg", 2000.0, 2000.0)


def test_a_figure_of_an_open_epd_without_a_unit_is_asked_about() -> None:
    received = open_epd(impacts={"EF 3.1": {"gwp": {"A1A2A3": {"mean": 30.0}}}})
    assert epd_of(received).values == ()
    assert "epd_unit_not_convertible" in codes_of(received)


def test_the_same_figures_read_alike_as_ilcd_and_as_open_epd() -> None:
    shared: Declaration = door(
        results=(
            gwp({"A1-A3": "30.0", "C3": "0.0"}, GWP_EF31),
            Result(EP_FRESHWATER, {"A1-A3": "0.2"}, "", "kg P eqv."),
        ),
        materials=(("Grammage", "20", "kg/m2"),),
    )
    scopes = {"A1A2A3": {"mean": 30.0, "unit": "kgCO2e"}, "C3": {"mean": 0, "unit": "kgCO2e"}}
    fresh = {"A1A2A3": {"mean": 0.2, "unit": "kgPe"}}
    opened = epd_of(open_epd(impacts={"EF 3.1": {"gwp": scopes, "ep-fresh": fresh}}))
    assert (opened.values, opened.kg_per_declared_quantity) == (epd_of(shared).values, 20.0)


# Content never raises.

scalars = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.sampled_from([1e12, 1e-12, "1e12", "-1e12", "1e-12", "999999999999.9", "0"]),
    st.text(max_size=8),
)
anything = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)


def _shown(one: EpdRead) -> None:
    """What was read, and what was wrong with it, can be put in words."""
    assert one.epd is not None or one.problems
    for lang in ("da", "en"):
        assert len(problem_lines(one.problems, lang)) == len(one.problems)
        assert one.epd is None or epd_summary(one.epd, lang)


def _spoilt(node: object, steps: list[int], by: object) -> object:
    """Return a document with the node at a path of choices replaced."""
    if not steps or not isinstance(node, dict | list) or not node:
        return by
    keys = list(node) if isinstance(node, dict) else list(range(len(node)))
    key = keys[steps[0] % len(keys)]
    changed = dict(node) if isinstance(node, dict) else list(node)
    changed[key] = _spoilt(node[key], steps[1:], by)
    return changed


@given(st.booleans(), st.lists(st.integers(0, 9), min_size=1, max_size=9), anything)
def test_a_json_document_with_anything_anywhere_is_read_or_refused(
    is_open: bool,  # noqa: FBT001  (drawn)
    steps: list[int],
    by: object,
) -> None:
    document = dict(OPEN_EPD) if is_open else json_of(DOOR)
    for one in read_epds("epd.json", json.dumps(_spoilt(document, steps, by)).encode()):
        _shown(one)


@given(
    st.integers(0, 4000),
    st.sampled_from(["", "<", "&", "ø", "1e999", "-", '"', "</exchanges>"]),
    st.integers(0, 40),
)
def test_an_xml_document_with_anything_anywhere_is_read_or_refused(at: int, by: str, length: int) -> None:
    text = process_xml(DOOR)
    at = at % len(text)
    spoilt = (text[:at] + by + text[at + length :]).encode()
    members: dict[str, str | bytes] = {"processes/p.xml": spoilt, "flows/f.xml": flow_xml(DOOR)}
    for one in read_epds("epd.zip", packed(members)):
        _shown(one)


def test_figures_of_both_families_are_kept_apart() -> None:
    made = door(results=(gwp({"A1-A3": "6"}, GWP_EF31), Result(GWP_CML, {"A1-A3": "7"}, CO2)))
    epd = epd_of(made)
    assert (epd.standard, epd.family) == ("a2_ef31", "a2")
    assert (epd.module_value("a2_gwp_total", "A1-A3"), epd.module_value("a1_gwp", "A1-A3")) == (6.0, 7.0)
