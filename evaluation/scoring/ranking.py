"""From totals to ranks: equality, ties and how a published rule breaks them."""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Literal

import numpy as np
import numpy.typing as npt

from evaluation.scoring.combination import Better
from evaluation.scoring.rounding import FloatArray, comparison_formula, for_comparison
from evaluation.scoring.unusable import UnusableModelError

TieLast = Literal["stop", "drawn_lot"]
DRAWN_LOT = "drawn_lot"


@dataclass(frozen=True)
class TieCriterion:
    """One step of a tie rule: of bids with equal totals, the better on this criterion comes first.

    Parameters
    ----------
    path : criterion whose points or value decide.
    by : ``points`` (before weighting) or ``value`` (the measure itself).
    better : which is the better one; for points ``higher``.
    """

    path: str
    by: Literal["points", "value"] = "points"
    better: Better = "higher"


@dataclass(frozen=True)
class TieRule:
    """The published tie rule: criteria in order, then a drawn lot or stop (the tie stays and is reported).

    Raises
    ------
    UnusableModelError
        ``tie_seed_missing`` where lots are drawn without a recorded seed; ``tie_last_unknown``.
    """

    criteria: tuple[TieCriterion, ...] = ()
    last: TieLast = "stop"
    seed: str | None = None

    def __post_init__(self) -> None:
        if self.last not in ("stop", "drawn_lot"):
            raise UnusableModelError("tie_last_unknown", {"last": self.last})
        if self.last == "drawn_lot" and not self.seed:
            raise UnusableModelError("tie_seed_missing")

    def explain(self) -> tuple[str, Mapping[str, object]]:
        """Return the text code and values of the published tie rule."""
        steps = [{"criterion": step.path, "by": step.by, "better": step.better} for step in self.criteria]
        return f"tie_rule.{self.last}", {"criteria": steps, "seed": self.seed}


@dataclass(frozen=True)
class Ties:
    """What equal totals of one lot are told apart by.

    Parameters
    ----------
    lot : id of the lot; part of what a drawn lot is drawn from.
    rule : published tie rule.
    figures : for each path of the rule, the points or values by bid id, as the rule asks. A criterion on
        which one of the tied bids has no figure does not decide between them.

    Raises
    ------
    UnusableModelError
        ``tie_criterion_without_figures`` where ``figures`` lacks a path of the rule.
    """

    lot: str
    rule: TieRule
    figures: Mapping[str, Mapping[str, float]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for step in self.rule.criteria:
            if step.path not in self.figures:
                raise UnusableModelError("tie_criterion_without_figures", {"criterion": step.path})


@dataclass(frozen=True)
class TieBreak:
    """How equal totals were told apart: the bids in their order after it, and the path or ``drawn_lot``."""

    bids: tuple[str, ...]
    by: str


@dataclass(frozen=True)
class Ranking:
    """The ranking of one lot.

    Parameters
    ----------
    ranks : competition rank (1, 1, 3) by bid after the tie rule; None for a bid without a rank.
    order : the ranked bids, best first; within a tie by id, which means nothing.
    tied : groups of bids that share a rank after the tie rule, best first.
    tie_broken_by : what told equal totals apart, in the order in which it was applied.
    without_total : admitted bids that have no total. Their place is unknown, so no award may be made.
    """

    ranks: Mapping[str, int | None]
    order: tuple[str, ...]
    tied: tuple[tuple[str, ...], ...] = ()
    tie_broken_by: tuple[TieBreak, ...] = ()
    without_total: tuple[str, ...] = ()


def competition_ranks(totals: npt.ArrayLike, admitted: npt.ArrayLike, better: Better) -> FloatArray:
    """Return the ranks 1, 1, 3, both (..., bids); NaN for a bid that is out or has no total.

    Totals are compared as :func:`~evaluation.scoring.rounding.for_comparison` gives them. No tie rule.

    >>> competition_ranks([0.1 + 0.2, 0.3, 0.2], [True, True, True], "higher").tolist()
    [1.0, 1.0, 3.0]
    """
    figure = for_comparison(totals)
    counts = np.asarray(admitted, dtype=np.bool_) & np.isfinite(figure)
    key = np.where(counts, -figure if better == "higher" else figure, np.inf)
    order = np.argsort(key, axis=-1, kind="stable")
    ranked = np.take_along_axis(key, order, axis=-1)
    is_new = np.ones(ranked.shape, dtype=np.bool_)
    is_new[..., 1:] = ranked[..., 1:] != ranked[..., :-1]
    places = np.maximum.accumulate(np.where(is_new, np.arange(1, ranked.shape[-1] + 1), 0), axis=-1)
    ranks = np.empty(ranked.shape)
    np.put_along_axis(ranks, order, places.astype(np.float64), axis=-1)
    return np.where(counts, ranks, np.nan)


def rank_bids(
    totals: Mapping[str, float], admitted: Iterable[str], better: Better, ties: Ties | None = None
) -> Ranking:
    """Rank the bids of one lot.

    Parameters
    ----------
    totals : total by bid id, NaN for none.
    admitted : ids of the admitted bids.
    better : whether the ``higher`` or the ``lower`` total is best.
    ties : what equal totals are told apart by; without it a tie stays.

    Examples
    --------
    >>> rank_bids({"b": 9.1, "a": 9.1, "c": 8.0}, ["a", "b", "c"], "higher").ranks
    {'b': 1, 'a': 1, 'c': 3}
    """
    bids, inside = list(totals), set(admitted)
    is_in = [bid in inside for bid in bids]
    places = competition_ranks([totals[bid] for bid in bids], is_in, better)
    by_total = {bid: int(place) for bid, place in zip(bids, places, strict=True) if np.isfinite(place)}
    groups: list[tuple[str, ...]] = []
    breaks: list[TieBreak] = []
    for _, same in groupby(sorted(by_total, key=lambda bid: (by_total[bid], bid)), key=by_total.__getitem__):
        groups += _told_apart(tuple(same), ties, breaks)
    ranks: dict[str, int | None] = dict.fromkeys(bids)
    for group in groups:
        ranks.update(dict.fromkeys(group, 1 + sum(rank is not None for rank in ranks.values())))
    return Ranking(
        ranks=ranks,
        order=tuple(bid for group in groups for bid in group),
        tied=tuple(group for group in groups if len(group) > 1),
        tie_broken_by=tuple(breaks),
        without_total=tuple(sorted(bid for bid in bids if bid in inside and bid not in by_total)),
    )


def draw_lots(seed: str, lot: str, bids: Sequence[str]) -> tuple[str, ...]:
    """Return the bids in drawn order: ascending SHA-256 of the JSON array [seed, lot, bid] in UTF-8.

    Anyone can draw it again; the order in which the bids are given does not matter.

    >>> draw_lots("2026-03-01", "LOT-0001", ["a", "b"]) == draw_lots("2026-03-01", "LOT-0001", ["b", "a"])
    True
    """

    def drawn(bid: str) -> str:
        text = json.dumps([seed, lot, bid], ensure_ascii=False, separators=(",", ":"))
        return hashlib.sha256(text.encode()).hexdigest()

    return tuple(sorted(bids, key=drawn))


def rank_formula(total: str, totals: str, better: Better) -> str:
    """Return the formula of a rank from a cell and the range of comparison figures; no tie rule.

    The cells are those of :func:`comparison_cell_formula`.

    >>> rank_formula("C9", "$C$9:$E$9", "higher")
    'IF(ISNUMBER(C9),RANK(C9,$C$9:$E$9,0),"")'
    """
    return f'IF(ISNUMBER({total}),RANK({total},{totals},{0 if better == "higher" else 1}),"")'


def comparison_cell_formula(total: str, admitted: str) -> str:
    """Return the formula of the figure that is ranked: an admitted bid's rounded total, else empty text."""
    return f'IF(AND({admitted}=1,ISNUMBER({total})),{comparison_formula(total)},"")'


def _told_apart(tied: tuple[str, ...], ties: Ties | None, breaks: list[TieBreak]) -> list[tuple[str, ...]]:
    """Split bids with equal totals into groups, best first, and note in ``breaks`` what split them."""
    if len(tied) == 1 or ties is None:
        return [tied]
    for step in ties.rule.criteria:
        groups = _groups_by(step, tied, ties.figures[step.path])
        if len(groups) > 1:
            breaks.append(TieBreak(tuple(bid for group in groups for bid in group), step.path))
            return [part for group in groups for part in _told_apart(group, ties, breaks)]
    if ties.rule.last == "drawn_lot" and ties.rule.seed:
        drawn = draw_lots(ties.rule.seed, ties.lot, tied)
        breaks.append(TieBreak(drawn, DRAWN_LOT))
        return [(bid,) for bid in drawn]
    return [tied]


def _groups_by(
    step: TieCriterion, tied: tuple[str, ...], figures: Mapping[str, float]
) -> list[tuple[str, ...]]:
    """Group tied bids by their figure on one criterion, best first; one group where a figure is missing."""
    compared = for_comparison([figures.get(bid, np.nan) for bid in tied])
    if not np.isfinite(compared).all():
        return [tied]
    best_first = -compared if step.better == "higher" else compared
    by_bid = dict(zip(tied, best_first, strict=True))
    ordered = sorted(tied, key=lambda bid: (by_bid[bid], bid))
    return [tuple(group) for _, group in groupby(ordered, key=by_bid.__getitem__)]
