"""Which recycling credits are on where: only what scored criteria give, and a warning where one is given twice."""

from typing import Any

import pytest

from evaluation.evaluation_model import ResourcePrice
from evaluation.external_prices import ExternalPrice
from evaluation.recycling_credits import recycling_counted_twice, recycling_credits
from evaluation.tender import Item, Tender
from tests.builders import LOT, tender_of
from tests.evaluation.test_double_counting import scored
from tests.evaluation.test_lifespan_weight import FACTORS, STEEL
from texts.problems import warning_text

INPUT, AFTER = "recycled_input", "recycling_after_use"


def tender(*measures: str, item: dict[str, Any] | None = None, disposal: float = 0.0, **model: Any) -> Tender:  # noqa: ANN401  (fields of the model)
    """Return a tender on a desk of parts, with a criterion a measure."""
    desk = Item.model_validate(
        {"key": "desk", "lot": LOT, "title_da": "Bord", "quantity": (1.0,), "reference_life": 5, "reference": True,
         **(item or {})}
    )  # fmt: skip
    prices = (ResourcePrice(key="disposal", price=disposal, unit="kg"),) if disposal else ()
    return tender_of(
        [desk],
        scored(*measures),
        materials=(STEEL,),
        factors=FACTORS,
        resource_prices=prices,
        external_prices=(ExternalPrice(price_set="set_a", pollutant="co2e", year=None, price=900.0),),
        model=model,
    )


def on(of: Tender) -> set[tuple[str, str]]:
    """Return the credits that are on, without the criteria."""
    return {(credit.credit, credit.where) for credit in recycling_credits(of, LOT)}


@pytest.mark.parametrize(
    ("of", "expected"),
    [
        (tender("gwp_a_to_c"), {(INPUT, "recycled_factor")}),
        (tender("gwp_a_to_c", end_of_life="circular_footprint"), {(INPUT, "cff_r1"), (AFTER, "cff_r2")}),
        (tender("non_virgin_share"), {(INPUT, "non_virgin_share")}),
        (tender("gwp_d"), {(AFTER, "module_d")}),
        (tender("residual_waste", "waste_hierarchy_score"),
         {(AFTER, "residual_waste"), (AFTER, "waste_hierarchy_score")}),
        (tender("life_cycle_cost", disposal=2.0), {(AFTER, "disposal_cost")}),
        (tender("life_cycle_cost"), set()),
        (tender("life_cycle_cost", disposal=2.0, item={"disposal_payer": "bidder"}), set()),
        # Emissions count in a cost where they have a price, and what is declared as a whole has no share of its own.
        (tender("external_cost", external_price_set="set_a"), {(INPUT, "recycled_factor")}),
        (tender("external_cost"), set()),
        (tender("gwp_a_to_c", item={"factor_basis": "declared"}), set()),
        (tender("residual_waste", item={"reference": False}), set()),
        (tender("life_cycle_cost", reported_measures=("residual_waste", "gwp_a_to_c")), set()),
    ],
)  # fmt: skip
def test_a_credit_is_on_where_a_scored_criterion_gives_it(of: Tender, expected: set[tuple[str, str]]) -> None:
    assert on(of) == expected


def test_one_line_says_all_that_is_on_where_one_credit_is_given_twice() -> None:
    twice = tender("gwp_a_to_c", "non_virgin_share", "residual_waste")
    (told,) = recycling_counted_twice(twice, LOT)
    assert warning_text(told, "en").startswith(
        "The same recycling counts in several places: recycled material in the product counts in emissions (the "
        "factor of recycled material) and the non-virgin share; recycling after use counts in residual waste."
    )
    assert warning_text(told, "da").startswith(
        "Den samme genanvendelse tæller flere steder: genanvendt materiale"
    )
    assert list(recycling_counted_twice(tender("gwp_a_to_c", "residual_waste"), LOT)) == []


def test_each_credit_names_the_criteria_that_give_it() -> None:
    (found,) = recycling_credits(tender("gwp_a_to_c", "life_cycle_cost"), LOT)
    assert found.criteria == ("c_gwp_a_to_c",)
