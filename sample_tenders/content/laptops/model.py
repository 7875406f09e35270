"""The evaluation model of both lots: conventions, criteria, and the levels its intervals stand on."""

from collections.abc import Iterator
from decimal import Decimal

from evaluation.evaluation_model import Criterion, EvaluationModel
from sample_tenders.content.common import (
    EMISSIONS_TITLES,
    EXTERNAL_MEASURES,
    EXTERNAL_PRICE_SET,
    interval,
    judged,
    life_cycle_cost,
)
from sample_tenders.content.laptops.lots import CONTRACT_YEARS, LOT_1, LOT_2, USE_YEARS

# Status quo of each lot [kg CO2e]: today's laptops bought new again, worked out in the test of this sample and
# rounded to three figures. Today's power laptop is declared at 300 kg; they use 26 and 38 kWh a year (invented).
STATUS_QUO_KG_CO2E = {LOT_1: 993_000.0, LOT_2: 375_000.0}
# Target: emissions halved (the buyer's own goal, invented).
EMISSIONS_LEFT = 0.5
ASSESSOR_SCALE = 10


def models() -> Iterator[EvaluationModel]:
    """Yield the conventions, the same for both lots: bought over two years, each piece used for four."""
    for lot in (LOT_1, LOT_2):
        yield EvaluationModel(
            lot=lot,
            first_year=2027,
            study_years=CONTRACT_YEARS - 1 + USE_YEARS,
            contract_years=CONTRACT_YEARS,
            use_years=USE_YEARS,
            discount_rate=0.035,
            electricity_carrier="electricity_dk",
            returned_share=0.95,
            residual_value="buy_back",
            buy_back_cap=0.25,
            external_price_set=EXTERNAL_PRICE_SET,
            reported_measures=("purchase_price", *EXTERNAL_MEASURES),
            tie_break=("cost", "emissions"),
        )


def criteria() -> Iterator[Criterion]:
    """Yield the criteria of each lot: cost 50, emissions 20, guarantee and spare parts 15, service 15."""
    for lot in (LOT_1, LOT_2):
        emissions = STATUS_QUO_KG_CO2E[lot]
        yield life_cycle_cost(lot, 50)
        ends = (emissions, emissions * EMISSIONS_LEFT)
        yield interval((lot, "emissions"), EMISSIONS_TITLES, 20, "gwp_a_to_c", ends)
        yield Criterion(
            lot=lot,
            id="lifespan",
            title_da="Garanti og reservedele",
            title_en="Guarantee and spare parts",
            weight=Decimal(15),
        )
        yield interval((lot, "lifespan/guarantee"), ("Garanti", "Guarantee"), 50, "guarantee", (2, 5))
        titles = ("Reservedele", "Spare parts")
        yield interval((lot, "lifespan/spare_parts"), titles, 50, "spare_parts_score", (0, 1))
        yield judged((lot, "service"), ("Service", "Service"), 15, ASSESSOR_SCALE)
