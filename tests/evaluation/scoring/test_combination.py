"""Totals from points: the weighted sum, its roundings, and the lowest total."""

from decimal import Decimal

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluation.scoring.combination import LowestTotal, WeightedPoints
from evaluation.scoring.rounding import Rounding

TREE = {
    "price": Decimal(40),
    "environment": Decimal(60),
    "environment/gwp": Decimal("62.5"),
    "environment/waste": Decimal("37.5"),
}


def test_a_leaf_counts_by_the_product_of_the_weights_on_its_path() -> None:
    """40 % of 10, 60 % x 62.5 % = 37.5 % of 8, 60 % x 37.5 % = 22.5 % of 2: 4 + 3 + 0.45 = 7.45."""
    model = WeightedPoints(TREE)
    assert model.leaves == ("price", "environment/gwp", "environment/waste")
    points = np.array([[10.0], [8.0], [2.0]])
    np.testing.assert_allclose(model.weighted(points)[:, 0], [4, 3, 0.45], atol=1e-12)
    np.testing.assert_allclose(model.total(points), [7.45], atol=1e-12)


@given(points=st.lists(st.floats(-100, 100), min_size=3, max_size=3))
def test_equal_points_on_every_leaf_are_the_total(points: list[float]) -> None:
    """All criteria are on one scale, and so is the total."""
    everywhere = np.tile(points, (3, 1))
    np.testing.assert_allclose(WeightedPoints(TREE).total(everywhere), points, rtol=1e-12, atol=1e-12)


def test_a_bid_without_points_on_one_leaf_has_no_total() -> None:
    tree = {"price": Decimal(100), "information": Decimal(0)}
    totals = WeightedPoints(tree).total([[9.0, 8.0], [np.nan, 1.0]])
    assert np.isnan(totals[0])
    assert totals[1] == 8


def test_weights_that_are_studied_take_the_place_of_the_published_ones() -> None:
    """Two weight vectors, (2, leaves), over the same points give (2, bids)."""
    points = np.array([[10.0, 0.0], [5.0, 5.0], [0.0, 10.0]])
    totals = WeightedPoints(TREE).total(points, np.array([[100.0, 0, 0], [0, 0, 100.0]]))
    np.testing.assert_allclose(totals, [[10, 0], [0, 10]])


def test_points_for_another_number_of_criteria_are_refused() -> None:
    with pytest.raises(ValueError, match="2 criteria have points and 3 have weights"):
        WeightedPoints(TREE).total([[1.0], [2.0]])


def test_each_rounding_acts_at_its_own_step() -> None:
    """Points 6.66 and 3.35 at 50/50.

    Unrounded 5.005. Points to one decimal 6.7 + 3.4 (half up) give 5.05; weighted to whole numbers 3.33 and
    1.675 give 3 + 2 = 5; the total to two decimals gives 5.01, cut off 5.00.
    """
    tree = {"a": Decimal(50), "b": Decimal(50)}
    points = np.array([[6.66], [3.35]])
    np.testing.assert_allclose(WeightedPoints(tree).total(points), [5.005])
    by_points = WeightedPoints(tree, round_points=Rounding("half_up", 1))
    np.testing.assert_allclose(by_points.total(points), [5.05])
    assert WeightedPoints(tree, round_weighted=Rounding("half_up", 0)).total(points).tolist() == [5.0]
    assert WeightedPoints(tree, round_total=Rounding("half_up", 2)).total(points).tolist() == [5.01]
    assert WeightedPoints(tree, round_total=Rounding("cut_off", 2)).total(points).tolist() == [5.0]


def test_the_lowest_total_adds_figures_and_a_missing_one_is_no_zero() -> None:
    totals = LowestTotal().total([[100.0, 90.0], [20.0, np.nan]])
    assert totals[0] == 120
    assert np.isnan(totals[1])


def test_what_was_published_cannot_be_changed_through_the_mapping_it_came_from() -> None:
    weights = {"a": Decimal(50), "b": Decimal(50)}
    model = WeightedPoints(weights)
    weights["a"] = Decimal(90)
    assert model.weights["a"] == 50
