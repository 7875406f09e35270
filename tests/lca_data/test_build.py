"""Making the tables: the same bytes every time, and faults that stop it."""

import csv
import hashlib
import json
import subprocess
import sys
from pathlib import Path

import pytest

from lca_data.build import build, main
from lca_data.making.materials import Choice
from lca_data.making.tables import BuildError

COLUMNS = (
    "id",
    "name_en",
    "name_da",
    "category",
    "unit",
    "gwp_kgco2e",
    "other_indicators_json",
    "source",
    "source_year",
    "geography",
    "licence",
    "source_url",
    "notes",
)
OBD = "ÖKOBAUDAT 2020-II (test)"
DESNZ = "UK Government GHG Conversion Factors (test)"
BOARD = {
    "standard": "EN15804+A1",
    "module": "A1-A3",
    "modules_gwp": {"A1-A3": -600, "C3": 800, "D": -100},
    "density_kg_m3": 500,
}
FIGURES: tuple[tuple[str, str, str, str, object, str], ...] = (
    ("obd_board", "material_virgin", "m3", "-600", BOARD, OBD),
    ("uk25_mat_wood_prim", "material_virgin", "tonne", "269.50416", {}, DESNZ),
    ("br18_el_2030", "grid_projection", "kWh", "0.047", {}, "BR18 (Bygningsreglementet) Bilag 2, Tabel 8"),
    (
        "emaps_dk_2025",
        "energy_electricity",
        "kWh",
        "0.123",
        {"published": 123, "published_unit": "gCO2eq/kWh"},
        "Electricity Maps yearly carbon intensity",
    ),
    ("bafa23_pp", "material_virgin", "kg", "1.9", {}, "BAFA Informationsblatt"),
)
BOARD_CHOICE = Choice(
    "board",
    "Plade",
    "Board",
    "en15804_a1",
    virgin="obd_board_kg",
    energy_recovery="obd_board_c3_kg",
    stores_biogenic=True,
)


def figures_csv(path: Path, rows: tuple[tuple[str, str, str, str, object, str], ...] = FIGURES) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(COLUMNS)
        for key, category, unit, value, details, source in rows:
            writer.writerow(
                (
                    key,
                    key,
                    key,
                    category,
                    unit,
                    value,
                    json.dumps(details),
                    source,
                    "2025",
                    "DK",
                    "",
                    "test",
                    "A note.",
                )
            )
    return path


def _read(path: Path) -> dict[str, dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return {next(iter(row.values())): row for row in csv.DictReader(file)}


def _bytes(folder: Path) -> dict[str, str]:
    return {
        str(p.relative_to(folder)): hashlib.sha256(p.read_bytes()).hexdigest()
        for p in sorted(folder.rglob("*"))
        if p.is_file()
    }


def test_the_same_figures_give_the_same_bytes(tmp_path: Path) -> None:
    figures = figures_csv(tmp_path / "figures.csv")
    build(figures, tmp_path / "one", (BOARD_CHOICE,))
    build(figures, tmp_path / "two", (BOARD_CHOICE,))
    assert _bytes(tmp_path / "one") == _bytes(tmp_path / "two")
    assert len(_bytes(tmp_path / "one")) == 12


def test_a_board_becomes_factors_per_cubic_metre_and_per_kilogram(tmp_path: Path) -> None:
    """-600, 800 and -100 per m3 of 500 kg: -1.2, 1.6 and -0.2 per kg; the stored carbon is the 1.6."""
    build(figures_csv(tmp_path / "f.csv"), tmp_path, (BOARD_CHOICE,))
    factors = _read(tmp_path / "core" / "factors.csv")
    assert [k for k in factors if k.startswith("obd")] == [
        "obd_board",
        "obd_board_kg",
        "obd_board_c3",
        "obd_board_c3_kg",
        "obd_board_d",
        "obd_board_d_kg",
    ]
    assert [factors[f"obd_board{m}_kg"]["gwp_kg_co2e"] for m in ("", "_c3", "_d")] == ["-1.2", "1.6", "-0.2"]
    assert factors["obd_board_kg"]["printed_value"] == "-600"
    assert _read(tmp_path / "core" / "materials.csv")["board"]["biogenic_kg_co2_per_kg"] == "1.6"


def test_each_row_goes_where_its_licence_lets_it(tmp_path: Path) -> None:
    build(figures_csv(tmp_path / "f.csv"), tmp_path, (BOARD_CHOICE,))
    assert set(_read(tmp_path / "odbl" / "factors.csv")) == {"emaps_dk_2025"}
    assert "emaps_dk_2025" not in _read(tmp_path / "core" / "factors.csv")
    assert "bafa23_pp" not in _read(tmp_path / "core" / "factors.csv")
    assert "bafa23_pp" in (tmp_path / "core" / "EXCLUDED.md").read_text(encoding="utf-8")


def test_wood_without_biogenic_carbon_is_not_burnt_with_it(tmp_path: Path) -> None:
    mixed = Choice(
        "mixed", "Træ", "Wood", "ghg_protocol", virgin="uk25_mat_wood_prim", energy_recovery="obd_board_c3_kg"
    )
    with pytest.raises(BuildError, match="is of okobaudat, not of ghg_protocol"):
        build(figures_csv(tmp_path / "f.csv"), tmp_path, (mixed,))


def test_carbon_that_vanishes_stops_the_build(tmp_path: Path) -> None:
    """A1-A3 -600 and C3 500: 100 kg of carbon dioxide would be gone for good."""
    board = {**BOARD, "modules_gwp": {"A1-A3": -600, "C3": 500}}
    figures = figures_csv(tmp_path / "f.csv", (("obd_board", "material_virgin", "m3", "-600", board, OBD),))
    with pytest.raises(BuildError, match="does not balance"):
        build(figures, tmp_path, (BOARD_CHOICE,))


def test_a_negative_production_figure_cannot_pass_as_fossil(tmp_path: Path) -> None:
    fossil = Choice(
        "board", "Plade", "Board", "en15804_a1", virgin="obd_board_kg", energy_recovery="obd_board_c3_kg"
    )
    with pytest.raises(BuildError, match="stores biogenic carbon"):
        build(figures_csv(tmp_path / "f.csv"), tmp_path, (fossil,))


def test_a_figure_per_cubic_metre_cannot_pass_as_one_per_kilogram(tmp_path: Path) -> None:
    wrong = Choice("board", "Plade", "Board", "en15804_a1", virgin="obd_board", stores_biogenic=True)
    with pytest.raises(BuildError, match="is per m3"):
        build(figures_csv(tmp_path / "f.csv"), tmp_path, (wrong,))


def test_a_factor_that_no_figure_gives_stops_the_build(tmp_path: Path) -> None:
    missing = Choice("x", "X", "X", "ghg_protocol", virgin="uk25_nothing")
    with pytest.raises(BuildError, match="which no figure gives"):
        build(figures_csv(tmp_path / "f.csv"), tmp_path, (missing,))


def test_a_source_without_a_verdict_stops_the_build(tmp_path: Path) -> None:
    figures = figures_csv(tmp_path / "f.csv", (("x", "device", "kg", "1", {}, "Somebody's database"),))
    with pytest.raises(KeyError, match="No licence verdict"):
        build(figures, tmp_path, ())


def test_a_unit_that_is_not_known_stops_the_build(tmp_path: Path) -> None:
    figures = figures_csv(tmp_path / "f.csv", (("x", "device", "stone", "1", {}, DESNZ),))
    with pytest.raises(KeyError, match="stone"):
        build(figures, tmp_path, ())


def test_the_command_asks_for_every_figure_its_materials_need(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(BuildError, match="which no figure gives"):  # all materials need all figures
        main([str(figures_csv(tmp_path / "f.csv")), "--out", str(tmp_path)])
    assert capsys.readouterr().out == ""


def test_using_the_tables_loads_nothing_that_makes_them() -> None:
    code = "import sys, lca_data; lca_data.materials(); print(*sorted(m for m in sys.modules if 'lca_' in m))"
    root = Path(__file__).parents[2]
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=root)
    assert ran.stdout.split() == [
        "lca_data", "lca_data.circular_footprint", "lca_data.external", "lca_data.families",
        "lca_data.impact_methods", "lca_data.indicators", "lca_data.library", "lca_data.reference_lives",
        "lca_data.substance_list",
    ]  # fmt: skip
