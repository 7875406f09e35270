"""A small tender on lamps whose emissions have a price, and bids on it."""

from collections.abc import Mapping, Sequence
from typing import Any

from evaluation import evaluate
from evaluation.bid import Bid
from evaluation.evaluation_model import Criterion, ResourcePrice
from evaluation.external_prices import ExternalPrice
from evaluation.factors import GridYear
from evaluation.result import LotEvaluation
from evaluation.tender import Item, Question, Tender
from tests.builders import LOT, bid_of, tender_of

GRID = (
    GridYear(carrier="el", year=2027, gwp_kg_co2e=0.1),
    GridYear(carrier="el", year=2030, gwp_kg_co2e=0.04),
)
ASKED = Question(key="nox_kg", lot=LOT, text_da="NOx pr. år", unit="kg")


def price(value: float, year: int | None = None, **of: Any) -> ExternalPrice:  # noqa: ANN401  (fields of the row)
    """Return a price of greenhouse gas of the set ``set_a``, unless something else is named."""
    row = {"price_set": "set_a", "pollutant": "co2e", "year": year, "price": value, **of}
    return ExternalPrice.model_validate(row)


RISING = (price(1000, 2027), price(1300, 2030))


def lamps(
    prices: Sequence[ExternalPrice] = RISING,
    items: Sequence[Mapping[str, object]] = ({},),
    criteria: Sequence[Criterion] = (),
    tables: Mapping[str, object] | None = None,
    **model: Any,  # noqa: ANN401  (fields of the model, checked there)
) -> Tender:
    """Return a tender on ten lamps for four years, whose emissions are reported.

    Parameters
    ----------
    items : fields of each item that are others than those of a lamp; keys are ``lamp``, ``lamp2``, ...
    """
    rows = [
        Item.model_validate(
            {
                "key": "lamp" if not n else f"lamp{n + 1}", "lot": LOT, "title_da": "Lampe", "quantity": (10.0,),
                "reference_life": 4, "reference": True, "factor_basis": "declared", **fields,
            }
        )
        for n, fields in enumerate(items)
    ]  # fmt: skip
    fields = {
        "study_years": 4, "discount_rate": 0.04, "electricity_carrier": "el",
        "reported_measures": ("gwp_a_to_c", "purchase_price"),
        "external_price_set": "set_a" if prices else None, **model,
    }  # fmt: skip
    of_use = (ResourcePrice(key="electricity", price=2.0, unit="kWh"),)
    given = {"grids": GRID, "external_prices": tuple(prices), "resource_prices": of_use, **(tables or {})}
    return tender_of(rows, criteria, model=fields, **given)


def lamp(
    name: str, unit_price: float = 100.0, gwp: float = 20.0, kwh: float = 100.0, nox: float | None = None
) -> Bid:
    """Return a bid of lamps: price, declared kg CO2e a piece, kWh a year, and the kg of NOx it answers.

    A second item, where the tender has one, is offered alike.
    """
    keys = ("lamp", "lamp2")
    tables: dict[str, Sequence[Mapping[str, object]]] = {
        "prices": [{"key": key, "offered": "yes", "product": "x", "unit_price": unit_price} for key in keys],
        "product_data": [{"key": key, "electricity_kwh_per_year": kwh} for key in keys],
        "declarations": [{"key": key, "gwp_a1_a3": gwp} for key in keys],
    }
    if nox is not None:
        tables["question_answers"] = [{"key": "nox_kg", "value": nox}]
    return bid_of(name, **tables)


def of_lot(tender: Tender, *bids: Bid) -> LotEvaluation:
    """Return the evaluation of the one lot."""
    return evaluate(tender, bids).lots[LOT]
