"""Each line of prices: offered, not offered, free of charge, or missing. Missing is never zero."""

import numpy as np
from numpy.typing import NDArray

from evaluation.problems import Severity
from intake.bid_table import TableRead

Bools = NDArray[np.bool_]
OFFERED, PRICE, PACK = "offered", "unit_price", "pieces_per_pack"


def check_price_lines(table: TableRead) -> None:
    """Settle each line of prices by what stands in its two cells, and tell where they do not agree.

    Parameters
    ----------
    table : the prices of one bid on one lot; ``offered`` and ``unit_price`` are completed.
    """
    offered, price = table.values[OFFERED], table.values[PRICE]
    told = table.told[OFFERED] | table.told[PRICE]
    yes, no, free = (~told & (offered == word) for word in ("yes", "no", "yes_free_of_charge"))
    silent = ~told & ~table.filled[OFFERED]
    blank, zero, above = ~table.filled[PRICE], price == 0.0, price > 0.0
    rule = table.bid_layout.model.missing_lines
    grave: Severity = "stop" if rule == "reject" else "notice"
    bought = ~np.isin(table.layout.keys, list(table.bid_layout.not_bought))
    missing = (yes | silent) & blank
    unwritten = table.rows == 0
    table.tell_all("notice", "price_not_needed", PRICE, (missing | unwritten | (no & blank)) & ~bought)
    for name, code, where in (
        (PRICE, "price_missing", missing),
        (PRICE, "price_row_missing", unwritten),
        (OFFERED, "line_not_offered", no & blank),
    ):
        for index in np.flatnonzero(where & bought):
            table.tell(grave, code, name, int(index), rule=rule)
    table.tell_all("stop", "not_offered_but_priced", PRICE, no & ~blank)
    table.tell_all("stop", "zero_needs_confirmation", PRICE, (yes | silent) & zero)
    table.tell_all("stop", "free_but_priced", PRICE, free & ~blank & ~zero)
    table.tell_all("notice", "offered_assumed", OFFERED, silent & above)

    offered[silent & above] = "yes"
    price[free & (blank | zero)] = 0.0
    price[((yes | silent) & zero) | (no & ~blank) | (free & above)] = np.nan
    if PACK in table:
        table.tell_all("notice", "pack_of_one", PACK, table.open_cells(PACK) & (price > 0.0))
    _check_limit(table, int(((missing | unwritten | (no & blank)) & bought).sum()))


def _check_limit(table: TableRead, count: int) -> None:
    """Stop a bid that lacks more lines than the published rule fills."""
    model = table.bid_layout.model
    most = model.missing_max_lines
    if model.missing_lines == "fill" and most is not None and count > most:
        table.report.add("stop", "too_many_missing_lines", table.sheet, count=count, most=most)


def is_offered(table: TableRead) -> Bools:
    """Say which lines are offered, as far as is known: all that do not say no."""
    return np.asarray(table.values[OFFERED] != "no")
