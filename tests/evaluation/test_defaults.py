"""Published defaults: they stand in for what is blank and read, and for nothing else."""

import numpy as np
import pytest

from evaluation import evaluate
from evaluation.bid import Bid
from evaluation.evaluation_model import PublishedDefault, ResourcePrice
from evaluation.result import LotEvaluation
from evaluation.tender import Item
from tests.builders import LOT, bid_of, figure, tender_of

KWH = "product_data.electricity_kwh_per_year"
GENERAL = PublishedDefault(field=KWH, value=10.0, basis="b")
OWN = PublishedDefault(field=KWH, item="lamp", value=20.0, basis="b")
ABROAD = PublishedDefault(field=KWH, item="elsewhere", value=400.0, basis="b")


def of_lot(*defaults: PublishedDefault, lamp: float = np.nan, **model: object) -> LotEvaluation:
    """Return an evaluation over one year of a desk and a lamp at 1 kr. a kWh and a shelf that uses none."""
    items = [
        Item(
            key=key, lot=LOT, title_da=key, quantity=(1.0,), reference_life=10, reference=key != "shelf",
        )
        for key in ("desk", "lamp", "shelf")
    ]  # fmt: skip
    asked = tender_of(
        items,
        resource_prices=(ResourcePrice(key="electricity", price=1.0, unit="kWh"),),
        defaults=defaults,
        model={"study_years": 1, "discount_rate": 0.0, **model},
    )
    return evaluate(asked, [_offer(lamp)]).lots[LOT]


def _offer(lamp: float) -> Bid:
    return bid_of(
        "a",
        prices=[
            {"key": key, "offered": "yes", "product": "x", "unit_price": 1000.0}
            for key in ("desk", "lamp", "shelf")
        ],
        product_data=[
            {"key": "desk", "electricity_kwh_per_year": np.nan},
            {"key": "lamp", "electricity_kwh_per_year": lamp},
        ],
    )


@pytest.mark.parametrize("defaults", [(GENERAL, OWN, ABROAD), (ABROAD, OWN, GENERAL)])
def test_an_items_own_default_goes_before_the_general_one_whichever_is_published_first(
    defaults: tuple[PublishedDefault, ...],
) -> None:
    """3 x 1,000, 10 for the desk and 20 for the lamp; the shelf is not asked and gets none."""
    done = of_lot(*defaults)
    assert figure(done, "a", "life_cycle_cost") == 3030.0
    stood_in = done.inputs.loc[done.inputs["state"] == "defaulted"]
    assert dict(zip(stood_in["item"], stood_in["value"], strict=True)) == {"desk": 10.0, "lamp": 20.0}


@pytest.mark.parametrize(("stated", "expected"), [(7.0, 3017.0), (0.0, 3010.0)])
def test_what_is_stated_stands_also_where_it_is_nought(stated: float, expected: float) -> None:
    assert figure(of_lot(GENERAL, lamp=stated), "a", "life_cycle_cost") == expected


def test_a_default_of_one_field_fills_no_other() -> None:
    """The yearly service that is asked too is left out, and has no default of its own."""
    done = of_lot(GENERAL, yearly_service=True)
    assert np.isnan(figure(done, "a", "life_cycle_cost"))
    assert set(done.inputs.loc[done.inputs["state"] == "defaulted", "field"]) == {"electricity_kwh_per_year"}


@pytest.mark.parametrize(("prices_per_pack", "expected"), [(True, 250.0), (False, 1000.0)])
def test_a_default_of_a_field_that_nothing_reads_changes_nothing(
    prices_per_pack: bool,  # noqa: FBT001  (a column of the table of cases)
    expected: float,
) -> None:
    """10 pieces at 100: a pack of four each only where prices are asked per pack."""
    item = Item(key="thing", lot=LOT, title_da="Ting", quantity=(10.0,), reference_life=10)
    asked = tender_of(
        [item],
        defaults=(PublishedDefault(field="prices.pieces_per_pack", value=4.0, basis="b"),),
        model={"prices_per_pack": prices_per_pack},
    )
    bid = bid_of("a", prices=[{"key": "thing", "offered": "yes", "product": "x", "unit_price": 100.0}])
    done = evaluate(asked, [bid]).lots[LOT]
    assert figure(done, "a", "life_cycle_cost") == expected
    assert (done.inputs["state"] == "defaulted").any() == prices_per_pack
