"""What thousands of invented sets say of a model: reduced block by block, so that no order of work changes a figure."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from evaluation.robustness.reversal import removal_changes
from evaluation.robustness.synthetic import readable
from evaluation.robustness.trial import Share, first_of, without_rounding
from evaluation.robustness.worth import leaf_spreads
from evaluation.scoring.combination import LowestTotal, WeightedPoints
from evaluation.scoring_model import ScoringModel
from evaluation.scoring_steps import score_values

Floats = NDArray[np.float64]
FOR_MODELS = 512  # sets that bids are made equal in on all leaves but one, where a combination is no sum


@dataclass(frozen=True)
class SetStatistics:
    """What invented sets say.

    Parameters
    ----------
    sets, bids : how many sets, and bids in each.
    reversal : the share of sets in which the removal of some bid that is not first changes who is first.
    by_bid : the share of bids whose removal does so.
    without_first : the share of sets in which nobody has a total.
    spread : (leaves,) mean spread of what each leaf adds to the total [unit of the total].
    best : (leaves,) the median of the best figure of a set [unit of the leaf's measure], to three digits.
    """

    sets: int
    bids: int
    reversal: Share
    by_bid: Share
    without_first: Share
    spread: Floats
    best: Floats


def set_statistics(model: ScoringModel, drawn: Iterable[Floats]) -> SetStatistics:
    """Return what sets of bids say of a model.

    Parameters
    ----------
    drawn : blocks of (sets, leaves, bids); at least one.
    """
    reversed_sets = reversed_bids = nobody = sets = bids = spread_sets = 0
    spread = np.zeros(len(model.leaves))
    best: list[Floats] = []
    is_sum = isinstance(model.combination, WeightedPoints | LowestTotal)
    exact = without_rounding(model)
    for values in drawn:
        bids = values.shape[-1]
        scored = score_values(model, values, np.ones(bids, dtype=bool))
        first = first_of(scored, model)
        change = removal_changes(model, values, first)
        reversed_sets += int(change.any(axis=1).sum())
        reversed_bids += int(change.sum())
        nobody += int((~first.any(axis=1)).sum())
        sets += len(values)
        if is_sum:
            spread, spread_sets = spread + _range_sum(scored.weighted), spread_sets + len(values)
        elif not spread_sets:
            spread, spread_sets = (
                leaf_spreads(exact, values[:FOR_MODELS]).sum(axis=0),
                len(values[:FOR_MODELS]),
            )
        best.append(_best(model, values))
    return SetStatistics(
        sets,
        bids,
        Share(reversed_sets / sets, sets),
        Share(reversed_bids / (sets * bids), sets * bids),
        Share(nobody / sets, sets),
        spread / spread_sets,
        # In readable figures: what is reckoned from it is then what a reader can reckon from it.
        readable(np.nanmedian(np.concatenate(best), axis=0)),
    )


def _range_sum(weighted: Floats) -> Floats:
    known = np.isfinite(weighted)
    if known.all():
        return np.asarray((weighted.max(axis=-1) - weighted.min(axis=-1)).sum(axis=0))
    high = np.where(known, weighted, -np.inf).max(axis=-1)
    low = np.where(known, weighted, np.inf).min(axis=-1)
    return np.asarray(np.where(np.isfinite(high - low), high - low, 0.0).sum(axis=0))


def _best(model: ScoringModel, values: Floats) -> Floats:
    is_low = np.array([model.rules[leaf.id].direction == "lower" for leaf in model.leaves])
    known = np.isfinite(values)
    low = np.where(known, values, np.inf).min(axis=-1)
    high = np.where(known, values, -np.inf).max(axis=-1)
    found = np.where(is_low, low, high)
    return np.where(np.isfinite(found), found, np.nan)
