"""The evaluation model of the lot: conventions, criteria, and the levels its intervals stand on."""

from collections.abc import Iterator
from decimal import Decimal

from evaluation.evaluation_model import Criterion, EvaluationModel
from sample_tenders.content.surgical_gowns.lines import LOT

# Today's single-use gowns over four years (status_quo.toml), worked out in the test of this sample and
# rounded to three figures. Emissions [kg CO2e], waste [kg].
STATUS_QUO_KG_CO2E, STATUS_QUO_WASTE_KG = 550_000.0, 91_800.0
# Targets, the buyer's own goals, invented: emissions halved, waste 80 % down.
EMISSIONS_LEFT, WASTE_LEFT = 0.5, 0.2
ASSESSOR_SCALE = 10
TRANSPORT_KM = 300
BUYERS_ELECTRICITY, BUYERS_HEAT = "ember_dnk", "district_heat_dk"


def model() -> EvaluationModel:
    """Return the conventions: four years; the guaranteed uses drive purchases, emissions and waste."""
    return EvaluationModel(
        lot=LOT,
        first_year=2027,
        study_years=4,
        contract_years=4,
        discount_rate=0.035,
        life_basis="guaranteed",
        electricity_carrier=BUYERS_ELECTRICITY,
        heat_carrier=BUYERS_HEAT,
        transport_factor="uk25_fre_hgv_all",
        transport_km=TRANSPORT_KM,
        water_factor="uk25_water_supply",
        packaging_material="pe_film",
        reported_measures=("gwp_d", "packaging", "answer:uses_measured", "answer:origin_china"),
        tie_break=("cost", "emissions"),
    )


def criteria() -> Iterator[Criterion]:
    """Yield the criteria: cost 40, usability 30, emissions 15, residual waste 15."""
    yield Criterion(
        lot=LOT,
        id="cost",
        title_da="Livscyklusomkostning",
        title_en="Life-cycle cost",
        weight=Decimal(40),
        measure="life_cycle_cost",
        rule="linear_over_best",
        slope=50,
    )
    yield Criterion(
        lot=LOT,
        id="usability",
        title_da="Brugbarhed på operationsstuen",
        title_en="Usability in the operating theatre",
        weight=Decimal(30),
        measure="judged:usability",
        rule="judged_points",
        assessor_scale=ASSESSOR_SCALE,
    )
    for key, title_da, title_en, measure, today, left in (
        (
            "emissions",
            "Udledning over livscyklus",
            "Life-cycle emissions",
            "gwp_a_to_c",
            STATUS_QUO_KG_CO2E,
            EMISSIONS_LEFT,
        ),
        ("waste", "Restaffald", "Residual waste", "residual_waste", STATUS_QUO_WASTE_KG, WASTE_LEFT),
    ):
        yield Criterion(
            lot=LOT,
            id=key,
            title_da=title_da,
            title_en=title_en,
            weight=Decimal(15),
            measure=measure,
            rule="fixed_interval",
            zero_at=today,
            full_at=today * left,
            clip=True,
        )
