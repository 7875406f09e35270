"""How many pieces are in use, bought and worn out: the quantities behind cost, emissions and waste."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from evaluation.lot_values import LotValues

Floats = NDArray[np.float64]
W_PER_KW = 1000.0


@dataclass(frozen=True)
class Cohort:
    """The pieces of one delivery year.

    ``start`` is the study year they are bought in, ``years`` how long they are used, ``pieces`` (items,)
    weighted with the published weight of an option, ``source`` the buyer's field they come from.
    """

    start: int
    years: int
    pieces: Floats
    source: str


def option_weights(values: LotValues) -> Floats:
    """Return the weight of each item in the evaluation, shape (items,).

    1, or its option's published weight; 0 for a line that the missing-line rule left out for all.
    """
    weight = {option.key: option.weight for option in values.tender.options}
    found = np.array([1.0 if item.option is None else weight[item.option] for item in values.items])
    return np.where(values.left_out, 0.0, found)


def cohorts(values: LotValues) -> Iterator[Cohort]:
    """Yield the pieces of each delivery year of items counted in piece-years.

    Contract year 1 is bought in study year 0, contract year y in study year y - 1; a demand of D
    functional units a year is D pieces in study year 0.
    """
    model = values.model
    of_years = np.array([item.basis == "piece_year" for item in values.items], dtype=bool)
    weight = option_weights(values)
    longest = max((len(item.quantity) for item in values.items), default=0)
    for year in range(max(longest, 1)):
        start = year
        left = model.study_years - start
        used = left if model.use_years is None else min(model.use_years, left)
        pieces = np.array([_pieces(item.quantity, item.demand, year) for item in values.items])
        pieces = np.where(of_years, pieces * weight, 0.0)
        if used > 0 and pieces.any():
            yield Cohort(start, used, pieces, f"items.quantity.{year + 1}")


def _pieces(quantity: tuple[float, ...], demand: float | None, year: int) -> float:
    if quantity:
        return quantity[year] if year < len(quantity) else 0.0
    return demand if demand is not None and year == 0 else 0.0


def replacements(years: int | NDArray[np.int64], life: Floats) -> NDArray[np.int64]:
    """Return how many times a piece is bought again over its years of use: ``ceil(round(T / N, 9)) - 1``.

    >>> replacements(9, np.array([1.7999999999999998, 3.0, 12.0])).tolist()
    [4, 2, 0]
    """
    count = np.ceil(np.round(years / life, 9)) - 1
    return np.where(np.isnan(count), 0, np.maximum(count, 0)).astype(np.int64)


def yearly_uses(values: LotValues) -> Floats:
    """Return the uses a year of items counted in uses, weighted with their option; 0 for others; (items,)."""
    uses = np.array([(i.demand or 0.0) if i.basis == "use" else 0.0 for i in values.items])
    return np.asarray(uses * option_weights(values))


def hours_in_mode(values: LotValues, mode: str) -> Floats:
    """Return the hours a year that each item spends in a mode by its profile, (items,); 0 where it has none."""
    rows = [values.tender.modes_of(item) for item in values.items]
    return np.array([sum(row.hours for row in of if row.mode == mode) for of in rows], dtype=np.float64)


def pieces_worn(values: LotValues, life: Floats) -> Floats:
    """Return the pieces that the study period wears, counted continuously: ``D * T / N``; (bids, items)."""
    worn = np.zeros(values.shape)
    for cohort in cohorts(values):
        worn = worn + cohort.pieces * cohort.years / life
    return worn + yearly_uses(values) * values.model.study_years / life


def pieces_packed(values: LotValues, worn: Floats) -> Floats:
    """Return the pieces that come in packaging of their own over the study period; (bids, items).

    The pieces worn; what is counted in uses comes anew for each use, ``D * T``, however often it goes round.
    """
    uses = np.array([item.basis == "use" for item in values.items], dtype=bool)
    return np.where(uses, yearly_uses(values) * values.model.study_years, worn)


def pieces_in_use_by_year(values: LotValues) -> Floats:
    """Return the pieces in use, or the uses, in each study year; (items, T).

    A cohort bought in study year s and used for u years is in use in the years s + 1 to s + u.
    """
    in_use = np.repeat(yearly_uses(values)[:, None], values.model.study_years, axis=1)
    for cohort in cohorts(values):
        in_use[:, cohort.start : cohort.start + cohort.years] += cohort.pieces[:, None]
    return in_use


def pieces_worn_by_year(values: LotValues, life: Floats) -> Floats:
    """Return the pieces worn in each study year, counted continuously, (bids, items, T) [pieces].

    ``D / N`` for the D that are in use in the year, whose sum over the years is :func:`pieces_worn`.
    """
    return np.asarray(pieces_in_use_by_year(values) / life[..., None])


def shares_of_years(values: LotValues) -> Floats:
    """Return how the wear of an item is parted over the study years, (items, T) [0 to 1]; noughts for no use.

    The life of a piece is the same in every year, so that these are the shares of the pieces in use, the same
    for all bids.
    """
    in_use = pieces_in_use_by_year(values)
    whole = in_use.sum(axis=1, keepdims=True)
    return np.asarray(np.divide(in_use, whole, out=np.zeros_like(in_use), where=whole > 0))


def pieces_bought(values: LotValues, life: Floats) -> Floats:
    """Return the pieces that are bought in whole purchases, replacements included; (bids, items)."""
    bought = np.zeros(values.shape)
    for cohort in cohorts(values):
        bought = bought + cohort.pieces * (1 + replacements(cohort.years, life))
    return bought + yearly_uses(values) * values.model.study_years / life
