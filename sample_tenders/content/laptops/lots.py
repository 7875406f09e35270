"""The two lots, their laptop, services and requirements."""

from collections.abc import Iterator

from evaluation.tender import Item, Lot, Requirement, Service

LOT_1, LOT_2 = "LOT-0001", "LOT-0002"
LAPTOP, POWER_LAPTOP = "l1_laptop", "l2_laptop"
# Pieces by contract year. Reference life [years]: longer than a piece is used, so that none is bought twice.
PIECES = {LOT_1: (3_250.0, 3_250.0), LOT_2: (750.0, 750.0)}
REFERENCE_LIFE_YEARS = 5
CONTRACT_YEARS, USE_YEARS = 2, 4
USE_STANDARD = "ENERGY STAR TEC, kWh/år"

LOTS = (
    Lot(id=LOT_1, title="Standard 14 tommer, nye eller istandsatte", estimated_value=41_000_000),
    Lot(id=LOT_2, title="Kraftige bærbare, nye", estimated_value=17_000_000),
)

ITEMS = (
    Item(
        key=LAPTOP,
        lot=LOT_1,
        title_da="Bærbar computer, standard, 14 tommer",
        title_en="Laptop, standard, 14 inch",
        quantity=PIECES[LOT_1],
        reference_life=REFERENCE_LIFE_YEARS,
        reference=True,
        requirement="l1_equipment",
        use_standard=USE_STANDARD,
        # One published factor for all new ones and one for all used ones, whatever a bidder's own report says.
        factor_basis="product_class",
        product_class="laptop",
        parts=0,
    ),
    Item(
        key=POWER_LAPTOP,
        lot=LOT_2,
        title_da="Bærbar computer, kraftig, 16 tommer",
        title_en="Laptop, powerful, 16 inch",
        quantity=PIECES[LOT_2],
        reference_life=REFERENCE_LIFE_YEARS,
        reference=True,
        requirement="l2_new",
        use_standard=USE_STANDARD,
        factor_basis="declared",
        parts=0,
    ),
)

REQUIREMENTS = (
    Requirement(
        key="l1_equipment",
        lot=LOT_1,
        text_da="Skærm 14 tommer, mindst 16 GB hukommelse og 512 GB lager, strømforsyning medfølger.",
        text_en="14-inch screen, at least 16 GB of memory and 512 GB of storage, power supply included.",
    ),
    Requirement(
        key="l1_battery",
        lot=LOT_1,
        text_da="Batteriets kapacitet ved levering i procent af ny, mindst 90.",
        text_en="Capacity of the battery on delivery in per cent of new, at least 90.",
        answer="value",
        minimum=90,
        unit="procent",
    ),
    Requirement(
        key="l2_new",
        lot=LOT_2,
        text_da="Computeren er fabriksny.",
        text_en="The laptop is new from the factory.",
    ),
    Requirement(
        key="l2_footprint",
        lot=LOT_2,
        text_da="Oplyses et klimaaftryk, er det beregnet med PAIA for netop den tilbudte konfiguration: A1–A3, uden brug.",
        text_en="A climate impact that is stated is worked out with PAIA for the very configuration offered: "
        "A1–A3, without use.",
    ),
)


def services() -> Iterator[Service]:
    """Yield what comes with each delivery, and what is done with the same pieces when their use ends."""
    for number, lot in enumerate((LOT_1, LOT_2), start=1):
        pieces = PIECES[lot][0]
        yield Service(
            key=f"l{number}_on_site",
            lot=lot,
            title_da="Service på stedet næste arbejdsdag i fire år, pr. stk.",
            title_en="On-site service on the next working day for four years, per piece",
            quantity=pieces,
            category="service",
            first_year=0,
            times=CONTRACT_YEARS,
        )
        yield Service(
            key=f"l{number}_wiping",
            lot=lot,
            title_da="Sletning af data med erklæring og afhentning ved brugens slutning, pr. stk.",
            title_en="Wiping of data with a certificate, and collection, at the end of use, per piece",
            quantity=pieces,
            category="other",
            first_year=USE_YEARS,
            times=CONTRACT_YEARS,
        )
