"""The evaluation model of the lot: conventions, criteria, and the levels its intervals stand on."""

from collections.abc import Iterator

from evaluation.assessment import ScaleAnchor, StopCriterion
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
        external_price_set=EXTERNAL_PRICE_SET,
        reported_measures=(
            "gwp_d",
            "packaging",
            *EXTERNAL_MEASURES,
            "answer:uses_measured",
            "answer:origin_china",
        ),
        tie_break=("cost", "emissions"),
    )


def scale() -> Iterator[ScaleAnchor]:
    """Yield what points for usability mean to those who test the gowns; the words are invented."""
    meaning = (
        (10, "Sidder sikkert og generer ikke i nogen opgave", "Sits safely and hinders in no task"),
        (7, "Brugbar; små gener, som ikke forsinker", "Usable; small nuisances that cause no delay"),
        (4, "Gener, som forsinker eller kræver hjælp", "Nuisances that cause delay or need help"),
        (0, "Kan ikke bruges til opgaven", "Cannot be used for the task"),
    )
    for points, danish, english in meaning:
        yield ScaleAnchor(lot=LOT, criterion="usability", points=points, text_da=danish, text_en=english)


def stop_criteria() -> Iterator[StopCriterion]:
    """Yield what a gown must pass in the test, whatever its points."""
    yield StopCriterion(
        key="barrier",
        lot=LOT,
        criterion="usability",
        text_da="Er kitlen tør på indersiden efter prøven?",
        text_en="Is the gown dry on the inside after the test?",
    )


def criteria() -> Iterator[Criterion]:
    """Yield the criteria: cost 40, usability 30, emissions 15, residual waste 15."""
    yield life_cycle_cost(LOT, 40)
    titles = ("Brugbarhed på operationsstuen", "Usability in the operating theatre")
    yield judged((LOT, "usability"), titles, 30, ASSESSOR_SCALE)
    ends = (STATUS_QUO_KG_CO2E, STATUS_QUO_KG_CO2E * EMISSIONS_LEFT)
    yield interval((LOT, "emissions"), EMISSIONS_TITLES, 15, "gwp_a_to_c", ends)
    ends = (STATUS_QUO_WASTE_KG, STATUS_QUO_WASTE_KG * WASTE_LEFT)
    yield interval((LOT, "waste"), WASTE_TITLES, 15, "residual_waste", ends)
