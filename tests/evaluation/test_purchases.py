"""Pieces bought, used and worn: whole purchases for cash, continuous wear for emissions and waste."""

import math

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from evaluation.lot_values import LotValues
from evaluation.purchases import (
    pieces_bought,
    pieces_worn,
    pieces_worn_by_year,
    replacements,
    shares_of_years,
)
from evaluation.tender import Item
from tests.builders import LOT, bid_of, tender_of

lives = st.floats(1, 40).map(lambda life: round(life, 3))
schedules = st.lists(st.integers(0, 500).map(float), min_size=1, max_size=4).filter(any)


def values_of(item: Item, **model: object) -> LotValues:
    """Return the values of a lot with one item and one bid."""
    bid = bid_of("a", prices=[{"key": item.key, "offered": "yes", "product": "x", "unit_price": 1.0}])
    return LotValues(tender_of([item], model={"contract_years": 4, **model}), LOT, [bid])


def thing(quantity: tuple[float, ...]) -> Item:
    """Return an item with a purchase schedule."""
    return Item(key="thing", lot=LOT, title_da="Ting", quantity=quantity, reference_life=10)


@given(st.integers(1, 60), lives)
def test_a_piece_is_bought_again_as_often_as_its_life_ends_before_the_use_does(
    years: int, life: float
) -> None:
    """Counted out one life after the other; nothing is bought at the very end of the use."""
    count, ends = 0, life
    while round(ends, 6) < years:
        count, ends = count + 1, ends + life
    assert replacements(years, np.array([life])).tolist() == [count]


@given(schedules, lives)
def test_whole_purchases_cover_the_wear_with_less_than_a_piece_to_spare(
    quantity: list[float], life: float
) -> None:
    """ceil(T/N) pieces are bought where T/N wear: by delivery at least as many, and less than one more."""
    values = values_of(thing(tuple(quantity)), study_years=12, use_years=8)
    n = np.array([[life]])
    bought, worn = pieces_bought(values, n).item(), pieces_worn(values, n).item()
    assert bought >= worn or math.isclose(bought, worn)
    assert bought - worn < sum(quantity)


def test_a_chair_used_for_eight_of_its_ten_years_wears_eight_tenths() -> None:
    """1,600 chairs over four years, eight years each: 1,600 x 8/10 = 1,280 worn, 1,600 bought."""
    values = values_of(thing((400.0,) * 4), study_years=12, use_years=8)
    n = np.array([[10.0]])
    assert pieces_worn(values, n).tolist() == [[1280.0]]
    assert pieces_bought(values, n).tolist() == [[1600.0]]


def test_the_last_delivery_is_used_only_to_the_end_of_the_study_period() -> None:
    """Ten years of study: deliveries of years 0 to 3 are used 8, 8, 8 and 7 years: 10 x 31/10 = 31."""
    values = values_of(thing((10.0,) * 4), study_years=10, use_years=8)
    assert pieces_worn(values, np.array([[10.0]])).tolist() == [[31.0]]


def test_each_delivery_wears_its_share_of_a_life_in_every_year_that_it_is_in_use() -> None:
    """10 and 30 pieces bought at the start of years 1 and 2, used for 3 years of their 5: 2 and 6 a year."""
    values = values_of(thing((10.0, 30.0)), study_years=6, use_years=3)
    assert pieces_worn_by_year(values, np.array([[5.0]])).tolist() == [[[2.0, 8.0, 8.0, 6.0, 0.0, 0.0]]]


def test_what_is_counted_in_uses_wears_the_same_in_every_year() -> None:
    """300 uses a year of a piece that bears 120: 2.5 pieces a year."""
    cup = Item(key="cup", lot=LOT, title_da="Krus", demand=300.0, basis="use", reference_life=120)
    values = values_of(cup, study_years=4, use_years=2)
    assert pieces_worn_by_year(values, np.array([[120.0]])).tolist() == [[[2.5, 2.5, 2.5, 2.5]]]


@given(schedules, lives, st.integers(4, 30), st.none() | st.integers(1, 40))
def test_the_years_of_wear_add_up_to_the_wear_of_the_study_period(
    quantity: list[float], life: float, study_years: int, use_years: int | None
) -> None:
    values = values_of(thing(tuple(quantity)), study_years=study_years, use_years=use_years)
    n = np.array([[life]])
    by_year = pieces_worn_by_year(values, n)
    assert by_year.shape == (1, 1, study_years)
    np.testing.assert_allclose(by_year[0] / by_year.sum(), shares_of_years(values), rtol=1e-12)
    np.testing.assert_allclose(by_year.sum(axis=-1), pieces_worn(values, n), rtol=1e-12)
