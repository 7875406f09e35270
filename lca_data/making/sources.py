"""The sources: what may be handed on, under which licence, and what is left out and why.

``publications.csv`` and ``left_out.csv`` hold the verdicts, found by how a row's source begins.
"""

import csv
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

Part = Literal["core", "odbl"]
HERE = Path(__file__).parent


@dataclass(frozen=True)
class Publication:
    """A source that is handed on: its factor family, and the part of the tables its rows go into.

    ``begins`` is blank for a publication that gives no factor.
    """

    begins: str
    key: str
    family: str
    title: str
    publisher: str
    year: str
    licence: str
    url: str
    citation: str
    part: Part


def _rows(name: str) -> list[dict[str, Any]]:
    with HERE.joinpath(name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


PUBLICATIONS: tuple[Publication, ...] = tuple(Publication(**row) for row in _rows("publications.csv"))
LEFT_OUT: tuple[tuple[str, str], ...] = tuple((row["begins"], row["reason"]) for row in _rows("left_out.csv"))
"""How a source begins, and why its rows are not handed on."""

YIELD = next(p for p in PUBLICATIONS if p.key == "madaster_2021")
"""Where the recycling yield comes from."""


def publication(source: str) -> Publication | None:
    """Find the publication that a row names, or None where the row is left out.

    Raises
    ------
    KeyError
        Where the source has no verdict at all: decide on it before it is handed on.
    """
    for each in PUBLICATIONS:
        if each.begins and source.startswith(each.begins):
            return each
    if why_left_out(source) is None:
        raise KeyError(f"No licence verdict for {source!r}: add it to publications.csv or to left_out.csv.")
    return None


def why_left_out(source: str) -> str | None:
    """The reason why a source's rows are not handed on, or None.

    >>> why_left_out("Rizan C et al. (2021)")[:17]
    'No licence stated'
    """
    return next((reason for begins, reason in LEFT_OUT if source.startswith(begins)), None)
