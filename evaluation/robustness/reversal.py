"""Whether a bid that does not win decides who does: removed from invented sets one at a time, or put in on purpose."""

from typing import Literal

import numpy as np
from numpy.typing import NDArray

from evaluation.robustness.finding import Example
from evaluation.robustness.synthetic import Span, readable
from evaluation.robustness.trial import changed, example_of, first_by, first_of, lead
from evaluation.scoring.price_ratios import QualityPerPrice, UtilityIndex
from evaluation.scoring.rule import Rule
from evaluation.scoring.tables import Curve
from evaluation.scoring_model import ScoringModel
from evaluation.scoring_steps import score_values

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
Way = Literal["better", "worse"]
Reads = Literal["none", "best", "worst", "ends", "all"]
READS: dict[str, Reads] = {
    "linear_over_best": "best",
    "best_ratio": "best",
    "logarithmic": "ends",  # a value that is not above zero blocks it
    "linear_escalating": "ends",
    "interval_escalating": "worst",
    "min_max": "ends",
    "over_center": "all",
}
PAIRS = 8192  # sets with one bid taken out that are scored at a time
TRIES = 4096


def reads(rule: Rule) -> Reads:
    """Return which other bids a rule reads: those at an end, all, or none."""
    if isinstance(rule, Curve) and rule.basis != "value":
        return "ends" if rule.basis == "percent_of_lowest" else "all"
    return READS.get(rule.key, "none")


def moved_leaves(model: ScoringModel) -> tuple[str, ...]:
    """Return the leaves on which another bid can move a bid's points, in published order."""
    return tuple(leaf.id for leaf in model.leaves if reads(model.rules[leaf.id]) != "none")


def reads_all(model: ScoringModel) -> bool:
    """Say whether the combination itself reads other bids: the best quality, the lowest price, a band."""
    combination = model.combination
    return isinstance(combination, UtilityIndex) or (
        isinstance(combination, QualityPerPrice) and combination.band > 0
    )


def removal_changes(model: ScoringModel, values: Floats, first: Bools) -> Bools:
    """Say which bid's removal from its set changes who is first, (sets, bids); never that of who is first.

    Only bids that some rule reads are taken out: the removal of any other moves nobody.

    Parameters
    ----------
    values : (sets, leaves, bids).
    first : (sets, bids), who is first of all.
    """
    sets, bids = np.nonzero(_read(model, values) & ~first)
    found = np.zeros(first.shape, dtype=bool)
    for start in range(0, len(sets), PAIRS):
        at, out = sets[start : start + PAIRS], bids[start : start + PAIRS]
        admitted = np.arange(first.shape[1]) != out[:, None]
        found[at, out] = changed(first[at], first_by(model, values[at], admitted))
    return found


def _read(model: ScoringModel, values: Floats) -> Bools:
    shape = (values.shape[0], values.shape[2])
    if reads_all(model):
        return np.ones(shape, dtype=bool)
    found = np.zeros(shape, dtype=bool)
    for n, leaf in enumerate(model.leaves):
        rule, value = model.rules[leaf.id], values[:, n]
        what = reads(rule)
        low, high = (value == pick(value, axis=1, keepdims=True) for pick in (np.min, np.max))
        best, worst = (low, high) if rule.direction == "lower" else (high, low)
        found |= what == "all"
        found |= best if what in ("best", "ends") else False
        found |= worst if what in ("worst", "ends") else False
    return found


def find_decoy(
    model: ScoringModel, spans: tuple[Span, ...], path: str, way: Way, seed: int
) -> Example | None:
    """Return two bids and a third that loses, and whose coming changes which of the two is first.

    The third is ``better`` or ``worse`` than both on one leaf and poor on the others. The two differ on that leaf and
    on the heaviest other one. Of all that are found, the one with the clearest lead both ways.
    """
    values = _trials(model, spans, path, way, seed)
    if values is None:
        return None
    two = np.array([True, True, False])
    without, with_third = (score_values(model, values, is_in) for is_in in (two, np.ones(3, dtype=bool)))
    before, after = first_of(without, model), first_of(with_third, model)
    flips = changed(before, after) & ~after[:, 2]
    if not flips.any():
        return None
    clearest = np.where(flips, np.fmin(lead(model, without), lead(model, with_third)), -np.inf)
    chosen = values[int(np.argmax(clearest))]
    return example_of(model, chosen, {"without": (model, two), "with": (model, None)})


def _trials(model: ScoringModel, spans: tuple[Span, ...], path: str, way: Way, seed: int) -> Floats | None:
    """Return sets of A, B and the third bid, (tries, leaves, 3); None where there is no second leaf to weigh against."""
    paths = [leaf.id for leaf in model.leaves]
    own = paths.index(path)
    other = heaviest_other(model, path)
    if other is None:
        return None
    draw = np.random.default_rng(np.random.SeedSequence([seed, own, way == "worse"]))
    values = np.stack([np.broadcast_to(span.values(np.array(0.5)), (TRIES, 3)) for span in spans], axis=1)
    on_own = np.sort(spans[own].values(draw.random((TRIES, 3))), axis=1)
    good_is_low = model.rules[path].direction == "lower"
    on_own = on_own if good_is_low else on_own[:, ::-1]
    # From the best to the worst; the third bid is one of the ends, and reaches further where it is the worst.
    if way == "better":
        values[:, own] = on_own[:, [1, 2, 0]]
    else:
        reach = 1 + draw.random(TRIES)
        values[:, own] = on_own
        values[:, own, 2] = on_own[:, 2] * reach if good_is_low else on_own[:, 2] / reach
    shares = draw.random((TRIES, 3))
    # The third bid is poor on what it is weighed against: the worst in one half of the tries.
    shares[:, 2] *= 0.5 * (np.arange(TRIES) % 2)
    if model.rules[paths[other]].direction == "lower":
        shares = 1 - shares
    values[:, other] = spans[other].values(shares)
    return readable(values)


def heaviest_other(model: ScoringModel, path: str) -> int | None:
    """Return the place of the leaf with the largest weight beside one, the first where nothing is weighed."""
    weights = getattr(model.combination, "effective", {})
    others = [n for n, leaf in enumerate(model.leaves) if leaf.id != path]
    counted = [n for n in others if not weights or float(weights.get(model.leaves[n].id, 1)) > 0]
    return max(counted, key=lambda n: float(weights.get(model.leaves[n].id, 0)), default=None)
