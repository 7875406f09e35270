"""What is no bid stands beside the bids: it has figures, and moves nothing of theirs."""

import json
from dataclasses import replace
from functools import cache

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from documents import to_clarify
from documents.decision_rows import decision_rows
from documents.evaluation_json import as_json
from evaluation import Bid, Decisions, Evaluation, LotEvaluation, Tender, evaluate
from evaluation.award_run import obstacles
from evaluation.decisions import Admission, Judgement, ReservationDecision
from evaluation.evaluation_model import ResourcePrice
from evaluation.problems import Problem
from evaluation.seal import Seal
from evaluation.tender import Item
from tests.builders import LOT, bid_of, figure, tender_of
from tests.documents.matrix_cases import baseline_of, every_term
from tests.samples import sample

BASELINE = "baseline_today"
FRAMES = ("indicators", "values", "points", "weighted")


@cache
def evaluated_with(rule: str) -> Evaluation:
    """Return the evaluation of every term without a baseline, with a rule for missing lines in all lots."""
    case = every_term()
    tender = case.tender
    limits = {"missing_lines": rule, "missing_max_lines": 1, "missing_factor": 1.2}
    models = tuple(model.model_copy(update=limits) for model in tender.models)
    return evaluate(tender.model_copy(update={"models": models}), case.bids, case.decisions)


def filled_prices(lot: LotEvaluation) -> pd.DataFrame:
    rows = lot.inputs.loc[lot.inputs["state"] == "filled", ["bid", "item", "value"]]
    return rows.astype({"bid": str, "item": str}).reset_index(drop=True)


def assert_bids_are_untouched(before: Evaluation, after: Evaluation) -> None:
    for key, was in before.lots.items():
        now, bids = after.lots[key], list(was.calculated)
        for name in FRAMES:
            pd.testing.assert_frame_equal(getattr(now, name).loc[bids], getattr(was, name), check_exact=True)
        pd.testing.assert_series_equal(now.total.loc[bids], was.total, check_exact=True)
        assert {bid: now.ranks.ranks[bid] for bid in bids} == was.ranks.ranks
        assert (now.ranking, now.ranks.tied, now.ranks.tie_broken_by) == (
            was.ranking,
            was.ranks.tied,
            was.ranks.tie_broken_by,
        )
        assert (now.ranks.without_total, now.award, now.is_admission_open) == (
            was.ranks.without_total,
            was.award,
            was.is_admission_open,
        )
        assert [bid for bid in now.bids if not bid.is_baseline] == list(was.bids)
        pd.testing.assert_frame_equal(filled_prices(now), filled_prices(was), check_exact=True)
        np.testing.assert_array_equal(now.taken.left_out, was.taken.left_out)


@pytest.mark.parametrize("rule", ["reject", "fill", "leave_out"])
@settings(max_examples=6, deadline=None)
@given(
    level=st.sampled_from([0.0, 1.0]) | st.floats(1e-3, 1e6),
    missing=st.integers(0, 4),
    model=st.sampled_from(["alfa", "beta", "delta", "epsilon", "gamma"]),
    place=st.integers(0, 5),
)
def test_a_baseline_however_good_or_bad_changes_nothing_of_any_bid(
    rule: str, level: float, missing: int, model: str, place: int
) -> None:
    """Each scoring rule, lowest cost, ties and a drawn lot; lines that nobody or only the baseline has priced."""
    before = evaluated_with(rule)
    case = every_term()
    bids = list(case.bids)
    beside = baseline_of(next(bid for bid in bids if bid.id == model), level, missing)
    after = evaluate(before.tender, [*bids[:place], beside, *bids[place:]], case.decisions)
    assert_bids_are_untouched(before, after)
    for lot in after.lots.values():
        if beside.id in lot.calculated:
            assert lot.points.loc[[beside.id]].isna().to_numpy().all()
            assert np.isnan(lot.total[beside.id])
            assert lot.ranks.ranks[beside.id] is None
            assert not lot.admitted[lot.calculated.index(beside.id)]


def offer(name: str, price: float | None, kwh: float = 5.0, **fields: object) -> Bid:
    bid = bid_of(
        name,
        prices=[{"key": "thing", "offered": "yes", "product": "x", "unit_price": price}],
        product_data=[{"key": "thing", "electricity_kwh_per_year": kwh}],
    )
    return replace(bid, **fields)  # type: ignore[arg-type]


@pytest.fixture
def tender() -> Tender:
    return tender_of(
        [Item(key="thing", lot=LOT, title_da="Ting", quantity=(10.0,), reference_life=10, reference=True)],
        resource_prices=(ResourcePrice(key="electricity", price=2.0, unit="kWh"),),
    )


def beside(price: float | None = 40.0, **fields: object) -> Bid:
    return offer(BASELINE, price, 12.0, is_baseline=True, **fields)


def test_the_cost_of_a_baseline_by_hand_stands_in_the_indicators(tender: Tender) -> None:
    """10 x 40 + 10 pieces x 12 kWh x 2 x (1 - 1.035^-10) / 0.035 = 400 + 240 x 8.316605 = 2,395.99."""
    lot = evaluate(tender, [offer("a", 300.0), beside()]).lots[LOT]
    assert figure(lot, BASELINE, "life_cycle_cost") == pytest.approx(2395.985, abs=0.001)
    assert (lot.bids[1].state, lot.bids[1].is_admitted, lot.ranking) == ("baseline", False, ("a",))
    assert lot.points["cost"]["a"] == 10.0


def test_a_baseline_without_a_price_has_no_cost_and_no_line_is_filled_for_it(tender: Tender) -> None:
    lot = evaluate(tender, [offer("a", 300.0), beside(None)]).lots[LOT]
    assert np.isnan(figure(lot, BASELINE, "life_cycle_cost"))
    assert lot.ranks.without_total == ()


def test_nothing_that_is_decided_about_a_baseline_has_an_effect(tender: Tender) -> None:
    signed = {"lot": LOT, "bid": BASELINE, "by": "b", "at": "2026-11-20", "reason": "r"}
    decided = Decisions(
        admissions=(
            Admission.model_validate({**signed, "decision": "admitted"}),
            Admission.model_validate({**signed, "bid": "a", "decision": "admitted"}),
        ),
        judgements=(Judgement.model_validate({**signed, "criterion": "cost", "points": 5.0}),),
        reservations=(
            ReservationDecision.model_validate({**signed, "decision": "priced", "amount": 1e6}),
            ReservationDecision.model_validate({**signed, "decision": None}),
        ),
    )
    done = evaluate(tender, [offer("a", 300.0), beside()], decided)
    lot = done.lots[LOT]
    assert (lot.bids[1].state, lot.is_admission_open) == ("baseline", False)
    assert figure(lot, BASELINE, "life_cycle_cost") == pytest.approx(2395.985, abs=0.001)
    assert obstacles(done, (), Seal(done.sha256, "N. N.", "2026-11-20")) == ()


def test_a_question_or_a_stop_in_a_baseline_holds_up_no_award_and_stops_no_bid(tender: Tender) -> None:
    decided = Decisions(
        admissions=(Admission(lot=LOT, bid="a", decision="admitted", by="b", at="2026-11-20"),)
    )
    for severity, is_calculated in (("question", True), ("stop", False)):
        problem = Problem(severity, "price_missing", BASELINE, LOT)  # type: ignore[arg-type]
        done = evaluate(tender, [offer("a", 300.0), beside(problems=(problem,))], decided)
        assert obstacles(done, done.problems, Seal(done.sha256, "N. N.", "2026-11-20")) == ()
        found = done.lots[LOT].bids[1]
        assert (found.state, found.is_calculated) == ("baseline", is_calculated)
        assert done.lots[LOT].awarded == (("a", 1),)


def test_a_baseline_is_of_its_own_lots_only() -> None:
    """Of the second lot it holds nothing, and is not missed there."""
    case = every_term()
    one = replace(baseline_of(case.bids[0], 1.0, 0), lots=("LOT-0001",))
    lots = evaluate(case.tender, [*case.bids, one], case.decisions).lots
    assert [one.id in [bid.id for bid in lot.bids] for lot in lots.values()] == [True, False, False]


def test_there_is_nothing_to_decide_or_to_clarify_about_a_baseline() -> None:
    data = sample("kitchen_equipment")
    problem = Problem("question", "price_missing", BASELINE, LOT)
    other = replace(data.reading.bids[0], id=BASELINE, is_baseline=True, problems=(problem,))
    rows = decision_rows(data.tender, [*data.reading.bids, other], data.decisions)
    assert rows == decision_rows(data.tender, data.reading.bids, data.decisions)
    assert to_clarify([problem], other, data.decisions) == ()


def test_a_baseline_in_the_json_has_its_figures_and_no_points_total_or_rank() -> None:
    data = sample("kitchen_equipment")
    other = replace(data.reading.bids[0], id=BASELINE, is_baseline=True)
    done = evaluate(data.tender, [*data.reading.bids, other], data.decisions)
    (lot,) = json.loads(json.dumps(as_json(done, (), "en"), allow_nan=False))["lots"]
    shown, twin = lot["bids"][-1], lot["bids"][0]
    assert (shown["state"], shown["points"], shown["total"], shown["rank"]) == ("baseline", {}, None, None)
    assert shown["indicators"] == twin["indicators"]
