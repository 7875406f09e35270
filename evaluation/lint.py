"""What does not hold in a tender and in a finished evaluation: arithmetic, texts against rules, and doubtful criteria.

Nothing here stops an evaluation. Each finding names its figures, the law it touches and a way out; ``stop`` is said of
arithmetic that cannot be right, ``question`` of what a person has to look at, ``notice`` of what may well be meant.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

import numpy as np
from numpy.typing import NDArray

from evaluation.contract_value import contract_totals
from evaluation.double_counting import counted_twice
from evaluation.evaluation_model import Criterion
from evaluation.measures import leaves
from evaluation.problems import Severity
from evaluation.recycling_credits import recycling_counted_twice
from evaluation.result import Evaluation, LotEvaluation
from evaluation.scored_claims import clauses_of
from evaluation.scoring.combination import WeightedPoints
from evaluation.scoring.price_model import PriceModel
from evaluation.scoring.rounding import Rounding, for_comparison
from evaluation.tender import Requirement, Tender

Floats = NDArray[np.float64]
WHOLE = Decimal(100)
SAME = 1e-9
NUMBER = r"(?<![\w.,])(\d+(?:[.,]\d+)*)"
PER_CENT = re.compile(NUMBER + r"\s*(?:%|pct\b|procent\b|per\s?cent\b)", re.IGNORECASE)
MONEY = re.compile(NUMBER + r"\s*(?:kr\b|dkk\b|eur\b|euro\b)", re.IGNORECASE)
# What tells of who bids rather than of what is bid.
OF_BIDDER = re.compile(
    r"\breferencer?(?:ne)?\b|\breferences\b|\berfaring(?:er|en)?\b|\bexperience\b|\boms[æa]tning(?:en)?\b|\bturnover\b"
    r"|\bcv(?:['’]?er(?:ne)?)?s?\b|\bcertificeret virksomhed\b|\bcertified (?:company|undertaking|supplier)\b"
    r"|\biso\s?(?:9001|14001|45001)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class LintFinding:
    """One thing that does not hold, or that a person should look at.

    ``code`` and ``hook`` are keys of ``texts`` (``lint.CODE``, ``lint.hooks.HOOK``), ``values`` what they name.
    """

    code: str
    severity: Severity
    lot: str
    hook: str
    values: Mapping[str, object] = field(default_factory=dict)


def lint_tender(tender: Tender) -> tuple[LintFinding, ...]:
    """Return what a tender says that does not hold, lot by lot."""
    return tuple(found for lot in tender.lots for found in _of_tender(tender, lot.id))


def lint_result(done: Evaluation) -> tuple[LintFinding, ...]:
    """Return what of a finished evaluation does not follow from its own figures, lot by lot."""
    return tuple(found for lot in done.lots.values() for found in _of_result(done.tender, lot))


def _of_tender(tender: Tender, lot: str) -> Iterator[LintFinding]:
    criteria = tender.in_lot(tender.criteria, lot)
    if tender.model_of[lot].combination == "weighted_points":
        yield from _weights(lot, criteria)
    whole = _effective(criteria)
    for criterion in criteria:
        yield from _stated_per_cents(lot, criterion, whole[criterion.id])
        yield from _about_the_bidder(tender, lot, criterion)
    for requirement in tender.in_lot(tender.requirements, lot):
        yield from _stated_limits(lot, requirement)
    yield from _clauses(tender, lot)
    yield from _values(tender, lot)
    for warning in (*counted_twice(tender, lot), *recycling_counted_twice(tender, lot)):
        yield LintFinding(warning.code, "notice", lot, "counted_once", warning.values)


def _values(tender: Tender, lot: str) -> Iterator[LintFinding]:
    """What a lot is estimated at is at most its maximum value, and a basket that is not shown is described."""
    (row,) = (each for each in tender.lots if each.id == lot)
    if row.basket_sha256 is not None and row.basket_description is None:
        yield LintFinding("basket_not_described", "question", lot, "model_published", {})
    estimate, most = row.estimated_value, row.maximum_value
    if estimate is not None and most is not None and estimate > most:
        told = {"estimate": estimate, "most": most}
        yield LintFinding("estimate_above_maximum", "stop", lot, "value_published", told)


def _winners(tender: Tender, lot: LotEvaluation) -> Iterator[LintFinding]:
    """What is paid each winner by the published quantities is at most the maximum value of the lot."""
    (row,) = (each for each in tender.lots if each.id == lot.lot)
    totals = contract_totals(lot.streams, len(lot.calculated))
    for bid, _ in lot.awarded:
        paid = float(totals[lot.calculated.index(bid)])
        if row.maximum_value is not None and paid > row.maximum_value:
            told = {"bid": lot.name_of(bid), "sum": round(paid), "most": row.maximum_value}
            yield LintFinding("winner_above_maximum", "question", lot.lot, "value_published", told)


def _weights(lot: str, criteria: tuple[Criterion, ...]) -> Iterator[LintFinding]:
    sums: dict[str, Decimal] = {}
    for criterion in criteria:
        level = criterion.id.rpartition("/")[0]
        sums[level] = sums.get(level, Decimal(0)) + (criterion.weight or Decimal(0))
    for level, total in sums.items():
        if total != WHOLE:
            yield LintFinding("weights_sum", "stop", lot, "weights_published", {"level": level, "sum": total})


def _effective(criteria: tuple[Criterion, ...]) -> Mapping[str, Decimal]:
    """Return the weight of each criterion in the whole [per cent]: the product of the weights on its path.

    One without a weight counts as a whole: its model weighs nothing there.
    """
    weight = {criterion.id: criterion.weight for criterion in criteria if criterion.weight is not None}
    found = {}
    for path in (criterion.id for criterion in criteria):
        parts, product = path.split("/"), WHOLE
        for depth in range(1, len(parts) + 1):
            product = product * weight.get("/".join(parts[:depth]), WHOLE) / WHOLE
        found[path] = product
    return found


def _stated_per_cents(lot: str, criterion: Criterion, whole: Decimal) -> Iterator[LintFinding]:
    """A per cent in a title is its weight, or a figure of its rule; another one tells bidders something else."""
    figures = (
        criterion.slope,
        criterion.full_at,
        criterion.zero_at,
        criterion.most_percent,
        criterion.least_percent,
    )
    known = {float(each) for each in (criterion.weight, whole) if each is not None}
    known |= {scaled for each in figures if each is not None for scaled in (each, 100.0 * each)}
    for title in (criterion.title_da, criterion.title_en):
        for text in PER_CENT.findall(title or ""):
            if not _is_any(text, known):
                told = {"criterion": criterion.id, "title": title, "found": text, "weight": criterion.weight}
                yield LintFinding("title_states_other_weight", "question", lot, "weights_published", told)


def _about_the_bidder(tender: Tender, lot: str, criterion: Criterion) -> Iterator[LintFinding]:
    """A criterion is about the bid; the team that will do the work may be scored, the firm that bids may not."""
    key = (criterion.measure or "").removeprefix("answer:")
    questions = tender.in_lot(tender.questions, lot)
    asked = [text for q in questions if q.key == key for text in (q.text_da, q.text_en)]
    for text in (criterion.title_da, criterion.title_en, *asked):
        found = OF_BIDDER.search(text or "")
        if found is not None:
            told = {"criterion": criterion.id, "title": text, "word": found[0]}
            yield LintFinding("criterion_about_bidder", "question", lot, "selection_apart", told)
            return


def _stated_limits(lot: str, requirement: Requirement) -> Iterator[LintFinding]:
    """A figure in the unit of a requirement that its text states is one of its limits."""
    limits = {limit for limit in (requirement.minimum, requirement.maximum) if limit is not None}
    if not limits:
        return
    unit = PER_CENT if requirement.unit in (None, "%") else _in_unit(str(requirement.unit))
    for text in (requirement.text_da, requirement.text_en):
        stated = unit.findall(text or "")
        if stated and not any(_is_any(each, limits | {100.0 * limit for limit in limits}) for each in stated):
            told = {"requirement": requirement.key, "found": stated, "limits": sorted(limits)}
            yield LintFinding("requirement_states_other_limit", "question", lot, "model_published", told)
            return


def _in_unit(unit: str) -> re.Pattern[str]:
    return re.compile(NUMBER + r"\s*" + re.escape(unit) + r"(?!\w)", re.IGNORECASE)


def _clauses(tender: Tender, lot: str) -> Iterator[LintFinding]:
    """The words of a clause state the amount, or the most a price may rise in a year, that it publishes, or none."""
    for clause in clauses_of(tender, lot):
        amounts = {clause.amount} if clause.amount is not None else set()
        for text in (clause.remedy_da, clause.remedy_en):
            stated = MONEY.findall(text or "")
            if stated and amounts and not any(_is_any(each, amounts) for each in stated):
                told = {"clause": clause.key, "found": stated, "amount": clause.amount}
                yield LintFinding("clause_states_other_amount", "question", lot, "model_published", told)
                break
    regulated = {item.price_clause for item in tender.in_lot(tender.items, lot)}
    regulated |= {service.price_clause for service in tender.in_lot(tender.services, lot)}
    for of_price in tender.price_clauses:
        stated = PER_CENT.findall(f"{of_price.title_da} {of_price.title_en or ''}")
        if of_price.key in regulated and of_price.cap is not None and stated:
            cap = 100.0 * of_price.cap
            if not any(_is_any(each, {cap}) for each in stated):
                told = {"clause": of_price.key, "found": stated, "cap": round(cap, 9)}
                yield LintFinding("clause_states_other_cap", "question", lot, "model_published", told)


def _is_any(text: str, known: set[float]) -> bool:
    return any(abs(read - each) <= SAME * max(1.0, abs(each)) for read in _numbers(text) for each in known)


def _numbers(text: str) -> set[float]:
    """Return what a written number may be: its separators can part thousands or decimals.

    >>> sorted(_numbers("1.500")), sorted(_numbers("12,5")), sorted(_numbers("1.500,25"))
    ([1.5, 1500.0], [12.5], [1500.25])
    """
    parts = re.split(r"[.,]", text)
    found = set()
    if len(parts) == 1 or all(len(part) == len("000") for part in parts[1:]):
        found.add(float("".join(parts)))
    if len(parts) > 1 and all(len(part) == len("000") for part in parts[1:-1]):
        found.add(float("".join(parts[:-1]) + "." + parts[-1]))
    return found


def _of_result(tender: Tender, lot: LotEvaluation) -> Iterator[LintFinding]:
    combination = lot.model.combination
    if isinstance(combination, WeightedPoints):
        scored = leaves(tender.in_lot(tender.criteria, lot.lot))
        whole = _effective(tender.in_lot(tender.criteria, lot.lot))
        per_cent = np.array([float(whole[c.id]) for c in scored])
        paths = [c.id for c in scored]
        points, weighted = (frame[paths].to_numpy(dtype=float) for frame in (lot.points, lot.weighted))
        expected = points * per_cent / 100.0
        for bid_no, leaf_no in np.argwhere(_differ(weighted, expected, combination.round_weighted)):
            told = {
                "bid": lot.name_of(lot.calculated[bid_no]),
                "criterion": paths[leaf_no],
                "points": points[bid_no, leaf_no],
                "weight": whole[paths[leaf_no]],
                "found": weighted[bid_no, leaf_no],
                "expected": round(float(expected[bid_no, leaf_no]), 9),
            }
            yield LintFinding("weighted_differs", "stop", lot.lot, "model_followed", told)
    paths, sums, rounding = [c.id for c in lot.model.leaves], lot.total, combination.round_total
    if isinstance(combination, PriceModel):
        # What is added up is the quality; how price and quality make the total is the model's own formula.
        paths, sums, rounding = (
            list(combination.quality_leaves),
            lot.lines["quality"],
            combination.round_quality,
        )
    summed: Floats = np.asarray(lot.weighted[paths].to_numpy(dtype=np.float64).sum(axis=1), dtype=np.float64)
    totals: Floats = np.asarray(sums.to_numpy(dtype=np.float64), dtype=np.float64)
    for bid_no in np.flatnonzero(_differ(totals, summed, rounding)).tolist():
        told = {
            "bid": lot.name_of(lot.calculated[bid_no]),
            "found": totals[bid_no],
            "expected": round(float(summed[bid_no]), 9),
        }
        yield LintFinding("total_differs", "stop", lot.lot, "model_followed", told)
    yield from _ranks(lot)
    yield from _winners(tender, lot)


def _differ(found: Floats, expected: Floats, rounding: Rounding) -> NDArray[np.bool_]:
    """Say which figures are not what they follow from, by more than the published rounding of their step."""
    step = SAME if rounding.mode == "none" else 10.0**-rounding.decimals
    slack = step + SAME * np.maximum(1.0, np.abs(expected))
    both = np.isfinite(found) & np.isfinite(expected)
    return np.asarray(
        np.where(both, np.abs(found - expected) > slack, np.isfinite(found) != np.isfinite(expected))
    )


def _ranks(lot: LotEvaluation) -> Iterator[LintFinding]:
    """A bid with a better total stands before one with a worse, and a rank counts those before it."""
    ranks = {bid: rank for bid, rank in lot.ranks.ranks.items() if rank is not None}
    bids = list(ranks)
    total = for_comparison(lot.total[bids].to_numpy(dtype=float))
    total = -total if lot.model.combination.better == "higher" else total
    rank = np.array([ranks[bid] for bid in bids], dtype=np.int64)
    is_better, stands_before = total[:, None] < total[None, :], rank[:, None] < rank[None, :]
    for better, worse in np.argwhere(is_better & ~stands_before):
        told = {
            "bid": lot.name_of(bids[better]),
            "rank": int(rank[better]),
            "other": lot.name_of(bids[worse]),
            "other_rank": int(rank[worse]),
        }
        yield LintFinding("rank_against_total", "stop", lot.lot, "model_followed", told)
    before = 1 + stands_before.sum(axis=0)
    for place in np.flatnonzero(before != rank).tolist():
        told = {"bid": lot.name_of(bids[place]), "found": int(rank[place]), "expected": int(before[place])}
        yield LintFinding("rank_skips", "stop", lot.lot, "model_followed", told)
