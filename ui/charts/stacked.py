# ruff: noqa: TID253 - drawing is all that this package does, and only pages that draw load it
"""Stacked bars: parts of a total, as cost by stage, emissions by module, waste by route."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import altair as alt
import numpy as np
import pandas as pd

from texts import t
from ui.charts.labels import NOTE, haloed, headings, shortened, sides, spread
from ui.charts.rows import ChartRow, by_row, row_axis
from ui.charts.stages import ON_STAGE, STAGES, Stage
from ui.charts.theme import in_house_style, no_axis, row_height
from ui.style import INK, MUTED, PAPER

FITS = 0.06  # of the width: a part narrower than this has its figure in the tooltip and the table only
BETWEEN_HEADINGS = 0.142
FAINT = 0.35  # the bars of what is not a bid
ROOM_FOR_TOTAL, ROOM_ON_THE_LEFT = 1.24, 0.1


@dataclass(frozen=True)
class Part:
    """A part of a total: its column in the table, its title (lines parted by a newline) and its stage."""

    key: str
    title: str
    stage: Stage


@dataclass(frozen=True)
class Stack:
    """What a stack is made of and how it speaks.

    Parameters
    ----------
    parts : in the order of life, from the line of nought outwards.
    left, right : what lies on either side of nought; shown where something lies left of it.
    in_full : writes a total, and a part in the tooltip, with its unit.
    in_bar : writes the size of a part in its bar.
    """

    parts: Sequence[Part]
    left: str
    right: str
    in_full: Callable[[float], str]
    in_bar: Callable[[float], str]


@dataclass(frozen=True)
class _Width:
    """The horizontal extent of the plot, in data units."""

    low: float
    high: float

    @property
    def span(self) -> float:
        return self.high - self.low


def stacked(
    values: pd.DataFrame, totals: "pd.Series[float]", rows: Sequence[ChartRow], stack: Stack, lang: str
) -> alt.LayerChart:
    """Return stacked bars with their total at the end.

    A part below nought (an income, module D, what stays in circulation) grows left and is hollow, its
    size without a sign: whether the total counts it is for the evaluation to say. A bid without a total
    keeps its row and shows its note.

    Parameters
    ----------
    values : a row a bid (index), a column a part; NaN for no part.
    totals : by bid; NaN for none.

    Raises
    ------
    ValueError
        Where no bid has a total: the page shows its empty state instead.
    """
    total = by_row(totals.to_frame("value"), rows)
    if total["value"].isna().all():
        raise ValueError("No bid has a total. Show the empty state instead of a chart.")
    segments = _segments(values[totals.reindex(values.index).notna()], rows, stack)
    width = _width(segments, total["value"])
    fits = segments["value"].abs() > FITS * width.span
    segments["label"] = [
        stack.in_bar(abs(v)) if fit else "" for v, fit in zip(segments["value"], fits, strict=True)
    ]
    left = segments[segments["value"] < 0]
    layers = [
        *_bars(segments, rows, width, lang),
        *_beside(left, rows, stack),
        *_names(segments, rows, stack, width),
        *_totals(total, segments, rows, stack),
        *(sides(stack.left, stack.right, -52) if len(left) else []),
    ]
    return in_house_style(layers, len(rows) * row_height(len(rows)) + 80, lang)


def _segments(values: pd.DataFrame, rows: Sequence[ChartRow], stack: Stack) -> pd.DataFrame:
    """Return a row a bid and part, from the line of nought outwards: low, high and middle."""
    found = by_row(values.reindex(columns=[part.key for part in stack.parts]), rows)
    long = pd.concat(
        [
            found[["row", "bid"]].assign(
                key=part.key,
                part=" ".join(part.title.split()),
                stage=part.stage,
                value=found[part.key].astype(float),
            )
            for part in stack.parts
        ],
        ignore_index=True,
    )
    long = long.assign(
        of=[rows[row].bid for row in long["row"]],
        is_baseline=[rows[row].is_baseline for row in long["row"]],
    )
    long = long[long["value"].notna() & (long["value"] != 0)].sort_values("row", kind="stable")
    high = long["value"].groupby([long["row"], long["value"] < 0]).cumsum()
    low = high - long["value"]
    said = [stack.in_full(abs(value)) for value in long["value"]]
    return long.assign(low=low, high=high, middle=(low + high) / 2, said=said)


def _width(segments: pd.DataFrame, totals: "pd.Series[float]") -> _Width:
    right = max(float(np.nanmax(totals)), float(segments["high"].max()) if len(segments) else 0.0)
    left = min(float(segments["high"].min()), 0.0) if len(segments) else 0.0
    reach = right if right > 0 else max(-left, 1.0)
    return _Width(left - ROOM_ON_THE_LEFT * reach if left < 0 else 0.0, reach * ROOM_FOR_TOTAL)


def _x(width: _Width, field: str = "low") -> alt.X:
    return alt.X(f"{field}:Q", axis=no_axis(), scale=alt.Scale(domain=[width.low, width.high], nice=False))


def _fill() -> alt.Color:
    return alt.Color(
        "stage:N", legend=None, scale=alt.Scale(domain=list(STAGES), range=list(STAGES.values()))
    )


def _bars(segments: pd.DataFrame, rows: Sequence[ChartRow], width: _Width, lang: str) -> list[alt.Chart]:
    """Return full bars right of nought, hollow ones left of it, and the figures that fit in them."""
    x, y = _x(width), row_axis(rows)
    tip = [
        alt.Tooltip("bid:N", title=t("charts.words.bid", lang)),
        alt.Tooltip("part:N", title=t("charts.words.part", lang)),
        alt.Tooltip("said:N", title=t("charts.words.value", lang)),
    ]
    full, hollow = segments[segments["value"] > 0], segments[segments["value"] < 0]
    on_dark = " || ".join(f"datum.stage === '{stage}'" for stage, ink in ON_STAGE.items() if ink == PAPER)
    ink = alt.condition(
        f"({on_dark}) && datum.value > 0 && !datum.is_baseline", alt.value(PAPER), alt.value(INK)
    )
    # On a faint bar the figures are dark.
    opacity = alt.condition("datum.is_baseline", alt.value(FAINT), alt.value(1))
    # A click says of which bid and part the bar is: the page opens the rows behind it.
    opened = alt.selection_point(name="opened", fields=["of", "key"], on="click", clear=False)
    solid = alt.Chart(full).mark_bar(stroke=PAPER, strokeWidth=1.5, cursor="pointer").add_params(opened)
    outlined = alt.Chart(hollow).mark_bar(fill=PAPER, stroke=STAGES["back"], strokeWidth=2, strokeDash=[4, 2])
    inside = alt.Chart(segments[segments["label"] != ""]).mark_text()
    return [
        solid.encode(x=x, x2=alt.X2("high:Q"), y=y, color=_fill(), opacity=opacity, tooltip=tip),
        outlined.encode(x=x, x2=alt.X2("high:Q"), y=y, tooltip=tip),
        inside.encode(x=_x(width, "middle"), y=y, text=alt.Text("label:N"), color=ink),
    ]


def _beside(left: pd.DataFrame, rows: Sequence[ChartRow], stack: Stack) -> list[alt.Chart]:
    """Return the figure of an outermost part left of nought that is too narrow to hold it."""
    outermost = left["high"] == left["high"].groupby(left["row"]).transform("min")
    narrow = left[outermost & (left["label"] == "")]
    narrow = narrow.assign(label=[stack.in_bar(abs(value)) for value in narrow["value"]])
    beside = alt.Chart(narrow).mark_text(align="right", dx=-6)
    return (
        [beside.encode(x=alt.X("high:Q"), y=row_axis(rows), text=alt.Text("label:N"))] if len(narrow) else []
    )


def _totals(
    total: pd.DataFrame, segments: pd.DataFrame, rows: Sequence[ChartRow], stack: Stack
) -> list[alt.Chart]:
    """Return the total at the end of each bar, or why there is none."""
    end = segments[segments["value"] > 0].groupby("row")["high"].max().reindex(total["row"]).fillna(0.0)
    is_total = total["value"].notna()
    label = [
        shortened(row.note, NOTE) if math.isnan(value) else stack.in_full(value)
        for row, value in zip(rows, total["value"], strict=True)
    ]
    written = total.assign(end=end.to_numpy(), label=label, is_total=is_total)
    text = alt.Chart(written.drop(columns="value")).encode(
        x=alt.X("end:Q"), y=row_axis(rows), text=alt.Text("label:N")
    )
    return haloed(text, dx=8, is_bold=True, ink=("datum.is_total", INK, MUTED))


def _names(segments: pd.DataFrame, rows: Sequence[ChartRow], stack: Stack, width: _Width) -> list[alt.Chart]:
    """Return the names of the parts over the first full row, pushed apart, each tied to its segment."""
    if not len(segments):
        return []
    head = _with_every_part(segments, stack.parts)
    at = spread(
        head["middle"].tolist(),
        BETWEEN_HEADINGS * width.span,
        width.low + 0.05 * width.span,
        width.high - 0.07 * width.span,
    )
    head = head.assign(at=at)
    bar = row_axis(rows, top_of_bar=True)
    ties = alt.Chart(head).mark_rule(strokeWidth=1.5)
    return [
        ties.encode(x=alt.X("middle:Q"), x2=alt.X2("at:Q"), y=bar, y2=alt.value(-12), color=_fill()),
        headings(head[["at", "heading"]], "at", -15),
    ]


def _with_every_part(segments: pd.DataFrame, parts: Sequence[Part]) -> pd.DataFrame:
    """Return the place of every part of the chart in its first full row.

    A part that this row lacks and another has stands, without width, where it would begin.
    """
    first = segments["row"].min()
    own = segments[segments["row"] == first].set_index("key")
    is_left = segments.groupby("key")["value"].min() < 0
    ends = {True: 0.0, False: 0.0}
    places = []
    for part in parts:
        if part.key not in is_left.index:
            continue
        if part.key in own.index:
            middle = float(own["middle"][part.key])
            ends[bool(own["value"][part.key] < 0)] = float(own["high"][part.key])
        else:
            middle = ends[bool(is_left[part.key])]
        places.append({"row": first, "heading": part.title, "stage": part.stage, "middle": middle})
    return pd.DataFrame(places)
