"""What a sheet's bytes tell and the reader of values does not: errors, uncalculated formulas, what is hidden.

The reader gives an error cell, a formula without a value and a blank cell alike as blank. They are told
apart here, and everything else is found that a person looking at the sheet would see or not see.

Standard library only: the reading process imports this module.
"""

import re
from dataclasses import dataclass

from intake.cells import LAST_COLUMN
from intake.container import refused
from intake.sheet_extent import true_extent
from intake.sheet_xml import MOST_CHARACTERS, attributes, read_sheet_xml, sheet_xml, too_long_cells
from intake.workbook_parts import CellStyles

_ERROR = re.compile(rb'<c r="([A-Z]+[0-9]+)"(?: s="[0-9]+")? t="e"')
_VALUE = re.compile(rb"<v>([^<]*)|<c |</row")
# The reader stops at an error that it does not know, such as #SPILL!; this one stands in for it there.
_KNOWN_ERRORS = {b"#DIV/0!", b"#N/A", b"#NAME?", b"#NULL!", b"#NUM!", b"#REF!", b"#VALUE!"}
_STAND_IN = b"#VALUE!"
_NO_VALUE_AFTER_FORMULA = re.compile(rb"</f>(?!\s*<v)|<f(?:\s[^>]*)?/>(?!\s*<v)")
_EMPTY_VALUE_AFTER_FORMULA = re.compile(rb"(?:</f>|<f(?:\s[^>]*)?/>)\s*<v(?:\s*/>|>\s*</v>)")
_FORMULA_AFTER_VALUE = re.compile(rb"</v>\s*<f")
_TRUTH_AS_NUMBER = re.compile(
    rb'(<c r="[A-Z]+[0-9]+"(?: s="[0-9]+")?)(?: t="n")?(><f[^>]*>(?:TRUE|FALSE)\(\)</f><v>[01]</v>)'
)
_CELL_TAG = re.compile(rb'<c r="([A-Z]+[0-9]+)"(?: s="[0-9]+")?(?: t="([a-zA-Z]+)")?')
_COLUMN = re.compile(rb"<col\s[^>]*>")
_MERGED = re.compile(rb"""<mergeCell\s[^>]*?\bref\s*=\s*["']([A-Z]+[0-9]+:[A-Z]+[0-9]+)["']""")
_YES = (b"1", b"true")


@dataclass(frozen=True)
class SheetScan:
    """What the scan of one sheet found. Cells are addresses, rows and columns numbers from 1.

    ``last_row`` and ``last_column`` bound every value; ``far`` holds the cells taken out, with what stands
    in them.
    """

    last_row: int
    last_column: int
    far: tuple[tuple[str, bytes], ...]
    has_formulas: bool
    errors: dict[str, str]
    formulas_without_value: list[str]
    merged: list[str]
    hidden_rows: list[int]
    hidden_columns: list[int]
    per_cent: list[str]
    currencies: dict[str, str]


def scan(part: bytes, sheet: str, styles: CellStyles) -> tuple[SheetScan, bytes]:
    """Scan the XML of one sheet, and return what it tells and the XML that the reader may read.

    Parameters
    ----------
    part : the sheet's XML as it stands in the file.
    sheet : its name, for what is reported.
    styles : which cell formats show per cent or a currency.

    Raises
    ------
    Refused
        ``unreadable_sheet``, ``sheet_too_large``, ``scattered_cells`` or ``cell_too_long``.
    """
    xml = read_sheet_xml(part, sheet)
    for cell, found in too_long_cells(xml.cells):
        raise refused("cell_too_long", sheet, cell, found=found, most=MOST_CHARACTERS)
    # One letter is found faster than two, and most sheets of plain values have no "f" at all.
    has_formulas = b"f" in xml.cells and b"<f" in xml.cells
    if has_formulas and _FORMULA_AFTER_VALUE.search(xml.cells):
        # Against the schema's order, and the reader then drops the value without a word.
        raise refused("unreadable_sheet", sheet)
    extent = true_extent(xml, sheet)
    errors, readable = _errors(extent.cells)
    if has_formulas:
        readable = _with_truth_values(readable)
    far_errors = {cell: _error_code(rest) for cell, rest in extent.far if b' t="e"' in rest.split(b">")[0]}
    scanned = SheetScan(
        last_row=extent.last_row,
        last_column=extent.last_column,
        far=tuple(each for each in extent.far if each[0] not in far_errors),
        has_formulas=has_formulas,
        errors=errors | far_errors,
        formulas_without_value=_uncalculated(xml.cells) if has_formulas else [],
        merged=[ref.decode("ascii") for ref in _MERGED.findall(xml.tail)],
        hidden_rows=_hidden_rows(xml.rows),
        hidden_columns=_hidden_columns(xml.head, extent.last_column),
        per_cent=list(_cells_in_styles(extent.cells, dict.fromkeys(styles.per_cent, ""))),
        currencies=_cells_in_styles(extent.cells, styles.currencies),
    )
    return scanned, sheet_xml(readable)


def _error_code(content: bytes) -> str:
    value = _VALUE.search(content)
    return (value[1] or b"").decode("utf-8", "replace").strip()[:20] if value else ""


def _errors(cells: bytes) -> tuple[dict[str, str], bytes]:
    """Return the error code of each error cell, and the cells with codes that the reader knows."""
    if b' t="e"' not in cells:
        return {}, cells
    errors: dict[str, str] = {}
    pieces, done = [], 0
    for tag in _ERROR.finditer(cells):
        value = _VALUE.search(cells, tag.end())
        code = value[1] if value and value[1] is not None else None
        errors[tag[1].decode("ascii")] = (code or b"").decode("utf-8", "replace").strip()[:20]
        if value and code is not None and code not in _KNOWN_ERRORS:
            pieces += [cells[done : value.start(1)], _STAND_IN]
            done = value.end(1)
    return errors, b"".join([*pieces, cells[done:]])


def _with_truth_values(cells: bytes) -> bytes:
    """Return cells in which a truth value is one, whatever the number format of its cell.

    LibreOffice saves what was typed as TRUE as the formula TRUE(), and with the value 1 as a number where the
    cell has a format of its own: a price of TRUE would be read as 1.

    >>> _with_truth_values(b'<c r="A1" s="4" t="n"><f aca="false">TRUE()</f><v>1</v></c>')
    b'<c r="A1" s="4" t="b"><f aca="false">TRUE()</f><v>1</v></c>'
    """
    return _TRUTH_AS_NUMBER.sub(rb'\1 t="b"\2', cells)


def _uncalculated(cells: bytes) -> list[str]:
    """Return the cells whose formula no program has calculated.

    A formula may well give an empty text; then its cell says that it holds a text (``t="str"``).
    """
    found = [_cell_before(cells, place.start())[0] for place in _NO_VALUE_AFTER_FORMULA.finditer(cells)]
    for place in _EMPTY_VALUE_AFTER_FORMULA.finditer(cells):
        cell, kind = _cell_before(cells, place.start())
        if kind != b"str":
            found.append(cell)
    return found


def _cell_before(cells: bytes, place: int) -> tuple[str, bytes | None]:
    """Return address and type of the cell in which a place stands."""
    tag = _CELL_TAG.match(cells, cells.rfind(b"<c ", 0, place))
    if tag is None:
        raise refused("unreadable_sheet")
    return tag[1].decode("ascii"), tag[2]


def _hidden_rows(rows: list[tuple[bytes, bytes]]) -> list[int]:
    return [
        int(row)
        for row, rest in rows
        if (b"hidden" in rest or b"ht" in rest)
        and ((given := attributes(rest)).get(b"hidden") in _YES or _is_nothing(given.get(b"ht")))
    ]


def _hidden_columns(head: bytes, last_column: int) -> list[int]:
    """Return the hidden columns up to the last one in use; hiding all unused ones is a common courtesy."""
    hidden: set[int] = set()
    for tag in _COLUMN.findall(head):
        given = attributes(tag)
        first, last = given.get(b"min", b""), given.get(b"max", b"")
        is_hidden = given.get(b"hidden") in _YES or _is_nothing(given.get(b"width"))
        if is_hidden and first.isdigit() and last.isdigit():
            hidden |= {*range(int(first), min(int(last), last_column, LAST_COLUMN) + 1)}
    return sorted(hidden)


def _is_nothing(size: bytes | None) -> bool:
    """Say whether a stated height or width is zero."""
    return size is not None and re.fullmatch(rb"0(\.0*)?", size) is not None


def _cells_in_styles(cells: bytes, meanings: dict[int, str]) -> dict[str, str]:
    """Return what the number format says of each cell that has one of some styles."""
    if not meanings:
        return {}
    styles = b"|".join(b"%d" % style for style in meanings)
    tags = re.findall(rb'<c r="([A-Z]+[0-9]+)" s="(%b)"[^>]*(?<!/)>' % styles, cells)
    return {cell.decode("ascii"): meanings[int(style)] for cell, style in tags}
