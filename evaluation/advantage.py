"""What a bidder gained by a promise: the lot evaluated again with what was delivered in place of what was promised.

The rule is published with the clause, so that either party can recalculate it. All else stands as it was at the
award: the other bids, the best values that points are measured against, the decisions.

``advantage = (cost delivered - cost promised) + (points promised - points delivered) * worth of a point``

Cost is the figure of the criterion of cost, which enters in money as it is; points are the weighted points of all
other criteria. The worth of one weighted point is what a bid's cost would have to fall by to gain it:

- linear over the best: ``lowest cost * slope / 100 / scale / weight``
- fixed interval: ``(cost of no points - cost of full points) / scale / weight``
- ratio to the best: ``cost ** 2 / lowest cost / scale / weight``, at the bid's own cost
- any other rule: ``h / (points at cost - h less points at cost) / weight``, with h a millionth of the bid's own cost and
  what the rule reads of the bids as it stood; 0 where a lower cost gives no more points

with the weight from 0 to 1. Where the lowest cost wins, or the lowest price of a price model, the advantage is the
difference in it alone; where a number in proportion to 1 / price wins, it is what the price would have to fall by for
the same result. It is never below nought.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from evaluation.bid import BID_TABLES, Bid
from evaluation.decisions import Admission, Decisions
from evaluation.evaluate import evaluate
from evaluation.result import Evaluation, LotEvaluation
from evaluation.schema import NUMERIC, specs
from evaluation.scored_claims import price_criterion
from evaluation.scoring.absolute import FixedInterval
from evaluation.scoring.combination import WeightedPoints
from evaluation.scoring.relative import BestRatio, LinearOverBest
from evaluation.scoring.rule import Rule

Place = tuple[str, str, str]
MOST_COPIES = 100
Floats = NDArray[np.float64]
# Share of a cost over which the slope of a rule is taken.
STEP = 1e-6


@dataclass(frozen=True)
class Delivered:
    """What is delivered in place of what was promised: table, key and field in the bid, and the value."""

    table: str
    key: str
    field: str
    value: float | str


@dataclass(frozen=True)
class Advantage:
    """What a promise that is not kept had gained.

    Parameters
    ----------
    cost : what the cost rises by with what is delivered [currency].
    points : weighted points lost on the other criteria [scale of the model].
    worth_of_a_point : [currency]; 0 where the lowest cost wins.
    """

    cost: float
    points: float
    worth_of_a_point: float

    @property
    def money(self) -> float:
        """The advantage [currency], 0 at least.

        >>> Advantage(cost=1_000.0, points=0.5, worth_of_a_point=20_000.0).money
        11000.0
        """
        return max(0.0, self.cost + self.points * self.worth_of_a_point)


def advantages(
    done: Evaluation, bids: Sequence[Bid], lot: str, bid: str, delivered: Sequence[Delivered]
) -> tuple[Advantage | None, ...]:
    """Return what a bid of a lot had gained by each of some promises, one at a time.

    Each is a copy of the bid with one value changed, outside every best, lowest and mean, so that one evaluation
    gives a hundred of them. None where the copy has no result: the value leaves it without a figure that is scored.
    """
    tender, before = done.tender, done.lots[lot]
    price = price_criterion(tender, lot)
    if price is None or not delivered:
        return (None,) * len(delivered)
    bidder = next(each for each in bids if each.id == bid)
    one_lot = tender.model_copy(update={"lots": tuple(row for row in tender.lots if row.id == lot)})
    worth = worth_of_a_point(before, bid, price)
    found: list[Advantage | None] = []
    for batch in batched(delivered):
        names = [f"{bid}/{n}" for n in range(len(batch))]
        copies = [_with(bidder, lot, name, each) for name, each in zip(names, batch, strict=True)]
        again = evaluate(one_lot, [*bids, *copies], _also(done.decisions, lot, bid, names)).lots[lot]
        found += [_advantage(before, again, (bid, name), price, worth) for name in names]
    return tuple(found)


def batched(delivered: Sequence[Delivered]) -> Iterator[Sequence[Delivered]]:
    """Yield what is delivered, a batch at a time: a copy of a large bid is large, and all at once are too much."""
    for first in range(0, len(delivered), MOST_COPIES):
        yield delivered[first : first + MOST_COPIES]


def worth_of_a_point(lot: LotEvaluation, bid: str, price: str) -> float:
    """Return what one weighted point is worth [currency], by the rule of the criterion of cost; see this module."""
    combination, rule = lot.model.combination, lot.model.rules[price]
    if not isinstance(combination, WeightedPoints):
        return 0.0
    weight = float(combination.effective[price]) / 100.0
    values = lot.values[price].to_numpy(dtype=float)
    own = float(values[lot.calculated.index(bid)])
    lowest = float(np.nanmin(values[lot.admitted]))
    if weight == 0.0:
        return 0.0
    if isinstance(rule, FixedInterval):
        return (rule.zero_at - rule.full_at) / rule.scale / weight
    if isinstance(rule, LinearOverBest):
        return lowest * rule.slope / 100.0 / rule.scale / weight
    if isinstance(rule, BestRatio):
        return own**2 / lowest / rule.scale / weight
    return _worth_by_slope(rule, values, lot.admitted, own) / weight


def _worth_by_slope(rule: Rule, values: Floats, admitted: NDArray[np.bool_], own: float) -> float:
    """Return what a cost has to fall by for one point of a rule [currency], a little below it; 0 where it gains none."""
    step = abs(own) * STEP
    # Beside the bids and outside what the rule reads of them, so that only the cost itself moves.
    tried, counts = np.append(values, [own, own - step]), np.append(admitted, [False, False])
    now, then = rule.points(tried, counts)[-2:]
    gained = float(then - now)
    return step / gained if gained > 0.0 else 0.0


def worse_by(place: Place, promised: float | str, share: float) -> tuple[Delivered, ...]:
    """Return a promise missed by a share, above and below: which of the two is worse, the evaluation tells.

    A yes becomes a no and a no a yes; nought has no share, and a value beyond the limits of its field is left out.

    >>> [each.value for each in worse_by(("product_data", "oven", "guarantee"), 5.0, 0.1)]
    [4.5, 5.5]
    """
    table, key, name = place
    spec = specs(BID_TABLES[table])[name]
    if isinstance(promised, str):
        other: Mapping[str, str] = {"yes": "no", "no": "yes"}
        return (Delivered(table, key, name, other[promised]),) if promised in other else ()
    if spec.kind not in NUMERIC or promised == 0.0:
        return ()
    values = [round(promised * (1.0 - share), 9), round(promised * (1.0 + share), 9)]
    return tuple(Delivered(table, key, name, value) for value in values if spec.fault(value) is None)


def _with(bid: Bid, lot: str, name: str, delivered: Delivered) -> Bid:
    """Return a copy of a bid with one value changed."""
    frame = bid.tables[delivered.table].copy()
    at = (frame["lot"] == lot) & (frame["key"] == delivered.key)
    frame.loc[at, delivered.field] = delivered.value
    return replace(bid, id=name, tables={**bid.tables, delivered.table: frame})


def _also(decisions: Decisions, lot: str, bid: str, names: Sequence[str]) -> Decisions:
    """Return the decisions, and those on a bid for each of its copies too, which are kept out of what is compared."""
    out = [Admission(lot=lot, bid=name, decision="not_admitted") for name in names]
    copied = {
        table: (
            *getattr(decisions, table),
            *(
                row.model_copy(update={"bid": name})
                for row in getattr(decisions, table)
                if row.bid == bid and row.lot == lot
                for name in names
            ),
        )
        for table in ("accepted_evidence", "judgements", "reservations")
    }
    return decisions.model_copy(update={**copied, "admissions": (*decisions.admissions, *out)})


def _advantage(
    lot: LotEvaluation, again: LotEvaluation, pair: tuple[str, str], price: str, worth: float
) -> Advantage | None:
    bid, name = pair
    if name not in again.calculated:
        return None
    if lot.model.combination.total_unit == "number":
        # What the price would have to fall by for the same result: both models are in proportion to 1 / price.
        price_now = _line(again, name, "price")
        cost, points = price_now * (1 - _ratio(again, name) / _ratio(lot, bid)), 0.0
    elif not isinstance(lot.model.combination, WeightedPoints):
        cost, points = _total(again, name) - _total(lot, bid), 0.0
    else:
        cost = _figure(again.values, again, name, price) - _figure(lot.values, lot, bid, price)
        others = [path for path in lot.weighted.columns if path != price]
        points = sum(
            _figure(lot.weighted, lot, bid, path) - _figure(again.weighted, again, name, path)
            for path in others
        )
    found = Advantage(cost, points, worth)
    return found if np.isfinite(found.cost) and np.isfinite(found.points) else None


def _figure(frame: pd.DataFrame, lot: LotEvaluation, bid: str, criterion: str) -> float:
    return float(frame[criterion].to_numpy(dtype=float)[lot.calculated.index(bid)])


def _ratio(lot: LotEvaluation, bid: str) -> float:
    """Return the result of quality per price or the utility index, before any band."""
    return _line(lot, bid, "ratio") if "ratio" in lot.lines else _total(lot, bid)


def _line(lot: LotEvaluation, bid: str, name: str) -> float:
    return float(lot.lines[name].to_numpy(dtype=float)[lot.calculated.index(bid)])


def _total(lot: LotEvaluation, bid: str) -> float:
    return float(lot.total.to_numpy(dtype=float)[lot.calculated.index(bid)])
