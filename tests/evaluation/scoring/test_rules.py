"""Laws and guards of the scoring rules."""

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from evaluation.scoring.rule import Clip, Direction, PointsRule
from evaluation.scoring.rules import BestRatio, FixedInterval, JudgedPoints, LinearOverBest, LowestCost
from evaluation.scoring.unusable import UnusableModelError

LINEAR = LinearOverBest(direction="lower", scale=10, slope=50)
RATIO = BestRatio(direction="lower", scale=10)
INTERVAL = FixedInterval(direction="lower", scale=10, full_at=50, zero_at=150)
LOWER_IS_BETTER = [LINEAR, RATIO, INTERVAL]
HIGHER_IS_BETTER = [
    LinearOverBest(direction="higher", scale=10, slope=50),
    BestRatio(direction="higher", scale=10),
    FixedInterval(direction="higher", scale=10, full_at=150, zero_at=50),
    JudgedPoints(scale=10, scale_maximum=100),
]
PRICES = st.lists(st.integers(1, 100_000).map(lambda ore: ore / 100), min_size=2, max_size=8)


@given(prices=PRICES, seed=st.integers(0, 10**6))
@pytest.mark.parametrize("rule", LOWER_IS_BETTER + HIGHER_IS_BETTER)
def test_the_order_of_the_bids_changes_nothing(rule: PointsRule, prices: list[float], seed: int) -> None:
    order = np.random.default_rng(seed).permutation(len(prices))
    values, admitted = np.array(prices), np.arange(len(prices)) % 3 != 1
    straight = rule.points(values, admitted)
    np.testing.assert_array_equal(rule.points(values[order], admitted[order]), straight[order])


@given(prices=PRICES, cut=st.floats(0.001, 0.999))
@pytest.mark.parametrize("rule", LOWER_IS_BETTER)
def test_a_lower_price_never_lowers_the_bidders_own_points(
    rule: PointsRule, prices: list[float], cut: float
) -> None:
    before = np.array(prices)
    after = before.copy()
    after[0] *= cut
    everyone = np.ones(len(prices), dtype=bool)
    # 1e-9: a point is compared after nine decimals.
    assert rule.points(after, everyone)[0] >= rule.points(before, everyone)[0] - 1e-9


@given(values=PRICES, lift=st.floats(1.001, 10))
@pytest.mark.parametrize("rule", HIGHER_IS_BETTER)
def test_a_higher_value_never_lowers_the_bidders_own_points_where_higher_is_better(
    rule: PointsRule, values: list[float], lift: float
) -> None:
    before = np.array(values)
    after = before.copy()
    after[0] *= lift
    everyone = np.ones(len(values), dtype=bool)
    assert rule.points(after, everyone)[0] >= rule.points(before, everyone)[0] - 1e-9


@given(pair=st.tuples(st.floats(0, 1e6), st.floats(0, 1e6)), third=st.floats(-1e6, 1e6))
@pytest.mark.parametrize("clip", ["none", "both"])
def test_in_a_fixed_interval_a_third_bid_moves_nobody(
    clip: Clip, pair: tuple[float, float], third: float
) -> None:
    rule = FixedInterval(direction="lower", scale=10, full_at=50, zero_at=150, clip=clip)
    without = rule.points(pair, [True, True])
    np.testing.assert_array_equal(rule.points([*pair, third], [True, True, True])[:2], without)


@given(prices=PRICES)
def test_a_slope_of_one_hundred_per_cent_is_the_one_sided_interpolation(prices: list[float]) -> None:
    """Model 1 with X = 100 % is S * (2 - P / P_min)."""
    values = np.array(prices)
    rule = LinearOverBest(direction="lower", scale=10, slope=100)
    expected = 10 * (2 - values / values.min())
    np.testing.assert_allclose(rule.points(values, np.ones(values.size, dtype=bool)), expected, atol=1e-9)


@given(prices=PRICES, factor=st.floats(0.01, 100))
@pytest.mark.parametrize("rule", [LINEAR, RATIO])
def test_relative_points_do_not_depend_on_the_currency(
    rule: PointsRule, prices: list[float], factor: float
) -> None:
    everyone = np.ones(len(prices), dtype=bool)
    np.testing.assert_allclose(
        rule.points(np.array(prices) * factor, everyone),
        rule.points(prices, everyone),
        rtol=1e-9,
        atol=1e-9,
    )


@given(prices=PRICES)
@pytest.mark.parametrize("rule", LOWER_IS_BETTER + HIGHER_IS_BETTER)
def test_equal_values_get_equal_points(rule: PointsRule, prices: list[float]) -> None:
    points = rule.points([prices[0], *prices], np.ones(len(prices) + 1, dtype=bool))
    assert points[0] == points[1]


@given(prices=PRICES)
@pytest.mark.parametrize("rule", [LINEAR, RATIO, *HIGHER_IS_BETTER[:2]])
def test_the_best_admitted_bid_has_exactly_full_points(rule: PointsRule, prices: list[float]) -> None:
    assert np.nanmax(rule.points(prices, np.ones(len(prices), dtype=bool))) == 10


@pytest.mark.parametrize("rule", [LINEAR, RATIO])
def test_a_bid_that_is_out_gets_points_and_moves_nobody(rule: PointsRule) -> None:
    """The bid at 80 is out: 100 is the lowest, so it stands above the scale and 100 keeps its 10."""
    points = rule.points([100.0, 120.0, 80.0], [True, True, False])
    np.testing.assert_array_equal(points[:2], rule.points([100.0, 120.0], [True, True]))
    assert points[2] > 10


@pytest.mark.parametrize("rule", LOWER_IS_BETTER + HIGHER_IS_BETTER)
def test_missing_is_never_zero(rule: PointsRule) -> None:
    points = rule.points([100.0, np.nan, np.inf], [True, True, True])
    assert np.isfinite(points[0])
    assert np.isnan(points[1:]).all()


def test_leading_axes_are_scored_as_their_rows() -> None:
    draws = np.random.default_rng(1).uniform(50, 150, size=(4, 3, 5))
    admitted = np.array([True, True, False, True, True])
    for rule in LOWER_IS_BETTER + HIGHER_IS_BETTER:
        together = rule.points(draws, admitted)
        for index in np.ndindex(4, 3):
            np.testing.assert_array_equal(together[index], rule.points(draws[index], admitted))


@pytest.mark.parametrize("rule", [LINEAR, RATIO])
def test_without_an_admitted_reference_nobody_has_points(rule: PointsRule) -> None:
    assert np.isnan(rule.points([100.0, 120.0], [False, False])).all()
    assert rule.applicable([100.0, np.nan], [False, True]) == ["no_admitted_value"]


@pytest.mark.parametrize("rule", LOWER_IS_BETTER + HIGHER_IS_BETTER)
def test_a_lot_without_a_single_bid_has_no_points_and_breaks_nothing(rule: PointsRule) -> None:
    assert rule.points([], []).shape == (0,)
    assert rule.applicable([], []) == ["no_admitted_value"]


@pytest.mark.parametrize(
    ("rule", "values"),
    [(LINEAR, [0.0, 5.0]), (RATIO, [0.0, 5.0]), (LINEAR, [-3.0, 5.0]), (RATIO, [-3.0, 5.0])],
)
def test_a_lowest_total_of_zero_or_less_blocks_a_relative_rule(rule: PointsRule, values: list[float]) -> None:
    assert np.isnan(rule.points(values, [True, True])).all()
    assert "rule_needs_positive" in rule.applicable(values, [True, True])


def test_a_best_of_zero_blocks_a_ratio_where_higher_is_better_but_a_zero_beside_a_best_is_a_value() -> None:
    """A guarantee of 0 years beside one of 5 has 0 of 10 points; nobody giving any gives no reference."""
    rule = BestRatio(direction="higher", scale=10)
    assert rule.points([0.0, 5.0], [True, True]).tolist() == [0.0, 10.0]
    assert np.isnan(rule.points([0.0, 0.0], [True, True])).all()
    assert rule.applicable([0.0, 0.0], [True, True]) == ["rule_needs_positive"]


def test_a_zero_of_a_bid_that_is_out_has_no_ratio_and_blocks_nobody() -> None:
    points = RATIO.points([100.0, 0.0], [True, False])
    assert points[0] == 10
    assert np.isnan(points[1])


@pytest.mark.parametrize("rule", [LINEAR, RATIO])
def test_one_bid_or_equal_values_have_full_points_and_say_so(rule: PointsRule) -> None:
    assert rule.points([70.0], [True]).tolist() == [10]
    assert rule.applicable([70.0, 90.0], [True, False]) == ["one_bid"]
    assert rule.points([70.0, 70.0], [True, True]).tolist() == [10, 10]
    assert rule.applicable([70.0, 70.0], [True, True]) == ["zero_spread"]


def test_points_outside_the_scale_are_shown_and_a_clipped_plateau_is_named() -> None:
    """At 200 the line 50..150 gives 10 * (150 - 200) / 100 = -5, at 40 it gives 11."""
    values, everyone = [200.0, 40.0], [True, True]
    assert INTERVAL.points(values, everyone).tolist() == [-5.0, 11.0]
    assert INTERVAL.applicable(values, everyone) == ["points_below_zero", "points_above_scale"]
    held = FixedInterval(direction="lower", scale=10, full_at=50, zero_at=150, clip="both")
    assert held.points(values, everyone).tolist() == [0.0, 10.0]
    assert held.applicable(values, everyone) == ["clipped_at_bottom", "clipped_at_top"]
    bottom = FixedInterval(direction="lower", scale=10, full_at=50, zero_at=150, clip="bottom")
    assert bottom.points(values, everyone).tolist() == [0.0, 11.0]
    assert bottom.applicable(values, everyone) == ["clipped_at_bottom", "points_above_scale"]


def test_judged_points_outside_the_assessors_scale_are_found() -> None:
    rule = JudgedPoints(scale=10, scale_maximum=5)
    assert rule.points([4.0, 6.0], [True, True]).tolist() == [8.0, 12.0]
    assert rule.applicable([4.0, 6.0], [True, True]) == ["judged_outside_scale", "points_above_scale"]
    assert rule.applicable([4.0, 5.0], [True, True]) == []


def test_lowest_cost_hands_the_figure_on_and_gives_no_points() -> None:
    rule = LowestCost()
    np.testing.assert_array_equal(rule.points([5.0, np.nan, 3.0], [True, True, True]), [5.0, np.nan, 3.0])
    assert rule.scale is None
    assert rule.applicable([np.nan, 3.0], [True, False]) == ["no_admitted_value"]


@given(value=st.floats(1, 1e6), other=st.floats(1, 1e6))
def test_the_direction_of_an_interval_is_that_of_its_ends(value: float, other: float) -> None:
    assume(value < other)
    ends: list[tuple[Direction, float, float]] = [("lower", other, value), ("higher", value, other)]
    for direction, full_at, zero_at in ends:
        with pytest.raises(UnusableModelError) as caught:
            FixedInterval(direction=direction, scale=10, full_at=full_at, zero_at=zero_at)
        assert caught.value.code == "interval_against_direction"


@pytest.mark.parametrize(
    ("make", "code"),
    [
        (lambda: LinearOverBest(direction="lower", scale=10, slope=0), "slope_not_positive"),
        (lambda: LinearOverBest(direction="lower", scale=0, slope=50), "scale_not_positive"),
        (lambda: BestRatio(direction="lower", scale=float("nan")), "scale_not_positive"),
        (lambda: FixedInterval(direction="lower", scale=10, full_at=5, zero_at=5), "interval_is_empty"),
        (lambda: JudgedPoints(scale=10, scale_maximum=-1), "assessor_scale_not_positive"),
        (lambda: JudgedPoints(scale=10, scale_maximum=5, direction="lower"), "interval_against_direction"),
    ],
)
def test_a_rule_that_cannot_be_calculated_is_refused_by_its_code(make: object, code: str) -> None:
    assert callable(make)
    with pytest.raises(UnusableModelError) as caught:
        make()
    assert caught.value.code == code
