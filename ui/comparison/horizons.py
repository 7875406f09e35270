"""Unequal lives: the annual cost as the model counts it and by the other way, and whether the order is the same."""

import pandas as pd

from evaluation import Evaluation, LotEvaluation
from evaluation.codes import CODES
from evaluation.horizons import Horizons
from texts import t
from texts.numbers import currency_sign, listed
from ui.comparison.section import Section, bids_table, figures
from ui.ranking import shown_name
from ui.tables import Column, Html, said


def horizons_section(done: Evaluation, lot: LotEvaluation, lang: str) -> Section | None:
    """Return the section on unequal lives; None where no cost counts, or both ways give each bid the same."""
    seen = lot.horizons
    if seen is None or not _parts(seen):
        return None
    sign = currency_sign(done.tender.facts.currency, lang)
    columns = []
    for horizon in CODES["horizon"]:
        title = t(f"charts.horizons.by.{horizon}", lang)
        if horizon == seen.counted:
            title = t("charts.horizons.counted", lang, title=title)
        yearly = pd.Series(seen.yearly[horizon], index=list(lot.calculated))
        columns.append(
            (
                Column(title, t("charts.horizons.unit", lang, currency=sign), is_number=True),
                figures(yearly, lang),
            )
        )
    caption = t("charts.horizons.caption", lang, currency=sign)
    help_text = t("charts.horizons.help", lang, years=lot.taken.model.study_years)
    return Section(
        "horizons", _answer(lot, seen, lang), help_text, bids_table(done, lot, caption, columns, lang)
    )


def _parts(seen: Horizons) -> bool:
    """Say whether some bid costs more by one way than by the other, beyond a millionth."""
    one, other = (pd.Series(cost) for cost in seen.costs.values())
    return bool(((one - other).abs() > 1e-6 * one.abs()).any())


def _answer(lot: LotEvaluation, seen: Horizons, lang: str) -> Html:
    counted = t(f"charts.horizons.counts.{seen.counted}", lang)
    if not seen.differ:
        return said("charts.horizons.answer.same", lang, counted=counted)
    cheapest = {
        horizon: listed([shown_name(lot, bid, lang) for bid in order[0]], lang)
        for horizon, order in seen.orders.items()
    }
    kind = "other_order" if len(set(cheapest.values())) == 1 else "other_first"
    return said(f"charts.horizons.answer.{kind}", lang, counted=counted, **cheapest)
