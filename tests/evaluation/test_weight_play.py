"""Another weight, rate or price: what the totals would be, and at the published figures what they are."""

from decimal import Decimal
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evaluation import Evaluation, evaluate
from evaluation.bid import Bid
from evaluation.decisions import Admission, Decisions, Judgement
from evaluation.evaluation_model import Criterion, ResourcePrice
from evaluation.tender import Item
from evaluation.weight_play import (
    Band,
    evaluate_with,
    leading_bands,
    playable_criteria,
    published_weight,
    totals_at,
)
from tests.builders import LOT, bid_of, figure, tender_of
from tests.samples import sample

PRICES, DESIGN, HELP = {"a": 125.0, "b": 100.0}, {"a": 9.0, "b": 1.0}, {"a": 5.0, "b": 5.0}


def criterion(key: str, weight: int, measure: str, **fields: object) -> Criterion:
    given_fields = {"title_da": key, "weight": Decimal(weight), **fields}
    return Criterion.model_validate({"lot": LOT, "id": key, "measure": measure, **given_fields})


def offers(**product_data: float) -> list[Bid]:
    return [
        bid_of(
            name,
            prices=[{"key": "thing", "offered": "yes", "product": "x", "unit_price": price}],
            product_data=[{"key": "thing", **product_data}],
        )
        for name, price in PRICES.items()
    ]


@pytest.fixture(scope="module")
def done() -> Evaluation:
    """Return two bids: ``b`` has 10 points for cost (60 %) and 2 for quality, ``a`` has 5 and 8.

    The cost of ``a`` is 25 % over the best: with the slope of 50 % half of the 10 points. Quality is 3/4 design
    and 1/4 help: 0.75 x 9 + 0.25 x 5 = 8 for ``a`` and 0.75 x 1 + 0.25 x 5 = 2 for ``b``.
    """
    judged = {"rule": "judged_points", "assessor_scale": 10.0}
    quality = Criterion(lot=LOT, id="quality", title_da="Kvalitet", weight=Decimal(40))
    tender = tender_of(
        [Item(key="thing", lot=LOT, title_da="Ting", quantity=(1.0,), reference_life=10)],
        (
            criterion("cost", 60, "life_cycle_cost", rule="linear_over_best", slope=50),
            quality,
            criterion("quality/design", 75, "judged:design", **judged),
            criterion("quality/help", 25, "judged:help", **judged),
        ),
    )
    decided = {"lot": LOT, "reason": "r", "by": "b", "at": "2026-11-20"}
    decisions = Decisions(
        admissions=tuple(Admission(bid=bid, decision="admitted", **decided) for bid in PRICES),
        judgements=tuple(
            Judgement(bid=bid, criterion=f"quality/{key}", points=points, **decided)
            for key, given_points in (("design", DESIGN), ("help", HELP))
            for bid, points in given_points.items()
        ),
    )
    return evaluate(tender, offers(), decisions)


def test_totals_are_straight_lines_between_one_criterion_and_the_others(done: Evaluation) -> None:
    """``a``: 8 at 0 %, 6.5 at 50 % and 5 at 100 %; ``b``: 2, 6 and 10."""
    lot = done.lots[LOT]
    assert playable_criteria(lot) == ("cost", "quality")
    assert published_weight(lot, "cost") == 60.0
    assert lot.ranking == ("b", "a")
    np.testing.assert_allclose(
        totals_at(lot, "cost", np.array([0.0, 50.0, 100.0])),
        [[2.0, 8.0], [6.0, 6.5], [10.0, 5.0]],
        rtol=1e-12,
    )


def test_the_first_place_changes_where_the_lines_meet(done: Evaluation) -> None:
    """8 - 3 w = 2 + 8 w at w = 6/11; for the weight of quality at 5/11."""
    lot = done.lots[LOT]
    assert leading_bands(lot, "cost") == (
        Band(0.0, pytest.approx(600 / 11), ("a",)),  # type: ignore[arg-type]
        Band(pytest.approx(600 / 11), 100.0, ("b",)),  # type: ignore[arg-type]
    )
    assert [band.bids for band in leading_bands(lot, "quality")] == [("b",), ("a",)]
    assert leading_bands(lot, "quality")[0].high == pytest.approx(500 / 11)


@pytest.mark.parametrize("weights", [(100,), (100, 0)])
def test_a_criterion_of_nothing_or_of_everything_is_not_played_with(weights: tuple[int, ...]) -> None:
    criteria = tuple(
        criterion(f"cost_{n}", weight, "life_cycle_cost", rule="linear_over_best", slope=50)
        for n, weight in enumerate(weights)
    )
    item = Item(key="thing", lot=LOT, title_da="Ting", quantity=(1.0,), reference_life=10)
    lot = evaluate(tender_of([item], criteria), offers()).lots[LOT]
    assert [published_weight(lot, each.id) for each in criteria] == list(weights)
    assert playable_criteria(lot) == ()


@pytest.mark.parametrize("name", ["kitchen_equipment", "office_furniture"])
def test_at_the_published_weight_the_totals_are_those_of_the_award(name: str) -> None:
    for lot in sample(name).done.lots.values():
        for key in playable_criteria(lot):
            found = totals_at(lot, key, np.array([published_weight(lot, key)]))[0]
            rounding = lot.model.combination.round_total
            half = 0.0 if rounding.mode == "none" else 0.5 * 10**-rounding.decimals
            np.testing.assert_allclose(found, lot.total[list(lot.ranking)], atol=half + 1e-9, rtol=0)


@settings(max_examples=40)
@given(st.floats(0, 100))
def test_who_is_first_in_a_band_has_the_most_points_there(weight: float) -> None:
    lot = sample("office_furniture").done.lots[LOT]
    for key in playable_criteria(lot):
        totals = dict(zip(lot.ranking, totals_at(lot, key, np.array([weight]))[0], strict=True))
        within = next(band for band in leading_bands(lot, key) if band.low <= weight <= band.high)
        assert all(totals[bid] >= max(totals.values()) - 1e-7 for bid in within.bids)


def test_a_band_ends_only_where_another_is_first() -> None:
    """Of four bids most pairs change places behind the first: no band ends there."""
    lot = sample("office_furniture").done.lots[LOT]
    for key in playable_criteria(lot):
        bands = leading_bands(lot, key)
        assert (bands[0].low, bands[-1].high) == (0.0, 100.0)
        for one, two in pairwise(bands):
            assert one.high == two.low
            assert one.bids != two.bids


def test_another_rate_and_another_price_are_the_only_things_that_are_other(done: Evaluation) -> None:
    """10 kWh a year at 2.00 for ten years: 200 without discounting; at half the price 100.

    What people decided counts as it did: at the published figures the points are the published ones.
    """
    again = evaluate_with(done, offers(), discount_rate=0.035, price_factors={})
    assert again.lots[LOT].total.to_dict() == done.lots[LOT].total.to_dict()
    tender = tender_of(
        [Item(key="thing", lot=LOT, title_da="Ting", quantity=(1.0,), reference_life=10, reference=True)],
        resource_prices=(ResourcePrice(key="electricity", price=2.0, unit="kWh"),),
    )
    bids = offers(electricity_kwh_per_year=10.0)
    published = evaluate(tender, bids)
    tried = evaluate_with(published, bids, discount_rate=0.0, price_factors={"electricity": 0.5})
    assert figure(tried.lots[LOT], "b", "life_cycle_cost") == pytest.approx(100 + 100)
    same = evaluate_with(published, bids, discount_rate=0.035, price_factors={})
    assert same.lots[LOT].indicators.equals(published.lots[LOT].indicators)
    assert published.tender.models[0].discount_rate == 0.035
