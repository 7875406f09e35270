"""How far material goes round: the indicator of each item with what it is made of, and the rates of each bid."""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from evaluation import Evaluation, LotEvaluation
from evaluation.circularity import item_flows
from evaluation.measures import family_of
from evaluation.waste import part_routes
from texts import t
from texts.numbers import MISSING, number, percent
from ui.comparison.section import Section
from ui.ranking import in_order, shown_name
from ui.tables import Column, Html, Row, said, table, two_lines

MOST_ITEMS = 12
Floats = NDArray[np.float64]


def circularity_section(_: Evaluation, lot: LotEvaluation, lang: str) -> Section | None:
    """Return the section on circularity; None where no measure of the lot counts it."""
    if not any(family_of(str(measure)) == "mci" for measure in lot.indicators):
        return None
    bids = [lot.calculated.index(bid.id) for bid in in_order(lot) if bid.is_calculated]
    columns = [
        Column(t("charts.circularity.what", lang), width=34),
        *(Column(shown_name(lot, lot.calculated[n], lang), is_number=True) for n in bids),
    ]
    rows = list(_rates(lot, bids, lang))
    items = [n for n, item in enumerate(lot.taken.items) if np.isfinite(lot.circularity.lfi[:, n]).any()]
    for item_no in items[:MOST_ITEMS]:
        rows += _of_item(lot, item_no, bids, lang)
    helps = [t("charts.circularity.help", lang)]
    if len(items) > MOST_ITEMS:
        helps.append(t("charts.circularity.more", lang, shown=MOST_ITEMS, count=len(items)))
    caption = t("charts.circularity.caption", lang, years=lot.taken.model.study_years)
    return Section("circularity", _answer(lot, lang), " ".join(helps), table(caption, columns, rows))


def _rates(lot: LotEvaluation, bids: list[int], lang: str) -> Iterator[Row]:
    rates = lot.circularity_rates
    yield Row([t("charts.circularity.rates", lang), *("" for _ in bids)], "group")
    for name in ("recycled_input", "reused_input", "recycled_output", "reused_output", "life_ratio"):
        of = getattr(rates, name)
        yield Row([t(f"charts.circularity.{name}", lang), *(_share(of[n], lang) for n in bids)])


def _of_item(lot: LotEvaluation, item_no: int, bids: list[int], lang: str) -> Iterator[Row]:
    item, flows, found = lot.taken.items[item_no], item_flows(lot.taken, lot.parts), lot.circularity
    title = item.title_en if lang == "en" and item.title_en else item.title_da
    yield Row([title, *("" for _ in bids)], "group")
    mass = flows.mass_kg[:, item_no, 0]
    with np.errstate(invalid="ignore", divide="ignore"):
        parts = {
            "virgin": flows.virgin_kg[:, item_no, 0] / mass,
            "collected": (flows.to_recycling_kg + flows.to_reuse_kg)[:, item_no, 0] / mass,
        }
    sources = _route_sources(lot, item_no)
    yield Row([t("charts.circularity.virgin", lang), *(_share(parts["virgin"][n], lang) for n in bids)])
    collected = [
        two_lines(
            _share(parts["collected"][n], lang),
            t(f"codes.route_source.{sources[n]}", lang) if sources[n] else "",
        )
        for n in bids
    ]
    yield Row([t("charts.circularity.collected", lang), *collected])
    for name, of in (("linear", found.lfi), ("utility", found.utility), ("mci", found.mci)):
        yield Row([t(f"charts.circularity.{name}", lang), *(_figure(of[n, item_no], lang) for n in bids)])


def _route_sources(lot: LotEvaluation, item_no: int) -> list[str]:
    """Return where the routes of an item's product come from, by bid: contract, EPD, buyer or default."""
    _, source = part_routes(lot.taken, lot.parts)
    of = (lot.parts.item_no == item_no) & np.asarray(lot.parts.component == "product")
    found = dict(zip(lot.parts.bid_no[of].tolist(), source[of].tolist(), strict=True))
    return [str(found.get(n, "")) for n in range(len(lot.calculated))]


def _answer(lot: LotEvaluation, lang: str) -> Html:
    known = [
        (float(lot.circularity_rates.recycled_output[lot.calculated.index(bid.id)]), bid.id)
        for bid in in_order(lot)
        if bid.is_calculated
        and np.isfinite(lot.circularity_rates.recycled_output[lot.calculated.index(bid.id)])
    ]
    if not known:
        return said("charts.circularity.answer_unknown", lang)
    shares = sorted(share for share, _ in known)
    low, high = (percent(share, lang, 0) for share in (shares[0], shares[-1]))
    code = "charts.circularity.answer" if low != high else "charts.circularity.answer_same"
    return said(code, lang, low=low, high=high)


def _share(value: float, lang: str) -> str:
    return percent(float(value), lang, 0) if np.isfinite(value) else MISSING


def _figure(value: float, lang: str) -> str:
    return number(float(value), lang, 3) if np.isfinite(value) else MISSING
