"""A kilogram or a life that counts as money and as points: a warning that names both criteria."""

from decimal import Decimal
from typing import Any

import pytest

from evaluation import evaluate
from evaluation.evaluation_model import Criterion
from tests.builders import LOT
from tests.evaluation.lamps import lamp, lamps, price

Warned = list[tuple[str, str, str]]


def scored(*measures: str) -> list[Criterion]:
    """Return a criterion a measure, all of one weight."""
    weight = Decimal(100) / len(measures)
    return [
        Criterion(lot=LOT, id=f"c_{m}", title_da=m, weight=weight, measure=m, rule="best_ratio")
        for m in measures
    ]


def warned(measures: tuple[str, ...], tonne: float = 100.0, **model: Any) -> Warned:  # noqa: ANN401  (fields of the model)
    """Return the warnings of counting twice: code and the two criteria."""
    tender = lamps([price(tonne)], criteria=scored(*measures), **model)
    found = evaluate(tender, [lamp("a")]).lots[LOT].warnings
    return [
        (w.code, str(w.values["criterion"]), str(w.values["other"]))
        for w in found
        if w.code.endswith("_twice")
    ]


@pytest.mark.parametrize("cost", ["external_cost", "cost_with_external"])
def test_a_kilogram_with_a_price_and_points_names_both_criteria(cost: str) -> None:
    assert warned((cost, "gwp_a_to_c")) == [("emissions_counted_twice", f"c_{cost}", "c_gwp_a_to_c")]


def test_what_is_reported_only_is_not_counted_twice() -> None:
    assert warned(("external_cost", "residual_waste"), reported_measures=("gwp_a_to_c",)) == []
    assert warned(("life_cycle_cost", "gwp_a_to_c"), reported_measures=("external_cost",)) == []
    assert warned(("external_cost", "gwp_a_to_c"), tonne=0.0) == []


@pytest.mark.parametrize("basis", ["guaranteed", "credited"])
def test_a_life_that_drives_purchases_and_gives_points_names_both_criteria(basis: str) -> None:
    pairs = warned(("life_cycle_cost", "life", "guarantee", "gwp_d"), life_basis=basis)
    assert pairs == [
        ("life_counted_twice", "c_life_cycle_cost", "c_life"),
        ("life_counted_twice", "c_life_cycle_cost", "c_guarantee"),
    ]


def test_a_life_beside_a_cost_on_the_buyers_own_life_counts_once() -> None:
    assert warned(("life_cycle_cost", "life")) == []
    assert warned(("purchase_price", "life"), life_basis="credited") == []
