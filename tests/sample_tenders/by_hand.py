"""A second computation of the furniture sample: plain Python from the cells, nothing of the program's own."""

import tomllib
from collections.abc import Mapping
from functools import cache
from itertools import pairwise
from pathlib import Path

import openpyxl

from sample_tenders.content import office_furniture
from tests.samples import Sample

CONTENT = Path(office_furniture.__file__).parent
STUDY_YEARS, USE_YEARS, DELIVERY_YEARS = 12, 8, 4
V = 1 / 1.035
ELECTRICITY, ELECTRICITY_GROWTH, DISPOSAL = 1.60, 1.015, 0.613
OPTION_WEIGHT = {"l1_16": 0.5}
DELIVERIES = {"LOT-0001": 60, "LOT-0002": 30, "LOT-0003": 20}
RESERVATIONS = {("LOT-0002", "41607185"): 42_708.80}
FILLED_FACTOR = 1.1
DEFAULT_PACKAGING_KG = {"l3_01": 12.0}
# Recycled and burnt where nothing is contracted; three quarters of what is recycled is not lost.
RECYCLED = {"product": 0.19, "packaging": 0.65}
RECYCLING_YIELD = 0.75
# BR18, annex 2, table 8, kg CO2e/kWh; linear between, 2040 held.
GRID = ((2025, 0.135), (2030, 0.047), (2035, 0.0414), (2040, 0.0403))
FIRST_YEAR, TRANSPORT_KM = 2027, 600
# DESNZ 2025: all HGV, tank to wheel and well to tank, kg CO2e/tkm.
HGV = 0.10163 + 0.02359

Cells = Mapping[tuple[str, str, str], object]
Line = Mapping[str, object]


@cache
def lines() -> Mapping[str, Mapping[str, Line]]:
    """Return the lines of each lot by key, from the content file."""
    with (CONTENT / "lines.toml").open("rb") as file:
        content = tomllib.load(file)
    columns = content.pop("columns")
    return {
        f"LOT-000{number}": {key: dict(zip(columns, cells, strict=False)) for key, cells in of.items()}
        for number, of in enumerate(content.values(), start=1)
    }


def yearly(line: Line) -> float:
    """Return the pieces of one contract year; every year has the same."""
    quantity = line["quantity"]
    assert isinstance(quantity, list)
    assert len(quantity) == DELIVERY_YEARS
    assert len(set(quantity)) == 1
    return float(quantity[0])


def life(line: Line) -> float:
    """Return the reference life [years]."""
    return number(line["reference_life"])


def number(value: object) -> float:
    """Return a cell's number; a blank is nought here, where the sample means it so."""
    if value is None:
        return 0.0
    assert isinstance(value, (int, float))
    return float(value)


@cache
def bid_cells(path: Path) -> Cells:
    """Return what stands in a bid sheet: (table, key, field) to value, found by the hidden description."""
    book = openpyxl.load_workbook(path)
    description = [row for row in book["_skema"].iter_rows(values_only=True) if row[0] is not None]
    places = {row[1]: (str(row[2]), int(str(row[5]))) for row in description if row[0] == "sheet"}
    cells: dict[tuple[str, str, str], object] = {}
    for kind, table, field, at, *_ in description:
        if kind != "column" or table == "bidder":
            continue
        name, first = places[table]
        for row in range(first, book[name].max_row + 1):
            key = book[name][f"A{row}"].value
            if key is not None:
                cells[str(table), str(key), str(field)] = book[name][f"{at}{row}"].value
    return cells


def paths_of(furniture: Sample, lot: str) -> Mapping[str, Path]:
    """Return the bid sheet of every bid that is calculated in a lot."""
    return {
        bid.id: furniture.folder / "bids" / file.name
        for bid in furniture.reading.bids
        for file in bid.files
        if file.lot == lot and bid.id in furniture.done.lots[lot].calculated
    }


def residual_share(component: str, reuse: float = 0.0, recycling: float = 0.0) -> float:
    """Return what is left as waste of a kilogram: contracted shares first, the rest the published way."""
    recycled = recycling + (1 - reuse - recycling) * RECYCLED[component]
    return 1 - reuse - recycled * RECYCLING_YIELD


def residual_waste_kg(furniture: Sample, lot: str, bid: str) -> float:
    """Return the residual waste of a bid over the study period [kg]."""
    cells = bid_cells(paths_of(furniture, lot)[bid])
    total = 0.0
    for key, line in lines()[lot].items():
        if "reference_value" not in line:
            continue
        product = sum(number(cells["materials", f"{key}/{part}", "mass_kg"]) for part in range(1, 6))
        reuse, recycling = (
            number(cells["product_data", key, f"taken_back_{route}_share"]) / 100
            for route in ("reuse", "recycling")
        )
        packaging = cells["product_data", key, "packaging_kg"]
        packed = DEFAULT_PACKAGING_KG[key] if packaging is None else number(packaging)
        a_piece = product * residual_share("product", reuse, recycling) + packed * residual_share("packaging")
        total += a_piece * DELIVERY_YEARS * yearly(line) * USE_YEARS / life(line)
    return total


def furniture_costs(furniture: Sample, lot: str) -> dict[str, float]:
    """Return the life-cycle cost of every bid calculated in a lot [kr.]."""
    sheets = {bid: bid_cells(path) for bid, path in paths_of(furniture, lot).items()}
    return {bid: _cost(furniture, lot, bid, sheets) for bid in sheets}


def _cost(furniture: Sample, lot: str, bid: str, sheets: Mapping[str, Cells]) -> float:
    cells = sheets[bid]
    total = RESERVATIONS.get((lot, bid), 0.0)
    for key, line in lines()[lot].items():
        offered = [number(p) for of in sheets.values() if (p := of["prices", key, "unit_price"]) is not None]
        stated = cells["prices", key, "unit_price"]
        price = max(offered) * FILLED_FACTOR if stated is None else number(stated)
        pieces = yearly(line) * OPTION_WEIGHT.get(key, 1.0)
        kwh = number(cells.get(("product_data", key, "electricity_kwh_per_year")))
        for start in range(DELIVERY_YEARS):
            total += pieces * price * V**start
            if life(line) < USE_YEARS:
                assert 2 * life(line) >= USE_YEARS
                total += pieces * price * V ** (start + life(line))
            for year in range(start + 1, start + USE_YEARS + 1):
                total += pieces * kwh * ELECTRICITY * ELECTRICITY_GROWTH**year * V**year
    delivery = number(cells["service_prices", f"l{lot[-1]}_delivery", "price"])
    total += sum(DELIVERIES[lot] * delivery * V**year for year in range(DELIVERY_YEARS))
    a_year = residual_waste_kg(furniture, lot, bid) / STUDY_YEARS * DISPOSAL
    return total + sum(a_year * V**year for year in range(1, STUDY_YEARS + 1))


def status_quo(furniture: Sample) -> dict[str, tuple[float, float]]:
    """Return emissions [kg CO2e] and residual waste [kg] of today's products by lot."""
    with (CONTENT / "status_quo.toml").open("rb") as file:
        products = tomllib.load(file)
    factor = {f.key: f.gwp_kg_co2e for f in furniture.tender.factors}
    found: dict[str, tuple[float, float]] = {}
    for lot, of in lines().items():
        emissions = waste = 0.0
        for key, line in of.items():
            if key not in products:
                continue
            worn = DELIVERY_YEARS * yearly(line) * USE_YEARS / life(line)
            parts = [(material, kg, "product") for material, kg in products[key]["parts"]]
            parts.append(("cardboard_desnz", products[key]["packaging_kg"], "packaging"))
            for material, kg, component in parts:
                row = next(m for m in furniture.tender.materials if m.key == material)
                recycled = RECYCLED[component]
                per_kg = factor[str(row.virgin)] + HGV * TRANSPORT_KM / 1000
                per_kg += (
                    recycled * factor[str(row.recycling)] + (1 - recycled) * factor[str(row.energy_recovery)]
                )
                emissions += worn * kg * per_kg
                waste += worn * kg * residual_share(component)
            kwh = products[key]["electricity_kwh_per_year"]
            for start in range(DELIVERY_YEARS):
                years = range(FIRST_YEAR + start, FIRST_YEAR + start + USE_YEARS)
                emissions += yearly(line) * kwh * sum(grid(year) for year in years)
        found[lot] = emissions, waste
    return found


def grid(year: int) -> float:
    """Return the emission factor of Danish electricity in a year [kg CO2e/kWh]."""
    for (start, low), (end, high) in pairwise(GRID):
        if start <= year <= end:
            return low + (high - low) * (year - start) / (end - start)
    return GRID[-1][1]
