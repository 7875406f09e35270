"""A sheet's XML brought into one plain form, so that a scan of its bytes sees what a reader sees.

Excel, LibreOffice, XlsxWriter and openpyxl write that form already: no namespace prefixes, no comments,
every row with its number and every cell with its address first. Others are rewritten into it; what cannot
be rewritten is refused. The reader is then given these bytes and no others.

Standard library only: the reading process imports this module.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from intake.cells import LAST_ROW, address, position
from intake.container import refused

# What one cell holds at most, in characters: Excel, "Specifications and limits".
MOST_CHARACTERS = 32_767

MAIN = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_STRICT = b"http://purl.oclc.org/ooxml/spreadsheetml/main"
# No XML declaration is longer; the question mark of a processing instruction stands behind it.
_DECLARATION_BYTES = 60
_MARKUP = re.compile(rb"<!--.*?-->|<!\[CDATA\[(.*?)\]\]>|<\?.*?\?>", re.DOTALL)
_PREFIX = re.compile(rb"""xmlns:([\w.-]+)\s*=\s*["']([^"']*)["']""")
_DEFAULT_NAMESPACE = re.compile(rb"""xmlns\s*=\s*["']([^"']*)["']""")
_SHEET_DATA = re.compile(rb"<sheetData(?=[\s/>])[^>]*>")
_TAG = re.compile(rb"""<(row|c)((?:\s+[\w:.-]+\s*=\s*(?:"[^"<]*"|'[^'<]*'))*)\s*(/?)>""")
_ATTRIBUTE = re.compile(rb"""([\w:.-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')""")

# Possessive: what has matched is not tried again, which saves a third of the time.
PLAIN_CELL = re.compile(
    rb'<c r="([A-Z]{1,3}+[1-9][0-9]{0,6}+)"(?: s="[0-9]++")?+(?: t="[a-zA-Z]++")?+/?+>',
)
PLAIN_ROW = re.compile(rb'<row r="([1-9][0-9]{0,6}+)"([^>]*+)>')
# A cell in plain form with all that stands in it: letters, row, rest of the tag, content.
CELL = re.compile(rb'<c r="([A-Z]+)([0-9]+)"([^>]*+)>([^<]*+(?:<(?!c[ >]|/?row)[^<]*+)*+)')
_TEXT = re.compile(rb"<[tv](?:\s[^>]*)?>([^<]*)")


@dataclass(frozen=True)
class SheetXml:
    """The parts of a sheet in plain form: what stands before its cells, the cells, what stands after.

    ``addresses`` are those of all cells, in their order; ``rows`` the number and the attributes of each row.
    """

    head: bytes
    cells: bytes
    tail: bytes
    addresses: list[bytes]
    rows: list[tuple[bytes, bytes]]


def plain(part: bytes) -> bytes:
    """Return an XML part without comments, processing instructions, CDATA and prefixes of the main namespace.

    >>> plain(b'<x:v xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main">1<!-- 2 -->3</x:v>')
    b'<v xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main">13</v>'
    >>> plain(b"<t><![CDATA[a<b]]></t>")
    b'<t>a&lt;b</t>'
    """
    if b"!" in part or b"?" in part[_DECLARATION_BYTES:]:
        part = _MARKUP.sub(lambda found: _escaped(found[1] or b""), part)
    prefixes = {name for name, uri in _PREFIX.findall(part) if uri in (MAIN, _STRICT)}
    if prefixes:
        part = re.sub(rb"<(/?)(?:%b):" % b"|".join(map(re.escape, prefixes)), rb"<\1", part)
    return part


def _escaped(text: bytes) -> bytes:
    return text.replace(b"&", b"&amp;").replace(b"<", b"&lt;").replace(b">", b"&gt;")


def attributes(tag: bytes) -> dict[bytes, bytes]:
    """Return the attributes of a tag, in whichever quotes.

    >>> attributes(b"<col min='3' hidden = '1'/>")
    {b'min': b'3', b'hidden': b'1'}
    """
    return {found[1]: found[2] if found[2] is not None else found[3] for found in _ATTRIBUTE.finditer(tag)}


def read_sheet_xml(part: bytes, sheet: str) -> SheetXml:
    """Return the parts of a sheet in plain form.

    Raises
    ------
    Refused
        ``unreadable_sheet`` where the XML cannot be brought into that form or holds a cell twice.
    """
    part = plain(part)
    head, cells, tail = _split(part, sheet)
    addresses, rows = PLAIN_CELL.findall(cells), PLAIN_ROW.findall(cells)
    is_plain = len(addresses) == cells.count(b"<c") and len(rows) == cells.count(b"<row")
    # Most sheets have colons in the tags of their rows only, and a prefix needs one elsewhere.
    has_other_colons = cells.count(b":") > sum(rest.count(b":") for _, rest in rows)
    if not is_plain or has_other_colons or b"xmlns" in cells:
        _demand_one_vocabulary(head, cells, sheet)
    if not is_plain:
        cells = _with_addresses(cells, sheet)
        addresses, rows = PLAIN_CELL.findall(cells), PLAIN_ROW.findall(cells)
        if len(addresses) != cells.count(b"<c") or len(rows) != cells.count(b"<row"):
            raise refused("unreadable_sheet", sheet)
    if len(set(addresses)) < len(addresses) or any(int(row) > LAST_ROW for row, _ in rows):
        raise refused("unreadable_sheet", sheet)
    return SheetXml(head, cells, tail, addresses, rows)


def _split(part: bytes, sheet: str) -> tuple[bytes, bytes, bytes]:
    opening = _SHEET_DATA.search(part)
    if opening is None or part.count(b"<sheetData") > 1:
        raise refused("unreadable_sheet", sheet)
    if opening[0].endswith(b"/>"):
        return part[: opening.start()], b"", part[opening.end() :]
    end = part.find(b"</sheetData", opening.end())
    if end < 0:
        raise refused("unreadable_sheet", sheet)
    return part[: opening.start()], part[opening.end() : end], part[end:]


def _demand_one_vocabulary(head: bytes, cells: bytes, sheet: str) -> None:
    """Refuse elements of a foreign vocabulary among the cells: to some readers they are cells too."""
    declared = _PREFIX.findall(head) + _PREFIX.findall(cells)
    if any(uri not in (MAIN, _STRICT) and b"<%b:" % name in cells for name, uri in declared):
        raise refused("unreadable_sheet", sheet)
    if not {*_DEFAULT_NAMESPACE.findall(cells)} <= {MAIN, _STRICT}:
        raise refused("unreadable_sheet", sheet)


def _with_addresses(cells: bytes, sheet: str) -> bytes:
    """Rewrite the tags of rows and cells in plain form; one without a place follows the one before it."""
    row = column = 0

    def rewrite(tag: re.Match[bytes]) -> bytes:
        nonlocal row, column
        given = attributes(tag[2])
        if tag[1] == b"row":
            row, column = int(given.get(b"r", row + 1)), 0
            others = b"".join(b' %b="%b"' % (k, v) for k, v in given.items() if k in (b"hidden", b"ht"))
            return b'<row r="%d"%b%b>' % (row, others, tag[3])
        row, column = position(given[b"r"].decode("ascii")) if b"r" in given else (row, column + 1)
        others = b"".join(b' %b="%b"' % (k, given[k]) for k in (b"s", b"t") if k in given)
        return b'<c r="%b"%b%b>' % (address(row, column).encode("ascii"), others, tag[3])

    try:
        return _TAG.sub(rewrite, cells)
    except (ValueError, UnicodeError) as fault:
        raise refused("unreadable_sheet", sheet) from fault


def sheet_xml(rows: bytes) -> bytes:
    """Return a sheet of these rows and nothing else."""
    return b'<worksheet xmlns="%b"><sheetData>%b</sheetData></worksheet>' % (MAIN, rows)


def characters(content: bytes) -> int:
    """Return how many characters the text in a cell or a shared string has.

    >>> characters("<is><r><t>Køb &amp; </t></r><r><t>salg</t></r></is>".encode())
    10
    """
    text = b"".join(_TEXT.findall(content)).decode("utf-8", "replace")
    return len(re.sub(r"&[^;]{1,10};", "x", text))


def too_long_cells(cells: bytes) -> Iterator[tuple[str, int]]:
    """Yield address and length of each cell whose own text is longer than a cell can hold."""
    for row in cells.split(b"</row"):
        # A character is at least a byte: only a row this long can hold such a cell.
        if len(row) > MOST_CHARACTERS:
            for letters, number, _, content in CELL.findall(row):
                if len(content) > MOST_CHARACTERS and (found := characters(content)) > MOST_CHARACTERS:
                    yield (letters + number).decode("ascii"), found
