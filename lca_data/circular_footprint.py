"""Parameters of the Circular Footprint Formula by class of material, and the class of each material.

All are second-hand: annex C of the PEF method itself could not be opened. Shares of recycling and of burning (R₂, R₃)
for Denmark were not found and are not here; the buyer publishes its own.
"""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from evaluation.circular_footprint import CircularFootprint
from lca_data.external import VERIFIED, Verified
from lca_data.library import material


@dataclass(frozen=True)
class CircularFootprintClass:
    """The parameters of one class of material, where they come from, and the materials that are of it."""

    key: str
    title_da: str
    title_en: str
    parameters: CircularFootprint
    verified: Verified
    source: str
    note: str
    materials: tuple[str, ...]


@cache
def circular_footprint_classes() -> Mapping[str, CircularFootprintClass]:
    """The classes, by key, in the order of the table.

    Examples
    --------
    >>> wood = circular_footprint_classes()["wood"]
    >>> wood.parameters.a, wood.verified
    (0.8, 'second_hand')
    """
    found = {}
    with files("lca_data").joinpath("circular_footprint.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            found[row["key"]] = CircularFootprintClass(
                key=row["key"],
                title_da=row["title_da"],
                title_en=row["title_en"],
                parameters=CircularFootprint(
                    a=float(row["a"]),
                    b=float(row["b"]),
                    quality_in=float(row["quality_in"]),
                    quality_out=float(row["quality_out"]),
                ),
                verified=VERIFIED[row["verified"]],
                source=row["source"],
                note=row["note"],
                materials=tuple(row["materials"].split()),
            )
    return MappingProxyType(found)


def circular_footprint_of(material_key: str) -> CircularFootprint | None:
    """Return how the formula treats a material, or None where no class was published for it.

    Raises
    ------
    UnknownKeyError
        Where the tables have no such material.

    Examples
    --------
    >>> circular_footprint_of("steel_sheet")
    CircularFootprint(a=0.2, quality_in=1.0, quality_out=1.0, b=0.0)
    >>> circular_footprint_of("ceramics") is None
    True
    """
    key = material(material_key).key
    return next((c.parameters for c in circular_footprint_classes().values() if key in c.materials), None)
