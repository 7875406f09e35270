"""What products and packaging are made of -> impacts of module A1-A3 [kg CO2e].

By mass ``kg * (virgin share * virgin factor + recycled share * recycled factor + reused share * factor of reuse)``; by
the Circular Footprint Formula a recycled share R1 takes A of the recycled material and ``(1-A) Qsin/Qp`` of the virgin.
A product class is counted a piece.
"""

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from evaluation.lot_values import LotValues
from evaluation.material_factors import biogenic_of, number_of, slot_of
from evaluation.part_rows import PartRows
from evaluation.purchases import pieces_worn
from evaluation.rows import RowGatherer

Floats = NDArray[np.float64]


def add_materials(values: LotValues, by_mass: NDArray[np.bool_], rows: PartRows) -> None:
    """Add the production of every part that counts by its mass."""
    parts = rows.parts
    tender, material = values.tender, parts.material
    virgin, virgin_value = slot_of(tender, material, "virgin")
    recycled, recycled_value = slot_of(tender, material, "recycled")
    reused, reused_value = slot_of(tender, material, "reused")
    free = values.model.reused_parts == "burden_free"
    reuse_counts = free | ~np.isnan(reused_value)
    u = np.where(reuse_counts, parts.reused_share, 0.0)
    # A recycled share without a factor of its own counts as virgin: nothing is invented.
    r = np.where(np.isnan(recycled_value), 0.0, np.minimum(parts.recycled_share, 1.0 - u))
    stored = biogenic_of(tender, material)
    v = 1.0 - r - u
    if values.model.end_of_life == "circular_footprint":
        a, quality = (number_of(tender, material, name) for name in ("cff_a", "cff_quality_in"))
        v = v + r * (1.0 - a) * quality
        # What was taken up is the whole of what is kept, whichever production it is charged to.
        rows.add(
            by_mass & (stored > 0.0) & (u + v < 1.0),
            module="A1-A3",
            activity="cff_carbon_taken_up",
            share=1.0 - u - v,
            factor="biogenic_carbon",
            factor_value=-stored,
            share_input=parts.recycled_input,
        )
        r = r * a
    blocks: tuple[tuple[Floats, pd.Categorical | str, Floats, str, NDArray[np.int64], str], ...] = (
        (v, virgin, virgin_value, "virgin_material", parts.recycled_input, "rest"),
        (r, recycled, recycled_value, "recycled_material", parts.recycled_input, "input"),
        (
            u,
            "biogenic_carbon" if free else reused,
            -stored if free else reused_value,
            "reused_parts",
            parts.reused_input,
            "input",
        ),
    )
    for share, keys, value, activity, share_input, share_of in blocks:
        # A share of nought that a bidder states keeps its row, so that every stated number stands in a table.
        stated = (share_input >= 0) & ~np.isnan(value) & ((activity != "reused_parts") | reuse_counts)
        used = by_mass & ((share != 0.0) | stated)
        used &= ~((activity == "reused_parts") & free & (stored == 0.0))
        rows.add(
            used,
            module="A1-A3",
            activity=activity,
            share=share,
            factor=keys,
            factor_value=value,
            share_input=share_input,
            share_of=share_of,
        )


def add_product_classes(values: LotValues, life: Floats, gather: RowGatherer) -> None:
    """Add the production of each product that counts by its class; ``life`` (bids, items) drives the pieces."""
    factors = {f.key: f.gwp_kg_co2e for f in values.tender.factors}
    materials = {m.key: m for m in values.tender.materials}
    worn = pieces_worn(values, life)
    used_before = np.isin(values.words("prices", "condition"), ["remanufactured", "used"])
    for n, item in enumerate(values.items):
        if not item.reference or item.factor_basis != "product_class" or item.product_class is None:
            continue
        mask = np.zeros(values.shape, dtype=bool)
        mask[:, n] = True
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
