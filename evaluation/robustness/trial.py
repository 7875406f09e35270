"""Scoring many invented sets at once by a lot's model, and by the same model with one thing changed."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, cast

import numpy as np
import numpy.typing as npt
from numpy.typing import NDArray

from evaluation.robustness.finding import Case, Example
from evaluation.scoring.combinations import unrounded, with_roundings
from evaluation.scoring.rounding import NOT_ROUNDED, Rounding, for_comparison
from evaluation.scoring.rule import PointsRule, Rule
from evaluation.scoring.thresholds import Thresholds
from evaluation.scoring_model import ScoringModel
from evaluation.scoring_steps import Scored, score_values

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


@dataclass(frozen=True)
class Share:
    """A share of sets (0 to 1) with its standard error, sqrt(p (1 - p) / n), and how many sets it is of.

    >>> Share(0.5, 10_000).error
    0.005
    """

    share: float
    sets: int

    @property
    def error(self) -> float:
        """The standard error (0 to 1)."""
        return float(np.sqrt(self.share * (1 - self.share) / self.sets)) if self.sets else float("nan")


def share_of(mask: Bools) -> Share:
    """Return how many of the sets are so."""
    return Share(float(mask.mean()) if mask.size else 0.0, int(mask.size))


def first_of(scored: Scored, model: ScoringModel) -> Bools:
    """Return who is first in each set, (..., bids); several where totals are equal, nobody where nobody has one."""
    total = np.where(scored.counted, for_comparison(scored.total), np.nan)
    signed = total if model.combination.better == "higher" else -total
    known = np.isfinite(signed)
    best = np.where(known, signed, -np.inf).max(axis=-1, keepdims=True)
    return np.asarray(known & (signed == best))


def first_by(model: ScoringModel, values: npt.ArrayLike, admitted: npt.ArrayLike | None = None) -> Bools:
    """Return who is first in each set of values (..., leaves, bids); all are admitted unless stated."""
    is_in = np.ones(np.shape(values)[-1], dtype=bool) if admitted is None else admitted
    return first_of(score_values(model, values, is_in), model)


def changed(before: Bools, after: Bools) -> Bools:
    """Say of which sets none of those who were first is first afterwards, (...,).

    Whoever shares first place afterwards has kept it, and nobody before changes nothing.

    >>> changed(np.array([True, False]), np.array([[True, True], [False, True], [False, False]])).tolist()
    [False, True, False]
    """
    return np.asarray(before.any(axis=-1) & after.any(axis=-1) & ~(before & after).any(axis=-1))


def lead(model: ScoringModel, scored: Scored) -> Floats:
    """Return by how much each set's first leads the second, (...,) [unit of the total]; NaN where there are not two."""
    signed = np.where(scored.counted & np.isfinite(scored.total), scored.total, np.nan)
    signed = signed if model.combination.better == "higher" else -signed
    # The best first; NaN goes last.
    ordered = np.sort(-signed, axis=-1)
    return np.asarray(ordered[..., 1] - ordered[..., 0])


def example_of(
    model: ScoringModel, values: Floats, cases: Mapping[str, tuple[ScoringModel, npt.ArrayLike | None]]
) -> Example:
    """Return concrete bids with their totals in each case.

    Parameters
    ----------
    values : (leaves, bids).
    cases : by code, the model that scores them and who is admitted; all unless stated.
    """
    bids = values.shape[-1]
    found = []
    for code, (by, admitted) in cases.items():
        is_in = np.ones(bids, dtype=bool) if admitted is None else np.asarray(admitted)
        scored = score_values(by, values, is_in)
        totals = tuple(
            float(t) if c else float("nan") for t, c in zip(scored.total, scored.counted, strict=True)
        )
        found.append(Case(code, totals, tuple(int(n) for n in np.flatnonzero(first_of(scored, by)))))
    by_leaf = {leaf.id: tuple(float(v) for v in values[n]) for n, leaf in enumerate(model.leaves)}
    return Example(tuple(LETTERS[:bids]), by_leaf, tuple(found))


def with_rule(model: ScoringModel, path: str, rule: Rule) -> ScoringModel:
    """Return a model in which one leaf is scored by another rule."""
    return replace(model, rules={**model.rules, path: rule})


def without_clipping(model: ScoringModel) -> ScoringModel:
    """Return a model in which points are held nowhere."""
    free = {
        path: replace(rule, clip="none") if isinstance(rule, PointsRule) else rule
        for path, rule in model.rules.items()
    }
    return replace(model, rules=free)


def without_rounding(model: ScoringModel) -> ScoringModel:
    """Return a model without its roundings."""
    return replace(model, combination=unrounded(model.combination))


def with_rounding_mode(model: ScoringModel, mode: str) -> ScoringModel:
    """Return a model whose roundings are of another mode, to the same decimals."""

    def other(how: Rounding) -> Rounding:
        return how if how.mode == "none" else Rounding(cast("Any", mode), how.decimals)

    return replace(model, combination=with_roundings(model.combination, other))


def without_thresholds(model: ScoringModel) -> ScoringModel:
    """Return a model that takes nobody out: its bids are judged and not refused."""
    return replace(model, thresholds=Thresholds())


def has_rounding(model: ScoringModel) -> bool:
    """Say whether anything before the total is rounded."""
    steps = ("round_points", "round_weighted", "round_quality")
    own = getattr(model.combination, "round_points_of", {})
    return any(getattr(model.combination, step, NOT_ROUNDED).mode != "none" for step in steps) or bool(own)
