"""The factors: units converted, printed figures kept, transport with its fuel, grids as printed."""

import re
from fractions import Fraction

import pytest

import lca_data
from evaluation.factors import Factor

FACTORS = lca_data.factors()


def test_steel_cans_of_desnz_are_converted_from_the_tonne() -> None:
    """DESNZ 2025 prints 2863.90131 kg CO2e per tonne: 2.86390131 per kg."""
    steel = FACTORS["uk25_mat_metal_steel_cans_prim"]
    assert steel.gwp_kg_co2e == pytest.approx(2863.90131 / 1000, rel=1e-12)
    assert (steel.printed_value, steel.printed_unit) == (2863.90131, "kg CO2e per tonne")


def test_burnt_pp_of_epa_is_converted_from_the_short_ton() -> None:
    """EPA 2025 prints 2.80 t CO2e per short ton (2,000 lb of 0.45359237 kg): 2800 / 907.18474."""
    burnt = FACTORS["epa25_pp_comb"]
    assert burnt.gwp_kg_co2e == pytest.approx(3.0864717, rel=1e-7)
    assert (burnt.printed_value, burnt.printed_unit) == (2.8, "metric tons CO2e/short ton")


def test_hot_rolled_steel_of_tabel_7_is_converted_from_1000_kg() -> None:
    """#G0086 prints 1125 per 1000 kg, and a credit of -413.4 per the same 1000 kg."""
    assert FACTORS["br18_g0086"].gwp_kg_co2e == pytest.approx(1.125, rel=1e-12)
    assert FACTORS["br18_g0086_d"].gwp_kg_co2e == pytest.approx(-0.4134, rel=1e-12)


def test_nonwoven_is_per_square_metre_of_half_a_kilogram() -> None:
    """#G0490 prints 1.26052 per m2 of 0.5 kg: 2.52104 per kg; burning 1.88424 / 0.5 = 3.76848."""
    assert FACTORS["br18_g0490"].declared_unit == "m2"
    assert FACTORS["br18_g0490_kg"].gwp_kg_co2e == pytest.approx(2.52104, rel=1e-12)
    assert FACTORS["br18_g0490_c3_kg"].gwp_kg_co2e == pytest.approx(3.76848, rel=1e-12)


def test_textile_sun_protection_is_brought_to_one_square_metre_first() -> None:
    """ÖKOBAUDAT declares 1.25077 m2: 4.1939964517 / 1.25077 a m2, and / 0.4 kg a m2 = 8.38283 per kg."""
    assert FACTORS["obd_sun_textile"].gwp_kg_co2e == pytest.approx(3.353132, rel=1e-6)
    assert FACTORS["obd_sun_textile_kg"].gwp_kg_co2e == pytest.approx(8.38283, rel=1e-6)


def test_every_converted_figure_leads_back_to_the_printed_one() -> None:
    """An independent table of what one printed unit holds."""
    holds = {
        "kg CO2e per tonne": Fraction(1000),
        "kg CO2e per 1000 kg": Fraction(1000),
        "metric tons CO2e/short ton": Fraction("907.18474") / 1000,
        "gCO2e/kWh": Fraction(1000),
        "gCO2eq/kWh": Fraction(1000),
        "kg CO2e per 1.25077 m2": Fraction("1.25077"),
    }
    checked = 0
    for each in (*FACTORS.values(), *lca_data.factors("odbl").values()):
        if each.printed_value is None or each.printed_unit is None or each.key.endswith("_kg"):
            continue
        expected = each.printed_value / float(holds.get(each.printed_unit, Fraction(1)))
        assert each.gwp_kg_co2e == pytest.approx(expected, rel=1e-9), each.key
        checked += 1
    assert checked > 600


def test_only_figures_computed_here_or_at_the_source_have_no_printed_value() -> None:
    for each in FACTORS.values():
        assert (each.printed_value is None) == (each.printed_unit is None), each.key
        if each.printed_value is None:
            assert each.quality == "derived", each.key


def test_a_van_emits_some_24_per_cent_more_with_its_fuel_from_the_well() -> None:
    """DESNZ 2025 per tkm: 0.6313 tank to wheel, 0.15095 well to tank; HGVs 0.10163 and 0.02359."""
    van, hgv = (lca_data.transport_factors()[means] for means in ("van", "hgv"))
    assert van.gwp_wtt_kg_co2e is not None
    assert hgv.gwp_wtt_kg_co2e is not None
    assert van.gwp_wtt_kg_co2e / van.gwp_kg_co2e == pytest.approx(0.24, abs=0.005)
    assert hgv.gwp_kg_co2e + hgv.gwp_wtt_kg_co2e == pytest.approx(0.12522, rel=1e-9)


def test_every_means_of_transport_is_per_tonne_kilometre_and_names_its_fuel() -> None:
    for means, each in lca_data.transport_factors().items():
        assert each.declared_unit == "tkm", means
        assert each.modules == "A4", means
        assert each.gwp_wtt_kg_co2e is not None, means
        assert 0.1 < each.gwp_wtt_kg_co2e / each.gwp_kg_co2e < 0.3, means


def test_electricity_follows_br18_tabel_8() -> None:
    printed = {2023: 0.187, 2025: 0.135, 2030: 0.0470, 2035: 0.0414, 2040: 0.0403}
    assert {g.year: g.gwp_kg_co2e for g in lca_data.grid_years() if g.carrier == "electricity_dk"} == printed


def test_district_heat_and_gas_follow_br18_tabel_8() -> None:
    heat = {2023: 0.105, 2025: 0.0878, 2030: 0.0713, 2035: 0.0688, 2040: 0.0680}
    gas = {2023: 0.225, 2025: 0.189, 2030: 0.105, 2035: 0.105, 2040: 0.105}
    assert {g.year: g.gwp_kg_co2e for g in lca_data.grid_years() if g.carrier == "district_heat_dk"} == heat
    assert {g.year: g.gwp_kg_co2e for g in lca_data.grid_years() if g.carrier == "gas_dk"} == gas


@pytest.mark.parametrize(
    ("waste", "electricity_mj", "heat_mj"),
    [
        ("plastics", 4.7073, 10.808),
        ("carpet", 3.1067, 5.5877),
        ("ps", 5.1691, 11.923),
        ("wood", 2.2128, 5.1879),
        ("woodprod", 1.73, 3.8703),
        ("domestic", 1.1544, 2.7184),
    ],
)
def test_the_danish_energy_credit_is_exported_energy_by_danish_factors(
    waste: str, electricity_mj: float, heat_mj: float
) -> None:
    """-(EEE / 3.6 x electricity + EET / 3.6 x heat), EEE and EET [MJ/kg] of ÖKOBAUDAT, factors of tabel 8."""
    grid = {(g.carrier, g.year): g.gwp_kg_co2e for g in lca_data.grid_years()}
    for year in (2025, 2030, 2035):
        expected = (
            -(electricity_mj * grid["electricity_dk", year] + heat_mj * grid["district_heat_dk", year]) / 3.6
        )
        credit = FACTORS[f"derived_dkcredit_eol_incin_{waste}_{year}"]
        assert credit.gwp_kg_co2e == pytest.approx(expected, rel=1e-6)
        assert (credit.modules, credit.category) == ("D", "credit")


def test_a_figure_per_kilogram_outside_minus_2_to_100_is_marked() -> None:
    """A figure a thousand times too large is the commonest fault: an EPD of 1000 kg read as one of 1 kg."""
    marked = {f.key for f in _all() if (f.note or "").startswith("CHECKED")}
    outside = {f.key for f in _all() if f.declared_unit == "kg" and not -2 <= f.gwp_kg_co2e <= 100}
    assert marked == outside
    assert {FACTORS[key].category for key in outside} == {"direct_emission_gas", "credit"}


def test_every_key_is_an_identifier_and_every_title_stands_in_both_languages() -> None:
    for each in _all():
        assert re.fullmatch(r"[a-z0-9_]+", each.key), each.key
        assert each.title_da.strip(), each.key
        assert each.title_en.strip(), each.key


def test_the_misnamed_pvc_pipe_is_called_what_it_is() -> None:
    """#G0119 is printed as PVC; upstream it is glass-fibre reinforced plastic."""
    assert FACTORS["br18_g0119"].title_da.startswith("Rør, afløbsrør, glasfiberarmeret plast")


def test_boards_have_no_end_of_life_in_the_wrong_unit() -> None:
    """Tabel 7 prints C3 of #G1294 per kg (1.80183) in a row per m3: taken as printed, 600 times low."""
    for board in ("br18_g1292", "br18_g1294", "br18_g1296", "br18_g1297"):
        assert board in FACTORS
        assert f"{board}_c3" not in FACTORS
    assert FACTORS["br18_g0810"].gwp_kg_co2e == pytest.approx(1.80183, rel=1e-12)


def _all() -> tuple[Factor, ...]:
    return (*FACTORS.values(), *lca_data.factors("odbl").values())
