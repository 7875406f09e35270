"""What a contract comes to at a bid's prices and the published quantities, against the lot's maximum value."""

from collections.abc import Iterator, Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from evaluation.conventions import NOT_RECOVERED
from evaluation.cost import TURNOVER
from evaluation.indicators import sum_by_bid
from evaluation.lot_values import LotValues
from evaluation.problems import ResultWarning

# What is bought again after its life, comes back to the buyer, or is no payment to the bidder.
NO_PAYMENT = ("replacement", "residual_value", "buy_back", "reservation", "material_value")


def contract_totals(streams: pd.DataFrame, bids: int) -> NDArray[np.float64]:
    """Return what the buyer pays each bidder over the study period, (bids,) [tender currency].

    The sum of ``amount * payments`` at the prices of the bid, neither discounted nor grown: purchases by the
    schedule, fees, services, consumables, repairs and the assortment; an option by its published weight. Energy,
    water, downtime and disposal at the buyer's own prices are paid to others, and so are later replacements.
    """
    payments = (streams["last_k"] - streams["first_k"] + 1).clip(lower=0)
    # A price that is recovered over a life is paid once.
    times = np.where(streams["recovered_over"].to_numpy() == NOT_RECOVERED, payments, 1.0)
    paid = streams["parameter"].isin(["", TURNOVER]) & ~streams["category"].isin(NO_PAYMENT)
    rows = (paid & (streams["payer"] == "buyer")).to_numpy(dtype=bool)
    return sum_by_bid(streams.assign(paid=streams["amount"] * times), "paid", rows, bids)


def value_warnings(
    values: LotValues, streams: pd.DataFrame, admitted: Sequence[bool]
) -> Iterator[ResultWarning]:
    """Yield a warning where the dearest admitted bid comes to more than the maximum value of the lot."""
    lot = next(row for row in values.tender.lots if row.id == values.lot)
    totals = np.where(np.array(admitted, dtype=bool), contract_totals(streams, len(values.bids)), np.nan)
    if lot.maximum_value is None or np.isnan(totals).all():
        return
    dearest = int(np.nanargmax(totals))
    if totals[dearest] > lot.maximum_value:
        told = {
            "bid": values.bids[dearest].name,
            "sum": round(float(totals[dearest])),
            "most": lot.maximum_value,
        }
        currency = values.tender.facts.currency
        yield ResultWarning("maximum_value_exceeded", lot.id, {**told, "currency": currency})
