"""What is refused of the conventions of time and money: what is missing, stated twice, or mixed."""

import pytest

from evaluation.evaluation_model import BuyBackClass, DiscountStep, GrowthClass, PriceIndex, ResourcePrice
from evaluation.tender import Item, Tender
from evaluation.tender_checks import tender_faults
from tests.builders import LOT, tender_of

STEPS = (
    DiscountStep(schedule="s", from_year=0, rate=0.03),
    DiscountStep(schedule="s", from_year=5, rate=0.02),
)


def tender(model: dict[str, object] | None = None, growth: str | None = None, **tables: object) -> Tender:
    """Return a tender of one item over two years; ``growth`` is the class that its price grows by."""
    item = Item(key="m", lot=LOT, title_da="M", quantity=(1.0,), reference_life=3, price_growth=growth)
    return tender_of([item], (), model={"study_years": 2, **(model or {})}, **tables)


def path(*years: int) -> tuple[PriceIndex, ...]:
    """Return an index of the class g."""
    return tuple(PriceIndex(growth_class="g", year=year, index=1.0) for year in years)


G, REAL, NOMINAL = GrowthClass(key="g"), GrowthClass(key="g", rate=0.01), "nominal_price"
FAULTS = {
    "discount_missing": tender({"discount_rate": None}),
    "discount_twice": tender({"discount_steps": "s"}, discount_steps=STEPS),
    "unknown_key": tender({"discount_rate": None, "discount_steps": "t"}, discount_steps=STEPS),
    "steps_begin_late": tender(discount_steps=STEPS[1:]),
    "steps_twice": tender(discount_steps=(STEPS[0], *STEPS)),
    "inflation_missing": tender({"price_basis": "nominal"}),
    "inflation_in_real": tender({"inflation": 0.02}),
    "growth_basis_mixed": tender({"price_basis": "nominal", "inflation": 0.02}, "g", growth_classes=(REAL,)),
    "growth_not_of_price": tender(
        None, "g", growth_classes=(GrowthClass(key="g", rate=0.01, basis="quantity"),)
    ),
    "growth_not_of_quantity": tender(
        growth_classes=(REAL,),
        resource_prices=(ResourcePrice(key="water", price=1, unit="m3", quantity_growth="g"),),
    ),
    "growth_rate_or_index": tender(growth_classes=(G,)),
    "index_years_missing": tender(None, "g", growth_classes=(G,), price_indices=path(2027)),
    "index_year_twice": tender(None, "g", growth_classes=(G,), price_indices=path(2027, 2028, 2028)),
    "residual_share_missing": tender({"residual_value": "percentage"}),
    "buy_back_not_counted": tender(buy_back_classes=(BuyBackClass(key="a", title_da="A", share=1),)),
    "buy_back_without_classes": tender({"residual_value": "buy_back"}),
}
SOUND = {
    "flat": tender(),
    "stepped": tender({"discount_rate": None, "discount_steps": "s"}, discount_steps=STEPS),
    "nominal": tender(
        {"price_basis": "nominal", "inflation": 0.0},
        "g",
        growth_classes=(GrowthClass(key="g", rate=0.01, basis=NOMINAL),),
    ),
    "index": tender(None, "g", growth_classes=(G,), price_indices=path(2026, 2027, 2028, 2029)),
    # A class on another basis that no line names mixes nothing.
    "unused": tender(growth_classes=(GrowthClass(key="g", rate=0.01, basis=NOMINAL),)),
    "percentage": tender({"residual_value": "percentage", "residual_share": 0.0}),
}


@pytest.mark.parametrize("code", FAULTS)
def test_each_fault_is_named_once_at_its_row(code: str) -> None:
    faults = tender_faults(FAULTS[code])
    assert [fault.code for fault in faults] == [code]
    assert faults[0].values["table"]
    assert faults[0].values["field"]


@pytest.mark.parametrize("name", SOUND)
def test_sound_conventions_are_not_refused(name: str) -> None:
    assert tender_faults(SOUND[name]) == ()


def test_a_class_with_a_rate_and_an_index_is_refused() -> None:
    """Which of the two holds is nobody's guess."""
    both = tender(None, "g", growth_classes=(REAL,), price_indices=path(2027, 2028))
    assert [fault.code for fault in tender_faults(both)] == ["growth_rate_or_index"]


def test_the_years_that_an_index_lacks_are_all_named() -> None:
    lacking = tender({"study_years": 5}, "g", growth_classes=(G,), price_indices=path(2028, 2030))
    assert tender_faults(lacking)[0].values["years"] == [2027, 2029, 2031]
