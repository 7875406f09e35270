"""Invented bids for a tender, and what the calculation gives them: what a later calculation has to give again.

The bids come from the tender alone: a value of each cell that its bid sheet asks, within the limits, from a SHA-256
of where it stands. The same tender gives the same bids on every machine and in every version of the program.
"""

import hashlib
import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd

from evaluation.basket import Basket, waits_for_basket, with_baskets
from evaluation.bid import Bid
from evaluation.codes import CODES
from evaluation.decisions import AcceptedEvidence, Admission, Decisions, Judgement
from evaluation.evaluate import evaluate
from evaluation.result import LotEvaluation
from evaluation.schema import NUMERIC, Row
from evaluation.seal import SealedVector, canonical_text, sha256_of
from evaluation.sheets import Column, Sheet, bid_sheets
from evaluation.tender import Item, Question, Requirement, Tender

BIDS = ("invented_a", "invented_b", "invented_c")
# Relative difference up to which a figure is reproduced.
TOLERANCE = 1e-9
DIGITS = 12
# What a number is about where nothing limits it, by the kind of its cell: at least, and how much wider.
RANGES = {"share": (0.1, 0.4), "money": (100.0, 900.0)}
RANGE = (1.0, 9.0)
# Of the buyer's reference life: what is claimed may be longer and what is guaranteed is shorter.
LIVES = {
    "claimed_life": (0.8, 0.6), "tested_life": (0.8, 0.6), "guarantee": (0.2, 0.3), "uses_per_piece": (0.8, 0.6),
}  # fmt: skip
# What a bid has to say in order to count.
SAID = {
    "prices.offered": "yes", "prices.condition": "new", "requirement_answers.met": "yes",
    "substance_answers.contained": "no",
}  # fmt: skip
DECIDED = {"decision": "admitted", "reason": "-", "by": "-", "at": "2000-01-01"}
VALID_YEARS = 5


def sealed_vector(tender: Tender) -> SealedVector:
    """Return what the calculation of this program gives the invented bids of a tender.

    Where a quantity stands in a sealed basket alone, one of each item of the lot is invented too.

    Raises
    ------
    UnusableModelError
        Where the published model cannot be calculated.
    """
    ones = {item.key: (1.0,) for item in tender.items}
    tender = with_baskets(
        tender, {lot.id: Basket("", lot.id, "", ones) for lot in tender.lots if waits_for_basket(tender, lot)}
    )
    done = evaluate(tender, invented_bids(tender), invented_decisions(tender))
    figures: dict[str, str] = {}
    missing: dict[str, str] = {}
    for lot in done.lots.values():
        figures |= dict(_figures(lot))
        if not np.isfinite(lot.total.to_numpy(dtype=float)).any():
            missing[lot.lot] = "no_total"
    return SealedVector(figures, sha256_of(canonical_text(figures)), missing)


def differences(sealed: SealedVector, now: SealedVector) -> tuple[tuple[str, str, str], ...]:
    """Return the figures that are not reproduced: where, as sealed, and as calculated now; blank for none.

    Two numbers are the same within a relative difference of 1e-9, and no number is the same as no number.
    """
    names = dict.fromkeys([*sealed.figures, *now.figures])
    pairs = ((name, sealed.figures.get(name, ""), now.figures.get(name, "")) for name in names)
    return tuple((name, was, found) for name, was, found in pairs if not _is_same(was, found))


def _is_same(was: str, found: str) -> bool:
    if was == found:
        return True
    try:
        one, other = float(was), float(found)
    except ValueError:
        return False
    return math.isclose(one, other, rel_tol=TOLERANCE)


def _figures(lot: LotEvaluation) -> Iterator[tuple[str, str]]:
    for name in lot.calculated:
        for measure in lot.indicators.columns:
            yield f"{lot.lot}/{name}/{measure}", _written(lot.indicators.loc[name, measure])
        for path in lot.points.columns:
            yield f"{lot.lot}/{name}/points/{path}", _written(lot.points.loc[name, path])
        yield f"{lot.lot}/{name}/total", _written(lot.total[name])
    yield f"{lot.lot}/ranking", " ".join(lot.ranking)


def _written(figure: Any) -> str:  # noqa: ANN401  (what a cell of a frame is to a type checker)
    """Return a figure to twelve digits: the last ones of a float hang on the processor.

    >>> _written(1 / 3), _written(2.0), _written(float("nan"))
    ('0.333333333333', '2.0', 'nan')
    """
    return repr(float(f"{figure:.{DIGITS}g}"))


def invented_bids(tender: Tender) -> tuple[Bid, ...]:
    """Return three bids on every lot of a tender, each cell filled that their sheets ask."""
    return tuple(_bid(tender, name) for name in BIDS)


def invented_decisions(tender: Tender) -> Decisions:
    """Return what would be decided of the invented bids: all admitted, every claim of a life taken at some level."""
    judgements, evidence = [], []
    for name in BIDS:
        for leaf in tender.criteria:
            if (leaf.measure or "").startswith("judged:") and leaf.assessor_scale is not None:
                points = leaf.assessor_scale * _part_of_one(name, leaf.lot, leaf.id)
                judgements.append(
                    Judgement(lot=leaf.lot, criterion=leaf.id, bid=name, points=points, **_named())
                )
        levels = [level.key for level in tender.evidence_levels]
        for item in tender.items if levels else ():
            if item.reference:
                level = levels[_choice(len(levels), name, item.key, "level")]
                evidence.append(
                    AcceptedEvidence(
                        lot=item.lot, bid=name, item=item.key, claim="claimed_life", level=level, **_named()
                    )
                )
    admitted = [Admission(lot=lot.id, bid=name, **DECIDED) for lot in tender.lots for name in BIDS]
    return Decisions(
        admissions=tuple(admitted), judgements=tuple(judgements), accepted_evidence=tuple(evidence)
    )


def _named() -> dict[str, str]:
    return {name: value for name, value in DECIDED.items() if name != "decision"}


def _bid(tender: Tender, name: str) -> Bid:
    frames: dict[str, list[pd.DataFrame]] = {}
    columns: dict[tuple[str, str, str], str] = {}
    cells = _Cells(tender, name)
    for lot in tender.lots:
        file = f"{name}_{lot.id}.xlsx"
        for sheet in bid_sheets(tender, lot.id):
            if sheet.keys:
                frames.setdefault(sheet.table, []).append(_frame(cells, sheet, lot.id, file))
                columns |= {
                    (file, sheet.table, c.field): chr(65 + n % 26) for n, c in enumerate(sheet.columns)
                }
    tables = {table: pd.concat(parts, ignore_index=True) for table, parts in frames.items()}
    return Bid(name, name, tuple(lot.id for lot in tender.lots), (), tables, columns)


def _frame(cells: "_Cells", sheet: Sheet, lot: str, file: str) -> pd.DataFrame:
    held: dict[str, object] = {"lot": lot, "key": pd.Series(sheet.keys, dtype=object)}
    if sheet.table in ("materials", "substance_answers"):
        held["item"] = pd.Series([key.rsplit("/", 1)[0] for key in sheet.keys], dtype=object)
    for column in sheet.columns:
        values = [cells.value(column, key) if column.is_asked_of(key) else None for key in sheet.keys]
        is_number = column.spec.kind in NUMERIC
        held[column.field] = pd.Series(values, dtype=np.float64 if is_number else object)
    held |= {
        "source_file": file,
        "source_sheet": sheet.table,
        "source_row": np.arange(7, 7 + len(sheet.keys)),
    }
    return pd.DataFrame(held)


@dataclass(frozen=True)
class _Cells:
    """The values of one invented bid."""

    tender: Tender
    name: str

    def value(self, column: Column, key: str) -> float | str | None:
        """Return what stands in a cell; nothing in free text."""
        name = f"{column.table}.{column.field}"
        if name in SAID:
            return SAID[name]
        if column.spec.kind in NUMERIC:
            return self._number(column, key)
        if column.spec.kind == "date":
            return f"{int(self.tender.facts.deadline[:4]) + VALID_YEARS}-12-31"
        if column.spec.kind == "code" and column.spec.codes is not None:
            item = self._items.get(key)
            if column.field == "fee_basis":
                return "use" if item is not None and item.basis == "use" else "unit"
            keys = self._codes(column.spec.codes)
            return keys[_choice(len(keys), self.name, column.table, key, column.field)] if keys else None
        return None

    @cached_property
    def _items(self) -> Mapping[str, Item]:
        return {item.key: item for item in self.tender.items}

    @cached_property
    def _asked(self) -> Mapping[str, Question | Requirement]:
        asked: tuple[Question | Requirement, ...] = (*self.tender.questions, *self.tender.requirements)
        return {row.key: row for row in asked}

    def _codes(self, of: str) -> tuple[str, ...]:
        if not of.startswith("@"):
            return CODES[of]
        rows: tuple[Row, ...] = getattr(self.tender, of.removeprefix("@"))
        return tuple(
            str(getattr(row, "key", "")) for row in rows if getattr(row, "kind", "material") == "material"
        )

    def _number(self, column: Column, key: str) -> float:
        """Return a number within the limits of its column and, of a question or requirement, of its row."""
        part = _part_of_one(self.name, column.table, key, column.field)
        low, width = RANGES.get(column.spec.kind, RANGE)
        item = self._items.get(key)
        if column.field in LIVES and item is not None and item.reference_life is not None:
            low, width = (item.reference_life * each for each in LIVES[column.field])
        asked = self._asked.get(key) if column.field == "value" else None
        least = [column.spec.minimum, None if asked is None else asked.minimum]
        most = [column.spec.maximum, None if asked is None else asked.maximum]
        lowest = max((each for each in least if each is not None), default=-math.inf)
        highest = min((each for each in most if each is not None), default=math.inf)
        if asked is not None and math.isfinite(max(lowest, -highest)):
            low = lowest if math.isfinite(lowest) else highest - width
        return float(min(max(low + width * part, lowest), highest))


def _part_of_one(*where: str) -> float:
    """Return a number of at least 0 and below 1 that hangs on nothing but its words.

    >>> _part_of_one("a", "b") == _part_of_one("a", "b") != _part_of_one("a", "c")
    True
    """
    digest = hashlib.sha256("/".join(where).encode()).digest()
    return int.from_bytes(digest[:6], "big") / 2**48


def _choice(count: int, *where: str) -> int:
    return int(_part_of_one(*where) * count)
