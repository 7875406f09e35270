"""What a workbook's hidden sheet says of it: its template, its tender and lot, where its tables stand.

The hidden sheet helps to find things and is never believed where the sheets say otherwise: whoever
filled in the workbook could have changed it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from intake.raw import Cell, RawSheet, RawWorkbook

SCHEMA_SHEET = "_skema"
PRINTED = "printed:"
_WIDTH = 6


@dataclass(frozen=True)
class SheetPlace:
    """Where a table stood when the workbook was written; rows count from 1."""

    name: str
    orientation: str
    heading_row: int
    data_row: int


@dataclass(frozen=True)
class Template:
    """What a workbook says it is.

    Parameters
    ----------
    kind : ``bid``, ``tender``, ``decisions``, ``scores`` or ``basket``; blank where it does not say.
    version : of the layout.
    tender, lot, amendment, sha256 : what it was made for; the lot only in a bid sheet and in a score sheet.
    score_key : what names the key to the products of a score sheet; blank where they are not anonymised.
    sheets : table -> where it stood.
    headings : table -> field -> its headings; what the buyer printed is called ``printed:KEY``.
    lists : names of the sheets that hold the words to choose from.
    """

    kind: str = ""
    version: str = ""
    tender: str = ""
    lot: str = ""
    amendment: int | None = None
    sha256: str = ""
    score_key: str = ""
    sheets: Mapping[str, SheetPlace] = field(default_factory=dict)
    headings: Mapping[str, Mapping[str, tuple[str, ...]]] = field(default_factory=dict)
    lists: frozenset[str] = frozenset()


def read_template(workbook: RawWorkbook) -> Template | None:
    """Read the hidden sheet of a workbook, None where it has none or one that says nothing."""
    sheet = next((s for s in workbook.sheets if s.name.casefold() == SCHEMA_SHEET), None)
    if sheet is None:
        return None
    # Whoever changed the sheet may have left rows short: each is as wide as the widest of them needs.
    rows = [(*map(_words, row), *[""] * _WIDTH)[:_WIDTH] for row in sheet.rows]
    facts = {row[0]: row for row in reversed(rows)}
    nothing = ("",) * _WIDTH
    kind, version = facts.get("template", nothing)[1:3]
    if not kind:
        return None
    return Template(
        kind=kind,
        version=version,
        tender=facts.get("tender", nothing)[1],
        lot=facts.get("lot", nothing)[1],
        amendment=_whole(facts.get("amendment", nothing)[1]),
        sha256=facts.get("sha256", nothing)[1],
        score_key=facts.get("score_key", nothing)[1],
        sheets=_places(rows),
        headings=_headings(rows),
        lists=frozenset(row[2] for row in rows if row[0] == "list"),
    )


def _places(rows: list[tuple[str, ...]]) -> dict[str, SheetPlace]:
    found = {}
    for row in rows:
        if row[0] == "sheet":
            heading, data = _whole(row[4]), _whole(row[5])
            found[row[1]] = SheetPlace(row[2], row[3], heading or 1, data or 1)
    return found


def _headings(rows: list[tuple[str, ...]]) -> dict[str, dict[str, tuple[str, ...]]]:
    found: dict[str, dict[str, tuple[str, ...]]] = {}
    for row in rows:
        if row[0] in ("column", "printed"):
            name = row[2] if row[0] == "column" else PRINTED + row[2]
            found.setdefault(row[1], {})[name] = tuple(words for words in row[4:6] if words)
    return found


def _words(cell: Cell) -> str:
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return cell.strip() if isinstance(cell, str) else ""


def _whole(words: str) -> int | None:
    return int(words) if words.isascii() and words.isdigit() else None


def other_sheets(workbook: RawWorkbook, template: Template | None, used: set[str]) -> list[RawSheet]:
    """Return the sheets that hold something and belong to no table that was read."""
    known = used | (template.lists if template else frozenset()) | {SCHEMA_SHEET}
    return [s for s in workbook.sheets if s.name not in known and any(any(row) for row in s.rows)]
