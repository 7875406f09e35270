"""Lines without a price, by the published rule."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluation.scoring.missing_lines import MissingLineRule, MissingLines, complete_prices
from evaluation.scoring.unusable import UnusableModelError

GAP = np.nan
EVERYONE = [True, True, True]


def test_rejecting_takes_out_the_bid_with_the_gap_and_no_other() -> None:
    """Bidder D of the furniture walk-through priced 178 of 180 lines; the lot goes on without it."""
    prices = np.full((3, 180), 10.0)
    prices[2, [17, 99]] = GAP
    done = complete_prices(prices, np.ones(180), EVERYONE, MissingLineRule())
    assert done.rejected == {2: "line_without_price"}
    assert not done.filled.any()
    assert not done.left_out.any()


def test_two_lines_of_180_are_filled_with_the_highest_compliant_price_times_the_factor() -> None:
    """Highest of 10, 12 and the line's gap is 12, x 1.1 = 13.2; share 2 x 12 / (180 x 12) = 1/90."""
    prices = np.vstack([np.full(180, 10.0), np.full(180, 12.0), np.full(180, 9.0)])
    prices[2, [17, 99]] = GAP
    rule = MissingLineRule("fill", max_lines=2, max_share=0.02, factor=1.1)
    done = complete_prices(prices, np.ones(180), EVERYONE, rule)
    assert done.rejected == {}
    np.testing.assert_allclose(done.unit_prices[2, [17, 99]], 13.2)
    assert done.filled.sum() == 2
    np.testing.assert_allclose(done.missing_share, [0, 0, 1 / 90])
    np.testing.assert_array_equal(done.unit_prices[:2], prices[:2])


def test_a_bid_over_either_limit_is_rejected_with_the_limit_it_broke() -> None:
    """Lines worth 100, 100 and 800: one gap of 800 is 80 %, two of 100 are two lines."""
    prices = np.array([[100, 100, 800], [90, 90, GAP], [GAP, GAP, 700], [95, GAP, 790]])
    rule = MissingLineRule("fill", max_lines=1, max_share=0.5)
    done = complete_prices(prices, [1, 1, 1], [True] * 4, rule)
    assert done.rejected == {1: "too_much_missing_value", 2: "too_many_missing_lines"}
    assert done.unit_prices[3].tolist() == [95, 100, 790]
    assert np.isnan(done.unit_prices[1, 2])


def test_a_limit_is_inclusive() -> None:
    """A tenth of the value missing at a limit of a tenth: 10 of 100."""
    prices = [[10.0, 90.0], [GAP, 80.0]]
    done = complete_prices(prices, [1, 1], [True, True], MissingLineRule("fill", max_share=0.1))
    assert done.rejected == {}


def test_the_highest_compliant_price_is_that_of_the_bids_that_remain() -> None:
    """The bid at 500 is not admitted; the one at 300 is rejected for two gaps. The highest is 120."""
    prices = np.array([[120, 50, 50], [GAP, 45, 40], [500, 60, 60], [300, GAP, GAP]])
    rule = MissingLineRule("fill", max_lines=1)
    done = complete_prices(prices, [1, 1, 1], [True, True, False, True], rule)
    assert done.rejected == {3: "too_many_missing_lines"}
    assert done.unit_prices[1, 0] == 120
    assert np.isnan(done.unit_prices[3, 1:]).all()


def test_a_rejection_forms_the_value_base_again() -> None:
    """Limit 40 %. Line values by the highest price, all bids: 1000, 100, 100.

    Bid 1 misses the line of 1000 (83 %) and is rejected; bid 2 misses one of 100 (8 %). Bid 1 had the
    highest price of line 2, which falls from 100 to 40 and of line 3 from 100 to 20; bid 2 misses line 2:
    40 / 1060, stays.
    """
    prices = np.array([[1000, 40, 20], [GAP, 100, 100], [900, GAP, 10]])
    done = complete_prices(prices, [1, 1, 1], EVERYONE, MissingLineRule("fill", max_share=0.4))
    assert done.rejected == {1: "too_much_missing_value"}
    assert done.unit_prices[2, 1] == 40
    np.testing.assert_allclose(done.missing_share[2], 40 / 1060)


def test_a_line_that_nobody_priced_cannot_be_filled() -> None:
    prices = [[10.0, GAP], [12.0, GAP]]
    done = complete_prices(prices, [1, 1], [True, True], MissingLineRule("fill", max_lines=1))
    assert done.rejected == dict.fromkeys([0, 1], "missing_line_priced_by_nobody")


def test_leaving_out_drops_the_line_for_all_and_rejects_nobody() -> None:
    """The gap of the bid that is out leaves nothing out."""
    prices = np.array([[10, GAP, 5], [11, 20, 6], [12, 21, GAP]])
    done = complete_prices(prices, [1, 1, 1], [True, True, False], MissingLineRule("leave_out"))
    assert done.left_out.tolist() == [False, True, False]
    assert done.rejected == {}
    assert not done.filled.any()


def test_a_stated_zero_is_a_price() -> None:
    done = complete_prices([[0.0, 5.0], [3.0, 4.0]], [1, 1], [True, True], MissingLineRule())
    assert done.rejected == {}


def test_an_income_left_out_is_filled_with_less_than_the_least_that_others_pay() -> None:
    """Buy-back at -100 and -60: the highest is -60, and / 1.2 is -50."""
    prices = np.array([[-100, 10], [-60, 10], [GAP, 10]])
    done = complete_prices(prices, [1, 1], EVERYONE, MissingLineRule("fill", max_lines=1, factor=1.2))
    assert done.unit_prices[2, 0] == pytest.approx(-50)


@pytest.mark.parametrize("kind", ["reject", "leave_out", "fill"])
def test_a_lot_without_bids_is_completed_without_fault(kind: MissingLines) -> None:
    done = complete_prices(np.empty((0, 3)), [1, 1, 1], [], MissingLineRule(kind, max_lines=1))
    assert (done.rejected, done.unit_prices.shape, done.left_out.any()) == ({}, (0, 3), np.False_)


@given(seed=st.integers(0, 10**6), factor=st.floats(1, 2))
def test_leaving_a_price_out_never_makes_a_bid_cheaper_than_the_dearest_that_was_stated(
    seed: int, factor: float
) -> None:
    draw = np.random.default_rng(seed)
    prices = draw.uniform(1, 100, size=(5, 8))
    gaps = draw.random((5, 8)) < 0.2
    gaps[0] = False
    done = complete_prices(
        np.where(gaps, GAP, prices),
        np.ones(8),
        np.ones(5, dtype=bool),
        MissingLineRule("fill", 8, 1.0, factor),
    )
    assert done.rejected == {}
    stated = np.where(gaps, -np.inf, prices).max(axis=0)
    assert (np.where(done.filled, done.unit_prices, np.inf) >= stated - 1e-12).all()
    np.testing.assert_array_equal(done.filled, gaps)


@given(seed=st.integers(0, 10**6))
def test_the_order_of_the_bids_changes_no_fate(seed: int) -> None:
    draw = np.random.default_rng(seed)
    prices = np.where(draw.random((6, 5)) < 0.3, GAP, draw.integers(1, 50, size=(6, 5)).astype(float))
    admitted, order = draw.random(6) < 0.8, draw.permutation(6)
    rule = MissingLineRule("fill", max_lines=3, max_share=0.5, factor=1.1)
    straight = complete_prices(prices, np.arange(5), admitted, rule)
    turned = complete_prices(prices[order], np.arange(5), admitted[order], rule)
    np.testing.assert_array_equal(turned.unit_prices, straight.unit_prices[order])
    assert {int(order[bid]): code for bid, code in turned.rejected.items()} == straight.rejected


@pytest.mark.parametrize(
    ("make", "code"),
    [
        (lambda: MissingLineRule("fill"), "missing_lines_without_limit"),
        (lambda: MissingLineRule("fill", max_lines=2, factor=0.9), "missing_lines_factor_below_one"),
        (lambda: MissingLineRule("fill", max_share=1.5), "missing_lines_limit_out_of_range"),
        (lambda: complete_prices([[1.0]], [-1], [True], MissingLineRule()), "quantity_not_usable"),
        (lambda: complete_prices([[1.0]], [GAP], [True], MissingLineRule()), "quantity_not_usable"),
    ],
)
def test_a_rule_or_quantity_that_cannot_be_used_is_refused_by_its_code(make: object, code: str) -> None:
    assert callable(make)
    with pytest.raises(UnusableModelError) as caught:
        make()
    assert caught.value.code == code
