"""The parts of a workbook around its sheets: which sheets there are, what formats mean, and a clean copy.

Standard library only: the reading process imports this module.
"""

import io
import posixpath
import re
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from xml.etree import ElementTree as ET

from intake.container import refused

_RELATIONSHIPS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
# The built-in formats 0% and 0.00% (ECMA-376-1, 18.8.30).
_PER_CENT_IDS = {9, 10}
_CURRENCY = re.compile(r"\[\$([^\]-]+)(?:-([0-9A-Fa-f]+))?\]|([€£¥])|\b(EUR|USD|GBP|SEK|NOK|CHF|DKK)\b")
_ISO = {"€": "EUR", "£": "GBP", "$": "USD", "¥": "JPY", "US$": "USD"}
# Language codes of Windows: what "kr" means follows from whose it is.
_KRONER = {"1D": "SEK", "41D": "SEK", "414": "NOK", "814": "NOK", "14": "NOK"}
_YES = ("1", "true", "on")


@dataclass(frozen=True)
class SheetPart:
    """A worksheet: its name, whether a person sees it, and the name of the part that holds its XML."""

    name: str
    is_hidden: bool
    part: str


@dataclass(frozen=True)
class CellStyles:
    """Numbers of the cell styles that show per cent, and those that show a currency (ISO 4217 code)."""

    per_cent: frozenset[int]
    currencies: dict[int, str]


@dataclass(frozen=True)
class WorkbookParts:
    """A workbook's sheets in their order and what they share."""

    sheets: tuple[SheetPart, ...]
    shared_strings: bytes | None
    styles: bytes | None
    counts_from_1904: bool
    is_uncalculated: bool


def read_workbook_parts(parts: Mapping[str, bytes]) -> WorkbookParts:
    """Find the sheets of a workbook among the parts of its container.

    ``is_uncalculated`` is True where the workbook itself says that its stored values may be out of date:
    it asks to be calculated on opening, or is calculated by hand only.

    Raises
    ------
    Refused
        ``not_a_workbook``, or ``damaged_file`` where a sheet is missing or two have one name.
    """
    try:
        return _read(_Package(parts))
    except (ET.ParseError, ValueError) as fault:
        raise refused("damaged_file") from fault


def _read(package: "_Package") -> WorkbookParts:
    path = next((target for kind, target in package.related("") if kind == "officedocument"), None)
    if path is None or not package.has(path):
        raise refused("not_a_workbook")
    root = ET.fromstring(package.part(path))  # noqa: S314 - without document type definitions
    if _local(root.tag) != "workbook":
        raise refused("not_a_workbook")
    targets = package.related_by_id(path)
    sheets = []
    for sheet in (each for each in root.iter() if _local(each.tag) == "sheet"):
        reference = next((value for key, value in sheet.items() if _local(key) == "id"), "")
        kind, target = targets.get(reference, ("", ""))
        if kind != "worksheet":
            # A sheet that is a chart has no cells.
            continue
        state = sheet.get("state", "visible")
        sheets.append(SheetPart(sheet.get("name", ""), state != "visible", package.name(target)))
    names, held_in = {sheet.name.casefold() for sheet in sheets}, {sheet.part for sheet in sheets}
    if not sheets or len(names) < len(sheets) or len(held_in) < len(sheets):
        raise refused("damaged_file")
    shared = {kind: target for kind, target in targets.values() if kind in ("sharedstrings", "styles")}
    properties = next((each for each in root if _local(each.tag) == "workbookPr"), root)
    calculation = next((each for each in root if _local(each.tag) == "calcPr"), root)
    return WorkbookParts(
        sheets=tuple(sheets),
        shared_strings=package.part(shared["sharedstrings"]) if "sharedstrings" in shared else None,
        styles=package.part(shared["styles"]) if "styles" in shared else None,
        counts_from_1904=properties.get("date1904") in _YES,
        is_uncalculated=calculation.get("fullCalcOnLoad") in _YES or calculation.get("calcMode") == "manual",
    )


class _Package:
    """The parts of a container by path, whatever the case of their letters, and how they are related."""

    def __init__(self, parts: Mapping[str, bytes]) -> None:
        self._parts = parts
        self._names = {name.casefold(): name for name in parts}

    def has(self, path: str) -> bool:
        return path.casefold() in self._names

    def name(self, path: str) -> str:
        if not self.has(path):
            raise refused("damaged_file")
        return self._names[path.casefold()]

    def part(self, path: str) -> bytes:
        return self._parts[self.name(path)]

    def related(self, path: str) -> list[tuple[str, str]]:
        return [*self.related_by_id(path).values()]

    def related_by_id(self, path: str) -> dict[str, tuple[str, str]]:
        """Return kind and path of each part that one part refers to, by the reference's id."""
        folder, name = posixpath.split(path)
        described = posixpath.join(folder, "_rels", name + ".rels")
        if not self.has(described):
            return {}
        related = {}
        for each in ET.fromstring(self.part(described)):  # noqa: S314 - without document type definitions
            kind = each.get("Type", "").rsplit("/", 1)[-1].casefold()
            target = posixpath.normpath(posixpath.join("/", folder, each.get("Target", "")))
            related[each.get("Id", "")] = (kind, target.lstrip("/"))
        return related


def _local(name: str) -> str:
    return name.rsplit("}", 1)[-1]


def cell_styles(styles: bytes | None) -> CellStyles:
    """Return which cell styles show per cent or a currency.

    Raises
    ------
    Refused
        ``damaged_file`` where the part is no XML.
    """
    if styles is None:
        return CellStyles(frozenset(), {})
    try:
        root = ET.fromstring(styles)  # noqa: S314 - without document type definitions
        formats = {
            int(each.get("numFmtId", "0")): each.get("formatCode", "")
            for each in root.iter()
            if _local(each.tag) == "numFmt"
        }
        groups = [group for group in root if _local(group.tag) == "cellXfs"]
        used = [int(each.get("numFmtId", "0")) for group in groups for each in group]
    except (ET.ParseError, ValueError) as fault:
        raise refused("damaged_file") from fault
    currencies = {style: currency_of_format(formats.get(number, "")) for style, number in enumerate(used)}
    return CellStyles(
        frozenset(
            style
            for style, number in enumerate(used)
            if number in _PER_CENT_IDS or _shows_per_cent(formats.get(number, ""))
        ),
        {style: currency for style, currency in currencies.items() if currency},
    )


def _shows_per_cent(code: str) -> bool:
    """Say whether a number format multiplies by a hundred: a per cent sign that is not quoted text."""
    return "%" in re.sub(r'"[^"]*"|\\.', "", code)


def currency_of_format(code: str) -> str | None:
    """Return the currency that a number format shows (ISO 4217), None where it shows none.

    >>> currency_of_format("#,##0.00 [$€-407]"), currency_of_format("[$SEK] #,##0"), currency_of_format("0.0")
    ('EUR', 'SEK', None)
    >>> currency_of_format("#,##0.00 [$kr.-406]"), currency_of_format("[$-406]d. mmmm yyyy")
    ('DKK', None)
    """
    found = _CURRENCY.search(code)
    if found is None:
        return None
    sign = (found[1] or found[3] or found[4]).strip()
    if sign.rstrip(".").casefold() == "kr":
        return _KRONER.get((found[2] or "").upper(), "DKK")
    return _ISO.get(sign, sign)[:10]


def clean_copy(
    sheets: Sequence[bytes], shared_strings: bytes | None, styles: bytes | None, *, from_1904: bool
) -> io.BytesIO:
    """Return a workbook of these sheets and nothing else, for the reader of values.

    It then reads the very bytes that were scanned: no second look into the container, no part under
    another name, no sheet that the scan did not see. Sheets are called ``s0``, ``s1``, ...
    """
    numbers = range(len(sheets))
    names = "".join(f'<sheet name="s{n}" sheetId="{n + 1}" r:id="r{n}"/>' for n in numbers)
    related = "".join(_relationship(f"r{n}", "worksheet", f"worksheets/s{n}.xml") for n in numbers)
    related += _relationship("rs", "sharedStrings", "sharedStrings.xml")
    related += _relationship("rt", "styles", "styles.xml")
    package = _relationship("r", "officeDocument", "xl/workbook.xml")
    copy = io.BytesIO()
    with zipfile.ZipFile(copy, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr("_rels/.rels", _relationships(package))
        archive.writestr(
            "xl/workbook.xml",
            f'<workbook xmlns="{_MAIN}" xmlns:r="{_RELATIONSHIPS}">'
            f'<workbookPr date1904="{int(from_1904)}"/><sheets>{names}</sheets></workbook>',
        )
        archive.writestr("xl/_rels/workbook.xml.rels", _relationships(related))
        for path, part in (("xl/sharedStrings.xml", shared_strings), ("xl/styles.xml", styles)):
            if part is not None:
                archive.writestr(path, part)
        for n, sheet in enumerate(sheets):
            archive.writestr(f"xl/worksheets/s{n}.xml", sheet)
    copy.seek(0)
    return copy


def _relationship(name: str, kind: str, target: str) -> str:
    return f'<Relationship Id="{name}" Type="{_RELATIONSHIPS}/{kind}" Target="{target}"/>'


def _relationships(content: str) -> str:
    return f'<Relationships xmlns="{_PACKAGE}">{content}</Relationships>'
