"""A small tender, and bid sheets for it: blank ones as they are sent out, filled in cell by cell."""

import io
from collections.abc import Callable, Mapping
from decimal import Decimal
from functools import cache

import openpyxl
from openpyxl.workbook.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from documents import bid_sheet
from evaluation.evaluation_model import Criterion, EvaluationModel, PublishedDefault, ResourcePrice
from evaluation.factors import Material
from evaluation.problems import Problem
from evaluation.tender import Item, Lot, Question, Requirement, Service, Tender
from intake import Reading, read_bids
from tests.builders import tender_of

LOT, SECOND = "LOT-0001", "LOT-0002"
# (table, field, key of the row) -> what is typed; the first sheet has no rows, so its key is blank.
Typed = Mapping[tuple[str, str, str], object]


def furniture(**changes: object) -> Tender:
    """Return a tender of one lot: a chair and a desk with product data, and a tray with a price only."""
    items = (
        Item(key="chair", lot=LOT, title_da="Kontorstol", quantity=(100.0,), reference_life=10, reference=True, parts=3),
        Item(key="desk", lot=LOT, title_da="Bord", quantity=(20.0,), reference_life=12, reference=True, parts=2),
        Item(key="tray", lot=LOT, title_da="Kabelbakke", quantity=(40.0,), reference_life=12),
    )  # fmt: skip
    criteria = (
        Criterion(lot=LOT, id="cost", title_da="Pris", weight=Decimal(50), measure="life_cycle_cost",
                  rule="linear_over_best", slope=50),
        Criterion(lot=LOT, id="climate", title_da="Klima", weight=Decimal(20), measure="gwp_a_to_c",
                  rule="linear_over_best", slope=100),
        Criterion(lot=LOT, id="life", title_da="Levetid", weight=Decimal(20), measure="life",
                  rule="fixed_interval", full_at=15, zero_at=2),
        Criterion(lot=LOT, id="seats", title_da="Pladser", weight=Decimal(10), measure="answer:seats",
                  rule="fixed_interval", full_at=10, zero_at=0),
    )  # fmt: skip
    tables: dict[str, object] = {
        "materials": (
            Material(key="steel", title_da="Stål", title_en="Steel"),
            Material(key="wood", title_da="Træ", title_en="Wood"),
        ),
        "resource_prices": (ResourcePrice(key="electricity", price=1.6, unit="kWh"),),
        "requirements": (Requirement(key="mk_1", lot=LOT, text_da="CE-mærket"),),
        "questions": (Question(key="seats", lot=LOT, text_da="Pladser", unit="stk.", minimum=1, maximum=20),),
        "services": (Service(key="delivery", lot=LOT, title_da="Levering", quantity=1),),
        **changes,
    }
    return tender_of(items, tables.pop("criteria", criteria), **tables)  # type: ignore[arg-type]


def with_model(tender: Tender, **fields: object) -> Tender:
    """Return a tender with other conventions in every lot."""
    models = tuple(EvaluationModel.model_validate({**dict(model), **fields}) for model in tender.models)
    return tender.model_copy(update={"models": models})


def with_default(field: str, value: float) -> Tender:
    """Return the tender with a published default of one field for every item."""
    return furniture(defaults=(PublishedDefault(field=field, value=value, basis="Værre end det typiske"),))


def two_lots() -> Tender:
    """Return a tender whose second lot has one lamp, priced only."""
    one = furniture()
    lamp = Item(key="lamp", lot=SECOND, title_da="Lampe", quantity=(5.0,), reference_life=8)
    price = Criterion(lot=SECOND, id="cost", title_da="Pris", weight=Decimal(100), measure="purchase_price",
                      rule="linear_over_best", slope=50)  # fmt: skip
    model = EvaluationModel.model_validate({**dict(one.models[0]), "lot": SECOND})
    return one.model_copy(
        update={
            "lots": (*one.lots, Lot(id=SECOND, title="Lamper")),
            "models": (*one.models, model),
            "items": (*one.items, lamp),
            "criteria": (*one.criteria, price),
        }
    )


BIDDER: Typed = {
    ("bidder", "name", ""): "Nordmøbel A/S",
    ("bidder", "company_no", ""): "12345678",
    ("bidder", "bids_on_lot", ""): "ja / yes",
    ("bidder", "has_reservations", ""): "nej / no",
}
COMPLETE: Typed = {
    **BIDDER,
    **{("prices", "offered", key): "ja / yes" for key in ("chair", "desk", "tray")},
    **{("prices", "product", key): f"Model {key}" for key in ("chair", "desk", "tray")},
    **{("prices", "condition", key): "ny / new" for key in ("chair", "desk", "tray")},
    ("prices", "unit_price", "chair"): 1450.5,
    ("prices", "unit_price", "desk"): 2940,
    ("prices", "unit_price", "tray"): 85,
    **{("product_data", "guarantee", key): 5 for key in ("chair", "desk")},
    **{("product_data", "claimed_life", key): 15 for key in ("chair", "desk")},
    **{("product_data", "packaging_kg", key): 1.5 for key in ("chair", "desk")},
    **{("product_data", "reused_share", key): 0 for key in ("chair", "desk")},
    **{("product_data", "electricity_kwh_per_year", key): 0 for key in ("chair", "desk")},
    **{("product_data", "taken_back", key): "nej / no" for key in ("chair", "desk")},
    **{("product_data", "evidence_kind", key): "ingen / none" for key in ("chair", "desk")},
    ("materials", "material", "chair/1"): "steel – Stål / Steel",
    ("materials", "mass_kg", "chair/1"): 9.25,
    ("materials", "recycled_share", "chair/1"): 25,
    ("materials", "material", "desk/1"): "wood",
    ("materials", "mass_kg", "desk/1"): 24,
    ("materials", "recycled_share", "desk/1"): 0,
    ("service_prices", "price", "delivery"): 1200,
    ("question_answers", "value", "seats"): 8,
    ("requirement_answers", "met", "mk_1"): "ja / yes",
}


@cache
def blank(tender: Tender, lot: str) -> bytes:
    """Return the bid sheet of a lot as it is sent out, written once for all that fill it in."""
    return bid_sheet(tender, lot)


@cache
def _to_look_in(tender: Tender, lot: str) -> Workbook:
    """Return the bid sheet of a lot, opened to find cells in it and never typed in."""
    return openpyxl.load_workbook(io.BytesIO(blank(tender, lot)))


def filled(
    tender: Tender, typed: Typed, lot: str = LOT, change: Callable[[Workbook], None] | None = None
) -> bytes:
    """Return the bid sheet of a lot with what a bidder typed, and whatever else was done to it."""
    book = openpyxl.load_workbook(io.BytesIO(blank(tender, lot)))
    for (table, field, key), value in typed.items():
        sheet, cell = cell_of(tender, table, field, key, lot)
        book[sheet][cell].value = value
    if change is not None:
        change(book)
    return saved(book)


def saved(book: Workbook) -> bytes:
    """Return the bytes of a workbook."""
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def place(book: Workbook, table: str, field: str, key: str) -> tuple[Worksheet, str]:
    """Return sheet and cell of a field in the row of a key, as the hidden sheet says."""
    described = [
        [cell for cell in row if cell is not None] for row in book["_skema"].iter_rows(values_only=True)
    ]
    name = next(str(row[2]) for row in described if row[:2] == ["sheet", table])
    at = next(
        str(row[3]) for row in described if row[0] in ("column", "printed") and row[1:3] == [table, field]
    )
    sheet = book[name]
    assert isinstance(sheet, Worksheet)
    if table == "bidder":
        return sheet, f"D{at}"
    row = next(cell.row for cell in sheet["A"] if cell.value == key)
    return sheet, f"{at}{row}"


@cache
def cell_of(tender: Tender, table: str, field: str, key: str = "", lot: str = LOT) -> tuple[str, str]:
    """Return the names of sheet and cell of a field in the bid sheet of a lot."""
    sheet, cell = place(_to_look_in(tender, lot), table, field, key)
    return sheet.title, cell


def read(tender: Tender, typed: Typed, change: Callable[[Workbook], None] | None = None) -> Reading:
    """Return what is read of one bid on the first lot."""
    return read_bids(tender, [("nord.xlsx", filled(tender, typed, change=change))])


def grave(reading: Reading) -> list[Problem]:
    """Return the problems that are no notices."""
    return [problem for problem in reading.problems if problem.severity != "notice"]


def notices(reading: Reading) -> list[Problem]:
    """Return the notices, without the one that the test's own way of saving gives."""
    return [p for p in reading.problems if p.severity == "notice" and p.code != "values_may_be_old"]
