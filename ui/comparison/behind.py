"""What lies behind the figures of two bids: cost by category, emissions by module, residual waste by route."""

from collections.abc import Iterator, Sequence

import pandas as pd

from evaluation import Evaluation, LotEvaluation
from evaluation.codes import CODES
from texts import t
from texts.numbers import currency_sign, number
from ui.comparison import climate, cost, waste
from ui.comparison.section import by_bid
from ui.figures import measure_title
from ui.ranking import shown_name
from ui.tables import Column, Html, Row, table, two_lines


def behind_table(done: Evaluation, lot: LotEvaluation, chosen: Sequence[str], lang: str) -> Html | None:
    """Return the parts of each measure that adds up, for the two that are chosen, and how the second differs.

    None where the lot counts none of them.
    """
    rows: list[Row] = []
    for measure, unit, parts in _measures(done, lot, lang):
        whole = lot.indicators[measure]
        rows.append(
            Row(
                _cells(two_lines(measure_title(done.tender, measure, lang), unit), whole, chosen, lang),
                "group",
            )
        )
        rows += [Row(_cells(title, parts[title], chosen, lang)) for title in parts]
    if not rows:
        return None
    columns = [
        Column(t("ui.two_bids.measure", lang), width=40),
        *(Column(shown_name(lot, bid, lang), is_number=True) for bid in chosen),
        Column(t("ui.two_bids.difference", lang), is_number=True),
    ]
    return table(t("ui.two_bids.behind.caption", lang), columns, rows)


def _cells(title: str, figures: "pd.Series[float]", chosen: Sequence[str], lang: str) -> list[str]:
    first, second = (float(figures[bid]) for bid in chosen)
    return [title, number(first, lang), number(second, lang), number(second - first, lang, sign=True)]


def _measures(
    done: Evaluation, lot: LotEvaluation, lang: str
) -> Iterator[tuple[str, str, dict[str, "pd.Series[float]"]]]:
    """Yield each measure with its unit and, by title, the parts that it is the sum of; (bids,) each."""
    if cost.MEASURE in lot.indicators:
        of = by_bid(lot, cost.paid_by_buyer(lot), "category", "present_value")
        categories = [category for category in CODES["cost_category"] if category in of]
        titles = {cost.category_title(category, lang): of[category] for category in categories}
        yield cost.MEASURE, currency_sign(done.tender.facts.currency, lang), titles
    if climate.MEASURE in lot.indicators:
        of = by_bid(lot, lot.impacts, "module", "gwp")
        modules = sorted(str(module) for module in of if module != climate.BEYOND)
        yield climate.MEASURE, "kg CO₂e", {_part("climate.module", m, lang): of[m] for m in modules}
    if waste.MEASURE in lot.indicators:
        of = waste.by_route(lot)
        routes = [route for route in waste.RESIDUAL if route in of]
        yield waste.MEASURE, "kg", {_part("waste.route", r, lang): of[r] for r in routes}


def _part(of: str, key: str, lang: str) -> str:
    return " ".join(t(f"charts.{of}.{key}", lang).split())
