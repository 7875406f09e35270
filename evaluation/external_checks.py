"""What is wrong with the published prices of emissions: what is missing, doubled, or counted from nothing."""

from collections import Counter
from collections.abc import Iterator

from evaluation.evaluation_model import EvaluationModel
from evaluation.external_prices import CO2E, ExternalPrice, prices_of
from evaluation.faults import fault
from evaluation.measures import OF_EMISSIONS, OF_EXTERNAL_COST, measures_used
from evaluation.problems import Problem
from evaluation.tender import Tender


def external_faults(tender: Tender) -> Iterator[Problem]:
    """Yield every fault of external prices and of the models that name them."""
    for price_set in dict.fromkeys(row.price_set for row in tender.external_prices):
        for rows in prices_of(tender.external_prices, price_set).values():
            yield from _pollutant(rows)
    for model in tender.models:
        yield from _model(tender, model)


def _pollutant(rows: tuple[ExternalPrice, ...]) -> Iterator[Problem]:
    first, of = rows[0], {"pollutant": rows[0].pollutant}
    for year, times in Counter(row.year for row in rows).items():
        if times > 1:
            code = "external_price_twice" if year is not None else "external_price_twice_all_years"
            yield fault(code, first, "price", year=year, **of)
    if any(row.year is None for row in rows) and any(row.year is not None for row in rows):
        yield fault("external_year_missing", first, "year", **of)
    questions = {row.question for row in rows}
    if first.pollutant == CO2E:
        if questions != {None}:
            yield fault("external_question_of_co2e", first, "question")
    elif None in questions:
        yield fault("external_question_missing", first, "question", **of)
    elif len(questions) > 1:
        yield fault("external_question_differs", first, "question", **of)


def _model(tender: Tender, model: EvaluationModel) -> Iterator[Problem]:
    used = set(measures_used(tender, model.lot))
    if model.external_price_set is None:
        for measure in sorted(used & OF_EXTERNAL_COST):
            yield fault("external_set_missing", model, "external_price_set", measure=measure)
        return
    prices = prices_of(tender.external_prices, model.external_price_set)
    if not prices:
        yield fault(
            "unknown_key", model, "external_price_set", value=model.external_price_set, of="external_prices"
        )
    if CO2E in prices and not used & OF_EMISSIONS:
        yield fault("external_without_emissions", model, "external_price_set")
    lot_of = {question.key: question.lot for question in tender.questions}
    for pollutant, rows in prices.items():
        question = rows[0].question
        if question is not None and lot_of.get(question, model.lot) != model.lot:
            yield fault(
                "external_question_elsewhere", rows[0], "question", pollutant=pollutant, in_lot=model.lot
            )
