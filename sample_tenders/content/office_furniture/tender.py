"""The tender of the sample, put together."""

from evaluation.evaluation_model import (
    PublishedDefault,
    ResourcePrice,
    RouteShare,
)
from evaluation.tender import Tender, TenderFacts
from lca_data.library import TRANSPORT, select
from sample_tenders.content.common import (
    ELECTRICITY,
    ELECTRICITY_GROWTH,
    EXTERNAL_PRICES,
    PRESET,
    claim_clauses,
    evidence_levels,
)
from sample_tenders.content.office_furniture import lots, model

# One family only: factors that name virgin and recycled material apart, and cardboard for the packaging.
MATERIALS = (
    "steel_desnz",
    "stainless_steel_desnz",
    "metal_mixed_desnz",
    "aluminium_desnz",
    "pp_desnz",
    "hdpe_desnz",
    "ps_desnz",
    "pvc_desnz",
    "plastic_rigid_desnz",
    "pur_foam_desnz",
    "pet_desnz",
    "nonwoven_pp_desnz",
    "wood_desnz",
    "mdf_desnz",
    "chipboard_desnz",
    "glass_desnz",
    "cardboard_desnz",
    "other_conservative_desnz",
)
HOSPITALS = (
    "Region Midtjylland, handlingsplan 2019-2020: 19 % af hospitalernes affald genanvendes; "
    "resten regnet som forbrændt"
)
PACKAGING = "Direktiv 94/62/EF som ændret: 65 % af emballage genanvendt i 2025; resten regnet som forbrændt"
# What the lots score of what bidders claim: no answer of theirs gives points.
CLAIMS = (
    "product_data.guarantee",
    "product_data.claimed_life",
    "product_data.electricity_kwh_per_year",
    "product_data.reused_share",
    "product_data.taken_back_reuse_share",
    "product_data.taken_back_recycling_share",
    "materials.mass_kg",
    "materials.recycled_share",
)


def office_furniture() -> Tender:
    """Return the tender."""
    materials, factors, grids, sources = select(MATERIALS, ["electricity_dk"], [TRANSPORT["hgv"]])
    return Tender(
        facts=TenderFacts(
            id="office_furniture_2026",
            title="Kontormøbler 2027-2030",
            authority="Region Eksempel",
            regime="eu_open",
            deadline="2026-11-02",
            approver="Anne Krogh, indkøbschef",
            depth="standard",
            preset=PRESET,
            maximum_lots=2,
        ),
        lots=lots.LOTS,
        models=tuple(model.models()),
        items=tuple(lots.items()),
        criteria=tuple(model.criteria()),
        options=lots.OPTIONS,
        requirements=lots.REQUIREMENTS,
        questions=lots.QUESTIONS,
        services=tuple(lots.services()),
        resource_prices=(
            ELECTRICITY,
            ResourcePrice(
                key="disposal",
                price=0.613,
                unit="kg",
                source="Silkeborg Forsyning 2022: 613 kr./t for brændbart restaffald",
            ),
        ),
        growth_classes=(ELECTRICITY_GROWTH,),
        routes=(
            RouteShare(component="product", route="recycling", share=0.19, source=HOSPITALS),
            RouteShare(component="product", route="energy_recovery", share=0.81, source=HOSPITALS),
            RouteShare(component="packaging", route="recycling", share=0.65, source=PACKAGING),
            RouteShare(component="packaging", route="energy_recovery", share=0.35, source=PACKAGING),
        ),
        claim_clauses=claim_clauses(*CLAIMS),
        external_prices=EXTERNAL_PRICES,
        evidence_levels=evidence_levels(),
        defaults=(
            PublishedDefault(
                field="product_data.packaging_kg",
                item="l3_01",
                value=12,
                basis="Dobbelt af ordregivers vejning, 6 kg (opdigtet): værre end det typiske",
            ),
        ),
        materials=materials,
        factors=factors,
        grids=grids,
        sources=sources,
    )
