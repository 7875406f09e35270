"""Pedigree scores of the factors, by published rules, and the uncertainty that follows from them.

The rules are ours, for use in Denmark in :data:`BASE_YEAR`: no source states scores for its rows. They stand in
``pedigree.csv`` (by source, and by category where one differs) and ``pedigree_places.csv``, each with its reason; how
old data are scored is the matrix of ecoinvent.
"""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from evaluation.pedigree import BASIC, as_proxy, gsd, text_of
from lca_data.making.factors import Row
from lca_data.making.tables import BuildError

BASE_YEAR = 2026
PEDIGREE_SET = "ecoinvent_2"
AGES = ((3, 1), (6, 2), (10, 3), (15, 4))
"""Less than so many years between the data and the base year -> score of time; else, or unknown, 5."""

HERE = Path(__file__).parent


@dataclass(frozen=True)
class Rule:
    """Scores of the rows of a source: ``geographical`` and ``data_year`` are blank where the row's own count."""

    source: str
    category: str
    reliability: str
    completeness: str
    technological: str
    geographical: str
    data_year: str
    why: str


def _rules() -> Mapping[tuple[str, str], Rule]:
    with HERE.joinpath("pedigree.csv").open(encoding="utf-8", newline="") as file:
        return {(row["source"], row["category"]): Rule(**row) for row in csv.DictReader(file)}


def _places() -> Mapping[str, int]:
    with HERE.joinpath("pedigree_places.csv").open(encoding="utf-8", newline="") as file:
        return {row["geography"]: int(row["score"]) for row in csv.DictReader(file)}


RULES = _rules()
PLACES = _places()
"""Geography of a row -> how far it is from Denmark, 1 to 5."""


def scored(row: Row) -> Row:
    """Add the scores and the geometric standard deviation, to four decimals, to a row of the factors.

    Raises
    ------
    BuildError
        Where no rule is for its source, or its place has no score: decide, rather than let it pass as certain.
    """
    scores = scores_of_row(row)
    return {**row, "pedigree": text_of(scores), "gsd": f"{gsd(scores, BASIC, PEDIGREE_SET):.4f}"}


def scores_of_row(row: Row) -> tuple[int, ...]:
    """Scores of reliability, completeness, time, place and technology."""
    rule = RULES.get((row["source"], row["category"])) or RULES.get((row["source"], ""))
    if rule is None:
        raise BuildError(f"{row['key']}: no pedigree rule is for the source {row['source']}.")
    place = rule.geographical or PLACES.get(row["geography"])
    if place is None:
        raise BuildError(f"{row['key']}: the place {row['geography']!r} has no pedigree score.")
    scores = (
        int(rule.reliability),
        int(rule.completeness),
        temporal(rule.data_year or row["year"]),
        int(place),
        int(rule.technological),
    )
    return as_proxy(scores) if row["quality"] == "proxy" else scores


def temporal(year: str) -> int:
    """Score of the years between the data and the base year, before or after it; 5 where the year is unknown.

    >>> [temporal(year) for year in ("2025", "2023", "2018", "2014", "2011", "")]
    [1, 2, 3, 4, 5, 5]
    """
    if not year:
        return 5
    apart = abs(BASE_YEAR - int(year))
    return next((score for limit, score in AGES if apart < limit), 5)
