"""Filled score sheets -> individual judgements and answers to stop criteria, and what is wrong, each with its cell."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from evaluation.decisions import Judgement, StopAnswer
from evaluation.evaluation_model import Criterion
from evaluation.judged import assessor_name
from evaluation.problems import Problem, Severity
from evaluation.schema import Spec, specs
from evaluation.score_sheets import ScoreKey, ScoreRow, score_key_from, score_rows, stop_rows
from evaluation.score_tables import SCORE_TABLES
from evaluation.seal import tender_sha256
from evaluation.tender import Tender
from intake.cells import position
from intake.numbers import number_convention
from intake.open_table import RowRead, Understanding, column_specs, number_texts, read_fields, read_rows
from intake.pool import read_workbooks
from intake.raw import RawWorkbook
from intake.report import Report
from intake.structure import report_other_sheets
from intake.tables import FoundTable, find_fields, find_sheets, find_table, headings_of
from intake.template import PRINTED, Template, read_template
from texts import LANGUAGES

NAMED = ("product", "item_name", "criterion_title")


@dataclass
class ScoreReading:
    """What came of score sheets: what assessors gave, and what is to be said of their files."""

    judgements: tuple[Judgement, ...] = ()
    stop_answers: tuple[StopAnswer, ...] = ()
    problems: tuple[Problem, ...] = ()


@dataclass
class _Sheet:
    """One file: whose it is, what it is about, and what was read of it."""

    report: Report
    workbook: RawWorkbook
    template: Template
    products: Mapping[str, str] = field(default_factory=dict)
    by: str | None = None
    at: str | None = None
    judgements: list[Judgement] = field(default_factory=list)
    stop_answers: list[StopAnswer] = field(default_factory=list)

    @property
    def is_refused(self) -> bool:
        return any(problem.severity == "stop" for problem in self.report.problems)


def read_scores(
    tender: Tender, files: Sequence[tuple[str, bytes]], bids: Sequence[str], keys: Sequence[ScoreKey] = ()
) -> ScoreReading:
    """Read the score sheets that assessors filled in.

    Parameters
    ----------
    files : name and bytes of each.
    bids : ids of the bids of the case, which sheets that are not anonymised name.
    keys : whose the letters of anonymised sheets are.

    Returns
    -------
    ScoreReading
        A sheet of another tender, of letters without their key, or of an assessor who has handed in one of the lot
        already is stopped: nothing of it is taken. What cannot be read for certain of a cell is not taken, and a
        question. No content raises.
    """
    sheets = [_identified(tender, workbook, bids, keys) for workbook in read_workbooks(files)]
    seen: dict[tuple[str, str], str] = {}
    for sheet in sheets:
        if not sheet.is_refused:
            _read_assessor(sheet, seen)
        if not sheet.is_refused:
            _read_tables(tender, sheet)
    kept = [sheet for sheet in sheets if not sheet.is_refused]
    return ScoreReading(
        tuple(row for sheet in kept for row in sheet.judgements),
        tuple(row for sheet in kept for row in sheet.stop_answers),
        tuple(problem for sheet in sheets for problem in sheet.report.problems),
    )


def read_score_key(name: str, content: bytes) -> tuple[ScoreKey | None, tuple[Problem, ...]]:
    """Read the file that says whose the letters are; None with a stop where it is none, or was changed."""
    try:
        held = json.loads(content.decode("utf-8"))
        if isinstance(held, dict):
            return score_key_from(held), ()
    except (ValueError, RecursionError):
        # A key that cannot be read is told below like one that is no object.
        held = None
    return None, (Problem("stop", "score_key_unreadable", file=name),)


def _identified(
    tender: Tender, workbook: RawWorkbook, bids: Sequence[str], keys: Sequence[ScoreKey]
) -> _Sheet:
    """Return a file with the bid of each product that it scores, or with what refuses it."""
    report = Report(workbook.name)
    report.add_findings(workbook)
    template = read_template(workbook) or Template()
    sheet = _Sheet(report, workbook, template)
    if sheet.is_refused:
        return sheet
    if template.kind != "scores":
        report.add("stop", "wrong_template", found=template.kind or None, wanted="scores")
    elif template.tender != tender.facts.id:
        report.add("stop", "other_tender", found=template.tender, expected=tender.facts.id)
    elif template.sha256 != tender_sha256(tender) or template.lot not in tender.model_of:
        report.add("stop", "scores_of_other_version", found=template.sha256, expected=tender_sha256(tender))
    elif template.score_key:
        known = next((k for k in keys if (k.id, k.lot) == (template.score_key, template.lot)), None)
        if known is None:
            report.add("stop", "score_key_missing", found=template.score_key)
        else:
            sheet.products = known.bids
    else:
        sheet.products = {bid: bid for bid in bids}
    report.lot = template.lot or None
    return sheet


def _read_assessor(sheet: _Sheet, seen: dict[tuple[str, str], str]) -> None:
    """Read who judged and when; one who has handed in another sheet of the lot is refused."""
    report, columns = sheet.report, column_specs(SCORE_TABLES["assessor"])
    headings = headings_of("assessor", columns, (), sheet.template)
    found = find_sheets(sheet.workbook, sheet.template, [headings])
    if "assessor" not in found:
        report.add("stop", "sheet_missing", table="assessor")
        return
    fields = find_fields(found["assessor"], headings)
    rows = read_fields(fields, "assessor", columns, Understanding())
    read = rows[0] if rows else RowRead("assessor", found["assessor"].name)
    _tell_cells(read, report, None)
    by, at = read.values.get("by"), read.values.get("at")
    sheet.at = at if isinstance(at, str) else None
    if not isinstance(by, str):
        report.add("stop", "value_missing", read.sheet, read.cells.get("by"), field="assessor.by")
        return
    if sheet.at is None and not read.is_told("at"):
        report.add("question", "value_missing", read.sheet, read.cells.get("at"), field="assessor.at")
    whose = (assessor_name(by), sheet.template.lot)
    if whose in seen:
        report.add("stop", "assessor_twice", read.sheet, read.cells.get("by"), by=by, first=seen[whose])
    seen.setdefault(whose, report.file)
    sheet.by = by


def _read_tables(tender: Tender, sheet: _Sheet) -> None:
    lot, products = sheet.template.lot, list(sheet.products)
    asked = {
        "scores": {row.key: row for row in score_rows(tender, lot, products)},
        "stop_tests": {row.key: row for row in stop_rows(tender, lot, products)},
    }
    asked = {table: rows for table, rows in asked.items() if rows}
    columns = {table: column_specs(SCORE_TABLES[table]) for table in asked}
    headings = {table: headings_of(table, names, NAMED, sheet.template) for table, names in columns.items()}
    found = find_sheets(sheet.workbook, sheet.template, [*headings.values()])
    own = {place.name for place in sheet.template.sheets.values()}
    read_sheets = {each.name for each in found.values()} | own
    report_other_sheets(sheet.workbook, sheet.template, read_sheets, sheet.report)
    places: dict[str, FoundTable] = {}
    for table in asked:
        if table not in found:
            sheet.report.add("question", "sheet_missing", table=table)
            continue
        places[table] = find_table(found[table], headings[table])
        _tell_headings(table, columns[table], places[table], sheet.report)
    texts = [text for table, place in places.items() for text in number_texts(place, columns[table])]
    how = Understanding(convention=number_convention(texts))
    for table, place in places.items():
        rows = read_rows(place, table, columns[table], how)
        for row, read in _matched(sheet, place, asked[table], rows):
            _take(sheet, row, read)


def _tell_headings(table: str, names: Mapping[str, Spec], found: FoundTable, report: Report) -> None:
    for name in names:
        words = f"{table}.{name}"
        if name in found.doubled:
            report.add("question", "heading_twice", found.sheet.name, field=words)
        elif name not in found.columns:
            report.add("question", "missing_heading", found.sheet.name, field=words)


def _matched(
    sheet: _Sheet, found: FoundTable, asked: Mapping[str, ScoreRow], rows: Sequence[RowRead]
) -> list[tuple[ScoreRow, RowRead]]:
    """Return each row with what it asks; a row that is not as it was sent out is told and not taken."""
    report, name = sheet.report, found.sheet.name
    by_key: dict[str, list[RowRead]] = {}
    for read in rows:
        by_key.setdefault(str(read.values.get("key", "")), []).append(read)
    matched = []
    for key, held in by_key.items():
        cell = held[-1].cells.get("key")
        if key not in asked:
            if any(read.filled - {"key"} for read in held) or key:
                report.add("question", "score_row_unknown", name, cell, key=key or None)
        elif len(held) > 1:
            report.add("question", "score_row_twice", name, cell, key=key)
        elif _is_as_sent(found, asked[key], held[0], report):
            matched.append((asked[key], held[0]))
    # A sheet that names its bids may have been made for some of them; letters are always all of their key.
    held_products = {row.product for key, row in asked.items() if key in by_key}
    for key, row in asked.items():
        if key not in by_key and (sheet.template.score_key or row.product in held_products):
            report.add("question", "score_row_missing", name, key=key)
    return matched


def _is_as_sent(found: FoundTable, row: ScoreRow, read: RowRead, report: Report) -> bool:
    """Say whether what was printed beside a key still stands there; where it was moved, whose the score is, is unsure."""
    wanted = {
        "product": {row.product},
        "item_name": {row.item_title(lang) for lang in LANGUAGES},
        "criterion_title": {row.title(lang) for lang in LANGUAGES},
    }
    at = position(read.cells["key"])[0] - 1
    is_same = True
    for printed, expected in wanted.items():
        column = found.columns.get(PRINTED + printed)
        cells = found.sheet.rows[at]
        if column is None:
            continue
        cell = cells[column] if column < len(cells) else None
        said = " ".join(str(cell).split()) if cell is not None else ""
        if said not in {" ".join(words.split()) for words in expected}:
            told = {"printed": printed, "key": row.key, "was": min(expected), "found": said}
            address = f"{found.letters(PRINTED + printed)}{at + 1}"
            report.add("question", "score_row_changed", found.sheet.name, address, **told)
            is_same = False
    return is_same


def _tell_cells(read: RowRead, report: Report, key: str | None) -> None:
    for name, faults in read.faults.items():
        for fault in faults:
            severity: Severity = "notice" if fault.is_notice else "question"
            words = {"field": f"{read.table}.{name}", "key": key, **fault.values}
            report.add(severity, fault.code, read.sheet, read.cells.get(name), **words)


def _take(sheet: _Sheet, row: ScoreRow, read: RowRead) -> None:
    """Take what was given in a row, and tell what it lacks."""
    _tell_cells(read, sheet.report, row.key)
    values, report = read.values, sheet.report
    given = {
        "lot": sheet.template.lot,
        "bid": sheet.products[row.product],
        "item": row.item.key if row.item else None,
        "reason": values.get("reason"),
        "by": sheet.by,
        "at": sheet.at,
    }
    if isinstance(row.of, Criterion):
        due = ["points", "reason"]
        points, most = values.get("points"), row.of.assessor_scale
        if isinstance(points, float) and most is not None and points > most:
            told = {"field": "scores.points", "key": row.key, "found": points, "limit": most}
            report.add("question", "above_maximum", read.sheet, read.cells["points"], **told)
            points, due = None, ["reason"]
        if isinstance(points, float):
            sheet.judgements.append(
                Judgement.model_validate({**given, "criterion": row.of.id, "points": points})
            )
    else:
        due = ["met", *(["reason"] if values.get("met") == "no" else [])]
        if "met" in values:
            sheet.stop_answers.append(
                StopAnswer.model_validate({**given, "key": row.of.key, "met": values["met"]})
            )
    for name in due:
        if name not in values and name in specs(SCORE_TABLES[read.table]) and not read.is_told(name):
            told = {"field": f"{read.table}.{name}", "key": row.key}
            report.add("question", "value_missing", read.sheet, read.cells.get(name), **told)
