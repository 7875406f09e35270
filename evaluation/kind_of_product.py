"""A criterion whose points follow from the kind of product alone: one kind at the top, the other at the bottom.

Such a criterion tells reusable from single-use, or used from new, and no bid from another of its kind. What it asks
could be said as a requirement, or the interval could be set so that it parts bids of one kind too.
"""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from evaluation.impact_indicators import INDICATORS
from evaluation.lot_values import LotValues
from evaluation.measures import OF_LIVES, OF_MASS
from evaluation.problems import ResultWarning
from evaluation.scoring_model import ScoringModel

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
OF_KIND = frozenset({"gwp_a_to_c", "gwp_d", "single_score", *INDICATORS, *OF_LIVES, *OF_MASS})
AT_AN_END = 0.05  # of the scale
FEWEST = 2  # bids of each kind: of one, points follow from the bid
NEW, USED = "new", ("remanufactured", "used")


def points_follow_kind(
    values: LotValues, model: ScoringModel, points: Floats, counts: Bools
) -> Iterator[ResultWarning]:
    """Yield a warning for each criterion on kilograms, lives or waste that only parts two kinds of product.

    All admitted bids of one kind have points at one end of the scale, within 5 % of it or beyond, and all of the
    other at the other end. The kinds are single-use and circulating, and new and used or remanufactured; a bid that
    is of both, or does not say, leaves nothing to part.

    Parameters
    ----------
    points : (bids, criteria) before weighting.
    counts : (bids,) which bids are admitted, baselines left out.
    """
    for kinds, first, second in _kinds(values):
        one, other = first & counts, second & counts
        if min(one.sum(), other.sum()) < FEWEST or not (one | other)[counts].all():
            continue
        for n, leaf in enumerate(model.leaves):
            scale = model.rules[leaf.id].scale
            if scale is None or str(leaf.measure) not in OF_KIND:
                continue
            low, high = points[:, n] <= AT_AN_END * scale, points[:, n] >= (1.0 - AT_AN_END) * scale
            if (low[one].all() and high[other].all()) or (high[one].all() and low[other].all()):
                top, bottom = kinds if high[one].all() else kinds[::-1]
                told = {"criterion": leaf.id, "top": top, "bottom": bottom}
                yield ResultWarning("points_follow_kind_of_product", values.lot, told)


def _kinds(values: LotValues) -> Iterator[tuple[tuple[str, str], Bools, Bools]]:
    """Yield each way of parting products, and which bids are of the one kind and the other, (bids,)."""
    offered = values.words("prices", "offered") != "no"
    uses = values.take("circulation", "uses_per_piece").values
    asked = offered & np.array([item.basis == "use" for item in values.items], dtype=bool)
    yield ("single_use", "circulating"), _all(uses == 1.0, asked), _all(uses > 1.0, asked)
    condition = values.words("prices", "condition")
    yield ("new", "used"), _all(condition == NEW, offered), _all(np.isin(condition, USED), offered)


def _all(is_of_kind: Bools, asked: Bools) -> Bools:
    """Say which bids are of a kind in all that is asked of them, and are asked something, (bids,)."""
    return np.asarray((is_of_kind | ~asked).all(axis=1) & asked.any(axis=1))
