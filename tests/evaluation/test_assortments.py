"""A discount on the rest of an assortment: it counts by the turnover that the buyer expects, by hand."""

import numpy as np
import pytest

from evaluation import evaluate
from evaluation.bid import Bid
from evaluation.evaluation_model import GrowthClass
from evaluation.result import LotEvaluation
from evaluation.sheets import bid_sheets
from evaluation.tender import Assortment, Item, Service, Tender
from evaluation.tender_checks import tender_faults
from tests.builders import LOT, bid_of, figure, tender_of


def asked(*, services: tuple[Service, ...] = (), **fields: object) -> Tender:
    """Return a tender on a lamp, and on the other lamps of a catalogue at a discount."""
    row: dict[str, object] = {
        "key": "rest", "lot": LOT, "title_da": "Øvrige lamper", "base_list": "Katalog 2026", "base_date": "2026-09-01",
        "turnover": 50_000.0, "times": 4, **fields,
    }  # fmt: skip
    return tender_of(
        [Item(key="lamp", lot=LOT, title_da="Lampe", quantity=(10.0,), reference_life=10)],
        assortments=(Assortment.model_validate(row),),
        services=services,
        growth_classes=(GrowthClass(key="metal", rate=0.02),),
        model={"study_years": 4, "discount_rate": 0.05},
    )


def bid(name: str, discount: float) -> Bid:
    """Return a bid of a lamp for 100 kr. with a discount on the others."""
    return bid_of(
        name,
        prices=[{"key": "lamp", "offered": "yes", "product": "x", "unit_price": 100.0}],
        assortment_discounts=[{"key": "rest", "discount": discount, "document": None}],
    )


def of_lot(tender: Tender, *bids: Bid) -> LotEvaluation:
    """Return the evaluation of the one lot."""
    return evaluate(tender, bids).lots[LOT]


def test_the_assortment_costs_the_expected_turnover_less_the_discount() -> None:
    """50,000 a year of four at 5 %: 50,000 x 3.545951 = 177,297.53, of which 12 % is off; 1,000 for the lamps."""
    done = of_lot(asked(), bid("a", 0.12), bid("b", 0.0))
    assert figure(done, "b", "life_cycle_cost") == pytest.approx(1000 + 177_297.5252, abs=1e-3)
    assert figure(done, "a", "life_cycle_cost") == pytest.approx(1000 + 0.88 * 177_297.5252, abs=1e-3)


def test_turnover_and_discount_are_two_lines_that_grow_alike() -> None:
    """Bought at once and a year later, when prices are 2 % up: 50,000 and -6,000, each 1 + 1.02 / 1.05 times."""
    done = of_lot(asked(first_year=0, times=2, growth_class="metal"), bid("a", 0.12))
    lines = done.streams.loc[(done.streams["category"] == "assortment").to_numpy()]
    assert lines["amount"].tolist() == pytest.approx([50_000, -6_000])
    assert lines["present_value"].sum() == pytest.approx(44_000 * (1 + 1.02 / 1.05))


def test_a_discount_that_is_not_stated_leaves_the_cost_unknown() -> None:
    assert np.isnan(figure(of_lot(asked(), bid("a", np.nan)), "a", "life_cycle_cost"))


def test_the_bid_sheet_prints_list_date_and_turnover_and_asks_the_discount() -> None:
    sheet = next(sheet for sheet in bid_sheets(asked(), LOT) if sheet.table == "assortment_discounts")
    assert {p.key: p.values for p in sheet.printed} == {
        "assortment_title": ("Øvrige lamper",),
        "base_list": ("Katalog 2026",),
        "base_date": ("2026-09-01",),
        "turnover": (50_000.0,),
    }
    assert [column.field for column in sheet.columns] == ["discount", "document"]


def test_what_is_paid_after_the_study_period_is_a_fault() -> None:
    """Years 1 to 4 of four are counted, 2 to 5 are not; nor is a service in years 0, 3 and 6."""
    late = Service(key="check", lot=LOT, title_da="Eftersyn", quantity=1, every_years=3, times=3)
    assert tender_faults(asked()) == ()
    for tender in (asked(first_year=2), asked(services=(late,))):
        assert [each.code for each in tender_faults(tender)] == ["paid_after_period"]


def test_the_growth_of_an_assortment_is_that_of_a_price_on_the_basis_of_the_model() -> None:
    assert [each.code for each in tender_faults(asked(growth_class="none"))] == ["unknown_key"]
