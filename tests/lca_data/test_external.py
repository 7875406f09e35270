"""Published prices of emissions: as printed, with their source, and never converted silently."""

import pytest

from evaluation.codes import CODES
from evaluation.external_checks import external_faults
from lca_data import (
    ExchangeRate,
    ExchangeRateMissingError,
    UnknownKeyError,
    external_prices,
    published_prices,
)
from tests.evaluation.lamps import lamps

EURO = ExchangeRate("EUR", "DKK", 7.46, "Danmarks Nationalbank", "2026-10-01")
ALL = {pollutant: f"q_{pollutant}" for pollutant in CODES["pollutant"] if pollutant != "co2e"}


def test_the_fixed_prices_of_the_german_statute_are_those_of_its_paragraph_10() -> None:
    """BEHG § 10 (2): 25, 30, 30, 45 and 55 EUR in 2021 to 2025."""
    rows = published_prices()["behg"]
    assert [(row.year, row.price) for row in rows] == [
        (2021, 25), (2022, 30), (2023, 30), (2024, 45), (2025, 55),
    ]  # fmt: skip
    assert {row.verified for row in rows} == {"read"}


def test_the_costs_of_the_directive_are_its_grams_a_million_times() -> None:
    """Annex of 2009/33/EC: 0.04 EUR/kg, 0.0044, 0.001 and 0.087 EUR/g. Czech law has them at 27.305 CZK/EUR."""
    tonne = {row.pollutant: row.price for row in published_prices()["clean_vehicles_2009"]}
    per_gram = {"nox": 0.0044, "nmhc": 0.001, "pm": 0.087}
    assert tonne == pytest.approx({"co2e": 0.04e3, **{p: v * 1e6 for p, v in per_gram.items()}})
    crowns = {"co2e": 1.0922e3, "nox": 0.120142e6, "nmhc": 0.027305e6, "pm": 2.375535e6}
    assert {p: v * 27.305 for p, v in tonne.items()} == pytest.approx(crowns)


@pytest.mark.parametrize("price_set", published_prices())
def test_every_price_says_where_it_comes_from_and_whether_it_was_read_there(price_set: str) -> None:
    for row in published_prices()[price_set]:
        assert row.pollutant in CODES["pollutant"]
        assert row.price_set == "zero" or (row.url.startswith("http") and row.licence and row.currency)
        assert row.verified == "second_hand" or row.price_set == "zero" or row.read_at
        assert ("not read at the source" in row.citation) == (row.verified == "second_hand")


@pytest.mark.parametrize("price_set", published_prices())
def test_every_set_is_a_set_that_a_tender_may_publish(price_set: str) -> None:
    rows = external_prices(price_set, "DKK", questions=ALL, exchange=EURO)
    assert [f.code for f in external_faults(lamps(rows, external_price_set=price_set))] == []


def test_another_currency_is_converted_by_the_stated_rate_only_and_the_source_says_how() -> None:
    (row,) = external_prices("uba_2023", "DKK", exchange=EURO)
    assert row.price == pytest.approx(250 * 7.46)
    assert str(row.source).endswith("250 EUR/t × 7.46 DKK/EUR (Danmarks Nationalbank, 2026-10-01)")
    assert external_prices("uba_2023", "EUR")[0].price == 250
    with pytest.raises(ExchangeRateMissingError, match="state what one EUR is in DKK"):
        external_prices("uba_2023", "DKK")
    with pytest.raises(ExchangeRateMissingError):
        external_prices("uba_2023", "SEK", exchange=EURO)


def test_a_pollutant_without_a_question_is_left_out_and_greenhouse_gas_needs_none() -> None:
    rows = external_prices("clean_vehicles_2009", "EUR", questions={"nox": "nox_kg"})
    assert [(row.pollutant, row.question) for row in rows] == [("co2e", None), ("nox", "nox_kg")]


def test_the_set_of_nought_is_of_every_currency() -> None:
    assert [row.price for row in external_prices("zero", "SEK")] == [0.0]


def test_a_set_that_does_not_exist_is_named() -> None:
    with pytest.raises(UnknownKeyError, match="no_such"):
        external_prices("no_such", "DKK")
