"""A guard on a result: where the published rounding, and not the figures, decides the order of the bids."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np
import pandas as pd

from evaluation.problems import ResultWarning
from evaluation.scoring.combinations import unrounded
from evaluation.scoring.ranking import competition_ranks
from evaluation.scoring_model import ScoringModel
from evaluation.scoring_steps import score_values


def rounding_decides(  # noqa: PLR0913  (a lot's result before it is one)
    lot: str,
    model: ScoringModel,
    values: pd.DataFrame,
    total: "pd.Series[float]",
    admitted: Sequence[bool],
    names: Mapping[str, str],
) -> list[ResultWarning]:
    """Return a warning where the totals without any rounding rank the admitted bids in another way.

    The published rounding stands; the other order is told beside it. It is the order before any tie rule.
    """
    exact = unrounded(model.combination)
    if exact == model.combination or not len(values):
        return []
    is_in = np.array(admitted, dtype=bool)
    leaves = [leaf.id for leaf in model.leaves]
    without = score_values(
        replace(model, combination=exact), values[leaves].to_numpy(dtype=float).T, is_in
    ).total
    better = model.combination.better
    published, found = (competition_ranks(of, is_in, better) for of in (total.to_numpy(dtype=float), without))
    if np.array_equal(published, found, equal_nan=True):
        return []
    told = {"published": _order(published, values, names), "unrounded": _order(found, values, names)}
    return [ResultWarning("rounding_decides", lot, told)]


def _order(
    ranks: np.ndarray[tuple[int], np.dtype[np.float64]], values: pd.DataFrame, names: Mapping[str, str]
) -> list[str]:
    """Return the names of the ranked bids with their places, best first."""
    order = [n for n in np.argsort(ranks, kind="stable") if np.isfinite(ranks[n])]
    return [f"{ranks[n]:.0f}. {names[str(values.index[n])]}" for n in order]
