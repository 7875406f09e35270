"""Ranks, equality and ties."""

import hashlib
from decimal import Decimal

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluation.scoring.combination import Better, WeightedPoints
from evaluation.scoring.ranking import (
    Ranking,
    TieBreak,
    TieCriterion,
    TieRule,
    Ties,
    competition_ranks,
    draw_lots,
    rank_bids,
)
from evaluation.scoring.unusable import UnusableModelError

TOTALS = st.lists(
    st.one_of(st.integers(-40, 40).map(lambda q: q / 4), st.just(float("nan"))), min_size=1, max_size=9
)


@given(totals=TOTALS, better=st.sampled_from(["higher", "lower"]))
def test_a_rank_is_one_more_than_the_number_of_better_admitted_bids(
    totals: list[float], better: Better
) -> None:
    """An independent count, bid by bid."""
    admitted = [index % 4 != 3 for index in range(len(totals))]
    ranks = competition_ranks(totals, admitted, better)
    for own, (total, is_in) in enumerate(zip(totals, admitted, strict=True)):
        if not is_in or np.isnan(total):
            assert np.isnan(ranks[own])
            continue
        ahead = [
            t
            for t, a in zip(totals, admitted, strict=True)
            if a and (t > total if better == "higher" else t < total)
        ]
        assert ranks[own] == 1 + len(ahead)


def test_ranks_of_many_draws_are_the_ranks_of_each() -> None:
    draws = np.random.default_rng(3).integers(0, 4, size=(50, 2, 6)).astype(float)
    admitted = np.array([True, True, False, True, True, True])
    together = competition_ranks(draws, admitted, "higher")
    for index in np.ndindex(50, 2):
        np.testing.assert_array_equal(together[index], competition_ranks(draws[index], admitted, "higher"))


def test_exact_ties_are_not_split_by_the_noise_of_doubles() -> None:
    """Each sums to .06, and scikit-criteria 0.10 ranks them [2, 2, 1]."""
    points = np.array([[0.1, 0.3, 0.2], [0.2, 0.2, 0.2], [0.3, 0.1, 0.2]])
    totals = (0.1 * points).sum(axis=0)
    assert len(set(totals.tolist())) > 1
    assert competition_ranks(totals, np.ones(3, dtype=bool), "higher").tolist() == [1, 1, 1]


@given(totals=TOTALS, seed=st.integers(0, 10**6), last=st.sampled_from(["stop", "drawn_lot"]))
def test_the_order_in_which_bids_come_in_changes_no_rank(totals: list[float], seed: int, last: str) -> None:
    bids = {f"bid{index}": total for index, total in enumerate(totals)}
    shuffled = [list(bids)[i] for i in np.random.default_rng(seed).permutation(len(bids))]
    rule = TieRule(last="drawn_lot", seed="7") if last == "drawn_lot" else TieRule()
    ties = Ties("LOT-0001", rule)
    one = rank_bids(bids, bids, "higher", ties)
    other = rank_bids({bid: bids[bid] for bid in shuffled}, shuffled, "higher", ties)
    assert dict(one.ranks) == dict(other.ranks)
    assert (one.order, one.tied, one.tie_broken_by) == (other.order, other.tied, other.tie_broken_by)


def test_a_tie_without_a_rule_stays_and_is_reported() -> None:
    ranking = rank_bids({"b": 8.0, "a": 8.0, "c": 7.0, "out": 9.0}, ["a", "b", "c"], "higher")
    assert ranking == Ranking(
        ranks={"b": 1, "a": 1, "c": 3, "out": None}, order=("a", "b", "c"), tied=(("a", "b"),)
    )


def test_adda_2022_a_tie_is_broken_by_5_3_then_5_2_then_lots() -> None:
    """Adda Inköpscentral 10539, section 3.1.1: the larger deduction for 5.3, then for 5.2, then a lottery."""
    rule = TieRule((TieCriterion("5_3"), TieCriterion("5_2")), last="drawn_lot", seed="10539")
    totals = dict.fromkeys("abcd", 60_000.0) | {"e": 59_000.0}
    figures = {
        "5_3": {"a": 10_000.0, "b": 30_000.0, "c": 10_000.0, "d": 10_000.0, "e": 0.0},
        "5_2": {"a": 30_000.0, "b": 0.0, "c": 45_000.0, "d": 30_000.0, "e": 0.0},
    }
    ranking = rank_bids(totals, totals, "lower", Ties("LOT-0001", rule, figures))
    drawn = draw_lots("10539", "LOT-0001", ["a", "d"])
    assert ranking.order == ("e", "b", "c", *drawn)
    assert dict(ranking.ranks) == {bid: place for place, bid in enumerate(ranking.order, start=1)}
    assert ranking.tied == ()
    assert [(broken.by, set(broken.bids)) for broken in ranking.tie_broken_by] == [
        ("5_3", {"a", "b", "c", "d"}),
        ("5_2", {"a", "c", "d"}),
        ("drawn_lot", {"a", "d"}),
    ]


def test_a_tie_can_be_broken_by_a_value_where_lower_is_better() -> None:
    rule = TieRule((TieCriterion("price", by="value", better="lower"),))
    ties = Ties("LOT-0001", rule, {"price": {"a": 120.0, "b": 100.0, "c": 100.0}})
    ranking = rank_bids(dict.fromkeys("abc", 5.0), "abc", "higher", ties)
    assert ranking.ranks == {"b": 1, "c": 1, "a": 3}
    assert ranking.tied == (("b", "c"),)
    assert ranking.tie_broken_by == (TieBreak(("b", "c", "a"), "price"),)


def test_a_criterion_on_which_a_tied_bid_has_no_figure_does_not_decide() -> None:
    rule = TieRule((TieCriterion("life"),))
    ties = Ties("LOT-0001", rule, {"life": {"a": 9.0, "b": float("nan")}})
    assert rank_bids({"a": 5.0, "b": 5.0}, "ab", "higher", ties).tied == (("a", "b"),)


def test_a_drawn_lot_can_be_drawn_again_by_anyone() -> None:
    """Ascending SHA-256 of the JSON array; written out here without our function."""
    written = {
        bid: hashlib.sha256(f'["2026-03-01","LOT-0002","{bid}"]'.encode()).hexdigest()
        for bid in ("11", "22", "33")
    }
    assert draw_lots("2026-03-01", "LOT-0002", ["33", "11", "22"]) == tuple(
        sorted(written, key=written.__getitem__)
    )


def test_drawn_lots_favour_no_place_in_the_list() -> None:
    """Over 3,000 seeds each of three bids comes first about 1,000 times; 5 standard deviations are 129."""
    first = [draw_lots(str(seed), "LOT-0001", ["a", "b", "c"])[0] for seed in range(3000)]
    assert all(abs(first.count(bid) - 1000) < 129 for bid in "abc")


def test_an_admitted_bid_without_a_total_is_named_and_not_ranked() -> None:
    ranking = rank_bids({"a": 5.0, "b": float("nan"), "c": float("nan")}, ["a", "b"], "higher")
    assert ranking.ranks == {"a": 1, "b": None, "c": None}
    assert ranking.without_total == ("b",)


def test_goldilocks_the_outer_bids_tie_and_the_middle_one_is_last() -> None:
    """50 x lowest / price + 50 x quality: (50,50) 75, (75,75) 70.83, (100,100) 75; recomputed."""
    price = 100 * 50 / np.array([50, 75, 100])
    model = WeightedPoints({"price": Decimal(50), "quality": Decimal(50)})
    totals = model.total(np.array([price, [50, 75, 100]]))
    np.testing.assert_allclose(totals, [75, 70.8333, 75], atol=5e-5)
    ranking = rank_bids(dict(zip("ABC", totals, strict=True)), "ABC", "higher")
    assert ranking.ranks == {"A": 1, "B": 3, "C": 1}


def test_no_bids_are_ranked_without_fault() -> None:
    assert rank_bids({}, [], "lower") == Ranking(ranks={}, order=())


def test_lots_are_not_drawn_without_a_recorded_seed() -> None:
    with pytest.raises(UnusableModelError) as caught:
        TieRule(last="drawn_lot")
    assert caught.value.code == "tie_seed_missing"


def test_a_tie_rule_asks_for_the_figures_it_reads() -> None:
    with pytest.raises(UnusableModelError) as caught:
        Ties("LOT-0001", TieRule((TieCriterion("price"),)))
    assert caught.value.code == "tie_criterion_without_figures"
