"""A row of a table that a buyer fills, as its row type wants it, or what is wrong with its cells."""

from decimal import Decimal

from pydantic import ValidationError
from pydantic_core import PydanticUndefined

from evaluation.problems import Severity
from evaluation.schema import Depth, Row, Spec, shown_at, specs
from intake.open_table import RowRead
from intake.report import Report


def typed_row(
    read: RowRead,
    row_type: type[Row],
    depth: Depth,
    report: Report,
    needed: frozenset[str] = frozenset(),
) -> Row | None:
    """Return a row of a table that a buyer fills; what is wrong with its cells is told, and a stop leaves no row.

    ``depth`` says which required fields are shown, and so cannot be missing without it being told; ``needed`` names
    what this row needs beside them.
    """
    before = len(report.problems)
    key = next((str(read.values[n]) for n in ("key", "id", "lot") if n in read.values), None)
    for name, faults in read.faults.items():
        for fault in faults:
            severity: Severity = "notice" if fault.is_notice else "stop"
            words = {"field": f"{read.table}.{name}", "key": key, **fault.values}
            report.add(severity, fault.code, read.sheet, read.cells[name], **words)
    values = {name: _typed(value, spec) for name, spec, value in _present(read, row_type)}
    for name, spec in specs(row_type).items():
        if spec.repeated:
            _report_gap(read, name, report)
            continue
        default = row_type.model_fields[name].default
        needs = spec.required and (default is PydanticUndefined or shown_at(spec, depth))
        if (needs or name in needed) and name not in values and not read.is_told(name):
            words = {"field": f"{read.table}.{name}", "key": key}
            report.add("stop", "value_missing", read.sheet, read.cells.get(name), **words)
    if any(p.severity == "stop" for p in report.problems[before:]):
        return None
    try:
        return row_type.model_validate({**values, **_by_year(read, row_type)})
    except ValidationError as error:
        report.add(
            "stop",
            "row_not_valid",
            read.sheet,
            next(iter(read.cells.values()), None),
            key=key,
            found=str(error),
        )
        return None


def _present(read: RowRead, row_type: type[Row]) -> list[tuple[str, Spec, object]]:
    return [
        (name, spec, read.values[name])
        for name, spec in specs(row_type).items()
        if not spec.repeated and name in read.values
    ]


def _typed(value: object, spec: Spec) -> object:
    """Return a value as its row wants it: a weight by its shortest decimal form, a whole number as one."""
    if spec.kind == "weight" and isinstance(value, float):
        return Decimal(format(Decimal(repr(value)).normalize(), "f"))
    if spec.kind == "integer" and isinstance(value, float):
        return int(value)
    return value


def _years(read: RowRead, name: str) -> dict[int, str]:
    return {int(column.split(".")[1]): column for column in read.cells if column.startswith(f"{name}.")}


def _report_gap(read: RowRead, name: str, report: Report) -> None:
    """A blank year before a later one is missing, not nought."""
    years = _years(read, name)
    last = max((year for year, column in years.items() if column in read.filled), default=0)
    for year in range(1, last):
        if years.get(year) not in read.filled:
            cell = read.cells.get(years.get(year, ""))
            report.add(
                "stop", "year_missing", read.sheet, cell, field=f"{read.table}.{name}.{year}", year=year
            )


def _by_year(read: RowRead, row_type: type[Row]) -> dict[str, tuple[object, ...]]:
    found = {}
    for name, spec in specs(row_type).items():
        if spec.repeated:
            columns = [column for _, column in sorted(_years(read, name).items())]
            found[name] = tuple(read.values[column] for column in columns if column in read.values)
    return found
