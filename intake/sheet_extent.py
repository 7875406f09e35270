"""Where a sheet's content ends, and which cells stand far away from it.

One value in XFD1048576 makes a sheet of 17 thousand million cells for a reader that fills a rectangle.
Such a cell is taken out before the sheet is read and reported; the bid is read as it was meant.

Standard library only: the reading process imports this module.
"""

import re
from collections import Counter
from dataclasses import dataclass

from intake.cells import LAST_COLUMN, column_letters, column_number
from intake.container import refused
from intake.sheet_xml import CELL, SheetXml

# So many empty rows or columns on end separate two parts of a sheet.
FAR_ROWS = 1_000
FAR_COLUMNS = 100
MOST_FAR_CELLS = 100
# The rectangle that is read at most, in cells: 160,000 rows of 12 columns, within the memory limit.
MOST_CELLS = 2_000_000
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
    columns = _columns_at_most(xml)
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


def _columns_at_most(xml: SheetXml) -> set[int]:
    """Return the columns in use, all of one letter taken as used: what is wanted is a far one."""
    wide = {cell.rstrip(b"0123456789") for cell in xml.addresses if cell[1] > ord("9")}
    return {*range(1, _ONE_LETTER + 1)} | {column_number(letters.decode("ascii")) for letters in wide}


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
    filled = [
        (int(number), column_number(letters.decode("ascii")), tag, content)
        for letters, number, tag, content in CELL.findall(cells)
        if not tag.endswith(b"/") and (b"<v" in content or b"<is" in content or b"<f" in content)
    ]
    last_row = _end_of_largest_part(Counter(row for row, *_ in filled), FAR_ROWS)
    columns = Counter(column for row, column, *_ in filled if row <= last_row)
    last_column = _end_of_largest_part(columns, FAR_COLUMNS)
    far = [cell for cell in filled if cell[0] > last_row or cell[1] > last_column]
    if len(far) > MOST_FAR_CELLS:
        raise refused("scattered_cells", sheet, found=len(far), most=MOST_FAR_CELLS)

    def keep(cell: re.Match[bytes]) -> bytes:
        is_near = int(cell[2]) <= last_row and column_number(cell[1].decode("ascii")) <= last_column
        return cell[0] if is_near else b""

    return Extent(
        CELL.sub(keep, cells),
        last_row,
        last_column,
        tuple((f"{column_letters(column)}{row}", tag + b">" + content) for row, column, tag, content in far),
    )
