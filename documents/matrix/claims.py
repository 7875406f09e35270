"""Claims and evidence of every reference item: a row a bid and item, from what is claimed to what counts."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray
from xlsxwriter.utility import xl_col_to_name

from documents.matrix.book import Page
from documents.matrix.case import MatrixCase
from documents.matrix.inputs import Inputs
from documents.matrix.looks import PLAIN, SHARE, WHOLE, Role
from evaluation.indicators import mean_weights
from evaluation.lifespan import (
    DELIVERY_SCORES,
    accepted_credit,
    claim_statistics,
    life_ratio,
    spare_parts_score,
)
from evaluation.result import LotEvaluation
from evaluation.tender import Item

HEADING_ROW, FIRST_ROW = 3, 4
COLUMNS = (
    "lot", "bid", "item", "unit", "reference", "guarantee", "claim", "claim_factor", "counted", "kind",
    "document", "level", "credit", "credited", "loss", "with_losses", "pool", "purchase", "ratio", "spare_years",
    "spare_days", "delivery", "spare", "weight", "no_life", "no_life_ratio", "no_guarantee", "no_spare_parts_score",
)  # fmt: skip
WIDTHS = (
    11, 24, 28, 9, 11, 10, 10, 10, 13, 20, 24, 12, 9,
    11, 9, 12, 11, 12, 9, 11, 11, 10, 10, 9,
    9, 9, 9, 9,
)  # fmt: skip
AT = {name: xl_col_to_name(n) for n, name in enumerate(COLUMNS)}
FIGURES: Mapping[str, str] = {
    "life": "credited", "life_ratio": "ratio", "guarantee": "guarantee", "spare_parts_score": "spare",
}  # fmt: skip
STATED: Mapping[str, tuple[tuple[str, str], ...]] = {
    "guarantee": (("product_data", "guarantee"),),
    "claim": (("product_data", "claimed_life"), ("circulation", "uses_per_piece")),
    "loss": (("circulation", "loss_per_use"),),
    "pool": (("circulation", "pieces_in_pool"),),
    "spare_years": (("product_data", "spare_parts_years"),),
    "spare_days": (("product_data", "spare_parts_days"),),
}
Floats = NDArray[np.float64]
Words = NDArray[np.object_]


def has_own_life(lot: LotEvaluation, item: Item) -> bool:
    """Say whether the life that drives purchases of an item differs from bid to bid."""
    values = lot.taken
    at = values.items.index(item)
    asked = values.is_read("product_data.claimed_life") | values.is_read("circulation.uses_per_piece")
    follows_claim = values.model.life_basis != "reference" and bool(asked[at])
    of_what_goes_round = ("loss_per_use", "pieces_in_pool")
    loses = item.life_unit == "uses" and any(
        bool((values.take("circulation", name).inputs[:, at] >= 0).any()) for name in of_what_goes_round
    )
    return item.reference and (follows_claim or loses)


@dataclass
class Claims:
    """The sheet of claims and lives."""

    case: MatrixCase
    page: Page
    inputs: Inputs
    _row: int = FIRST_ROW
    _rows: dict[tuple[str, str], tuple[int, int]] = field(default_factory=dict)

    def write(self) -> None:
        """Write every reference item of every bid."""
        say = self.case.say
        self.page.write_top(say("sheets.claims"), say("claims.lead"), columns=WIDTHS)
        self.page.headings(HEADING_ROW, [say(f"claims.columns.{name}") for name in COLUMNS])
        self.page.sheet.freeze_panes(FIRST_ROW, 3)
        for lot in self.case.lots:
            found = _Found.of(lot)
            for bid_no, bid in enumerate(lot.calculated):
                first = self._row
                for item_no, item in enumerate(lot.taken.items):
                    if item.reference:
                        _Line(self, lot, found, bid_no, item_no, self._row).write()
                        self._name(lot.lot, bid, item.key)
                        self._row += 1
                self._rows[lot.lot, bid] = (first, self._row - 1)

    def _name(self, lot: str, bid: str, item: str) -> None:
        """Let the cells of a row be found that other sheets calculate from."""
        self.page.name_cell(("life", lot, bid, item), self._row, COLUMNS.index("purchase"))
        for column in (*FIGURES.values(), "weight"):
            self.page.name_cell(("claim", lot, bid, item, column), self._row, COLUMNS.index(column))

    def ranges(self, lot: str, bid: str, measure: str) -> tuple[str, str, str] | None:
        """Return where the weights, figures and missing figures of one measure of a bid stand.

        None where the lot has no reference item.
        """
        first, last = self._rows[lot, bid]
        if last < first:
            return None
        weights, figures, missing = (
            f"'{self.page.name}'!${AT[c]}${first + 1}:${AT[c]}${last + 1}"
            for c in ("weight", FIGURES[measure], f"no_{measure}")
        )
        return weights, figures, missing


@dataclass(frozen=True)
class _Found:
    """What the evaluation found, by column: (bids, items) each."""

    numbers: Mapping[str, Floats]
    words: Mapping[str, Words]

    @classmethod
    def of(cls, lot: LotEvaluation) -> "_Found":
        values, lives = lot.taken, lot.lives
        stated = {name: values.take(*fields[0]).values for name, fields in STATED.items()}
        claimed = lives.claimed * lives.claim_factor
        counted = np.where(np.isnan(claimed), lives.guarantee, claimed)
        delivery = np.full(values.shape, 0.0)
        for limit, score in reversed(DELIVERY_SCORES):
            delivery = np.where(stated["spare_days"] <= limit, score, delivery)
        numbers = {
            **stated,
            "claim": lives.claimed,
            "reference": np.broadcast_to(lives.reference, values.shape),
            "claim_factor": lives.claim_factor,
            "counted": counted,
            "credit": lives.credit,
            "credited": lives.credited,
            "with_losses": lives.with_losses,
            "purchase": lives.purchase,
            "ratio": life_ratio(values, lives),
            "delivery": np.where(np.isnan(stated["spare_days"]), np.nan, delivery),
            "spare": spare_parts_score(values, lives),
            "weight": np.broadcast_to(mean_weights(values, "life"), values.shape),
        }
        missing = {f"no_{m}": np.isnan(numbers[c]).astype(float) for m, c in FIGURES.items()}
        level = accepted_credit(values, lot.decisions, "claimed_life")[1]
        kind, document = (values.words("product_data", f"evidence_{n}") for n in ("kind", "document"))
        return cls({**numbers, **missing}, {"level": level, "kind": kind, "document": document})


@dataclass(frozen=True)
class _Line:
    """One bid's claims on one item."""

    sheet: Claims
    lot: LotEvaluation
    found: _Found
    bid_no: int
    item_no: int
    row: int

    @property
    def item(self) -> Item:
        return self.lot.taken.items[self.item_no]

    def write(self) -> None:
        """Write the words and, by column, the formulas with the values that the evaluation found."""
        case, at = self.sheet.case, (self.bid_no, self.item_no)
        bid = self.lot.calculated[self.bid_no]
        kind, document, level = (self.found.words[n][at] for n in ("kind", "document", "level"))
        words = {
            "lot": self.lot.lot,
            "bid": self.sheet.case.bid_name(self.lot, bid),
            "item": case.item_title(self.item),
            "unit": case.code("life_unit", self.item.life_unit),
            "kind": case.code("evidence_kind", kind or ""),
            "document": document or "",
            "level": level or "",
        }
        for name, text in words.items():
            self.sheet.page.text(self.row, COLUMNS.index(name), str(text))
        formulas = self._formulas(level) if case.is_live else {}
        for name, numbers in self.found.numbers.items():
            value = float(numbers[at])
            number = SHARE if name in ("credit", "loss") else WHOLE if name.startswith("no_") else PLAIN
            role: Role = "helper" if name.startswith("no_") else "number"
            if case.is_live:
                self.sheet.page.live(self.row, COLUMNS.index(name), formulas[name], value, number, role)
            else:
                self.sheet.page.number(self.row, COLUMNS.index(name), value, number, role)

    def _formulas(self, level: object) -> dict[str, str]:
        case, r = self.sheet.case, self.row + 1
        c = {name: f"{letter}{r}" for name, letter in AT.items()}
        key = ("item", self.lot.lot, self.item.key)
        floor = f"MAX({c['reference']},{c['guarantee']})"
        counted = f"MAX({c['counted']},{c['guarantee']})"
        credited = f"MIN({counted},{floor})+{c['credit']}*MAX(0,{counted}-{floor})"
        known = f"AND(ISNUMBER({c['counted']}),OR(ISNUMBER({c['reference']}),ISNUMBER({c['guarantee']})))"
        delivery = "0"
        for limit, score in reversed(DELIVERY_SCORES):
            delivery = f"IF({c['spare_days']}<={limit},{score:g},{delivery})"
        years = f"IF(ISNUMBER({c['claim']}),{c['claim']},{c['reference']})"
        spare = f"0.6*MIN(1,{c['spare_years']}/{years})+0.4*{c['delivery']}"
        return {
            **{name: self._stated(name) for name in STATED},
            "reference": _number(case.book.at(*key, "reference_life")),
            "claim_factor": self._claim_factor(),
            "counted": self._counted(c),
            "credit": case.book.at("credit", level) if level else "0",
            "credited": f'IF({known},{credited},"")',
            "with_losses": self._with_losses(c, known, floor),
            "purchase": self._purchase(c),
            "ratio": self._ratio(c),
            "delivery": f'IF(ISNUMBER({c["spare_days"]}),{delivery},"")',
            "spare": f'IF(AND(ISNUMBER({c["spare_years"]}),ISNUMBER({c["delivery"]}),ISNUMBER({years})),{spare},"")',
            "weight": case.book.at(*key, "weight"),
            **{f"no_{m}": f"IF(ISNUMBER({c[column]}),0,1)" for m, column in FIGURES.items()},
        }

    def _stated(self, name: str) -> str:
        """Return the cell that a bid states a figure in, the first of its fields that is stated."""
        values = self.lot.taken
        for table, of in STATED[name]:
            number = int(values.take(table, of).inputs[self.bid_no, self.item_no])
            if number >= 0:
                return _number(self.sheet.inputs.read(self.lot.lot, number))
        return '""'

    def _claim_factor(self) -> str:
        """Return the factor of a claim: its statistic as a mean, a number of its own, times the item's F and G."""
        key = ("item", self.lot.lot, self.item.key)
        conditions = "*".join(
            f"IF(ISNUMBER({cell}),{cell},1)"
            for cell in (
                self.sheet.case.book.at(*key, f"{name}_factor") for name in ("in_use", "maintenance")
            )
        )
        of_statistic = float(claim_statistics(self.lot.taken)[self.bid_no, self.item_no])
        return f"{of_statistic!r}*{conditions}" if not np.isnan(of_statistic) else '""'

    def _counted(self, c: Mapping[str, str]) -> str:
        """Return the claim as a mean in the buyer's conditions; where there is none, the guarantee."""
        claimed = f"AND(ISNUMBER({c['claim']}),ISNUMBER({c['claim_factor']}))"
        return f"IF({claimed},{c['claim']}*{c['claim_factor']},{c['guarantee']})"

    def _ratio(self, c: Mapping[str, str]) -> str:
        """Return the credited life over the reference, within the bounds that the model publishes."""
        at, model, ratio = self.sheet.case.book.at, self.lot.taken.model, f"{c['credited']}/{c['reference']}"
        if model.life_ratio_cap is not None:
            ratio = f"MIN({ratio},{at('model', self.lot.lot, 'life_ratio_cap')})"
        if model.life_ratio_floor is not None:
            ratio = f"MAX({ratio},{at('model', self.lot.lot, 'life_ratio_floor')})"
        return f'IF(AND(ISNUMBER({c["credited"]}),ISNUMBER({c["reference"]})),{ratio},"")'

    def _purchase(self, c: Mapping[str, str]) -> str:
        """Return the life that drives purchases: with losses, within the highest age, at least one unit."""
        lasting, pool = c["with_losses"], c["pool"]
        life = f"MAX(1,{lasting})"
        if self.item.longest_years is not None:
            at, key = self.sheet.case.book.at, ("item", self.lot.lot, self.item.key)
            oldest = f"{at(*key, 'longest_years')}*{at(*key, 'demand')}/{pool}"
            life = f'IF({lasting}>1,IF(ISNUMBER({pool}),MAX(1,MIN({lasting},{oldest})),""),{life})'
        return f'IF(ISNUMBER({lasting}),{life},"")'

    def _with_losses(self, c: Mapping[str, str], known: str, floor: str) -> str:
        """Return the life on the model's basis, less what is lost on the way."""
        basis = self.lot.taken.model.life_basis
        asked = has_own_life(self.lot, self.item) and basis != "reference"
        if not asked or basis == "reference":
            chosen, exists = c["reference"], f"ISNUMBER({c['reference']})"
        elif basis == "guaranteed":
            chosen, exists = f"MIN({c['counted']},{floor})", known
        else:
            chosen, exists = c["credited"], f"ISNUMBER({c['credited']})"
        if self.item.life_unit == "uses":
            lost = f"(1-(1-{c['loss']})^{chosen})/{c['loss']}"
            chosen = f"IF(ISNUMBER({c['loss']}),IF({c['loss']}=0,{chosen},{lost}),{chosen})"
        return f'IF({exists},{chosen},"")'


def _number(cell: str) -> str:
    """Return a formula that hands a number on and leaves a blank blank, never nought."""
    return f'IF(ISNUMBER({cell}),{cell},"")'
