"""Where a figure of a bid stands, as one text for what is asked about it."""

import numpy as np

from evaluation.lot_values import LotValues


def place_of(values: LotValues, table: str, field: str, bid_no: int, item_no: int) -> str:
    """Return file, sheet and cell of a field that a bid states of an item, as one text; blank where it has none."""
    frame = values.table(table)
    at = np.flatnonzero((frame["bid_no"].to_numpy() == bid_no) & (frame["item_no"].to_numpy() == item_no))
    if not len(at):
        return ""
    row = frame.iloc[int(at[0])]
    letter = values.bids[bid_no].columns.get((row["source_file"], table, field))
    cell = f"!{letter}{int(row['source_row'])}" if letter else ""
    return f"{row['source_file']}: {row['source_sheet']}{cell}"
