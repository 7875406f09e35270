"""What may be inside a received file before any reader sees it.

Standard library only: the reading process imports this module. The limits follow OWASP ASVS 5.0
section 5.2 (size, count and ratio of archives) and the kinds of content that a bid has no use for.
"""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator, Mapping

MOST_FILE_BYTES = 20 * 1024**2
MOST_UNPACKED_BYTES = 200 * 1024**2
MOST_MEMBERS = 500
MOST_RATIO = 100
# A small sheet of equal rows packs better than 100:1 and harms nobody, so the ratio is asked of larger ones.
RATIO_FROM_BYTES = 10 * 1024**2

_OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_ARCHIVES = (b"PK\x03\x04", b"PK\x05\x06", b"Rar!", b"7z\xbc\xaf\x27\x1c", b"\xfd7zXZ", b"BZh", b"\x1f\x8b")
# A compressed metafile is gzip by definition and is a picture all the same.
_COMPRESSED_PICTURES = (".emz", ".wmz", ".svgz")
_XML = (".xml", ".rels", ".vml")
# What a part is called, and what a relationship to it is called where the part has another name.
_FORBIDDEN_NAMES: Mapping[str, tuple[str, ...]] = {
    "macros": ("vbaproject", "xl/macrosheets/", "xl/intlmacrosheets/"),
    "external_links": ("xl/externallinks/",),
    "embedded_object": ("/embeddings/", "oleobject"),
    "active_content": ("/activex/",),
    "data_connections": ("xl/connections", "xl/querytables/", "xl/model/"),
}
_FORBIDDEN_RELATIONSHIPS: Mapping[str, frozenset[bytes]] = {
    "macros": frozenset({b"vbaproject", b"xlmacrosheet", b"xlintlmacrosheet"}),
    "external_links": frozenset({b"externallink", b"externallinkpath"}),
    "embedded_object": frozenset({b"oleobject", b"package"}),
    "active_content": frozenset({b"control", b"activexcontrolbinary"}),
    "data_connections": frozenset({b"connections", b"querytable", b"powerpivotdata"}),
}
_RELATIONSHIP_TYPE = re.compile(rb"""\sType\s*=\s*["'][^"']*?([^/"']+)["']""")
# What the standard library raises for a container that is cut off, packed in another way, or no container.
DAMAGES = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, UnicodeError)
_ENCODING = re.compile(rb"""^(?:\xef\xbb\xbf)?<\?xml[^>]*?\bencoding\s*=\s*["']([^"']*)["']""")


# Code, sheet, cell, values: plain data, as it leaves the reading process.
Fault = tuple[str, str | None, str | None, dict[str, object]]


class Refused(Exception):
    """The file is not read at all; ``faults`` holds every reason."""

    def __init__(self, *faults: Fault) -> None:
        super().__init__(", ".join(fault[0] for fault in faults))
        self.faults = faults


def refused(code: str, sheet: str | None = None, cell: str | None = None, **values: object) -> Refused:
    """Return the exception for one reason."""
    return Refused((code, sheet, cell, values))


def unpacked_parts(received: bytes) -> dict[str, bytes]:
    """Return the XML parts of a received workbook, by name, once the container has passed every check.

    Parameters
    ----------
    received : the file as it was uploaded.

    Raises
    ------
    Refused
        With every reason that was found: what the file is instead of a workbook, what is too large,
        and what a bid may not carry (macros, links to other files, embedded files, active content,
        data connections, archives, document type definitions, parts in another encoding than UTF-8).
    """
    _demand_a_zip(received)
    try:
        with zipfile.ZipFile(io.BytesIO(received)) as archive:
            _demand_fair_sizes(archive.infolist())
            _demand_a_workbook(archive)
            faults: dict[str, Fault] = {}
            parts = _stream(archive, faults)
    except DAMAGES as fault:
        raise refused("damaged_file") from fault
    if faults:
        raise Refused(*faults.values())
    return parts


def _demand_a_zip(received: bytes) -> None:
    if not received:
        raise refused("empty_file")
    if len(received) > MOST_FILE_BYTES:
        raise refused("file_too_large", found_bytes=len(received), most_bytes=MOST_FILE_BYTES)
    if received.startswith(_OLE2):
        raise refused("password_protected" if _ENCRYPTED in received else "old_excel_file")
    if not received.startswith(b"PK\x03\x04"):
        raise refused("csv_file" if _looks_like_csv(received) else "not_a_workbook")


def _looks_like_csv(received: bytes) -> bool:
    """Say whether bytes are lines of text with separators in them, in whatever encoding."""
    head = received[:4096]
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        head = head.replace(b"\0", b"")
    is_text = not re.search(rb"[\x00-\x08\x0e-\x1f]", head) and not head.startswith((b"%PDF", b"<", b"{"))
    return is_text and any(separator in head for separator in (b";", b",", b"\t"))


def _demand_fair_sizes(members: list[zipfile.ZipInfo]) -> None:
    if len(members) > MOST_MEMBERS:
        raise refused("too_many_parts", found=len(members), most=MOST_MEMBERS)
    if len({member.filename.casefold() for member in members}) < len(members):
        # Two parts of one name: every reader may choose another one of them.
        raise refused("damaged_file")
    if any(member.flag_bits & 1 for member in members):
        raise refused("password_protected")
    unpacked = sum(member.file_size for member in members)
    packed = sum(member.compress_size for member in members)
    if unpacked > MOST_UNPACKED_BYTES:
        raise refused("unpacks_too_large", found_bytes=unpacked, most_bytes=MOST_UNPACKED_BYTES)
    if unpacked > RATIO_FROM_BYTES and unpacked > MOST_RATIO * packed:
        raise refused("packed_too_hard", found_ratio=unpacked // max(packed, 1), most_ratio=MOST_RATIO)


def _demand_a_workbook(archive: zipfile.ZipFile) -> None:
    names = {name.casefold() for name in archive.namelist()}
    if "mimetype" in names and "content.xml" in names:
        raise refused("ods_file")
    if "xl/workbook.bin" in names:
        raise refused("xlsb_file")
    if "[content_types].xml" not in names or "_rels/.rels" not in names:
        raise refused("not_a_workbook")


def _stream(archive: zipfile.ZipFile, faults: dict[str, Fault]) -> dict[str, bytes]:
    """Unpack part by part within the total, whatever sizes the directory states; keep only XML."""
    parts: dict[str, bytes] = {}
    left = MOST_UNPACKED_BYTES
    for member in archive.infolist():
        if member.is_dir():
            continue
        with archive.open(member) as packed:
            part = packed.read(left + 1)
        left -= len(part)
        if left < 0:
            raise refused("unpacks_too_large", most_bytes=MOST_UNPACKED_BYTES)
        for code in _faults_of(member.filename.casefold(), part):
            faults.setdefault(code, (code, None, None, {"part": member.filename[:100]}))
        if member.filename.casefold().endswith(_XML):
            parts[member.filename] = part
    return parts


def _faults_of(name: str, part: bytes) -> Iterator[str]:
    """Yield the codes of what one part may not be or hold. ``name`` is in lower case."""
    for code, names in _FORBIDDEN_NAMES.items():
        if any(each in name for each in names):
            yield code
    if part.startswith(_OLE2):
        yield "embedded_object"
    if part.startswith(_ARCHIVES) and not name.endswith(_COMPRESSED_PICTURES):
        yield "nested_archive"
    if name.endswith(_XML):
        yield from _faults_of_xml(name, part)


def _faults_of_xml(name: str, part: bytes) -> Iterator[str]:
    if b"<!DOCTYPE" in part or b"<!ENTITY" in part:
        yield "document_type_definition"
    if not name.endswith(".vml") and not _is_utf8(part):
        yield "not_utf8"
    if name.endswith(".rels"):
        kinds = {kind.lower() for kind in _RELATIONSHIP_TYPE.findall(part)}
        yield from (code for code, forbidden in _FORBIDDEN_RELATIONSHIPS.items() if kinds & forbidden)
    if name == "[content_types].xml" and b"macroenabled" in part.lower():
        yield "macros"


def _is_utf8(part: bytes) -> bool:
    """Say whether an XML part is UTF-8 by its first bytes and its declaration.

    The byte scan of the sheets reads ASCII markup; in UTF-16 it would see nothing at all.
    """
    if part.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\0" in part[:64]:
        return False
    declared = _ENCODING.match(part)
    return declared is None or declared[1].lower() in (b"utf-8", b"utf8", b"us-ascii", b"ascii")
