"""A table as a sheet with a row a key: headings in both languages, cells, checks, and what is missing."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from xlsxwriter.utility import xl_col_to_name

from documents.cells import Page, shown
from documents.missing import Need, count_missing, is_filled, says
from documents.table_layout import (
    FIRST_ROW,
    HEADING_ROW,
    Table,
    TableColumn,
    TableRow,
    column_width,
    text_lines,
)
from documents.wording import both
from documents.workbook import COUNT_ROW, Role
from evaluation.schema import Spec

MISSING, MISSING_WIDTH, LINE_HEIGHT = "missing", 11.0, 15.0
COUNT_CELL = "$A$4"
# A column of noughts would hide the rows in which something is missing.
BLANK_AT_NOUGHT = "0;-0;"


@dataclass(frozen=True)
class Counted:
    """Where a sheet counts what is missing, how much that is now, and of how many cells."""

    sheet: str
    cell: str
    missing: int
    total: int

    @property
    def reference(self) -> str:
        """The count's cell, as a formula of another sheet names it."""
        return f"'{self.sheet}'!{self.cell}"


def write_table(page: Page, table: Table) -> Counted:
    """Write a table and describe its columns in the hidden sheet."""
    book, sheet = page.book, page.sheet
    book.write_top(sheet, both(f"sheets.{table.name}.title"), both(table.help_key, **table.help_values))
    book.describe("sheet", table.name, page.name, "rows", HEADING_ROW + 1, FIRST_ROW + 1)
    widths = [column_width(page.lists, table, column) for column in table.columns]
    _write_headings(page, table, widths)
    for number, row in enumerate(table.rows):
        _write_row(page, table, number, row)
        _fit_height(page, table, number, widths)
    for area, column, spec in _open_areas(table):
        page.check(area, spec, column.help_key, column.choices)
    sheet.freeze_panes(FIRST_ROW, table.frozen_columns)
    sheet.repeat_rows(HEADING_ROW, FIRST_ROW - 1)
    return _write_missing(page, table)


def _write_headings(page: Page, table: Table, widths: Sequence[float]) -> None:
    book, sheet = page.book, page.sheet
    lines = [1, 1]
    for number, column in enumerate(table.columns):
        width = widths[number]
        sheet.set_column(number, number, width)
        for language, words in enumerate(column.headings):
            look = book.look("heading" if language == 0 else "heading_english")
            sheet.write_string(HEADING_ROW + language, number, words, look)
            lines[language] = max(lines[language], text_lines(words, width))
        letter = xl_col_to_name(number)
        book.describe(column.kind, table.name, column.name, letter, *column.headings)
    for language, count in enumerate(lines):
        sheet.set_row(HEADING_ROW + language, count * LINE_HEIGHT + 5)


def _write_row(page: Page, table: Table, number: int, row: TableRow) -> None:
    for position, column in enumerate(table.columns):
        cell = (FIRST_ROW + number, position)
        if column.kind == "computed":
            formula, value = row.formulas.get(column.name, ("", ""))
            look = page.book.look("computed", "#,##0.00")
            if formula:
                page.sheet.write_formula(*cell, formula, look, value)
            else:
                page.sheet.write_blank(*cell, None, look)
            continue
        locked: Role = "key" if position == 0 else "locked"
        role: Role = "input" if column.name in row.inputs else locked
        page.write(cell, column.spec, row.values.get(column.name), role)


def _fit_height(page: Page, table: Table, number: int, widths: Sequence[float]) -> None:
    """Make room for text that stands already; a row without a height of its own grows as one types."""
    values = table.rows[number].values
    texts = [str(shown(column.spec, values.get(column.name)) or "") for column in table.columns]
    lines = max(text_lines(text, width) for text, width in zip(texts, widths, strict=True))
    if lines > 1:
        page.sheet.set_row(FIRST_ROW + number, lines * LINE_HEIGHT + 3)


def _open_areas(table: Table) -> Iterator[tuple[tuple[int, int, int, int], TableColumn, Spec]]:
    """Yield each run of open cells of a column that are checked alike: its area, column and limits."""
    for position, column in enumerate(table.columns):
        specs = [
            row.specs.get(column.name, column.spec) if column.name in row.inputs else None
            for row in table.rows
        ]
        first = FIRST_ROW
        for spec, run in groupby(specs):
            count = sum(1 for _ in run)
            if spec is not None:
                yield (first, position, first + count - 1, position), column, spec
            first += count


def _write_missing(page: Page, table: Table) -> Counted:
    book, sheet = page.book, page.sheet
    if not any(row.inputs for row in table.rows):
        sheet.write_string(COUNT_ROW, 0, " / ".join(both("sheets.words.nothing_to_fill")), book.look("help"))
        return Counted(page.name, "", 0, 0)
    position = len(table.columns)
    headings = both("fields.computed.missing.title")
    sheet.set_column(position, position, MISSING_WIDTH)
    for language, words in enumerate(headings):
        look = book.look("heading" if language == 0 else "heading_english")
        sheet.write_string(HEADING_ROW + language, position, words, look)
    book.describe("computed", table.name, MISSING, xl_col_to_name(position), *headings)
    counts = [_row_count(table, number, row) for number, row in enumerate(table.rows)]
    for number, (formula, now) in enumerate(counts):
        sheet.write_formula(
            FIRST_ROW + number, position, f"={formula}", book.look("computed", BLANK_AT_NOUGHT), now
        )
    letter, last = xl_col_to_name(position), FIRST_ROW + max(len(table.rows), 1)
    missing = sum(now for _, now in counts)
    book.write_count(sheet, (COUNT_ROW, 0), f"=SUM({letter}{FIRST_ROW + 1}:{letter}{last})", missing)
    total = sum(len(row.needed) for row in table.rows if not row.counts_when_begun)
    said = both("sheets.words.missing_of", total=total) if total else both("sheets.words.missing")
    sheet.write_string(COUNT_ROW, 1, " / ".join(said), book.look("count_words"))
    return Counted(page.name, COUNT_CELL, missing, total)


def _row_count(table: Table, number: int, row: TableRow) -> tuple[str, int]:
    needs: list[Need] = []
    for name in row.needed:
        waived = None
        if name in table.waived:
            other, list_name, code = table.waived[name]
            waived = says(table.cell(other, number), list_name, code, row.values.get(other))
        needs.append(Need(table.cell(name, number), is_filled(row.values.get(name)), unless=waived))
    begun = [(table.cell(n, number), is_filled(row.values.get(n))) for n in table.in_order(row.inputs)]
    return count_missing(needs, unless=row.skipped, begun=begun if row.counts_when_begun else ())
