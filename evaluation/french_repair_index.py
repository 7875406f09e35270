"""The French index of repairability, worked out from its sub-scores.

An index that a sheet publishes counts as it is published: the sheet prints its parts rounded, so what is worked out
again departs a little from it.

Reference: French decree 2020-1757 on the indice de réparabilité.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np
from numpy.typing import ArrayLike, NDArray

from evaluation.arguments import Floats
from evaluation.repair_index import ROUNDING, Weights, same_keys, weighted_sum

DISAGREEMENT = 0.1
"""Points between what is published and what is worked out again, above which to ask."""
FRENCH_CRITERIA: Mapping[str, Weights] = MappingProxyType(
    {
        "documentation": MappingProxyType({"documentation": 2.0}),
        "disassembly": MappingProxyType({"ease_of_disassembly": 1.0, "tools": 0.5, "fasteners": 0.5}),
        "spare_parts": MappingProxyType(
            {
                "years_of_parts_list_2": 1.0,
                "years_of_parts_list_1": 0.5,
                "delivery_of_parts_list_2": 0.3,
                "delivery_of_parts_list_1": 0.2,
            }
        ),
        "price_of_parts": MappingProxyType({"price_of_parts": 2.0}),
        "specific": MappingProxyType({"specific": 2.0}),
    }
)
"""Criterion -> its sub-scores (0 to 10), each with its coefficient; each criterion is 20 at most."""


@dataclass(frozen=True)
class FrenchIndex:
    """The French index and what it is made of.

    Parameters
    ----------
    criteria : criterion -> score [0 to 20].
    total : of the five [0 to 100].
    index : a tenth of it [0 to 10], unrounded.
    """

    criteria: Mapping[str, Floats]
    total: Floats
    index: Floats


def french_index(scores: Mapping[str, ArrayLike]) -> FrenchIndex:
    """French index of repairability: each criterion the sum of its sub-scores times their coefficients.

    Parameters
    ----------
    scores : sub-score -> 0 to 10; every sub-score of :data:`FRENCH_CRITERIA`.

    Examples
    --------
    >>> keys = [key for parts in FRENCH_CRITERIA.values() for key in parts]
    >>> float(french_index(dict.fromkeys(keys, 10)).index)
    10.0
    """
    asked = [key for parts in FRENCH_CRITERIA.values() for key in parts]
    same_keys(scores, asked)
    criteria = {
        name: weighted_sum({key: scores[key] for key in parts}, parts, 0.0, 10.0)
        for name, parts in FRENCH_CRITERIA.items()
    }
    total = np.asarray(sum(criteria.values()))
    return FrenchIndex(MappingProxyType(criteria), total, np.asarray(total / 10))


def departs_from_published(
    recomputed: ArrayLike, published: ArrayLike, limit: float = DISAGREEMENT
) -> NDArray[np.bool_]:
    """Return whether an index worked out again is further from the published one than rounding explains.

    The published one counts all the same; the bidder is asked. What is missing departs from nothing.

    Examples
    --------
    >>> departs_from_published([6.55, 6.7], 6.5).tolist()
    [False, True]
    """
    return np.asarray(np.abs(np.asarray(recomputed, dtype=float) - published) > limit + ROUNDING)
