"""The workbook of decisions -> what was decided, by whom and why, and what is wrong with it."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from pydantic import ValidationError

from evaluation.decisions import DECISION_TABLES, Decisions, Judgement
from evaluation.judged import CONSENSUS, INDIVIDUAL, assessor_name, judged_items
from evaluation.problems import Problem, Severity
from evaluation.replaced_figures import field_spec
from evaluation.schema import Row, Spec, specs
from evaluation.scoring.rounding import for_comparison
from evaluation.tender import Tender
from intake.numbers import number_convention
from intake.open_table import RowRead, Understanding, column_specs, number_texts, read_rows
from intake.pool import read_workbooks
from intake.raw import RawWorkbook
from intake.report import Report
from intake.structure import report_other_sheets
from intake.tables import FoundTable, find_sheets, find_table, headings_of
from intake.template import Template, read_template
from intake.words import key_words

KEYS: Mapping[str, tuple[str, ...]] = {
    "admissions": ("lot", "bid"),
    "accepted_evidence": ("lot", "bid", "item", "claim"),
    "judgements": ("lot", "criterion", "bid"),
    "reservations": ("lot", "bid"),
    "stop_answers": ("lot", "bid", "key"),
    "clarifications": ("lot", "bid", "key"),
    "inquiries": ("lot", "bid", "kind", "about"),
    "replaced_figures": ("lot", "bid", "field", "key"),
}
# Part of the key where it is filled in.
MAY_BE_BLANK = frozenset({("replaced_figures", "key")})
# What tells rows of one key apart: the scores of several assessors stand beside each other.
APART: Mapping[str, tuple[str, ...]] = {"judgements": ("item", "role", "by"), "stop_answers": ("item", "by")}
# A workbook from before there were several assessors is read as it was meant: each score is one person's own.
ADDED_LATER = frozenset({"judgements.item", "judgements.role", "judgements.why_differs", "stop_answers"})
# What a row decides; a row in which it is blank is still open, and needs no name and no reason.
DECIDES: Mapping[str, str] = {
    "admissions": "decision",
    "accepted_evidence": "level",
    "judgements": "points",
    "stop_answers": "met",
    "reservations": "decision",
    "clarifications": "decision",
    "inquiries": "decision",
    "replaced_figures": "field",
}


def read_decisions(
    tender: Tender, given: str | Path | bytes, name: str = "decisions.xlsx"
) -> tuple[Decisions, tuple[Problem, ...]]:
    """Read what people decided about the bids on a tender.

    Parameters
    ----------
    given : path, or the bytes.
    name : what the file is called where only its bytes are given.

    Returns
    -------
    tuple of Decisions and problems
        A decision that cannot be read, or lacks who, when or why, is a question. No content raises.

    Raises
    ------
    OSError
        A path that cannot be opened.
    """
    content = given if isinstance(given, bytes) else Path(given).read_bytes()
    name = name if isinstance(given, bytes) else Path(given).name
    workbook = read_workbooks([(name, content)])[0]
    report = Report(name)
    report.add_findings(workbook)
    template = read_template(workbook)
    if workbook.sheets and template is not None and template.kind != "decisions":
        report.add("stop", "wrong_template", found=template.kind, wanted="decisions")
    elif template is not None and template.tender != tender.facts.id:
        report.add("stop", "other_tender", found=template.tender, expected=tender.facts.id)
    if not workbook.sheets or any(p.severity == "stop" for p in report.problems):
        return Decisions(), tuple(report.problems)
    rows = _rows(tender, workbook, template, report)
    made = {table: tuple(_decisions(tender, table, found, report)) for table, found in rows.items()}
    return Decisions.model_validate(made), tuple(report.problems)


def _rows(
    tender: Tender, workbook: RawWorkbook, template: Template | None, report: Report
) -> dict[str, list[RowRead]]:
    columns = {table: column_specs(row) for table, row in DECISION_TABLES.items()}
    headings = {table: headings_of(table, names, (), template) for table, names in columns.items()}
    sheets = find_sheets(workbook, template, [*headings.values()])
    report_other_sheets(workbook, template, {sheet.name for sheet in sheets.values()}, report)
    found: dict[str, FoundTable] = {}
    for table, names in columns.items():
        if table not in sheets and table in ADDED_LATER:
            continue
        if table not in sheets:
            report.add("question", "sheet_missing", table=table)
            continue
        found[table] = find_table(sheets[table], headings[table])
        _report_headings(table, names, found[table], report)
    texts = [text for table, place in found.items() for text in number_texts(place, columns[table])]
    levels = {e.key: (e.title_da, e.title_en or e.title_da) for e in tender.evidence_levels}
    how = Understanding(
        {"@evidence_levels": key_words(levels)}, tender.facts.currency, number_convention(texts)
    )
    return {table: read_rows(place, table, columns[table], how) for table, place in found.items()}


def _report_headings(table: str, names: Mapping[str, Spec], found: FoundTable, report: Report) -> None:
    for name in names:
        words = f"{table}.{name}"
        if name in found.doubled:
            report.add("question", "heading_twice", found.sheet.name, field=words)
        elif name not in found.columns and words not in ADDED_LATER:
            report.add("question", "missing_heading", found.sheet.name, field=words)


def _decisions(tender: Tender, table: str, rows: list[RowRead], report: Report) -> list[Row]:
    row_type = DECISION_TABLES[table]
    made: dict[tuple[object, ...], Row] = {}
    tellers: dict[int, _Teller] = {}
    for read in rows:
        teller = _Teller(read, report)
        teller.tell_cells()
        key = _identity(table, read.values)
        if not _is_known(tender, read, teller):
            continue
        if key in made:
            teller.tell("decided_twice", KEYS[table][-1])
            continue
        _check(tender, table, read, teller)
        try:
            made[key] = row_type.model_validate(
                {n: v for n, v in read.values.items() if n in specs(row_type)}
            )
        except ValidationError as error:
            teller.tell("row_not_valid", KEYS[table][0], found=str(error))
        else:
            tellers[id(made[key])] = teller
    if table == "judgements":
        _check_consensus([row for row in made.values() if isinstance(row, Judgement)], tellers)
    return list(made.values())


def _identity(table: str, values: Mapping[str, object]) -> tuple[object, ...]:
    """Return what two rows may not share: of judgements the assessor too, but of a consensus there is one."""
    apart = {name: values.get(name) for name in APART.get(table, ())}
    if "role" in apart:
        apart["role"] = apart["role"] or INDIVIDUAL
    if isinstance(apart.get("by"), str):
        is_agreed = apart.get("role") == CONSENSUS
        apart["by"] = None if is_agreed else assessor_name(str(apart["by"]))
    return (*(values.get(name) for name in KEYS[table]), *apart.values())


class _Teller:
    """Tells of the cells of one row, as a problem of the bid and the lot it is about."""

    def __init__(self, read: RowRead, report: Report) -> None:
        self._read, self._report = read, report
        self._bid, self._lot = read.values.get("bid"), read.values.get("lot")

    def tell(self, code: str, name: str, severity: Severity = "question", **values: object) -> None:
        """Tell of one cell."""
        words = {"field": f"{self._read.table}.{name}", "key": self._bid, **values}
        self._report.add(severity, code, self._read.sheet, self._read.cells.get(name), **words)
        bid, lot = (each if isinstance(each, str) else None for each in (self._bid, self._lot))
        self._report.problems[-1] = replace(self._report.problems[-1], bid=bid, lot=lot)

    def tell_cells(self) -> None:
        """Tell what is wrong with the cells by themselves."""
        for name, faults in self._read.faults.items():
            for fault in faults:
                self.tell(fault.code, name, "notice" if fault.is_notice else "question", **fault.values)


def _check_consensus(rows: Sequence[Judgement], tellers: Mapping[int, _Teller]) -> None:
    """Tell of each consensus that is not the mean of the scores it is the consensus of, and does not say why."""
    own: dict[tuple[str, str, str, str | None], list[float]] = {}
    for row in rows:
        if row.role == INDIVIDUAL and row.points is not None:
            own.setdefault((row.lot, row.criterion, row.bid, row.item), []).append(row.points)
    for row in rows:
        scores = own.get((row.lot, row.criterion, row.bid, row.item), [])
        if row.role != CONSENSUS or row.points is None or not scores or row.why_differs:
            continue
        mean = sum(scores) / len(scores)
        if float(for_comparison(row.points)) != float(for_comparison(mean)):
            tellers[id(row)].tell("value_missing", "why_differs")


def _is_known(tender: Tender, read: RowRead, teller: _Teller) -> bool:
    """Say whether lot, item and criterion of a row are the tender's, and tell of the first that is not."""
    lot = read.values.get("lot")
    known = {
        "lot": {each.id for each in tender.lots},
        "item": {item.key for item in tender.items if item.lot == lot},
        "criterion": {criterion.id for criterion in tender.criteria if criterion.lot == lot},
    }
    for name in KEYS[read.table]:
        if name not in read.values and (read.table, name) in MAY_BE_BLANK and not read.is_told(name):
            continue
        if name not in read.values:
            if not read.is_told(name):
                teller.tell("value_missing", name)
            return False
        if name in known and read.values[name] not in known[name]:
            teller.tell("unknown_key", name, value=read.values[name], of=name)
            return False
    if read.table == "replaced_figures" and field_spec(str(read.values["field"])) is None:
        teller.tell("replaced_field_unknown", "field", value=read.values["field"])
        return False
    if read.table == "stop_answers":
        stops = {stop.key for stop in tender.stop_criteria if stop.lot == lot}
        if read.values["key"] not in stops:
            teller.tell("unknown_key", "key", value=read.values["key"], of="stop_criteria")
            return False
    return read.table != "judgements" or _is_of_its_criterion(tender, read, teller)


def _is_of_its_criterion(tender: Tender, read: RowRead, teller: _Teller) -> bool:
    """Say whether a judgement names an item where its criterion is judged by item, and only there, and is by its rule."""
    lot, path = read.values.get("lot"), read.values.get("criterion")
    criterion = next(c for c in tender.criteria if (c.lot, c.id) == (lot, path))
    item, items = read.values.get("item"), {each.key for each in judged_items(tender, criterion)}
    if item is None and items:
        if not read.is_told("item"):
            teller.tell("value_missing", "item")
        return False
    if item is not None and item not in items:
        teller.tell("item_not_judged", "item", value=item)
        return False
    if read.values.get("role") == CONSENSUS and criterion.several_assessors != CONSENSUS:
        if "points" in read.filled:
            teller.tell("consensus_not_published", "role", rule=criterion.several_assessors)
        return False
    return True


def _check(tender: Tender, table: str, read: RowRead, teller: _Teller) -> None:
    """Tell what a decision lacks: who, when, and why where a reason is due."""
    decides = DECIDES[table]
    if decides not in read.filled:
        return
    values = read.values
    due = _due(table, values)
    for name in due:
        if name not in values and not read.is_told(name):
            teller.tell("value_missing", name)
    if table == "replaced_figures":
        _check_used(read, teller)
    points, of = values.get("points"), values.get("criterion")
    if table == "judgements" and isinstance(points, float):
        criteria = tender.in_lot(tender.criteria, str(values.get("lot")))
        most = next((c.assessor_scale for c in criteria if c.id == of), None)
        if points < 0 or (most is not None and points > most):
            code = "below_minimum" if points < 0 else "above_maximum"
            teller.tell(code, "points", found=points, limit=0.0 if points < 0 else most)
            del values["points"]


def _due(table: str, values: Mapping[str, object]) -> list[str]:
    """Return the fields that a decided row must have."""
    due = [name for name, spec in specs(DECISION_TABLES[table]).items() if spec.required]
    if table == "admissions" and values.get("proposed") not in (None, values.get("decision")):
        due.append("reason")
    if table == "reservations" and values.get("decision") == "priced":
        due.append("amount")
    if table == "stop_answers" and values.get("met") == "no":
        due.append("reason")
    return _due_of_inquiry(due, values.get("decision")) if table == "inquiries" else due


def _due_of_inquiry(due: list[str], decision: object) -> list[str]:
    """Return what an inquiry needs: nothing while it is pending, and an answer where the answer explains."""
    if decision == "pending":
        return []
    return [*due, "asked_at", *(["answer", "answered_at"] if decision == "explained" else [])]


def _check_used(read: RowRead, teller: _Teller) -> None:
    """Tell of a figure outside the limits that the bidder's own has; it replaces nothing."""
    spec, used = field_spec(str(read.values["field"])), read.values.get("used")
    code = None if spec is None else spec.fault(used)
    if code is not None and spec is not None:
        limit = {"below_minimum": spec.minimum, "above_maximum": spec.maximum, "not_above": spec.above}[code]
        teller.tell(code, "used", found=used, limit=limit)
        del read.values["used"]
