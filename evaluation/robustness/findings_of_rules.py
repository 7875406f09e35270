"""Findings that a rule shows by itself: each rule is asked for points at chosen values, whatever its kind."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from evaluation.measures import family_of
from evaluation.robustness.finding import ModelFinding, Severity
from evaluation.robustness.reversal import reads
from evaluation.robustness.synthetic import possible
from evaluation.robustness.worth import SPREADS, at_spreads, is_money, price_leaf, worse_than
from evaluation.scoring.absolute import FixedInterval
from evaluation.scoring.amounts import AmountBrackets
from evaluation.scoring.combination import WeightedPoints
from evaluation.scoring.relative import RelativeRule
from evaluation.scoring.rule import PointsRule, Rule
from evaluation.scoring.spread import EscalatingInterval, EscalatingSlope, MinMax, OverCenter
from evaluation.scoring.tables import Brackets, Curve, TableRow
from evaluation.scoring_model import JUDGED, ScoringModel

Floats = NDArray[np.float64]
BOTH = np.array([True, True])
ONE_PER_CENT = 1.0
BLOWN_UP = 0.5  # of the scale, lost on one per cent
CONVEX = 0.01  # of the scale, that the middle lies under the mean of the ends
STEEP = 0.25  # of the scale, at one edge
NEAR_ZERO = 0.01  # of the next figure
SAME = 1e-9
LIKELY_OF_MONEY = 50.0  # per cent: costs further over the lowest are rare
MANY_STEPS = 50


def findings_of_rules(model: ScoringModel, best: Mapping[str, float]) -> Iterator[ModelFinding]:
    """Yield what lurks in each leaf's rule.

    Parameters
    ----------
    best : by leaf, the best figure to be expected [unit of its measure].
    """
    for leaf in model.leaves:
        path, rule = leaf.id, model.rules[leaf.id]
        money = is_money(model, path)
        yield from _blown_up(path, rule, best[path])
        yield from _plateaus(model, path, best[path])
        yield from _references(model, path, best[path])
        yield from _tables(path, rule, leaf.lowest_valid, leaf.highest_valid)
        yield from _worse_rewarded(path, rule, best[path])
        yield from _outside_scale(model, path, best[path], money=money)
        if isinstance(rule, PointsRule) and path == price_leaf(model):
            yield from _convex(model, path, best[path])
        if str(leaf.measure).startswith(JUDGED) and reads(rule) != "none":
            yield ModelFinding("quality_rescaled", "warning", path)
        if isinstance(rule, OverCenter) or (isinstance(rule, Curve) and reads(rule) == "all"):
            center = getattr(rule, "center", None) or getattr(rule, "basis", "").removeprefix("percent_of_")
            yield ModelFinding("center_moves", "warning", path, {"center": center})


def _blown_up(path: str, rule: Rule, best: float) -> Iterator[ModelFinding]:
    """Yield a rule that makes a difference of one per cent into more than half of the scale, or needs a difference."""
    if rule.scale is None or reads(rule) == "none":
        return
    worse = float(worse_than(best, np.array([ONE_PER_CENT]), rule.direction)[0])
    points = rule.points(np.array([best, worse]), BOTH)
    if points[0] - points[1] > BLOWN_UP * rule.scale:
        severity: Severity = "stop" if isinstance(rule, MinMax) else "warning"
        told = {"best": best, "worse": worse, "points": float(points[0]), "points_worse": float(points[1])}
        yield ModelFinding("difference_blown_up", severity, path, told)
    if np.isnan(rule.points(np.array([best, best]), BOTH)).all():
        yield ModelFinding("undefined_for_equal_bids", "stop", path)


def _plateaus(model: ScoringModel, path: str, best: float) -> Iterator[ModelFinding]:
    """Yield where a better or a worse value changes nothing."""
    rule = model.rules[path]
    money = is_money(model, path)
    if isinstance(rule, RelativeRule) and rule.clip in ("bottom", "both"):
        zero = at_spreads(model, path, best).zero_at
        if zero is not None:
            limit = float(worse_than(best, np.array([zero]), rule.direction)[0])
            code = "stops_counting" if money else "plateau_bottom"
            yield ModelFinding(code, "warning" if money else "note", path, {"limit": limit})
    if reads(rule) not in ("none", "worst") or not isinstance(
        rule, FixedInterval | EscalatingInterval | Curve | Brackets
    ):
        return
    top, bottom = _within_reach(_flat_ends(rule), _measure(model, path))
    if money and top is not None and top > 0:
        yield ModelFinding("floor_price", "stop", path, {"limit": top, "points": float(_alone(rule, top))})
        top = None
    if isinstance(rule, Brackets):
        return
    if money and bottom is not None:
        yield ModelFinding("stops_counting", "warning", path, {"limit": bottom})
        bottom = None
    if top is not None and bottom is not None:
        yield ModelFinding("plateau_both", "note", path, {"top": top, "bottom": bottom})
    elif top is not None:
        yield ModelFinding("plateau_top", "note", path, {"limit": top})
    elif bottom is not None:
        yield ModelFinding("plateau_bottom", "note", path, {"limit": bottom})


def _flat_ends(rule: PointsRule) -> tuple[float | None, float | None]:
    """Return the values beyond which a better, and a worse, one gives the same points; None where each still counts."""
    edges = _edges(rule)
    low, high = min(edges), max(edges)
    reach = (high - low) or abs(high) or 1.0
    grid = np.unique(np.concatenate([np.linspace(low - reach, high + reach, 801), edges]))
    grid = grid[grid >= 0] if low >= 0 else grid
    points = np.array([float(_alone(rule, value)) for value in grid])
    ends: list[float | None] = []
    for backwards in (rule.direction != "lower", rule.direction == "lower"):
        at, given = (grid[::-1], points[::-1]) if backwards else (grid, points)
        same = np.abs(given - given[0]) <= SAME * rule.scale
        last = int(np.argmin(same)) - 1 if not same.all() else len(at) - 1
        ends.append(float(at[last]) if last > 0 else None)
    return ends[0], ends[1]


def _within_reach(ends: tuple[float | None, float | None], measure: str) -> tuple[float | None, float | None]:
    """Return flat ends without those that no value can lie beyond."""
    limits = {limit for limit in possible(measure) if limit is not None}
    top, bottom = (None if end in limits else end for end in ends)
    return top, bottom


def _edges(rule: PointsRule) -> list[float]:
    rows: Sequence[TableRow] = getattr(rule, "rows", ())
    found = [v for row in rows for v in (row.from_value, row.to_value) if v is not None]
    return found or [getattr(rule, "full_at", 0.0), getattr(rule, "zero_at", 1.0)]


def _alone(rule: PointsRule, value: float) -> float:
    return float(rule.points(np.array([value]), np.array([False]))[0])


def _references(model: ScoringModel, path: str, best: float) -> Iterator[ModelFinding]:
    """Yield rules whose reference can be next to nothing: a part of a price, or kilograms that may be nought."""
    rule = model.rules[path]
    measured_against_best = isinstance(rule, RelativeRule | MinMax)
    if rule.direction != "lower" or not measured_against_best:
        return
    measure = next(str(leaf.measure) for leaf in model.leaves if leaf.id == path)
    costs = [leaf.id for leaf in model.leaves if is_money(model, leaf.id)]
    is_part = family_of(measure) == "answer" or (path in costs and len(costs) > 1)
    if is_part:
        others = rule.points(np.array([best * NEAR_ZERO, best, best * 2]), np.array([True] * 3))
        told = {"reference": best * NEAR_ZERO, "figure": best, "points": float(others[1])}
        yield ModelFinding("near_zero_reference", "warning", path, told)
    if path not in costs and isinstance(rule, RelativeRule):
        yield ModelFinding("zero_reference", "warning", path)


def _tables(path: str, rule: Rule, lowest: float | None, highest: float | None) -> Iterator[ModelFinding]:
    """Yield the steepest edge of brackets, and what none of them covers."""
    if not isinstance(rule, Brackets | AmountBrackets):
        return
    rows = rule.rows
    if all(row.from_value is not None and row.from_value == row.to_value for row in rows):
        return
    jumps = [(abs(a.gives - b.gives), b.from_value, a, b) for a, b in pairwise(rows)]
    if jumps:
        jump, edge, before, after = max(jumps, key=lambda each: each[0])
        whole = rule.scale or max(row.gives for row in rows) or 1.0
        told = {"edge": edge, "before": before.gives, "after": after.gives, "edges": len(jumps)}
        yield ModelFinding("cliff_at_edge", "warning" if jump > STEEP * whole else "note", path, told)
    low, high = rows[0].from_value, rows[-1].to_value
    is_open_below = low is None or low <= 0 or (lowest is not None and lowest >= low)
    is_open_above = high is None or (highest is not None and highest <= high)
    if not (is_open_below and is_open_above):
        yield ModelFinding("table_does_not_cover", "stop", path, {"low": low, "high": high})


def _worse_rewarded(path: str, rule: Rule, best: float) -> Iterator[ModelFinding]:
    """Yield two values of which the worse gives more points, where there are such."""
    pairs = _suspects(rule, best)
    found = []
    for value, worse, other in pairs:
        given = [float(rule.points(np.array([v, other]), BOTH)[0]) for v in (value, worse)]
        found.append((given[1] - given[0], value, worse, given))
    gain, value, worse, given = max(found, default=(0.0, 0.0, 0.0, []))
    if gain > SAME:
        told = {"value": value, "worse": worse, "points": given[0], "points_worse": given[1]}
        yield ModelFinding("worse_value_rewarded", "warning", path, told)


def _suspects(rule: Rule, best: float) -> list[tuple[float, float, float]]:
    """Return pairs of values, the second worse, at which a rule may give more for the worse, and another bid's value."""
    if isinstance(rule, EscalatingSlope) and rule.slope_step > 0:
        steps: Floats = np.asarray(rule.slope + rule.slope_step * np.arange(MANY_STEPS), dtype=np.float64)
        at = steps[steps < rule.slope_most]
        return [
            (float(a), float(b), best)
            for a, b in zip(
                worse_than(best, at, rule.direction), worse_than(best, at + 1, rule.direction), strict=True
            )
        ]
    if isinstance(rule, EscalatingInterval):
        sign = 1.0 if rule.direction == "lower" else -1.0
        zeros = rule.zero_at + sign * rule.zero_step * np.arange(MANY_STEPS)
        zeros = zeros[(rule.zero_most - zeros) * sign > 0]
        middle, little = (rule.full_at + rule.zero_at) / 2, abs(rule.zero_at - rule.full_at) * 1e-5
        return [(float(zero), float(zero + sign * little), middle) for zero in zeros]
    if isinstance(rule, Brackets | Curve) and getattr(rule, "basis", "value") == "value":
        middles = [_inside(row) for row in rule.rows]
        ordered = middles if rule.direction == "lower" else middles[::-1]
        return [(a, b, a) for a, b in pairwise(ordered)]
    return []


def _inside(row: TableRow) -> float:
    ends = [value for value in (row.from_value, row.to_value) if value is not None]
    if row.to_value is None:
        return ends[0] if row.includes in ("from", "both") else ends[0] + 1.0
    return sum(ends) / 2 if len(ends) > 1 else ends[0] - 1.0


def _outside_scale(model: ScoringModel, path: str, best: float, *, money: bool) -> Iterator[ModelFinding]:
    """Yield a criterion that can count for more than its weight, else one whose points can fall below nought."""
    rule = model.rules[path]
    if not isinstance(rule, PointsRule) or str(_measure(model, path)).startswith(JUDGED):
        return
    seen = at_spreads(model, path, best)
    points = np.array(seen.points)
    over = np.abs(points) > rule.scale * (1 + SAME)
    # Costs lie seldom further over the lowest; what is measured in kilograms differs by factors.
    over &= np.array(SPREADS) <= LIKELY_OF_MONEY if money else True
    below = points < -SAME * rule.scale
    if over.any():
        first = int(np.argmax(over))
        severity: Severity = "warning" if reads(rule) == "none" else "stop"
        told = {"spread": SPREADS[first], "points": float(points[first]), "scale": rule.scale}
        yield ModelFinding("exceeds_own_weight", severity, path, told)
    elif below.any():
        first = int(np.argmax(below))
        told = {"spread": SPREADS[first], "points": float(points[first])}
        yield ModelFinding("negative_points", "note", path, told)


def _convex(model: ScoringModel, path: str, best: float) -> Iterator[ModelFinding]:
    """Yield a rule of cost under which the middle of three bids in proportion has less than both ends.

    Ratio, half price and half quality: 50 with quality 50 and 100 with quality 100 have 75, 75 with 75 has 70.83.
    """
    rule = model.rules[path]
    if not isinstance(rule, PointsRule) or not isinstance(model.combination, WeightedPoints):
        return
    free = replace(rule, clip="none")
    prices = worse_than(best, np.array([0.0, 50.0, 100.0]), "lower")
    points = free.points(prices, np.array([True] * 3))
    under = float((points[0] + points[2]) / 2 - points[1])
    if under > CONVEX * rule.scale:
        weight = float(model.combination.effective[path]) / 100
        told = {"cheap": prices[0], "middle": prices[1], "dear": prices[2], "under": under * weight}
        yield ModelFinding("middle_never_wins", "note", path, {k: float(v) for k, v in told.items()})


def _measure(model: ScoringModel, path: str) -> str:
    return next(str(leaf.measure) for leaf in model.leaves if leaf.id == path)
