"""Tables of many lines: columns of words, numbers and formulas, and where the lines of each bid stand."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from documents.matrix.book import Page
from documents.matrix.looks import PLAIN, Role

Floats = NDArray[np.float64]
Formulas = list[str | None]


@dataclass(frozen=True)
class WordColumn:
    """A column of words, one a line."""

    name: str
    words: Sequence[str]
    role: Role = "text"


@dataclass(frozen=True)
class NumberColumn:
    """A column of figures: the formula of each line, and the value it has; without formulas it is values.

    A line whose formula is None has no figure in this column unless its value is a number.
    """

    name: str
    values: Floats
    formulas: Sequence[str | None] = ()
    number: str = PLAIN
    role: Role = "number"


Column = WordColumn | NumberColumn


@dataclass(frozen=True)
class Span:
    """Rows of a table on one sheet that belong together, counted from 0, and the letters of its columns."""

    sheet: str
    first: int
    last: int
    letters: dict[str, str] = field(hash=False)

    def range_of(self, column: str) -> str:
        """Return the range of a column, as a formula of any sheet names it.

        >>> Span("Streams", 4, 9, {"key": "A"}).range_of("key")
        "'Streams'!$A$5:$A$10"
        """
        letter = self.letters[column]
        return f"'{self.sheet}'!${letter}${self.first + 1}:${letter}${self.last + 1}"

    def sum_of(self, column: str, group: str) -> str:
        """Return the sum of a column over the lines of a group."""
        return f'SUMIF({self.range_of("key")},"{group}",{self.range_of(column)})'


def with_places(table: pd.DataFrame) -> pd.DataFrame:
    """Return lines of the evaluation with plain words, and the place of their bid and item on the axes.

    ``bid_no`` and ``item_no`` are counted from 0; -1 is no item.
    """
    words = {
        str(name): table[name].astype(object).to_numpy()
        for name in table.columns
        if table[name].dtype == "category"
    }
    return table.assign(
        **words, bid_no=table["bid"].cat.codes.to_numpy(), item_no=table["item"].cat.codes.to_numpy()
    )


def write_lines(page: Page, first_row: int, columns: Sequence[Column]) -> None:
    """Write columns of lines from a row on."""
    for at, column in enumerate(columns):
        if isinstance(column, WordColumn):
            _write_words(page, first_row, at, column)
        else:
            _write_numbers(page, first_row, at, column)


def _write_words(page: Page, first_row: int, at: int, column: WordColumn) -> None:
    page.sheet.write_words(first_row, at, column.words, page.book.look(column.role))


def _write_numbers(page: Page, first_row: int, at: int, column: NumberColumn) -> None:
    look = page.book.look(column.role, column.number)
    sheet, values = page.sheet, column.values.tolist()
    if not column.formulas:
        sheet.write_numbers(first_row, at, values, look)
        return
    for row, (formula, value) in enumerate(zip(column.formulas, values, strict=True), start=first_row):
        if formula is not None:
            sheet.write_live(row, at, formula, look, "" if value != value else value)  # noqa: PLR0124
        else:
            sheet.write_numbers(row, at, [value], look)
