"""Unbalanced unit prices: lines far from the line's median, and which line's quantity decides who is cheapest.

A near-zero unit price that set the reference of a whole criterion made the model unsuited (KOFA 2017/97). A bid whose
lines are dear where more will be bought than is asked, and cheap where less will be, wins on paper alone. Both are
told as figures and as a question to the bidder; nothing is changed.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from evaluation.inquiries import Flag
from evaluation.lot_values import LotValues
from evaluation.places import place_of
from evaluation.problems import ResultWarning
from evaluation.scoring.rounding import for_comparison

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
# With two prices the median lies between them, and which of them is strange is not known.
PRICES_NEEDED = 3
FACTORS = (0.5, 2.0)
FIELD = "prices.unit_price"


@dataclass(frozen=True)
class PriceLines:
    """The lines of a lot and what their quantities mean for the order on price.

    Parameters
    ----------
    unit_prices : (bids, items) price of one of the buyer's units as the bid states it [tender currency]; NaN where
        it states none, or where bids that count have not one basis of the fee.
    of_median : (bids, items) the same as a share of the line's median; NaN where fewer than three bids that count
        have a price, or the median is nought.
    line_costs : (bids, items) what the buyer pays for the pieces of the line [tender currency].
    lot_costs : (factors, bids, items) what the lot costs where the line's quantity is multiplied by each of
        :data:`FACTORS` [tender currency].
    changes_first, changes_order : (factors, items) whether another bid, or another set of bids, is then the cheapest,
        and whether any two bids that count stand otherwise.
    counts : (bids,) the bids that count.
    """

    unit_prices: Floats
    of_median: Floats
    line_costs: Floats
    lot_costs: Floats
    changes_first: Bools
    changes_order: Bools
    counts: Bools

    def is_near_zero(self, share: float) -> Bools:
        """Say which lines are below a share of their median, (bids, items); exclusive, after nine decimals."""
        with np.errstate(invalid="ignore"):
            found = for_comparison(self.of_median) < for_comparison(share)
        return np.asarray(found & self.counts[:, None])

    def is_unbalanced(self, share: float) -> Bools:
        """Say which lines lie a share or more from their median, (bids, items); inclusive, after nine decimals."""
        with np.errstate(invalid="ignore"):
            found = for_comparison(np.abs(self.of_median - 1.0)) >= for_comparison(share)
        return np.asarray(found & self.counts[:, None])


def price_lines(values: LotValues, streams: pd.DataFrame, counts: Bools) -> PriceLines:
    """Return the lines of a lot.

    Parameters
    ----------
    streams : the lot's streams; a line costs the sum of its purchases that the buyer pays, undiscounted. It is
        taken to follow the quantity in proportion: a least number of uses that is paid for is not taken apart.
    counts : (bids,) bids that are admitted, and no baseline.
    """
    each = _unit_prices(values, counts)
    priced = (counts[:, None] & np.isfinite(each)).sum(axis=0)
    of_counted = np.where(counts[:, None] & (priced >= PRICES_NEEDED), each, np.nan)
    is_compared = np.isfinite(of_counted).any(axis=0)
    median = np.full(values.shape[1], np.nan)
    median[is_compared] = np.nanmedian(of_counted[:, is_compared], axis=0)
    lines = _line_costs(values, streams)
    total = lines.sum(axis=1)
    factors = np.array(FACTORS)[:, None, None]
    costs = total[:, None] + (factors - 1.0) * lines
    known = counts & np.isfinite(total)
    now, then = _ranks(total[known][:, None]), _ranks(costs[:, known])
    return PriceLines(
        unit_prices=each,
        of_median=each / np.where(median > 0, median, np.nan),
        line_costs=lines,
        lot_costs=costs,
        changes_first=((then == 1) != (now == 1)).any(axis=1),
        changes_order=(then != now).any(axis=1),
        counts=counts,
    )


def _unit_prices(values: LotValues, counts: Bools) -> Floats:
    """Return the price of one unit; a line whose bids that count have several bases of their fee is not compared."""
    price, pack = values.stated("prices", "unit_price"), values.stated("prices", "pieces_per_pack")
    price = np.where((values.words("prices", "offered") == "no") | values.left_out, np.nan, price)
    basis = values.words("prices", "fee_basis")
    basis[~np.isfinite(price) | ~counts[:, None]] = None
    several = np.array([len(set(basis[:, n]) - {None}) > 1 for n in range(values.shape[1])], dtype=bool)
    return np.where(several, np.nan, price / np.where(np.isfinite(pack), pack, 1.0))


def _line_costs(values: LotValues, streams: pd.DataFrame) -> Floats:
    found = np.zeros(values.shape)
    if len(streams):
        bought = ((streams["payer"] == "buyer") & (streams["category"] == "purchase")).to_numpy()
        item_no = streams["item"].cat.codes.to_numpy()
        rows = bought & (item_no >= 0)
        at = streams["bid"].cat.codes.to_numpy()[rows], item_no[rows]
        np.add.at(found, at, streams["amount"].to_numpy(dtype=float)[rows])
    return found


def _ranks(costs: Floats) -> NDArray[np.int64]:
    """Return competition ranks, the lowest first, of (..., bids, items)."""
    compared = for_comparison(costs)
    return np.asarray(1 + (compared[..., None, :, :] < compared[..., :, None, :]).sum(axis=-2))


def price_line_flags(values: LotValues, lines: PriceLines) -> Iterator[Flag]:
    """Yield what to ask each bid about its lines: near nought, and the others that lie far from their median."""
    model = values.model
    near_zero = lines.is_near_zero(model.near_zero_share)
    unbalanced = lines.is_unbalanced(model.unbalanced_share) & ~near_zero
    for bid_no, bid in enumerate(values.bids):
        if near_zero[bid_no].any():
            told = _told(values, lines, bid_no, near_zero[bid_no])
            told["limit"] = round(100 * model.near_zero_share, 1)
            warning = ResultWarning("price_near_zero", values.lot, told)
            yield Flag("low_line", bid.id, FIELD, warning, str(told["place"]))
        if unbalanced[bid_no].any():
            told = _told(values, lines, bid_no, unbalanced[bid_no])
            above = int((unbalanced[bid_no] & (lines.of_median[bid_no] > 1.0)).sum())
            told |= {"above": above, "below": int(unbalanced[bid_no].sum()) - above}
            told["limit"] = round(100 * model.unbalanced_share, 1)
            warning = ResultWarning("prices_unbalanced", values.lot, told)
            yield Flag("unbalanced", bid.id, FIELD, warning, str(told["place"]))


def _told(values: LotValues, lines: PriceLines, bid_no: int, flagged: Bools) -> dict[str, object]:
    """Return the figures of the flagged line of a bid that lies furthest from its median."""
    far = np.where(flagged, np.abs(lines.of_median[bid_no] - 1.0), -1.0)
    item_no = int(np.argmax(far))
    of_median = float(lines.of_median[bid_no, item_no])
    price = float(lines.unit_prices[bid_no, item_no])
    return {
        "bid": values.bids[bid_no].name,
        "count": int(flagged.sum()),
        "item": values.items[item_no].key,
        "found": round(price, 2),
        "percent": round(100 * of_median, 1),
        "currency": values.tender.facts.currency,
        "place": place_of(values, "prices", "unit_price", bid_no, item_no),
    }


def quantity_warnings(values: LotValues, lines: PriceLines) -> Iterator[ResultWarning]:
    """Yield one warning where half or double the quantity of a line would make another bid the cheapest.

    The figures are of the line whose cost differs most between the bids that count.
    """
    deciding = lines.changes_first.any(axis=0)
    if not deciding.any():
        return
    of_counted = lines.line_costs[lines.counts]
    spread = np.where(deciding, of_counted.max(axis=0) - of_counted.min(axis=0), -1.0)
    item_no = int(np.argmax(spread))
    factor_no = int(np.flatnonzero(lines.changes_first[:, item_no])[0])
    then, now = lines.lot_costs[factor_no, :, item_no], lines.line_costs.sum(axis=1)
    told = {
        "count": int(deciding.sum()),
        "item": values.items[item_no].key,
        "factor": FACTORS[factor_no],
        "bids": _cheapest(values, then, lines.counts),
        "cost": round(float(np.nanmin(np.where(lines.counts, then, np.nan))), 2),
        "now": _cheapest(values, now, lines.counts),
        "currency": values.tender.facts.currency,
    }
    yield ResultWarning("quantity_decides_price", values.lot, told)


def _cheapest(values: LotValues, costs: Floats, counts: Bools) -> list[str]:
    compared = np.where(counts & np.isfinite(costs), for_comparison(costs), np.inf)
    return [bid.name for bid, cost in zip(values.bids, compared, strict=True) if cost == compared.min()]
