"""What a bid on one lot is asked for, and how much hangs on each cell of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from evaluation.evaluation_model import EvaluationModel
from evaluation.measures import OF_EMISSIONS, OF_SUBSTANCES, leaves
from evaluation.problems import Severity
from evaluation.sheets import Column, Sheet, bid_sheets
from evaluation.substance_answers import counted_substances
from evaluation.tender import Tender
from intake.words import listed_words

# Read by people, by the report or as evidence: a bid can be calculated without them.
NOT_CALCULATED = frozenset(
    {
        *("prices.product", "prices.condition", "materials.part"),
        *("product_data.units_tested", "product_data.tested_life"),
        *("product_data.evidence_kind", "product_data.evidence_document"),
        *("assortment_discounts.document", "activity_amounts.document", "substance_answers.document"),
        *(f"declarations.{n}" for n in ("method", "product_rules", "number", "valid_until", "configuration")),
    }
)
# The measures that count what the buyer lists beside the items: services, assortments and activities.
COSTS = frozenset({"life_cycle_cost", "equivalent_annual_cost"})
LISTED = {"service_prices": COSTS, "assortment_discounts": COSTS, "activity_amounts": OF_EMISSIONS}


@dataclass(frozen=True)
class BidLayout:
    """The bid sheet of a lot as the reader needs it; ``opened`` has the quantities of baskets that were opened."""

    tender: Tender
    lot: str
    opened: Tender | None = None

    @cached_property
    def not_bought(self) -> frozenset[str]:
        """Keys of the items of which nothing is bought, by the basket where it is opened: they need no price."""
        tender = self.opened or self.tender
        return frozenset(
            item.key for item in tender.in_lot(tender.items, self.lot) if tender.asked(item) == 0
        )

    @cached_property
    def sheets(self) -> Mapping[str, Sheet]:
        """The sheets by table, in order."""
        return {sheet.table: sheet for sheet in bid_sheets(self.tender, self.lot)}

    @cached_property
    def model(self) -> EvaluationModel:
        """The lot's evaluation model."""
        return self.tender.model_of[self.lot]

    @cached_property
    def scored(self) -> frozenset[str]:
        """The measures that give points, or are the cost that is compared."""
        criteria = self.tender.in_lot(self.tender.criteria, self.lot)
        return frozenset(c.measure for c in leaves(criteria) if c.measure)

    @cached_property
    def listed(self) -> Mapping[str, Mapping[str, str]]:
        """Words of the lists that the tender publishes, by name of the list."""
        return listed_words(self.tender)

    @cached_property
    def titles(self) -> Mapping[tuple[str, str], str]:
        """(table, key of a row) -> what the buyer calls it."""
        found: dict[tuple[str, str], str] = {}
        for sheet in self.sheets.values():
            titles = next(
                (
                    p.values
                    for p in sheet.printed
                    if p.key in ("item_title", "service_title", "activity_title", "assortment_title", "text")
                ),
                (),
            )
            found |= {(sheet.table, key): str(title) for key, title in zip(sheet.keys, titles, strict=False)}
        return found

    @cached_property
    def units(self) -> Mapping[tuple[str, str], str | None]:
        """(table, key of a row) -> the buyer's unit, or the unit of lives for product data."""
        found: dict[tuple[str, str], str | None] = {}
        for sheet in self.sheets.values():
            printed = next((p.values for p in sheet.printed if p.key == "unit"), None)
            if printed is not None:
                units = [None if unit is None else str(unit) for unit in printed]
                found |= {(sheet.table, key): unit for key, unit in zip(sheet.keys, units, strict=True)}
        lives = {item.key: item.life_unit for item in self.tender.items}
        for table in ("product_data", "circulation"):
            if table in self.sheets:
                found |= {(table, key): lives[key] for key in self.sheets[table].keys}
        return found

    def is_scored(self, column: Column, key: str) -> bool:
        """Say whether points or the compared cost cannot be calculated without this cell."""
        name = f"{column.table}.{column.field}"
        if name in NOT_CALCULATED or not column.is_asked_of(key):
            return False
        if column.table == "question_answers":
            return column.field == "value" and f"answer:{key}" in self.scored
        if column.table == "substance_answers":
            counted = {row.key for row in counted_substances(self.tender, self.lot)}
            return OF_SUBSTANCES in self.scored and key.rsplit("/", 1)[-1] in counted
        if column.table == "prices" and column.field in ("offered", "unit_price"):
            return True
        if column.table in LISTED:
            return not LISTED[column.table].isdisjoint(self.scored)
        return any(reader.removeprefix("measure:") in self.scored for reader in column.readers)

    def severity(self, column: Column, key: str) -> Severity:
        """Return how grave it is that a cell cannot be read or is missing."""
        return "stop" if self.is_scored(column, key) else "question"
