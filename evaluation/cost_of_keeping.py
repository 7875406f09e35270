"""What keeps products going, year by year -> streams of service and consumables."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from evaluation.cost_in_use import growths
from evaluation.lot_values import LotValues
from evaluation.purchases import Cohort, cohorts
from evaluation.rows import RowGatherer

Floats = NDArray[np.float64]
PER_YEAR = (("service", "service_price_per_year"), ("consumables", "consumables_price_per_year"))


def add_keeping(values: LotValues, gather: RowGatherer) -> None:
    """Add the streams of service and consumables of all bids of a lot, for the pieces of each delivery year."""
    none = np.zeros(values.shape)
    in_price = values.take("product_data", "service_free_years").values
    free = np.where(values.is_read("product_data.service_free_years"), whole_years(in_price), none)
    for cohort in cohorts(values):
        for category, name in PER_YEAR:
            _per_year(values, gather, _Line(cohort, category, name, free if category == "service" else none))


def whole_years(stated: Floats) -> Floats:
    """Return the whole years of a stated number of years: a year that is begun counts as paid.

    >>> whole_years(np.array([0.5, 2.0, 2.9999999999999996])).tolist()
    [0.0, 2.0, 3.0]
    """
    return np.floor(np.round(stated, 9))


@dataclass(frozen=True)
class _Line:
    """A yearly cost of the pieces of a delivery year: its category, the field stated, and the years without it."""

    cohort: Cohort
    category: str
    name: str
    free_years: Floats


def _per_year(values: LotValues, gather: RowGatherer, line: _Line) -> None:
    """Add ``price * pieces`` a year, which the buyer pays whoever pays for the use of energy.

    Paid from the year after the free ones until the use ends; where these are not stated the cost is unknown.
    """
    asked, cohort = values.is_read(f"product_data.{line.name}"), line.cohort
    if not asked.any():
        return
    taken = values.take("product_data", line.name)
    known = np.nan_to_num(line.free_years)
    gather.add(
        np.broadcast_to(asked & (cohort.pieces != 0.0), values.shape),
        category=line.category,
        input=taken.inputs,
        stated=taken.values,
        growth_class=growths(values, "service_growth"),
        quantity=np.where(np.isnan(line.free_years), np.nan, cohort.pieces),
        quantity_source=cohort.source,
        is_running=1,
        first_year=cohort.start + 1.0 + known,
        last_k=(cohort.years - 1 - known).astype(np.int64),
    )
