# ruff: noqa: TID253 - drawing is all that this package does, and only pages that draw load it
"""Dots on a line: claimed against accepted life."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import altair as alt
import pandas as pd

from texts import t
from texts.numbers import exact, number
from ui.charts.labels import NOTE, haloed, shortened, spread
from ui.charts.rows import ChartRow, by_row, row_axis
from ui.charts.theme import THIN_GREY, in_house_style, row_height
from ui.style import ACCENT, INK, MUTED, PAPER

MARKS = ("guarantee", "accepted", "claimed")
ROOM_FOR_WORDS = 1.55


@dataclass(frozen=True)
class Lives:
    """The lives of the bids.

    Parameters
    ----------
    table : a row a bid (index), columns ``claimed``, ``accepted``, ``guarantee``; NaN for none.
    evidence : what supports a claim, in words, by bid.
    reference : the buyer's, the same for all bids; None where items have references of their own.
    unit : of all of them.
    """

    table: pd.DataFrame
    evidence: Mapping[str, str]
    reference: float | None
    unit: Literal["years", "uses"] = "years"


def lives(found: Lives, rows: Sequence[ChartRow], lang: str) -> alt.LayerChart:
    """Return a hollow ring for the life claimed, a full dot for the one accepted, a tick for the guarantee.

    Raises
    ------
    ValueError
        Where no bid has a life.
    """
    table = _table(found, rows, lang)
    known = table[[*MARKS]].max().max()
    if math.isnan(known):
        raise ValueError("No bid has a life. Show the empty state instead of a chart.")
    high = max(float(known), found.reference or 0.0) * ROOM_FOR_WORDS
    x = alt.X(
        "accepted:Q",
        title=t(f"charts.words.{found.unit}_axis", lang),
        scale=alt.Scale(domain=[0, high], nice=False),
        axis=alt.Axis(values=_ticks(high / ROOM_FOR_WORDS), format="d"),
    )
    layers = [
        *_reference(found, lang),
        *_marks(table, x, rows, lang),
        *_words(table, rows),
        *_names(table, high, lang),
    ]
    return in_house_style(layers, len(rows) * row_height(len(rows)) + 90, lang)


def _table(found: Lives, rows: Sequence[ChartRow], lang: str) -> pd.DataFrame:
    """Return the lives by row, with the right end of each row and its words."""
    table = by_row(found.table[[*MARKS]].astype(float), rows)
    is_known = table[["claimed", "accepted"]].notna().any(axis=1)
    words = [
        found.evidence.get(row.bid, "") if known else shortened(row.note, NOTE)
        for row, known in zip(rows, is_known, strict=True)
    ]
    said = [
        t(
            "charts.spoken.life",
            lang,
            **{mark: number(value, lang, 1) for mark, value in zip(MARKS, figures, strict=True)},
        )
        for figures in table[[*MARKS]].itertuples(index=False)
    ]
    end = table[["claimed", "accepted"]].max(axis=1).fillna(0.0)
    return table.assign(words=words, said=said, end=end, is_known=is_known)


def _ticks(highest: float) -> list[int]:
    """Return about six round numbers from nought.

    >>> _ticks(15), _ticks(75), _ticks(4.2)
    ([0, 5, 10, 15], [0, 20, 40, 60], [0, 1, 2, 3, 4])
    """
    steps = (factor * 10**power for power in range(7) for factor in (1, 2, 5))
    step = next(step for step in steps if highest / step <= 5)  # noqa: PLR2004 - five ticks beside nought
    return list(range(0, int(highest) + 1, step))


def _reference(found: Lives, lang: str) -> list[alt.Chart]:
    """Return the buyer's reference as one dashed line with its name over it."""
    if found.reference is None:
        return []
    life = t(f"charts.words.life_{found.unit}", lang, life=exact(found.reference, lang))
    name = t("charts.life.reference", lang, life=life)
    line = alt.Chart(pd.DataFrame([{"reference": found.reference, "name": name}]))
    over = line.mark_text(baseline="bottom", align="center")
    return [
        line.mark_rule(color=INK, strokeDash=[5, 3]).encode(x=alt.X("reference:Q")),
        over.encode(x=alt.X("reference:Q"), y=alt.value(-26), text=alt.Text("name:N")),
    ]


def _marks(table: pd.DataFrame, x: alt.X, rows: Sequence[ChartRow], lang: str) -> list[alt.Chart]:
    y = row_axis(rows)
    base = alt.Chart(table)
    tip = [
        alt.Tooltip("bid:N", title=t("charts.words.bid", lang)),
        alt.Tooltip("said:N", title=t("charts.words.value", lang)),
    ]
    ring = base.mark_point(size=130, filled=True, fill=PAPER, stroke=INK, strokeWidth=2, opacity=1)
    dot = base.mark_point(size=150, filled=True, color=ACCENT, opacity=1)
    return [
        base.mark_rule(strokeWidth=3, color=THIN_GREY).encode(x=x, x2=alt.X2("claimed:Q"), y=y),
        base.mark_tick(thickness=3, size=18, color=INK).encode(x=alt.X("guarantee:Q"), y=y),
        ring.encode(x=alt.X("claimed:Q"), y=y, tooltip=tip),
        dot.encode(x=x, y=y, tooltip=tip),
    ]


def _words(table: pd.DataFrame, rows: Sequence[ChartRow]) -> list[alt.Chart]:
    """Return the evidence in words at the end of each row, or why there is no life."""
    words = alt.Chart(table).encode(x=alt.X("end:Q"), y=row_axis(rows), text=alt.Text("words:N"))
    return haloed(words, dx=12, ink=("datum.is_known", INK, MUTED))


def _names(table: pd.DataFrame, high: float, lang: str) -> list[alt.Chart]:
    """Return the names of the three marks, once, over the first row that has them."""
    full = table.assign(count=table[[*MARKS]].notna().sum(axis=1)).sort_values(
        ["count", "row"], ascending=[False, True], kind="stable"
    )
    first = full.iloc[0]
    marks = [mark for mark in MARKS if not math.isnan(first[mark])]
    at = spread([float(first[mark]) for mark in marks], 0.1 * high, 0.0, high)
    names = pd.DataFrame({"at": at, "name": [t(f"charts.life.{mark}", lang) for mark in marks]})
    over = alt.Chart(names).mark_text(baseline="bottom", color=MUTED)
    return [over.encode(x=alt.X("at:Q"), y=alt.value(-4), text=alt.Text("name:N"))]
