"""Invented bids as values of the leaves: ranges that follow from the tender itself, never from bids that were made.

A cost lies around what the buyer expects, evenly on a logarithmic scale. A measure with a published interval lies over
that interval and a little beyond it, a judgement on the whole points of its scale, a table over what it spans. Leaves
are drawn independently of each other. Sets are drawn in blocks of 4,096, each from a seed of its own, so that the
first thousand sets are the same whether a thousand or ten thousand are asked for.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from evaluation.measures import OF_LIVES, family_of, measure_of
from evaluation.scoring.amounts import AmountPerUnit
from evaluation.scoring.rule import Rule
from evaluation.scoring.tables import TableRow
from evaluation.scoring_model import JUDGED, ScoringModel
from evaluation.tender import Tender

Floats = NDArray[np.float64]
BLOCK = 4096
COST_SPREAD = 50.0  # per cent that the dearest bid lies over the cheapest
PHYSICAL_SPREAD = 400.0  # the same of kilograms, which differ by factors
WIDENED = 0.1  # share of a published interval that values reach beyond each of its ends
UNKNOWN_LEVEL = 1000.0  # of a measure of which the tender says nothing; relative rules do not read it
UNKNOWN_COST = 1_000_000.0
MONEY = "{currency}"


@dataclass(frozen=True)
class Span:
    """What the values of a leaf are drawn from.

    Parameters
    ----------
    low, high : ends [unit of the leaf's measure].
    draws : evenly (``even``), evenly in their logarithm (``log``), whole points (``whole``) or one of ``steps``.
    steps : the values of a table of grades.
    """

    low: float
    high: float
    draws: Literal["even", "log", "whole", "steps"] = "even"
    steps: tuple[float, ...] = ()

    def values(self, shares: Floats) -> Floats:
        """Return the values at shares of the span (0 to 1), of any shape.

        >>> Span(80, 125, "log").values(np.array([0.0, 0.5, 1.0])).round(9).tolist()
        [80.0, 100.0, 125.0]
        """
        if self.draws == "log":
            return np.asarray(self.low * (self.high / self.low) ** shares)
        if self.draws == "whole":
            points = np.floor(self.low + shares * (self.high - self.low + 1))
            return np.asarray(np.minimum(points, self.high))
        if self.draws == "steps":
            at = np.minimum((shares * len(self.steps)).astype(int), len(self.steps) - 1)
            return np.asarray(np.array(self.steps)[at])
        return np.asarray(self.low + shares * (self.high - self.low))


def expected_cost(tender: Tender, lot: str) -> float | None:
    """Return what the buyer expects a lot to cost, its estimated value [tender currency]; None where none is stated."""
    return next(row.estimated_value for row in tender.lots if row.id == lot)


def with_expected_cost(tender: Tender, lot: str, cost: float) -> Tender:
    """Return a tender in which a lot is expected to cost another amount [tender currency]."""
    lots = tuple(
        row.model_copy(update={"estimated_value": cost}) if row.id == lot else row for row in tender.lots
    )
    tables = {name: getattr(tender, name) for name in Tender.model_fields}
    return Tender(**{**tables, "lots": lots})


def spans(
    tender: Tender,
    model: ScoringModel,
    cost: float | None,
    *,
    cost_spread: float = COST_SPREAD,
    physical_spread: float = PHYSICAL_SPREAD,
) -> tuple[Span, ...]:
    """Return what the values of each leaf are drawn from, in the order of the model's leaves.

    Parameters
    ----------
    cost : what the lot is expected to cost [tender currency]; None where nobody has said.
    cost_spread, physical_spread : how far the highest value lies over the lowest [%], of costs and of measures that
        no interval or table is published for.
    """
    level = UNKNOWN_COST if cost is None else cost
    found = []
    for leaf in model.leaves:
        measure, rule = str(leaf.measure), model.rules[leaf.id]
        unit = measure_of(measure).unit
        span = _published(rule) or _judged(measure, leaf.assessor_scale)
        if span is None and unit.startswith(MONEY):
            yearly = tender.model_of[leaf.lot].study_years if unit.endswith("/year") else 1
            span = _around(level / yearly, cost_spread)
        elif span is None and isinstance(rule, AmountPerUnit):
            span = _priced(rule, level)
        elif span is None:
            span = _unpublished(tender, leaf.lot, measure, unit, physical_spread)
        least, most = possible(measure)
        valid = _within(span, leaf.lowest_valid, leaf.highest_valid)
        found.append(_within(valid, least, most))
    return tuple(found)


def possible(measure: str) -> tuple[float | None, float | None]:
    """Return the lowest and the highest value that a measure can have; None for no limit.

    A share cannot be above 1; a life can be any multiple of the reference.

    >>> possible("mci"), possible("life_ratio")
    ((0.0, 1.0), (0.0, None))
    """
    if measure_of(measure).unit != "1":
        return None, None
    return 0.0, None if family_of(measure) == "life_ratio" else 1.0


def blocks(of: Sequence[Span], seed: int, sets: int, bids: int) -> Iterator[Floats]:
    """Yield invented sets of bids, (at most 4,096, leaves, bids), ``sets`` in all.

    Every block has a child seed of its own and is drawn whole, so that no block depends on how many follow.
    """
    seeds = np.random.SeedSequence(seed).spawn(-(-sets // BLOCK))
    for number, child in enumerate(seeds):
        shares = np.random.default_rng(child).random((BLOCK, len(of), bids))
        kept = shares[: min(BLOCK, sets - number * BLOCK)]
        yield np.stack([span.values(kept[:, n]) for n, span in enumerate(of)], axis=1)


def three_bids(of: Sequence[Span], model: ScoringModel) -> Floats:
    """Return three invented bids, (leaves, 3): cheap and plain, in the middle, dear and good.

    The first is good on what is money and poor on the rest, the third the other way round, the second in the middle.
    """
    found = np.empty((len(of), 3))
    for n, (leaf, span) in enumerate(zip(model.leaves, of, strict=True)):
        is_money = measure_of(str(leaf.measure)).unit.startswith(MONEY)
        good_is_low = model.rules[leaf.id].direction == "lower"
        at = np.array([0.1, 0.5, 0.9])
        # Cheap first where low is good on money; elsewhere the first is the poor one.
        found[n] = span.values(at if is_money or not good_is_low else at[::-1])
    return readable(found)


def readable(values: Floats, digits: int = 3) -> Floats:
    """Return values with their first digits only, so that what a reader is shown is what was calculated.

    >>> readable(np.array([1234567.0, 0.98765, 0.0, 12.0])).tolist()
    [1230000.0, 0.988, 0.0, 12.0]
    """
    size = np.floor(np.log10(np.where(values == 0, 1.0, np.abs(values))))
    step = 10.0 ** np.abs(size - digits + 1)
    # Powers of ten above 1 are exact, those below are not: divide by them instead.
    is_large = size - digits + 1 >= 0
    return np.asarray(np.where(is_large, np.round(values / step) * step, np.round(values * step) / step))


def _around(level: float, spread: float) -> Span:
    half = np.sqrt(1 + spread / 100)
    return Span(float(level / half), float(level * half), "log")


def _judged(measure: str, scale: float | None) -> Span | None:
    return Span(0.0, scale, "whole") if measure.startswith(JUDGED) and scale is not None else None


def _published(rule: Rule) -> Span | None:
    """Return the span of a rule that publishes one: an interval, or a table in the unit of the measure."""
    rows = getattr(rule, "rows", None)
    if rows is not None and getattr(rule, "basis", "value") == "value":
        return _tabled(rows)
    full, zero = getattr(rule, "full_at", None), getattr(rule, "zero_at", None)
    if full is None or zero is None:
        return None
    return _widened(min(full, zero), max(full, zero))


def _tabled(rows: Sequence[TableRow]) -> Span:
    edges = [value for row in rows for value in (row.from_value, row.to_value) if value is not None]
    grades = [row.from_value for row in rows if row.from_value is not None and row.from_value == row.to_value]
    if len(grades) == len(rows):
        return Span(min(edges), max(edges), "steps", tuple(grades))
    if not edges or min(edges) == max(edges):
        edge = edges[0] if edges else 1.0
        return Span(edge - abs(edge) / 2, edge + abs(edge) / 2) if edge else Span(-1.0, 1.0)
    return _widened(min(edges), max(edges))


def _widened(low: float, high: float) -> Span:
    by = WIDENED * (high - low)
    # What is measured from nought up has no value below it.
    return Span(max(low - by, 0.0) if low >= 0 else low - by, high + by)


def _priced(rule: AmountPerUnit, cost: float) -> Span:
    """Return the span of a measure with a price per unit: what a fifth of the cost, or the most, pays for."""
    reach = (rule.amount_most or cost / 5) / rule.unit_amount
    return Span(max(rule.zero_at - reach, 0.0), rule.zero_at + reach)


def _unpublished(tender: Tender, lot: str, measure: str, unit: str, spread: float) -> Span:
    if unit == "1":
        return Span(0.0, 1.0)
    lives = [
        item.reference_life for item in tender.in_lot(tender.items, lot) if item.reference_life is not None
    ]
    if family_of(measure) in OF_LIVES and lives:
        life = float(np.mean(lives))
        return Span(life / 2, life * 2, "log")
    return _around(UNKNOWN_LEVEL, spread)


def _within(span: Span, low: float | None, high: float | None) -> Span:
    """Return a span within the limits of validity; the span itself where they leave nothing of it."""
    lowest = span.low if low is None else max(span.low, low)
    highest = span.high if high is None else min(span.high, high)
    if lowest > highest or span.draws == "steps":
        return span
    return Span(lowest, highest, span.draws, span.steps)


def as_described(of: Sequence[Span], model: ScoringModel) -> Mapping[str, tuple[float, float]]:
    """Return the ends of what each leaf was drawn from, by its path, to be shown beside what came of it."""
    return {leaf.id: (span.low, span.high) for leaf, span in zip(model.leaves, of, strict=True)}
