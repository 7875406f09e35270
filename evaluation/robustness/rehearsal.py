"""The rehearsal of a lot's evaluation model before it is published: what it would do to bids that nobody has made.

Invented bids, or loaded ones, are scored by the model itself. The answer says what a point costs, what each criterion
weighs in effect, how points fall with the spread, who is first at another slope or weight, and what lurks in the model.
A rehearsal decides nothing, and no award run reads it.
"""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from evaluation.result import LotEvaluation
from evaluation.robustness.finding import Example, ModelFinding, by_severity
from evaluation.robustness.findings_of_rules import findings_of_rules
from evaluation.robustness.findings_of_sets import Trials, findings_of_sets
from evaluation.robustness.findings_of_tender import findings_of_tender
from evaluation.robustness.reversal import reads, removal_changes
from evaluation.robustness.statistics import SetStatistics, set_statistics
from evaluation.robustness.sweeps import (
    SlopeOverSpreads,
    Sweep,
    slope_over_spreads,
    slope_sweep,
    sloped_leaves,
    weighable,
    weight_sweep,
)
from evaluation.robustness.synthetic import BLOCK, Span, blocks, expected_cost, spans, three_bids
from evaluation.robustness.trial import LETTERS, example_of, first_by
from evaluation.robustness.worth import (
    AtSpreads,
    Weight,
    Worth,
    at_spreads,
    leaf_spreads,
    price_leaf,
    price_of_a_point,
    weights_in_effect,
    worth,
)
from evaluation.scoring_model import ScoringModel, scoring_model
from evaluation.tender import Tender

Floats = NDArray[np.float64]
SETS, BIDS = 10_000, 8
FOR_EXAMPLES = 2048  # sets that another model is tried on


@dataclass(frozen=True)
class TrialBids:
    """The few bids that are followed through the rehearsal: three invented ones, or those that were loaded.

    Parameters
    ----------
    values : (leaves, bids) [unit of each leaf's measure].
    decisive : the bids that do not win and whose absence makes another one first.
    """

    names: tuple[str, ...]
    is_loaded: bool
    values: Floats
    scored: Example
    decisive: tuple[str, ...]


@dataclass(frozen=True)
class Rehearsal:
    """The rehearsal of one lot.

    Parameters
    ----------
    seed, sets, bids : what the invented sets were drawn with.
    expected_cost : what the lot was expected to cost [tender currency]; None where nobody has said.
    spans : what the values of each leaf were drawn from, in the model's order of leaves.
    price : the leaf that money is read from; None where no cost is scored.
    point_costs : what one point of the total costs [tender currency]; NaN where there are no points or no cost.
    worths, weights, spreads : in the model's order of leaves.
    """

    lot: str
    seed: int
    sets: int
    bids: int
    model: ScoringModel
    expected_cost: float | None
    spans: tuple[Span, ...]
    price: str | None
    point_costs: float
    worths: tuple[Worth, ...]
    weights: tuple[Weight, ...]
    spreads: tuple[AtSpreads, ...]
    statistics: SetStatistics
    trial: TrialBids
    slopes: tuple[Sweep, ...]
    weight_sweeps: tuple[Sweep, ...]
    slope_tables: tuple[SlopeOverSpreads, ...]
    findings: tuple[ModelFinding, ...]

    @property
    def is_stopped(self) -> bool:
        """Whether a finding is a stop."""
        return any(each.severity == "stop" for each in self.findings)


def rehearse(
    tender: Tender,
    lot: str,
    *,
    seed: int,
    sets: int = SETS,
    loaded: LotEvaluation | None = None,
) -> Rehearsal:
    """Return the rehearsal of a lot's model.

    Parameters
    ----------
    seed : of every invented bid; recorded in the answer.
    sets : how many sets of eight invented bids.
    loaded : an evaluation whose admitted bids are followed in place of three invented ones. It decides nothing.

    Invented costs lie around the lot's estimated value; see :func:`~.synthetic.with_expected_cost` for another.

    Raises
    ------
    UnusableModelError
        As :func:`evaluation.scoring_model.scoring_model`.
    """
    model = scoring_model(tender, lot)
    cost = expected_cost(tender, lot)
    of = spans(tender, model, cost)
    drawn = list(blocks(of, seed, sets, BIDS))
    statistics = set_statistics(model, drawn)
    best = tuple(float(figure) for figure in statistics.best)
    price = price_leaf(model)
    worths = worth(model, _at(model, of, best), price)
    trial = _trial(model, of, loaded)
    slopes = sloped_leaves(model)
    return Rehearsal(
        lot=lot,
        seed=seed,
        sets=sets,
        bids=BIDS,
        model=model,
        expected_cost=cost,
        spans=of,
        price=price,
        point_costs=price_of_a_point(model, worths, price),
        worths=worths,
        weights=weights_in_effect(model, _spread(model, statistics, trial)),
        spreads=tuple(
            at_spreads(model, leaf.id, figure) for leaf, figure in zip(model.leaves, best, strict=True)
        ),
        statistics=statistics,
        trial=trial,
        slopes=tuple(slope_sweep(model, trial.values, path) for path in slopes),
        weight_sweeps=tuple(weight_sweep(model, trial.values, path) for path in weighable(model)),
        slope_tables=tuple(
            _slope_table(model, path, statistics) for path in slopes if reads(model.rules[path]) != "all"
        ),
        findings=_findings(
            model,
            Trials(of, drawn[0][:FOR_EXAMPLES], statistics, seed),
            findings_of_tender(tender, lot, model, cost),
        ),
    )


def findings(tender: Tender, lot: str, *, seed: int, sets: int = BLOCK) -> tuple[ModelFinding, ...]:
    """Return what lurks in a lot's model, the gravest first; see :func:`rehearse` for the parameters."""
    return rehearse(tender, lot, seed=seed, sets=sets).findings


def _findings(
    model: ScoringModel, trials: Trials, of_tender: Iterable[ModelFinding]
) -> tuple[ModelFinding, ...]:
    best = zip(model.leaves, trials.statistics.best, strict=True)
    everything = (
        *of_tender,
        *findings_of_rules(model, {leaf.id: float(figure) for leaf, figure in best}),
        *findings_of_sets(model, trials),
    )
    found: dict[tuple[str, object, object], ModelFinding] = {}
    for each in everything:
        key = each.code, each.criterion, each.values.get("other")
        # The same finding with concrete bids says more.
        if key not in found or each.example is not None:
            found[key] = each
    return by_severity(tuple(found.values()))


def _at(model: ScoringModel, of: tuple[Span, ...], best: tuple[float, ...]) -> tuple[float, ...]:
    """Return where a unit is asked for: the best figure where bids are measured by it, else the middle of the span."""
    from_best = {
        "linear_over_best",
        "linear_escalating",
        "best_ratio",
        "logarithmic",
        "min_max",
        "lowest_cost",
    }
    return tuple(
        figure if model.rules[leaf.id].key in from_best else float(span.values(np.array(0.5)))
        for leaf, span, figure in zip(model.leaves, of, best, strict=True)
    )


def _trial(model: ScoringModel, of: tuple[Span, ...], loaded: LotEvaluation | None) -> TrialBids:
    names: tuple[str, ...]
    if loaded is None:
        values = three_bids(of, model)
        names = tuple(LETTERS[: values.shape[1]])
    else:
        counted = [
            bid
            for bid, is_in in zip(loaded.calculated, loaded.admitted, strict=True)
            if is_in and bid not in loaded.baselines
        ]
        names = tuple(loaded.name_of(bid) for bid in counted)
        columns = [leaf.id for leaf in model.leaves]
        values = loaded.values.loc[counted, columns].to_numpy(dtype=np.float64).T
    first = first_by(model, values)
    change = removal_changes(model, values[None], first[None])[0]
    decisive = tuple(name for name, changes in zip(names, change, strict=True) if changes)
    return TrialBids(
        names, loaded is not None, values, example_of(model, values, {"published": (model, None)}), decisive
    )


def _spread(model: ScoringModel, statistics: SetStatistics, trial: TrialBids) -> Floats:
    """Return the spread of each leaf: over the invented sets, or of the bids that were loaded."""
    return leaf_spreads(model, trial.values[None])[0] if trial.is_loaded else statistics.spread


def _slope_table(model: ScoringModel, path: str, statistics: SetStatistics) -> SlopeOverSpreads:
    own = [leaf.id for leaf in model.leaves].index(path)
    others = float(statistics.spread.sum() - statistics.spread[own])
    return slope_over_spreads(model, path, float(statistics.best[own]), others)
