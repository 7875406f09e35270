"""What every sheet of the matrix is written from: the evaluation, its language, and names for what it shows."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from documents.matrix.book import Book
from evaluation.result import Evaluation, LotEvaluation
from evaluation.schema import Spec
from evaluation.tender import Item, Tender
from texts import has, t

Lang = Literal["da", "en"]
# Above this every line is a value on a sheet a bid: an office suite needs half a minute for 100,000 formulas.
MOST_LIVE_LINES = 20_000


@dataclass(frozen=True)
class MatrixCase:
    """An evaluation to be shown in one language, and the workbook it is shown in.

    ``is_live`` says whether every line is a formula; else the lines are values and everything from the
    sums upward is live.
    """

    evaluation: Evaluation
    lang: Lang
    book: Book
    is_live: bool

    @property
    def tender(self) -> Tender:
        """The tender that was evaluated."""
        return self.evaluation.tender

    @property
    def lots(self) -> tuple[LotEvaluation, ...]:
        """The lots in published order."""
        return tuple(self.evaluation.lots.values())

    @cached_property
    def items(self) -> Mapping[tuple[str, str], Item]:
        """The items by lot and key."""
        return {(item.lot, item.key): item for item in self.tender.items}

    def say(self, key: str, /, **values: object) -> str:
        """Return a sentence of the matrix's own."""
        return t(f"matrix.{key}", self.lang, **values)

    def code(self, list_name: str, code: str) -> str:
        """Return the word for a code."""
        return t(f"codes.{list_name}.{code}", self.lang) if code else ""

    def field(self, table: str, name: str) -> str:
        """Return the title of a field."""
        return t(f"fields.{table}.{name}.title", self.lang)

    def item_title(self, item: Item) -> str:
        """Return an item's title in the language of the matrix, the Danish one where there is no other."""
        return item.title_en or item.title_da if self.lang == "en" else item.title_da

    def either(self, danish: str, english: str | None) -> str:
        """Return the buyer's words in the language of the matrix, the Danish ones where there are no others."""
        return english or danish if self.lang == "en" else danish

    def bid_name(self, lot: LotEvaluation, bid: str) -> str:
        """Return the bidder's name, marked where it is no bid."""
        name = lot.name_of(bid)
        return self.say("not_a_bid", name=name) if bid in lot.baselines else name

    def resource(self, key: str) -> str:
        """Return the name of a resource; one that no measure reads is shown by its key."""
        known = f"matrix.resources.{key}"
        return t(known, self.lang) if has(known, self.lang) else key

    @property
    def currency(self) -> str:
        """How the tender's currency is written."""
        code = self.tender.facts.currency
        return t("units.DKK", self.lang) if code == "DKK" else code

    def unit(self, unit: str | None, item: Item | None = None) -> str:
        """Return a unit in words; ``{unit}`` and ``{life_unit}`` are the item's own."""
        if not unit:
            return ""
        if not has(f"units.{unit}", self.lang):
            return unit
        life = self.code("life_unit", item.life_unit) if item else ""
        piece = item.unit if item else ""
        return t(f"units.{unit}", self.lang, unit=piece, currency=self.currency, life_unit=life)

    def unit_of(self, spec: Spec, item: Item | None = None) -> str:
        """Return the unit of a field; a share stands as per cent in its cell's format."""
        return "%" if spec.kind in ("share", "weight") else self.unit(spec.unit, item)

    def group(self, lot: LotEvaluation, bid: str, word: str) -> str:
        """Return the key that lines of one sum share: lot and bid by number, never by what a bidder typed.

        A sum by condition reads ``*``, ``?`` and ``>`` in its condition as signs, and takes no notice of
        capitals, so that names would not do.
        """
        return f"L{self.lot_no(lot.lot)}|B{lot.calculated.index(bid) + 1}|{word}"

    def lot_no(self, lot: str) -> int:
        """Return the number of a lot, 1 first."""
        return list(self.evaluation.lots).index(lot) + 1

    def lot_title(self, lot: LotEvaluation) -> str:
        """Return a lot's id and title."""
        return f"{lot.lot} – {lot.title}"

    def measure_title(self, measure: str) -> str:
        """Return the name of a measure; an answer is named by its question."""
        key, _, of = measure.partition(":")
        if key == "answer":
            found = [q for q in self.tender.questions if q.key == of]
            return self.either(found[0].text_da, found[0].text_en) if found else of
        if key == "minimum":
            return t("measures.minimum.title", self.lang, measure=self.measure_title(of))
        return t(f"measures.{key}.title", self.lang)

    def measure_unit(self, measure: str) -> str:
        """Return the unit of a measure; an answer has its question's."""
        key, _, of = measure.partition(":")
        if key == "answer":
            return next((q.unit or "" for q in self.tender.questions if q.key == of), "")
        return t(f"measures.{of if key == 'minimum' else key}.unit", self.lang, currency=self.currency)
