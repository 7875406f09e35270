"""What bids say of the substances that a tender lists -> what they fail, and the share that they are free of."""

import numpy as np
from numpy.typing import NDArray

from evaluation.bid import Bid
from evaluation.lot_values import LotValues, Taken
from evaluation.substances import Substance
from evaluation.tender import Tender

Floats = NDArray[np.float64]
# What takes a bid out is named by the requirement's key; a substance that must be absent by this and its own.
SUBSTANCE = "substance:"


def counted_substances(tender: Tender, lot: str) -> tuple[Substance, ...]:
    """Return the substances of a lot that may give points: those that need not be absent anyway."""
    return tuple(row for row in tender.substances_in(lot) if not row.must_be_absent)


def substance_of(tender: Tender, code: str) -> Substance | None:
    """Return the substance that a code names as what takes a bid out; None where it names none."""
    return next((row for row in tender.substances if code == f"{SUBSTANCE}{row.key}"), None)


def contained(values: LotValues) -> Taken:
    """Return whether items hold the counted substances, (bids, items, substances): 1, 0 or NaN where not said."""
    keys = [row.key for row in counted_substances(values.tender, values.lot)]
    return values.take_listed("substance_answers", "contained", keys)


def substance_free_share(values: LotValues) -> Floats:
    """Return the share of the counted substances that each item is declared free of, (bids, items) [0 to 1].

    ``number answered no / number asked for``; an item with an answer missing, and a lot that counts none, give NaN.
    """
    held = contained(values).values
    if held.shape[-1] == 0:
        return np.full(values.shape, np.nan)
    return np.asarray(1.0 - held.mean(axis=-1))


def failed_substances(tender: Tender, lot: str, bid: Bid) -> tuple[str, ...]:
    """Return the substances that must be absent and that a bid declares in one of its items, as ``substance:KEY``.

    An answer that is missing is not a failure: the reader has made it a problem of its own.
    """
    answers = bid.tables.get("substance_answers")
    if answers is None or not len(answers):
        return ()
    of_lot = (answers["lot"] == lot).to_numpy() & (answers["contained"] == "yes").to_numpy()
    held = {str(key).rsplit("/", 1)[-1] for key in answers["key"].to_numpy(dtype=object)[of_lot]}
    asked = tender.substances_in(lot)
    return tuple(f"{SUBSTANCE}{row.key}" for row in asked if row.must_be_absent and row.key in held)
