"""Findings that the tender itself shows, before a single bid is thought of."""

from collections.abc import Iterator
from decimal import Decimal

from evaluation.kind_of_product import OF_KIND
from evaluation.measures import OF_LIVES, family_of
from evaluation.robustness.finding import ModelFinding
from evaluation.robustness.synthetic import UNKNOWN_COST
from evaluation.scored_claims import claims_without_clause
from evaluation.scoring.absolute import FixedInterval
from evaluation.scoring_model import ScoringModel
from evaluation.tender import Tender
from evaluation.weighting.ranges import Range, range_faults

KINDS_APART = 5.0  # a published interval whose ends differ by this factor parts kinds rather than bids
SINGLE_USE = 1.0


def findings_of_tender(
    tender: Tender, lot: str, model: ScoringModel, cost: float | None
) -> Iterator[ModelFinding]:
    """Yield what lurks in a lot's tender: claims no clause holds, ranges that overlap, intervals that part kinds."""
    for found in claims_without_clause(tender, lot):
        yield ModelFinding("claim_without_clause", "warning", None, found.values)
    yield from _ranges(tender, lot)
    yield from _kinds(tender, lot, model)
    if cost is None:
        yield ModelFinding("cost_not_known", "note", None, {"assumed": UNKNOWN_COST})


def _ranges(tender: Tender, lot: str) -> Iterator[ModelFinding]:
    """Yield each pair of criteria of a level of which either can end as the heavier one."""
    weights: dict[str, Decimal] = {}
    ranges: dict[str, Range] = {}
    for criterion in tender.in_lot(tender.criteria, lot):
        if criterion.weight is None:
            continue
        weights[criterion.id] = criterion.weight
        low, high = criterion.weight_low, criterion.weight_high
        if low is not None or high is not None:
            ranges[criterion.id] = (
                criterion.weight if low is None else low,
                criterion.weight if high is None else high,
            )
    for found in range_faults(weights, ranges):
        if found.code == "weight_ranges_overlap":
            told = dict(found.values)
            one, two = str(told.pop("first")), told.pop("second")
            yield ModelFinding("weight_ranges_overlap", "stop", one, {"other": two, **told})


def _kinds(tender: Tender, lot: str, model: ScoringModel) -> Iterator[ModelFinding]:
    """Yield criteria whose interval goes from one kind of product to another.

    Single-use is one use; new has no part that was used before, and used has nothing else. Of kilograms over uses, a
    reusable product has a fraction of the single-use one.
    """
    items = tender.in_lot(tender.items, lot)
    goes_round = any(item.basis == "use" for item in items)
    for leaf in model.leaves:
        rule, measure = model.rules[leaf.id], family_of(str(leaf.measure))
        if not isinstance(rule, FixedInterval) or measure not in OF_KIND:
            continue
        low, high = sorted((rule.full_at, rule.zero_at))
        kinds = None
        if measure in OF_LIVES and goes_round and low <= SINGLE_USE and high >= KINDS_APART:
            kinds = ("single_use", "circulating")
        elif measure == "non_virgin_share" and (low, high) == (0.0, 1.0):
            kinds = ("new", "used")
        elif (
            measure not in OF_LIVES
            and goes_round
            and rule.direction == "lower"
            and high >= KINDS_APART * max(low, 0.0)
        ):
            kinds = ("single_use", "circulating")
        if kinds is not None:
            told = {"zero_at": rule.zero_at, "full_at": rule.full_at, "bottom": kinds[0], "top": kinds[1]}
            yield ModelFinding("ends_of_kinds", "note", leaf.id, told)
