"""The decision methods of a second opinion: what each takes, what it cannot take, and which score is best."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Literal

import numpy as np
import numpy.typing as npt

from evaluation.robustness import scikit_criteria
from evaluation.robustness.normalisation import Normalisation, normalised
from evaluation.robustness.preference_flows import (
    Preference,
    preference_degrees,
    unicriterion_net_flows,
)
from evaluation.scoring.combination import Better
from evaluation.scoring.rounding import for_comparison

FloatArray = npt.NDArray[np.float64]
BoolArray = npt.NDArray[np.bool_]
Needs = Literal["any", "not_negative", "ratio", "positive"]
Unmet = Literal["negative_value", "cost_of_zero", "value_of_zero"]
Scores = Callable[[FloatArray, FloatArray, BoolArray], FloatArray]

VIKOR_STRATEGY = 0.5
"""v, the part of the group utility S in Q: the usual half."""
LINEAR_PREFERENCE = Preference("linear", indifference=0.1, preference=0.5)
"""Thresholds as shares of the range over the bids. They are a choice of ours; no source publishes one for all."""


@dataclass(frozen=True)
class DecisionMethod:
    """One method: normalisation, then a score a bid.

    Parameters
    ----------
    normalisation : what brings the criteria to one scale.
    better : whether the ``higher`` or the ``lower`` score is best.
    needs : what values it takes. ``any``; ``not_negative``; ``ratio``: no value below 0, and above 0 where the
        lower one is better; ``positive``: every value above 0.
    score : from (matrix (bids, criteria), weights (criteria,), is_lower (criteria,)) to (bids,).
    """

    normalisation: Normalisation
    better: Better
    needs: Needs
    score: Scores

    def scores(self, values: FloatArray, weights: FloatArray, is_lower: BoolArray) -> FloatArray:
        """Return the score of each bid, (bids,).

        Parameters
        ----------
        values : (bids, criteria) of at least two bids; no criterion constant, and :meth:`unmet` finds nothing.
        weights : (criteria,), taken as they are.
        is_lower : (criteria,) whether the lower value is the better one.
        """
        matrix = normalised(self.normalisation, values, is_lower)
        lower_left = is_lower if self.normalisation == "none" else np.zeros_like(is_lower)
        return self.score(matrix, weights, lower_left)

    def unmet(self, values: FloatArray, is_lower: BoolArray) -> tuple[Unmet, BoolArray] | None:
        """Return why the method cannot take these values, and which of them, (bids, criteria)."""
        found: tuple[tuple[Unmet, bool, BoolArray], ...] = (
            ("negative_value", self.needs != "any", values < 0.0),
            ("cost_of_zero", self.needs in ("ratio", "positive"), (values == 0.0) & is_lower),
            ("value_of_zero", self.needs == "positive", (values == 0.0) & ~is_lower),
        )
        return next(((code, where) for code, asked, where in found if asked and where.any()), None)


def _regrets(matrix: FloatArray, weights: FloatArray, _is_lower: BoolArray) -> FloatArray:
    """Return the largest weighted regret of each bid, (bids,): ``max_j w_j (1 - r_ij)``."""
    return np.asarray((weights * (1.0 - matrix)).max(axis=1))


def _vikor(matrix: FloatArray, weights: FloatArray, is_lower: BoolArray) -> FloatArray:
    """Return Q, (bids,): ``v (S - min S) / (max S - min S) + (1 - v) (R - min R) / (max R - min R)``.

    A term is 0 where all bids are equal in it. S and R are taken as totals are compared: their noise, stretched
    over the bids, would otherwise be a difference as large as any.
    """
    utility, regret = scikit_criteria.group_utility_and_regret(matrix, weights, is_lower)
    return VIKOR_STRATEGY * _share_of_range(utility) + (1.0 - VIKOR_STRATEGY) * _share_of_range(regret)


def _share_of_range(figures: FloatArray) -> FloatArray:
    compared = for_comparison(figures)
    distance = compared - compared.min()
    widest = distance.max()
    return np.asarray(distance / widest) if widest > 0.0 else distance


def _net_flows(
    preference: Preference, matrix: FloatArray, weights: FloatArray, _is_lower: BoolArray
) -> FloatArray:
    degrees = preference_degrees(matrix, [preference] * matrix.shape[1])
    return np.asarray(unicriterion_net_flows(degrees) @ weights)


def _equal_weights(matrix: FloatArray, _weights: FloatArray, _is_lower: BoolArray) -> FloatArray:
    return np.asarray(matrix.mean(axis=1))


METHODS: Mapping[str, DecisionMethod] = {
    "wsm_min_max": DecisionMethod("min_max", "higher", "any", partial(scikit_criteria.scores, "wsm")),
    "wsm_best_ratio": DecisionMethod("best_ratio", "higher", "ratio", partial(scikit_criteria.scores, "wsm")),
    "wsm_sum": DecisionMethod("sum", "higher", "ratio", partial(scikit_criteria.scores, "wsm")),
    "wpm": DecisionMethod("best_ratio", "higher", "positive", partial(scikit_criteria.scores, "wpm")),
    "waspas": DecisionMethod("best_ratio", "higher", "positive", partial(scikit_criteria.scores, "waspas")),
    "topsis": DecisionMethod("vector", "higher", "any", partial(scikit_criteria.scores, "topsis")),
    "vikor": DecisionMethod("min_max", "lower", "any", _vikor),
    "moora_ratio": DecisionMethod("vector", "higher", "any", partial(scikit_criteria.scores, "moora_ratio")),
    "edas": DecisionMethod("none", "higher", "not_negative", partial(scikit_criteria.scores, "edas")),
    "promethee_usual": DecisionMethod("min_max", "higher", "any", partial(_net_flows, Preference("usual"))),
    "promethee_linear": DecisionMethod("min_max", "higher", "any", partial(_net_flows, LINEAR_PREFERENCE)),
    "equal_weights": DecisionMethod("min_max", "higher", "any", _equal_weights),
    "minimum_regret": DecisionMethod("min_max", "lower", "any", _regrets),
}
"""Every method by its key; equations and sources in docs/second-opinion.md."""
