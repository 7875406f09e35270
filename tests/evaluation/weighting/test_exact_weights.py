"""Weights sum to exactly 100, keep the order of the shares, and are never a unit from them."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluation.weighting import exact_weights

SHARES = st.lists(st.fractions(min_value=0, max_value=1000), min_size=2, max_size=30).filter(any)
DECIMALS = st.integers(min_value=0, max_value=9)


@given(SHARES, DECIMALS)
def test_weights_sum_to_exactly_100_with_the_decimals_asked_for(
    shares: list[Fraction], decimals: int
) -> None:
    found = exact_weights({str(n): share for n, share in enumerate(shares)}, decimals)
    assert sum(found.values(), Decimal(0)) == 100
    assert {weight.as_tuple().exponent for weight in found.values()} == {-decimals}


@given(SHARES, DECIMALS)
def test_a_larger_share_never_gets_a_smaller_weight_and_none_is_a_unit_away(
    shares: list[Fraction], decimals: int
) -> None:
    weights = list(exact_weights({str(n): share for n, share in enumerate(shares)}, decimals).values())
    for share, weight in zip(shares, weights, strict=True):
        assert abs(Fraction(weight) - share * 100 / sum(shares)) < Fraction(1, 10**decimals)
        smaller = [w for s, w in zip(shares, weights, strict=True) if s < share]
        assert all(w <= weight for w in smaller)


def test_what_is_cut_off_goes_to_the_largest_remainders_and_of_equal_ones_to_the_first() -> None:
    """Of 7: 3/7 = 42.857, 2/7 = 28.571 twice. 42 + 28 + 28 = 98; the units go to .857 and to the first .571."""
    shares = {"a": Fraction(2), "b": Fraction(3), "c": Fraction(2)}
    assert exact_weights(shares, 0) == {"a": Decimal(29), "b": Decimal(43), "c": Decimal(28)}


@pytest.mark.parametrize(("shares", "decimals"), [([1, 1], 10), ([1, 1], -1), ([0, 0], 2), ([2, -1], 2)])
def test_shares_that_no_weights_follow_from_are_refused(shares: list[int], decimals: int) -> None:
    with pytest.raises(ValueError, match="Weights"):
        exact_weights({str(n): Fraction(share) for n, share in enumerate(shares)}, decimals)
