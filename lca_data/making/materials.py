"""From the choices of materials to the table: every factor of one family, and biogenic carbon in balance."""

import csv
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path
from typing import Any

from lca_data.families import FAMILIES
from lca_data.making.factors import Row
from lca_data.making.sources import YIELD
from lca_data.making.tables import BuildError

A_TO_C = ("virgin", "recycled", "reused", "energy_recovery", "recycling", "landfill")
CREDITS = ("credit_energy", "credit_recycling")
COLUMNS = (
    "key",
    "title_da",
    "title_en",
    "kind",
    "family",
    "declared_unit",
    *A_TO_C,
    *CREDITS,
    "biogenic_kg_co2_per_kg",
    "recycling_yield",
    "conservative",
    "proxy",
    "note",
)


@dataclass(frozen=True)
class Choice:
    """A material or product class with the keys of its factors; a blank key is a figure nobody has printed.

    ``stores_biogenic`` marks wood whose production factor counts the uptake of CO2; ``conservative`` the row
    for what is not on the list, whose factors follow from the rule of :func:`of_the_highest`.
    """

    key: str
    title_da: str
    title_en: str
    family: str
    kind: str = "material"
    declared_unit: str = "kg"
    virgin: str = ""
    recycled: str = ""
    reused: str = ""
    energy_recovery: str = ""
    recycling: str = ""
    landfill: str = ""
    credit_energy: str = ""
    credit_recycling: str = ""
    stores_biogenic: bool = False
    electronic: bool = False
    conservative: bool = False
    proxy: str = ""
    note: str = ""

    def named(self, columns: tuple[str, ...]) -> dict[str, str]:
        """Column -> factor key, of those columns that have one."""
        return {c: key for c in columns if (key := getattr(self, c))}


def read_choices(path: Path) -> tuple[Choice, ...]:
    """Read the choices that were made by hand; a flag is ``yes`` or blank."""
    with path.open(encoding="utf-8", newline="") as file:
        return tuple(Choice(**_with_flags(row)) for row in csv.DictReader(file))


def _with_flags(row: dict[str, str]) -> dict[str, Any]:
    flags = {name: row[name] == "yes" for name in ("stores_biogenic", "electronic", "conservative")}
    return {**row, **flags}


def materials(choices: tuple[Choice, ...], factors: dict[str, Row]) -> list[dict[str, str]]:
    """Make the table of materials.

    Raises
    ------
    BuildError
        Where a factor does not exist or is of another family or unit, where production and end of life
        count biogenic carbon differently, or where the balance of biogenic carbon does not close.
    """
    for choice in choices:
        _check_factors(choice, factors)
    made = (of_the_highest(c, choices, factors) if c.conservative else c for c in choices)
    return [_row(choice, factors) for choice in made]


def of_the_highest(choice: Choice, choices: tuple[Choice, ...], factors: dict[str, Row]) -> Choice:
    """The row for what is not on the list: the highest of the family's materials, on every route.

    Product classes and electronics are left out, credits are blank, recycled content counts as virgin, and
    the dearest end of life counts whatever the route: nothing makes it better than a row of the list.
    """
    among = [c for c in choices if c.family == choice.family and c.kind == "material" and not c.electronic]

    def highest(*columns: str) -> str:
        keys = [key for c in among for key in c.named(columns).values()]
        return max(keys, key=lambda k: (Decimal(factors[k]["gwp_kg_co2e"]), k), default="")

    virgin, end_of_life = highest("virgin"), highest("energy_recovery", "recycling", "landfill")
    return replace(
        choice,
        virgin=virgin,
        recycled=virgin,
        energy_recovery=end_of_life,
        recycling=end_of_life,
        landfill=end_of_life,
        note="Rule: the highest production figure and the highest end of life of the family's materials, "
        "product classes and electronics left out; recycled content counts as virgin; the same on every "
        "route; no credit.",
    )


def _row(choice: Choice, factors: dict[str, Row]) -> dict[str, str]:
    stored = biogenic_stored(choice, factors)
    note = [choice.note] if choice.note else []
    if choice.kind == "material":
        note.append(f"recycling_yield: general default ({YIELD.key}), not of this material.")
    row = {c: str(getattr(choice, c)) for c in COLUMNS if hasattr(choice, c)}
    return {
        **row,
        "biogenic_kg_co2_per_kg": "" if stored is None else format(stored.normalize(), "f"),
        "recycling_yield": "0.75" if choice.kind == "material" else "",
        "conservative": "true" if choice.conservative else "false",
        "note": " ".join(note),
    }


def _check_factors(choice: Choice, factors: dict[str, Row]) -> None:
    for column, key in choice.named(A_TO_C + CREDITS).items():
        if key not in factors:
            raise BuildError(f"{choice.key}.{column} names the factor {key}, which no figure gives.")
        factor = factors[key]
        if factor["family"] not in FAMILIES[choice.family]:
            raise BuildError(
                f"{choice.key}.{column}: {key} is of {factor['family']}, not of {choice.family}."
            )
        if factor["declared_unit"] != choice.declared_unit:
            raise BuildError(f"{choice.key}.{column}: {key} is per {factor['declared_unit']}.")
        if (factor["modules"] == "D") != (column in CREDITS):
            raise BuildError(f"{choice.key}.{column}: {key} is of module {factor['modules']}.")
    conventions = {factors[k]["biogenic"] for k in choice.named(A_TO_C).values()}
    if len(conventions) > 1:
        raise BuildError(
            f"{choice.key} mixes figures with and without biogenic carbon: {sorted(conventions)}."
        )


def biogenic_stored(choice: Choice, factors: dict[str, Row]) -> Decimal | None:
    """Carbon stored and given up on leaving [kg CO2/kg], where production counts the uptake.

    The release on burning in the *same* data set: there uptake and release are one and the same carbon
    (-1/+1), so it is the stored carbon from above (the release holds a little fossil carbon of glue and fuel
    too). On a route whose factor holds no release (reuse, recycling, no factor) this much is released.

    Raises
    ------
    BuildError
        Where the release is not of the same data set, where a route other than burning has a factor that
        might hold a release of its own, or where A to C would come out below zero: carbon would vanish.
    """
    if not choice.stores_biogenic:
        if choice.virgin and Decimal(factors[choice.virgin]["gwp_kg_co2e"]) < 0:
            raise BuildError(f"{choice.key}: {choice.virgin} is below zero, so it stores biogenic carbon.")
        return None
    virgin, release = factors[choice.virgin], factors[choice.energy_recovery]
    same = (
        choice.energy_recovery.replace("_c3", "") == choice.virgin and release["source"] == virgin["source"]
    )
    if not same or choice.recycling or choice.landfill or choice.reused:
        raise BuildError(f"{choice.key}: uptake and release of biogenic carbon must be of one data set.")
    stored = Decimal(release["gwp_kg_co2e"])
    if Decimal(virgin["gwp_kg_co2e"]) + stored < 0:
        raise BuildError(f"{choice.key}: biogenic carbon does not balance over A to C.")
    return stored
