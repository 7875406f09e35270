"""Names and figures of an evaluation as they are written on a page: titles, units, decimals."""

import math
from collections.abc import Iterable

from evaluation.evaluation_model import Criterion, EvaluationModel
from evaluation.tender import Tender
from texts import t
from texts.numbers import number, percent
from texts.published_model import measure_unit

WHOLE_FROM, ONE_DECIMAL_FROM = 1000, 100  # a column of smaller figures gets more decimals
HUNDRED_POINTS = 100.0


def criterion_title(criterion: Criterion, lang: str) -> str:
    """Return the title of a criterion in a language; the Danish one where the buyer gave no other."""
    return (criterion.title_en or criterion.title_da) if lang == "en" else criterion.title_da


def criterion_titles(tender: Tender, lot: str, lang: str) -> dict[str, str]:
    """Return the titles of all criteria of a lot by their path."""
    return {c.id: criterion_title(c, lang) for c in tender.in_lot(tender.criteria, lot)}


def measure_title(tender: Tender, measure: str, lang: str) -> str:
    """Return the name of a measure; an answer is named by the question it answers."""
    family, _, key = measure.partition(":")
    for question in tender.questions:
        if family == "answer" and question.key == key:
            return (question.text_en or question.text_da) if lang == "en" else question.text_da
    if family == "minimum":
        return t("measures.minimum.title", lang, measure=measure_title(tender, key, lang))
    return t(f"measures.{family}.title", lang)


def rate_text(tender: Tender, model: EvaluationModel, lang: str) -> str:
    """Return the published discount rate in words: flat, or with the years in which it falls."""
    if model.discount_rate is not None:
        return percent(model.discount_rate, lang)
    steps = sorted(
        (step.from_year, step.rate)
        for step in tender.discount_steps
        if step.schedule == model.discount_steps and step.from_year <= model.study_years
    )
    later = [t("ui.rate.from_year", lang, rate=percent(rate, lang), year=year) for year, rate in steps[1:]]
    return ", ".join([percent(steps[0][1], lang), *later])


def unit_of(tender: Tender, measure: str, lang: str) -> str:
    """Return the unit of a measure in words; that of an answer is the one its question asks for."""
    key = measure.partition(":")[2]
    asked = next((q.unit for q in tender.questions if q.key == key and q.unit), "")
    return measure_unit(measure, tender.facts.currency, lang, asked)


def decimals_for(measure: str, figures: Iterable[float]) -> int:
    """Return the decimals of a column: none for amounts and large figures, more for small ones.

    >>> decimals_for("life_cycle_cost", [12.5]), decimals_for("gwp_a_to_c", [61250.4, 820.0])
    (0, 0)
    >>> decimals_for("packaging", [3.25, 140.0]), decimals_for("life", [8.25]), decimals_for("life", [])
    (1, 2, 2)
    """
    largest = max((abs(figure) for figure in figures if not math.isnan(figure)), default=0.0)
    if measure.endswith(("_cost", "_price")) or largest >= WHOLE_FROM:
        return 0
    return 1 if largest >= ONE_DECIMAL_FROM else 2


def point_decimals(scale: float) -> int:
    """Return the decimals that points are written with: two on a scale to 100, three on a smaller one.

    >>> point_decimals(100.0), point_decimals(10.0)
    (2, 3)
    """
    return 2 if scale >= HUNDRED_POINTS else 3


def figures_in_column(measure: str, figures: Iterable[float], lang: str) -> list[str]:
    """Return the figures of a column with the same decimals; an en dash for what is missing.

    >>> figures_in_column("guarantee", [5.0, float("nan")], "da")
    ['5,00', '–']
    """
    column = list(figures)
    decimals = decimals_for(measure, column)
    return [number(figure, lang, decimals) for figure in column]
