"""Checks of a function's arguments: an error names the argument, a missing figure (NaN) stays missing."""

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]
Keys = ArrayLike | Sequence[str | None] | None
"""One key or an array of them; None, NaN and an empty text are no key."""


def within(
    name: str, values: ArrayLike, low: float, high: float = np.inf, *, open_ends: bool = False
) -> Floats:
    """Return an argument as an array, if every figure of it stands in its range; NaN passes.

    Parameters
    ----------
    name : of the argument, for the error.
    low, high : the range; both ends belong to it.
    open_ends : neither end belongs to it.

    Raises
    ------
    ValueError
        Where a figure is outside the range or infinite.

    Examples
    --------
    >>> within("share", 1.2, 0, 1)
    Traceback (most recent call last):
    ...
    ValueError: share is 1.2: it stands between 0 and 1.
    """
    found = np.asarray(values, dtype=float)
    outside = (found < low) | (found > high) | np.isinf(found)
    if open_ends:
        outside |= (found == low) | (found == high)
    if outside.any():
        first = found[outside].flat[0]
        if np.isinf(high):
            limits = f"above {low:g}" if open_ends else f"a finite number of at least {low:g}"
        else:
            limits = f"{'strictly ' if open_ends else ''}between {low:g} and {high:g}"
        verb = "is" if np.isinf(high) else "stands"
        raise ValueError(f"{name} is {first:.10g}: it {verb} {limits}.")
    return found


def figure_of(name: str, keys: Keys, table: Mapping[str, float]) -> Floats:
    """Return the figure of each key; a key that is None, NaN or blank has none (NaN).

    Parameters
    ----------
    name : of the argument, for the error.
    keys : one key or an array of them.

    Raises
    ------
    ValueError
        Where the table has no such key.

    Examples
    --------
    >>> figure_of("scheme", ["a", None], {"a": 5.0}).tolist()
    [5.0, nan]
    """
    asked = np.asarray(keys, dtype=object)
    found = np.full(asked.shape, np.nan)
    # None, an empty text, and NaN, which alone is not equal to itself.
    blank = np.equal(asked, np.asarray(None, dtype=object)) | np.equal(asked, "") | np.not_equal(asked, asked)
    for key, figure in table.items():
        at = np.equal(asked, key)
        found[at] = figure
        blank |= at
    if not blank.all():
        raise ValueError(f"{name} is {asked[~blank].flat[0]!r}: it is one of {', '.join(table)}.")
    return found
