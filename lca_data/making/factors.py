"""From published data sets to factors: one factor a life-cycle module, per declared unit."""

from collections.abc import Iterator
from decimal import Decimal

from lca_data.making.notes import note
from lca_data.making.rules import (
    BOUNDARY,
    CLOSED_MODULES,
    MISPLACED_MODULES,
    NO_MASS,
    TITLES_DA,
    biogenic,
    modules_of,
    why_row_left_out,
)
from lca_data.making.sources import Publication, publication, why_left_out
from lca_data.making.tables import BuildError, Figure
from lca_data.making.units import DECLARED, SIGNIFICANT, per_declared_unit, text

COLUMNS = (
    "key",
    "title_da",
    "title_en",
    "category",
    "declared_unit",
    "gwp_kg_co2e",
    "gwp_wtt_kg_co2e",
    "printed_value",
    "printed_unit",
    "modules",
    "boundary",
    "gwp_set",
    "biogenic",
    "family",
    "year",
    "geography",
    "source",
    "pedigree",
    "gsd",
    "quality",
    "note",
)

PLAUSIBLE_KG = (Decimal(-2), Decimal(100))
"""A figure per kg outside this [kg CO2e/kg] is often an error of a thousand: it is marked."""

CHECK = "CHECKED: outside -2 to 100 kg CO2e per kg."

Row = dict[str, str]


def factors(figures: list[Figure]) -> tuple[dict[str, Row], dict[str, str]]:
    """Make the factors of all figures that may be handed on.

    Returns
    -------
    tuple
        Factor key -> row of the table; and id of each row or module left out -> why.

    Raises
    ------
    BuildError
        Where two figures give the same key.
    """
    made: dict[str, Row] = {}
    left_out: dict[str, str] = {}
    for figure in figures:
        found = publication(figure.source)
        reason = why_row_left_out(figure) if found else why_left_out(figure.source)
        if found is None or reason:
            left_out[figure.id] = reason or ""
            continue
        if figure.category == "grid_projection":
            continue
        if figure.id in MISPLACED_MODULES:
            left_out[f"{figure.id}, modules C3, C4 and D"] = MISPLACED_MODULES[figure.id]
        if figure.id in NO_MASS:
            left_out[f"{figure.id}, per kg"] = NO_MASS[figure.id]
        for row in _rows(figure, found):
            if row["key"] in made:
                raise BuildError(f"Two figures give the factor {row['key']}.")
            made[row["key"]] = row
    return made, left_out


def _rows(figure: Figure, found: Publication) -> Iterator[Row]:
    """Yield the main figure, its further modules, and each of them per kg where the mass is printed."""
    mass = mass_of(figure)
    for row, value in _modules(figure, found):
        yield row
        if mass is not None:
            yield _per_kg(row, value, mass)


def _modules(figure: Figure, found: Publication) -> Iterator[tuple[Row, Decimal]]:
    value = per_declared_unit(figure.value, figure.unit)
    main = _main(figure, found, value)
    yield main, value
    if figure.id in MISPLACED_MODULES or main["modules"] not in CLOSED_MODULES:
        return
    for module, printed in sorted(figure.details.get("modules_gwp", {}).items()):
        if module not in CLOSED_MODULES[main["modules"]]:
            continue
        each = per_declared_unit(printed, figure.unit)
        yield (
            _finished(
                {
                    **main,
                    "key": f"{figure.key}_{module.lower()}",
                    "title_da": f"{main['title_da']} – modul {module}",
                    "title_en": f"{main['title_en']} – module {module}",
                    "category": "credit" if module == "D" else "end_of_life",
                    "gwp_kg_co2e": text(each),
                    "printed_value": text(printed),
                    "modules": module,
                    "note": f"Module {module} of the data set of {figure.key}. {_credit_note(module)}",
                }
            ),
            each,
        )
    yield from _french_end_of_life(figure, main)


def _credit_note(module: str) -> str:
    return (
        "Credit outside the system, never part of A to C; energy credits here are German. "
        if module == "D"
        else ""
    )


def _french_end_of_life(figure: Figure, main: Row) -> Iterator[tuple[Row, Decimal]]:
    """Yield ADEME's average end of life where it is a burden and not, or not possibly, a net credit."""
    value = figure.number("end_of_life")
    if value is None or main["source"] == "ademe_electromenager":
        return
    yield (
        {
            **main,
            "key": f"{figure.key}_c",
            "title_da": f"{main['title_da'].split(' – ')[0]} – bortskaffelse",
            "title_en": f"{main['title_en'].split(' – ')[0]} – end of life",
            "category": "end_of_life",
            "gwp_kg_co2e": text(value),
            "printed_value": text(value),
            "printed_unit": f"kg CO2e per {figure.unit}",
            "modules": "C1-C4",
            "boundary": "average end of life in France, all routes",
            "quality": "measured",
            "note": "One average for all routes; printed with the product.",
        },
        value,
    )


def _main(figure: Figure, found: Publication, value: Decimal) -> Row:
    declared, _ = DECLARED[figure.unit]
    printed, printed_unit = _printed(figure)
    modules = modules_of(figure, found.family)
    return _finished(
        {
            "key": figure.key,
            "title_da": TITLES_DA.get(figure.id, figure.name_da),
            "title_en": figure.name_en,
            "category": "credit" if found.family == "danish_credit" else figure.category,
            "declared_unit": declared,
            "gwp_kg_co2e": text(value),
            "gwp_wtt_kg_co2e": text(figure.number("wtt_kgco2e")),
            "printed_value": text(printed),
            "printed_unit": printed_unit,
            "modules": modules,
            "boundary": BOUNDARY.get((found.family, figure.category), BOUNDARY.get((found.family, ""), "")),
            "gwp_set": "AR5" if found.family == "desnz" else "",
            "biogenic": biogenic(found.family, figure.category),
            "family": found.family,
            "year": figure.year,
            "geography": figure.geography,
            "source": found.key,
            "quality": _quality(figure, found),
            "note": note(figure, found.family),
        }
    )


def _printed(figure: Figure) -> tuple[Decimal | None, str]:
    """The value and unit as printed: in the details where the row was rescaled, else the row's own."""
    for name in ("published_value", "published"):
        if name in figure.details:
            return figure.number(name), str(figure.details["published_unit"])
    if _is_computed(figure):
        return None, ""
    return figure.value, f"kg CO2e per {figure.unit}"


def _is_computed(figure: Figure) -> bool:
    return figure.source.startswith("DERIVED") or figure.note.startswith("gwp = sum of published")


def _quality(figure: Figure, found: Publication) -> str:
    if _is_computed(figure):
        return "derived"
    return "proxy" if found.family == "epa_spend" else "measured"


def mass_of(figure: Figure) -> Decimal | None:
    """Mass of one declared unit [kg], where the data set prints it for its m2 or m3."""
    if figure.id in NO_MASS:
        return None
    if figure.unit == "m3":
        return figure.number("density_kg_m3") or figure.number("kg_per_unit")
    if figure.unit.endswith("m2"):
        return figure.number("kg_per_m2") or figure.number("kg_per_unit")
    return None


def _per_kg(row: Row, value: Decimal, mass: Decimal) -> Row:
    """The same figure per kg, by the mass that the data set prints of its declared unit."""
    return _finished(
        {
            **row,
            "key": f"{row['key']}_kg",
            "title_da": f"{row['title_da']} – pr. kg",
            "title_en": f"{row['title_en']} – per kg",
            "declared_unit": "kg",
            "gwp_kg_co2e": text(SIGNIFICANT.divide(value, mass)),
            "quality": "derived",
            "note": f"{row['key']} divided by the printed {text(mass)} kg per {row['declared_unit']}.",
        }
    )


def _finished(row: Row) -> Row:
    """Mark a figure per kg that is outside what is plausible."""
    low, high = PLAUSIBLE_KG
    outside = row["declared_unit"] == "kg" and not low <= Decimal(row["gwp_kg_co2e"]) <= high
    said = row["note"].strip()
    if outside and not said.startswith(CHECK):
        said = f"{CHECK} {said}".strip()
    return {**row, "note": said}
