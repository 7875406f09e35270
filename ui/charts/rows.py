# ruff: noqa: TID253 - drawing is all that this package does, and only pages that draw load it
"""The rows of a chart: the bids from the top, the same in all charts of a page."""

import json
from collections.abc import Sequence
from dataclasses import dataclass

import altair as alt
import pandas as pd

from ui.charts.labels import ON_ONE_LINE, broken, shortened
from ui.charts.theme import FEW_ROWS
from ui.style import INK, MUTED

LABEL_WIDTH = 190
ITALICS_ON_ONE_LINE = 24


@dataclass(frozen=True)
class ChartRow:
    """A row: a bid, or the baseline, which is not a bid and stands last.

    Parameters
    ----------
    bid : id, which the tables of figures have as index.
    name : as the bidder writes it; any text.
    place : what stands before the name, ``1.`` or ``–``; empty before admission is decided.
    under : a line under the name.
    note : what stands in place of a figure that is missing, and where to go.
    is_leader : set in bold, so that a printer in black shows it too.
    short : what stands at the end of a line, where there is room for little; empty for the name itself.
    is_baseline : set in grey italics and its bars faint, so that it does not look like what counts; ``under``
        then says that it is no bid.
    """

    bid: str
    name: str
    place: str = ""
    under: str = ""
    note: str = ""
    is_leader: bool = False
    short: str = ""
    is_baseline: bool = False

    @property
    def label(self) -> str:
        """The name with its place, on one line; that of a baseline with what it is.

        >>> ChartRow("b", "Reparation af det nuværende", under="ikke et tilbud", is_baseline=True).label
        'Reparation af det nuværende (ikke et tilbud)'
        """
        return " ".join(f"{self._placed} ({self.under})".split()) if self.is_baseline else self._placed

    @property
    def _placed(self) -> str:
        return " ".join(f"{self.place} {self.name}".split())

    @property
    def lines(self) -> list[str]:
        """The label as the axis writes it.

        >>> ChartRow("b", "Østlyst Kontorindretning A/S", place="2.", under="83,70 point").lines
        ['2. Østlyst Kontorindretning', 'A/S', '83,70 point']
        """
        # Italics are wider, and the mark is never what is cut off.
        longest = ITALICS_ON_ONE_LINE if self.is_baseline else ON_ONE_LINE
        return [*broken(self._placed, longest), *([self.under] if self.under else [])]

    @property
    def few_lines(self) -> list[str]:
        """The label where rows are many and low: the name on one line."""
        return [shortened(self._placed), *([self.under] if self.under else [])]


def row_axis(rows: Sequence[ChartRow], *, top_of_bar: bool = False) -> alt.Y:
    """Return the vertical axis. A row is its number in every table: two bidders may share a name.

    From thirteen bids on each name has one line.

    Names reach the axis as a JSON list, so that no name is ever read as an expression.
    """
    leading = json.dumps([row.is_leader for row in rows])
    weight = {"condition": {"test": f"{leading}[datum.value]", "value": "bold"}, "value": "normal"}
    lines = [row.lines if len(rows) <= FEW_ROWS else row.few_lines for row in rows]
    beside = f"{json.dumps([row.is_baseline for row in rows])}[datum.value]"
    axis = alt.Axis(
        labelExpr=f"{json.dumps(lines)}[datum.value]",
        labelFontWeight=weight,
        labelFontStyle={"condition": {"test": beside, "value": "italic"}, "value": "normal"},
        labelColor={"condition": {"test": beside, "value": MUTED}, "value": INK},
        labelLimit=LABEL_WIDTH,
        minExtent=LABEL_WIDTH,
        labelOverlap=False,
    )
    scale = alt.Scale(domain=list(range(len(rows))), paddingInner=0.5, paddingOuter=0.25)
    y = alt.Y("row:O", title=None, scale=scale, axis=axis)
    return y.bandPosition(0) if top_of_bar else y


def by_row(table: pd.DataFrame, rows: Sequence[ChartRow]) -> pd.DataFrame:
    """Return a table with a bid a row (index) in the order of the rows, with ``row`` and ``bid`` as columns.

    A bid that the table lacks has missing figures; the column ``bid`` is the label, for the tooltip.
    """
    found = table.reindex([row.bid for row in rows])
    return found.reset_index(drop=True).assign(row=range(len(rows)), bid=[row.label for row in rows])
