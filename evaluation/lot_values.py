"""What the bids say on one lot, as arrays that end in (bids, items): the only way from tables to numbers.

Every number taken from a bid is registered as an input with its cell, so that each row of a result
names the cell it comes from and a scoring matrix can calculate from it.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from evaluation.bid import Bid
from evaluation.evaluation_model import EvaluationModel
from evaluation.sheets import readers_of
from evaluation.tender import Item, Tender

Floats = NDArray[np.float64]
Ids = NDArray[np.int64]
AXES: tuple[tuple[str, Literal["bid", "item"]], ...] = (("bid_no", "bid"), ("item_no", "item"))
SOURCE = ("source_file", "source_sheet", "source_cell")


@dataclass
class Taken:
    """A field taken from all bids: values and, where there is one, the id of the input it is.

    ``values`` and ``inputs`` have the shape of the rows they are of; -1 is no input.
    """

    values: Floats
    inputs: Ids
    defaulted: NDArray[np.bool_]


@dataclass(frozen=True)
class At:
    """Where values stand: the rows of their table (-1: none), and their places on the bid and item axes."""

    rows: Ids
    bid_no: Ids
    item_no: Ids


@dataclass(frozen=True)
class _Block:
    """Inputs of one field, registered together."""

    table: str
    name: str
    values: Floats
    at: At
    state: str | NDArray[np.object_]

    def at_places(self, places: Ids) -> "_Block":
        """Return the block with only the inputs that stand at some places in it."""
        at = At(self.at.rows[places], self.at.bid_no[places], self.at.item_no[places])
        state = self.state if isinstance(self.state, str) else self.state[places]
        return _Block(self.table, self.name, self.values[places], at, state)


@dataclass
class LotValues:
    """The bids of one lot on one bid axis.

    Parameters
    ----------
    tender, lot : what they bid on.
    bids : the bids that can be calculated, in the order given.
    """

    tender: Tender
    lot: str
    bids: Sequence[Bid]
    _blocks: list[_Block] = field(default_factory=list)
    _next: int = 0

    def __post_init__(self) -> None:
        self.items: tuple[Item, ...] = self.tender.in_lot(self.tender.items, self.lot)
        self.model: EvaluationModel = self.tender.model_of[self.lot]
        self.readers = readers_of(self.tender, self.lot)
        self._tables: dict[str, pd.DataFrame] = {}
        self._item_index = {item.key: n for n, item in enumerate(self.items)}
        self._taken: dict[tuple[str, str], Taken] = {}
        self.left_out: NDArray[np.bool_] = np.zeros(len(self.items), dtype=bool)
        # Which bids count in what is compared: a baseline and a bid that is out change it for no other.
        self.is_in: NDArray[np.bool_] = np.array([not bid.is_baseline for bid in self.bids], dtype=bool)

    @property
    def shape(self) -> tuple[int, int]:
        """(bids, items)."""
        return len(self.bids), len(self.items)

    def table(self, name: str) -> pd.DataFrame:
        """Return a table of all bids of this lot, with ``bid_no`` (place on the bid axis) and ``item_no``."""
        if name not in self._tables:
            parts = []
            for n, bid in enumerate(self.bids):
                frame = bid.tables.get(name)
                if frame is not None and len(frame):
                    of_lot = frame.loc[frame["lot"].to_numpy() == self.lot]
                    parts.append(of_lot.assign(bid_no=n))
            if not parts:
                self._tables[name] = pd.DataFrame(
                    {"bid_no": pd.Series(dtype=np.int64), "item_no": pd.Series(dtype=np.int64)}
                )
            else:
                whole = pd.concat(parts, ignore_index=True)
                keys = whole["item" if "item" in whole else "key"]
                index = pd.Index(list(self._item_index), dtype=object)
                whole["item_no"] = index.get_indexer(pd.Index(keys.to_numpy(dtype=object), dtype=object))
                self._tables[name] = whole
        return self._tables[name]

    def is_read(self, name: str) -> NDArray[np.bool_]:
        """Say which items a bid field (``table.field``) is read of, shape (items,)."""
        keys: set[str] = set().union(*self.readers.get(name, {}).values())
        return np.array([item.key in keys for item in self.items], dtype=bool)

    def take(self, table: str, name: str) -> Taken:
        """Take a numeric field of an item table, (bids, items); NaN where blank and no default published."""
        if (table, name) not in self._taken:
            self._taken[table, name] = self._take(table, name)
        return self._taken[table, name]

    def stated(self, table: str, name: str) -> Floats:
        """Return a numeric field of an item table as it is stated, (bids, items); NaN where blank.

        No default and no rule stands in, and nothing becomes an input: for what is compared and never counted.
        """
        return self._stated(table, name)[0]

    def _stated(self, table: str, name: str) -> tuple[Floats, Ids]:
        """Return what is stated of each item and the row of the table it stands in, -1 for none."""
        values = np.full(self.shape, np.nan)
        rows = np.full(self.shape, -1, dtype=np.int64)
        frame = self.table(table)
        known = frame.loc[frame["item_no"].to_numpy() >= 0]
        if len(known):
            rows[known["bid_no"], known["item_no"]] = known.index.to_numpy()
            if name in known:
                values[known["bid_no"], known["item_no"]] = known[name].to_numpy(dtype=np.float64)
        return values, rows

    def _take(self, table: str, name: str) -> Taken:
        values, rows = self._stated(table, name)
        filled, defaulted = self._with_defaults(table, name, values)
        inputs = np.full(self.shape, -1, dtype=np.int64)
        where = ~np.isnan(filled)
        at = At(rows[where], *np.nonzero(where))
        state = np.where(defaulted[where], "defaulted", "stated").astype(object)
        inputs[where] = self.register(table, name, filled[where], at, state)
        return Taken(filled, inputs, defaulted)

    def take_row(self, table: str, name: str, key: str) -> Taken:
        """Take a number of one row of a list, such as a service, of all bids; (bids,), NaN where blank."""
        rows = np.full(len(self.bids), -1, dtype=np.int64)
        values = np.full(len(self.bids), np.nan)
        frame = self.table(table)
        of = frame.loc[frame["key"].to_numpy() == key] if len(frame) else frame
        if len(of):
            rows[of["bid_no"]] = of.index
            values[of["bid_no"]] = of[name].to_numpy(dtype=float)
        at = At(rows, np.arange(len(rows)), np.full(len(rows), -1))
        return Taken(values, self.register(table, name, values, at), np.zeros(len(rows), dtype=bool))

    def take_yes(self, table: str, name: str) -> Taken:
        """Take a yes or no of an item table, (bids, items): 1 where yes, 0 where no, NaN where blank."""
        if (table, name) not in self._taken:
            words, frame = self.words(table, name), self.table(table)
            values = np.where(words == "yes", 1.0, np.where(words == "no", 0.0, np.nan))
            values[:, ~self.is_read(f"{table}.{name}")] = np.nan
            rows = np.full(self.shape, -1, dtype=np.int64)
            known = frame.loc[frame["item_no"].to_numpy() >= 0]
            if len(known):
                rows[known["bid_no"], known["item_no"]] = known.index.to_numpy()
            inputs = np.full(self.shape, -1, dtype=np.int64)
            said = ~np.isnan(values)
            inputs[said] = self.register(table, name, values[said], At(rows[said], *np.nonzero(said)))
            self._taken[table, name] = Taken(values, inputs, np.zeros(self.shape, dtype=bool))
        return self._taken[table, name]

    def take_listed(self, table: str, name: str, keys: Sequence[str]) -> Taken:
        """Take the yes or no to each of a list, of rows with the key ``item/listed``.

        Returns
        -------
        (bids, items, keys), 1 where yes, 0 where no, NaN where blank; each row that a bid has is an input.
        """
        wanted = (table, f"{name}:{','.join(keys)}")
        if wanted not in self._taken:
            shape = (*self.shape, len(keys))
            values, inputs = np.full(shape, np.nan), np.full(shape, -1, dtype=np.int64)
            frame = self.table(table)
            if len(frame):
                listed = frame["key"].str.rsplit("/", n=1).str[-1]
                place = pd.Index(list(keys), dtype=object).get_indexer(pd.Index(listed, dtype=object))
                rows = np.flatnonzero((place >= 0) & (frame["item_no"].to_numpy() >= 0))
                bid_no, item_no = (frame[axis].to_numpy()[rows] for axis, _ in AXES)
                words = frame[name].to_numpy(dtype=object)[rows]
                said = np.where(words == "yes", 1.0, np.where(words == "no", 0.0, np.nan))
                at = bid_no, item_no, place[rows]
                values[at] = said
                inputs[at] = self.register(table, name, said, At(rows, bid_no, item_no))
            self._taken[wanted] = Taken(values, inputs, np.zeros(shape, dtype=bool))
        return self._taken[wanted]

    def _with_defaults(self, table: str, name: str, values: Floats) -> tuple[Floats, NDArray[np.bool_]]:
        default = np.full(len(self.items), np.nan)
        for row in self.tender.defaults:
            if row.field == f"{table}.{name}":
                if row.item is None:
                    default[np.isnan(default)] = row.value
                elif row.item in self._item_index:
                    default[self._item_index[row.item]] = row.value
        default[~self.is_read(f"{table}.{name}")] = np.nan
        defaulted = np.isnan(values) & ~np.isnan(default)
        return np.where(defaulted, default, values), defaulted

    def fill(self, table: str, name: str, values: Floats, mask: NDArray[np.bool_], state: str) -> None:
        """Put values in place of missing ones by a published rule; each becomes an input in that state."""
        old = self.take(table, name)
        bid_no, item_no = np.nonzero(mask)
        inputs = old.inputs.copy()
        at = At(np.full(len(bid_no), -1), bid_no, item_no)
        inputs[mask] = self.register(table, name, values[mask], at, state)
        self._taken[table, name] = Taken(np.where(mask, values, old.values), inputs, old.defaulted)

    def words(self, table: str, name: str) -> NDArray[np.object_]:
        """Take a code or text field of an item table, shape (bids, items); None where blank."""
        found = np.full(self.shape, None, dtype=object)
        frame = self.table(table)
        if name in frame:
            known = frame.loc[frame["item_no"].to_numpy() >= 0]
            found[known["bid_no"], known["item_no"]] = known[name].to_numpy(dtype=object)
        found[pd.isna(found)] = None
        return found

    def answer(self, key: str) -> Taken:
        """Take the answers to a question, shape (bids,); each is registered once, whatever reads it."""
        name = "question_answers", key
        if name not in self._taken:
            answers = self.table("question_answers")
            values, inputs = np.full(len(self.bids), np.nan), np.full(len(self.bids), -1, dtype=np.int64)
            if len(answers):
                of = answers.loc[answers["key"].to_numpy() == key]
                bids = of["bid_no"].to_numpy()
                values[bids] = of["value"].to_numpy(dtype=float)
                at = At(of.index.to_numpy(), bids, np.full(len(of), -1))
                inputs[bids] = self.register("question_answers", "value", values[bids], at)
            self._taken[name] = Taken(values, inputs, np.zeros(len(values), dtype=bool))
        return self._taken[name]

    def register(
        self, table: str, name: str, values: Floats, at: At, state: str | NDArray[np.object_] = "stated"
    ) -> Ids:
        """Register values as inputs with where they stand, and return their ids."""
        ids = np.arange(self._next, self._next + len(values))
        self._next += len(values)
        self._blocks.append(_Block(table, name, values, at, state))
        return ids

    def inputs(self, only: Ids | None = None, *, with_cells: bool = True) -> pd.DataFrame:
        """Return the numbers taken from the bids so far, by input id: whose, which, value and cell.

        Parameters
        ----------
        only : ids of the inputs that are asked for, in any order; all of them unless given.
        with_cells : whether their cells are sought, which takes longest.
        """
        asked = np.arange(self._next) if only is None else np.unique(only)
        ends = np.cumsum([len(block.values) for block in self._blocks], dtype=np.int64)
        cut = np.split(asked, np.searchsorted(asked, ends[:-1]))
        begin = [0, *ends[:-1]]
        chosen = [
            block if only is None else block.at_places(ids - first)
            for block, ids, first in zip(self._blocks, cut, begin, strict=False)
            if len(ids)
        ]
        if not chosen:
            columns = ("bid", "lot", "item", "table", "key", "field", "value", "state", *SOURCE)
            nobody = {axis: self.named(np.zeros(0, dtype=np.int64), axis) for _, axis in AXES}
            return pd.DataFrame(columns=list(columns)).assign(**nobody)
        whole = pd.concat(
            [self._as_frame(block, with_cells=with_cells) for block in chosen], ignore_index=True
        )
        bid, item = (self.named(whole.pop(name).to_numpy(), axis) for name, axis in AXES)
        front = pd.DataFrame({"bid": bid, "lot": self.lot, "item": item})
        return pd.concat([front, whole], axis=1).set_axis(asked, axis=0)

    def _as_frame(self, block: "_Block", *, with_cells: bool) -> pd.DataFrame:
        keys = self._keys(block)
        frame = pd.DataFrame(
            {
                "bid_no": block.at.bid_no,
                "item_no": block.at.item_no,
                "table": block.table,
                "key": keys,
                "field": block.name,
                "value": block.values,
                "state": self._states(block, keys),
            }
        )
        if with_cells:
            for column, found in self._cells(block.table, block.name, block.at.rows).items():
                frame[column] = found
        return frame

    def _states(self, block: "_Block", keys: NDArray[np.object_]) -> str | NDArray[np.object_]:
        """Return the states of a block; what the buyer put in place of a bid's own figure says so."""
        own = {
            (bid_no, key)
            for bid_no, bid in enumerate(self.bids)
            for lot, table, key, name in bid.replaced
            if (lot, table, name) == (self.lot, block.table, block.name)
        }
        if not own:
            return block.state
        is_own = [place in own for place in zip(block.at.bid_no.tolist(), keys.tolist(), strict=True)]
        return np.where(is_own, "replaced", block.state).astype(object)

    def _keys(self, block: "_Block") -> NDArray[np.object_]:
        """Return the key of the row each value stands in: of an item, part, service or question."""
        keys = np.array([i.key for i in self.items] + [None], dtype=object)[block.at.item_no]
        frame = self.table(block.table)
        if "key" in frame:
            stands = block.at.rows >= 0
            keys[stands] = frame["key"].iloc[block.at.rows[stands]].to_numpy(dtype=object)
        return keys

    def _cells(self, table: str, name: str, rows: Ids) -> dict[str, NDArray[np.object_]]:
        frame = self.table(table)
        nothing = np.full(len(rows), None, dtype=object)
        if not len(frame):
            return dict.fromkeys(SOURCE, nothing)
        letter = {
            (b, file): letters
            for b, bid in enumerate(self.bids)
            for (file, at, of), letters in bid.columns.items()
            if at == table and of == name
        }
        files = frame["source_file"].iloc[rows].to_numpy(dtype=object)
        numbers = frame["source_row"].to_numpy()[rows]
        bids = frame["bid_no"].to_numpy()[rows]
        cells = nothing.copy()
        cells[:] = [
            f"{letter[b, f]}{int(n)}" if r >= 0 and (b, f) in letter else None
            for b, f, n, r in zip(bids, files, numbers, rows, strict=True)
        ]
        sheets = frame["source_sheet"].iloc[rows].to_numpy(dtype=object)
        missing = rows < 0
        found = {
            "source_file": np.where(missing, nothing, files),
            "source_sheet": np.where(missing, nothing, sheets),
            "source_cell": cells,
        }
        self._from_elsewhere(table, name, rows, found)
        return found

    def _from_elsewhere(
        self, table: str, name: str, rows: Ids, found: dict[str, NDArray[np.object_]]
    ) -> None:
        """Put in the places of what does not come from its own cell."""
        frame = self.table(table)
        for bid_no, bid in enumerate(self.bids):
            for (lot, of_table, key, of_field), source in bid.origins.items():
                if (lot, of_table, of_field) == (self.lot, table, name):
                    at = (frame["bid_no"].to_numpy() == bid_no) & (frame["key"].to_numpy() == key)
                    here = np.isin(rows, np.flatnonzero(at))
                    for column, word in zip(SOURCE, source, strict=True):
                        found[column][here] = word

    def named(self, places: Ids, axis: Literal["bid", "item"]) -> "pd.Series[Any]":
        """Return the ids of places on the bid or item axis as a categorical column; -1 is none."""
        names = [b.id for b in self.bids] if axis == "bid" else [i.key for i in self.items]
        return pd.Series(pd.Categorical.from_codes(places, categories=pd.Index(names, dtype=object)))
