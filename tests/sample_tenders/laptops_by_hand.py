"""A second computation of the laptop sample: plain Python from the cells, nothing of the program's own."""

from collections.abc import Mapping

from tests.sample_tenders.by_hand import Cells, bid_cells, grid, number
from tests.samples import Sample

LOTS = {"LOT-0001": "l1", "LOT-0002": "l2"}
# Pieces a contract year; two of them. A piece is used for four years, and its reference life is five.
PIECES = {"LOT-0001": 3_250, "LOT-0002": 750}
USE_YEARS, LIFE_YEARS, FIRST_YEAR = 4, 5, 2027
V = 1 / 1.035
ELECTRICITY, ELECTRICITY_GROWTH = 1.60, 1.015
CONDITIONS = {"a": 0.10, "b": 0.30, "c": 0.60}
RETURNED, CAP = 0.95, 0.25
# ADEME, manufacture and distribution, kg CO2e a piece: a new laptop; an external SSD and a power supply.
NEW, EXCHANGED = 182.3, 135.0161 + 3.65
DEFAULT_FOOTPRINT = 354.0


def sheets_of(laptops: Sample, lot: str) -> Mapping[str, Cells]:
    """Return the cells of every bid that is calculated in a lot, by bid."""
    return {
        bid.id: bid_cells(laptops.folder / "bids" / file.name)
        for bid in laptops.reading.bids
        for file in bid.files
        if file.lot == lot and bid.id in laptops.done.lots[lot].calculated
    }


def bought_back(cells: Cells, item: str, distribution: Mapping[str, float]) -> float:
    """Return what a piece is bought back for on average, before it is discounted [kr.]."""
    most = CAP * number(cells["prices", item, "unit_price"])
    prices = {name: number(cells["product_data", item, f"buy_back_{name}"]) for name in distribution}
    return RETURNED * sum(share * min(prices[name], most) for name, share in distribution.items())


def costs(
    laptops: Sample, lot: str, distribution: Mapping[str, float] = CONDITIONS
) -> dict[str, dict[str, float]]:
    """Return the life-cycle cost of every bid of a lot by what it is paid for [kr.]."""
    found: dict[str, dict[str, float]] = {}
    for bid, cells in sheets_of(laptops, lot).items():
        item, prefix = f"{LOTS[lot]}_laptop", LOTS[lot]
        kwh = number(cells["product_data", item, "electricity_kwh_per_year"])
        paid = dict.fromkeys(("purchase", "service", "energy", "other", "buy_back"), 0.0)
        for start in (0, 1):
            end = start + USE_YEARS
            pieces = PIECES[lot]
            paid["purchase"] += pieces * number(cells["prices", item, "unit_price"]) * V**start
            paid["service"] += (
                pieces * number(cells["service_prices", f"{prefix}_on_site", "price"]) * V**start
            )
            paid["other"] += pieces * number(cells["service_prices", f"{prefix}_wiping", "price"]) * V**end
            paid["buy_back"] -= pieces * bought_back(cells, item, distribution) * V**end
            for year in range(start + 1, end + 1):
                paid["energy"] += pieces * kwh * ELECTRICITY * (ELECTRICITY_GROWTH * V) ** year
        found[bid] = paid
    return found


def emissions(pieces: float, made: float, kwh: float) -> dict[str, float]:
    """Return what two deliveries of so many pieces emit [kg CO2e]: four of five years of a life, and use.

    Parameters
    ----------
    pieces : of each of the two deliveries.
    made : of one piece [kg CO2e].
    kwh : of one piece a year.
    """
    years = [FIRST_YEAR + start + n for start in (0, 1) for n in range(USE_YEARS)]
    return {
        "A1-A3": 2 * pieces * made * USE_YEARS / LIFE_YEARS,
        "B6": pieces * kwh * sum(grid(year) for year in years),
    }


def emissions_of(laptops: Sample, lot: str) -> dict[str, dict[str, float]]:
    """Return the emissions of every bid of a lot by module [kg CO2e]."""
    found: dict[str, dict[str, float]] = {}
    for bid, cells in sheets_of(laptops, lot).items():
        item = f"{LOTS[lot]}_laptop"
        if lot == "LOT-0001":
            made = NEW if str(cells["prices", item, "condition"]).endswith("/ new") else EXCHANGED
        else:
            stated = cells["declarations", item, "gwp_a1_a3"]
            made = DEFAULT_FOOTPRINT if stated is None else number(stated)
        kwh = number(cells["product_data", item, "electricity_kwh_per_year"])
        found[bid] = emissions(PIECES[lot], made, kwh)
    return found
