"""The parts of each reference item: at least one, and each that is begun with its material and its mass."""

from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from evaluation.problems import Severity
from intake.bid_table import TableRead

Bools = NDArray[np.bool_]
ASKED = ("part", "material", "mass_kg", "recycled_share")
NEEDED = ("material", "mass_kg")
# Weights of parts and the weight of the whole are rounded apart from each other.
TOLERANCE = 0.02


def items_of(table: TableRead) -> NDArray[np.object_]:
    """Return the item of each material row."""
    printed = next(p for p in table.layout.printed if p.key == "item")
    return np.fromiter(printed.values, dtype=object, count=len(printed.values))


def begun_rows(table: TableRead) -> Bools:
    """Say which material rows hold anything."""
    return np.asarray(np.logical_or.reduce([table.filled[name] for name in ASKED if name in table]))


@dataclass(frozen=True)
class _Parts:
    """The material rows of one bid, and which item each is of.

    ``keys`` are the items, ``first`` the first row of each, ``item_no`` the item of each row.
    """

    table: TableRead
    begun: Bools
    keys: tuple[str, ...]
    first: NDArray[np.int64]
    item_no: NDArray[np.int64]

    def by_item(self, rows: NDArray[Any]) -> NDArray[np.float64]:
        """Return the sum over the rows of each item."""
        return np.bincount(self.item_no, weights=rows, minlength=len(self.keys)).astype(np.float64)

    def tell_of_item(
        self, severity: Severity | None, code: str, name: str, number: int, **values: object
    ) -> None:
        """Tell of an item at its first row."""
        self.table.tell(severity, code, name, int(self.first[number]), key=self.keys[number], **values)


def check_material_rows(
    table: TableRead, product_data: TableRead | None, not_offered: AbstractSet[str]
) -> None:
    """Tell of items without a part, and of parts without a material or a mass.

    Parameters
    ----------
    not_offered : items that nothing is asked of.
    """
    items = items_of(table)
    wanted = ~np.isin(items, [*not_offered])
    # In the order of the sheet: `unique` alone would sort them.
    place = {item: number for number, item in enumerate(dict.fromkeys(items.tolist()))}
    item_no = np.fromiter((place[item] for item in items), dtype=np.int64, count=len(items))
    first = np.unique(item_no, return_index=True)[1]
    parts = _Parts(table, begun_rows(table) & wanted, tuple(place), first, item_no)
    for name in NEEDED:
        if name in table:
            table.tell_all(None, "value_missing", name, parts.begun & table.blank(name))
    unreadable = np.logical_and.reduce([table.told[name] for name in NEEDED if name in table])
    lacking = parts.by_item((parts.begun | unreadable) & wanted) == 0
    for number in np.flatnonzero(lacking & (parts.by_item(wanted) > 0)):
        parts.tell_of_item(None, "materials_missing", "material", int(number))
    _check_masses(parts, product_data)
    _tell_silent_shares(parts)


def _check_masses(parts: _Parts, product_data: TableRead | None) -> None:
    """Compare the parts of an item with nought, and with its whole mass where that is asked too."""
    if "mass_kg" not in parts.table:
        return
    mass = parts.table.values["mass_kg"]
    total = parts.by_item(np.nan_to_num(mass))
    is_known = (parts.by_item(parts.begun & np.isnan(mass)) == 0) & (parts.by_item(parts.begun) > 0)
    for number in np.flatnonzero(is_known & (total == 0.0)):
        parts.tell_of_item(None, "mass_zero", "mass_kg", int(number))
    if product_data is None or "mass_kg" not in product_data:
        return
    sums = dict(zip(parts.keys, np.where(is_known, total, np.nan).tolist(), strict=True))
    of_parts = np.array([sums.get(key, np.nan) for key in product_data.layout.keys], dtype=np.float64)
    stated = product_data.values["mass_kg"]
    for index in np.flatnonzero(np.abs(of_parts - stated) > TOLERANCE * stated):
        told = {"found": float(stated[index]), "parts": float(of_parts[index])}
        product_data.tell("question", "mass_differs", "mass_kg", int(index), **told)


def _tell_silent_shares(parts: _Parts) -> None:
    """A recycled share that is not stated counts as none; an item's rows are told of together."""
    if "recycled_share" not in parts.table:
        return
    silent = parts.begun & parts.table.blank("recycled_share")
    for number in np.flatnonzero(parts.by_item(silent) > 0):
        rows = np.flatnonzero(silent & (parts.item_no == number))
        words = {"key": parts.keys[number], "count": len(rows)}
        parts.table.tell("notice", "share_counts_as_none", "recycled_share", int(rows[0]), **words)
