"""What is printed of a declaration: every module on its own line, and nothing added up but the product stage."""

import json
from dataclasses import replace

import pytest

from documents.epd_summary import epd_summary, epds_as_json
from evaluation.epd import Content, Epd, EpdScenario, EpdValue

FIGURES = (
    ("A1", "", 158.0),
    ("A2", "", 10.5),
    ("A3", "", 9.5),
    ("C3", "S1", 1.25),
    ("C3", "S2", 2.0),
    ("D", "S1", -17.5),
)
WALL = Epd(
    "x",
    {"da": "Væg", "en": "Wall"},
    number="EPD-1",
    standard="a2_ef30",
    valid_until="2029-12-31",
    declared_unit="kg",
    declared_quantity=1000.0,
    kg_per_declared_quantity=1000.0,
    mass_from="declared",
    values=tuple(EpdValue("a2_gwp_total", *each) for each in FIGURES),
    scenarios=(EpdScenario("S1", is_default=True), EpdScenario("S2")),
)


def test_a_declaration_is_printed_by_module_and_scenario() -> None:
    lines = epd_summary(WALL, "da").splitlines()
    assert lines[0] == "Væg"
    assert "Gyldig til        31. december 2029" in lines
    assert "Deklareret enhed  1.000 kg" in lines
    table = [line.split() for line in lines[lines.index("") + 2 :]]
    assert table[:7] == [
        ["A1", "158"],
        ["A2", "10,5"],
        ["A3", "9,5"],
        ["A1-A3", "178"],
        ["C3", "S1", "(standard)", "1,25"],
        ["C3", "S2", "2"],
        ["D", "S1", "(standard)", "−17,5"],
    ]
    assert lines[-1] == "Ikke deklareret: A4, A5, B1, B2, B3, B4, B5, B6, B7, C1, C2, C4"


def test_the_content_is_printed_line_by_line_and_what_it_does_not_say_stays_blank() -> None:
    lines = (
        Content("oak", "material", share=0.9, mass_kg=12.0, recycled_share=0.0),
        Content("foil", "material", is_packaging=True),
        Content("softener", "substance", share=0.00042, cas_number="117-81-7"),
    )
    printed = epd_summary(replace(WALL, content=lines), "en").splitlines()
    table = [line.split() for line in printed[printed.index("Content declared by the EPD") + 2 :]]
    assert table == [
        ["oak", "material", "90%", "12", "0%"],
        ["foil", "(packaging)", "material"],
        ["softener", "substance", "0.042%", "117-81-7"],
    ]


@pytest.mark.parametrize("lang", ["da", "en"])
def test_a_declaration_that_says_nothing_is_printed_too(lang: str) -> None:
    assert epd_summary(Epd("x"), lang).count("\n") > 3


def test_the_json_holds_every_figure_and_what_follows_from_them() -> None:
    (found,) = json.loads(json.dumps(epds_as_json([WALL], [], "en"), allow_nan=False))["epds"]
    assert len(found["values"]) == len(FIGURES)
    assert (found["family"], found["gwp_per_kg"]) == ("a2", 0.178)
    assert found["declared_modules"] == ["A1", "A2", "A3", "A1-A3", "C3", "D"]
    assert "A4" in found["undeclared_modules"]
