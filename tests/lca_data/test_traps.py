"""What published figures hide from whoever makes tables of them, each with a test of its own."""

import math
from pathlib import Path

import pytest

import lca_data
from evaluation.factors import Factor
from evaluation.pedigree import scores_of
from lca_data.build import build
from lca_data.making.factors import factors
from lca_data.making.materials import Choice, materials
from lca_data.making.pedigree import scores_of_row
from lca_data.making.tables import BuildError, read_figures
from tests.lca_data.test_build import figures_csv  # the table of figures of the tests beside

CORE = lca_data.factors()
ALL: tuple[Factor, ...] = (*CORE.values(), *lca_data.factors("odbl").values())
MAKER = "Manufacturer PCF (Dell), Boavizta environmental-footprint-data"
ADEME = "ADEME Base Empreinte / Impact CO2 (numérique, values of 18 Nov 2025)"


# 13


def test_a_footprint_with_the_makers_use_in_it_makes_no_material(tmp_path: Path) -> None:
    """Boavizta prints 267 kg for an OptiPlex 7090, 30.8 % of it four years of use in the EU: made are no 267 kg.

    Medians are of what is made: smartphones 52.8 kg, where whole footprints have 69.5. The eleven printers have a
    median of whole footprints alone, with prints and paper in it, and are left out.
    """
    rows: tuple[tuple[str, str, str, str, object, str], ...] = (
        ("pcf_optiplex", "device", "piece", "267", {"use_ratio": 0.308, "lifetime_years": 4.0}, MAKER),
        (
            "pcf_median_total_printer",
            "device",
            "piece",
            "6150",
            {},
            "DERIVED median of gwp_total in Boavizta",
        ),
    )
    made, left_out = factors(read_figures(figures_csv(tmp_path / "f.csv", rows)))
    assert (made["pcf_optiplex"]["modules"], list(made)) == ("A1-C4", ["pcf_optiplex"])
    assert left_out["pcf_median_total_printer"].endswith("no generic printer.")
    computer = Choice("pc", "Pc", "Pc", "ademe", "product_class", "piece", virgin="pcf_optiplex")
    with pytest.raises(BuildError, match="is of boavizta, not of ademe"):
        materials((computer,), made)

    with_use = {f.key: f for f in ALL if f.modules == "A1-C4"}
    assert len(with_use) == 18
    assert with_use["pcf_dell_optiplex_7090_micro_form_factor"].gwp_kg_co2e == 267.0
    assert all("strip it" in str(f.note) for f in with_use.values())
    taken = {key for row in lca_data.materials().values() for key in lca_data.factor_keys_of(row)}
    assert not taken & set(with_use)
    medians = {f.key: f for f in ALL if f.key.startswith("pcf_median_")}
    assert {f.modules for f in medians.values()} == {"A1-A3"}
    assert medians["pcf_median_smartphone"].gwp_kg_co2e == 52.8
    assert "pcf_median_total_printer" not in medians


# 14


def test_no_electricity_is_of_the_table_with_corrupt_grids() -> None:
    """BoaviztAPI has 0.634 kg CO2e a kWh for Denmark (of 2011) and 0.22 mol H+e for the EU; NegaOctet has water below nought.

    The dearest Danish year here is 0.212 (Electricity Maps, DK1 in 2021). One SO2 of 0.064066 kg gives two mol of H+:
    0.22 mol are 0.22 x 0.064066 / 2 = 0.00705 kg SO2e, eleven times the 0.00062773 of the German mix (ÖKOBAUDAT).
    """
    electricity = [f for f in ALL if f.category == "energy_electricity"]
    assert {f.source for f in electricity} == {
        "desnz_2025", "ember_yearly", "ipcc_ar5_annex_iii", "okobaudat_2020_ii", "electricity_maps",
    }  # fmt: skip
    danish = [f.gwp_kg_co2e for f in electricity if str(f.geography).startswith(("DK", "DNK"))]
    assert len(danish) == 16
    printed = [g.gwp_kg_co2e for g in lca_data.grid_years() if g.carrier == "electricity_dk"]
    assert max(danish + printed) == 0.212
    # No plant is worse than the median of coal in the literature (IPCC 2014).
    assert max(f.gwp_kg_co2e for f in electricity) == 0.82

    impacts = {
        f.key: lca_data.factor_impacts()[f.key] for f in electricity if f.source == "okobaudat_2020_ii"
    }
    assert {
        key for row in lca_data.factor_impacts().values() for key in row if key.startswith("a2_")
    } == set()
    assert max(row["a1_ap"] for row in impacts.values()) == 0.00062773
    assert min(value for row in impacts.values() for value in row.values()) == 0.0


# 15


def test_use_on_the_french_grid_is_in_no_figure_of_a_product(tmp_path: Path) -> None:
    """ADEME prints for a laptop 170 + 12.3 kg to make and bring it, 2.79 to discard it, and 1.506 a year of French use.

    Five such years would make 182.3 into 189.83. A washing machine is 191 + 12.2 + 47.6 + 90.3 = 341.1, and 18.08 a
    year. The wardrobe (907 kg) and the bed, whose stages are not their total, are not taken.
    """
    laptop = {
        "stages": {"construction": 170, "assembly_distribution": 12.3},
        "use_per_year_FR_grid": 1.50600825, "default_years": 5, "end_of_life": 2.79,
    }  # fmt: skip
    build(
        figures_csv(tmp_path / "f.csv", (("ademe_laptop", "device", "piece", "182.3", laptop, ADEME),)),
        tmp_path,
        (),
    )
    lines = (tmp_path / "core" / "factors.csv").read_text(encoding="utf-8").splitlines()
    columns = lines[0].split(",")
    built = [dict(zip(columns, line.split(","), strict=False)) for line in lines[1:]]
    assert {row["key"]: row["gwp_kg_co2e"] for row in built} == {
        "ademe_laptop": "182.3",
        "ademe_laptop_c": "2.79",
    }

    of_ademe = {key: f for key, f in CORE.items() if f.family == "ademe"}
    assert {f.modules for f in of_ademe.values()} == {"A1-A4", "C1-C4"}
    assert of_ademe["ademe_dev_ordinateurportable"].gwp_kg_co2e == pytest.approx(170 + 12.3)
    assert of_ademe["ademe_dev_ordinateurportable_c"].gwp_kg_co2e == 2.79
    assert of_ademe["ademe_app_lavelinge"].gwp_kg_co2e == pytest.approx(191 + 12.2 + 47.6 + 90.3)
    furniture = {
        key.removeprefix("ademe_fur_"): f.gwp_kg_co2e for key, f in of_ademe.items() if "_fur_" in key
    }
    assert furniture == {
        "chaiseenbois": 18.6, "tableenbois": 80.2, "canapetextile": 179.0, "canapeconvertible": 198.0,
    }  # fmt: skip


# 16


def test_a_grid_without_a_year_is_as_uncertain_as_one_of_long_ago() -> None:
    """Ember's Denmark: scores 2, 1, 5, 1, 2, of which 1.05, 1, 1.5, 1 and 1 follow, beside the basic 1.05.

    √(2 ln²1.05 + ln²1.5) = 0.411295; GSD = exp(0.205647) = 1.2283. Taken for one of 2025, the time would be 1 and
    GSD = exp(√(2 ln²1.05) / 2) = 1.0351.
    """
    ember = [f for f in ALL if f.source == "ember_yearly"]
    assert len(ember) == 14
    assert {(f.year, scores_of(str(f.pedigree))[2]) for f in ember} == {(None, 5)}
    assert all("Year not stated" in str(f.note) for f in ember)
    assert lca_data.sources()["ember_yearly"].year is None
    assert CORE["ember_dnk"].pedigree == "2,1,5,1,2"
    assert CORE["ember_dnk"].gsd == round(
        math.exp(math.sqrt(2 * math.log(1.05) ** 2 + math.log(1.5) ** 2) / 2), 4
    )
    assert CORE["ember_dnk"].gsd == 1.2283

    row = {
        "key": "x",
        "source": "ember_yearly",
        "category": "energy_electricity",
        "geography": "DNK",
        "quality": "measured",
    }
    assert scores_of_row({**row, "year": ""}) == (2, 1, 5, 1, 2)
    assert scores_of_row({**row, "year": "2025"}) == (2, 1, 1, 1, 2)
