"""PROMETHEE II: how much each bid is preferred to the others less how much they are preferred to it.

References
----------
Brans & Vincke (1985) Management Science 31(6):647-656; Brans, Vincke & Mareschal (1986) European Journal of
Operational Research 24:228-238.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt

from evaluation.scoring.rounding import for_comparison

FloatArray = npt.NDArray[np.float64]
PreferenceKind = Literal["usual", "u_shape", "v_shape", "level", "linear", "gaussian"]


@dataclass(frozen=True)
class Preference:
    """How a lead d on one criterion becomes a degree of preference from 0 to 1.

    ============ ================================================ ==========
    kind         degree for d > 0; none for d <= 0                parameters
    ============ ================================================ ==========
    ``usual``    1
    ``u_shape``  0 for d <= q, else 1                             q
    ``v_shape``  min(1, d / p)                                    p
    ``level``    0 for d <= q, 0.5 for d <= p, else 1             q, p
    ``linear``   0 for d <= q, else min(1, (d - q) / (p - q))     q, p
    ``gaussian`` 1 - exp(-d^2 / (2 s^2))                          s
    ============ ================================================ ==========

    Parameters
    ----------
    kind : one of the six generalised criteria of Brans, Vincke & Mareschal (1986).
    indifference : q, the lead that still means nothing [unit of the criterion].
    preference : p, the lead from which on the preference is full [unit of the criterion].
    spread : s, where the Gaussian curve bends [unit of the criterion].

    Raises
    ------
    ValueError
        Where a threshold that the kind divides by is not above 0, or p is not above q.
    """

    kind: PreferenceKind = "usual"
    indifference: float = 0.0
    preference: float = 0.0
    spread: float = 0.0

    def __post_init__(self) -> None:
        if self.indifference < 0.0:
            raise ValueError(f"The threshold of indifference is {self.indifference}. Give 0 or more.")
        if self.kind in ("v_shape", "level", "linear") and self.preference <= self.indifference:
            raise ValueError(f"The threshold of preference must be above {self.indifference}.")
        if self.kind == "gaussian" and self.spread <= 0.0:
            raise ValueError(f"The spread is {self.spread}. Give a number above 0.")

    def degrees(self, lead: npt.ArrayLike) -> FloatArray:
        """Return the degree of preference of each lead [unit of the criterion], any shape.

        Leads are compared with the thresholds as totals are compared, so that noise of doubles prefers nobody.

        >>> Preference("linear", indifference=1, preference=3).degrees([-2, 1, 2, 3, 9]).tolist()
        [0.0, 0.0, 0.5, 1.0, 1.0]
        """
        d, q, p = for_comparison(lead), self.indifference, self.preference
        match self.kind:
            case "usual" | "u_shape":
                return np.where(d > for_comparison(q), 1.0, 0.0)
            case "level":
                return np.where(d > for_comparison(p), 1.0, np.where(d > for_comparison(q), 0.5, 0.0))
            case "v_shape" | "linear":
                return np.asarray(np.clip((d - q) / (p - q), 0.0, 1.0))
            case "gaussian":
                return np.asarray(1.0 - np.exp(-(np.maximum(d, 0.0) ** 2) / (2.0 * self.spread**2)))


def preference_degrees(values: FloatArray, preferences: Sequence[Preference]) -> FloatArray:
    """Return how much each bid is preferred to each other one on each criterion, (bids, bids, criteria).

    ``P_j(a, b) = P_j(x_aj - x_bj)``

    Parameters
    ----------
    values : (bids, criteria), the higher value is the better one.
    preferences : one a criterion.
    """
    leads = values[:, None, :] - values[None, :, :]
    return np.stack([p.degrees(leads[..., j]) for j, p in enumerate(preferences)], axis=-1)


def unicriterion_net_flows(degrees: FloatArray) -> FloatArray:
    """Return the net flow of each bid on each criterion, (bids, criteria), from -1 to 1.

    ``phi_j(a) = 1 / (n - 1) * sum_b (P_j(a, b) - P_j(b, a))``; the net flow of a bid is their weighted sum,
    ``phi(a) = sum_j w_j phi_j(a)``, and over all bids the net flows sum to 0.

    Parameters
    ----------
    degrees : (bids, bids, criteria) of at least two bids, as :func:`preference_degrees` gives them.

    Examples
    --------
    >>> two = np.array([[3.0], [1.0]])
    >>> unicriterion_net_flows(preference_degrees(two, [Preference()])).ravel().tolist()
    [1.0, -1.0]
    """
    return np.asarray((degrees.sum(axis=1) - degrees.sum(axis=0)) / (len(degrees) - 1))
