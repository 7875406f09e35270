"""The workbook of a sealed basket: the secret words of each lot, and how much is bought of each item."""

from collections.abc import Sequence

from documents.cells import Page
from documents.lists_sheet import Lists
from documents.rows_sheet import write_table
from documents.table_layout import Table, TableColumn, TableRow
from documents.wording import Pair, both
from documents.workbook import Book, Identity
from evaluation.basket import BasketLine, BasketSecret
from evaluation.schema import Spec, specs
from evaluation.sheets import TEMPLATE_VERSION
from evaluation.tender import Item, Lot, Tender

SECRETS, LINES = BasketSecret.table, BasketLine.table
WIDTHS = {"secret": 50.0}


def basket_sheet(tender: Tender, lots: Sequence[str] = ()) -> bytes:
    """Return the basket of some lots of a tender as a workbook to fill in; of all its lots where none is named.

    An item counted in uses has one figure, the uses a year; every other one the pieces of each contract year.
    """
    chosen = [lot for lot in tender.lots if not lots or lot.id in lots]
    facts = tender.facts
    book = Book(Identity("basket", TEMPLATE_VERSION, facts.id, amendment=facts.amendment))
    lists = Lists()
    for table in (_secrets(chosen), _lines(tender, chosen)):
        sheet = book.add_sheet(both(f"sheets.{table.name}.title"), is_to_fill=True)
        write_table(Page(book, lists, sheet), table)
    return book.close()


def _secrets(lots: Sequence[Lot]) -> Table:
    columns = (_column(SECRETS, "lot"), _printed("lot_title"), _column(SECRETS, "secret"))
    rows = tuple(
        TableRow({"lot": lot.id, "lot_title": lot.title}, frozenset({"secret"}), ("secret",)) for lot in lots
    )
    return Table(SECRETS, f"sheets.help.basket.{SECRETS}", columns, rows)


def _lines(tender: Tender, lots: Sequence[Lot]) -> Table:
    items = [item for lot in lots for item in tender.in_lot(tender.items, lot.id)]
    longest = max((tender.model_of[lot.id].contract_years for lot in lots), default=1)
    years = tuple(f"quantity.{year}" for year in range(1, longest + 1))
    columns = (
        _column(LINES, "key"), _printed("item_name"), _column(LINES, "lot"), _printed("unit"),
        *(_column(LINES, name) for name in years),
    )  # fmt: skip
    rows = tuple(_line(tender, item, years) for item in items)
    return Table(LINES, f"sheets.help.basket.{LINES}", columns, rows)


def _line(tender: Tender, item: Item, years: Sequence[str]) -> TableRow:
    count = 1 if item.basis == "use" else tender.model_of[item.lot].contract_years
    name = " / ".join(dict.fromkeys([item.title_da, item.title_en or item.title_da]))
    values = {"key": item.key, "item_name": name, "lot": item.lot, "unit": item.unit}
    # Nothing is missing of an item that the basket leaves out.
    return TableRow(values, frozenset(years[:count]))


def _column(table: str, name: str) -> TableColumn:
    field, _, year = name.partition(".")
    spec: Spec = specs(BasketSecret if table == SECRETS else BasketLine)[field]
    title = f"fields.{table}.{field}"
    return TableColumn("column", name, _headings(title, year), spec, f"{title}.help", WIDTHS.get(field, 0))


def _headings(title: str, year: str) -> Pair:
    danish, english = both(f"{title}.title")
    if not year:
        return danish, english
    words = [both("sheets.words.in_year", title=each, year=year) for each in (danish, english)]
    return words[0][0], words[1][1]


def _printed(name: str) -> TableColumn:
    return TableColumn(
        "printed", name, both(f"fields.printed.{name}.title"), width=36 if name != "unit" else 0
    )
