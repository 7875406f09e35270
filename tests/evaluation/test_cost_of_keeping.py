"""What keeps products going: service, consumables, repairs and downtime, by hand."""

from collections.abc import Mapping
from dataclasses import replace

import numpy as np
import pytest

from evaluation import evaluate
from evaluation.bid import Bid
from evaluation.evaluation_model import GrowthClass, ResourcePrice
from evaluation.result import LotEvaluation
from evaluation.sheets import bid_sheets
from evaluation.tender import Item, Tender
from evaluation.tender_checks import tender_faults
from tests.builders import LOT, bid_of, figure, tender_of


def printers(
    item: Mapping[str, object] | None = None, model: Mapping[str, object] | None = None, **tables: object
) -> Tender:
    """Return a tender on ten printers over five years without discounting; ``model`` holds its conventions."""
    fields: dict[str, object] = {
        "key": "printer", "lot": LOT, "title_da": "Printer", "quantity": (10.0,), "reference_life": 5,
        "reference": True, **(item or {}),
    }  # fmt: skip
    conventions = {"study_years": 5, "discount_rate": 0.0, **(model or {})}
    return tender_of([Item.model_validate(fields)], (), model=conventions, **tables)


def bid(**data: float) -> Bid:
    """Return a bid of printers that cost nothing to buy."""
    return bid_of(
        "a",
        prices=[{"key": "printer", "offered": "yes_free_of_charge", "product": "x", "unit_price": 0.0}],
        product_data=[{"key": "printer", **data}],
    )


def of_lot(tender: Tender, *bids: Bid) -> LotEvaluation:
    """Return the evaluation of the one lot."""
    return evaluate(tender, bids).lots[LOT]


def asked_for(tender: Tender) -> set[str]:
    """Return the columns of the sheet of product data."""
    return {
        c.field for sheet in bid_sheets(tender, LOT) if sheet.table == "product_data" for c in sheet.columns
    }


def test_consumables_are_paid_a_year_for_each_piece_and_grow_as_service_does() -> None:
    """10 x 120 kr. x (1.1 + 1.1^2 + 1.1^3 + 1.1^4 + 1.1^5 = 6.71561) = 8,058.73."""
    tender = printers(
        item={"service_growth": "wages"},
        model={"yearly_consumables": True},
        growth_classes=(GrowthClass(key="wages", rate=0.1),),
    )
    done = of_lot(tender, bid(consumables_price_per_year=120.0))
    assert asked_for(tender) == {"consumables_price_per_year"}
    assert done.streams["category"].tolist() == ["purchase", "consumables"]
    assert figure(done, "a", "life_cycle_cost") == pytest.approx(10 * 120 * 6.71561)


def test_consumables_that_are_not_stated_leave_the_cost_unknown() -> None:
    tender = printers(model={"yearly_consumables": True})
    assert np.isnan(figure(of_lot(tender, bid()), "a", "life_cycle_cost"))


@pytest.mark.parametrize(("free", "paid"), [(0.0, 5), (2.0, 3), (2.9, 3), (5.0, 0), (7.0, 0)])
def test_service_begins_after_the_years_that_are_in_the_price_and_a_year_begun_is_paid(
    free: float, paid: int
) -> None:
    """10 printers x 300 kr. in the years that are left of five; of 2.9 years two are free."""
    tender = printers(model={"yearly_service": True, "service_free_years": True})
    done = of_lot(tender, bid(service_price_per_year=300.0, service_free_years=free))
    assert figure(done, "a", "life_cycle_cost") == pytest.approx(10 * 300 * paid)


def test_each_delivery_has_its_own_free_years() -> None:
    """Two years free of five and of four: 10 x 300 x 3 + 20 x 300 x 2, discounted from years 3 to 5 and 4 to 5."""
    tender = printers(
        item={"quantity": (10.0, 20.0)},
        model={
            "yearly_service": True,
            "service_free_years": True,
            "contract_years": 2,
            "discount_rate": 0.05,
        },
    )
    done = of_lot(tender, bid(service_price_per_year=300.0, service_free_years=2.0))
    by_hand = 3000 * (1.05**-3 + 1.05**-4 + 1.05**-5) + 6000 * (1.05**-4 + 1.05**-5)
    assert figure(done, "a", "life_cycle_cost") == pytest.approx(by_hand)


def test_free_years_that_are_not_stated_leave_the_cost_unknown() -> None:
    tender = printers(model={"yearly_service": True, "service_free_years": True})
    assert asked_for(tender) == {"service_price_per_year", "service_free_years"}
    assert np.isnan(figure(of_lot(tender, bid(service_price_per_year=300.0)), "a", "life_cycle_cost"))


def test_repairs_by_the_buyers_rate_are_the_same_number_for_all() -> None:
    """10 printers x 0.2 repairs a year x 900 kr. over five years: 9,000 kr."""
    tender = printers(item={"failures_per_year": 0.2}, model={"repairs": "buyer_rate"})
    assert asked_for(tender) == {"repair_price"}
    done = of_lot(tender, bid(repair_price=900.0))
    assert done.streams["category"].tolist() == ["purchase", "repair"]
    assert figure(done, "a", "life_cycle_cost") == pytest.approx(9000)


def test_repairs_by_the_bidders_rate_are_what_each_claims() -> None:
    """10 x 0.5 x 900 kr. x 5; a rate that is not stated leaves the cost unknown, and a stated nought is none."""
    tender = printers(model={"repairs": "bidder_rate"})
    assert asked_for(tender) == {"repair_price", "failures_per_year"}
    costs = [
        figure(of_lot(tender, bid(repair_price=900.0, failures_per_year=rate)), "a", "life_cycle_cost")
        for rate in (0.5, 0.0, np.nan)
    ]
    assert costs == pytest.approx([22_500, 0.0, np.nan], nan_ok=True)


def test_repairs_are_as_many_as_a_credited_life_lets_expect() -> None:
    """Shape 2 and a mean of 8.86227 years is a scale of 10: (5/10)^2 = 0.25 failures in five years, 0.05 a year.

    10 printers x 0.05 x 900 kr. x 5 years = 2,250 kr.; twice the life has a quarter of them. A life that is not known
    leaves the cost unknown.
    """
    tender = printers(item={"life_shape": 2.0, "reference_life": 100.0}, model={"repairs": "from_life"})
    assert {"repair_price", "claimed_life", "claimed_life_statistic"} <= asked_for(tender)

    def costs_with(life: float, guarantee: float) -> float:
        stated = bid(repair_price=900.0, claimed_life=life, guarantee=guarantee)
        rows = stated.tables["product_data"].assign(claimed_life_statistic="mean")
        done = of_lot(tender, replace(stated, tables={**stated.tables, "product_data": rows}))
        return figure(done, "a", "life_cycle_cost")

    assert [costs_with(life, 0.0) for life in (8.862269, 17.724539)] == pytest.approx(
        [2250.0, 562.5], rel=1e-6
    )
    assert np.isnan(costs_with(np.nan, np.nan))


@pytest.mark.parametrize(("guarantee", "years"), [(0.0, 5), (3.0, 2), (2.5, 3), (9.0, 0), (np.nan, 5)])
def test_the_whole_years_of_the_guarantee_are_free_of_repairs(guarantee: float, years: int) -> None:
    """10 x 0.2 x 900 = 1,800 kr. in each year after the guarantee; one that is not stated is none."""
    model = {"repairs": "buyer_rate", "repairs_after_guarantee": True}
    tender = printers(item={"failures_per_year": 0.2}, model=model)
    assert asked_for(tender) == {"repair_price", "guarantee"}
    done = of_lot(tender, bid(repair_price=900.0, guarantee=guarantee))
    assert figure(done, "a", "life_cycle_cost") == pytest.approx(1800 * years)


@pytest.mark.parametrize("payer", ["buyer", "bidder"])
def test_downtime_costs_the_buyer_an_hours_price_whoever_pays_for_energy(payer: str) -> None:
    """10 printers x 6 hours a year x 250 kr. x 5 = 75,000 kr.; without a price of an hour it is not asked for."""
    price = ResourcePrice(key="downtime", price=250.0, unit="time")
    tender = printers(item={"use_payer": payer}, resource_prices=(price,))
    assert asked_for(tender) == {"downtime_hours_per_year"}
    assert asked_for(printers()) == set()
    done = of_lot(tender, bid(downtime_hours_per_year=6.0))
    assert figure(done, "a", "life_cycle_cost") == pytest.approx(75_000)


@pytest.mark.parametrize(
    ("rate", "repairs", "fault"),
    [
        (0.2, "buyer_rate", None),
        (None, "bidder_rate", None),
        (None, "buyer_rate", "failures_missing"),
        (0.2, "bidder_rate", "failures_not_counted"),
        (0.2, "none", "failures_not_counted"),
        (None, "from_life", "life_shape_missing"),
    ],
)
def test_a_rate_of_failures_that_is_missing_or_not_counted_is_a_fault(
    rate: float | None, repairs: str, fault: str | None
) -> None:
    faults = tender_faults(printers(item={"failures_per_year": rate}, model={"repairs": repairs}))
    assert [each.code for each in faults] == ([] if fault is None else [fault])
