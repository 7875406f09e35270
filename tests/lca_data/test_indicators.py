"""Indicators beside the climate figure: as printed, of one family, converted as the factor is, none invented.

The printed figures are those of ÖKOBAUDAT 2020-II (BBSR), the data set's own unit, module and indicator.
"""

import csv
from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path

import pytest

import lca_data
from evaluation.codes import CODES
from evaluation.impact_indicators import INDICATORS
from lca_data.build import build
from lca_data.making.tables import BuildError
from tests.lca_data.test_build import OBD, figures_csv  # the table of figures of the tests beside

FACTORS = lca_data.factors()
IMPACTS = lca_data.factor_impacts()

PRINTED: tuple[tuple[str, Mapping[str, float]], ...] = (
    # Polypropylene pipe, 1 kg, A1-A3, C3 and D.
    (
        "obd_pp_pipe",
        {"a1_ap": 0.0030824, "a1_odp": 4.8013e-14, "a1_adpf": 80.787, "penrt": 83.607, "fw": 0.010986},
    ),
    ("obd_pp_pipe_c3", {"a1_ap": 0.00031201, "a1_ep": 7.0332e-05, "a1_adpf": 0.51494}),
    ("obd_pp_pipe_d", {"a1_ap": -0.0014399, "a1_pocp": -0.00014667, "a1_adpf": -22.781}),
    # Burning of mixed plastics, 1 kg, C3: energy handed on as electricity and as heat.
    ("obd_eol_incin_plastics", {"eee": 4.7073, "eet": 10.808, "nhwd": 0.26397, "a1_adpe": 1.7844e-08}),
)


@pytest.mark.parametrize(("factor", "printed"), PRINTED, ids=[key for key, _ in PRINTED])
def test_what_the_data_set_prints_is_what_stands_here(factor: str, printed: Mapping[str, float]) -> None:
    for indicator, value in printed.items():
        assert IMPACTS[factor][indicator] == value, indicator


def test_fleece_is_per_square_metre_and_per_kilogram_by_half_a_kilogram() -> None:
    """PE/PP fleece prints AP 0.0014792 per m2 of 0.5 kg, and 0.00017019 in C3: 0.0029584 and 0.00034038 per kg."""
    assert IMPACTS["obd_pe_pp_fleece"]["a1_ap"] == 0.0014792
    assert IMPACTS["obd_pe_pp_fleece_kg"]["a1_ap"] == pytest.approx(0.0029584, rel=1e-11)
    assert IMPACTS["obd_pe_pp_fleece_c3_kg"]["a1_ap"] == pytest.approx(0.00034038, rel=1e-11)


def test_textile_sun_protection_is_brought_to_one_square_metre_as_its_climate_figure_is() -> None:
    """Declared are 1.25077 m2 of 0.4 kg/m2: ADPF 72.848 / 1.25077 = 58.24252 a m2, / 0.4 = 145.6063 a kg."""
    assert IMPACTS["obd_sun_textile"]["a1_adpf"] == pytest.approx(72.848 / 1.25077, rel=1e-11)
    assert IMPACTS["obd_sun_textile_kg"]["a1_adpf"] == pytest.approx(72.848 / 1.25077 / 0.4, rel=1e-11)


def test_a_figure_per_tonne_is_divided_by_a_thousand_with_all_its_indicators(tmp_path: Path) -> None:
    details = {
        "standard": "EN15804+A1",
        "module": "A1-A3",
        "modules_gwp": {"A1-A3": 2500, "D": -400},
        "indicators": {"AP": 5.5, "SM": 0},
        "D_indicators": {"AP": -1.5},
    }
    figures = figures_csv(tmp_path / "f.csv", (("obd_x", "material_virgin", "tonne", "2500", details, OBD),))
    build(figures, tmp_path, ())
    assert _rows(tmp_path) == [
        ("obd_x", "a1_gwp", "2.5"), ("obd_x", "a1_ap", "0.0055"), ("obd_x", "sm", "0"),
        ("obd_x_d", "a1_gwp", "-0.4"), ("obd_x_d", "a1_ap", "-0.0015"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"standard": "EN15804+A2"}, "has indicators of EN15804"),
        ({"indicators": {"GWP-total": 1}}, "does not have"),
    ],
    ids=["+A2", "unknown"],
)
def test_an_indicator_of_another_family_stops_the_build(
    tmp_path: Path, changed: dict[str, object], told: str
) -> None:
    details = {"standard": "EN15804+A1", "indicators": {"AP": 5.5}, **changed}
    figures = figures_csv(tmp_path / "f.csv", (("obd_x", "material_virgin", "kg", "2", details, OBD),))
    with pytest.raises(BuildError, match=told):
        build(figures, tmp_path, ())


def test_the_indicators_of_a_factor_are_of_one_family() -> None:
    for key, values in IMPACTS.items():
        families = {INDICATORS[indicator].family for indicator in values}
        assert families <= {"a1", "flows"}, key
        assert set(values) <= set(CODES["impact_indicator"])


def test_every_indicator_stands_beside_a_factor_and_the_climate_figure_is_the_factors_own() -> None:
    assert set(IMPACTS) == {f.key for f in FACTORS.values() if f.family == "okobaudat"}
    for key, values in IMPACTS.items():
        assert values["a1_gwp"] == FACTORS[key].gwp_kg_co2e, key


def test_a_figure_per_kilogram_is_in_the_ratio_of_the_climate_figures() -> None:
    """An independent way to the mass: what a kilogram is of the declared unit follows from the climate figures."""
    compared = 0
    for key in (k for k in IMPACTS if f"{k}_kg" in IMPACTS):
        mass = FACTORS[key].gwp_kg_co2e / FACTORS[f"{key}_kg"].gwp_kg_co2e
        assert set(IMPACTS[key]) == set(IMPACTS[f"{key}_kg"])
        for indicator, value in IMPACTS[key].items():
            assert value == pytest.approx(IMPACTS[f"{key}_kg"][indicator] * mass, rel=1e-9), (key, indicator)
            compared += 1
    assert compared > 300


def test_nothing_is_invented_where_the_source_prints_nothing() -> None:
    """C4 of a data set prints only its climate figure; modules C3 and D print no resources; no row holds +A2."""
    assert set(IMPACTS["obd_ecg_c4"]) == {"a1_gwp"}
    assert not {"pert", "fw", "nhwd"} & set(IMPACTS["obd_pp_pipe_c3"])
    assert "pere" not in {indicator for values in IMPACTS.values() for indicator in values}
    zeros = {indicator for values in IMPACTS.values() for indicator, value in values.items() if value == 0}
    assert zeros <= {"sm", "a1_gwp"}  # printed as 0 by the source
    assert {k for k, v in IMPACTS.items() if v["a1_gwp"] == 0} <= {k for k in FACTORS if "_c" in k}


def test_heat_that_is_bought_is_not_heat_that_is_handed_on() -> None:
    """District heat prints EET 3.6 MJ, its own declared kWh: as an output it would be welcome, which it is not."""
    assert "eet" not in IMPACTS["obd_dh_gas"]
    assert IMPACTS["obd_dh_gas"]["a1_adpf"] == 2.4556


def test_a_tender_copies_the_indicators_of_its_own_factors() -> None:
    rows = lca_data.impacts_of(["obd_pp_pipe_d", "uk25_fre_hgv_all"])
    assert {row.factor for row in rows} == {"obd_pp_pipe_d"}
    assert {row.indicator: row.value for row in rows} == dict(IMPACTS["obd_pp_pipe_d"])
    with pytest.raises(lca_data.UnknownKeyError, match="unobtainium"):
        lca_data.impacts_of(["unobtainium"])


def test_each_figure_stands_once() -> None:
    with files("lca_data").joinpath("core", "factor_impacts.csv").open(encoding="utf-8") as file:
        keys = [(row["factor"], row["indicator"]) for row in csv.DictReader(file)]
    assert len(keys) == len(set(keys))


def _rows(folder: Path) -> list[tuple[str, str, str]]:
    with (folder / "core" / "factor_impacts.csv").open(encoding="utf-8") as file:
        return [(row["factor"], row["indicator"], row["value"]) for row in csv.DictReader(file)]
