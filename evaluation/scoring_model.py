"""From the published rows of a lot to the objects that score it: rules, thresholds, combination, ties, missing lines."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, cast

from evaluation.evaluation_model import Criterion, EvaluationModel, RoundingStep, ScoreRow
from evaluation.measures import Measure, leaves, measure_of
from evaluation.scoring.combination import LowestTotal, WeightedPoints
from evaluation.scoring.combinations import COMBINATIONS, Combination
from evaluation.scoring.missing_lines import MissingLineRule
from evaluation.scoring.price_model import PriceModel
from evaluation.scoring.price_models import PRICE_MODELS
from evaluation.scoring.ranking import TieCriterion, TieRule
from evaluation.scoring.rounding import Rounding
from evaluation.scoring.rule import Rule
from evaluation.scoring.rules import AMOUNT_RULES, MOVED_BY_OTHERS, RULES, LowestCost
from evaluation.scoring.tables import Curve, TableRow
from evaluation.scoring.thresholds import Thresholds
from evaluation.scoring.unusable import UnusableModelError
from evaluation.tender import Tender

# The parameters of a rule that are fields of a criterion and must be there.
RULE_FIELDS: Mapping[str, Mapping[str, str]] = {
    "linear_over_best": {"slope": "slope"},
    "linear_escalating": {"slope": "slope", "slope_step": "slope_step", "slope_most": "slope_most"},
    "fixed_interval": {"full_at": "full_at", "zero_at": "zero_at"},
    "interval_escalating": {name: name for name in ("full_at", "zero_at", "zero_step", "zero_most")},
    "best_ratio": {},
    "min_max": {},
    "logarithmic": {"zero_multiple": "zero_multiple"},
    "over_center": {"center": "center", "center_points": "center_points", "slope": "slope"},
    "brackets": {},
    "curve": {},
    "judged_points": {"scale_maximum": "assessor_scale"},
    "amount_per_unit": {"unit_amount": "unit_amount"},
    "amount_for_quality": {"full_amount": "full_amount", "scale_maximum": "assessor_scale"},
    "amount_brackets": {},
    "amount_curve": {},
}
# Those that may be left out, for the rule's own default.
RULE_CHOICES: Mapping[str, Mapping[str, str]] = {
    "curve": {"basis": "curve_basis"},
    "amount_per_unit": {"zero_at": "zero_at", "amount_most": "amount_most"},
    "amount_for_quality": {"form": "amount_form"},
    "amount_brackets": {"form": "amount_form"},
    "amount_curve": {"form": "amount_form"},
}
BY_TABLE = frozenset({"brackets", "curve", "amount_brackets", "amount_curve"})
# What a tender uses only where it says that it knows what it does.
TO_ACKNOWLEDGE = frozenset({"min_max", "over_center", "percentage_deduction"})
JUDGED = "judged:"


@dataclass(frozen=True)
class ScoringModel:
    """What scores a lot: a rule a leaf, in published order, and what is done with their points."""

    leaves: tuple[Criterion, ...]
    rules: Mapping[str, Rule]
    combination: Combination
    ties: TieRule
    missing_lines: MissingLineRule
    thresholds: Thresholds = field(default_factory=Thresholds)


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
    for criterion in criteria:
        if criterion.measure is None and not any(c.id.startswith(f"{criterion.id}/") for c in criteria):
            raise UnusableModelError("measure_missing", {"criterion": criterion.id})
    rows = tender.in_lot(tender.score_rows, lot)
    rules = {c.id: rule_of(c, model, rows) for c in scored}
    combination = _combination(model, criteria, rules, tender.in_lot(tender.roundings, lot))
    _acknowledged(model, rules)
    unknown = [path for path in model.tie_break if path not in rules]
    if unknown:
        raise UnusableModelError("tie_criterion_unknown", {"criterion": unknown[0], "lot": lot})
    steps = tuple(tie_criterion(path, rules[path]) for path in model.tie_break)
    ties = TieRule(steps, cast("Any", model.tie_last), model.tie_seed)
    missing = MissingLineRule(
        cast("Any", model.missing_lines),
        model.missing_max_lines,
        model.missing_max_share,
        1.0 if model.missing_factor is None else model.missing_factor,
    )
    thresholds = _thresholds(model, scored, rules, combination)
    return ScoringModel(scored, rules, combination, ties, missing, thresholds)


def tie_criterion(path: str, rule: Rule) -> TieCriterion:
    """Return one step of the tie rule: more points first, or the better figure where the rule gives no points.

    >>> tie_criterion("price", LowestCost())
    TieCriterion(path='price', by='value', better='lower')
    """
    if rule.key in AMOUNT_RULES:
        return TieCriterion(path, by="value", better=rule.direction)
    return TieCriterion(path)


def rule_of(criterion: Criterion, model: EvaluationModel, rows: Sequence[ScoreRow] = ()) -> Rule:
    """Return the rule of one leaf.

    Raises
    ------
    UnusableModelError
        ``measure_unknown``, ``rule_missing``, ``rule_parameter_missing``, ``not_money``, or as the rule itself.
    """
    try:
        measure = measure_of(criterion.measure or "")
    except KeyError:
        raise UnusableModelError(
            "measure_unknown", {"criterion": criterion.id, "measure": criterion.measure}
        ) from None
    if model.combination == LowestTotal.key:
        return LowestCost()
    if criterion.rule is None:
        if model.combination == WeightedPoints.key:
            raise UnusableModelError("rule_missing", {"criterion": criterion.id})
        if not _is_money(measure):
            raise UnusableModelError("not_money", {"criterion": criterion.id, "measure": criterion.measure})
        return LowestCost()
    parameters = _parameters(criterion)
    if criterion.rule in BY_TABLE:
        parameters["rows"] = _table(criterion, rows)
    parameters["direction"] = criterion.direction or measure.better
    if criterion.rule not in AMOUNT_RULES:
        parameters |= {"scale": model.scale, "clip": criterion.clip}
    try:
        return cast("Callable[..., Rule]", RULES[criterion.rule])(**parameters)
    except UnusableModelError as unusable:
        raise UnusableModelError(unusable.code, {"criterion": criterion.id, **unusable.values}) from None


def _parameters(criterion: Criterion) -> dict[str, Any]:
    rule = str(criterion.rule)
    parameters = {name: getattr(criterion, at) for name, at in RULE_FIELDS[rule].items()}
    for name, value in parameters.items():
        if value is None:
            raise UnusableModelError("rule_parameter_missing", {"criterion": criterion.id, "parameter": name})
    chosen = {name: getattr(criterion, at) for name, at in RULE_CHOICES.get(rule, {}).items()}
    return {**parameters, **{name: value for name, value in chosen.items() if value is not None}}


def _table(criterion: Criterion, rows: Sequence[ScoreRow]) -> tuple[TableRow, ...]:
    own = [row for row in rows if row.criterion == criterion.id]
    if not own:
        raise UnusableModelError("table_empty", {"criterion": criterion.id})
    return tuple(TableRow(r.gives, r.from_value, r.to_value, cast("Any", r.includes)) for r in own)


def _is_money(measure: Measure) -> bool:
    return measure.unit == "{currency}"


def _combination(
    model: EvaluationModel,
    criteria: Sequence[Criterion],
    rules: Mapping[str, Rule],
    rows: Sequence[RoundingStep],
) -> Combination:
    """Return the combination with its weights, percentages and roundings."""
    key, rounding = model.combination, _rounding(rows)
    if issubclass(COMBINATIONS[key], LowestTotal):
        _refuse_rules(key, rules, points=True)
        total: Combination = COMBINATIONS[key](**{k: v for k, v in rounding.items() if k == "round_total"})
        return total
    if key == WeightedPoints.key:
        _refuse_rules(key, rules, points=False)
        rounding.pop("round_quality", None)
        return WeightedPoints(_weights(criteria), **rounding)
    made: type[PriceModel] = PRICE_MODELS[key]
    gives: dict[str, Any] = {p: "amount" if r.key in AMOUNT_RULES else "points" for p, r in rules.items()}
    own: dict[str, Any] = {"gives": gives, "scale": model.scale, **rounding}
    if made.weighs != "none":
        kept = criteria if made.weighs == "all" else [c for c in criteria if not _gives_money(c.id, gives)]
        own["weights"] = _weights(kept)
    if made.has_percents:
        own["percents"] = {c.id: c.most_percent for c in criteria if c.most_percent is not None}
    if key == "quality_per_price":
        own |= {"ratio_factor": model.ratio_factor, "band": model.ratio_band, "band_by": model.ratio_band_by}
    return made(**own)


def _gives_money(path: str, gives: Mapping[str, str]) -> bool:
    """Say whether a leaf gives money, or a group holds nothing that gives points."""
    within = [what for leaf, what in gives.items() if leaf == path or leaf.startswith(f"{path}/")]
    return "points" not in within


def _refuse_rules(combination: str, rules: Mapping[str, Rule], *, points: bool) -> None:
    """Refuse rules that give points where money is added up, or money where points are."""
    for path, rule in rules.items():
        if (rule.key in AMOUNT_RULES) != points:
            code = "rule_gives_points" if points else "rule_gives_money"
            raise UnusableModelError(code, {"criterion": path, "rule": rule.key, "combination": combination})


def _weights(criteria: Sequence[Criterion]) -> dict[str, Decimal]:
    found: dict[str, Decimal] = {}
    for criterion in criteria:
        if criterion.weight is None:
            raise UnusableModelError("weight_missing", {"criterion": criterion.id})
        found[criterion.id] = criterion.weight
    return found


def _rounding(rows: Sequence[RoundingStep]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for row in rows:
        how = Rounding(cast("Any", row.mode), row.decimals)
        if row.criterion is None:
            found[f"round_{row.step}"] = how
        else:
            found.setdefault("round_points_of", {})[row.criterion] = how
    return found


def _acknowledged(model: EvaluationModel, rules: Mapping[str, Rule]) -> None:
    """Refuse what is offered only to those who say that they know what it does."""
    used = {model.combination, *(rule.key for rule in rules.values())}
    missing = sorted((used & TO_ACKNOWLEDGE) - set(model.acknowledged))
    if missing:
        raise UnusableModelError("not_acknowledged", {"lot": model.lot, "what": missing[0]})


def _thresholds(
    model: EvaluationModel, scored: Sequence[Criterion], rules: Mapping[str, Rule], combination: Combination
) -> Thresholds:
    limits = {
        c.id: (c.lowest_valid, c.highest_valid)
        for c in scored
        if c.lowest_valid is not None or c.highest_valid is not None
    }
    least = {c.id: c.least_percent for c in scored if c.least_percent is not None}
    for criterion in scored:
        if criterion.id in least and not _has_share(criterion, rules[criterion.id]):
            raise UnusableModelError("threshold_moves", {"criterion": criterion.id})
    if model.least_total is None:
        return Thresholds(limits, least)
    effective = getattr(combination, "effective", {})
    shared = [c.id for c in scored if _has_share(c, rules[c.id]) and c.id in effective]
    if not shared:
        raise UnusableModelError("threshold_without_quality", {"lot": model.lot})
    return Thresholds(limits, least, model.least_total, {path: float(effective[path]) for path in shared})


def _has_share(criterion: Criterion, rule: Rule) -> bool:
    """Say whether a bid's share of full points is its own: no other bid moves it."""
    if (criterion.measure or "").startswith(JUDGED) and criterion.assessor_scale is not None:
        return True
    moves = rule.key in MOVED_BY_OTHERS or (isinstance(rule, Curve) and rule.basis != "value")
    return rule.key not in AMOUNT_RULES and not moves


def weighed(combination: Combination) -> Mapping[str, Decimal]:
    """Return the weight of each weighed leaf in the whole [per cent]; nothing where the model weighs nothing."""
    if isinstance(combination, WeightedPoints | PriceModel):
        return combination.effective
    return {}
