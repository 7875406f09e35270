"""Fills a blank workbook the way a person does: finds the cell by its sheet and heading, and types.

The hidden sheet ``_skema`` says where every field stands; nothing here knows the layout beyond it.
"""

import datetime as dt
import io
from collections.abc import Mapping
from typing import TYPE_CHECKING

from documents.cells import shown
from evaluation.basket import BASKET_TABLES
from evaluation.bid import BID_TABLES
from evaluation.decisions import DECISION_TABLES
from evaluation.schema import Row, Spec, specs
from evaluation.score_tables import SCORE_TABLES
from evaluation.tender import TENDER_TABLES
from sample_tenders.content.answers import Place
from sample_tenders.packing import repacked

if TYPE_CHECKING:
    from openpyxl.workbook import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

Typed = str | float | bool | dt.date | None
SCHEMA_SHEET = "_skema"
ROW_TYPES: Mapping[str, type[Row]] = {
    row.table: row
    for tables in (TENDER_TABLES, BID_TABLES, DECISION_TABLES, SCORE_TABLES, BASKET_TABLES)
    for row in tables.values()
}
# What tells the rows of a table apart, in the order in which a place joins them.
KEY_FIELDS = ("lot", "criterion", "bid", "item", "claim", "key", "about")
FIRST_VALUE_COLUMN = 4


class PlaceNotFoundError(LookupError):
    """The workbook has no such cell; the sentence names table, row and field."""


class BlankWorkbook:
    """A workbook to fill in, as ``documents`` wrote it.

    Parameters
    ----------
    content : its bytes.
    template : ``tender``, ``bid``, ``decisions``, ``scores`` or ``basket``, which all have tables of the same name.
    """

    def __init__(self, content: bytes, template: str) -> None:
        import openpyxl

        self.book: Workbook = openpyxl.load_workbook(io.BytesIO(content))
        # A spreadsheet program that saves has calculated: it leaves no order to do it on opening.
        self.book.calculation.fullCalcOnLoad = False
        self._template = template
        self._sheets: dict[str, tuple[str, str, int]] = {}
        self._columns: dict[tuple[str, str], str | int] = {}
        self._lists: dict[str, tuple[str, ...]] = {}
        for row in self.book[SCHEMA_SHEET].iter_rows(values_only=True):
            self._note(row)

    def cell_of(self, place: Place) -> tuple[str, str]:
        """Return the sheet and the address of a field's cell.

        Raises
        ------
        PlaceNotFoundError
            The workbook does not ask for it.
        """
        table, key, field = place
        if table not in self._sheets or (table, field) not in self._columns:
            raise PlaceNotFoundError(place)
        name, orientation, first = self._sheets[table]
        at = self._columns[table, field]
        if orientation == "fields":
            return name, f"D{at}"
        sheet = self.book[name]
        if orientation == "lots":
            return name, f"{self._lot_column(sheet, table, key)}{at}"
        return name, f"{at}{self._row(sheet, table, key, first)}"

    def fill(self, cells: Mapping[Place, object]) -> None:
        """Type values: a code is picked from the list, a share is in per cent already."""
        for place, value in cells.items():
            self.write(place, self._typed(place, value))

    def write(self, place: Place, value: Typed) -> None:
        """Put a value into a field's cell as it stands."""
        sheet, cell = self.cell_of(place)
        self.book[sheet][cell] = value

    def content(self) -> bytes:
        """Return the workbook's bytes, the same for the same cells."""
        saved = io.BytesIO()
        self.book.save(saved)
        return repacked(saved.getvalue())

    def _note(self, row: tuple[object, ...]) -> None:
        kind, *values = row
        if kind == "sheet":
            table, name, orientation, _, first = values[:5]
            self._sheets[str(table)] = (str(name), str(orientation), int(str(first)))
        elif kind in ("column", "printed"):
            table, field, at = values[:3]
            self._columns[str(table), str(field)] = at if isinstance(at, (int, str)) else str(at)
        elif kind == "list" and values[3] is not None:
            name, sheet, column, first = values[:4]
            cells = self.book[str(sheet)].iter_rows(
                min_row=int(str(first)), min_col=int(str(column)), max_col=int(str(column)), values_only=True
            )
            self._lists[str(name)] = tuple(str(words) for (words,) in cells if words is not None)

    def _typed(self, place: Place, value: object) -> Typed:
        table, _, field = place
        spec = specs(ROW_TYPES[table])[field.split(".")[0]]
        if isinstance(value, str) and spec.codes and spec.codes.startswith("@"):
            return self._picked(spec, value)
        # A number is typed as it is read out; only words are looked up.
        return (
            value if isinstance(value, (int, float)) and not isinstance(value, bool) else shown(spec, value)
        )

    def _picked(self, spec: Spec, key: str) -> str:
        offered = self._lists.get(spec.codes or "", ())
        return next((words for words in offered if words.split(" – ")[0] == key), key)

    def _row(self, sheet: "Worksheet", table: str, key: str, first: int) -> int:
        from openpyxl.utils import column_index_from_string

        names: tuple[str, ...] = ("key",) if (table, "key") in self._columns else ("id",)
        if self._template in ("decisions", "basket"):
            names = tuple(name for name in KEY_FIELDS if (table, name) in self._columns)
        wanted = key.split(";")
        columns = [column_index_from_string(str(self._columns[table, name])) for name in names]
        for row in range(first, sheet.max_row + 1):
            # A judgement of a bid as a whole names no item.
            held = (sheet.cell(row, column).value for column in columns)
            if [value for value in held if value is not None] == wanted:
                return row
        raise PlaceNotFoundError((table, key))

    def _lot_column(self, sheet: "Worksheet", table: str, lot: str) -> str:
        from openpyxl.utils import get_column_letter

        row = int(self._columns[table, "lot" if (table, "lot") in self._columns else "id"])
        for column in range(FIRST_VALUE_COLUMN, sheet.max_column + 1):
            if sheet.cell(row, column).value == lot:
                return get_column_letter(column)
        raise PlaceNotFoundError((table, lot))
