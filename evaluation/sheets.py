"""Which sheets, columns and rows a bid sheet has: the one place for its layout.

``documents`` writes it and ``intake`` reads it; both ask here. No measure, no column: a column stands
only where something of this lot reads it, and ``Column.readers`` says what.
"""

from collections.abc import Callable
from dataclasses import dataclass

from evaluation.bid import BID_TABLES
from evaluation.measures import has_material_rows, measure_of, measures_used
from evaluation.schema import Row, Spec, specs
from evaluation.tender import Item, Tender

TEMPLATE_VERSION = "1"
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
    """A column the buyer prints and the bidder may not change: a key for its heading, a value a row."""

    key: str
    values: tuple[str | float | None, ...]


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
    asked_any = {n.split(".")[0] for n in readers}
    sheets = [_bidder_sheet()]
    sheets.append(_item_sheet("prices", items, readers, (
        Printed("item_title", tuple(i.title_da for i in items)),
        Printed("requirement", tuple(i.requirement for i in items)),
        Printed("unit", tuple(i.unit for i in items)),
        Printed("quantity", tuple(sum(i.quantity) if i.quantity else i.demand for i in items)),
    ), depth_is_standard=tender.facts.depth != "minimal"))
    referenced = tuple(i for i in items if i.reference)
    if "product_data" in asked_any:
        sheets.append(_item_sheet("product_data", referenced, readers,
                                  (Printed("item_title", tuple(i.title_da for i in referenced)),)))
    with_parts = tuple(i for i in referenced if has_material_rows(tender, i))
    if "materials" in asked_any and with_parts:
        sheets.append(_materials_sheet(with_parts, readers))
    circulating = tuple(i for i in items if i.basis == "use" and i.reference)
    if "circulation" in asked_any and circulating:
        sheets.append(_item_sheet("circulation", circulating, readers,
                                  (Printed("item_title", tuple(i.title_da for i in circulating)),)))
    for table, rows, reader, printed in (
        ("service_prices", tender.in_lot(tender.services, lot), "measure:life_cycle_cost", _service_printed),
        ("question_answers", tender.in_lot(tender.questions, lot), "question", _asked_printed),
        ("requirement_answers", tender.in_lot(tender.requirements, lot), "requirement", _asked_printed),
    ):
        if rows:
            sheets.append(_list_sheet(table, rows, reader, printed))
    return tuple(sheets)


def _bidder_sheet() -> Sheet:
    row = BID_TABLES["bidder"]
    return Sheet("bidder", row, (), (), tuple(
        Column("bidder", name, spec, ("identity",)) for name, spec in specs(row).items()))


def _item_sheet(table: str, items: tuple[Item, ...], readers: dict[str, dict[str, set[str]]],
                printed: tuple[Printed, ...], *, depth_is_standard: bool = False) -> Sheet:
    row = BID_TABLES[table]
    columns = []
    for name, spec in specs(row).items():
        by = {reader: set(keys) for reader, keys in readers.get(f"{table}.{name}", {}).items()}
        if f"{table}.{name}" in ALWAYS or (table == "prices" and name == "condition" and depth_is_standard):
            by["report"] = {i.key for i in items}
        if spec.owner == "bidder" and by:
            keys = frozenset(set().union(*by.values()))
            everywhere = keys >= {i.key for i in items}
            columns.append(Column(table, name, spec, tuple(sorted(by)), None if everywhere else keys))
    return Sheet(table, row, tuple(i.key for i in items), printed, tuple(columns))


def _materials_sheet(items: tuple[Item, ...], readers: dict[str, dict[str, set[str]]]) -> Sheet:
    row = BID_TABLES["materials"]
    keys = tuple(k for i in items for k in material_row_keys(i))
    of_item = tuple(i for i in items for _ in material_row_keys(i))
    columns = [Column("materials", "part", specs(row)["part"], ("report",))]
    for name, spec in specs(row).items():
        if spec.owner == "bidder" and (by := readers.get(f"materials.{name}")):
            columns.append(Column("materials", name, spec, tuple(sorted(by))))
    printed = (Printed("item", tuple(i.key for i in of_item)), Printed("item_title", tuple(i.title_da for i in of_item)))
    return Sheet("materials", row, keys, printed, tuple(columns))


def _list_sheet(table: str, rows: tuple, reader: str, printed: Callable[[tuple], tuple[Printed, ...]]) -> Sheet:  # type: ignore[type-arg]
    row = BID_TABLES[table]
    columns = []
    for name, spec in specs(row).items():
        keys: frozenset[str] | None = None
        if table == "requirement_answers" and name in ("met", "value"):
            keys = frozenset(r.key for r in rows if (r.answer == "yes_no") == (name == "met"))
            if not keys:
                continue
            keys = None if len(keys) == len(rows) else keys
        if spec.owner == "bidder":
            columns.append(Column(table, name, spec, (reader,), keys))
    return Sheet(table, row, tuple(r.key for r in rows), printed(rows), tuple(columns))


def _service_printed(rows: tuple) -> tuple[Printed, ...]:  # type: ignore[type-arg]
    return (Printed("service_title", tuple(r.title_da for r in rows)), Printed("unit", tuple(r.unit for r in rows)),
            Printed("quantity", tuple(r.quantity for r in rows)), Printed("times", tuple(float(r.times) for r in rows)))


def _asked_printed(rows: tuple) -> tuple[Printed, ...]:  # type: ignore[type-arg]
    return (Printed("text", tuple(r.text_da for r in rows)), Printed("unit", tuple(r.unit for r in rows)),
            Printed("minimum", tuple(r.minimum for r in rows)), Printed("maximum", tuple(r.maximum for r in rows)))
