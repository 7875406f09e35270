"""A criterion that parts kinds of product and nothing else: single-use at one end, what goes round at the other."""

from collections.abc import Sequence
from decimal import Decimal

import pytest

from evaluation import evaluate
from evaluation.bid import Bid
from evaluation.evaluation_model import Criterion
from evaluation.tender import Item
from tests.builders import LOT, bid_of, tender_of
from tests.evaluation.test_circulation import asked, gown
from texts.problems import warning_text

# Kilograms that wear in 4,000 uses of 0.1 kg a piece: 400 of what is used once, and 8 of what is used fifty times.
Interval = tuple[float, float]


def uses(name: str, uses_per_piece: float, mass: float = 0.1) -> Bid:
    """Return a bid on a gown that is used so many times."""
    return bid_of(
        name,
        prices=[{"key": "gown", "offered": "yes", "product": "x", "unit_price": 1.0, "fee_basis": "unit"}],
        product_data=[{"key": "gown", "guarantee": uses_per_piece, "mass_kg": mass, "packaging_kg": 0.0}],
        circulation=[{"key": "gown", "uses_per_piece": uses_per_piece, "loss_per_use": 0.0}],
    )


def told(bids: Sequence[Bid], ends: Interval = (400.0, 8.0), measure: str = "residual_waste") -> list[object]:
    """Return the warnings: criterion, and which kind is at the top and which at the bottom."""
    criterion = Criterion(
        lot=LOT, id="c", title_da="C", weight=Decimal(100), measure=measure, rule="fixed_interval",
        zero_at=ends[0], full_at=ends[1],
    )  # fmt: skip
    found = evaluate(asked(gown(), criteria=[criterion]), bids).lots[LOT].warnings
    for each in found:
        if each.code == "points_follow_kind_of_product":
            assert "{" not in warning_text(each, "en")
    return [
        (w.values["criterion"], w.values["top"], w.values["bottom"])
        for w in found
        if w.code == "points_follow_kind_of_product"
    ]


ONCE = [uses("a", 1.0), uses("b", 1.0, 0.098)]
ROUND = [uses("c", 50.0), uses("d", 48.0)]


def test_two_kinds_at_the_two_ends_of_the_scale_are_told() -> None:
    assert told([*ONCE, *ROUND]) == [("c", "circulating", "single_use")]


def test_points_beyond_the_scale_are_at_its_end_too() -> None:
    assert told([*ONCE, *ROUND], ends=(300.0, 100.0)) == [("c", "circulating", "single_use")]


@pytest.mark.parametrize(
    "bids",
    [
        [*ONCE, ROUND[0]],
        [ONCE[0], *ROUND],
        # One of the reusable gowns is in the middle of the scale.
        [*ONCE, *ROUND, uses("e", 2.0)],
        # One of the single-use gowns is light.
        [*ONCE, *ROUND, uses("e", 1.0, 0.06)],
    ],
)
def test_one_bid_of_a_kind_or_one_between_the_ends_is_no_pattern(bids: list[Bid]) -> None:
    assert told(bids) == []


def test_money_may_follow_the_kind() -> None:
    assert told([*ONCE, *ROUND], (4000.0, 80.0), "purchase_price") == []


def laptop(name: str, condition: str | None, guarantee: float) -> Bid:
    """Return a bid on a laptop in some condition."""
    price = {"key": "pc", "offered": "yes", "product": "x", "unit_price": 1.0, "condition": condition}
    return bid_of(name, prices=[price], product_data=[{"key": "pc", "guarantee": guarantee}])


@pytest.mark.parametrize(
    ("last", "expected"), [("used", [("new", "used")]), ("new", []), (None, [])]
)  # fmt: skip
def test_new_and_used_are_two_kinds_and_who_says_nothing_is_of_neither(
    last: str | None, expected: list[tuple[str, str]]
) -> None:
    item = Item(key="pc", lot=LOT, title_da="Pc", quantity=(1.0,), reference_life=4, reference=True)
    criterion = Criterion(
        lot=LOT, id="c", title_da="C", weight=Decimal(100), measure="guarantee", rule="fixed_interval",
        zero_at=1.0, full_at=5.0,
    )  # fmt: skip
    bids = [
        laptop("a", "new", 5.0), laptop("b", "new", 5.0), laptop("c", "remanufactured", 1.0),
        laptop("d", last, 1.0),
    ]  # fmt: skip
    found = evaluate(tender_of([item], [criterion]), bids).lots[LOT].warnings
    kinds = [(w.values["top"], w.values["bottom"]) for w in found if w.code.startswith("points_follow")]
    assert kinds == expected
