"""The four levels, the price set and the switching prices in the JSON: figures, or null with the reason."""

from typing import Any

import numpy as np
import pytest

from documents.evaluation_json import as_json
from evaluation import Bid, Tender, evaluate
from tests.evaluation.lamps import lamp, lamps, price

CHEAP, GREEN = lamp("cheap", 100.0, 50.0, 0.0), lamp("green", 130.0, 20.0, 0.0)


def lot_of(tender: Tender, *bids: Bid) -> dict[str, Any]:
    """Return the one lot of the object."""
    lots: Any = as_json(evaluate(tender, bids), (), "en")["lots"]
    return dict(lots[0])


def test_a_lot_names_its_price_set_and_where_the_cheapest_changes() -> None:
    """1,000 kr. and 500 kg against 1,300 kr. and 200 kg, undiscounted: 1,000 kr. a tonne."""
    lot = lot_of(lamps([price(400)], external_discounted=False), CHEAP, GREEN)
    assert lot["external_price_set"] == "set_a"
    (switch,) = lot["switching_co2_prices"]
    assert switch == {"price": pytest.approx(1000), "unit": "DKK/t", "from": ["cheap"], "to": ["green"]}
    assert lot["switching_co2_prices_reason"] is None
    levels = lot["bids"][0]["cost_levels"]
    assert levels == {
        "price": 1000, "price_and_use": 1000, "life_cycle_cost": 1000, "cost_with_external": pytest.approx(1200),
    }  # fmt: skip
    per_unit = lot["bids"][0]["cost_per_unit"]
    assert (per_unit["unit"], per_unit["units"]) == ("piece_year", 40)
    assert per_unit["levels"]["cost_with_external"] == pytest.approx(30)


def test_without_a_price_or_emissions_the_reason_stands_in_place_of_a_figure() -> None:
    free = lot_of(lamps([]), CHEAP, GREEN)
    assert free["external_price_set"] is None
    assert free["bids"][0]["cost_levels"]["cost_with_external"] == 1000
    assert free["bids"][0]["cost_levels_reasons"] == ["no_price_published"]
    assert len(free["switching_co2_prices"]) == 1
    none = lot_of(lamps([], reported_measures=()), CHEAP, GREEN)
    assert none["bids"][0]["cost_levels"]["cost_with_external"] is None
    assert none["bids"][0]["cost_levels_reasons"] == ["emissions_not_counted"]
    assert none["switching_co2_prices"] is None
    assert none["switching_co2_prices_reason"] == "emissions_not_counted"


def test_a_lot_of_several_items_has_no_cost_of_one_unit_and_an_unknown_figure_is_null() -> None:
    lot = lot_of(lamps([price(1)], [{}, {}]), lamp("a", kwh=np.nan))
    assert "cost_per_unit" not in lot["bids"][0]
    assert lot["bids"][0]["cost_levels"]["cost_with_external"] is None
    assert lot["bids"][0]["cost_levels_reasons"] == []
    assert lot["switching_co2_prices_reason"] == "fewer_than_two_bids"
