"""The rows of what goes round: what a blank cell means beside the other cells of its row."""

import numpy as np
from numpy.typing import NDArray

from intake.bid_table import TableRead

Bools = NDArray[np.bool_]
USES, POOL, PLACE, LOST = "uses_per_piece", "pieces_in_pool", "place", "price_if_lost"
ENERGY = ("electricity_kwh_per_cycle", "heat_kwh_per_cycle")


def check_circulation_rows(table: TableRead, prices: TableRead | None, wanted: Bools) -> None:
    """Tell of pools, places and prices of loss that are missing.

    What is used once has no pool; a price by the piece has no price of loss; a place that is not named is
    the published one with the highest emissions, and none where no energy is taken.

    Parameters
    ----------
    prices : says what the price is for.
    wanted : which rows something is asked of.
    """
    once = table.values[USES] == 1.0 if USES in table else np.zeros(len(wanted), dtype=np.bool_)
    table.tell_all(None, "value_missing", POOL, table.open_cells(POOL) & wanted & ~once)
    # What is not stated is not nought: only a stated nought says that nothing happens at the place.
    idle = np.logical_and.reduce([table.values[name] == 0.0 for name in ENERGY if name in table])
    table.tell_all("notice", "place_not_stated", PLACE, table.open_cells(PLACE) & wanted & ~idle)
    table.tell_all(None, "value_missing", LOST, table.open_cells(LOST) & wanted & _by_fee(table, prices))


def _by_fee(table: TableRead, prices: TableRead | None) -> Bools:
    """Say of which rows the price is a fee: for a use, a month, a year or the contract."""
    if prices is None or "fee_basis" not in prices:
        return np.zeros(len(table.layout.keys), dtype=np.bool_)
    basis = dict(zip(prices.layout.keys, prices.values["fee_basis"], strict=True))
    return np.array([basis.get(key) not in (None, "unit") for key in table.layout.keys], dtype=np.bool_)
