"""Files in: workbooks become tenders and bids, and every problem is named by file, sheet and cell."""

from intake.read_bids import Reading, read_bids

__all__ = ["Reading", "read_bids"]
