"""The file of an EPD beside a bid: whose it is, what it is a piece of, what it fills and what it contradicts."""

import math
from collections.abc import Mapping
from dataclasses import replace

import numpy as np
import pytest

from evaluation import evaluate
from evaluation.bid import Bid
from evaluation.evaluation_model import RouteShare
from evaluation.impact_sums import DECLARED_IMPACTS
from evaluation.tender import Item, Tender
from intake.bid_epds import with_epds
from lca_data import substances
from tests.builders import LOT, bid_of, figure, tender_of
from tests.evaluation.whole_desk import WEIGHED
from tests.intake.epd.declarations import AP, Result, as_bytes, gwp, json_of, zipped
from tests.intake.epd.declarations import door as epd_of_door

DOOR = Item(
    key="door", lot=LOT, title_da="Dør", quantity=(10.0,), reference_life=10, reference=True, factor_basis="declared",
)  # fmt: skip
# Of one square metre of 7.7 kg: production 6.5 of which acidification 0.02, treatment by two scenarios, credit.
ENDS = {("C3", "S1"): "11.0", ("C3", "S2"): "2.0", ("D", "S1"): "-4.0", ("D", "S2"): "-1.0"}
MADE = epd_of_door(
    results=(gwp({"A1-A3": "6.5", "B6": "126", **ENDS}), Result(AP, {"A1-A3": "0.02"}, "", "mol H+ eqv.")),
    scenarios=({"name": "S1"}, {"name": "S2", "default": "true"}),
)


def doors(**model: object) -> Tender:
    """Return a tender of one declared door whose EPD is handed in as a file."""
    fields = {"epd_files": True, "declared_modules": ("A1-A3", "C3", "D"), "least_coverage": 0.0, **model}
    routes = tuple(
        RouteShare(component=component, route="recycling", share=1.0)
        for component in ("product", "packaging")
    )
    return tender_of(
        [DOOR], [WEIGHED], routes=routes, model={"reported_measures": ("gwp_d", "a2_ap"), **fields}
    )


def door_bid(**declared: object) -> Bid:
    row: Mapping[str, object] = {
        "key": "door", "number": MADE.uuid.upper(), "method": None, "valid_until": None, "units_per_piece": 2.0,
        "gwp_a1_a3": np.nan, "gwp_c3": np.nan, "gwp_d": np.nan, **declared,
    }  # fmt: skip
    return bid_of(
        "a",
        prices=[{"key": "door", "offered": "yes", "product": "x", "unit_price": 1.0}],
        declarations=[row],
    )


def read(bid: Bid, tender: Tender | None = None, made: object = MADE) -> Bid:
    return with_epds(tender or doors(), bid, [("a/epd.zip", zipped(made)), ("a/brochure.pdf", b"%PDF")])  # type: ignore[arg-type]


def codes(bid: Bid) -> list[tuple[str, str, str | None]]:
    return [(p.severity, p.code, p.cell) for p in bid.problems if p.code.startswith("epd_") and p.lot]


def test_blank_figures_are_read_in_the_file_and_counted_a_piece() -> None:
    """2 m2 a door: A1-A3 13, C3 by the default scenario 4, D -2 apart. 10 doors over their life: 170 and -20.

    Its acidification is 0.04 a door. B6 is 126 in the EPD and comes from nowhere but the bid's own figures.
    """
    bid = read(door_bid())
    done = evaluate(doors(), [bid]).lots[LOT]
    assert figure(done, "a", "gwp_a_to_c") == pytest.approx(170.0)
    assert figure(done, "a", "gwp_d") == pytest.approx(-20.0)
    assert figure(done, "a", "a2_ap") == pytest.approx(0.4)
    assert "B6" not in set(done.impacts["module"])
    assert {row[:2] for row in codes(bid)} == {("notice", "epd_fills_blank")}


def test_a_figure_from_the_file_names_the_file_and_the_place_in_it() -> None:
    inputs = evaluate(doors(), [read(door_bid())]).lots[LOT].inputs
    row = inputs.loc[inputs["field"] == "gwp_a1_a3"].iloc[0]
    assert (row["source_file"], row["source_cell"]) == ("a/epd.zip", "a2_gwp_total/A1-A3")


def test_what_the_sheet_says_counts_and_a_difference_is_a_question_at_its_cell() -> None:
    """13.05 is within half a per cent of 13, 20 is not; the figure is in the sixth column."""
    assert ("question", "epd_differs", "F7") not in codes(read(door_bid(gwp_a1_a3=13.05)))
    bid = read(door_bid(gwp_a1_a3=20.0))
    assert ("question", "epd_differs", "F7") in codes(bid)
    assert bid.tables["declarations"]["gwp_a1_a3"].tolist() == [20.0]


def test_standard_and_validity_are_read_too_and_asked_about_where_they_differ() -> None:
    bid = read(door_bid(valid_until="2026-12-31"))
    assert bid.tables["declarations"]["method"].tolist() == ["en15804_a2"]
    assert ("question", "epd_differs", "D7") in codes(bid)


def test_a_module_is_never_the_sum_of_its_scenarios_and_an_open_one_is_a_question() -> None:
    made = epd_of_door(results=(gwp({"A1-A3": "6.5", **ENDS}),), scenarios=({"name": "S1"}, {"name": "S2"}))
    bid = read(door_bid(), made=made)
    assert {(s, c) for s, c, _ in codes(bid)} >= {("question", "epd_scenario_open")}
    assert math.isnan(bid.tables["declarations"]["gwp_c3"].iloc[0])
    assert set(bid.tables[DECLARED_IMPACTS]["module"]) == {"A1-A3"}


@pytest.mark.parametrize(("units", "expected"), [(2.0, 13.0), (np.nan, None)])
def test_nobody_guesses_how_many_units_a_piece_is(units: float, expected: float | None) -> None:
    bid = read(door_bid(units_per_piece=units))
    if expected is None:
        assert [c for _, c, _ in codes(bid) if c != "epd_fills_blank"] == ["epd_units_per_piece_unknown"]
        assert DECLARED_IMPACTS not in bid.tables
    else:
        assert bid.tables["declarations"]["gwp_a1_a3"].tolist() == [expected]


def test_an_epd_for_a_thousand_kilograms_is_converted_by_the_declared_quantity() -> None:
    """179 kg CO2e for 1,000 kg; a door of 50 kg declared units has 8.95."""
    made = epd_of_door(
        results=(gwp({"A1-A3": "179"}),),
        flow_property="93a60a56-a3c8-11da-a746-0800200b9a66",
        unit="kg",
        mean="1000",
        materials=(),
    )
    bid = read(door_bid(units_per_piece=50.0), made=made)
    assert bid.tables["declarations"]["gwp_a1_a3"].tolist() == [pytest.approx(8.95)]


def test_the_mass_of_a_piece_tells_how_many_units_it_is() -> None:
    """A square metre has 7.7 kg, a door 23.1 kg: three square metres, 3 x 6.5."""
    bid = door_bid(units_per_piece=np.nan)
    data = bid.tables["prices"].drop(columns=["unit_price", "product", "offered"]).assign(mass_kg=23.1)
    found = read(replace(bid, tables={**bid.tables, "product_data": data}))
    assert found.tables["declarations"]["gwp_a1_a3"].tolist() == [pytest.approx(19.5)]


def test_an_epd_for_two_pieces_is_halved() -> None:
    """6.5 for two pieces is 3.25 for one, and nobody has to say how many units a piece is."""
    made = epd_of_door(
        results=(gwp({"A1-A3": "6.5"}),),
        flow_property="01846770-4cfe-4a25-8ad9-919d8d378345",
        unit="Item(s)",
        mean="2",
        materials=(),
    )
    bid = read(door_bid(units_per_piece=np.nan), made=made)
    assert bid.tables["declarations"]["gwp_a1_a3"].tolist() == [3.25]


def test_the_coverage_counts_what_is_declared_and_has_no_other_figure() -> None:
    """Acidification is stated of A1-A3 alone: 130 of the 170 kg that are emitted over A to C."""
    sums = evaluate(doors(), [read(door_bid())]).lots[LOT].impact_sums
    assert sums is not None
    share = {key: float(sums.gwp_share[0, n]) for n, key in enumerate(sums.indicators)}
    assert share == pytest.approx({"a2_gwp_total": 1.0, "a2_ap": 130 / 170})


def test_a_file_of_another_product_is_a_question_and_changes_nothing() -> None:
    bid = door_bid(number="NEPD-1")
    found = read(bid)
    assert [p.code for p in found.problems if p.code == "epd_of_no_item"] == ["epd_of_no_item"]
    assert found.tables["declarations"].equals(bid.tables["declarations"])


def test_a_file_that_is_no_epd_leaves_the_rest_of_the_bid_as_it_was() -> None:
    bid = door_bid(gwp_a1_a3=13.0)
    found = with_epds(
        doors(), bid, [("a/epd.zip", b"PK\x03\x04 cut off"), ("a/x.json", as_bytes(json_of(MADE)))]
    )
    assert [p.severity for p in found.problems if p.file == "a/epd.zip"] == ["question"]
    assert not found.is_stopped(LOT)
    assert DECLARED_IMPACTS in found.tables


def test_files_are_not_looked_at_where_the_model_does_not_ask_for_them() -> None:
    bid = door_bid()
    assert read(bid, doors(epd_files=False)) is bid


def test_a_life_beyond_that_of_the_epd_is_a_question_at_its_cell() -> None:
    """The EPD reckons with 40 years; 40 is no more, 41 is; what is counted in uses has no years to compare."""
    made = epd_of_door(general='<e24:referenceServiceLife e24:years="40"/>')
    for years, expected in ((40.0, []), (41.0, [("question", "epd_life_shorter", "B7")])):
        claimed = bid_of("a", product_data=[{"key": "door", "claimed_life": years}])
        bid = door_bid()
        both = replace(
            bid, tables={**bid.tables, **claimed.tables}, columns={**bid.columns, **claimed.columns}
        )
        assert [row for row in codes(read(both, made=made)) if row[1] == "epd_life_shorter"] == expected


@pytest.mark.parametrize(
    ("substance", "said", "named"),
    [
        ("dehp", "no", "softener (CAS 117-81-7)"),
        ("dehp", "yes", None),
        ("svhc", "no", "SVHC"),
        ("pvc", "no", None),
    ],
)
def test_a_no_that_the_epd_speaks_against_is_a_question(substance: str, said: str, named: str | None) -> None:
    """The content declaration names the softener by its CAS number, and the EPD declares such substances."""
    general = """<e2:contentDeclaration><e2:substance e2:CASNumber="117-81-7"><e2:name>softener</e2:name>
    <e2:weightPerc e2:value="2"/></e2:substance></e2:contentDeclaration><e24:SVHC e24:present="true"/>"""
    tables = {name: getattr(doors(), name) for name in Tender.model_fields}
    asked = Tender(**tables | {"substances": tuple(substances()[key] for key in ("dehp", "pvc"))})
    if substance == "svhc":
        asked = Tender(**tables | {"substances": (substances()["svhc_candidate_list"],)})
    key = f"door/{'svhc_candidate_list' if substance == 'svhc' else substance}"
    said_of = bid_of("a", substance_answers=[{"key": key, "item": "door", "contained": said}])
    bid = door_bid()
    both = replace(bid, tables={**bid.tables, **said_of.tables}, columns={**bid.columns, **said_of.columns})
    found = [
        p for p in read(both, asked, epd_of_door(general=general)).problems if p.code == "epd_holds_substance"
    ]
    assert [(p.values["named"], p.cell) for p in found] == ([(named, "C7")] if named else [])
