"""Which bids are abnormally low beside the others: a flag that asks, and never a rejection.

Danish law has no numeric threshold: the buyer must ask for an explanation of a tender that appears abnormally low,
and may reject it only where the answer does not explain the price (udbudsloven section 169; directive 2014/24/EU,
article 69). A rule of figures that rejected by itself would be unlawful (HFD 2018 ref. 50).
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from evaluation.inquiries import Flag
from evaluation.lot_values import LotValues
from evaluation.problems import ResultWarning
from evaluation.scoring.rounding import for_comparison

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
BIDS_NEEDED = 2


@dataclass(frozen=True)
class LowPrices:
    """How far each bid lies below the others, and which are flagged; all (bids,).

    Parameters
    ----------
    amounts : what is compared [tender currency].
    mean_of_others, next_amount : the mean of the other bids, and the lowest of those behind in the order of amounts;
        NaN where there is none.
    below_mean, below_next : ``1 - amount / mean`` and ``1 - amount / next``; NaN where there is no figure.
    is_below_mean, is_below_next : whether the share reaches the published limit.
    """

    amounts: Floats
    mean_of_others: Floats
    next_amount: Floats
    below_mean: Floats
    below_next: Floats
    is_below_mean: Bools
    is_below_next: Bools


def low_prices(amounts: Floats, counts: Bools, below_mean: float, below_next: float) -> LowPrices:
    """Return which bids are flagged as abnormally low.

    A bid is flagged where ``1 - amount / mean(other bids) >= below_mean`` or
    ``1 - amount / next higher amount >= below_next``. Limits are inclusive, compared after nine decimals, and a
    limit of 1 flags nobody whose amount is above nought. One bid has nothing to be compared with.

    Parameters
    ----------
    amounts : (bids,) [tender currency]; NaN is not compared.
    counts : (bids,) the bids that are admitted.
    below_mean, below_next : shares, 0 to 1.

    References
    ----------
    ProZorro, openprocurement.api, ``tender/core/procedure/awarding.py``, ``prepare_award_milestones``: 0.40 below the
    mean of the others, 0.30 below the next, with at least two bids.

    Examples
    --------
    >>> found = low_prices(np.array([690.0, 1000.0, 1000.0]), np.ones(3, dtype=bool), 0.4, 0.3)
    >>> found.below_next.round(2).tolist(), found.is_below_mean.tolist(), found.is_below_next.tolist()
    ([0.31, 0.0, nan], [False, False, False], [True, False, False])
    """
    known = counts & np.isfinite(amounts)
    others = known.sum() - 1
    compared = np.where(known, amounts, 0.0)
    nobody = np.full(amounts.shape, np.nan)
    is_enough = others + 1 >= BIDS_NEEDED
    mean = np.where(known, (compared.sum() - compared) / others, np.nan) if is_enough else nobody
    order = np.argsort(np.where(known, amounts, np.inf), kind="stable")[: known.sum()]
    behind = nobody.copy()
    behind[order[:-1]] = amounts[order[1:]]
    of_mean, of_next = _below(amounts, mean), _below(amounts, behind)
    return LowPrices(
        amounts, mean, behind, of_mean, of_next, _reaches(of_mean, below_mean), _reaches(of_next, below_next)
    )


def _below(amounts: Floats, other: Floats) -> Floats:
    """Return how far amounts lie below another, as a share of it; NaN where that is not above nought."""
    return np.asarray(1.0 - amounts / np.where(other > 0, other, np.nan))


def _reaches(shares: Floats, limit: float) -> Bools:
    return np.asarray(for_comparison(shares) >= for_comparison(limit))


def low_price_flags(values: LotValues, amounts: Floats, measure: str, counts: Bools) -> Iterator[Flag]:
    """Yield a flag for each rule by which a bid of a lot is abnormally low.

    Parameters
    ----------
    amounts : (bids,) the evaluation price: ``measure``, as ``purchase_price`` or ``life_cycle_cost``.
    counts : (bids,) bids that are admitted, and no baseline.
    """
    model = values.model
    found = low_prices(amounts, counts, model.low_below_mean, model.low_below_next)
    for code, is_low, share, other in (
        ("price_below_mean", found.is_below_mean, found.below_mean, found.mean_of_others),
        ("price_below_next", found.is_below_next, found.below_next, found.next_amount),
    ):
        for bid_no in np.flatnonzero(is_low).tolist():
            bid = values.bids[bid_no]
            told = {
                "bid": bid.name,
                "measure": measure,
                "amount": round(float(amounts[bid_no]), 2),
                "percent": round(100 * float(share[bid_no]), 1),
                "other": round(float(other[bid_no]), 2),
                "currency": values.tender.facts.currency,
            }
            yield Flag("low_price", bid.id, measure, ResultWarning(code, values.lot, told))
