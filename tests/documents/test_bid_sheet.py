import io
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from functools import partial

import pytest

from documents import bid_sheet, explain_bid_sheet
from documents.wording import both
from documents.workbook import sheet_name
from evaluation.bid import BID_TABLES
from evaluation.schema import specs
from evaluation.sheets import bid_sheets
from evaluation.tender import Tender
from tests.documents.workbooks import (
    HOSTILE,
    KITCHEN,
    LOT,
    CellValue,
    assert_described,
    assert_lists_visible,
    assert_sound,
    cells,
    checks,
    everything_asked,
    fill,
    is_open,
    kitchen,
    kitchen_draft,
    opened,
    place,
    schema,
    sheet_of,
    tender_from,
)
from tests.office import OfficeWorkbooks, register_workbook

Line = Mapping[str, CellValue]
BIDDER: Line = {
    "name": "Nord A/S",
    "company_no": "01234567",
    "bids_on_lot": "ja / yes",
    "has_reservations": "nej / no",
}
PRICES: Line = {"offered": "ja / yes", "product": "Model 1", "unit_price": 1000.5}
DATA: Line = {
    "guarantee": 5, "electricity_kwh_per_year": 2900, "water_m3_per_year": 0, "service_price_per_year": 3200,
}  # fmt: skip
LINES = len(KITCHEN)
REFERENCED = sum(is_reference for *_, is_reference in KITCHEN)


def filled_bid(tender: Tender, **tables: Sequence[Line]) -> bytes:
    """The bid sheet of a lot with values typed row by row, as a spreadsheet would save it."""
    book = opened(bid_sheet(tender, LOT))
    for table, rows in tables.items():
        for number, row in enumerate(rows):
            for field, value in row.items():
                fill(book, table, field, number, value)
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


NO: Line = {"offered": "no"}
SCENARIOS: dict[str, Mapping[str, Sequence[Line]]] = {
    "complete": {"bidder": [BIDDER], "prices": [PRICES] * LINES, "product_data": [DATA] * REFERENCED},
    "one_not_offered": {
        "bidder": [BIDDER], "prices": [NO, PRICES, PRICES], "product_data": [{}, DATA],
    },
    "not_bidding": {"bidder": [{**BIDDER, "bids_on_lot": "nej"}]},
    "reservation_without_words": {
        "bidder": [{**BIDDER, "has_reservations": "yes"}],
        "prices": [PRICES] * LINES,
        "product_data": [DATA] * REFERENCED,
    },
}  # fmt: skip
for _name, _tables in SCENARIOS.items():
    register_workbook(f"bid_{_name}", partial(filled_bid, kitchen(), **_tables))
register_workbook("bid_blank", lambda: bid_sheet(kitchen(), LOT))
register_workbook("bid_everything", lambda: bid_sheet(everything_asked(), LOT))
register_workbook(
    "bid_parts",
    lambda: filled_bid(
        everything_asked(),
        materials=[
            {"material": "steel – Stål / Steel", "mass_kg": 10, "recycled_share": 25},
            {"part": "Dør"},
        ],
        product_data=[{"taken_back": "nej / no"}],
    ),
)


def _missing(office: OfficeWorkbooks, name: str, table: str = "") -> object:
    book = office[name]
    sheet = book[sheet_name(both(f"sheets.{table}.title"))] if table else book.worksheets[0]
    return sheet["A4"].value


@pytest.mark.parametrize("make", [kitchen, everything_asked])
def test_a_bid_sheet_is_sound_and_says_where_everything_stands(make: Callable[[], Tender]) -> None:
    content = bid_sheet(make(), LOT)
    assert_sound(content)
    assert_described(content)
    assert_lists_visible(content)


def test_a_small_purchase_asks_the_bidder_for_at_most_eight_cells_a_line() -> None:
    """Offered, product, price, guarantee, electricity, water, service: seven; and eight of the bidder."""
    book = opened(bid_sheet(kitchen(), LOT))
    by_item: Counter[object] = Counter()
    for table in ("prices", "product_data"):
        sheet = book[sheet_name(both(f"sheets.{table}.title"))]
        by_item.update(sheet.cell(cell.row, 1).value for cell in cells(sheet) if is_open(cell))
    assert dict(by_item) == {"compactor": 7, "oven": 7, "table": 3}
    assert sum(is_open(cell) for cell in cells(book.worksheets[0])) == 8


@pytest.mark.parametrize("make", [kitchen, everything_asked])
def test_what_is_open_is_what_the_explanation_counts_and_the_layout_asks(make: Callable[[], Tender]) -> None:
    tender = make()
    book = opened(bid_sheet(tender, LOT))
    is_asked = sum(is_open(cell) for sheet in book for cell in cells(sheet))
    explained = explain_bid_sheet(tender, LOT)
    assert is_asked == explained.cells == sum(sheet.asked_cells for sheet in bid_sheets(tender, LOT))
    assert all(column.readers for column in explained.columns)


def test_a_column_stands_only_where_something_reads_it() -> None:
    written = {(table, field) for table, field, *_ in schema(opened(bid_sheet(kitchen(), LOT)), "column")}
    assert ("product_data", "guarantee") in written
    assert not {("product_data", "claimed_life"), ("product_data", "mass_kg"), ("materials", "key")} & written


def test_above_fifteen_hundred_cells_the_explanation_warns() -> None:
    """500 lines with price only: 3 cells each and 8 of the bidder, 1,508; 497 lines: 1,499."""
    for count, codes in ((497, []), (500, ["bid_sheet_too_long"])):
        items = [{**kitchen_draft()["items"][2], "key": f"item_{n}"} for n in range(count)]
        explained = explain_bid_sheet(kitchen(items=items), LOT)
        assert explained.cells == 3 * count + 8
        assert [warning.code for warning in explained.warnings] == codes


def test_the_same_tender_gives_the_same_bytes() -> None:
    assert bid_sheet(everything_asked(), LOT) == bid_sheet(everything_asked(), LOT)


def test_hostile_text_of_a_tender_stays_text() -> None:
    draft = kitchen_draft()
    draft["items"][0]["title_da"] = HOSTILE
    draft["facts"][0]["title"] = "=1+1"
    book = opened(bid_sheet(tender_from(draft), LOT))
    cell = place(book, "prices", "item_title")
    assert (cell.data_type, cell.value) == ("s", HOSTILE)
    formulas = [c.value for sheet in book for c in cells(sheet) if c.data_type == "f"]
    assert not any("HYPERLINK" in str(f) or f == "=1+1" for f in formulas)


def test_an_unknown_lot_is_refused() -> None:
    with pytest.raises(KeyError):
        bid_sheet(kitchen(), "LOT-0009")


def test_the_hidden_sheet_names_tender_lot_amendment_and_seal() -> None:
    book = opened(bid_sheet(kitchen(), LOT, sha256="ab" * 32))
    assert schema(book, "template") == [["bid", "1"]]
    assert schema(book, "tender") == [["kitchen_2026"]]
    assert schema(book, "lot") == [[LOT]]
    assert schema(book, "amendment") == [[0]]
    assert schema(book, "sha256") == [["ab" * 32]]


def test_the_first_sheet_holds_six_rules_in_danish_and_english() -> None:
    words = [str(cell.value) for cell in cells(opened(bid_sheet(kitchen(), LOT)).worksheets[0])]
    for number in range(1, 7):
        for rule in both(f"sheets.rules.bid.{number}"):
            assert f"{number}. {rule}" in words


def test_where_a_line_without_a_price_rejects_the_bid_the_sheet_of_prices_says_so() -> None:
    draft = kitchen_draft("standard_1")
    for rule, says_so in (("reject", True), ("leave_out", False)):
        draft["models"][0]["missing_lines"] = rule
        book = opened(bid_sheet(tender_from(draft), LOT))
        assert ("Alle varer skal tilbydes" in str(sheet_of(book, "prices")["A2"].value)) is says_so


def test_a_key_and_a_company_number_are_text() -> None:
    book = opened(bid_sheet(kitchen(), LOT))
    assert place(book, "bidder", "company_no").number_format == "@"
    assert place(book, "prices", "key").number_format == "@"


def test_a_cell_that_a_row_is_not_asked_for_is_locked() -> None:
    book = opened(bid_sheet(everything_asked(), LOT))
    asked = [
        [is_open(place(book, "requirement_answers", f, row)) for f in ("met", "value")] for row in (0, 1)
    ]
    assert asked == [[True, False], [False, True]]


def test_numbers_are_checked_as_they_are_typed_within_the_declared_limits() -> None:
    book = opened(bid_sheet(everything_asked(), LOT))
    rules = checks(book, "product_data", "taken_back_reuse_share")
    assert [(r.type, float(r.formula1 or "nan"), float(r.formula2 or "nan")) for r in rules] == [
        ("decimal", 0.0, 100.0)
    ]
    assert rules[0].error == "Skriv et tal fra 0 til 100.\nWrite a number from 0 to 100."


def test_every_heading_is_the_danish_title_over_the_english_one() -> None:
    book = opened(bid_sheet(everything_asked(), LOT))
    for table, field, _, danish, english in schema(book, "column"):
        titles = both(f"fields.{table}.{field}.title")
        assert str(danish).startswith(titles[0])
        assert str(english).startswith(titles[1])
        assert field in specs(BID_TABLES[str(table)])


def test_what_is_stored_beside_a_formula_is_what_it_gives(office: OfficeWorkbooks) -> None:
    for name in ("bid_blank", "bid_everything"):
        assert office.differences(name) == []


def test_a_blank_sheet_lacks_every_cell_that_something_reads(office: OfficeWorkbooks) -> None:
    """4 required of the bidder, 3 a line of price, 4 a line of product data: 4 + 9 + 8."""
    assert _missing(office, "bid_blank") == 4 + 3 * LINES + 4 * REFERENCED


def test_a_complete_bid_lacks_nothing_and_its_lines_add_up(office: OfficeWorkbooks) -> None:
    """(4 + 3 + 2) pieces at 1,000.50 are 9,004.50."""
    assert _missing(office, "bid_complete") == 0
    book = office["bid_complete"]
    totals = [place(book, "prices", "line_total", row).value for row in range(LINES)]
    assert totals == [4002.0, 3001.5, 2001.0]
    column = place(book, "prices", "line_total").column
    assert sheet_of(book, "prices").cell(4, column).value == 9004.5


def test_an_item_that_is_not_offered_lacks_neither_price_nor_data_and_adds_nothing(
    office: OfficeWorkbooks,
) -> None:
    """3 + 2 pieces at 1,000.50 are 5,002.50."""
    assert _missing(office, "bid_one_not_offered") == 0
    book = office["bid_one_not_offered"]
    assert place(book, "prices", "line_total").value is None
    column = place(book, "prices", "line_total").column
    assert sheet_of(book, "prices").cell(4, column).value == 5002.5


def test_who_does_not_bid_on_the_lot_lacks_nothing_more(office: OfficeWorkbooks) -> None:
    assert _missing(office, "bid_not_bidding") == 0


def test_a_reservation_must_be_put_in_words(office: OfficeWorkbooks) -> None:
    assert _missing(office, "bid_reservation_without_words") == 1


def test_a_row_for_parts_lacks_something_only_once_it_is_begun(office: OfficeWorkbooks) -> None:
    """Three cells in the first row of each of two items; one row filled, another begun by its part: 3 + 3."""
    assert _missing(office, "bid_everything", "materials") == 3 * REFERENCED
    assert _missing(office, "bid_parts", "materials") == 3 * (REFERENCED - 1) + 3


def test_what_is_not_taken_back_has_no_shares_to_state(office: OfficeWorkbooks) -> None:
    """The answer itself and the two shares that it waives are no longer missing."""
    before, after = (_missing(office, name, "product_data") for name in ("bid_everything", "bid_parts"))
    assert isinstance(before, int)
    assert after == before - 3
