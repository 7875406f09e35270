"""Unequal lives seen in two ways: bought again over the study period, or each price recovered over its own life.

The two part where a life does not fill the period. The model names the one that counts; the other is shown
beside it, because the order of the bids may be another.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from evaluation.codes import CODES
from evaluation.conventions import discount_factors
from evaluation.cost import Streams, capital_streams
from evaluation.lifespan import Lives
from evaluation.lot_values import LotValues

Floats = NDArray[np.float64]
DECIMALS = 9
OF_PIECES = "items.quantity"


@dataclass(frozen=True)
class Horizons:
    """The life-cycle cost of each bid by horizon, and the orders of the admitted bids, cheapest first.

    Parameters
    ----------
    counted : the horizon of the model.
    costs : horizon -> (bids,) present value over the study period [tender currency].
    yearly : horizon -> (bids,) the same as an annual cost, divided by the sum of the discount factors in force.
    orders : horizon -> ids of the admitted bids with a known cost; those that tie stand in the order of the axis.
    """

    counted: str
    costs: Mapping[str, Floats]
    yearly: Mapping[str, Floats]
    orders: Mapping[str, tuple[tuple[str, ...], ...]]

    @property
    def differ(self) -> bool:
        """Say whether the two rank the admitted bids differently."""
        return len(set(self.orders.values())) > 1


def horizons(values: LotValues, found: Lives, cash: Streams, admitted: Sequence[bool]) -> Horizons:
    """Return the cost of all bids by the model's horizon and by the other.

    What is not a purchase, a replacement or a value at the end is the same in both.
    """
    model = values.model
    counted = (cash.table["payer"] == "buyer").to_numpy()
    capital = capital_of(cash.table)
    rest = _by_bid(cash, counted & ~capital, values)
    costs = {model.horizon: rest + _by_bid(cash, counted & capital, values)}
    for horizon in CODES["horizon"]:
        if horizon != model.horizon:
            other = capital_streams(values, found, horizon)
            costs[horizon] = rest + _by_bid(other, np.ones(len(other.table), dtype=bool), values)
    factors = discount_factors(values.tender, model)[1:].sum()
    ids = [bid.id for bid in values.bids]
    return Horizons(
        model.horizon,
        costs,
        {horizon: cost / factors for horizon, cost in costs.items()},
        {horizon: _order(ids, cost, admitted) for horizon, cost in costs.items()},
    )


def capital_of(streams: pd.DataFrame) -> NDArray[np.bool_]:
    """Say which streams are of pieces bought, bought again or left at the end, (streams,)."""
    capital = np.isin(
        streams["category"].to_numpy(dtype=object), ("purchase", "replacement", "residual_value")
    )
    sources = streams["quantity_source"].cat
    of_pieces = np.array([str(source).startswith(OF_PIECES) for source in sources.categories], dtype=bool)
    return np.asarray(capital & of_pieces[sources.codes.to_numpy()] if len(streams) else capital)


def _by_bid(cash: Streams, rows: NDArray[np.bool_], values: LotValues) -> Floats:
    codes = cash.table["bid"].cat.codes.to_numpy()[rows]
    weights = cash.table["present_value"].to_numpy(dtype=float)[rows]
    return np.bincount(codes, weights=weights, minlength=len(values.bids)).astype(np.float64)


def _order(ids: Sequence[str], cost: Floats, admitted: Sequence[bool]) -> tuple[tuple[str, ...], ...]:
    """Return the ids of the admitted bids by cost, cheapest first, those of one cost together."""
    by_cost: dict[float, list[str]] = {}
    for bid, amount, counts in zip(ids, np.round(cost, DECIMALS).tolist(), admitted, strict=True):
        if counts and not np.isnan(amount):
            by_cost.setdefault(amount, []).append(bid)
    return tuple(tuple(by_cost[amount]) for amount in sorted(by_cost))
