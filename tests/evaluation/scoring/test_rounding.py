"""Rounding against the decimal module, which is exact, and against the failures of the obvious ways."""

from decimal import ROUND_DOWN, ROUND_HALF_EVEN, ROUND_HALF_UP, ROUND_UP, Decimal
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluation.scoring.rounding import MODES, Rounding, RoundingMode, for_comparison, round_half_up
from evaluation.scoring.unusable import UnusableModelError

IN_DECIMAL: dict[RoundingMode, str] = {
    "half_up": ROUND_HALF_UP,
    "half_even": ROUND_HALF_EVEN,
    "cut_off": ROUND_DOWN,
    "up": ROUND_UP,
}
ROUNDING_MODES = tuple(IN_DECIMAL)


def _exactly(value: Decimal, decimals: int, mode: RoundingMode) -> float:
    """Round in the decimal module; `+ 0.0` as we have no negative zero."""
    return float(value.quantize(Decimal(1).scaleb(-decimals), rounding=IN_DECIMAL[mode])) + 0.0


@given(
    halves=st.lists(st.integers(-(10**10), 10**10), min_size=1, max_size=20),
    decimals=st.integers(0, 4),
    mode=st.sampled_from(ROUNDING_MODES),
)
def test_exact_halves_round_as_the_decimal_module_rounds_them(
    halves: list[int], decimals: int, mode: RoundingMode
) -> None:
    values = [Decimal(2 * n + 1) / 2 / 10**decimals for n in halves]
    ours = Rounding(mode, decimals)([float(value) for value in values])
    assert ours.tolist() == [_exactly(value, decimals, mode) for value in values]


@given(
    value=st.decimals(-(10**6), 10**6, places=6),
    decimals=st.integers(0, 6),
    mode=st.sampled_from(ROUNDING_MODES),
)
def test_any_number_of_six_decimals_rounds_as_the_decimal_module_rounds_it(
    value: Decimal, decimals: int, mode: RoundingMode
) -> None:
    assert float(Rounding(mode, decimals)(float(value))) == _exactly(value, decimals, mode)


@given(
    points=st.lists(st.integers(0, 1000), min_size=4, max_size=4),
    weights=st.sampled_from([(40, 25, 25, 10), (35, 30, 20, 15), (70, 10, 10, 10)]),
    decimals=st.integers(0, 3),
)
def test_weighted_sums_round_as_their_exact_fractions(
    points: list[int], weights: tuple[int, ...], decimals: int
) -> None:
    """Points with one decimal, whole weights: the exact sum has three decimals, and halves are common."""
    computed = sum(weight * (point / 10) / 100 for weight, point in zip(weights, points, strict=True))
    exact = sum(Fraction(weight * point, 1000) for weight, point in zip(weights, points, strict=True))
    in_decimal = Decimal(exact.numerator) / Decimal(exact.denominator)
    assert float(round_half_up(computed, decimals)) == _exactly(in_decimal, decimals, "half_up")


@given(value=st.floats(-1e9, 1e9), decimals=st.integers(0, 4), mode=st.sampled_from(MODES))
def test_rounding_is_symmetric_about_zero_and_done_once(
    value: float, decimals: int, mode: RoundingMode
) -> None:
    rounding = Rounding(mode, decimals)
    once = rounding(value)
    assert float(rounding(-value)) == -float(once)
    assert float(rounding(once)) == float(once)


def test_half_up_is_right_where_numpy_and_python_are_not() -> None:
    """2.675 and 1.005 are stored below the half, 0.125 is an exact half: ROUND gives 2.68, 1.01 and 0.13."""
    values = np.array([2.675, 1.005, 0.125])
    assert round_half_up(values, 2).tolist() == [2.68, 1.01, 0.13]
    assert np.round(values, 2).tolist() != [2.68, 1.01, 0.13]


def test_a_sum_of_money_that_cancels_is_cut_off_as_its_decimal() -> None:
    """121,024,920.70 - 79,121,031.25 - 47,058,184.55 = -5,154,295.10, of which nothing is cut off at one decimal."""
    total = 121_024_920.7 - 79_121_031.25 - 47_058_184.55
    assert total != -5_154_295.1
    assert float(Rounding("cut_off", 1)(total)) == -5_154_295.1
    assert float(Rounding("up", 1)(5_154_295.1 + 6e-9)) == 5_154_295.1


def test_missing_stays_missing() -> None:
    for mode in MODES:
        assert np.isnan(Rounding(mode, 2)([np.nan])).all()


def test_a_number_too_large_to_have_decimals_is_returned_as_it_is() -> None:
    """5e15 + 1 in whole numbers and 1e300 in nine decimals hold nothing that could be rounded."""
    assert round_half_up([5e15 + 1], 0).tolist() == [5e15 + 1]
    assert round_half_up([1e300], 9).tolist() == [1e300]


def test_totals_are_compared_after_nine_decimals() -> None:
    """7.4999999999 and 7.5 differ in the tenth decimal, 7.499999999 and 7.5 in the ninth."""
    same, other = for_comparison([7.4999999999, 7.5]), for_comparison([7.499999999, 7.5])
    assert same[0] == same[1]
    assert other[0] != other[1]


def test_sums_of_money_tie_whatever_the_order_of_addition() -> None:
    """0.1 + 0.2 + 50 m and 50 m + 0.2 + 0.1 are the same sum; their doubles are not, after nine decimals."""
    forwards, backwards = 0.1 + 0.2 + 5e7, 5e7 + 0.2 + 0.1
    assert forwards != backwards
    assert for_comparison(forwards) == for_comparison(backwards)
    # An øre is told apart up to ten thousand million.
    assert for_comparison(9_999_999_999.00) != for_comparison(9_999_999_999.01)


@pytest.mark.parametrize("decimals", [-1, 10])
def test_decimals_outside_nought_to_nine_are_refused(decimals: int) -> None:
    with pytest.raises(UnusableModelError) as caught:
        Rounding("half_up", decimals)
    assert caught.value.code == "rounding_decimals_out_of_range"
