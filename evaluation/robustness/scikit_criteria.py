"""The only place that calls scikit-criteria: matrices in, scores out; its checks and its rankings are not used.

scikit-criteria 0.10 takes seconds to import, so it is imported when a score is first asked for. Of its faults
these decide how it is called:

* Its rankings split exact ties by the noise of doubles and its tie-breaker promotes the wrong bid: only scores
  are taken, and :mod:`evaluation.scoring.ranking` ranks them.
* ``repr`` of its decision matrix renames columns while another thread reads them: each call makes its own
  matrix and its own method, and lets go of both.
* Its VIKOR replaces the interpreter's warning filters for a moment (``warnings.catch_warnings``). Two threads
  that do so at once can put them back in the wrong order, and the warnings of the whole program then end in a
  list that nobody reads. Calls therefore wait for each other.
* Its VIKOR stretches the sums S and R over the bids, and with them their noise: Q is computed by the caller.
* Filters, ``BenefitCostInverter``, SIMUS, MARCOS, the rank-reversal checkers and plots are not used at all.
"""

import threading
import warnings
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, Literal

import numpy as np
import numpy.typing as npt

FloatArray = npt.NDArray[np.float64]
BoolArray = npt.NDArray[np.bool_]
Aggregation = Literal["wsm", "wpm", "waspas", "topsis", "vikor", "moora_ratio", "edas"]

# Where each method keeps its score.
_SCORE: Mapping[Aggregation, str] = {
    "wsm": "score",
    "wpm": "score",
    "waspas": "score",
    "topsis": "similarity",
    "moora_ratio": "score",
    "edas": "score",
}
_ONE_AT_A_TIME = threading.Lock()


def scores(
    aggregation: Aggregation, matrix: FloatArray, weights: FloatArray, is_lower: BoolArray
) -> FloatArray:
    """Return the score of each bid, (bids,), as the library computes it; a WPM score is a product, no logarithm.

    Parameters
    ----------
    aggregation : any but ``vikor``, which has no single score here: :func:`group_utility_and_regret`.
    matrix : (bids, criteria) of at least two bids, in the normalisation that the method asks for.
    weights : (criteria,), taken as they are.
    is_lower : (criteria,) whether the lower figure of the matrix is the better one.
    """
    found = np.asarray(_extra(aggregation, matrix, weights, is_lower)[_SCORE[aggregation]], dtype=np.float64)
    return np.power(10.0, found) if aggregation == "wpm" else found


def group_utility_and_regret(
    matrix: FloatArray, weights: FloatArray, is_lower: BoolArray
) -> tuple[FloatArray, FloatArray]:
    """Return VIKOR's S and R, (bids,) each; the lower is the better.

    ``S_i = sum_j w_j (f*_j - f_ij) / (f*_j - f-_j)``, ``R_i`` the largest of its terms, with ``f*`` the best and
    ``f-`` the worst of each criterion. Weights sum to 1, no criterion is constant.
    """
    extra = _extra("vikor", matrix, weights, is_lower)
    return np.asarray(extra["s_k"], dtype=np.float64), np.asarray(extra["r_k"], dtype=np.float64)


def _extra(aggregation: Aggregation, matrix: FloatArray, weights: FloatArray, is_lower: BoolArray) -> Any:  # noqa: ANN401  (the library has no types)
    with _ONE_AT_A_TIME, warnings.catch_warnings():
        # VIKOR warns where all S or all R are equal: of its own Q, which is not taken from it.
        warnings.filterwarnings("ignore", message="invalid value encountered", category=RuntimeWarning)
        warnings.filterwarnings("ignore", message="Some criteria", category=UserWarning)
        from skcriteria import mkdm
        from skcriteria.agg import edas, moora, simple, topsis, vikor, waspas

        makers: Mapping[Aggregation, Callable[[], Any]] = {
            "wsm": simple.WeightedSumModel,
            "wpm": simple.WeightedProductModel,
            "waspas": partial(waspas.WASPAS, lambda_value=0.5),
            "topsis": topsis.TOPSIS,
            "vikor": partial(vikor.VIKOR, use_compromise_set=False),
            "moora_ratio": moora.RatioMOORA,
            "edas": edas.EDAS,
        }
        given = mkdm(matrix, np.where(is_lower, -1, 1), weights=weights)
        return makers[aggregation]().evaluate(given).extra_
