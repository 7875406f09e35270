"""Named, versioned presets: a tender with the values an officer need not think of, and where they are from.

A preset is a TOML file beside this one: ``[[tables.NAME]]`` holds the rows of a table, ``[[notes]]`` the
source of its values. A value without a note would be a silent default; the tests refuse it.
"""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path

from evaluation.schema import Row, specs
from evaluation.tender import TENDER_TABLES, Tender

# The tables of a tender by attribute, each row as far as it is filled.
TenderDraft = Mapping[str, Sequence[Mapping[str, object]]]
FOLDER = Path(__file__).parent


@dataclass(frozen=True)
class PresetNote:
    """Where preset values come from: the fields covered (``table.field``), words, year of the source."""

    of: tuple[str, ...]
    da: str
    en: str
    year: int | None = None


@dataclass(frozen=True)
class PresetValue:
    """One preset value with its note, as the visible sheet lists them."""

    table: str
    row: str
    field: str
    value: object
    note: PresetNote


def preset_names() -> tuple[str, ...]:
    """Return the names of the presets there are."""
    return tuple(sorted(path.stem for path in FOLDER.glob("*.toml")))


def preset(name: str) -> TenderDraft:
    """Return a preset as a draft: rows by table, only the fields that it fills.

    Raises
    ------
    KeyError
        There is no preset of that name.
    """
    return {
        attribute: tuple(_typed(TENDER_TABLES[attribute], row) for row in rows)
        for attribute, rows in _content(name).tables.items()
    }


def preset_notes(name: str) -> tuple[PresetNote, ...]:
    """Return where the values of a preset come from."""
    return _content(name).notes


def preset_values(name: str) -> tuple[PresetValue, ...]:
    """Return every value of a preset with its note, in the order of the tender's tables.

    Raises
    ------
    KeyError
        A value has no note.
    """
    note_of = {field: note for note in preset_notes(name) for field in note.of}
    draft = preset(name)
    found = []
    for attribute, row_type in TENDER_TABLES.items():
        for row in draft.get(attribute, ()):
            key = row_key(row_type, row)
            found += [
                PresetValue(attribute, key, field, value, note_of[f"{attribute}.{field}"])
                for field, value in row.items()
            ]
    return tuple(found)


def row_key(row_type: type[Row], row: Mapping[str, object]) -> str:
    """Return what names a row to a reader: its key, id, lot, or the two codes it stands for."""
    names = [
        n
        for n in (
            "key",
            "id",
            "carrier",
            "component",
            "field",
            "schedule",
            "growth_class",
            "price_set",
            "lot",
        )
        if n in specs(row_type)
    ]
    parts = [
        row.get(n)
        for n in (
            *names[:1],
            *(n for n in ("pollutant", "year", "route", "from_year") if n in specs(row_type)),
        )
    ]
    if row_type.table == "sources":
        parts = parts[:1]
    return " ".join(str(part) for part in parts if part is not None)


def draft_of(tender: Tender) -> TenderDraft:
    """Return a whole tender as a draft, to write it as a workbook again."""
    return {
        attribute: tuple(
            {field: value for field in specs(row_type) if (value := getattr(row, field)) not in (None, ())}
            for row in ((tender.facts,) if attribute == "facts" else getattr(tender, attribute))
        )
        for attribute, row_type in TENDER_TABLES.items()
    }


@dataclass(frozen=True)
class _Content:
    tables: Mapping[str, Sequence[Mapping[str, object]]]
    notes: tuple[PresetNote, ...]


@cache
def _content(name: str) -> _Content:
    if name not in preset_names():
        raise KeyError(name)
    with (FOLDER / f"{name}.toml").open("rb") as file:
        read = tomllib.load(file, parse_float=Decimal)
    notes = (PresetNote(tuple(n["of"]), n["da"], n["en"], n.get("year")) for n in read["notes"])
    return _Content(read["tables"], tuple(notes))


def _typed(row_type: type[Row], row: Mapping[str, object]) -> dict[str, object]:
    """Return a row with the types of the program: a number is a float, but a weight an exact decimal."""
    kinds = {name: spec.kind for name, spec in specs(row_type).items()}
    return {name: _typed_value(kinds[name], value) for name, value in row.items()}


def _typed_value(kind: str, value: object) -> object:
    if isinstance(value, list):
        return tuple(value)
    if isinstance(value, (int, Decimal)) and not isinstance(value, bool):
        if kind == "weight":
            return Decimal(value)
        return int(value) if kind == "integer" else float(value)
    return value
