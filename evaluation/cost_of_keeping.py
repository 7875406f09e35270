"""What keeps products going, year by year -> streams of service, consumables, repairs and downtime."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from evaluation.conventions import NO_GROWTH
from evaluation.cost_in_use import growths
from evaluation.evaluation_model import ResourcePrice
from evaluation.life_statistics import mean_of_scale
from evaluation.lifespan import Lives
from evaluation.lot_values import LotValues
from evaluation.purchases import Cohort, cohorts
from evaluation.rows import RowGatherer

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class _Yearly:
    """A yearly cost of each piece: its category and the field stated.

    ``free_years`` are the years after delivery without it and ``times`` how often it falls in a year, both
    (bids, items); ``price`` is the buyer's price of what is stated, where it is no price itself.
    """

    category: str
    name: str
    free_years: Floats
    times: Floats
    price: ResourcePrice | None = None


def add_keeping(values: LotValues, found: Lives, gather: RowGatherer) -> None:
    """Add the streams of what keeps the pieces of each delivery year going, of all bids of a lot."""
    yearly = tuple(_yearly(values))
    from_life = values.model.repairs == "from_life"
    for cohort in cohorts(values):
        for each in yearly:
            expected = from_life and each.category == "repair"
            times = failures_of_life(values, found.credited, cohort.years) if expected else each.times
            _add(values, gather, cohort, replace(each, times=times))


def failures_of_life(values: LotValues, life: Floats, years: int) -> Floats:
    """Return how often a piece of a mean life is expected to fail a year over its years of use, (bids, items).

    ``(T / scale)^shape / T``: each failure is repaired at once, and the piece is then as old as before. The scale follows
    from the mean and the item's published Weibull shape, ``L / Gamma(1 + 1/shape)``; 0 without a shape, and unknown
    where the life is.
    """
    shape = np.array([1.0 if item.life_shape is None else item.life_shape for item in values.items])
    has_shape = np.array([item.life_shape is not None for item in values.items], dtype=bool)
    scale = np.where(life > 0.0, life, np.nan) / mean_of_scale(shape)
    return np.where(has_shape, (years / scale) ** shape / years, 0.0)


def whole_years(stated: Floats) -> Floats:
    """Return the whole years of a stated number of years: a year that is begun counts as paid.

    >>> whole_years(np.array([0.5, 2.0, 2.9999999999999996])).tolist()
    [0.0, 2.0, 3.0]
    """
    return np.floor(np.round(stated, 9))


def _yearly(values: LotValues) -> Iterator[_Yearly]:
    none, once = np.zeros(values.shape), np.ones(values.shape)
    in_price = values.take("product_data", "service_free_years").values
    free = np.where(values.is_read("product_data.service_free_years"), whole_years(in_price), none)
    yield _Yearly("service", "service_price_per_year", free, once)
    yield _Yearly("consumables", "consumables_price_per_year", none, once)
    yield _Yearly("repair", "repair_price", _under_guarantee(values), _failures(values))
    for price in values.tender.resource_prices:
        if price.key == "downtime":
            yield _Yearly("downtime", "downtime_hours_per_year", none, once, price)


def _under_guarantee(values: LotValues) -> Floats:
    """Return the whole years that a guarantee keeps free of repairs, (bids, items); a blank one is none."""
    if not values.model.repairs_after_guarantee:
        return np.zeros(values.shape)
    return np.nan_to_num(whole_years(values.take("product_data", "guarantee").values))


def _failures(values: LotValues) -> Floats:
    """Return how often a piece is repaired a year, (bids, items): the buyer's rate, or what each bid claims."""
    if values.model.repairs == "bidder_rate":
        return values.take("product_data", "failures_per_year").values
    rates = np.array([item.failures_per_year or 0.0 for item in values.items])
    return np.broadcast_to(rates, values.shape)


def _add(values: LotValues, gather: RowGatherer, cohort: Cohort, yearly: _Yearly) -> None:
    """Add ``stated * price * times * pieces`` a year, which the buyer pays whoever pays for energy.

    Paid from the year after the free ones until the use ends; where these are not stated the cost is unknown.
    """
    asked = values.is_read(f"product_data.{yearly.name}")
    if not asked.any():
        return
    taken, price = values.take("product_data", yearly.name), yearly.price
    known = np.nan_to_num(yearly.free_years)
    gather.add(
        np.broadcast_to(asked & (cohort.pieces != 0.0), values.shape),
        category=yearly.category,
        input=taken.inputs,
        stated=taken.values,
        parameter=price.key if price else "",
        parameter_value=price.price if price else 1.0,
        growth_class=growths(values, "service_growth") if price is None else price.growth_class or NO_GROWTH,
        quantity_growth=NO_GROWTH if price is None else price.quantity_growth or NO_GROWTH,
        quantity=np.where(np.isnan(yearly.free_years), np.nan, cohort.pieces * yearly.times),
        quantity_source=cohort.source,
        is_running=1,
        first_year=cohort.start + 1.0 + known,
        last_k=(cohort.years - 1 - known).astype(np.int64),
    )
