"""Workbooks filled by a script: a tender, bids and decisions, with values that could break."""

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal

from documents import bid_sheet, decisions_sheet, draft_of, tender_sheet
from evaluation.decisions import Decisions
from evaluation.tender import Tender
from sample_tenders.content.answers import Place
from sample_tenders.filling import BlankWorkbook, Typed
from tests.documents.every_field import Bidder, every_field_asked
from tests.documents.test_decisions_sheet import BIDS, judged_tender
from tests.documents.workbooks import HOSTILE, KITCHEN, LOT, is_open, kitchen, kitchen_draft

WHO, WHEN = "Åse O'Øst '", "2026-11-20"
LONG_POINTS, AMOUNT = 7.1234567890123456, 100 / 3


def typed_into(blank: bytes, template: str, cells: Mapping[Place, Typed]) -> bytes:
    """Return a blank workbook with values typed into open cells, each as what it is.

    Left to itself, openpyxl makes a formula of a text that begins like one, and keeps 16 digits of a number
    where a spreadsheet keeps 17.
    """
    workbook = BlankWorkbook(blank, template)
    for place, value in cells.items():
        name, address = workbook.cell_of(place)
        cell = workbook.book[name][address]
        assert is_open(cell), place
        is_float = isinstance(value, float)
        cell.value = repr(value) if is_float else value
        if is_float or isinstance(value, str):
            cell.data_type = "n" if is_float else "s"
    return workbook.content()


def typed_bid(bidder: Bidder) -> bytes:
    """Return the bid sheet that asks for everything, as a bidder filled it."""
    return typed_into(bid_sheet(every_field_asked(), LOT), "bid", bidder.cells)


def filled_tender() -> Tender:
    """Return a tender to write; of its numbers XlsxWriter keeps 16 digits, so none has more."""
    draft = kitchen_draft("standard_1")
    titles = ("=1+1", "'Ovn'\nto linjer'", "00123 <æøå> & »Ø«")
    weights = ("33.33333333333", "26.66666666667", "20", "20")
    return kitchen(
        "standard_1",
        models=[{**draft["models"][0], "discount_rate": 0.0333333333333333, "transport_km": 0.0}],
        criteria=[
            {**row, "weight": Decimal(weight)} for row, weight in zip(draft["criteria"], weights, strict=True)
        ],
        items=[
            {**row, "title_da": title, "quantity": (1 / 3, 0.0, 987654321098765.4), "requirement": "#N/A"}
            for row, title in zip(draft["items"], titles, strict=True)
        ],
        resource_prices=[{**row, "price": 1.234567890123457e-12} for row in draft["resource_prices"]],
        growth_classes=[{"key": "energy", "rate": -0.0123456789012345, "source": "@SUM(A1)"}],
        materials=[
            {"key": "steel", "title_da": "Stål", "title_en": "Steel", "recycling_yield": 0.123456789012345},
            {"key": "pp", "title_da": "Plast, PP", "title_en": "Plastic, PP", "conservative": True},
        ],
    )


def typed_tender() -> bytes:
    """Return the filled tender, with its date and its yes and no typed over as dates and truth values."""
    typed: dict[Place, Typed] = {("tender", "", "deadline"): dt.date(2026, 11, 2)}
    typed |= {("items", key, "reference"): is_reference for key, *_, is_reference in KITCHEN}
    return typed_into(tender_sheet(draft_of(filled_tender())), "tender", typed)


def typed_decisions() -> bytes:
    """Return what two bids leave to decide, decided but for one row."""
    rows: Mapping[tuple[str, str], Mapping[str, Typed]] = {
        ("admissions", f"{LOT};nord"): {"decision": "med i evalueringen / admitted"},
        ("admissions", f"{LOT};syd"): {"decision": "Not admitted", "reason": "=1+1"},
        ("accepted_evidence", f"{LOT};nord;oven;claimed_life"): {"level": "E2", "reason": "Bilag 3\n'side 4'"},
        ("judgements", f"{LOT};design;nord"): {"points": LONG_POINTS, "reason": "00123"},
        ("judgements", f"{LOT};design;syd"): {"points": 0, "reason": "-"},
        ("reservations", f"{LOT};syd"): {
            "decision": "prissat efter reglen / priced by the rule", "amount": AMOUNT,
        },
    }  # fmt: skip
    typed: dict[Place, Typed] = {
        (*row, name): value
        for row, decided in rows.items()
        for name, value in {**decided, "by": WHO, "at": dt.date.fromisoformat(WHEN)}.items()
    }
    return typed_into(decisions_sheet(judged_tender(), BIDS), "decisions", typed)


def decided() -> Decisions:
    """Return what `typed_decisions` says, beside what was printed of the two bids."""
    nord, syd = {"lot": LOT, "bid": "nord"}, {"lot": LOT, "bid": "syd"}
    who = {"by": WHO, "at": WHEN}
    claim = {
        "item": "oven", "claim": "claimed_life", "stated": 15.0, "evidence_kind": "independent",
        "document": "Bilag 3",
    }  # fmt: skip
    out = {"proposed": "not_admitted", "failed": "mk_1", "decision": "not_admitted", "reason": "=1+1"}
    where = {"text": HOSTILE, "place": "syd.xlsx, Tilbudsgiver - Bidder!D32"}
    return Decisions.model_validate(
        {
            "admissions": (
                {**nord, **who, "proposed": "admitted", "decision": "admitted"},
                {**syd, **who, **out},
            ),
            "accepted_evidence": (
                {**nord, **claim, **who, "level": "E2", "reason": "Bilag 3\n'side 4'"},
                {**syd, **claim},
            ),
            "judgements": (
                {**nord, **who, "criterion": "design", "points": LONG_POINTS, "reason": "00123"},
                {**syd, **who, "criterion": "design", "points": 0.0, "reason": "-"},
            ),
            "reservations": ({**syd, **who, **where, "decision": "priced", "amount": AMOUNT},),
        }
    )
