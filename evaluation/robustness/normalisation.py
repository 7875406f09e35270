"""Values of criteria in different units brought to one scale, on which the higher figure is the better one.

Each of them but ``none`` looks at all bids at once, so that one bid can change what another gets: that is why
they serve a second opinion and no award (Belton & Gear 1983, Omega 11(3):228-230).
"""

from typing import Literal

import numpy as np
import numpy.typing as npt

FloatArray = npt.NDArray[np.float64]
BoolArray = npt.NDArray[np.bool_]
Normalisation = Literal["none", "min_max", "best_ratio", "sum", "vector"]


def normalised(how: Normalisation, values: FloatArray, is_lower: BoolArray) -> FloatArray:
    """Return the values on one scale, both (bids, criteria); no unit.

    With x the values of one criterion over the bids:

    ============== ============================= =================================
    normalisation  the higher value is better    the lower value is better
    ============== ============================= =================================
    ``none``       x                             x, and the lower stays the better
    ``min_max``    (x - min) / (max - min)       (max - x) / (max - min)
    ``best_ratio`` x / max                       min / x
    ``sum``        x / sum(x)                    (1 / x) / sum(1 / x)
    ``vector``     x / sqrt(sum(x^2))            - x / sqrt(sum(x^2))
    ============== ============================= =================================

    Parameters
    ----------
    how : key of the normalisation.
    values : (bids, criteria), no criterion constant; above 0 where it is divided by.
    is_lower : (criteria,) whether the lower value is the better one.

    References
    ----------
    Hwang & Yoon (1981) Multiple Attribute Decision Making, Springer, section 2.4.

    Examples
    --------
    >>> prices = np.array([[100.0], [125.0], [200.0]])
    >>> normalised("min_max", prices, np.array([True])).ravel().tolist()
    [1.0, 0.75, 0.0]
    >>> normalised("best_ratio", prices, np.array([True])).ravel().tolist()
    [1.0, 0.8, 0.5]
    """
    match how:
        case "none":
            return values
        case "min_max":
            lowest, highest = values.min(axis=0), values.max(axis=0)
            return np.asarray(np.where(is_lower, highest - values, values - lowest) / (highest - lowest))
        case "vector":
            return np.asarray(np.where(is_lower, -values, values) / np.sqrt((values**2).sum(axis=0)))
        case "best_ratio" | "sum":
            # The ratio to the best is the same on the reciprocal scale: (1 / x) / max(1 / x) = min / x.
            better_higher = np.where(is_lower, 1.0 / np.where(is_lower, values, 1.0), values)
            whole = better_higher.max(axis=0) if how == "best_ratio" else better_higher.sum(axis=0)
            return np.asarray(better_higher / whole)
