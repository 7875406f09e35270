"""All environmental consequences that something is known of: a row an indicator, with how much of each bid has a figure."""

import numpy as np

from evaluation import Evaluation, LotEvaluation
from evaluation.impact_indicators import INDICATORS
from evaluation.impact_sums import ImpactSums
from texts import t
from texts.numbers import MISSING, percent, significant
from ui.comparison.section import Section
from ui.ranking import in_order, shown_name
from ui.tables import Column, Html, Row, said, table, two_lines

WHOLE = 0.9995  # what is shown as 100 %


def impacts_section(_: Evaluation, lot: LotEvaluation, lang: str) -> Section | None:
    """Return the section on every indicator; None where nothing states any but the climate's."""
    sums = lot.impact_sums
    if sums is None:
        return None
    bids = [bid.id for bid in in_order(lot) if bid.is_calculated]
    columns = [
        Column(t("charts.impacts.indicator", lang), width=34),
        *(Column(shown_name(lot, bid, lang), is_number=True) for bid in bids),
    ]
    rows = []
    for family in ("a2", "a1", "flows"):
        keys = [key for key in sums.indicators if INDICATORS[key].family == family]
        if not keys:
            continue
        rows.append(Row([t(f"charts.impacts.family.{family}", lang), *("" for _ in bids)], "group"))
        rows += [
            Row([_title(key, lang), *(_cell(sums, key, lot, bid, lang) for bid in bids)]) for key in keys
        ]
    caption = t("charts.impacts.caption", lang, years=lot.taken.model.study_years)
    return Section(
        "impacts", _answer(sums, lang), t("charts.impacts.help", lang), table(caption, columns, rows)
    )


def _title(key: str, lang: str) -> Html:
    row = INDICATORS[key]
    uncertain = t("charts.impacts.uncertain", lang) if row.uncertain else ""
    return two_lines(t(f"codes.impact_indicator.{key}", lang), ", ".join(filter(None, (row.unit, uncertain))))


def _cell(sums: ImpactSums, key: str, lot: LotEvaluation, bid: str, lang: str) -> Html:
    """Return a figure over its coverage: of the mass and of the emissions, where one of them is not whole."""
    at = lot.calculated.index(bid), sums.indicators.index(key)
    shares = sums.mass_share[at], sums.gwp_share[at]
    if np.isnan(sums.within[at]) or all(np.isnan(share) or share == 0.0 for share in shares):
        return two_lines(MISSING, t("charts.impacts.nothing_known", lang))
    mass, emissions = (MISSING if np.isnan(share) else percent(float(share), lang, 0) for share in shares)
    is_whole = all(np.isnan(share) or share >= WHOLE for share in shares)
    under = (
        t("charts.impacts.whole", lang)
        if is_whole
        else t("charts.impacts.coverage", lang, mass=mass, emissions=emissions)
    )
    return two_lines(significant(float(sums.within[at]), lang), under)


def _answer(sums: ImpactSums, lang: str) -> Html:
    least = np.nanmin(np.stack([sums.mass_share, sums.gwp_share]), initial=1.0)
    words = {"count": len(sums.indicators)}
    if least >= WHOLE:
        return said("charts.impacts.answer_whole", lang, **words)
    return said("charts.impacts.answer", lang, least=percent(float(least), lang, 0), **words)
