"""Weights from the order of the criteria alone, the most important first.

Only the order is known, and any weights that fall in that order could be meant. The rank-order centroid is the mean of
all of them; the rank sum falls by equal steps and is flatter.

References
----------
Barron, F. H. and Barrett, B. E. (1996): Decision quality using ranked attribute weights. Management Science 42(11),
1515-1523. Rank sum: Stillwell, W. G., Seaver, D. A. and Edwards, W. (1981): A comparison of weight approximation
techniques in multiattribute utility decision making. Organizational Behavior and Human Performance 28(1), 62-77.
"""

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

from evaluation.weighting.exact_weights import exact_weights, named_once


def rank_order_centroid(order: Sequence[str], decimals: int = 2) -> dict[str, Decimal]:
    """Return the rank-order centroid weights [per cent]: ``w_i = (1/n) Σ_{k=i..n} 1/k``.

    Parameters
    ----------
    order : the criteria, the most important first.
    decimals : of the weights, which sum to exactly 100; see :func:`evaluation.weighting.exact_weights`.

    Raises
    ------
    WeightingError
        ``weighting_too_few``, ``weighting_criterion_twice``.

    Examples
    --------
    >>> [str(weight) for weight in rank_order_centroid(["cost", "climate", "life"]).values()]
    ['61.11', '27.78', '11.11']
    """
    named_once(order)
    count = len(order)
    shares = [
        sum((Fraction(1, k) for k in range(place, count + 1)), Fraction(0)) for place in range(1, count + 1)
    ]
    return exact_weights(dict(zip(order, shares, strict=True)), decimals)


def rank_sum(order: Sequence[str], decimals: int = 2) -> dict[str, Decimal]:
    """Return the rank-sum weights [per cent]: ``w_i = 2 (n + 1 - i) / (n (n + 1))``.

    Parameters and errors as :func:`rank_order_centroid`.

    Examples
    --------
    >>> [str(weight) for weight in rank_sum(["cost", "climate", "life"], decimals=0).values()]
    ['50', '33', '17']
    """
    named_once(order)
    count = len(order)
    return exact_weights({name: Fraction(count - place) for place, name in enumerate(order)}, decimals)
