"""What products take while they are used -> streams of energy, water and lost pieces."""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from evaluation.codes import CODES
from evaluation.conventions import NO_GROWTH
from evaluation.evaluation_model import ResourcePrice
from evaluation.lot_values import LotValues
from evaluation.purchases import W_PER_KW, cohorts, hours_in_mode, yearly_uses
from evaluation.rows import RowGatherer

USE = (
    ("energy", "electricity", "electricity_kwh_per_year"),
    ("energy", "heat", "heat_kwh_per_year"),
    ("water", "water", "water_m3_per_year"),
)
USE_BY_CYCLE = (
    ("energy", "electricity", "electricity_kwh_per_cycle", 1.0),
    ("energy", "heat", "heat_kwh_per_cycle", 1.0),
    ("water", "water", "water_litres_per_cycle", 1000.0),  # litres in the m3 that has a price
)
LOST = "lost"


def growths(values: LotValues, field: str) -> NDArray[np.object_]:
    """Return the growth class that each item names in a field, (items,); empty where it names none."""
    return np.array([getattr(item, field) or NO_GROWTH for item in values.items], dtype=object)


def _growth(price: ResourcePrice) -> dict[str, str]:
    return {
        "growth_class": price.growth_class or NO_GROWTH,
        "quantity_growth": price.quantity_growth or NO_GROWTH,
    }


def add_use(values: LotValues, gather: RowGatherer) -> None:
    """Add the streams of use of all bids of a lot: energy, water, and what is lost."""
    prices = {price.key: price for price in values.tender.resource_prices}
    payer = np.array([item.use_payer for item in values.items], dtype=object)
    for cohort in cohorts(values):
        when = {
            "is_running": 1,
            "first_year": cohort.start + 1.0,
            "last_k": cohort.years - 1,
            "payer": payer,
            "quantity": cohort.pieces,
            "quantity_source": cohort.source,
        }
        in_use = np.broadcast_to(cohort.pieces != 0.0, values.shape)
        for category, resource, name in USE:
            if resource in prices and (asked := values.is_read(f"product_data.{name}")).any():
                taken = values.take("product_data", name)
                gather.add(
                    in_use & asked,
                    category=category,
                    input=taken.inputs,
                    stated=taken.values,
                    parameter=resource,
                    parameter_value=prices[resource].price,
                    **_growth(prices[resource]),
                    **when,
                )
        if "electricity" in prices:
            _power_by_mode(values, gather, prices["electricity"], when)
    _use_by_cycle(values, gather, payer)
    _lost(values, gather)


def _power_by_mode(
    values: LotValues, gather: RowGatherer, price: ResourcePrice, when: Mapping[str, object]
) -> None:
    """Add ``W / 1000 * pieces * hours * price`` a year for each mode of the items' profiles of use."""
    pieces = np.asarray(when["quantity"], dtype=np.float64)
    for mode in CODES["use_mode"]:
        name = f"power_{mode}_w"
        hours, asked = hours_in_mode(values, mode), values.is_read(f"product_data.{name}")
        if not asked.any():
            continue
        taken = values.take("product_data", name)
        gather.add(
            np.broadcast_to(asked & (pieces * hours != 0.0), values.shape),
            category="energy",
            key=mode,
            input=taken.inputs,
            stated=taken.values,
            divisor=W_PER_KW,
            parameter=price.key,
            parameter_value=price.price,
            **_growth(price),
            **{**when, "quantity": pieces * hours},
        )


def _use_by_cycle(values: LotValues, gather: RowGatherer, payer: NDArray[np.object_]) -> None:
    prices = {price.key: price for price in values.tender.resource_prices}
    uses = yearly_uses(values)
    for category, resource, name, divisor in USE_BY_CYCLE:
        taken, asked = values.take("circulation", name), values.is_read(f"circulation.{name}")
        if resource in prices:
            gather.add(
                np.broadcast_to((uses > 0) & asked, values.shape),
                category=category,
                input=taken.inputs,
                stated=taken.values,
                divisor=divisor,
                parameter=resource,
                parameter_value=prices[resource].price,
                payer=payer,
                quantity=uses,
                quantity_source="items.demand",
                first_year=1.0,
                last_k=values.model.study_years - 1,
                is_running=1,
                **_growth(prices[resource]),
            )


def _lost(values: LotValues, gather: RowGatherer) -> None:
    """Add what a piece costs that is lost while a fee pays for its use: ``price * uses * loss`` a year."""
    price, loss = values.take("circulation", "price_if_lost"), values.take("circulation", "loss_per_use")
    basis = values.words("prices", "fee_basis")
    by_fee = (basis != "unit") & (basis != None)  # noqa: E711  (element by element)
    asked = values.is_read("circulation.price_if_lost") & (yearly_uses(values) != 0.0)
    gather.add(
        by_fee & asked,
        category="other",
        key=LOST,
        input=price.inputs,
        stated=price.values,
        quantity=yearly_uses(values) * loss.values,
        quantity_source=LOST,
        growth_class=growths(values, "price_growth"),
        is_running=1,
        first_year=1.0,
        last_k=values.model.study_years - 1,
    )
