"""How long products last, as published: the reference lives that a buyer may start from and has to confirm.

An actual life is shorter than a designed one (the European Environment Agency found at least 2.3 years), and a
declared one is a rule of counting. Measure a claim by a reference of its own kind, or the claim looks long.

The term of a contract is not a life: seven years of rented workwear say nothing about one jacket, and are not here.
Share-alike data (Boavizta) lie in ``lca_data/odbl`` and are read only where they are asked for.
"""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Literal

from lca_data.external import VERIFIED, Verified
from lca_data.library import Part, UnknownKeyError

LifeUnit = Literal["years", "uses"]
LifeKind = Literal["actual", "designed", "declared"]
UNITS: Mapping[str, LifeUnit] = MappingProxyType({"years": "years", "uses": "uses"})
KINDS: Mapping[str, LifeKind] = MappingProxyType(
    {"actual": "actual", "designed": "designed", "declared": "declared"}
)
FOLDERS: Mapping[Part, tuple[str, ...]] = MappingProxyType({"core": (), "odbl": ("odbl",)})


@dataclass(frozen=True)
class ReferenceLife:
    """How long a product lasts, as one source publishes it.

    Parameters
    ----------
    value : the life [unit].
    unit : ``years``, or ``uses``.
    kind : ``actual``, in use until it is discarded; ``designed``, made to last; ``declared``, set by a maker or by
        the rules of a declaration.
    year : of the publication, None where it names none.
    verified : whether the figure was read where it was published.
    """

    key: str
    title_da: str
    title_en: str
    value: float
    unit: LifeUnit
    kind: LifeKind
    source: str
    year: int | None
    url: str
    licence: str
    verified: Verified
    read_at: str
    note: str

    @property
    def citation(self) -> str:
        """The source in one line, and that it is second-hand where it is."""
        source = self.source if self.year is None else f"{self.source} ({self.year})"
        told = "not read at the source" if self.verified == "second_hand" else ""
        return ", ".join(part for part in (source, self.url, told) if part)


@cache
def reference_lives(part: Part = "core") -> Mapping[str, ReferenceLife]:
    """The lives by key, in the order of the table. Part ``odbl`` is share-alike and never mixed into the core.

    Examples
    --------
    >>> life = reference_lives()["office_chair_epd"]
    >>> life.value, life.unit, life.kind
    (15.0, 'years', 'declared')
    """
    found = {}
    table = files("lca_data").joinpath(*FOLDERS[part], "reference_lives.csv")
    with table.open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            cells = dict(row)
            value, unit, kind, year, verified = (
                cells.pop(name) for name in ("value", "unit", "kind", "year", "verified")
            )
            found[row["key"]] = ReferenceLife(
                value=float(value),
                unit=UNITS[unit],
                kind=KINDS[kind],
                year=int(year) if year else None,
                verified=VERIFIED[verified],
                **cells,
            )
    return MappingProxyType(found)


def reference_life(key: str, part: Part = "core") -> ReferenceLife:
    """Return one life.

    Raises
    ------
    UnknownKeyError
        Where the table has no such life.

    Examples
    --------
    >>> reference_life("laptop_boavizta", "odbl").note
    'Median of 436 declarations of manufacturers.'
    """
    lives = reference_lives(part)
    if key not in lives:
        raise UnknownKeyError(f"The tables have no reference life {key!r}.")
    return lives[key]
