import io
from collections import Counter
from functools import partial

import openpyxl
import pytest

from documents import draft_of, preset, preset_names, tender_sheet
from documents.cells import shown
from documents.presets import preset_values
from documents.wording import both
from documents.workbook import sheet_name
from evaluation.codes import CODES
from evaluation.schema import shown_at, specs
from evaluation.tender import TENDER_TABLES
from tests.documents.workbooks import (
    HOSTILE,
    LOT,
    CellValue,
    assert_described,
    assert_lists_visible,
    assert_sound,
    cells,
    everything_asked,
    fill,
    is_open,
    kitchen,
    kitchen_draft,
    opened,
    place,
    schema,
)
from tests.office import OfficeWorkbooks, register_workbook

for _name in preset_names():
    register_workbook(f"tender_{_name}", partial(lambda name: tender_sheet(preset(name)), _name))
register_workbook("tender_everything", lambda: tender_sheet(draft_of(everything_asked())))


def _typed() -> bytes:
    """The small purchase as an officer begins it: a title, and of the second line only the name."""
    book = opened(tender_sheet(preset("small_purchase_1")))
    fill(book, "tender", "title", 0, "Storkøkken")
    line: dict[str, CellValue] = {"title_da": "Ovn", "quantity.1": 2, "reference_life": 10, "reference": "ja"}
    for name, value in line.items():
        fill(book, "items", name, 0, value)
    fill(book, "items", "title_da", 1, "Bord")
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


register_workbook("tender_one_item_typed", _typed)


@pytest.mark.parametrize("name", preset_names())
def test_a_tender_workbook_is_sound_and_says_where_everything_stands(name: str) -> None:
    for content in (tender_sheet(preset(name)), tender_sheet(draft_of(kitchen(name)))):
        assert_sound(content)
        assert_described(content)
        assert_lists_visible(content)


def test_a_small_purchase_asks_the_officer_for_at_most_fifteen_cells_and_four_a_line() -> None:
    """6 facts, first year and period, two weights, a slope and two ends, two prices: 15; 4 an item."""
    book = opened(tender_sheet(preset("small_purchase_1")))
    items = sheet_name(both("sheets.items.title"))
    by_line = Counter(cell.row for cell in cells(book[items]) if is_open(cell))
    others = sum(is_open(cell) for sheet in book for cell in cells(sheet) if sheet.title != items)
    assert others == 15
    assert len(by_line) == 15
    assert set(by_line.values()) == {4}


@pytest.mark.parametrize("name", preset_names())
def test_every_field_of_every_table_stands_in_the_workbook(name: str) -> None:
    written = {
        (table, str(field).split(".")[0])
        for table, field, *_ in schema(opened(tender_sheet(preset(name))), "column")
    }
    declared = {(row.table, field) for row in TENDER_TABLES.values() for field in specs(row)}
    assert written == declared


def test_every_value_of_a_tender_stands_in_the_cell_that_the_hidden_sheet_names() -> None:
    tender = everything_asked()
    book = opened(tender_sheet(draft_of(tender)))
    count = 0
    for attribute, row_type in TENDER_TABLES.items():
        rows = (tender.facts,) if attribute == "facts" else getattr(tender, attribute)
        for number, row in enumerate(rows):
            for field, spec in specs(row_type).items():
                value = getattr(row, field)
                by_name = (
                    {f"{field}.{n}": v for n, v in enumerate(value, 1)} if spec.repeated else {field: value}
                )
                for name, each in by_name.items():
                    assert place(book, row_type.table, name, number).value == shown(spec, each)
                    count += each is not None
    assert count > 250


def test_the_same_draft_gives_the_same_bytes() -> None:
    for name in preset_names():
        assert tender_sheet(preset(name)) == tender_sheet(preset(name))


def test_a_hostile_title_stays_text() -> None:
    draft = kitchen_draft()
    draft["items"][0]["title_da"] = HOSTILE
    draft["facts"][0]["title"] = "@SUM(A1)"
    book = opened(tender_sheet(draft))
    for cell, text in (
        (place(book, "items", "title_da"), HOSTILE),
        (place(book, "tender", "title"), "@SUM(A1)"),
    ):
        assert (cell.data_type, cell.value) == ("s", text)


def test_a_share_stands_in_per_cent_and_a_weight_as_a_plain_number() -> None:
    book = opened(tender_sheet(kitchen_draft()))
    assert place(book, "models", "discount_rate").value == 3.5
    assert place(book, "criteria", "weight").value == 80


def test_only_the_parameters_that_a_rule_reads_are_the_officers_at_the_minimal_depth() -> None:
    book = opened(tender_sheet(preset("small_purchase_1")))
    open_fields = [
        {name for name in ("slope", "full_at", "zero_at") if is_open(place(book, "criteria", name, row))}
        for row in (0, 1)
    ]
    assert open_fields == [{"slope"}, {"full_at", "zero_at"}]


def test_where_the_officer_chooses_the_rule_its_parameters_are_all_open() -> None:
    book = opened(tender_sheet(preset("standard_1")))
    assert all(is_open(place(book, "criteria", name)) for name in ("rule", "slope", "full_at", "zero_at"))


def test_two_lots_stand_beside_each_other() -> None:
    draft = kitchen_draft("standard_1")
    draft["lots"].append({"id": "LOT-0002", "title": "Service"})
    draft["models"].append({**draft["models"][0], "lot": "LOT-0002", "study_years": 4})
    book = opened(tender_sheet(draft))
    assert [place(book, "lots", "id", n).value for n in (0, 1)] == [LOT, "LOT-0002"]
    assert [place(book, "models", "study_years", n).value for n in (0, 1)] == [10, 4]
    assert [place(book, "models", "lot", n).coordinate for n in (0, 1)] == ["D7", "E7"]


def test_a_schedule_has_a_column_a_contract_year() -> None:
    draft = kitchen_draft("standard_1")
    draft["items"][0]["quantity"] = (4.0, 0.0, 2.0)
    book = opened(tender_sheet(draft))
    assert [place(book, "items", f"quantity.{year}").value for year in (1, 2, 3, 4)] == [4, 0, 2, None]
    years = [row[3:] for row in schema(book, "column") if str(row[1]).startswith("quantity.")]
    assert years[1] == ["Antal, år 2", "Quantity, year 2"]


def test_rows_printed_ahead_are_named_so_that_a_reader_can_leave_them() -> None:
    book = opened(tender_sheet(kitchen_draft()))
    assert schema(book, "spare") == [["items", 10, 21]]
    assert place(book, "items", "key", 3).value == "item_01"
    assert place(book, "items", "lot", 3).value == LOT
    assert place(book, "items", "title_da", 3).value is None


@pytest.mark.parametrize("name", preset_names())
def test_every_preset_value_is_printed_with_its_source(name: str) -> None:
    sheet = opened(tender_sheet(preset(name)))[sheet_name(both("sheets.preset.title"))]
    printed = [row[3:6] for row in sheet.iter_rows(min_row=7, values_only=True)]
    expected = [
        (shown(specs(TENDER_TABLES[v.table])[v.field], v.value), f"{v.note.da}\n{v.note.en}", v.note.year)
        for v in preset_values(name)
    ]
    assert [(*row[:2], row[2] or None) for row in printed] == expected


def test_every_list_that_a_field_chooses_from_stands_on_the_visible_sheet_with_its_heading() -> None:
    book = opened(tender_sheet(preset("standard_1")))
    sheet = book[sheet_name(both("sheets.lists.title"))]
    columns = {
        column[4]: (column[5], [v for v in column[6:] if v is not None])
        for column in sheet.iter_cols(values_only=True)
    }
    declared = [s for row in TENDER_TABLES.values() for s in specs(row).values() if shown_at(s, "standard")]
    for name in {s.codes for s in declared if s.codes} & set(CODES):
        danish, english = both(f"sheets.list_titles.{name}")
        words = [" / ".join(both(f"codes.{name}.{code}")) for code in CODES[name]]
        assert columns[danish] == (english, words)


def test_what_is_stored_beside_a_formula_is_what_it_gives(office: OfficeWorkbooks) -> None:
    for name in (*(f"tender_{each}" for each in preset_names()), "tender_everything"):
        assert office.differences(name) == []


def test_the_first_sheet_counts_what_the_whole_workbook_lacks(office: OfficeWorkbooks) -> None:
    """Of a small purchase: 6 facts, the first year, two weights, a slope and four cells of an item."""
    stored = openpyxl.load_workbook(office.path("tender_small_purchase_1"), data_only=True)
    assert stored.worksheets[0]["A4"].value == 6 + 1 + 3 + 4
    assert office["tender_everything"].worksheets[0]["A4"].value == 0


def test_a_line_counts_once_it_is_begun(office: OfficeWorkbooks) -> None:
    """Of the 14 the title and the first line's four cells are filled; the second line lacks three: 12."""
    assert office["tender_one_item_typed"].worksheets[0]["A4"].value == 14 - 1 - 4 + 3
