# ruff: noqa: TID253 - drawing is all that this package does, and only pages that draw load it
"""Dashed lines over a weight: what the totals would be, who would be first where, and what was published."""

import json
from collections.abc import Sequence
from dataclasses import dataclass

import altair as alt
import pandas as pd

from texts import t
from texts.numbers import percent
from ui.charts.labels import AT_A_LINE, haloed, shortened, spread
from ui.charts.rows import ChartRow, by_row
from ui.charts.theme import THIN_GREY, in_house_style
from ui.style import ACCENT, INK, PLAY, TRACK

HEIGHT, WHOLE, ROOM_FOR_NAMES = 400, 100, 1.28
LATE = 0.7  # of the axis: a change after it has its words before its line
NARROW = 0.12  # of the axis: a band narrower than this has its name in the table only
TICKS = 5


@dataclass(frozen=True)
class WeightBand:
    """A range of weights [%], who is first in it and where it begins in words, and the bids' keys."""

    low: float
    high: float
    name: str
    begins: str
    bids: tuple[str, ...]


@dataclass(frozen=True)
class Weights:
    """The published weight and the one that is tried [%], the criterion they are of, and how far the axis goes [%].

    Another parameter in per cent can stand in place of a weight; ``axis`` is then the title of its axis.
    """

    published: float
    tried: float
    criterion: str
    most: float = WHOLE
    axis: str = "charts.play.axis"


def weight_play(
    values: pd.DataFrame, rows: Sequence[ChartRow], bands: Sequence[WeightBand], weights: Weights, lang: str
) -> alt.LayerChart:
    """Return the totals as one weight moves. Dashed lines only: this is play, never for award.

    Parameters
    ----------
    values : a row a bid (index), a column a weight [%]; points.
    """
    leading = {bid for band in bands for bid in band.bids}
    names, leads = (
        [shortened(row.short or row.name, AT_A_LINE) for row in rows],
        [row.bid in leading for row in rows],
    )
    named = by_row(values, rows).assign(name=names, leads=leads)
    table = named.melt(
        id_vars=["row", "bid", "name", "leads"], var_name="weight", value_name="value"
    ).dropna()
    table = table.assign(weight=table["weight"].astype(float), value=table["value"].astype(float))
    low, high = float(table["value"].min()), float(table["value"].max())
    room = (high - low or 1.0) * 0.25
    unit = json.dumps(t("numbers.percent", lang, amount=""))
    x = alt.X(
        "weight:Q",
        title=t(weights.axis, lang, criterion=weights.criterion),
        scale=alt.Scale(domain=[0, ROOM_FOR_NAMES * weights.most], nice=False),
        axis=alt.Axis(
            values=[n * weights.most / TICKS for n in range(TICKS + 1)],
            grid=False,
            labelExpr=f"datum.label + {unit}",
        ),
    )
    y = alt.Y(
        "value:Q",
        title=None,
        scale=alt.Scale(domain=[low - room, high + room * 0.3], nice=False, zero=False),
        axis=alt.Axis(tickCount=5, labelExpr=f"datum.value < {min(0.0, low)} ? '' : datum.label"),
    )
    lines = alt.Chart(table).mark_line(strokeDash=[6, 3], strokeWidth=2)
    ink = alt.condition("datum.leads", alt.value(INK), alt.value(THIN_GREY))
    ends = table[table["weight"] == table["weight"].max()]
    ends = ends.assign(at=spread(ends["value"].tolist(), 0.075 * (high - low + 1.3 * room), low - room, high))
    layers = [
        lines.encode(x=x, y=y, detail=alt.Detail("row:N"), color=ink),
        *_marks(weights, low - room, lang),
        *_bands(bands, weights.most),
        *haloed(alt.Chart(ends).encode(x=alt.X("weight:Q"), y=alt.Y("at:Q"), text=alt.Text("name:N")), dx=8),
    ]
    return in_house_style(layers, HEIGHT, lang)


def _bands(bands: Sequence[WeightBand], most: float) -> list[alt.Chart]:
    """Return who is first at which weight, over the lines, and a dotted line at each change."""
    table = pd.DataFrame([vars(band) for band in bands]).drop(columns="bids")
    middle = (table["low"] + table["high"]) / 2
    wide = table["high"] - table["low"] > NARROW * most
    said = table.assign(middle=middle, name=table["name"].where(wide, ""))
    boxes = alt.Chart(table).mark_rect(fill=TRACK, stroke=INK, strokeWidth=1)
    names = alt.Chart(said).mark_text(fontWeight="bold")
    layers = [
        boxes.encode(x=alt.X("low:Q"), x2=alt.X2("high:Q"), y=alt.value(-34), y2=alt.value(-8)),
        names.encode(x=alt.X("middle:Q"), y=alt.value(-21), text=alt.Text("name:N")),
    ]
    if len(table) > 1:
        changes = table.iloc[1:]
        layers.append(alt.Chart(changes).mark_rule(color=INK, strokeDash=[2, 3]).encode(x=alt.X("low:Q")))
        late = changes["low"] > LATE * most
        for some, dx in ((changes[~late], 5), (changes[late], -5)):
            place = alt.Chart(some).encode(x=alt.X("low:Q"), y=alt.value(8), text=alt.Text("begins:N"))
            layers += haloed(place, dx=dx) if len(some) else []
    return layers


def _marks(weights: Weights, lowest: float, lang: str) -> list[alt.Chart]:
    """Return the published weight as a full line, and the tried one dashed where it is another."""
    marks = [{"x": weights.published, "is_tried": False, "text": _mark("published", weights.published, lang)}]
    if weights.tried != weights.published:
        marks.append({"x": weights.tried, "is_tried": True, "text": _mark("tried", weights.tried, lang)})
    chart = alt.Chart(pd.DataFrame(marks))
    color = alt.condition("datum.is_tried", alt.value(PLAY), alt.value(ACCENT))
    dash = alt.condition("datum.is_tried", alt.value([6, 4]), alt.value([1, 0]))
    said = chart.encode(x=alt.X("x:Q"), y=alt.datum(lowest), text=alt.Text("text:N"))
    return [
        chart.mark_rule(strokeWidth=2.5).encode(x=alt.X("x:Q"), color=color, strokeDash=dash),
        *haloed(said, dx=8, dy=-24, is_bold=True, ink=("datum.is_tried", PLAY, ACCENT)),
    ]


def _mark(name: str, weight: float, lang: str) -> str:
    return t(f"charts.play.{name}", lang, weight=percent(round(weight, 1) / WHOLE, lang))
