"""At which price of CO2e another bid becomes the cheapest.

With the price as the only unknown, each bid's cost with external cost is a straight line,
``LCC_i + p E_i``: what the buyer pays, and the tonnes that it emits. Where emissions are of other years than the
first, the tonnes are weighted with what a kilogram of that year counts against one of the first study year, so
that p is the price of the first study year and the published path, growth and discounting keep their shape.
"""

from dataclasses import dataclass
from itertools import combinations
from typing import Literal

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from evaluation.cost_levels import LIFE_CYCLE_COST, CostLevels
from evaluation.external_cost import ExternalCost, discounted_tonnes, time_weights
from evaluation.external_prices import CO2E, price_path, prices_of
from evaluation.lot_values import LotValues

Floats = NDArray[np.float64]
NoPrice = Literal["cost_not_counted", "emissions_not_counted", "fewer_than_two_bids"]
SAME = 1e-9


@dataclass(frozen=True)
class Switch:
    """A price [currency/t in the first study year], who is cheapest just below it, and who just above it."""

    price: float
    before: tuple[str, ...]
    after: tuple[str, ...]


@dataclass(frozen=True)
class Crossing:
    """A price [currency/t in the first study year] at which two bids change places."""

    price: float
    bids: tuple[str, str]


@dataclass(frozen=True)
class SwitchingPrices:
    """Every price from nought up at which the cheapest bid changes.

    Parameters
    ----------
    published : the published price in the first study year; None where none is published.
    changes : in order of price; none where one bid is the cheapest at every price.
    below, above : where the order of all bids changes first, from the published price (or nought) on.
    left_out : bids whose cost or emissions are not known.
    reason : why there is no figure; None where there is one.
    """

    published: float | None = None
    changes: tuple[Switch, ...] = ()
    below: Crossing | None = None
    above: Crossing | None = None
    left_out: tuple[str, ...] = ()
    reason: NoPrice | None = None


def switching_prices(
    values: LotValues,
    impacts: pd.DataFrame,
    levels: CostLevels,
    external: ExternalCost | None,
    counts: NDArray[np.bool_],
) -> SwitchingPrices:
    """Return the prices of CO2e at which the cheapest of the admitted bids changes.

    Parameters
    ----------
    counts : (bids,) which bids are compared.
    """
    if levels.cost_reason is not None:
        return SwitchingPrices(reason="cost_not_counted")
    if levels.external_reason == "emissions_not_counted":
        return SwitchingPrices(reason="emissions_not_counted")
    published, path = price_and_path(values, external)
    cost = levels.by_bid[:, LIFE_CYCLE_COST]
    if external is not None:
        cost = cost + sum(external.answered.values(), start=np.zeros(len(cost)))
    tonnes = discounted_tonnes(values, impacts, path)
    is_known = np.isfinite(cost) & np.isfinite(tonnes)
    ids = [bid.id for bid in values.bids]
    left_out = tuple(bid for bid, known, in_ in zip(ids, is_known, counts, strict=True) if in_ and not known)
    places = np.flatnonzero(is_known & counts)
    if len(places) < 2:  # noqa: PLR2004  (one line crosses nothing)
        return SwitchingPrices(published, left_out=left_out, reason="fewer_than_two_bids")
    names, cost, tonnes = tuple(ids[n] for n in places), cost[places], tonnes[places]
    below, above = nearest_crossings(names, cost, tonnes, published or 0.0)
    return SwitchingPrices(published, cheapest_changes(names, cost, tonnes), below, above, left_out)


def price_and_path(values: LotValues, external: ExternalCost | None) -> tuple[float | None, Floats]:
    """Return the published price in the first study year, and what kilograms of each year count against it.

    Without a published price of CO2e, or where its path begins at nought, the price is the same in all years.
    """
    model = values.model
    at = time_weights(values.tender, model)
    if external is None or CO2E not in external.weights:
        return None, at
    rows = prices_of(values.tender.external_prices, model.external_price_set)[CO2E]
    prices = price_path(rows, model.first_year + np.arange(model.study_years))
    if prices[0] <= 0.0:
        return float(prices[0]), at
    return float(prices[0]), np.concatenate([[0.0], prices / prices[0]]) * at


def cheapest_changes(bids: tuple[str, ...], cost: Floats, tonnes: Floats) -> tuple[Switch, ...]:
    """Return where the lowest of the lines ``cost + p * tonnes`` changes, for p from 0 up.

    A costs 100 and emits 2 t, B 130 and 1 t, C 190 and nothing: B is the cheapest from 30 a tonne, C from 60.

    >>> found = cheapest_changes(("a", "b", "c"), np.array([100.0, 130, 190]), np.array([2.0, 1, 0]))
    >>> [(s.price, s.before, s.after) for s in found]
    [(30.0, ('a',), ('b',)), (60.0, ('b',), ('c',))]
    """
    scale = max(float(np.abs(cost).max()), 1.0)
    at, changes = 0.0, []
    lowest = np.flatnonzero(cost <= cost.min() + SAME * scale)
    now = _flattest(lowest, tonnes)
    if len(now) < len(lowest):
        changes.append(Switch(0.0, _named(bids, lowest), _named(bids, now)))
    while True:
        line = now[0]
        flatter = np.flatnonzero(tonnes < tonnes[line] - _near(tonnes))
        if not len(flatter):
            return tuple(changes)
        meets = np.maximum((cost[flatter] - cost[line]) / (tonnes[line] - tonnes[flatter]), at)
        price = float(meets.min())
        then = _flattest(flatter[meets <= price + SAME * max(price, 1.0)], tonnes)
        if not (changes and changes[-1].price == price):
            changes.append(Switch(price, _named(bids, now), _named(bids, then)))
        else:
            changes[-1] = Switch(price, changes[-1].before, _named(bids, then))
        at, now = price, then


def nearest_crossings(
    bids: tuple[str, ...], cost: Floats, tonnes: Floats, price: float
) -> tuple[Crossing | None, Crossing | None]:
    """Return where two bids next change places below and above a price; None where none do.

    Lines that are parallel never cross, and those that lie on each other are tied at every price.
    """
    found = []
    for one, two in combinations(range(len(bids)), 2):
        steeper = tonnes[one] - tonnes[two]
        if abs(steeper) > _near(tonnes):
            at = float((cost[two] - cost[one]) / steeper)
            if at >= 0.0:
                found.append(Crossing(at, (bids[one], bids[two])))
    below = [c for c in found if c.price <= price and price > 0.0]
    above = [c for c in found if c.price > price or price == 0.0]
    return (
        max(below, key=lambda c: c.price, default=None),
        min(above, key=lambda c: c.price, default=None),
    )


def _flattest(places: NDArray[np.int64], tonnes: Floats) -> NDArray[np.int64]:
    """Return those of some lines that rise least: who is cheapest just above the price they meet at."""
    flattest: NDArray[np.int64] = places[tonnes[places] <= tonnes[places].min() + _near(tonnes)]
    return flattest


def _near(tonnes: Floats) -> float:
    """Return the difference of tonnes below which two bids emit the same."""
    return SAME * max(float(np.abs(tonnes).max()), SAME)


def _named(bids: tuple[str, ...], places: NDArray[np.int64]) -> tuple[str, ...]:
    return tuple(bids[n] for n in places)
