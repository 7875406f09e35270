"""The seal: the SHA-256 of the canonical form of all that an award run reads.

Canonical JSON after RFC 8785 (sorted keys, no spaces, UTF-8), with every number as a string: a decimal
as it is written, a float in its shortest form, so that no reader's arithmetic can change the text.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import field
from datetime import datetime
from decimal import Decimal
from typing import Annotated, Any

from pydantic import AfterValidator, ConfigDict, StringConstraints, TypeAdapter
from pydantic.dataclasses import dataclass

from evaluation.schema import Row
from evaluation.sheets import TEMPLATE_VERSION, Column, Sheet, bid_sheets
from evaluation.tender import TENDER_TABLES, Tender

CALCULATION_VERSION = "1"
BID_SHEET = "bid_sheet:"
_STRICT = ConfigDict(extra="forbid", strict=False)


def _moment(text: str) -> str:
    datetime.fromisoformat(text)
    return text


Text = Annotated[str, StringConstraints(min_length=1)]
# ISO time or date: what is no such raises as a seal that cannot be read.
Moment = Annotated[str, AfterValidator(_moment)]
# The names of the fields of each table.
Fields = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, config=_STRICT)
class SealedVector:
    """What the calculation gave invented bids when the tender was sealed.

    Parameters
    ----------
    figures : repr of a float to twelve digits, or a ranking, by ``lot/bid/what``.
    sha256 : of their canonical JSON.
    missing : the lots that have none, with a code for why: ``no_total``.
    """

    figures: Mapping[str, str]
    sha256: Text
    missing: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, config=_STRICT)
class SheetChange:
    """A cell, column or row of a bid sheet that an amendment changed, added or took away.

    ``key`` is blank where a whole column or a whole sheet is another, ``field`` where a whole row is.
    """

    lot: str
    table: str
    key: str = ""
    field: str = ""


@dataclass(frozen=True, config=_STRICT)
class Amendment:
    """An amendment (rettelsesblad) in the chain of seals.

    Parameters
    ----------
    number : 1 for the first.
    previous : SHA-256 of the version that it amends.
    published : date on which it was published.
    deadline : deadline for bids after it.
    is_essential : whether its changes are essential (udbudsloven § 93 stk. 4 nr. 2), as ``by`` judged.
    sheet_changes : what it changed in the bid sheets.
    """

    number: int
    previous: Text
    published: Moment
    deadline: Moment
    is_essential: bool
    by: Text
    at: Moment
    sheet_changes: tuple[SheetChange, ...] = ()


@dataclass(frozen=True, config=_STRICT)
class Seal:
    """Who sealed what, when.

    Parameters
    ----------
    sha256 : of :func:`canonical_json`.
    at : ISO time with zone.
    parts : SHA-256 of each table, and of the layout of each lot's bid sheet; none in a seal of an old program.
    fields : the fields that the program knew when it sealed; one that came later must stand at its default.
    vector : what the calculation gave invented bids; None in a seal of an old program.
    version : 1 for the first that was published, one more for each amendment.
    previous : SHA-256 of the version before; blank where there is none.
    amendments : every amendment up to this version, the first one first.
    late_reason : why it was sealed when bids were there already; blank where it was sealed before.
    """

    sha256: Text
    by: Text
    at: Moment
    calculation_version: Text = CALCULATION_VERSION
    parts: Mapping[str, str] = field(default_factory=dict)
    fields: Fields = field(default_factory=dict)
    vector: SealedVector | None = None
    version: int = 1
    previous: str = ""
    amendments: tuple[Amendment, ...] = ()
    late_reason: str = ""

    @property
    def is_late(self) -> bool:
        """Say whether bids were there when it was sealed."""
        return bool(self.late_reason)

    def as_json(self) -> dict[str, Any]:
        """Return the content of ``seal.json``."""
        held: dict[str, Any] = _SEAL.dump_python(self, mode="json")
        return {name: value for name, value in held.items() if value or name in _ALWAYS}


_SEAL = TypeAdapter(Seal)
_ALWAYS = ("sha256", "by", "at", "calculation_version", "version")


@dataclass(frozen=True, config=_STRICT)
class Fork:
    """A copy of a case that was changed after its bids were opened; no award can come of it.

    ``parent`` is the SHA-256 of the tender it was copied from, blank where ``fork.json`` cannot be read.
    """

    parent: str = ""
    by: str = ""
    at: Annotated[str, AfterValidator(lambda text: _moment(text) if text else text)] = ""
    reason: str = ""

    def as_json(self) -> dict[str, Any]:
        """Return the content of ``fork.json``."""
        held: dict[str, Any] = _FORK.dump_python(self, mode="json")
        return held


_FORK = TypeAdapter(Fork)


def seal_from(content: Mapping[str, object]) -> Seal:
    """Return the seal that a ``seal.json`` holds.

    Raises
    ------
    ValueError
        Where a part is missing, or is not what it should be.
    """
    if "calculation_version" not in content:
        raise ValueError("a seal holds sha256, by, at and calculation_version")
    return _SEAL.validate_python(dict(content))


def fork_from(content: Mapping[str, object]) -> Fork:
    """Return what a ``fork.json`` holds.

    Raises
    ------
    ValueError
        Where something in it is not what it should be.
    """
    return _FORK.validate_python(dict(content))


def canonical_json(tender: Tender, version: str = CALCULATION_VERSION, fields: Fields | None = None) -> str:
    """Return the canonical JSON of a tender and the version of the calculation it was made for.

    ``fields`` limits it to the fields that an older program knew.
    """
    return _as_text({"calculation_version": version, "tender": _tables(tender, fields)})


def tender_sha256(tender: Tender, version: str = CALCULATION_VERSION, fields: Fields | None = None) -> str:
    """Return the SHA-256 of the canonical JSON, in hexadecimal."""
    return sha256_of(canonical_json(tender, version, fields))


def sealed_as(tender: Tender, seal: Seal | None) -> str:
    """Return the SHA-256 of a tender as its seal counts it: by the version and fields of the program that sealed."""
    if seal is None:
        return tender_sha256(tender)
    return tender_sha256(tender, seal.calculation_version, seal.fields or None)


def is_sealed_by(tender: Tender, seal: Seal | None) -> bool:
    """Say whether a seal is of a tender as it stands."""
    return seal is not None and seal.sha256 == sealed_as(tender, seal) and not _set_since(tender, seal)


def sealed_sha256(tender: Tender, seal: Seal | None) -> str:
    """Return the SHA-256 of a tender that a seal is of, nothing where it is of another or there is none."""
    return seal.sha256 if seal is not None and is_sealed_by(tender, seal) else ""


def changed_parts(tender: Tender, seal: Seal) -> tuple[str, ...]:
    """Return what differs from a seal: tables by their name in :class:`Tender`, bid sheets as ``bid_sheet:LOT``.

    None where the seal is of an old program, which kept no hash of the parts.
    """
    if not seal.parts:
        return ()
    found, set_since = seal_parts(tender, seal.fields or None), _set_since(tender, seal)
    names = dict.fromkeys([*seal.parts, *found, *TENDER_TABLES])
    return tuple(name for name in names if seal.parts.get(name) != found.get(name) or name in set_since)


def seal_parts(tender: Tender, fields: Fields | None = None) -> dict[str, str]:
    """Return the SHA-256 of each table of a tender, and of the layout of each lot's bid sheet."""
    tables = {name: sha256_of(_as_text(rows)) for name, rows in _tables(tender, fields).items()}
    sheets = {
        f"{BID_SHEET}{lot.id}": sha256_of(_as_text(bid_sheet_layout(tender, lot.id))) for lot in tender.lots
    }
    return {**tables, **sheets}


def known_fields() -> dict[str, tuple[str, ...]]:
    """Return the fields of every table of a tender, as this program knows them."""
    return {name: tuple(row.model_fields) for name, row in TENDER_TABLES.items()}


def bid_sheet_layout(tender: Tender, lot: str) -> object:
    """Return what a lot's bid sheet prints and asks for, as values: its sheets, columns, rows and printed cells."""
    return [TEMPLATE_VERSION, *(_sheet_layout(tender, sheet) for sheet in bid_sheets(tender, lot))]


def sha256_of(text: str) -> str:
    """Return the SHA-256 of a text in UTF-8, in hexadecimal."""
    return hashlib.sha256(text.encode()).hexdigest()


def canonical_text(value: object) -> str:
    """Return the canonical JSON of any value of tables, numbers and text."""
    return _as_text(value)


def column_layouts(tender: Tender, sheet: Sheet) -> dict[str, object]:
    """Return what each column of a sheet is, printed or asked: kind, limits, and what may be chosen in it."""
    printed = {each.key: [each.codes] for each in sheet.printed}
    return {**printed, **{column.field: _column_layout(tender, column) for column in sheet.columns}}


def _sheet_layout(tender: Tender, sheet: Sheet) -> object:
    return {
        "table": sheet.table,
        "keys": sheet.keys,
        "printed": [[each.key, each.values] for each in sheet.printed],
        "columns": [[name, of] for name, of in column_layouts(tender, sheet).items()],
        "asked": [[c.field, None if c.rows is None else sorted(c.rows)] for c in sheet.columns],
    }


def _column_layout(tender: Tender, column: Column) -> object:
    spec = column.spec
    limits = [spec.kind, spec.unit, spec.required, spec.minimum, spec.maximum, spec.above]
    return [*limits, spec.codes, _choices(tender, column)]


def _choices(tender: Tender, column: Column) -> object:
    """Return what may be chosen in a column, of what the tender lists itself, or what its heading says of the buyer's."""
    if column.spec.codes is not None and column.spec.codes.startswith("@"):
        rows: tuple[Row, ...] = getattr(tender, column.spec.codes.removeprefix("@"))
        return [[getattr(row, name, None) for name in ("key", "title_da")] for row in rows]
    return [
        [row.title_da, row.after_years]
        for row in tender.buy_back_classes
        if column.field == f"buy_back_{row.key}"
    ]


def _tables(tender: Tender, fields: Fields | None) -> dict[str, Any]:
    tables: dict[str, Any] = tender.model_dump(mode="python")
    if fields is None:
        return tables
    return {name: _only(rows, fields[name]) for name, rows in tables.items() if name in fields}


def _only(rows: Any, names: Iterable[str]) -> object:  # noqa: ANN401  (a row or the rows of a table, as dumped)
    if isinstance(rows, dict):
        return {name: rows[name] for name in names if name in rows}
    return [_only(row, names) for row in rows]


def _set_since(tender: Tender, seal: Seal) -> set[str]:
    """Return the tables in which a field that a sealing program did not know is set to something."""
    if not seal.fields:
        return set()
    found = set()
    for name in TENDER_TABLES:
        rows = getattr(tender, name)
        known = seal.fields.get(name)
        for row in [rows] if isinstance(rows, Row) else rows:
            if known is None or any(
                getattr(row, new) != info.get_default()
                for new, info in type(row).model_fields.items()
                if new not in known
            ):
                found.add(name)
    return found


def _as_text(value: object) -> str:
    return json.dumps(_canonical(value), sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def _canonical(value: object) -> object:
    """Return a value with every number as a string; -0.0 and 0.0 are one number.

    >>> _canonical({"a": 0.1, "b": Decimal("45.0"), "c": [1, True, None, -0.0]})
    {'a': '0.1', 'b': '45', 'c': ['1', True, None, '0']}
    """
    if isinstance(value, dict):
        return {key: _canonical(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_canonical(each) for each in value]
    if isinstance(value, bool) or value is None or isinstance(value, str):
        return value
    if isinstance(value, int | float | Decimal):
        number = Decimal(repr(value)) if isinstance(value, float) else Decimal(value)
        return format(number.normalize() + 0, "f")
    raise TypeError(type(value).__name__)
