"""How much each measure of a bid moves when the lives that count for it grow a little: analytic slopes.

Replacement is continuous here: ``D T / N`` pieces wear out, and each price is recovered over the piece's own life, as
the horizon of the annual cost has it. So no figure waits for a life to pass the year of a whole purchase.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from evaluation.conventions import TimeValue
from evaluation.lifespan import Lives, life_with_losses
from evaluation.lot_values import LotValues
from evaluation.waste import OWN_ROUTES

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
AT_A_BEND = 0.5  # of two slopes that meet in a life: their mean, as a small change to both sides finds it


@dataclass(frozen=True)
class LongerLives:
    """By how much the lives of all items of all bids grow, (bids, items).

    Parameters
    ----------
    purchase : relative growth of the life N that drives purchases, ``d ln N``; 0 where it is the buyer's.
    credited, guarantee, claimed : growth of these lives [years or uses].
    """

    purchase: Floats
    credited: Floats
    guarantee: Floats
    claimed: Floats


def in_proportion(values: LotValues, found: Lives) -> LongerLives:
    """Return lives that all grow by the same small part of themselves, ``d L = L``.

    What grows is the life that counts: the credited life, the guarantee, the claim, and on another basis than
    ``reference`` the life that drives purchases. The buyer's reference life stays. A blank is still a blank.
    """
    return LongerLives(_of_purchases(values, found), found.credited, found.guarantee, found.claimed)


def by_one(values: LotValues, found: Lives) -> LongerLives:
    """Return lives that all grow by one year, or one use: ``d L = 1``."""
    growth = _of_purchases(values, found)
    with np.errstate(divide="ignore", invalid="ignore"):
        relative = np.where(growth == 0.0, 0.0, growth / found.on_basis)
    ones = np.ones(values.shape)
    return LongerLives(relative, ones, ones, ones)


def _of_purchases(values: LotValues, found: Lives) -> Floats:
    """Return ``d ln N / d ln L`` of the life that drives purchases, (bids, items).

    1 for what is counted in years. Of uses L with a loss q the mean uses ``(1 - p^L)/q``, p = 1 - q, grow by
    ``-L ln(p) p^L / (1 - p^L)``; a piece that the buyer takes out before for its age, or that gives less than one
    functional unit, does not grow at all.
    """
    life = found.on_basis
    loss = values.take("circulation", "loss_per_use").values
    is_lost = np.array([item.life_unit == "uses" for item in values.items], dtype=bool) & (loss > 0.0)
    with np.errstate(divide="ignore", invalid="ignore"):
        kept = np.exp(life * np.log1p(-loss))
        lost = np.where(kept > 0.0, -life * np.log1p(-loss) * kept / (1.0 - kept), 0.0)
    growth = np.where(is_lost, lost, np.where(np.isnan(life), np.nan, 1.0))
    longest = np.array(
        [np.nan if item.longest_years is None else item.longest_years for item in values.items]
    )
    demand = np.array([np.nan if item.demand is None else item.demand for item in values.items])
    with np.errstate(divide="ignore", invalid="ignore"):
        limit = longest * demand / values.take("circulation", "pieces_in_pool").values
    uses = life_with_losses(life, values)
    is_limited = (uses > 1.0) & ~np.isnan(limit)
    growth = np.where(is_limited & (uses > limit), 0.0, growth)
    growth = np.where(is_limited & (uses == limit), AT_A_BEND * growth, growth)
    growth = np.where(np.fmin(np.where(is_limited, limit, np.inf), uses) < 1.0, 0.0, growth)
    return np.where(found.follows_bid, growth, 0.0)


def cost_rates(values: LotValues, streams: pd.DataFrame, flows: pd.DataFrame) -> Floats:
    """Return by how much each stream falls for each part that N grows, ``-d ln amount / d ln N``, (streams,).

    1 for pieces bought as uses wear them; ``N A'(N) / A(N)`` for a price that is recovered over N years, with A the
    sum of the discount factors; for disposal the share of the residual waste that wears with the pieces, and for
    material that is sold that of its value; 0 for all else. What is left of a price at the end of a life is held at
    the discount factor of its year.
    """
    category = streams["category"].astype(object).to_numpy()
    source = streams["quantity_source"].astype(object).to_numpy()
    by_uses = (category == "purchase") & (source == "items.demand")
    over = streams["recovered_over"].to_numpy(dtype=float)
    rates = np.where(by_uses, 1.0, 0.0)
    is_recovered = ~(over <= 0.0)
    if is_recovered.any():
        rates = np.where(is_recovered, _annuity_rates(values, over), rates)
    bid_no, item_no = places(streams)
    residual = flows["residual_kg"].to_numpy(dtype=float)
    for name, of_flow in (("disposal", residual), ("material_value", _sold(values, flows))):
        paid = (category == name) & (item_no >= 0)
        if paid.any():
            whole, worn = (
                summed(flows, weights, values.shape) for weights in (of_flow, of_flow * wears(values, flows))
            )
            with np.errstate(divide="ignore", invalid="ignore"):
                share = np.where(whole == 0.0, 0.0, worn / whole)
            rates = np.where(paid, share[bid_no, item_no], rates)
    return rates


def _sold(values: LotValues, flows: pd.DataFrame) -> Floats:
    """Return what each mass flow is sold for, (flows,) [tender currency]; 0 for what the buyer does not sell."""
    prices = {row.material: row.price for row in values.tender.material_prices}
    own = ((flows["route"] == "recycling") & flows["route_source"].isin(OWN_ROUTES)).to_numpy(dtype=bool)
    price = np.array([prices.get(key, 0.0) for key in flows["material"].astype(object)], dtype=np.float64)
    return np.where(own, (flows["kg"] * flows["route_share"]).to_numpy(dtype=float) * price, 0.0)


def _annuity_rates(values: LotValues, lives: Floats) -> Floats:
    """Return ``N A'(N) / A(N)``; A is straight within a year, so that at a whole N the two slopes have their mean."""
    known = np.where(np.isnan(lives) | (lives <= 0.0), 1.0, lives)
    time = TimeValue.of(values.tender, values.model, float(known.max()))
    before, after = (
        np.minimum(year.astype(np.int64), len(time.discount) - 1)
        for year in (np.ceil(known), np.floor(known) + 1)
    )
    slope = AT_A_BEND * (time.discount[before] + time.discount[after])
    return np.where(np.isnan(lives), np.nan, known * slope / time.annuity(known))


def emission_rates(values: LotValues, impacts: pd.DataFrame) -> Floats:
    """Return which impacts fall as N grows, (impacts,): 1 for what wears with the pieces, 0 for what is of use.

    Production, transport to the buyer and the end of life are of pieces worn. What has years of its own is of use,
    and so is a listed activity unless it is of a piece.
    """
    per = {row.key: row.per for row in values.tender.activities}
    listed = impacts["listed"].astype(object).to_numpy()
    is_of_use = impacts["first_year"].to_numpy() > 0
    is_of_use |= np.isin(listed, [key for key, of in per.items() if of != "piece"])
    return np.where(is_of_use, 0.0, wears(values, impacts))


def wears(values: LotValues, parts: pd.DataFrame) -> Floats:
    """Return 1 for each part that wears with its piece, 0 for packaging that comes anew with each use, and consumables."""
    by_use = np.array([item.basis == "use" for item in values.items], dtype=bool)
    of_packaging = (parts["component"].astype(object) == "packaging").to_numpy()
    _, item_no = places(parts)
    consumed = (parts["component"].astype(object) == "consumable").to_numpy()
    return np.where(consumed | (of_packaging & (by_use[item_no] if len(parts) else False)), 0.0, 1.0)


def falls(table: pd.DataFrame, rates: Floats, longer: LongerLives) -> Floats:
    """Return how each row of a table changes, as a share of itself: ``-rate * d ln N`` of its item, (rows,)."""
    bid_no, item_no = places(table)
    growth = np.where(item_no < 0, 0.0, longer.purchase[bid_no, item_no])
    return -np.where((rates == 0.0) | (growth == 0.0), 0.0, rates * growth)


def places(table: pd.DataFrame) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return the places of each row of a table on the bid and item axes; -1 is of no item."""
    return tuple(table[axis].cat.codes.to_numpy().astype(np.int64) for axis in ("bid", "item"))  # type: ignore[return-value]


def summed(table: pd.DataFrame, weights: Floats, shape: tuple[int, int]) -> Floats:
    """Return the sums over the rows of a table by bid and item, (bids, items)."""
    found = np.zeros(shape)
    np.add.at(found, places(table), weights)
    return found


def spare_parts_slope(values: LotValues, found: Lives, longer: LongerLives) -> Floats:
    """Return how the score of spare parts changes, (bids, items): ``-0.6 years / L^2`` where they end before L."""
    years = values.take("product_data", "spare_parts_years").values
    with np.errstate(divide="ignore", invalid="ignore"):
        slope = -0.6 * years / found.claimed**2 * longer.claimed
    held = np.where(years < found.claimed, slope, np.where(years == found.claimed, AT_A_BEND * slope, 0.0))
    return np.where(np.isnan(found.claimed), 0.0, np.where(np.isnan(years), np.nan, held))


def above(figure: Floats, floor: Floats, growth: Floats) -> Floats:
    """Return how a figure changes above a floor that it does not count below, (bids, items)."""
    return np.where(figure > floor, growth, np.where(figure == floor, AT_A_BEND * growth, growth * 0.0))


def ratio_slope(values: LotValues, found: Lives, longer: LongerLives) -> Floats:
    """Return how the life to the reference changes, (bids, items); not at all outside of the model's bounds."""
    model, growth = values.model, longer.credited / found.reference
    ratio = found.credited / found.reference
    low = 0.0 if model.life_ratio_floor is None else model.life_ratio_floor
    held = above(ratio, np.asarray(low), growth) if model.life_ratio_floor is not None else growth
    return held if model.life_ratio_cap is None else above(-ratio, np.asarray(-model.life_ratio_cap), held)


def repairs_slope(values: LotValues, found: Lives, longer: LongerLives, streams: pd.DataFrame) -> Floats:
    """Return how each stream changes with the repairs that a life lets expect, as a share of itself, (streams,).

    ``(T / L)^shape`` falls by ``shape * d L / L``; nothing where repairs are counted in another way.
    """
    is_repair = (streams["category"].astype(object) == "repair").to_numpy()
    if values.model.repairs != "from_life" or not is_repair.any():
        return np.zeros(len(streams))
    shape = np.array([0.0 if item.life_shape is None else item.life_shape for item in values.items])
    with np.errstate(divide="ignore", invalid="ignore"):
        change = -shape * longer.credited / found.credited
    bid_no, item_no = places(streams)
    return np.where(is_repair, change[bid_no, item_no], 0.0)
