"""What emissions cost society: published prices of pollutants, and their path over the study years."""

from collections.abc import Iterable
from typing import Annotated, ClassVar

import numpy as np
from numpy.typing import NDArray

from evaluation.schema import Row, Spec

Floats = NDArray[np.float64]
CO2E = "co2e"


class ExternalPrice(Row):
    """What a tonne of a pollutant costs in a price set, at the price level of the tender date.

    ``year`` is the calendar year that the price is of; a pollutant with one price and no year has it in all.
    Carbon dioxide equivalents come from the lot's own emissions, modules A to C. Any other pollutant is asked:
    ``question`` is the key of the question whose answer is its kilograms a year.
    """

    table: ClassVar[str] = "external_prices"
    price_set: Annotated[str, Spec(kind="identifier", depth="standard", required=True, example="uba_2023")]
    pollutant: Annotated[str, Spec(kind="code", codes="pollutant", depth="standard", required=True)]
    year: Annotated[int | None, Spec(kind="integer", depth="standard", minimum=2000, maximum=2200)] = None
    price: Annotated[
        float, Spec(kind="money", depth="standard", required=True, minimum=0, unit="{currency}/t")
    ]
    question: Annotated[str | None, Spec(kind="identifier", depth="standard", codes="@questions")] = None
    source: Annotated[str | None, Spec(depth="standard")] = None


def prices_of(rows: Iterable[ExternalPrice], price_set: str | None) -> dict[str, tuple[ExternalPrice, ...]]:
    """Return the prices of a set by pollutant, in published order; nothing where no set is named."""
    found: dict[str, tuple[ExternalPrice, ...]] = {}
    for row in rows:
        if price_set is not None and row.price_set == price_set:
            found[row.pollutant] = (*found.get(row.pollutant, ()), row)
    return found


def price_path(rows: Iterable[ExternalPrice], years: NDArray[np.int64]) -> Floats:
    """Return the price of a pollutant in calendar years [currency/t].

    Linear between the published years; the first price is held before its year, the last after it. A price
    without a year holds in all.

    >>> rows = [
    ...     ExternalPrice(price_set="eib", pollutant="co2e", year=2030, price=250),
    ...     ExternalPrice(price_set="eib", pollutant="co2e", year=2050, price=800),
    ... ]
    >>> price_path(rows, np.array([2027, 2034, 2060])).tolist()
    [250.0, 360.0, 800.0]
    """
    points = sorted((0 if row.year is None else row.year, row.price) for row in rows)
    return np.interp(years, [year for year, _ in points], [price for _, price in points])
