"""Three invented bids on a lot, scored by the lot's own model: the figures behind the worked example.

The values follow from the model alone: inside an interval, in different brackets, at 100, 110 and 120 per cent of a
round figure. The cheapest bid is the poorest in quality, so that both count. Nothing is drawn and nothing is read.
"""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from evaluation.evaluation_model import Criterion
from evaluation.measures import measure_of
from evaluation.scoring.ranking import competition_ranks
from evaluation.scoring.rule import Rule
from evaluation.scoring.tables import TableRow
from evaluation.scoring_model import JUDGED, ScoringModel
from evaluation.scoring_steps import Scored, score_values
from evaluation.tender import Tender

FloatArray = npt.NDArray[np.float64]
BIDS = ("A", "B", "C")
# How far each bid is from the better end of a criterion (0) to the other (1): of cost, and of all else in turn.
COST_LEVELS = (0.0, 0.5, 1.0)
OTHER_LEVELS = (1.0, 0.0, 0.5)
# From the better end to the other: how far over the best figure, and where within an interval or a curve.
SPREAD, FIRST_SHARE, WIDTH_SHARE, BEYOND_SHARE = 0.2, 0.2, 0.6, 1.0
JUDGED_BEST, JUDGED_LESS = 0.9, 0.3
ROUND_COST, ROUND_FIGURES = 1_000_000.0, {"kg": 1_000.0, "years": 10.0, "1": 0.5}
OTHER_ROUND, FURTHER_COST = 100.0, 0.1
DIGITS = 3


@dataclass(frozen=True)
class WorkedExample:
    """Invented bids and what the model gives them: ``values`` (leaves, bids), the steps, and ranks (bids,)."""

    model: ScoringModel
    values: FloatArray
    scored: Scored
    ranks: FloatArray


def worked_example(tender: Tender, lot: str, model: ScoringModel) -> WorkedExample:
    """Return three invented bids scored by the model of a lot; the same tender gives the same figures."""
    values = np.array(_values(tender, lot, model))
    scored = score_values(model, values, np.ones(len(BIDS), dtype=np.bool_))
    return WorkedExample(
        model, values, scored, competition_ranks(scored.total, scored.counted, model.combination.better)
    )


def _values(tender: Tender, lot: str, model: ScoringModel) -> list[list[float]]:
    found, costs, others = [], 0, 0
    for leaf in model.leaves:
        is_cost = measure_of(str(leaf.measure)).unit.startswith("{currency}")
        round_figure = _round_figure(tender, lot, leaf) * (FURTHER_COST if is_cost and costs else 1.0)
        shift = others % len(BIDS)
        levels = COST_LEVELS if is_cost else OTHER_LEVELS[shift:] + OTHER_LEVELS[:shift]
        costs, others = costs + is_cost, others + (not is_cost)
        of_leaf = [_value(leaf, model.rules[leaf.id], level, round_figure) for level in levels]
        found.append([_within(leaf, _neat(value)) for value in of_leaf])
    return found


def _round_figure(tender: Tender, lot: str, leaf: Criterion) -> float:
    """Return a round figure that a criterion could have: cost at the estimated value, an answer within its limits."""
    measure = measure_of(str(leaf.measure))
    if measure.unit.startswith("{currency}"):
        estimated = next(row.estimated_value for row in tender.lots if row.id == lot)
        cost = _neat(estimated, 1) if estimated else ROUND_COST
        return cost / tender.model_of[lot].study_years if measure.adds == "annuity" else cost
    if measure.adds == "answer":
        key = str(leaf.measure).split(":", 1)[1]
        asked = next(q for q in tender.in_lot(tender.questions, lot) if q.key == key)
        if asked.maximum is not None:
            return ((asked.minimum or 0.0) + asked.maximum) / 2
    return ROUND_FIGURES.get(measure.unit.split(" ")[0], OTHER_ROUND)


def _value(leaf: Criterion, rule: Rule, level: float, round_figure: float) -> float:
    if (leaf.measure or "").startswith(JUDGED):
        most = leaf.assessor_scale or getattr(rule, "scale_maximum", None)
        if most:
            return float(most) * (JUDGED_BEST - JUDGED_LESS * level)
    if rule.key in _BY_PARAMETERS:
        return _BY_PARAMETERS[rule.key](rule, level)
    if rule.key in _FROM_ROUND_FIGURE:
        return _FROM_ROUND_FIGURE[rule.key](rule, level, round_figure)
    return _over_best(rule, level, round_figure, SPREAD)


def _over_best(rule: Rule, level: float, round_figure: float, spread: float) -> float:
    away = spread * level
    return round_figure * (1 + away if rule.direction == "lower" else 1 - away)


def _in_interval(rule: Rule, level: float) -> float:
    full, zero = (float(rule.explain()[1][end]) for end in ("full_at", "zero_at"))  # type: ignore[arg-type]
    return full + (FIRST_SHARE + WIDTH_SHARE * level) * (zero - full)


def _beyond_interval(rule: Rule, level: float) -> float:
    full, zero = (float(rule.explain()[1][end]) for end in ("full_at", "zero_at"))  # type: ignore[arg-type]
    return full + (FIRST_SHARE + BEYOND_SHARE * level) * (zero - full)


def _beyond_slope(rule: Rule, level: float, round_figure: float) -> float:
    """Return values of which the furthest lies beyond the published slope, so that the escalation is seen."""
    slope = float(rule.parameters()["slope"]) / 100
    return _over_best(rule, level, round_figure, slope * (1 + SPREAD) if rule.direction == "lower" else slope)


def _at_amount(rule: Rule, level: float, round_figure: float) -> float:
    nothing_at = rule.parameters()["zero_at"]
    side = 1.0 if rule.direction == "lower" else -1.0
    return (
        nothing_at * (1 - side * SPREAD * (1 - 2 * level))
        if nothing_at
        else (_over_best(rule, level, round_figure, SPREAD))
    )


def _in_bracket(rule: Rule, level: float) -> float:
    rows: Sequence[TableRow] = rule.explain()[1]["rows"]  # type: ignore[assignment]
    ordered = rows if rule.direction == "lower" else rows[::-1]
    row = ordered[round(level * (len(ordered) - 1))]
    if row.from_value is not None and row.to_value is not None:
        return (row.from_value + row.to_value) / 2
    if row.to_value is not None:
        return row.to_value - abs(row.to_value or 1.0) * SPREAD
    return OTHER_ROUND if row.from_value is None else row.from_value + abs(row.from_value or 1.0) * SPREAD


def _on_curve(rule: Rule, level: float, round_figure: float) -> float:
    told = rule.explain()[1]
    if told.get("basis", "value") != "value":
        return _over_best(rule, level, round_figure, SPREAD)
    rows: Sequence[TableRow] = told["rows"]  # type: ignore[assignment]
    first, last = float(rows[0].from_value or 0.0), float(rows[-1].from_value or 0.0)
    best, other = (first, last) if rule.direction == "lower" else (last, first)
    return best + (FIRST_SHARE + WIDTH_SHARE * level) * (other - best)


def _of_quality(rule: Rule, level: float) -> float:
    return float(rule.parameters()["scale_maximum"]) * (JUDGED_BEST - JUDGED_LESS * level)


# Rules whose parameters say where values are, and those that also need a round figure to begin from.
_BY_PARAMETERS: Mapping[str, Callable[[Rule, float], float]] = {
    "fixed_interval": _in_interval,
    "interval_escalating": _beyond_interval,
    "brackets": _in_bracket,
    "amount_brackets": _in_bracket,
    "amount_for_quality": _of_quality,
    "judged_points": _of_quality,
}
_FROM_ROUND_FIGURE: Mapping[str, Callable[[Rule, float, float], float]] = {
    "linear_escalating": _beyond_slope,
    "curve": _on_curve,
    "amount_curve": _on_curve,
    "amount_per_unit": _at_amount,
}


def _within(leaf: Criterion, value: float) -> float:
    """Return a value within the published limits of validity."""
    low = -math.inf if leaf.lowest_valid is None else leaf.lowest_valid
    high = math.inf if leaf.highest_valid is None else leaf.highest_valid
    return min(high, max(low, value))


def _neat(value: float, digits: int = DIGITS) -> float:
    """Return a value with its first digits only.

    >>> _neat(1294.4), _neat(0.2345), _neat(7_430_000, 1)
    (1290.0, 0.234, 7000000.0)
    """
    return float(f"{value:.{digits}g}")
