# ruff: noqa: TID253 - drawing is all that this package does, and only pages that draw load it
"""Steps from nought to the whole: what parts two bids, criterion by criterion."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

import altair as alt
import pandas as pd

from texts import t
from texts.numbers import number
from ui.charts.labels import broken, haloed, sides
from ui.charts.theme import in_house_style, no_axis
from ui.style import ACCENT, INK, MUTED, PAPER

HEIGHT_OF_STEP = 44
HEIGHT_OF_LINE = 16
ROOM = 0.22
LETTERS = 74  # that fit over the plot on a page of 800 pixels


@dataclass(frozen=True)
class Step:
    """A criterion: its title (lines parted by a newline) and what it moves the difference by.

    ``value`` is the weighted points of the second bid less those of the first.
    """

    title: str
    value: float

    @property
    def lines(self) -> list[str]:
        """The title as the axis writes it."""
        return [line for part in self.title.split("\n") for line in broken(part, 28)]


def waterfall(steps: Sequence[Step], total: float, left: str, right: str, lang: str) -> alt.LayerChart:
    """Return the difference between two bids; whole totals are not drawn, they would squeeze it.

    A step to the right is full, one to the left hollow; the dark bar is what remains.

    Parameters
    ----------
    steps : criteria in published order [weighted points].
    total : the difference of the totals, as the evaluation has it [points].
    left, right : who is ahead on either side of nought.
    """
    table = _table(steps, total, lang)
    low, high = min(0.0, table[["low", "high"]].min().min()), max(0.0, table[["low", "high"]].max().max())
    room = (high - low or 1.0) * ROOM
    domain = _with_room(min(low, -room) - room, max(high, room) + room, left, right)
    x = alt.X("low:Q", axis=no_axis(), scale=alt.Scale(domain=domain, nice=False))
    y = _axis(steps, lang)
    fill = alt.Scale(domain=["sum", "up", "down"], range=[INK, ACCENT, PAPER])
    edge = alt.Scale(domain=["sum", "up", "down"], range=[INK, ACCENT, ACCENT])
    links = alt.Chart(table.iloc[:-1]).mark_rule(color=MUTED)
    bars = alt.Chart(table).mark_bar(strokeWidth=2)
    layers = [
        links.encode(x=alt.X("high:Q"), y=y, y2=alt.Y2("next:O")),
        *sides(left, right, -10),
        bars.encode(
            x=x,
            x2=alt.X2("high:Q"),
            y=y,
            color=alt.Color("side:N", scale=fill, legend=None),
            stroke=alt.Stroke("side:N", scale=edge, legend=None),
        ),
        *haloed(
            alt.Chart(table).encode(x=alt.X("edge:Q"), y=y, text=alt.Text("label:N")), dx=8, is_bold=True
        ),
    ]
    # A label of three lines does not touch the next one.
    tallest = max((len(step.lines) for step in steps), default=1)
    height = max(HEIGHT_OF_STEP, tallest * HEIGHT_OF_LINE + 8)
    return in_house_style(layers, len(table) * height + 40, lang)


def _with_room(low: float, high: float, left: str, right: str) -> list[float]:
    """Return the ends of the axis, with room on either side of nought for the words over it.

    >>> _with_room(-3.0, 1.0, "A", "B"), _with_room(-3.0, 1.0, "A", "B" * 100)
    ([-3.0, 1.0], [-3.0, 3.0])
    """
    shares = [min(0.5, (len(words) + 3) / LETTERS) for words in (left, right)]
    low = min(low, -high * shares[0] / (1 - shares[0]))
    return [low, max(high, -low * shares[1] / (1 - shares[1]))]


def _table(steps: Sequence[Step], total: float, lang: str) -> pd.DataFrame:
    """Return a row a step and one for the whole: from where to where, which way and how far."""
    reached = [0.0, *accumulate(step.value for step in steps)]
    signed = [number(step.value, lang, 2, sign=True) for step in steps]
    whole = t("charts.words.points", lang, points=number(total, lang, 2, sign=True))
    table = pd.DataFrame(
        {
            "low": [*reached[:-1], 0.0],
            "high": [*reached[1:], total],
            "side": [*("up" if step.value >= 0 else "down" for step in steps), "sum"],
            "label": [*signed, whole],
        }
    )
    return table.assign(
        row=range(len(table)),
        next=[*range(1, len(table)), len(table) - 1],
        edge=table[["low", "high"]].max(axis=1),
    )


def _axis(steps: Sequence[Step], lang: str) -> alt.Y:
    """Return the vertical axis: the criteria from the top, and the whole."""
    lines = [*(step.lines for step in steps), [t("charts.difference.sum", lang)]]
    scale = alt.Scale(domain=list(range(len(lines))), paddingInner=0.45, paddingOuter=0.2)
    labels = f"{json.dumps(lines)}[datum.value]"
    axis = alt.Axis(labelLimit=230, minExtent=190, labelOverlap=False, labelExpr=labels)
    return alt.Y("row:O", title=None, scale=scale, axis=axis)
