"""Sets of weights: whole, with their source, of +A2 alone; a set that lacks figures says so."""

import pytest

import lca_data
from evaluation.impact_indicators import INDICATORS
from evaluation.impact_weights import ImpactWeight, weights_of
from lca_data import ExchangeRate, ExchangeRateMissingError, UnknownKeyError
from lca_data.impact_methods import PARTIAL

EURO = ExchangeRate("EUR", "DKK", 7.46, "Danmarks Nationalbank", "2026-10-01")
SETS = lca_data.weight_sets()
PARTS_OF_CLIMATE = {"a2_gwp_fossil", "a2_gwp_biogenic", "a2_gwp_luluc"}
WEIGHED = {key for key, row in INDICATORS.items() if row.family == "a2"} - PARTS_OF_CLIMATE


def _score(impacts: dict[str, float], rows: tuple[ImpactWeight, ...]) -> float:
    counted = weights_of(rows, rows[0].weight_set)
    return sum(impacts[key] * each for key, each in counted.items())


def test_one_person_in_every_category_is_one_point_of_ef_3_1() -> None:
    """Each of the sixteen ratios is 1, so the score is the sum of the weights (JRC130796).

    21.06 + 6.31 + 6.20 + 2.80 + 2.96 + 3.71 + 4.78 + 7.55 + 8.32 + 8.51 + 8.96 + 5.01 + 1.92 + 2.13 + 1.84 + 7.94
    = 100 %, which is one point.
    """
    rows = lca_data.impact_weights("ef_3_1", "DKK")
    person = {row.indicator: row.normalisation or 0.0 for row in rows}
    assert len(rows) == 16
    assert _score(person, rows) == pytest.approx(1.0, abs=1e-12)


def test_a_tonne_of_carbon_dioxide_alone_is_28_thousandths_of_a_point() -> None:
    """1000 kg / 7553.083162851173 kg per person = 0.13239626 persons; x 0.2106 = 0.02788265 Pt."""
    rows = lca_data.impact_weights("ef_3_1", "DKK")
    impacts = dict.fromkeys(WEIGHED, 0.0) | {"a2_gwp_total": 1000.0}
    assert _score(impacts, rows) == pytest.approx(0.02788265, abs=5e-9)


def test_the_normalisation_of_ozone_depletion_is_that_of_ef_3_1_and_not_of_ef_3_0() -> None:
    (ozone,) = (row for row in SETS["ef_3_1"].weights if row.indicator == "a2_odp")
    assert ozone.normalisation == 0.0523483833840181
    assert "0.053648" in ozone.note


def test_ten_prices_of_the_dutch_set_are_converted_by_the_stated_rate() -> None:
    """100 kg CO2e and 2 mol H+e: 100 x 0.116 + 2 x 0.39 = 12.38 EUR, x 7.46 = 92.3548 DKK, of those two alone."""
    rows = lca_data.impact_weights("mki_a2_partial", "DKK", EURO)
    impacts = dict.fromkeys(WEIGHED, 0.0) | {"a2_gwp_total": 100.0, "a2_ap": 2.0}
    assert len(rows) == 10
    assert _score(impacts, rows) == pytest.approx(92.3548, abs=1e-9)
    assert str(rows[0].source).endswith("× 7.46 DKK/EUR (Danmarks Nationalbank, 2026-10-01)")
    assert [row.weight for row in lca_data.impact_weights("mki_a2_partial", "EUR")][:3] == [0.116, 32, 0.39]


def test_prices_of_another_currency_are_never_converted_silently() -> None:
    with pytest.raises(ExchangeRateMissingError, match="state what one EUR is in DKK"):
        lca_data.impact_weights("mki_a2_partial", "DKK")
    with pytest.raises(ExchangeRateMissingError):
        lca_data.impact_weights("mki_a2_partial", "SEK", EURO)


def test_points_are_of_every_currency() -> None:
    assert lca_data.impact_weights("ef_3_1", "SEK") == lca_data.impact_weights("ef_3_1", "DKK")


@pytest.mark.parametrize("key", SETS)
def test_a_set_weighs_each_indicator_of_its_family_once_and_climate_as_one(key: str) -> None:
    listed = [row.indicator for row in SETS[key].weights]
    assert len(listed) == len(set(listed))
    assert set(listed) == WEIGHED


@pytest.mark.parametrize("key", SETS)
def test_a_set_that_lacks_a_figure_is_told_from_one_that_lacks_none(key: str) -> None:
    missing = lca_data.weights_missing(key)
    rows = lca_data.impact_weights(key, "EUR")
    assert key.endswith(PARTIAL) == bool(missing)
    assert {row.indicator for row in rows} == WEIGHED - set(missing)
    assert all(("incomplete" in str(row.source)) == bool(missing) for row in rows)


@pytest.mark.parametrize("key", SETS)
def test_every_set_says_where_it_comes_from_and_how_it_was_read(key: str) -> None:
    one = SETS[key]
    assert one.url.startswith("https://")
    assert one.licence
    assert one.read_at
    assert ("not read at the source" in one.citation) == (one.verified == "second_hand")
    assert all((row.normalisation is None) == bool(one.currency) for row in one.weights)


def test_a_set_that_does_not_exist_is_named() -> None:
    for ask in (lca_data.weights_missing, lambda key: lca_data.impact_weights(key, "DKK")):
        with pytest.raises(UnknownKeyError, match="mki_a1"):
            ask("mki_a1")
