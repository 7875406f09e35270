"""The bid: the tables a bidder fills in, one declaration a column, and the values that came back.

A column stands in a bid sheet only where a criterion, requirement, report figure or clause of the lot
reads it (``sheets.py``). Values are kept in one frame a table; a blank is NaN or None, never nought.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Annotated, ClassVar

import pandas as pd

from evaluation.problems import Problem
from evaluation.schema import Row, Spec

BidderText = Annotated[str | None, Spec(owner="bidder")]
Years = Annotated[
    float | None, Spec(owner="bidder", kind="number", minimum=0, maximum=100, unit="years", claim=True)
]
Kilograms = Annotated[float | None, Spec(owner="bidder", kind="number", minimum=0, unit="kg")]
# An output flow of the product's EPD at its end of life, per piece (EN 15804: CRU, MFR, MER).
EpdFlow = Annotated[
    float | None, Spec(owner="bidder", kind="number", minimum=0, unit="kg", claim=True, depth="standard")
]
Share = Annotated[
    float | None, Spec(owner="bidder", kind="share", minimum=0, maximum=1, depth="standard", claim=True)
]
Money = Annotated[float | None, Spec(owner="bidder", kind="money", minimum=0, unit="{currency}")]
# What the bidder pays for a piece that comes back in a class of condition, when the buyer says.
BuyBack = Annotated[
    float | None, Spec(owner="bidder", kind="money", minimum=0, unit="{currency}", depth="standard")
]
# The power of a piece in a mode of the buyer's profile of use.
Watts = Annotated[
    float | None, Spec(owner="bidder", kind="number", minimum=0, unit="W", claim=True, depth="standard")
]
# Of one piece, as its EPD or product footprint states it.
DeclaredGwp = Annotated[
    float | None, Spec(owner="bidder", kind="number", unit="kg CO2e", claim=True, depth="standard")
]
# A score of 1 (worst) to 5 (best) of a repair card.
CardScore = Annotated[
    float | None, Spec(owner="bidder", kind="number", minimum=1, maximum=5, claim=True, depth="full")
]
Offered = Annotated[
    str | None, Spec(owner="bidder", kind="code", codes="yes_no", claim=True, depth="standard")
]
ItemKey = Annotated[str, Spec(kind="identifier", codes="@items", required=True)]


class Bidder(Row):
    """Who bids, on this lot or not, and with what reservations. One key-value sheet."""

    table: ClassVar[str] = "bidder"
    name: Annotated[str | None, Spec(owner="bidder", required=True)] = None
    company_no: Annotated[str | None, Spec(owner="bidder", kind="identifier", required=True)] = None
    contact: BidderText = None
    bids_on_lot: Annotated[str | None, Spec(owner="bidder", kind="code", codes="yes_no", required=True)] = (
        None
    )
    amendments_received: Annotated[int | None, Spec(owner="bidder", kind="integer", minimum=0)] = None
    confidential: BidderText = None
    has_reservations: Annotated[
        str | None, Spec(owner="bidder", kind="code", codes="yes_no", required=True)
    ] = None
    reservations: BidderText = None


class PriceLine(Row):
    """The price of an item, per the buyer's unit or per pack of ``pieces_per_pack`` of it.

    Of a fee per use ``fee_minimum_uses`` is the least number of uses a year that are paid; a blank is none.
    """

    table: ClassVar[str] = "prices"
    key: ItemKey
    offered: Annotated[str | None, Spec(owner="bidder", kind="code", codes="offered", required=True)] = None
    product: Annotated[str | None, Spec(owner="bidder", required=True)] = None
    condition: Annotated[
        str | None, Spec(owner="bidder", kind="code", codes="condition", depth="standard", required=True)
    ] = None
    unit_price: Annotated[
        float | None, Spec(owner="bidder", kind="money", minimum=0, unit="{currency}/{unit}", required=True)
    ] = None
    pieces_per_pack: Annotated[float | None, Spec(owner="bidder", kind="number", depth="full", above=0)] = (
        None
    )
    fee_basis: Annotated[str | None, Spec(owner="bidder", kind="code", codes="fee_basis", depth="full")] = (
        None
    )
    fee_minimum_uses: Annotated[
        float | None, Spec(owner="bidder", kind="number", depth="full", minimum=0, unit="uses/year")
    ] = None


class ProductData(Row):
    """What a reference item is: guarantee, life, mass, use and what happens at its end, with the evidence."""

    table: ClassVar[str] = "product_data"
    key: ItemKey
    guarantee: Annotated[
        float | None,
        Spec(owner="bidder", kind="number", minimum=0, maximum=100, unit="{life_unit}", claim=True),
    ] = None
    claimed_life: Annotated[
        float | None,
        Spec(
            owner="bidder",
            kind="number",
            above=0,
            maximum=1000,
            unit="{life_unit}",
            claim=True,
            depth="standard",
        ),
    ] = None
    claimed_life_statistic: Annotated[
        str | None, Spec(owner="bidder", kind="code", codes="life_statistic", depth="full", required=True)
    ] = None
    units_tested: Annotated[
        float | None, Spec(owner="bidder", kind="number", minimum=1, unit="pieces", claim=True, depth="full")
    ] = None
    tested_life: Annotated[
        float | None,
        Spec(owner="bidder", kind="number", above=0, unit="{life_unit}", claim=True, depth="full"),
    ] = None
    spare_parts_years: Years = None
    spare_parts_days: Annotated[
        float | None,
        Spec(owner="bidder", kind="number", minimum=0, maximum=365, unit="working_days", claim=True),
    ] = None
    repair_index: Annotated[
        float | None, Spec(owner="bidder", kind="number", minimum=0, maximum=10, claim=True, depth="standard")
    ] = None
    card_disassembly_depth: CardScore = None
    card_fasteners: CardScore = None
    card_tools: CardScore = None
    card_spare_parts: CardScore = None
    card_upgrade_or_refurbishment: CardScore = None
    card_repair_information: CardScore = None
    upgrade_offered: Offered = None
    refurbishment_offered: Offered = None
    buy_back_offered: Offered = None
    mass_kg: Kilograms = None
    packaging_kg: Kilograms = None
    hazardous_kg: Annotated[
        float | None, Spec(owner="bidder", kind="number", minimum=0, unit="kg", claim=True, depth="standard")
    ] = None
    consumables_kg_per_year: Annotated[
        float | None,
        Spec(owner="bidder", kind="number", minimum=0, unit="kg/year", claim=True, depth="standard"),
    ] = None
    recycled_share: Share = None
    reused_share: Share = None
    electricity_kwh_per_year: Annotated[
        float | None, Spec(owner="bidder", kind="number", minimum=0, unit="kWh/year", claim=True)
    ] = None
    power_off_w: Watts = None
    power_sleep_w: Watts = None
    power_idle_w: Watts = None
    power_active_w: Watts = None
    heat_kwh_per_year: Annotated[
        float | None,
        Spec(owner="bidder", kind="number", minimum=0, unit="kWh/year", claim=True, depth="standard"),
    ] = None
    water_m3_per_year: Annotated[
        float | None, Spec(owner="bidder", kind="number", minimum=0, unit="m3/year", claim=True)
    ] = None
    service_price_per_year: Annotated[
        float | None, Spec(owner="bidder", kind="money", minimum=0, unit="{currency}/year")
    ] = None
    service_free_years: Annotated[
        float | None,
        Spec(owner="bidder", kind="number", minimum=0, maximum=100, unit="years", depth="standard"),
    ] = None
    consumables_price_per_year: Annotated[
        float | None,
        Spec(owner="bidder", kind="money", minimum=0, unit="{currency}/year", depth="standard"),
    ] = None
    failures_per_year: Annotated[
        float | None,
        Spec(owner="bidder", kind="number", minimum=0, unit="repairs/year", claim=True, depth="standard"),
    ] = None
    repair_price: Annotated[
        float | None, Spec(owner="bidder", kind="money", minimum=0, unit="{currency}", depth="standard")
    ] = None
    downtime_hours_per_year: Annotated[
        float | None,
        Spec(
            owner="bidder",
            kind="number",
            minimum=0,
            maximum=8760,
            unit="hours/year",
            claim=True,
            depth="standard",
        ),
    ] = None
    buy_back_a: BuyBack = None
    buy_back_b: BuyBack = None
    buy_back_c: BuyBack = None
    buy_back_d: BuyBack = None
    buy_back_e: BuyBack = None
    buy_back_f: BuyBack = None
    taken_back: Annotated[str | None, Spec(owner="bidder", kind="code", codes="yes_no")] = None
    taken_back_reuse_share: Share = None
    taken_back_recycling_share: Share = None
    epd_reuse_kg: EpdFlow = None
    epd_recycling_kg: EpdFlow = None
    epd_energy_recovery_kg: EpdFlow = None
    evidence_kind: Annotated[
        str | None, Spec(owner="bidder", kind="code", codes="evidence_kind", depth="standard")
    ] = None
    evidence_document: Annotated[str | None, Spec(owner="bidder", depth="standard")] = None


class Declaration(Row):
    """The EPD or product footprint of a reference item: what declares it, and its figures per piece by module.

    Without energy and water in use, which are counted from the bid's own figures. ``units_per_piece`` is how many
    declared units (1 m2, 1 kg, ...) a piece is, by which the values of an EPD's file are converted;
    ``biogenic_kg_co2`` the carbon dioxide that a piece has taken up and keeps until its end.
    """

    table: ClassVar[str] = "declarations"
    key: ItemKey
    method: Annotated[
        str | None, Spec(owner="bidder", kind="code", codes="declaration_method", depth="standard")
    ] = None
    product_rules: Annotated[str | None, Spec(owner="bidder", depth="standard")] = None
    number: Annotated[str | None, Spec(owner="bidder", kind="identifier", depth="standard")] = None
    valid_until: Annotated[str | None, Spec(owner="bidder", kind="date", depth="standard")] = None
    configuration: Annotated[str | None, Spec(owner="bidder", depth="standard")] = None
    units_per_piece: Annotated[
        float | None, Spec(owner="bidder", kind="number", above=0, claim=True, depth="standard")
    ] = None
    gwp_a1_a3: DeclaredGwp = None
    gwp_a4: DeclaredGwp = None
    gwp_a5: DeclaredGwp = None
    gwp_b1: DeclaredGwp = None
    gwp_b2: DeclaredGwp = None
    gwp_b3: DeclaredGwp = None
    gwp_b4: DeclaredGwp = None
    gwp_b5: DeclaredGwp = None
    gwp_c1: DeclaredGwp = None
    gwp_c2: DeclaredGwp = None
    gwp_c3: DeclaredGwp = None
    gwp_c4: DeclaredGwp = None
    gwp_d: DeclaredGwp = None
    biogenic_kg_co2: Annotated[
        float | None,
        Spec(owner="bidder", kind="number", minimum=0, unit="kg CO2", claim=True, depth="standard"),
    ] = None


class MaterialLine(Row):
    """A part of a reference item: which material of the tender's list, how much, how much of it recycled."""

    table: ClassVar[str] = "materials"
    key: Annotated[str, Spec(kind="identifier", required=True, example="l1_007/1")]
    item: ItemKey
    part: BidderText = None
    material: Annotated[
        str | None, Spec(owner="bidder", kind="code", codes="@materials", depth="standard")
    ] = None
    mass_kg: Annotated[
        float | None, Spec(owner="bidder", kind="number", minimum=0, unit="kg", claim=True, depth="standard")
    ] = None
    recycled_share: Share = None


class ServicePrice(Row):
    """The bidder's price of a service that the buyer listed."""

    table: ClassVar[str] = "service_prices"
    key: Annotated[str, Spec(kind="identifier", codes="@services", required=True)]
    price: Annotated[
        float | None,
        Spec(
            owner="bidder", kind="money", minimum=0, unit="{currency}/{unit}", depth="standard", required=True
        ),
    ] = None


class ActivityAmount(Row):
    """How much of an activity that the buyer lists a piece takes, a year takes, or a use takes."""

    table: ClassVar[str] = "activity_amounts"
    key: Annotated[str, Spec(kind="identifier", codes="@activities", required=True)]
    amount: Annotated[
        float | None,
        Spec(owner="bidder", kind="number", minimum=0, unit="{unit}", depth="full", claim=True),
    ] = None
    document: Annotated[str | None, Spec(owner="bidder", depth="full")] = None


class AssortmentDiscount(Row):
    """The bidder's discount on the list prices of the rest of an assortment."""

    table: ClassVar[str] = "assortment_discounts"
    key: Annotated[str, Spec(kind="identifier", codes="@assortments", required=True)]
    discount: Annotated[
        float | None,
        Spec(owner="bidder", kind="share", minimum=0, maximum=1, depth="standard", required=True),
    ] = None
    document: Annotated[str | None, Spec(owner="bidder", depth="standard")] = None


class Circulation(Row):
    """A product that goes round: uses, loss a use, pieces in the pool, and what each cycle takes."""

    table: ClassVar[str] = "circulation"
    key: ItemKey
    uses_per_piece: Annotated[
        float | None, Spec(owner="bidder", kind="number", minimum=1, unit="uses", claim=True, depth="full")
    ] = None
    loss_per_use: Annotated[
        float | None, Spec(owner="bidder", kind="share", minimum=0, maximum=1, depth="full", claim=True)
    ] = None
    pieces_in_pool: Annotated[
        float | None,
        Spec(owner="bidder", kind="number", above=0, unit="pieces", claim=True, depth="full"),
    ] = None
    electricity_kwh_per_cycle: Annotated[
        float | None, Spec(owner="bidder", kind="number", minimum=0, unit="kWh", depth="full", claim=True)
    ] = None
    heat_kwh_per_cycle: Annotated[
        float | None, Spec(owner="bidder", kind="number", minimum=0, unit="kWh", depth="full", claim=True)
    ] = None
    water_litres_per_cycle: Annotated[
        float | None, Spec(owner="bidder", kind="number", minimum=0, unit="l", depth="full", claim=True)
    ] = None
    place: Annotated[str | None, Spec(owner="bidder", kind="code", codes="@places", depth="full")] = None
    transport_km_per_cycle: Annotated[
        float | None, Spec(owner="bidder", kind="number", minimum=0, unit="km", depth="full", claim=True)
    ] = None
    price_if_lost: Annotated[
        float | None, Spec(owner="bidder", kind="money", minimum=0, unit="{currency}", depth="full")
    ] = None


class RequirementAnswer(Row):
    """The answer to a requirement: yes, no, or the value, with document and page."""

    table: ClassVar[str] = "requirement_answers"
    key: Annotated[str, Spec(kind="identifier", codes="@requirements", required=True)]
    met: Annotated[str | None, Spec(owner="bidder", kind="code", codes="yes_no", depth="standard")] = None
    value: Annotated[float | None, Spec(owner="bidder", kind="number", depth="standard", unit="{unit}")] = (
        None
    )
    document: Annotated[str | None, Spec(owner="bidder", depth="standard")] = None


class SubstanceAnswer(Row):
    """Whether a reference item holds a substance of the tender's list, with document and page."""

    table: ClassVar[str] = "substance_answers"
    key: Annotated[str, Spec(kind="identifier", required=True, example="l1_007/pvc")]
    item: ItemKey
    contained: Annotated[
        str | None, Spec(owner="bidder", kind="code", codes="yes_no", depth="full", claim=True, required=True)
    ] = None
    document: Annotated[str | None, Spec(owner="bidder", depth="full")] = None


class QuestionAnswer(Row):
    """The figure a bidder gives to a question of the buyer."""

    table: ClassVar[str] = "question_answers"
    key: Annotated[str, Spec(kind="identifier", codes="@questions", required=True)]
    value: Annotated[
        float | None, Spec(owner="bidder", kind="number", depth="standard", unit="{unit}", required=True)
    ] = None
    document: Annotated[str | None, Spec(owner="bidder", depth="standard")] = None


# The tables of a bid in the order of its workbook.
BID_TABLES: Mapping[str, type[Row]] = {
    row.table: row
    for row in (
        Bidder,
        PriceLine,
        ProductData,
        Declaration,
        MaterialLine,
        Circulation,
        ActivityAmount,
        ServicePrice,
        AssortmentDiscount,
        SubstanceAnswer,
        QuestionAnswer,
        RequirementAnswer,
    )
}


@dataclass(frozen=True)
class BidFile:
    """A file that came in: its name, the SHA-256 of its bytes and the lot it bids on."""

    name: str
    sha256: str
    lot: str


@dataclass(frozen=True)
class Bid:
    """One bidder's bid, all lots.

    Parameters
    ----------
    id : company number where it could be read, else the stem of the first file's name.
    name : as the bidder writes it.
    lots : the lots bid on.
    files : one workbook a lot.
    tables : table key -> frame with ``lot``, ``key`` (and ``item`` for materials), the columns asked,
        ``source_file``, ``source_sheet`` and ``source_row``. Numbers are float64 with NaN for blank;
        shares are 0 to 1; codes, identifiers and texts are object with None for blank.
    columns : (file, table, field) -> column letter, so that ``letter + source_row`` is the cell.
    problems : everything found while reading; a stop takes the bid out of that lot.
    filled, asked : number of the bidder's cells that hold something, and that are asked for, per lot.
    is_baseline : today's product or repairing what is there, filled in by the buyer: calculated like a bid
        and outside every comparison that gives points, a rank or an award.
    origins : (lot, table, key, field) -> file, sheet and place of what does not come from its own cell, as a figure
        that was blank and is read in the file of an EPD.
    replaced : (lot, table, key, field) of each figure that is the buyer's own in place of the bid's.
    """

    id: str
    name: str
    lots: tuple[str, ...]
    files: tuple[BidFile, ...]
    tables: Mapping[str, pd.DataFrame]
    columns: Mapping[tuple[str, str, str], str]
    problems: tuple[Problem, ...] = ()
    filled: Mapping[str, int] = field(default_factory=dict)
    asked: Mapping[str, int] = field(default_factory=dict)
    is_baseline: bool = False
    origins: Mapping[tuple[str, str, str, str], tuple[str, str, str]] = field(default_factory=dict)
    replaced: frozenset[tuple[str, str, str, str]] = frozenset()

    def is_stopped(self, lot: str) -> bool:
        """Say whether a stop keeps the bid out of a lot (a stop without a lot keeps it out of all)."""
        return any(p.severity == "stop" and p.lot in (None, lot) for p in self.problems)
