"""Which credits for recycling a lot's scored criteria give, and where: so that none is given twice unseen.

Recycled material in a product may lower its emissions and raise its share of non-virgin material. Recycling after use
may lower the emissions or be credited in module D, lower the residual waste, raise the place in the waste hierarchy
and save the cost of disposal.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from evaluation.evaluation_model import Criterion
from evaluation.external_prices import CO2E, prices_of
from evaluation.measures import (
    OF_EMISSIONS,
    OF_EXTERNAL_COST,
    OF_LIFE_CYCLE_COST,
    has_material_rows,
    leaves,
)
from evaluation.problems import ResultWarning
from evaluation.tender import Tender

Credit = Literal["recycled_input", "recycling_after_use"]
BEYOND = frozenset({"gwp_d"})


@dataclass(frozen=True)
class RecyclingCredit:
    """A credit that is on, where it is given, and the scored criteria that give it there."""

    credit: Credit
    where: str
    criteria: tuple[str, ...]


def recycling_credits(tender: Tender, lot: str) -> tuple[RecyclingCredit, ...]:
    """Return the credits for recycling that the scored criteria of a lot give; none where no item has product data."""
    return tuple(_credits(tender, lot))


def _credits(tender: Tender, lot: str) -> Iterator[RecyclingCredit]:
    model = tender.model_of[lot]
    scored = leaves(tender.in_lot(tender.criteria, lot))
    items = [item for item in tender.in_lot(tender.items, lot) if item.reference]
    if not items:
        return
    by_mass = any(item.factor_basis == "generic_mass" and has_material_rows(tender, item) for item in items)
    emitted = _of(scored, _emissions(tender, lot) - BEYOND)
    is_circular = model.end_of_life == "circular_footprint"
    has_recycled = is_circular or any(material.recycled is not None for material in tender.materials)
    declares_credits = "D" in model.declared_modules and any(i.factor_basis == "declared" for i in items)
    is_credited = declares_credits or (
        by_mass and any(material.credit_recycling is not None for material in tender.materials)
    )
    is_disposed = any(price.key == "disposal" and price.price > 0.0 for price in tender.resource_prices)
    is_disposed &= any(item.disposal_payer == "buyer" for item in items)
    found: tuple[tuple[Credit, str, tuple[str, ...]], ...] = (
        (
            "recycled_input",
            "cff_r1" if is_circular else "recycled_factor",
            emitted if by_mass and has_recycled else (),
        ),
        ("recycled_input", "non_virgin_share", _of(scored, {"non_virgin_share"})),
        ("recycling_after_use", "cff_r2", emitted if by_mass and is_circular else ()),
        ("recycling_after_use", "module_d", _of(scored, BEYOND) if is_credited else ()),
        ("recycling_after_use", "residual_waste", _of(scored, {"residual_waste"})),
        ("recycling_after_use", "waste_hierarchy_score", _of(scored, {"waste_hierarchy_score"})),
        ("recycling_after_use", "disposal_cost", _of(scored, OF_LIFE_CYCLE_COST) if is_disposed else ()),
    )
    yield from (RecyclingCredit(*each) for each in found if each[2])


def _emissions(tender: Tender, lot: str) -> frozenset[str]:
    """Return the measures that hold emissions; without a price of CO2e external cost holds none."""
    prices = prices_of(tender.external_prices, tender.model_of[lot].external_price_set).get(CO2E, ())
    return OF_EMISSIONS if any(row.price > 0.0 for row in prices) else OF_EMISSIONS - OF_EXTERNAL_COST


def _of(scored: tuple[Criterion, ...], measures: frozenset[str] | set[str]) -> tuple[str, ...]:
    return tuple(criterion.id for criterion in scored if criterion.measure in measures)


def recycling_counted_twice(tender: Tender, lot: str) -> Iterator[ResultWarning]:
    """Yield one warning with every credit that is on, where one of them is given in more than one place."""
    credits_on = recycling_credits(tender, lot)
    places = [credit.credit for credit in credits_on]
    if len(set(places)) < len(places):
        told = tuple((credit.credit, credit.where) for credit in credits_on)
        yield ResultWarning("recycling_counted_twice", lot, {"credits": told})
