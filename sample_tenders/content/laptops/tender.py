"""The tender of the sample, put together."""

from evaluation.claim_clauses import ClaimClause
from evaluation.evaluation_model import BuyBackClass, PublishedDefault
from evaluation.tender import Tender, TenderFacts
from sample_tenders.content.common import (
    ELECTRICITY,
    ELECTRICITY_GROWTH,
    EXTERNAL_PRICES,
    PRESET,
    claim_clauses,
    evidence_levels,
)
from sample_tenders.content.laptops import factors, lots, model

RETURNED = "Ordregivers seneste returnering (opdigtet)"
# What each condition means to the buyer, and the share of the pieces that is expected in it.
BUY_BACK = (
    BuyBackClass(
        key="a",
        title_da="let brugt, batteri mindst 80 %, alt tilbehør",
        title_en="lightly used, battery at least 80 %, all accessories",
        share=0.1,
        source=RETURNED,
    ),
    BuyBackClass(
        key="b",
        title_da="virker, tydelige brugsspor, batteri mindst 60 %",
        title_en="works, clear signs of use, battery at least 60 %",
        share=0.3,
        source=RETURNED,
    ),
    BuyBackClass(
        key="c",
        title_da="ringere, men komplet og ulåst",
        title_en="poorer, but complete and unlocked",
        share=0.6,
        source=RETURNED,
    ),
)
# The median of the makers' figures of manufacture is 235.9 kg; one and a half times that is worse than typical.
DEFAULT_FOOTPRINT_KG_CO2E = 354.0
CLAIMS = (
    "product_data.guarantee",
    "product_data.claimed_life",
    "product_data.spare_parts_years",
    "product_data.spare_parts_days",
    "product_data.electricity_kwh_per_year",
)
FOOTPRINT = ClaimClause(
    key="footprint",
    lot=lots.LOT_2,
    field="declarations.gwp_a1_a3",
    measured_da="Klimaaftrykket for den leverede opsætning, efter den metode og de produktregler, som tilbuddet oplyser.",
    measured_en="The footprint of the configuration delivered, by the method and the product rules that the bid states.",
    evidence_da="Gyldig EPD eller produktklimaaftryk med rapportnummer, dateret efter opsætningens frigivelse.",
    evidence_en="A valid EPD or product carbon footprint with its report number, dated after the configuration's release.",
    frequency="at_delivery",
    remedy="advantage",
    remedy_da="Skiftes modellen i kontrakten, må afløserens tal ikke være højere.",
    remedy_en="If the model is succeeded by another during the contract, the figure of the other may not be higher.",
)


def laptops() -> Tender:
    """Return the tender."""
    materials, of_factors, grids, sources = factors.published()
    return Tender(
        facts=TenderFacts(
            id="laptops_2026",
            title="Bærbare computere 2027-2028",
            authority="Eksempel Kommune",
            regime="eu_open",
            deadline="2026-10-19",
            approver="Lone Dam, indkøbschef",
            depth="standard",
            preset=PRESET,
        ),
        lots=lots.LOTS,
        models=tuple(model.models()),
        items=lots.ITEMS,
        criteria=tuple(model.criteria()),
        requirements=lots.REQUIREMENTS,
        services=tuple(lots.services()),
        resource_prices=(ELECTRICITY,),
        growth_classes=(ELECTRICITY_GROWTH,),
        buy_back_classes=BUY_BACK,
        claim_clauses=(*claim_clauses(*CLAIMS), FOOTPRINT),
        external_prices=EXTERNAL_PRICES,
        evidence_levels=evidence_levels(),
        defaults=(
            *(
                PublishedDefault(
                    field=f"product_data.buy_back_{row.key}",
                    value=0,
                    basis="Uden svar købes intet tilbage i den stand: værre end ethvert svar",
                )
                for row in BUY_BACK
            ),
            PublishedDefault(
                field="declarations.gwp_a1_a3",
                item=lots.POWER_LAPTOP,
                value=DEFAULT_FOOTPRINT_KG_CO2E,
                basis="1,5 x 236 kg, medianen af producenternes egne tal for fremstilling (Boavizta, 2023): "
                "værre end det typiske",
            ),
        ),
        materials=materials,
        factors=of_factors,
        grids=grids,
        sources=sources,
    )
