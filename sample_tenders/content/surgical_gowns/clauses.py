"""The clauses of the contract on what bidders claim of gowns that go round."""

from collections.abc import Iterator

from evaluation.claim_clauses import ClaimClause
from sample_tenders.content.common import claim_clauses

# Key and field of what a meter of the laundry shows, and the words for it.
METERED = (
    ("electricity_per_cycle", "circulation.electricity_kwh_per_cycle", "el", "electricity"),
    ("heat_per_cycle", "circulation.heat_kwh_per_cycle", "varme", "heat"),
    ("water_per_cycle", "circulation.water_litres_per_cycle", "vand", "water"),
)


def _metered() -> Iterator[ClaimClause]:
    for key, field, word_da, word_en in METERED:
        yield ClaimClause(
            key=key,
            field=field,
            measured_da=f"Vaskeriets eget forbrug af {word_da}, delt med behandlede kitler, gennemsnit af 12 måneder.",
            measured_en=f"The laundry's own use of {word_en} over the gowns treated, mean of 12 months.",
            evidence_da="Årsopgørelse fra målerne, attesteret af leverandørens revisor eller miljøverifikator.",
            evidence_en="Yearly reading of the meters, attested by the supplier's auditor or environmental verifier.",
            frequency="yearly",
            remedy="advantage",
        )


CLAUSES = (
    *claim_clauses(
        "materials.mass_kg",
        "materials.recycled_share",
        "product_data.reused_share",
        "product_data.taken_back_reuse_share",
        "product_data.taken_back_recycling_share",
    ),
    ClaimClause(
        key="guaranteed_uses",
        field="product_data.guarantee",
        measured_da="Kitlens chip tæller hver brug. Garantien er holdt, når kitlen opfylder EN 13795-1 til og med den sidste.",
        measured_en="The gown's chip counts each use. The guarantee is kept where the gown meets EN 13795-1 up to the last.",
        evidence_da="Udtræk af chipregistret og prøvningsrapport for kitler tæt på det garanterede antal.",
        evidence_en="Extract of the chip register, and test report of gowns close to the guaranteed number.",
        frequency="yearly",
        remedy="replacement",
        remedy_da="Kitler, der kasseres før, erstattes uden udgift og tælles ikke som brugt.",
        remedy_en="Gowns that are scrapped earlier are replaced free of charge and do not count as used.",
    ),
    ClaimClause(
        key="uses",
        field="circulation.uses_per_piece",
        measured_da="Gennemsnitligt antal anvendelser for kitler, der er kasseret i året, efter chipregistret.",
        measured_en="Mean number of uses of the gowns scrapped in the year, by the chip register.",
        evidence_da="Udtræk af chipregistret for kasserede kitler.",
        evidence_en="Extract of the chip register on gowns scrapped.",
        frequency="yearly",
        remedy="advantage",
    ),
    ClaimClause(
        key="loss",
        field="circulation.loss_per_use",
        measured_da="Kitler, der ikke er kommet retur inden 60 dage, delt med leverede kitler.",
        measured_en="Gowns not returned within 60 days, over gowns delivered.",
        evidence_da="Opgørelse af leverede, hentede og manglende kitler for hver afdeling.",
        evidence_en="Record of gowns delivered, collected and missing for each ward.",
        frequency="yearly",
        remedy="advantage",
        remedy_da="Tab, som ordregivers afdelinger er skyld i, regnes ikke med.",
        remedy_en="Losses that the buyer's wards have caused do not count.",
    ),
    ClaimClause(
        key="pool",
        field="circulation.pieces_in_pool",
        measured_da="Kitler i omløb for ordregiver, talt ved årets udgang efter chipregistret.",
        measured_en="Gowns in circulation for the buyer, counted at the end of the year by the chip register.",
        evidence_da="Optælling af beholdningen fordelt på vaskeri, lager og sygehus.",
        evidence_en="Count of the stock by laundry, store and hospital.",
        frequency="yearly",
        remedy="advantage",
    ),
    *_metered(),
    ClaimClause(
        key="transport",
        field="circulation.transport_km_per_cycle",
        measured_da="Korteste kørevej mellem vaskeri og sygehus, frem og tilbage, for den rute, der bruges.",
        measured_en="Shortest road between laundry and hospital, there and back, on the route that is used.",
        evidence_da="Ruteplan med adresser.",
        evidence_en="Plan of routes with addresses.",
        frequency="on_demand",
        remedy="advantage",
    ),
)
