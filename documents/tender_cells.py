"""Which cells a tender's workbook has: what they hold, which are the officer's, which must be filled."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pydantic_core import PydanticUndefined

from documents.presets import TenderDraft
from evaluation.schema import DEPTHS, Depth, Row, Spec, shown_at, specs
from evaluation.scoring.combinations import weighs
from evaluation.scoring_model import RULE_CHOICES, RULE_FIELDS
from evaluation.tender import TENDER_TABLES, Item

MOST_MINIMAL_ITEMS = 15
SPARE_LOTS = 2
# Blank rows offered below those of the draft, beyond the minimal depth.
SPARE_ROWS = {
    "items": 30, "criteria": 8, "score_rows": 12, "roundings": 4, "scale_anchors": 12, "stop_criteria": 4,
    "options": 6, "requirements": 20, "substances": 8, "questions": 8, "services": 8,
    "assortments": 4, "activities": 6, "factor_impacts": 40, "impact_weights": 20,
    "resource_prices": 3, "material_prices": 8,
    "use_profiles": 8, "growth_classes": 5, "price_indices": 15, "discount_steps": 4, "price_clauses": 4,
    "claim_clauses": 12,
    "external_prices": 8,
    "routes": 4, "buy_back_classes": 6, "places": 4,
    "evidence_levels": 2, "defaults": 10,
    "materials": 25, "factors": 60, "grids": 10, "sources": 10,
}  # fmt: skip
# Tables of environmental data: at the minimal depth they are what the preset brings, never typed.
ENVIRONMENTAL_DATA = frozenset(
    {"materials", "factors", "factor_impacts", "impact_weights", "grids", "sources"}
)
BY_LOT = ("lots", "models")
KEYS = (
    "key",
    "id",
    "carrier",
    "component",
    "field",
    "schedule",
    "material",
    "growth_class",
    "price_set",
    "profile",
    "weight_set",
    "factor",
    "criterion",
)
TITLES = ("title_da", "title", "text_da", "year", "route", "mode", "indicator")
RULE_PARAMETERS = frozenset(
    field for of in (RULE_FIELDS, RULE_CHOICES) for fields in of.values() for field in fields.values()
)


@dataclass(frozen=True)
class DraftRow:
    """A row to write: values by column name; a spare one is for the officer to use or leave."""

    values: Mapping[str, object]
    is_spare: bool = False


class TenderCells:
    """What a draft says of every cell of its workbook."""

    def __init__(self, draft: TenderDraft) -> None:
        self.draft = draft
        self.facts: Mapping[str, object] = (*draft.get("facts", ()), {})[0]
        depth = self.facts.get("depth", "standard")
        self.depth: Depth = next((d for d in DEPTHS if d == depth), "standard")
        self.currency = str(self.facts.get("currency", "DKK"))
        models = draft.get("models", ())
        items = draft.get("items", ())
        contract_years = [_whole(row.get("contract_years", 1)) for row in models]
        given = [len(q) for row in items if isinstance(q := row.get("quantity"), (tuple, list))]
        self.years = max([1, *contract_years, *given])

    def columns(self, attribute: str) -> tuple[tuple[str, Spec], ...]:
        """Return the columns of a table: key and title first, then what the officer fills, then the rest."""
        declared = specs(TENDER_TABLES[attribute])
        order = [n for n in KEYS if n in declared][:1] + [n for n in TITLES if n in declared][:1]
        rest = [n for n in declared if n not in order]
        order += [n for n in rest if self._is_shown(attribute, declared[n])]
        order += [n for n in rest if not self._is_shown(attribute, declared[n])]
        columns: list[tuple[str, Spec]] = []
        for name in order:
            spec = declared[name]
            years = range(1, self.years + 1)
            columns += [(f"{name}.{year}", spec) for year in years] if spec.repeated else [(name, spec)]
        return tuple(columns)

    def rows(self, attribute: str) -> tuple[DraftRow, ...]:
        """Return the rows of a table, its defaults filled in, and spare ones below."""
        row_type = TENDER_TABLES[attribute]
        given = [DraftRow(self._expanded(row_type, row)) for row in self.draft.get(attribute, ())]
        if attribute == "facts":
            return tuple(given) or (DraftRow(self._expanded(row_type, {})),)
        if attribute in BY_LOT:
            return (*given, *self._spare_lots(attribute, len(given)))
        if not any(shown_at(spec, self.depth) for spec in specs(row_type).values()):
            return tuple(given)
        if self.depth != "minimal":
            return (*given, *(DraftRow({}, is_spare=True) for _ in range(SPARE_ROWS[attribute])))
        return (*given, *self._spare_items(given)) if attribute == "items" else tuple(given)

    def open_fields(self, attribute: str, row: DraftRow) -> frozenset[str]:
        """Return the columns of a row that the officer fills."""
        return frozenset(
            name
            for name, spec in self.columns(attribute)
            if self._is_shown(attribute, spec) and self._applies(attribute, name, row)
        )

    def needed_fields(self, attribute: str, row: DraftRow) -> tuple[str, ...]:
        """Return the open columns of a row that must be filled.

        A resource without a price does not count, so its price may stay blank.
        """
        if attribute == "resource_prices":
            return ()
        expected = self._expected(attribute, row)
        is_open = self.open_fields(attribute, row)
        columns = self.columns(attribute)
        return tuple(n for n, spec in columns if n in is_open and (spec.required or n in expected))

    def counts_when_begun(self, attribute: str, number: int, row: DraftRow) -> bool:
        """Say whether nothing is missing in a row until it is begun; a tender needs at least one item."""
        return row.is_spare and not (attribute == "items" and number == 0)

    def _is_shown(self, attribute: str, spec: Spec) -> bool:
        if self.depth == "minimal" and attribute in ENVIRONMENTAL_DATA:
            return False
        return shown_at(spec, self.depth)

    def _applies(self, attribute: str, name: str, row: DraftRow) -> bool:
        """Whether a rule reads a parameter; where the officer chooses the rule, all of them stay open."""
        if attribute != "criteria" or name not in RULE_PARAMETERS:
            return True
        if shown_at(specs(TENDER_TABLES["criteria"])["rule"], self.depth):
            return True
        return name in RULE_FIELDS.get(str(row.values.get("rule")), {}).values()

    def _expected(self, attribute: str, row: DraftRow) -> frozenset[str]:
        """What is not required of every row, but without which this one cannot be calculated."""
        if attribute == "items":
            sealed = {lot.get("id") for lot in self.draft.get("lots", ()) if lot.get("basket_sha256")}
            is_known = row.values.get("demand") is not None or row.values.get("lot") in sealed
            return frozenset({"reference_life"} if is_known else {"reference_life", "quantity.1"})
        if attribute == "criteria":
            parameters = frozenset(RULE_FIELDS.get(str(row.values.get("rule")), {}).values())
            return parameters | ({"weight"} if self._weighs_all(row) else frozenset())
        return frozenset()

    def _weighs_all(self, row: DraftRow) -> bool:
        """Say whether the model of a criterion's lot has a weight of every criterion."""
        of_lot = (m for m in self.draft.get("models", ()) if m.get("lot") == row.values.get("lot"))
        model = next(of_lot, {})
        return weighs(str(model.get("combination", "weighted_points"))) == "all"

    def _expanded(self, row_type: type[Row], row: Mapping[str, object]) -> dict[str, object]:
        """Return a row with the declared defaults and a value a year."""
        values: dict[str, object] = {}
        for name, spec in specs(row_type).items():
            default = row_type.model_fields[name].default
            value = row.get(name, None if default is PydanticUndefined else default)
            if spec.repeated:
                by_year: Sequence[object] = value if isinstance(value, (tuple, list)) else ()
                values.update({f"{name}.{year}": each for year, each in enumerate(by_year, start=1)})
            else:
                values[name] = value
        return values

    def _spare_lots(self, attribute: str, given: int) -> list[DraftRow]:
        lots = self.draft.get("lots", ())
        count = max(1, given, len(lots)) + (0 if self.depth == "minimal" else SPARE_LOTS)
        name = "id" if attribute == "lots" else "lot"
        return [
            DraftRow(
                {name: lots[n].get("id")} if attribute == "models" and n < len(lots) else {}, is_spare=True
            )
            for n in range(given, count)
        ]

    def _spare_items(self, given: Sequence[DraftRow]) -> list[DraftRow]:
        """Blank lines with key and lot printed, for an officer who types only what is yellow."""
        used = {row.values.get("key") for row in given}
        numbers = range(1, MOST_MINIMAL_ITEMS + 1)
        free = [key for n in numbers if (key := f"item_{n:02d}") not in used]
        lot = (*self.draft.get("lots", ()), {})[0].get("id")
        spare = max(0, MOST_MINIMAL_ITEMS - len(given))
        # Materials are not asked at this depth, so that emissions are those of use.
        defaults = self._expanded(Item, {"reference": None, "factor_basis": "use_only"})
        return [DraftRow({**defaults, "key": key, "lot": lot}, is_spare=True) for key in free[:spare]]


def _whole(value: object) -> int:
    return int(value) if isinstance(value, (int, float)) else 1
