"""What keeps products going, year by year -> streams of service and consumables."""

import numpy as np

from evaluation.cost_in_use import growths
from evaluation.lot_values import LotValues
from evaluation.purchases import Cohort, cohorts
from evaluation.rows import RowGatherer

PER_YEAR = (("service", "service_price_per_year"), ("consumables", "consumables_price_per_year"))


def add_keeping(values: LotValues, gather: RowGatherer) -> None:
    """Add the streams of service and consumables of all bids of a lot, for the pieces of each delivery year."""
    for cohort in cohorts(values):
        for category, name in PER_YEAR:
            _per_year(values, gather, cohort, category, name)


def _per_year(values: LotValues, gather: RowGatherer, cohort: Cohort, category: str, name: str) -> None:
    """Add ``price * pieces`` a year, which the buyer pays whoever pays for the use of energy."""
    asked = values.is_read(f"product_data.{name}")
    if not asked.any():
        return
    taken = values.take("product_data", name)
    gather.add(
        np.broadcast_to(asked & (cohort.pieces != 0.0), values.shape),
        category=category,
        input=taken.inputs,
        stated=taken.values,
        growth_class=growths(values, "service_growth"),
        quantity=cohort.pieces,
        quantity_source=cohort.source,
        is_running=1,
        first_year=cohort.start + 1.0,
        last_k=cohort.years - 1,
    )
