"""Which sheet lines stand on: a sheet a table while every line is live, else a sheet a bid with all its tables."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from xlsxwriter.utility import xl_col_to_name

from documents.matrix.book import Page
from documents.matrix.case import MatrixCase
from documents.matrix.lines import Column, NumberColumn, Span, write_lines

TOP_ROWS = 3


@dataclass(frozen=True)
class Layout:
    """The columns of a table of lines and their widths [characters]; the texts name it ``name``."""

    name: str
    columns: tuple[str, ...]
    widths: tuple[float, ...]


@dataclass
class LinePages:
    """Hands out the rows for lines and remembers how far each sheet is filled.

    Parameters
    ----------
    tables : the sheet of each table, where every line is live.
    bids : the sheet of each bid, where lines are values.
    """

    case: MatrixCase
    tables: Mapping[str, Page]
    bids: Mapping[str, Page]
    _rows: dict[str, int] = field(default_factory=dict)
    _begun: set[tuple[str, str]] = field(default_factory=set)

    def next_row(self, layout: Layout, bid: str) -> int:
        """Return the row that the next line of a bid gets, counted from 0."""
        self._begin(layout, bid)
        return self._rows[self._page(layout, bid).name]

    def write(self, layout: Layout, bid: str, columns: Sequence[Column]) -> Span:
        """Write the lines of a bid in a lot below what its sheet holds, and return where they stand."""
        page, first = self._page(layout, bid), self.next_row(layout, bid)
        write_lines(page, first, columns)
        counts = {len(c.values) if isinstance(c, NumberColumn) else len(c.words) for c in columns}
        (count,) = counts
        self._rows[page.name] = first + count
        letters = {column.name: xl_col_to_name(n) for n, column in enumerate(columns)}
        # A sum over no lines still needs a range.
        return Span(page.name, first, first + max(count, 1) - 1, letters)

    def _page(self, layout: Layout, bid: str) -> Page:
        return self.tables[layout.name] if self.case.is_live else self.bids[bid]

    def _begin(self, layout: Layout, bid: str) -> None:
        page = self._page(layout, bid)
        if (page.name, layout.name) in self._begun:
            return
        self._begun.add((page.name, layout.name))
        say = self.case.say
        words = [say(f"{layout.name}.columns.{name}") for name in layout.columns]
        if self.case.is_live:
            page.write_top(say(f"sheets.{layout.name}"), say(f"{layout.name}.lead"), columns=layout.widths)
            page.headings(TOP_ROWS, words)
            page.sheet.freeze_panes(TOP_ROWS + 1, 4)
            page.sheet.autofilter(TOP_ROWS, 0, TOP_ROWS, len(words) - 1)
            self._rows[page.name] = TOP_ROWS + 1
            return
        if page.name not in self._rows:
            page.write_top(page.name, say("values.lead"), columns=layout.widths)
            page.text(2, 0, say("values.explain"), "banner")
            self._rows[page.name] = TOP_ROWS + 1
        row = self._rows[page.name] + 1
        page.text(row, 0, say(f"sheets.{layout.name}"), "section")
        page.headings(row + 1, words)
        self._rows[page.name] = row + 2
