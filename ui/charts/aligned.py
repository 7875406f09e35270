# ruff: noqa: TID253 - drawing is all that this package does, and only pages that draw load it
"""Bars in columns, each with its own start line: a table one can see."""

from collections.abc import Sequence
from dataclasses import dataclass

import altair as alt
import pandas as pd

from texts import t
from texts.numbers import exact, number
from ui.charts.labels import broken, headings
from ui.charts.rows import ChartRow, by_row, row_axis
from ui.charts.theme import in_house_style, no_axis, row_height
from ui.style import ACCENT, GREY_BAR, INK, MUTED, PAPER, TRACK

SMALL_SCALE = 10.0  # where one decimal would hide a difference
GAP = 0.055  # between columns, of the width of all
LETTERS = 80  # that fit over all columns on a page of 800 pixels


@dataclass(frozen=True)
class PointsColumn:
    """A criterion: its column in the table, its title, and the most weighted points it can give."""

    path: str
    title: str
    full: float


def aligned(
    points: pd.DataFrame, columns: Sequence[PointsColumn], rows: Sequence[ChartRow], lang: str
) -> alt.LayerChart:
    """Return the weighted points by criterion; a column is as wide as its weight.

    The grey track is what the criterion could give. Points below nought grow left of the start line and
    are hollow, points above the most run over the track: a column is widened to hold them.

    Parameters
    ----------
    points : a row a bid (index), a column a criterion's path [points]; NaN for none.
    """
    placed = _placed(points, columns, rows, lang)
    table = _long(points, placed, rows, lang)
    width = float(placed["right"].iloc[-1] - placed["left"].iloc[0])
    domain = [float(placed["left"].iloc[0]), float(placed["left"].iloc[0]) + width * (1 + GAP)]
    x = alt.X("start:Q", axis=no_axis(), scale=alt.Scale(domain=domain, nice=False))
    head = headings(placed[["start", "heading"]], "start", -10, align="left", color=MUTED)
    layers = [
        *_bars(table, x, rows, lang),
        alt.Chart(placed).mark_rule(color=INK).encode(x=alt.X("start:Q")),
        alt.Chart(table)
        .mark_text(align="left", dx=4, dy=-17)
        .encode(x=x, y=row_axis(rows), text=alt.Text("label:N")),
        head,
    ]
    return in_house_style(layers, len(rows) * (row_height(len(rows)) + 10) + 60, lang)


def _placed(
    points: pd.DataFrame, columns: Sequence[PointsColumn], rows: Sequence[ChartRow], lang: str
) -> pd.DataFrame:
    """Return where each column starts, from its left end to its right, one after the other."""
    shown = points.reindex([row.bid for row in rows])
    below = [max(0.0, -_least(shown[column.path])) for column in columns]
    above = [max(column.full, _most(shown[column.path])) for column in columns]
    gap = GAP * (sum(below) + sum(above))
    width = sum(below) + sum(above) + gap * len(columns)
    left = 0.0
    places = []
    for column, under, over in zip(columns, below, above, strict=True):
        most = t("charts.words.at_most", lang, points=exact(column.full, lang))
        room = max(6, int(LETTERS * (over + gap) / width))
        places.append(
            {
                "path": column.path,
                "title": column.title,
                "full": column.full,
                "left": left,
                "start": left + under,
                "right": left + under + over,
                "heading": "\n".join([*broken(column.title, room, lines=3), most]),
            }
        )
        left += under + over + gap
    return pd.DataFrame(places)


def _long(points: pd.DataFrame, placed: pd.DataFrame, rows: Sequence[ChartRow], lang: str) -> pd.DataFrame:
    """Return a row a bid and criterion, with the ends of its bar and its track."""
    wide = by_row(points[placed["path"].tolist()].astype(float), rows)
    wide = wide.assign(is_leader=[row.is_leader for row in rows])
    long = wide.melt(id_vars=["row", "bid", "is_leader"], var_name="path", value_name="value")
    long = long.merge(placed, on="path")
    decimals = 1 if placed["full"].sum() > SMALL_SCALE else 2
    label = [number(value, lang, decimals) for value in long["value"]]
    said = [number(value, lang, 2) for value in long["value"]]
    end = (long["start"] + long["value"]).fillna(long["start"])
    return long.assign(end=end, stop=long["start"] + long["full"], label=label, said=said)


def _bars(table: pd.DataFrame, x: alt.X, rows: Sequence[ChartRow], lang: str) -> list[alt.Chart]:
    y = row_axis(rows)
    tip = [
        alt.Tooltip("bid:N", title=t("charts.words.bid", lang)),
        alt.Tooltip("title:N", title=t("charts.difference.criterion", lang)),
        alt.Tooltip("said:N", title=t("charts.words.value", lang)),
    ]
    ink = alt.condition("datum.is_leader", alt.value(ACCENT), alt.value(GREY_BAR))
    full, hollow = table[~(table["value"] < 0)], table[table["value"] < 0]
    bars = [
        alt.Chart(table).mark_bar(size=14, color=TRACK).encode(x=x, x2=alt.X2("stop:Q"), y=y),
        alt.Chart(full).mark_bar(size=14).encode(x=x, x2=alt.X2("end:Q"), y=y, color=ink, tooltip=tip),
    ]
    below = alt.Chart(hollow).mark_bar(size=12, fill=PAPER, strokeWidth=2)
    return (
        [*bars, below.encode(x=x, x2=alt.X2("end:Q"), y=y, stroke=ink, tooltip=tip)] if len(hollow) else bars
    )


def _least(values: "pd.Series[float]") -> float:
    return 0.0 if values.isna().all() else float(values.min())


def _most(values: "pd.Series[float]") -> float:
    return 0.0 if values.isna().all() else float(values.max())
