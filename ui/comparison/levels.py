"""Four levels of cost side by side, who is cheapest at each, and at which price of CO2e another bid becomes it."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from evaluation import Evaluation, LotEvaluation
from evaluation.cost_levels import LEVELS, WITH_EXTERNAL
from evaluation.external_prices import CO2E, prices_of
from evaluation.tender import Item
from texts import t
from texts.numbers import currency_sign, listed, money, number
from ui.comparison.section import Section, bids_table, counted, figures
from ui.ranking import shown_name
from ui.tables import Column, Html, html, said

CENTS = 2  # decimals of what is of one piece and year


def levels_section(done: Evaluation, lot: LotEvaluation, item_no: int | None, lang: str) -> Section | None:
    """Return the section on levels, of the lot or of one item; None where no life-cycle cost is counted.

    Parameters
    ----------
    item_no : the item whose cost for each piece and year, or each use, is shown; None for the whole lot.
    """
    found = lot.cost_levels
    if found.cost_reason is not None:
        return None
    is_only = len(lot.taken.items) == 1
    shown = found.by_bid if item_no is None else found.per_unit(item_no, is_only=is_only)
    sign = currency_sign(done.tender.facts.currency, lang)
    item = None if item_no is None else lot.taken.items[item_no]
    unit = sign if item is None else _unit(sign, item, lang)
    levels = LEVELS if found.external_reason != "emissions_not_counted" else LEVELS[:WITH_EXTERNAL]
    of = {level: pd.Series(shown[:, n], index=list(lot.calculated)) for n, level in enumerate(levels)}
    decimals = 0 if item is None else CENTS
    columns = [
        (
            Column(t(f"charts.levels.level.{level}", lang), unit, is_number=True),
            figures(of[level], lang, decimals),
        )
        for level in levels
    ]
    caption = t(
        "charts.levels.caption", lang, unit=unit, of=lot.title if item is None else _title(item, lang)
    )
    sentences = [_cheapest(lot, of, lang)]
    if item is None:
        sentences += _switches(done, lot, lang)
    helps = [html(t("charts.levels.help", lang))]
    if item is not None and not is_only:
        helps.append(html(t("charts.levels.help_item", lang)))
    helps += _prices(done, lot, lang)
    return Section(
        "levels",
        Html(" ".join(sentences)),
        Html(" ".join(helps)),
        bids_table(done, lot, caption, columns, lang),
    )


def item_choices(lot: LotEvaluation, lang: str) -> list[tuple[int | None, str]]:
    """Return what the levels may be shown of: the whole lot, or one item for each piece and year or use."""
    whole: list[tuple[int | None, str]] = [(None, t("charts.levels.whole", lang))]
    return whole + [
        (n, t(f"charts.levels.per.{item.basis}", lang, item=_title(item, lang)))
        for n, item in enumerate(lot.taken.items)
        if lot.cost_levels.units[n] > 0.0
    ]


def _title(item: Item, lang: str) -> str:
    return item.title_en or item.title_da if lang == "en" else item.title_da


def _unit(sign: str, item: Item, lang: str) -> str:
    return t(f"charts.levels.unit.{item.basis}", lang, currency=sign, unit=item.unit)


def _cheapest(lot: LotEvaluation, of: dict[str, "pd.Series[float]"], lang: str) -> Html:
    """Return who is cheapest at each level; nobody before admission is decided."""
    if lot.is_admission_open:
        return said("charts.levels.answer.undecided", lang)
    first = {}
    for level, costs in of.items():
        known = counted(lot, costs)
        if len(known):
            best = known.index[np.isclose(known, known.min(), rtol=1e-12, atol=1e-9)]
            first[level] = listed([shown_name(lot, str(bid), lang) for bid in best], lang)
    if not first:
        return said("charts.levels.answer.nobody", lang)
    if len(set(first.values())) == 1:
        return said("charts.levels.answer.same", lang, name=next(iter(first.values())))
    parts = [
        said("charts.levels.answer.at", lang, level=t(f"charts.levels.level.{level}", lang), name=name)
        for level, name in first.items()
    ]
    return said("charts.levels.answer.differ", lang, parts=Html("; ".join(parts)))


def _prices(done: Evaluation, lot: LotEvaluation, lang: str) -> list[Html]:
    """Return which prices of emissions the last level counts with, or why there are none."""
    reason, external = lot.cost_levels.external_reason, lot.external
    if reason is not None or external is None:
        return [said(f"charts.levels.{reason}", lang)] if reason else []
    prices = prices_of(done.tender.external_prices, external.price_set)
    model, currency = lot.taken.model, done.tender.facts.currency
    parts = []
    for pollutant, rows in prices.items():
        cost = [f"{money(row.price, lang, currency)}{f' ({row.year})' if row.year else ''}" for row in rows]
        parts.append(f"{t(f'codes.pollutant.{pollutant}', lang)} {listed(cost, lang)}")
    sources = list(dict.fromkeys(row.source for rows in prices.values() for row in rows if row.source))
    words = {"name": external.price_set, "prices": "; ".join(parts), "sources": "; ".join(sources)}
    sentences = [said("charts.levels.set" if sources else "charts.levels.set_without", lang, **words)]
    return sentences if model.external_discounted else [*sentences, said("charts.levels.undiscounted", lang)]


def _switches(done: Evaluation, lot: LotEvaluation, lang: str) -> Sequence[Html]:
    """Return at which prices of CO2e another bid becomes the cheapest."""
    found = lot.switching_prices
    if lot.is_admission_open or found.reason == "emissions_not_counted":
        return []
    if found.reason is not None:
        return [said(f"charts.levels.switch.{found.reason}", lang)]
    if not found.changes:
        return [said("charts.levels.switch.never", lang)]
    sign = currency_sign(done.tender.facts.currency, lang)
    sentences = []
    for change in found.changes:
        before, after = (
            listed([shown_name(lot, bid, lang) for bid in bids], lang)
            for bids in (change.before, change.after)
        )
        words = {"price": number(change.price, lang), "currency": sign, "before": before, "after": after}
        sentences.append(said("charts.levels.switch.at", lang, **words))
    rows = prices_of(done.tender.external_prices, lot.taken.model.external_price_set).get(CO2E, ())
    is_path = len({row.price for row in rows}) > 1
    year = str(lot.taken.model.first_year)
    return [*sentences, said(f"charts.levels.switch.{'path' if is_path else 'flat'}", lang, year=year)]
