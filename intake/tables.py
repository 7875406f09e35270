"""Where the tables of a received workbook stand: sheets, columns and rows found by what they are called.

Nothing is found by its place. A sheet is known by its name, else by its headings; a column by its heading in
either language; a row by its key. Columns that were moved and rows that were inserted change nothing.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from intake.cells import column_letters
from intake.raw import Cell, RawSheet, RawWorkbook
from intake.template import PRINTED, Template
from intake.words import plain_words
from texts import LANGUAGES, t

KEY = "key"
# Where headings are looked for: below them a sheet has only rows of data.
_HEADING_ROWS = 40


@dataclass(frozen=True)
class Headings:
    """What the columns (or the rows) of one table may be called.

    Parameters
    ----------
    table : its key.
    names : fields, and ``printed:KEY`` for what the buyer printed, with their headings in both languages.
    """

    table: str
    names: Mapping[str, tuple[str, ...]]

    @cached_property
    def _known(self) -> dict[str, str]:
        found: dict[str, str] = {}
        shared: set[str] = set()
        for name, headings in self.names.items():
            for words in map(plain_words, (name, *headings)):
                if found.setdefault(words, name) != name:
                    shared.add(words)
        return {words: name for words, name in found.items() if words not in shared}

    def name_of(self, cell: Cell) -> str | None:
        """Return which field a heading is of; a unit behind a comma may have been changed."""
        if not isinstance(cell, str):
            return None
        words = plain_words(cell)
        while words not in self._known:
            words, comma, _ = words.rpartition(",")
            if not comma:
                return None
        return self._known[words]


def headings_of(
    table: str, fields: Iterable[str], printed: Iterable[str], template: Template | None
) -> Headings:
    """Return what the columns of a table are called, by its workbook and by the texts.

    Parameters
    ----------
    fields : fields of the table; a repeated one as ``quantity.1``, ``quantity.2``.
    printed : keys of the columns that the buyer printed.
    """
    written = template.headings.get(table, {}) if template else {}
    names = {name: (*written.get(name, ()), *_titles(f"fields.{table}", name)) for name in fields}
    for each in printed:
        name = PRINTED + each
        names[name] = (
            *written.get(name, ()),
            *(t(f"fields.printed.{each}.title", lang) for lang in LANGUAGES),
        )
    return Headings(table, names)


def _titles(section: str, name: str) -> tuple[str, ...]:
    field_name, _, year = name.partition(".")
    titles = [t(f"{section}.{field_name}.title", lang) for lang in LANGUAGES]
    if not year:
        return tuple(titles)
    both = zip(titles, LANGUAGES, strict=True)
    return tuple(t("sheets.words.in_year", lang, title=title, year=year) for title, lang in both)


@dataclass(frozen=True)
class FoundTable:
    """A table that was found: its columns and its rows.

    Parameters
    ----------
    sheet : where it stands.
    columns : name -> column, from 0.
    first_row : its first row of data, from 0.
    doubled : names that head two columns, with those columns; neither is read.
    changed : names of which one heading reads otherwise, with the place (row, column) of that heading.
    """

    sheet: RawSheet
    columns: Mapping[str, int]
    first_row: int
    doubled: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    changed: Mapping[str, tuple[int, int]] = field(default_factory=dict)

    def cells(self, name: str) -> list[Cell]:
        """Return the cells of a column from the first row of data on."""
        column = self.columns[name]
        return [row[column] if column < len(row) else None for row in self.sheet.rows[self.first_row :]]

    def letters(self, name: str) -> str:
        """Return the letters of a column."""
        return column_letters(self.columns[name] + 1)


def find_sheets(
    workbook: RawWorkbook, template: Template | None, tables: Sequence[Headings]
) -> dict[str, RawSheet]:
    """Return the sheet of each table: by its name, else the sheet left over that has most of its headings."""
    found: dict[str, RawSheet] = {}
    free = list(workbook.sheets)
    for headings in tables:
        names = {plain_words(name) for name in _sheet_names(headings.table, template)}
        named = next((sheet for sheet in free if plain_words(sheet.name) in names), None)
        if named is not None:
            found[headings.table] = named
            free.remove(named)
    for headings in tables:
        if headings.table not in found:
            scored = [(len(_best_row(sheet, headings)[1]), -place, sheet) for place, sheet in enumerate(free)]
            best = max(scored, default=None, key=lambda each: each[:2])
            if best and best[0] >= max(2, (len(headings.names) + 1) // 2):
                found[headings.table] = best[2]
                free.remove(best[2])
    return found


def _sheet_names(table: str, template: Template | None) -> list[str]:
    titles = [t(f"sheets.{table}.title", lang) for lang in LANGUAGES]
    place = template.sheets.get(table) if template else None
    return [*titles, " - ".join(titles), *([place.name] if place else [])]


def find_table(sheet: RawSheet, headings: Headings) -> FoundTable:
    """Find the columns and rows of a table in its sheet.

    The row with most headings is a heading row, and so are the rows beside it that have half as many: one
    for each language.
    """
    best, matched = _best_row(sheet, headings)
    if not matched:
        return FoundTable(sheet, {}, len(sheet.rows))
    enough = max(1, len(matched) // 2)
    first = last = best
    while first > 0 and len(_matches(sheet.rows[first - 1], headings)) >= enough:
        first -= 1
    while last + 1 < len(sheet.rows) and len(_matches(sheet.rows[last + 1], headings)) >= enough:
        last += 1
    rows = range(first, last + 1)
    columns, doubled = _columns(sheet, headings, rows)
    changed = {
        name: (row, column)
        for name, column in columns.items()
        for row in rows
        if column < len(sheet.rows[row]) and sheet.rows[row][column] is not None
        if headings.name_of(sheet.rows[row][column]) is None
    }
    return FoundTable(sheet, columns, last + 1, doubled, changed)


def _columns(
    sheet: RawSheet, headings: Headings, rows: range
) -> tuple[dict[str, int], dict[str, tuple[int, ...]]]:
    places: dict[str, list[int]] = {}
    taken: dict[int, str] = {}
    for row in rows:
        for column, name in _matches(sheet.rows[row], headings).items():
            # The first heading row has its way where the two languages disagree.
            if taken.setdefault(column, name) == name and column not in places.setdefault(name, []):
                places[name].append(column)
    doubled = {name: tuple(found) for name, found in places.items() if len(found) > 1}
    return {name: found[0] for name, found in places.items() if len(found) == 1}, doubled


def _best_row(sheet: RawSheet, headings: Headings) -> tuple[int, dict[int, str]]:
    found = [(row, _matches(cells, headings)) for row, cells in enumerate(sheet.rows[:_HEADING_ROWS])]
    return max(found, default=(0, {}), key=lambda each: (len(set(each[1].values())), -each[0]))


def _matches(cells: Sequence[Cell], headings: Headings) -> dict[int, str]:
    named = ((column, headings.name_of(cell)) for column, cell in enumerate(cells) if cell is not None)
    return {column: name for column, name in named if name is not None}


@dataclass(frozen=True)
class FoundFields:
    """A table whose fields stand below each other.

    Parameters
    ----------
    sheet : where it stands.
    rows : field -> its row, from 0.
    value_columns : columns of values, from 0: one, or one a lot.
    doubled : fields that stand in two rows, with those rows.
    """

    sheet: RawSheet
    rows: Mapping[str, int]
    value_columns: tuple[int, ...]
    doubled: Mapping[str, tuple[int, ...]] = field(default_factory=dict)

    def cell(self, name: str, value_column: int) -> Cell:
        """Return the value of a field, None where the field or its cell is missing."""
        row = self.sheet.rows[self.rows[name]] if name in self.rows else ()
        return row[value_column] if value_column < len(row) else None


def find_fields(sheet: RawSheet, headings: Headings, identity: str | None = None) -> FoundFields:
    """Find the fields of a table that stand below each other, and the column (or columns) of their values.

    Parameters
    ----------
    identity : the field that names each column where there are several, such as a lot's id.
    """
    matches = [_matches(row, headings) for row in sheet.rows]
    counts: dict[int, int] = {}
    for found in matches:
        for column in found:
            counts[column] = counts.get(column, 0) + 1
    enough = max(counts.values(), default=0) / 2
    labels = {column for column, count in counts.items() if count >= enough}
    places: dict[str, list[int]] = {}
    for row, found in enumerate(matches):
        for name in dict.fromkeys(name for column, name in found.items() if column in labels):
            places.setdefault(name, []).append(row)
    doubled = {name: tuple(rows) for name, rows in places.items() if len(rows) > 1}
    rows = {name: found[0] for name, found in places.items() if len(found) == 1}
    beside = max(labels, default=-1) + 1
    if identity is None:
        return FoundFields(
            sheet, rows, (_value_column(sheet, min(rows.values(), default=0), beside),), doubled
        )
    named = sheet.rows[rows[identity]] if identity in rows else ()
    columns = tuple(column for column in range(beside, len(named)) if named[column] is not None)
    return FoundFields(sheet, rows, columns, doubled)


def _value_column(sheet: RawSheet, first_row: int, beside: int) -> int:
    """Return the column headed as that of the values, else the one beside the labels."""
    words = {plain_words(t("sheets.words.value", lang)) for lang in LANGUAGES}
    words |= {" / ".join(plain_words(t("sheets.words.value", lang)) for lang in LANGUAGES)}
    for row in reversed(sheet.rows[:first_row]):
        for column, cell in enumerate(row):
            if isinstance(cell, str) and plain_words(cell) in words:
                return column
    return beside


@dataclass(frozen=True)
class RowsByKey:
    """The rows of a closed table by the keys that the buyer printed, counted from 0 at the first of data.

    ``rows`` has -1 for a key that is missing; ``doubled`` holds the later rows of a key, ``unknown`` the
    rows of keys that the buyer did not print, ``keyless`` those with no key at all.
    """

    rows: tuple[int, ...]
    doubled: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    unknown: Mapping[int, str] = field(default_factory=dict)
    keyless: tuple[int, ...] = ()


def rows_by_key(cells: Sequence[Cell], keys: Sequence[str]) -> RowsByKey:
    """Find the row of each key.

    >>> found = rows_by_key(["b", None, "a", "c"], ["a", "b", "d"])
    >>> found.rows, found.unknown, found.keyless
    ((2, 0, -1), {3: 'c'}, (1,))
    """
    if list(cells[: len(keys)]) == list(keys) and not any(cells[len(keys) :]):
        below = tuple(range(len(keys), len(cells)))
        return RowsByKey(tuple(range(len(keys))), keyless=below)
    known = {plain_words(key): key for key in keys}
    places: dict[str, list[int]] = {}
    unknown: dict[int, str] = {}
    keyless: list[int] = []
    for row, cell in enumerate(cells):
        words = key_text(cell)
        if not words:
            keyless.append(row)
        elif (key := known.get(plain_words(words))) is not None:
            places.setdefault(key, []).append(row)
        else:
            unknown[row] = words
    return RowsByKey(
        tuple(places.get(key, [-1])[0] for key in keys),
        {key: tuple(rows[1:]) for key, rows in places.items() if len(rows) > 1},
        unknown,
        tuple(keyless),
    )


def key_text(cell: Cell) -> str:
    """Return a key as text; a spreadsheet may have made a number of it.

    >>> key_text(7.0), key_text(" l1_007 "), key_text(None)
    ('7', 'l1_007', '')
    """
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else repr(cell)
    return cell.strip() if isinstance(cell, str) else ""


def key_column(sheet: RawSheet, first_row: int, keys: Sequence[str]) -> int | None:
    """Return the column in which most of the keys stand, where its heading is lost."""
    known = {plain_words(key) for key in keys}
    width = max((len(row) for row in sheet.rows), default=0)
    counts = [0] * width
    for row in sheet.rows[first_row:]:
        for column, cell in enumerate(row):
            if cell is not None and plain_words(key_text(cell)) in known:
                counts[column] += 1
    best = max(range(width), key=lambda column: counts[column], default=None)
    return best if best is not None and 2 * counts[best] >= len(keys) else None
