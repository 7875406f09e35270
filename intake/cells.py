"""Cell addresses as a spreadsheet writes them, in both directions. Rows and columns count from 1."""

import re

LAST_ROW = 1_048_576
LAST_COLUMN = 16_384
_ADDRESS = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})")


def column_letters(column: int) -> str:
    """Return the letters of a column number.

    Raises
    ------
    ValueError
        Where a sheet has no such column.

    >>> column_letters(1), column_letters(26), column_letters(27), column_letters(16_384)
    ('A', 'Z', 'AA', 'XFD')
    """
    if not 1 <= column <= LAST_COLUMN:
        raise ValueError(f"a sheet has no column {column}")
    letters = ""
    while column:
        column, digit = divmod(column - 1, 26)
        letters = chr(65 + digit) + letters
    return letters


def column_number(letters: str) -> int:
    """Return the number of a column given by its letters.

    >>> column_number("A"), column_number("AA"), column_number("XFD")
    (1, 27, 16384)
    """
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def address(row: int, column: int) -> str:
    """Return the address of a cell.

    >>> address(7, 28)
    'AB7'
    """
    return f"{column_letters(column)}{row}"


def position(cell: str) -> tuple[int, int]:
    """Return row and column of an address.

    Raises
    ------
    ValueError
        Where it is no address of a cell in a sheet.

    >>> position("AB7")
    (7, 28)
    """
    found = _ADDRESS.fullmatch(cell)
    if found is None:
        raise ValueError(f"{cell!r} is no cell address")
    row, column = int(found[2]), column_number(found[1])
    if row > LAST_ROW or column > LAST_COLUMN:
        raise ValueError(f"{cell!r} is outside a sheet")
    return row, column
