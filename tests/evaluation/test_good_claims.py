"""Claims far better than the others': which way is better, what is no claim, and a life beside its reference."""

import pytest

from evaluation import evaluate
from evaluation.bid import Bid
from evaluation.evaluation_model import Criterion
from evaluation.tender import Item, Tender
from tests.builders import LOT, bid_of, tender_of
from tests.evaluation.two_chairs import LEVELS

LIFE = Criterion(
    lot=LOT, id="life", title_da="Levetid", weight="100", measure="life", rule="fixed_interval", zero_at=5, full_at=15,
)  # fmt: skip
CHAIR = Item(key="chair", lot=LOT, title_da="Stol", quantity=(1.0,), reference_life=10, reference=True)


def chairs(**model: object) -> Tender:
    return tender_of([CHAIR], [LIFE], evidence_levels=LEVELS, model=model)


def chair(name: str, **product_data: object) -> Bid:
    return bid_of(
        name,
        prices=[{"key": "chair", "offered": "yes", "product": "x", "unit_price": 100.0}],
        product_data=[{"key": "chair", "guarantee": 2.0, **product_data}],
    )


def asked(tender: Tender, *bids: Bid) -> dict[str, str]:
    lot = evaluate(tender, bids).lots[LOT]
    return {flag.bid: flag.about for flag in lot.flags if flag.kind == "good_claim"}


@pytest.mark.parametrize(("years", "expected"), [(15.0, False), (15.1, True)])
def test_a_life_is_better_the_longer_it_is(years: float, expected: bool) -> None:  # noqa: FBT001  (a case)
    """The others claim 12 and 12: a quarter above the upper tenth is 15."""
    found = asked(
        chairs(), chair("a", claimed_life=years), chair("b", claimed_life=12.0), chair("c", claimed_life=12.0)
    )
    assert found == ({"a": "product_data.claimed_life"} if expected else {})


@pytest.mark.parametrize(("years", "expected"), [(12.5, False), (12.6, True)])
def test_a_life_beside_too_few_others_is_held_against_the_reference(years: float, expected: bool) -> None:  # noqa: FBT001  (a case)
    """The reference is 10 years, a quarter above it 12.5."""
    assert ("a" in asked(chairs(), chair("a", claimed_life=years), chair("b", claimed_life=11.0))) == expected


def test_a_longer_guarantee_is_a_promise_and_no_claim() -> None:
    assert asked(chairs(), chair("a", guarantee=10.0), chair("b"), chair("c")) == {}


@pytest.mark.parametrize(("share", "expected"), [(0.5, False), (0.51, True)])
def test_a_recycled_share_is_asked_about_without_any_criterion_on_emissions(
    share: float,
    expected: bool,  # noqa: FBT001  (a case)
) -> None:
    """The others state 40 %: a quarter above is 50 %."""
    bids = [chair(name, recycled_share=of) for name, of in (("a", share), ("b", 0.4), ("c", 0.4))]
    assert asked(chairs(), *bids) == ({"a": "product_data.recycled_share"} if expected else {})


def test_a_blank_is_no_claim_and_a_default_neither() -> None:
    """Two others are needed; one that says nothing is none."""
    bids = [chair("a", electricity_kwh_per_year=1.0), chair("b", electricity_kwh_per_year=100.0), chair("c")]
    assert asked(chairs(), *bids) == {}
    bids[2] = chair("c", electricity_kwh_per_year=100.0)
    assert asked(chairs(), *bids) == {"a": "product_data.electricity_kwh_per_year"}
