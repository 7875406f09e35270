"""A bid as it is sent out, filled in and read back, whatever was done to its workbook on the way."""

import io

import openpyxl
import pandas as pd
from openpyxl.workbook.workbook import Workbook

from documents import bid_sheet
from evaluation.bid import Bid
from intake import read_bids
from tests.intake.bids import (
    BIDDER,
    COMPLETE,
    LOT,
    SECOND,
    cell_of,
    filled,
    furniture,
    grave,
    notices,
    place,
    read,
    saved,
    two_lots,
)
from tests.office import OfficeWorkbooks, register_workbook

register_workbook("bid_saved_by_libreoffice", lambda: filled(furniture(), COMPLETE))


def same_values(one: Bid, other: Bid) -> None:
    """Compare what two bids say, whatever row or column it stands in."""
    places = ["source_row", "source_sheet", "source_file"]
    assert one.tables.keys() == other.tables.keys()
    for table, frame in one.tables.items():
        pd.testing.assert_frame_equal(frame.drop(columns=places), other.tables[table].drop(columns=places))


def test_a_complete_bid_is_read_as_it_was_typed() -> None:
    reading = read(furniture(), COMPLETE)
    assert grave(reading) == []
    assert notices(reading) == []
    bid = reading.bids[0]
    assert (bid.id, bid.name, bid.lots) == ("12345678", "Nordmøbel A/S", (LOT,))
    assert bid.tables["prices"]["key"].tolist() == ["chair", "desk", "tray"]
    assert bid.tables["prices"]["unit_price"].tolist() == [1450.5, 2940.0, 85.0]
    assert bid.tables["prices"]["offered"].tolist() == ["yes", "yes", "yes"]
    assert bid.tables["product_data"]["taken_back"].tolist() == ["no", "no"]
    assert bid.tables["question_answers"]["value"].tolist() == [8.0]
    assert bid.tables["requirement_answers"]["met"].tolist() == ["yes"]


def test_material_rows_name_their_item_and_shares_are_0_to_1_inside() -> None:
    parts = read(furniture(), COMPLETE).bids[0].tables["materials"]
    assert parts["key"].tolist() == ["chair/1", "desk/1"]
    assert parts["item"].tolist() == ["chair", "desk"]
    assert parts["material"].tolist() == ["steel", "wood"]
    assert parts["mass_kg"].tolist() == [9.25, 24.0]
    assert parts["recycled_share"].tolist() == [0.25, 0.0]


def test_every_number_leads_back_to_its_cell() -> None:
    bid = read(furniture(), COMPLETE).bids[0]
    row = bid.tables["prices"].set_index("key").loc["desk"]
    letters = bid.columns["nord.xlsx", "prices", "unit_price"]
    found = (row["source_sheet"], f"{letters}{row['source_row']}")
    assert found == cell_of(furniture(), "prices", "unit_price", "desk")


def test_a_field_of_the_first_sheet_leads_back_to_its_cell() -> None:
    bid = read(furniture(), COMPLETE).bids[0]
    row = bid.tables["bidder"].iloc[0]
    found = (row["source_sheet"], f"{bid.columns['nord.xlsx', 'bidder', 'name']}{row['source_row']}")
    assert found == cell_of(furniture(), "bidder", "name")


def test_blank_is_nan_or_none_and_never_nought() -> None:
    bid = read(furniture(), COMPLETE).bids[0]
    shares = bid.tables["product_data"]["taken_back_reuse_share"]
    assert shares.isna().all()
    assert shares.dtype == "float64"
    documents = bid.tables["product_data"]["evidence_document"]
    assert documents.tolist() == [None, None]


def test_cells_filled_and_asked_are_counted() -> None:
    bid = read(furniture(), COMPLETE).bids[0]
    assert bid.filled[LOT] == len(COMPLETE)
    assert bid.asked[LOT] > bid.filled[LOT]


def test_a_bid_in_english_words_is_the_same_bid() -> None:
    words = {"ja / yes": "Yes", "nej / no": " NO ", "ny / new": "new", "ingen / none": "none", "wood": "Wood"}
    english = {cell: words.get(str(value), value) for cell, value in COMPLETE.items()}
    same_values(read(furniture(), english).bids[0], read(furniture(), COMPLETE).bids[0])


def test_saved_by_libreoffice_it_is_the_same_bid(office: OfficeWorkbooks) -> None:
    content = office.path("bid_saved_by_libreoffice").read_bytes()
    reading = read_bids(furniture(), [("nord.xlsx", content)])
    assert grave(reading) == []
    same_values(reading.bids[0], read(furniture(), COMPLETE).bids[0])


def test_moved_columns_change_nothing() -> None:
    def move(book: Workbook) -> None:
        sheet, price = place(book, "prices", "unit_price", "chair")
        _, offered = place(book, "prices", "offered", "chair")
        for row in range(5, 10):
            one, other = sheet[f"{price[0]}{row}"], sheet[f"{offered[0]}{row}"]
            one.value, other.value = other.value, one.value

    reading = read(furniture(), COMPLETE, move)
    assert grave(reading) == []
    same_values(reading.bids[0], read(furniture(), COMPLETE).bids[0])
    offered = cell_of(furniture(), "prices", "offered", "chair")[1][0]
    assert reading.bids[0].columns["nord.xlsx", "prices", "unit_price"] == offered


def test_a_column_inserted_at_the_front_changes_nothing() -> None:
    def insert(book: Workbook) -> None:
        place(book, "materials", "mass_kg", "chair/1")[0].insert_cols(1)

    reading = read(furniture(), COMPLETE, insert)
    assert grave(reading) == []
    same_values(reading.bids[0], read(furniture(), COMPLETE).bids[0])


def test_reordered_and_inserted_rows_change_nothing() -> None:
    def reorder(book: Workbook) -> None:
        sheet, _ = place(book, "prices", "unit_price", "chair")
        for column in range(1, 10):
            one, other = sheet.cell(7, column), sheet.cell(9, column)
            one.value, other.value = other.value, one.value
        sheet.insert_rows(8)

    reading = read(furniture(), COMPLETE, reorder)
    assert grave(reading) == []
    same_values(reading.bids[0], read(furniture(), COMPLETE).bids[0])
    assert reading.bids[0].tables["prices"]["source_row"].tolist() == [10, 9, 7]


def test_rows_inserted_above_the_headings_and_renamed_sheets_change_nothing() -> None:
    def disturb(book: Workbook) -> None:
        for table, field, key in (("prices", "unit_price", "chair"), ("product_data", "guarantee", "chair")):
            sheet, _ = place(book, table, field, key)
            sheet.insert_rows(1, 2)
        place(book, "prices", "unit_price", "chair")[0].title = "Ark1"

    reading = read(furniture(), COMPLETE, disturb)
    assert grave(reading) == []
    same_values(reading.bids[0], read(furniture(), COMPLETE).bids[0])


def test_headings_in_one_language_alone_are_enough() -> None:
    def erase(book: Workbook) -> None:
        sheet, _ = place(book, "prices", "unit_price", "chair")
        for cell in sheet[5]:
            cell.value = None

    reading = read(furniture(), COMPLETE, erase)
    assert grave(reading) == []
    same_values(reading.bids[0], read(furniture(), COMPLETE).bids[0])


def test_without_the_hidden_sheet_the_lot_is_found_by_its_keys_and_asked_about() -> None:
    def remove(book: Workbook) -> None:
        del book["_skema"]

    reading = read(furniture(), COMPLETE, remove)
    assert [p.code for p in grave(reading)] == ["description_missing"]
    same_values(reading.bids[0], read(furniture(), COMPLETE).bids[0])


def test_the_workbooks_of_a_bidder_on_several_lots_are_one_bid() -> None:
    lamp = {
        **BIDDER,
        ("prices", "offered", "lamp"): "ja",
        ("prices", "product", "lamp"): "L1",
        ("prices", "condition", "lamp"): "brugt",
        ("prices", "unit_price", "lamp"): 500,
    }
    files = [
        ("nord1.xlsx", filled(two_lots(), COMPLETE)),
        ("nord2.xlsx", filled(two_lots(), lamp, SECOND)),
    ]
    reading = read_bids(two_lots(), files)
    assert grave(reading) == []
    assert [(bid.id, bid.lots) for bid in reading.bids] == [("12345678", (LOT, SECOND))]
    prices = reading.bids[0].tables["prices"]
    assert prices["lot"].tolist() == [LOT, LOT, LOT, SECOND]
    assert prices["unit_price"].tolist() == [1450.5, 2940.0, 85.0, 500.0]


def test_a_bidder_without_a_company_number_is_known_by_the_name_of_the_file() -> None:
    nameless = {cell: value for cell, value in COMPLETE.items() if cell[1] != "company_no"}
    reading = read_bids(furniture(), [("Nordmøbel, bud.xlsx", filled(furniture(), nameless))])
    assert reading.bids[0].id == "nordmoebel_bud"
    assert [(p.code, p.values["field"]) for p in grave(reading)] == [("value_missing", "bidder.company_no")]


def test_a_company_number_that_lost_its_leading_zeros_is_asked_about() -> None:
    reading = read(furniture(), {**COMPLETE, ("bidder", "company_no", ""): 1234567})
    assert [p.code for p in grave(reading)] == ["company_no_short"]
    assert reading.bids[0].id == "nord"


def test_a_company_number_typed_as_a_number_is_the_same_number() -> None:
    assert read(furniture(), {**COMPLETE, ("bidder", "company_no", ""): 12345678}).bids[0].id == "12345678"


def test_two_files_on_one_lot_are_a_question_and_the_first_one_counts() -> None:
    later = {**COMPLETE, ("prices", "unit_price", "chair"): 1}
    files = [("a.xlsx", filled(furniture(), COMPLETE)), ("b.xlsx", filled(furniture(), later))]
    reading = read_bids(furniture(), files)
    assert len(reading.bids) == 1
    assert reading.bids[0].tables["prices"]["unit_price"].tolist() == [1450.5, 2940.0, 85.0]
    asked = grave(reading)
    assert [(p.code, p.severity, p.lot, dict(p.values)) for p in asked] == [
        ("two_files_on_one_lot", "question", LOT, {"first": "a.xlsx", "second": "b.xlsx"})
    ]


def test_a_no_to_the_lot_takes_it_out_and_asks_for_nothing_more() -> None:
    reading = read(furniture(), {**BIDDER, ("bidder", "bids_on_lot", ""): "nej"})
    assert reading.bids[0].lots == ()
    assert grave(reading) == []
    assert [p.code for p in notices(reading)] == ["not_bidding"]


def test_a_blank_sheet_is_one_problem() -> None:
    reading = read(furniture(), {})
    assert [(p.code, p.severity) for p in grave(reading)] == [("bid_is_empty", "stop")]


def test_the_order_of_files_does_not_change_a_bid() -> None:
    other = {**COMPLETE, ("bidder", "company_no", ""): "87654321", ("prices", "unit_price", "desk"): 3000}
    files = [("a.xlsx", filled(furniture(), COMPLETE)), ("b.xlsx", filled(furniture(), other))]
    there, back = read_bids(furniture(), files), read_bids(furniture(), files[::-1])
    assert [bid.id for bid in there.bids] == [bid.id for bid in back.bids][::-1]
    same_values(there.bids[0], back.bids[1])


def test_content_that_is_no_workbook_stops_that_file_and_no_other() -> None:
    good = ("a.xlsx", filled(furniture(), COMPLETE))
    reading = read_bids(furniture(), [("b.xlsx", b"hello; world"), good, ("c.xlsx", b"")])
    assert [(p.bid, p.severity, p.code) for p in grave(reading)] == [
        ("b", "stop", "csv_file"),
        ("c", "stop", "empty_file"),
    ]
    assert [bid.lots for bid in reading.bids] == [(), (LOT,), ()]


def test_a_bid_on_another_tender_or_lot_is_refused() -> None:
    elsewhere = furniture().model_copy(
        update={"facts": furniture().facts.model_copy(update={"id": "other_2026"})}
    )
    reading = read_bids(furniture(), [("a.xlsx", filled(elsewhere, COMPLETE))])
    assert [(p.code, p.severity) for p in grave(reading)] == [("other_tender", "stop")]
    lamp = filled(two_lots(), BIDDER, SECOND)
    assert [p.code for p in grave(read_bids(furniture(), [("a.xlsx", lamp)]))] == ["unknown_lot"]


def test_a_tender_sent_in_place_of_a_bid_is_named_for_what_it_is() -> None:
    book = openpyxl.load_workbook(io.BytesIO(bid_sheet(furniture(), LOT)))
    book["_skema"]["B1"] = "tender"
    reading = read_bids(furniture(), [("a.xlsx", saved(book))])
    assert [(p.code, p.values["found"]) for p in grave(reading)] == [("wrong_template", "tender")]


def test_a_bid_made_before_the_latest_amendment_is_asked_about_once() -> None:
    facts = furniture().facts.model_copy(update={"amendment": 2})
    amended = furniture().model_copy(update={"facts": facts})
    reading = read_bids(amended, [("a.xlsx", filled(furniture(), COMPLETE))])
    assert [(p.code, p.severity, p.values["found"], p.values["expected"]) for p in grave(reading)] == [
        ("other_amendment", "question", 0, 2)
    ]
    received = {**COMPLETE, ("bidder", "amendments_received", ""): 1}
    reading = read_bids(amended, [("a.xlsx", filled(amended, received))])
    assert [p.code for p in grave(reading)] == ["amendment_not_received"]
