"""Published sets of weights that bring the indicators of +A2 into one figure, and what a tender copies of them.

To weigh indicators against each other is a choice of values, not a measurement: the buyer makes it, publishes it
whole with its source, and shows the single indicators beside it. A set that lacks a figure its own method weighs
ends in ``_partial``, names what is missing (:func:`weights_missing`), and gives no total.

No set weighs indicators of +A1, and none of the sets here may: they have other models and units.
"""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Literal

from evaluation.impact_weights import ImpactWeight
from lca_data.external import ExchangeRate, rate_into
from lca_data.library import UnknownKeyError

PARTIAL = "_partial"
"""How the key of a set ends that lacks figures: it gives no total."""

Verified = Literal["read", "copies_agree", "second_hand"]
TOLD: Mapping[Verified, str] = MappingProxyType(
    {
        "read": "",
        "copies_agree": "read in copies that agree to the last digit",
        "second_hand": "not read at the source",
    }
)


@dataclass(frozen=True)
class PublishedWeight:
    """What one indicator counts, as published.

    Parameters
    ----------
    normalisation : impact of one person in a year [unit of the indicator / person]; None of a priced set.
    weight : share of the whole [1], or price [currency / unit of the indicator]; None where the method weighs the
        indicator and its figure was not found.
    """

    indicator: str
    normalisation: float | None
    weight: float | None
    note: str


@dataclass(frozen=True)
class WeightSet:
    """A published method: what it weighs, in what, and where that stands.

    ``currency`` is blank of a set that gives points. ``verified`` says whether the figures were read where they
    were published, in independent copies that agree, or where another tells of them.
    """

    key: str
    currency: str
    verified: Verified
    title: str
    publisher: str
    published: str
    url: str
    licence: str
    price_level: str
    read_at: str
    note: str
    weights: tuple[PublishedWeight, ...]

    @property
    def missing(self) -> tuple[str, ...]:
        """The indicators that the method weighs and no figure was found for."""
        return tuple(row.indicator for row in self.weights if row.weight is None)

    @property
    def citation(self) -> str:
        """The source in one line, how it was read, and what is missing."""
        lacking = f"incomplete: no figure for {', '.join(self.missing)}" if self.missing else ""
        publisher = f"{self.publisher} ({self.published})" if self.published else self.publisher
        parts = (f"{publisher}: {self.title}", self.url, TOLD[self.verified], lacking)
        return ", ".join(part for part in parts if part)


@cache
def weight_sets() -> Mapping[str, WeightSet]:
    """The published sets, by key.

    Examples
    --------
    >>> [(s.key, len(s.weights), len(s.missing)) for s in weight_sets().values()]
    [('ef_3_1', 16, 0), ('mki_a2_partial', 16, 6)]
    """
    rows: dict[str, tuple[PublishedWeight, ...]] = {}
    for row in _rows("impact_weights.csv"):
        one = PublishedWeight(
            row["indicator"], _number(row["normalisation"]), _number(row["weight"]), row["note"]
        )
        rows[row["weight_set"]] = (*rows.get(row["weight_set"], ()), one)
    return MappingProxyType(
        {row["key"]: _set(row, rows[row["key"]]) for row in _rows("impact_weight_sets.csv")}
    )


def impact_weights(
    weight_set: str, currency: str, exchange: ExchangeRate | None = None
) -> tuple[ImpactWeight, ...]:
    """Return the rows of a set that a tender publishes; prices in its currency.

    Parameters
    ----------
    currency : the tender's.
    exchange : how the prices of another currency are converted; a set that gives points needs none.

    Raises
    ------
    UnknownKeyError
        Where there is no such set.
    ExchangeRateMissingError
        Where the prices are in another currency and the rate is missing or of other currencies.

    Examples
    --------
    >>> climate = impact_weights("ef_3_1", "DKK")[0]
    >>> climate.indicator, climate.weight
    ('a2_gwp_total', 0.2106)
    """
    one = _of(weight_set)
    rate, told = rate_into(currency, one.currency, exchange, one.key), ""
    if exchange is not None and one.currency not in ("", currency):
        told = f", × {exchange.rate:.10g} {currency}/{one.currency} ({exchange.source}, {exchange.date})"
    return tuple(
        ImpactWeight(
            weight_set=one.key,
            indicator=row.indicator,
            normalisation=row.normalisation,
            weight=float(f"{row.weight * rate:.12g}"),
            source=one.citation + told,
        )
        for row in one.weights
        if row.weight is not None
    )


def weights_missing(weight_set: str) -> tuple[str, ...]:
    """The indicators that a method weighs and no figure was found for; empty of a complete set.

    Raises
    ------
    UnknownKeyError
        Where there is no such set.

    Examples
    --------
    >>> weights_missing("mki_a2_partial")
    ('a2_pm', 'a2_irp', 'a2_etp_fw', 'a2_htp_c', 'a2_htp_nc', 'a2_sqp')
    """
    return _of(weight_set).missing


def _of(weight_set: str) -> WeightSet:
    if weight_set not in weight_sets():
        raise UnknownKeyError(f"The tables have no set of weights {weight_set!r}.")
    return weight_sets()[weight_set]


def _set(row: dict[str, str], weights: tuple[PublishedWeight, ...]) -> WeightSet:
    verified: Mapping[str, Verified] = {name: name for name in TOLD}
    cells = {name: cell for name, cell in row.items() if name != "verified"}
    return WeightSet(verified=verified[row["verified"]], weights=weights, **cells)


def _number(cell: str) -> float | None:
    return float(cell) if cell else None


def _rows(name: str) -> list[dict[str, str]]:
    with files("lca_data").joinpath(name).open(encoding="utf-8") as file:
        return list(csv.DictReader(file))
