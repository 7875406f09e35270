"""A saved workbook packed again without the moment it was saved: the same cells give the same bytes."""

import io
import re
import zipfile

# The moment that the blank workbooks carry too.
MOMENT = "2000-01-01T00:00:00Z"
CORE_PROPERTIES = "docProps/core.xml"
_MODIFIED = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*(</dcterms:modified>)")
EARLIEST = (1980, 1, 1, 0, 0, 0)


def repacked(workbook: bytes) -> bytes:
    """Return a workbook with its parts in their order, each with the earliest time a zip can hold."""
    content = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(workbook)) as given,
        zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as packed,
    ):
        for name in given.namelist():
            part = given.read(name)
            if name == CORE_PROPERTIES:
                part = _MODIFIED.sub(rb"\g<1>%b\g<2>" % MOMENT.encode(), part)
            entry = zipfile.ZipInfo(name, EARLIEST)
            entry.compress_type = zipfile.ZIP_DEFLATED
            packed.writestr(entry, part)
    return content.getvalue()
