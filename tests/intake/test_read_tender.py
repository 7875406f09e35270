"""What is wrong with a tender's workbook is told all at once, each at its cell; nothing is left out in silence."""

import io
from collections.abc import Mapping
from decimal import Decimal
from functools import cache

import openpyxl
import pytest

from documents import draft_of, tender_sheet
from evaluation.problems import UnusableTender
from intake.read_tender import read_tender, read_tender_with_notices
from sample_tenders.content.answers import Place
from sample_tenders.filling import BlankWorkbook
from tests.documents.workbooks import LOT, everything_asked, kitchen, kitchen_draft
from tests.documents.workbooks import place as cell_place

CELL = Mapping[Place, object]


@cache
def blank(preset: str) -> bytes:
    """Return the sheet of a complete tender, written once for all that type over it."""
    return tender_sheet(draft_of(kitchen(preset) if preset == "small_purchase_1" else everything_asked()))


@cache
def first_item(preset: str) -> str:
    """Return the key that the first item is read by, which stands for any."""
    return read_tender(changed(preset, {})[1]).items[0].key


def changed(preset: str, cells: CELL) -> tuple[BlankWorkbook, bytes]:
    """Return the workbook of a complete tender with some cells typed over, a None emptied."""
    workbook = BlankWorkbook(blank(preset), "tender")
    workbook.fill({place: value for place, value in cells.items() if value is not None})
    for place, value in cells.items():
        if value is None:
            workbook.write(place, None)
    return workbook, workbook.content()


@pytest.mark.parametrize(
    ("preset", "cells", "code"),
    [
        ("small_purchase_1", {("tender", "", "title"): None}, "value_missing"),
        ("small_purchase_1", {("models", LOT, "study_years"): 0}, "below_minimum"),
        ("small_purchase_1", {("models", LOT, "first_year"): "snart"}, "not_a_number"),
        ("small_purchase_1", {("tender", "", "deadline"): "snart"}, "not_a_date"),
        ("small_purchase_1", {("items", "item_01", "reference_life"): None}, "reference_life_missing"),
        ("small_purchase_1", {("items", "item_01", "quantity.1"): None}, "quantity_missing"),
        ("standard_1", {("models", LOT, "electricity_carrier"): "el_no"}, "unknown_key"),
        ("standard_1", {("models", LOT, "reported_measures"): "beauty"}, "measure_unknown"),
        ("standard_1", {("criteria", "cost", "measure"): "beauty"}, "measure_unknown"),
        ("standard_1", {("criteria", "cost", "slope"): None}, "rule_parameter_missing"),
        ("standard_1", {("criteria", "cost", "weight"): 44}, "weights_do_not_sum"),
        ("standard_1", {("items", "item_01", "key"): "Ovn 1"}, "key_form"),
    ],
)
def test_a_fault_of_a_tender_is_told_at_its_cell(preset: str, cells: CELL, code: str) -> None:
    ((place, value),) = cells.items()
    place = (place[0], place[1].replace("item_01", first_item(preset)), place[2])
    workbook, content = changed(preset, {place: value})
    at = workbook.cell_of((place[0], str(value), place[2])) if code == "key_form" else workbook.cell_of(place)
    with pytest.raises(UnusableTender) as refused:
        read_tender(content)
    told = [(p.severity, p.code, p.file) for p in refused.value.problems]
    assert ("stop", code, "tender.xlsx") in told
    problem = next(p for p in refused.value.problems if p.code == code)
    assert (problem.sheet, problem.cell) == at


@pytest.mark.parametrize(
    ("code", "profile", "row", "field"),
    [
        ("profile_over_year", (("off", 5000.0), ("idle", 3000.0), ("active", 761.0)), 2, "hours"),
        ("mode_twice", (("off", 10.0), ("idle", 20.0), ("off", 30.0)), 2, "mode"),
    ],
)
def test_a_fault_of_a_profile_is_told_at_the_row_of_its_mode(
    code: str, profile: tuple[tuple[str, float], ...], row: int, field: str
) -> None:
    draft = kitchen_draft(
        "standard_1",
        use_profiles=[{"profile": "office", "mode": mode, "hours": hours} for mode, hours in profile],
    )
    content = tender_sheet(draft)
    cell = cell_place(openpyxl.load_workbook(io.BytesIO(content)), "use_profiles", field, row)
    told = [(p.code, p.sheet, p.cell) for p in read_tender_with_notices(content).problems]
    assert (code, cell.parent.title, cell.coordinate) in told


def test_all_faults_of_a_tender_are_told_at_once() -> None:
    cells: CELL = {
        ("tender", "", "title"): None,
        ("tender", "", "deadline"): "snart",
        ("models", LOT, "study_years"): -1,
        ("models", LOT, "discount_rate"): "lav",
    }
    workbook, content = changed("standard_1", cells)
    with pytest.raises(UnusableTender) as refused:
        read_tender(content)
    at = {(p.sheet, p.cell) for p in refused.value.problems}
    assert at == {workbook.cell_of(place) for place in cells}
    assert len(refused.value.problems) == len(cells)


def test_a_criterion_of_the_preset_that_is_left_blank_is_missing_and_not_left_out() -> None:
    blanked = {("criteria", "guarantee", name): None for name in ("weight", "full_at", "zero_at")}
    workbook, content = changed("small_purchase_1", {("criteria", "cost", "weight"): 100, **blanked})
    reading = read_tender_with_notices(content)
    assert reading.tender is None
    assert [(p.severity, p.code, p.sheet, p.cell) for p in reading.problems] == [
        ("stop", "value_missing", *workbook.cell_of(("criteria", "guarantee", "weight")))
    ]


def test_a_criterion_may_weigh_nothing() -> None:
    weights = {("criteria", "cost", "weight"): 100, ("criteria", "guarantee", "weight"): 0}
    tender = read_tender(changed("small_purchase_1", weights)[1])
    assert [(c.id, c.weight) for c in tender.criteria] == [("cost", Decimal(100)), ("guarantee", Decimal(0))]
