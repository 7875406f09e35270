"""What the weights of a lot say without saying it: what a point costs, and what the model pays for a tonne or a year.

Read from the published model and the buyer's own expectation of the lowest cost; no bid has a part in it. Two bids are
thought of: one as expected, and beside it one that is worse on a single criterion by a hundredth. What the second loses
in the total, divided by how much worse it is, is what a unit of that criterion is worth:

``points per unit = (T_expected - T_worse) / |v_expected - v_worse|``

``worth of a point = 1 / points per unit of cost`` [currency], ``worth of a unit = points per unit * worth of a point``.

The rules and the combination are the ones that score the bids, before any rounding, so that a rule that is added needs
nothing here. Where a rule is a straight line this is its slope: for a cost that is linear over the lowest,
``worth of a point = X / 100 * P_min / S / (w / 100)``; for a fixed interval
``points per unit = S / |full - zero| * w / 100``. Where it is a curve, it is the slope of its first hundredth.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from evaluation.evaluation_model import Criterion
from evaluation.external_prices import CO2E, ExternalPrice, price_path
from evaluation.measures import measure_of
from evaluation.problems import Problem
from evaluation.scored_claims import price_criterion
from evaluation.scoring.combination import WeightedPoints
from evaluation.scoring.combinations import Combination, unrounded
from evaluation.scoring.rule import Rule
from evaluation.scoring_model import ScoringModel, scoring_model, weighed
from evaluation.tender import Tender
from evaluation.weighting.unusable import WeightingError

Floats = NDArray[np.float64]
Reason = Literal["expected_missing", "no_points", "flat", "cost_flat"]
STEP = 0.01  # share of the expected figure by which the second of the two bids is worse
NOTHING = 1e-12  # share of the scale under which a difference in points is none
# Of the two bids the expected one is in the competition; the worse one moves no best, lowest or mean.
EXPECTED, WORSE = 0, 1
ADMITTED = np.array([True, False])


@dataclass(frozen=True)
class Expected:
    """What the buyer expects of the market.

    Parameters
    ----------
    cost : lowest figure of the criterion of cost [currency]; None for the lot's estimated value.
    best : best figure by criterion id [unit of its measure], where it is not published: of what is measured against
        the best bid. Of a fixed interval the figure of full points is taken, of a judgement the top of its scale.
    """

    cost: float | None = None
    best: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True)
class TradeOff:
    """What one unit of a criterion is worth.

    Parameters
    ----------
    criterion, measure, unit : of the published criterion; the unit as the measure has it, blank for a bare number.
    weight : in the whole [per cent]; None where there are no points.
    at : the figure that was expected, None where none is known.
    points : what a unit gives in the total [points]; NaN for a ``reason``, and where the lowest cost wins.
    money : what a unit is worth [currency]; NaN for a ``reason``.
    reason : why there is no figure. ``expected_missing``: it is measured against the best bid, and no best was given.
        ``no_points``: the rule gives the expected figure no points. ``flat``: there the figure no longer counts.
        ``cost_flat``: the cost no longer counts where it was expected.
    """

    criterion: str
    measure: str
    unit: str
    weight: float | None
    at: float | None
    points: float
    money: float
    reason: Reason | None


@dataclass(frozen=True)
class TradeOffs:
    """What the weights of a lot imply.

    Parameters
    ----------
    cost : id of the criterion of cost.
    expected_cost : lowest figure that was expected of it [currency].
    is_estimated_value : whether that is the lot's estimated value.
    worth_of_a_point : what one point of the total costs [currency]; NaN where the lowest cost wins or cost is flat.
    rows : every other criterion, in published order.
    """

    lot: str
    cost: TradeOff
    expected_cost: float
    is_estimated_value: bool
    worth_of_a_point: float
    rows: tuple[TradeOff, ...]


@dataclass(frozen=True)
class PriceBeside:
    """A published price of emissions beside what a model pays for them.

    Parameters
    ----------
    price : of a tonne of CO2e in the first study year [currency/t].
    times : what the model pays, as a multiple of it; None where the price is 0.
    """

    price_set: str
    price: float
    times: float | None


def expected_cost(tender: Tender, lot: str, expected: Expected) -> float:
    """Return the lowest cost that a buyer expects of a lot [currency].

    Raises
    ------
    WeightingError
        ``expected_cost_missing`` where neither a cost nor an estimated value is known;
        ``expected_cost_not_positive``.
    """
    estimated = next(row.estimated_value for row in tender.lots if row.id == lot)
    cost = estimated if expected.cost is None else expected.cost
    if cost is None:
        raise WeightingError(Problem("stop", "expected_cost_missing", lot=lot, values={"lot": lot}))
    if not (np.isfinite(cost) and cost > 0):
        values = {"lot": lot, "number": cost}
        raise WeightingError(Problem("stop", "expected_cost_not_positive", lot=lot, values=values))
    return cost


def trade_offs(tender: Tender, lot: str, expected: Expected | None = None) -> TradeOffs:
    """Return what the weights of a lot's model imply, given what its buyer expects.

    Raises
    ------
    UnusableModelError
        As :func:`evaluation.scoring_model.scoring_model`.
    WeightingError
        ``trade_offs_without_cost`` where no criterion is a cost in the tender's currency;
        ``expected_criterion_unknown`` for a best figure of what is no criterion with a measure; as
        :func:`expected_cost`.
    """
    given = Expected() if expected is None else expected
    model = scoring_model(tender, lot)
    price = price_criterion(tender, lot)
    if price is None:
        raise WeightingError(Problem("stop", "trade_offs_without_cost", lot=lot, values={"lot": lot}))
    unknown = [path for path in given.best if path not in model.rules]
    if unknown:
        values = {"lot": lot, "criterion": unknown[0]}
        raise WeightingError(Problem("stop", "expected_criterion_unknown", lot=lot, values=values))
    lowest = expected_cost(tender, lot, given)
    at = {leaf.id: given.best.get(leaf.id, _published_best(leaf)) for leaf in model.leaves} | {price: lowest}
    slopes = {leaf.id: _slope(model, leaf.id, at) for leaf in model.leaves}
    of_cost, why_flat = slopes[price]
    is_points = isinstance(model.combination, WeightedPoints)
    rows = {}
    for leaf in model.leaves:
        slope, reason = slopes[leaf.id]
        if reason is None and why_flat is not None:
            reason = "cost_flat"
        rows[leaf.id] = TradeOff(
            criterion=leaf.id,
            measure=str(leaf.measure),
            unit=measure_of(str(leaf.measure)).unit,
            weight=_weight(model.combination, leaf.id),
            at=at[leaf.id],
            points=slope if is_points else np.nan,
            money=np.nan if reason else slope / of_cost,
            reason=reason,
        )
    return TradeOffs(
        lot=lot,
        cost=rows.pop(price),
        expected_cost=lowest,
        is_estimated_value=given.cost is None,
        worth_of_a_point=1.0 / of_cost if is_points and why_flat is None else np.nan,
        rows=tuple(rows.values()),
    )


def prices_beside(
    money_per_tonne: float, prices: Iterable[ExternalPrice], first_year: int
) -> tuple[PriceBeside, ...]:
    """Return each price set's price of a tonne of CO2e beside what a model pays for one, in the order of the sets.

    >>> uba = ExternalPrice(price_set="uba_2023", pollutant="co2e", year=2023, price=1865.0)
    >>> prices_beside(18_650.0, [uba], 2027)
    (PriceBeside(price_set='uba_2023', price=1865.0, times=10.0),)
    """
    sets: dict[str, list[ExternalPrice]] = {}
    for row in prices:
        if row.pollutant == CO2E:
            sets.setdefault(row.price_set, []).append(row)
    found = []
    for name, rows in sets.items():
        price = float(price_path(rows, np.array([first_year]))[0])
        found.append(PriceBeside(name, price, money_per_tonne / price if price > 0 else None))
    return tuple(found)


def _published_best(leaf: Criterion) -> float | None:
    """Return the best figure that a criterion publishes itself; None where it is measured against the bids."""
    return leaf.full_at if leaf.full_at is not None else leaf.assessor_scale


def _weight(combination: Combination, path: str) -> float | None:
    weight = weighed(combination).get(path)
    return None if weight is None else float(weight)


def _slope(model: ScoringModel, path: str, at: Mapping[str, float | None]) -> tuple[float, Reason | None]:
    """Return what the total loses by one unit worse of a criterion, or why that is not known."""
    figure = at[path]
    if figure is None:
        return np.nan, "expected_missing"
    step = STEP * abs(figure) or 1.0
    rules = ((model.rules[leaf.id], leaf.id) for leaf in model.leaves)
    points = np.stack(
        [_points(rule, figure, step) if each == path else _kept(rule, at[each]) for rule, each in rules]
    )
    combination = unrounded(model.combination)
    total = combination.total(points)
    lost = float(total[EXPECTED] - total[WORSE]) * (1.0 if combination.better == "higher" else -1.0)
    if np.isnan(lost):
        return np.nan, "no_points"
    if abs(lost) <= NOTHING * max(1.0, float(np.abs(total).max())):
        return 0.0, "flat"
    return lost / step, None


def _points(rule: Rule, figure: float, worse_by: float) -> Floats:
    """Return the points of the expected bid and of the worse one, (2,)."""
    worse = figure + worse_by if rule.direction == "lower" else figure - worse_by
    return rule.points(np.array([figure, worse]), ADMITTED)


def _kept(rule: Rule, figure: float | None) -> Floats:
    """Return the points of a criterion on which the two bids are equal, (2,); full points where they are not known."""
    full = np.full(2, 0.0 if rule.scale is None else rule.scale)
    known = full if figure is None else _points(rule, figure, 0.0)
    return np.where(np.isnan(known), full, known)
