"""What each bid's pieces are made of: one row a part, with its mass over the study period."""

from dataclasses import dataclass, fields
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from evaluation.lifespan import Lives
from evaluation.lot_values import At, LotValues
from evaluation.measures import has_material_rows
from evaluation.purchases import pieces_packed, pieces_worn

Floats = NDArray[np.float64]
Ids = NDArray[np.int64]
UNNAMED = ""  # the material of a mass that no material was asked of


@dataclass(frozen=True)
class Parts:
    """Parts of all items of all bids, one entry a part in each array.

    ``mass_kg`` is of one piece, ``pieces`` the pieces worn over the study period, and of the packaging of
    what is counted in uses the uses, since each is delivered anew; shares are 0 to 1;
    ``mass_input`` and ``recycled_input`` are the inputs they come from (-1: none).
    """

    bid_no: Ids
    item_no: Ids
    component: pd.Categorical
    material: pd.Categorical
    mass_kg: Floats
    mass_input: Ids
    recycled_share: Floats
    recycled_input: Ids
    reused_share: Floats
    reused_input: Ids
    pieces: Floats

    def __len__(self) -> int:
        return len(self.bid_no)


def parts(values: LotValues, found: Lives) -> Parts:
    """Return the parts of a lot: material rows, masses asked without material, and packaging.

    A line that the rule of missing lines leaves out for all has none, whatever is known or not known of it.
    """
    blocks = [_material_rows(values), _whole_masses(values), _packaging(values)]
    frame = pd.concat(blocks, ignore_index=True)
    frame = frame.loc[~values.left_out[frame["item_no"].to_numpy(dtype=np.int64)]]
    bid_no, item_no = frame["bid_no"].to_numpy(dtype=np.int64), frame["item_no"].to_numpy(dtype=np.int64)
    reused = values.take("product_data", "reused_share")
    of_product = frame["component"].to_numpy() == "product"
    worn = pieces_worn(values, found.purchase)
    reused_share = np.where(of_product, np.nan_to_num(reused.values[bid_no, item_no]), 0.0)
    return Parts(
        bid_no,
        item_no,
        pd.Categorical(frame["component"]),
        pd.Categorical(frame["material"]),
        frame["mass_kg"].to_numpy(dtype=float),
        frame["mass_input"].to_numpy(dtype=np.int64),
        frame["recycled_share"].to_numpy(dtype=float),
        frame["recycled_input"].to_numpy(dtype=np.int64),
        reused_share,
        np.where(of_product, reused.inputs[bid_no, item_no], -1),
        np.where(of_product, worn[bid_no, item_no], pieces_packed(values, worn)[bid_no, item_no]),
    )


def masses(values: LotValues, of: Parts) -> Floats:
    """Return the kilograms of one piece of each product, (bids, items); NaN where no mass is stated."""
    kg, count = np.zeros(values.shape), np.zeros(values.shape)
    product = np.asarray(of.component == "product")
    at = of.bid_no[product], of.item_no[product]
    np.add.at(kg, at, of.mass_kg[product])
    np.add.at(count, at, 1.0)
    return np.where(count > 0, kg, np.nan)


def consumables(values: LotValues) -> Parts:
    """Return what pieces consume while they serve: a part an item, its mass of a piece and year, its pieces piece-years.

    Asked of items counted in years; what is used once for each use is packaging.
    """
    taken = values.take("product_data", "consumables_kg_per_year")
    asked = values.is_read("product_data.consumables_kg_per_year") & ~values.left_out
    bid_no, item_no = np.nonzero(np.broadcast_to(asked, values.shape))
    none, no_input = np.zeros(len(bid_no)), np.full(len(bid_no), -1)
    return Parts(
        bid_no,
        item_no,
        pd.Categorical(np.full(len(bid_no), "consumable", dtype=object)),
        pd.Categorical(np.full(len(bid_no), UNNAMED, dtype=object)),
        taken.values[bid_no, item_no],
        taken.inputs[bid_no, item_no],
        none,
        no_input,
        none,
        no_input,
        pieces_worn(values, np.ones(values.shape))[bid_no, item_no],
    )


def together(first: Parts, second: Parts) -> Parts:
    """Return the parts of both, those of the first before those of the second."""
    words: dict[str, Any] = {
        name: pd.Categorical([*getattr(first, name), *getattr(second, name)])
        for name in ("component", "material")
    }
    numbers: dict[str, Any] = {
        each.name: np.concatenate([getattr(first, each.name), getattr(second, each.name)])
        for each in fields(Parts)
        if each.name not in words
    }
    return Parts(**words, **numbers)


def _material_rows(values: LotValues) -> pd.DataFrame:
    lines = values.table("materials")
    if not len(lines):
        return _frame()
    asked = np.array([has_material_rows(values.tender, i) for i in values.items] + [False])
    mass = lines["mass_kg"].to_numpy(dtype=float)
    begun = asked[lines["item_no"].to_numpy()] & ~(np.isnan(mass) & lines["material"].isna().to_numpy())
    rows = np.nonzero(begun)[0]
    recycled = (
        lines["recycled_share"].to_numpy(dtype=float)[rows]
        if "recycled_share" in lines
        else np.full(len(rows), np.nan)
    )
    bid_no, item_no = lines["bid_no"].to_numpy()[rows], lines["item_no"].to_numpy()[rows]
    stated = ~np.isnan(recycled)
    recycled_input = np.full(len(rows), -1)
    recycled_input[stated] = values.register(
        "materials", "recycled_share", recycled[stated], At(rows[stated], bid_no[stated], item_no[stated])
    )
    return _frame(
        bid_no=bid_no,
        item_no=item_no,
        component="product",
        material=lines["material"].to_numpy(dtype=object)[rows],
        mass_kg=mass[rows],
        mass_input=values.register("materials", "mass_kg", mass[rows], At(rows, bid_no, item_no)),
        # A share that is not stated counts as virgin: worse than typical, so that silence never pays.
        recycled_share=np.nan_to_num(recycled),
        recycled_input=recycled_input,
    )


def _whole_masses(values: LotValues) -> pd.DataFrame:
    asked = values.is_read("product_data.mass_kg")
    asked &= ~np.array([has_material_rows(values.tender, i) for i in values.items], dtype=bool)
    taken, recycled = values.take("product_data", "mass_kg"), values.take("product_data", "recycled_share")
    bid_no, item_no = np.nonzero(np.broadcast_to(asked, values.shape))
    at = bid_no, item_no
    return _frame(
        bid_no=bid_no,
        item_no=item_no,
        component="product",
        material=UNNAMED,
        mass_kg=taken.values[at],
        mass_input=taken.inputs[at],
        recycled_share=np.nan_to_num(recycled.values[at]),
        recycled_input=recycled.inputs[at],
    )


def _packaging(values: LotValues) -> pd.DataFrame:
    asked = values.is_read("product_data.packaging_kg")
    taken = values.take("product_data", "packaging_kg")
    at = np.nonzero(np.broadcast_to(asked, values.shape))
    return _frame(
        bid_no=at[0],
        item_no=at[1],
        component="packaging",
        material=values.model.packaging_material or UNNAMED,
        mass_kg=taken.values[at],
        mass_input=taken.inputs[at],
        recycled_share=0.0,
        recycled_input=-1,
    )


def _frame(**columns: object) -> pd.DataFrame:
    names = [
        "bid_no",
        "item_no",
        "component",
        "material",
        "mass_kg",
        "mass_input",
        "recycled_share",
        "recycled_input",
    ]
    return pd.DataFrame(columns or {name: [] for name in names})
