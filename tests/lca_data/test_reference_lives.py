"""The reference lives: as published, each of a kind, with source and licence, share-alike ones apart."""

import csv
from pathlib import Path

import pytest

import lca_data
from lca_data.reference_lives import ReferenceLife

CORE = lca_data.reference_lives()
ODBL = lca_data.reference_lives("odbl")
EVERY = (*CORE.values(), *ODBL.values())


@pytest.mark.parametrize(
    ("key", "years", "declarations"),
    [
        ("laptop_boavizta", 4, 436), ("monitor_boavizta", 6, 296), ("desktop_boavizta", 4, 242),
        ("server_boavizta", 4, 55), ("smartphone_boavizta", 3, 50), ("tablet_boavizta", 3, 22),
        ("printer_boavizta", 5, 11), ("thin_client_boavizta", 2, 16),
    ],
)  # fmt: skip
def test_medians_of_boavizta(key: str, years: float, declarations: int) -> None:
    """Median of the column lifetime by category: Boavizta, environmental-footprint-data, 61323eb, boavizta-data-us.csv."""
    life = ODBL[key]
    assert (life.value, life.unit, life.kind) == (years, "years", "declared")
    assert f" {declarations} " in life.note


@pytest.mark.parametrize(
    ("key", "years"),
    [
        ("laptop_ademe", 5), ("desktop_ademe", 6), ("monitor_ademe", 6), ("tablet_ademe", 3),
        ("television_ademe", 8), ("smartphone_ademe", 2.5), ("projector_ademe", 8),
        ("washing_machine_ademe", 12), ("dishwasher_ademe", 12), ("refrigerator_ademe", 10),
        ("microwave_oven_ademe", 12), ("vacuum_cleaner_ademe", 8), ("kettle_ademe", 6), ("clothing_ademe", 5),
    ],
)  # fmt: skip
def test_years_of_use_of_impact_co2(key: str, years: float) -> None:
    """ADEME, Impact CO2 (incubateur-ademe/impactco2, 8076a48), default years of use."""
    assert (CORE[key].value, CORE[key].unit, CORE[key].kind) == (years, "years", "actual")


@pytest.mark.parametrize("product", ["chair", "table", "wardrobe", "bed", "sofa"])
def test_furniture_of_nos_gestes_climat(product: str) -> None:
    """incubateur-ademe/nosgestesclimat, ameublement.publicodes: 10 years, within 5 to 20 (a wardrobe 5 to 15)."""
    life = CORE[f"{product}_household"]
    assert (life.value, life.unit) == (10, "years")
    assert ("5 to 15" if product == "wardrobe" else "5 to 20") in life.note


@pytest.mark.parametrize(
    ("key", "years"),
    [("door", 30), ("window", 25), ("floor", 50), ("wall", 50), ("structure", 50), ("ceiling", 25)],
)
def test_parts_of_a_building_of_circular_eco_bim(key: str, years: float) -> None:
    """CircularEcoBIM, CircularityTool4Revit, data/Lifespan_expectancy.json."""
    assert (CORE[key].value, CORE[key].unit, CORE[key].kind) == (years, "years", "designed")


@pytest.mark.parametrize(
    ("key", "value", "unit", "kind"),
    [
        (
            "office_chair_epd",
            15,
            "years",
            "declared",
        ),  # NEPD-1609-638-EN: "maintained for a period of 15 years"
        ("t_shirt_worn", 45, "uses", "actual"),  # Ecobalyse: "45 jours pour un t-shirt"
        ("surgical_gown_reusable", 75, "uses", "designed"),  # Elis: "an optimal 75 times"
        ("washing_machine_replaced", 9.1, "years", "actual"),  # Labo Maison
        ("large_appliances_replaced", 8.8, "years", "actual"),  # Labo Maison
    ],
)
def test_single_lives(key: str, value: float, unit: str, kind: str) -> None:
    assert (CORE[key].value, CORE[key].unit, CORE[key].kind) == (value, unit, kind)


@pytest.mark.parametrize("life", EVERY, ids=lambda life: life.key)
def test_every_life_has_titles_a_source_an_address_a_licence_and_a_note(life: ReferenceLife) -> None:
    assert life.value > 0
    assert life.title_da
    assert life.title_en
    assert life.source in life.citation
    assert life.url.startswith("https://")
    assert life.licence
    assert life.note.endswith(".")
    assert ("not read at the source" in life.citation) == (life.verified == "second_hand")
    assert bool(life.read_at) == (life.verified == "read")


def test_share_alike_lives_stand_in_the_share_alike_folder_alone() -> None:
    assert all(life.licence.startswith("ODbL") for life in ODBL.values())
    assert not any("ODbL" in life.licence or "Boavizta" in life.source for life in CORE.values())
    assert not set(CORE) & set(ODBL)
    folder = Path(lca_data.__file__).parent / "odbl"
    assert "Boavizta" in (folder / "LICENCE").read_text(encoding="utf-8")
    assert "reference_lives.csv" in (folder / "SOURCES.md").read_text(encoding="utf-8")


def test_no_key_stands_twice_in_a_table() -> None:
    root = Path(lca_data.__file__).parent
    for path, lives in ((root / "reference_lives.csv", CORE), (root / "odbl" / "reference_lives.csv", ODBL)):
        with path.open(encoding="utf-8") as file:
            assert [row["key"] for row in csv.DictReader(file)] == list(lives)


def test_a_life_that_is_not_there_is_named() -> None:
    with pytest.raises(lca_data.UnknownKeyError, match="laptop_boavizta"):
        lca_data.reference_life("laptop_boavizta")
