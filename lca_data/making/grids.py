"""Energy carriers by calendar year, as BR18 tabel 8 prints them."""

from lca_data.making.sources import publication
from lca_data.making.tables import BuildError, Figure
from lca_data.making.units import text

COLUMNS = ("carrier", "year", "gwp_kg_co2e", "source")
CARRIERS = {"el": "electricity_dk", "fjv": "district_heat_dk", "gas": "gas_dk"}


def grids(figures: list[Figure]) -> list[dict[str, str]]:
    """Make the table of grids, by carrier and year.

    The id of a figure says carrier and year: ``br18_el_2030``. No year is added to the printed ones.

    Raises
    ------
    BuildError
        Where a figure is not per kWh.
    """
    rows = []
    for figure in figures:
        found = publication(figure.source)
        if figure.category != "grid_projection" or found is None:
            continue
        if figure.unit != "kWh":
            raise BuildError(f"{figure.id} is per {figure.unit}, not per kWh.")
        _, carrier, year = figure.id.split("_")
        rows.append(
            {
                "carrier": CARRIERS[carrier],
                "year": year,
                "gwp_kg_co2e": text(figure.value),
                "source": found.key,
            }
        )
    order = list(CARRIERS.values())
    return sorted(rows, key=lambda row: (order.index(row["carrier"]), row["year"]))
