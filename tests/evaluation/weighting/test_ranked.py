"""Weights from an order alone, against the published tables."""

from decimal import ROUND_HALF_UP, Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluation.weighting import WeightingError, rank_order_centroid, rank_sum

ORDERS = st.integers(min_value=2, max_value=30).map(lambda count: [f"c{n}" for n in range(count)])


@pytest.mark.parametrize(
    "published",
    [
        ["0.7500", "0.2500"],
        ["0.6111", "0.2778", "0.1111"],
        ["0.5208", "0.2708", "0.1458", "0.0625"],
        ["0.4567", "0.2567", "0.1567", "0.0900", "0.0400"],
    ],
)
def test_barron_barrett_1996_rank_order_centroid(published: list[str]) -> None:
    """Management Science 42(11), the weights of two to five attributes to four decimals."""
    order = [f"c{n}" for n in range(len(published))]
    found = rank_order_centroid(order, decimals=6)
    rounded = [(weight / 100).quantize(Decimal("0.0001"), ROUND_HALF_UP) for weight in found.values()]
    assert rounded == [Decimal(each) for each in published]


def test_where_the_published_table_does_not_sum_to_1_the_weights_do() -> None:
    """Of four .5208 + .2708 + .1458 + .0625 = .9999: the first has the 0.01 per cent that lacks, of 52.08333."""
    found = rank_order_centroid(["a", "b", "c", "d"], decimals=2)
    assert [str(weight) for weight in found.values()] == ["52.09", "27.08", "14.58", "6.25"]


def test_rank_sum_falls_by_equal_steps() -> None:
    """N = 4: 4, 3, 2 and 1 of 10."""
    found = rank_sum(["a", "b", "c", "d"], decimals=0)
    assert found == {"a": Decimal(40), "b": Decimal(30), "c": Decimal(20), "d": Decimal(10)}


@given(ORDERS, st.integers(min_value=0, max_value=9))
def test_an_order_gives_weights_that_sum_to_100_and_never_rise(order: list[str], decimals: int) -> None:
    for method in (rank_order_centroid, rank_sum):
        weights = list(method(order, decimals).values())
        assert sum(weights, Decimal(0)) == 100
        assert all(one >= two for one, two in pairwise(weights))


@given(ORDERS)
def test_the_centroid_gives_the_first_more_and_the_last_less_than_the_rank_sum(order: list[str]) -> None:
    """Of two criteria 75 and 25 against 67 and 33, and further apart the more there are."""
    centroid, by_sum = rank_order_centroid(order, 9), rank_sum(order, 9)
    assert centroid[order[0]] > by_sum[order[0]]
    assert centroid[order[-1]] < by_sum[order[-1]]


@pytest.mark.parametrize(
    ("order", "code"), [(["a"], "weighting_too_few"), (["a", "b", "a"], "weighting_criterion_twice")]
)
def test_an_order_of_one_or_with_a_criterion_twice_is_refused(order: list[str], code: str) -> None:
    with pytest.raises(WeightingError) as refused:
        rank_order_centroid(order)
    assert refused.value.problem.code == code
