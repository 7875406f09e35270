"""What the tender publishes of emissions: one factor for a new laptop, and one for a used one."""

from evaluation.factors import Factor, GridYear, Material, Source
from lca_data.library import factors, select

LAPTOP = "laptop"
REFURBISHED = "laptop_refurbished"
# What is taken to be new in a refurbished laptop; each is a finished product of the same publication.
EXCHANGED = ("ademe_dev_ssd", "ademe_dev_alimentationordinateur")


def published() -> tuple[tuple[Material, ...], tuple[Factor, ...], tuple[GridYear, ...], tuple[Source, ...]]:
    """Return the closed lists of the tender: materials, factors, grid years and sources.

    The tables have no factor of a refurbished laptop. The tender's own copy of the product class gets one: the
    sum of the parts that are exchanged [kg CO2e a piece], which is a conservative stand-in.
    """
    materials, listed, grids, sources = select([LAPTOP], ["electricity_dk"], EXCHANGED)
    laptop = materials[0].model_copy(
        update={
            "reused": REFURBISHED,
            "note": "Ny: fremstilling og distribution. Brugt: et forsigtigt skøn, se faktoren. "
            "Bortskaffelse, 2,79 kg pr. stk., er ens for alle og regnes ikke med.",
        }
    )
    return (laptop,), (*listed, _refurbished()), grids, sources


def _refurbished() -> Factor:
    parts = [factors()[key] for key in EXCHANGED]
    whole = factors()[str(select([LAPTOP])[0][0].virgin)]
    return whole.model_copy(
        update={
            "key": REFURBISHED,
            "title_da": "Bærbar computer, istandsat – udskiftede dele",
            "title_en": "Laptop, refurbished – parts exchanged",
            "gwp_kg_co2e": round(sum(part.gwp_kg_co2e for part in parts), 4),
            "boundary": "manufacture and distribution of the parts exchanged",
            "note": "External SSD 135.0161 + external power supply 3.65 = 138.6661 kg CO2e a piece, both of the "
            "same family and source. Conservative stand-in, worse than typical: most refurbished laptops keep "
            "storage and power supply, and testing and transport are far below what these two carry. No burden "
            "of the first life.",
        }
    )
