"""What is wrong with the conventions of time and money of a tender: what is missing, doubled or mixed."""

from collections import Counter
from collections.abc import Iterator

from evaluation.conventions import growth_classes_of
from evaluation.evaluation_model import EvaluationModel
from evaluation.faults import fault
from evaluation.measures import OF_LIVES, family_of, leaves
from evaluation.problems import Problem
from evaluation.schema import Row
from evaluation.tender import Tender

OF_PRICES = ("growth_class", "price_growth", "service_growth")
OF_QUANTITIES = ("quantity_growth",)


def convention_faults(tender: Tender) -> Iterator[Problem]:
    """Yield every fault of discounting, growth and end values; references are held by ``tender_checks``."""
    yield from _steps(tender)
    yield from _growth(tender)
    for model in tender.models:
        yield from _model(tender, model)
        yield from _basis(tender, model)
        yield from _lives(tender, model)


def _steps(tender: Tender) -> Iterator[Problem]:
    schedules: dict[str, list[int]] = {}
    for row in tender.discount_steps:
        schedules.setdefault(row.schedule, []).append(row.from_year)
    for row in tender.discount_steps:
        years = schedules.pop(row.schedule, None)
        if years is None:
            continue
        of = {"schedule": row.schedule}
        if min(years) > 1:
            yield fault("steps_begin_late", row, "from_year", **of, from_year=min(years))
        for year, times in Counter(years).items():
            if times > 1:
                yield fault("steps_twice", row, "from_year", **of, from_year=year)


def _growth(tender: Tender) -> Iterator[Problem]:
    by_class: dict[str, list[int]] = {}
    for index in tender.price_indices:
        by_class.setdefault(index.growth_class, []).append(index.year)
    for row in tender.growth_classes:
        years = by_class.get(row.key, [])
        if (row.rate is None) == (not years):
            yield fault("growth_rate_or_index", row, "rate")
        for year, times in Counter(years).items():
            if times > 1:
                yield fault("index_year_twice", row, "key", year=year)
        needed = {
            model.first_year + t
            for model in tender.models
            if row in growth_classes_of(tender, model.lot)
            for t in range(model.study_years)
        }
        if years and (gaps := sorted(needed - set(years))):
            yield fault("index_years_missing", row, "key", years=gaps)


def _model(tender: Tender, model: EvaluationModel) -> Iterator[Problem]:
    if model.discount_rate is None and model.discount_steps is None:
        yield fault("discount_missing", model, "discount_rate")
    if model.discount_rate is not None and model.discount_steps is not None:
        yield fault("discount_twice", model, "discount_steps")
    known = {row.schedule for row in tender.discount_steps}
    if model.discount_steps is not None and model.discount_steps not in known:
        yield fault("unknown_key", model, "discount_steps", value=model.discount_steps, of="discount_steps")
    if model.price_basis == "nominal" and model.inflation is None:
        yield fault("inflation_missing", model, "inflation")
    if model.price_basis == "real" and model.inflation is not None:
        yield fault("inflation_in_real", model, "inflation")
    if model.residual_value == "percentage" and model.residual_share is None:
        yield fault("residual_share_missing", model, "residual_share")


def _basis(tender: Tender, model: EvaluationModel) -> Iterator[Problem]:
    """Yield each line of a lot that grows on another basis than its model, or by a class of the wrong kind."""
    tables = (tender.items, tender.services, tender.assortments)
    rows: list[Row] = [row for table in tables for row in table if row.lot == model.lot]
    basis_of = {row.key: row.basis for row in tender.growth_classes}
    for row in (*tender.resource_prices, *rows):
        for name in (*OF_PRICES, *OF_QUANTITIES):
            growth = getattr(row, name, None)
            basis = basis_of.get(growth or "")
            if basis is None:
                continue
            of = {"growth": growth, "in_lot": model.lot}
            if name in OF_QUANTITIES and basis != "quantity":
                yield fault("growth_not_of_quantity", row, name, **of)
            elif name in OF_PRICES and basis == "quantity":
                yield fault("growth_not_of_price", row, name, **of)
            elif name in OF_PRICES and basis != f"{model.price_basis}_price":
                yield fault("growth_basis_mixed", row, name, **of)


def _lives(tender: Tender, model: EvaluationModel) -> Iterator[Problem]:
    """Yield each criterion that scores a life by itself where lives count only in what they divide."""
    if model.life_in_criteria != "denominators_only":
        return
    for criterion in leaves(tender.in_lot(tender.criteria, model.lot)):
        if family_of(str(criterion.measure)) in OF_LIVES:
            yield fault("life_scored_in_denominators_only", criterion, "measure", measure=criterion.measure)
