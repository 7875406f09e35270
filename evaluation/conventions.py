"""Time and money: discount factors, growth, and the present worth of a series of payments.

Year 0 is the start of ``first_year``; year t is calendar year ``first_year + t - 1``. Year 0 is never
discounted and never grown.
"""

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from evaluation.evaluation_model import EvaluationModel
from evaluation.tender import Tender

Floats = NDArray[np.float64]
NO_GROWTH = ""


def discount_factors(model: EvaluationModel) -> Floats:
    """Return the discount factor of study years 0 to T, shape (T + 1,).

    ``DF_t = (1 + d)^-t``, end-of-year (NISTIR 85-3273).

    >>> from evaluation.evaluation_model import EvaluationModel
    >>> model = EvaluationModel(lot="l", first_year=2027, study_years=10, discount_rate=0.035)
    >>> round(float(discount_factors(model)[1:].sum()), 6)
    8.316605
    """
    return np.asarray((1.0 + model.discount_rate) ** -np.arange(model.study_years + 1.0))


def growth_factors(tender: Tender, study_years: int) -> dict[str, Floats]:
    """Return the growth of each class of prices in study years 0 to T, shape (T + 1,) each.

    ``G_t = (1 + e)^t``: year 1 is grown once (the NIST form). The empty key is no growth.
    """
    years = np.arange(study_years + 1.0)
    found: dict[str, Floats] = {c.key: (1.0 + c.rate) ** years for c in tender.growth_classes}
    return {NO_GROWTH: np.ones(study_years + 1), **found}


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
    series: pd.DataFrame, model: EvaluationModel, tender: Tender
) -> tuple[NDArray[np.int64], pd.DataFrame]:
    """Return the series of each stream, and the distinct series with the present worth of 1 paid at each.

    Parameters
    ----------
    series : ``first_year``, ``every_years``, ``first_k``, ``last_k``, ``growth_class``; a row a stream.

    Returns
    -------
    The row of each stream in the second result, and the distinct rows with ``present_worth`` [1] = sum
    over payments of ``DF_t * G_t``.
    """
    columns = ["first_year", "every_years", "first_k", "last_k", "growth_class"]
    codes, distinct = _distinct(series[columns])
    worth = yearly_weights(distinct, discount_factors(model), growth_factors(tender, model.study_years)).sum(
        axis=1
    )
    return codes, distinct.assign(present_worth=worth)


def yearly_weights(distinct: pd.DataFrame, discount: Floats, growth: dict[str, Floats]) -> Floats:
    """Return what 1 paid at each payment of a series weighs in each study year, shape (series, T + 1)."""
    if distinct.empty:
        return np.zeros((0, len(discount)))
    years = payment_years(
        *(distinct[c].to_numpy() for c in ("first_year", "every_years", "first_k", "last_k"))
    )
    if years.max() >= len(discount):
        raise ValueError("a payment falls after the study period")
    classes = sorted(growth)
    grown = np.stack([growth[c] for c in classes])[[classes.index(c) for c in distinct["growth_class"]]]
    weights = np.zeros((len(distinct), len(discount)))
    rows, payments = np.nonzero(years >= 0)
    at = years[rows, payments]
    np.add.at(weights, (rows, at), grown[rows, at] * discount[at])
    return weights


def _distinct(series: pd.DataFrame) -> tuple[NDArray[np.int64], pd.DataFrame]:
    key = pd.DataFrame({c: pd.factorize(series[c], sort=True)[0] for c in series.columns})
    sizes = key.max().to_numpy() + 1 if len(key) else np.ones(len(series.columns), dtype=np.int64)
    flat = np.zeros(len(key), dtype=np.int64)
    for column, size in zip(key.columns, sizes, strict=True):
        flat = flat * int(size) + key[column].to_numpy()
    _, first, codes = np.unique(flat, return_index=True, return_inverse=True)
    return codes.astype(np.int64), series.iloc[first].reset_index(drop=True).astype({"growth_class": object})
