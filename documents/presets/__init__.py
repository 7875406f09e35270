"""Named, versioned presets: a tender with the values an officer need not think of, and where they are from.

A preset is a TOML file beside this one: ``[about]`` says what it is and when to use it, ``[[tables.NAME]]`` holds the
rows of a table, ``[[notes]]`` the source of its values. A value without a note would be a silent default; the tests
refuse it.

``based_on`` names another preset, which gives every table that is not written here. ``[model]`` holds fields of the
model in place of the base's own, of every lot; a table that is written here stands in place of the base's, an empty
one for none, and ``[[more.NAME]]`` are rows after the base's. A note on a field stands in place of the base's note.
"""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
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
class PresetAbout:
    """What a preset is called in the words of officers, and when to use it."""

    title_da: str
    title_en: str
    when_da: str
    when_en: str

    def title(self, lang: str) -> str:
        """Return the name in a language."""
        return self.title_en if lang == "en" else self.title_da

    def when(self, lang: str) -> str:
        """Return when to use it, in a language."""
        return self.when_en if lang == "en" else self.when_da


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


def preset_about(name: str) -> PresetAbout:
    """Return what a preset is called and when to use it."""
    return _content(name).about


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
    about: PresetAbout
    tables: Mapping[str, Sequence[Mapping[str, object]]]
    notes: tuple[PresetNote, ...]


@cache
def _content(name: str) -> _Content:
    if name not in preset_names():
        raise KeyError(name)
    with (FOLDER / f"{name}.toml").open("rb") as file:
        read = tomllib.load(file, parse_float=Decimal)
    notes = tuple(PresetNote(tuple(n["of"]), n["da"], n["en"], n.get("year")) for n in read.get("notes", ()))
    about = PresetAbout(**read["about"])
    own: Mapping[str, Sequence[Mapping[str, object]]] = read.get("tables", {})
    if "based_on" not in read:
        return _Content(about, own, notes)
    base = _content(read["based_on"])
    more: Mapping[str, Sequence[Mapping[str, object]]] = read.get("more", {})
    tables = {**base.tables, **own}
    tables |= {table: [*tables.get(table, ()), *rows] for table, rows in more.items()}
    tables["models"] = [{**row, **read.get("model", {})} for row in tables["models"]]
    tables["facts"] = [{**row, "preset": name} for row in tables["facts"]]
    return _Content(about, tables, (*notes, *_left(base.notes, notes, tables)))


def _left(
    of_base: Sequence[PresetNote],
    own: Sequence[PresetNote],
    tables: Mapping[str, Sequence[Mapping[str, object]]],
) -> Iterator[PresetNote]:
    """Yield the notes of a base on the fields that are still filled and have no note of their own."""
    told = {field for note in own for field in note.of}
    filled = {f"{table}.{field}" for table, rows in tables.items() for row in rows for field in row}
    for note in of_base:
        kept = tuple(field for field in note.of if field in filled - told)
        if kept:
            yield replace(note, of=kept)


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
