"""Files in: workbooks become tenders and bids, and every problem is named by file, sheet and cell."""
