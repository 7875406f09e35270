"""A fault of the tender with the row and field that it is of, from which a reader finds the cell."""

from evaluation.problems import Problem
from evaluation.schema import Row


def fault(code: str, row: Row | None = None, field: str | None = None, **values: object) -> Problem:
    """Return a stop at a row of the tender, and at one of its fields where one is named."""
    place: dict[str, object] = {}
    if row is not None:
        place = {
            "table": row.table,
            "key": key_of(row),
            "field": None if field is None else f"{row.table}.{field}",
        }
    lot = getattr(row, "lot", None)
    return Problem("stop", code, lot=lot if isinstance(lot, str) else None, values={**place, **values})


def key_of(row: Row) -> str | None:
    """Return what names a row: its key, id, lot, or the word it is of; None where it has none."""
    for name in (
        "key", "id", "lot", "field", "carrier", "component", "schedule", "material", "growth_class", "price_set", "profile",
        "weight_set", "factor",
    ):  # fmt: skip
        value = getattr(row, name, None)
        if isinstance(value, str):
            return value
    return None
