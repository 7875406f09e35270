"""Tables that people add rows to, a row at a time with the cell of each value: of tenders and of decisions."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from evaluation.schema import NUMERIC, Row, Spec, specs
from intake.cells import position
from intake.numbers import Convention
from intake.raw import Cell, RawSheet
from intake.report import place
from intake.tables import FoundFields, FoundTable
from intake.values import CellFault, Marks, Reading, read_column


@dataclass
class RowRead:
    """One row of an open table.

    Parameters
    ----------
    table, sheet : its key, and the sheet it stands on.
    values : what was read; a field that is blank or could not be read is not there.
    cells : address of each field's cell.
    filled : fields that hold something.
    faults : what is to be said of each field.
    """

    table: str
    sheet: str
    values: dict[str, object] = field(default_factory=dict)
    cells: dict[str, str] = field(default_factory=dict)
    filled: set[str] = field(default_factory=set)
    faults: dict[str, list[CellFault]] = field(default_factory=dict)

    def is_told(self, name: str) -> bool:
        """Say whether a fault already speaks of a field."""
        return any(not fault.is_notice for fault in self.faults.get(name, ()))


@dataclass(frozen=True)
class Understanding:
    """How cells are understood: words of lists of keys, the currency, how the file writes numbers."""

    words: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    currency: str = "DKK"
    convention: Convention | None = None

    def reading(self, spec: Spec) -> Reading:
        """Return how one field is read."""
        unit = None if spec.unit is None or "{" in spec.unit else spec.unit
        unit = self.currency if spec.kind == "money" else unit
        words = self.words.get(spec.codes or "")
        return Reading(spec, words, lambda _: unit, self.convention, self.currency)


def column_specs(row: type[Row], years: int = 0) -> dict[str, Spec]:
    """Return the columns of a row type: a repeated field once a year.

    >>> from evaluation.tender import Item
    >>> [name for name in column_specs(Item, 2) if name.startswith("quantity")]
    ['quantity.1', 'quantity.2']
    """
    found: dict[str, Spec] = {}
    for name, spec in specs(row).items():
        names = [f"{name}.{year}" for year in range(1, years + 1)] if spec.repeated else [name]
        found |= dict.fromkeys(names, spec)
    return found


def read_rows(
    found: FoundTable, table: str, columns: Mapping[str, Spec], how: Understanding
) -> list[RowRead]:
    """Read every row of a table below its headings that holds anything in its columns."""
    sheet = found.sheet
    count = len(sheet.rows) - found.first_row
    rows = [RowRead(table, sheet.name) for _ in range(max(count, 0))]
    for name, spec in columns.items():
        if name in found.columns:
            column = found.columns[name]
            places = [(found.first_row + number, column) for number in range(count)]
            _read_cells(rows, name, found.cells(name), _Place(sheet, places), how.reading(spec))
    return [row for row in rows if row.filled]


def read_fields(
    found: FoundFields, table: str, columns: Mapping[str, Spec], how: Understanding
) -> list[RowRead]:
    """Read a table whose fields stand below each other: a row for each column of values."""
    rows = [RowRead(table, found.sheet.name) for _ in found.value_columns]
    for name, spec in columns.items():
        if name in found.rows:
            places = [(found.rows[name], column) for column in found.value_columns]
            cells = [found.cell(name, column) for column in found.value_columns]
            _read_cells(rows, name, cells, _Place(found.sheet, places), how.reading(spec))
    return rows


@dataclass(frozen=True)
class _Place:
    """Where some cells stand: row and column of each, from 0."""

    sheet: RawSheet
    places: Sequence[tuple[int, int]]

    def marks(self) -> Marks:
        sheet = self.sheet
        at = {each: index for index, each in enumerate(self.places)}

        def here(cells: Sequence[str]) -> dict[int, str]:
            found = {cell: position(cell) for cell in cells}
            return {
                at[row - 1, column - 1]: cell
                for cell, (row, column) in found.items()
                if (row - 1, column - 1) in at
            }

        return Marks(
            {index: sheet.errors[cell] for index, cell in here([*sheet.errors]).items()},
            frozenset(here([*sheet.formulas_without_value])),
            frozenset(here([*sheet.per_cent])),
            {index: sheet.currencies[cell] for index, cell in here([*sheet.currencies]).items()},
        )


def _read_cells(
    rows: Sequence[RowRead], name: str, cells: Sequence[Cell], where: _Place, reading: Reading
) -> None:
    result = read_column(cells, reading, where.marks())
    is_number = reading.spec.kind in NUMERIC
    for index, row in enumerate(rows):
        row.cells[name] = place(*where.places[index])
        if result.filled[index]:
            row.filled.add(name)
        value = result.values[index]
        is_missing = np.isnan(value) if is_number else value is None or value == ()
        if not is_missing:
            row.values[name] = float(value) if is_number else value
    for fault in result.faults:
        rows[fault.index].faults.setdefault(name, []).append(fault)
    for row in rows:
        code = reading.spec.fault(row.values.get(name))
        if code is not None:
            row.faults.setdefault(name, []).append(CellFault(0, code, {"found": row.values.pop(name)}))


def number_texts(found: FoundTable | FoundFields, columns: Mapping[str, Spec]) -> list[str]:
    """Return the texts that stand where numbers belong."""
    names = [name for name, spec in columns.items() if spec.kind in NUMERIC]
    take: Callable[[str], Sequence[Cell]]
    if isinstance(found, FoundTable):
        take = found.cells
        names = [name for name in names if name in found.columns]
    else:
        fields = found

        def take(name: str) -> Sequence[Cell]:
            return [fields.cell(name, column) for column in fields.value_columns]

    return [cell for name in names for cell in take(name) if isinstance(cell, str)]
