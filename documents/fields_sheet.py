"""A table as a sheet with a row a field: one column of values, or one column a lot."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from xlsxwriter.utility import xl_rowcol_to_cell

from documents.cells import Page
from documents.missing import Need, Says, count_missing, is_filled, says
from documents.rows_sheet import COUNT_CELL, Counted
from documents.wording import Pair, both
from documents.workbook import COUNT_ROW, Role
from evaluation.schema import Spec

KEY, DANISH, ENGLISH, VALUE = 0, 1, 2, 3
WIDTHS = (15, 34, 34, 38, 84)
FIRST_FREE_ROW = 5
TWO_LINES = 31


@dataclass(frozen=True)
class FieldLine:
    """A field: its headings, and a value a column. ``open_in`` and ``needed_in`` are numbers of columns."""

    name: str
    headings: Pair
    spec: Spec
    help_key: str
    values: tuple[object, ...]
    open_in: frozenset[int] = frozenset()
    needed_in: frozenset[int] = frozenset()
    choices: str = ""


@dataclass(frozen=True)
class FieldTable:
    """A table to write a field a row.

    Parameters
    ----------
    preface : lines between the count and the fields: (role, text) by column, from the key column on.
    only_if : fields needed only where another field says a code: field -> (field, list, code).
    optional_columns : columns that count only once one of their open cells is filled.
    """

    name: str
    help_key: str
    orientation: Literal["fields", "lots"]
    lines: tuple[FieldLine, ...]
    title: Pair | None = None
    preface: tuple[tuple[tuple[Role, str] | None, ...], ...] = ()
    only_if: Mapping[str, tuple[str, str, str]] = field(default_factory=dict)
    optional_columns: frozenset[int] = frozenset()

    @property
    def heading_row(self) -> int:
        """Row of the headings, counted from 0."""
        return FIRST_FREE_ROW + (len(self.preface) + 1 if self.preface else 0)

    def cell(self, name: str, column: int = 0) -> str:
        """Return the address of a field's value."""
        row = self.heading_row + 1 + [line.name for line in self.lines].index(name)
        return str(xl_rowcol_to_cell(row, VALUE + column))


@dataclass(frozen=True)
class FieldCount:
    """The formula of what a sheet of fields lacks, its value now, and of how many cells."""

    formula: str
    missing: int
    total: int
    has_open_cells: bool = True


def write_fields(page: Page, table: FieldTable) -> FieldCount:
    """Write a table of fields and describe its rows in the hidden sheet; the caller writes the count."""
    book, sheet = page.book, page.sheet
    count = len(table.lines[0].values)
    widths = (*WIDTHS[:VALUE], *[WIDTHS[VALUE]] * count, WIDTHS[-1])
    for column, width in enumerate(widths):
        sheet.set_column(column, column, width)
    book.write_top(sheet, table.title or both(f"sheets.{table.name}.title"), both(table.help_key))
    _write_preface(page, table)
    _write_headings(page, table, count)
    for number, line in enumerate(table.lines):
        _write_line(page, table, number, line)
    if table.orientation == "lots":
        sheet.freeze_panes(table.heading_row + 1, VALUE)
    return _count(table, count)


def write_own_count(page: Page, counted: FieldCount) -> Counted:
    """Write the count of a sheet that is not the first one."""
    book, sheet = page.book, page.sheet
    if not counted.has_open_cells:
        sheet.write_string(COUNT_ROW, 0, " / ".join(both("sheets.words.nothing_to_fill")), book.look("help"))
        return Counted(page.name, "", 0, 0)
    book.write_count(sheet, (COUNT_ROW, 0), f"={counted.formula}", counted.missing)
    words = both("sheets.words.missing_of", total=counted.total)
    sheet.write_string(COUNT_ROW, 1, " / ".join(words), book.look("count_words"))
    return Counted(page.name, COUNT_CELL, counted.missing, counted.total)


def write_workbook_count(
    page: Page, own: FieldCount, others: Sequence[Counted], unless: Says | None = None
) -> None:
    """Write on the first sheet what the whole workbook lacks; ``unless`` waives the other sheets."""
    book, sheet = page.book, page.sheet
    rest = "+".join(other.reference for other in others if other.cell) or "0"
    missing_rest = sum(other.missing for other in others)
    if unless:
        rest = f"IF({unless.formula},0,{rest})"
        missing_rest = 0 if unless.holds else missing_rest
    book.write_count(sheet, (COUNT_ROW, 0), f"={own.formula}+{rest}", own.missing + missing_rest)
    total = own.total + sum(other.total for other in others)
    words = both("sheets.words.missing_in_workbook", total=total)
    sheet.write_string(COUNT_ROW, 1, " / ".join(words), book.look("count_words"))


def _write_preface(page: Page, table: FieldTable) -> None:
    book, sheet = page.book, page.sheet
    for number, line in enumerate(table.preface, start=FIRST_FREE_ROW):
        if any(entry and "\n" in entry[1] for entry in line):
            sheet.set_row(number, TWO_LINES)
        for column, entry in enumerate(line):
            if entry is not None:
                sheet.write_string(number, column, entry[1], book.look(entry[0]))


def _write_headings(page: Page, table: FieldTable, count: int) -> None:
    book, sheet = page.book, page.sheet
    words = [" / ".join(both(f"sheets.words.{name}")) for name in ("key", "value", "help")]
    danish, english = both("sheets.words.field")
    values = [words[1]] if count == 1 else [f"{words[1]} {n + 1}" for n in range(count)]
    for column, heading in enumerate([words[0], danish, english, *values, words[2]]):
        sheet.write_string(table.heading_row, column, heading, book.look("heading"))
    sheet.set_row(table.heading_row, 19)
    row = table.heading_row + 1
    book.describe("sheet", table.name, page.name, table.orientation, row, row + 1)


def _write_line(page: Page, table: FieldTable, number: int, line: FieldLine) -> None:
    book, sheet = page.book, page.sheet
    row = table.heading_row + 1 + number
    sheet.set_row(row, TWO_LINES)
    sheet.write_string(row, KEY, line.name, book.look("key", "@"))
    sheet.write_string(row, DANISH, line.headings[0], book.look("label"))
    sheet.write_string(row, ENGLISH, line.headings[1], book.look("label_english"))
    for column, value in enumerate(line.values):
        role: Role = "field_input" if column in line.open_in else "field_locked"
        page.write((row, VALUE + column), line.spec, value, role)
        if column in line.open_in:
            area = (row, VALUE + column, row, VALUE + column)
            page.check(area, line.spec, line.help_key, line.choices)
    # The first row of a sheet of lots says which column is a lot, so nothing else may stand in it.
    if table.orientation == "fields" or number:
        sheet.write_string(row, VALUE + len(line.values), "\n".join(both(line.help_key)), book.look("note"))
    book.describe("column", table.name, line.name, row + 1, *line.headings)


def _count(table: FieldTable, count: int) -> FieldCount:
    """Return what the open cells lack, column by column."""
    formulas, missing, total = [], 0, 0
    by_name = {line.name: line for line in table.lines}
    for column in range(count):
        needs, begun = [], []
        for line in table.lines:
            filled = is_filled(line.values[column])
            if column in line.open_in:
                begun.append((table.cell(line.name, column), filled))
            if column not in line.needed_in:
                continue
            condition = None
            if line.name in table.only_if:
                other, list_name, code = table.only_if[line.name]
                value = by_name[other].values[column]
                condition = says(table.cell(other, column), list_name, code, value)
            needs.append(Need(table.cell(line.name, column), filled, only_if=condition))
        is_optional = column in table.optional_columns
        formula, value = count_missing(needs, begun=begun if is_optional else ())
        formulas.append(formula)
        missing += value
        total += 0 if is_optional else sum(need.only_if is None for need in needs)
    return FieldCount("+".join(formulas), missing, total, any(line.open_in for line in table.lines))
