"""Awards in a lot and over lots."""

from decimal import Decimal

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluation.scoring.award import (
    Awarded,
    AwardForm,
    LotLimit,
    LotToAward,
    PassedOver,
    award_lot,
    award_lots,
)
from evaluation.scoring.ranking import Ranking, rank_bids
from evaluation.scoring.unusable import UnusableModelError


def _ranking(**totals: float) -> Ranking:
    return rank_bids(totals, totals, "higher")


def _winners(lots: list[LotToAward], limit: LotLimit | None = None) -> dict[str, list[str]]:
    return {lot: [each.bid for each in award.awarded] for lot, award in award_lots(lots, limit).items()}


def test_a_single_supplier_is_the_best_bid() -> None:
    award = award_lot(LotToAward("LOT-0001", _ranking(a=7, b=9, c=8)))
    assert award.awarded == (Awarded("b", 1),)
    assert award.not_awarded_reason is None


def test_a_cascade_awards_positions_in_rank_order_and_fewer_where_there_are_fewer_bids() -> None:
    lot = LotToAward("LOT-0001", _ranking(a=7, b=9), suppliers=3, form="cascade")
    assert award_lot(lot).awarded == (Awarded("b", 1), Awarded("a", 2))


def test_a_lot_without_admitted_bids_says_so() -> None:
    ranking = rank_bids({"a": 5.0}, [], "higher")
    assert award_lot(LotToAward("LOT-0001", ranking)).not_awarded_reason == "no_admitted_bids"


def test_no_award_passes_an_admitted_bid_by_that_has_no_total() -> None:
    award = award_lot(LotToAward("LOT-0001", _ranking(a=7, b=float("nan"))))
    assert (award.awarded, award.not_awarded_reason) == ((), "admitted_bid_without_total")


@pytest.mark.parametrize(
    ("form", "suppliers", "reason"),
    [
        ("single", 1, "tie"),  # a and b are both first
        ("cascade", 2, "tie"),  # both are in, in no order
        ("mini_competition", 2, None),  # both are in, and need no order
        ("mini_competition", 3, "tie"),  # c and d are both third
        ("cascade", 4, "tie"),
        ("mini_competition", 4, None),
    ],
)
def test_a_tie_stops_an_award_only_where_it_decides_something(
    form: AwardForm, suppliers: int, reason: str | None
) -> None:
    """Totals 9, 9, 8, 8."""
    lot = LotToAward("LOT-0001", _ranking(a=9, b=9, c=8, d=8), suppliers=suppliers, form=form)
    award = award_lot(lot)
    assert award.not_awarded_reason == reason
    assert len(award.awarded) == (0 if reason else suppliers)


def test_suppliers_without_an_order_share_the_position_of_their_rank() -> None:
    lot = LotToAward("LOT-0001", _ranking(a=9, b=9, c=8), suppliers=3, form="mini_competition")
    assert [each.position for each in award_lot(lot).awarded] == [1, 1, 3]


def test_a_tie_below_the_last_position_changes_nothing() -> None:
    award = award_lot(LotToAward("LOT-0001", _ranking(a=9, b=8, c=8)))
    assert award.awarded == (Awarded("a", 1),)


def test_a_bidder_at_its_limit_is_passed_over_and_the_next_takes_its_place() -> None:
    """A is best in all three lots and may have two; the third goes to c."""
    lots = [
        LotToAward("LOT-0001", _ranking(a=9, b=8)),
        LotToAward("LOT-0002", _ranking(a=9, b=8)),
        LotToAward("LOT-0003", _ranking(a=9, b=7, c=8)),
    ]
    awards = award_lots(lots, LotLimit(2))
    assert awards["LOT-0003"].awarded == (Awarded("c", 1),)
    assert awards["LOT-0003"].passed_over == (PassedOver("a", "lot_limit_reached"),)
    assert _winners(lots) == {"LOT-0001": ["a"], "LOT-0002": ["a"], "LOT-0003": ["a"]}


def test_the_published_rule_says_which_lot_a_bidder_keeps() -> None:
    """A is best in both and may have one: the first in lot order, the second by value."""
    lots = [
        LotToAward("LOT-0001", _ranking(a=9, b=8), estimated_value=Decimal(1_000_000)),
        LotToAward("LOT-0002", _ranking(a=9, b=8), estimated_value=Decimal(3_000_000)),
    ]
    assert _winners(lots, LotLimit(1, "lot_order")) == {"LOT-0001": ["a"], "LOT-0002": ["b"]}
    assert _winners(lots, LotLimit(1, "largest_value_first")) == {"LOT-0001": ["b"], "LOT-0002": ["a"]}


def test_equal_values_are_decided_in_lot_order() -> None:
    lots = [
        LotToAward(name, _ranking(a=9, b=8), estimated_value=Decimal(5)) for name in ("LOT-0001", "LOT-0002")
    ]
    assert _winners(lots, LotLimit(1, "largest_value_first")) == {"LOT-0001": ["a"], "LOT-0002": ["b"]}


def test_a_lot_where_everyone_is_at_the_limit_is_not_awarded() -> None:
    lots = [LotToAward(name, _ranking(a=9)) for name in ("LOT-0001", "LOT-0002")]
    award = award_lots(lots, LotLimit(1))["LOT-0002"]
    assert award.not_awarded_reason == "all_passed_over"
    assert award.passed_over == (PassedOver("a", "lot_limit_reached"),)


def test_positions_of_a_cascade_close_up_over_a_bidder_passed_over() -> None:
    lots = [
        LotToAward("LOT-0001", _ranking(b=9)),
        LotToAward("LOT-0002", _ranking(a=9, b=8, c=7, d=6), suppliers=2, form="cascade"),
    ]
    award = award_lots(lots, LotLimit(1))["LOT-0002"]
    assert award.awarded == (Awarded("a", 1), Awarded("c", 2))
    assert award.passed_over == (PassedOver("b", "lot_limit_reached"),)


def test_a_lot_that_hangs_on_an_undecided_one_waits_and_one_that_does_not_is_awarded() -> None:
    """A and b tie in lot 1, limit one: lot 2 (a before d) waits, lot 3 (c before a) does not."""
    lots = [
        LotToAward("LOT-0001", _ranking(a=9, b=9)),
        LotToAward("LOT-0002", _ranking(a=9, d=8)),
        LotToAward("LOT-0003", _ranking(a=8, c=9)),
    ]
    awards = award_lots(lots, LotLimit(1))
    assert awards["LOT-0001"].not_awarded_reason == "tie"
    assert awards["LOT-0002"].not_awarded_reason == "earlier_lot_undecided"
    assert awards["LOT-0003"].awarded == (Awarded("c", 1),)


@given(seed=st.integers(0, 10**6), limit=st.integers(1, 3), suppliers=st.integers(1, 2))
def test_nobody_is_awarded_more_lots_than_the_limit_and_no_better_bid_below_it_is_left_out(
    seed: int, limit: int, suppliers: int
) -> None:
    draw = np.random.default_rng(seed)
    lots = [
        LotToAward(
            f"LOT-000{n}",
            _ranking(**dict(zip("abcd", draw.permutation(4).astype(float), strict=True))),
            suppliers=suppliers,
            form="single" if suppliers == 1 else "cascade",
        )
        for n in range(5)
    ]
    won = dict.fromkeys("abcd", 0)
    for lot, award in zip(lots, award_lots(lots, LotLimit(limit)).values(), strict=True):
        expected = [bid for bid in lot.ranking.order if won[bid] < limit][:suppliers]
        assert [each.bid for each in award.awarded] == expected
        for bid in expected:
            won[bid] += 1
    assert max(won.values()) <= limit


def test_lots_ordered_by_value_need_every_value() -> None:
    with pytest.raises(UnusableModelError) as caught:
        award_lots([LotToAward("LOT-0001", _ranking(a=9))], LotLimit(1, "largest_value_first"))
    assert (caught.value.code, caught.value.values) == ("estimated_value_missing", {"lot": "LOT-0001"})


def test_a_single_award_has_one_supplier() -> None:
    with pytest.raises(UnusableModelError) as caught:
        LotToAward("LOT-0001", _ranking(a=9), suppliers=2)
    assert caught.value.code == "suppliers_out_of_range"
