"""The process that reads received workbooks: ``python -I intake/worker.py``.

Started by its path, it imports python_calamine and the standard library alone, limits itself, and answers
one request after another: a length of eight bytes and the file on standard input; a length of eight bytes
and plain data (``marshal``) on standard output. It opens no file and no connection. Whoever started it ends
it where it takes too long.
"""

import contextlib
import datetime as dt
import gc
import io
import marshal
import math
import sys
from pathlib import Path
from types import ModuleType
from typing import BinaryIO

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook

if __name__ == "__main__":  # the package's own start would import far more than this process may
    _package = ModuleType("intake")
    _package.__path__ = [str(Path(__file__).resolve().parent)]
    sys.modules["intake"] = _package

from intake.cells import address
from intake.container import Fault, Refused, refused, unpacked_parts
from intake.sheet_extent import MOST_CELLS
from intake.sheet_scan import SheetScan, scan
from intake.sheet_xml import MOST_CHARACTERS, characters, plain, sheet_xml
from intake.workbook_parts import WorkbookParts, cell_styles, clean_copy, read_workbook_parts

MOST_MEMORY_BYTES = 1024**3
_FAR_TEXT = 200
_LENGTH = 8

PlainCell = float | str | bool | None
Moment = tuple[int, int, str, str]
"""A date or time in a sheet: row and column from 1, its kind, and it in ISO 8601 (a duration in seconds)."""


def read_workbook(received: bytes) -> dict[str, object]:
    """Read one workbook into plain data.

    Returns
    -------
    dict
        ``findings``: code, sheet, cell and values of each. ``sheets``: for each its ``name``, ``hidden``,
        ``rows`` (tuples of cells from A1 on; a date or time is None there), ``moments`` (the dates and
        times), ``errors`` (cell to error code), ``formulas_without_value``, ``merged``, ``hidden_rows``,
        ``hidden_columns``, ``per_cent`` and ``currencies`` (what number formats say). A file that is
        refused has findings and no sheets.
    """
    try:
        parts = unpacked_parts(received)
        workbook = read_workbook_parts(parts)
        copy, scans = _scanned_copy(workbook, parts)
        return _read(CalamineWorkbook.from_filelike(copy), workbook, scans)
    except Refused as fault:
        return {"findings": list(fault.faults), "sheets": []}
    except (CalamineError, UnicodeError):
        return {"findings": [("damaged_file", None, None, {})], "sheets": []}
    except MemoryError:
        return {"findings": [("too_much_memory", None, None, {})], "sheets": []}


def _scanned_copy(workbook: WorkbookParts, parts: dict[str, bytes]) -> tuple[io.BytesIO, list[SheetScan]]:
    """Scan every sheet, and return a copy of what may be read.

    Takes the sheets out of the parts, so that no more than one copy of each is held.
    """
    styles = plain(workbook.styles) if workbook.styles is not None else None
    meanings = cell_styles(styles)
    scanned = [scan(parts.pop(sheet.part), sheet.name, meanings) for sheet in workbook.sheets]
    scans, sheets = [found for found, _ in scanned], [xml for _, xml in scanned]
    _demand_readable_size(scans)
    strings = plain(workbook.shared_strings) if workbook.shared_strings is not None else None
    if strings is not None:
        _demand_short_strings(strings, [*zip((sheet.name for sheet in workbook.sheets), sheets, strict=True)])
    sheets += map(_far_sheet, scans)
    return clean_copy(sheets, strings, styles, from_1904=workbook.counts_from_1904), scans


def _demand_readable_size(scans: list[SheetScan]) -> None:
    found = sum(each.last_row * each.last_column for each in scans)
    if found > MOST_CELLS:
        raise refused("workbook_too_large", found_cells=found, most_cells=MOST_CELLS)


def _demand_short_strings(strings: bytes, sheets: list[tuple[str, bytes]]) -> None:
    """Refuse a shared string that no cell could hold, naming a cell that shows it where there is one."""
    for number, string in enumerate(strings.split(b"</si>")):
        if len(string) > MOST_CHARACTERS and (found := characters(string)) > MOST_CHARACTERS:
            reference = b' t="s"><v>%d</v>' % number
            for sheet, xml in sheets:
                if (place := xml.find(reference)) >= 0:
                    tag = xml[xml.rfind(b"<c ", 0, place) : place]
                    cell = tag.split(b'"')[1].decode("ascii")
                    raise refused("cell_too_long", sheet, cell, found=found, most=MOST_CHARACTERS)
            raise refused("cell_too_long", found=found, most=MOST_CHARACTERS)


def _far_sheet(scanned: SheetScan) -> bytes:
    """Return a sheet that holds the far cells of another one below each other in column A."""
    contents = enumerate((content for _, content in scanned.far), 1)
    return sheet_xml(b"".join(b'<row r="%d"><c r="A%d"%b</row>' % (n, n, content) for n, content in contents))


def _read(values: CalamineWorkbook, workbook: WorkbookParts, scans: list[SheetScan]) -> dict[str, object]:
    findings: list[Fault] = []
    sheets = []
    for number, (part, scanned) in enumerate(zip(workbook.sheets, scans, strict=True)):
        sheet = values.get_sheet_by_index(number)
        if sheet.total_height > scanned.last_row or sheet.total_width > scanned.last_column:
            # The reader found cells where the scan saw none: one of them is deceived.
            raise refused("unreadable_sheet", part.name)
        rows, moments, not_finite = _plain_rows(sheet)
        sheets.append(
            {
                "name": part.name,
                "hidden": part.is_hidden,
                "rows": rows,
                "moments": moments,
                "errors": scanned.errors | dict.fromkeys(not_finite, "#NUM!"),
                "formulas_without_value": scanned.formulas_without_value,
                "merged": scanned.merged,
                "hidden_rows": scanned.hidden_rows,
                "hidden_columns": scanned.hidden_columns,
                "per_cent": scanned.per_cent,
                "currencies": scanned.currencies,
            }
        )
        far_rows, far_moments, _ = _plain_rows(values.get_sheet_by_index(number + len(scans)))
        texts = {row: text for row, _, _, text in far_moments}
        for row, (cell, _) in enumerate(scanned.far, 1):
            value = far_rows[row - 1][0] if row <= len(far_rows) else None
            if value is not None or row in texts:
                found = texts.get(row, value)
                findings.append(("far_cell", part.name, cell, {"found": str(found)[:_FAR_TEXT]}))
        if scanned.has_formulas and workbook.is_uncalculated:
            findings.append(("values_may_be_old", part.name, None, {}))
    return {"findings": findings, "sheets": sheets}


def _plain_rows(sheet: CalamineSheet) -> tuple[tuple[tuple[PlainCell, ...], ...], list[Moment], list[str]]:
    """Return the cells of a sheet from A1 on, its dates and times, and the cells with no finite number."""
    rows: list[tuple[PlainCell, ...]] = []
    moments: list[Moment] = []
    total = 0.0
    for cells in sheet.to_python(skip_empty_area=False):
        row: list[PlainCell] = []
        for value in cells:
            if type(value) is float:
                row.append(value)
                total += value
            elif isinstance(value, str):
                row.append(value if value.strip() else None)
            elif isinstance(value, (bool, int, float)):
                row.append(value if isinstance(value, bool) else float(value))
            else:
                row.append(None)
                moments.append((len(rows) + 1, len(row), *_moment(value)))
        rows.append(tuple(row))
    # One number that is none makes the sum none: only then is it looked for.
    not_finite = [] if math.isfinite(total) else _take_out_what_is_not_finite(rows)
    return tuple(rows), moments, not_finite


def _take_out_what_is_not_finite(rows: list[tuple[PlainCell, ...]]) -> list[str]:
    cells = []
    for number, row in enumerate(rows, 1):
        if any(isinstance(value, float) and not math.isfinite(value) for value in row):
            columns = [n for n, v in enumerate(row, 1) if isinstance(v, float) and not math.isfinite(v)]
            cells += [address(number, column) for column in columns]
            rows[number - 1] = tuple(None if n in columns else v for n, v in enumerate(row, 1))
    return cells


def _moment(value: dt.date | dt.time | dt.timedelta) -> tuple[str, str]:
    """Return the kind of a date or time and it as text.

    >>> _moment(dt.date(2026, 11, 2)), _moment(dt.timedelta(hours=36))
    (('date', '2026-11-02'), ('duration', '129600.0'))
    """
    if isinstance(value, dt.timedelta):
        return "duration", str(value.total_seconds())
    kind = "datetime" if isinstance(value, dt.datetime) else "date" if isinstance(value, dt.date) else "time"
    return kind, value.isoformat()


def limit_itself() -> None:
    """Give up what reading needs not: more memory, new files or connections, processes, core dumps.

    Where the system has no such limits (Windows), the timer of the one who started it remains.
    """
    with contextlib.suppress(ImportError):
        import resource  # noqa: PLC0415 - there is none on Windows

        # What is imported late is imported now: afterwards no file can be opened.
        "".encode("cp437"), "".encode("utf-16-le"), "".encode("ascii", "replace")
        for limit, most in (
            (resource.RLIMIT_AS, MOST_MEMORY_BYTES),
            (resource.RLIMIT_CORE, 0),
            (resource.RLIMIT_FSIZE, 0),
            (resource.RLIMIT_NOFILE, 3),
        ):
            resource.setrlimit(limit, (most, most))


def _take(stream: BinaryIO) -> bytes | None:
    """Return the next request, None where there is none any more."""
    length = stream.read(_LENGTH)
    return stream.read(int.from_bytes(length, "big")) if len(length) == _LENGTH else None


def answer_requests(requests: BinaryIO, answers: BinaryIO) -> None:
    """Read one workbook after another until the requests end."""
    while (received := _take(requests)) is not None:
        answer = marshal.dumps(read_workbook(received))
        answers.write(len(answer).to_bytes(_LENGTH, "big") + answer)
        answers.flush()
        # Between two files, not in the middle of one: there is little left to look through.
        gc.collect()


if __name__ == "__main__":
    limit_itself()
    gc.disable()
    answer_requests(sys.stdin.buffer, sys.stdout.buffer)
