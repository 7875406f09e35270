"""The tidy tables of a lot -> one figure a measure and bid."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from evaluation.conventions import discount_factors
from evaluation.cost import Streams
from evaluation.cost_levels import PRICE_AND_USE, level_of
from evaluation.external_cost import ExternalCost
from evaluation.impact_indicators import INDICATORS
from evaluation.impact_sums import ImpactSums, weighted_impacts
from evaluation.lifespan import Lives, spare_parts_score
from evaluation.lot_values import LotValues
from evaluation.measures import OF_LIFE_CYCLE_COST, OF_SUBSTANCES, OF_WEIGHTED_IMPACTS, measure_of
from evaluation.substance_answers import substance_free_share

Floats = NDArray[np.float64]
OF_MONEY = frozenset({"purchase_price", "price_and_use_cost", "external_cost"}) | OF_LIFE_CYCLE_COST


@dataclass(frozen=True)
class LotTables:
    """The tidy tables a lot's figures are sums of."""

    streams: Streams
    impacts: pd.DataFrame
    mass_flows: pd.DataFrame
    lives: Lives
    external: ExternalCost | None = None
    sums: ImpactSums | None = None


def sum_by_bid(table: pd.DataFrame, column: str, rows: NDArray[np.bool_], bids: int) -> Floats:
    """Return the sum of a column by bid over some rows, (bids,); NaN where a summand is unknown."""
    codes = table["bid"].cat.codes.to_numpy()[rows] if len(table) else np.zeros(0, dtype=np.int64)
    weights = table[column].to_numpy(dtype=float)[rows] if len(table) else np.zeros(0)
    return np.bincount(codes, weights=weights, minlength=bids).astype(np.float64)


def mean_weights(values: LotValues, measure: str) -> Floats:
    """Return the published weights of the items in a mean, (items,); 0 for items the measure does not read.

    ``Item.mean_weight``, or, where the buyer gives none on any item, the buyer's quantities. Never a
    figure of a bid.
    """
    reads = measure_of(measure).reads
    read = np.array([bool(reads(values.tender, values.lot, item)) for item in values.items])
    given = [item.mean_weight for item in values.items]
    if any(w is not None for w in given):
        weights = np.array([0.0 if w is None else w for w in given])
    else:
        weights = np.array([sum(i.quantity) if i.quantity else (i.demand or 0.0) for i in values.items])
    return np.where(read & ~values.left_out, weights, 0.0)


def weighted_mean(figures: Floats, weights: Floats) -> Floats:
    """Return the mean over items with the buyer's weights, (bids,); an item without weight is left out.

    >>> weighted_mean(np.array([[12.0, 6.0]]), np.array([11.0, 1.0])).tolist()
    [11.5]
    """
    counted = weights > 0
    if not counted.any():
        return np.full(figures.shape[0], np.nan)
    return np.asarray((figures[:, counted] * weights[counted]).sum(axis=1) / weights[counted].sum())


def indicator(values: LotValues, tables: LotTables, measure: str) -> Floats:
    """Return one measure of all bids, (bids,); ``judged:`` measures are not figures of a bid and raise."""
    bids = len(values.bids)
    key = measure.split(":", 1)[0]
    impacts, flows = tables.impacts, tables.mass_flows
    if key in OF_MONEY:
        return _of_money(values, tables, key)
    if key in ("gwp_a_to_c", "gwp_d"):
        beyond = (impacts["module"] == "D").to_numpy()
        return sum_by_bid(impacts, "gwp", beyond if key == "gwp_d" else ~beyond, bids)
    if key in INDICATORS or key in OF_WEIGHTED_IMPACTS:
        return _of_impacts(values, tables.sums, key)
    if key in ("residual_waste", "packaging", "waste_hierarchy_score", "non_virgin_share"):
        return _of_mass(flows, key, bids)
    if key == "answer":
        return values.answer(measure.split(":", 1)[1]).values
    return weighted_mean(figures_of_items(values, tables.lives, key), mean_weights(values, measure))


def _of_money(values: LotValues, tables: LotTables, key: str) -> Floats:
    bids, streams = len(values.bids), tables.streams.table
    external = np.zeros(bids) if tables.external is None else tables.external.by_bid
    if key == "external_cost":
        return external
    counted = (streams["payer"] == "buyer").to_numpy()
    if key == "purchase_price":
        counted = counted & (streams["category"] == "purchase").to_numpy()
        return sum_by_bid(streams, "amount", counted, bids)
    if key == "price_and_use_cost":
        counted = counted & (level_of(streams) <= PRICE_AND_USE)
    cost = sum_by_bid(streams, "present_value", counted, bids)
    if key == "equivalent_annual_cost":
        return np.asarray(cost / discount_factors(values.tender, values.model)[1:].sum())
    return np.asarray(cost + external) if key == "cost_with_external" else cost


def _of_impacts(values: LotValues, sums: ImpactSums | None, key: str) -> Floats:
    if key in OF_WEIGHTED_IMPACTS:
        return weighted_impacts(values, sums, key)[0]
    return np.full(len(values.bids), np.nan) if sums is None else sums.of(key, values.model.least_coverage)


def _of_mass(flows: pd.DataFrame, key: str, bids: int) -> Floats:
    everything = np.ones(len(flows), dtype=bool)
    if key == "residual_waste":
        return sum_by_bid(flows, "residual_kg", everything, bids)
    routed = flows.assign(routed=flows["kg"] * flows["route_share"])
    if key == "packaging":
        return sum_by_bid(routed, "routed", (flows["component"] == "packaging").to_numpy(), bids)
    product = (flows["component"] == "product").to_numpy()
    share = "hierarchy_weight" if key == "waste_hierarchy_score" else "non_virgin_share"
    if key == "waste_hierarchy_score":
        product = everything
    weighted = sum_by_bid(routed.assign(w=routed["routed"] * flows[share]), "w", product, bids)
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.asarray(weighted / sum_by_bid(routed, "routed", product, bids))


def figures_of_items(values: LotValues, lives: Lives, key: str) -> Floats:
    """Return what a measure that is a mean is a mean of, (bids, items) [unit of the measure].

    Raises
    ------
    KeyError
        For a measure that is no mean over items.
    """
    if key == "life":
        return lives.credited
    if key == "life_ratio":
        return np.asarray(lives.credited / lives.reference)
    if key == "guarantee":
        return lives.guarantee
    if key == "spare_parts_score":
        return spare_parts_score(values, lives)
    if key == OF_SUBSTANCES:
        return substance_free_share(values)
    raise KeyError(key)
