"""The rehearsal beside a plain loop: the same sets scored one by one by the same engine, in the same run."""

from decimal import Decimal

import numpy as np

from benchmarks.timing import seconds, shortest
from evaluation.evaluation_model import Criterion, EvaluationModel
from evaluation.robustness.rehearsal import BIDS, SETS
from evaluation.robustness.statistics import set_statistics
from evaluation.robustness.synthetic import blocks, spans
from evaluation.robustness.trial import changed, first_of
from evaluation.scoring_model import ScoringModel, scoring_model
from evaluation.scoring_steps import score_values
from evaluation.tender import Item, Lot, Tender, TenderFacts

LOT = "LOT-0001"
LOOPED = 500  # sets in the plain loop: it takes as long for each
EXPECTED = 1_000_000.0


def eight_criteria() -> Tender:
    """Return a tender of eight criteria: two costs by a slope, one ratio, three intervals, two judged."""
    rows: list[dict[str, object]] = [
        {"id": "cost", "measure": "life_cycle_cost", "rule": "linear_over_best", "slope": 50},
        {"id": "price", "measure": "purchase_price", "rule": "linear_over_best", "slope": 50},
        {"id": "parts", "measure": "spare_parts_score", "rule": "best_ratio"},
        {"id": "gwp", "measure": "gwp_a_to_c", "rule": "fixed_interval", "full_at": 100, "zero_at": 300},
        {"id": "waste", "measure": "residual_waste", "rule": "fixed_interval", "full_at": 10, "zero_at": 90},
        {"id": "life", "measure": "life", "rule": "fixed_interval", "full_at": 20, "zero_at": 5},
        {"id": "use", "measure": "judged:use", "rule": "judged_points", "assessor_scale": 10},
        {"id": "plan", "measure": "judged:plan", "rule": "judged_points", "assessor_scale": 10},
    ]
    criteria = tuple(
        Criterion.model_validate({"lot": LOT, "title_da": row["id"], "weight": Decimal("12.5"), **row})
        for row in rows
    )
    return Tender(
        facts=TenderFacts(
            id="rehearsal",
            title="x",
            authority="x",
            regime="national_191",
            deadline="2026-11-02",
            approver="x",
        ),
        lots=(Lot(id=LOT, title="x", estimated_value=EXPECTED),),
        models=(EvaluationModel(lot=LOT, first_year=2027, study_years=10, discount_rate=0.035),),
        items=(Item(key="x", lot=LOT, title_da="x", quantity=(1.0,), reference_life=10.0, reference=True),),
        criteria=criteria,
    )


def plain_loop(model: ScoringModel, sets: np.ndarray[tuple[int, ...], np.dtype[np.float64]]) -> int:
    """Score each set by itself, and once more without each bid that is not first; return how many turn."""
    turned = 0
    for values in sets:
        everyone = np.ones(values.shape[1], dtype=bool)
        first = first_of(score_values(model, values, everyone), model)
        for bid in np.flatnonzero(~first):
            left = everyone.copy()
            left[bid] = False
            turned += bool(changed(first, first_of(score_values(model, values, left), model)))
    return turned


def rehearsal_table() -> list[str]:
    """Return the table of the rehearsal."""
    tender = eight_criteria()
    model = scoring_model(tender, LOT)
    of = spans(tender, model, EXPECTED)
    in_blocks = shortest(lambda: set_statistics(model, blocks(of, 1, SETS, BIDS)))
    some = next(iter(blocks(of, 1, LOOPED, BIDS)))
    loop = seconds(lambda: plain_loop(model, some)) * SETS / LOOPED
    return [
        "",
        "## The rehearsal of a model",
        "",
        f"{SETS:,} invented sets of {BIDS} bids x {len(of)} criteria, drawn, scored, ranked, and once more without each",
        f"bid that is not first. The plain loop calls the same engine a set at a time; {LOOPED} sets of it were run.",
        "",
        "| what | seconds | ratio |",
        "|---|---|---|",
        f"| in blocks of 4,096 | {in_blocks:.2f} | 1.0 |",
        f"| a plain loop, reckoned to all sets | {loop:.0f} | {loop / in_blocks:.0f} |",
    ]
