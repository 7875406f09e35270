"""Time and money: discount factors, growth, and the present worth of a series of payments.

Year 0 is the start of ``first_year``; year t is calendar year ``first_year + t - 1``. Year 0 is never
discounted and never grown.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from evaluation.evaluation_model import EvaluationModel, GrowthClass
from evaluation.tender import Tender

Floats = NDArray[np.float64]
NO_GROWTH = ""
# What tells one series of payments from another; a stream carries these columns.
SERIES = (
    "first_year",
    "every_years",
    "first_k",
    "last_k",
    "growth_class",
    "quantity_growth",
    "is_running",
    "price_year",
    "recovered_over",
)
OF_PAYMENT = -1  # price_year: each payment is at the price level of its own year
NOT_RECOVERED = 0.0  # recovered_over: each payment is paid in full


def yearly_rates(tender: Tender, model: EvaluationModel, last: int) -> Floats:
    """Return the discount rate of each study year 1 to ``last``, (last,) [1/year].

    The flat rate, or that of the published steps: in each year the rate of the last step that has begun.
    """
    if model.discount_steps is None:
        return np.full(last, np.nan if model.discount_rate is None else model.discount_rate)
    steps = sorted((s.from_year, s.rate) for s in tender.discount_steps if s.schedule == model.discount_steps)
    begun = np.searchsorted([year for year, _ in steps], np.arange(1, last + 1), side="right") - 1
    return np.where(begun < 0, np.nan, np.array([rate for _, rate in steps])[begun])


def discount_factors(tender: Tender, model: EvaluationModel, last: int | None = None) -> Floats:
    """Return the discount factor of study years 0 to ``last`` (the study period), shape (last + 1,).

    End-of-year ``DF_t = prod 1/(1 + r_y)`` over y = 1 to t, which is ``(1 + d)^-t`` at a flat rate (NISTIR
    85-3273); mid-year ``DF_(t-1) (1 + r_t)^-0.5``; continuous ``exp(-sum r_y)``. With steps the factors are
    the product of the rates of all years until then, so that they never rise.
    """
    rates = yearly_rates(tender, model, model.study_years if last is None else last)
    of_year = np.exp(-rates) if model.timing == "continuous" else 1.0 / (1.0 + rates)
    ends = np.concatenate([[1.0], np.cumprod(of_year)])
    if model.timing == "mid_year":
        return np.concatenate([[1.0], ends[:-1] * (1.0 + rates) ** -0.5])
    return ends


def real_rate(nominal: float, inflation: float) -> float:
    """Return the real rate of a nominal one, ``(1 + D)/(1 + I) - 1`` (Fisher), and not their difference.

    >>> round(real_rate(0.08, 0.035), 4)
    0.0435
    """
    return (1.0 + nominal) / (1.0 + inflation) - 1.0


def grown_years(model: EvaluationModel, *, is_running: bool) -> Floats:
    """Return how many years a price has grown in study years 0 to T, (T + 1,).

    A purchase in year t is grown t times. What runs through year t is grown t times too (NIST), or t - 1
    times, so that the first year is at the price level of today (VDI 2067).
    """
    years = np.arange(model.study_years + 1.0)
    return np.maximum(years - 1.0, 0.0) if is_running and model.growth_base == "year_one_today" else years


def growth_classes_of(tender: Tender, lot: str) -> tuple[GrowthClass, ...]:
    """Return the growth classes that lines of a lot name, in published order."""
    named = {price.growth_class for price in tender.resource_prices}
    named |= {price.quantity_growth for price in tender.resource_prices}
    for item in tender.in_lot(tender.items, lot):
        named |= {item.price_growth, item.service_growth}
    for service in tender.in_lot(tender.services, lot):
        named |= {service.growth_class, service.quantity_growth}
    named |= {assortment.growth_class for assortment in tender.in_lot(tender.assortments, lot)}
    return tuple(row for row in tender.growth_classes if row.key in named)


def growth_factors(tender: Tender, model: EvaluationModel) -> dict[tuple[str, bool], Floats]:
    """Return the growth of the classes of a lot in study years 0 to T, shape (T + 1,) each.

    By class and whether it is of what runs through a year. ``(1 + e)^n`` for the n of :func:`grown_years`, or
    the published index of the calendar year, relative to the base and never compounded. The empty key is what
    no class is named for: constant in real prices, and grown by inflation in nominal ones.
    """
    found: dict[tuple[str, bool], Floats] = {}
    general = model.inflation or 0.0
    for is_running in (False, True):
        years = grown_years(model, is_running=is_running)
        found[NO_GROWTH, is_running] = (1.0 + general) ** years
        for row in growth_classes_of(tender, model.lot):
            if row.rate is not None:
                found[row.key, is_running] = (1.0 + row.rate) ** years
            else:
                found[row.key, is_running] = _index_path(tender, model, row.key)
    return found


def _index_path(tender: Tender, model: EvaluationModel, key: str) -> Floats:
    path = {row.year: row.index for row in tender.price_indices if row.growth_class == key}
    years = model.first_year + np.arange(model.study_years)
    return np.array([1.0, *(path.get(int(year), np.nan) for year in years)])


@dataclass(frozen=True)
class TimeValue:
    """What money of a lot is worth by year.

    ``discount`` runs over years 0 to at least T, as long as a life that a price is recovered over;
    ``growth`` and ``constant`` (what grows by nothing) over years 0 to T.
    """

    study_years: int
    discount: Floats
    growth: Mapping[tuple[str, bool], Floats]

    @classmethod
    def of(cls, tender: Tender, model: EvaluationModel, longest: float = 0.0) -> "TimeValue":
        """Return the factors of a lot; ``longest`` is the longest life that a price is recovered over."""
        last = max(model.study_years, int(np.ceil(longest)) + 1)
        return cls(model.study_years, discount_factors(tender, model, last), growth_factors(tender, model))

    @cached_property
    def annuities(self) -> Floats:
        """Sum of the discount factors of years 1 to t, for t = 0, 1, ..."""
        return np.concatenate([[0.0], np.cumsum(self.discount[1:])])

    def annuity(self, years: Floats) -> Floats:
        """Return the sum of the discount factors in force over some years, the last counted by its part.

        ``sum DF_t`` over whole years t, and ``(N - floor N) DF`` of the year that N ends in: at a flat rate
        and for whole years ``(1 - (1 + d)^-N) / d`` (VDI 2067, annuity factor inverted).
        """
        return np.interp(years, np.arange(len(self.annuities)), self.annuities)

    def at_end_of(self, years: Floats) -> Floats:
        """Return the discount factor of the year that some years end in; (1,) for nought."""
        known = np.where(np.isnan(years), 0.0, years)
        found = self.discount[np.ceil(np.round(known, 9)).astype(np.int64)]
        return np.where(np.isnan(years), np.nan, found)


def payment_years(
    first: Floats, every: Floats, first_k: NDArray[np.int64], last_k: NDArray[np.int64]
) -> NDArray[np.int64]:
    """Return the study years in which each series is paid, shape (series, longest); -1 where it is over.

    Payment k of a series falls in year ``first + ceil(k * every)``, rounded at nine decimals first, so
    that a life of 1.7999999999999998 years is 1.8 (VDI 2067 counts replacements so).

    >>> payment_years(np.array([0.0]), np.array([3.0]), np.array([1]), np.array([3])).tolist()
    [[3, 6, 9]]
    """
    longest = max(int((last_k - first_k).max(initial=0)) + 1, 1)
    k = first_k[:, None] + np.arange(longest)
    years = first[:, None] + np.ceil(np.round(k * every[:, None], 9))
    return np.where(k <= last_k[:, None], years, -1).astype(np.int64)


def present_worth_table(
    streams: pd.DataFrame, model: EvaluationModel, tender: Tender
) -> tuple[NDArray[np.int64], pd.DataFrame]:
    """Return the series of each stream, and the distinct series with the present worth of 1 paid at each.

    Parameters
    ----------
    streams : a row a stream, with the columns of ``SERIES``.

    Returns
    -------
    The row of each stream in the second result, and the distinct rows with ``present_worth`` [1] = sum
    over payments of ``DF_t * G_t``.
    """
    codes, distinct = _distinct(streams[list(SERIES)])
    worth = yearly_weights(distinct, time_value_of(distinct, model, tender)).sum(axis=1)
    return codes, distinct.assign(present_worth=worth)


def time_value_of(distinct: pd.DataFrame, model: EvaluationModel, tender: Tender) -> TimeValue:
    """Return the factors of a lot, as long as the longest life that some series is recovered over."""
    return TimeValue.of(
        tender, model, float(distinct["recovered_over"].fillna(0.0).max() if len(distinct) else 0.0)
    )


def yearly_weights(distinct: pd.DataFrame, time: TimeValue) -> Floats:
    """Return what 1 paid at each payment of a series weighs in each study year, shape (series, T + 1).

    ``DF_t * G_t * Q_t``: discount, growth of the price and of the quantity. The price is that of the year of
    payment, or of ``price_year``. A price that is recovered over a life of N years is paid in equal parts, each
    ``1 / A(N)`` of it (equivalent annual cost; :meth:`TimeValue.annuity`).
    """
    years = np.arange(time.study_years + 1)
    if distinct.empty:
        return np.zeros((0, len(years)))
    paid_in = payment_years(
        *(distinct[c].to_numpy() for c in ("first_year", "every_years", "first_k", "last_k"))
    )
    if paid_in.max() > time.study_years:
        raise ValueError("a payment falls after the study period")
    payments = np.zeros((len(distinct), len(years)))
    rows, at = np.nonzero(paid_in >= 0)
    np.add.at(payments, (rows, paid_in[rows, at]), 1.0)
    running = distinct["is_running"].to_numpy(dtype=bool)
    price = _by_class(distinct["growth_class"], running, time.growth)
    fixed = distinct["price_year"].to_numpy(dtype=np.int64)
    price = np.where(fixed[:, None] >= 0, np.take_along_axis(price, np.maximum(fixed, 0)[:, None], 1), price)
    constant = {
        **time.growth,
        (NO_GROWTH, False): np.ones(len(years)),
        (NO_GROWTH, True): np.ones(len(years)),
    }
    quantity = _by_class(distinct["quantity_growth"], running, constant)
    over = distinct["recovered_over"].to_numpy(dtype=float)
    part = np.where(over > 0, 1.0 / time.annuity(np.where(over > 0, over, 1.0)), 1.0)
    weights = payments * time.discount[: len(years)] * price * quantity * part[:, None]
    return np.where(payments == 0, 0.0, weights)


def _by_class(
    classes: "pd.Series[str]", running: NDArray[np.bool_], growth: Mapping[tuple[str, bool], Floats]
) -> Floats:
    known = {key: n for n, key in enumerate(growth)}
    rows = [known[str(key), bool(of)] for key, of in zip(classes, running, strict=True)]
    return np.stack(list(growth.values()))[rows]


def _distinct(series: pd.DataFrame) -> tuple[NDArray[np.int64], pd.DataFrame]:
    key = pd.DataFrame(
        {c: pd.factorize(series[c], sort=True, use_na_sentinel=False)[0] for c in series.columns}
    )
    sizes = key.max().to_numpy() + 1 if len(key) else np.ones(len(series.columns), dtype=np.int64)
    flat = np.zeros(len(key), dtype=np.int64)
    for column, size in zip(key.columns, sizes, strict=True):
        flat = flat * int(max(size, 1)) + key[column].to_numpy()
    _, first, codes = np.unique(flat, return_index=True, return_inverse=True)
    words = {"growth_class": object, "quantity_growth": object}
    return codes.astype(np.int64), series.iloc[first].reset_index(drop=True).astype(words)
