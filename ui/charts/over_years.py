# ruff: noqa: TID253 - drawing is all that this package does, and only pages that draw load it
"""Stepped lines: an amount year by year, and where the lines of two bids cross."""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import altair as alt
import pandas as pd

from texts import t
from texts.numbers import NBSP, currency_sign, money
from ui.charts.labels import AT_A_LINE, haloed, shortened, spread
from ui.charts.rows import ChartRow, by_row
from ui.charts.theme import FEW_ROWS, THIN_GREY, in_house_style
from ui.style import ACCENT, INK, MUTED, PAPER

HEIGHT = 380
ROOM_FOR_NAMES = 1.34
MILLION = 1e6
TOLERANCE = 1e-9


@dataclass(frozen=True)
class Amounts:
    """What the lines count.

    Parameters
    ----------
    in_full : writes an amount with its unit.
    axis : the expression that writes an amount on the axis, by the highest amount there is.
    is_of_year : an amount is that of the year which begins at its place; otherwise it is what is reached there.
    """

    in_full: Callable[[float], str]
    axis: Callable[[float], str]
    is_of_year: bool = False


@dataclass(frozen=True)
class Crossing:
    """A year in which two lines cross: the year, the value there [currency] and what is said of it."""

    year: int
    value: float
    label: str


@dataclass(frozen=True)
class Stress:
    """The two bids that are compared, drawn in full, and where their lines cross."""

    bids: Sequence[str]
    crossings: Sequence[Crossing] = ()


def money_over_years(currency: str, lang: str) -> Amounts:
    """Return what cumulative cost is written with; on the axis in millions where there are some."""
    sign = currency_sign(currency, lang)

    def axis(top: float) -> str:
        key = "charts.words.million" if top >= MILLION else "numbers.money"
        before, _, after = t(key, lang, amount="\0", currency=sign).partition("\0")
        return _axis_label(before, "1e6, ',.1f'" if top >= MILLION else "1, ',.0f'", after)

    return Amounts(lambda amount: money(amount, lang, currency), axis)


def masses_of_years(in_full: Callable[[float], str], unit: str, kilograms: float) -> Amounts:
    """Return what the masses of single years are written with.

    Parameters
    ----------
    unit, kilograms : of the axis, and how many kilograms are one of it.
    """
    label = _axis_label("", f"{kilograms:g}, ','", f"{NBSP}{unit}")
    return Amounts(in_full, lambda _: label, is_of_year=True)


def _axis_label(before: str, figure: str, after: str) -> str:
    """Return the expression of a label on the axis: a figure between what stands before and after it."""
    return f"datum.value ? {json.dumps(before)} + format(datum.value/{figure}) + {json.dumps(after)} : '0'"


def over_years(
    values: pd.DataFrame, rows: Sequence[ChartRow], stress: Stress, amounts: Amounts, lang: str
) -> alt.LayerChart:
    """Return an amount of each bid over time; what is counted falls in years, so the lines are steps.

    From thirteen bids on, only the two compared, the leader and the last row (the baseline) are drawn.

    Parameters
    ----------
    values : a row a bid (index), a column a year from 0; where amounts are of years, the last one again at
        its end, so that its line is drawn.

    Raises
    ------
    ValueError
        Where no bid has figures.
    """
    drawn = [row for row in _drawn(rows, stress) if values.reindex([row.bid]).notna().to_numpy().any()]
    if not drawn:
        raise ValueError("No bid has figures by year. Show the empty state instead of a chart.")
    table = _long(values, drawn, stress)
    last_year = int(table["year"].max())
    of_year = (table["year"] + 1).clip(upper=last_year) if amounts.is_of_year else table["year"]
    table = table.assign(of_year=of_year, said=[amounts.in_full(value) for value in table["value"]])
    low, top = min(0.0, float(table["value"].min())), float(table["value"].max()) * 1.05 or 1.0
    x = alt.X(
        "year:Q",
        title=t("charts.words.year_axis", lang),
        scale=alt.Scale(domain=[0, last_year * ROOM_FOR_NAMES], nice=False),
        axis=alt.Axis(values=_ticks(last_year), grid=False, format="d"),
    )
    axis = alt.Axis(tickCount=5, labelExpr=amounts.axis(top))
    y = alt.Y("value:Q", title=None, scale=alt.Scale(domain=[low, top]), axis=axis)
    chosen = alt.condition("datum.is_chosen", alt.value(ACCENT), alt.value(THIN_GREY))
    tip = [
        alt.Tooltip("bid:N", title=t("charts.words.bid", lang)),
        alt.Tooltip("of_year:Q", title=t("charts.words.years_axis", lang)),
        alt.Tooltip("said:N", title=t("charts.words.value", lang)),
    ]
    lines = alt.Chart(table).mark_line(interpolate="step-after")
    ends = _ends(table, low, top, amounts)
    layers = [
        *_ties(ends, amounts),
        lines.encode(
            x=x,
            y=y,
            detail=alt.Detail("row:N"),
            color=chosen,
            strokeDash=alt.condition("datum.is_baseline", alt.value([6, 4]), alt.value([1, 0])),
            strokeWidth=alt.condition("datum.is_chosen", alt.value(2.5), alt.value(1.25)),
            tooltip=tip,
        ),
        *_crossings(stress.crossings),
        *_names(ends),
    ]
    return in_house_style(layers, HEIGHT, lang)


def _drawn(rows: Sequence[ChartRow], stress: Stress) -> list[ChartRow]:
    if len(rows) <= FEW_ROWS:
        return list(rows)
    return [row for row in rows if row.bid in stress.bids or row.is_leader or row is rows[-1]]


def _long(values: pd.DataFrame, rows: Sequence[ChartRow], stress: Stress) -> pd.DataFrame:
    """Return a row a bid and year, the compared bids last, so that they are drawn on top."""
    found = by_row(values, rows).assign(
        name=[shortened(row.short or row.name, AT_A_LINE) for row in rows],
        is_chosen=[row.bid in stress.bids for row in rows],
        is_baseline=[row.is_baseline for row in rows],
    )
    keys = ["row", "bid", "name", "is_chosen", "is_baseline"]
    long = found.melt(id_vars=keys, var_name="year", value_name="value").dropna(subset="value")
    long = long.assign(year=long["year"].astype(int), value=long["value"].astype(float))
    return long.sort_values(["is_chosen", "row", "year"])


def _ticks(last_year: int) -> list[int]:
    """Return the years on the axis.

    >>> _ticks(12), _ticks(3), _ticks(30)
    ([0, 2, 4, 6, 8, 10, 12], [0, 1, 2, 3], [0, 5, 10, 15, 20, 25, 30])
    """
    step = 1 if last_year <= 6 else 2 if last_year <= 14 else 5  # noqa: PLR2004 - what fits beside the names
    return list(range(0, last_year + 1, step))


def _ends(table: pd.DataFrame, low: float, top: float, amounts: Amounts) -> pd.DataFrame:
    """Return where each line is tied to its name, the height of the name and where that begins.

    A sum over the years is known by where it ends, an amount of single years by its highest: all of these may
    end at nought.
    """
    end = table.sort_values("year")
    if amounts.is_of_year:
        highest = end.groupby("row")["value"].transform("max")
        end = end[end["value"] >= highest * (1 - TOLERANCE)]
        end = end.assign(year=end["of_year"])
    last = end.groupby("row").tail(1)
    at = spread(last["value"].tolist(), 0.075 * (top - low), low + 0.02 * (top - low), top)
    return last.assign(at=at, out=float(table["year"].max()) * 1.03)


def _ties(ends: pd.DataFrame, amounts: Amounts) -> list[alt.Chart]:
    dash = (
        [1, 4] if amounts.is_of_year else alt.Undefined
    )  # beside a line that goes on it must not look like one
    ties = alt.Chart(ends).mark_rule(color=THIN_GREY, strokeDash=dash)
    return [ties.encode(x=alt.X("year:Q"), x2=alt.X2("out:Q"), y=alt.Y("value:Q"), y2=alt.Y2("at:Q"))]


def _names(ends: pd.DataFrame) -> list[alt.Chart]:
    names = alt.Chart(ends).encode(x=alt.X("out:Q"), y=alt.Y("at:Q"), text=alt.Text("name:N"))
    return haloed(names, dx=4, ink=("datum.is_chosen", ACCENT, MUTED))


def _crossings(crossings: Sequence[Crossing]) -> list[alt.Chart]:
    """Return a ring at each crossing, a line down to the axis and the year in words beside it."""
    if not crossings:
        return []
    marks = alt.Chart(pd.DataFrame([vars(crossing) for crossing in crossings]))
    drop = marks.mark_rule(color=INK, strokeDash=[2, 3])
    ring = marks.mark_point(size=90, filled=True, fill=PAPER, stroke=INK, strokeWidth=2, opacity=1)
    said = marks.encode(x=alt.X("year:Q"), y=alt.datum(0), text=alt.Text("label:N"))
    return [
        drop.encode(x=alt.X("year:Q"), y=alt.Y("value:Q")),
        ring.encode(x=alt.X("year:Q"), y=alt.Y("value:Q")),
        *haloed(said, dx=6, dy=-22, is_bold=True),
    ]
