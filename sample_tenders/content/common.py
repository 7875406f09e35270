"""What several samples publish alike: criteria of one form, the price of electricity, the levels of evidence."""

from decimal import Decimal

from documents.presets import preset
from evaluation.claim_clauses import ClaimClause
from evaluation.evaluation_model import Criterion, EvidenceLevel, GrowthClass, ResourcePrice
from lca_data.external import ExchangeRate, external_prices

PRESET = "standard_1"
ELECTRICITY = ResourcePrice(
    key="electricity",
    price=1.6,
    unit="kWh",
    growth_class="electricity",
    source="Ordregivers elaftale (opdigtet)",
)
ELECTRICITY_GROWTH = GrowthClass(
    key="electricity",
    rate=0.015,
    source="Frivillig bæredygtighedsklasse, tabel 6 (18. januar 2021): el, 1,5 % realt om året",
)

# What emissions cost others than the buyer: shown beside the cost, and in no sample a part of the points.
EURO = ExchangeRate("EUR", "DKK", 7.46038, "ERM II central rate", "1999-01-01")
EXTERNAL_PRICE_SET = "uba_2023"
EXTERNAL_PRICES = external_prices(EXTERNAL_PRICE_SET, "DKK", exchange=EURO)
EXTERNAL_MEASURES = ("external_cost", "cost_with_external")


def evidence_levels() -> tuple[EvidenceLevel, ...]:
    """Return the levels of evidence of the preset that the samples start from."""
    return tuple(EvidenceLevel.model_validate(row) for row in preset(PRESET)["evidence_levels"])


def claim_clauses(*fields: str) -> tuple[ClaimClause, ...]:
    """Return the clauses of some fields, as the preset that the samples start from has them."""
    rows = (ClaimClause.model_validate(row) for row in preset(PRESET)["claim_clauses"])
    return tuple(row for row in rows if row.field in fields)


def life_cycle_cost(lot: str, weight: int) -> Criterion:
    """Return the criterion of cost: no points at half as much again as the lowest."""
    return Criterion(
        lot=lot,
        id="cost",
        title_da="Livscyklusomkostning",
        title_en="Life-cycle cost",
        weight=Decimal(weight),
        measure="life_cycle_cost",
        rule="linear_over_best",
        slope=50,
    )


def interval(
    criterion: tuple[str, str], titles: tuple[str, str], weight: int, measure: str, ends: tuple[float, float]
) -> Criterion:
    """Return a criterion scored between two fixed ends: no points at the first, full points at the second.

    Parameters
    ----------
    criterion : lot and id.
    titles : Danish and English.
    ends : in the unit of the measure.
    """
    lot, key = criterion
    return Criterion(
        lot=lot,
        id=key,
        title_da=titles[0],
        title_en=titles[1],
        weight=Decimal(weight),
        measure=measure,
        rule="fixed_interval",
        zero_at=ends[0],
        full_at=ends[1],
        clip="both",
    )


def judged(criterion: tuple[str, str], titles: tuple[str, str], weight: int, scale: float) -> Criterion:
    """Return a criterion that people judge, under the measure that is named as it is; ``criterion`` as above."""
    lot, key = criterion
    return Criterion(
        lot=lot,
        id=key,
        title_da=titles[0],
        title_en=titles[1],
        weight=Decimal(weight),
        measure=f"judged:{key}",
        rule="judged_points",
        assessor_scale=scale,
    )


EMISSIONS_TITLES = ("Udledning over livscyklus", "Life-cycle emissions")
WASTE_TITLES = ("Restaffald", "Residual waste")
