"""A tender's workbook -> the tender, or everything that is wrong with it at once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from evaluation.problems import Problem, UnusableTender
from evaluation.schema import DEPTHS, Depth, Row, Spec, shown_at, specs
from evaluation.scoring.combination import WeightedPoints
from evaluation.scoring.combinations import weighs
from evaluation.tender import TENDER_TABLES, Tender
from evaluation.tender_checks import tender_faults
from intake.numbers import number_convention
from intake.open_table import RowRead, Understanding, column_specs, number_texts, read_fields, read_rows
from intake.pool import read_workbooks
from intake.raw import RawSheet, RawWorkbook
from intake.report import Report
from intake.structure import report_other_sheets
from intake.tables import FoundFields, FoundTable, find_fields, find_sheets, find_table, headings_of
from intake.template import Template, read_template
from intake.tender_cells import cell_of_fault
from intake.typed_rows import typed_row

Given = str | Path | bytes
IDENTITY = {"lots": "id", "models": "lot"}
# At the minimal depth these are what the preset brings: no cell of theirs is the officer's.
ENVIRONMENTAL_DATA = frozenset({"materials", "factors", "grids", "sources"})
# A resource without a price does not count: its row says nothing.
COUNTS_WITH = {"resource_prices": "price"}
_MOST_YEARS = 12


@dataclass
class TenderReading:
    """What came of a tender's workbook: the tender where it can be used, and what is to be said of it."""

    tender: Tender | None
    problems: tuple[Problem, ...]


@dataclass
class _Found:
    """The tables of a tender's workbook, and the rows that were read from them."""

    template: Template | None
    report: Report
    tables: dict[str, FoundTable | FoundFields] = field(default_factory=dict)
    columns: dict[str, Mapping[str, Spec]] = field(default_factory=dict)
    rows: dict[str, list[RowRead]] = field(default_factory=dict)


def read_tender(given: Given) -> Tender:
    """Read a tender from its workbook.

    Parameters
    ----------
    given : path, or the bytes.

    Raises
    ------
    UnusableTender
        With every problem, each with its cell.
    OSError
        A path that cannot be opened.
    """
    reading = read_tender_with_notices(given)
    if reading.tender is None:
        raise UnusableTender(reading.problems)
    return reading.tender


def read_tender_with_notices(given: Given, name: str = "tender.xlsx") -> TenderReading:
    """Read a tender from its workbook, with the notices that do not keep it from being used.

    Parameters
    ----------
    name : what the file is called where only its bytes are given.
    """
    content = given if isinstance(given, bytes) else Path(given).read_bytes()
    name = name if isinstance(given, bytes) else Path(given).name
    workbook = read_workbooks([(name, content)])[0]
    report = Report(name)
    report.add_findings(workbook)
    template = read_template(workbook)
    if workbook.sheets and template is not None and template.kind != "tender":
        report.add("stop", "wrong_template", found=template.kind, wanted="tender")
    if any(p.severity == "stop" for p in report.problems):
        return TenderReading(None, tuple(report.problems))
    found = _Found(template, report)
    _read_tables(found, workbook)
    tender = _tender(found)
    if tender is not None:
        faults = [_placed(found, fault) for fault in tender_faults(tender)]
        report.problems += faults
        tender = None if faults else tender
    return TenderReading(tender, tuple(report.problems))


def _read_tables(found: _Found, workbook: RawWorkbook) -> None:
    for attribute, row_type in TENDER_TABLES.items():
        found.columns[attribute] = column_specs(row_type, _MOST_YEARS)
    headings = {
        attribute: headings_of(TENDER_TABLES[attribute].table, columns, (), found.template)
        for attribute, columns in found.columns.items()
    }
    sheets = find_sheets(workbook, found.template, [*headings.values()])
    report_other_sheets(workbook, found.template, {sheet.name for sheet in sheets.values()}, found.report)
    for attribute, row_type in TENDER_TABLES.items():
        sheet = sheets.get(row_type.table)
        if sheet is None:
            found.report.add("stop", "sheet_missing", table=row_type.table)
        elif attribute in IDENTITY or attribute == "facts":
            found.tables[attribute] = find_fields(sheet, headings[attribute], IDENTITY.get(attribute))
        else:
            found.tables[attribute] = find_table(sheet, headings[attribute])
        if sheet is not None:
            _report_headings(found, attribute, sheet)
    texts = [
        text
        for attribute, table in found.tables.items()
        for text in number_texts(table, found.columns[attribute])
    ]
    convention = number_convention(texts)
    currency = _currency(found)
    how = Understanding(currency=currency, convention=convention)
    for attribute, table in found.tables.items():
        name, columns = TENDER_TABLES[attribute].table, found.columns[attribute]
        if isinstance(table, FoundTable):
            found.rows[attribute] = read_rows(table, name, columns, how)
        else:
            found.rows[attribute] = read_fields(table, name, columns, how)


def _currency(found: _Found) -> str:
    facts = found.tables.get("facts")
    if not isinstance(facts, FoundFields):
        return "DKK"
    read = read_fields(facts, "tender", {"currency": found.columns["facts"]["currency"]}, Understanding())
    return str(read[0].values.get("currency", "DKK")) if read else "DKK"


def _report_headings(found: _Found, attribute: str, sheet: RawSheet) -> None:
    table = found.tables[attribute]
    held = table.columns if isinstance(table, FoundTable) else table.rows
    years = [name for name in held if name.startswith("quantity.")]
    for name, spec in found.columns[attribute].items():
        if spec.repeated and name not in table.doubled and (years and name != "quantity.1"):
            continue
        words = f"{TENDER_TABLES[attribute].table}.{name}"
        if name in table.doubled:
            found.report.add("stop", "heading_twice", sheet.name, field=words)
        elif name not in held and not (spec.repeated and name != "quantity.1"):
            found.report.add("stop", "missing_heading", sheet.name, field=words)


def _tender(found: _Found) -> Tender | None:
    """Build the tender from its rows, None where a fault keeps it from being one."""
    facts = found.rows.get("facts", [])
    depth: Depth = next((d for d in DEPTHS if facts and facts[0].values.get("depth") == d), "standard")
    built: dict[str, object] = {}
    for attribute, row_type in TENDER_TABLES.items():
        rows = [row for row in found.rows.get(attribute, []) if _is_used(attribute, row, row_type, depth)]
        found.rows[attribute] = rows
        needed = [_needed(attribute, row, found.rows) for row in rows]
        each = (
            typed_row(row, row_type, depth, found.report, of) for row, of in zip(rows, needed, strict=True)
        )
        made = [row for row in each if row is not None]
        built[attribute] = made[0] if attribute == "facts" and made else tuple(made)
        if attribute == "items" and attribute in found.tables and not rows:
            found.report.add("stop", "no_items", found.tables[attribute].sheet.name)
    if any(p.severity == "stop" for p in found.report.problems):
        return None
    return Tender.model_validate(built)


def _is_used(attribute: str, row: RowRead, row_type: type[Row], depth: Depth) -> bool:
    """Say whether a row counts: one in which no cell of the officer's is filled does not."""
    if attribute in IDENTITY or attribute == "facts":
        return True
    if attribute == "criteria" and "id" in row.values:
        # A criterion that the preset prints has a weight, be it 0: one left blank is missing.
        return True
    if attribute in COUNTS_WITH:
        return COUNTS_WITH[attribute] in row.filled
    if depth == "minimal" and attribute in ENVIRONMENTAL_DATA:
        return True
    shown = {name for name, spec in specs(row_type).items() if shown_at(spec, depth)}
    return not shown or any(name.split(".")[0] in shown for name in row.filled)


def _needed(attribute: str, row: RowRead, rows: Mapping[str, Sequence[RowRead]]) -> frozenset[str]:
    """Return what a row needs beside its required fields: a weight, where the lot's model weighs every criterion."""
    if attribute != "criteria":
        return frozenset()
    lot = row.values.get("lot")
    of_lot = [model.values for model in rows.get("models", ()) if model.values.get("lot") == lot]
    combination = of_lot[0].get("combination", WeightedPoints.key) if of_lot else WeightedPoints.key
    return frozenset({"weight"} if weighs(str(combination)) == "all" else ())


def _placed(found: _Found, fault: Problem) -> Problem:
    """Return a fault of the tender as a whole with the cell it is about."""
    sheet, cell = cell_of_fault(found.rows, fault)
    return replace(fault, file=found.report.file, sheet=sheet, cell=cell)
