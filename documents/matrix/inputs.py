"""Every number that a bidder stated or a person decided: one cell each, with the file, sheet and cell it is from."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
import pandas as pd

from documents.matrix.book import Key, Page
from documents.matrix.case import MatrixCase
from documents.matrix.looks import PLAIN, PRICE, SHARE
from evaluation.bid import BID_TABLES
from evaluation.result import LotEvaluation
from evaluation.schema import Kind, Spec, specs
from evaluation.substances import Substance
from evaluation.tender import Activity, Assortment, Item, Service

HEADING_ROW, FIRST_ROW = 3, 4
COLUMNS = (
    "lot", "bid", "table", "what", "field", "unit", "value", "state", "file", "sheet", "cell", "reason",
)  # fmt: skip
WIDTHS = (11, 24, 16, 30, 30, 14, 14, 15, 28, 16, 9, 60)
VALUE = COLUMNS.index("value")
NUMBERS: dict[Kind, str] = {"money": PRICE, "share": SHARE}


@dataclass(frozen=True)
class InputLine:
    """A line of the sheet: what the number is, and where it comes from or why it was given."""

    lot: str
    bid: str
    table: str
    what: str
    field: str
    unit: str
    state: str
    source: tuple[str, str, str] = ("", "", "")
    reason: str = ""


@dataclass
class Inputs:
    """The sheet of inputs. Numbers that were read have their place from the start; others are added on demand."""

    case: MatrixCase
    page: Page
    _row: int = FIRST_ROW
    _formulas: list[tuple[int, LotEvaluation, "_Read"]] = field(default_factory=list)

    def __post_init__(self) -> None:
        say = self.case.say
        self.page.write_top(say("sheets.inputs"), say("inputs.lead"), columns=WIDTHS)
        words = [say(f"inputs.columns.{name}") for name in COLUMNS]
        self.page.headings(HEADING_ROW, words)
        self.page.sheet.freeze_panes(FIRST_ROW, 2)
        for lot in self.case.lots:
            self._place_read(lot)

    def read(self, lot: str, number: int) -> str:
        """Return the cell of a number that was read, by its row in the evaluation's inputs."""
        return self.case.book.at("input", lot, number)

    def asked(self, lot: LotEvaluation, bid: str, item: Item, name: str) -> str:
        """Return the blank cell of a number that the bid does not state; ``name`` is ``table.field``."""
        key: Key = ("missing", lot.lot, bid, item.key, name)
        if key not in self.case.book.places:
            table, of = name.split(".")
            spec = specs(BID_TABLES[table])[of]
            line = InputLine(
                lot.lot, self.case.bid_name(lot, bid), self._table(table), self.case.item_title(item),
                self.case.field(table, of), self.case.unit_of(spec, item), self.case.say("states.missing"),
            )  # fmt: skip
            self._add(key, line, np.nan, NUMBERS.get(spec.kind, PLAIN))
        return self.case.book.at(*key)

    def decided(self, key: Key, line: InputLine, value: float, number: str = PLAIN) -> str:
        """Return the cell of a number that a person decided, such as the price of a reservation."""
        self.give(key, line, value, number)
        return self.case.book.at(*key)

    def give(self, key: Key, line: InputLine, value: float, number: str = PLAIN) -> None:
        """Give a number that a person decided its line, whether or not a formula will read it."""
        if key not in self.case.book.places:
            self._add(key, line, value, number)

    def _add(self, key: Key, line: InputLine, value: float, number: str) -> None:
        self._write_line(self._row, line)
        self.page.input(key, self._row, VALUE, value, number)
        self._row += 1

    def _place_read(self, lot: LotEvaluation) -> None:
        table = lot.inputs.reset_index(names="number")
        if not self.case.is_live:
            # Lines carry their own source then; only what feeds a sum directly has a cell.
            table = table.loc[(table["table"] == "question_answers").to_numpy()]
        order = table.assign(
            bid_no=table["bid"].cat.codes if len(table) else 0,
            table_no=[list(BID_TABLES).index(name) for name in table["table"]],
        ).sort_values(["bid_no", "table_no", "field", "number"], kind="stable")
        for row in order.itertuples():
            self._place_one(lot, row)

    def _place_one(self, lot: LotEvaluation, row: object) -> None:
        found = _Read(**{name: getattr(row, name) for name in _Read.__annotations__})
        spec = specs(BID_TABLES[found.table])[found.field]
        item = self.case.items.get((lot.lot, str(found.item)))
        line = InputLine(
            lot.lot, self.case.bid_name(lot, str(found.bid)), self._table(found.table), self._what(found, item),
            self.case.field(found.table, found.field), self._unit(found, spec, item),
            self.case.say(f"states.{self._state(found)}"),
            (_text(found.source_file), _text(found.source_sheet), _text(found.source_cell)),
        )  # fmt: skip
        self._write_line(self._row, line)
        key = ("input", lot.lot, found.number)
        number = NUMBERS.get(spec.kind, PLAIN)
        if found.state in ("defaulted", "filled"):
            self.page.name_cell(key, self._row, VALUE)
            self._formulas.append((self._row, lot, found))
        else:
            self.page.input(key, self._row, VALUE, found.value, number)
        self._row += 1

    def write_rules(self) -> None:
        """Write the numbers that a published rule puts in place of what a bid leaves out, as formulas."""
        for row, lot, found in self._formulas:
            spec = specs(BID_TABLES[found.table])[found.field]
            formula = self._default(found) if found.state == "defaulted" else self._filled(lot, found)
            self.page.live(row, VALUE, formula, found.value, NUMBERS.get(spec.kind, PLAIN))

    def _default(self, found: "_Read") -> str:
        name = f"{found.table}.{found.field}"
        own: Key = ("default", name, found.item)
        return self.case.book.at(*(own if own in self.case.book.places else ("default", name, None)))

    def _filled(self, lot: LotEvaluation, found: "_Read") -> str:
        """Return the highest price of the admitted bids x the published factor, where the bid itself is one.

        A price is never below nought, so that one that does not count may stand as nought in the maximum.
        """
        table = lot.inputs
        prices = table.loc[
            (table["table"] == "prices").to_numpy()
            & (table["field"] == "unit_price").to_numpy()
            & (table["item"] == found.item).to_numpy()
            & table["state"].isin(("stated", "replaced")).to_numpy()
        ]
        at = self.case.book.at
        terms = [
            f"{at('admitted', lot.lot, bid)}*{self.read(lot.lot, int(number))}"
            for number, bid in zip(prices.index, prices["bid"], strict=True)
            if bid not in lot.baselines
        ]
        filled = f"MAX({','.join(terms)})*{at('model', lot.lot, 'missing_factor')}"
        return f'IF({at("admitted", lot.lot, found.bid)}=1,{filled},"")'

    def _state(self, found: "_Read") -> str:
        return "missing" if math.isnan(found.value) and found.state == "stated" else found.state

    def _table(self, name: str) -> str:
        return self.case.say(f"tables.{name}")

    def _what(self, found: "_Read", item: Item | None) -> str:
        if item is None:
            return self._listed.get((found.table, str(found.key)), _text(found.key))
        title = self.case.item_title(item)
        if found.table == "substance_answers":
            substance = str(found.key).removeprefix(f"{item.key}/")
            return f"{title}: {self._listed[found.table, substance]}"
        return f"{title} ({found.key})" if found.table == "materials" else title

    @cached_property
    def _listed(self) -> Mapping[tuple[str, str], str]:
        """What the buyer lists, by the bid's table and its key: services, activities, assortments, and what is asked."""
        tender, either = self.case.tender, self.case.either
        titled: dict[str, Sequence[Service | Activity | Assortment | Substance]] = {
            "service_prices": tender.services,
            "activity_amounts": tender.activities,
            "assortment_discounts": tender.assortments,
            "substance_answers": tender.substances,
        }
        asked = {("question_answers", q.key): either(q.text_da, q.text_en) for q in tender.questions}
        return asked | {
            (table, row.key): either(row.title_da, row.title_en)
            for table, rows in titled.items()
            for row in rows
        }

    def _unit(self, found: "_Read", spec: Spec, item: Item | None) -> str:
        units = {q.key: q.unit for q in self.case.tender.questions}
        if found.table == "question_answers":
            return units.get(str(found.key)) or ""
        if found.table == "activity_amounts":
            return next((row.unit for row in self.case.tender.activities if row.key == found.key), "")
        if found.table == "substance_answers":
            return self.case.say("inputs.yes_or_no")
        services = {s.key: s.unit for s in self.case.tender.services}
        words = self.case.unit_of(spec, item)
        return words + services.get(str(found.key), "") if found.table == "service_prices" else words

    def _write_line(self, row: int, line: InputLine) -> None:
        words = (
            line.lot,
            line.bid,
            line.table,
            line.what,
            line.field,
            line.unit,
            "",
            line.state,
            *line.source,
            line.reason,
        )
        for column, text in enumerate(words):
            self.page.text(row, column, text)


@dataclass(frozen=True)
class _Read:
    number: int
    bid: object
    item: object
    table: str
    key: object
    field: str
    value: float
    state: str
    source_file: object
    source_sheet: object
    source_cell: object


def _text(value: object) -> str:
    is_missing = value is None or value is pd.NA or (isinstance(value, float) and math.isnan(value))
    return "" if is_missing else str(value)
