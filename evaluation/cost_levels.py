"""Four levels of cost side by side: price, price and use, life-cycle cost, and cost with external cost.

Each level has the one before in it, so that what is added shows: first what is bought and the fees that stand in
place of a purchase, then what use takes (energy, water, consumables), then all that the buyer pays, and last
what emissions cost society. All are present values [tender currency].
"""

from dataclasses import dataclass
from typing import Literal

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from evaluation.external_cost import ExternalCost
from evaluation.lot_values import LotValues
from evaluation.measures import OF_EMISSIONS, OF_LIFE_CYCLE_COST, measures_used
from evaluation.purchases import pieces_worn

Floats = NDArray[np.float64]
Reason = Literal["cost_not_counted", "emissions_not_counted", "no_price_published"]
LEVELS = ("price", "price_and_use", "life_cycle_cost", "cost_with_external")
PRICE, PRICE_AND_USE, LIFE_CYCLE_COST, WITH_EXTERNAL = range(4)
OF_PURCHASE = ("purchase", "assortment")
IN_USE = ("energy", "water", "consumables")
OF_FEES = ("fee", "items.demand")


@dataclass(frozen=True)
class CostLevels:
    """The levels of the bids of a lot, NaN where a figure is not known.

    Parameters
    ----------
    by_bid : (bids, levels) of the whole lot.
    by_item : (bids, items, levels) of what is of one item; services of the lot as a whole are in no item.
    units : (items,) piece-years or uses over the study period, weighted with options.
    cost_reason : why there is only the first level; None where there are more.
    external_reason : why there is no last level, or why it is the third one again; None where it is priced.
    """

    by_bid: Floats
    by_item: Floats
    units: Floats
    cost_reason: Reason | None
    external_reason: Reason | None

    def per_unit(self, item_no: int, *, is_only: bool = False) -> Floats:
        """Return the levels for each functional unit and year of use of an item, (bids, levels).

        Parameters
        ----------
        is_only : the item is the only one of its lot, so that what is of the whole lot is of it.
        """
        whole = self.by_bid if is_only else self.by_item[:, item_no]
        units = self.units[item_no]
        return whole / units if units > 0.0 else np.full(whole.shape, np.nan)


def level_of(streams: pd.DataFrame) -> NDArray[np.int64]:
    """Return the first level that counts each stream, (streams,)."""
    category = streams["category"].astype(object).to_numpy()
    source = streams["quantity_source"].astype(object).to_numpy()
    is_price = np.isin(category, OF_PURCHASE) | ((category == "service") & np.isin(source, OF_FEES))
    return np.where(is_price, PRICE, np.where(np.isin(category, IN_USE), PRICE_AND_USE, LIFE_CYCLE_COST))


def cost_levels(values: LotValues, streams: pd.DataFrame, external: ExternalCost | None) -> CostLevels:
    """Return what the bids of a lot cost at each level.

    A lot whose measures do not count the buyer's cost asks only the price; one that counts no emissions has no
    last level, and one that publishes no price of emissions has the third one again.
    """
    bids, items = values.shape
    counted = streams.loc[(streams["payer"] == "buyer").to_numpy()]
    at = counted["bid"].cat.codes.to_numpy(), counted["item"].cat.codes.to_numpy(), level_of(counted)
    added = np.zeros((bids, items + 1, len(LEVELS)))
    # What is of no item has place -1, the last one.
    np.add.at(added, at, counted["present_value"].to_numpy(dtype=float))
    used = set(measures_used(values.tender, values.lot))
    external_reason: Reason | None = None
    if external is not None:
        added[:, :items, WITH_EXTERNAL] = external.by_item
        added[:, items, WITH_EXTERNAL] = sum(external.answered.values(), start=np.zeros(bids))
    elif used & OF_EMISSIONS:
        external_reason = "no_price_published"
    else:
        external_reason = "emissions_not_counted"
        added[..., WITH_EXTERNAL] = np.nan
    is_counted = bool(used & OF_LIFE_CYCLE_COST)
    if not is_counted:
        added[..., PRICE_AND_USE:] = np.nan
    levels = np.cumsum(added, axis=2)
    whole = np.cumsum(added.sum(axis=1), axis=1)
    return CostLevels(
        whole,
        levels[:, :items],
        pieces_worn(values, np.ones((1, items)))[0] if bids else np.zeros(items),
        None if is_counted else "cost_not_counted",
        external_reason,
    )
