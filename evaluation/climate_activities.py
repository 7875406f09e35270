"""What the buyer lists beside materials, transport, energy and water -> impacts of modules A5, B1 to B5 and C1.

``amount * (pieces worn, pieces x years, or uses) * factor`` [kg CO2e].
"""

import numpy as np
from numpy.typing import NDArray

from evaluation.lot_values import LotValues
from evaluation.purchases import pieces_in_use_by_year, pieces_worn
from evaluation.rows import RowGatherer
from evaluation.tender import Activity

Floats = NDArray[np.float64]


def add_activities(values: LotValues, life: Floats, gather: RowGatherer) -> None:
    """Add the impacts of every listed activity of a lot, a row a bid; ``life`` (bids, items) drives the pieces."""
    factors = {factor.key: factor.gwp_kg_co2e for factor in values.tender.factors}
    place = {item.key: n for n, item in enumerate(values.items)}
    for row in values.tender.in_lot(values.tender.activities, values.lot):
        item_no = place[row.item]
        if not values.items[item_no].reference:
            continue
        bids = np.arange(len(values.bids))
        at = np.full(len(bids), item_no)
        if row.amount is None:
            taken = values.take_row("activity_amounts", "amount", row.key)
            stated, inputs = taken.values, taken.inputs
        else:
            stated, inputs = np.full(len(bids), row.amount), np.full(len(bids), -1)
        gather.add_rows(
            bids,
            at,
            module=row.module,
            activity="listed_activity",
            listed=row.key,
            input=inputs,
            stated=stated,
            multiplier=counted_by(values, row, life)[:, item_no],
            factor=row.factor,
            factor_value=factors[row.factor],
        )


def counted_by(values: LotValues, row: Activity, life: Floats) -> Floats:
    """Return what the amount of an activity is multiplied by, (bids, items): pieces worn, or pieces x years or uses."""
    if row.per == "piece":
        return pieces_worn(values, life)
    return np.broadcast_to(pieces_in_use_by_year(values).sum(axis=1), values.shape)
