"""The workbook of a sealed basket -> the basket of each lot, and what is wrong with it."""

from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path

from evaluation.basket import BASKET_TABLES, SHORTEST_SECRET, Basket, BasketLine, BasketSecret
from evaluation.problems import Problem
from evaluation.schema import Row
from evaluation.tender import Item, Tender
from intake.numbers import number_convention
from intake.open_table import RowRead, Understanding, column_specs, number_texts, read_rows
from intake.pool import read_workbooks
from intake.raw import RawWorkbook
from intake.report import Report
from intake.structure import report_other_sheets
from intake.tables import FoundTable, find_sheets, find_table, headings_of
from intake.template import Template, read_template
from intake.typed_rows import typed_row

SECRETS, LINES = BasketSecret.table, BasketLine.table
_MOST_YEARS = 12


def read_basket(
    given: str | Path | bytes, tender: Tender | None = None, name: str = "basket.xlsx"
) -> tuple[Mapping[str, Basket], tuple[Problem, ...]]:
    """Read the baskets of a tender's lots.

    Parameters
    ----------
    given : path, or the bytes.
    tender : the published one, whose lots and items the basket is held against; None before there is any. Secret
        words that are too short are a stop then, while they can still be changed.
    name : what the file is called where only its bytes are given.

    Returns
    -------
    tuple of the baskets by lot, and problems
        Of a workbook with a stop nothing is taken. No content raises.

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
    template = read_template(workbook) or Template()
    if workbook.sheets and template.kind != "basket":
        report.add("stop", "wrong_template", found=template.kind or None, wanted="basket")
    elif workbook.sheets and tender is not None and template.tender != tender.facts.id:
        report.add("stop", "other_tender", found=template.tender, expected=tender.facts.id)
    baskets = {} if _is_refused(report) else _read(workbook, template, tender, report)
    return {} if _is_refused(report) else baskets, tuple(report.problems)


def _is_refused(report: Report) -> bool:
    return any(problem.severity == "stop" for problem in report.problems)


def _read(
    workbook: RawWorkbook, template: Template, tender: Tender | None, report: Report
) -> dict[str, Basket]:
    rows = {
        table: [*_typed(table, read, report)] for table, read in _rows(workbook, template, report).items()
    }
    for table, found in rows.items():
        for read, _ in _twice(found):
            _tell(report, "key_twice", read, "lot" if table == SECRETS else "key", table=table)
    quantities: dict[str, dict[str, tuple[float, ...]]] = {}
    for read, line in rows.get(LINES, []):
        if isinstance(line, BasketLine) and line.quantity:
            quantities.setdefault(line.lot, {})[line.key] = line.quantity
            _check_line(read, line, tender, report)
    made = {}
    for read, row in rows.get(SECRETS, []):
        if not isinstance(row, BasketSecret) or (row.secret is None and row.lot not in quantities):
            continue
        if row.secret is None:
            _tell(report, "value_missing", read, "secret")
        elif len(row.secret) < SHORTEST_SECRET:
            _tell(report, "secret_too_short", read, "secret", tender=tender, least=SHORTEST_SECRET)
        made[row.lot] = Basket(template.tender, row.lot, row.secret or "", quantities.get(row.lot, {}))
    return made


def _rows(workbook: RawWorkbook, template: Template, report: Report) -> dict[str, list[RowRead]]:
    columns = {table: column_specs(row, _MOST_YEARS) for table, row in BASKET_TABLES.items()}
    headings = {table: headings_of(table, names, (), template) for table, names in columns.items()}
    sheets = find_sheets(workbook, template, [*headings.values()])
    report_other_sheets(workbook, template, {sheet.name for sheet in sheets.values()}, report)
    found: dict[str, FoundTable] = {}
    for table in columns:
        if table not in sheets:
            report.add("stop", "sheet_missing", table=table)
            continue
        found[table] = find_table(sheets[table], headings[table])
        for name in (
            "lot",
            "secret" if table == SECRETS else "key",
            *(["quantity.1"] if table == LINES else []),
        ):
            if name not in found[table].columns:
                report.add("stop", "missing_heading", sheets[table].name, field=f"{table}.{name}")
    texts = [text for table, at in found.items() for text in number_texts(at, columns[table])]
    how = Understanding(convention=number_convention(texts))
    return {table: read_rows(at, table, columns[table], how) for table, at in found.items()}


def _typed(table: str, rows: list[RowRead], report: Report) -> Iterator[tuple[RowRead, Row]]:
    for read in rows:
        # A secret that is missing matters only where the lot has a basket, which its own row cannot tell.
        row = typed_row(read, BASKET_TABLES[table], "full", report)
        if row is not None:
            yield read, row


def _twice(rows: list[tuple[RowRead, Row]]) -> list[tuple[RowRead, Row]]:
    keys = [getattr(row, "key", None) or getattr(row, "lot", None) for _, row in rows]
    times = Counter(keys)
    return [found for found, key in zip(rows, keys, strict=True) if times[key] > 1]


def _check_line(read: RowRead, line: BasketLine, tender: Tender | None, report: Report) -> None:
    """Tell of a line that is not the tender's, or of what is bought after its contract."""
    if tender is None:
        return
    item = next((item for item in tender.items if (item.key, item.lot) == (line.key, line.lot)), None)
    if item is None:
        _tell(report, "unknown_key", read, "key", value=line.key, of="items")
    elif len(line.quantity) > (most := _years(tender, item)):
        report.add(
            "stop",
            "quantity_after_contract",
            read.sheet,
            read.cells[f"quantity.{most + 1}"],
            key=line.key,
            years=most,
        )


def _years(tender: Tender, item: Item) -> int:
    """Return over how many years a quantity is given: what is counted in uses has one figure, the uses a year."""
    return 1 if item.basis == "use" else tender.model_of[item.lot].contract_years


def _tell(
    report: Report, code: str, read: RowRead, name: str, tender: Tender | None = None, **values: object
) -> None:
    words = {
        "field": f"{read.table}.{name}",
        "key": read.values.get(name) or read.values.get("lot"),
        **values,
    }
    report.add("stop" if tender is None else "notice", code, read.sheet, read.cells.get(name), **words)
