"""From the published rows of a lot to the objects that score it: rules, combination, ties, missing lines."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, cast

from evaluation.evaluation_model import Criterion, EvaluationModel
from evaluation.measures import leaves, measure_of
from evaluation.scoring.combination import LowestTotal, WeightedPoints
from evaluation.scoring.missing_lines import MissingLineRule
from evaluation.scoring.ranking import TieCriterion, TieRule
from evaluation.scoring.rounding import NOT_ROUNDED, Rounding
from evaluation.scoring.rule import Rule
from evaluation.scoring.rules import RULES, LowestCost
from evaluation.scoring.unusable import UnusableModelError
from evaluation.tender import Tender

# The parameters of a rule that are fields of a criterion.
RULE_FIELDS: Mapping[str, Mapping[str, str]] = {
    "linear_over_best": {"slope": "slope"},
    "fixed_interval": {"full_at": "full_at", "zero_at": "zero_at"},
    "best_ratio": {},
    "judged_points": {"scale_maximum": "assessor_scale"},
}


@dataclass(frozen=True)
class ScoringModel:
    """What scores a lot: a rule a leaf, in published order, and what is done with their points."""

    leaves: tuple[Criterion, ...]
    rules: Mapping[str, Rule]
    combination: WeightedPoints | LowestTotal
    ties: TieRule
    missing_lines: MissingLineRule


def scoring_model(tender: Tender, lot: str) -> ScoringModel:
    """Return the scoring of a lot as its tender publishes it.

    Raises
    ------
    UnusableModelError
        Where a weight, rule parameter, tie rule or measure cannot be used as published.
    """
    model = tender.model_of[lot]
    criteria = tender.in_lot(tender.criteria, lot)
    scored = leaves(criteria)
    if not scored:
        raise UnusableModelError("no_criteria", {"lot": lot})
    rules = {c.id: rule_of(c, model) for c in scored}
    rounding = _rounding(model)
    if model.combination == "lowest_cost":
        combination: WeightedPoints | LowestTotal = LowestTotal(
            round_total=rounding.get("total", NOT_ROUNDED)
        )
    else:
        weights: dict[str, Decimal] = {c.id: c.weight for c in criteria}
        combination = WeightedPoints(weights, **{f"round_{step}": how for step, how in rounding.items()})
    unknown = [path for path in model.tie_break if path not in rules]
    if unknown:
        raise UnusableModelError("tie_criterion_unknown", {"criterion": unknown[0], "lot": lot})
    steps = tuple(tie_criterion(path, model) for path in model.tie_break)
    ties = TieRule(steps, cast("Any", model.tie_last), model.tie_seed)
    missing = MissingLineRule(
        cast("Any", model.missing_lines),
        model.missing_max_lines,
        model.missing_max_share,
        1.0 if model.missing_factor is None else model.missing_factor,
    )
    return ScoringModel(scored, rules, combination, ties, missing)


def tie_criterion(path: str, model: EvaluationModel) -> TieCriterion:
    """Return one step of the tie rule: more points first, or the lower figure where there are no points.

    >>> model = EvaluationModel(
    ...     lot="l", first_year=2027, study_years=1, discount_rate=0, combination="lowest_cost"
    ... )
    >>> tie_criterion("price", model)
    TieCriterion(path='price', by='value', better='lower')
    """
    if model.combination == "lowest_cost":
        return TieCriterion(path, by="value", better="lower")
    return TieCriterion(path)


def rule_of(criterion: Criterion, model: EvaluationModel) -> Rule:
    """Return the rule of one leaf.

    Raises
    ------
    UnusableModelError
        ``measure_unknown``, ``rule_missing``, ``rule_parameter_missing``, or as the rule itself.
    """
    try:
        measure = measure_of(criterion.measure or "")
    except KeyError:
        raise UnusableModelError(
            "measure_unknown", {"criterion": criterion.id, "measure": criterion.measure}
        ) from None
    if model.combination == "lowest_cost":
        return LowestCost()
    if criterion.rule is None:
        raise UnusableModelError("rule_missing", {"criterion": criterion.id})
    parameters = {name: getattr(criterion, field) for name, field in RULE_FIELDS[criterion.rule].items()}
    for name, value in parameters.items():
        if value is None:
            raise UnusableModelError("rule_parameter_missing", {"criterion": criterion.id, "parameter": name})
    clip = "both" if criterion.clip else "none"
    direction = criterion.direction or measure.better
    make = cast("Callable[..., Rule]", RULES[criterion.rule])
    return make(direction=direction, scale=model.scale, clip=clip, **parameters)


def _rounding(model: EvaluationModel) -> dict[str, Rounding]:
    if model.rounding_at is None or model.rounding_mode == "none":
        return {}
    if model.rounding_decimals is None:
        raise UnusableModelError("rounding_decimals_missing", {"lot": model.lot})
    return {model.rounding_at: Rounding(cast("Any", model.rounding_mode), model.rounding_decimals)}
