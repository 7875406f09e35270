"""What the reading process makes of a workbook, in a process of its own with its own limits."""

import datetime as dt
import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.cell.cell import Cell as OpenpyxlCell
from openpyxl.utils import get_column_letter
from xlsxwriter.worksheet import Worksheet

from intake import worker
from intake.cells import LAST_COLUMN, LAST_ROW, address, position
from intake.pool import ReaderPool
from intake.raw import SEVERITIES, Moment, RawSheet, RawWorkbook
from tests.intake.workbooks import MAIN, excel_file, packed, parts_of, prices, sheet_file, with_parts
from tests.office import OfficeWorkbooks, register_workbook


@pytest.fixture(scope="module")
def pool() -> Iterator[ReaderPool]:
    pool = ReaderPool(1)
    yield pool
    pool.close()


def read(pool: ReaderPool, received: bytes) -> RawWorkbook:
    return pool.read_workbooks([("bid.xlsx", received)])[0]


def only_sheet(workbook: RawWorkbook) -> RawSheet:
    assert workbook.findings == ()
    (sheet,) = workbook.sheets
    return sheet


def codes(workbook: RawWorkbook) -> list[tuple[str, str | None, str | None]]:
    return [(finding.code, finding.sheet, finding.cell) for finding in workbook.findings]


# ------------------------------------------------------------------------------------------------ values


def test_every_value_stands_at_its_own_address(pool: ReaderPool) -> None:
    def fill(sheet: Worksheet) -> None:
        sheet.write("B3", "Pris")
        sheet.write("C4", 12.5)
        sheet.write("D4", 7)
        sheet.write("E4", True)  # noqa: FBT003 - a cell
        sheet.write("F4", "  ")
        sheet.write("G4", "\u00a0")
        sheet.write_string("H4", " 007 ")

    sheet = only_sheet(read(pool, excel_file(fill)))
    assert sheet.name == "Priser"
    assert sheet["B3"] == "Pris"
    assert (sheet["C4"], sheet["D4"], sheet["E4"]) == (12.5, 7.0, True)
    assert (type(sheet["D4"]), type(sheet["E4"])) == (float, bool)
    assert (sheet["F4"], sheet["G4"], sheet["A1"], sheet["ZZ99"]) == (None, None, None, None)
    assert sheet["H4"] == " 007 "


def test_names_that_mean_missing_to_other_readers_stay_names(pool: ReaderPool) -> None:
    names = ["NA", "None", "null", "N/A", "nan", "-", "01234567"]
    sheet = only_sheet(read(pool, excel_file(lambda s: s.write_column("A1", names))))
    assert [row[0] for row in sheet.rows] == names


def test_a_date_is_never_a_number(pool: ReaderPool) -> None:
    received = io.BytesIO()
    with xlsxwriter.Workbook(received) as workbook:
        sheet = workbook.add_worksheet()
        for row, code in enumerate(("yyyy-mm-dd", "yyyy-mm-dd hh:mm", "hh:mm", "[h]:mm")):
            # 46328.25 is 2026-11-02 06:00 in the count of days that Excel starts in 1900.
            days = (46328, 46328.25, 0.25, 1.5)[row]
            sheet.write_number(row, 0, days, workbook.add_format({"num_format": code}))
    read_back = only_sheet(read(pool, received.getvalue()))
    assert [row[0] for row in read_back.rows] == [
        Moment("date", "2026-11-02"),
        Moment("datetime", "2026-11-02T06:00:00"),
        Moment("time", "06:00:00"),
        Moment("duration", "129600.0"),
    ]


def test_dates_counted_from_1904_are_the_same_days(pool: ReaderPool) -> None:
    """A workbook that counts from 1904 stores 1,462 days less for the same day."""
    styles = '<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs>'
    cell = '<row r="1"><c r="A1" s="1"><v>{}</v></c></row>'
    early = sheet_file(cell.format(46328), styles=styles)
    late = sheet_file(cell.format(46328 - 1462), styles=styles, workbook='<workbookPr date1904="1"/>')
    assert only_sheet(read(pool, early))["A1"] == Moment("date", "2026-11-02")
    assert only_sheet(read(pool, late))["A1"] == Moment("date", "2026-11-02")


@pytest.mark.parametrize("text", ["nan", "inf", "-inf", "1e400"])
def test_a_number_that_is_none_is_an_error_and_no_value(pool: ReaderPool, text: str) -> None:
    cells = f'<row r="2"><c r="A2"><v>1</v></c><c r="B2"><v>{text}</v></c></row>'
    sheet = only_sheet(read(pool, sheet_file(cells)))
    assert (sheet["A2"], sheet["B2"], sheet.errors) == (1.0, None, {"B2": "#NUM!"})


@given(
    st.lists(
        st.lists(
            st.none()
            | st.booleans()
            | st.text("aÆø&<>'\" ", max_size=4)
            | st.floats(-1e15, 1e15).map(lambda x: round(x, 3)),
            max_size=5,
        ),
        max_size=6,
    )
)
def test_openpyxl_reads_the_same_values_at_the_same_addresses(table: list[list[object]]) -> None:
    def fill(sheet: Worksheet) -> None:
        for row, values in enumerate(table):
            for column, value in enumerate(values):
                if isinstance(value, str):
                    sheet.write_string(row, column, value)
                elif value is not None:
                    sheet.write(row, column, value)

    received = excel_file(fill)
    sheets: Any = worker.read_workbook(received)["sheets"]
    opened = openpyxl.load_workbook(io.BytesIO(received))["Priser"]
    cells = {
        address(r, c): value
        for r, row in enumerate(sheets[0]["rows"], 1)
        for c, value in enumerate(row, 1)
        if value is not None
    }
    assert cells == {
        cell.coordinate: cell.value
        for row in opened.iter_rows()
        for cell in row
        if isinstance(cell, OpenpyxlCell) and not (cell.value is None or str(cell.value).strip() == "")
    }


# ------------------------------------------------------------------------------- errors and lost formulas


def test_errors_and_uncalculated_formulas_are_told_from_blanks(pool: ReaderPool) -> None:
    cells = (
        '<row r="1"><c r="A1" t="e"><v>#DIV/0!</v></c><c r="B1" t="e"><f>1/0</f><v>#REF!</v></c>'
        '<c r="C1"><f>SUM(A1:B1)</f></c><c r="D1"><f>1+1</f><v></v></c><c r="E1"><f>1+1</f><v/></c>'
        '<c r="F1" t="str"><f>IF(1,"","x")</f><v></v></c><c r="G1"><f>2*3</f><v>6</v></c></row>'
        '<row r="2"><c r="A2"><f t="shared" si="0"/></c><c r="B2"><f t="shared" si="0"/><v>4</v></c></row>'
    )
    sheet = only_sheet(read(pool, sheet_file(cells)))
    assert sheet.errors == {"A1": "#DIV/0!", "B1": "#REF!"}
    assert sheet.formulas_without_value == {"C1", "D1", "E1", "A2"}
    assert (sheet["A1"], sheet["C1"], sheet["F1"], sheet["G1"], sheet["B2"]) == (None, None, None, 6.0, 4.0)


def test_an_error_of_newer_programs_takes_only_its_own_cell(pool: ReaderPool) -> None:
    cells = (
        '<row r="1"><c r="A1" t="e"><v>#SPILL!</v></c><c r="B1" t="e"/><c r="C1" t="e"><v></v></c>'
        '<c r="D1"><v>5</v></c><c r="E1" t="str"><v>#SPILL!</v></c></row>'
    )
    sheet = only_sheet(read(pool, sheet_file(cells)))
    assert sheet.errors == {"A1": "#SPILL!", "B1": "", "C1": ""}
    assert (sheet["D1"], sheet["E1"]) == (5.0, "#SPILL!")


def test_a_formula_that_openpyxl_wrote_was_never_calculated(pool: ReaderPool) -> None:
    workbook = openpyxl.Workbook()
    assert workbook.active is not None
    workbook.active["A1"] = 2
    workbook.active["B7"] = "=A1*2"
    received = io.BytesIO()
    workbook.save(received)
    assert read(pool, received.getvalue()).sheets[0].formulas_without_value == {"B7"}


def test_a_workbook_that_asks_to_be_calculated_may_hold_old_values(pool: ReaderPool) -> None:
    formula = '<row r="1"><c r="A1"><f>1+1</f><v>0</v></c></row>'
    for calculation in ('<calcPr fullCalcOnLoad="1"/>', '<calcPr calcMode="manual"/>'):
        assert codes(read(pool, sheet_file(formula, after=calculation))) == [
            ("values_may_be_old", "Ark1", None)
        ]
        assert (
            read(pool, sheet_file('<row r="1"><c r="A1"><v>0</v></c></row>', after=calculation)).findings
            == ()
        )
    assert read(pool, sheet_file(formula, after='<calcPr calcId="191029"/>')).findings == ()


# ------------------------------------------------------------------------------------- hidden and merged


def test_what_is_hidden_or_merged_is_listed(pool: ReaderPool) -> None:
    received = io.BytesIO()
    with xlsxwriter.Workbook(received) as workbook:
        sheet = workbook.add_worksheet("Priser")
        sheet.write_column("A1", [1, 2, 3, 4])
        sheet.write_row("A1", [1, 2, 3, 4])
        sheet.merge_range("B2:C3", "samlet")
        sheet.set_row(2, None, None, {"hidden": True})
        sheet.set_row(3, 0)
        sheet.set_column("B:B", None, None, {"hidden": True})
        sheet.set_column("E:XFD", None, None, {"hidden": True})
        workbook.add_worksheet("Skjult").hide()
        workbook.add_worksheet("Meget").very_hidden()
    read_back = read(pool, received.getvalue())
    assert [(sheet.name, sheet.hidden) for sheet in read_back.sheets] == [
        ("Priser", False),
        ("Skjult", True),
        ("Meget", True),
    ]
    sheet = read_back.sheets[0]
    assert sheet.merged == ("B2:C3",)
    assert sheet.hidden_rows == {3, 4}
    # Hiding the columns that nobody uses is a courtesy and hides nothing.
    assert {column for column in sheet.hidden_columns if column <= 4} == {2}
    assert max(sheet.hidden_columns) <= 26


def test_a_sheet_that_is_a_chart_is_left_out(pool: ReaderPool) -> None:
    received = io.BytesIO()
    with xlsxwriter.Workbook(received) as workbook:
        workbook.add_worksheet("Priser").write("A1", 1)
        chart = workbook.add_chart({"type": "line"})
        chart.add_series({"values": "=Priser!$A$1:$A$1"})
        workbook.add_chartsheet("Graf").set_chart(chart)
        workbook.add_worksheet("Mere").write("A1", 2)
    read_back = read(pool, received.getvalue())
    assert [(sheet.name, sheet["A1"]) for sheet in read_back.sheets] == [("Priser", 1.0), ("Mere", 2.0)]


def test_number_formats_tell_per_cent_and_currency(pool: ReaderPool) -> None:
    received = io.BytesIO()
    with xlsxwriter.Workbook(received) as workbook:
        sheet = workbook.add_worksheet()
        codes = ("0%", "0.00 %", '0" % af vægten"', "#,##0.00 [$€-407]", "#,##0.00 [$kr.-406]", "0.00")
        for row, code in enumerate(codes):
            sheet.write_number(row, 0, 0.25, workbook.add_format({"num_format": code}))
    read_back = only_sheet(read(pool, received.getvalue()))
    assert read_back.per_cent == {"A1", "A2"}
    assert read_back.currencies == {"A4": "EUR", "A5": "DKK"}


# ------------------------------------------------------------------------------------- far and long cells


def test_one_cell_in_the_last_corner_is_reported_and_the_bid_is_read(pool: ReaderPool) -> None:
    """A1 and XFD1048576 span 17,179,869,184 cells; calamine alone ends the process (tafia/calamine#693)."""
    cells = (
        '<row r="1"><c r="A1"><v>5</v></c></row>'
        f'<row r="{LAST_ROW}"><c r="XFD{LAST_ROW}" t="inlineStr"><is><t>Kun i 2026</t></is></c></row>'
    )
    received = sheet_file(cells)
    assert len(received) < 2000
    read_back = read(pool, received)
    assert codes(read_back) == [("far_cell", "Ark1", f"XFD{LAST_ROW}")]
    assert read_back.findings[0].values == {"found": "Kun i 2026"}
    assert SEVERITIES["far_cell"] == "notice"
    assert read_back.sheets[0].rows == ((5.0,),)


@pytest.mark.parametrize(
    ("stray", "content", "found"),
    [
        ("Z1048576", "><v>3</v>", "3.0"),
        ("XFD1", ' t="inlineStr"><is><t>hov</t></is>', "hov"),
        ("XFD1", ' t="d"><v>2026-11-02</v>', "2026-11-02"),
    ],
)
def test_a_slip_far_away_does_not_cost_an_honest_bid_its_prices(
    pool: ReaderPool, stray: str, content: str, found: str
) -> None:
    """5,000 lines and one value in XFD1 took calamine 3.2 GB; here all lines are read."""
    received = prices(5000)
    part = "xl/worksheets/sheet1.xml"
    before, row, after = parts_of(received)[part].decode().partition("</row>")
    cell = f'<c r="{stray}"{content}</c>'
    if stray == "XFD1":
        sheet = before + cell + row + after
    else:
        sheet = (before + row + after).replace(
            "</sheetData>", f'<row r="{LAST_ROW}">{cell}</row></sheetData>'
        )
    read_back = read(pool, with_parts(received, {part: sheet}))
    assert codes(read_back) == [("far_cell", "Priser", stray)]
    assert read_back.findings[0].values == {"found": found}
    assert read_back.sheets == (only_sheet(read(pool, received)),)
    assert read_back.sheets[0]["B5001"] == 6250.0


def test_a_space_far_away_is_nothing_at_all(pool: ReaderPool) -> None:
    def fill(sheet: Worksheet) -> None:
        sheet.write("A1", "Pris")
        sheet.write("A1048000", " ")

    assert only_sheet(read(pool, excel_file(fill))).rows == (("Pris",),)


def test_an_error_far_away_is_an_error_and_no_far_value(pool: ReaderPool) -> None:
    cells = '<row r="1"><c r="A1"><v>5</v></c></row><row r="9000"><c r="B9000" t="e"><v>#N/A</v></c></row>'
    assert only_sheet(read(pool, sheet_file(cells))).errors == {"B9000": "#N/A"}


def test_formats_down_to_the_last_row_are_no_content(pool: ReaderPool) -> None:
    rows = "".join(f'<row r="{row}"><c r="A{row}" s="0"/></row>' for row in range(1, 60_000, 20))
    cells = '<row r="1"><c r="A1"><v>5</v></c></row>' + rows.removeprefix(
        '<row r="1"><c r="A1" s="0"/></row>'
    )
    cells += f'<row r="{LAST_ROW}"><c r="XFD{LAST_ROW}" s="0"/></row>'
    assert only_sheet(read(pool, sheet_file(cells))).rows == ((5.0,),)


def test_a_table_after_a_heading_and_some_empty_rows_is_one_sheet(pool: ReaderPool) -> None:
    def fill(sheet: Worksheet) -> None:
        sheet.write("A1", "Tilbud")
        sheet.write_column("B900", [1, 2, 3])

    sheet = only_sheet(read(pool, excel_file(fill)))
    assert (sheet["A1"], sheet["B902"]) == ("Tilbud", 3.0)


def test_a_table_far_below_its_heading_is_read_with_it(pool: ReaderPool) -> None:
    def fill(sheet: Worksheet) -> None:
        sheet.write("A1", "Tilbud")
        sheet.write_column("B5000", [1, 2, 3])

    sheet = only_sheet(read(pool, excel_file(fill)))
    assert (sheet["A1"], sheet["B5002"]) == ("Tilbud", 3.0)


def test_cells_scattered_over_a_whole_sheet_are_refused(pool: ReaderPool) -> None:
    cells = "".join(f'<row r="{row}"><c r="A{row}"><v>1</v></c></row>' for row in range(1, LAST_ROW, 2000))
    assert codes(read(pool, sheet_file(cells))) == [("scattered_cells", "Ark1", None)]


def test_a_rectangle_too_large_to_read_is_refused_for_what_it_is(pool: ReaderPool) -> None:
    """A step of 900 rows is no gap; 90,000 rows by 90 columns are 8.1 million cells."""
    cells = "".join(
        f'<row r="{row}"><c r="A{row}"><v>1</v></c><c r="CL{row}"><v>1</v></c></row>'
        for row in range(1, 90_000, 900)
    )
    assert codes(read(pool, sheet_file(cells))) == [("sheet_too_large", "Ark1", None)]


def test_a_cell_holds_what_excel_lets_it_hold_and_no_more(pool: ReaderPool) -> None:
    """32,767 characters, whether they take one byte each or two; an ampersand is one and takes five."""
    for letter in ("a", "æ", "&amp;"):
        inline = '<row r="4"><c r="B4" t="inlineStr"><is><t>{}</t></is></c></row>'
        sheet = only_sheet(read(pool, sheet_file(inline.format(letter * 32_767))))
        assert len(str(sheet["B4"])) == 32_767
        too_long = read(pool, sheet_file(inline.format(letter * 32_768)))
        assert codes(too_long) == [("cell_too_long", "Ark1", "B4")]
        assert too_long.findings[0].values == {"found": 32_768, "most": 32_767}


def test_a_shared_string_that_is_too_long_is_named_by_a_cell_that_shows_it(pool: ReaderPool) -> None:
    shared = f"<si><t>kort</t></si><si><r><t>{'a' * 20_000}</t></r><r><t>{'b' * 20_000}</t></r></si>"
    cells = '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c></row>'
    assert codes(read(pool, sheet_file(cells, shared=shared))) == [("cell_too_long", "Ark1", "B1")]
    assert codes(read(pool, sheet_file(cells.partition('<c r="B1"')[0] + "</row>", shared=shared))) == [
        ("cell_too_long", None, None)
    ]


def test_a_string_bomb_of_a_few_kilobytes_is_refused(pool: ReaderPool) -> None:
    """160 million letters in one cell pack into some 160 kB and took 810 MB to read."""
    bomb = f'<row r="1"><c r="A1" t="inlineStr"><is><t>{"a" * 160_000_000}</t></is></c></row>'
    received = sheet_file(bomb)
    assert len(received) < 200_000
    assert codes(read(pool, received)) == [("packed_too_hard", None, None)]
    smaller = bomb.replace("a" * 151_000_000, "")
    assert codes(read(pool, sheet_file(smaller))) == [("cell_too_long", "Ark1", "A1")]


# ---------------------------------------------------------------------------- other ways to write the same

PLAIN = (
    '<row r="1"><c r="A1" t="str"><v>Pris</v></c><c r="B1"><v>12</v></c></row>'
    '<row r="2" hidden="1"><c r="A2" t="e"><v>#N/A</v></c><c r="B2"><f>1+1</f></c></row>'
)
OTHER_WAYS = {
    "no_addresses": PLAIN.replace(' r="A1"', "")
    .replace(' r="B1"', "")
    .replace(' r="A2"', "")
    .replace(' r="B2"', ""),
    "no_rows": PLAIN.replace('<row r="1">', "<row>").replace('<row r="2"', "<row"),
    "neither": PLAIN.replace(' r="', ' x="').replace("x=", "ph="),
    "single_quotes": PLAIN.replace('"', "'"),
    "other_order": PLAIN.replace('r="A2" t="e"', 't="e" r="A2"').replace(
        'r="2" hidden="1"', 'hidden="true" r="2"'
    ),
    "spaces": PLAIN.replace('r="A2" t="e"', 'r = "A2"\n t = "e" ').replace('<row r="2"', '<row  r="2"'),
    "more_attributes": PLAIN.replace('<c r="A2"', '<c r="A2" vm="1" cm="2"'),
    "angle_in_quotes": PLAIN.replace('<c r="A2"', '<c ph="/>" r="A2"'),
    "comments": PLAIN.replace("<v>12", "<!-- <c r='C1'><v>9</v></c> --><v>1<!-- 9 -->2"),
    "cdata": PLAIN.replace("<v>Pris</v>", "<v><![CDATA[Pris]]></v>").replace(
        "<v>12</v>", "<v><![CDATA[12]]></v>"
    ),
    "instructions": PLAIN.replace("<v>12</v>", "<v>1<?x y?>2</v>"),
}


@pytest.mark.parametrize("way", OTHER_WAYS)
def test_a_sheet_says_the_same_however_its_xml_is_written(pool: ReaderPool, way: str) -> None:
    assert only_sheet(read(pool, sheet_file(OTHER_WAYS[way]))) == only_sheet(read(pool, sheet_file(PLAIN)))


def test_a_prefix_before_every_element_changes_nothing(pool: ReaderPool) -> None:
    prefixed = PLAIN.replace("</", "</x:").replace("<", "<x:").replace("<x:/x:", "</x:")
    sheet = f'<x:worksheet xmlns:x="{MAIN}"><x:sheetData>{prefixed}</x:sheetData></x:worksheet>'
    assert only_sheet(read(pool, sheet_file("", sheet=sheet))) == only_sheet(read(pool, sheet_file(PLAIN)))


def test_a_part_with_another_name_is_found_by_its_relationship(pool: ReaderPool) -> None:
    parts = parts_of(prices(2))
    renamed = {
        name.replace("worksheets/sheet1", "ark/Prisliste").replace("sharedStrings", "tekster"): part.replace(
            b"worksheets/sheet1", b"/xl/ark/prisliste"
        ).replace(b"sharedStrings.xml", b"tekster.xml")
        for name, part in parts.items()
    }
    assert only_sheet(read(pool, with_parts(prices(2), {}))) == only_sheet(read(pool, packed(renamed)))


@pytest.mark.parametrize(
    "cells",
    [
        '<row r="1"><c r="A1"><v>1</v></c><c r="A1"><v>2</v></c></row>',
        '<row r="1"><c r="A1"><v>3</v><f>1+2</f></c></row>',
        '<row r="1"><y:c xmlns:y="urn:other" r="A1"><v>1</v></y:c></row>',
        '<row r="1"><c xmlns="urn:other" r="A1"><v>1</v></c></row>',
        '<row r="1"><c r="a1"><v>1</v></c></row>',
        '<row r="1"><c r="ZZZ1"><v>1</v></c></row>',
        '<row r="1"><c r="A0"><v>1</v></c></row>',
        '<row r="1048577"><c r="A1048577"><v>1</v></c></row>',
        '</sheetData><sheetData><row r="1"/>',
    ],
    ids=[
        "twice",
        "formula_after_value",
        "other_cell",
        "other_namespace",
        "small",
        "column",
        "row_0",
        "row",
        "two",
    ],
)
def test_xml_that_readers_would_understand_differently_is_refused(pool: ReaderPool, cells: str) -> None:
    read_back = read(pool, sheet_file(cells))
    assert codes(read_back) == [("unreadable_sheet", "Ark1", None)]
    assert read_back.sheets == ()


@pytest.mark.parametrize(
    "cells",
    [
        '<row r="1"><c r="A1" t="s"><v>7</v></c></row>',
        '<row r="1"><c r="A1"><v>1</c></row>',
        '<row r="1"><c r="A1" t="zzz"><v>1</v></c></row>',
    ],
    ids=["string_out_of_the_table", "open_element", "unknown_type"],
)
def test_a_sheet_that_does_not_hang_together_is_damaged(pool: ReaderPool, cells: str) -> None:
    assert codes(read(pool, sheet_file(cells, shared="<si><t>a</t></si>"))) == [("damaged_file", None, None)]


def test_a_missing_sheet_and_two_of_one_name_are_damages(pool: ReaderPool) -> None:
    parts = parts_of(prices())
    del parts["xl/worksheets/sheet1.xml"]
    assert codes(read(pool, packed(parts))) == [("damaged_file", None, None)]
    twice = b'<sheet name="Priser" sheetId="1" r:id="rId1"/>'
    workbook = parts_of(prices())["xl/workbook.xml"]
    assert codes(
        read(pool, with_parts(prices(), {"xl/workbook.xml": workbook.replace(twice, twice * 2)}))
    ) == [("damaged_file", None, None)]


# --------------------------------------------------------------------------------------------- LibreOffice


def _office_bid() -> bytes:
    received = io.BytesIO()
    with xlsxwriter.Workbook(received) as workbook:
        sheet = workbook.add_worksheet("Priser")
        sheet.write_row("B2", ["Køb & salg", 1234.5, True, "007"])
        sheet.write_datetime("B3", dt.date(2026, 11, 2), workbook.add_format({"num_format": "dd-mm-yyyy"}))
        sheet.write_formula("C3", "=C2*2", value=2469)
        sheet.write_formula("D3", "=1/0", value="#DIV/0!")
        sheet.write_number("E3", 0.25, workbook.add_format({"num_format": "0%"}))
        sheet.merge_range("B5:C5", "samlet")
        sheet.set_row(5, None, None, {"hidden": True})
        sheet.write("B6", 6)
        sheet.set_column("F:F", None, None, {"hidden": True})
        sheet.write("F2", "skjult")
        workbook.add_worksheet("Skjult").hide()
    return received.getvalue()


register_workbook("reading_office_bid", _office_bid)


def test_a_bid_saved_by_libreoffice_reads_as_the_one_it_opened(
    pool: ReaderPool, office: OfficeWorkbooks
) -> None:
    written = read(pool, _office_bid())
    saved = read(pool, Path(office.path("reading_office_bid")).read_bytes())
    # LibreOffice has calculated the workbook; XlsxWriter asks for it.
    assert codes(written) == [("values_may_be_old", "Priser", None)]
    assert saved.findings == ()
    for sheet, again in zip(written.sheets, saved.sheets, strict=True):
        assert (again.name, again.hidden) == (sheet.name, sheet.hidden)
        assert again.rows == sheet.rows
        assert again.errors == sheet.errors
        assert again.formulas_without_value == sheet.formulas_without_value
        assert again.merged == sheet.merged
        assert again.hidden_rows == sheet.hidden_rows
        assert again.hidden_columns == sheet.hidden_columns
        assert again.per_cent == sheet.per_cent
    assert written.sheets[0].errors == {"D3": "#DIV/0!"}
    assert written.sheets[0].hidden_rows == {6}


# --------------------------------------------------------------------------------------------- addresses


@given(st.integers(1, LAST_ROW), st.integers(1, LAST_COLUMN))
def test_an_address_leads_back_to_its_row_and_column(row: int, column: int) -> None:
    assert position(address(row, column)) == (row, column)


@given(st.integers(1, LAST_COLUMN))
def test_openpyxl_names_a_column_alike(column: int) -> None:
    assert address(1, column) == f"{get_column_letter(column)}1"
