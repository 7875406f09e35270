"""Received bid sheets -> bids, and every problem with its file, sheet and cell. No content raises."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path

import numpy as np

from evaluation.bid import Bid
from evaluation.problems import Problem
from evaluation.seal import Amendment
from evaluation.tender import Tender
from intake.bid_epds import Attachments, with_epds
from intake.bid_file import BidFileRead, read_bid_file
from intake.bid_frames import bid_of
from intake.bid_layout import BidLayout
from intake.bidder_sheet import COMPANY_NO, company_number
from intake.completeness import check_completeness
from intake.identity import unique_ids, words_as_id
from intake.limits import check_limits
from intake.pool import read_workbooks
from intake.price_lines import OFFERED, PRICE, check_price_lines

Received = str | Path | tuple[str, bytes]


BASELINE = "baseline"
# Of the first sheet only the name says something about what is no bid.
ASKED_OF_A_BASELINE = "bidder.name"


@dataclass(frozen=True)
class Reading:
    """The bids that came in, the baselines after them, and all their problems in the same order."""

    bids: tuple[Bid, ...]
    problems: tuple[Problem, ...]


def read_bids(  # noqa: PLR0913  (what came in, and what is known of it: tender, baseline, seal, baskets)
    tender: Tender,
    files: Sequence[Received],
    baselines: Sequence[Received] = (),
    attachments: Mapping[str, Attachments] | None = None,
    amendments: Sequence[Amendment] = (),
    opened: Tender | None = None,
) -> Reading:
    """Read received bid sheets.

    Parameters
    ----------
    tender : what they bid on.
    files : paths, or names with the bytes that were received.
    baselines : bid sheets that the buyer filled in for what is no bid, likewise; each is read as it stands,
        and is one by itself: an id made from the name of its file, whatever company number it carries.
    attachments : what was handed in beside a bid sheet, by the name of that sheet without its ending: names and
        contents. Files of EPDs are read where the model says that they are handed in.
    amendments : from the tender's seal: what each amendment changed in the bid sheets.
    opened : the tender with the quantities of its opened baskets, where it has any.

    Returns
    -------
    Reading
        A bid for each bidder, of all lots, in the order of the files. A bidder is known by its company
        number where that could be read, else by the name of the file.

    Raises
    ------
    OSError
        A path that cannot be opened. What stands in a file never raises.
    """
    layouts = {lot.id: BidLayout(tender, lot.id, opened) for lot in tender.lots}
    received = [_received(files), _received(baselines)]
    workbooks = read_workbooks([*received[0], *received[1]])
    reads = [read_bid_file(tender, layouts, workbook, amendments) for workbook in workbooks]
    check_limits(reads)
    for read in reads:
        _check(read)
    count = len(received[0])
    bids = [
        with_epds(tender, bid_of(bid, group), _attached(group, attachments or {}))
        for bid, group in _by_bidder(reads[:count])
    ]
    bids += _baselines(reads[count:], [bid.id for bid in bids])
    return Reading(tuple(bids), tuple(chain.from_iterable(bid.problems for bid in bids)))


def _attached(
    reads: Sequence[BidFileRead], attachments: Mapping[str, Attachments]
) -> list[tuple[str, bytes]]:
    """Return what belongs to the bid sheets of one bidder; a file that lies beside several is read once."""
    found = [each for read in reads for each in attachments.get(Path(read.file.name).stem, ())]
    return list(dict(found).items())


def _received(files: Sequence[Received]) -> list[tuple[str, bytes]]:
    """Return name and bytes of each file; names are told apart where they are the same."""
    named: dict[str, bytes] = {}
    for file in files:
        name, content = (Path(file).name, Path(file).read_bytes()) if isinstance(file, (str, Path)) else file
        free = name
        number = 2
        while free in named:
            free = f"{Path(name).stem} ({number}){Path(name).suffix}"
            number += 1
        named[free] = content
    return list(named.items())


def _check(read: BidFileRead) -> None:
    """Tell what is missing or does not agree in a bid that bids."""
    if read.layout is None or read.bidder.says_no("bids_on_lot"):
        return
    if _is_empty(read):
        # One fault, one problem: that each field is blank too needs no saying.
        read.report.problems[:] = [p for p in read.report.problems if p.code != "value_missing"]
        read.report.add("stop", "bid_is_empty")
        return
    prices = read.tables.get("prices")
    if prices is not None and OFFERED in prices and PRICE in prices:
        check_price_lines(prices)
    check_completeness(read.tables)


def _is_empty(read: BidFileRead) -> bool:
    """Say whether every sheet was found and nothing at all was filled in."""
    tables = [*read.tables.values()]
    is_whole = read.layout is not None and len(tables) == len(read.layout.sheets) - 1
    touched = any(
        np.any(table.filled[name]) or np.any(table.told[name]) for table in tables for name in table.filled
    )
    return is_whole and not touched


def _baselines(reads: Sequence[BidFileRead], taken: Sequence[str]) -> list[Bid]:
    """Return a baseline for each file, under ids that no bid has; no bid's id depends on them."""
    wanted = [f"{BASELINE}_{words_as_id(Path(read.file.name).stem)}" for read in reads]
    for read in reads:
        read.report.problems[:] = [p for p in read.report.problems if _is_asked_of_a_baseline(p)]
    ids = unique_ids([*taken, *wanted])[len(taken) :]
    return [replace(bid_of(key, [read]), is_baseline=True) for key, read in zip(ids, reads, strict=True)]


def _is_asked_of_a_baseline(problem: Problem) -> bool:
    """Say whether a problem is one of a baseline: it has no company number, contact or reservations."""
    asked = str(problem.values.get("field", ""))
    return not asked.startswith("bidder.") or asked == ASKED_OF_A_BASELINE


def _by_bidder(reads: Sequence[BidFileRead]) -> list[tuple[str, list[BidFileRead]]]:
    """Return the files of each bidder under its id, in the order of the files.

    A file whose company number could not be read is a bidder of its own: two bidders taken for one would
    be worse than one taken for two.
    """
    groups: dict[str, list[BidFileRead]] = {}
    for number, read in enumerate(reads):
        company = read.bidder.text(COMPANY_NO)
        key = company_number(company) if company else f"file {number}"
        groups.setdefault(key, []).append(read)
    wanted = [
        key if group[0].bidder.text(COMPANY_NO) else words_as_id(Path(group[0].file.name).stem)
        for key, group in groups.items()
    ]
    return list(zip(unique_ids(wanted), groups.values(), strict=True))
