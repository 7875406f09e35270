"""A lot's evaluation model: conventions, criteria tree with rules, and the lists it publishes.

Conventions are fields here, printed in the method annex, and never buried in code.
"""

from decimal import Decimal
from typing import Annotated, ClassVar

from evaluation.schema import Row, Spec

LotKey = Annotated[str, Spec(kind="identifier", depth="standard", codes="@lots", required=True)]
OptionalText = Annotated[str | None, Spec(depth="standard")]
GrowthKey = Annotated[str | None, Spec(kind="identifier", depth="full", codes="@growth_classes")]
SourceKey = Annotated[str | None, Spec(kind="identifier", depth="standard", codes="@sources")]


class EvaluationModel(Row):
    """The conventions of one lot.

    ``study_years`` is the period that cost, emissions and waste are counted over; ``use_years`` how long
    each piece is used where that is shorter; ``contract_years`` the years pieces may be bought in.
    ``life_basis`` says which life drives purchases: ``reference`` (the buyer's, the same for all),
    ``guaranteed`` (the longer of reference and guarantee, never above the claim) or ``credited``.
    ``life_in_criteria`` says whether a life may be scored by itself too, or counts only in what it divides.
    ``discount_rate`` is flat; ``discount_steps`` names a schedule of rates instead. ``price_basis`` says whether
    rate and growth are real or nominal, and ``inflation`` what grows by nothing else in nominal prices.
    ``growth_base`` says whether what runs through year 1 has grown once (NIST) or not yet (VDI 2067);
    ``horizon`` whether pieces are bought again over the study period, or each price is recovered over the
    piece's own life (equivalent annual cost). ``residual_share`` is what ``percentage`` leaves of the price.
    ``yearly_service`` says whether the cost counts a yearly price of service that the bidder states,
    ``service_free_years`` whether bidders state years whose service is in the price, ``yearly_consumables``
    whether the cost counts a yearly price of consumables; ``repairs`` by whose rate of failures the cost counts
    repairs, and ``repairs_after_guarantee`` that the whole years of the guarantee are free of them;
    ``prices_per_pack`` whether bidders may price packs of their own; ``epd_routes`` whether a declared item
    goes the way of its EPD's output flows where no contract takes it back.
    ``returned_share`` is the share of pieces that the buyer expects to hand back where bidders buy back, and
    ``buy_back_cap`` the most that a bought-back piece counts, as a share of its price.
    ``external_price_set`` names the prices of emissions that external cost is counted with; without one there is
    no external cost. ``external_discounted`` says whether it is discounted as other cost is.
    ``transport_km`` is to the buyer, ``disposal_km`` from the buyer to where waste is treated, both by
    ``transport_factor``. ``end_of_life`` says how recycling and energy recovery are shared with the next product:
    after EN 15804, credits apart in module D, or by the Circular Footprint Formula, and then without module D.
    ``declared_modules`` are the modules that come from a declaration where an item's factor basis is ``declared``,
    and ``undeclared_modules`` what stands for one that a bid does not declare: a published default, or nothing for
    any bid. ``epd_files`` says that bidders hand in the files of their EPDs, which give the indicators that no cell is
    asked for. ``least_coverage`` is the share of mass and of emissions that an indicator other than the climate's must
    have a figure for; ``single_score_set`` and ``environmental_price_set`` name published weights of indicators.
    ``pedigree_set`` names the published factors by which pedigree scores become uncertainty.
    ``test_reliability`` is the share of pieces that must reach a claimed life, and ``test_confidence`` how sure a test
    without a failure must make it.
    ``life_ratio_floor`` and ``life_ratio_cap`` bound a life as a share of the reference, of each item before any mean;
    ``feedstock_yield`` is what recycling gave of the scrap that recycled material is made of, of the Material
    Circularity Indicator; ``consumables_waste`` whether the waste counts the kilograms of consumables that a piece
    takes a year.
    A claim that is better than the ``claim_quantile`` of the other bids' by more than ``claim_margin`` is asked about.
    So is a price that lies ``low_below_mean`` or more below the mean of the other bids', or ``low_below_next`` or more
    below the next one up; 1 turns such a rule off. A line is unbalanced where its price lies ``unbalanced_share`` or
    more from the line's median, and near nought where it is below ``near_zero_share`` of it.
    ``tie_break`` names criteria in order; what still ties then is ``tie_last``.
    ``least_total`` is the least share of full quality that a bid must reach to stay in [per cent]; ``fixed_price`` the
    price that the buyer has fixed where bids compete on quality alone (udbudsloven section 162(4)). ``ratio_factor``,
    ``ratio_band`` and ``ratio_band_by`` are of quality per price: a multiplier that changes no order but gives the ratio
    digits to be compared in, the band under
    the best [per cent] and what decides within it. ``acknowledged`` names what the buyer knows and chooses anyway.
    """

    table: ClassVar[str] = "models"
    lot: LotKey
    first_year: Annotated[
        int, Spec(kind="integer", required=True, minimum=2000, maximum=2100, example="2027")
    ]
    study_years: Annotated[int, Spec(kind="integer", required=True, minimum=1, maximum=120, unit="years")]
    combination: Annotated[str, Spec(kind="code", codes="combination", depth="standard")] = "weighted_points"
    scale: Annotated[float, Spec(kind="number", depth="standard", above=0)] = 10.0
    contract_years: Annotated[int, Spec(kind="integer", depth="standard", minimum=1, maximum=12)] = 1
    use_years: Annotated[int | None, Spec(kind="integer", depth="standard", minimum=1, unit="years")] = None
    discount_rate: Annotated[float | None, Spec(kind="share", depth="standard", minimum=0, maximum=0.2)] = (
        None
    )
    discount_steps: Annotated[str | None, Spec(kind="identifier", depth="standard")] = None
    price_basis: Annotated[str, Spec(kind="code", codes="price_basis", depth="standard")] = "real"
    inflation: Annotated[float | None, Spec(kind="share", depth="standard", minimum=-0.05, maximum=0.2)] = (
        None
    )
    timing: Annotated[str, Spec(kind="code", codes="timing", depth="standard")] = "end_of_year"
    growth_base: Annotated[str, Spec(kind="code", codes="growth_base", depth="full")] = "year_one_grown"
    horizon: Annotated[str, Spec(kind="code", codes="horizon", depth="standard")] = "study_period"
    residual_value: Annotated[str, Spec(kind="code", codes="residual_value", depth="standard")] = "none"
    residual_share: Annotated[float | None, Spec(kind="share", depth="standard", minimum=0, maximum=1)] = None
    life_basis: Annotated[str, Spec(kind="code", codes="life_basis", depth="standard")] = "reference"
    life_in_criteria: Annotated[str, Spec(kind="code", codes="life_in_criteria", depth="standard")] = "scored"
    electricity_carrier: Annotated[str | None, Spec(kind="identifier", depth="standard")] = None
    heat_carrier: Annotated[str | None, Spec(kind="identifier", depth="standard")] = None
    yearly_service: Annotated[bool, Spec(kind="boolean", depth="standard")] = False
    service_free_years: Annotated[bool, Spec(kind="boolean", depth="standard")] = False
    yearly_consumables: Annotated[bool, Spec(kind="boolean", depth="standard")] = False
    repairs: Annotated[str, Spec(kind="code", codes="repairs", depth="standard")] = "none"
    repairs_after_guarantee: Annotated[bool, Spec(kind="boolean", depth="standard")] = False
    prices_per_pack: Annotated[bool, Spec(kind="boolean", depth="standard")] = False
    epd_routes: Annotated[bool, Spec(kind="boolean", depth="standard")] = False
    transport_factor: Annotated[str | None, Spec(kind="identifier", depth="standard", codes="@factors")] = (
        None
    )
    transport_km: Annotated[float | None, Spec(kind="number", depth="standard", minimum=0, unit="km")] = None
    disposal_km: Annotated[float | None, Spec(kind="number", depth="standard", minimum=0, unit="km")] = None
    end_of_life: Annotated[str, Spec(kind="code", codes="end_of_life", depth="full")] = "en15804"
    declared_modules: Annotated[tuple[str, ...], Spec(kind="list", depth="standard")] = ("A1-A3",)
    undeclared_modules: Annotated[str, Spec(kind="code", codes="undeclared_modules", depth="standard")] = (
        "published_default"
    )
    epd_files: Annotated[bool, Spec(kind="boolean", depth="full")] = False
    least_coverage: Annotated[float, Spec(kind="share", depth="full", minimum=0, maximum=1)] = 1.0
    single_score_set: Annotated[str | None, Spec(kind="identifier", depth="full")] = None
    environmental_price_set: Annotated[str | None, Spec(kind="identifier", depth="full")] = None
    pedigree_set: Annotated[str, Spec(kind="code", codes="pedigree_set", depth="full")] = "ecoinvent_2"
    claim_quantile: Annotated[float, Spec(kind="share", depth="full", minimum=0, maximum=1)] = 0.1
    claim_margin: Annotated[float, Spec(kind="share", depth="full", minimum=0)] = 0.25
    low_below_mean: Annotated[float, Spec(kind="share", depth="full", above=0, maximum=1)] = 0.4
    low_below_next: Annotated[float, Spec(kind="share", depth="full", above=0, maximum=1)] = 0.3
    unbalanced_share: Annotated[float, Spec(kind="share", depth="full", above=0)] = 0.5
    near_zero_share: Annotated[float, Spec(kind="share", depth="full", minimum=0, maximum=1)] = 0.1
    life_ratio_floor: Annotated[float | None, Spec(kind="number", depth="full", minimum=0, maximum=1)] = None
    life_ratio_cap: Annotated[float | None, Spec(kind="number", depth="full", minimum=1, maximum=10)] = None
    test_reliability: Annotated[float, Spec(kind="share", depth="full", minimum=0.01, maximum=0.99)] = 0.9
    test_confidence: Annotated[float, Spec(kind="share", depth="full", minimum=0.01, maximum=0.99)] = 0.9
    feedstock_yield: Annotated[float, Spec(kind="share", depth="full", above=0, maximum=1)] = 0.75
    consumables_waste: Annotated[bool, Spec(kind="boolean", depth="full")] = False
    water_factor: Annotated[str | None, Spec(kind="identifier", depth="standard", codes="@factors")] = None
    hierarchy_reuse: Annotated[float, Spec(kind="number", depth="full", minimum=0, maximum=1)] = 1.0
    hierarchy_recycling: Annotated[float, Spec(kind="number", depth="full", minimum=0, maximum=1)] = 0.5
    hierarchy_energy_recovery: Annotated[float, Spec(kind="number", depth="full", minimum=0, maximum=1)] = 0.1
    hierarchy_landfill: Annotated[float, Spec(kind="number", depth="full", minimum=0, maximum=1)] = 0.0
    packaging_material: Annotated[
        str | None, Spec(kind="identifier", depth="standard", codes="@materials")
    ] = None
    reused_parts: Annotated[str, Spec(kind="code", codes="reused_parts", depth="standard")] = (
        "factor_or_virgin"
    )
    returned_share: Annotated[float, Spec(kind="share", depth="standard", minimum=0, maximum=1)] = 1.0
    buy_back_cap: Annotated[float | None, Spec(kind="share", depth="standard", minimum=0, maximum=1)] = None
    external_price_set: Annotated[str | None, Spec(kind="identifier", depth="standard")] = None
    external_discounted: Annotated[bool, Spec(kind="boolean", depth="standard")] = True
    reported_measures: Annotated[tuple[str, ...], Spec(kind="list", depth="standard")] = ()
    missing_lines: Annotated[str, Spec(kind="code", codes="missing_lines", depth="standard")] = "reject"
    missing_max_lines: Annotated[int | None, Spec(kind="integer", depth="standard", minimum=0)] = None
    missing_max_share: Annotated[float | None, Spec(kind="share", depth="standard", minimum=0, maximum=1)] = (
        None
    )
    missing_factor: Annotated[float | None, Spec(kind="number", depth="standard", minimum=1)] = None
    tie_break: Annotated[tuple[str, ...], Spec(kind="list", depth="standard")] = ()
    tie_last: Annotated[str, Spec(kind="code", codes="tie_last", depth="standard")] = "stop"
    tie_seed: OptionalText = None
    least_total: Annotated[
        float | None, Spec(kind="number", depth="standard", above=0, maximum=100, unit="%")
    ] = None
    fixed_price: Annotated[float | None, Spec(kind="money", depth="standard", above=0)] = None
    ratio_factor: Annotated[float, Spec(kind="number", depth="full", above=0)] = 1_000_000.0
    ratio_band: Annotated[float, Spec(kind="number", depth="full", minimum=0, maximum=10, unit="%")] = 0.0
    ratio_band_by: Annotated[str, Spec(kind="code", codes="band_by", depth="full")] = "price"
    acknowledged: Annotated[tuple[str, ...], Spec(kind="list", depth="standard")] = ()


class Criterion(Row):
    """A node of the criteria tree. A leaf names its measure and rule; a group has neither.

    ``id`` is the path (``environment/gwp``); weights are exact decimals that sum to 100 at each level, between
    ``weight_low`` and ``weight_high`` where a range is declared; a price model that weighs nothing has none.
    ``slope`` is for ``linear_over_best`` [per cent over the best that gives no points], and grows by ``slope_step`` to
    ``slope_most`` where it escalates; ``full_at`` and ``zero_at`` for ``fixed_interval`` [unit of the measure], the
    latter growing by ``zero_step`` to ``zero_most``; ``zero_multiple`` for ``logarithmic``; ``center`` and
    ``center_points`` for ``over_center``; ``curve_basis`` what the anchors of a curve are measured in;
    ``assessor_scale`` for ``judged_points``. ``unit_amount`` and ``amount_most`` [tender currency] price a unit of the
    measure, ``full_amount`` full quality; ``amount_form`` says whether it is taken off or its lack added;
    ``most_percent`` what full points are worth in per cent of the price.
    ``least_percent`` is the least share of full points [per cent] that a bid must reach to stay in; ``lowest_valid``
    and ``highest_valid`` [unit of the measure] are the limits outside which a value is not compliant.
    ``several_assessors`` says how the scores of several assessors become one, ``judged_by_item`` that each reference
    item is judged by itself: the criterion's figure is then their mean by the weights of the items.
    """

    table: ClassVar[str] = "criteria"
    lot: LotKey
    id: Annotated[str, Spec(kind="identifier", depth="standard", required=True, example="environment/gwp")]
    title_da: Annotated[str, Spec(depth="standard", required=True)]
    title_en: OptionalText = None
    weight: Annotated[Decimal | None, Spec(kind="weight", minimum=0, maximum=100)] = None
    weight_low: Annotated[Decimal | None, Spec(kind="weight", depth="full", minimum=0, maximum=100)] = None
    weight_high: Annotated[Decimal | None, Spec(kind="weight", depth="full", minimum=0, maximum=100)] = None
    measure: Annotated[str | None, Spec(kind="identifier", depth="standard")] = None
    rule: Annotated[str | None, Spec(kind="code", codes="rule", depth="standard")] = None
    direction: Annotated[str | None, Spec(kind="code", codes="direction", depth="standard")] = None
    slope: Annotated[float | None, Spec(kind="number", above=0, unit="%")] = None
    full_at: Annotated[float | None, Spec(kind="number")] = None
    zero_at: Annotated[float | None, Spec(kind="number")] = None
    clip: Annotated[str, Spec(kind="code", codes="clip", depth="standard")] = "none"
    assessor_scale: Annotated[float | None, Spec(kind="number", depth="standard", above=0)] = None
    several_assessors: Annotated[str, Spec(kind="code", codes="several_assessors", depth="standard")] = (
        "consensus"
    )
    judged_by_item: Annotated[bool, Spec(kind="boolean", depth="standard")] = False
    slope_step: Annotated[float | None, Spec(kind="number", depth="full", minimum=0, unit="%")] = None
    slope_most: Annotated[float | None, Spec(kind="number", depth="full", above=0, unit="%")] = None
    zero_step: Annotated[float | None, Spec(kind="number", depth="full", above=0)] = None
    zero_most: Annotated[float | None, Spec(kind="number", depth="full")] = None
    zero_multiple: Annotated[float | None, Spec(kind="number", depth="full", above=1)] = None
    center: Annotated[str | None, Spec(kind="code", codes="center", depth="full")] = None
    center_points: Annotated[float | None, Spec(kind="number", depth="full", above=0)] = None
    curve_basis: Annotated[str | None, Spec(kind="code", codes="curve_basis", depth="full")] = None
    unit_amount: Annotated[float | None, Spec(kind="money", depth="standard", above=0)] = None
    amount_most: Annotated[float | None, Spec(kind="money", depth="full", above=0)] = None
    full_amount: Annotated[float | None, Spec(kind="money", depth="standard", above=0)] = None
    amount_form: Annotated[str | None, Spec(kind="code", codes="amount_form", depth="standard")] = None
    most_percent: Annotated[
        float | None, Spec(kind="number", depth="standard", above=0, maximum=100, unit="%")
    ] = None
    least_percent: Annotated[
        float | None, Spec(kind="number", depth="standard", above=0, maximum=100, unit="%")
    ] = None
    lowest_valid: Annotated[float | None, Spec(kind="number", depth="full")] = None
    highest_valid: Annotated[float | None, Spec(kind="number", depth="full")] = None


class ScoreRow(Row):
    """A row of the published table of a criterion: a bracket or grade, or an anchor of a curve, and what it gives.

    A bracket runs from ``from_value`` to ``to_value`` [unit of the measure], blank where it is open, and ``includes``
    says which of the two belong to it; an anchor has ``from_value`` alone. ``gives`` is points or an amount. ``date`` is
    that of the table or index the row is taken from, so that no later edition comes in silently.
    """

    table: ClassVar[str] = "score_rows"
    lot: LotKey
    criterion: Annotated[str, Spec(kind="identifier", depth="standard", required=True)]
    from_value: Annotated[float | None, Spec(kind="number", depth="standard")] = None
    to_value: Annotated[float | None, Spec(kind="number", depth="standard")] = None
    includes: Annotated[str, Spec(kind="code", codes="includes", depth="standard")] = "from"
    gives: Annotated[float, Spec(kind="number", depth="standard", required=True)]
    date: Annotated[str | None, Spec(kind="date", depth="full")] = None
    source: OptionalText = None


class RoundingStep(Row):
    """A published rounding: of which step, how, to how many decimals; of one criterion's points where it is named."""

    table: ClassVar[str] = "roundings"
    lot: LotKey
    step: Annotated[str, Spec(kind="code", codes="rounding_step", depth="standard", required=True)]
    criterion: Annotated[str | None, Spec(kind="identifier", depth="standard")] = None
    mode: Annotated[str, Spec(kind="code", codes="rounding_mode", depth="standard", required=True)]
    decimals: Annotated[int, Spec(kind="integer", depth="standard", minimum=0, maximum=9)] = 0


class ResourcePrice(Row):
    """What the buyer pays for a resource in use or disposal, per unit, at the price level of the tender date.

    Keys the engine reads: ``electricity`` [per kWh], ``heat`` [per kWh], ``water`` [per m3],
    ``disposal`` [per kg of residual waste], ``downtime`` [per hour that a piece stands still]. A resource
    without a price has no stream and no column.
    ``growth_class`` is of its price, ``quantity_growth`` of how much of it is used.
    """

    table: ClassVar[str] = "resource_prices"
    key: Annotated[str, Spec(kind="identifier", depth="standard", required=True)]
    price: Annotated[float, Spec(kind="money", required=True, minimum=0)]
    unit: Annotated[str, Spec(depth="standard", required=True)]
    growth_class: Annotated[
        str | None, Spec(kind="identifier", depth="standard", codes="@growth_classes")
    ] = None
    quantity_growth: GrowthKey = None
    source: OptionalText = None


class MaterialPrice(Row):
    """What the buyer is paid for a kilogram of a material that it collects for recycling, at a date.

    Without a row a material has no value. What a contract takes back is the bidder's, and has none for the buyer.
    """

    table: ClassVar[str] = "material_prices"
    material: Annotated[str, Spec(kind="identifier", depth="full", codes="@materials", required=True)]
    price: Annotated[float, Spec(kind="money", depth="full", required=True, minimum=0, unit="{currency}/kg")]
    date: Annotated[str, Spec(kind="date", depth="full", required=True, example="2026-11-02")]
    growth_class: GrowthKey = None
    source: Annotated[str | None, Spec(depth="full")] = None


class UseProfile(Row):
    """The hours a year that pieces of a profile spend in a mode, the same for all bids; 8,760 in all at most.

    Items that name the profile are asked for the power of each of its modes, and for no use of electricity a
    year. A year has 8,760 hours, a leap year too.
    """

    table: ClassVar[str] = "use_profiles"
    profile: Annotated[str, Spec(kind="identifier", depth="standard", required=True, example="office")]
    mode: Annotated[str, Spec(kind="code", codes="use_mode", depth="standard", required=True)]
    hours: Annotated[
        float,
        Spec(kind="number", depth="standard", required=True, minimum=0, maximum=8760, unit="hours/year"),
    ]
    source: OptionalText = None


class GrowthClass(Row):
    """A class of prices or quantities with its growth: a yearly rate, or a path of :class:`PriceIndex`.

    ``basis`` says of what: a price in real or in nominal terms, or a quantity. ``index`` names the published
    index that the class stands for, to be held against the contract's clause on prices.
    """

    table: ClassVar[str] = "growth_classes"
    key: Annotated[str, Spec(kind="identifier", depth="standard", required=True)]
    rate: Annotated[float | None, Spec(kind="share", depth="standard", minimum=-0.2, maximum=0.2)] = None
    basis: Annotated[str, Spec(kind="code", codes="growth_basis", depth="standard")] = "real_price"
    index: OptionalText = None
    source: OptionalText = None


class PriceIndex(Row):
    """The index of a growth class in a calendar year, relative to the base of 1 and never compounded."""

    table: ClassVar[str] = "price_indices"
    growth_class: Annotated[
        str, Spec(kind="identifier", depth="full", codes="@growth_classes", required=True)
    ]
    year: Annotated[int, Spec(kind="integer", depth="full", required=True, minimum=2000, maximum=2200)]
    index: Annotated[float, Spec(kind="number", depth="full", required=True, above=0, example="1.03")]
    source: Annotated[str | None, Spec(depth="full")] = None


class DiscountStep(Row):
    """The discount rate of a schedule from a study year on, until the next step begins."""

    table: ClassVar[str] = "discount_steps"
    schedule: Annotated[
        str, Spec(kind="identifier", depth="standard", required=True, example="danish_public")
    ]
    from_year: Annotated[int, Spec(kind="integer", depth="standard", required=True, minimum=0, maximum=200)]
    rate: Annotated[float, Spec(kind="share", depth="standard", required=True, minimum=0, maximum=0.2)]
    source: OptionalText = None


class PriceClause(Row):
    """A clause of the contract on how prices are regulated: by which index, from when, at most by how much.

    ``first_year`` is the first calendar year in which prices may change; ``cap`` the most a year.
    """

    table: ClassVar[str] = "price_clauses"
    key: Annotated[str, Spec(kind="identifier", depth="standard", required=True)]
    title_da: Annotated[str, Spec(depth="standard", required=True)]
    title_en: OptionalText = None
    index: Annotated[str, Spec(depth="standard", required=True)]
    first_year: Annotated[
        int, Spec(kind="integer", depth="standard", required=True, minimum=2000, maximum=2200)
    ]
    cap: Annotated[float | None, Spec(kind="share", depth="standard", minimum=0, maximum=1)] = None


class RouteShare(Row):
    """Where a component goes at its end unless the contract says otherwise; its shares sum to 1.

    ``measured_by``: the buyer measured it (``buyer``), or it is the national default (``default``).
    """

    table: ClassVar[str] = "routes"
    component: Annotated[str, Spec(kind="code", codes="component", depth="standard", required=True)]
    route: Annotated[str, Spec(kind="code", codes="route", depth="standard", required=True)]
    share: Annotated[float, Spec(kind="share", depth="standard", minimum=0, maximum=1, required=True)]
    measured_by: Annotated[str, Spec(kind="code", codes="measured_by", depth="standard")] = "default"
    source: OptionalText = None


class BuyBackClass(Row):
    """A condition in which pieces come back: what it means, and the share the buyer expects of it.

    One distribution for all bids; its shares sum to 1. Bidders name a price for each class. ``after_years`` is
    when pieces of the class come back, counted from their delivery; blank at the end of their use.
    """

    table: ClassVar[str] = "buy_back_classes"
    key: Annotated[str, Spec(kind="code", codes="buy_back_class", depth="standard", required=True)]
    title_da: Annotated[str, Spec(depth="standard", required=True)]
    title_en: OptionalText = None
    share: Annotated[float, Spec(kind="share", depth="standard", minimum=0, maximum=1, required=True)]
    after_years: Annotated[int | None, Spec(kind="integer", depth="standard", minimum=1, unit="years")] = None
    source: OptionalText = None


class Place(Row):
    """A place where products that go round are processed, with the energy carriers that it is supplied by."""

    table: ClassVar[str] = "places"
    key: Annotated[str, Spec(kind="identifier", depth="full", required=True, example="dk")]
    title_da: Annotated[str, Spec(depth="full", required=True)]
    title_en: Annotated[str | None, Spec(depth="full")] = None
    electricity_carrier: Annotated[str, Spec(kind="identifier", depth="full", required=True)]
    heat_carrier: Annotated[str | None, Spec(kind="identifier", depth="full")] = None


class EvidenceLevel(Row):
    """A level of evidence: the share of a claim above the reference that it credits, and its pedigree scores.

    ``pedigree`` are five scores from 1 to 5, from which the uncertainty of a claim at this level follows.
    """

    table: ClassVar[str] = "evidence_levels"
    key: Annotated[str, Spec(kind="identifier", depth="standard", required=True, example="E4")]
    title_da: Annotated[str, Spec(depth="standard", required=True)]
    title_en: OptionalText = None
    credit: Annotated[float, Spec(kind="share", depth="standard", minimum=0, maximum=1, required=True)]
    pedigree: Annotated[str | None, Spec(depth="full", example="1,1,1,1,1")] = None


class PublishedDefault(Row):
    """The value where a bid leaves a field out: worse than the typical one, so that silence never pays."""

    table: ClassVar[str] = "defaults"
    field: Annotated[
        str, Spec(kind="identifier", depth="standard", required=True, example="product_data.mass_kg")
    ]
    item: Annotated[str | None, Spec(kind="identifier", depth="standard", codes="@items")] = None
    value: Annotated[float, Spec(kind="number", depth="standard", required=True)]
    basis: Annotated[str, Spec(depth="standard", required=True)]
