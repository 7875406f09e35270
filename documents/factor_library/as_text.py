"""Rows of the environmental data as plain text and as JSON, for the command line."""

from collections.abc import Sequence

from documents.factor_library.rows import Coverage, LibraryRow, circular_footprint_rows
from documents.factor_library.words import (
    climate_figure,
    climate_unit,
    coverage_words,
    family_words,
    gsd_words,
    interval_of,
    kind_words,
    year_words,
)
from evaluation.factors import Material, Source
from evaluation.schema import specs
from texts import t
from texts.numbers import MISSING, number

INDENT = "    "


def plain_rows(rows: Sequence[LibraryRow], lang: str) -> str:
    """Return rows as text, four lines each, and how many there are."""
    found = t("factors.found", lang, count=len(rows), counted=number(len(rows), lang))
    return "\n".join([*(_plain_row(row, lang) for row in rows), found])


def rows_as_json(rows: Sequence[LibraryRow], lang: str) -> dict[str, object]:
    """Return rows as an object of JSON, with every indicator that each has and lacks."""
    return {"count": len(rows), "rows": [_as_json(row, lang) for row in rows]}


def source_as_json(source: Source | None) -> dict[str, object] | None:
    """Return a source as an object of JSON."""
    return None if source is None else source.model_dump(exclude={"read_at"})


def _plain_row(row: LibraryRow, lang: str) -> str:
    factor, source = row.factor, row.source
    spread = t("factors.line.spread", lang, pedigree=factor.pedigree or MISSING, gsd=gsd_words(factor, lang))
    lines = [
        f"{row.key}  {row.title(lang)}",
        f"{climate_figure(factor, lang)} · {kind_words(row, lang)} · {family_words(row.family, lang)} ({row.family})",
        " · ".join(
            [
                MISSING if source is None else source.title,
                year_words(factor.year, lang),
                factor.geography or MISSING,
                t("factors.line.licence", lang, licence=(source and source.licence) or MISSING),
            ]
        ),
        f"{spread} · {t('factors.line.coverage', lang, coverage=coverage_words(row.coverage, lang))}",
    ]
    return f"\n{INDENT}".join(lines)


def _as_json(row: LibraryRow, lang: str) -> dict[str, object]:
    factor, material = row.factor, row.material
    return {
        "key": row.key,
        "kind": row.kind,
        "title": row.title(lang),
        "family": row.family,
        "value": factor.gwp_kg_co2e,
        "unit": f"kg CO2e/{factor.declared_unit}",
        "unit_in_words": climate_unit(factor, lang),
        "factor": factor.key,
        "modules": factor.modules,
        "boundary": factor.boundary,
        "biogenic": factor.biogenic,
        "year": factor.year,
        "geography": factor.geography,
        "source": source_as_json(row.source),
        "pedigree": factor.pedigree,
        "gsd": factor.gsd,
        "interval_95": interval_of(factor),
        "coverage": _coverage_as_json(row.coverage),
        "material": None if material is None else _material_as_json(material),
    }


def _coverage_as_json(coverage: Coverage) -> dict[str, object]:
    return {
        "method": coverage.method,
        "core": coverage.core,
        "core_of": coverage.core_of,
        "indicators": dict(coverage.values),
        "missing": list(coverage.missing),
    }


def _material_as_json(material: Material) -> dict[str, object]:
    """Return what a material holds beside its titles: its factors, its carbon and how the formula treats its class."""
    fields = [name for name in specs(Material) if not name.startswith(("cff_", "title_")) and name != "key"]
    held = {name: getattr(material, name) for name in fields}
    return {**held, "circular_footprint": circular_footprint_rows(material) or None}
