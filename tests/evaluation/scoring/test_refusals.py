"""What the escalations, tables, amounts and price models refuse, each by its code, and what they say of the values."""

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from typing import Any

import numpy as np
import pytest

from evaluation.scoring.amounts import Form
from evaluation.scoring.price_model import PriceModel
from evaluation.scoring.price_models import (
    FeatureCoefficient,
    PercentageDeduction,
    PercentageSurcharge,
    QualityThenPrice,
)
from evaluation.scoring.price_ratios import QualityPerPrice, UtilityIndex
from evaluation.scoring.rule import BLOCKING, Direction, PointsRule, Rule
from evaluation.scoring.rules import (
    AmountBrackets,
    AmountCurve,
    AmountForQuality,
    AmountPerUnit,
    Brackets,
    Curve,
    EscalatingInterval,
    EscalatingSlope,
    Logarithmic,
    MinMax,
    OverCenter,
)
from evaluation.scoring.tables import TableRow
from evaluation.scoring.unusable import UnusableModelError

NAN = float("nan")
Fields = Mapping[str, Any]
SLOPE: Fields = {"direction": "lower", "scale": 10, "slope": 30, "slope_step": 10, "slope_most": 200}
INTERVAL: Fields = {
    "direction": "lower", "scale": 10, "full_at": 0, "zero_at": 100, "zero_step": 50, "zero_most": 300,
}  # fmt: skip
LOG: Fields = {"direction": "lower", "scale": 10, "zero_multiple": 2}
CENTER: Fields = {"direction": "lower", "scale": 10, "center": "mean", "center_points": 5, "slope": 50}
STEPS = (TableRow(10, to_value=50), TableRow(4, from_value=50))
LINE = (TableRow(10, 50), TableRow(0, 100))
BRACKETS: Fields = {"direction": "lower", "scale": 10, "rows": STEPS}
CURVE: Fields = {"direction": "lower", "scale": 10, "rows": LINE}
UNIT: Fields = {"direction": "lower", "unit_amount": 2}
QUALITY: Fields = {"full_amount": 100, "scale_maximum": 10}
AMOUNTS: Fields = {"direction": "lower", "rows": STEPS}
AMOUNT_LINE: Fields = {"direction": "lower", "rows": LINE}


def _refused(make: Callable[..., object], fields: Fields) -> UnusableModelError:
    with pytest.raises(UnusableModelError) as caught:
        make(**fields)
    return caught.value


@pytest.mark.parametrize(
    ("made", "fields", "change", "code"),
    [
        (EscalatingSlope, SLOPE, {"slope": 0}, "slope_not_positive"),
        (EscalatingSlope, SLOPE, {"slope": NAN}, "slope_not_positive"),
        (EscalatingSlope, SLOPE, {"slope_step": -1}, "step_negative"),
        (EscalatingSlope, SLOPE, {"slope_step": NAN}, "step_negative"),
        (EscalatingSlope, SLOPE, {"slope_most": 29.9}, "most_below_start"),
        (EscalatingSlope, SLOPE, {"slope_most": NAN}, "most_below_start"),
        (EscalatingSlope, SLOPE, {"scale": 0}, "scale_not_positive"),
        (EscalatingSlope, SLOPE, {"clip": "sideways"}, "clip_unknown"),
        (EscalatingSlope, SLOPE, {"direction": "up"}, "direction_unknown"),
        (EscalatingInterval, INTERVAL, {"full_at": 100}, "interval_is_empty"),
        (EscalatingInterval, INTERVAL, {"full_at": NAN}, "interval_is_empty"),
        (EscalatingInterval, INTERVAL, {"direction": "higher"}, "interval_against_direction"),
        (EscalatingInterval, INTERVAL, {"zero_step": 0}, "step_not_positive"),
        (EscalatingInterval, INTERVAL, {"zero_most": 99}, "most_below_start"),
        (
            EscalatingInterval,
            INTERVAL,
            {"direction": "higher", "full_at": 200, "zero_most": 101},
            "most_below_start",
        ),
        (Logarithmic, LOG, {"zero_multiple": 1}, "multiple_not_above_one"),
        (Logarithmic, LOG, {"zero_multiple": NAN}, "multiple_not_above_one"),
        (OverCenter, CENTER, {"slope": 0}, "slope_not_positive"),
        (OverCenter, CENTER, {"center": "mode"}, "center_unknown"),
        (OverCenter, CENTER, {"center_points": 0}, "center_points_out_of_range"),
        (OverCenter, CENTER, {"center_points": 10.5}, "center_points_out_of_range"),
        (OverCenter, CENTER, {"center_points": NAN}, "center_points_out_of_range"),
        (Brackets, BRACKETS, {"rows": ()}, "table_empty"),
        (Brackets, BRACKETS, {"rows": (TableRow(1, 5, 4),)}, "bracket_empty"),
        (Brackets, BRACKETS, {"rows": (TableRow(1, 5, 5),)}, "bracket_empty"),
        (Brackets, BRACKETS, {"rows": (TableRow(9, 0, 50, "both"), TableRow(4, 50))}, "brackets_overlap"),
        (Brackets, BRACKETS, {"rows": (TableRow(9, 0, 51), TableRow(4, 50))}, "brackets_overlap"),
        (Brackets, BRACKETS, {"rows": (TableRow(9, 0), TableRow(4, 50))}, "brackets_overlap"),
        (Brackets, BRACKETS, {"rows": (TableRow(9, 0, 49), TableRow(4, 50))}, "brackets_apart"),
        (
            Brackets,
            BRACKETS,
            {"rows": (TableRow(9, 0, 50), TableRow(4, 50, None, "neither"))},
            "brackets_apart",
        ),
        (Brackets, BRACKETS, {"rows": (TableRow(9, 3, 3, "both"), TableRow(4, 5, 7))}, "brackets_apart"),
        (Brackets, BRACKETS, {"direction": "higher"}, "table_against_direction"),
        (Curve, CURVE, {"rows": LINE[:1]}, "table_too_short"),
        (Curve, CURVE, {"rows": (TableRow(9, 50), TableRow(0, 50))}, "anchors_not_rising"),
        (Curve, CURVE, {"rows": (TableRow(9, 50), TableRow(0))}, "anchors_not_rising"),
        (Curve, CURVE, {"direction": "higher"}, "table_against_direction"),
        (Curve, CURVE, {"basis": "percent_of_dearest"}, "curve_basis_unknown"),
        (AmountPerUnit, UNIT, {"unit_amount": 0}, "amount_not_positive"),
        (AmountPerUnit, UNIT, {"unit_amount": NAN}, "amount_not_positive"),
        (AmountPerUnit, UNIT, {"amount_most": -5}, "amount_not_positive"),
        (AmountPerUnit, UNIT, {"direction": "up"}, "direction_unknown"),
        (AmountForQuality, QUALITY, {"full_amount": -1}, "amount_not_positive"),
        (AmountForQuality, QUALITY, {"scale_maximum": 0}, "assessor_scale_not_positive"),
        (AmountForQuality, QUALITY, {"form": "gift"}, "amount_form_unknown"),
        (AmountForQuality, QUALITY, {"direction": "lower"}, "interval_against_direction"),
        (AmountBrackets, AMOUNTS, {"rows": ()}, "table_empty"),
        (AmountBrackets, AMOUNTS, {"form": "gift"}, "amount_form_unknown"),
        (AmountBrackets, AMOUNTS, {"rows": (TableRow(5, 0, 50), TableRow(-4, 50))}, "amount_negative"),
        (AmountBrackets, AMOUNTS, {"direction": "higher"}, "table_against_direction"),
        (AmountBrackets, AMOUNTS, {"form": "surcharge"}, "table_against_direction"),
        (AmountCurve, AMOUNT_LINE, {"rows": LINE[:1]}, "table_too_short"),
        (AmountCurve, AMOUNT_LINE, {"rows": LINE[::-1]}, "anchors_not_rising"),
        (AmountCurve, AMOUNT_LINE, {"direction": "higher"}, "table_against_direction"),
        (AmountCurve, AMOUNT_LINE, {"form": "surcharge"}, "table_against_direction"),
    ],
)
def test_a_rule_that_cannot_be_calculated_or_misleads_is_refused_by_its_code(
    made: Callable[..., object], fields: Fields, change: Fields, code: str
) -> None:
    made(**fields)
    assert _refused(made, {**fields, **change}).code == code


@pytest.mark.parametrize("direction", ["lower", "higher"])
def test_a_table_may_turn_with_its_direction_and_form_and_a_flat_one_has_none(direction: Direction) -> None:
    """50 gives 0 and 100 gives 10: where the higher is better it is taken off, where the lower is it is added."""
    rising = (TableRow(0, 50), TableRow(10, 100))
    form: Form = "deduction" if direction == "higher" else "surcharge"
    sign = -1 if direction == "higher" else 1
    assert AmountCurve(direction=direction, rows=rising, form=form).points([90.0], [True]).tolist() == [
        8 * sign
    ]
    flat = Brackets(direction=direction, scale=10, rows=(TableRow(5, to_value=1), TableRow(5, 1)))
    assert flat.points([0.0, 2], [True, True]).tolist() == [5, 5]


@pytest.mark.parametrize(
    ("rows", "edge"),
    [((TableRow(9, 0, 49.5), TableRow(4, 50)), 49.5), ((TableRow(9, 0, 60), TableRow(4, 50)), 50)],
)
def test_brackets_that_do_not_meet_name_the_edge(rows: tuple[TableRow, ...], edge: float) -> None:
    assert _refused(Brackets, {**BRACKETS, "rows": rows}).values == {"edge": edge}


# ------------------------------------------------------------------------------------------ price models

BY_ALL: Fields = {
    "gives": {"price": "amount", "quality": "points"},
    "scale": 10,
    "weights": {"price": Decimal(40), "quality": Decimal(60)},
}
BY_QUALITY: Fields = {**BY_ALL, "weights": {"quality": Decimal(100)}}
BY_PERCENT: Fields = {**BY_ALL, "weights": {}, "percents": {"quality": 30}}
PRICE_MODELS: Mapping[type[PriceModel], Fields] = {
    PercentageSurcharge: BY_ALL, PercentageDeduction: BY_PERCENT, QualityPerPrice: BY_QUALITY,
    UtilityIndex: BY_ALL, FeatureCoefficient: BY_PERCENT, QualityThenPrice: BY_QUALITY,
}  # fmt: skip
TWO: Fields = {"gives": {"price": "amount", "a": "points", "b": "points"}}


@pytest.mark.parametrize("made", PRICE_MODELS)
def test_every_price_model_needs_a_price_and_a_quality(made: type[PriceModel]) -> None:
    fields = PRICE_MODELS[made]
    made(**fields)
    assert _refused(made, {**fields, "gives": {"a": "points", "b": "points"}}).code == "no_price"
    assert _refused(made, {**fields, "gives": {"a": "amount", "b": "amount"}}).code == "no_quality"


@pytest.mark.parametrize(
    ("made", "change", "code"),
    [
        (
            PercentageSurcharge,
            {"weights": {"price": Decimal(0), "quality": Decimal(100)}},
            "price_without_weight",
        ),
        (PercentageSurcharge, {"weights": {}}, "weights_missing"),
        (
            PercentageSurcharge,
            {"weights": {"price": Decimal(40), "quality": Decimal(50)}},
            "weights_do_not_sum",
        ),
        (PercentageSurcharge, {"weights": {"price": 40.0, "quality": 60.0}}, "weight_not_exact"),
        (UtilityIndex, {"weights": {"price": Decimal(0), "quality": Decimal(100)}}, "price_without_weight"),
        (UtilityIndex, {"weights": {"price": Decimal(100), "quality": Decimal(0)}}, "no_quality"),
        (PercentageDeduction, {"percents": {}}, "percent_missing"),
        (PercentageDeduction, {"percents": {"quality": 0}}, "percent_out_of_range"),
        (PercentageDeduction, {"percents": {"quality": 100.5}}, "percent_out_of_range"),
        (PercentageDeduction, {"percents": {"quality": NAN}}, "percent_out_of_range"),
        (PercentageDeduction, {"percents": {"quality": 100}}, "deduction_of_everything"),
        (PercentageDeduction, {**TWO, "percents": {"a": 60, "b": 40}}, "deduction_of_everything"),
        (FeatureCoefficient, {"percents": {}}, "percent_missing"),
        (FeatureCoefficient, {**TWO, "percents": {"a": 60, "b": 40}}, "deduction_of_everything"),
        (QualityPerPrice, {"ratio_factor": 0}, "ratio_factor_not_positive"),
        (QualityPerPrice, {"ratio_factor": NAN}, "ratio_factor_not_positive"),
        (QualityPerPrice, {"band": -1}, "band_out_of_range"),
        (QualityPerPrice, {"band": 10.5}, "band_out_of_range"),
        (QualityPerPrice, {"band": NAN}, "band_out_of_range"),
        (QualityPerPrice, {"band": 5, "band_by": "colour"}, "band_by_unknown"),
    ],
)
def test_a_price_model_that_cannot_be_calculated_is_refused_by_its_code(
    made: type[PriceModel], change: Fields, code: str
) -> None:
    assert _refused(made, {**PRICE_MODELS[made], **change}).code == code


@pytest.mark.parametrize("made", PRICE_MODELS)
def test_a_price_of_nought_or_less_gives_no_total_and_is_told(made: type[PriceModel]) -> None:
    """The bid itself has none; in the index, which reads the lowest price, nobody has."""
    model = made(**PRICE_MODELS[made])
    for price in (0.0, -5.0):
        given = np.array([[price, 100.0], [8, 6]])
        total = model.total(given)
        assert np.isnan(total[0])
        assert np.isnan(total[1]) == (made is UtilityIndex)
        assert model.applicable(given, [True, True]) == ["price_needs_positive"]
        assert np.isfinite(model.total(given, [False, True])[1])
        assert model.applicable(given, [False, True]) == []


# ------------------------------------------------------------------------------------------ what the values do

RELATIVE: Sequence[Any] = [EscalatingSlope(**SLOPE), Logarithmic(**LOG)]
NEED_POSITIVE: Sequence[Any] = [
    *RELATIVE,
    OverCenter(**CENTER),
    OverCenter(**{**CENTER, "center": "median"}),
    *(Curve(**CURVE, basis=of) for of in ("percent_of_lowest", "percent_of_mean", "percent_of_median")),
]
EVERY: Sequence[Rule] = [
    *NEED_POSITIVE,
    EscalatingInterval(**INTERVAL),
    MinMax(direction="lower", scale=10),
    Brackets(**BRACKETS),
    Curve(**CURVE),
    AmountPerUnit(**UNIT),
    AmountForQuality(**QUALITY),
    AmountBrackets(**AMOUNTS),
    AmountCurve(**AMOUNT_LINE),
]
of_every_rule = pytest.mark.parametrize("rule", EVERY, ids=lambda rule: rule.key)


@of_every_rule
def test_missing_is_never_zero(rule: Rule) -> None:
    points = rule.points(np.array([60.0, np.nan, np.inf, 70]), np.ones(4, dtype=bool))
    assert np.isfinite(points[[0, 3]]).all()
    assert np.isnan(points[1:3]).all()


@of_every_rule
def test_without_an_admitted_value_the_rule_says_so_and_a_lot_without_bids_breaks_nothing(rule: Rule) -> None:
    assert rule.applicable(np.array([60.0, np.nan]), np.array([False, True])) == ["no_admitted_value"]
    assert rule.points(np.array([]), np.array([], dtype=bool)).shape == (0,)
    assert rule.applicable(np.array([]), np.array([], dtype=bool)) == ["no_admitted_value"]


@pytest.mark.parametrize("rule", NEED_POSITIVE, ids=lambda rule: rule.key)
def test_a_reference_of_nought_or_less_blocks_a_rule_that_divides_by_it(rule: PointsRule) -> None:
    for values in ([0.0, 0.0, 0.0], [-4.0, -5.0, -9.0]):
        assert np.isnan(rule.points(values, [True] * 3)).all()
        found = rule.applicable(values, [True] * 3)
        assert found[0] == "rule_needs_positive"
        assert BLOCKING & set(found)


def test_one_value_of_nought_among_others_blocks_a_logarithm_and_the_slope_but_no_mean() -> None:
    """The mean of 0, 60 and 90 is 50, and 0 is 100 % below it: 5 + 5 x 1 / 0.5 = 15."""
    for rule in RELATIVE:
        assert np.isnan(rule.points([0.0, 60, 90], [True] * 3)).all()
    assert OverCenter(**CENTER).points([0.0, 60, 90], [True] * 3)[0] == pytest.approx(15)
    higher = Logarithmic(direction="higher", scale=10, zero_multiple=2)
    assert np.isnan(higher.points([0.0, 60, 90], [True] * 3)).all()
    assert higher.applicable([0.0, 60, 90], [True] * 3)[0] == "rule_needs_positive"
    np.testing.assert_allclose(higher.points([0.0, 45, 90], [False, True, True])[1:], [0, 10], atol=1e-12)


@pytest.mark.parametrize("rule", RELATIVE, ids=lambda rule: rule.key)
def test_one_bid_or_equal_values_have_full_points_and_say_so(rule: PointsRule) -> None:
    assert rule.points([70.0], [True]).tolist() == [10]
    assert rule.applicable([70.0, 90.0], [True, False]) == ["one_bid"]
    assert rule.points([70.0, 70.0], [True, True]).tolist() == [10, 10]
    assert rule.applicable([70.0, 70.0], [True, True]) == ["zero_spread"]


def test_one_bid_stands_at_its_own_centre_and_between_no_two_ends() -> None:
    """Alone it is the mean and has the 5 points of the mean; equal values too. Min-max is 0 / 0 and blocks."""
    assert OverCenter(**CENTER).points([70.0, 70.0], [True, True]).tolist() == [5, 5]
    assert OverCenter(**CENTER).applicable([70.0, 90.0], [True, False]) == ["one_bid_at_center"]
    rule = MinMax(direction="lower", scale=10)
    for values, admitted in (
        ([70.0, 70], [True, True]),
        ([70.0, 90], [True, False]),
        ([70.0, np.nan], [True] * 2),
    ):
        assert np.isnan(rule.points(values, admitted)).all()
        assert rule.applicable(values, admitted) == ["no_spread"]
        assert "no_spread" in BLOCKING


def test_an_escalation_is_told_only_where_it_moved() -> None:
    """30 % over is still within X = 30 though 1.3 is no binary number; 100 is within the interval of 100."""
    slope, interval = EscalatingSlope(**SLOPE), EscalatingInterval(**INTERVAL)
    assert slope.applicable([1.0, 1.3], [True, True]) == []
    assert slope.applicable([1.0, 1.31], [True, True]) == ["escalation_applies"]
    assert interval.applicable([0.0, 100.0], [True, True]) == []
    assert interval.applicable([0.0, 100.5], [True, True]) == ["escalation_applies"]
    assert interval.applicable([0.0, 400.0], [True, True]) == ["escalation_applies", "points_below_zero"]
    follows = EscalatingSlope(**{**SLOPE, "slope_step": 0})
    assert follows.slope_used([100.0, 155], [True, True]).tolist() == [55]


def test_a_value_outside_a_table_gives_nothing_and_is_told() -> None:
    """19.9999999999 is 20 after nine decimals, and the last edge belongs to nobody."""
    rows = (TableRow(9, 10, 20), TableRow(4, 20, 30))
    rules: list[tuple[Rule, int]] = [
        (Brackets(direction="lower", scale=10, rows=rows), 1),
        (AmountBrackets(direction="lower", rows=rows), -1),
    ]
    values, everyone = np.array([9.999, 10, 20, 30, 19.9999999999]), np.ones(5, dtype=bool)
    for table, sign in rules:
        expected = [np.nan, 9 * sign, 4 * sign, np.nan, 4 * sign]
        np.testing.assert_array_equal(table.points(values, everyone), expected)
        assert table.applicable(np.array([15.0, 31.0]), np.array([True, True])) == ["outside_table"]
        assert table.applicable(np.array([15.0, 31.0]), np.array([True, False])) == []


def test_an_amount_per_unit_stops_at_its_most_either_way_and_a_curve_at_its_ends() -> None:
    """2 kr. a kilogram from 50: 20 below is -40, 30 above is 60 held at 45; the curve is fixed outside 50 to 100."""
    rule = AmountPerUnit(direction="lower", unit_amount=2, zero_at=50, amount_most=45)
    assert rule.points([30.0, 20, 50, 80], [True] * 4).tolist() == [-40, -45, 0, 45]
    higher = AmountPerUnit(direction="higher", unit_amount=2, zero_at=50)
    assert higher.points([30.0, 80], [True] * 2).tolist() == [40, -60]
    assert AmountCurve(**AMOUNT_LINE).points([20.0, 75, 900], [True] * 3).tolist() == [-10, -5, 0]
