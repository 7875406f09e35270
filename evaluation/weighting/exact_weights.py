"""From shares to weights that can be published: decimals that sum to exactly 100."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction

from evaluation.problems import Problem
from evaluation.weighting.unusable import WeightingError

WHOLE = 100
LEAST_CRITERIA = 2
MOST_DECIMALS = 9  # as many as weights of a criteria tree may have and stay exact


def exact_weights(shares: Mapping[str, Fraction], decimals: int = 2) -> dict[str, Decimal]:
    """Return weights [per cent] that sum to exactly 100, by the method of the largest remainder.

    Each share is cut down to the decimals; what then lacks of 100 is handed out in units of the last decimal, one
    each, to the largest remainders, of equal ones to the first named. No weight is a unit or more from its share, and a
    larger share never gets a smaller weight. Criteria of the same share may differ by a unit.

    Parameters
    ----------
    shares : by criterion, none below 0 and not all 0; they need not sum to anything.
    decimals : of the weights, 0 to 9.

    Raises
    ------
    ValueError
        For other decimals, or shares that no weights follow from.

    Examples
    --------
    >>> thirds = exact_weights({"cost": Fraction(1), "quality": Fraction(1), "climate": Fraction(1)})
    >>> [str(weight) for weight in thirds.values()]
    ['33.34', '33.33', '33.33']
    """
    total = sum(shares.values(), Fraction(0))
    if not 0 <= decimals <= MOST_DECIMALS:
        raise ValueError(f"Weights have 0 to {MOST_DECIMALS} decimals, not {decimals}.")
    if total <= 0 or min(shares.values()) < 0:
        raise ValueError("Weights follow from shares of which none is below 0 and one is above.")
    units = WHOLE * 10**decimals
    exact = {name: share * units / total for name, share in shares.items()}
    cut = {name: int(value) for name, value in exact.items()}
    lacking = units - sum(cut.values())
    by_remainder = sorted(exact, key=lambda name: cut[name] - exact[name])
    for name in by_remainder[:lacking]:
        cut[name] += 1
    return {name: Decimal(count).scaleb(-decimals) for name, count in cut.items()}


def named_once(names: Sequence[str]) -> None:
    """Refuse criteria that are fewer than two, or of which one is named twice.

    Raises
    ------
    WeightingError
        ``weighting_too_few``, ``weighting_criterion_twice``.
    """
    twice = next((name for name in names if names.count(name) > 1), None)
    if twice is not None:
        raise WeightingError(Problem("stop", "weighting_criterion_twice", values={"criterion": twice}))
    if len(names) < LEAST_CRITERIA:
        raise WeightingError(Problem("stop", "weighting_too_few", values={"count": len(names)}))
