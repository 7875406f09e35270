"""The pairs of bids in the JSON: their investment measures, and null for what is no number."""

import json
import math
from typing import Any

import pytest

from documents.evaluation_json import as_json
from evaluation import Evaluation, evaluate, for_award
from evaluation.evaluation_model import Criterion
from evaluation.tender import Item
from intake import read_case
from tests.builders import LOT, bid_of, tender_of
from tests.evaluation.test_investment import CHEAP, DEAR, machines
from tests.evaluation.test_lifespan_weight import furniture, two_items
from tests.evaluation.two_chairs import NORD, SYD, two_chairs
from tests.samples import FOLDER, sample
from tests.ui.two_lamps import ASK, BIRK, two_lamps


def test_the_cost_of_unequal_lives_stands_in_both_ways_and_the_models_is_named() -> None:
    """Without interest, lamps of ten years over twelve: (2 x 1,000 + 12 x 60) / 12, or 1,000 / 10 + 60 a year.

    The other costs 800 and 100 a year: (2 x 800 + 12 x 100) / 12, or 800 / 10 + 100.
    """
    done = two_lamps()
    seen = json.loads(json.dumps(as_json(done, (), "en"), allow_nan=False))["lots"][0]["unequal_lives"]
    assert seen["counted"] == "study_period"
    assert not seen["orders_differ"]
    costs = [(horizon, bid) for horizon in ("study_period", "equivalent_annual") for bid in (ASK, BIRK)]
    found = [seen["annual_cost"][horizon][bid] for horizon, bid in costs]
    assert found == pytest.approx([2720 / 12, 2800 / 12, 160.0, 180.0], rel=1e-12)
    assert seen["order"]["study_period"] == [[ASK], [BIRK]]


def pairs_of(done: Evaluation, lot: int = 0) -> list[dict[str, Any]]:
    """Return the pairs of a lot, as they come back out of strict JSON."""
    found = json.loads(json.dumps(as_json(done, (), "en"), allow_nan=False))["lots"][lot]["pairs"]
    assert isinstance(found, list)
    return found


def test_a_pair_has_the_larger_investment_against_the_smaller() -> None:
    """``ask`` invests 400 more in twelve years and saves 480 of energy, not discounted: 80 net, 1.2 for each.

    200 more at first and 40 less a year: level after 5 years, ahead from year 6. 1.2^(1/12) - 1 = 0.0153.
    """
    (pair,) = pairs_of(two_lamps())
    yearly = pair.pop("adjusted_internal_rate_of_return")
    assert math.isclose(yearly, 1.2 ** (1 / 12) - 1, abs_tol=1e-12)
    assert math.isclose(pair.pop("savings_to_investment_ratio"), 1.2, abs_tol=1e-12)
    assert pair == {
        "base": BIRK,
        "alternative": ASK,
        "crossing_years": [6],
        "net_saving": 80.0,
        "simple_payback_years": 5.0,
        "discounted_payback_years": 5.0,
        "payback": "paid_back",
    }


def test_what_is_infinite_or_no_number_is_null_and_a_word_says_why() -> None:
    """1,200 more for 60 less a year over ten years; and the same investment for 100 less a year."""
    (never,) = pairs_of(machines({CHEAP: (1_000.0, 500.0), DEAR: (2_200.0, 440.0)}))
    assert (never["simple_payback_years"], never["discounted_payback_years"]) == (None, None)
    assert never["payback"] == "never"
    (nothing,) = pairs_of(machines({CHEAP: (1_000.0, 400.0), DEAR: (1_000.0, 500.0)}))
    assert nothing["payback"] == "no_extra_investment"
    assert (nothing["base"], nothing["alternative"]) == (DEAR, CHEAP)
    null = {key for key, value in nothing.items() if value is None}
    assert null == {
        "savings_to_investment_ratio",
        "adjusted_internal_rate_of_return",
        "simple_payback_years",
        "discounted_payback_years",
    }


def test_pairs_are_of_admitted_bids_and_never_of_a_baseline() -> None:
    """Lot 1 of the furniture has a baseline and bids that are out."""
    done = sample("office_furniture").done
    for at, lot in enumerate(done.lots.values()):
        admitted = {bid.id for bid in lot.bids if bid.is_admitted and not bid.is_baseline}
        named = [{pair["base"], pair["alternative"]} for pair in pairs_of(done, at)]
        assert set().union(*named) <= admitted
        assert len(named) == len(admitted) * (len(admitted) - 1) // 2


def test_a_lot_that_does_not_count_cost_has_no_pairs() -> None:
    item = Item(key="m", lot=LOT, title_da="Maskine", quantity=(1.0,), reference_life=10)
    price = Criterion(
        lot=LOT, id="price", title_da="Pris", weight=100, measure="purchase_price", rule="linear_over_best", slope=50
    )  # fmt: skip
    bids = [
        bid_of(name, prices=[{"key": "m", "offered": "yes", "product": "x", "unit_price": amount}])
        for name, amount in ((CHEAP, 1_000.0), (DEAR, 2_200.0))
    ]
    assert pairs_of(evaluate(tender_of([item], [price]), bids)) == []


def test_what_a_bids_figures_rest_on_and_the_documents_that_could_decide_stand_in_the_json() -> None:
    """Three numbers a bid; one document takes ``nordkontor`` from the second to the first place."""
    lot = json.loads(json.dumps(as_json(two_chairs(), (), "en"), allow_nan=False))["lots"][0]
    evidence = {bid["id"]: bid["evidence"] for bid in lot["bids"]}
    of_both = {"defaulted": 0, "documented": 1, "offered": 1, "of": 3}
    no_figure = {"emissions_defaulted": None, "residual_defaulted": None}
    assert evidence[NORD] == {"unproven": 1, "accepted": 0, **of_both, **no_figure}
    assert evidence[SYD] == {"unproven": 0, "accepted": 1, **of_both, **no_figure}
    assert lot["decisive_documents"] == [
        {
            "bid": NORD,
            "item": "chair",
            "claim": "claimed_life",
            "level_now": None,
            "level_then": "E5",
            "is_open": True,
            "rank_now": 2,
            "rank_then": 1,
            "changes_first": True,
        }
    ]
    assert lot["decisive_documents_reason"] is None


def test_an_award_run_holds_no_study_of_documents_and_a_lot_without_one_says_why() -> None:
    """The shares stay in both: they are counts of what the bids say."""
    done = two_chairs("E2")
    for each, has_study in ((done, True), (for_award(done), False)):
        lot = json.loads(json.dumps(as_json(each, (), "en")))["lots"][0]
        assert ("decisive_documents" in lot, "decisive_documents_reason" in lot) == (has_study, has_study)
        assert all(bid["evidence"]["of"] == 3 for bid in lot["bids"])
    (kitchen,) = json.loads(json.dumps(as_json(sample("kitchen_equipment").done, (), "en")))["lots"]
    assert (kitchen["decisive_documents"], kitchen["decisive_documents_reason"]) == (None, "life_not_read")


def test_a_baseline_has_no_evidence_for_nobody_assesses_it() -> None:
    done = sample("office_furniture")
    with_baseline = read_case(FOLDER / "office_furniture")
    shown = evaluate(with_baseline.tender, with_baseline.reading.bids, done.decisions)
    (lot, *_) = json.loads(json.dumps(as_json(shown, (), "en")))["lots"]
    of_baseline = [bid["evidence"] for bid in lot["bids"] if bid["state"] == "baseline"]
    assert of_baseline == [None]


def test_how_much_lifespan_weighs_stands_by_bid_and_criterion_and_what_is_not_known_is_null() -> None:
    """Half of the cost, all of the waste and the life itself: 30 + 20 + 20 of 100, and 0.51 points a year by hand."""
    bids = [furniture("a"), furniture("b", mass=None)]
    done = evaluate(two_items(), bids)
    shown = json.loads(json.dumps(as_json(done, (), "en"), allow_nan=False))["lots"][0]["lifespan_weight"]
    assert (shown["nominal"], shown["unit"]) == (20.0, "years")
    assert shown["effective"] == {"a": pytest.approx(70.0), "b": None}
    assert shown["by_criterion"]["a"] == pytest.approx(
        {"c_life_cycle_cost": 30.0, "c_residual_waste": 20.0, "c_life": 20.0}
    )
    assert shown["by_criterion"]["b"]["c_residual_waste"] is None
    assert shown["points_per_year"] == {"a": pytest.approx(0.51, abs=1e-6), "b": None}
    assert shown["reasons"] == [{"bid": "b", "criterion": "c_residual_waste", "reason": "value_not_known"}]


def test_where_recycling_is_credited_stands_with_the_criteria_that_do_it() -> None:
    shown = json.loads(json.dumps(as_json(evaluate(two_items(), [furniture()]), (), "en")))["lots"][0]
    assert shown["recycling_credits"] == [
        {"credit": "recycling_after_use", "where": "residual_waste", "criteria": ["c_residual_waste"]}
    ]
