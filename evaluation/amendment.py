"""An amendment before the deadline (rettelsesblad): what it changes, in the tender and in its bid sheets."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from evaluation.faults import key_of
from evaluation.schema import Row
from evaluation.seal import SheetChange, bid_sheet_layout, column_layouts
from evaluation.sheets import Sheet, bid_sheets
from evaluation.tender import TENDER_TABLES, Tender

Kind = Literal["changed", "added", "removed", "moved"]


@dataclass(frozen=True)
class Change:
    """A field of a row that an amendment changed.

    Parameters
    ----------
    kind : ``changed``; ``added`` or ``removed`` with its row; ``moved`` where only the order of a table is another,
        and then it is of no field.
    table : name of the table among the rows (``items``), as in field keys.
    key : what names the row, with its lot before it where the key alone does not; blank for none.
    field : name of the field.
    old, new : the values, None for none.
    """

    kind: Kind
    table: str
    key: str = ""
    field: str = ""
    old: Any = None
    new: Any = None


def changes(old: Tender, new: Tender) -> tuple[Change, ...]:
    """Return everything that differs between two versions of a tender, in the order of its tables.

    Nothing is returned where, and only where, they are the same.
    """
    found: list[Change] = []
    for name, row in TENDER_TABLES.items():
        before, after = (_rows(getattr(tender, name)) for tender in (old, new))
        if before != after:
            found += _of_table(row.table, before, after)
    return tuple(found)


def sheet_changes(old: Tender, new: Tender) -> tuple[SheetChange, ...]:
    """Return what differs between the bid sheets of two versions of a tender, by lot; a lot that is gone has none."""
    before = {lot.id for lot in old.lots}
    return tuple(
        change
        for lot in new.lots
        if lot.id in before and bid_sheet_layout(old, lot.id) != bid_sheet_layout(new, lot.id)
        for change in _of_lot(old, new, lot.id)
    )


def _rows(held: Any) -> tuple[Row, ...]:  # noqa: ANN401  (a table of one row is held as that row)
    return (held,) if isinstance(held, Row) else held


def _of_table(table: str, before: Sequence[Row], after: Sequence[Row]) -> Iterator[Change]:
    """Yield the changes of one table: what is the same is set aside, the rest is paired by what names it."""
    old, new = _left_over(before, after), _left_over(after, before)
    paired = _by_name(old), _by_name(new)
    names = dict.fromkeys([*paired[0], *paired[1]])
    if not names:
        yield Change("moved", table)
    for name in names:
        yield from _of_row(table, name[0], paired[0].get(name), paired[1].get(name))


def _left_over(rows: Sequence[Row], others: Sequence[Row]) -> list[Row]:
    there = Counter(row.model_dump_json() for row in others)
    left = []
    for row in rows:
        text = row.model_dump_json()
        if there[text] > 0:
            there[text] -= 1
        else:
            left.append(row)
    return left


def _by_name(rows: Sequence[Row]) -> dict[tuple[str, int], Row]:
    found: dict[tuple[str, int], Row] = {}
    count: Counter[str] = Counter()
    for row in rows:
        name = _name(row)
        found[name, count[name]] = row
        count[name] += 1
    return found


def _name(row: Row) -> str:
    key, lot = key_of(row) or "", getattr(row, "lot", None)
    return f"{lot} {key}" if isinstance(lot, str) and lot != key else key


def _of_row(table: str, name: str, old: Row | None, new: Row | None) -> Iterator[Change]:
    row = old or new
    kind: Kind = "changed" if old is not None and new is not None else "added" if old is None else "removed"
    for field in type(row).model_fields if row is not None else ():
        was, now = (None if each is None else getattr(each, field) for each in (old, new))
        is_blank = was in (None, ()) and now in (None, ())
        if was != now and not (is_blank and kind != "changed"):
            yield Change(kind, table, name, field, was, now)


def _of_lot(old: Tender, new: Tender, lot: str) -> Iterator[SheetChange]:
    before, after = ({sheet.table: sheet for sheet in bid_sheets(of, lot)} for of in (old, new))
    for table in dict.fromkeys([*before, *after]):
        if table not in before or table not in after:
            yield SheetChange(lot, table)
            continue
        yield from _of_columns(old, new, lot, (before[table], after[table]))
        yield from _of_lines(lot, before[table], after[table])


def _of_columns(old: Tender, new: Tender, lot: str, sheets: tuple[Sheet, Sheet]) -> Iterator[SheetChange]:
    was, now = (column_layouts(of, sheet) for of, sheet in zip((old, new), sheets, strict=True))
    for field in dict.fromkeys([*was, *now]):
        if was.get(field) != now.get(field):
            yield SheetChange(lot, sheets[0].table, "", field)


def _of_lines(lot: str, before: Sheet, after: Sheet) -> Iterator[SheetChange]:
    was, now = _lines(before), _lines(after)
    for key in dict.fromkeys([*was, *now]):
        if key not in was or key not in now:
            yield SheetChange(lot, before.table, key)
            continue
        for field in dict.fromkeys([*was[key], *now[key]]):
            if field in was[key] and field in now[key] and was[key][field] != now[key][field]:
                yield SheetChange(lot, before.table, key, field)


def _lines(sheet: Sheet) -> dict[str, dict[str, object]]:
    """Return what is printed in each line, and which of its cells are asked."""
    return {
        key: {
            **{printed.key: printed.values[n] for printed in sheet.printed},
            **{column.field: column.is_asked_of(key) for column in sheet.columns},
        }
        for n, key in enumerate(sheet.keys)
    }
