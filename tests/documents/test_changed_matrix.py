"""A number changed in the workbook gives what the engine gives for that number: no result stands still."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

import pytest

from documents.matrix import build_matrix
from documents.matrix.book import Key
from intake import read_case
from tests.documents.changed_numbers import Matrix, Numbers, differences, every_other_number, other_numbers
from tests.documents.matrix_cases import MatrixCase, every_term
from tests.documents.matrix_changes import with_numbers
from tests.office import OfficeWorkbooks, register_workbook

SAMPLES = Path(__file__).parents[2] / "sample_tenders"
KITCHEN, FURNITURE, TERMS = "kitchen_equipment", "office_furniture", "every_term"
LOT = "LOT-0001"


@cache
def case_of(name: str) -> Matrix:
    """Return a case, its evaluation and its matrix."""
    if name == TERMS:
        case = every_term()
    else:
        read = read_case(SAMPLES / name)
        case = MatrixCase(read.tender, tuple(read.reading.bids), read.decisions)
    done = case.evaluated()
    return case, done, build_matrix(done, "en")


def input_of(name: str, lot: str, field: str, at: int) -> Key:
    """Return the key of a bidder's number, the n-th of a field (``table.field``)."""
    table, of = field.split(".")
    inputs = case_of(name)[1].lots[lot].inputs
    rows = inputs.loc[(inputs["table"] == table) & (inputs["field"] == of) & (inputs["state"] == "stated")]
    return ("input", lot, int(rows.index[at]))


# What is changed in which case: the five of a procurement officer's first doubts, in both samples.
def named_changes() -> Mapping[str, tuple[str, Numbers]]:
    """Return the changes by name, with the case each is made in."""
    return {
        "kitchen_price": (KITCHEN, {input_of(KITCHEN, LOT, "prices.unit_price", 2): 91_250.5}),
        "kitchen_weight": (KITCHEN, {("weight", LOT, "cost"): 55.0, ("weight", LOT, "guarantee"): 45.0}),
        "kitchen_slope": (KITCHEN, {("rule", LOT, "cost", "slope"): 12.5}),
        "kitchen_rate": (KITCHEN, {("model", LOT, "discount_rate"): 0.05}),
        "furniture_price": (FURNITURE, {input_of(FURNITURE, LOT, "prices.unit_price", 5): 3_999.0}),
        "furniture_kilograms": (FURNITURE, {input_of(FURNITURE, LOT, "materials.mass_kg", 3): 31.75}),
        "furniture_weight": (
            FURNITURE,
            {("weight", "LOT-0002", "environment"): 55.0, ("weight", "LOT-0002", "cost"): 25.0},
        ),
        "furniture_slope": (FURNITURE, {("rule", "LOT-0003", "cost", "slope"): 35.0}),
        "furniture_rate": (FURNITURE, {("model", LOT, "discount_rate"): 0.015}),
    }


# Every kind of yellow cell there is, kinds of one subject changed together: the first part of a cell's key, and
# the name of the number where one key has several.
KINDS: Mapping[str, tuple[tuple[str, str], ...]] = {
    "what_bidders_state": (("input", ""), ("missing", "")),
    "what_people_decide": (("admitted", ""), ("judged", ""), ("reservation", ""), ("credit", "")),
    "prices": (
        *((kind, "") for kind in ("resource_price", "growth", "option", "default", "index", "step")),
        ("use_profile", ""),
        ("material_price", ""),
        ("external_price", ""),
        *(("model", name) for name in ("discount_rate", "missing_factor", "residual_share")),
        ("service", "quantity"),
        ("assortment", ""),
        ("buy_back", ""),
        *(("model", name) for name in ("returned_share", "buy_back_cap")),
    ),
    "factors": (
        *(("factor", name) for name in ("gwp", "wtt")),
        *(("material", name) for name in ("yield", "biogenic")),
        ("grid_published", ""),
        ("activity", ""),
        *(("model", name) for name in ("transport_km", "disposal_km")),
    ),
    "impacts": (
        *((kind, "") for kind in ("factor_impact", "declared_impact", "impact_weight")),
        ("model", "least_coverage"),
    ),
    "routes": (
        ("route", ""),
        *(("model", f"hierarchy_{name}") for name in ("reuse", "recycling", "energy_recovery", "landfill")),
    ),
    "items": tuple(
        ("item", name)
        for name in (
            "reference_life",
            "mean_weight",
            "demand",
            "quantity",
            "longest_years",
            "failures_per_year",
            "guarantee_floor",
            "in_use_factor",
            "maintenance_factor",
        )
    ),
    "rules": (
        *(("rule", name) for name in ("slope", "full_at", "zero_at", "scale_maximum")),
        ("model", "scale"),
    ),
    "circularity": tuple(
        ("model", name) for name in ("life_ratio_floor", "life_ratio_cap", "feedstock_yield")
    ),
    "weights": (("weight", ""),),
}


def kind_of(key: Key) -> tuple[str, str]:
    """Return the kind of a yellow cell."""
    if key[0] == "item":
        return "item", str(key[3])
    return str(key[0]), str(key[-1]) if key[0] in ("factor", "material", "rule", "model", "service") else ""


def of_subject(subject: str) -> Numbers:
    """Return the changes of one subject: every cell of its kinds at once; admission and weights by hand."""
    built = case_of(TERMS)[2]
    if subject == "weights":
        # Exact decimals that still make a hundred at each level.
        return {
            ("weight", LOT, "economy"): 20.5,
            ("weight", LOT, "quality"): 55.0,
            ("weight", LOT, "quality/judged"): 12.5,
            ("weight", LOT, "quality/life"): 47.5,
            ("weight", "LOT-0003", "price"): 30.0,
            ("weight", "LOT-0003", "guarantee"): 70.0,
        }
    keys = [key for key in built.inputs if kind_of(key) in KINDS[subject] and key[0] != "admitted"]
    numbers = other_numbers(built, keys, seed=len(subject))
    if subject == "what_people_decide":
        numbers |= {("admitted", LOT, "alfa"): 0.0, ("admitted", LOT, "delta"): 1.0}
    return numbers


def changes_of(name: str) -> tuple[str, Numbers]:
    """Return the case and the numbers of a registered change."""
    if name in KINDS:
        return TERMS, of_subject(name)
    if name.startswith("all_"):
        case = name.removeprefix("all_")
        return case, every_other_number(case_of(case)[2], seed=7)
    return named_changes()[name]


def changed_workbook(name: str) -> bytes:
    """Return the workbook of a case with the numbers of a change typed into its yellow cells."""
    case, numbers = changes_of(name)
    return with_numbers(case_of(case)[2], numbers)


NAMED = (
    *(f"kitchen_{what}" for what in ("price", "weight", "slope", "rate")),
    *(f"furniture_{what}" for what in ("price", "kilograms", "weight", "slope", "rate")),
)
ALL = tuple(f"all_{name}" for name in (KITCHEN, FURNITURE, TERMS))
for _name in (*NAMED, *ALL, *KINDS):
    register_workbook(f"changed_{_name}", lambda name=_name: changed_workbook(name))  # type: ignore[misc]


def differences_of(name: str, office: OfficeWorkbooks) -> tuple[list[tuple[Key, object, float]], int]:
    """Return where the workbook of a change is not what the engine gives, and how many results moved."""
    case, numbers = changes_of(name)
    return differences(case_of(case), numbers, office[f"changed_{name}"])


def test_every_kind_of_yellow_cell_is_changed_by_a_test() -> None:
    known = {kind for kinds in KINDS.values() for kind in kinds}
    assert {kind_of(key) for key in case_of(TERMS)[2].inputs} == known
    for name in (KITCHEN, FURNITURE):
        assert {kind_of(key) for key in case_of(name)[2].inputs} <= known


@pytest.mark.parametrize("name", NAMED)
def test_a_price_kilogram_weight_slope_or_rate_changed_in_a_sample_gives_what_the_engine_gives(
    name: str, office: OfficeWorkbooks
) -> None:
    wrong, moved = differences_of(name, office)
    assert wrong == []
    assert moved > 0


@pytest.mark.parametrize("name", ALL)
def test_all_numbers_changed_at_once_give_what_the_engine_gives(name: str, office: OfficeWorkbooks) -> None:
    wrong, moved = differences_of(name, office)
    assert wrong == []
    assert moved > 0


@pytest.mark.parametrize("subject", KINDS)
def test_the_yellow_cells_of_a_subject_changed_give_what_the_engine_gives(
    subject: str, office: OfficeWorkbooks
) -> None:
    wrong, moved = differences_of(subject, office)
    assert wrong == []
    assert moved > 0
