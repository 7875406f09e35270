"""What pieces cost: bought and bought again over the study period, or recovered over their own life."""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from evaluation.conventions import TimeValue
from evaluation.cost_in_use import growths
from evaluation.lifespan import Lives
from evaluation.lot_values import LotValues, Taken
from evaluation.purchases import Cohort, cohorts, replacements
from evaluation.rows import RowGatherer

Floats = NDArray[np.float64]


def unit_prices(values: LotValues) -> tuple[Taken, Taken]:
    """Return the price of each item and the pieces of its pack, (bids, items); a blank pack is one piece."""
    pack = values.take("prices", "pieces_per_pack")
    return values.take("prices", "unit_price"), Taken(
        np.where(np.isnan(pack.values), 1.0, pack.values), pack.inputs, pack.defaulted
    )


def add_pieces(values: LotValues, found: Lives, gather: RowGatherer, horizon: str) -> None:
    """Add the pieces of every delivery year, bought again over the study period or recovered over their life."""
    price, pack = unit_prices(values)
    common = {
        "input": price.inputs,
        "stated": price.values,
        "divisor_input": pack.inputs,
        "divisor": pack.values,
        "growth_class": growths(values, "price_growth"),
    }
    for cohort in cohorts(values):
        of = {**common, "quantity": cohort.pieces, "quantity_source": cohort.source}
        if horizon == "equivalent_annual":
            _recovered(values, found, gather, cohort, of)
        else:
            _bought_again(values, found, gather, cohort, of)


def _bought_again(
    values: LotValues, found: Lives, gather: RowGatherer, cohort: Cohort, of: Mapping[str, object]
) -> None:
    mask = np.broadcast_to(cohort.pieces != 0.0, values.shape)
    basis, start, end = values.model.life_basis, float(cohort.start), float(cohort.start + cohort.years)
    gather.add(mask, category="purchase", first_year=start, **of)
    again = replacements(cohort.years, found.purchase)
    gather.add(
        mask & (again > 0),
        category="replacement",
        first_year=start,
        first_k=1,
        last_k=again,
        every_years=found.purchase,
        life=basis,
        **of,
    )
    last_bought = cohort.start + np.ceil(np.round(again * found.purchase, 9))
    left = _share_left(values, cohort, found.purchase, again, last_bought)
    if left is not None:
        gather.add(
            mask & (left > 0),
            category="residual_value",
            first_year=end,
            sign=-left,
            life=basis,
            price_year=np.where(np.isnan(last_bought), cohort.start, last_bought),
            **of,
        )


def _share_left(
    values: LotValues, cohort: Cohort, life: Floats, again: NDArray[np.int64], last_bought: Floats
) -> Floats | None:
    """Return what is left of the price of the last purchase when use ends, (bids, items) [share of it].

    Straight-line ``((k + 1) N - T) / N`` over T years of use. NIST (E3) counts whole study years, and a purchase
    in year 1 as one of year 0: ``(N - T_e + max(0, t_0 - 1)) / N``, t_0 the study year of the last purchase and
    T_e that in which use ends, never below 0.
    """
    model, years = values.model, cohort.years
    if model.residual_value == "straight_line":
        return ((again + 1) * life - years) / life
    if model.residual_value == "nist":
        used_from = np.maximum(0.0, np.where(again > 0, last_bought, cohort.start) - 1.0)
        return np.maximum(0.0, (life - (cohort.start + years) + used_from) / life)
    if model.residual_value == "percentage":
        return np.full(values.shape, model.residual_share)
    return None


def _recovered(
    values: LotValues, found: Lives, gather: RowGatherer, cohort: Cohort, of: Mapping[str, object]
) -> None:
    """Add each price in equal parts over the years of use, ``price / A(N)`` a year for a piece of N years.

    What ``percentage`` leaves of a price comes back at the end of each life: ``price DF_N / A(N)`` less a year.
    """
    mask = np.broadcast_to(cohort.pieces != 0.0, values.shape)
    when = {
        "first_year": float(cohort.start),
        "first_k": 1,
        "last_k": cohort.years,
        "price_year": cohort.start,
        "recovered_over": found.purchase,
        "life": values.model.life_basis,
    }
    gather.add(mask, category="purchase", **when, **of)
    if values.model.residual_value == "percentage":
        share = values.model.residual_share or 0.0
        time = TimeValue.of(values.tender, values.model, float(np.nanmax(found.purchase, initial=0.0)))
        gather.add(
            mask, category="residual_value", sign=-share * time.at_end_of(found.purchase), **when, **of
        )
