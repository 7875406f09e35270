"""When the waste arises: residual waste of each study year, and the rows behind a year."""

from collections.abc import Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from evaluation import Evaluation, LotEvaluation
from texts import t
from texts.numbers import listed
from ui.comparison.kilograms import Kilograms, kilograms_of
from ui.comparison.section import Section, bids_table, chart_rows, counted, figures
from ui.comparison.years import lines_help
from ui.tables import Column, Html, said

Floats = NDArray[np.float64]
MEASURE = "residual_waste"


def waste_years_section(
    done: Evaluation, lot: LotEvaluation, chosen: Sequence[str], lang: str
) -> Section | None:
    """Return the section on waste year by year; None where no bid has a figure.

    Where every bid leaves as much in each year as in any other, the answer says so and nothing is drawn.

    Parameters
    ----------
    chosen : the bids that are drawn in full and named in the answer, two where there are two.
    """
    from ui.charts import Stress, masses_of_years, over_years, spoken  # noqa: PLC0415

    yearly = yearly_waste(lot)
    if not yearly.notna().any(axis=None):
        return None
    mass = kilograms_of(yearly.to_numpy().ravel(), lang, is_co2e=False)
    rows = chart_rows(done, lot, lang)
    chart = None
    if not is_even(yearly):
        # The waste of year 1 is drawn from 0 to 1, and that of the last year has an end.
        steps = yearly.set_axis(range(len(yearly.columns)), axis=1)
        steps[len(yearly.columns)] = yearly.iloc[:, -1]
        amounts = masses_of_years(mass.in_full, mass.unit, mass.one)
        chart = over_years(steps, rows, Stress(chosen), amounts, lang)
    alike = _alike(yearly)
    unit = t("ui.compare.kg_a_year", lang)
    columns = [
        (Column(_title(years, lang), unit, is_number=True), figures(yearly[years[0]], lang, 1))
        for years in alike
    ]
    whole = figures(lot.indicators[MEASURE], lang)
    columns.append((Column(t("charts.waste.total", lang), "kg", is_number=True), whole))
    helps = [t("charts.waste_years.help", lang)]
    helps += [t("charts.waste_years.help_axis", lang)] if chart is not None else []
    helps += [lines_help(rows, lang)] if len(chosen) > 1 else []
    return Section(
        "waste_years",
        _answer(lot, yearly, chosen, mass, lang),
        " ".join(helps),
        bids_table(done, lot, t("charts.waste_years.caption", lang), columns, lang),
        chart,
        spoken(
            t("charts.spoken.waste_years", lang),
            [(row.label, _most(_of_bid(yearly, row.bid), mass, lang) or row.note) for row in rows],
        ),
        tuple((str(years[0]), _title(years, lang)) for years in alike),
    )


def yearly_waste(lot: LotEvaluation) -> pd.DataFrame:
    """Return the residual waste of each calculated bid, a column a study year from 1 [kg]; NaN where unknown."""
    years = range(1, lot.taken.model.study_years + 1)
    return pd.DataFrame(lot.residual_by_year, index=list(lot.calculated), columns=list(years))


def is_even(yearly: pd.DataFrame) -> bool:
    """Say whether each bid leaves the same in all years, as after a single delivery used to the end."""
    known = yearly.dropna().to_numpy()
    return bool(np.allclose(known, known[:, :1], rtol=1e-9, atol=1e-9))


def _alike(yearly: pd.DataFrame) -> list[list[int]]:
    """Return the years in runs over which no bid's waste changes."""
    runs: list[list[int]] = []
    for year in yearly.columns:
        is_same = runs and np.allclose(
            yearly[year], yearly[runs[-1][0]], rtol=1e-9, atol=1e-9, equal_nan=True
        )
        if is_same:
            runs[-1].append(int(year))
        else:
            runs.append([int(year)])
    return runs


def _title(years: Sequence[int], lang: str) -> str:
    return t("charts.words.year", lang, year=_span(years))


def _span(years: Sequence[int]) -> str:
    return f"{years[0]}–{years[-1]}" if len(years) > 1 else str(years[0])


def _of_bid(yearly: pd.DataFrame, bid: str) -> Floats:
    """Return the waste of a bid in years 1 to T; NaN where it is unknown or the bid is not calculated."""
    return np.asarray(yearly.reindex([bid]).iloc[0], dtype=float)


def _peak(of: Floats) -> list[int]:
    """Return the years in which a bid leaves the most."""
    years: list[int] = (np.nonzero(np.isclose(of, of.max(), rtol=1e-9, atol=1e-9))[0] + 1).tolist()
    return years


def _when(years: Sequence[int], lang: str) -> str:
    """Return years in words, runs of them as first and last."""
    runs = [list(run) for run in np.split(np.array(years), np.nonzero(np.diff(years) > 1)[0] + 1)]
    words = listed([_span([int(year) for year in run]) for run in runs], lang)
    return t("charts.waste_years.when", lang, count=len(years), years=words)


def _most(of: Floats, mass: Kilograms, lang: str) -> str:
    """Return the most that a bid leaves in a year, and when; nothing where it is unknown."""
    if np.isnan(of).any():
        return ""
    amount = mass.in_full(float(of.max()))
    return t("charts.waste_years.most", lang, amount=amount, when=_when(_peak(of), lang))


def _answer(
    lot: LotEvaluation, yearly: pd.DataFrame, chosen: Sequence[str], mass: Kilograms, lang: str
) -> Html:
    """Return in which years the bids compared leave the most, or that all years are equal."""
    if is_even(yearly):
        of_all = yearly[yearly.columns[0]]
        known = counted(lot, of_all) if len(counted(lot, of_all)) else of_all.dropna()
        low, high = mass.in_full(float(known.min())), mass.in_full(float(known.max()))
        kind = "even_alike" if low == high else "even"
        return said(f"charts.waste_years.answer.{kind}", lang, years=len(yearly.columns), low=low, high=high)
    of = [_of_bid(yearly, bid) for bid in chosen]
    # Who leaves nothing has no year of its own.
    when = {_when(_peak(each), lang) for each in of if each.max() > 0}
    words = {
        name: value
        for n, (bid, each) in enumerate(zip(chosen, of, strict=True), start=1)
        for name, value in (
            (f"name_{n}", lot.name_of(bid)),
            (f"most_{n}", mass.in_full(float(each.max()))),
            (f"when_{n}", _when(_peak(each), lang)),
        )
    }
    if len(chosen) == 1:
        return said("charts.waste_years.answer.only", lang, **words)
    if len(when) == 1:
        return said("charts.waste_years.answer.same_years", lang, when=when.pop(), **words)
    return said("charts.waste_years.answer.other_years", lang, **words)
