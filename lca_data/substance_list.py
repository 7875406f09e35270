"""A short published list of substances that a tender may ask bidders to declare, each with its law.

A class that grows outside this list (the candidate list of REACH) is defined, never copied.
"""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from evaluation.substances import Substance
from lca_data.external import VERIFIED, Verified


@dataclass(frozen=True)
class PublishedSubstance:
    """A substance, or a defined group, with where its definition stands and how that was read.

    Parameters
    ----------
    cas : number of the Chemical Abstracts Service; blank of a group.
    year : of the law or report that defines it.
    """

    key: str
    title_da: str
    title_en: str
    group: str
    cas: str
    definition: str
    source: str
    year: int
    url: str
    verified: Verified
    read_at: str
    note: str

    @property
    def citation(self) -> str:
        """The source in one line, and that it is second-hand where it is."""
        told = "not read at the source" if self.verified == "second_hand" else ""
        return ", ".join(part for part in (f"{self.source} ({self.year})", self.url, told) if part)


@cache
def published_substances() -> Mapping[str, PublishedSubstance]:
    """The list as it was made, by key."""
    found = {}
    with files("lca_data").joinpath("substances.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            cells = dict(row)
            year, verified = cells.pop("year"), cells.pop("verified")
            found[row["key"]] = PublishedSubstance(year=int(year), verified=VERIFIED[verified], **cells)
    return MappingProxyType(found)


@cache
def substances() -> Mapping[str, Substance]:
    """The substances that a tender copies, by key: the CAS number stands in the definition.

    Examples
    --------
    >>> substances()["dehp"].definition[:20]
    'CAS 117-81-7, EC 204'
    """
    return MappingProxyType(
        {
            key: Substance(
                key=key,
                title_da=row.title_da,
                title_en=row.title_en,
                group=row.group,
                definition=f"CAS {row.cas}, {row.definition}" if row.cas else row.definition,
                source=row.citation,
            )
            for key, row in published_substances().items()
        }
    )
