"""Weights from comparisons of two criteria at a time: the analytic hierarchy process (AHP).

``a_ij`` says how many times as important criterion ``i`` is as ``j``, on Saaty's scale from 1/9 to 9, and ``a_ji`` is
``1 / a_ij``. The weights are the principal eigenvector, ``A w = λ_max w``. Were all comparisons in agreement, ``a_ij``
would be ``w_i / w_j`` and ``λ_max`` the number of criteria; what it is above that measures how far they are from it.

References
----------
Saaty, T. L. (1980): The analytic hierarchy process. McGraw-Hill. Saaty, T. L. (1990): How to make a decision: the
analytic hierarchy process. European Journal of Operational Research 48(1), 9-26 (random index, threshold). Saaty, T. L.
(2003): Decision-making with the AHP: why is the principal eigenvector necessary. European Journal of Operational
Research 145(1), 85-91 (the comparison that agrees least, and what would agree with the others).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from evaluation.problems import Problem
from evaluation.weighting.exact_weights import exact_weights, named_once
from evaluation.weighting.unusable import WeightingError

Floats = NDArray[np.float64]
Pair = tuple[str, str]
# The mean consistency index of matrices filled at random, by number of criteria from 1 to 10 (Saaty 1980, table).
RANDOM_INDEX = (0.0, 0.0, 0.58, 0.90, 1.12, 1.24, 1.32, 1.41, 1.45, 1.49)
ACCEPTED_RATIO = 0.10
TOP_OF_SCALE = 9
SCALE = tuple(sorted({Fraction(n) for n in range(1, 10)} | {Fraction(1, n) for n in range(1, 10)}))
# Shares and departures are compared after these decimals, so that the last bit of an eigenvector decides nothing.
DECIMALS = 12
COMPARED = 9


@dataclass(frozen=True)
class Departure:
    """The comparison that agrees least with the others.

    Parameters
    ----------
    first, second : the criteria, as they were compared.
    stated : how many times as important the first was said to be as the second.
    implied : the ratio of the weights that all comparisons give, this one included.
    factor : how far ``stated`` is from ``implied``, as a factor above 1.
    agreeing : what the other comparisons alone say of the two.
    nearest : the value of Saaty's scale that is nearest to it.
    """

    first: str
    second: str
    stated: float
    implied: float
    factor: float
    agreeing: float
    nearest: Fraction


@dataclass(frozen=True)
class PairwiseWeights:
    """The weights that comparisons give, and how well the comparisons agree.

    Parameters
    ----------
    weights : per cent, exactly 100 in all.
    priorities : the principal eigenvector, which sums to 1.
    lambda_max : its eigenvalue; the number of criteria where all comparisons agree, and above it otherwise.
    consistency_index : ``(λ_max - n) / (n - 1)``.
    consistency_ratio : the index over that of comparisons made at random; 0 for two criteria.
    departure : the comparison that agrees least; of several that depart as far the first one made. None where all agree.
    """

    weights: Mapping[str, Decimal]
    priorities: Mapping[str, float]
    lambda_max: float
    consistency_index: float
    consistency_ratio: float
    departure: Departure | None

    @property
    def is_consistent(self) -> bool:
        """Whether the comparisons agree well enough: a ratio of 0.10 at most."""
        return round(self.consistency_ratio, COMPARED) <= ACCEPTED_RATIO


def pairwise_weights(comparisons: Mapping[Pair, float], decimals: int = 2) -> PairwiseWeights:
    """Return the weights that comparisons of all pairs of criteria give.

    Parameters
    ----------
    comparisons : by (first, second): how many times as important the first is as the second, 1/9 to 9. Every two
        criteria are compared once, in either order.
    decimals : of the weights, which sum to exactly 100; see :func:`evaluation.weighting.exact_weights`.

    Raises
    ------
    WeightingError
        ``weighting_too_few``, ``weighting_too_many``, ``comparison_with_itself``, ``comparison_twice``,
        ``comparison_out_of_scale``, ``comparison_missing``.

    Examples
    --------
    >>> found = pairwise_weights(
    ...     {("cost", "life"): 3, ("cost", "waste"): 6, ("life", "waste"): 2}, decimals=1
    ... )
    >>> {name: str(weight) for name, weight in found.weights.items()}, round(found.consistency_ratio, 6)
    ({'cost': '66.7', 'life': '22.2', 'waste': '11.1'}, 0.0)
    """
    names = tuple(dict.fromkeys(name for pair in comparisons for name in pair))
    _check(comparisons, names)
    matrix = _matrix(comparisons, names)
    lambda_max, priorities = _principal(matrix)
    count = len(names)
    index = max(0.0, (lambda_max - count) / (count - 1))
    random = RANDOM_INDEX[count - 1]
    shares = {name: Fraction(round(float(w), DECIMALS)) for name, w in zip(names, priorities, strict=True)}
    return PairwiseWeights(
        weights=exact_weights(shares, decimals),
        priorities={name: float(w) for name, w in zip(names, priorities, strict=True)},
        lambda_max=lambda_max,
        consistency_index=index,
        consistency_ratio=index / random if random else 0.0,
        departure=_departure(comparisons, names, matrix, priorities),
    )


def _check(comparisons: Mapping[Pair, float], names: tuple[str, ...]) -> None:
    for (first, second), value in comparisons.items():
        pair = {"first": first, "second": second}
        if first == second:
            raise WeightingError(Problem("stop", "comparison_with_itself", values={"first": first}))
        if (second, first) in comparisons:
            raise WeightingError(Problem("stop", "comparison_twice", values=pair))
        if not 1 / TOP_OF_SCALE <= value <= TOP_OF_SCALE:
            raise WeightingError(Problem("stop", "comparison_out_of_scale", values={**pair, "number": value}))
    named_once(names)
    if len(names) > len(RANDOM_INDEX):
        values = {"count": len(names), "most": len(RANDOM_INDEX)}
        raise WeightingError(Problem("stop", "weighting_too_many", values=values))
    for first, second in combinations(names, 2):
        if (first, second) not in comparisons and (second, first) not in comparisons:
            raise WeightingError(
                Problem("stop", "comparison_missing", values={"first": first, "second": second})
            )


def _matrix(comparisons: Mapping[Pair, float], names: tuple[str, ...]) -> Floats:
    """Return the reciprocal matrix of the comparisons, (criteria, criteria)."""
    at = {name: n for n, name in enumerate(names)}
    matrix = np.eye(len(names))
    for (first, second), value in comparisons.items():
        matrix[at[first], at[second]] = float(value)
        matrix[at[second], at[first]] = 1.0 / float(value)
    return matrix


def _principal(matrix: Floats) -> tuple[float, Floats]:
    """Return the largest eigenvalue of a matrix without negative entries, and its vector with the sum 1."""
    values, vectors = np.linalg.eig(matrix)
    largest = int(np.argmax(values.real))
    vector = np.abs(vectors[:, largest].real)
    return float(values[largest].real), np.asarray(vector / vector.sum())


def _departure(
    comparisons: Mapping[Pair, float], names: tuple[str, ...], matrix: Floats, priorities: Floats
) -> Departure | None:
    """Return the comparison furthest from the ratio of its weights; None where none is anything from it."""
    at = {name: n for n, name in enumerate(names)}
    found: Departure | None = None
    for (first, second), stated in comparisons.items():
        i, j = at[first], at[second]
        implied = float(priorities[i] / priorities[j])
        factor = round(max(stated / implied, implied / stated), COMPARED)
        if factor > (1.0 if found is None else found.factor):
            agreeing = _agreeing(matrix, i, j)
            nearest = min(SCALE, key=lambda value: abs(np.log(float(value) / agreeing)))
            found = Departure(first, second, float(stated), implied, factor, agreeing, nearest)
    return found


def _agreeing(matrix: Floats, i: int, j: int) -> float:
    """Return what the comparisons but one say of its pair.

    The weights of an incomplete matrix: the comparison is left out, and the two criteria have a 2 on the diagonal in
    its place (Harker 1987, as in Saaty 2003, section 4).
    """
    without = matrix.copy()
    without[i, j] = without[j, i] = 0.0
    without[i, i] = without[j, j] = 2.0
    _, weights = _principal(without)
    return float(weights[i] / weights[j])
