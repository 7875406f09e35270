"""Which sheets, columns and rows a bid sheet has: the one place for its layout.

``documents`` writes it and ``intake`` reads it; both ask here. No measure, no column: a column stands
only where something of this lot reads it, and ``Column.readers`` says what.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from evaluation.bid import BID_TABLES
from evaluation.measures import OF_EMISSIONS, OF_SUBSTANCES, has_material_rows, measure_of, measures_used
from evaluation.schema import Row, Spec, specs
from evaluation.substances import Substance
from evaluation.tender import Item, Question, Requirement, Tender

TEMPLATE_VERSION = "1"
# What reads a bid field: field -> reader -> keys of the items it is read of.
Readers = Mapping[str, Mapping[str, set[str]]]
# Read by people rather than by a measure: who bids, and what the report and the contract must name.
ALWAYS = {"bidder": "identity", "prices.offered": "report", "prices.product": "report"}


@dataclass(frozen=True)
class Column:
    """A bidder's column: the field, what reads it, and the rows it is asked of (None: all)."""

    table: str
    field: str
    spec: Spec
    readers: tuple[str, ...]
    rows: frozenset[str] | None = None

    def is_asked_of(self, key: str) -> bool:
        """Say whether the cell of a row is the bidder's to fill."""
        return self.rows is None or key in self.rows


@dataclass(frozen=True)
class Printed:
    """A column the buyer prints and the bidder may not change: a key for its heading, a value a row.

    ``codes`` names the list whose codes the values are, which are printed in words.
    """

    key: str
    values: tuple[str | float | None, ...]
    codes: str | None = None


@dataclass(frozen=True)
class Sheet:
    """One sheet: its table, its rows by key, what is printed and what is asked.

    ``bidder`` has no rows: its fields stand below each other, a field a row.
    """

    table: str
    row: type[Row]
    keys: tuple[str, ...]
    printed: tuple[Printed, ...]
    columns: tuple[Column, ...]

    @property
    def asked_cells(self) -> int:
        """Number of cells the bidder is asked for; fields that may stay empty are not counted apart."""
        if not self.keys:
            return len(self.columns)
        return sum(sum(column.is_asked_of(key) for key in self.keys) for column in self.columns)


def readers_of(tender: Tender, lot: str) -> dict[str, dict[str, set[str]]]:
    """Return what reads each bid field of a lot: field -> reader -> keys of the items it is read of."""
    found: dict[str, dict[str, set[str]]] = {}
    items = tender.in_lot(tender.items, lot)
    for key in (*measures_used(tender, lot), "purchase_price"):
        measure = measure_of(key)
        for item in items:
            for name in measure.reads(tender, lot, item):
                found.setdefault(name, {}).setdefault(f"measure:{key}", set()).add(item.key)
    return found


def material_row_keys(item: Item) -> tuple[str, ...]:
    """Return the keys of an item's material rows.

    >>> material_row_keys(Item(key="chair", lot="LOT-0001", title_da="Stol", parts=2))
    ('chair/1', 'chair/2')
    """
    return tuple(f"{item.key}/{n}" for n in range(1, item.parts + 1))


def bid_sheets(tender: Tender, lot: str) -> tuple[Sheet, ...]:
    """Return the sheets of a lot's bid sheet, in order, leaving out those nothing reads."""
    readers = readers_of(tender, lot)
    items = tender.in_lot(tender.items, lot)
    referenced = tuple(i for i in items if i.reference)
    with_parts = tuple(i for i in referenced if has_material_rows(tender, i))
    circulating = tuple(i for i in referenced if i.basis == "use")
    read_tables = {name.split(".")[0] for name in readers}
    sheets = [_bidder_sheet(), _price_sheet(tender, items, readers)]
    if "product_data" in read_tables:
        sheets.append(_item_sheet("product_data", referenced, readers, _about(referenced)))
    declared = tuple(i for i in referenced if i.factor_basis == "declared")
    if "declarations" in read_tables and declared:
        sheets.append(_item_sheet("declarations", declared, readers, (_titles(declared),)))
    if "materials" in read_tables and with_parts:
        sheets.append(_materials_sheet(with_parts, readers))
    if "circulation" in read_tables and circulating:
        sheets.append(_item_sheet("circulation", circulating, readers, _about(circulating)))
    lists = (
        _activity_sheet(tender, lot),
        _service_sheet(tender, lot),
        _assortment_sheet(tender, lot),
        _substance_sheet(tender, lot),
        _question_sheet(tender, lot),
        _requirement_sheet(tender, lot),
    )
    return (*sheets, *(sheet for sheet in lists if sheet.keys))


def _titles(items: tuple[Item, ...]) -> Printed:
    return Printed("item_title", tuple(i.title_da for i in items))


def _about(items: tuple[Item, ...]) -> tuple[Printed, ...]:
    """Return what is printed of items that data are asked of: the title, and how use is to be measured."""
    standards = tuple(i.use_standard for i in items)
    return (_titles(items), *([Printed("use_standard", standards)] if any(standards) else []))


def _bidder_sheet() -> Sheet:
    row = BID_TABLES["bidder"]
    columns = tuple(Column("bidder", name, spec, ("identity",)) for name, spec in specs(row).items())
    return Sheet("bidder", row, (), (), columns)


def _price_sheet(tender: Tender, items: tuple[Item, ...], readers: Readers) -> Sheet:
    printed = (
        _titles(items),
        Printed("requirement", tuple(i.requirement for i in items)),
        Printed("unit", tuple(i.unit for i in items)),
        Printed("quantity", tuple(tender.asked(i) for i in items)),
    )
    if tender.facts.depth != "minimal":
        readers = {**readers, "prices.condition": {"report": {i.key for i in items}}}
    return _item_sheet("prices", items, readers, printed)


def _item_sheet(table: str, items: tuple[Item, ...], readers: Readers, printed: tuple[Printed, ...]) -> Sheet:
    row = BID_TABLES[table]
    keys = frozenset(i.key for i in items)
    columns = []
    for name, spec in specs(row).items():
        by = {reader: set(of) for reader, of in readers.get(f"{table}.{name}", {}).items()}
        if f"{table}.{name}" in ALWAYS:
            by["report"] = set(keys)
        asked = frozenset(set().union(*by.values())) & keys
        if spec.owner == "bidder" and asked:
            columns.append(Column(table, name, spec, tuple(sorted(by)), None if asked == keys else asked))
    return Sheet(table, row, tuple(i.key for i in items), printed, tuple(columns))


def _materials_sheet(items: tuple[Item, ...], readers: Readers) -> Sheet:
    row = BID_TABLES["materials"]
    keys = tuple(k for i in items for k in material_row_keys(i))
    of_item = tuple(i for i in items for _ in material_row_keys(i))
    columns = [Column("materials", "part", specs(row)["part"], ("report",))]
    for name, spec in specs(row).items():
        if spec.owner == "bidder" and (by := readers.get(f"materials.{name}")):
            columns.append(Column("materials", name, spec, tuple(sorted(by))))
    printed = (Printed("item", tuple(i.key for i in of_item)), _titles(of_item))
    return Sheet("materials", row, keys, printed, tuple(columns))


def _list_columns(table: str, reader: str, asked: Mapping[str, frozenset[str] | None]) -> tuple[Column, ...]:
    """Return the bidder's columns of a list; ``asked`` limits some to rows, an empty set leaves one out."""
    return tuple(
        Column(table, name, spec, (reader,), asked.get(name))
        for name, spec in specs(BID_TABLES[table]).items()
        if spec.owner == "bidder" and asked.get(name) != frozenset()
    )


def _activity_sheet(tender: Tender, lot: str) -> Sheet:
    """Return the amounts that bidders state of what the buyer lists, where this lot counts emissions."""
    table, counted = "activity_amounts", OF_EMISSIONS & set(measures_used(tender, lot))
    asked = [row for row in tender.in_lot(tender.activities, lot) if row.amount is None]
    of = {item.key: item for item in tender.in_lot(tender.items, lot)}
    rows = [row for row in asked if counted and row.item in of and of[row.item].reference]
    printed = (
        Printed("activity_title", tuple(r.title_da for r in rows)),
        Printed("item", tuple(r.item for r in rows)),
        Printed("unit", tuple(r.unit for r in rows)),
        Printed("per", tuple(r.per for r in rows), "activity_per"),
    )
    reader = "measure:gwp_a_to_c" if "gwp_a_to_c" in counted else f"measure:{min(counted, default='')}"
    return Sheet(
        table, BID_TABLES[table], tuple(r.key for r in rows), printed, _list_columns(table, reader, {})
    )


def _service_sheet(tender: Tender, lot: str) -> Sheet:
    table, rows = "service_prices", tender.in_lot(tender.services, lot)
    printed = (
        Printed("service_title", tuple(r.title_da for r in rows)),
        Printed("unit", tuple(r.unit for r in rows)),
        Printed("quantity_each_time", tuple(r.quantity for r in rows)),
        Printed("times", tuple(float(r.times) for r in rows)),
    )
    columns = _list_columns(table, "measure:life_cycle_cost", {})
    return Sheet(table, BID_TABLES[table], tuple(r.key for r in rows), printed, columns)


def _assortment_sheet(tender: Tender, lot: str) -> Sheet:
    table, rows = "assortment_discounts", tender.in_lot(tender.assortments, lot)
    printed = (
        Printed("assortment_title", tuple(r.title_da for r in rows)),
        Printed("base_list", tuple(r.base_list for r in rows)),
        Printed("base_date", tuple(r.base_date for r in rows)),
        Printed("turnover", tuple(r.turnover for r in rows)),
    )
    columns = _list_columns(table, "measure:life_cycle_cost", {})
    return Sheet(table, BID_TABLES[table], tuple(r.key for r in rows), printed, columns)


def substance_row_key(item: Item, substance: Substance) -> str:
    """Return the key of the row in which an item's bidder answers for a substance."""
    return f"{item.key}/{substance.key}"


def _substance_sheet(tender: Tender, lot: str) -> Sheet:
    """Return whether each reference item holds each substance that the lot asks for."""
    table = "substance_answers"
    items = [item for item in tender.in_lot(tender.items, lot) if item.reference]
    rows = [(item, substance) for item in items for substance in tender.substances_in(lot)]
    printed = (
        Printed("item", tuple(item.key for item, _ in rows)),
        Printed("item_title", tuple(item.title_da for item, _ in rows)),
        Printed("substance_title", tuple(s.title_da for _, s in rows)),
        Printed("substance_definition", tuple(s.definition for _, s in rows)),
    )
    readers = ["requirement"] if any(s.must_be_absent for _, s in rows) else []
    readers += [f"measure:{m}" for m in measures_used(tender, lot) if m == OF_SUBSTANCES]
    columns = tuple(
        replace(c, readers=tuple(readers or ["report"])) for c in _list_columns(table, "report", {})
    )
    keys = tuple(substance_row_key(item, substance) for item, substance in rows)
    return Sheet(table, BID_TABLES[table], keys, printed, columns)


def _question_sheet(tender: Tender, lot: str) -> Sheet:
    table, rows = "question_answers", tender.in_lot(tender.questions, lot)
    columns = _list_columns(table, "question", {})
    return Sheet(table, BID_TABLES[table], tuple(r.key for r in rows), _asked_printed(rows), columns)


def _requirement_sheet(tender: Tender, lot: str) -> Sheet:
    table, rows = "requirement_answers", tender.in_lot(tender.requirements, lot)
    keys = frozenset(r.key for r in rows)
    yes_no = frozenset(r.key for r in rows if r.answer == "yes_no")
    asked = {
        "met": None if yes_no == keys else yes_no,
        "value": None if not yes_no else keys - yes_no,
    }
    columns = _list_columns(table, "requirement", asked)
    return Sheet(table, BID_TABLES[table], tuple(r.key for r in rows), _asked_printed(rows), columns)


def _asked_printed(rows: Sequence[Requirement] | Sequence[Question]) -> tuple[Printed, ...]:
    return (
        Printed("text", tuple(r.text_da for r in rows)),
        Printed("unit", tuple(r.unit for r in rows)),
        Printed("minimum", tuple(r.minimum for r in rows)),
        Printed("maximum", tuple(r.maximum for r in rows)),
    )
