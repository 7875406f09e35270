"""What a person types of criteria, as values: an order, the points of swings, comparisons, expected figures."""

from collections.abc import Sequence
from decimal import Decimal, InvalidOperation
from fractions import Fraction

from evaluation.problems import Problem
from evaluation.weighting import WeightingError

Pair = tuple[str, str]


def read_order(text: str) -> list[str]:
    """Return criteria in the order they are named, the most important first.

    >>> read_order("cost, climate,life")
    ['cost', 'climate', 'life']
    """
    return [part.strip() for part in text.split(",") if part.strip()]


def read_swings(text: str) -> dict[str, Decimal]:
    """Return the points of each swing.

    Raises
    ------
    WeightingError
        ``swing_not_readable``, ``weighting_criterion_twice``.

    >>> read_swings("cost=100, climate=60")
    {'cost': Decimal('100'), 'climate': Decimal('60')}
    """
    found: dict[str, Decimal] = {}
    for part in read_order(text):
        name, _, value = (each.strip() for each in part.partition("="))
        try:
            points = Decimal(value)
        except InvalidOperation:
            raise WeightingError(Problem("stop", "swing_not_readable", values={"value": part})) from None
        if name in found:
            raise WeightingError(Problem("stop", "weighting_criterion_twice", values={"criterion": name}))
        found[name] = points
    return found


def read_comparisons(text: str) -> dict[Pair, float]:
    """Return how many times as important the first criterion of each pair is as the second.

    Raises
    ------
    WeightingError
        ``comparison_not_readable``, ``comparison_twice``.

    >>> read_comparisons("cost/climate=3, cost/life=1/2")
    {('cost', 'climate'): 3.0, ('cost', 'life'): 0.5}
    """
    found: dict[Pair, float] = {}
    for part in read_order(text):
        names, _, value = part.partition("=")
        first, _, second = (each.strip() for each in names.partition("/"))
        try:
            times = float(Fraction(value.strip()))
        except (ValueError, ZeroDivisionError):
            times = None
        if times is None or not first or not second or "/" in second:
            raise WeightingError(Problem("stop", "comparison_not_readable", values={"value": part}))
        if (first, second) in found:
            raise WeightingError(
                Problem("stop", "comparison_twice", values={"first": first, "second": second})
            )
        found[first, second] = times
    return found


def read_expected(parts: Sequence[str]) -> dict[str, float]:
    """Return the best figure that is expected of each criterion, ``environment/gwp=90000`` one a part.

    Raises
    ------
    WeightingError
        ``expected_not_readable``.
    """
    found: dict[str, float] = {}
    for part in parts:
        path, _, value = part.partition("=")
        try:
            found[path.strip()] = float(Decimal(value.strip()))
        except InvalidOperation:
            raise WeightingError(Problem("stop", "expected_not_readable", values={"value": part})) from None
    return found
