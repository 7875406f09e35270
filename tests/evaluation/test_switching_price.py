"""The price of CO2e at which another bid becomes the cheapest: lines that cross, held to the evaluation itself."""

from itertools import pairwise
from typing import Any

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from evaluation.result import LotEvaluation
from evaluation.switching_price import cheapest_changes, nearest_crossings
from tests.builders import figure
from tests.evaluation.lamps import RISING, lamp, lamps, of_lot, price

WITH = ("cost_with_external", "external_cost")
Lines = list[tuple[float, float]]


def cheapest_at(done: LotEvaluation) -> str:
    """Return the bid with the lowest cost with external cost."""
    return str(done.indicators["cost_with_external"].idxmin())


def test_two_lamps_change_places_where_the_dearer_one_saves_its_price() -> None:
    """100 kr. and 50 kg against 130 kr. and 20 kg, ten of each, not discounted: 300 kr. / 0.3 t = 1,000 kr./t."""
    model: dict[str, Any] = {"external_discounted": False, "reported_measures": WITH}
    dear, cheap = lamp("green", 130.0, 20.0, 0.0), lamp("cheap", 100.0, 50.0, 0.0)
    found = of_lot(lamps([price(400)], **model), cheap, dear).switching_prices
    (change,) = found.changes
    assert change.price == pytest.approx(1000)
    assert (change.before, change.after) == (("cheap",), ("green",))
    assert found.published == 400
    assert found.below is None
    assert found.above is not None
    assert found.above.price == pytest.approx(1000)
    for tonne, name in ((999.0, "cheap"), (1001.0, "green")):
        assert cheapest_at(of_lot(lamps([price(tonne)], **model), cheap, dear)) == name


def test_a_rising_path_keeps_its_shape_and_the_price_is_that_of_the_first_year() -> None:
    """The same path times any factor: the figures of the evaluation at that path meet at the price found."""
    bids = lamp("cheap", 100.0, 40.0, 60.0), lamp("green", 140.0, 20.0, 60.0)
    (change,) = of_lot(lamps(RISING, reported_measures=WITH), *bids).switching_prices.changes
    scaled = [row.model_copy(update={"price": row.price * change.price / 1000}) for row in RISING]
    done = of_lot(lamps(scaled, reported_measures=WITH), *bids)
    assert figure(done, "cheap", "cost_with_external") == pytest.approx(
        figure(done, "green", "cost_with_external")
    )


def test_without_a_published_price_the_price_is_the_same_in_all_years() -> None:
    bids = lamp("cheap", 100.0, 40.0, 60.0), lamp("green", 140.0, 20.0, 60.0)
    found = of_lot(lamps([]), *bids).switching_prices
    assert found.published is None
    flat = of_lot(lamps([price(found.changes[0].price)], reported_measures=WITH), *bids)
    assert figure(flat, "cheap", "cost_with_external") == pytest.approx(
        figure(flat, "green", "cost_with_external")
    )


def test_why_there_is_no_price() -> None:
    assert of_lot(lamps([], reported_measures=()), lamp("a"), lamp("b")).switching_prices.reason == (
        "emissions_not_counted"
    )
    alone = of_lot(lamps(), lamp("a"), lamp("b", gwp=np.nan)).switching_prices
    assert (alone.reason, alone.left_out) == ("fewer_than_two_bids", ("b",))


def test_a_bid_that_costs_least_and_emits_least_is_the_cheapest_at_every_price() -> None:
    assert cheapest_changes(("a", "b"), np.array([1.0, 2]), np.array([1.0, 2])) == ()


def test_bids_that_cost_the_same_part_at_once_where_they_emit_differently() -> None:
    """At a price of nought they are equal; at any other the one that emits less is the cheapest."""
    (change,) = cheapest_changes(("a", "b"), np.array([5.0, 5]), np.array([2.0, 1]))
    assert (change.price, change.before, change.after) == (0.0, ("a", "b"), ("b",))


def test_parallel_lines_share_the_place_or_never_cross() -> None:
    same = cheapest_changes(("a", "b", "c"), np.array([5.0, 5, 9]), np.array([2.0, 2, 1]))
    assert [(s.price, s.before, s.after) for s in same] == [(4.0, ("a", "b"), ("c",))]
    assert cheapest_changes(("a", "b"), np.array([5.0, 7]), np.array([2.0, 2])) == ()
    assert nearest_crossings(("a", "b"), np.array([5.0, 7]), np.array([2.0, 2]), 3.0) == (None, None)


def test_three_lines_that_meet_in_one_point_pass_the_place_to_the_flattest() -> None:
    """100 + 2p, 130 + p and 160 meet at 30: the middle one is never the cheapest alone."""
    (change,) = cheapest_changes(("a", "b", "c"), np.array([100.0, 130, 160]), np.array([2.0, 1, 0]))
    assert (change.price, change.before, change.after) == (30.0, ("a",), ("c",))


def test_the_order_of_all_bids_changes_next_to_the_published_price() -> None:
    """Lines 100 + 2p, 130 + p and 190 cross at 30, 45 and 60."""
    lines = ("a", "b", "c"), np.array([100.0, 130, 190]), np.array([2.0, 1, 0])
    below, above = nearest_crossings(*lines, 50.0)
    assert below is not None
    assert above is not None
    assert (below.price, below.bids) == (45.0, ("a", "c"))
    assert (above.price, above.bids) == (60.0, ("b", "c"))


LINES = st.lists(st.tuples(st.integers(0, 1000), st.integers(-20, 200)), min_size=2, max_size=6)


@settings(max_examples=200, deadline=None)
@given(LINES)
def test_the_cheapest_bid_changes_at_the_prices_found_and_nowhere_else(lines: Lines) -> None:
    """Between two prices one set of bids is the lowest throughout; on both sides of a price it is another."""
    cost, tonnes = (np.array(part, dtype=float) for part in zip(*lines, strict=True))
    ids = tuple(str(n) for n in range(len(lines)))
    changes = cheapest_changes(ids, cost, tonnes)
    prices = [change.price for change in changes]
    assert prices == sorted(prices)

    def lowest(at: float) -> set[str]:
        totals = cost + at * tonnes
        return {ids[n] for n in np.flatnonzero(totals <= totals.min() + 1e-9 * max(1.0, abs(totals).max()))}

    edges = [0.0, *prices, (prices[-1] if prices else 0.0) + 2000.0]
    gaps = list(pairwise(edges))
    assume(all(high - low > 1e-6 or high == low == 0.0 for low, high in gaps))
    for change, (low, high) in zip(changes, gaps[1:], strict=True):
        assert lowest((low + high) / 2) == set(change.after)
        before = change.price / 2 if change is changes[0] else None
        if change.price > 0.0 and before is not None:
            assert lowest(before) == set(change.before)
        assert set(change.before) != set(change.after)
    if not changes:
        assert lowest(1.0) == lowest(5000.0)


@settings(max_examples=10, deadline=None)
@given(
    st.lists(st.tuples(st.integers(50, 300), st.integers(0, 60)), min_size=2, max_size=4, unique=True),
    st.sampled_from([0.0, 0.04]),
)
def test_the_evaluation_at_a_price_on_either_side_names_another_bid(lines: Lines, rate: float) -> None:
    bids = [lamp(f"b{n}", cost, gwp, 0.0) for n, (cost, gwp) in enumerate(lines)]
    model: dict[str, Any] = {"discount_rate": rate, "reported_measures": WITH}
    for change in of_lot(lamps([price(100)], **model), *bids).switching_prices.changes:
        for side, names in ((0.99, change.before), (1.01, change.after)):
            at = change.price * side
            done = of_lot(lamps([price(at)], **model), *bids)
            other = done.switching_prices.changes
            near = [s for s in other if 0.98 * change.price < s.price < 1.02 * change.price]
            if change.price > 0.0 and len(near) == 1:
                assert cheapest_at(done) in names
