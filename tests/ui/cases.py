"""Cases that no sample has: a lot of twenty bids, and lots in which nothing can be calculated."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pandas as pd

from evaluation import Decisions, evaluate
from evaluation.award_run import obstacles
from evaluation.bid import Bid
from evaluation.problems import Problem
from intake import Case, Reading
from tests.samples import sample
from ui.state import OpenCase

LOT, MANY = "LOT-0001", 20
# Names as they come: short, long, of one long word, and two that are the same.
NAMES = (
    "Bo A/S", "Østlyst Kontorindretning og Inventar A/S", "Kontormøbelgrossistvirksomheden ApS", "Syd ApS",
    "Syd ApS", "Fællesindkøb & Søn I/S",
)  # fmt: skip


def open_case(bids: tuple[Bid, ...], decisions: Decisions) -> OpenCase:
    """Return the tender of the office furniture opened with other bids."""
    data = sample("office_furniture")
    problems = tuple(problem for bid in bids for problem in bid.problems)
    case = Case(data.tender, Reading(bids, problems), decisions, None, (), {})
    done = evaluate(data.tender, bids, decisions)
    return OpenCase("case", None, {}, case, done, obstacles(done, case.problems, None))


def twenty_bids() -> OpenCase:
    """Return the first lot with twenty bids: those of the sample over and over, dearer and heavier each time."""
    data = sample("office_furniture")
    given = [bid for bid in data.reading.bids if LOT in bid.lots and not bid.problems]
    given = given or [bid for bid in data.reading.bids if LOT in bid.lots and is_admitted(bid)]
    origin = {f"bid_{n:02}": given[n % len(given)] for n in range(MANY)}
    bids = tuple(
        replace(_scaled(bid, 1 + 0.03 * n), id=key, name=NAMES[n] if n < len(NAMES) else f"Møbelhus {n} A/S",
                lots=(LOT,), problems=())
        for n, (key, bid) in enumerate(origin.items())
    )  # fmt: skip
    rows = {
        name: tuple(
            row.model_copy(update={"bid": key})
            for key, bid in origin.items()
            for row in getattr(data.decisions, name)
            if row.bid == bid.id and row.lot == LOT
        )
        for name in ("admissions", "accepted_evidence", "judgements", "reservations")
    }
    return open_case(bids, Decisions(**rows))


def is_admitted(bid: Bid) -> bool:
    """Say whether the sample's first lot counts a bid."""
    return any(
        found.id == bid.id and found.is_admitted for found in sample("office_furniture").done.lots[LOT].bids
    )


def _scaled(bid: Bid, factor: float) -> Bid:
    tables = dict(bid.tables)
    for table, column in (("prices", "unit_price"), ("materials", "mass_kg")):
        tables[table] = tables[table].assign(**{column: tables[table][column] * factor})
    return replace(bid, tables=tables)


def all_stopped() -> OpenCase:
    """Return the sample with a stop for every bid."""
    data = sample("office_furniture")
    stop = Problem("stop", "price_missing", sheet="Priser", cell="F14")
    bids = tuple(
        replace(bid, problems=(replace(stop, bid=bid.id, file=f"{bid.id}.xlsx"),))
        for bid in data.reading.bids
    )
    return open_case(bids, data.decisions)


def nothing_calculable() -> OpenCase:
    """Return the sample without a price and without a mass: nothing is known of any bid but its lives."""
    return _without_figures(0)


def one_known() -> OpenCase:
    """Return the sample with the prices and masses of its first bid only."""
    return _without_figures(1)


def _without_figures(kept: int) -> OpenCase:
    data = sample("office_furniture")
    bids = tuple(
        replace(bid, tables={name: _emptied(name, table) for name, table in bid.tables.items()})
        if n >= kept
        else bid
        for n, bid in enumerate(data.reading.bids)
    )
    return open_case(bids, data.decisions)


def _emptied(name: str, table: pd.DataFrame) -> pd.DataFrame:
    of = {"prices": ["unit_price"], "materials": ["mass_kg"], "product_data": ["packaging_kg", "mass_kg"]}
    return table.assign(**{column: np.nan for column in of.get(name, []) if column in table})


CASES: dict[str, Callable[[], OpenCase]] = {
    case.__name__: case for case in (twenty_bids, all_stopped, nothing_calculable, one_known)
}
