"""One table of a bid: its rows found by key, its cells read by column, each problem with its cell."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from evaluation.problems import Severity
from evaluation.schema import NUMERIC
from evaluation.sheets import Column, Printed, Sheet
from intake.bid_layout import BidLayout
from intake.cells import position
from intake.numbers import Convention
from intake.raw import Cell, RawSheet
from intake.report import Report, place
from intake.tables import KEY, FoundTable, RowsByKey, key_column, rows_by_key
from intake.template import PRINTED
from intake.values import ColumnValues, Marks, Reading, read_column
from texts import LANGUAGES, t

Bools = NDArray[np.bool_]
Values = NDArray[Any]


@dataclass(frozen=True)
class Located:
    """A table of a bid that was found, before its cells are read.

    ``rows`` has the row in the sheet, from 0, of each key of the layout; -1 for one that is missing.
    ``cells`` has the cells of each column in the order of the keys.
    """

    layout: Sheet
    found: FoundTable
    rows: NDArray[np.int64]
    doubled: Bools
    cells: Mapping[str, list[Cell]]

    @property
    def sheet(self) -> RawSheet:
        """Where the table stands."""
        return self.found.sheet

    def number_texts(self) -> list[str]:
        """Return the texts that stand where numbers are asked for."""
        columns = [c.field for c in self.layout.columns if c.spec.kind in NUMERIC and c.field in self.cells]
        return [cell for name in columns for cell in self.cells[name] if isinstance(cell, str)]


@dataclass
class TableRead:
    """A table of a bid as values, one entry a key of the layout in each array.

    Parameters
    ----------
    bid_layout, report : what was asked on the lot, and where problems are told.
    layout : what was asked on this sheet.
    sheet : name of the sheet in the file.
    rows : row in the sheet, from 1; 0 for a key that is missing.
    letters : letters of the column of each field.
    values : float64 with NaN, or objects with None.
    filled : whether the cell holds something.
    told : whether a problem already speaks of the cell; it is then not judged again.
    """

    bid_layout: BidLayout
    report: Report
    layout: Sheet
    sheet: str
    rows: NDArray[np.int64]
    letters: dict[str, str] = field(default_factory=dict)
    values: dict[str, Values] = field(default_factory=dict)
    filled: dict[str, Bools] = field(default_factory=dict)
    told: dict[str, Bools] = field(default_factory=dict)

    def __contains__(self, name: str) -> bool:
        return name in self.values

    def column(self, name: str) -> Column:
        """Return what is asked in a column."""
        return next(column for column in self.layout.columns if column.field == name)

    def cell(self, name: str, index: int) -> str | None:
        """Return the address of a cell, None where its row or column is missing."""
        letters, row = self.letters.get(name), int(self.rows[index])
        return f"{letters}{row}" if letters and row else None

    def asked(self, name: str) -> Bools:
        """Say of which rows a field is asked."""
        count = len(self.layout.keys)
        column = next((c for c in self.layout.columns if c.field == name), None)
        if column is None or column.rows is None:
            return np.full(count, column is not None)
        return np.array([key in column.rows for key in self.layout.keys], dtype=np.bool_)

    def blank(self, name: str) -> Bools:
        """Say where a cell was asked, is empty, and no problem speaks of it yet."""
        return self.asked(name) & ~self.filled[name] & ~self.told[name]

    def open_cells(self, name: str) -> Bools:
        """Say where a cell was asked and left blank, and no published default stands in for it."""
        if name not in self:
            return np.zeros(len(self.layout.keys), dtype=np.bool_)
        field_name = f"{self.layout.table}.{name}"
        items = {row.item for row in self.bid_layout.tender.defaults if row.field == field_name}
        if not items:
            return self.blank(name)
        return self.blank(name) & np.array(
            [None not in items and key not in items for key in self.layout.keys], dtype=np.bool_
        )

    def tell(self, severity: Severity | None, code: str, name: str, index: int, **values: object) -> None:
        """Tell of a cell: its field, the key of its row and what the row is called.

        ``severity`` None is a stop where the bid cannot be calculated without the cell, else a question.
        """
        table, key = self.layout.table, self.layout.keys[index]
        grave = severity or self.bid_layout.severity(self.column(name), key)
        words = {"field": f"{table}.{name}", "key": key, "title": self.bid_layout.titles.get((table, key))}
        self.report.add(grave, code, self.sheet, self.cell(name, index), **{**words, **values})

    def tell_all(self, severity: Severity | None, code: str, name: str, where: Bools) -> None:
        """Tell of every cell of a column where something holds."""
        for index in np.flatnonzero(where):
            self.tell(severity, code, name, int(index))

    def take_out(self, name: str, where: Bools) -> None:
        """Leave values missing."""
        values = self.values[name]
        values[where] = np.nan if values.dtype == np.float64 else None


def locate(layout: BidLayout, table: Sheet, found: FoundTable, report: Report) -> Located | None:
    """Find the rows and columns of a table; None where its keys cannot be found at all."""
    found = _with_key_column(table, found)
    if KEY not in found.columns:
        report.add("stop", "missing_heading", found.sheet.name, field=f"{table.table}.{KEY}")
        return None
    cells = {name: found.cells(name) for name in found.columns}
    placed = rows_by_key(cells[KEY], table.keys)
    _report_rows(table, found, placed, cells, report)
    order = np.array(placed.rows, dtype=np.int64)
    rows = np.where(order >= 0, order + found.first_row, -1)
    doubled = np.array([key in placed.doubled for key in table.keys], dtype=np.bool_)
    located = Located(table, found, rows, doubled, {name: _arranged(c, order) for name, c in cells.items()})
    _report_headings(layout, located, report)
    return located


def _with_key_column(table: Sheet, found: FoundTable) -> FoundTable:
    if KEY in found.columns:
        return found
    column = key_column(found.sheet, found.first_row, table.keys)
    if column is None:
        return found
    return FoundTable(
        found.sheet, {**found.columns, KEY: column}, found.first_row, found.doubled, found.changed
    )


def _arranged(cells: list[Cell], order: NDArray[np.int64]) -> list[Cell]:
    if np.array_equal(order, np.arange(len(order))):
        return cells[: len(order)]
    return [cells[row] if row >= 0 else None for row in order]


def _report_rows(
    table: Sheet, found: FoundTable, placed: RowsByKey, cells: Mapping[str, list[Cell]], report: Report
) -> None:
    """Tell of rows with a key twice, and of rows that hold an answer nobody asked for."""
    sheet, key_at = found.sheet.name, found.columns[KEY]
    for key, rows in placed.doubled.items():
        first = found.first_row + placed.rows[table.keys.index(key)]
        for row in rows:
            cell = place(found.first_row + row, key_at)
            report.add("stop", "key_in_two_rows", sheet, cell, key=key, other=place(first, key_at))
    asked = [c.field for c in table.columns if c.field in cells]
    for row in (*placed.keyless, *placed.unknown):
        held = [name for name in asked if cells[name][row] is not None]
        if held:
            code = "row_not_asked" if row in placed.unknown else "row_without_key"
            at = key_at if row in placed.unknown else found.columns[held[0]]
            told: dict[str, object] = {"key": placed.unknown.get(row), "found": _told(cells[held[0]][row])}
            report.add("question", code, sheet, place(found.first_row + row, at), **told)


def _told(cell: Cell) -> object:
    return cell if isinstance(cell, (str, float, bool)) or cell is None else cell.text


def _report_headings(layout: BidLayout, located: Located, report: Report) -> None:
    found, table, sheet = located.found, located.layout, located.sheet.name
    for column in table.columns:
        grave: Severity = "stop" if any(layout.is_scored(column, key) for key in table.keys) else "question"
        name = f"{table.table}.{column.field}"
        if column.field in found.doubled:
            first, second, *_ = found.doubled[column.field]
            row = found.first_row - 1
            told: dict[str, object] = {"field": name, "other": place(row, second)}
            report.add(grave, "heading_twice", sheet, place(row, first), **told)
        elif column.field not in found.columns:
            report.add(grave, "missing_heading", sheet, field=name)
        elif column.field in found.changed:
            row, at = found.changed[column.field]
            told = {"field": name, "found": _told(located.sheet.rows[row][at])}
            report.add("question", "heading_changed", sheet, place(row, at), **told)
    for printed in table.printed:
        if PRINTED + printed.key not in found.columns:
            report.add("notice", "buyer_column_missing", sheet, printed=printed.key)


def marks_of(sheet: RawSheet, column: int, rows: Sequence[int]) -> Marks:
    """Return what a sheet tells of the cells of a column, by their place in the column.

    Parameters
    ----------
    column, rows : from 0; the rows in the order of the column's cells, -1 for a missing one.
    """
    told = (sheet.errors, sheet.formulas_without_value, sheet.per_cent, sheet.currencies)
    if not any(told):
        return Marks()
    at = {row: index for index, row in enumerate(rows) if row >= 0}

    def here(cells: Sequence[str]) -> dict[str, int]:
        places = {cell: position(cell) for cell in cells}
        return {
            c: at[row - 1] for c, (row, number) in places.items() if number == column + 1 and row - 1 in at
        }

    errors, currencies = here([*sheet.errors]), here([*sheet.currencies])
    return Marks(
        {index: sheet.errors[cell] for cell, index in errors.items()},
        frozenset(here([*sheet.formulas_without_value]).values()),
        frozenset(here([*sheet.per_cent]).values()),
        {index: sheet.currencies[cell] for cell, index in currencies.items()},
    )


def read_table(
    layout: BidLayout, located: Located, convention: Convention | None, report: Report
) -> TableRead:
    """Read the bidder's columns of a table, and compare what the buyer printed."""
    table = located.layout
    read = TableRead(layout, report, table, located.sheet.name, located.rows + 1)
    broken = (located.rows < 0) | located.doubled
    for column in table.columns:
        if column.field not in located.cells:
            _add_unread(read, column)
            continue
        read.letters[column.field] = located.found.letters(column.field)
        _add(read, column, _read(layout, located, column, convention), broken)
    for printed in table.printed:
        _compare_printed(layout, located, printed, report)
    return read


def _add_unread(read: TableRead, column: Column) -> None:
    """Add a column whose heading is missing: all of its cells are already told of."""
    count = len(read.layout.keys)
    is_number = column.spec.kind in NUMERIC
    read.values[column.field] = np.full(count, np.nan) if is_number else np.full(count, None, dtype=object)
    read.filled[column.field] = np.zeros(count, dtype=np.bool_)
    read.told[column.field] = np.ones(count, dtype=np.bool_)


def _read(layout: BidLayout, located: Located, column: Column, convention: Convention | None) -> ColumnValues:
    table, keys = located.layout.table, located.layout.keys
    reading = Reading(
        column.spec,
        words=layout.listed.get(column.spec.codes or ""),
        unit_of=lambda index: _unit(layout, column, table, keys[index]),
        convention=convention,
        currency=layout.tender.facts.currency,
    )
    marks = marks_of(located.sheet, located.found.columns[column.field], located.rows.tolist())
    return read_column(located.cells[column.field], reading, marks)


def _unit(layout: BidLayout, column: Column, table: str, key: str) -> str | None:
    unit = column.spec.unit
    if unit in ("{unit}", "{life_unit}"):
        return layout.units.get((table, key))
    if unit is None:
        return None
    in_words = unit.replace("{currency}", layout.tender.facts.currency)
    return in_words.replace("{unit}", layout.units.get((table, key)) or "")


def _add(read: TableRead, column: Column, found: ColumnValues, broken: Bools) -> None:
    name = column.field
    read.values[name], read.filled[name], read.told[name] = found.values, found.filled, broken.copy()
    asked = read.asked(name)
    for fault in found.faults:
        if asked[fault.index] and not broken[fault.index]:
            read.told[name][fault.index] |= not fault.is_notice
            read.tell("notice" if fault.is_notice else None, fault.code, name, fault.index, **fault.values)
    unasked = found.filled & ~asked
    if unasked.any():
        count = int(unasked.sum())
        read.tell("notice", "not_asked", name, int(np.flatnonzero(unasked)[0]), count=count)
    read.take_out(name, unasked | broken)


def _compare_printed(layout: BidLayout, located: Located, printed: Printed, report: Report) -> None:
    """Tell of cells of the buyer's that no longer hold what he printed; emptied ones are told together."""
    name = PRINTED + printed.key
    cells = located.cells.get(name)
    values = [_worded(printed, value) for value in printed.values]
    if cells is None or cells == values:
        return
    emptied = []
    for index, (cell, value) in enumerate(zip(cells, values, strict=True)):
        row = int(located.rows[index])
        if row < 0 or _is_same(cell, value):
            continue
        at = place(row, located.found.columns[name])
        if cell is None:
            emptied.append(at)
            continue
        key = located.layout.keys[index]
        title = layout.titles.get((located.layout.table, key))
        told = {"printed": printed.key, "key": key, "title": title, "found": _told(cell), "was": value}
        report.add("question", "buyer_cell_changed", located.sheet.name, at, **told)
    if emptied:
        told = {"printed": printed.key, "count": len(emptied)}
        report.add("notice", "buyer_cells_emptied", located.sheet.name, emptied[0], **told)


def _worded(printed: Printed, value: str | float | None) -> str | float | None:
    """Return what the buyer printed for a value: a code in the words of both languages."""
    if printed.codes is None:
        return value
    return " / ".join(t(f"codes.{printed.codes}.{value}", language) for language in LANGUAGES)


def _is_same(cell: Cell, value: str | float | None) -> bool:
    if isinstance(cell, float) and isinstance(value, (int, float)):
        return bool(np.isclose(cell, value, rtol=1e-9, atol=0.0))
    if isinstance(cell, float) and isinstance(value, str):
        return value.strip() == (str(int(cell)) if cell.is_integer() else repr(cell))
    if isinstance(cell, str) and isinstance(value, str):
        return " ".join(cell.split()) == " ".join(value.split())
    return cell is None and value in (None, "")
