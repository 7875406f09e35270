"""Weights from the points of swings."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluation.weighting import WeightingError, swing_weights


def test_weights_are_in_proportion_to_the_points_of_the_swings() -> None:
    """100 + 50 + 25 = 175: 57.142857, 28.571429 and 14.285714 per cent."""
    found = swing_weights({"cost": Decimal(100), "climate": Decimal(50), "life": Decimal(25)}, decimals=4)
    assert [str(weight) for weight in found.values()] == ["57.1429", "28.5714", "14.2857"]


@given(
    st.lists(st.decimals(min_value=0, max_value=100, places=1), min_size=1, max_size=20),
    st.integers(min_value=0, max_value=9),
)
def test_swings_give_weights_that_sum_to_100_in_the_order_of_the_points(
    others: list[Decimal], decimals: int
) -> None:
    points = {str(n): value for n, value in enumerate([Decimal(100), *others])}
    weights = swing_weights(points, decimals)
    assert sum(weights.values(), Decimal(0)) == 100
    for one, value in points.items():
        assert all(weights[one] >= weights[two] for two, other in points.items() if value > other)


@pytest.mark.parametrize(
    ("points", "code"),
    [
        ({"a": "100"}, "weighting_too_few"),
        ({"a": "90", "b": "40"}, "swing_without_full"),
        ({"a": "100", "b": "100.1"}, "swing_out_of_range"),
        ({"a": "100", "b": "-1"}, "swing_out_of_range"),
        ({"a": "100", "b": "NaN"}, "swing_out_of_range"),
    ],
)
def test_points_that_are_no_swings_are_refused(points: dict[str, str], code: str) -> None:
    with pytest.raises(WeightingError) as refused:
        swing_weights({name: Decimal(value) for name, value in points.items()})
    assert refused.value.problem.code == code
