"""One received bid sheet -> its tables as values, and everything that is wrong with it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from evaluation.bid import BidFile
from evaluation.seal import Amendment
from evaluation.sheets import TEMPLATE_VERSION, Sheet
from evaluation.tender import Tender
from intake.amendments import report_amendment
from intake.bid_layout import BidLayout
from intake.bid_table import Located, TableRead, locate, read_table
from intake.bidder_sheet import BidderRead, bidder_headings, read_bidder
from intake.numbers import number_convention
from intake.raw import RawSheet, RawWorkbook
from intake.report import Report
from intake.structure import ReadArea, merged_cells, report_hidden, report_other_sheets
from intake.tables import KEY, Headings, find_sheets, find_table, headings_of, key_text
from intake.template import Template, read_template
from intake.words import plain_words


@dataclass
class BidFileRead:
    """A bid sheet as it was read.

    Parameters
    ----------
    file : the file and the lot it bids on; the lot is blank where it could not be told.
    layout : what was asked, None where the lot is not known.
    tables : the tables that were found.
    bidder : the first sheet's fields.
    """

    file: BidFile
    report: Report
    layout: BidLayout | None = None
    tables: dict[str, TableRead] = field(default_factory=dict)
    bidder: BidderRead = field(default_factory=BidderRead)


def read_bid_file(
    tender: Tender,
    layouts: Mapping[str, BidLayout],
    workbook: RawWorkbook,
    amendments: Sequence[Amendment] = (),
) -> BidFileRead:
    """Read one workbook that should be a bid on a lot of a tender.

    Parameters
    ----------
    layouts : what is asked on each lot.
    workbook : the file as it was opened.
    amendments : from the tender's seal: what each amendment changed in the bid sheets.
    """
    report = Report(workbook.name)
    report.add_findings(workbook)
    read = BidFileRead(BidFile(workbook.name, workbook.sha256, ""), report)
    if not workbook.sheets:
        return read
    template = read_template(workbook)
    lot = _lot(tender, layouts, workbook, template, report)
    if lot is None:
        return read
    layout = layouts[lot]
    report.lot = lot
    read.file, read.layout = BidFile(workbook.name, workbook.sha256, lot), layout
    _read_sheets(read, layout, workbook, template)
    report_amendment(tender.facts, amendments, template, (read.bidder, report))
    return read


def _lot(
    tender: Tender,
    layouts: Mapping[str, BidLayout],
    workbook: RawWorkbook,
    template: Template | None,
    report: Report,
) -> str | None:
    """Return the lot that a workbook bids on, None where it cannot be a bid on this tender."""
    if template is None:
        lot = _lot_of_keys(layouts, workbook)
        if lot is None:
            report.add("stop", "not_a_bid_sheet", expected=tender.facts.id)
        else:
            report.add("question", "description_missing", lot_read=lot)
        return lot
    if template.kind != "bid":
        report.add("stop", "wrong_template", found=template.kind, wanted="bid")
        return None
    if template.tender != tender.facts.id:
        report.add("stop", "other_tender", found=template.tender, expected=tender.facts.id)
        return None
    if template.lot not in layouts:
        report.add("stop", "unknown_lot", found=template.lot, lots=[*layouts])
        return None
    if template.version != TEMPLATE_VERSION:
        report.lot = template.lot
        report.add("question", "other_template_version", found=template.version, expected=TEMPLATE_VERSION)
    return template.lot


def _lot_of_keys(layouts: Mapping[str, BidLayout], workbook: RawWorkbook) -> str | None:
    """Return the lot whose item keys stand in a workbook, None where no lot's do."""
    words = {plain_words(key_text(cell)) for sheet in workbook.sheets for row in sheet.rows for cell in row}
    held = {
        lot: sum(plain_words(key) in words for key in layout.sheets["prices"].keys)
        for lot, layout in layouts.items()
    }
    best = max(held, key=lambda lot: held[lot], default=None)
    return (
        best if best is not None and 2 * held[best] >= len(layouts[best].sheets["prices"].keys) > 0 else None
    )


def _read_sheets(
    read: BidFileRead, layout: BidLayout, workbook: RawWorkbook, template: Template | None
) -> None:
    headings = {table: _headings(sheet, template) for table, sheet in layout.sheets.items()}
    sheets = find_sheets(workbook, template, [*headings.values()])
    report = read.report
    report_other_sheets(workbook, template, {sheet.name for sheet in sheets.values()}, report)
    if "bidder" in sheets:
        read.bidder = read_bidder(sheets["bidder"], headings["bidder"], layout, report)
    else:
        report.add("question", "sheet_missing", table="bidder")
    if read.bidder.says_no("bids_on_lot"):
        return
    located = [
        _located(layout, table, sheets, headings, report) for table in layout.sheets if table != "bidder"
    ]
    found = [each for each in located if each is not None]
    convention = number_convention([text for each in found for text in each.number_texts()])
    for each in found:
        area = _area(each)
        report_hidden(area, report)
        table = read_table(layout, each, convention, report)
        _tell_merged(each, table, area, layout, report)
        read.tables[each.layout.table] = table


def _headings(sheet: Sheet, template: Template | None) -> Headings:
    fields = [column.field for column in sheet.columns]
    if sheet.keys:
        fields.insert(0, KEY)
        return headings_of(sheet.table, fields, [printed.key for printed in sheet.printed], template)
    return bidder_headings(fields, template)


def _located(
    layout: BidLayout,
    table: str,
    sheets: Mapping[str, RawSheet],
    headings: Mapping[str, Headings],
    report: Report,
) -> Located | None:
    asked = layout.sheets[table]
    if table not in sheets:
        grave = any(layout.is_scored(column, key) for column in asked.columns for key in asked.keys)
        report.add("stop" if grave else "question", "sheet_missing", table=table)
        return None
    return locate(layout, asked, find_table(sheets[table], headings[table]), report)


def _area(located: Located) -> ReadArea:
    rows = [int(row) for row in located.rows if row >= 0]
    names = [column.field for column in located.layout.columns if column.field in located.cells]
    return ReadArea(located.sheet, rows, [located.found.columns[name] for name in names])


def _tell_merged(
    located: Located, table: TableRead, area: ReadArea, layout: BidLayout, report: Report
) -> None:
    """Take no value from merged cells; each range is told once."""
    if not located.sheet.merged:
        return
    inside = merged_cells(area)
    name_of = {located.found.columns[c.field]: c for c in table.layout.columns if c.field in table.letters}
    index_of = {int(row): index for index, row in enumerate(located.rows) if row >= 0}
    ranges: dict[str, bool] = {}
    for (row, number), merged in inside.items():
        column, index = name_of[number], index_of[row]
        if not table.asked(column.field)[index]:
            continue
        values = table.values[column.field]
        values[index] = np.nan if values.dtype == np.float64 else None
        table.told[column.field][index] = True
        grave = layout.is_scored(column, table.layout.keys[index])
        ranges[merged] = ranges.get(merged, False) or grave
    for merged, grave in ranges.items():
        report.add(
            "stop" if grave else "question", "merged_cells", table.sheet, merged.split(":")[0], range=merged
        )
