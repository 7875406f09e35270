"""The documents inside a received declaration: one XML or JSON, or the ZIP that a portal exports.

Nothing is unpacked to a disk and nothing is fetched. The limits follow OWASP ASVS 5.0 section 5.2, with the sizes
of declarations: the largest known are some hundred kilobytes without their attached documents.
"""

import io
import re
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Literal

from intake.container import DAMAGES

Kind = Literal["process", "flow", "unit_group", "json", "other"]

MOST_FILE_BYTES = 20 * 1024**2
MOST_UNPACKED_BYTES = 100 * 1024**2
MOST_DOCUMENT_BYTES = 10 * 1024**2
MOST_MEMBERS = 2_000
MOST_RATIO = 100
# Small files of equal lines pack better than that and harm nobody.
RATIO_FROM_BYTES = 10 * 1024**2

_ARCHIVES = (b"PK\x03\x04", b"PK\x05\x06", b"Rar!", b"7z\xbc\xaf\x27\x1c", b"\xfd7zXZ", b"BZh", b"\x1f\x8b")
_ROOTS: Mapping[bytes, Kind] = {
    b"processDataSet": "process",
    b"flowDataSet": "flow",
    b"unitGroupDataSet": "unit_group",
}
_ROOT = re.compile(rb"<(?:[\w.-]+:)?([A-Za-z]\w*)[\s>/]")
_HEAD_BYTES = 4096


class RefusedEpd(Exception):
    """The file is not read at all."""

    def __init__(self, code: str, **values: object) -> None:
        super().__init__(code)
        self.code = code
        self.values = values


@dataclass
class Documents:
    """The documents of a file by their path in it; a lone document has its file's name."""

    of_kind: dict[Kind, dict[str, bytes]] = field(default_factory=dict)

    def of(self, kind: Kind) -> Mapping[str, bytes]:
        """Return the documents of a kind, in the order of their paths."""
        return self.of_kind.get(kind, {})


def documents_of(name: str, received: bytes) -> Documents:
    """Return what is inside a received file, told by its content and never by its name.

    Raises
    ------
    RefusedEpd
        ``epd_too_large``, ``epd_damaged``, ``epd_archive_refused`` (nested archive, password, path that leads
        out of it, too many members, two members of one name), ``epd_not_recognised``.
    """
    if len(received) > MOST_FILE_BYTES:
        raise RefusedEpd("epd_too_large", found_bytes=len(received), most_bytes=MOST_FILE_BYTES)
    if not received.startswith(b"PK"):
        return _sorted({name: received})
    try:
        with zipfile.ZipFile(io.BytesIO(received)) as archive:
            return _sorted(_unpacked(archive))
    except DAMAGES as fault:
        raise RefusedEpd("epd_damaged") from fault


def _unpacked(archive: zipfile.ZipFile) -> dict[str, bytes]:
    """Unpack the documents within the limits, whatever sizes the directory of the archive states."""
    members = [member for member in archive.infolist() if not member.is_dir()]
    _demand_fair_members(members)
    found: dict[str, bytes] = {}
    left = MOST_UNPACKED_BYTES
    for member in sorted(members, key=lambda each: each.filename):
        with archive.open(member) as packed:
            content = packed.read(left + 1)
        left -= len(content)
        if left < 0:
            raise RefusedEpd("epd_too_large", most_bytes=MOST_UNPACKED_BYTES)
        if content.startswith(_ARCHIVES):
            raise RefusedEpd("epd_archive_refused", found=member.filename[:100])
        found[member.filename] = content
    return found


def _demand_fair_members(members: list[zipfile.ZipInfo]) -> None:
    names = [member.filename for member in members]
    if len(members) > MOST_MEMBERS:
        raise RefusedEpd("epd_archive_refused", found=str(len(members)))
    for member in members:
        path = PurePosixPath(member.filename.replace("\\", "/"))
        leads_out = path.is_absolute() or ".." in path.parts or ":" in member.filename
        if leads_out or "\0" in member.filename or member.flag_bits & 1:
            raise RefusedEpd("epd_archive_refused", found=member.filename[:100])
    if len({name.casefold() for name in names}) < len(names):
        # Two members of one name: every reader may choose another one of them.
        raise RefusedEpd("epd_damaged")
    unpacked, packed = (sum(getattr(m, size) for m in members) for size in ("file_size", "compress_size"))
    if unpacked > MOST_UNPACKED_BYTES or (unpacked > RATIO_FROM_BYTES and unpacked > MOST_RATIO * packed):
        raise RefusedEpd("epd_too_large", found_bytes=unpacked, most_bytes=MOST_UNPACKED_BYTES)


def _sorted(contents: Mapping[str, bytes]) -> Documents:
    documents = Documents()
    for name, content in contents.items():
        kind = _kind(content)
        if kind != "other" and len(content) > MOST_DOCUMENT_BYTES:
            raise RefusedEpd("epd_too_large", found_bytes=len(content), most_bytes=MOST_DOCUMENT_BYTES)
        documents.of_kind.setdefault(kind, {})[name] = content
    if not documents.of("process") and not documents.of("json"):
        raise RefusedEpd("epd_not_recognised")
    return documents


def _kind(content: bytes) -> Kind:
    """Return what a document is by its first element; every text encoding is looked at as ASCII."""
    head = content[:_HEAD_BYTES].replace(b"\0", b"").removeprefix(b"\xef\xbb\xbf").lstrip(b"\xff\xfe \t\r\n")
    if head.startswith(b"{"):
        return "json"
    if not head.startswith(b"<"):
        return "other"
    bare = re.sub(rb"<!--.*?-->", b"", head, flags=re.DOTALL)
    first = _ROOT.search(bare)
    return _ROOTS.get(first[1], "other") if first else "other"
