"""Rows of the tidy tables, gathered from arrays over (bids, items) without a loop over rows."""

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from evaluation.lot_values import LotValues


class RowGatherer:
    """Collects blocks of rows of one tidy table of one lot.

    ``add`` takes a mask of shape (bids, items), and a value a column: a scalar, or an array that
    broadcasts to the mask; ``add_rows`` takes columns that are rows already.
    """

    def __init__(self, values: LotValues, columns: Mapping[str, object]) -> None:
        self._values = values
        self._columns = columns
        self._blocks: list[pd.DataFrame] = []

    def add(self, mask: NDArray[np.bool_], **columns: object) -> None:
        """Add a row for each true cell of the mask."""
        bid_no, item_no = np.nonzero(mask)
        taken = {name: _masked(value, mask) for name, value in columns.items()}
        self.add_rows(bid_no, item_no, **taken)

    def add_rows(self, bid_no: NDArray[np.int64], item_no: NDArray[np.int64], **columns: object) -> None:
        """Add rows given as columns; columns not given take the table's own blank."""
        unknown = set(columns) - set(self._columns)
        if unknown:
            raise KeyError(sorted(unknown))
        if len(bid_no):
            self._blocks.append(
                pd.DataFrame({"bid_no": bid_no, "item_no": item_no, **self._columns, **columns})
            )

    def table(self, codes: Sequence[str]) -> pd.DataFrame:
        """Return the table with bid, lot and item named; ``codes`` are its columns of few distinct words."""
        if not self._blocks:
            return pd.DataFrame(columns=["bid", "lot", "item", *self._columns])
        whole = pd.concat(self._blocks, ignore_index=True)
        named = {
            "bid": self._values.named(whole.pop("bid_no").to_numpy(), "bid"),
            "lot": self._values.lot,
            "item": self._values.named(whole.pop("item_no").to_numpy(), "item"),
        }
        for name in codes:
            whole[name] = pd.Categorical(whole[name])
        return pd.concat([pd.DataFrame(named), whole], axis=1)


def _masked(value: object, mask: NDArray[np.bool_]) -> object:
    if not isinstance(value, np.ndarray):
        return value
    return np.broadcast_to(value, mask.shape)[mask]
