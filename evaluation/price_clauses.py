"""Whether the growth of prices that a calculation counts on is growth that the contract allows."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from evaluation.conventions import growth_factors
from evaluation.evaluation_model import GrowthClass, PriceClause
from evaluation.problems import ResultWarning
from evaluation.tender import Tender

Floats = NDArray[np.float64]
SAME = 1e-9


def unclaused_growth(tender: Tender, lot: str) -> Iterator[ResultWarning]:
    """Yield a warning for each price of a bidder whose growth and the contract's clause do not agree.

    Growth without a clause; another index than the clause's; a year with more growth than its cap; growth
    before the first year in which the clause lets prices change.
    """
    model = tender.model_of[lot]
    classes = {row.key: row for row in tender.growth_classes}
    clauses = {row.key: row for row in tender.price_clauses}
    factors = growth_factors(tender, model)
    lines = [
        *((i.key, i.price_growth, i.price_clause, False) for i in tender.in_lot(tender.items, lot)),
        *((s.key, s.growth_class, s.price_clause, True) for s in tender.in_lot(tender.services, lot)),
    ]
    for line, growth, clause, is_running in lines:
        if growth is None:
            continue
        path = factors[growth, is_running]
        if np.allclose(path, 1.0, rtol=0.0, atol=SAME):
            continue
        grown = _Grown(lot, line, classes[growth], clauses.get(clause or ""), path, model.first_year)
        yield from _differences(grown)


@dataclass(frozen=True)
class _Grown:
    """A price that grows: the line it is of, the growth and the clause, and (T + 1,) by how much from ``first_year``."""

    lot: str
    line: str
    growth: GrowthClass
    clause: PriceClause | None
    path: Floats
    first_year: int


def _differences(grown: _Grown) -> Iterator[ResultWarning]:
    lot, growth, clause, path = grown.lot, grown.growth, grown.clause, grown.path
    of: dict[str, object] = {"line": grown.line, "growth": growth.key}
    if clause is None:
        yield ResultWarning("growth_without_clause", lot, of)
        return
    of = {**of, "clause": clause.key}
    if growth.index is not None and growth.index != clause.index:
        indices = {"index": growth.index, "clause_index": clause.index}
        yield ResultWarning("growth_of_other_index", lot, {**of, **indices})
    yearly = path[1:] / path[:-1] - 1.0
    if clause.cap is not None and yearly.max(initial=-1.0) > clause.cap + SAME:
        per_cent = {"percent": round(100.0 * float(yearly.max()), 6), "cap": round(100.0 * clause.cap, 6)}
        yield ResultWarning("growth_above_cap", lot, {**of, **per_cent})
    begins = grown.first_year + int(np.flatnonzero(np.abs(path[1:] - 1.0) > SAME)[0])
    if begins < clause.first_year:
        # Years as words: a number would get a mark between its thousands.
        years = {"year": str(begins), "first_year": str(clause.first_year)}
        yield ResultWarning("growth_before_clause", lot, {**of, **years})
