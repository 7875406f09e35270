"""The tender: lots, items with quantities, options, requirements, questions and other services.

Everything here is the buyer's. A tender carries all that its award reads, the published lists of
``evaluation_model.py`` and ``factors.py`` included, and no award run looks anywhere else.
"""

from collections.abc import Mapping
from functools import cached_property
from typing import Annotated, ClassVar, TypeVar

from pydantic import BaseModel, ConfigDict

from evaluation.assessment import ScaleAnchor, StopCriterion
from evaluation.claim_clauses import ClaimClause
from evaluation.evaluation_model import (
    BuyBackClass,
    Criterion,
    DiscountStep,
    EvaluationModel,
    EvidenceLevel,
    GrowthClass,
    GrowthKey,
    MaterialPrice,
    Place,
    PriceClause,
    PriceIndex,
    PublishedDefault,
    ResourcePrice,
    RoundingStep,
    RouteShare,
    ScoreRow,
    UseProfile,
)
from evaluation.external_prices import ExternalPrice
from evaluation.factors import Factor, FactorImpact, GridYear, Material, Source
from evaluation.impact_weights import ImpactWeight
from evaluation.schema import Row, Spec
from evaluation.substances import Substance

OptionalText = Annotated[str | None, Spec(depth="standard")]
ClauseKey = Annotated[str | None, Spec(kind="identifier", depth="standard", codes="@price_clauses")]
LotKey = Annotated[str, Spec(kind="identifier", depth="standard", codes="@lots", required=True)]


class TenderFacts(Row):
    """What identifies the tender.

    ``older_sheet`` says what counts of a bid on a bid sheet from before the latest amendment: a person decides, it is
    not considered, or it is accepted where nothing that is printed or asked on the sheet has changed.
    ``maximum_lots_bid`` is the most lots that one bidder may bid on, ``maximum_lots`` the most that it may be awarded
    (Directive 2014/24/EU art. 46(2)).
    """

    table: ClassVar[str] = "tender"
    id: Annotated[str, Spec(kind="identifier", required=True, example="kitchen_2026")]
    title: Annotated[str, Spec(required=True)]
    authority: Annotated[str, Spec(required=True)]
    regime: Annotated[str, Spec(kind="code", codes="regime", required=True)]
    deadline: Annotated[str, Spec(kind="date", required=True, example="2026-11-02")]
    approver: Annotated[str, Spec(required=True)]
    currency: Annotated[str, Spec(kind="identifier", depth="standard")] = "DKK"
    depth: Annotated[str, Spec(kind="code", codes="depth", depth="standard")] = "standard"
    preset: Annotated[str | None, Spec(kind="identifier", depth="standard")] = None
    amendment: Annotated[int, Spec(kind="integer", depth="standard", minimum=0)] = 0
    older_sheet: Annotated[str, Spec(kind="code", codes="older_sheet", depth="standard")] = "question"
    maximum_lots_bid: Annotated[int | None, Spec(kind="integer", depth="standard", minimum=1)] = None
    maximum_lots: Annotated[int | None, Spec(kind="integer", depth="standard", minimum=1)] = None
    lots_kept_by: Annotated[str, Spec(kind="code", codes="lots_kept_by", depth="standard")] = "lot_order"


class Lot(Row):
    """A lot: what it is worth and how many suppliers it takes.

    ``basket_sha256`` is the hash of a basket that stays unpublished until bids are opened, and whose quantities
    then count; ``basket_description`` says how it was made.
    """

    table: ClassVar[str] = "lots"
    id: Annotated[str, Spec(kind="identifier", depth="standard", required=True, example="LOT-0001")]
    title: Annotated[str, Spec(depth="standard", required=True)]
    estimated_value: Annotated[float | None, Spec(kind="money", depth="standard", minimum=0)] = None
    maximum_value: Annotated[float | None, Spec(kind="money", depth="standard", minimum=0)] = None
    suppliers: Annotated[int, Spec(kind="integer", depth="standard", minimum=1)] = 1
    award_form: Annotated[str, Spec(kind="code", codes="award_form", depth="standard")] = "single"
    basket_sha256: Annotated[str | None, Spec(depth="full")] = None
    basket_description: Annotated[str | None, Spec(depth="full")] = None


class Item(Row):
    """A line that bidders price: what, how many, for how long, and whether product data are asked.

    ``quantity`` is the purchase schedule, pieces (or fee units) by contract year; year 1 is bought in
    study year 0, year 2 in study year 1 and so on. ``demand`` is functional units a year instead, and
    then pieces follow from the life. ``reference`` marks the items that product data are asked of.
    ``longest_years`` is the age at which a piece that goes round is taken out, whatever uses it has left;
    ``use_standard`` the standard that figures of use are measured by; ``use_profile`` the buyer's hours in each
    mode, with which electricity is asked as power by mode instead of a year's use. ``disposal_payer`` says who pays for
    what of it is left at its end. ``price_growth`` is the class that its
    price grows by (later purchases, fees, a value at the end), ``service_growth`` that of its yearly service,
    consumables and repairs; ``price_clause`` the clause of the contract that its price is regulated by;
    ``stores_carbon`` marks what is made of wood, paper or another growth: where only the production is declared, the
    carbon in it is asked too, so that what was taken up is given off again.
    ``guarantee_floor`` is the guarantee that is asked for anyway, above which it is scored; ``repair_scheme`` whose
    index of repair bidders state, or the card of six scores for goods that no scheme has.
    ``life_shape`` is the shape of the Weibull distribution that its life follows: bidders then say which statistic they
    claim (mean, median, B10), which is converted to the mean, and how many pieces were tested without a failure.
    ``in_use_factor`` and ``maintenance_factor`` are F and G of ISO 15686-8, by which a claimed life is multiplied.
    ``failures_per_year`` how often the buyer expects a piece to need repair, the same for all bids.
    """

    table: ClassVar[str] = "items"
    key: Annotated[str, Spec(kind="identifier", depth="standard", required=True, example="l1_007")]
    lot: LotKey
    title_da: Annotated[str, Spec(required=True)]
    title_en: OptionalText = None
    unit: Annotated[str, Spec(depth="standard", required=True, example="stk.")] = "stk."
    quantity: Annotated[tuple[float, ...], Spec(kind="number", minimum=0, repeated=True, unit="{unit}")] = ()
    reference_life: Annotated[float | None, Spec(kind="number", above=0, unit="{life_unit}")] = None
    reference: Annotated[bool, Spec(kind="boolean", required=True)] = False
    requirement: OptionalText = None
    basis: Annotated[str, Spec(kind="code", codes="item_basis", depth="standard")] = "piece_year"
    demand: Annotated[float | None, Spec(kind="number", depth="standard", minimum=0, unit="{unit}/year")] = (
        None
    )
    life_unit: Annotated[str, Spec(kind="code", codes="life_unit", depth="standard")] = "years"
    longest_years: Annotated[float | None, Spec(kind="number", depth="full", above=0, unit="years")] = None
    use_standard: OptionalText = None
    use_payer: Annotated[str, Spec(kind="code", codes="payer", depth="standard")] = "buyer"
    use_profile: Annotated[str | None, Spec(kind="identifier", depth="standard", codes="@use_profiles")] = (
        None
    )
    disposal_payer: Annotated[str, Spec(kind="code", codes="payer", depth="standard")] = "buyer"
    option: Annotated[str | None, Spec(kind="identifier", depth="standard", codes="@options")] = None
    mean_weight: Annotated[float | None, Spec(kind="number", depth="standard", minimum=0)] = None
    factor_basis: Annotated[str, Spec(kind="code", codes="factor_basis", depth="standard")] = "generic_mass"
    product_class: Annotated[str | None, Spec(kind="identifier", depth="standard", codes="@materials")] = None
    stores_carbon: Annotated[bool, Spec(kind="boolean", depth="standard")] = False
    parts: Annotated[int, Spec(kind="integer", depth="standard", minimum=0)] = 5
    price_growth: GrowthKey = None
    service_growth: GrowthKey = None
    price_clause: ClauseKey = None
    failures_per_year: Annotated[
        float | None, Spec(kind="number", depth="standard", minimum=0, unit="repairs/year")
    ] = None
    guarantee_floor: Annotated[
        float | None, Spec(kind="number", depth="standard", minimum=0, unit="{life_unit}")
    ] = None
    repair_scheme: Annotated[str, Spec(kind="code", codes="repair_scheme", depth="standard")] = "none"
    life_shape: Annotated[float | None, Spec(kind="number", depth="full", minimum=0.1, maximum=100)] = None
    in_use_factor: Annotated[float | None, Spec(kind="number", depth="full", minimum=0.5, maximum=1.5)] = None
    maintenance_factor: Annotated[
        float | None, Spec(kind="number", depth="full", minimum=0.5, maximum=1.5)
    ] = None


class Option(Row):
    """An option the buyer may use, with its published weight in the evaluation (0 to 1)."""

    table: ClassVar[str] = "options"
    key: Annotated[str, Spec(kind="identifier", depth="standard", required=True)]
    title: Annotated[str, Spec(depth="standard", required=True)]
    weight: Annotated[float, Spec(kind="share", depth="standard", minimum=0, maximum=1, required=True)]


class Requirement(Row):
    """A requirement: a yes or no, or a value within inclusive limits compared after nine decimals."""

    table: ClassVar[str] = "requirements"
    key: Annotated[str, Spec(kind="identifier", depth="standard", required=True, example="mk_3")]
    lot: LotKey
    text_da: Annotated[str, Spec(depth="standard", required=True)]
    text_en: OptionalText = None
    kind: Annotated[str, Spec(kind="code", codes="requirement_kind", depth="standard")] = "minimum"
    answer: Annotated[str, Spec(kind="code", codes="answer_kind", depth="standard")] = "yes_no"
    minimum: Annotated[float | None, Spec(kind="number", depth="standard")] = None
    maximum: Annotated[float | None, Spec(kind="number", depth="standard")] = None
    unit: OptionalText = None


class Question(Row):
    """A figure the buyer asks for and a criterion may read as ``answer:KEY``."""

    table: ClassVar[str] = "questions"
    key: Annotated[str, Spec(kind="identifier", depth="standard", required=True)]
    lot: LotKey
    text_da: Annotated[str, Spec(depth="standard", required=True)]
    text_en: OptionalText = None
    unit: OptionalText = None
    minimum: Annotated[float | None, Spec(kind="number", depth="standard")] = None
    maximum: Annotated[float | None, Spec(kind="number", depth="standard")] = None


class Service(Row):
    """Another service of the lot: the buyer lists it with how often and how many, the bidder prices it once.

    Paid in study years ``first_year``, ``first_year + every_years``, ... ``times`` times. ``category``
    says where its cost stands (delivery, installation, training, service, disposal or other).
    ``growth_class`` is of its price, ``quantity_growth`` of how many; ``price_clause`` the contract's clause.
    """

    table: ClassVar[str] = "services"
    key: Annotated[str, Spec(kind="identifier", depth="standard", required=True)]
    lot: LotKey
    title_da: Annotated[str, Spec(depth="standard", required=True)]
    title_en: OptionalText = None
    unit: Annotated[str, Spec(depth="standard", required=True)] = "stk."
    quantity: Annotated[float, Spec(kind="number", depth="standard", minimum=0, required=True, unit="{unit}")]
    category: Annotated[str, Spec(kind="code", codes="cost_category", depth="standard")] = "other"
    first_year: Annotated[int, Spec(kind="integer", depth="standard", minimum=0)] = 0
    every_years: Annotated[int, Spec(kind="integer", depth="standard", minimum=1)] = 1
    times: Annotated[int, Spec(kind="integer", depth="standard", minimum=1)] = 1
    payer: Annotated[str, Spec(kind="code", codes="payer", depth="standard")] = "buyer"
    growth_class: Annotated[
        str | None, Spec(kind="identifier", depth="standard", codes="@growth_classes")
    ] = None
    quantity_growth: GrowthKey = None
    price_clause: ClauseKey = None


class Activity(Row):
    """Something else that an item takes or gives off: its module, the factor of its unit, and what it is counted by.

    What is put in place (A5), given off in use (B1), consumed (B2), worn out or exchanged (B3 to B5), or taken down
    (C1). ``amount`` is the buyer's, the same for all bids; blank where each bidder states it. It is per piece, per
    piece and year, or per use. ``factor`` is of one ``unit``. Energy and water of the use itself are no activities:
    they are counted once, from the bid's own figures.
    """

    table: ClassVar[str] = "activities"
    key: Annotated[str, Spec(kind="identifier", depth="full", required=True)]
    lot: Annotated[str, Spec(kind="identifier", depth="full", codes="@lots", required=True)]
    item: Annotated[str, Spec(kind="identifier", depth="full", codes="@items", required=True)]
    module: Annotated[str, Spec(kind="code", codes="activity_module", depth="full", required=True)]
    title_da: Annotated[str, Spec(depth="full", required=True)]
    title_en: Annotated[str | None, Spec(depth="full")] = None
    unit: Annotated[str, Spec(depth="full", required=True)] = "kg"
    factor: Annotated[str, Spec(kind="identifier", depth="full", codes="@factors", required=True)]
    per: Annotated[str, Spec(kind="code", codes="activity_per", depth="full")] = "piece_year"
    amount: Annotated[float | None, Spec(kind="number", depth="full", minimum=0, unit="{unit}")] = None


class Assortment(Row):
    """The rest of an assortment, bought at a discount on a base list: what the buyer expects to buy of it.

    ``turnover`` is a year's purchases at the prices of ``base_list`` of ``base_date``, from study year
    ``first_year`` on, ``times`` years; bidders name their discount on the list.
    """

    table: ClassVar[str] = "assortments"
    key: Annotated[str, Spec(kind="identifier", depth="standard", required=True)]
    lot: LotKey
    title_da: Annotated[str, Spec(depth="standard", required=True)]
    title_en: OptionalText = None
    base_list: Annotated[str, Spec(depth="standard", required=True)]
    base_date: Annotated[str, Spec(kind="date", depth="standard", required=True, example="2026-11-02")]
    turnover: Annotated[
        float, Spec(kind="money", depth="standard", required=True, minimum=0, unit="{currency}/year")
    ]
    times: Annotated[int, Spec(kind="integer", depth="standard", required=True, minimum=1)]
    first_year: Annotated[int, Spec(kind="integer", depth="standard", minimum=0)] = 1
    growth_class: Annotated[
        str | None, Spec(kind="identifier", depth="standard", codes="@growth_classes")
    ] = None


OfLot = TypeVar(
    "OfLot",
    Item,
    Requirement,
    Question,
    Service,
    Activity,
    Assortment,
    Criterion,
    ScoreRow,
    RoundingStep,
    ScaleAnchor,
    StopCriterion,
)


class Tender(BaseModel):
    """A whole tender. Tables are tuples of rows in published order; ``models`` has one row a lot."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    facts: TenderFacts
    lots: tuple[Lot, ...]
    models: tuple[EvaluationModel, ...]
    items: tuple[Item, ...]
    criteria: tuple[Criterion, ...]
    score_rows: tuple[ScoreRow, ...] = ()
    roundings: tuple[RoundingStep, ...] = ()
    scale_anchors: tuple[ScaleAnchor, ...] = ()
    stop_criteria: tuple[StopCriterion, ...] = ()
    options: tuple[Option, ...] = ()
    requirements: tuple[Requirement, ...] = ()
    substances: tuple[Substance, ...] = ()
    questions: tuple[Question, ...] = ()
    services: tuple[Service, ...] = ()
    activities: tuple[Activity, ...] = ()
    assortments: tuple[Assortment, ...] = ()
    resource_prices: tuple[ResourcePrice, ...] = ()
    material_prices: tuple[MaterialPrice, ...] = ()
    use_profiles: tuple[UseProfile, ...] = ()
    growth_classes: tuple[GrowthClass, ...] = ()
    price_indices: tuple[PriceIndex, ...] = ()
    discount_steps: tuple[DiscountStep, ...] = ()
    price_clauses: tuple[PriceClause, ...] = ()
    claim_clauses: tuple[ClaimClause, ...] = ()
    external_prices: tuple[ExternalPrice, ...] = ()
    routes: tuple[RouteShare, ...] = ()
    buy_back_classes: tuple[BuyBackClass, ...] = ()
    places: tuple[Place, ...] = ()
    evidence_levels: tuple[EvidenceLevel, ...] = ()
    defaults: tuple[PublishedDefault, ...] = ()
    materials: tuple[Material, ...] = ()
    factors: tuple[Factor, ...] = ()
    factor_impacts: tuple[FactorImpact, ...] = ()
    impact_weights: tuple[ImpactWeight, ...] = ()
    grids: tuple[GridYear, ...] = ()
    sources: tuple[Source, ...] = ()

    @cached_property
    def model_of(self) -> Mapping[str, EvaluationModel]:
        """The evaluation model of each lot."""
        return {model.lot: model for model in self.models}

    def asked(self, item: Item) -> float | None:
        """Return the pieces of the whole period, or the uses: a demand of uses is stated a year."""
        if item.basis == "use" and item.demand is not None:
            return item.demand * self.model_of[item.lot].study_years
        return float(sum(item.quantity)) if item.quantity else item.demand

    def modes_of(self, item: Item) -> tuple[UseProfile, ...]:
        """Return the modes that an item spends hours in, by its profile; none where it names no profile."""
        if item.use_profile is None:
            return ()
        return tuple(row for row in self.use_profiles if row.profile == item.use_profile and row.hours > 0)

    def substances_in(self, lot: str) -> tuple[Substance, ...]:
        """The substances that a lot asks for, in published order."""
        return tuple(row for row in self.substances if row.lot in (None, lot))

    def in_lot(self, rows: tuple[OfLot, ...], lot: str) -> tuple[OfLot, ...]:
        """The rows of a table that belong to a lot, in published order."""
        return tuple(row for row in rows if row.lot == lot)


# The tables of a tender in the order of its workbook: attribute of Tender -> row type.
TENDER_TABLES: Mapping[str, type[Row]] = {
    "facts": TenderFacts,
    "lots": Lot,
    "models": EvaluationModel,
    "items": Item,
    "criteria": Criterion,
    "score_rows": ScoreRow,
    "roundings": RoundingStep,
    "scale_anchors": ScaleAnchor,
    "stop_criteria": StopCriterion,
    "options": Option,
    "requirements": Requirement,
    "substances": Substance,
    "questions": Question,
    "services": Service,
    "activities": Activity,
    "assortments": Assortment,
    "resource_prices": ResourcePrice,
    "material_prices": MaterialPrice,
    "use_profiles": UseProfile,
    "growth_classes": GrowthClass,
    "price_indices": PriceIndex,
    "discount_steps": DiscountStep,
    "price_clauses": PriceClause,
    "claim_clauses": ClaimClause,
    "external_prices": ExternalPrice,
    "routes": RouteShare,
    "buy_back_classes": BuyBackClass,
    "places": Place,
    "evidence_levels": EvidenceLevel,
    "defaults": PublishedDefault,
    "materials": Material,
    "factors": Factor,
    "factor_impacts": FactorImpact,
    "impact_weights": ImpactWeight,
    "grids": GridYear,
    "sources": Source,
}
