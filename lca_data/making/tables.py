"""Reading the table of figures, and writing tables that come out byte for byte the same every time."""

import csv
import io
import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any


class BuildError(ValueError):
    """The figures contradict a rule of the tables; the sentence says which row and which rule."""


@dataclass(frozen=True)
class Figure:
    """One row of the table of figures: a published data set with what it says beside its main figure."""

    id: str
    name_en: str
    name_da: str
    category: str
    unit: str
    value: Decimal
    source: str
    year: str
    geography: str
    read_at: str
    note: str
    details: dict[str, Any] = field(default_factory=dict)

    @property
    def key(self) -> str:
        """The id in small letters."""
        return self.id.lower()

    def number(self, name: str) -> Decimal | None:
        """A number of the details, or None."""
        value = self.details.get(name)
        return value if isinstance(value, Decimal) else None


def read_figures(path: Path) -> list[Figure]:
    """Read the table of figures, in its own order."""
    with path.open(encoding="utf-8", newline="") as file:
        return [_figure(row) for row in csv.DictReader(file)]


def _figure(row: dict[str, str]) -> Figure:
    details = json.loads(row["other_indicators_json"] or "{}", parse_float=Decimal, parse_int=Decimal)
    return Figure(
        id=row["id"],
        name_en=row["name_en"],
        name_da=row["name_da"],
        category=row["category"],
        unit=row["unit"],
        value=Decimal(row["gwp_kgco2e"]),
        source=row["source"],
        year=row["source_year"],
        geography=row["geography"],
        read_at=row["source_url"].split("; original")[0].split("; manufacturer")[0],
        note=row["notes"],
        details=details,
    )


def write_table(path: Path, columns: tuple[str, ...], rows: Iterable[dict[str, str]]) -> None:
    """Write a table: UTF-8, comma, line feed, a blank for what a row does not have."""
    buffer = io.StringIO()
    writer = csv.DictWriter(buffer, columns, restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    write_text(path, buffer.getvalue())


def write_text(path: Path, content: str) -> None:
    """Write a text with the same bytes on every machine."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode("utf-8"))
