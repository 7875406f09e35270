"""A second computation of the gowns sample: plain Python from the cells, nothing of the program's own."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from sample_tenders.content import surgical_gowns
from tests.sample_tenders.by_hand import Cells, bid_cells, number
from tests.samples import Sample

CONTENT = Path(surgical_gowns.__file__).parent
USES_A_YEAR = {"gown_standard": 84_000.0, "gown_high": 36_000.0}
YEARS, RATE, DISPOSAL = 4, 0.035, 3.5
ANNUITY = sum((1 + RATE) ** -year for year in range(1, YEARS + 1))
REFERENCE_USES, LONGEST_YEARS = 30.0, 5.0
DEFAULT_PACKAGING_KG = {"gown_standard": 0.064, "gown_high": 0.072}
# Production and burning of a kilogram, kg CO2e: BR18 table 7 G0490 (1.26052 and 1.88424 a m2 of 0.5 kg),
# Okobaudat textile (8.38282908 and 2.20544145), PE film (0.3994044067 and 0.55595 a m2 of 0.2 kg).
KG_CO2E_PER_KG = {
    "nonwoven_pe_pp": (1.26052 + 1.88424) / 0.5,
    "polyester_fabric": 8.38282908068 + 2.20544144807,
    "pe_film": (0.3994044067 + 0.55595) / 0.2,
}
# DESNZ 2025: all HGV, tank to wheel and well to tank, kg CO2e/tkm; water supply, kg CO2e/m3.
HGV, WATER, DELIVERY_KM = 0.10163 + 0.02359, 0.1913, 300.0
# Ember's yearly averages, kg CO2e/kWh; heat in Denmark by BR18 annex 2 table 8 on the line from 0.0878 in 2025
# to 0.0713 in 2030, the mean of 2027 to 2030; abroad the German mix of Okobaudat.
ELECTRICITY = {"dk": 0.1433, "de": 0.34206, "pl": 0.61498}
HEAT = {
    "dk": sum(0.0878 + (0.0713 - 0.0878) * (year - 2025) / 5 for year in range(2027, 2031)) / 4,
    "de": 0.2472170103,
    "pl": 0.2472170103,
}
ONCE = 1.0
# 250 EUR/t (Umweltbundesamt, emissions of 2023) at the central rate of 7.46038 kr., and Danish heat by year.
KRONER_PER_TONNE = 250 * 7.46038
DANISH_HEAT = [0.0878 + (0.0713 - 0.0878) * (year - 2025) / 5 for year in range(2027, 2031)]


@dataclass(frozen=True)
class Figures:
    """What a bid comes to over four years: cost [kr.], emissions [kg CO2e], residual waste [kg]."""

    cost: float
    kg_co2e: float
    waste_kg: float


def cells_of(gowns: Sample, bid: str) -> Cells:
    """Return what stands in the sheet of a bid."""
    files = {each.id: each.files[0].name for each in gowns.reading.bids}
    return bid_cells(gowns.folder / "bids" / files[bid])


def with_typed(cells: Cells, table: str, **typed: object) -> Cells:
    """Return the cells with other figures typed for both gowns, a blank by None."""
    changed = {(table, key, name): value for key in USES_A_YEAR for name, value in typed.items()}
    return {**cells, **changed}


def uses_of_a_piece(cells: Cells, key: str) -> float:
    """Return the mean uses of a piece: guaranteed, less what is lost, within the highest age."""
    claim = number(cells["circulation", key, "uses_per_piece"])
    uses = min(claim, max(REFERENCE_USES, number(cells["product_data", key, "guarantee"])))
    loss = number(cells["circulation", key, "loss_per_use"]) / 100
    if loss:
        uses = (1 - (1 - loss) ** uses) / loss
    pool = cells["circulation", key, "pieces_in_pool"]
    return uses if pool is None else min(uses, LONGEST_YEARS * USES_A_YEAR[key] / number(pool))


def figures(cells: Cells) -> Figures:
    """Return the cost, emissions and waste of a bid."""
    cost = kg_co2e = waste_kg = 0.0
    for key, a_year in USES_A_YEAR.items():
        parts = [
            (
                cells["materials", f"{key}/{part}", "material"],
                number(cells["materials", f"{key}/{part}", "mass_kg"]),
            )
            for part in (1, 2, 3)
        ]
        gown_kg, life = sum(kg for _, kg in parts), uses_of_a_piece(cells, key)
        packaging = cells["product_data", key, "packaging_kg"]
        packed_kg = DEFAULT_PACKAGING_KG[key] if packaging is None else number(packaging)
        waste_a_use = gown_kg / life + packed_kg
        made_and_burnt = sum(kg * KG_CO2E_PER_KG[material_key(word)] for word, kg in parts if kg) / life
        made_and_burnt += packed_kg * KG_CO2E_PER_KG["pe_film"]
        a_use = (
            made_and_burnt + waste_a_use * DELIVERY_KM / 1000 * HGV + cycle(cells, key, gown_kg + packed_kg)
        )
        kg_co2e += a_year * YEARS * a_use
        waste_kg += a_year * YEARS * waste_a_use
        price = number(cells["prices", key, "unit_price"])
        by_piece = str(cells["prices", key, "fee_basis"]).startswith("pr. enhed")
        lost = (
            number(cells["circulation", key, "price_if_lost"])
            * number(cells["circulation", key, "loss_per_use"])
            / 100
        )
        paid = price / life if by_piece else price + lost
        cost += a_year * (paid + waste_a_use * DISPOSAL) * ANNUITY
    return Figures(cost, kg_co2e, waste_kg)


def external_cost(cells: Cells) -> float:
    """Return what the emissions cost others [kr.]: a quarter of the kilograms a year, but for Danish heat.

    Only the Danish heat has a factor for each year; every other kilogram falls evenly on the four years.
    """
    heat_kwh = 0.0
    for key, a_year in USES_A_YEAR.items():
        if str(cells["circulation", key, "place"]).startswith("dk"):
            heat_kwh += a_year * number(cells["circulation", key, "heat_kwh_per_cycle"])
    even_kg = figures(cells).kg_co2e / YEARS - heat_kwh * HEAT["dk"]
    total = 0.0
    for year, factor in enumerate(DANISH_HEAT, start=1):
        total += (even_kg + heat_kwh * factor) * KRONER_PER_TONNE / 1000 / (1 + RATE) ** year
    return total


def cycle(cells: Cells, key: str, there_and_back_kg: float) -> float:
    """Return what making a gown ready again emits [kg CO2e a use]."""

    def taken(name: str) -> float:
        return number(cells["circulation", key, name])

    word = cells["circulation", key, "place"]
    place = "pl" if word is None else str(word).split(" – ")[0]
    return (
        taken("electricity_kwh_per_cycle") * ELECTRICITY[place]
        + taken("heat_kwh_per_cycle") * HEAT[place]
        + taken("water_litres_per_cycle") / 1000 * WATER
        + taken("transport_km_per_cycle") * there_and_back_kg / 1000 * HGV
    )


def material_key(word: object) -> str:
    """Return the key of a material as it was picked from the list."""
    return str(word).split(" – ")[0]


def status_quo() -> tuple[float, float]:
    """Return emissions [kg CO2e] and residual waste [kg] of today's single-use gowns over four years."""
    with (CONTENT / "status_quo.toml").open("rb") as file:
        products: Mapping[str, Mapping[str, object]] = tomllib.load(file)
    kg_co2e = waste_kg = 0.0
    for key, product in products.items():
        parts = product["parts"]
        assert isinstance(parts, list)
        weighed = [*parts, ("pe_film", number(product["packaging_kg"]))]
        uses = USES_A_YEAR[key] * YEARS
        for material, kg in weighed:
            kg_co2e += uses * kg * (KG_CO2E_PER_KG[material] + DELIVERY_KM / 1000 * HGV)
            waste_kg += uses * kg
    return kg_co2e, waste_kg
