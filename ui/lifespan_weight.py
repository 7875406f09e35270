"""How much of a lot's points reacts to lifespan, and where recycling is credited: a sentence, a table and a list."""

import numpy as np

from evaluation import Evaluation, LotEvaluation
from evaluation.lifespan_weight import LifespanWeight
from evaluation.recycling_credits import RecyclingCredit, recycling_credits
from texts import t
from texts.numbers import MISSING, capital, exact, number
from texts.problems import credits_in_words
from ui.figures import criterion_titles, point_decimals
from ui.ranking import in_order, is_by_points
from ui.tables import Column, Html, Row, said, table

DECIMALS = 1


def lifespan_answer(found: LifespanWeight, lang: str) -> Html:
    """Return the nominal weight and the effective one, as a range over the bids where they differ."""
    if not found.reacts.any() and not found.nominal:
        return said("ui.points.lifespan.nothing", lang)
    known = found.effective[np.isfinite(found.effective)]
    words = {"nominal": exact(found.nominal, lang)}
    if not len(known):
        return said("ui.points.lifespan.answer_unknown", lang, **words)
    low, high = (number(float(end), lang, DECIMALS) for end in (known.min(), known.max()))
    if low == high:
        return said("ui.points.lifespan.answer_one", lang, effective=low, **words)
    return said("ui.points.lifespan.answer_range", lang, low=low, high=high, **words)


def lifespan_help(lot: LotEvaluation, found: LifespanWeight, lang: str) -> str:
    """Return how the weight is counted, and what the last column is where there is one."""
    keys = ["help"]
    if is_by_points(lot):
        keys.append("help_mixed" if found.unit is None else f"help_{found.unit}")
    return " ".join(t(f"ui.points.lifespan.{key}", lang) for key in keys)


def lifespan_table(done: Evaluation, lot: LotEvaluation, found: LifespanWeight, lang: str) -> Html:
    """Return what each criterion that reacts to life has of the weight at each bid, the sum, and points by year."""
    titles = criterion_titles(done.tender, lot.lot, lang)
    shown = np.flatnonzero(found.reacts)
    columns = [Column(t("ui.common.bid", lang))]
    for n in shown:
        weight = exact(round(float(found.weights[0, n]), DECIMALS), lang)
        under = t("ui.points.lifespan.weight", lang, weight=weight) if is_by_points(lot) else ""
        columns.append(Column(titles[found.criteria[n]], under, is_number=True))
    of_hundred = t("ui.points.lifespan.of_hundred", lang)
    columns.append(Column(t("ui.points.lifespan.effective", lang), of_hundred, is_number=True))
    has_points = is_by_points(lot) and found.unit is not None
    if has_points:
        key = "per_use" if found.unit == "uses" else "per_year"
        columns.append(Column(t(f"ui.points.lifespan.{key}", lang), is_number=True))
    decimals = point_decimals(done.tender.model_of[lot.lot].scale)
    rows = []
    for bid in in_order(lot):
        if bid.id in found.bids and bid.is_admitted:
            at = found.bids.index(bid.id)
            figures = [*found.by_criterion[at, shown], found.effective[at]]
            cells = [_figure(float(figure), DECIMALS, lang) for figure in figures]
            if has_points:
                cells.append(_figure(float(found.points_per_year[at]), decimals, lang))
            rows.append(Row([bid.name, *cells]))
    return table(t("ui.points.lifespan.caption", lang), columns, rows)


def credits_on(done: Evaluation, lot: LotEvaluation, lang: str) -> list[str]:
    """Return where recycling is credited by scored criteria, a line a credit; none where it is nowhere."""
    found: tuple[RecyclingCredit, ...] = recycling_credits(done.tender, lot.lot)
    words = credits_in_words([(credit.credit, credit.where) for credit in found], lang)
    return [f"{capital(each)}." for each in words]


def _figure(value: float, decimals: int, lang: str) -> str:
    return number(value, lang, decimals) if np.isfinite(value) else MISSING
