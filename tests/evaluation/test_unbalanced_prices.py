"""Unbalanced unit prices by hand: distance from the line's median, near-zero prices, and half and double quantities."""

import numpy as np
import pytest

from evaluation import evaluate
from evaluation.bid import Bid
from evaluation.result import LotEvaluation
from evaluation.tender import Item
from tests.builders import LOT, bid_of, tender_of

ITEMS = [
    Item(key=key, lot=LOT, title_da=key, quantity=(quantity,), reference_life=1, reference=True)
    for key, quantity in (("hour", 10.0), ("part", 100.0))
]


def bid(name: str, hour: float, part: float, **more: object) -> Bid:
    rows = [
        {"key": key, "offered": "yes", "product": "x", "unit_price": price, **more}
        for key, price in (("hour", hour), ("part", part))
    ]
    return bid_of(name, prices=rows)


def lot_of(*bids: Bid, **model: object) -> LotEvaluation:
    return evaluate(tender_of(ITEMS, model={"study_years": 1, **model}), bids).lots[LOT]


def flags(lot: LotEvaluation, kind: str) -> dict[str, object]:
    return {flag.bid: flag.warning.values for flag in lot.flags if flag.kind == kind}


def test_a_near_zero_hourly_rate_is_told_as_it_was_in_kofa_2017_97() -> None:
    """Hours at 1, 900 and 1,000: the median is 900, and 1 is 0.11 % of it; the parts are alike.

    KOFA 2017/97: a near-zero hourly rate set the reference of the criterion.
    """
    lot = lot_of(bid("a", 1, 50), bid("b", 900, 50), bid("c", 1000, 50))
    told = flags(lot, "low_line")
    assert set(told) == {"a"}
    assert (told["a"]["percent"], told["a"]["found"], told["a"]["place"]) == (0.1, 1.0, "a.xlsx: prices!D7")  # type: ignore[index]
    # The same line is not asked about twice.
    assert flags(lot, "unbalanced") == {}
    assert (
        flags(
            lot_of(bid("a", 1, 50), bid("b", 900, 50), bid("c", 1000, 50), near_zero_share=0.001), "low_line"
        )
        == {}
    )


@pytest.mark.parametrize(
    ("price", "expected"), [(150.0, True), (149.99, False), (50.0, True), (50.01, False)]
)
def test_the_distance_from_the_median_is_inclusive(price: float, expected: bool) -> None:  # noqa: FBT001  (a case)
    """The median of 100, 100 and the price is 100; half of it away is 50 or 150."""
    lot = lot_of(bid("a", price, 50), bid("b", 100, 50), bid("c", 100, 50))
    assert ("a" in flags(lot, "unbalanced")) == expected


def test_two_prices_have_no_line_median_that_tells_which_is_strange() -> None:
    lot = lot_of(bid("a", 1, 50), bid("b", 900, 50))
    assert np.isnan(lot.price_lines.of_median).all()
    assert flags(lot, "low_line") == flags(lot, "unbalanced") == {}


def test_a_price_of_a_pack_is_compared_by_the_unit_and_another_basis_of_the_fee_not_at_all() -> None:
    """1,000 for a pack of ten is 100 each, as the others; an hour by the month is no price of a piece."""
    lot = lot_of(
        bid("a", 1000, 500, pieces_per_pack=10.0), bid("b", 100, 50), bid("c", 100, 50), prices_per_pack=True
    )
    assert lot.price_lines.of_median.tolist() == [[1.0, 1.0]] * 3
    assert flags(lot, "unbalanced") == {}
    monthly = lot_of(
        bid("a", 10, 50, fee_basis="month"),
        bid("b", 100, 50, fee_basis="unit"),
        bid("c", 100, 50, fee_basis="unit"),
    )
    assert np.isnan(monthly.price_lines.of_median).all()


def test_half_and_double_of_a_line_cost_what_they_cost_by_hand() -> None:
    """Two bids on 10 hours and 100 parts.

    ======  ==================  ==================  =====
    bid     hours               parts               lot
    ======  ==================  ==================  =====
    a       10 x 100 = 1,000    100 x 10 = 1,000    2,000
    b       10 x 30 = 300       100 x 18 = 1,800    2,100
    ======  ==================  ==================  =====

    Double the hours: a 3,000 and b 2,400; half: a 1,500 and b 1,950. Double the parts: a 3,000 and b 3,900; half:
    a 1,500 and b 1,200. So b is the cheapest at double the hours, and at half the parts.
    """
    lot = lot_of(bid("a", 100, 10), bid("b", 30, 18))
    lines = lot.price_lines
    assert lines.lot_costs.tolist() == [
        [[1500.0, 1500.0], [1950.0, 1200.0]],
        [[3000.0, 3000.0], [2400.0, 3900.0]],
    ]
    assert lines.changes_first.tolist() == [[False, True], [True, False]]
    assert lines.changes_order.tolist() == [[False, True], [True, False]]
    (told,) = [w.values for w in lot.warnings if w.code == "quantity_decides_price"]
    # The parts differ by 800 between the bids, the hours by 700.
    assert (told["count"], told["item"], told["factor"], told["bids"], told["cost"], told["now"]) == (
        2, "part", 0.5, ["b"], 1200.0, ["a"],
    )  # fmt: skip


def test_where_one_bid_is_the_cheapest_on_every_line_no_quantity_decides() -> None:
    lot = lot_of(bid("a", 90, 9), bid("b", 100, 10), bid("c", 95, 11))
    assert not lot.price_lines.changes_first.any()
    assert "quantity_decides_price" not in {w.code for w in lot.warnings}
