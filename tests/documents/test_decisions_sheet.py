from collections.abc import Mapping
from decimal import Decimal

import pandas as pd

from documents import decisions_sheet
from evaluation.bid import Bid
from evaluation.decisions import Admission, Decisions
from evaluation.problems import Problem
from evaluation.tender import Tender
from tests.documents.workbooks import (
    HOSTILE,
    LOT,
    assert_described,
    assert_lists_visible,
    assert_sound,
    checks,
    is_open,
    kitchen,
    kitchen_draft,
    opened,
    place,
    schema,
    tender_from,
)
from tests.office import OfficeWorkbooks, register_workbook


def judged_tender() -> Tender:
    draft = kitchen_draft("standard_1")
    draft["requirements"] = [{"key": "mk_1", "lot": LOT, "text_da": "CE-mærket"}]
    draft["criteria"][3]["weight"] = Decimal(10)
    draft["criteria"].append(
        {
            "lot": LOT, "id": "design", "title_da": "Ergonomi", "weight": Decimal(10),
            "measure": "judged:design", "rule": "judged_points", "assessor_scale": 8.0,
        }
    )  # fmt: skip
    return tender_from(draft)


def _bid(
    name: str, met: str = "yes", reservation: str | None = None, problems: tuple[Problem, ...] = ()
) -> Bid:
    def frame(*rows: Mapping[str, object]) -> pd.DataFrame:
        return pd.DataFrame([{"lot": LOT, **row} for row in rows])

    file = f"{name}.xlsx"
    tables = {
        "bidder": frame(
            {
                "key": LOT, "has_reservations": "yes" if reservation else "no", "reservations": reservation,
                "source_file": file, "source_sheet": "Tilbudsgiver - Bidder", "source_row": "",
            }
        ),
        "product_data": frame(
            {
                "key": "oven", "claimed_life": 15.0, "evidence_kind": "independent",
                "evidence_document": "Bilag 3",
            },
            {
                "key": "compactor", "claimed_life": float("nan"), "evidence_kind": None,
                "evidence_document": None,
            },
        ),
        "requirement_answers": frame({"key": "mk_1", "met": met}),
    }  # fmt: skip
    return Bid(name, f"{name} A/S", (LOT,), (), tables, {(file, "bidder", "reservations"): "D32"}, problems)


BIDS = (_bid("nord"), _bid("syd", met="no", reservation=HOSTILE))
register_workbook("decisions", lambda: decisions_sheet(judged_tender(), BIDS))


def _values(book: object, table: str, fields: tuple[str, ...], row: int = 0) -> tuple[object, ...]:
    return tuple(place(book, table, field, row).value for field in fields)  # type: ignore[arg-type]


def test_a_workbook_of_decisions_is_sound_and_says_where_everything_stands() -> None:
    content = decisions_sheet(judged_tender(), BIDS)
    assert_sound(content)
    assert_described(content)
    assert_lists_visible(content)
    assert content == decisions_sheet(judged_tender(), BIDS)


def test_a_failed_requirement_proposes_and_a_person_decides() -> None:
    book = opened(decisions_sheet(judged_tender(), BIDS))
    fields = ("lot", "bid", "bid_name", "proposed", "failed", "decision")
    assert _values(book, "admissions", fields) == (
        LOT, "nord", "nord A/S", "med i evalueringen / admitted", None, None,
    )  # fmt: skip
    assert _values(book, "admissions", fields, 1) == (
        LOT, "syd", "syd A/S", "ikke med i evalueringen / not admitted", "mk_1", None,
    )  # fmt: skip
    assert all(is_open(place(book, "admissions", f)) for f in ("decision", "reason", "by", "at"))
    assert not any(is_open(place(book, "admissions", f)) for f in ("lot", "bid", "proposed", "failed"))


def test_each_stated_life_waits_for_the_level_that_its_evidence_reaches() -> None:
    book = opened(decisions_sheet(judged_tender(), BIDS))
    fields = ("bid", "item", "claim", "stated", "evidence_kind", "document", "level")
    kind = "uvildig prøvning, mærke eller EPD / independent test, label or EPD"
    assert _values(book, "accepted_evidence", fields) == (
        "nord",
        "oven",
        "claimed_life",
        15,
        kind,
        "Bilag 3",
        None,
    )
    assert _values(book, "accepted_evidence", ("bid",), 1) == ("syd",)
    assert _values(book, "accepted_evidence", ("bid",), 2) == (None,)


def test_without_published_levels_or_a_model_that_reads_it_no_claim_is_asked_about() -> None:
    for tender in (kitchen("small_purchase_1"), kitchen("standard_1", evidence_levels=[])):
        book = opened(decisions_sheet(tender, BIDS))
        assert place(book, "accepted_evidence", "bid").value is None


def test_points_of_a_judged_criterion_are_checked_against_the_assessors_scale() -> None:
    book = opened(decisions_sheet(judged_tender(), BIDS))
    assert _values(book, "judgements", ("criterion", "criterion_title", "bid")) == (
        "design",
        "Ergonomi",
        "nord",
    )
    rules = checks(book, "judgements", "points", 1)
    assert [(float(r.formula1 or "nan"), float(r.formula2 or "nan")) for r in rules] == [(0.0, 8.0)]


def test_a_reservation_stands_as_text_with_its_place_in_the_bid() -> None:
    book = opened(decisions_sheet(judged_tender(), BIDS))
    cell = place(book, "reservations", "text")
    assert (cell.data_type, cell.value) == ("s", HOSTILE)
    assert place(book, "reservations", "place").value == "syd.xlsx, Tilbudsgiver - Bidder!D32"
    assert place(book, "reservations", "bid", 1).value is None


def test_a_bid_that_a_fault_stops_has_nothing_to_decide() -> None:
    stopped = _bid("vest", problems=(Problem("stop", "file_unreadable", lot=LOT),))
    elsewhere = Bid("oest", "oest A/S", (), (), {}, {})
    book = opened(decisions_sheet(judged_tender(), (*BIDS, stopped, elsewhere)))
    assert [place(book, "admissions", "bid", n).value for n in range(3)] == ["nord", "syd", None]


def test_what_was_decided_before_stands_in_its_cells() -> None:
    before = Admission(lot=LOT, bid="syd", decision="not_admitted", reason="mk_1", by="Anne", at="2026-11-20")
    book = opened(decisions_sheet(judged_tender(), BIDS, Decisions(admissions=(before,))))
    fields = ("decision", "reason", "by", "at")
    decided = ("ikke med i evalueringen / not admitted", "mk_1", "Anne", "2026-11-20")
    assert _values(book, "admissions", fields, 1) == decided
    assert _values(book, "admissions", fields, 0) == (None,) * 4


def test_the_hidden_sheet_names_the_template() -> None:
    assert schema(opened(decisions_sheet(judged_tender(), BIDS)), "template") == [["decisions", "1"]]


def test_what_is_stored_beside_a_formula_is_what_it_gives(office: OfficeWorkbooks) -> None:
    assert office.differences("decisions") == []
