"""The library of factors as tables: what a search found, and one row with everything that is known of it."""

from collections.abc import Mapping, Sequence

from documents.factor_library import Citation, LibraryRow, Published, library_rows
from documents.factor_library.rows import circular_footprint_rows
from documents.factor_library.words import (
    climate_figure,
    climate_unit,
    convention_words,
    coverage_words,
    declared_unit_words,
    family_words,
    gsd_words,
    indicator_figure,
    interval_words,
    kind_words,
    pedigree_words,
    year_words,
)
from evaluation.factors import Factor, Material, Source
from evaluation.impact_indicators import INDICATORS
from texts import t
from texts.numbers import MISSING, NBSP, exact, listed, number, percent, significant
from ui.tables import Column, Html, Row, html, said, table, two_lines

MOST_SHOWN = 50
SLOTS = (
    "virgin",
    "recycled",
    "reused",
    "energy_recovery",
    "recycling",
    "landfill",
    "credit_energy",
    "credit_recycling",
)


def found_answer(found: Sequence[LibraryRow], lang: str) -> Html:
    """Return how many rows a search found, and how many of them are not shown."""
    counted = number(len(found), lang)
    if not found:
        return html(t("ui.factors.hits.nothing", lang))
    if len(found) > MOST_SHOWN:
        more = number(len(found) - MOST_SHOWN, lang)
        return said("ui.factors.hits.first", lang, counted=counted, shown=MOST_SHOWN, more=more)
    return said("ui.factors.hits.answer", lang, count=len(found), counted=counted)


def found_table(rows: Sequence[LibraryRow], published: Published | None, lang: str, of: str = "hits") -> Html:
    """Return rows with figure, source and spread.

    Parameters
    ----------
    published : what the open tender publishes, to be marked.
    of : what the rows are, ``hits`` of a search or the ``list`` of a tender.
    """
    columns = [
        Column(t("ui.factors.hits.row", lang), width=30),
        Column(t("ui.factors.hits.figure", lang), is_number=True),
        Column(t("ui.factors.hits.source", lang), width=26),
        Column(t("ui.factors.hits.year", lang), is_number=True),
        Column(t("ui.factors.hits.place", lang)),
        Column(t("ui.factors.hits.gsd", lang), t("ui.factors.hits.spread", lang), is_number=True),
        Column(t("ui.factors.hits.coverage", lang)),
    ]
    shown = [_found(row, published, lang) for row in rows[:MOST_SHOWN]]
    return table(t(f"ui.factors.{of}.caption", lang), columns, shown)


def facts_table(row: LibraryRow, lang: str) -> Html:
    """Return what is known of a row's figure: where it comes from, what it counts and how firm it is."""
    factor = row.factor
    of_material = row.material is not None
    figure = "figure_of_material" if of_material else "figure"
    facts: list[tuple[str, str]] = [
        (_field("key", lang), Html(f'<span class="cell">{html(row.key)}</span>')),
        (t("ui.factors.shown.kind", lang), f"{kind_words(row, lang)}, {family_words(row.family, lang)}"),
        (t(f"ui.factors.shown.{figure}", lang), html(climate_figure(factor, lang))),
    ]
    if of_material:
        facts.append((t("ui.factors.shown.factor", lang), _factor_words(factor, lang)))
    if factor.gwp_wtt_kg_co2e is not None:
        added = f"{significant(factor.gwp_wtt_kg_co2e, lang)}{NBSP}{climate_unit(factor, lang)}"
        facts.append((t("ui.factors.shown.well_to_tank", lang), added))
    if factor.printed_value is not None:
        printed = f"{exact(factor.printed_value, lang)}{NBSP}{factor.printed_unit or ''}".strip()
        facts.append((t("ui.factors.shown.printed", lang), _english(printed)))
    facts += _source_facts(row.source, factor, lang)
    facts += [
        (_field("boundary", lang), _english(factor.boundary)),
        (t("ui.factors.shown.category", lang), factor.modules or MISSING),
        (_field("gwp_set", lang), factor.gwp_set or MISSING),
        (_field("biogenic", lang), convention_words(factor, lang)),
        (
            _field("quality", lang),
            MISSING if factor.quality is None else t(f"factors.quality.{factor.quality}", lang),
        ),
        (t("ui.factors.shown.pedigree", lang), _pedigree(factor, lang)),
        (t("ui.factors.shown.interval", lang), two_lines(interval_words(factor, lang), _spread(row, lang))),
        (_field("note", lang), _english(factor.note)),
    ]
    return _facts(t("ui.factors.shown.facts", lang), facts, lang)


def material_table(material: Material, lang: str) -> Html:
    """Return what a material holds beside its factors: its carbon, its yield, the formula, what stands in."""
    of_class = circular_footprint_rows(material)
    facts = [
        (_field("biogenic_kg_co2_per_kg", lang, "materials"), _per_kg(material.biogenic_kg_co2_per_kg, lang)),
        (_field("recycling_yield", lang, "materials"), percent(material.recycling_yield, lang)),
        *(
            (
                _field(name, lang, "materials"),
                t("ui.factors.shown.footprint_class", lang, value=exact(value, lang)),
            )
            for name, value in of_class.items()
        ),
        (
            _field("conservative", lang, "materials"),
            t(f"codes.yes_no.{'yes' if material.conservative else 'no'}", lang),
        ),
        (_field("proxy", lang, "materials"), _english(material.proxy)),
        (_field("note", lang, "materials"), _english(material.note)),
    ]
    if not of_class:
        facts.insert(2, ("CFF", t("ui.factors.shown.no_footprint", lang)))
    return _facts(t("ui.factors.shown.material_terms", lang), facts, lang)


def slots_table(material: Material, lang: str) -> Html:
    """Return each place of a material with its factor, a blank one with why it is blank."""
    columns = [
        Column(t("ui.factors.shown.slot", lang), width=30),
        Column(t("ui.factors.shown.factor", lang)),
        Column(t("ui.factors.hits.figure", lang), is_number=True),
    ]
    rows = []
    for slot in SLOTS:
        key = getattr(material, slot)
        title = _field(slot, lang, "materials")
        if key is None:
            rows.append(Row([title, t("ui.factors.shown.no_factor", lang), MISSING], "out"))
        else:
            factor = library_rows()[key].factor
            rows.append(Row([title, _factor_words(factor, lang), climate_figure(factor, lang)]))
    return table(t("ui.factors.shown.slots", lang), columns, rows)


def indicators_table(row: LibraryRow, lang: str) -> Html:
    """Return the indicators that a row's factor has, and in its last row those that its source lacks."""
    unit = declared_unit_words(row.factor.declared_unit, lang)
    columns = [
        Column(t("ui.factors.shown.indicator", lang), width=60),
        Column(t("ui.factors.shown.value", lang), is_number=True),
    ]
    values = row.coverage.values
    rows = [
        Row([t(f"codes.impact_indicator.{key}", lang), indicator_figure(key, values[key], row.factor, lang)])
        for key in INDICATORS
        if key in values
    ]
    missing = listed((INDICATORS[key].code for key in row.coverage.missing), lang)
    if missing:
        rows.append(Row([two_lines(t("ui.factors.shown.missing", lang), missing), MISSING], "out"))
    return table(t("ui.factors.shown.indicators", lang, unit=unit), columns, rows)


def coverage_note(row: LibraryRow, lang: str) -> str:
    """Return what a row's indicators may be used for, or that there are none."""
    if row.coverage.method is None:
        return t("ui.factors.shown.climate_only", lang)
    return t("ui.factors.shown.indicators_help", lang, coverage=coverage_words(row.coverage, lang))


def citations_table(cited: Sequence[Citation], lang: str) -> Html:
    """Return the sources of a tender with their terms and the rows that name them."""
    columns = [
        Column(t("factors.citations.citation", lang), width=38),
        Column(t("factors.citations.year", lang), is_number=True),
        Column(t("factors.citations.licence", lang), width=22),
        Column(t("factors.citations.used_by", lang)),
    ]
    rows = [
        Row(
            [
                two_lines(each.citation, "" if each.url in each.citation else each.url),
                each.year or MISSING,
                each.licence or MISSING,
                _uses(each, lang),
            ]
        )
        for each in cited
    ]
    return table(t("ui.factors.tender.caption", lang), columns, rows)


def _found(row: LibraryRow, published: Published | None, lang: str) -> Row:
    factor = row.factor
    source, family = row.source.title if row.source else MISSING, family_words(row.family, lang)
    named = [f"{kind_words(row, lang)} · {row.key}"]
    is_same: Mapping[str, bool] = {} if published is None else published.is_same
    if row.key in is_same:
        named.append(t(f"ui.factors.hits.in_tender{'' if is_same[row.key] else '_changed'}", lang))
    under = "".join(f'<small class="under">{html(each)}</small>' for each in named)
    return Row(
        [
            Html(f"{html(row.title(lang))}{under}"),
            climate_figure(factor, lang),
            two_lines(source, "" if family == source else family),
            year_words(factor.year, lang) if factor.year else MISSING,
            factor.geography or MISSING,
            gsd_words(factor, lang),
            coverage_words(row.coverage, lang),
        ]
    )


def _source_facts(source: Source | None, factor: Factor, lang: str) -> list[tuple[str, str]]:
    place = (_field("geography", lang), factor.geography or MISSING)
    year = (_field("year", lang), year_words(factor.year, lang))
    if source is None:
        return [(_field("source", lang), MISSING), year, place]
    return [
        (_field("source", lang), two_lines(source.title, source.publisher or "")),
        (_field("citation", lang, "sources"), source.citation or MISSING),
        (_field("licence", lang, "sources"), _english(source.licence)),
        (_field("url", lang, "sources"), _link(source.url)),
        year,
        place,
    ]


def _pedigree(factor: Factor, lang: str) -> str:
    scores = pedigree_words(factor, lang)
    return (
        ", ".join(t("ui.factors.shown.score", lang, name=name, score=score) for name, score in scores)
        or MISSING
    )


def _spread(row: LibraryRow, lang: str) -> str:
    stands_in = row.material is not None and row.material.proxy is not None
    proxy = f" {t('ui.factors.shown.proxy_help', lang)}" if stands_in else ""
    return f"GSD {gsd_words(row.factor, lang)}.{proxy}"


def _facts(caption: str, facts: Sequence[tuple[str, str]], lang: str) -> Html:
    columns = [Column(t("ui.factors.shown.fact", lang), width=30), Column(t("ui.factors.shown.value", lang))]
    return table(caption, columns, [Row(fact) for fact in facts])


def _factor_words(factor: Factor, lang: str) -> Html:
    return two_lines(factor.title_da if lang == "da" else factor.title_en, factor.key)


def _uses(each: Citation, lang: str) -> str:
    """Return how many rows of which tables name a source; the keys stand in the file."""
    return listed(
        (
            f"{t(f'sheets.{table}.title', lang)} ({number(len(keys), lang)})"
            for table, keys in each.used_by.items()
        ),
        lang,
    )


def _per_kg(value: float | None, lang: str) -> str:
    return MISSING if value is None else f"{significant(value, lang)}{NBSP}kg"


def _field(name: str, lang: str, of: str = "factors") -> str:
    return t(f"fields.{of}.{name}.title", lang)


def _english(text: str | None) -> Html:
    """Return what the tables hold in English, marked as such for those who listen."""
    return html(MISSING) if not text else Html(f'<span lang="en">{html(text)}</span>')


def _link(url: str | None) -> Html:
    """Return an address as text to copy: nothing on a page leads away from the machine."""
    return html(MISSING) if not url else Html(f'<span class="cell">{html(url)}</span>')
