"""Workbooks opened for tests, and what holds for every one that is written."""

import io
import zipfile
from collections.abc import Iterator
from decimal import Decimal

import openpyxl
from openpyxl.cell.cell import Cell
from openpyxl.workbook.workbook import Workbook
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from documents import preset
from documents.presets import TenderDraft
from documents.wording import both
from documents.workbook import sheet_name
from evaluation.scoring.combinations import weighs
from evaluation.tender import TENDER_TABLES, Tender

CellValue = str | float | int
YELLOW = "FFFFF8DC"
LOT = "LOT-0001"
HOSTILE = '=HYPERLINK("http://evil.example","click")'
KITCHEN = (
    ("compactor", "Affaldskomprimator", 4.0, 12.0, True),
    ("oven", "Kombiovn", 3.0, 10.0, True),
    ("table", "Arbejdsbord", 2.0, 15.0, False),
)


def opened(content: bytes) -> Workbook:
    """Open a workbook with its formulas."""
    return openpyxl.load_workbook(io.BytesIO(content))


def cells(sheet: Worksheet) -> Iterator[Cell]:
    """Yield every cell that holds something or is formatted."""
    for row in sheet.iter_rows():
        yield from row  # type: ignore[misc]


def is_open(cell: Cell) -> bool:
    """Say whether a cell can be typed in while the sheet is protected."""
    return not cell.protection.locked


def is_yellow(cell: Cell) -> bool:
    """Say whether a cell has the colour of cells to fill."""
    return bool(cell.fill.fill_type == "solid" and cell.fill.start_color.rgb == YELLOW)


def schema(book: Workbook, kind: str) -> list[list[object]]:
    """Return the rows of one kind of the hidden sheet, without the kind."""
    rows: list[list[object]] = [
        [value for value in row if value is not None] for row in book["_skema"].iter_rows(values_only=True)
    ]
    return [row[1:] for row in rows if row and row[0] == kind]


def place(book: Workbook, table: str, field: str, row: int = 0) -> Cell:
    """Return the cell of a field: in the row counted from 0 of a table, or in the column of a lot."""
    _, name, orientation, _, first = next(s for s in schema(book, "sheet") if s[0] == table)
    at = next(
        c[2]
        for kind in ("column", "printed", "computed")
        for c in schema(book, kind)
        if c[:2] == [table, field]
    )
    sheet = book[str(name)]
    found = (
        sheet[f"{at}{int(str(first)) + row}"] if orientation == "rows" else sheet.cell(int(str(at)), 4 + row)
    )
    assert isinstance(found, Cell)
    return found


def sheet_of(book: Workbook, table: str) -> Worksheet:
    """Return the sheet of a table."""
    found = book[sheet_name(both(f"sheets.{table}.title"))]
    assert isinstance(found, Worksheet)
    return found


def fill(book: Workbook, table: str, field: str, row: int, value: CellValue) -> None:
    """Type a value into an open cell."""
    cell = place(book, table, field, row)
    assert is_open(cell)
    cell.value = value


def checks(book: Workbook, table: str, field: str, row: int = 0) -> list[DataValidation]:
    """Return the rules by which a cell is checked as it is typed in."""
    address = place(book, table, field, row).coordinate
    return [r for r in sheet_of(book, table).data_validations.dataValidation if address in r.sqref]


def kitchen_draft(name: str = "small_purchase_1", **tables: object) -> dict[str, list[dict[str, object]]]:
    """A preset with all that an officer adds for three items of a kitchen."""
    draft: dict[str, list[dict[str, object]]] = {
        table: [dict(row) for row in rows] for table, rows in preset(name).items()
    }
    draft["facts"][0] |= {
        "id": "kitchen_2026", "title": "Storkøkken", "authority": "Region Midtjylland", "regime": "below_193",
        "deadline": "2026-11-02", "approver": "Anne Hansen",
    }  # fmt: skip
    draft["lots"][0].setdefault("title", "Køkken")
    draft["models"][0]["first_year"] = 2027
    has_weights = weighs(str(draft["models"][0]["combination"])) != "none"
    for criterion in draft["criteria"]:
        rule = criterion.get("rule")
        if rule == "linear_over_best":
            criterion["slope"] = 50.0
        if has_weights and (rule is not None or "weight" in criterion):
            criterion.setdefault("weight", Decimal(80) if criterion["id"] == "cost" else Decimal(20))
        if rule == "fixed_interval":
            criterion.setdefault("full_at", 10.0)
            criterion.setdefault("zero_at", 100.0)
        if rule == "amount_for_quality":
            criterion.setdefault("full_amount", 5000.0)
    for price in draft["resource_prices"]:
        price["price"] = 1.6
    draft["items"] = [
        {
            "key": key, "lot": LOT, "title_da": title, "quantity": (quantity,), "reference_life": life,
            "reference": is_reference,
            # As the blank tender of a small purchase has it printed.
            **({"factor_basis": "use_only"} if name == "small_purchase_1" else {}),
        }
        for key, title, quantity, life, is_reference in KITCHEN
    ]  # fmt: skip
    for table, rows in tables.items():
        draft[table] = [dict(row) for row in rows]  # type: ignore[attr-defined]
    return draft


def tender_from(draft: TenderDraft) -> Tender:
    """Return the tender that a complete draft is."""
    rows = {
        attribute: tuple(row_type.model_validate(row) for row in draft.get(attribute, ()))
        for attribute, row_type in TENDER_TABLES.items()
    }
    return Tender.model_validate({**rows, "facts": rows["facts"][0]})


def kitchen(name: str = "small_purchase_1", **tables: object) -> Tender:
    """Return the tender of three items of a kitchen on a preset."""
    return tender_from(kitchen_draft(name, **tables))


def everything_asked() -> Tender:
    """Return a tender whose bid sheet has every kind of sheet but circulation."""
    return kitchen(
        "standard_1",
        materials=[
            {"key": "steel", "title_da": "Stål", "title_en": "Steel"},
            {"key": "pp", "title_da": "Plast, PP", "title_en": "Plastic, PP"},
        ],
        requirements=[
            {"key": "mk_1", "lot": LOT, "text_da": "CE-mærket"},
            {
                "key": "mk_2",
                "lot": LOT,
                "text_da": "Støj",
                "answer": "value",
                "maximum": 70.0,
                "unit": "dB(A)",
            },
        ],
        services=[{"key": "install", "lot": LOT, "title_da": "Opstilling", "quantity": 9.0}],
        questions=[{"key": "seats", "lot": LOT, "text_da": "Kuverter", "unit": "stk.", "minimum": 0.0}],
    )


def assert_sound(content: bytes) -> None:
    """Assert what holds for every workbook: protected, nothing merged, nothing that runs or points out."""
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        names = " ".join(parts.namelist()).casefold()
        xml = b"".join(parts.read(name) for name in parts.namelist())
    assert not any(word in names for word in ("vba", "externallink", "activex", "embedding", "connection"))
    assert b"<mergeCell" not in xml
    assert b"<hyperlink" not in xml
    assert b"fullCalcOnLoad" not in xml
    book = opened(content)
    assert [sheet.title for sheet in book if sheet.sheet_state != "visible"] == ["_skema"]
    for sheet in book:
        assert sheet.protection.sheet
        for cell in cells(sheet):
            explains_yellow = str(cell.value).startswith("Gul: ")
            assert is_open(cell) == (is_yellow(cell) and not explains_yellow), (sheet.title, cell.coordinate)


def assert_described(content: bytes) -> None:
    """Assert that the hidden sheet names every column and field, with both headings where they stand."""
    book = opened(content)
    places = {str(table): rest for table, *rest in schema(book, "sheet")}
    assert places
    for kind in ("column", "printed", "computed"):
        for table, _, at, danish, english in schema(book, kind):
            name, orientation, heading, _ = places[str(table)]
            sheet = book[str(name)]
            if orientation == "rows":
                stands = [sheet[f"{at}{int(str(heading)) + n}"].value for n in (0, 1)]
            else:
                stands = [sheet.cell(int(str(at)), column).value for column in (2, 3)]
            assert stands == [danish, english]
            assert danish
            assert english
    # A column is found by its field, too, so no heading may read like the field of another column.
    columns = schema(book, "column")
    for table, field, _, *headings in [*columns, *schema(book, "printed")]:
        fields = {str(other) for name, other, *_ in columns if name == table and other != field}
        assert not fields & {str(heading).casefold() for heading in headings}, (table, field)


def assert_lists_visible(content: bytes) -> None:
    """Assert that every drop-down takes its words from cells of a visible sheet."""
    book = opened(content)
    for sheet in book:
        for rule in sheet.data_validations.dataValidation:
            if rule.type != "list":
                continue
            name, _, area = str(rule.formula1).rpartition("!")
            source = book[name.strip("='")]
            assert source.sheet_state == "visible"
            assert area.startswith("$")
