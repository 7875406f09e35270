"""What bidders and deciders write, as content files state it: a table a section, a row a line."""

import datetime as dt
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

Place = tuple[str, str, str]  # table, key of the row (blank on the sheet about the bidder), field
FIELDS_ONLY = "bidder"


@dataclass(frozen=True)
class BidAnswers:
    """The answers of one bid sheet.

    Parameters
    ----------
    name : name of the file, without its ending.
    lot : the lot it is of.
    cells : what is written where; codes as codes, shares in per cent as in the workbook.
    """

    name: str
    lot: str
    cells: Mapping[Place, object]


@dataclass(frozen=True)
class Fault:
    """A cell that is spoilt: where, what stands there then, and the code of the problem it gives."""

    place: Place
    written: str | float | dt.date | None
    code: str


def bid_answers(folder: Path, only_lot: str | None = None) -> tuple[BidAnswers, ...]:
    """Return the answers of every bid sheet of a folder, by name.

    Parameters
    ----------
    folder : holds a TOML file a bid sheet.
    only_lot : the lot of files that name none.

    Raises
    ------
    ValueError
        A file names no lot, or a row has another number of cells than its table has columns.
    """
    return tuple(_answers(path, only_lot) for path in sorted(folder.glob("*.toml")))


def _answers(path: Path, only_lot: str | None) -> BidAnswers:
    with path.open("rb") as file:
        content = tomllib.load(file)
    lot = content.pop("lot", only_lot)
    if lot is None:
        raise ValueError(f"{path.name} names no lot")
    return BidAnswers(path.stem, lot, {place: value for place, value in _cells(content) if value != ""})


def _cells(content: Mapping[str, dict[str, object]]) -> Iterator[tuple[Place, object]]:
    """Yield every cell; an empty text stands for a cell left blank."""
    for table, rows in content.items():
        if table == FIELDS_ONLY:
            yield from (((table, "", name), value) for name, value in rows.items())
            continue
        for key, values in rows_of(rows):
            yield from (((table, key, name), value) for name, value in values.items())


def rows_of(table: Mapping[str, object]) -> Iterator[tuple[str, dict[str, object]]]:
    """Yield the rows of a table that names its columns once: key, and value by column.

    Raises
    ------
    ValueError
        A row has another number of cells than the table has columns.

    >>> list(rows_of({"columns": ["price"], "l1_delivery": [1150]}))
    [('l1_delivery', {'price': 1150})]
    """
    columns = table["columns"]
    for key, values in table.items():
        if key == "columns":
            continue
        if not isinstance(columns, list) or not isinstance(values, list) or len(values) != len(columns):
            raise ValueError(f"{key} does not fit the columns {columns}")
        yield key, dict(zip(columns, values, strict=True))


def decided(path: Path) -> dict[Place, object]:
    """Return what a file of decisions says, with the same name and date for all rows of a table.

    The key of a row is what tells it apart in the workbook, joined by semicolons.
    """
    with path.open("rb") as file:
        content = tomllib.load(file)
    by, at = content.pop("by"), content.pop("at")
    cells: dict[Place, object] = {}
    for table, rows in content.items():
        for key, values in rows_of(rows):
            signed = {**values, "by": by[table], "at": at[table]}
            cells.update({(table, key, name): value for name, value in signed.items()})
    return cells
