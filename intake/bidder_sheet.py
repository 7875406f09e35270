"""The first sheet of a bid: who bids, on this lot or not, and with what reservations."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from evaluation.problems import Severity
from evaluation.schema import NUMERIC
from intake.bid_layout import BidLayout
from intake.cells import address
from intake.raw import RawSheet
from intake.report import Report, place
from intake.tables import FoundFields, Headings, find_fields, headings_of
from intake.template import Template
from intake.values import CellFault, Marks, Reading, read_column

BIDS_ON_LOT, COMPANY_NO, RESERVATIONS = "bids_on_lot", "company_no", "reservations"
_CVR_DIGITS = 8


@dataclass
class BidderRead:
    """The fields of the first sheet: text, a whole number as float, or None.

    ``cells`` has the address of each field's value; ``told`` says that a problem already speaks of it.
    """

    sheet: str | None = None
    values: dict[str, object] = field(default_factory=dict)
    filled: dict[str, bool] = field(default_factory=dict)
    told: dict[str, bool] = field(default_factory=dict)
    cells: dict[str, str] = field(default_factory=dict)

    def cell(self, name: str) -> str | None:
        """Return the address of a field's value."""
        return self.cells.get(name)

    def says_no(self, name: str) -> bool:
        """Say whether a field holds a no."""
        return self.values.get(name) == "no"

    def text(self, name: str) -> str | None:
        """Return a field as text."""
        value = self.values.get(name)
        return value if isinstance(value, str) else None


def bidder_headings(fields: Sequence[str], template: Template | None) -> Headings:
    """Return what the fields of the first sheet are called."""
    return headings_of("bidder", fields, (), template)


def read_bidder(sheet: RawSheet, headings: Headings, layout: BidLayout, report: Report) -> BidderRead:
    """Read the first sheet of a bid."""
    found = find_fields(sheet, headings)
    read = BidderRead(sheet.name)
    for column in layout.sheets["bidder"].columns:
        name = column.field
        grave: Severity = "question"
        if name in found.doubled:
            rows = found.doubled[name]
            cells = [address(row + 1, 1) for row in rows]
            report.add(grave, "heading_twice", sheet.name, cells[0], field=f"bidder.{name}", other=cells[1])
        elif name not in found.rows:
            report.add(grave, "missing_heading", sheet.name, field=f"bidder.{name}")
        else:
            _read_field(read, found, name, layout, report)
            continue
        read.values[name], read.filled[name], read.told[name] = None, False, True
    _check_company_no(read, report)
    _check_answers(read, layout, report)
    return read


def _read_field(read: BidderRead, found: FoundFields, name: str, layout: BidLayout, report: Report) -> None:
    at = found.value_columns[0]
    cell = place(found.rows[name], at)
    column = next(c for c in layout.sheets["bidder"].columns if c.field == name)
    sheet = found.sheet
    marks = Marks(
        errors={0: sheet.errors[cell]} if cell in sheet.errors else {},
        uncalculated=frozenset({0} if cell in sheet.formulas_without_value else ()),
    )
    result = read_column([found.cell(name, at)], Reading(column.spec), marks)
    value = result.values[0]
    is_blank = value is None or (column.spec.kind in NUMERIC and bool(value != value))  # noqa: PLR0124 - NaN
    read.values[name] = None if is_blank else value if isinstance(value, str) else float(value)
    read.filled[name], read.cells[name] = bool(result.filled[0]), cell
    faults = [*result.faults, *_limits(column.spec.fault(value))]
    read.told[name] = any(not fault.is_notice for fault in faults)
    for fault in faults:
        severity: Severity = "notice" if fault.is_notice else "question"
        report.add(severity, fault.code, sheet.name, cell, field=f"bidder.{name}", **fault.values)


def _limits(code: str | None) -> list[CellFault]:
    return [] if code is None else [CellFault(0, code)]


def company_number(text: str) -> str:
    """Return a company number as an id: small letters and digits, a Danish number without its prefix.

    >>> company_number("DK 12 34 56 78"), company_number("SE556677-8899")
    ('12345678', 'se5566778899')
    """
    plain = re.sub(r"[^0-9a-z]", "", text.casefold())
    danish = re.fullmatch(r"(?:cvr|dk)+(?:nr)?(\d{8})", plain)
    return danish[1] if danish else plain


def _check_company_no(read: BidderRead, report: Report) -> None:
    """A number of fewer digits than a Danish one has lost its leading zeros, or is another number."""
    text = read.text(COMPANY_NO)
    if text is None:
        return
    plain = company_number(text)
    if not plain or (plain.isdigit() and len(plain) < _CVR_DIGITS):
        told = {"field": f"bidder.{COMPANY_NO}", "found": text, "digits": _CVR_DIGITS}
        report.add("question", "company_no_short", read.sheet, read.cell(COMPANY_NO), **told)
        read.values[COMPANY_NO], read.told[COMPANY_NO] = None, True


def _check_answers(read: BidderRead, layout: BidLayout, report: Report) -> None:
    if read.says_no(BIDS_ON_LOT):
        report.add("notice", "not_bidding", read.sheet, read.cell(BIDS_ON_LOT))
        return
    for column in layout.sheets["bidder"].columns:
        name = column.field
        if column.spec.required and not read.filled[name] and not read.told[name]:
            report.add("question", "value_missing", read.sheet, read.cell(name), field=f"bidder.{name}")
    answer, text = read.values.get("has_reservations"), read.text(RESERVATIONS)
    if answer == "yes" and text is None:
        report.add("question", "reservation_without_text", read.sheet, read.cell(RESERVATIONS))
    elif answer == "yes":
        report.add("notice", "reservation_stated", read.sheet, read.cell(RESERVATIONS), found=text)
    elif answer == "no" and text is not None and not _is_a_no(text):
        report.add("question", "reservation_contradicts", read.sheet, read.cell(RESERVATIONS), found=text)


def _is_a_no(text: str) -> bool:
    return text.strip(" .-–").casefold() in {"", "nej", "no", "ingen", "none"}
