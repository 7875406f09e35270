"""Rows of the tidy tables, gathered from arrays over (bids, items) without a loop over rows."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from evaluation.lot_values import LotValues

Codes = NDArray[np.int64]
Column = NDArray[np.generic]


class RowGatherer:
    """Collects blocks of rows of one tidy table of one lot.

    Parameters
    ----------
    values : the lot.
    blanks : the table's columns and what stands where a block gives none; a column whose blank is text
        holds words of which there are few, kept as codes.
    """

    def __init__(self, values: LotValues, blanks: Mapping[str, str | float]) -> None:
        self._values = values
        self._blanks = blanks
        self._words: dict[str, dict[str, int]] = {
            n: {} for n, blank in blanks.items() if isinstance(blank, str)
        }
        self._blocks: list[dict[str, Column]] = []

    def add(self, mask: NDArray[np.bool_], **columns: object) -> None:
        """Add a row for each true cell of a mask over (bids, items).

        A column is a scalar, or an array that broadcasts to the mask.
        """
        bid_no, item_no = np.nonzero(mask)
        taken = {name: _masked(value, mask) for name, value in columns.items()}
        self.add_rows(bid_no, item_no, **taken)

    def add_rows(self, bid_no: Codes, item_no: Codes, **columns: object) -> None:
        """Add rows given as columns: scalars, arrays of numbers, or words as an array or a categorical."""
        unknown = set(columns) - set(self._blanks)
        if unknown:
            raise KeyError(sorted(unknown))
        if len(bid_no):
            given = {**self._blanks, **columns}
            made = {name: self._column(name, value, len(bid_no)) for name, value in given.items()}
            self._blocks.append({"bid_no": bid_no, "item_no": item_no, **made})

    def table(self) -> pd.DataFrame:
        """Return the table with ``bid``, ``lot`` and ``item`` in front."""
        whole = {n: self._whole(n) for n in ("bid_no", "item_no", *self._blanks)}
        bid = self._values.named(whole.pop("bid_no").astype(np.int64), "bid")
        item = self._values.named(whole.pop("item_no").astype(np.int64), "item")
        lot = pd.Series(pd.Categorical([self._values.lot]).repeat(len(bid)))
        words = {n: _categorical(whole[n], list(known)) for n, known in self._words.items()}
        return pd.DataFrame({"bid": bid, "lot": lot, "item": item, **whole, **words})

    def _whole(self, name: str) -> Column:
        if self._blocks:
            return np.concatenate([block[name] for block in self._blocks])
        kind = np.int64 if name in self._words or isinstance(self._blanks.get(name, 0), int) else np.float64
        return np.zeros(0, dtype=kind)

    def _column(self, name: str, value: object, rows: int) -> Column:
        if name in self._words:
            return self._coded(self._words[name], value, rows)
        return np.broadcast_to(np.asarray(value), (rows,))

    def _coded(self, known: dict[str, int], value: object, rows: int) -> Codes:
        if isinstance(value, str):
            return np.full(rows, known.setdefault(value, len(known)))
        words = (
            value if isinstance(value, pd.Categorical) else pd.Categorical(np.asarray(value, dtype=object))
        )
        codes = np.array(
            [known.setdefault(str(word), len(known)) for word in words.categories], dtype=np.int64
        )
        return np.asarray(codes[words.codes])


def _categorical(codes: Column, words: Sequence[str]) -> "pd.Series[Any]":
    categories = pd.Index(list(words), dtype="str")
    return pd.Series(pd.Categorical.from_codes(codes.astype(np.int64), categories=categories))


def _masked(value: object, mask: NDArray[np.bool_]) -> object:
    if not isinstance(value, np.ndarray):
        return value
    return np.broadcast_to(value, mask.shape)[mask]
