"""Parts, routes and lives -> the Material Circularity Indicator of each item, and the rates of what goes round.

The equations are those of :mod:`evaluation.material_circularity`. What is collected is what the routes say: taken back by
contract, declared by an EPD, measured by the buyer, or the published default; recyclable is not recycled. Biological
cycles (composting, energy of biological material, sustained production) are not asked of bidders and count as none.
"""

from dataclasses import fields

import numpy as np
from numpy.typing import NDArray

from evaluation.circularity_rates import CircularityRates, circularity_rates
from evaluation.component_flows import ROUNDING, ComponentFlows, Components, component_flows
from evaluation.lifespan import Lives, life_ratio
from evaluation.lot_values import LotValues
from evaluation.material_circularity import Circularity, material_circularity
from evaluation.material_flows import Parts
from evaluation.waste import ROUTES, part_routes, recycling_yields

Floats = NDArray[np.float64]


def item_circularity(values: LotValues, parts: Parts, found: Lives) -> Circularity:
    """Return the indicator of each item, all (bids, items); NaN where an item has no part or one is not known.

    A piece's parts are summed by flows; its utility is the credited life over the reference, within the model's
    bounds.
    """
    flows = item_flows(values, parts)
    served = life_ratio(values, found)
    return material_circularity(flows, np.where(served > 0, served, np.nan))


def item_flows(values: LotValues, parts: Parts) -> ComponentFlows:
    """Return the flows of a piece of each item, its parts summed, all (bids, items, 1) [kg]."""
    return _summed(values, parts, component_flows(_components(values, parts)))


def bid_rates(values: LotValues, parts: Parts, found: Lives, weights: Floats) -> CircularityRates:
    """Return the rates of each bid, all (bids,): of the kilograms that the study period wears.

    Parameters
    ----------
    weights : the buyer's weights of the items, (items,), by which the mean of their life ratios is taken.
    """
    of_piece = component_flows(_components(values, parts))
    pieces = np.where(parts.component == "product", parts.pieces, 0.0)[:, None]
    whole = ComponentFlows(**{f.name: getattr(of_piece, f.name) * pieces for f in fields(ComponentFlows)})
    of_items = _summed(values, parts, whole)
    counted = weights > 0
    of_bid = ComponentFlows(
        **{f.name: getattr(of_items, f.name)[:, counted, 0] for f in fields(ComponentFlows)}
    )
    ratio = (life_ratio(values, found)[:, counted] * weights[counted]).sum(axis=1)
    with np.errstate(invalid="ignore"):
        mean = ratio / weights[counted].sum()
    return circularity_rates(of_bid, np.where(mean > 0, mean, np.nan), 1.0)


def _components(values: LotValues, parts: Parts) -> Components:
    """Return the parts as components, arrays of (parts, 1); packaging is no part of the product and has no mass.

    The mass is what the routes take, all of it where their shares sum to 1, as those of a tender do.
    """
    shares, _ = part_routes(values, parts)
    routed = shares.sum(axis=1)
    with np.errstate(invalid="ignore", divide="ignore"):
        shares = shares / routed[:, None]
    # A share that is none was refused where it was read; here it is not known. Sums may be over 1 by the last digit.
    is_share = ((shares >= -ROUNDING) & (shares <= 1 + ROUNDING)).all(axis=1)
    shares = np.where(is_share[:, None], np.clip(shares, 0.0, 1.0), np.nan)
    routed = np.where(is_share, routed, np.nan)
    of_product = np.asarray(parts.component == "product")
    recycled = np.minimum(parts.recycled_share, 1.0)
    return Components(
        mass_kg=np.where(of_product, parts.mass_kg * routed, 0.0)[:, None],
        recycled_share=recycled[:, None],
        reused_share=np.minimum(parts.reused_share, 1.0 - recycled)[:, None],
        to_recycling_share=shares[:, ROUTES.index("recycling"), None],
        to_reuse_share=shares[:, ROUTES.index("reuse"), None],
        feedstock_yield=values.model.feedstock_yield,
        recycling_yield=recycling_yields(values, parts)[:, None],
    )


def _summed(values: LotValues, parts: Parts, flows: ComponentFlows) -> ComponentFlows:
    """Return flows of (parts, 1) summed by item, (bids, items, 1); NaN for an item without a part of the product."""
    has_part = np.zeros(values.shape, dtype=bool)
    of_product = np.asarray(parts.component == "product")
    has_part[parts.bid_no[of_product], parts.item_no[of_product]] = True
    summed = {}
    for each in fields(ComponentFlows):
        kg = np.where(has_part, 0.0, np.nan)
        np.add.at(
            kg,
            (parts.bid_no[of_product], parts.item_no[of_product]),
            getattr(flows, each.name)[of_product, 0],
        )
        summed[each.name] = kg[..., None]
    return ComponentFlows(**summed)
