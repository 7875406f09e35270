"""A table before it is written: its columns, its rows, which cells are open, and how wide it stands."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

from xlsxwriter.utility import xl_col_to_name

from documents.cells import WIDTHS, shown
from documents.lists_sheet import Lists
from documents.missing import Says
from documents.wording import Pair
from evaluation.schema import Kind, Spec

# Rows counted from 0: headings in Danish and below them in English, then the rows of the table.
HEADING_ROW, FIRST_ROW = 4, 6
TEXT = Spec()
NARROW = 10.0
# What a column may grow to where its contents ask for it [characters].
WIDEST: Mapping[Kind, float] = {"code": 46, "identifier": 30, "text": 60, "list": 40}


@dataclass(frozen=True)
class TableColumn:
    """A column: a field of the table, something the buyer prints, or something computed.

    ``choices`` is a range of this workbook that holds the keys to choose from.
    """

    kind: Literal["column", "printed", "computed"]
    name: str
    headings: Pair
    spec: Spec = TEXT
    help_key: str = ""
    width: float = 0
    choices: str = ""


@dataclass(frozen=True)
class TableRow:
    """A row: what its cells hold, which of them are open, and what must be filled.

    Parameters
    ----------
    values : value of the program by column name.
    inputs, needed : names of the columns open to fill, and of those that must be.
    formulas : computed cells: formula and the value it has now.
    specs : limits that hold for this row only.
    skipped : what makes the row need nothing.
    counts_when_begun : nothing is missing until one of its open cells is filled.
    """

    values: Mapping[str, object]
    inputs: frozenset[str] = frozenset()
    needed: tuple[str, ...] = ()
    formulas: Mapping[str, tuple[str, float | str]] = field(default_factory=dict)
    specs: Mapping[str, Spec] = field(default_factory=dict)
    skipped: Says | None = None
    counts_when_begun: bool = False


@dataclass(frozen=True)
class Table:
    """A table to write. ``waived``: what is not needed where another field says a code of a list, or a number (no list)."""

    name: str
    help_key: str
    columns: tuple[TableColumn, ...]
    rows: tuple[TableRow, ...]
    help_values: Mapping[str, str] = field(default_factory=dict)
    waived: Mapping[str, tuple[str, str | None, str]] = field(default_factory=dict)
    frozen_columns: int = 2

    @cached_property
    def letters(self) -> Mapping[str, str]:
        """The letter of each column."""
        return {column.name: xl_col_to_name(number) for number, column in enumerate(self.columns)}

    def cell(self, name: str, row: int) -> str:
        """Return the address of a column's cell in a row counted from 0."""
        return f"{self.letters[name]}{FIRST_ROW + row + 1}"

    def in_order(self, names: Collection[str]) -> tuple[str, ...]:
        """Return the names of columns in the order of the sheet."""
        return tuple(column.name for column in self.columns if column.name in names)


def text_lines(words: str, width: float) -> int:
    r"""Return how many lines a text takes in a column of a width [characters], broken between words.

    >>> (
    ...     text_lines("Reservedele, levering, arbejdsdage", 13),
    ...     text_lines("Pris", 13),
    ...     text_lines("8: a\n0: b", 13),
    ... )
    (3, 1, 2)
    """
    return sum(_wrapped(line, width) for line in words.split("\n"))


def _wrapped(words: str, width: float) -> int:
    lines, used = 1, 0
    for word in words.split():
        if used and used + 1 + len(word) > width:
            lines, used = lines + 1, 0
        used += len(word) + (1 if used else 0)
    return lines


def column_width(lists: Lists, table: Table, column: TableColumn) -> float:
    """Return a width in which no word of a heading breaks and that holds what stands or may be chosen.

    A column with open cells is as wide as its kind asks; one without is no wider than its contents.
    """
    longest_word = max(len(word) for words in column.headings for word in words.split())
    held = [str(shown(column.spec, row.values.get(column.name)) or "") for row in table.rows]
    contents = max((len(text) for text in held), default=0)
    if any(column.name in row.inputs for row in table.rows):
        contents = max([contents, *(len(words) for words in lists.words_of(column.spec))])
        least = column.width or WIDTHS[column.spec.kind]
    else:
        least = column.width if column.kind == "computed" else NARROW
    widest = max(column.width, WIDEST.get(column.spec.kind, WIDTHS[column.spec.kind]))
    return max(longest_word + 3, least, min(contents + 2, widest))
