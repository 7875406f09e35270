"""Every measure a criterion or a report can use: unit, direction, how it adds up, and what it reads.

A measure that adds up over items is a sum of table rows; a mean is weighted by what the buyer
published (``Item.mean_weight``), never by a figure of the bid. What a measure reads decides which
columns stand in the bid sheet.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Literal

from evaluation.evaluation_model import Criterion, EvaluationModel
from evaluation.external_prices import CO2E, prices_of
from evaluation.impact_indicators import INDICATORS
from evaluation.repair_index import CARD_WEIGHTS
from evaluation.tender import Item, Tender

Adds = Literal["sum", "mean", "minimum", "ratio", "annuity", "answer", "judged"]
Reads = Callable[[Tender, str, Item], frozenset[str]]


@dataclass(frozen=True)
class Measure:
    """One measure.

    Parameters
    ----------
    key : as in criteria; ``answer:KEY`` and ``judged:KEY`` are families.
    unit : unit of the value; ``{currency}`` stands for the tender's.
    better : which way is better.
    adds : how the lot's figure comes from the items.
    source : the table it is a sum of, or ``claims``.
    reads : which bid fields (``table.field``) it needs of an item of a lot.
    """

    key: str
    unit: str
    better: Literal["lower", "higher"]
    adds: Adds
    source: str
    reads: Reads


PRICE = frozenset({"prices.offered", "prices.product", "prices.unit_price"})
GUARANTEE = frozenset(
    {"product_data.guarantee", "product_data.evidence_kind", "product_data.evidence_document"}
)
LIFE_STATISTICS = frozenset(
    f"product_data.{name}" for name in ("claimed_life_statistic", "units_tested", "tested_life")
)
TAKE_BACK = frozenset(
    {
        "product_data.taken_back",
        "product_data.taken_back_reuse_share",
        "product_data.taken_back_recycling_share",
    }
)
EPD_FLOWS = frozenset(f"product_data.epd_{route}_kg" for route in ("reuse", "recycling", "energy_recovery"))
USE_PER_YEAR = {
    "electricity": "product_data.electricity_kwh_per_year",
    "heat": "product_data.heat_kwh_per_year",
    "water": "product_data.water_m3_per_year",
}
USE_PER_CYCLE = {
    "electricity": "circulation.electricity_kwh_per_cycle",
    "heat": "circulation.heat_kwh_per_cycle",
    "water": "circulation.water_litres_per_cycle",
}
ENERGY_PER_CYCLE = frozenset({USE_PER_CYCLE["electricity"], USE_PER_CYCLE["heat"]})


# What is counted from the emissions of a lot, and what from all that its buyer pays.
OF_EMISSIONS = frozenset(
    {
        "gwp_a_to_c",
        "gwp_d",
        "external_cost",
        "cost_with_external",
        "single_score",
        "environmental_price",
        *INDICATORS,
    }
)
OF_SUBSTANCES = "substance_free_share"
CARD_FIELDS = {parameter: f"product_data.card_{parameter}" for parameter in CARD_WEIGHTS}
SECOND_LIFE_FIELDS = tuple(
    f"product_data.{name}_offered" for name in ("upgrade", "refurbishment", "buy_back")
)
EVIDENCE = frozenset({"product_data.evidence_kind", "product_data.evidence_document"})
# The lowest of the items in place of their mean, of every measure that is one: ``minimum:life``.
MINIMUM = "minimum:"
# What is measured of lives by themselves, and of the kilograms of a lot's products and packaging.
OF_LIVES = frozenset({"life", "life_ratio", "guarantee", "guarantee_above_floor", "spare_parts_score"})
OF_MASS = frozenset({"residual_waste", "packaging", "waste_hierarchy_score", "non_virgin_share"})
OF_WEIGHTED_IMPACTS = frozenset({"single_score", "environmental_price"})
OF_EXTERNAL_COST = frozenset({"external_cost", "cost_with_external"})
OF_LIFE_CYCLE_COST = frozenset({"life_cycle_cost", "equivalent_annual_cost", "cost_with_external"})


def has_material_rows(tender: Tender, item: Item) -> bool:
    """Say whether an item's materials are asked part by part."""
    return (
        bool(tender.materials) and item.reference and item.factor_basis == "generic_mass" and item.parts > 0
    )


def _claimed(item: Item) -> frozenset[str]:
    """Return where the life of an item is claimed and guaranteed: in years, or in uses of what goes round."""
    claim = "circulation.uses_per_piece" if item.basis == "use" else "product_data.claimed_life"
    spread = frozenset() if item.life_shape is None else LIFE_STATISTICS
    return GUARANTEE | {claim} | spread


def _life(tender: Tender, lot: str, item: Item) -> frozenset[str]:
    """Return what says how long a piece lasts: the claim where it counts, and what is lost on the way."""
    if not item.reference:
        return frozenset()
    reads = frozenset() if tender.model_of[lot].life_basis == "reference" else _claimed(item)
    if item.basis == "use":
        reads |= {"circulation.loss_per_use"}
        reads |= set() if item.longest_years is None else {"circulation.pieces_in_pool"}
    return reads


def _purchase(tender: Tender, lot: str, item: Item) -> frozenset[str]:
    return PRICE | ({"prices.pieces_per_pack"} if tender.model_of[lot].prices_per_pack else frozenset())


def power_of(mode: str) -> str:
    """Return where the power of a mode is stated, ``table.field`` [W]."""
    return f"product_data.power_{mode}_w"


def _use(tender: Tender, item: Item, asked: set[str]) -> frozenset[str]:
    """Return where the use of resources is stated: a year, by mode, or a cycle of what is counted in uses."""
    if not item.reference:
        return frozenset()
    fields = USE_PER_CYCLE if item.basis == "use" else USE_PER_YEAR
    by_mode = item.use_profile is not None
    found = {fields[k] for k in asked if k in fields and not (by_mode and k == "electricity")}
    if by_mode and "electricity" in asked:
        found |= {power_of(row.mode) for row in tender.modes_of(item)}
    return frozenset(found)


def _mass(tender: Tender, lot: str, item: Item) -> frozenset[str]:
    if not item.reference:
        return frozenset()
    mass = (
        {"materials.material", "materials.mass_kg"}
        if has_material_rows(tender, item)
        else {"product_data.mass_kg"}
    )
    return frozenset(mass)


def _routes(tender: Tender, lot: str, item: Item) -> frozenset[str]:
    from_epd = tender.model_of[lot].epd_routes and item.factor_basis == "declared"
    return TAKE_BACK | (EPD_FLOWS if from_epd else frozenset())


def _keeping(tender: Tender, lot: str, item: Item) -> frozenset[str]:
    """Return what service, consumables, repairs and downtime cost a year, as far as the model counts them."""
    if not item.reference:
        return frozenset()
    model = tender.model_of[lot]
    reads: set[str] = set()
    if model.yearly_service:
        reads |= {"product_data.service_price_per_year"}
        reads |= {"product_data.service_free_years"} if model.service_free_years else set()
    if model.yearly_consumables:
        reads |= {"product_data.consumables_price_per_year"}
    from_life = model.repairs == "from_life" and item.life_shape is not None
    reads |= _claimed(item) if from_life else set()
    if (
        model.repairs == "bidder_rate"
        or from_life
        or (model.repairs == "buyer_rate" and item.failures_per_year)
    ):
        reads |= {"product_data.repair_price"}
        reads |= {"product_data.failures_per_year"} if model.repairs == "bidder_rate" else set()
        reads |= {"product_data.guarantee"} if model.repairs_after_guarantee else set()
    if any(price.key == "downtime" for price in tender.resource_prices):
        reads |= {"product_data.downtime_hours_per_year"}
    return frozenset(reads)


def _cost(tender: Tender, lot: str, item: Item) -> frozenset[str]:
    model = tender.model_of[lot]
    priced = {price.key for price in tender.resource_prices}
    reads = (
        _purchase(tender, lot, item)
        | _use(tender, item, priced if item.use_payer == "buyer" else set())
        # Product data are asked of reference items only; any other is bought again after its reference life.
        | _life(tender, lot, item)
    )
    if item.basis == "piece_year":
        reads |= _keeping(tender, lot, item)
        if item.reference and model.residual_value == "buy_back":
            reads |= {f"product_data.buy_back_{row.key}" for row in tender.buy_back_classes}
    else:
        reads |= {"prices.fee_basis", "prices.fee_minimum_uses"}
        reads |= {"circulation.price_if_lost"} if item.reference else set()
    if item.disposal_payer == "buyer" and ("disposal" in priced or tender.material_prices):
        reads |= _waste(tender, lot, item)
    return reads


def _price_and_use(tender: Tender, lot: str, item: Item) -> frozenset[str]:
    """Return what purchase, fees and the resources in use are counted from: nothing of what comes after."""
    priced = {price.key for price in tender.resource_prices}
    reads = _purchase(tender, lot, item) | _use(tender, item, priced if item.use_payer == "buyer" else set())
    if item.basis == "use":
        return reads | {"prices.fee_basis", "prices.fee_minimum_uses"} | _life(tender, lot, item)
    has_consumables = tender.model_of[lot].yearly_consumables and item.reference
    return reads | ({"product_data.consumables_price_per_year"} if has_consumables else set())


def _external(tender: Tender, lot: str, item: Item) -> frozenset[str]:
    """Return what emissions are counted from, where greenhouse gases have a price."""
    prices = prices_of(tender.external_prices, tender.model_of[lot].external_price_set)
    return _climate(tender, lot, item) if CO2E in prices else frozenset()


def _cost_with_external(tender: Tender, lot: str, item: Item) -> frozenset[str]:
    return _cost(tender, lot, item) | _external(tender, lot, item)


def _waste(tender: Tender, lot: str, item: Item) -> frozenset[str]:
    if not item.reference:
        return frozenset()
    return (
        _mass(tender, lot, item)
        | _routes(tender, lot, item)
        | _life(tender, lot, item)
        | {"product_data.packaging_kg"}
        | (
            {"product_data.consumables_kg_per_year"}
            if tender.model_of[lot].consumables_waste and item.basis == "piece_year"
            else set()
        )
    )


def _climate(tender: Tender, lot: str, item: Item) -> frozenset[str]:
    if not item.reference:
        return frozenset()
    model = tender.model_of[lot]
    with_factor = {
        "electricity": model.electricity_carrier,
        "heat": model.heat_carrier,
        "water": model.water_factor,
    }
    counted = {resource for resource, factor in with_factor.items() if factor}
    if item.factor_basis == "use_only":
        # No use is asked about for its emissions alone: what has no price is left out.
        return _use(tender, item, counted & {price.key for price in tender.resource_prices})
    reads = _use(tender, item, counted)
    reads |= _life(tender, lot, item)
    if reads & ENERGY_PER_CYCLE and tender.places:
        reads |= {"circulation.place"}
    if item.basis == "use" and model.transport_factor:
        # What goes to and fro each cycle is the product and its packaging.
        reads |= _mass(tender, lot, item) | {
            "circulation.transport_km_per_cycle",
            "product_data.packaging_kg",
        }
    if item.factor_basis in ("declared", "product_class"):
        # The transport of a whole product is counted by its mass.
        if model.transport_factor and model.transport_km is not None:
            reads |= _mass(tender, lot, item) | {"product_data.packaging_kg"}
        return reads | (_declared(model, item) if item.factor_basis == "declared" else set())
    reads |= _mass(tender, lot, item) | TAKE_BACK | {"product_data.packaging_kg", "product_data.reused_share"}
    reads |= (
        {"materials.recycled_share"} if has_material_rows(tender, item) else {"product_data.recycled_share"}
    )
    return reads


def declared_field(module: str) -> str:
    """Return the field of a declaration that a module's figure stands in.

    >>> declared_field("A1-A3")
    'gwp_a1_a3'
    """
    return f"gwp_{module.lower().replace('-', '_')}"


def _declared(model: EvaluationModel, item: Item) -> frozenset[str]:
    """Return what is asked of an EPD or a product footprint: what it is, and its figures by module."""
    fields = {"method", "number", "valid_until", "configuration"}
    fields |= {declared_field(module) for module in model.declared_modules}
    fields |= {"units_per_piece", "product_rules"} if model.epd_files else set()
    # The production of what has grown takes up carbon, which only its end gives back.
    fields |= {"biogenic_kg_co2"} if item.stores_carbon and "C3" not in model.declared_modules else set()
    return frozenset(f"declarations.{name}" for name in fields)


def _referenced(*fields: str) -> Reads:
    def reads(tender: Tender, lot: str, item: Item) -> frozenset[str]:
        return frozenset(fields) if item.reference else frozenset()

    return reads


def _claims(tender: Tender, lot: str, item: Item) -> frozenset[str]:
    return _claimed(item) if item.reference else frozenset()


_spare_parts = _referenced("product_data.spare_parts_years", "product_data.spare_parts_days")


def _repair(tender: Tender, lot: str, item: Item) -> frozenset[str]:
    """Return where the index of repair of an item's scheme is stated, or the six scores of its card."""
    if not item.reference or item.repair_scheme == "none":
        return frozenset()
    stated = CARD_FIELDS.values() if item.repair_scheme == "card" else ("product_data.repair_index",)
    return EVIDENCE | set(stated)


def _circularity(tender: Tender, lot: str, item: Item) -> frozenset[str]:
    """Return what the indicator is made of: mass, what it is made of, where it goes, and how long it lasts."""
    if not item.reference:
        return frozenset()
    recycled = "materials" if has_material_rows(tender, item) else "product_data"
    made_of = {f"{recycled}.recycled_share", "product_data.reused_share"}
    return _mass(tender, lot, item) | made_of | _routes(tender, lot, item) | _claimed(item)


def _substances(tender: Tender, lot: str, item: Item) -> frozenset[str]:
    """Return the answers for an item where a substance is counted; one that must be absent gives no points."""
    counted = item.reference and any(not s.must_be_absent for s in tender.substances_in(lot))
    return frozenset({"substance_answers.contained"}) if counted else frozenset()


def _nothing(tender: Tender, lot: str, item: Item) -> frozenset[str]:
    return frozenset()


MEASURES: Mapping[str, Measure] = {
    m.key: m
    for m in (
        Measure("purchase_price", "{currency}", "lower", "sum", "streams", _purchase),
        Measure("life_cycle_cost", "{currency}", "lower", "sum", "streams", _cost),
        Measure("equivalent_annual_cost", "{currency}/year", "lower", "annuity", "streams", _cost),
        Measure("price_and_use_cost", "{currency}", "lower", "sum", "streams", _price_and_use),
        Measure("external_cost", "{currency}", "lower", "sum", "impacts", _external),
        Measure("cost_with_external", "{currency}", "lower", "sum", "streams", _cost_with_external),
        Measure("gwp_a_to_c", "kg CO2e", "lower", "sum", "impacts", _climate),
        Measure("gwp_d", "kg CO2e", "lower", "sum", "impacts", _climate),
        *(Measure(i.key, i.unit, i.better, "sum", "impacts", _climate) for i in INDICATORS.values()),
        Measure("single_score", "Pt", "lower", "sum", "impacts", _climate),
        Measure("environmental_price", "{currency}", "lower", "sum", "impacts", _climate),
        Measure("life", "years", "higher", "mean", "claims", _claims),
        Measure("life_ratio", "1", "higher", "mean", "claims", _claims),
        Measure("guarantee", "years", "higher", "mean", "claims", _referenced("product_data.guarantee")),
        Measure(
            "spare_parts_score",
            "1",
            "higher",
            "mean",
            "claims",
            lambda t, lot, i: _claims(t, lot, i) | _spare_parts(t, lot, i),
        ),
        Measure(
            "guarantee_above_floor",
            "years",
            "higher",
            "mean",
            "claims",
            _referenced("product_data.guarantee"),
        ),
        Measure("repair_score", "1", "higher", "mean", "claims", _repair),
        Measure(
            "second_life_score", "1", "higher", "mean", "claims", _referenced(*SECOND_LIFE_FIELDS, *EVIDENCE)
        ),
        Measure("mci", "1", "higher", "mean", "mass_flows", _circularity),
        Measure(
            "hazardous_waste",
            "kg",
            "lower",
            "sum",
            "mass_flows",
            lambda t, lot, i: _life(t, lot, i) | _referenced("product_data.hazardous_kg")(t, lot, i),
        ),
        Measure(OF_SUBSTANCES, "1", "higher", "mean", "claims", _substances),
        Measure("residual_waste", "kg", "lower", "sum", "mass_flows", _waste),
        Measure("waste_hierarchy_score", "1", "higher", "ratio", "mass_flows", _waste),
        Measure(
            "non_virgin_share",
            "1",
            "higher",
            "ratio",
            "mass_flows",
            lambda t, lot, i: (
                _mass(t, lot, i)
                | (
                    frozenset({"materials.recycled_share", "product_data.reused_share"})
                    if i.reference
                    else frozenset()
                )
            ),
        ),
        Measure("packaging", "kg", "lower", "sum", "mass_flows", _referenced("product_data.packaging_kg")),
        Measure("answer", "", "higher", "answer", "question_answers", _nothing),
        Measure("judged", "", "higher", "judged", "judgements", _nothing),
    )
}


def family_of(key: str) -> str:
    """Return the key of the measure that a key is of: without what follows a colon, and of which it is the minimum.

    >>> family_of("answer:seats"), family_of("minimum:life"), family_of("mci")
    ('answer', 'life', 'mci')
    """
    return key.removeprefix(MINIMUM).split(":", 1)[0]


def measure_of(key: str) -> Measure:
    """Return the measure of a key; ``answer:KEY`` and ``judged:KEY`` give their family.

    ``minimum:KEY`` is the lowest of the items where KEY is their mean.

    Raises
    ------
    KeyError
        For a measure that does not exist, and for a minimum of what is no mean.

    >>> measure_of("answer:seats").adds, measure_of("life_cycle_cost").better
    ('answer', 'lower')
    >>> measure_of("minimum:life").adds
    'minimum'
    """
    found = MEASURES[family_of(key)]
    if not key.startswith(MINIMUM):
        return found
    if found.adds != "mean":
        raise KeyError(key)
    return replace(found, key=key, adds="minimum")


def measures_used(tender: Tender, lot: str) -> tuple[str, ...]:
    """Return the measures that the criteria of a lot score and its model reports, each once, in order.

    Kilograms that are only reported are left out where no item has anything that they could be read from.
    """
    scored = [c.measure for c in tender.in_lot(tender.criteria, lot) if c.measure]
    items = tender.in_lot(tender.items, lot)
    reported = [
        key
        for key in tender.model_of[lot].reported_measures
        if key not in OF_EMISSIONS - OF_EXTERNAL_COST
        or any(measure_of(key).reads(tender, lot, i) for i in items)
    ]
    return tuple(dict.fromkeys([*scored, *reported]))


def leaves(criteria: tuple[Criterion, ...]) -> tuple[Criterion, ...]:
    """Return the criteria that have a measure, in published order."""
    return tuple(c for c in criteria if c.measure is not None)
