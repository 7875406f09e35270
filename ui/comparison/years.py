"""When cost falls: cumulative cost year by year, and when the dearer of two bids has paid for itself."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from evaluation import Evaluation, LotEvaluation
from evaluation.cost import crossing_years
from texts import t
from texts.numbers import currency_sign, listed, money
from ui.comparison.section import Section, bids_table, chart_rows, figures
from ui.ranking import shown_name
from ui.tables import Column, Html, said

if TYPE_CHECKING:
    from ui.charts import ChartRow


def years_section(done: Evaluation, lot: LotEvaluation, chosen: Sequence[str], lang: str) -> Section | None:
    """Return the section on cost over time; None where fewer than two bids have a cost.

    Parameters
    ----------
    chosen : the two bids that are drawn in full.
    """
    from ui.charts import Crossing, Stress, money_over_years, over_years, spoken  # noqa: PLC0415

    if "life_cycle_cost" not in lot.indicators or len(chosen) != 2:  # noqa: PLR2004 - two bids
        return None
    cumulative = cumulative_cost(lot)
    currency, last = done.tender.facts.currency, lot.taken.model.study_years
    first, second = chosen
    crossings = crossing_years(*(_by_year(lot, bid) for bid in chosen))
    marks = [
        Crossing(
            year,
            float(cumulative[year][_cheaper(cumulative, chosen, year)]),
            t(
                "charts.years.crossing",
                lang,
                year=year,
                name=shown_name(lot, _cheaper(cumulative, chosen, year), lang),
            ),
        )
        for year in crossings
    ]
    rows = chart_rows(done, lot, lang)
    chart = over_years(
        cumulative, rows, Stress((first, second), marks), money_over_years(currency, lang), lang
    )
    shown = sorted({0, *range(1, last + 1, max(1, last // 6)), last})
    columns = [
        (
            Column(t("charts.words.year", lang, year=year), is_number=True),
            figures(cumulative[year], lang),
        )
        for year in shown
    ]
    sign = currency_sign(currency, lang)
    return Section(
        "years",
        _answer(lot, cumulative, chosen, crossings, lang),
        t("charts.years.help", lang) + " " + lines_help(rows, lang),
        bids_table(done, lot, t("charts.years.caption", lang, currency=sign), columns, lang),
        chart,
        spoken(
            t("charts.spoken.over_years", lang, years=last),
            [
                (row.label, money(float(cumulative[last][row.bid]), lang, currency))
                for row in rows
                if row.bid in cumulative.index and not np.isnan(cumulative[last][row.bid])
            ],
        ),
    )


def lines_help(rows: "Sequence[ChartRow]", lang: str) -> str:
    """Return which lines are drawn: two are chosen, and of many bids only some of the others."""
    from ui.charts import FEW_ROWS  # noqa: PLC0415

    return t(f"charts.years.lines.{'some' if len(rows) > FEW_ROWS else 'all'}", lang)


def cumulative_cost(lot: LotEvaluation) -> pd.DataFrame:
    """Return the cumulative present value of each calculated bid, a column a study year from 0."""
    table = pd.DataFrame(np.cumsum(lot.cost_by_year, axis=1), index=list(lot.calculated))
    return table.where(lot.indicators["life_cycle_cost"].notna())


def _by_year(lot: LotEvaluation, bid: str) -> "np.ndarray[tuple[int], np.dtype[np.float64]]":
    return np.asarray(lot.cost_by_year[lot.calculated.index(bid)])


def _cheaper(cumulative: pd.DataFrame, chosen: Sequence[str], year: int) -> str:
    return min(chosen, key=lambda bid: float(cumulative[year][bid]))


def _answer(
    lot: LotEvaluation, cumulative: pd.DataFrame, chosen: Sequence[str], crossings: list[int], lang: str
) -> Html:
    """Return when the two lines cross, or that they do not."""
    last = int(max(cumulative.columns))
    if len(crossings) == 1:
        # Not by the first and the last year: the two may be level there.
        then = _cheaper(cumulative, chosen, crossings[0])
        before = next(bid for bid in chosen if bid != then)
        return said(
            "charts.years.answer.crosses",
            lang,
            cheaper_first=shown_name(lot, before, lang),
            year=crossings[0],
            cheaper_then=shown_name(lot, then, lang),
        )
    if crossings:
        years = listed([str(year) for year in crossings], lang)
        at_last = shown_name(lot, _cheaper(cumulative, chosen, last), lang)
        return said("charts.years.answer.crosses_often", lang, years=years, last=last, cheaper_then=at_last)
    first, second = (np.asarray(cumulative.loc[bid], dtype=float) for bid in chosen)
    if np.allclose(first, second, rtol=1e-9, atol=1e-9):
        return said("charts.years.answer.equal", lang, years=last)
    widest = int(np.abs(first - second).argmax())
    name = shown_name(lot, _cheaper(cumulative, chosen, widest), lang)
    return said("charts.years.answer.never", lang, years=last, name=name)
