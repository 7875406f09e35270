"""The tidy tables of a lot -> one figure a measure and bid."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from evaluation.conventions import discount_factors
from evaluation.cost import Streams
from evaluation.cost_levels import PRICE_AND_USE, level_of
from evaluation.external_cost import ExternalCost
from evaluation.impact_sums import ImpactSums, weighted_impacts
from evaluation.lifespan import Lives, guarantee_above_floor, life_ratio, spare_parts_score
from evaluation.lot_values import LotValues
from evaluation.material_circularity import Circularity
from evaluation.measures import (
    MINIMUM,
    OF_EMISSIONS,
    OF_LIFE_CYCLE_COST,
    OF_SUBSTANCES,
    OF_WEIGHTED_IMPACTS,
    family_of,
    measure_of,
)
from evaluation.purchases import pieces_worn
from evaluation.repair import repair_score, second_life_score
from evaluation.substance_answers import substance_free_share
from evaluation.tender import Item

Floats = NDArray[np.float64]
OF_FLOWS = frozenset({"residual_waste", "packaging", "waste_hierarchy_score", "non_virgin_share"})
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
    circularity: Circularity | None = None


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
    read = np.array([bool(reads(values.tender, values.lot, item)) for item in values.items], dtype=bool)
    return np.where(read & ~values.left_out, published_weights(values.items), 0.0)


def published_weights(items: Sequence[Item]) -> Floats:
    """Return what the buyer publishes that items weigh in a mean, (items,): ``mean_weight``, else the quantities.

    >>> rows = ({"quantity": (2.0, 3.0)}, {"demand": 7.0})
    >>> published_weights(
    ...     [Item(key="a", lot="LOT-0001", title_da="A", reference=True, **row) for row in rows]
    ... ).tolist()
    [5.0, 7.0]
    """
    given = [item.mean_weight for item in items]
    if any(weight is not None for weight in given):
        return np.array([0.0 if weight is None else weight for weight in given])
    return np.array([sum(i.quantity) if i.quantity else (i.demand or 0.0) for i in items], dtype=np.float64)


def weighted_mean(figures: Floats, weights: Floats) -> Floats:
    """Return the mean over items with the buyer's weights, (bids,); an item without weight is left out.

    >>> weighted_mean(np.array([[12.0, 6.0]]), np.array([11.0, 1.0])).tolist()
    [11.5]
    """
    counted = weights > 0
    if not counted.any():
        return np.full(figures.shape[0], np.nan)
    return np.asarray((figures[:, counted] * weights[counted]).sum(axis=1) / weights[counted].sum())


def lowest(figures: Floats, weights: Floats) -> Floats:
    """Return the lowest figure over items, (bids,); an item without weight is left out, an unknown one is unknown.

    >>> lowest(np.array([[12.0, 6.0, 1.0]]), np.array([11.0, 1.0, 0.0])).tolist()
    [6.0]
    """
    counted = weights > 0
    if not counted.any():
        return np.full(figures.shape[0], np.nan)
    return np.asarray(figures[:, counted].min(axis=1))


def _hazardous(values: LotValues, lives: Lives) -> Floats:
    """Return the hazardous and clinical waste of the pieces that the study period wears, (bids,) [kg]."""
    asked = values.is_read("product_data.hazardous_kg") & ~values.left_out
    of_piece = values.take("product_data", "hazardous_kg").values[:, asked]
    return np.asarray((of_piece * pieces_worn(values, lives.purchase)[:, asked]).sum(axis=1))


def indicator(values: LotValues, tables: LotTables, measure: str) -> Floats:
    """Return one measure of all bids, (bids,); ``judged:`` measures are not figures of a bid and raise."""
    bids = len(values.bids)
    key = family_of(measure)
    flows = tables.mass_flows
    if key in OF_MONEY:
        return _of_money(values, tables, key)
    if key in OF_EMISSIONS:
        return _of_impacts(values, tables, key)
    if key == "hazardous_waste":
        return _hazardous(values, tables.lives)
    if key in OF_FLOWS:
        return _of_mass(flows, key, bids)
    if key == "answer":
        return values.answer(measure.split(":", 1)[1]).values
    over_items = lowest if measure.startswith(MINIMUM) else weighted_mean
    return over_items(
        figures_of_items(values, tables.lives, key, tables.circularity), mean_weights(values, measure)
    )


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


def _of_impacts(values: LotValues, tables: LotTables, key: str) -> Floats:
    bids, sums = len(values.bids), tables.sums
    if key in ("gwp_a_to_c", "gwp_d"):
        beyond = (tables.impacts["module"] == "D").to_numpy()
        return sum_by_bid(tables.impacts, "gwp", beyond if key == "gwp_d" else ~beyond, bids)
    if key in OF_WEIGHTED_IMPACTS:
        return weighted_impacts(values, sums, key)[0]
    return np.full(bids, np.nan) if sums is None else sums.of(key, values.model.least_coverage)


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


def figures_of_items(
    values: LotValues, lives: Lives, key: str, circularity: Circularity | None = None
) -> Floats:
    """Return what a measure that is a mean is a mean of, (bids, items) [unit of the measure].

    Raises
    ------
    KeyError
        For a measure that is no mean over items.
    """
    figures: dict[str, Callable[[], Floats]] = {
        "life": lambda: lives.credited,
        "life_ratio": lambda: life_ratio(values, lives),
        "guarantee": lambda: lives.guarantee,
        "guarantee_above_floor": lambda: guarantee_above_floor(values, lives),
        "spare_parts_score": lambda: spare_parts_score(values, lives),
        "repair_score": lambda: repair_score(values),
        "second_life_score": lambda: second_life_score(values),
        "mci": lambda: np.full(values.shape, np.nan) if circularity is None else circularity.mci,
        OF_SUBSTANCES: lambda: substance_free_share(values),
    }
    return figures[key]()
