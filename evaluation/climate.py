"""Activities x factors -> impacts by life-cycle module [kg CO2e].

Modules after EN 15804: A1-A3 production, A4 transport, A5 disposal of packaging and what is put in place, B use
(``climate_in_use.py``, ``climate_activities.py``), C the end of life (``climate_end_of_life.py``), D credits beyond
the system, always kept apart. What is declared as a whole stands in ``climate_declared.py``. Biogenic carbon balances
to nought over A to C on every route.
"""

from collections.abc import Mapping

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from evaluation.climate_activities import add_activities
from evaluation.climate_declared import add_declared, is_declared
from evaluation.climate_end_of_life import add_end_of_life
from evaluation.climate_in_use import add_use
from evaluation.climate_production import add_materials, add_product_classes
from evaluation.lifespan import Lives
from evaluation.lot_values import LotValues
from evaluation.material_flows import UNNAMED, Parts
from evaluation.part_rows import PartRows
from evaluation.rows import RowGatherer
from evaluation.waste import ROUTES, part_routes

Floats = NDArray[np.float64]
# gwp = stated * share * multiplier * factor_value
BLANK: Mapping[str, str | float] = {
    "module": "",
    "activity": "",
    "listed": "",
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
    """Return the impacts of all bids of a lot over the study period, a row an activity [kg CO2e].

    A line that the rule of missing lines leaves out for all has none: what a bid does not offer has no figures.
    """
    gather = RowGatherer(values, BLANK)
    rows = PartRows(parts, gather)
    basis = np.array([item.factor_basis for item in values.items], dtype=object)
    by_mass = (basis[parts.item_no] == "generic_mass") & (parts.material != UNNAMED)
    add_materials(values, by_mass, rows)
    add_declared(values, found.purchase, gather)
    add_product_classes(values, found.purchase, gather)
    _transport(values, rows)
    add_end_of_life(values, parts, by_mass, rows)
    add_activities(values, found.purchase, gather)
    add_use(values, parts, gather)
    table = gather.table()
    table = table.loc[~values.left_out[table["item"].cat.codes.to_numpy()]].reset_index(drop=True)
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


def _transport(values: LotValues, rows: PartRows) -> None:
    """Add ``kg / 1000 * km * factor`` to the buyer, except of products whose declaration counts it."""
    model = values.model
    if model.transport_factor is None or model.transport_km is None:
        return
    factor = next(f for f in values.tender.factors if f.key == model.transport_factor)
    by_declaration = is_declared(values) & ("A4" in model.declared_modules)
    rows.add(
        ~by_declaration[rows.parts.item_no],
        per_piece=model.transport_km / 1000.0,
        module="A4",
        activity="transport",
        factor=factor.key,
        factor_value=factor.gwp_kg_co2e + (factor.gwp_wtt_kg_co2e or 0.0),
    )
