"""What one assessor is asked: a row a product and judged criterion, and under which code a product is known.

An anonymised sheet names products by letters. Which letter is whose follows from the tender, the bids and a seed:
the order is that of ``SHA-256(tender, lot, bids, seed)`` with each bid, so that anyone with the seed finds it again
and nobody without it can. The key that tells letters and bids apart is kept by the secretary, and is in no sheet.
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from evaluation.admission import admissions
from evaluation.assessment import StopCriterion
from evaluation.bid import Bid
from evaluation.decisions import Decisions, Judgement, StopAnswer
from evaluation.evaluation_model import Criterion
from evaluation.judged import INDIVIDUAL, assessor_name, judged_in, judged_items
from evaluation.problems import Problem
from evaluation.seal import tender_sha256
from evaluation.tender import Item, Tender

LETTERS = 26
KEY_ID_SIGNS = 12
Given = TypeVar("Given", Judgement, StopAnswer)


@dataclass(frozen=True)
class ScoreRow:
    """A row to score: the product by its code, the criterion (or stop criterion), and the item where it is one."""

    product: str
    of: Criterion | StopCriterion
    item: Item | None = None

    @property
    def name(self) -> str:
        """Id of the criterion, or key of the stop criterion."""
        return self.of.id if isinstance(self.of, Criterion) else self.of.key

    @property
    def key(self) -> str:
        """What names the row in its sheet."""
        return "/".join([self.product, self.name, *([self.item.key] if self.item else [])])

    def title(self, lang: str) -> str:
        """Return what is judged, in words of the tender."""
        if isinstance(self.of, Criterion):
            return _in(lang, self.of.title_da, self.of.title_en)
        return _in(lang, self.of.text_da, self.of.text_en)

    def item_title(self, lang: str) -> str:
        """Return the name of the item, nothing where the bid is judged as a whole."""
        return _in(lang, self.item.title_da, self.item.title_en) if self.item else ""


def bids_to_judge(tender: Tender, lot: str, bids: Sequence[Bid], decisions: Decisions) -> tuple[Bid, ...]:
    """Return the bids on a lot that are judged: those that no fault stops and nobody has decided are out."""
    standing = admissions(tender, lot, bids, decisions)
    judged = {"admitted", "proposed_admitted", "proposed_not_admitted"}
    return tuple(bid for bid in bids if standing[bid.id].state in judged)


def score_rows(tender: Tender, lot: str, products: Sequence[str]) -> tuple[ScoreRow, ...]:
    """Return what is scored in a lot, product by product, by its criteria and their items in published order."""
    return tuple(
        ScoreRow(product, criterion, item)
        for product in products
        for criterion in judged_in(tender, lot)
        for item in judged_items(tender, criterion) or (None,)
    )


def is_judged(tender: Tender, lot: str) -> bool:
    """Say whether there is anything in a lot for people to score or to test."""
    return bool(judged_in(tender, lot) or tender.in_lot(tender.stop_criteria, lot))


def stop_rows(tender: Tender, lot: str, products: Sequence[str]) -> tuple[ScoreRow, ...]:
    """Return what is tested by yes or no, product by product; by item where its criterion is."""
    by_item = {criterion.id: judged_items(tender, criterion) for criterion in judged_in(tender, lot)}
    return tuple(
        ScoreRow(product, stop, item)
        for product in products
        for stop in tender.in_lot(tender.stop_criteria, lot)
        for item in by_item.get(stop.criterion or "", ()) or (None,)
    )


def anchors_of(tender: Tender, criterion: Criterion, lang: str) -> tuple[tuple[float, str], ...]:
    """Return what each number of points of a criterion means, the highest first."""
    rows = [
        row for row in tender.in_lot(tender.scale_anchors, criterion.lot) if row.criterion == criterion.id
    ]
    said = [(row.points, _in(lang, row.text_da, row.text_en)) for row in rows]
    return tuple(sorted(said, key=lambda each: -each[0]))


def _in(lang: str, danish: str, english: str | None) -> str:
    return english if lang == "en" and english else danish


@dataclass(frozen=True)
class ScoreKey:
    """Which bid each letter of an anonymised sheet is.

    Parameters
    ----------
    tender : SHA-256 of the tender.
    lot : the lot that the letters are of.
    seed : what the order was found with.
    bids : letter -> bid, in the order of the letters.
    """

    tender: str
    lot: str
    seed: str
    bids: Mapping[str, str]

    @property
    def id(self) -> str:
        """What sheets name the key by; it tells neither the seed nor the order."""
        return _hash(_material(self.tender, self.lot, sorted(self.bids.values()), self.seed), "id")[
            :KEY_ID_SIGNS
        ]

    def as_json(self) -> dict[str, object]:
        """Return the content of a key's file."""
        return {"tender": self.tender, "lot": self.lot, "seed": self.seed, "bids": dict(self.bids)}


def score_key(tender: Tender, lot: str, bids: Sequence[str], seed: str) -> ScoreKey:
    """Return the letters of the bids on a lot; the same for the same tender, bids and seed, in whatever order.

    A seed that can be guessed lets whoever knows who has bid find the order too.
    """
    sha256 = tender_sha256(tender)
    material = _material(sha256, lot, sorted(bids), seed)
    order = sorted(bids, key=lambda bid: _hash(material, bid))
    return ScoreKey(sha256, lot, seed, {letters(n): bid for n, bid in enumerate(order)})


def score_key_from(content: Mapping[str, object]) -> ScoreKey:
    """Return the key that a file holds.

    Raises
    ------
    ValueError
        Where a part is missing, or the letters are not those of its own seed.
    """
    parts = [content.get(name) for name in ("tender", "lot", "seed")]
    bids = content.get("bids")
    if not all(isinstance(part, str) for part in parts) or not isinstance(bids, dict):
        raise ValueError("a score key holds tender, lot, seed and bids")
    tender, lot, seed = (str(part) for part in parts)
    key = ScoreKey(tender, lot, seed, {str(letter): str(bid) for letter, bid in bids.items()})
    material = _material(tender, lot, sorted(key.bids.values()), seed)
    order = sorted(key.bids.values(), key=lambda bid: _hash(material, bid))
    if list(key.bids.items()) != [(letters(n), bid) for n, bid in enumerate(order)]:
        raise ValueError("the letters are not those of the seed")
    return key


def letters(number: int) -> str:
    """Return the code of a product: A to Z, then AA, AB and so on.

    >>> [letters(n) for n in (0, 25, 26, 52)]
    ['A', 'Z', 'AA', 'BA']
    """
    rest, last = divmod(number, LETTERS)
    return (letters(rest - 1) if rest else "") + chr(ord("A") + last)


def _material(tender: str, lot: str, bids: Sequence[str], seed: str) -> str:
    return _hash(tender, lot, *bids, seed)


def _hash(*parts: str) -> str:
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def with_scores(
    decisions: Decisions, judgements: Sequence[Judgement], answers: Sequence[StopAnswer]
) -> tuple[Decisions, tuple[Problem, ...]]:
    """Return the decisions with what assessors gave beside them; nothing that was given before is changed.

    A row that is there already is left as it is; one of the same assessor and product with another content is
    told, and not taken. Rows that nobody has filled in give way.
    """
    scores, clashes = _added([r for r in decisions.judgements if r.points is not None or r.by], judgements)
    stops, others = _added([r for r in decisions.stop_answers if r.met is not None or r.by], answers)
    merged = decisions.model_copy(update={"judgements": scores, "stop_answers": stops})
    return merged, (*clashes, *others)


def _added(before: Sequence[Given], new: Sequence[Given]) -> tuple[tuple[Given, ...], tuple[Problem, ...]]:
    held = {_identity(row): row for row in before}
    kept: list[Given] = list(before)
    told: list[Problem] = []
    for row in new:
        was = held.get(_identity(row))
        if was is None:
            kept.append(row)
            held[_identity(row)] = row
        elif was.model_dump() != row.model_dump():
            values: dict[str, object] = {"key": row.bid, "by": row.by, "table": row.table}
            told.append(Problem("question", "score_given_before", row.bid, row.lot, values=values))
    return tuple(kept), tuple(told)


def _identity(row: Judgement | StopAnswer) -> tuple[object, ...]:
    if isinstance(row, StopAnswer):
        return row.lot, row.bid, row.item, row.key, assessor_name(row.by)
    by = assessor_name(row.by) if row.role == INDIVIDUAL else None
    return row.lot, row.bid, row.item, row.criterion, row.role, by
