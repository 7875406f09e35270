"""Abnormally low prices: ProZorro's rule on the published case and on its own tests, and that a flag only asks."""

from random import Random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluation import evaluate
from evaluation.abnormally_low import low_prices
from evaluation.award_run import obstacles
from evaluation.bid import Bid
from evaluation.decisions import Admission, Decisions, Inquiry
from evaluation.evaluation_model import Criterion
from evaluation.tender import Item, Tender
from tests.builders import LOT, bid_of, tender_of

PRICE = Criterion(
    lot=LOT, id="price", title_da="Pris", weight="100", measure="purchase_price", rule="linear_over_best", slope=50,
)  # fmt: skip
THING = Item(key="thing", lot=LOT, title_da="Ting", quantity=(1.0,), reference_life=1, reference=True)
BY = {"lot": LOT, "reason": "r", "by": "Jonas Riis", "at": "2026-11-18"}


def tender(**model: object) -> Tender:
    return tender_of([THING], [PRICE], model={"study_years": 1, **model})


def bids(**prices: float) -> list[Bid]:
    return [
        bid_of(name, prices=[{"key": "thing", "offered": "yes", "product": "x", "unit_price": price}])
        for name, price in prices.items()
    ]


def admitted(*names: str, out: str = "", inquiries: tuple[Inquiry, ...] = ()) -> Decisions:
    rows = [Admission(bid=n, decision="not_admitted" if n == out else "admitted", **BY) for n in names]
    return Decisions(admissions=tuple(rows), inquiries=inquiries)


@pytest.mark.parametrize(
    ("amounts", "of_first"),
    [
        # ProZorro, openprocurement.api, awarding.py: 0.40 below the mean of the others, 0.30 below the next.
        ([600, 1000, 1100], (True, True)),
        ([690, 1000, 1000], (False, True)),
        ([700, 1000, 1000], (False, True)),
        ([800, 1000, 1100], (False, False)),
        # Its own tests, ranks after an auction left out: 600 of 1000 is 40 % exactly, and one bid has no other.
        ([600, 1000, 1000], (True, True)),
        ([600], (False, False)),
    ],
)
def test_prozorro_flags_the_published_bids(amounts: list[float], of_first: tuple[bool, bool]) -> None:
    found = low_prices(np.array(amounts, dtype=float), np.ones(len(amounts), dtype=bool), 0.4, 0.3)
    assert (bool(found.is_below_mean[0]), bool(found.is_below_next[0])) == of_first
    assert not found.is_below_mean[1:].any()
    assert not found.is_below_next[1:].any()


@given(
    st.lists(st.integers(1, 10**7), min_size=2, max_size=9),
    st.integers(2, 1000),
    st.randoms(use_true_random=False),
)
def test_a_flag_knows_neither_the_currency_nor_the_order_of_the_bids(
    amounts: list[int], times: int, draw: Random
) -> None:
    """Money times k flags the same bids, and so does any order of them."""
    counts = np.ones(len(amounts), dtype=bool)
    one = low_prices(np.array(amounts, dtype=float), counts, 0.4, 0.3)
    more = low_prices(np.array(amounts, dtype=float) * times, counts, 0.4, 0.3)
    assert one.is_below_mean.tolist() == more.is_below_mean.tolist()
    assert one.is_below_next.tolist() == more.is_below_next.tolist()
    order = list(range(len(amounts)))
    draw.shuffle(order)
    mixed = low_prices(np.array(amounts, dtype=float)[order], counts, 0.4, 0.3)
    flagged = {amounts[n] for n in range(len(amounts)) if one.is_below_mean[n]}
    assert {amounts[order[n]] for n in range(len(amounts)) if mixed.is_below_mean[n]} == flagged


def test_a_flag_says_its_figures_and_takes_no_bid_out() -> None:
    """600 is 1 - 600/1050 = 42.857 % below the mean of 1,000 and 1,100, and 40 % below 1,000."""
    lot = evaluate(tender(), bids(a=600, b=1000, c=1100)).lots[LOT]
    told = {w.code: w.values for w in lot.warnings if w.code.startswith("price_below")}
    assert told["price_below_mean"]["percent"] == 42.9
    assert told["price_below_mean"]["other"] == 1050.0
    assert (told["price_below_next"]["percent"], told["price_below_next"]["other"]) == (40.0, 1000.0)
    assert lot.ranking[0] == "a"
    assert lot.under_inquiry == {"a"}


def test_a_bid_that_is_out_is_neither_flagged_nor_compared_with() -> None:
    """Without b (1,000) the next of a (690) is c (800): 13.75 % below, and no flag."""
    decided = admitted("a", "b", "c", out="b")
    flags = evaluate(tender(), bids(a=690, b=1000, c=800), decided).lots[LOT].flags
    assert [flag.bid for flag in flags] == []
    flags = evaluate(tender(), bids(a=300, b=1000, c=1000), admitted("a", "b", "c", out="a")).lots[LOT].flags
    assert [flag.bid for flag in flags] == []


def test_a_hundred_per_cent_turns_the_rules_off() -> None:
    off = tender(low_below_mean=1.0, low_below_next=1.0)
    assert evaluate(off, bids(a=1, b=1000, c=1100)).lots[LOT].under_inquiry == frozenset()


def test_the_life_cycle_cost_is_compared_where_it_is_scored_and_the_purchase_price_is_not() -> None:
    flags = evaluate(tender_of([THING]), bids(a=600, b=1000, c=1100)).lots[LOT].flags
    assert {flag.about for flag in flags if flag.kind == "low_price"} == {"life_cycle_cost"}


def asked(decision: str | None, about: str = "purchase_price") -> tuple[Inquiry, ...]:
    return (Inquiry(bid="a", kind="low_price", about=about, decision=decision, asked_at="2026-11-10", **BY),)


@pytest.mark.parametrize(
    ("inquiries", "expected"),
    [
        ((), ["inquiry_open"]),
        (asked("pending"), ["inquiry_open"]),
        (asked(None), ["inquiry_open"]),
        (asked("explained", about="life_cycle_cost"), ["inquiry_open"]),
        (asked("explained"), []),
        (asked("not_explained"), []),
    ],
)
def test_the_low_price_of_a_winner_stands_against_an_award_until_its_explanation_is_judged(
    inquiries: tuple[Inquiry, ...], expected: list[str]
) -> None:
    decided = admitted("a", "b", "c", inquiries=inquiries)
    done = evaluate(tender(), bids(a=600, b=1000, c=1100), decided)
    assert [code for code, _ in obstacles(done, (), None) if code != "no_seal"] == expected
    # What is not explained rejects nothing by itself.
    assert done.lots[LOT].awarded == (("a", 1),)


def test_the_low_price_of_a_bid_that_does_not_win_stands_against_nothing() -> None:
    """By quality alone b is first; a's price is asked about and holds up no award."""
    quality = Criterion(
        lot=LOT, id="life", title_da="Garanti", weight="100", measure="guarantee", rule="fixed_interval",
        zero_at=0, full_at=10,
    )  # fmt: skip
    of = [
        bid_of(
            name,
            prices=[{"key": "thing", "offered": "yes", "product": "x", "unit_price": price}],
            product_data=[{"key": "thing", "guarantee": years}],
        )
        for name, price, years in (("a", 600.0, 1.0), ("b", 1000.0, 2.0), ("c", 1100.0, 1.9))
    ]
    done = evaluate(tender_of([THING], [quality]), of, admitted("a", "b", "c"))
    assert done.lots[LOT].under_inquiry == {"a"}
    assert [code for code, _ in obstacles(done, (), None)] == ["no_seal"]
