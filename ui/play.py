"""Trying another weight, rate or price: words and tables. Nothing of it is kept, and nothing is for award."""

import numpy as np
import pandas as pd

from evaluation import Evaluation, LotEvaluation
from evaluation.weight_play import leading_bands, published_weight, totals_at
from texts import has, t
from texts.numbers import currency_sign, listed, number, percent
from ui.comparison import Section
from ui.comparison.section import chart_rows
from ui.figures import criterion_titles, point_decimals
from ui.tables import Column, Html, Row, said, table

WHOLE = 100.0
GRID = np.linspace(0.0, WHOLE, 21)


def weight_section(done: Evaluation, lot: LotEvaluation, criterion: str, tried: float, lang: str) -> Section:
    """Return who would be first at which weight of a criterion of the first level.

    Parameters
    ----------
    tried : the weight that is tried [%].
    """
    from ui.charts import FEW_ROWS, WeightBand, Weights, spoken, weight_play  # noqa: PLC0415

    published = published_weight(lot, criterion)
    bands = leading_bands(lot, criterion)
    names = {band: listed([lot.name_of(bid) for bid in band.bids], lang) for band in bands}
    totals = pd.DataFrame(totals_at(lot, criterion, GRID).T, index=list(lot.ranking), columns=GRID)
    leading = {bid for band in bands for bid in band.bids}
    # Whoever is first at some weight is drawn, and by rank as many others as keep their names apart.
    drawn_bids = sorted(lot.ranking, key=lambda bid: bid not in leading)[: max(FEW_ROWS, len(leading))]
    rows = [row for row in chart_rows(done, lot, lang) if row.bid in drawn_bids]
    helps = [t("charts.play.help", lang)]
    if len(drawn_bids) < len(lot.ranking):
        helps.append(t("charts.play.help_many", lang, drawn=len(drawn_bids), ranked=len(lot.ranking)))
    drawn = [
        WeightBand(
            band.low,
            band.high,
            t("charts.play.first", lang, name=names[band]),
            t("charts.play.change", lang, weight=weight_percent(band.low, lang)),
            band.bids,
        )
        for band in bands
    ]
    title = criterion_titles(done.tender, lot.lot, lang)[criterion]
    at = totals_at(lot, criterion, np.array([tried]))[0]
    decimals = point_decimals(done.tender.model_of[lot.lot].scale)
    heard = [
        (lot.name_of(bid), number(float(total), lang, decimals))
        for bid, total in zip(lot.ranking, at, strict=True)
    ]
    first = names[next(band for band in bands if tried <= band.high)]
    changes = listed([weight_percent(band.low, lang) for band in bands[1:]], lang)
    kind = "changes" if len(bands) > 1 else "never"
    columns = [
        Column(t("charts.play.leader", lang), width=60),
        Column(t("charts.play.from", lang), "%", is_number=True),
        Column(t("charts.play.to", lang), "%", is_number=True),
    ]
    cells = [Row([names[b], number(b.low, lang, 1), number(b.high, lang, 1)]) for b in bands]
    return Section(
        "play",
        said(
            f"charts.play.answer.{kind}",
            lang,
            weight=weight_percent(tried, lang),
            name=first,
            changes=changes,
        ),
        " ".join(helps),
        table(t("charts.play.caption", lang), columns, cells),
        weight_play(totals, rows, drawn, Weights(published, tried, title), lang),
        spoken(t("charts.play.what", lang), heard),
    )


def resource_title(key: str, lang: str) -> str:
    """Return the name of a resource; one that no measure reads is shown by its key."""
    known = f"matrix.resources.{key}"
    return t(known, lang) if has(known, lang) else key


def ranking_answer(before: LotEvaluation, after: LotEvaluation, lang: str) -> Html:
    """Return whether the figures that are tried change who is first, or the order of the others."""
    if before.ranks.ranks == after.ranks.ranks:
        return said("ui.play.parameters.same", lang)
    first = [bid for bid in after.ranking if after.ranks.ranks[bid] == 1]
    names = listed([after.name_of(bid) for bid in first], lang)
    same = first == [bid for bid in before.ranking if before.ranks.ranks[bid] == 1]
    return said(f"ui.play.parameters.{'first_same' if same else 'other'}", lang, name=names)


def ranking_table(done: Evaluation, before: LotEvaluation, after: LotEvaluation, lang: str) -> Html:
    """Return rank, total and cost of each ranked bid, as published and as tried."""
    decimals = point_decimals(done.tender.model_of[before.lot].scale)
    sides = {"published": before, "tried": after}
    measures = {"rank": t("ui.points.ranking.rank", lang), "total": t("ui.points.ranking.total", lang)}
    if "life_cycle_cost" in before.indicators:
        sign = currency_sign(done.tender.facts.currency, lang)
        measures["cost"] = t("ui.play.parameters.cost", lang, currency=sign)
    columns = [Column(t("ui.common.bid", lang), width=30)]
    columns += [
        Column(title, t(f"ui.play.parameters.{side}", lang), is_number=True)
        for title in measures.values()
        for side in sides
    ]
    rows = []
    for bid in before.ranking:
        found = {
            "rank": [str(lot.ranks.ranks.get(bid) or "–") for lot in sides.values()],
            "total": [number(float(lot.total[bid]), lang, decimals) for lot in sides.values()],
        }
        if "cost" in measures:
            costs = [float(lot.indicators["life_cycle_cost"][bid]) for lot in sides.values()]
            found["cost"] = [number(cost, lang) for cost in costs]
        rows.append(Row([before.name_of(bid), *(cell for name in measures for cell in found[name])]))
    return table(t("ui.play.parameters.caption", lang), columns, rows)


def weight_percent(weight: float, lang: str) -> str:
    """Return a weight [%] as it is written, with a decimal where it has one."""
    return percent(round(weight, 1) / WHOLE, lang)
