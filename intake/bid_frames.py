"""The files of one bidder -> the frames of one bid."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pandas as pd

from evaluation.bid import BID_TABLES, Bid
from evaluation.problems import Problem
from intake.bid_file import BidFileRead
from intake.bid_table import TableRead
from intake.bidder_sheet import BidderRead
from intake.material_rows import begun_rows, items_of


def bid_of(bid: str, reads: Sequence[BidFileRead]) -> Bid:
    """Return the bid of one bidder.

    Parameters
    ----------
    bid : its id.
    reads : its files in the order they were given. Of two files on one lot the first counts, and the
        other is a question: no rule is published that would let a person's choice go unasked.
    """
    problems: list[Problem] = []
    counted: dict[str, BidFileRead] = {}
    for read in reads:
        lot = read.file.lot
        if not lot:
            problems += read.report.of_bid(bid)
        elif lot in counted:
            first = counted[lot].file
            told = {"first": first.name, "second": read.file.name}
            is_same = first.sha256 == read.file.sha256
            code = "same_file_twice" if is_same else "two_files_on_one_lot"
            read.report.problems.clear()
            read.report.add("notice" if is_same else "question", code, **told)
            problems += read.report.of_bid(bid)
        else:
            counted[lot] = read
            problems += read.report.of_bid(bid)
    bidding = [read for read in counted.values() if not read.bidder.says_no("bids_on_lot")]
    return Bid(
        id=bid,
        name=next(
            (name for read in reads if (name := read.bidder.text("name"))), Path(reads[0].file.name).stem
        ),
        lots=tuple(read.file.lot for read in bidding),
        files=tuple(read.file for read in reads),
        tables=_tables(bidding),
        columns=_columns(bidding),
        problems=tuple(problems),
        filled={read.file.lot: _filled(read) for read in bidding},
        asked={read.file.lot: _asked(read) for read in bidding},
    )


def _tables(reads: Sequence[BidFileRead]) -> dict[str, pd.DataFrame]:
    found: dict[str, pd.DataFrame] = {}
    for table in BID_TABLES:
        if table == "bidder":
            frames = [_bidder_frame(read) for read in reads]
        else:
            frames = [_frame(read, read.tables[table]) for read in reads if table in read.tables]
        if frames:
            found[table] = frames[0] if len(frames) == 1 else pd.concat(frames, ignore_index=True)
    return found


def _frame(read: BidFileRead, table: TableRead) -> pd.DataFrame:
    count = len(table.layout.keys)
    keys = np.fromiter(table.layout.keys, dtype=object, count=count)
    columns: dict[str, object] = {"lot": _words(read.file.lot, count), "key": pd.Series(keys, dtype=object)}
    is_materials = table.layout.table == "materials"
    if is_materials or table.layout.table == "substance_answers":
        columns["item"] = pd.Series(items_of(table), dtype=object)
    for name, values in table.values.items():
        columns[name] = values if values.dtype == np.float64 else pd.Series(values, dtype=object)
    columns["source_file"] = _words(read.file.name, count)
    columns["source_sheet"] = _words(table.sheet, count)
    columns["source_row"] = table.rows
    frame = pd.DataFrame(columns)
    # Rows for parts that nobody needed say nothing.
    return frame.loc[begun_rows(table)].reset_index(drop=True) if is_materials else frame


def _bidder_frame(read: BidFileRead) -> pd.DataFrame:
    """Return the first sheet as one row; its cells stand in ``columns`` whole, so its row is blank."""
    bidder: BidderRead = read.bidder
    columns = {"lot": read.file.lot, "key": read.file.lot, **bidder.values}
    columns |= {"source_file": read.file.name, "source_sheet": bidder.sheet, "source_row": ""}
    return pd.DataFrame({name: pd.Series([value], dtype=object) for name, value in columns.items()})


def _words(word: str, count: int) -> pd.Series:
    return pd.Series(np.full(count, word, dtype=object), dtype=object)


def _columns(reads: Sequence[BidFileRead]) -> dict[tuple[str, str, str], str]:
    found: dict[tuple[str, str, str], str] = {}
    for read in reads:
        name = read.file.name
        found |= {(name, "bidder", field): cell for field, cell in read.bidder.cells.items()}
        for table, values in read.tables.items():
            found |= {(name, table, field): letters for field, letters in values.letters.items()}
    return found


def _filled(read: BidFileRead) -> int:
    cells = sum(
        int((t.filled[name] & t.asked(name)).sum()) for t in read.tables.values() for name in t.filled
    )
    return cells + sum(read.bidder.filled.values())


def _asked(read: BidFileRead) -> int:
    return 0 if read.layout is None else sum(sheet.asked_cells for sheet in read.layout.sheets.values())
