"""What is wrong with the published rows around a lot's rules: ranges of weights, point tables and roundings unread."""

from collections.abc import Iterator
from dataclasses import replace

from evaluation.faults import fault
from evaluation.problems import Problem
from evaluation.scoring.combination import LowestTotal, WeightedPoints
from evaluation.scoring_model import BY_TABLE, ScoringModel, weighed
from evaluation.tender import Tender
from evaluation.weighting.ranges import Range, range_faults


def scoring_faults(tender: Tender, lot: str, model: ScoringModel) -> Iterator[Problem]:
    """Yield what a lot publishes of its scoring and nothing reads, and ranges that do not hold."""
    yield from _ranges(tender, lot, model)
    by_table = {leaf.id for leaf in model.leaves if leaf.rule in BY_TABLE}
    for row in tender.in_lot(tender.score_rows, lot):
        if row.criterion not in by_table:
            yield fault("score_row_unread", row, "criterion", criterion=row.criterion)
    steps = _steps(model)
    of_points = {path for path, rule in model.rules.items() if rule.scale is not None}
    for rounding in tender.in_lot(tender.roundings, lot):
        if rounding.step not in steps:
            yield fault("rounding_not_of_model", rounding, "step", step=rounding.step)
        is_of_points = rounding.step == "points" and rounding.criterion in of_points
        if rounding.criterion is not None and not is_of_points:
            yield fault("rounding_criterion_unknown", rounding, "criterion", criterion=rounding.criterion)


def _steps(model: ScoringModel) -> frozenset[str]:
    """Return the steps of a model that can be rounded."""
    if isinstance(model.combination, LowestTotal):
        return frozenset({"total"})
    points = {"points", "weighted", "total"}
    return frozenset(points if isinstance(model.combination, WeightedPoints) else {*points, "quality"})


def _ranges(tender: Tender, lot: str, model: ScoringModel) -> Iterator[Problem]:
    if not weighed(model.combination):
        return
    criteria = [c for c in tender.in_lot(tender.criteria, lot) if c.weight is not None]
    ranges: dict[str, Range] = {}
    for criterion in criteria:
        if (criterion.weight_low is None) != (criterion.weight_high is None):
            yield fault("weight_range_half", criterion, "weight_low", criterion=criterion.id)
        elif criterion.weight_low is not None and criterion.weight_high is not None:
            ranges[criterion.id] = (criterion.weight_low, criterion.weight_high)
    weights = {c.id: c.weight for c in criteria if c.weight is not None}
    for found in range_faults(weights, ranges):
        place = {"table": "criteria", "field": "criteria.weight_low"}
        first = found.values.get("criterion") or found.values.get("first")
        yield replace(found, lot=lot, values={**place, "key": first, **found.values})
