"""Streams of money -> total cost of ownership.

One row a stream, never a row a year: an amount, when it is paid, and the present worth of 1 paid then.
Cost is positive, income negative; what the bidder pays out of a fee is shown and never counted.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from evaluation.conventions import (
    NO_GROWTH,
    NOT_RECOVERED,
    OF_PAYMENT,
    present_worth_table,
    time_value_of,
    yearly_weights,
)
from evaluation.cost_in_use import add_use, growths
from evaluation.cost_of_keeping import add_keeping
from evaluation.cost_of_pieces import add_pieces, unit_prices
from evaluation.lifespan import Lives
from evaluation.lot_values import LotValues
from evaluation.purchases import cohorts, option_weights, yearly_uses
from evaluation.rows import RowGatherer

Floats = NDArray[np.float64]
# Columns beside bid, lot, item. amount = stated / divisor * parameter_value * quantity * sign
BLANK: Mapping[str, str | float] = {
    "category": "other",
    "payer": "buyer",
    "key": "",
    "input": -1,
    "stated": np.nan,
    "divisor_input": -1,
    "divisor": 1.0,
    "parameter": "",
    "parameter_value": 1.0,
    "quantity": np.nan,
    "quantity_source": "",
    "sign": 1.0,
    "first_year": 0.0,
    "every_years": 1.0,
    "first_k": 0,
    "last_k": 0,
    "growth_class": NO_GROWTH,
    "quantity_growth": NO_GROWTH,
    "is_running": 0,
    "price_year": OF_PAYMENT,
    "recovered_over": NOT_RECOVERED,
    "life": "",
}
BOUGHT_BACK = "bought_back"
TURNOVER = "turnover"
# quantity_source of what is of the lot as a whole
OF_SERVICE, OF_ASSORTMENT = "services.quantity", "assortments.turnover"
PER_YEAR = {"month": 12.0, "year": 1.0}


@dataclass(frozen=True)
class Streams:
    """The streams of a lot, a row each, and the distinct series of payments (``series`` is the row there)."""

    table: pd.DataFrame
    series: pd.DataFrame


def streams(
    values: LotValues,
    found: Lives,
    residual_kg: Floats | None,
    reservations: Mapping[str, float],
    sold: pd.DataFrame | None = None,
) -> Streams:
    """Return the streams of all bids of a lot with their present value [tender currency].

    Parameters
    ----------
    residual_kg : residual waste over the study period (bids, items) [kg], where disposal has a price.
    reservations : bid id -> amount that a priced reservation adds, paid in year 0.
    sold : what material is worth that the buyer collects for recycling, a row a bid, item and class of growth, as
        :func:`evaluation.waste.material_values` returns it.
    """
    gather = RowGatherer(values, BLANK)
    add_pieces(values, found, gather, values.model.horizon)
    _fees_and_uses(values, found, gather)
    add_use(values, gather)
    add_keeping(values, found, gather)
    _buy_back(values, gather)
    _services(values, gather)
    _assortments(values, gather)
    if residual_kg is not None:
        _disposal(values, residual_kg, gather)
    if sold is not None:
        _material_value(values, sold, gather)
    for bid_no, bid in enumerate(values.bids):
        if bid.id in reservations:
            gather.add_rows(
                np.array([bid_no]),
                np.array([-1]),
                category="reservation",
                stated=reservations[bid.id],
                quantity=1.0,
                quantity_source="decision",
            )
    table = gather.table()
    return with_present_value(table, values)


def capital_streams(values: LotValues, found: Lives, horizon: str) -> Streams:
    """Return the streams of pieces alone as a horizon has them: bought, bought again, left at the end."""
    gather = RowGatherer(values, BLANK)
    add_pieces(values, found, gather, horizon)
    return with_present_value(gather.table(), values)


def with_present_value(table: pd.DataFrame, values: LotValues) -> Streams:
    """Return the streams with their amount, series, the present worth of 1 and the present value.

    ``amount = sign * stated / divisor * parameter_value * quantity``.
    """
    amount = table["sign"] * table["stated"] / table["divisor"] * table["parameter_value"] * table["quantity"]
    codes, series = present_worth_table(table, values.model, values.tender)
    worth = series["present_worth"].to_numpy()[codes] if len(table) else np.zeros(0)
    return Streams(
        table.assign(amount=amount, series=codes, present_worth=worth, present_value=amount * worth), series
    )


def _fees_and_uses(values: LotValues, found: Lives, gather: RowGatherer) -> None:
    """Add what is paid for items that are counted in uses: by the piece, or a fee for use, month, year or contract.

    Of a fee per use at least the bid's minimum of uses a year is paid, ``max(D, minimum)``.
    """
    price, pack = unit_prices(values)
    basis = values.words("prices", "fee_basis")
    weight = option_weights(values)
    uses = yearly_uses(values)
    counted = np.broadcast_to(
        np.array([i.basis == "use" for i in values.items], dtype=bool) & ~values.left_out, values.shape
    )
    common = {
        "input": price.inputs,
        "stated": price.values,
        "divisor_input": pack.inputs,
        "divisor": pack.values,
        "growth_class": growths(values, "price_growth"),
    }
    yearly = {"first_year": 1.0, "last_k": values.model.study_years - 1, "is_running": 1}
    by_piece = counted & ((basis == "unit") | (basis == None))  # noqa: E711  (element by element)
    gather.add(
        by_piece,
        category="purchase",
        quantity=uses / found.purchase,
        quantity_source="items.demand",
        life=values.model.life_basis,
        **common,
        **yearly,
    )
    demand = np.array([item.demand or 0.0 for item in values.items])
    gather.add(
        counted & (basis == "use"),
        category="service",
        quantity=np.fmax(demand, values.take("prices", "fee_minimum_uses").values) * weight,
        quantity_source="items.demand",
        **common,
        **yearly,
    )
    for word, times in PER_YEAR.items():
        gather.add(
            counted & (basis == word),
            category="service",
            key=word,
            quantity=times * weight,
            quantity_source="fee",
            **common,
            **yearly,
        )
    gather.add(
        counted & (basis == "contract"),
        category="service",
        key="contract",
        quantity=weight,
        quantity_source="fee",
        **common,
    )


def _buy_back(values: LotValues, gather: RowGatherer) -> None:
    """Add what the bidder pays for pieces that come back, by class of condition.

    ``-price * D * returned_share * share of the class``, in the last year of use or after the years that the
    class names; a price counts at most ``buy_back_cap`` of what the piece costs.
    """
    model = values.model
    if model.residual_value != "buy_back":
        return
    price, pack = unit_prices(values)
    highest = np.inf if model.buy_back_cap is None else model.buy_back_cap * price.values / pack.values
    for row in values.tender.buy_back_classes:
        name = f"buy_back_{row.key}"
        taken, asked = values.take("product_data", name), values.is_read(f"product_data.{name}")
        with np.errstate(divide="ignore", invalid="ignore"):
            counted = np.where(taken.values > highest, highest / taken.values, 1.0)
        for cohort in cohorts(values):
            gather.add(
                np.broadcast_to(asked & (cohort.pieces != 0.0), values.shape),
                category="buy_back",
                key=row.key,
                input=taken.inputs,
                stated=taken.values,
                parameter=BOUGHT_BACK,
                parameter_value=model.returned_share * row.share,
                quantity=cohort.pieces,
                quantity_source=cohort.source,
                sign=-counted,
                first_year=float(cohort.start + (row.after_years or cohort.years)),
            )


def _services(values: LotValues, gather: RowGatherer) -> None:
    bids, nowhere = np.arange(len(values.bids)), np.full(len(values.bids), -1)
    for service in values.tender.in_lot(values.tender.services, values.lot):
        price = values.take_row("service_prices", "price", service.key)
        gather.add_rows(
            bids,
            nowhere,
            category=service.category,
            payer=service.payer,
            key=service.key,
            input=price.inputs,
            stated=price.values,
            quantity=service.quantity,
            quantity_source=OF_SERVICE,
            first_year=float(service.first_year),
            every_years=float(service.every_years),
            last_k=service.times - 1,
            growth_class=service.growth_class or NO_GROWTH,
            quantity_growth=service.quantity_growth or NO_GROWTH,
            is_running=1,
        )


def _assortments(values: LotValues, gather: RowGatherer) -> None:
    """Add a year's turnover at list prices, and less the bid's discount on it: ``turnover * (1 - discount)``."""
    bids, nowhere = np.arange(len(values.bids)), np.full(len(values.bids), -1)
    for row in values.tender.in_lot(values.tender.assortments, values.lot):
        discount = values.take_row("assortment_discounts", "discount", row.key)
        of = {
            "category": "assortment",
            "key": row.key,
            "quantity": 1.0,
            "quantity_source": OF_ASSORTMENT,
            "first_year": float(row.first_year),
            "last_k": row.times - 1,
            "growth_class": row.growth_class or NO_GROWTH,
            "is_running": 1,
        }
        gather.add_rows(bids, nowhere, stated=row.turnover, **of)
        less = {"input": discount.inputs, "stated": discount.values, "sign": -1.0}
        gather.add_rows(bids, nowhere, parameter=TURNOVER, parameter_value=row.turnover, **less, **of)


def _disposal(values: LotValues, residual_kg: Floats, gather: RowGatherer) -> None:
    price = next(p for p in values.tender.resource_prices if p.key == "disposal")
    years = values.model.study_years
    gather.add(
        residual_kg != 0.0,
        category="disposal",
        payer=np.array([item.disposal_payer for item in values.items], dtype=object),
        stated=residual_kg,
        quantity=1.0 / years,
        quantity_source="mass_flows",
        parameter="disposal",
        parameter_value=price.price,
        first_year=1.0,
        last_k=years - 1,
        growth_class=price.growth_class or NO_GROWTH,
        quantity_growth=price.quantity_growth or NO_GROWTH,
        is_running=1,
    )


def _material_value(values: LotValues, sold: pd.DataFrame, gather: RowGatherer) -> None:
    """Add what is received for material, a payment to the buyer each year of the study period."""
    years = values.model.study_years
    payer = np.array([item.disposal_payer for item in values.items], dtype=object)
    gather.add_rows(
        sold["bid_no"].to_numpy(dtype=np.int64),
        sold["item_no"].to_numpy(dtype=np.int64),
        category="material_value",
        payer=payer[sold["item_no"].to_numpy(dtype=np.int64)],
        stated=sold["value"].to_numpy(dtype=float),
        quantity=1.0 / years,
        sign=-1.0,
        quantity_source="mass_flows",
        first_year=1.0,
        last_k=years - 1,
        growth_class=sold["growth_class"].to_numpy(dtype=object),
        is_running=1,
    )


def cost_by_year(found: Streams, values: LotValues, rows: NDArray[np.bool_] | None = None) -> Floats:
    """Return what each bid costs in present value by study year, shape (bids, T + 1).

    Parameters
    ----------
    rows : the streams that are counted; those that the buyer pays unless given.
    """
    years = values.model.study_years + 1
    table = found.table
    counted = table.loc[(table["payer"] == "buyer").to_numpy() if rows is None else rows]
    if not len(counted):
        return np.zeros((len(values.bids), years))
    weights = yearly_weights(found.series, time_value_of(found.series, values.model, values.tender))
    series = np.zeros((len(values.bids), len(weights)))
    np.add.at(
        series,
        (counted["bid"].cat.codes.to_numpy(), counted["series"].to_numpy()),
        counted["amount"].to_numpy(),
    )
    return np.asarray(series @ weights)


def crossing_years(first: Floats, second: Floats) -> list[int]:
    """Return the study years in which the cumulative costs of two bids change places.

    Parameters
    ----------
    first, second : (T + 1,) present value by study year [tender currency], as :func:`cost_by_year` has it.

    9, 10 and 11 have been paid against 8, 9.6 and 11.2: the first is the dearer until year 2.

    >>> (
    ...     crossing_years(np.array([9.0, 1.0, 1.0]), np.array([8.0, 1.6, 1.6])),
    ...     crossing_years(np.ones(3), np.ones(3)),
    ... )
    ([2], [])
    """
    gap = np.cumsum(first) - np.cumsum(second)
    # Equal to the billionth of what is compared is equal: no line crosses where two lie on each other.
    sides = np.where(np.abs(gap) <= 1e-9 * np.maximum(np.abs(np.cumsum(first)), 1.0), 0.0, np.sign(gap))
    decided = np.flatnonzero(sides)
    return [int(year) for before, year in pairwise(decided) if sides[before] != sides[year]]
