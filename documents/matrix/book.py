"""The workbook of the scoring matrix: pages, cells that are found again by a key, live formulas with values.

Text is only ever written as text: nothing a bidder typed can become a formula, a link or a sheet's name.
"""

import datetime as dt
import io
import math
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import TextIO

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.sharedstrings import SharedStringTable
from xlsxwriter.utility import xl_col_to_name, xl_rowcol_to_cell_fast
from xlsxwriter.worksheet import CellFormulaTuple, CellNumberTuple, CellStringTuple, Worksheet

from documents.matrix.looks import BASE, LOOKS, PLAIN, WHOLE, YELLOW, Role
from documents.table_layout import text_lines

Key = tuple[Hashable, ...]
# XlsxWriter stamps the present moment unless it is told another; the same evaluation must give the same bytes.
CREATED = dt.datetime(2000, 1, 1, tzinfo=dt.UTC).replace(tzinfo=None)
OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
ALLOWED = {
    "format_columns": True, "format_rows": True, "select_locked_cells": True, "select_unlocked_cells": True,
    "autofilter": True,
}  # fmt: skip
A4 = 9
LINE_HEIGHT, TITLE_HEIGHT = 15.0, 24.0  # points
LETTERS_A_NOUGHT = 1.15


@dataclass(frozen=True)
class Place:
    """A cell: its sheet, and its row and column counted from 0."""

    sheet: str
    row: int
    column: int

    @property
    def cell(self) -> str:
        """The address in its own sheet, absolute.

        >>> Place("Inputs", 11, 7).cell
        '$H$12'
        """
        return f"${xl_col_to_name(self.column)}${self.row + 1}"

    @property
    def ref(self) -> str:
        """The address as a formula of any sheet names it.

        >>> Place("Present worth", 0, 0).ref
        "'Present worth'!$A$1"
        """
        return f"'{self.sheet}'!{self.cell}"


@dataclass(frozen=True)
class _Input:
    page: "Page"
    place: Place
    value: float | None
    number: str
    may_change: bool


class FormulaSheet(Worksheet):
    """A sheet that takes formulas as they are, and columns of words and numbers at once.

    XlsxWriter looks through every formula for newer functions that need a prefix, with some thirty regular
    expressions: 120 microseconds a formula. Ours hold none of those functions (a test reads every one). A
    large case has ten million cells; their places are checked once a column, and each is written in one go.
    """

    fh: TextIO  # type: ignore[assignment]  # annotated as the None it begins as
    str_table: SharedStringTable  # type: ignore[assignment]  # as above

    def _prepare_formula(self, formula: str, expand_future_functions: bool = False) -> str:  # noqa: FBT001, FBT002
        return formula.removeprefix("=")

    def write_live(self, row: int, column: int, formula: str, look: Format, value: float | str) -> None:
        """Write a formula (without the equals sign) and the value it has."""
        self._check_dimensions(row, column)
        self.table[row][column] = CellFormulaTuple(formula, look, value)

    def write_words(self, first_row: int, column: int, words: Sequence[str], look: Format) -> None:
        """Write a column of words from a row on; an empty one leaves its cell alone."""
        cells: dict[str, CellStringTuple] = {}
        rows = [row for row, word in enumerate(words, start=first_row) if word]
        self._check_rows(rows, column)
        for row in rows:
            word = words[row - first_row]
            if word in cells:
                self.str_table.count += 1
            else:
                number = self.str_table._get_shared_string_index(word)  # type: ignore[no-untyped-call]  # noqa: SLF001
                cells[word] = CellStringTuple(number, look)
            self.table[row][column] = cells[word]

    def write_numbers(self, first_row: int, column: int, values: Sequence[float], look: Format) -> None:
        """Write a column of numbers from a row on; one that is missing leaves its cell alone."""
        rows = [row for row, value in enumerate(values, start=first_row) if not math.isnan(value)]
        self._check_rows(rows, column)
        for row in rows:
            self.table[row][column] = CellNumberTuple(values[row - first_row], look)

    def _check_rows(self, rows: Sequence[int], column: int) -> None:
        """Widen the sheet to the first and the last row of a column."""
        for row in {*rows[:1], *rows[-1:]}:
            self._check_dimensions(row, column)

    def _write_cell(self, row: int, col: int, cell: object) -> None:
        """Write what XlsxWriter would write for a number or text with a format, without a list of attributes."""
        if type(cell) is CellNumberTuple and cell.format:
            place, look = xl_rowcol_to_cell_fast(row, col), cell.format._get_xf_index()  # noqa: SLF001
            self.fh.write(f'<c r="{place}" s="{look}"><v>{cell.number:.16G}</v></c>')
        elif type(cell) is CellStringTuple and cell.format:
            place, look = xl_rowcol_to_cell_fast(row, col), cell.format._get_xf_index()  # noqa: SLF001
            self.fh.write(f'<c r="{place}" s="{look}" t="s"><v>{cell.string}</v></c>')
        else:
            super()._write_cell(row, col, cell)


class _Workbook(xlsxwriter.Workbook):
    worksheet_class = FormulaSheet


class Book:
    """A scoring matrix being written.

    Every cell that another one reads is named by a key when its place is known, and asked for by that key.
    Cells that hold numbers to change are written last: yellow where a formula reads them, grey where none
    does, so that a yellow cell is one that changes what follows from it.
    """

    def __init__(self, title: str) -> None:
        self._content = io.BytesIO()
        self._book = _Workbook(self._content, dict(OPTIONS))
        self._book.set_properties({"created": CREATED, "title": title})
        self._formats: dict[tuple[Role, str], Format] = {}
        self._inputs: dict[Key, _Input] = {}
        self._used: set[Key] = set()
        self.places: dict[Key, Place] = {}

    def look(self, role: Role, number: str = PLAIN) -> Format:
        """Return the format of a role and a number format."""
        if (role, number) not in self._formats:
            self._formats[role, number] = self._book.add_format({**BASE, **LOOKS[role], "num_format": number})
        return self._formats[role, number]

    def add_page(self, name: str) -> "Page":
        """Add a sheet, protected without a password, landscape on A4 and fitted to its width."""
        sheet = self._book.add_worksheet(name)
        if not isinstance(sheet, FormulaSheet):
            raise TypeError(type(sheet).__name__)
        sheet.protect("", ALLOWED)
        sheet.hide_gridlines(2)
        sheet.set_landscape()
        sheet.set_paper(A4)
        sheet.fit_to_pages(1, 0)
        sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
        sheet.set_footer("&L&8&A&R&8&P / &N")
        return Page(self, name, sheet)

    def at(self, *key: Hashable) -> str:
        """Return the address of a named cell as a formula of any sheet names it, and note that it is read.

        Raises
        ------
        KeyError
            For a cell that has no place yet.
        """
        self._used.add(key)
        return self.places[key].ref

    def is_input(self, key: Key) -> bool:
        """Say whether a cell holds a number that may be changed, once the workbook is closed."""
        return key in self._inputs and self._inputs[key].may_change and key in self._used

    def add_input(self, key: Key, item: _Input) -> None:
        """Keep a number to be written last, when it is known whether anything reads it."""
        self.places[key] = item.place
        self._inputs[key] = item

    def close(self) -> bytes:
        """Write the numbers that may be changed and return the workbook's bytes."""
        for key, item in self._inputs.items():
            look = self.look("input" if self.is_input(key) else "locked", item.number)
            row, column = item.place.row, item.place.column
            if item.value is None or math.isnan(item.value):
                item.page.sheet.write_blank(row, column, None, look)
            else:
                item.page.sheet.write_number(row, column, item.value, look)
            if self.is_input(key):
                item.page.sheet.set_tab_color(YELLOW)
        self._book.close()
        return self._content.getvalue()


@dataclass(frozen=True)
class Page:
    """A sheet of the matrix. Rows and columns are counted from 0."""

    book: Book
    name: str
    sheet: FormulaSheet
    _widths: dict[int, float] = field(default_factory=dict, repr=False)
    _lines: dict[int, int] = field(default_factory=dict, repr=False)

    def write_top(self, title: str, lead: str, *, columns: Sequence[float] = ()) -> None:
        """Write the title and what the sheet is for, and set the widths of its columns [characters]."""
        self.text(0, 0, title, "title")
        self.text(1, 0, lead, "lead")
        self.set_widths(columns)

    def set_widths(self, columns: Iterable[float], first: int = 0) -> None:
        """Set the widths of columns [characters] from a first one on."""
        for number, width in enumerate(columns, start=first):
            self.sheet.set_column(number, number, width)
            self._widths[number] = width

    def text(self, row: int, column: int, words: str, role: Role = "text") -> None:
        """Write words as they are, whatever they begin with."""
        if words:
            self.sheet.write_string(row, column, words, self.book.look(role))
            self._make_room(row, column, words, role)

    def headings(self, row: int, words: Sequence[str], *, first: int = 0, numbers_from: int = 999) -> None:
        """Write the headings of a table, to the right over columns of numbers."""
        for column, word in enumerate(words, start=first):
            role: Role = "heading_right" if column >= numbers_from else "heading"
            self.sheet.write_string(row, column, word, self.book.look(role))
            self._make_room(row, column, word, role)

    def _make_room(self, row: int, column: int, words: str, role: Role) -> None:
        """Make a row as high as wrapped words need; not every office suite does it on opening."""
        if "text_wrap" in LOOKS[role] and column in self._widths:
            # A column is as wide as so many noughts; most letters are narrower, bold ones are not.
            width = self._widths[column] * (1.0 if "bold" in LOOKS[role] else LETTERS_A_NOUGHT)
            lines = text_lines(words, width)
            if lines > self._lines.get(row, 1):
                self._lines[row] = lines
                self.sheet.set_row(row, lines * LINE_HEIGHT + 2)
        elif role == "title":
            self.sheet.set_row(row, TITLE_HEIGHT)

    def number(self, row: int, column: int, value: float, number: str = PLAIN, role: Role = "number") -> None:
        """Write a number that stands by itself; a missing one leaves the cell blank."""
        if not math.isnan(value):
            self.sheet.write_number(row, column, value, self.book.look(role, number))

    def live(  # noqa: PLR0913  (a cell as XlsxWriter writes one: where, what, and how it looks)
        self,
        row: int,
        column: int,
        formula: str,
        value: float | str,
        number: str = PLAIN,
        role: Role = "number",
    ) -> Place:
        """Write a formula with the value the evaluation found; a missing one is an empty text."""
        shown = "" if isinstance(value, float) and math.isnan(value) else value
        self.sheet.write_live(row, column, formula, self.book.look(role, number), shown)
        return self.place(row, column)

    def place(self, row: int, column: int) -> Place:
        """Return a cell of this sheet."""
        return Place(self.name, row, column)

    def name_cell(self, key: Key, row: int, column: int) -> None:
        """Let a cell be found again by a key."""
        self.book.places[key] = self.place(row, column)

    def input(  # noqa: PLR0913  (as `live`, with the cell's name and whether it may change)
        self,
        key: Key,
        row: int,
        column: int,
        value: float | None,
        number: str = PLAIN,
        *,
        may_change: bool = True,
    ) -> None:
        """Give a number its place; it is written yellow if it may change and a formula reads it, else grey."""
        self.book.add_input(key, _Input(self, self.place(row, column), value, number, may_change))

    def fixed(self, key: Key, row: int, column: int, value: float | None, number: str = WHOLE) -> None:
        """Give a number its place that decides which lines there are, and so may not change here."""
        self.input(key, row, column, value, number, may_change=False)
