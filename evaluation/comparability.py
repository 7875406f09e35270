"""What makes bids hard to compare: the same part of an item made of different rows of the tender's list."""

import numpy as np
import pandas as pd

from evaluation.lot_values import LotValues
from evaluation.measures import has_material_rows
from evaluation.problems import ResultWarning


def parts_of_several_materials(values: LotValues) -> list[ResultWarning]:
    """Return a warning for each part that bidders name alike and give different materials.

    It may be a difference of products, or one of two ways to look up the same gown: a person looks at it. A
    part without a name is compared with nothing, and a baseline is no bid.
    """
    lines = values.table("materials")
    if not {"part", "material"} <= set(lines):
        return []
    asked = {item.key for item in values.items if has_material_rows(values.tender, item)}
    of_bidder = np.array([not bid.is_baseline for bid in values.bids])[lines["bid_no"].to_numpy()]
    is_named = lines["part"].notna() & lines["material"].notna() & lines["item"].isin(asked) & of_bidder
    named = lines.loc[is_named.to_numpy(), ["item", "part", "material"]].drop_duplicates()
    words = pd.Index(named["part"].unique())
    plain = pd.Series(words.astype(str).str.split().str.join(" ").str.casefold(), index=words)
    found = named.assign(part=named["part"].map(plain)).drop_duplicates()
    several = found.loc[found.duplicated(["item", "part"], keep=False)].sort_values("material")
    return [
        ResultWarning(
            "part_of_several_materials",
            values.lot,
            {"item": str(item), "part": str(name), "materials": list(of_part["material"])},
        )
        for item, of_item in several.groupby("item", sort=False)
        for name, of_part in of_item.groupby("part", sort=False)
    ]
