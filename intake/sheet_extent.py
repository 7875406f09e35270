"""Where a sheet's content ends, and which cells stand far away from it.

One value in XFD1048576 makes a sheet of 17 thousand million cells for a reader that fills a rectangle.
Such a cell is taken out before the sheet is read and reported; the bid is read as it was meant.

Standard library only: the reading process imports this module.
"""

import re
from collections import Counter
from dataclasses import dataclass

from intake.cells import LAST_COLUMN, address, column_number
from intake.container import refused
from intake.sheet_xml import CELL, SheetXml

# So many empty rows or columns on end separate two parts of a sheet.
FAR_ROWS = 1_000
FAR_COLUMNS = 100
MOST_FAR_CELLS = 100
# The rectangle that is read at most, in cells: 80,000 rows of 12 columns, a dozen times the largest bid.
MOST_CELLS = 1_000_000
_ONE_LETTER = 26


@dataclass(frozen=True)
class Extent:
    """The rectangle to read, its last row and column, and the cells outside it with their XML."""

    cells: bytes
    last_row: int
    last_column: int
    far: tuple[tuple[str, bytes], ...] = ()


def true_extent(xml: SheetXml, sheet: str) -> Extent:
    """Return the rectangle that holds a sheet's content, and the far cells apart.

    Raises
    ------
    Refused
        ``sheet_too_large`` where the rectangle is too large, ``scattered_cells`` where too many cells
        stand far from the others to be slips of the hand.
    """
    rows = {int(row) for row, _ in xml.rows}
    columns = _columns_at_most(xml, are_few=len(rows) * _ONE_LETTER <= MOST_CELLS)
    last_row, last_column = max(rows, default=0), max(columns)
    if last_column > LAST_COLUMN:
        raise refused("unreadable_sheet", sheet)
    is_close = _end_of_largest_part(Counter(rows), FAR_ROWS) == last_row
    is_close &= _end_of_largest_part(Counter(columns), FAR_COLUMNS) == last_column
    if is_close and last_row * last_column <= MOST_CELLS:
        return Extent(xml.cells, last_row, last_column)
    extent = _measured(xml.cells, sheet)
    if (found := extent.last_row * extent.last_column) > MOST_CELLS:
        raise refused("sheet_too_large", sheet, found_cells=found, most_cells=MOST_CELLS)
    return extent


def _columns_at_most(xml: SheetXml, *, are_few: bool) -> set[int]:
    """Return the columns in use; with few rows those of one letter are taken as used, which is faster."""
    wide = {cell.rstrip(b"0123456789") for cell in xml.addresses if not are_few or cell[1] > ord("9")}
    columns = {column_number(letters.decode("ascii")) for letters in wide} or {0}
    return columns | {*range(1, _ONE_LETTER + 1)} if are_few else columns


def _end_of_largest_part(numbers: Counter[int], gap: int) -> int:
    """Return the last of the largest group of numbers that no gap divides; of equal groups the first one's.

    >>> _end_of_largest_part(Counter([1, 5000]), gap=1000)
    1
    >>> _end_of_largest_part(Counter({1: 1, 5000: 40, 5001: 40}), gap=1000)
    5001
    """
    parts: list[list[int]] = []
    for number in sorted(numbers):
        if parts and number - parts[-1][0] <= gap:
            parts[-1][0] = number
            parts[-1][1] += numbers[number]
        else:
            parts.append([number, numbers[number]])
    return max(parts, key=lambda part: part[1], default=[0, 0])[0]


def _measured(cells: bytes, sheet: str) -> Extent:
    """Look at every cell that holds something; blank ones, formatted or not, count for nothing."""
    if (found := cells.count(b"<v") + cells.count(b"<is")) > MOST_CELLS:
        raise refused("sheet_too_large", sheet, found_cells=found, most_cells=MOST_CELLS)
    filled = [_position(cell) for cell in CELL.finditer(cells) if _holds_something(cell)]
    last_row = _end_of_largest_part(Counter(row for row, _ in filled), FAR_ROWS)
    columns = Counter(column for row, column in filled if row <= last_row)
    last_column = _end_of_largest_part(columns, FAR_COLUMNS)
    if (found := sum(row > last_row or column > last_column for row, column in filled)) > MOST_FAR_CELLS:
        raise refused("scattered_cells", sheet, found=found, most=MOST_FAR_CELLS)
    far: list[tuple[str, bytes]] = []

    def keep(cell: re.Match[bytes]) -> bytes:
        row, column = _position(cell)
        if row <= last_row and column <= last_column:
            return cell[0]
        if _holds_something(cell):
            far.append((address(row, column), cell[3] + b">" + cell[4]))
        return b""

    return Extent(CELL.sub(keep, cells), last_row, last_column, tuple(far))


def _position(cell: re.Match[bytes]) -> tuple[int, int]:
    return int(cell[2]), column_number(cell[1].decode("ascii"))


def _holds_something(cell: re.Match[bytes]) -> bool:
    return not cell[3].endswith(b"/") and any(element in cell[4] for element in (b"<v", b"<is", b"<f"))
