"""A received workbook as it stands: every cell at its address, nothing interpreted, nothing repaired."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from evaluation.problems import Severity
from intake.cells import position

# What is wrong with a file or a sheet before any of its cells is read for what it means.
SEVERITIES: Mapping[str, Severity] = {
    **dict.fromkeys(
        (
            *("empty_file", "file_too_large", "not_a_workbook", "csv_file", "ods_file", "xlsb_file"),
            *("old_excel_file", "password_protected", "damaged_file", "unreadable_sheet"),
            *("too_many_parts", "unpacks_too_large", "packed_too_hard", "nested_archive"),
            *("macros", "external_links", "embedded_object", "active_content", "data_connections"),
            *("document_type_definition", "not_utf8", "cell_too_long", "scattered_cells"),
            *("sheet_too_large", "workbook_too_large", "too_much_memory", "file_killed_reader"),
        ),
        "stop",
    ),
    "far_cell": "notice",
    "values_may_be_old": "notice",
}


@dataclass(frozen=True)
class Moment:
    """A date or a time in a cell, never a number: ISO 8601, a duration in seconds."""

    kind: Literal["date", "datetime", "time", "duration"]
    text: str


Cell = float | str | bool | Moment | None


@dataclass(frozen=True)
class Finding:
    """What is to be said of a file, a sheet or a cell: a code and values. Severity in ``SEVERITIES``."""

    code: str
    sheet: str | None = None
    cell: str | None = None
    values: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class RawSheet:
    """One sheet.

    Parameters
    ----------
    name : its name on the tab.
    hidden : a person who opens the workbook does not see it.
    rows : cells by row and column, ``rows[0][0]`` is A1; a blank is None, and so are an error and a formula
        without a value.
    errors : cell to the error that stands in it, such as ``#DIV/0!``; ``#NUM!`` for a number that is none.
    formulas_without_value : cells whose formula no program has calculated.
    merged : merged ranges, ``A1:C2``.
    hidden_rows, hidden_columns : their numbers, from 1.
    per_cent : cells whose number format shows per cent: the value 0.25 stands there as 25 %.
    currencies : cells whose number format shows a currency, with its ISO 4217 code (or sign).
    """

    name: str
    hidden: bool = False
    rows: tuple[tuple[Cell, ...], ...] = ()
    errors: Mapping[str, str] = field(default_factory=dict)
    formulas_without_value: frozenset[str] = frozenset()
    merged: tuple[str, ...] = ()
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    per_cent: frozenset[str] = frozenset()
    currencies: Mapping[str, str] = field(default_factory=dict)

    def __getitem__(self, cell: str) -> Cell:
        """Return what stands in a cell, None outside the rectangle in use.

        >>> RawSheet("Priser", rows=((None, "Pris"), (None, 12.5)))["B2"]
        12.5
        """
        row, column = position(cell)
        in_use = row <= len(self.rows) and column <= len(self.rows[row - 1])
        return self.rows[row - 1][column - 1] if in_use else None


@dataclass(frozen=True)
class RawWorkbook:
    """A received file: its name and SHA-256, its sheets in their order, and what was found on the way.

    A refused file has findings and no sheets.
    """

    name: str
    sha256: str
    sheets: tuple[RawSheet, ...] = ()
    findings: tuple[Finding, ...] = ()
