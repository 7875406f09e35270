"""Mass flows -> residual waste, waste hierarchy, packaging and non-virgin share.

``residual = kg * (1 - C_U - C_R * E_C)``: what is reused leaves nothing, what is recycled leaves what the
process loses, what is burnt or deposited is all residual (circular-economy indicators after the Ellen
MacArthur Foundation's methodology, 2019). Order of routes: what the contract takes back; of the rest, the
output flows of the product's EPD; else what the buyer measured, or the national default.
"""

from collections.abc import Mapping

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from evaluation.codes import CODES
from evaluation.conventions import NO_GROWTH
from evaluation.lot_values import LotValues
from evaluation.material_flows import Parts, consumables, together
from evaluation.purchases import shares_of_years
from evaluation.rows import RowGatherer

Floats = NDArray[np.float64]
ROUTES = CODES["route"]
# The sources of routes on which the buyer collects, and sells, what is recycled.
OWN_ROUTES = ("buyer", "default")
EPD_ROUTES = ROUTES[:3]  # the last one, landfill, is what the EPD's flows leave
BLANK: Mapping[str, str | float] = {
    "component": "",
    "material": "",
    "input": -1,
    "stated": np.nan,
    "pieces": np.nan,
    "kg": np.nan,
    "route": "",
    "route_share": np.nan,
    "route_source": "",
    "residual_share": np.nan,
    "residual_kg": np.nan,
    "hierarchy_weight": np.nan,
    "recycled_share": np.nan,
    "non_virgin_share": np.nan,
    "recycled_input": -1,
    "reused_input": -1,
}


def route_shares(values: LotValues, component: str) -> tuple[Floats, NDArray[np.object_]]:
    """Return the share of each route (bids, items, routes) and where it comes from (bids, items).

    A contracted take-back takes its stated shares for reuse and recycling. The rest, and everything else,
    goes the way of the product's EPD where the bid states its flows, else the way that the buyer publishes
    for the component. No published route gives NaN. The source is ``contract``, ``epd``, ``buyer`` (measured)
    or ``default``.
    """
    rows = [r for r in values.tender.routes if r.component == component]
    published = {r.route: r.share for r in rows}
    base = (
        np.array([published.get(route, 0.0) for route in ROUTES])
        if published
        else np.full(len(ROUTES), np.nan)
    )
    shares = np.broadcast_to(base, (*values.shape, len(ROUTES))).copy()
    is_measured = any(r.measured_by == "buyer" for r in rows)
    source = np.full(values.shape, "buyer" if is_measured else "default", dtype=object)
    if component == "product":
        of_epd = epd_shares(values)
        declared = np.asarray(~np.isnan(of_epd).any(axis=-1))
        shares = np.where(declared[..., None], of_epd, shares)
        source = np.where(declared, "epd", source)
        back = values.words("product_data", "taken_back") == "yes"
        reuse = np.nan_to_num(values.take("product_data", "taken_back_reuse_share").values)
        recycling = np.nan_to_num(values.take("product_data", "taken_back_recycling_share").values)
        contracted = back & (reuse + recycling > 0)
        rest = 1.0 - reuse - recycling
        mixed = rest[..., None] * shares
        mixed[..., ROUTES.index("reuse")] += reuse
        mixed[..., ROUTES.index("recycling")] += recycling
        shares = np.where(contracted[..., None], mixed, shares)
        source = np.where(contracted, "contract", source)
    return shares, source


def epd_shares(values: LotValues) -> Floats:
    """Return the share of each route after the output flows of an EPD, (bids, items, routes); NaN where none.

    Components for re-use, materials for recycling and for energy recovery (EN 15804: CRU, MFR, MER), each
    over the mass of the product; a blank one is nought where another is stated, and what is left of the mass
    is deposited.
    """
    flows = np.stack([values.take("product_data", f"epd_{route}_kg").values for route in EPD_ROUTES], axis=-1)
    mass = values.take("product_data", "mass_kg").values
    is_stated = ~np.isnan(flows).all(axis=-1) & (mass > 0) & values.is_read("product_data.epd_reuse_kg")
    shares = np.full((*values.shape, len(ROUTES)), np.nan)
    shares[is_stated, : len(EPD_ROUTES)] = np.nan_to_num(flows[is_stated]) / mass[is_stated][:, None]
    shares[is_stated, -1] = 1.0 - shares[is_stated, : len(EPD_ROUTES)].sum(axis=-1)
    return shares


def part_routes(values: LotValues, parts: Parts) -> tuple[Floats, NDArray[np.object_]]:
    """Return the route shares of each part, shape (parts, routes), and their source."""
    shares = np.full((len(parts), len(ROUTES)), np.nan)
    source = np.full(len(parts), "", dtype=object)
    for component in parts.component.categories:
        of = parts.component == component
        by_item, by = route_shares(values, component)
        at = parts.bid_no[of], parts.item_no[of]
        shares[of], source[of] = by_item[at], by[at]
    return shares, source


def shown_routes(values: LotValues, parts: Parts, shares: Floats) -> NDArray[np.bool_]:
    """Return which routes of each part have a row, shape (parts, routes).

    Those with a share, all of a product whose EPD states its flows, and those whose share of nought a bidder
    states for what is taken back, so that every stated number stands in a table. Shares that are not published
    are not a route without a share.
    """
    shown = shares > 0
    of_product = np.asarray(parts.component == "product")
    of_epd = np.asarray(~np.isnan(epd_shares(values)).any(axis=-1))
    shown |= (of_product & of_epd[parts.bid_no, parts.item_no])[:, None]
    back = values.words("product_data", "taken_back") == "yes"
    for route in ("reuse", "recycling"):
        stated = back & (values.take("product_data", f"taken_back_{route}_share").inputs >= 0)
        shown[:, ROUTES.index(route)] |= of_product & stated[parts.bid_no, parts.item_no]
    return np.asarray(shown & ~np.isnan(shares))


def mass_flows(values: LotValues, parts: Parts) -> pd.DataFrame:
    """Return the mass flows of a lot over the study period, a row a part and route [kg].

    What pieces consume while they serve stands beside what they are made of and packed in, where the model counts it.
    """
    if values.model.consumables_waste:
        parts = together(parts, consumables(values))
    gather = RowGatherer(values, BLANK)
    shares, source = part_routes(values, parts)
    is_shown = shown_routes(values, parts, shares)
    losses = 1.0 - recycling_yields(values, parts)
    model = values.model
    weights = (
        model.hierarchy_reuse,
        model.hierarchy_recycling,
        model.hierarchy_energy_recovery,
        model.hierarchy_landfill,
    )
    kg = parts.mass_kg * parts.pieces
    for n, route in enumerate(ROUTES):
        residual = {"reuse": np.zeros(len(parts)), "recycling": losses}.get(route, np.ones(len(parts)))
        used = is_shown[:, n] | np.isnan(shares[:, n])
        gather.add_rows(
            parts.bid_no[used],
            parts.item_no[used],
            component=parts.component[used],
            material=parts.material[used],
            input=parts.mass_input[used],
            stated=parts.mass_kg[used],
            pieces=parts.pieces[used],
            kg=kg[used],
            route=route,
            route_share=shares[used, n],
            route_source=source[used],
            residual_share=residual[used],
            residual_kg=(kg * shares[:, n] * residual)[used],
            hierarchy_weight=weights[n],
            recycled_share=np.minimum(1.0, parts.recycled_share)[used],
            non_virgin_share=np.minimum(1.0, parts.recycled_share + parts.reused_share)[used],
            recycled_input=parts.recycled_input[used],
            reused_input=parts.reused_input[used],
        )
    return gather.table()


def residual_by_year(values: LotValues, flows: pd.DataFrame) -> Floats:
    """Return the residual waste of each bid in study years 1 to T, (bids, T) [kg]; NaN where it is unknown.

    ``sum over items of (residual waste of the item * share of its wear in the year)``; the sum over the years
    is the measure ``residual_waste``.
    """
    residual = np.zeros(values.shape)
    at = flows["bid"].cat.codes.to_numpy(), flows["item"].cat.codes.to_numpy()
    np.add.at(residual, at, flows["residual_kg"].to_numpy(dtype=float))
    return np.asarray((residual[..., None] * shares_of_years(values)).sum(axis=1))


def residual_in_year(values: LotValues, flows: pd.DataFrame, year: int) -> Floats:
    """Return what each row of the mass flows leaves as waste in study year ``year`` (from 1), (rows,) [kg]."""
    share = shares_of_years(values)[flows["item"].cat.codes.to_numpy(), year - 1]
    return np.asarray(flows["residual_kg"].to_numpy(dtype=float) * share)


def material_values(values: LotValues, flows: pd.DataFrame) -> pd.DataFrame | None:
    """Return what the buyer is paid for the material that it collects for recycling over the study period.

    ``kg * share * price``, of what goes the buyer's or the default route: what a contract takes back, or an EPD states,
    is not the buyer's to sell. None where no material has a price.

    Returns
    -------
    A row a bid, item and class of growth: ``bid_no``, ``item_no``, ``growth_class``, ``value`` [tender currency].
    """
    prices = {row.material: row for row in values.tender.material_prices}
    if not prices:
        return None
    own = (flows["route"] == "recycling") & flows["route_source"].isin(OWN_ROUTES)
    of = flows.loc[(own & flows["material"].isin(list(prices))).to_numpy(dtype=bool)]
    material = of["material"].astype(object)
    rows = pd.DataFrame(
        {
            "bid_no": of["bid"].cat.codes.to_numpy(),
            "item_no": of["item"].cat.codes.to_numpy(),
            "growth_class": [prices[key].growth_class or NO_GROWTH for key in material],
            "value": (of["kg"] * of["route_share"]).to_numpy(dtype=float)
            * np.array([prices[key].price for key in material], dtype=np.float64),
        }
    )
    names = ["bid_no", "item_no", "growth_class"]
    summed = rows.groupby(names, sort=True)["value"].agg(lambda each: each.sum(skipna=False))
    return summed.reset_index()


def recycling_yields(values: LotValues, parts: Parts) -> Floats:
    """Return what recycling gives of what is collected of each part, (parts,) [0 to 1].

    A material without a published yield takes the lowest one published, so that silence never pays; 0 where none is.
    """
    yields = {m.key: m.recycling_yield for m in values.tender.materials}
    worst = min((y for y in yields.values() if y is not None), default=0.0)
    by_key = {key: worst if value is None else value for key, value in yields.items()}
    by_material = np.array([by_key.get(key, worst) for key in parts.material.categories], dtype=np.float64)
    return np.asarray(by_material[parts.material.codes])
