"""Workbooks for the tests of reading: honest ones as programs write them, and ones no program would write."""

import io
import zipfile
from collections.abc import Callable, Mapping

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
DOCUMENT = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"


def excel_file(fill: Callable[[Worksheet], object]) -> bytes:
    """Return a workbook with one sheet, ``Priser``, as XlsxWriter writes it."""
    received = io.BytesIO()
    with xlsxwriter.Workbook(received, {"in_memory": True}) as workbook:
        fill(workbook.add_worksheet("Priser"))
    return received.getvalue()


def prices(rows: int = 10) -> bytes:
    """Return an honest bid: a heading and some lines with a name and a price."""

    def fill(sheet: Worksheet) -> None:
        sheet.write_row("A1", ["Vare", "Pris"])
        for row in range(1, rows + 1):
            sheet.write_string(row, 0, f"Vare {row}")
            sheet.write_number(row, 1, row * 1.25)

    return excel_file(fill)


def packed(parts: Mapping[str, str | bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Return a container of parts."""
    received = io.BytesIO()
    with zipfile.ZipFile(received, "w", compression) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return received.getvalue()


def parts_of(received: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(received)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def with_parts(received: bytes, parts: Mapping[str, str | bytes]) -> bytes:
    """Return a workbook with some parts put in or in place of its own."""
    return packed({**parts_of(received), **parts})


def sheet_file(cells: str, *, shared: str | None = None, styles: str | None = None, **xml: str) -> bytes:
    """Return a workbook with one sheet, ``Ark1``, of given XML.

    Parameters
    ----------
    cells : what stands in ``sheetData``.
    shared, styles : what stands in the tables of shared strings and of styles.
    xml : ``head`` and ``tail`` before and after ``sheetData``; ``sheet`` in place of the whole part;
        ``workbook`` for what stands in the workbook before its sheets, ``after`` behind them.
    """
    data = f"{xml.get('head', '')}<sheetData>{cells}</sheetData>{xml.get('tail', '')}"
    sheet = xml.get("sheet") or f'<worksheet xmlns="{MAIN}">{data}</worksheet>'
    related = "".join(
        f'<Relationship Id="{key}" Type="{DOCUMENT}/{kind}" Target="{target}"/>'
        for key, kind, target in (
            ("r1", "worksheet", "worksheets/sheet1.xml"),
            ("r2", "sharedStrings", "sharedStrings.xml"),
            ("r3", "styles", "styles.xml"),
        )
        if key == "r1" or (shared if key == "r2" else styles) is not None
    )
    workbook = f'<sheets><sheet name="Ark1" sheetId="1" r:id="r1"/></sheets>{xml.get("after", "")}'
    package = f'<Relationship Id="r" Type="{DOCUMENT}/officeDocument" Target="xl/workbook.xml"/>'
    parts = {
        "[Content_Types].xml": "<Types/>",
        "_rels/.rels": f'<Relationships xmlns="{PACKAGE}">{package}</Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{DOCUMENT}">'
        f"{xml.get('workbook', '')}{workbook}</workbook>",
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}">{related}</Relationships>',
        "xl/worksheets/sheet1.xml": sheet,
    }
    if shared is not None:
        parts["xl/sharedStrings.xml"] = f'<sst xmlns="{MAIN}">{shared}</sst>'
    if styles is not None:
        parts["xl/styles.xml"] = f'<styleSheet xmlns="{MAIN}">{styles}</styleSheet>'
    return packed(parts)
