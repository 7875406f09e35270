"""What a bid leaves out: a stop where it cannot be calculated without, a notice where silence has a meaning.

Nothing is filled in here. A published default is applied by the evaluation; what counts as none says so.
"""

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from evaluation.sheets import Column
from evaluation.tender import Tender
from intake.bid_table import TableRead
from intake.circulation_rows import check_circulation_rows
from intake.declaration_rows import check_declaration_rows
from intake.material_rows import check_material_rows
from intake.price_lines import is_offered
from intake.product_rows import check_product_rows

Bools = NDArray[np.bool_]
# What a blank means in these fields is settled elsewhere; in the others that are not asked for, nothing.
SETTLED_ELSEWHERE = frozenset(
    {
        *("prices.offered", "prices.unit_price", "prices.pieces_per_pack", "prices.fee_minimum_uses"),
        *("product_data.guarantee", "product_data.claimed_life", "product_data.taken_back"),
        *("product_data.taken_back_reuse_share", "product_data.taken_back_recycling_share"),
        *("product_data.recycled_share", "product_data.reused_share", "product_data.evidence_kind"),
        *(
            "product_data.epd_reuse_kg",
            "product_data.epd_recycling_kg",
            "product_data.epd_energy_recovery_kg",
        ),
        *("circulation.pieces_in_pool", "circulation.place", "circulation.price_if_lost"),
        *("declarations.method", "declarations.number", "declarations.valid_until"),
        "declarations.units_per_piece",
        *("product_data.units_tested", "product_data.tested_life"),
    }
)


def check_completeness(tables: Mapping[str, TableRead]) -> None:
    """Tell of every row and cell that is missing in the tables of one bid on one lot."""
    not_offered = _not_offered(tables)
    for name, table in tables.items():
        wanted = np.array([key not in not_offered for key in _items_of(table)], dtype=np.bool_)
        if name == "materials":
            check_material_rows(table, tables.get("product_data"), not_offered)
            continue
        if name != "prices":
            _tell_missing_rows(table, wanted)
        for column in table.layout.columns:
            _tell_missing_cells(table, column, wanted)
        if name == "product_data":
            check_product_rows(table, tables.get("circulation"), wanted)
        if name == "declarations":
            check_declaration_rows(table, wanted)
        if name == "circulation":
            check_circulation_rows(table, tables.get("prices"), wanted)
    services = tables.get("service_prices")
    if services is not None and "price" in services:
        services.tell_all("notice", "zero_stated", "price", services.values["price"] == 0.0)
    discounts = tables.get("assortment_discounts")
    if discounts is not None and "discount" in discounts:
        none = discounts.values["discount"] == 0.0
        discounts.tell_all("notice", "discount_of_nought", "discount", none)


def _items_of(table: TableRead) -> Sequence[object]:
    """Return the item that each row is of: the one printed beside it, else its own key."""
    printed = [each.values for each in table.layout.printed if each.key == "item"]
    return printed[0] if printed else table.layout.keys


def _not_offered(tables: Mapping[str, TableRead]) -> frozenset[str]:
    prices = tables.get("prices")
    if prices is None or "offered" not in prices:
        return frozenset()
    return frozenset(
        key for key, offered in zip(prices.layout.keys, is_offered(prices), strict=True) if not offered
    )


def _tell_missing_rows(table: TableRead, wanted: Bools) -> None:
    for index in np.flatnonzero((table.rows == 0) & wanted):
        key = table.layout.keys[index]
        grave = any(table.bid_layout.is_scored(column, key) for column in table.layout.columns)
        words = {
            "key": key,
            "title": table.bid_layout.titles.get((table.layout.table, key)),
            "table": table.layout.table,
        }
        table.report.add("stop" if grave else "question", "row_missing", table.sheet, **words)


def _tell_missing_cells(table: TableRead, column: Column, wanted: Bools) -> None:
    name = f"{column.table}.{column.field}"
    blank = table.blank(column.field) & wanted
    defaulted = blank & ~table.open_cells(column.field)
    for index in np.flatnonzero(defaulted):
        value, basis = _default(table.bid_layout.tender, name, table.layout.keys[index])
        table.tell("notice", "default_used", column.field, int(index), read=value, basis=basis)
    is_free_text = column.spec.kind == "text" and not column.spec.required
    if name not in SETTLED_ELSEWHERE and not is_free_text:
        table.tell_all(None, "value_missing", column.field, blank & ~defaulted)
    if name == "product_data.mass_kg":
        zero = (table.values[column.field] == 0.0) & wanted & ~table.told[column.field]
        table.tell_all(None, "mass_zero", column.field, zero)


def _default(tender: Tender, name: str, key: str) -> tuple[float, str]:
    """Return the published default of a field for an item, its own before the common one."""
    rows = sorted((r for r in tender.defaults if r.field == name), key=lambda row: row.item is None)
    row = next(row for row in rows if row.item in (None, key))
    return row.value, row.basis
