"""Published prices of emissions, and what a tender copies of them, in its own currency.

A price set is a choice of the buyer's. Each price says whether it was read where it was published
(``read``), or where another tells of it (``second_hand``): look a second-hand price up before publishing it.
"""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Literal

from evaluation.external_prices import ExternalPrice
from lca_data.library import UnknownKeyError

Verified = Literal["read", "second_hand"]
VERIFIED: Mapping[str, Verified] = MappingProxyType({"read": "read", "second_hand": "second_hand"})


class ExchangeRateMissingError(ValueError):
    """A price in another currency than the tender's, and no rate to convert it by, or one of another currency."""


@dataclass(frozen=True)
class ExchangeRate:
    """What one unit of a currency is in the tender's, who says so, and of which day.

    Parameters
    ----------
    rate : [tender currency / currency].
    source, date : of the rate, printed with each price; the day as 2026-10-01.
    """

    currency: str
    into: str
    rate: float
    source: str
    date: str


@dataclass(frozen=True)
class PublishedPrice:
    """The price of a tonne of a pollutant as it was published [currency/t].

    ``year`` is the calendar year it is of, None where it names none; ``price_level`` the year of its purchasing
    power. Prices are copied at their own price level: nothing is moved to another year here.
    """

    price_set: str
    pollutant: str
    year: int | None
    price: float
    currency: str
    price_level: str
    verified: Verified
    title: str
    publisher: str
    published: str
    url: str
    licence: str
    read_at: str
    note: str

    @property
    def citation(self) -> str:
        """The source in one line, and that it is second-hand where it is."""
        publisher = f"{self.publisher} ({self.published})" if self.published else self.publisher
        told = "not read at the source" if self.verified == "second_hand" else ""
        return ", ".join(part for part in (f"{publisher}: {self.title}", self.url, told) if part)


@cache
def published_prices() -> Mapping[str, tuple[PublishedPrice, ...]]:
    """The published prices by price set, in the order of the table."""
    found: dict[str, tuple[PublishedPrice, ...]] = {}
    with files("lca_data").joinpath("external_prices.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            cells = dict(row)
            year, price, verified = (cells.pop(name) for name in ("year", "price", "verified"))
            one = PublishedPrice(
                year=int(year) if year else None, price=float(price), verified=VERIFIED[verified], **cells
            )
            found[one.price_set] = (*found.get(one.price_set, ()), one)
    return MappingProxyType(found)


def external_prices(
    price_set: str,
    currency: str,
    *,
    questions: Mapping[str, str] | None = None,
    exchange: ExchangeRate | None = None,
) -> tuple[ExternalPrice, ...]:
    """Return the rows of a price set that a tender publishes, in its currency.

    Parameters
    ----------
    currency : the tender's.
    questions : pollutant -> key of the question that asks its kilograms a year. A pollutant that is not
        greenhouse gas is left out where it has none.
    exchange : how another currency is converted; never by a rate of our own.

    Raises
    ------
    UnknownKeyError
        Where there is no such set.
    ExchangeRateMissingError
        Where a price is in another currency and the rate is missing or of other currencies.

    Examples
    --------
    >>> euro = ExchangeRate("EUR", "DKK", 7.46, "Danmarks Nationalbank", "2026-10-01")
    >>> external_prices("uba_2023", "DKK", exchange=euro)[0].price
    1865.0
    """
    sets = published_prices()
    if price_set not in sets:
        raise UnknownKeyError(f"The tables have no price set {price_set!r}.")
    asked = {"co2e": None, **(questions or {})}
    return tuple(
        _row(row, currency, exchange, asked[row.pollutant])
        for row in sets[price_set]
        if row.pollutant in asked
    )


def rate_into(currency: str, published: str, exchange: ExchangeRate | None, what: str) -> float:
    """What one unit of the currency of a publication is in the tender's; 1 where the two are the same.

    Parameters
    ----------
    published : currency of the publication; blank where its figures are no money.
    what : the set of figures, to be named where its rate is missing.

    Raises
    ------
    ExchangeRateMissingError
        Where the two differ and the rate is missing or of other currencies.
    """
    if published in ("", currency):
        return 1.0
    if exchange is None or (exchange.currency, exchange.into) != (published, currency):
        raise ExchangeRateMissingError(
            f"{what} is in {published}: state what one {published} is in {currency}, with its source and date."
        )
    return exchange.rate


def _row(
    row: PublishedPrice, currency: str, exchange: ExchangeRate | None, question: str | None
) -> ExternalPrice:
    rate, told = rate_into(currency, row.currency, exchange, row.price_set), ""
    if exchange is not None and row.currency not in ("", currency):
        told = (
            f", {row.price:g} {row.currency}/t × {exchange.rate:.10g} {currency}/{row.currency} "
            f"({exchange.source}, {exchange.date})"
        )
    return ExternalPrice(
        price_set=row.price_set,
        pollutant=row.pollutant,
        year=row.year,
        price=round(row.price * rate, 6),
        question=question,
        source=row.citation + told,
    )
