"""What is wrong with prices of emissions is named with its row and field, before anything is calculated."""

from typing import Any

import pytest

from evaluation.evaluation_model import EvaluationModel
from evaluation.external_prices import ExternalPrice
from evaluation.tender import Lot, Question, Tender
from evaluation.tender_checks import tender_faults
from tests.builders import LOT
from tests.evaluation.lamps import ASKED, lamps, price

NOX: dict[str, Any] = {"pollutant": "nox", "question": "nox_kg"}
FAULTY: dict[str, tuple[ExternalPrice, ...]] = {
    "external_price_twice": (price(1, 2027), price(2, 2027)),
    "external_price_twice_all_years": (price(1), price(2)),
    "external_year_missing": (price(1), price(2, 2027)),
    "external_question_of_co2e": (price(1, question="nox_kg"),),
    "external_question_missing": (price(1), price(2, pollutant="nox")),
    "external_question_differs": (
        price(1, 2027, **NOX), price(2, 2028, pollutant="nox", question="nox_other"),
    ),
}  # fmt: skip
OTHER = Question(key="nox_other", lot=LOT, text_da="NOx igen")


def faults(tender: Tender) -> list[tuple[str, object]]:
    """Return the code and the field of each fault."""
    return [(p.code, p.values.get("field")) for p in tender_faults(tender)]


@pytest.mark.parametrize("code", FAULTY)
def test_a_fault_of_a_price_is_named_once(code: str) -> None:
    tender = lamps(FAULTY[code], tables={"questions": (ASKED, OTHER)})
    assert [found for found, _ in faults(tender)] == [code]


def test_prices_of_several_pollutants_and_years_are_right() -> None:
    prices = (
        price(1, 2027),
        price(2, 2030),
        price(3, 2027, **NOX),
        price(4, 2030, **NOX),
        price(5, price_set="b"),
    )
    assert faults(lamps(prices, tables={"questions": (ASKED,)})) == []


def test_a_set_that_does_not_exist_is_named_at_the_model() -> None:
    assert faults(lamps([price(1)], external_price_set="set_z")) == [
        ("unknown_key", "models.external_price_set")
    ]


def test_a_question_that_does_not_exist_is_named_at_the_price() -> None:
    assert ("unknown_key", "external_prices.question") in faults(lamps([price(1), price(2, **NOX)]))


@pytest.mark.parametrize("measure", ["external_cost", "cost_with_external"])
def test_an_external_cost_without_a_price_set_is_refused(measure: str) -> None:
    assert faults(lamps([], reported_measures=(measure,))) == [
        ("external_set_missing", "models.external_price_set")
    ]


def test_a_price_of_emissions_that_are_not_counted_is_refused() -> None:
    assert faults(lamps(reported_measures=())) == [
        ("external_without_emissions", "models.external_price_set")
    ]


def test_a_price_of_emissions_of_an_item_that_has_none_is_refused() -> None:
    """An item by mass without a list of materials has no emissions to price."""
    tender = lamps(items=[{"factor_basis": "generic_mass"}], reported_measures=("external_cost",))
    assert ("no_material_list", "items.parts") in faults(tender)


def test_a_question_of_another_lot_is_refused() -> None:
    tender = lamps([price(1), price(2, **NOX)], tables={"questions": (ASKED,)})
    second = EvaluationModel(
        lot="LOT-0002", first_year=2027, study_years=4, discount_rate=0.0, external_price_set="set_a",
        reported_measures=("gwp_a_to_c",),
    )  # fmt: skip
    item = tender.items[0].model_copy(update={"key": "other", "lot": "LOT-0002"})
    cost = tender.criteria[0].model_copy(update={"lot": "LOT-0002"})
    tables = {name: getattr(tender, name) for name in Tender.model_fields}
    two = Tender(
        **{
            **tables, "lots": (*tender.lots, Lot(id="LOT-0002", title="To")), "models": (*tender.models, second),
            "items": (*tender.items, item), "criteria": (*tender.criteria, cost),
        }
    )  # fmt: skip
    assert faults(two) == [("external_question_elsewhere", "external_prices.question")]
