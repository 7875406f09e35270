"""One fault, one problem, at its cell: what cannot be read stays missing and is told, and nothing is repaired."""

from collections.abc import Callable

import numpy as np
import pytest
from openpyxl.workbook.workbook import Workbook

from evaluation.problems import Problem
from evaluation.tender import Requirement
from intake import Reading
from tests.intake.bids import COMPLETE, LOT, cell_of, furniture, grave, notices, place, read

PRICE = ("prices", "unit_price", "desk")
SHARE = ("materials", "recycled_share", "chair/1")
PACKAGING = ("product_data", "packaging_kg", "chair")


def only(problems: list[Problem]) -> Problem:
    assert len(problems) == 1, [(p.code, p.cell) for p in problems]
    return problems[0]


def value(reading: Reading, cell: tuple[str, str, str]) -> float:
    table, field, key = cell
    frame = reading.bids[0].tables[table].set_index("key")
    return float(frame.loc[key, field])  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("cell", "typed", "code"),
    [
        (PRICE, "1.000", "number_ambiguous"),
        (PRICE, "efter aftale", "not_a_number"),
        (PRICE, True, "boolean_in_number"),
        (PRICE, "EUR 122", "other_currency"),
        (PRICE, "1.250,00 inkl. moms", "includes_vat"),
        (PRICE, -5, "below_minimum"),
        (PACKAGING, "2 liter", "unit_not_convertible"),
        (PACKAGING, "2 kasser", "unit_unclear"),
        (SHARE, 0.25, "share_ambiguous"),
        (SHARE, 140, "above_maximum"),
        (("product_data", "claimed_life", "desk"), 0, "not_above"),
        (("materials", "material", "desk/1"), "Titan", "not_in_list"),
        (("prices", "offered", "desk"), "måske", "not_in_list"),
        (("question_answers", "value", "seats"), 21, "above_maximum"),
        (("question_answers", "value", "seats"), 0.5, "below_minimum"),
    ],
)
def test_a_cell_that_points_depend_on_stops_the_bid_and_stays_missing(
    cell: tuple[str, str, str], typed: object, code: str
) -> None:
    reading = read(furniture(), {**COMPLETE, cell: typed})
    problem = only(grave(reading))
    assert (problem.code, problem.severity, problem.lot, problem.bid) == (code, "stop", LOT, "12345678")
    assert (problem.sheet, problem.cell) == cell_of(furniture(), *cell)
    assert problem.values["field"] == f"{cell[0]}.{cell[1]}"
    table, field, key = cell
    frame = reading.bids[0].tables[table].set_index("key")
    assert frame[field].isna()[key]


@pytest.mark.parametrize(
    ("cell", "typed", "code"),
    [
        (("prices", "condition", "desk"), "som ny", "not_in_list"),
        (("product_data", "evidence_kind", "desk"), "mundtlig", "not_in_list"),
        (("requirement_answers", "met", "mk_1"), "delvist", "not_in_list"),
        (("bidder", "has_reservations", ""), "måske", "not_in_list"),
        (("bidder", "amendments_received", ""), 1.5, "not_a_whole_number"),
    ],
)
def test_a_cell_that_no_points_depend_on_is_a_question(
    cell: tuple[str, str, str], typed: object, code: str
) -> None:
    problem = only(grave(read(furniture(), {**COMPLETE, cell: typed})))
    assert (problem.code, problem.severity) == (code, "question")
    assert (problem.sheet, problem.cell) == cell_of(furniture(), *cell)


@pytest.mark.parametrize(
    ("cell", "typed", "expected"),
    [
        (PRICE, "1.234,50", 1234.5),
        (PRICE, "kr. 1.000,-", 1000.0),
        (PACKAGING, "12,3 kg", 12.3),
        (PACKAGING, "450 g", 0.45),
        (("product_data", "guarantee", "desk"), "24 mdr.", 2.0),
        (SHARE, "25 %", 0.25),
        (SHARE, "0,5 %", 0.005),
    ],
)
def test_a_number_typed_as_text_is_read_and_both_are_told(
    cell: tuple[str, str, str], typed: str, expected: float
) -> None:
    """A month is a twelfth of a year: 24/12 = 2."""
    reading = read(furniture(), {**COMPLETE, cell: typed})
    assert grave(reading) == []
    notice = only(notices(reading))
    assert (notice.code, notice.values["found"], notice.values["read"]) == ("read_as", typed, expected)
    assert (notice.sheet, notice.cell) == cell_of(furniture(), *cell)
    assert value(reading, cell) == expected


def test_a_thousand_with_a_dot_is_read_where_the_file_shows_how_it_writes_numbers() -> None:
    reading = read(furniture(), {**COMPLETE, PRICE: "1.000", ("prices", "unit_price", "tray"): "85,50"})
    assert grave(reading) == []
    assert value(reading, PRICE) == 1000.0


def test_a_cell_shown_as_per_cent_holds_what_it_shows() -> None:
    def show(book: Workbook) -> None:
        sheet, cell = place(book, *SHARE)
        sheet[cell].number_format = "0 %"

    reading = read(furniture(), {**COMPLETE, SHARE: 0.25}, show)
    assert grave(reading) == []
    assert value(reading, SHARE) == 0.25


def test_a_price_shown_in_another_currency_is_refused() -> None:
    def show(book: Workbook) -> None:
        sheet, cell = place(book, *PRICE)
        sheet[cell].number_format = '#,##0.00 "€"'

    problem = only(grave(read(furniture(), COMPLETE, show)))
    assert (problem.code, problem.values["currency"]) == ("other_currency", "EUR")
    assert (problem.sheet, problem.cell) == cell_of(furniture(), *PRICE)


def test_a_share_of_nothing_is_nought_and_one_is_one_per_cent() -> None:
    assert value(read(furniture(), {**COMPLETE, SHARE: 0}), SHARE) == 0.0
    assert value(read(furniture(), {**COMPLETE, SHARE: 1}), SHARE) == 0.01


def test_an_error_and_a_formula_without_a_value_are_never_blank() -> None:
    formulas = {**COMPLETE, PRICE: "=1/0", ("prices", "unit_price", "tray"): "#REF!"}
    found = grave(read(furniture(), formulas))
    assert [(p.code, p.cell) for p in found] == [
        ("formula_without_value", cell_of(furniture(), *PRICE)[1]),
        ("error_value", cell_of(furniture(), "prices", "unit_price", "tray")[1]),
    ]


def test_a_date_in_a_number_cell_is_named_as_one() -> None:
    def date(book: Workbook) -> None:
        sheet, cell = place(book, *PRICE)
        sheet[cell] = 46328
        sheet[cell].number_format = "dd-mm-yyyy"

    problem = only(grave(read(furniture(), COMPLETE, date)))
    assert (problem.code, problem.values["found"]) == ("date_in_number", "2026-11-02")


def test_a_quantity_that_the_bidder_changed_is_a_question_and_the_buyers_counts() -> None:
    def change(book: Workbook) -> None:
        sheet, cell = place(book, "prices", "quantity", "desk")
        sheet[cell] = 10

    problem = only(grave(read(furniture(), COMPLETE, change)))
    assert (problem.code, problem.severity) == ("buyer_cell_changed", "question")
    assert (problem.values["printed"], problem.values["was"], problem.values["found"]) == (
        "quantity",
        20.0,
        10.0,
    )
    assert (problem.sheet, problem.cell) == cell_of(furniture(), "prices", "quantity", "desk")


def test_spaces_in_the_buyers_text_are_no_change() -> None:
    def space(book: Workbook) -> None:
        sheet, cell = place(book, "prices", "item_title", "desk")
        sheet[cell] = "  Bord "

    assert grave(read(furniture(), COMPLETE, space)) == []


def _second_row_with_a_key(book: Workbook) -> None:
    sheet, cell = place(book, *PRICE)
    sheet["A10"], sheet[f"{cell[0]}10"] = "desk", 3000


def _row_of_the_bidders_own(book: Workbook) -> None:
    sheet, cell = place(book, *PRICE)
    sheet["A10"], sheet[f"{cell[0]}10"] = "sofa", 3000


def _row_without_a_key(book: Workbook) -> None:
    sheet, cell = place(book, *PRICE)
    sheet[f"{cell[0]}10"] = 3000


def _row_deleted(book: Workbook) -> None:
    sheet, cell = place(book, *PRICE)
    sheet.delete_rows(int(cell[1:]))


def _heading_gone(book: Workbook) -> None:
    sheet, cell = place(book, *PRICE)
    sheet[f"{cell[0]}5"] = sheet[f"{cell[0]}6"] = None


def _heading_twice(book: Workbook) -> None:
    sheet, cell = place(book, *PRICE)
    sheet["M5"] = sheet[f"{cell[0]}5"].value


def _heading_in_one_language_changed(book: Workbook) -> None:
    sheet, cell = place(book, *PRICE)
    sheet[f"{cell[0]}5"] = "Vejledende pris inkl. moms"


def _merged(book: Workbook) -> None:
    sheet, cell = place(book, *PRICE)
    sheet.merge_cells(f"{cell[0]}8:{cell[0]}9")


def _hidden_row(book: Workbook) -> None:
    sheet, cell = place(book, *PRICE)
    sheet.row_dimensions[int(cell[1:])].hidden = True


def _sheet_gone(book: Workbook) -> None:
    sheet, _ = place(book, *PRICE)
    book.remove(sheet)


@pytest.mark.parametrize(
    ("change", "code", "severity", "cell"),
    [
        (_second_row_with_a_key, "key_in_two_rows", "stop", "A10"),
        (_row_of_the_bidders_own, "row_not_asked", "question", "A10"),
        (_row_without_a_key, "row_without_key", "question", "I10"),
        (_row_deleted, "price_row_missing", "stop", None),
        (_heading_gone, "missing_heading", "stop", None),
        (_heading_twice, "heading_twice", "stop", "I6"),
        (_heading_in_one_language_changed, "heading_changed", "question", "I5"),
        (_merged, "merged_cells", "stop", "I8"),
        (_hidden_row, "hidden_rows", "question", "A8"),
        (_sheet_gone, "sheet_missing", "stop", None),
    ],
)
def test_a_changed_sheet_is_one_problem(
    change: Callable[[Workbook], None], code: str, severity: str, cell: str | None
) -> None:
    problem = only(grave(read(furniture(), COMPLETE, change)))
    assert (problem.code, problem.severity, problem.cell) == (code, severity, cell)


def test_of_two_rows_with_one_key_neither_is_read() -> None:
    reading = read(furniture(), COMPLETE, _second_row_with_a_key)
    assert np.isnan(value(reading, PRICE))


def test_a_dozen_faults_are_told_all_at_once_each_at_its_cell() -> None:
    faults = {
        PRICE: "1.000",
        ("prices", "unit_price", "tray"): "gratis",
        ("prices", "condition", "chair"): "slidt",
        PACKAGING: "2 liter",
        ("product_data", "guarantee", "chair"): 200,
        ("product_data", "guarantee", "desk"): True,
        ("product_data", "electricity_kwh_per_year", "desk"): -1,
        SHARE: 0.3,
        ("materials", "mass_kg", "chair/1"): "9 m",
        ("materials", "material", "desk/1"): "træ?",
        ("service_prices", "price", "delivery"): "SEK 500",
        ("question_answers", "value", "seats"): 99,
        ("requirement_answers", "met", "mk_1"): "?",
    }
    found = {(p.sheet, p.cell) for p in grave(read(furniture(), {**COMPLETE, **faults}))}
    assert found == {cell_of(furniture(), *cell) for cell in faults}
    assert len(grave(read(furniture(), {**COMPLETE, **faults}))) == len(faults)


def test_a_sheet_of_the_bidders_own_is_told_and_not_read() -> None:
    def add(book: Workbook) -> None:
        book.create_sheet("Bemærkninger")["A1"] = "Vi tager forbehold for prisstigninger"

    reading = read(furniture(), COMPLETE, add)
    assert [(p.code, p.sheet) for p in notices(reading)] == [("sheet_not_read", "Bemærkninger")]


def test_what_was_not_asked_is_told_and_not_read() -> None:
    """One requirement is a yes or no, the other a value: each column is asked of one of the rows."""
    both = (
        Requirement(key="mk_1", lot=LOT, text_da="CE-mærket"),
        Requirement(key="mk_2", lot=LOT, text_da="Bredde", answer="value", minimum=80),
    )
    typed = {("requirement_answers", "value", "mk_2"): 90, ("requirement_answers", "value", "mk_1"): 7}
    reading = read(furniture(requirements=both), {**COMPLETE, **typed})
    assert grave(reading) == []
    assert [(p.code, p.values["key"]) for p in notices(reading)] == [("not_asked", "mk_1")]
    answers = reading.bids[0].tables["requirement_answers"]["value"]
    assert (np.isnan(answers[0]), answers[1]) == (True, 90.0)


def test_an_article_number_typed_as_a_number_is_text() -> None:
    reading = read(furniture(), {**COMPLETE, ("prices", "product", "tray"): 4410})
    assert grave(reading) == []
    assert reading.bids[0].tables["prices"]["product"].tolist()[2] == "4410"
