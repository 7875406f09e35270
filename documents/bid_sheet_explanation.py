"""What a bid sheet asks and why: each column with what reads it, and the number of cells."""

from dataclasses import dataclass

from evaluation.problems import ResultWarning
from evaluation.sheets import bid_sheets
from evaluation.tender import Tender

MOST_CELLS = 1500


@dataclass(frozen=True)
class ExplainedColumn:
    """A bidder's column: its sheet and field, what reads it, and how many cells it asks for."""

    table: str
    field: str
    readers: tuple[str, ...]
    cells: int


@dataclass(frozen=True)
class BidSheetExplanation:
    """What the bid sheet of a lot asks. ``warnings`` says where that is too much."""

    lot: str
    columns: tuple[ExplainedColumn, ...]
    cells: int
    warnings: tuple[ResultWarning, ...]


def explain_bid_sheet(tender: Tender, lot: str) -> BidSheetExplanation:
    """Return each column of a lot's bid sheet with what reads it, and the cells a bidder is asked for.

    Above 1,500 cells there is a warning, ``bid_sheet_too_long``.
    """
    columns = []
    for sheet in bid_sheets(tender, lot):
        for column in sheet.columns:
            cells = sum(column.is_asked_of(key) for key in sheet.keys) if sheet.keys else 1
            columns.append(ExplainedColumn(sheet.table, column.field, column.readers, cells))
    total = sum(column.cells for column in columns)
    is_long = total > MOST_CELLS
    warning = ResultWarning("bid_sheet_too_long", lot, {"cells": total, "limit": MOST_CELLS})
    return BidSheetExplanation(lot, tuple(columns), total, (warning,) if is_long else ())
