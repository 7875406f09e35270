"""Files in: workbooks become tenders and bids, and every problem is named by file, sheet and cell."""

from intake.case import Case, read_case, seal_beside
from intake.read_bids import Reading, read_bids
from intake.read_decisions import read_decisions
from intake.read_tender import read_tender

__all__ = ["Case", "Reading", "read_bids", "read_case", "read_decisions", "read_tender", "seal_beside"]
