"""The evaluation model of the three lots: conventions, criteria, and the levels its intervals stand on."""

from collections.abc import Iterator
from decimal import Decimal

from evaluation.evaluation_model import Criterion, EvaluationModel
from sample_tenders.content.common import (
    EMISSIONS_TITLES,
    EXTERNAL_MEASURES,
    EXTERNAL_PRICE_SET,
    WASTE_TITLES,
    interval,
    judged,
    life_cycle_cost,
)
from sample_tenders.content.office_furniture.lots import LOT_1, LOT_2, LOT_3

# Status quo of each lot: today's products, new, of virgin material, by the published routes; worked out
# line by line in the test of this sample and rounded to three figures. Emissions [kg CO2e], waste [kg].
STATUS_QUO_KG_CO2E = {LOT_1: 215_000.0, LOT_2: 31_100.0, LOT_3: 34_700.0}
STATUS_QUO_WASTE_KG = {LOT_1: 59_900.0, LOT_2: 11_500.0, LOT_3: 9_780.0}
# Targets: emissions halved (the buyer's own goal, invented); residual waste 74 % down, which is what 30 %
# less waste and 70 % recycling ask of 19 % recycling today (Region Midtjylland, targets for 2030).
EMISSIONS_LEFT, WASTE_LEFT = 0.5, 0.26
# Life [years]: no points at the lot's reference life, weighted by reference value; full points at 1.4 times.
LIFE_YEARS = {LOT_1: (12.46, 17.4), LOT_2: (12.75, 17.9), LOT_3: (10.67, 15.0)}
ASSESSOR_SCALE = 8


def models() -> Iterator[EvaluationModel]:
    """Yield the conventions, the same for all lots: bought over four years, each piece used for eight."""
    for lot in (LOT_1, LOT_2, LOT_3):
        yield EvaluationModel(
            lot=lot,
            first_year=2027,
            study_years=12,
            contract_years=4,
            use_years=8,
            discount_rate=0.035,
            electricity_carrier="electricity_dk",
            transport_factor="uk25_fre_hgv_all",
            transport_km=600,
            packaging_material="cardboard_desnz",
            # No burden of the first life (EN 15804, 6.4.3): the list has no factor of reuse.
            reused_parts="burden_free",
            external_price_set=EXTERNAL_PRICE_SET,
            reported_measures=(
                "purchase_price",
                "guarantee",
                "mci",
                *EXTERNAL_MEASURES,
                *(("answer:l2_delivery_days",) if lot == LOT_2 else ()),
            ),
            missing_lines="fill",
            missing_max_lines=2,
            missing_max_share=0.02,
            missing_factor=1.1,
            tie_break=("cost", "environment/emissions"),
        )


def criteria() -> Iterator[Criterion]:
    """Yield the criteria of each lot: cost 45, environment 35 (60 and 40 of it), life 10, user test 10."""
    for lot in (LOT_1, LOT_2, LOT_3):
        emissions, waste = STATUS_QUO_KG_CO2E[lot], STATUS_QUO_WASTE_KG[lot]
        yield life_cycle_cost(lot, 45)
        yield Criterion(
            lot=lot, id="environment", title_da="Miljø", title_en="Environment", weight=Decimal(35)
        )
        ends = (emissions, emissions * EMISSIONS_LEFT)
        yield interval((lot, "environment/emissions"), EMISSIONS_TITLES, 60, "gwp_a_to_c", ends)
        ends = (waste, waste * WASTE_LEFT)
        yield interval((lot, "environment/waste"), WASTE_TITLES, 40, "residual_waste", ends)
        titles = ("Dokumenteret levetid", "Documented life")
        yield interval((lot, "lifespan"), titles, 10, "life", LIFE_YEARS[lot])
        yield judged((lot, "user_test"), ("Brugertest", "User test"), 10, ASSESSOR_SCALE)
