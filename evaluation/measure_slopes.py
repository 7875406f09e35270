"""A measure of all bids and how it changes when their lives grow: sums of the tidy tables' rows and their slopes."""

from collections.abc import Callable

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from evaluation.conventions import discount_factors
from evaluation.cost import capital_streams
from evaluation.cost_levels import PRICE_AND_USE, level_of
from evaluation.horizons import capital_of
from evaluation.impact_indicators import INDICATORS
from evaluation.impact_sums import impact_sums, weighted_impacts
from evaluation.indicators import OF_MONEY, figures_of_items, mean_weights, sum_by_bid, weighted_mean
from evaluation.life_reactions import (
    LongerLives,
    above,
    cost_rates,
    emission_rates,
    falls,
    ratio_slope,
    repairs_slope,
    spare_parts_slope,
    wears,
)
from evaluation.material_circularity import LINEAR_AVERAGE
from evaluation.material_flows import Parts
from evaluation.measures import MINIMUM, OF_LIVES, OF_MASS, OF_WEIGHTED_IMPACTS, family_of
from evaluation.purchases import pieces_worn
from evaluation.result import LotEvaluation

Floats = NDArray[np.float64]
Slope = tuple[Floats, Floats]


def measure_and_slope(lot: LotEvaluation, measure: str, longer: LongerLives) -> Slope:
    """Return a measure of all calculated bids on continuous replacement, and its change, both (bids,).

    Only money differs from the lot's own figure: emissions and waste are counted continuously as it is. Answers,
    judged points and substances have no slope.
    """
    key = family_of(measure)
    of: Callable[[LotEvaluation, str, LongerLives], Slope] | None = None
    if key in OF_MONEY:
        of = _of_money
    elif key in ("gwp_a_to_c", "gwp_d"):
        of = _of_gases
    elif key in INDICATORS or key in OF_WEIGHTED_IMPACTS:
        of = _of_impacts
    elif key in OF_MASS:
        of = _of_mass
    elif key == "hazardous_waste":
        of = _of_hazardous
    elif key in OF_LIVES or key == "mci":
        return _of_items(lot, measure, longer)
    nothing = np.zeros(len(lot.calculated))
    return (nothing, nothing) if of is None else of(lot, key, longer)


def continuous_streams(lot: LotEvaluation) -> pd.DataFrame:
    """Return the streams of a lot with each price recovered over the piece's own life, whatever its model's horizon."""
    if lot.taken.model.horizon == "equivalent_annual":
        return lot.streams
    recovered = capital_streams(lot.taken, lot.lives, "equivalent_annual").table
    return pd.concat([lot.streams.loc[~capital_of(lot.streams)], recovered], ignore_index=True)


def _of_money(lot: LotEvaluation, key: str, longer: LongerLives) -> Slope:
    if key == "external_cost":
        return _external(lot, longer)
    is_whole = key not in ("purchase_price", "price_and_use_cost")
    table = continuous_streams(lot) if is_whole else lot.streams
    counted = (table["payer"] == "buyer").to_numpy()
    column = "present_value"
    rates = cost_rates(lot.taken, table, lot.mass_flows)
    if key == "purchase_price":
        column, counted = "amount", counted & (table["category"] == "purchase").to_numpy()
        # The price of a piece is the price of a piece, however long it lasts.
        rates = np.where((table["quantity_source"].astype(object) == "items.demand").to_numpy(), rates, 0.0)
    elif key == "price_and_use_cost":
        counted = counted & (level_of(table) <= PRICE_AND_USE)
    change = falls(table, rates, longer) + repairs_slope(lot.taken, lot.lives, longer, table)
    value, slope = _sums(lot, table, column, change, counted)
    if key == "equivalent_annual_cost":
        years = discount_factors(lot.taken.tender, lot.taken.model)[1:].sum()
        return value / years, slope / years
    if key == "cost_with_external":
        emitted, moved = _external(lot, longer)
        return value + emitted, slope + moved
    return value, slope


def _external(lot: LotEvaluation, longer: LongerLives) -> Slope:
    if lot.external is None:
        return np.zeros(len(lot.calculated)), np.zeros(len(lot.calculated))
    change = falls(lot.impacts, emission_rates(lot.taken, lot.impacts), longer) * lot.external.worth
    counted = (change != 0.0) | np.isnan(change)
    return lot.external.by_bid, _sums(lot, lot.impacts, "gwp", change, counted)[1]


def _of_gases(lot: LotEvaluation, key: str, longer: LongerLives) -> Slope:
    beyond = (lot.impacts["module"] == "D").to_numpy()
    change = falls(lot.impacts, emission_rates(lot.taken, lot.impacts), longer)
    return _sums(lot, lot.impacts, "gwp", change, beyond if key == "gwp_d" else ~beyond)


def _of_impacts(lot: LotEvaluation, key: str, longer: LongerLives) -> Slope:
    """Return an indicator, or a weighted sum of them: a sum of rows, so that its slope is the sum of their changes."""
    value = lot.indicators[key].to_numpy(dtype=float)
    change = falls(lot.impacts, emission_rates(lot.taken, lot.impacts), longer)
    moved = lot.impacts.assign(multiplier=lot.impacts["multiplier"] * change, gwp=lot.impacts["gwp"] * change)
    sums = impact_sums(lot.taken, moved, _no_parts())
    if sums is None:
        return value, np.full(len(value), np.nan)
    slope = weighted_impacts(lot.taken, sums, key)[0] if key in OF_WEIGHTED_IMPACTS else sums.of(key, 0.0)
    return value, np.where(np.isnan(value), np.nan, slope)


def _no_parts() -> Parts:
    """Return parts of nothing: a change has no mass that a figure could cover."""
    none, ids = np.zeros(0), np.zeros(0, dtype=np.int64)
    words = pd.Categorical(pd.Series(dtype=object))
    return Parts(ids, ids, words, words, none, ids, none, ids, none, ids, none)


def _of_mass(lot: LotEvaluation, key: str, longer: LongerLives) -> Slope:
    flows = lot.mass_flows
    change = falls(flows, wears(lot.taken, flows), longer)
    everything = np.ones(len(flows), dtype=bool)
    if key == "residual_waste":
        return _sums(lot, flows, "residual_kg", change, everything)
    routed = flows.assign(routed=flows["kg"] * flows["route_share"])
    if key == "packaging":
        return _sums(lot, routed, "routed", change, (flows["component"] == "packaging").to_numpy())
    is_hierarchy = key == "waste_hierarchy_score"
    share = "hierarchy_weight" if is_hierarchy else "non_virgin_share"
    rows = everything if is_hierarchy else (flows["component"] == "product").to_numpy()
    part, of_part = _sums(lot, routed.assign(part=routed["routed"] * flows[share]), "part", change, rows)
    whole, of_whole = _sums(lot, routed, "routed", change, rows)
    with np.errstate(divide="ignore", invalid="ignore"):
        ratio = part / whole
        return ratio, (of_part - ratio * of_whole) / whole


def _of_hazardous(lot: LotEvaluation, key: str, longer: LongerLives) -> Slope:
    """Return the hazardous waste, which falls with the pieces that the period wears."""
    values = lot.taken
    of_piece = values.take("product_data", "hazardous_kg").values * pieces_worn(values, lot.lives.purchase)
    asked = values.is_read("product_data.hazardous_kg") & ~values.left_out
    moved = np.where(longer.purchase == 0.0, 0.0, -of_piece * longer.purchase)
    return lot.indicators[key].to_numpy(dtype=float), np.asarray(moved[:, asked].sum(axis=1))


def _of_items(lot: LotEvaluation, measure: str, longer: LongerLives) -> Slope:
    """Return a mean over items and the mean of their changes; of the lowest the change of the item that is it."""
    found, key, weights = lot.lives, family_of(measure), mean_weights(lot.taken, family_of(measure))
    floor = np.array([item.guarantee_floor or 0.0 for item in lot.taken.items])
    ratio = ratio_slope(lot.taken, found, longer)
    with np.errstate(divide="ignore", invalid="ignore"):
        served = (
            LINEAR_AVERAGE * lot.circularity.lfi / lot.circularity.utility**2 * ratio
            if key == "mci"
            else ratio
        )
    changes: dict[str, Callable[[], Floats]] = {
        "life": lambda: longer.credited,
        "life_ratio": lambda: ratio,
        "guarantee": lambda: longer.guarantee,
        "guarantee_above_floor": lambda: above(found.guarantee, floor, longer.guarantee),
        "spare_parts_score": lambda: spare_parts_slope(lot.taken, found, longer),
        "mci": lambda: np.where(lot.circularity.raw < 0.0, 0.0, served),
    }
    change, value = changes[key](), lot.indicators[measure].to_numpy(dtype=float)
    if not measure.startswith(MINIMUM):
        return value, weighted_mean(change, weights)
    figures = figures_of_items(lot.taken, found, key, lot.circularity if key == "mci" else None)
    counted = np.where(weights > 0, figures, np.inf)
    lowest = np.isnan(counted).any(axis=1)
    at = np.where(np.isnan(counted), np.inf, counted).argmin(axis=1)
    return value, np.where(lowest, np.nan, change[np.arange(len(at)), at])


def _sums(
    lot: LotEvaluation, table: pd.DataFrame, column: str, change: Floats, rows: NDArray[np.bool_]
) -> Slope:
    """Return the sum of a column by bid, and the sum of what its rows change by."""
    moved = table.assign(moved=table[column].to_numpy(dtype=float) * change)
    bids = len(lot.calculated)
    return sum_by_bid(table, column, rows, bids), sum_by_bid(moved, "moved", rows, bids)
