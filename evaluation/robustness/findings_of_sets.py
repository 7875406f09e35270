"""Findings that invented bids show: each with concrete bids, and with the share of sets in which it happens."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from evaluation.robustness.finding import Example, ModelFinding, Severity
from evaluation.robustness.reversal import TRIES, Way, find_decoy, heaviest_other, moved_leaves, reads_all
from evaluation.robustness.statistics import SetStatistics
from evaluation.robustness.sweeps import sloped_leaves, winners_change, with_slope
from evaluation.robustness.synthetic import Span, readable
from evaluation.robustness.trial import (
    Share,
    changed,
    example_of,
    first_of,
    has_rounding,
    lead,
    share_of,
    with_rounding_mode,
    with_rule,
    without_clipping,
    without_rounding,
)
from evaluation.robustness.worth import at_spreads, price_leaf, weights_in_effect, worse_than
from evaluation.scoring.absolute import LowestCost
from evaluation.scoring.combination import WeightedPoints
from evaluation.scoring.price_model import Gives
from evaluation.scoring.price_models import FeatureCoefficient, PercentageDeduction, PercentageSurcharge
from evaluation.scoring.price_ratios import QualityPerPrice
from evaluation.scoring.relative import BestRatio, LinearOverBest
from evaluation.scoring.rule import PointsRule
from evaluation.scoring_model import ScoringModel
from evaluation.scoring_steps import score_values

Floats = NDArray[np.float64]
HARDLY = 1.0  # per cent of the effective weight
FAR_APART = 10.0  # points of per cent between a stated and an effective weight
SLOPES_BESIDE = (1 / 1.5, 1.5)
MUCH, ALL_BUT_ALL = 50.0, 90.0  # per cent that full quality takes off a price
WAYS: tuple[Way, ...] = ("better", "worse")
SURE = 0.01  # share of sets from which on a reversal is no rarity


@dataclass(frozen=True)
class Trials:
    """What the findings are looked for in.

    Parameters
    ----------
    spans : what each leaf is drawn from.
    sets : (sets, leaves, bids) a block of invented sets.
    statistics : of all sets.
    seed : of what is drawn on purpose.
    """

    spans: tuple[Span, ...]
    sets: Floats
    statistics: SetStatistics
    seed: int

    def pairs(self, salt: int) -> Floats:
        """Return sets of two bids in readable figures, (tries, leaves, 2)."""
        draw = np.random.default_rng(np.random.SeedSequence([self.seed, salt]))
        shares = draw.random((TRIES, len(self.spans), 2))
        return readable(np.stack([span.values(shares[:, n]) for n, span in enumerate(self.spans)], axis=1))


def findings_of_sets(model: ScoringModel, trials: Trials) -> Iterator[ModelFinding]:
    """Yield what lurks in a model as a whole."""
    yield from _reversals(model, trials)
    yield from _slopes(model, trials)
    yield from _clipped(model, trials)
    yield from _roundings(model, trials)
    yield from _weights(model, trials)
    yield from _neighbours(model, trials)
    yield from _combination(model)


def _reversals(model: ScoringModel, trials: Trials) -> Iterator[ModelFinding]:
    """Yield who can be made first by a bid that loses, and in how many sets one that stays away makes another first."""
    chance = trials.statistics.reversal
    if not moved_leaves(model) and not reads_all(model):
        return
    leaves = [leaf.id for leaf in model.leaves] if reads_all(model) else list(moved_leaves(model))
    severity: Severity = "warning" if chance.share >= SURE else "note"
    for path in leaves:
        own = [leaf.id for leaf in model.leaves].index(path)
        for way in WAYS:
            found = find_decoy(model, trials.spans, path, way, trials.seed)
            if found is not None:
                before, after = (case.first[0] for case in found.cases)
                values = next(iter([found.values[path]]))
                good_is_low = model.rules[model.leaves[own].id].direction == "lower"
                goes_to_better = (values[after] < values[before]) == good_is_low
                told = {
                    "third": found.bids[2],
                    "figure": values[2],
                    "before": found.bids[before],
                    "after": found.bids[after],
                    "helps": "better" if goes_to_better else "worse",
                }
                code = "reversal_by_better_bid" if way == "better" else "reversal_by_worse_bid"
                yield ModelFinding(code, severity, path, told, found)
    if chance.share > 0:
        told = {
            "share": chance.share,
            "error": chance.error,
            "sets": chance.sets,
            "bids": trials.statistics.bids,
        }
        yield ModelFinding("reversal_chance", "note", None, told)


def _slopes(model: ScoringModel, trials: Trials) -> Iterator[ModelFinding]:
    """Yield a slope that picks the winner: half as steep or half as steep again, another bid is first."""
    for number, path in enumerate(sloped_leaves(model)):
        slope = float(model.rules[path].slope)  # type: ignore[attr-defined]
        others = tuple(with_slope(model, path, slope * times) for times in SLOPES_BESIDE)
        share = share_of(winners_change(model, trials.sets, others))
        pairs = trials.pairs(100 + number)
        by = {slope * times: other for times, other in zip(SLOPES_BESIDE, others, strict=True)}
        examples = {at: _clearest(model, other, pairs, ("published", "other")) for at, other in by.items()}
        found = {at: each for at, each in examples.items() if each is not None}
        if share.share > 0 and found:
            at, example = next(iter(reversed(found.items())))
            told = {"slope": slope, "other": at, **_told(share)}
            yield ModelFinding("slope_decides", "note", path, told, example)


def _clipped(model: ScoringModel, trials: Trials) -> Iterator[ModelFinding]:
    """Yield bids of which the dearer one is first only because the points of its price can fall no further."""
    price = price_leaf(model)
    if price is None or not isinstance(model.rules[price], PointsRule):
        return
    own = [leaf.id for leaf in model.leaves].index(price)
    other = heaviest_other(model, price)
    best = float(trials.statistics.best[own])
    zero = at_spreads(model, price, best).zero_at
    free = without_clipping(model)
    if other is None or zero is None or zero <= 0 or free.rules[price] == model.rules[price]:
        return
    pairs = trials.pairs(200)
    middle = np.array([span.values(np.array(0.5)) for span in trials.spans])
    pairs = np.where(np.arange(len(trials.spans))[:, None] == other, pairs, readable(middle)[:, None])
    beyond = np.linspace(1.0, 3.0, TRIES)
    pairs[:, own, 0] = readable(np.array([best]))[0]
    pairs[:, own, 1] = readable(worse_than(pairs[0, own, 0], zero * beyond, "lower"))
    example = _clearest(free, model, pairs, ("free", "published"))
    if example is not None:
        limit = float(worse_than(best, np.array([zero]), "lower")[0])
        yield ModelFinding("stops_counting", "warning", price, {"limit": limit}, example)


def _roundings(model: ScoringModel, trials: Trials) -> Iterator[ModelFinding]:
    """Yield roundings before the total that make another bid first, or whose kind does."""
    if not has_rounding(model):
        return
    exact = without_rounding(model)
    share = share_of(winners_change(exact, trials.sets, (model,)))
    mode = "half_up" if "half_even" in _modes(model) else "half_even"
    kinds = share_of(winners_change(model, trials.sets, (with_rounding_mode(model, mode),)))
    example = _clearest(exact, model, trials.pairs(300), ("exact", "rounded"))
    if example is not None or share.share > 0:
        told = {**_told(share), "kinds": kinds.share}
        yield ModelFinding("rounding_changes_order", "warning", None, told, example)


def _modes(model: ScoringModel) -> set[str]:
    found = {
        getattr(getattr(model.combination, f"round_{s}", None), "mode", "none")
        for s in ("points", "weighted", "quality")
    }
    return found | {how.mode for how in getattr(model.combination, "round_points_of", {}).values()}


def _weights(model: ScoringModel, trials: Trials) -> Iterator[ModelFinding]:
    """Yield criteria that hardly tell bids apart, and the one furthest from its stated weight, where that is far."""
    weights = weights_in_effect(model, trials.statistics.spread)
    for each in weights:
        # A weight of nothing is said by the tender itself.
        if each.effective < HARDLY and each.stated != 0.0:
            yield ModelFinding("hardly_counts", "note", each.criterion, {"effective": each.effective})
    stated = [each for each in weights if each.stated is not None]
    if not stated:
        return
    furthest = max(stated, key=lambda each: abs(each.effective - (each.stated or 0.0)))
    if abs(furthest.effective - (furthest.stated or 0.0)) > FAR_APART:
        told = {"stated": furthest.stated, "effective": furthest.effective}
        yield ModelFinding("weights_differ", "note", furthest.criterion, told)


def _neighbours(model: ScoringModel, trials: Trials) -> Iterator[ModelFinding]:
    """Yield in how many sets the nearest other model has another first, with bids that show it."""
    for number, (name, other) in enumerate(neighbours(model)):
        share = share_of(winners_change(model, trials.sets, (other,)))
        example = _clearest(model, other, trials.pairs(400 + number), ("published", "other"))
        if share.share > 0 and example is not None:
            yield ModelFinding(
                "other_model_other_winner", "note", None, {"other": name, **_told(share)}, example
            )


def neighbours(model: ScoringModel) -> tuple[tuple[str, ScoringModel], ...]:
    """Return the nearest other models of the same criteria and weights, by name.

    The ratio for a slope and a slope of 100 per cent for a ratio; a percentage surcharge for weighted points.
    """
    price = price_leaf(model)
    if price is None or not isinstance(model.combination, WeightedPoints) or len(model.leaves) == 1:
        return ()
    rule = model.rules[price]
    scale = rule.scale
    if scale is None or model.combination.effective[price] == 0:
        return ()
    swap = (
        LinearOverBest(direction="lower", scale=scale, slope=100)
        if rule.key == BestRatio.key
        else BestRatio(direction="lower", scale=scale)
    )
    gives: dict[str, Gives] = {leaf.id: "amount" if leaf.id == price else "points" for leaf in model.leaves}
    surcharge = PercentageSurcharge(gives=gives, scale=scale, weights=model.combination.weights)
    priced = with_rule(model, price, LowestCost())
    return (swap.key, with_rule(model, price, swap)), (surcharge.key, replace(priced, combination=surcharge))


def _combination(model: ScoringModel) -> Iterator[ModelFinding]:
    """Yield what lurks in how quality and price are put together, and that some figures are those of the bids."""
    combination = model.combination
    if isinstance(combination, PercentageDeduction | FeatureCoefficient):
        total = sum(combination.percents[path] for path in combination.quality_leaves)
        if total >= MUCH:
            severity: Severity = "stop" if total >= ALL_BUT_ALL else "warning"
            told = {"total": total, "times": 1 / (1 - total / 100)}
            yield ModelFinding("deduction_near_everything", severity, None, told)
    if isinstance(combination, QualityPerPrice):
        yield ModelFinding("ratio_of_weights", "note")
    if reads_all(model):
        yield ModelFinding("combination_of_bids", "note")
    moved = moved_leaves(model)
    if moved:
        yield ModelFinding("parameters_of_bids", "note", None, {"criteria": moved, "count": len(moved)})


def _clearest(
    one: ScoringModel, other: ScoringModel, values: Floats, codes: tuple[str, str]
) -> Example | None:
    """Return the bids of which two models have different ones first, with the clearest lead both ways."""
    everyone = np.ones(values.shape[-1], dtype=bool)
    scored = [score_values(by, values, everyone) for by in (one, other)]
    first = [first_of(each, by) for each, by in zip(scored, (one, other), strict=True)]
    flips = changed(first[0], first[1])
    if not flips.any():
        return None
    # Leads in different units are compared by their place among all leads of their model.
    places = [np.argsort(np.argsort(lead(by, each))) for each, by in zip(scored, (one, other), strict=True)]
    at = int(np.argmax(np.where(flips, np.minimum(*places), -1)))
    return example_of(one, values[at], {codes[0]: (one, None), codes[1]: (other, None)})


def _told(share: Share) -> dict[str, object]:
    return {"share": share.share, "error": share.error, "sets": share.sets}
