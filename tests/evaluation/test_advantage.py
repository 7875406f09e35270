"""What a promise that is not kept had gained, against arithmetic by hand.

An oven for ten years without discounting; electricity 1.60 kr. a kWh. Alfa: 10,000 kr., 100 kWh a year, guarantee five
years; cost 10,000 + 10 x 1.6 x 100 = 11,600. Beta: 13,000 kr., no electricity, guarantee two years; cost 13,000.
"""

from decimal import Decimal

import pytest

from evaluation import Evaluation, evaluate
from evaluation.advantage import Advantage, Delivered, advantages, worse_by, worth_of_a_point
from evaluation.bid import Bid
from evaluation.evaluation_model import Criterion, ResourcePrice
from evaluation.tender import Tender
from tests.builders import LOT, bid_of, tender_of
from tests.evaluation.test_claim_clauses import CRITERIA, OVEN

LINEAR, GUARANTEE = CRITERIA[0], CRITERIA[1].model_copy(update={"weight": Decimal(40)})
INTERVAL = LINEAR.model_copy(
    update={"rule": "fixed_interval", "slope": None, "full_at": 10_000.0, "zero_at": 30_000.0}
)
ESCALATING = LINEAR.model_copy(
    update={"rule": "linear_escalating", "slope": 30.0, "slope_step": 10.0, "slope_most": 90.0}
)
LOGARITHM = LINEAR.model_copy(update={"rule": "logarithmic", "slope": None, "zero_multiple": 2.0})
RATIO = LINEAR.model_copy(update={"rule": "best_ratio", "slope": None})


def bidder(name: str, price: float, kwh: float, guarantee: float) -> Bid:
    return bid_of(
        name,
        prices=[{"key": "oven", "offered": "yes", "product": "x", "unit_price": price}],
        product_data=[{"key": "oven", "electricity_kwh_per_year": kwh, "guarantee": guarantee}],
    )


BIDS = (bidder("alfa", 10_000.0, 100.0, 5.0), bidder("beta", 13_000.0, 0.0, 2.0))


def oven(*criteria: Criterion, **model: object) -> Tender:
    price = (ResourcePrice(key="electricity", price=1.6, unit="kWh"),)
    return tender_of([OVEN], criteria, resource_prices=price, model={"discount_rate": 0.0, **model})


def gained(done: Evaluation, bid: str, field: str, value: float) -> Advantage:
    (found,) = advantages(done, BIDS, LOT, bid, [Delivered("product_data", "oven", field, value)])
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("price", "bid", "worth"),
    [
        # The lowest cost is 11,600: 11,600 x 50 % / 10 / 0.6, whoever the bidder is.
        (LINEAR, "alfa", 966.666667),
        (LINEAR, "beta", 966.666667),
        # (30,000 - 10,000) / 10 / 0.6.
        (INTERVAL, "alfa", 3333.333333),
        # 13,000 squared / 11,600 / 10 / 0.6.
        (RATIO, "beta", 2428.160920),
        # 13,000 is 12 % over 11,600, within 30 %: 11,600 x 30 % / 10 / 0.6.
        (ESCALATING, "beta", 580.0),
        # 13,000 x ln 2 / 10 / 0.6.
        (LOGARITHM, "beta", 1501.818891),
    ],
)
def test_a_point_is_worth_the_cost_that_gives_it(price: Criterion, bid: str, worth: float) -> None:
    lot = evaluate(oven(price, GUARANTEE), BIDS).lots[LOT]
    assert worth_of_a_point(lot, bid, "cost") == pytest.approx(worth, rel=2e-6)


def test_points_not_earned_are_money_by_the_worth_of_a_point() -> None:
    """Guarantee 3.5 years for 5: (5 - 3.5) / 3 x 10 = 5 points, 40 % of them 2; 2 x 966.67 = 1,933.33 kr."""
    found = gained(evaluate(oven(LINEAR, GUARANTEE), BIDS), "alfa", "guarantee", 3.5)
    assert [found.cost, found.points] == pytest.approx([0.0, 2.0])
    assert found.money == pytest.approx(1933.333333)


def test_cost_not_kept_is_money_as_it_is_even_of_the_cheapest_bid() -> None:
    """150 kWh for 100: 10 x 1.6 x 50 = 800 kr. Alfa is the cheapest, and its best does not move with it."""
    found = gained(evaluate(oven(LINEAR, GUARANTEE), BIDS), "alfa", "electricity_kwh_per_year", 150.0)
    assert [found.cost, found.points, found.money] == pytest.approx([800.0, 0.0, 800.0])


def test_beyond_full_points_nothing_was_gained_and_better_than_promised_is_no_debt() -> None:
    done = evaluate(oven(LINEAR, GUARANTEE), BIDS)
    assert gained(done, "alfa", "guarantee", 6.0).money == 0.0
    assert gained(done, "alfa", "electricity_kwh_per_year", 50.0).money == 0.0


def test_where_the_lowest_cost_wins_the_advantage_is_the_difference_in_cost() -> None:
    price = LINEAR.model_copy(update={"weight": Decimal(100), "rule": None, "slope": None})
    done = evaluate(oven(price, combination="lowest_cost"), BIDS)
    found = gained(done, "alfa", "electricity_kwh_per_year", 150.0)
    assert [found.worth_of_a_point, found.money] == pytest.approx([0.0, 800.0])


@pytest.mark.parametrize(
    ("combination", "weights", "advantage"),
    [
        # 5 of 10 points are missing: 11,600 x (1 + 40/60 x 5/10) less 11,600.
        ("percentage_surcharge", (60, 40), 3866.666667),
        # Half the quality for the same price: the price would have to be half, 11,600 x (1 - 5/10) lower.
        ("quality_per_price", (None, 100), 5800.0),
        # The best quality is alfa's own, as promised, and stands: 1 - (1 - 0.5) x 40/60 = 2/3 of the index.
        ("utility_index", (60, 40), 3866.666667),
    ],
)
def test_in_a_price_model_the_advantage_is_what_the_price_would_have_to_fall_by(
    combination: str, weights: tuple[int | None, int], advantage: float
) -> None:
    """Guarantee 3.5 years for 5: (5 - 3.5) / 3 x 10 = 5 points fewer of 10; the lowest price stands."""
    weight = [None if each is None else Decimal(each) for each in weights]
    price = LINEAR.model_copy(update={"rule": None, "slope": None, "weight": weight[0]})
    quality = GUARANTEE.model_copy(update={"weight": weight[1]})
    done = evaluate(oven(price, quality, combination=combination), BIDS)
    assert gained(done, "alfa", "guarantee", 3.5).money == pytest.approx(advantage)


def test_each_promise_is_calculated_alone_and_in_its_own_place() -> None:
    done = evaluate(oven(LINEAR, GUARANTEE), BIDS)
    asked = [
        Delivered("product_data", "oven", "guarantee", 3.5),
        Delivered("product_data", "oven", "electricity_kwh_per_year", 150.0),
    ]
    together = advantages(done, BIDS, LOT, "alfa", asked)
    assert [each.money for each in together if each] == pytest.approx([1933.333333, 800.0])


def test_the_evaluation_that_the_bid_won_by_is_left_as_it_is() -> None:
    done = evaluate(oven(LINEAR, GUARANTEE), BIDS)
    before = done.lots[LOT].total.to_dict()
    gained(done, "alfa", "guarantee", 1.0)
    assert done.lots[LOT].total.to_dict() == before
    assert BIDS[0].tables["product_data"]["guarantee"].tolist() == [5.0]


@pytest.mark.parametrize(
    ("place", "promised", "values"),
    [
        (("product_data", "oven", "electricity_kwh_per_year"), 200.0, [180.0, 220.0]),
        (("product_data", "oven", "reused_share"), 1.0, [0.9]),
        (("product_data", "oven", "guarantee"), 0.0, []),
        (("substance_answers", "oven/pvc", "contained"), "no", ["yes"]),
        (("prices", "oven", "product"), "Ovn 3000", []),
    ],
)
def test_a_shortfall_is_a_share_of_the_promise_within_the_limits_of_its_field(
    place: tuple[str, str, str], promised: float | str, values: list[float | str]
) -> None:
    assert [each.value for each in worse_by(place, promised, 0.1)] == values


def test_copies_made_one_at_a_time_give_what_copies_made_together_give(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    done = evaluate(oven(LINEAR, GUARANTEE), BIDS)
    asked = [Delivered("product_data", "oven", "guarantee", years) for years in (4.5, 3.5, 2.5)]
    together = advantages(done, BIDS, LOT, "alfa", asked)
    monkeypatch.setattr("evaluation.advantage.MOST_COPIES", 1)
    assert advantages(done, BIDS, LOT, "alfa", asked) == together
