"""From the published rows to what scores a lot."""

from collections.abc import Mapping, Sequence
from typing import Any

import pytest

from evaluation import evaluate
from evaluation.evaluation_model import Criterion, ScoreRow
from evaluation.scoring.rules import MOVED_BY_OTHERS, AmountForQuality, AmountPerUnit
from evaluation.scoring.unusable import UnusableModelError
from evaluation.scoring_model import RULE_FIELDS, ScoringModel, scoring_model
from evaluation.tender import Item, Tender
from tests.builders import LOT, bid_of, tender_of


def test_a_tie_on_lowest_cost_is_broken_by_the_lower_figure_and_never_the_dearer_one() -> None:
    """Cost plus price: a 60 + 40 and 60, b 80 and 80, so 160 each; the tie rule is the price."""
    item = Item(key="thing", lot=LOT, title_da="Ting", quantity=(1.0,), reference_life=1, reference=True)
    criteria = [
        Criterion(lot=LOT, id="cost", title_da="TCO", weight="50", measure="life_cycle_cost"),
        Criterion(lot=LOT, id="price", title_da="Pris", weight="50", measure="purchase_price"),
    ]
    model = {"combination": "lowest_cost", "discount_rate": 0.0, "study_years": 1, "yearly_service": True}
    tender = tender_of([item], criteria, model={**model, "tie_break": ("price",)})
    bids = [
        bid_of(
            name,
            prices=[{"key": "thing", "offered": "yes", "product": "x", "unit_price": price}],
            product_data=[{"key": "thing", "service_price_per_year": service}],
        )
        for name, price, service in (("b", 80.0, 0.0), ("a", 60.0, 40.0))
    ]
    done = evaluate(tender, bids).lots[LOT]
    # a: 100 + 60 = 160; b: 80 + 80 = 160.
    assert done.total.to_dict() == {"b": 160.0, "a": 160.0}
    assert done.ranking == ("a", "b")


# ------------------------------------------------------------------------------------------ what is refused

PRICE: Mapping[str, Any] = {"id": "price", "measure": "purchase_price", "weight": "40"}
SLOPE: Mapping[str, Any] = {**PRICE, "rule": "linear_over_best", "slope": 50}
JUDGED: Mapping[str, Any] = {
    "id": "q", "measure": "judged:q", "weight": "60", "rule": "judged_points", "assessor_scale": 10,
}  # fmt: skip
FIELDS: Mapping[str, object] = {
    "slope": 50, "slope_step": 10, "slope_most": 200, "full_at": 0, "zero_at": 100, "zero_step": 50, "zero_most": 300,
    "zero_multiple": 2, "center": "mean", "center_points": 5, "assessor_scale": 10, "unit_amount": 2, "full_amount": 9,
}  # fmt: skip
TABLE = (
    ScoreRow(lot=LOT, criterion="price", from_value=0, to_value=50, gives=10),
    ScoreRow(lot=LOT, criterion="price", from_value=50, to_value=100, gives=4),
)


def _model(
    criteria: Sequence[Mapping[str, Any]], rows: Sequence[ScoreRow] = (), **model: object
) -> ScoringModel:
    tender = tender_of(
        [Item(key="thing", lot=LOT, title_da="Ting", quantity=(1.0,), reference_life=1, reference=True)],
        [Criterion(lot=LOT, title_da="K", **fields) for fields in criteria],
        model=model,
        score_rows=tuple(rows),
    )
    return scoring_model(tender, LOT)


def _refused(
    criteria: Sequence[Mapping[str, Any]], rows: Sequence[ScoreRow] = (), **model: object
) -> UnusableModelError:
    with pytest.raises(UnusableModelError) as caught:
        _model(criteria, rows, **model)
    return caught.value


@pytest.mark.parametrize(
    ("criteria", "model", "code"),
    [
        ([{**SLOPE, "measure": "happiness"}, JUDGED], {}, "measure_unknown"),
        ([{**SLOPE, "measure": None}, JUDGED], {}, "measure_missing"),
        ([{**SLOPE, "measure": None}, {**JUDGED, "id": "price_q"}], {}, "measure_missing"),
        ([PRICE, JUDGED], {}, "rule_missing"),
        ([SLOPE, {**JUDGED, "rule": None}], {"combination": "percentage_surcharge"}, "not_money"),
        ([{**PRICE, "weight": None, "rule": "best_ratio"}, JUDGED], {}, "weight_missing"),
        ([SLOPE, {**JUDGED, "weight": "50"}], {}, "weights_do_not_sum"),
        ([PRICE, {**JUDGED, "weight": None}], {"combination": "quality_per_price"}, "weight_missing"),
        ([PRICE, JUDGED], {"combination": "percentage_deduction"}, "percent_missing"),
        ([PRICE, {**JUDGED, "most_percent": 9}], {"combination": "percentage_deduction"}, "not_acknowledged"),
        ([{**PRICE, "rule": "min_max"}, JUDGED], {}, "not_acknowledged"),
        (
            [{**PRICE, "rule": "over_center", "center": "mean", "center_points": 5, "slope": 9}, JUDGED],
            {"acknowledged": ("min_max",)},
            "not_acknowledged",
        ),
        ([SLOPE, JUDGED], {"combination": "fixed_amounts"}, "rule_gives_points"),
        ([{**PRICE, "rule": "amount_per_unit", "unit_amount": 2}, JUDGED], {}, "rule_gives_money"),
        ([PRICE, {**JUDGED, "rule": "amount_for_quality", "full_amount": 9}], {"combination": "utility_index"}, "no_quality"),
        ([SLOPE, JUDGED], {"combination": "utility_index"}, "no_price"),
        ([SLOPE, JUDGED], {"tie_break": ("price", "colour")}, "tie_criterion_unknown"),
        ([SLOPE, JUDGED], {"tie_last": "drawn_lot"}, "tie_seed_missing"),
        ([{**PRICE, "rule": "brackets"}, JUDGED], {}, "table_empty"),
        ([{**PRICE, "rule": "curve"}, JUDGED], {}, "table_empty"),
        ([{**SLOPE, "least_percent": 50}, JUDGED], {}, "threshold_moves"),
        ([{**SLOPE, "weight": "100"}], {"least_total": 70}, "threshold_without_quality"),
    ],
)  # fmt: skip
def test_a_model_that_cannot_be_used_as_published_is_refused_by_its_code(
    criteria: Sequence[Mapping[str, Any]], model: Mapping[str, object], code: str
) -> None:
    assert _refused(criteria, (), **model).code == code


def test_a_lot_without_criteria_is_refused() -> None:
    item = Item(key="thing", lot=LOT, title_da="Ting", quantity=(1.0,), reference_life=1, reference=True)
    tender = tender_of([item])
    with pytest.raises(UnusableModelError) as caught:
        scoring_model(
            Tender(**{**{name: getattr(tender, name) for name in type(tender).model_fields}, "criteria": ()}),
            LOT,
        )
    assert caught.value.code == "no_criteria"


@pytest.mark.parametrize(
    ("rule", "parameter", "at"),
    [(rule, name, at) for rule, of in RULE_FIELDS.items() for name, at in of.items()],
)
def test_a_rule_without_one_of_its_numbers_names_the_criterion_and_the_number(
    rule: str, parameter: str, at: str
) -> None:
    given = {name: FIELDS[name] for name in RULE_FIELDS[rule].values() if name != at}
    refused = _refused([{**PRICE, "rule": rule, **given}, JUDGED])
    assert (refused.code, refused.values) == (
        "rule_parameter_missing",
        {"criterion": "price", "parameter": parameter},
    )


def test_what_a_rule_refuses_names_the_criterion() -> None:
    apart = (TABLE[0], TABLE[1].model_copy(update={"from_value": 60.0}))
    refused = _refused([{**PRICE, "rule": "brackets"}, JUDGED], apart)
    assert (refused.code, refused.values) == ("brackets_apart", {"criterion": "price", "edge": 50})


@pytest.mark.parametrize("rule", [*sorted(MOVED_BY_OTHERS), "curve"])
def test_no_threshold_stands_on_points_that_another_bid_moves(rule: str) -> None:
    """A bid would come in or go out by what others bid; a curve in per cent of the lowest is one of them."""
    given = {name: FIELDS[name] for name in RULE_FIELDS[rule].values()}
    own = {**PRICE, "rule": rule, **given, "least_percent": 50, "curve_basis": "percent_of_lowest"}
    anchors = tuple(row.model_copy(update={"to_value": None}) for row in TABLE)
    refused = _refused(
        [own, JUDGED], anchors if rule == "curve" else (), acknowledged=("min_max", "over_center")
    )
    assert (refused.code, refused.values) == ("threshold_moves", {"criterion": "price"})


def test_a_threshold_reads_a_bids_own_points_and_a_total_only_those() -> None:
    """By a table the price has a share of its own, 40 % of the whole; by a slope it has none, and quality decides alone."""
    by_table = _model([{**PRICE, "rule": "brackets", "least_percent": 50}, JUDGED], TABLE, least_total=60)
    assert dict(by_table.thresholds.weights) == {"price": 40, "q": 60}
    by_slope = _model([SLOPE, {**JUDGED, "least_percent": 50}], least_total=60)
    assert dict(by_slope.thresholds.weights) == {"q": 60}


def test_rule_choices_that_are_left_out_are_the_rules_own() -> None:
    amounts = _model(
        [PRICE, {**JUDGED, "id": "kg", "measure": "gwp_a_to_c", "rule": "amount_per_unit", "unit_amount": 2}],
        combination="fixed_amounts",
    )
    assert amounts.rules["kg"] == AmountPerUnit(direction="lower", unit_amount=2)
    chosen = _model(
        [
            PRICE,
            {**JUDGED, "rule": "amount_for_quality", "full_amount": 9, "amount_form": "surcharge"},
        ],
        combination="fixed_amounts",
    )
    assert chosen.rules["q"] == AmountForQuality(full_amount=9, scale_maximum=10, form="surcharge")
