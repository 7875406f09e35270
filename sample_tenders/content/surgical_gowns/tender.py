"""The tender of the sample, put together."""

from evaluation.evaluation_model import Place, PublishedDefault, ResourcePrice, RouteShare
from evaluation.factors import GridYear
from evaluation.tender import Tender, TenderFacts
from lca_data.indicators import impacts_of
from lca_data.library import TRANSPORT, factors, select
from sample_tenders.content.common import EXTERNAL_PRICES, PRESET, evidence_levels
from sample_tenders.content.surgical_gowns import clauses, lines, model

# One family only, so that single-use and reusable gowns are counted from the same boundary: the fabric.
MATERIALS = ("nonwoven_pe_pp", "polyester_fabric", "pe_film", "other_conservative")
# Key, Danish, English, and the factors of electricity and heat that hold for the place.
PLACES = (
    ("dk", "Danmark", "Denmark", "ember_dnk", "district_heat_dk"),
    ("de", "Tyskland", "Germany", "ember_deu", "obd_dh_mix_de"),
    # No Polish figure of heat is published with the tables: the German mix stands in.
    ("pl", "Polen", "Poland", "ember_pol", "obd_dh_mix_de"),
)
# Factors that are one figure without a year: published as they are, and held over the study period.
HELD = ("ember_dnk", "ember_deu", "ember_pol", "obd_dh_mix_de")
FIRST_YEAR = 2027
BURNT = "Region Eksempel, egen vejning 2025 (opdigtet): kitler og emballage fra operationsgangen brændes alle"
INVENTED_PRICE = "Tilbudsgivers drift: prisen er opdigtet og tæller ikke i omkostningen"


def surgical_gowns() -> Tender:
    """Return the tender."""
    further = [TRANSPORT["hgv"], "uk25_water_supply", *HELD]
    materials, of_factors, grids, sources = select(MATERIALS, ["district_heat_dk"], further)
    return Tender(
        facts=TenderFacts(
            id="surgical_gowns_2026",
            title="Operationskitler 2027-2030",
            authority="Region Eksempel",
            regime="eu_open",
            deadline="2026-10-05",
            approver="Anne Krogh, indkøbschef",
            depth="full",
            preset=PRESET,
        ),
        lots=lines.LOTS,
        models=(model.model(),),
        items=tuple(lines.items()),
        criteria=tuple(model.criteria()),
        scale_anchors=tuple(model.scale()),
        stop_criteria=tuple(model.stop_criteria()),
        requirements=lines.REQUIREMENTS,
        questions=lines.QUESTIONS,
        resource_prices=(
            ResourcePrice(key="electricity", price=1.6, unit="kWh", source=INVENTED_PRICE),
            ResourcePrice(key="heat", price=0.8, unit="kWh", source=INVENTED_PRICE),
            ResourcePrice(key="water", price=70, unit="m3", source=INVENTED_PRICE),
            ResourcePrice(
                key="disposal",
                price=3.5,
                unit="kg",
                source="Klinisk risikoaffald, afhentet og brændt, pr. kg: opdigtet; ordregivers egen pris skal ind",
            ),
        ),
        routes=tuple(
            RouteShare(
                component=component, route="energy_recovery", share=1, measured_by="buyer", source=BURNT
            )
            for component in ("product", "packaging")
        ),
        places=tuple(
            Place(key=key, title_da=da, title_en=en, electricity_carrier=electricity, heat_carrier=heat)
            for key, da, en, electricity, heat in PLACES
        ),
        claim_clauses=clauses.CLAUSES,
        external_prices=EXTERNAL_PRICES,
        evidence_levels=evidence_levels(),
        defaults=tuple(
            PublishedDefault(
                field="product_data.packaging_kg",
                item=item,
                value=value,
                basis=f"Det dobbelte af ordregivers vejning, {weighed} kg (opdigtet): værre end det typiske",
            )
            for item, value, weighed in (
                (lines.STANDARD, 0.064, "0,032"),
                (lines.HIGH_PERFORMANCE, 0.072, "0,036"),
            )
        ),
        materials=materials,
        factors=of_factors,
        factor_impacts=impacts_of(factor.key for factor in of_factors),
        grids=(
            *grids,
            *(
                GridYear(
                    carrier=key,
                    year=FIRST_YEAR,
                    gwp_kg_co2e=factors()[key].gwp_kg_co2e,
                    source=factors()[key].source,
                )
                for key in HELD
            ),
        ),
        sources=sources,
    )
