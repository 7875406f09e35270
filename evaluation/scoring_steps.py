"""The order of steps from values to totals, the same for one evaluation and for thousands of trials at once.

Limits of validity and thresholds on raw points come first and read each bid by itself; reference values are then
formed over the bids that are left; rules give points or amounts; points are rounded, weighed or priced, and added up.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from evaluation.scoring.combination import LowestTotal, WeightedPoints
from evaluation.scoring.rounding import FloatArray
from evaluation.scoring.rule import BoolArray
from evaluation.scoring.thresholds import NOTHING_OUT
from evaluation.scoring_model import JUDGED, ScoringModel


@dataclass(frozen=True)
class Scored:
    """The steps of a scoring. Arrays end in (leaves, bids), or in (bids,); leaves in their published order.

    Parameters
    ----------
    raw : points or amounts as the rules give them.
    points : the same after the published rounding of points.
    weighted : what each leaf adds: weighted points, amounts, or parts of the quality of a price model.
    lines : what stands between them and the total, by name, such as price and quality.
    total : what the bids are ranked by, NaN where a leaf gives nothing.
    counted : whether each bid is left after admission, limits and thresholds.
    out : the code of what takes an admitted bid out, the empty text where nothing does.
    """

    raw: FloatArray
    points: FloatArray
    weighted: FloatArray
    lines: Mapping[str, FloatArray]
    total: FloatArray
    counted: BoolArray
    out: npt.NDArray[np.object_]


def score_values(model: ScoringModel, values: npt.ArrayLike, admitted: npt.ArrayLike) -> Scored:
    """Score the values of a lot's leaves.

    Parameters
    ----------
    values : (..., leaves, bids) [units of the leaves' measures], leaves as in ``model.leaves``; NaN for no value.
    admitted : (..., bids) or (bids,).

    Returns
    -------
    The steps; a bid that is not admitted, or taken out, is scored too and moves nobody.
    """
    value = np.asarray(values, dtype=np.float64)
    is_in = np.broadcast_to(np.asarray(admitted, dtype=np.bool_), (*value.shape[:-2], value.shape[-1]))
    out = _taken_out(model, value, is_in)
    counted = is_in & (out == NOTHING_OUT)
    paths = [leaf.id for leaf in model.leaves]
    raw = np.stack(
        [model.rules[path].points(value[..., n, :], counted) for n, path in enumerate(paths)], axis=-2
    )
    return _combined(model, raw, counted, np.where(is_in, out, NOTHING_OUT))


def shares_of_full(model: ScoringModel, values: npt.ArrayLike) -> dict[str, FloatArray]:
    """Return the share of full points [per cent] of the leaves that a threshold reads, each (..., bids).

    Of judged points it is the share of the assessor's scale, before any rescaling to the best.
    """
    value = np.asarray(values, dtype=np.float64)
    found = {}
    for n, leaf in enumerate(model.leaves):
        if leaf.id not in model.thresholds.shared:
            continue
        own, rule = value[..., n, :], model.rules[leaf.id]
        if (leaf.measure or "").startswith(JUDGED) and leaf.assessor_scale is not None:
            found[leaf.id] = own / leaf.assessor_scale * 100
        else:
            nobody = np.zeros(own.shape, dtype=np.bool_)
            found[leaf.id] = rule.points(own, nobody) / float(rule.scale or 1.0) * 100
    return found


def _taken_out(model: ScoringModel, value: FloatArray, is_in: BoolArray) -> npt.NDArray[np.object_]:
    if not model.thresholds.is_any:
        return np.full(is_in.shape, NOTHING_OUT, dtype=object)
    by_leaf = {leaf.id: value[..., n, :] for n, leaf in enumerate(model.leaves)}
    return model.thresholds.out(by_leaf, shares_of_full(model, value), is_in.shape)


def _combined(
    model: ScoringModel, raw: FloatArray, counted: BoolArray, out: npt.NDArray[np.object_]
) -> Scored:
    combination = model.combination
    if isinstance(combination, LowestTotal):
        return Scored(raw, raw, raw, {}, combination.total(raw), counted, out)
    paths = [leaf.id for leaf in model.leaves]
    # The published order of leaves may differ from the tree's order of weights.
    order = [paths.index(path) for path in combination.leaves]
    back = [combination.leaves.index(path) for path in paths]
    given = raw[..., order, :]
    points, weighted = (
        of(given)[..., back, :] for of in (combination.published_points, combination.weighted)
    )
    if isinstance(combination, WeightedPoints):
        return Scored(raw, points, weighted, {}, combination.total(given), counted, out)
    lines = combination.lines(given, counted)
    total = lines.pop("total")
    return Scored(raw, points, weighted, lines, total, counted, out)
