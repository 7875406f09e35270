"""The citations that a tender uses: each source that a row of it names, with its terms and the rows that name it.

Nothing of a bid is in them: they are of the tender alone and can stand in its documents.
"""

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from documents.tender_cells import KEYS
from evaluation.factors import Source
from evaluation.schema import Row, specs
from evaluation.tender import TENDER_TABLES, Tender
from lca_data import published_prices, weight_sets
from texts import t
from texts.numbers import MISSING

# What stands beside the first field of rows that have no key of their own.
TOGETHER = ("pollutant", "year", "route", "mode", "indicator", "from_year")
OF_A_SOURCE = "@sources"
ADDRESS = re.compile(r"https?://[^\s,;]+")
COLUMNS = ("citation", "title", "publisher", "year", "licence", "url", "key", "used_by")
# What a spreadsheet takes for a formula is marked as text.
FORMULA_SIGNS = ("=", "+", "-", "@")
DELIMITERS = {"da": ";", "en": ","}
INDENT = "    "


@dataclass(frozen=True)
class Citation:
    """One source as it is cited.

    Parameters
    ----------
    key : of the tender's list of sources; blank where the tender states its source in words.
    citation : as it is to be cited; the words of the tender where that is all there is.
    used_by : table of the tender -> the keys of its rows that name this source.
    """

    key: str
    citation: str
    title: str = ""
    publisher: str = ""
    year: str = ""
    licence: str = ""
    url: str = ""
    used_by: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def citations(tender: Tender) -> tuple[Citation, ...]:
    """Return the citations that a tender uses: those of its list of sources first, then those in its own words.

    A source of the list that no row names is not among them. A material names a source in its remark.
    """
    listed = {source.key: source for source in tender.sources}
    found: dict[str, Citation] = {}
    uses: dict[str, dict[str, dict[str, None]]] = {}
    for table, key, name, is_key in _named(tender, listed):
        if name not in found:
            found[name] = _of_list(name, listed) if is_key else _of_words(name)
        uses.setdefault(name, {}).setdefault(table, {})[key] = None
    order = [key for key in listed if key in found] + [name for name in found if name not in listed]
    return tuple(
        replace(found[name], used_by={table: tuple(keys) for table, keys in uses[name].items()})
        for name in order
    )


def plain_citations(cited: Sequence[Citation], lang: str) -> str:
    """Return citations as text, and how many there are."""
    blocks = [_plain(each, lang) for each in cited]
    return "\n".join([*blocks, t("factors.citations.count", lang, count=len(cited))])


def citations_as_json(cited: Sequence[Citation]) -> dict[str, object]:
    """Return citations as an object of JSON."""
    return {
        "citations": [
            {
                **{name: getattr(each, name) for name in COLUMNS if name != "used_by"},
                "used_by": dict(each.used_by),
            }
            for each in cited
        ]
    }


def citations_csv(cited: Sequence[Citation], lang: str) -> bytes:
    """Return citations as a table for a spreadsheet in UTF-8 with its mark, parted as the language's spreadsheets expect."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=DELIMITERS[lang], lineterminator="\r\n")
    writer.writerow([t(f"factors.citations.{name}", lang) for name in COLUMNS])
    for each in cited:
        cells = [getattr(each, name) for name in COLUMNS if name != "used_by"]
        writer.writerow([_as_text(cell) for cell in (*cells, used_by_words(each, lang))])
    return text.getvalue().encode("utf-8-sig")


def used_by_words(each: Citation, lang: str) -> str:
    """Return the rows that name a source, table by table."""
    return "; ".join(
        t("factors.citations.used_in", lang, table=t(f"sheets.{table}.title", lang), keys=", ".join(keys))
        for table, keys in each.used_by.items()
    )


def _named(tender: Tender, listed: Mapping[str, Source]) -> Iterator[tuple[str, str, str, bool]]:
    """Yield table, row, what it names as its source, and whether that is a key of the list."""
    for attribute, row_type in TENDER_TABLES.items():
        rows: tuple[Row, ...] = (tender.facts,) if attribute == "facts" else getattr(tender, attribute)
        spec = specs(row_type).get("source")
        for row in rows:
            if spec is not None and (name := getattr(row, "source", None)):
                yield row_type.table, _key_of(row), name, spec.codes == OF_A_SOURCE
        if attribute == "materials":
            for material in tender.materials:
                for key in listed:
                    if re.search(rf"\b{re.escape(key)}\b", material.note or ""):
                        yield row_type.table, material.key, key, True


def _key_of(row: Row) -> str:
    """Return what names a row: its key, or what it is of with what tells it from the others of the same."""
    declared = specs(type(row))
    first = next((name for name in KEYS if name in declared), "")
    names = [first] if first in ("key", "id") else [name for name in (first, *TOGETHER) if name in declared]
    return " ".join(str(part) for name in names if (part := getattr(row, name)) is not None)


def _of_list(key: str, listed: Mapping[str, Source]) -> Citation:
    source = listed.get(key)
    if source is None:
        return Citation(key, key)
    return Citation(
        key,
        source.citation or source.title,
        source.title,
        source.publisher or "",
        "" if source.year is None else str(source.year),
        source.licence or "",
        source.url or "",
    )


def _of_words(words: str) -> Citation:
    """Return a source that a tender states in words, with the terms of the publication where the tables know it."""
    known = [row for rows in published_prices().values() for row in rows] + [*weight_sets().values()]
    # The longest that fits: a tender may add to the words how it converted a price.
    fitting = [row for row in known if row.citation and words.startswith(row.citation)]
    if not fitting:
        address = ADDRESS.search(words)
        return Citation("", words, url=address.group() if address else "")
    row = max(fitting, key=lambda each: len(each.citation))
    return Citation("", words, row.title, row.publisher, row.published, row.licence, row.url)


def _plain(each: Citation, lang: str) -> str:
    known = {name: getattr(each, name) for name in ("title", "publisher", "year", "licence", "url")}
    lines = [
        f"{t(f'factors.citations.{name}', lang)}: {value or MISSING}"
        for name, value in known.items()
        if value or name == "licence"
    ]
    lines.append(f"{t('factors.citations.used_by', lang)}: {used_by_words(each, lang)}")
    return f"\n{INDENT}".join([f"{each.key}  {each.citation}".strip(), *lines])


def _as_text(cell: str) -> str:
    return f"'{cell}" if cell.startswith(FORMULA_SIGNS) else cell
