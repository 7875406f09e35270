"""From cells to typed values by the declaration of their field, a column at a time.

What cannot be read for certain stays missing and is told with its cell; nothing is repaired. Columns of
plain numbers, which is nearly all of them, are converted without looking at a cell alone.
"""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

import numpy as np
from numpy.typing import NDArray

from evaluation.schema import NUMERIC, Spec
from intake.numbers import Convention, read_number
from intake.raw import Cell, Moment
from intake.words import code_words, plain_words

Bools = NDArray[np.bool_]
Column = NDArray[Any]
_PLAIN = {float, type(None)}
_PER_CENT = "%"
# Above this a spreadsheet no longer tells every whole number from the next.
_MOST_EXACT = 1e15
NOTICES = frozenset({"read_as"})


@dataclass(frozen=True)
class CellFault:
    """What is to be said of one cell of a column: its place in the column, a code and values."""

    index: int
    code: str
    values: Mapping[str, object] = field(default_factory=dict)

    @property
    def is_notice(self) -> bool:
        """Say whether the value was read all the same."""
        return self.code in NOTICES


@dataclass(frozen=True)
class Marks:
    """What a sheet tells of cells beside their values, by their place in a column."""

    errors: Mapping[int, str] = field(default_factory=dict)
    uncalculated: frozenset[int] = frozenset()
    per_cent: frozenset[int] = frozenset()
    currencies: Mapping[int, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Reading:
    """How the cells of a column are to be understood.

    Parameters
    ----------
    spec : the field.
    words : the words of its list where it is a list of the tender's own keys.
    unit_of : place in the column -> unit that a text may name beside its number.
    convention : what the file shows of how it writes numbers.
    currency : the tender's.
    """

    spec: Spec
    words: Mapping[str, str] | None = None
    unit_of: Callable[[int], str | None] = lambda _: None
    convention: Convention | None = None
    currency: str = "DKK"


@dataclass(frozen=True)
class ColumnValues:
    """A column as values: float64 with NaN, or objects with None, for what is blank or could not be read.

    ``filled`` says which cells hold something, whether it could be read or not.
    """

    values: Column
    filled: Bools
    faults: tuple[CellFault, ...] = ()


def read_column(cells: Sequence[Cell], reading: Reading, marks: Marks = Marks()) -> ColumnValues:
    """Read the cells of one column.

    Parameters
    ----------
    cells : from top to bottom.
    reading : what they mean.
    marks : errors, uncalculated formulas and number formats.
    """
    faults = [CellFault(index, "error_value", {"found": code}) for index, code in marks.errors.items()]
    faults += [CellFault(index, "formula_without_value") for index in sorted(marks.uncalculated)]
    filled = np.array([cell is not None for cell in cells], dtype=np.bool_)
    filled[np.array([*marks.errors, *marks.uncalculated], dtype=np.int64)] = True
    if reading.spec.kind in NUMERIC:
        values: Column = _numbers(cells, reading, marks, faults)
    else:
        values = _words(cells, reading, faults)
    return ColumnValues(values, filled, tuple(sorted(faults, key=lambda fault: fault.index)))


def _numbers(cells: Sequence[Cell], reading: Reading, marks: Marks, faults: list[CellFault]) -> Column:
    per_cent = set(marks.per_cent)
    if set(map(type, cells)) <= _PLAIN:
        values = np.array(cells, dtype=np.float64)
    else:
        values = np.array([c if isinstance(c, float) else np.nan for c in cells], dtype=np.float64)
        for index, cell in enumerate(cells):
            if type(cell) not in _PLAIN:
                values[index], is_per_cent = _number(index, cell, reading, faults)
                if is_per_cent:
                    per_cent.add(index)
    kind = reading.spec.kind
    _refuse_currencies(values, reading, marks, faults)
    if kind == "share" or _is_per_cent(reading.spec):
        return _shares(values, reading.spec, per_cent, faults)
    for index in sorted(per_cent):
        if not np.isnan(values[index]):
            faults.append(CellFault(index, "per_cent_in_number", {"found": _shown_share(values[index])}))
            values[index] = np.nan
    if kind == "integer":
        broken = ~np.isnan(values) & (values != np.floor(values))
        faults += [
            CellFault(int(at), "not_a_whole_number", {"found": float(values[at])})
            for at in np.flatnonzero(broken)
        ]
        values[broken] = np.nan
    return values


def _is_per_cent(spec: Spec) -> bool:
    """Say whether a field is in per cent inside the program too."""
    return spec.unit == _PER_CENT or spec.kind == "weight"


def _refuse_currencies(values: Column, reading: Reading, marks: Marks, faults: list[CellFault]) -> None:
    if reading.spec.kind != "money":
        return
    for index, currency in marks.currencies.items():
        if currency != reading.currency and not np.isnan(values[index]):
            found = {"found": float(values[index]), "currency": currency, "expected": reading.currency}
            faults.append(CellFault(index, "other_currency", found))
            values[index] = np.nan


def _shares(values: Column, spec: Spec, per_cent: set[int], faults: list[CellFault]) -> Column:
    """Return shares as 0 to 1 (a field in per cent: as per cent) from cells that hold per cent.

    A cell shown as per cent holds a hundredth of what it shows. A plain number between 0 and 1 may be
    meant as either, unless only one of the two is within the limits of the field.
    """
    shown = np.zeros(len(values), dtype=np.bool_)
    shown[list(per_cent)] = True
    size = np.abs(values)
    largest = np.inf if spec.maximum is None else spec.maximum
    is_share = spec.kind == "share"
    unclear = is_share & ~shown & (size > 0) & (size < 1) & (size <= largest)
    for index in np.flatnonzero(unclear):
        value = float(values[index])
        faults.append(
            CellFault(int(index), "share_ambiguous", {"found": value, "times_100": round(value * 100, 9)})
        )
    whole = (
        np.where(shown, values, _hundredths(values))
        if is_share
        # A weight is exact: of 7 % no 7.000000000000001 may remain.
        else np.where(shown, np.round(values * 100.0, 10), values)
    )
    return np.where(unclear, np.nan, whole)


def _hundredths(values: Column) -> Column:
    """Return a hundredth of each value as its decimals say: 1.1 % is 0.011, not 0.011000000000000001.

    Sixteen digits are kept, one more than a spreadsheet shows. What a sum has behind them is noise, and would
    put parts of 100 % together above it.

    >>> _hundredths(np.array([1.1, 33.3333333333333, 80.9 + 11.2 + 7.9])).tolist()
    [0.011, 0.333333333333333, 1.0]
    """
    # Most bidders state few different shares, and exact decimals are slow.
    distinct, places = np.unique(values, return_inverse=True)
    moved = [float(Decimal(f"{value:.16g}").scaleb(-2)) for value in distinct.tolist()]
    return np.array(moved, dtype=np.float64)[places]


def _number(index: int, cell: Cell, reading: Reading, faults: list[CellFault]) -> tuple[float, bool]:
    """Return the number in a cell that is no number (NaN where there is none), and whether it is a share."""
    if isinstance(cell, bool):
        faults.append(CellFault(index, "boolean_in_number", {"found": cell}))
        return np.nan, False
    if isinstance(cell, Moment):
        faults.append(CellFault(index, "date_in_number", {"found": cell.text}))
        return np.nan, False
    return _typed_number(index, str(cell), reading, faults)


def _typed_number(index: int, text: str, reading: Reading, faults: list[CellFault]) -> tuple[float, bool]:
    """Return the number that a text says. That it was a text is told, with what was read from it."""
    is_share = reading.spec.kind == "share"
    unit = "share" if is_share else _PER_CENT if _is_per_cent(reading.spec) else reading.unit_of(index)
    said = read_number(text, unit, reading.convention)
    if said.code == "share_ambiguous":
        # Whether it is unclear depends on the limits of the field, as for a cell that holds a number.
        return float(str(said.values["found"])), False
    if said.value is not None:
        faults.append(CellFault(index, "read_as", {"found": text, "read": said.value, "unit": unit}))
        return said.value, is_share
    faults.append(CellFault(index, said.code or "not_a_number", dict(said.values)))
    return np.nan, False


def _shown_share(value: float) -> str:
    return f"{value * 100:g} %"


def _words(cells: Sequence[Cell], reading: Reading, faults: list[CellFault]) -> Column:
    kind = reading.spec.kind
    if kind in ("code", "boolean") or (reading.words is not None and kind != "list"):
        found = _codes(cells, reading, faults)
    elif kind == "date":
        found = [_date(index, cell, faults) for index, cell in enumerate(cells)]
    elif kind == "list":
        found = [_list(_text(index, cell, reading.spec, faults)) for index, cell in enumerate(cells)]
    elif all(isinstance(cell, str) or cell is None for cell in cells):
        found = [cell.strip() if isinstance(cell, str) else None for cell in cells]
    else:
        found = [_text(index, cell, reading.spec, faults) for index, cell in enumerate(cells)]
    return np.fromiter(found, dtype=object, count=len(cells))


def _codes(cells: Sequence[Cell], reading: Reading, faults: list[CellFault]) -> list[object]:
    spec = reading.spec
    list_name = "yes_no" if spec.kind == "boolean" else spec.codes or ""
    words = reading.words if reading.words is not None else code_words(list_name)
    # A list has few words and a column many cells: each way of writing is looked up once.
    typed = [(type(cell), cell) for cell in cells]
    code_of = {each: _code(each[1], words) for each in set(typed)}
    found: list[object] = [code_of[each] for each in typed]
    for index, cell in enumerate(cells):
        if cell is not None and found[index] is None:
            told = cell.text if isinstance(cell, Moment) else cell
            faults.append(CellFault(index, "not_in_list", {"found": told, "list": list_name}))
    if spec.kind == "boolean":
        return [None if code is None else code == "yes" for code in found]
    return found


def _code(cell: Cell, words: Mapping[str, str]) -> str | None:
    if isinstance(cell, bool):
        return words.get("yes" if cell else "no")
    if isinstance(cell, float):
        return words.get(str(int(cell)) if cell.is_integer() else repr(cell))
    return words.get(plain_words(cell)) if isinstance(cell, str) else None


def _text(index: int, cell: Cell, spec: Spec, faults: list[CellFault]) -> str | None:
    """Return a cell as text; a number that has lost what it was written as is not guessed at."""
    if cell is None or isinstance(cell, str):
        return cell.strip() if cell else None
    if isinstance(cell, float) and not isinstance(cell, bool):
        if cell.is_integer() and abs(cell) < _MOST_EXACT:
            return str(int(cell))
        if spec.kind != "identifier" and abs(cell) < _MOST_EXACT:
            return repr(cell)
    told = cell.text if isinstance(cell, Moment) else cell
    faults.append(CellFault(index, "not_text", {"found": told}))
    return None


def _date(index: int, cell: Cell, faults: list[CellFault]) -> str | None:
    if cell is None:
        return None
    text = cell.text if isinstance(cell, Moment) else cell.strip() if isinstance(cell, str) else ""
    try:
        moment = dt.datetime.fromisoformat(text)
    except ValueError:
        faults.append(CellFault(index, "not_a_date", {"found": text or cell}))
        return None
    return text[:10] if moment.time() == dt.time() else moment.isoformat(timespec="minutes")


def _list(text: str | None) -> tuple[str, ...]:
    parts = (text or "").replace("\n", ";").replace(",", ";").split(";")
    return tuple(part.strip() for part in parts if part.strip())
