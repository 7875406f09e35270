"""What stands behind a bar or a figure: the rows of the table it sums, and the cells they come from."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from evaluation import Evaluation, LotEvaluation
from evaluation.waste import residual_in_year
from texts import has, t
from texts.numbers import currency_sign, number
from ui.comparison.cost import category_title
from ui.ranking import shown_name
from ui.tables import Column, Html, Row, html, table, two_lines

MOST_ROWS = 200


@dataclass(frozen=True)
class Behind:
    """Which rows are opened: the section, the bid and the part."""

    section: str
    bid: str
    part: str


def opened_table(done: Evaluation, lot: LotEvaluation, behind: Behind, lang: str) -> Html:
    """Return the rows that a part of a bid's figure sums, the largest first, each with its cell."""
    found = rows_behind(lot, behind)
    shown = found[["item", "what", "stated", "figure", "input"]].head(MOST_ROWS)
    numbers = shown["input"].to_numpy(dtype=np.int64)
    inputs = lot.inputs_at(numbers[numbers >= 0])[["source_file", "source_sheet", "source_cell", "state"]]
    cells = {int(at): words for at, *words in inputs.itertuples()}
    titles = {
        item.key: (item.title_en or item.title_da) if lang == "en" else item.title_da
        for item in lot.taken.items
    }
    unit = t(
        f"ui.compare.opened.unit.{behind.section}",
        lang,
        currency=currency_sign(done.tender.facts.currency, lang),
    )
    columns = [
        Column(t("ui.compare.opened.item", lang), width=34),
        Column(t("ui.compare.opened.stated", lang), is_number=True),
        Column(t("ui.compare.opened.figure", lang), unit, is_number=True),
        Column(t("ui.compare.opened.cell", lang), width=36),
    ]
    decimals = 0 if behind.section == "cost" else 1
    rows = [
        Row(
            [
                two_lines(
                    titles.get(str(item), t("ui.compare.opened.whole_lot", lang)),
                    _detail(behind.section, what, lang),
                ),
                number(stated, lang, 2),
                number(figure, lang, decimals),
                _cell(cells, int(at), lang),
            ]
        )
        for item, what, stated, figure, at in shown.itertuples(index=False)
    ]
    return table(
        t(
            "ui.compare.opened.caption",
            lang,
            of=t(f"ui.compare.opened_of.{behind.section}", lang),
            bid=shown_name(lot, behind.bid, lang),
            count=len(found),
        ),
        columns,
        rows,
    )


def rows_behind(lot: LotEvaluation, behind: Behind) -> pd.DataFrame:
    """Return the rows of a tidy table behind a part of a bid's figure, the largest first.

    ``figure`` is what each adds to it; ``what`` says of what it is beside its item.
    """
    found = _ROWS[behind.section](lot, behind.part)
    found = found.loc[(found["bid"] == behind.bid).to_numpy()]
    return found.sort_values("figure", key=lambda figures: figures.abs(), ascending=False, kind="stable")


def _cell(cells: Mapping[int, Sequence[Any]], at: int, lang: str) -> Html:
    """Return file, sheet and cell of an input, or where else the figure comes from."""
    if at < 0:
        return Html(t("ui.compare.opened.no_cell", lang))
    file, sheet, cell, state = cells[at]
    if pd.isna(cell):
        return Html(t(f"ui.compare.opened.state.{state}", lang))
    return two_lines(Html(f'<span class="cell">{html(f"{sheet}!{cell}")}</span>'), str(file))


def _detail(section: str, what: object, lang: str) -> str:
    """Return what a row is of, beside its item: a category of cost, an activity or a route of waste."""
    if section == "cost":
        return category_title(str(what), lang)
    if section == "waste_years":
        route = "recycling_loss" if what == "recycling" else what
        return " ".join(t(f"charts.waste.route.{route}", lang).split())
    key = f"matrix.activities.{what}"
    return t(key, lang) if what and has(key, lang) else ""


def _cost_rows(lot: LotEvaluation, part: str) -> pd.DataFrame:
    from ui.charts import COST_STAGES  # noqa: PLC0415  (altair is slow to load: only where it draws)

    stages = lot.streams["category"].astype(object).map(COST_STAGES)
    of = lot.streams.loc[((lot.streams["payer"] == "buyer") & (stages == part)).to_numpy()]
    return of.assign(figure=of["present_value"], what=of["category"].astype(object))


def _climate_rows(lot: LotEvaluation, part: str) -> pd.DataFrame:
    rows = lot.impacts
    of = rows.loc[(rows["module"] == part).to_numpy()]
    return of.assign(figure=of["gwp"], what=of["activity"])


def _waste_rows(lot: LotEvaluation, part: str) -> pd.DataFrame:
    route = "recycling" if part == "recycling_loss" else part
    of = lot.mass_flows.loc[(lot.mass_flows["route"] == route).to_numpy()]
    whole = of["kg"] * of["route_share"]
    parts = {"recycling": whole - of["residual_kg"], "recycling_loss": of["residual_kg"]}
    return of.assign(figure=parts.get(part, whole), what="")


def _waste_years_rows(lot: LotEvaluation, part: str) -> pd.DataFrame:
    """Return the rows behind the waste of a study year; what is reused leaves none and has no row."""
    flows: pd.DataFrame = lot.mass_flows.loc[(lot.mass_flows["residual_kg"] != 0).to_numpy()]
    in_year = residual_in_year(lot.taken, flows, int(part))
    return flows.assign(figure=in_year, what=flows["route"].astype(object))


_ROWS: Mapping[str, Callable[[LotEvaluation, str], pd.DataFrame]] = {
    "cost": _cost_rows,
    "climate": _climate_rows,
    "waste": _waste_rows,
    "waste_years": _waste_years_rows,
}
