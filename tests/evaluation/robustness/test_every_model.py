"""Every rule and every combination can be rehearsed, and what comes of it is said in both languages."""

import re

import pytest

from evaluation.evaluation_model import Criterion, ScoreRow
from evaluation.robustness.rehearsal import rehearse
from evaluation.robustness.synthetic import with_expected_cost
from evaluation.scoring.combinations import COMBINATIONS
from evaluation.scoring.rules import AMOUNT_RULES, RULES
from evaluation.tender import Tender
from tests.builders import LOT
from tests.evaluation.robustness.trial_tenders import criterion, price, quality, tender
from texts import LANGUAGES
from texts.rehearsal import RehearsalWords
from texts.rehearsal_summary import plain_rehearsal, rehearsal_as_json

BRACKETS = ((None, 40.0, 10.0), (40.0, 60.0, 5.0), (60.0, None, 0.0))
ANCHORS = ((20.0, None, 10.0), (50.0, None, 6.0), (80.0, None, 0.0))
FIELDS: dict[str, dict[str, object]] = {
    "linear_over_best": {"slope": 50},
    "linear_escalating": {"slope": 30, "slope_step": 10, "slope_most": 200},
    "fixed_interval": {"full_at": 20, "zero_at": 80, "clip": "both"},
    "interval_escalating": {"full_at": 20, "zero_at": 80, "zero_step": 10, "zero_most": 200},
    "logarithmic": {"zero_multiple": 4},
    "over_center": {"center": "median", "center_points": 5, "slope": 50},
    "curve": {"curve_basis": "value"},
    "amount_per_unit": {"unit_amount": 1.5, "amount_most": 500},
    "amount_for_quality": {"full_amount": 20, "assessor_scale": 10},
}
ACKNOWLEDGED = ("min_max", "over_center", "percentage_deduction")


def of_rule(rule: str) -> Tender:
    """Return a tender with a criterion of kilograms, or a judged one, by a rule."""
    rows = BRACKETS if rule.endswith("brackets") else ANCHORS
    table = tuple(
        ScoreRow(lot=LOT, criterion="waste", from_value=low, to_value=high, gives=gives)
        for low, high, gives in rows
    )
    tables = {"score_rows": table if rule.endswith(("brackets", "curve")) else ()}
    measure = "judged:waste" if rule in ("judged_points", "amount_for_quality") else "residual_waste"
    fields = {"assessor_scale": 10, **FIELDS.get(rule, {})}
    is_amount = rule in AMOUNT_RULES
    other = criterion("waste", None if is_amount else 40, measure, rule, **fields)
    first = price(None, None) if is_amount else price(60, slope=50)
    combination = "fixed_amounts" if is_amount else "weighted_points"
    return tender(first, other, tables=tables, combination=combination, acknowledged=ACKNOWLEDGED)


def of_combination(key: str) -> Tender:
    """Return a tender of a price and two judged criteria in a combination."""
    first: Criterion = price(40, None)
    judged: tuple[Criterion, ...] = (quality(35, "a", most_percent=10), quality(25, "b", most_percent=15))
    if key == "weighted_points":
        first = price(40, slope=50)
    elif key in ("lowest_cost", "fixed_amounts"):
        first = price(None, None)
        one, two = (quality(None, k, rule="amount_for_quality", full_amount=20) for k in "ab")
        judged = (one, two) if key == "fixed_amounts" else ()
    elif key in ("quality_per_price", "quality_then_price"):
        judged = (quality(60, "a"), quality(40, "b"))
    return tender(first, *judged, combination=key, acknowledged=ACKNOWLEDGED)


CASES = {
    **{rule: of_rule(rule) for rule in RULES if rule != "lowest_cost"},
    **{key: of_combination(key) for key in COMBINATIONS},
}


@pytest.mark.parametrize("name", CASES)
def test_a_model_of_every_kind_is_rehearsed_and_told(name: str) -> None:
    of = with_expected_cost(CASES[name], LOT, 100.0)
    done = rehearse(of, LOT, seed=1, sets=400)
    assert done.statistics.without_first.share == 0.0
    assert sum(each.effective for each in done.weights) == pytest.approx(100.0)
    assert all(each.low < each.high for each in done.spans)
    for lang in LANGUAGES:
        words = RehearsalWords(done, of, lang)
        told = plain_rehearsal(words) + str(rehearsal_as_json(words))
        assert not re.search(r"\bnan\b|\*\*|\{\w+\}", told)
