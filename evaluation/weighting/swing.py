"""Weights from swings: what it is worth to go from the worst to the best of each criterion, one against another.

A criterion is never important by itself: it weighs as much as the distance between the worst and the best that can be
offered on it. The most important of these swings gets 100 points, each other as many as it is worth against that one.

References
----------
von Winterfeldt, D. and Edwards, W. (1986): Decision analysis and behavioral research, chapter 8. Cambridge University
Press. Edwards, W. and Barron, F. H. (1994): SMARTS and SMARTER. Organizational Behavior and Human Decision Processes
60(3), 306-325.
"""

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction

from evaluation.problems import Problem
from evaluation.weighting.exact_weights import WHOLE, exact_weights, named_once
from evaluation.weighting.unusable import WeightingError


def swing_weights(points: Mapping[str, Decimal], decimals: int = 2) -> dict[str, Decimal]:
    """Return weights [per cent] in proportion to the points of the swings.

    Parameters
    ----------
    points : 0 to 100 by criterion; the most important swing has 100.
    decimals : of the weights, which sum to exactly 100; see :func:`evaluation.weighting.exact_weights`.

    Raises
    ------
    WeightingError
        ``weighting_too_few``, ``swing_out_of_range``, ``swing_without_full``.

    Examples
    --------
    >>> weights = swing_weights({"cost": Decimal(100), "climate": Decimal(60), "life": Decimal(40)})
    >>> [str(weight) for weight in weights.values()]
    ['50.00', '30.00', '20.00']
    """
    named_once(list(points))
    for name, value in points.items():
        if not (value.is_finite() and 0 <= value <= WHOLE):
            raise WeightingError(
                Problem("stop", "swing_out_of_range", values={"criterion": name, "points": value})
            )
    if max(points.values()) != WHOLE:
        raise WeightingError(Problem("stop", "swing_without_full", values={"points": max(points.values())}))
    return exact_weights({name: Fraction(value) for name, value in points.items()}, decimals)
