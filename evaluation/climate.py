"""Activities x factors -> impacts by life-cycle module [kg CO2e].

Modules after EN 15804: A1-A3 production, A4 transport, A5 disposal of packaging, B use
(``climate_in_use.py``), C the end of life, D credits beyond the system, always kept apart. Biogenic carbon
balances to nought over A to C on every route: burning holds the release in its factor, on any other route
the stored carbon leaves the system with the material.
"""

from collections.abc import Mapping

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from evaluation.climate_in_use import add_use
from evaluation.lifespan import Lives
from evaluation.lot_values import LotValues
from evaluation.material_flows import UNNAMED, Parts
from evaluation.purchases import pieces_worn
from evaluation.rows import RowGatherer
from evaluation.waste import ROUTES, part_routes, shown_routes

Floats = NDArray[np.float64]
# gwp = stated * share * multiplier * factor_value
BLANK: Mapping[str, str | float] = {
    "module": "",
    "activity": "",
    "component": "",
    "route": "",
    "material": "",
    "input": -1,
    "stated": np.nan,
    "share_input": -1,
    "share": 1.0,
    "share_of": "",
    "multiplier": np.nan,
    "factor": "",
    "factor_value": np.nan,
    "first_year": 0,
    "last_year": 0,
    "gwp": np.nan,
}


def impacts(values: LotValues, found: Lives, parts: Parts) -> pd.DataFrame:
    """Return the impacts of all bids of a lot over the study period, a row an activity [kg CO2e]."""
    gather = RowGatherer(values, BLANK)
    basis = np.array([item.factor_basis for item in values.items], dtype=object)
    by_mass = (basis[parts.item_no] == "generic_mass") & (parts.material != UNNAMED)
    _production(values, parts, by_mass, gather)
    _whole_products(values, found, gather)
    _transport(values, parts, gather)
    _end_of_life(values, parts, by_mass, gather)
    add_use(values, parts, gather)
    table = gather.table()
    gwp = table["stated"] * table["share"] * table["multiplier"] * table["factor_value"]
    return table.assign(gwp=gwp)


def missing_factors(values: LotValues, parts: Parts) -> tuple[tuple[str, str], ...]:
    """Return (material, slot) for each factor that a bid needs and the tender does not publish."""
    keys = {m.key: m for m in values.tender.materials}
    shares, _ = part_routes(values, parts)
    names = parts.material.categories
    needed: set[tuple[str, str]] = set()
    for slot, amount in (
        ("virgin", 1 - parts.recycled_share),
        ("recycled", parts.recycled_share),
        *((route, shares[:, n]) for n, route in enumerate(ROUTES) if route != "reuse"),
    ):
        for key in names[np.unique(parts.material.codes[amount > 0])]:
            if key in keys and getattr(keys[key], slot) is None:
                needed.add((key, slot))
    return tuple(sorted(needed))


def _slot(values: LotValues, parts: Parts, slot: str) -> tuple[pd.Categorical, Floats]:
    """Return the factor key and value of one slot of each part's material; NaN where there is none."""
    factors = {f.key: f.gwp_kg_co2e for f in values.tender.factors}
    key_of: Mapping[str, str | None] = {m.key: getattr(m, slot) for m in values.tender.materials}
    keys = [key_of.get(material) or "" for material in parts.material.categories]
    by_material = np.array([factors.get(key, np.nan) for key in keys])
    words = pd.Categorical(keys)
    codes = words.codes[parts.material.codes]
    return pd.Categorical.from_codes(codes, categories=words.categories), by_material[parts.material.codes]


def _biogenic(values: LotValues, parts: Parts) -> Floats:
    stored = {m.key: m.biogenic_kg_co2_per_kg or 0.0 for m in values.tender.materials}
    by_material = np.array([stored.get(key, 0.0) for key in parts.material.categories])
    return np.asarray(by_material[parts.material.codes])


def _production(values: LotValues, parts: Parts, by_mass: NDArray[np.bool_], gather: RowGatherer) -> None:
    virgin, virgin_value = _slot(values, parts, "virgin")
    recycled, recycled_value = _slot(values, parts, "recycled")
    reused, reused_value = _slot(values, parts, "reused")
    free = values.model.reused_parts == "burden_free"
    reuse_counts = free | ~np.isnan(reused_value)
    u = np.where(reuse_counts, parts.reused_share, 0.0)
    # A recycled share without a factor of its own counts as virgin: nothing is invented.
    r = np.where(np.isnan(recycled_value), 0.0, np.minimum(parts.recycled_share, 1.0 - u))
    stored = _biogenic(values, parts)
    for share, keys, value, activity, share_input, share_of in (
        (1.0 - r - u, virgin, virgin_value, "virgin_material", parts.recycled_input, "rest"),
        (r, recycled, recycled_value, "recycled_material", parts.recycled_input, "input"),
        (
            u,
            "biogenic_carbon" if free else reused,
            -stored if free else reused_value,
            "reused_parts",
            parts.reused_input,
            "input",
        ),
    ):
        # A share of nought that a bidder states keeps its row, so that every stated number stands in a table.
        stated = (share_input >= 0) & ~np.isnan(value) & ((activity != "reused_parts") | reuse_counts)
        used = by_mass & ((share != 0.0) | stated)
        used &= ~((activity == "reused_parts") & free & (stored == 0.0))
        _add(
            gather,
            parts,
            used,
            module="A1-A3",
            activity=activity,
            share=share,
            factor=keys,
            factor_value=value,
            share_input=share_input,
            share_of=share_of,
        )


def _add(
    gather: RowGatherer, parts: Parts, used: NDArray[np.bool_], *, per_piece: float = 1.0, **columns: object
) -> None:
    rows = {n: v[used] if isinstance(v, np.ndarray | pd.Categorical) else v for n, v in columns.items()}
    gather.add_rows(
        parts.bid_no[used],
        parts.item_no[used],
        component=parts.component[used],
        material=parts.material[used],
        input=parts.mass_input[used],
        stated=parts.mass_kg[used],
        multiplier=parts.pieces[used] * per_piece,
        **rows,
    )


def _whole_products(values: LotValues, found: Lives, gather: RowGatherer) -> None:
    factors = {f.key: f.gwp_kg_co2e for f in values.tender.factors}
    materials = {m.key: m for m in values.tender.materials}
    worn = pieces_worn(values, found.purchase)
    used_before = np.isin(values.words("prices", "condition"), ["remanufactured", "used"])
    for n, item in enumerate(values.items):
        if not item.reference:
            continue
        mask = np.zeros(values.shape, dtype=bool)
        mask[:, n] = True
        if item.factor_basis == "declared" and values.is_read("product_data.declared_gwp_a1_a3")[n]:
            taken = values.take("product_data", "declared_gwp_a1_a3")
            gather.add(
                mask,
                module="A1-A3",
                activity="declared_product",
                input=taken.inputs,
                stated=taken.values,
                multiplier=worn,
                factor="declared",
                factor_value=1.0,
            )
        if item.factor_basis == "product_class" and item.product_class is not None:
            row = materials[item.product_class]
            for state, key in ((~used_before, row.virgin), (used_before, row.reused or row.virgin)):
                if key is not None:
                    gather.add(
                        mask & state,
                        module="A1-A3",
                        activity="product_class",
                        material=row.key,
                        stated=1.0,
                        multiplier=worn,
                        factor=key,
                        factor_value=factors[key],
                    )


def _transport(values: LotValues, parts: Parts, gather: RowGatherer) -> None:
    model = values.model
    if model.transport_factor is None or model.transport_km is None:
        return
    factor = next(f for f in values.tender.factors if f.key == model.transport_factor)
    everything = np.ones(len(parts), dtype=bool)
    _add(
        gather,
        parts,
        everything,
        per_piece=model.transport_km / 1000.0,
        module="A4",
        activity="transport",
        factor=factor.key,
        factor_value=factor.gwp_kg_co2e + (factor.gwp_wtt_kg_co2e or 0.0),
    )


def _end_of_life(values: LotValues, parts: Parts, by_mass: NDArray[np.bool_], gather: RowGatherer) -> None:
    shares, _ = part_routes(values, parts)
    is_shown = shown_routes(values, parts, shares)
    stored = _biogenic(values, parts)
    module = np.where(parts.component == "packaging", "A5", "C1-C4").astype(object)
    for n, route in enumerate(ROUTES):
        share = shares[:, n]
        if route != "reuse":
            keys, value = _slot(values, parts, route)
            _add(
                gather,
                parts,
                by_mass & is_shown[:, n] & ~np.isnan(value),
                module=module,
                activity=route,
                route=route,
                share=share,
                factor=keys,
                factor_value=value,
            )
        if route != "energy_recovery":
            _add(
                gather,
                parts,
                by_mass & is_shown[:, n] & (stored > 0),
                module=module,
                activity="biogenic_carbon_leaving",
                route=route,
                share=share,
                factor="biogenic_carbon",
                factor_value=stored,
            )
    for route, slot in (("energy_recovery", "credit_energy"), ("recycling", "credit_recycling")):
        keys, value = _slot(values, parts, slot)
        n = ROUTES.index(route)
        _add(
            gather,
            parts,
            by_mass & is_shown[:, n] & ~np.isnan(value),
            module="D",
            activity=slot,
            route=route,
            share=shares[:, n],
            factor=keys,
            factor_value=value,
        )
