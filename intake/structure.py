"""What a person looking at a workbook would not see, or would read otherwise than a program does."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from intake.cells import column_letters, position
from intake.raw import RawSheet, RawWorkbook
from intake.report import Report
from intake.template import Template, other_sheets


@dataclass(frozen=True)
class ReadArea:
    """The cells of a sheet that were read: rows and columns from 0."""

    sheet: RawSheet
    rows: Sequence[int]
    columns: Sequence[int]


def report_hidden(area: ReadArea, report: Report) -> None:
    """Tell of hidden rows and columns: a question where they hold an answer, else nothing."""
    sheet, columns = area.sheet, set(area.columns)
    hidden = [
        row
        for row in sorted(sheet.hidden_rows)
        if row - 1 in set(area.rows) and any(_holds(sheet, row - 1, column) for column in columns)
    ]
    if hidden:
        report.add("question", "hidden_rows", sheet.name, f"A{hidden[0]}", rows=hidden, count=len(hidden))
    letters = [
        column_letters(number)
        for number in sorted(sheet.hidden_columns)
        if number - 1 in columns and any(_holds(sheet, row, number - 1) for row in area.rows)
    ]
    if letters:
        report.add(
            "question", "hidden_columns", sheet.name, f"{letters[0]}1", columns=letters, count=len(letters)
        )
    if sheet.hidden:
        report.add("notice", "hidden_sheet", sheet.name)


def _holds(sheet: RawSheet, row: int, column: int) -> bool:
    cells = sheet.rows[row] if 0 <= row < len(sheet.rows) else ()
    return column < len(cells) and cells[column] is not None


def merged_cells(area: ReadArea) -> Mapping[tuple[int, int], str]:
    """Return the cells that were read inside a merged range (row and column from 0), with that range.

    Only the first cell of a range has a value; which of the others it was meant for, nobody can tell.
    """
    rows, columns = set(area.rows), set(area.columns)
    found: dict[tuple[int, int], str] = {}
    for merged in area.sheet.merged:
        (top, left), (bottom, right) = (position(cell) for cell in merged.split(":"))
        inside = [
            (row, column)
            for row in range(top - 1, bottom)
            if row in rows
            for column in range(left - 1, right)
            if column in columns
        ]
        found |= dict.fromkeys(inside, merged)
    return found


def report_other_sheets(
    workbook: RawWorkbook, template: Template | None, used: set[str], report: Report
) -> None:
    """Tell of sheets that hold something and were not read."""
    for sheet in other_sheets(workbook, template, used):
        report.add("notice", "sheet_not_read", sheet.name)
