"""A buyer's own figure in place of a bidder's: put in, marked as such, and what it changes told.

An officer types no value into a bid. A figure that the bid does not state as it counts is one of four kinds (a reading
of what stands there, an obvious error with one possible correction, the bidder's answer under udbudsloven section
159(5), or an addition by a published rule), with who decided it and why; the bid's own figure stays beside it.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from evaluation.bid import BID_TABLES, Bid
from evaluation.decisions import Decisions, ReplacedFigure
from evaluation.problems import ResultWarning
from evaluation.schema import NUMERIC, Spec, specs
from evaluation.scoring.rounding import for_comparison

if TYPE_CHECKING:
    from evaluation.result import LotEvaluation

Change = Literal["winner", "ranks", "none"]


@dataclass(frozen=True)
class Replacement:
    """What the buyer's own figures mean in a lot: the figures, what changes, and the ranks with and without them.

    ``figures`` name the row they stand in, also where the decision leaves it blank.
    """

    figures: tuple[ReplacedFigure, ...]
    changes: Change
    ranks: Mapping[str, int | None]
    ranks_as_stated: Mapping[str, int | None]


def field_spec(field: str) -> Spec | None:
    """Return the declaration of a number that a bidder fills in (``table.field``), None for any other field.

    >>> field_spec("product_data.mass_kg").unit, field_spec("prices.product"), field_spec("items.quantity")
    ('kg', None, None)
    """
    table, _, name = field.partition(".")
    spec = specs(BID_TABLES[table]).get(name) if table in BID_TABLES else None
    return spec if spec is not None and spec.owner == "bidder" and spec.kind in NUMERIC else None


def row_of(bid: Bid, figure: ReplacedFigure) -> tuple[pd.DataFrame, NDArray[np.bool_]] | None:
    """Return the table of a bid that holds the stated figure and which of its rows it is; None where there is none."""
    table, _, name = figure.field.partition(".")
    frame = bid.tables.get(table)
    if field_spec(figure.field) is None or frame is None or name not in frame:
        return None
    rows = (frame["lot"] == figure.lot).to_numpy()
    if figure.key is not None:
        rows = rows & (frame["key"] == figure.key).to_numpy()
    return (frame, rows) if rows.sum() == 1 else None


def is_as_stated(bid: Bid, figure: ReplacedFigure) -> bool:
    """Say whether a bid still states what the decision says it states; a blank is a statement of its own."""
    found = row_of(bid, figure)
    if found is None:
        return False
    frame, rows = found
    stated = float(frame.loc[rows, figure.field.partition(".")[2]].iloc[0])
    if figure.stated is None or np.isnan(stated):
        return figure.stated is None and bool(np.isnan(stated))
    return float(for_comparison(stated)) == float(for_comparison(figure.stated))


def with_replaced(bids: Sequence[Bid], lot: str, decisions: Decisions) -> tuple[Bid, ...]:
    """Return the bids on a lot with the buyer's own figures in their tables, each marked in ``Bid.replaced``.

    A decision without figure, kind, reason or person, or about a row that the bid has not, replaces nothing.
    """
    of_lot = [row for row in decisions.replaced_figures if row.lot == lot and row.is_decided]
    return tuple(_replaced(bid, [row for row in of_lot if row.bid == bid.id]) for bid in bids)


def _replaced(bid: Bid, figures: Sequence[ReplacedFigure]) -> Bid:
    for figure in figures:
        found = row_of(bid, figure)
        if found is None or figure.used is None:
            continue
        frame, rows = found
        table, _, name = figure.field.partition(".")
        changed = frame.assign(**{name: np.where(rows, figure.used, frame[name].to_numpy(dtype=np.float64))})
        place = (figure.lot, table, _key(frame, rows), name)
        bid = replace(bid, tables={**bid.tables, table: changed}, replaced=bid.replaced | {place})
    return bid


def _key(frame: pd.DataFrame, rows: NDArray[np.bool_]) -> str:
    return str(frame.loc[rows, "key"].iloc[0])


def replacement(lot: "LotEvaluation", as_stated: "LotEvaluation", bids: Sequence[Bid]) -> Replacement:
    """Return what the buyer's own figures change in a lot.

    Parameters
    ----------
    lot, as_stated : the lot evaluated with them and without.
    bids : as they were read.
    """
    by_id = {bid.id: bid for bid in bids}
    figures = []
    for row in lot.decisions.replaced_figures:
        if row.lot == lot.lot and row.is_decided and row.bid in by_id:
            found = row_of(by_id[row.bid], row)
            if found is not None:
                figures.append(row.model_copy(update={"key": _key(*found)}))
    changes: Change = "none"
    if lot.ranks.ranks != as_stated.ranks.ranks:
        changes = "winner" if _winners(lot) != _winners(as_stated) else "ranks"
    return Replacement(tuple(figures), changes, dict(lot.ranks.ranks), dict(as_stated.ranks.ranks))


def _winners(lot: "LotEvaluation") -> tuple[frozenset[str], tuple[tuple[str, int], ...]]:
    return frozenset(bid for bid, rank in lot.ranks.ranks.items() if rank == 1), lot.awarded


def replacement_warnings(lot: "LotEvaluation") -> Iterator[ResultWarning]:
    """Yield each of the buyer's own figures beside the bid's, and what they change once admission is decided."""
    found = lot.replacement
    if found is None:
        return
    for row in found.figures:
        told = {
            "bid": lot.name_of(row.bid),
            "field": row.field,
            "item": row.key,
            "stated": row.stated,
            "used": row.used,
            "by": row.by,
            "reason": row.reason,
        }
        yield ResultWarning("figure_replaced", lot.lot, told)
    changes = "open" if lot.is_admission_open else found.changes
    yield ResultWarning("figures_replaced", lot.lot, {"count": len(found.figures), "changes": changes})
