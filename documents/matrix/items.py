"""The items with the buyer's quantities and lives: one cell each, and what follows from them for every bid alike."""

from dataclasses import dataclass

import numpy as np

from documents.matrix.book import Page
from documents.matrix.case import MatrixCase
from documents.matrix.looks import PLAIN, SHARE
from evaluation.indicators import mean_weights
from evaluation.purchases import option_weights, pieces_worn
from evaluation.result import LotEvaluation
from evaluation.tender import Item

HEADING_ROW, FIRST_ROW = 3, 4
COLUMNS = (
    "lot", "item", "title", "unit", "basis", "life_unit", "option", "option_weight", "reference_life", "life",
    "mean_weight", "weight", "longest_years", "failures_per_year", "guarantee_floor", "in_use_factor", "maintenance_factor",
    "demand", "units",
)  # fmt: skip
WIDTHS = (11, 16, 34, 9, 16, 12, 14, 10, 11, 11, 11, 11, 10, 11, 10, 10, 11, 12, 13)
(
    OPTION_WEIGHT, REFERENCE, LIFE, MEAN_WEIGHT, WEIGHT, LONGEST, FAILURES, FLOOR, IN_USE, MAINTENANCE, DEMAND, UNITS,
    FIRST_QUANTITY,
) = range(7, 20)  # fmt: skip
# The means that weigh every reference item; one that is not asked of all has weights of its own.
MEAN_MEASURES = ("life", "life_ratio", "guarantee", "spare_parts_score")


@dataclass
class Items:
    """The sheet of items."""

    case: MatrixCase
    page: Page

    def write(self) -> None:
        """Write every item of every lot."""
        say = self.case.say
        years = max((len(i.quantity) for i in self.case.tender.items), default=0)
        self.page.write_top(say("sheets.items"), say("items.lead"), columns=WIDTHS)
        words = [say(f"items.columns.{name}") for name in COLUMNS]
        words += [say("items.columns.quantity", year=n + 1) for n in range(years)]
        self.page.headings(HEADING_ROW, words)
        self.page.set_widths([11.0] * years, FIRST_QUANTITY)
        self.page.sheet.freeze_panes(FIRST_ROW, 3)
        row = FIRST_ROW
        for lot in self.case.lots:
            for item, figure in zip(lot.taken.items, _figures(lot), strict=True):
                self._write_item(lot, row, item, figure)
                row += 1

    def _write_item(self, lot: LotEvaluation, row: int, item: Item, figure: "_Figure") -> None:
        code = self.case.code
        words = (
            lot.lot, item.key, self.case.item_title(item), item.unit, code("item_basis", item.basis),
            code("life_unit", item.life_unit), item.option or "",
        )  # fmt: skip
        for column, text in enumerate(words):
            self.page.text(row, column, text)
        self._option_weight(lot, row, item, figure)
        self._numbers(lot, row, item)
        key = ("item", lot.lot, item.key)
        reference = self.case.book.at(*key, "reference_life")
        life = max(item.reference_life, 1.0) if item.reference_life is not None else float("nan")
        self.page.live(row, LIFE, f'IF(ISNUMBER({reference}),MAX(1,{reference}),"")', life, PLAIN)
        self.page.name_cell((*key, "life"), row, LIFE)
        self.page.live(row, WEIGHT, self._weight(lot, item, figure), figure.mean_weight, PLAIN)
        self.page.name_cell((*key, "weight"), row, WEIGHT)
        self.page.live(row, UNITS, self._units(lot, item, figure), figure.units, PLAIN)
        self.page.name_cell((*key, "units"), row, UNITS)

    def _option_weight(self, lot: LotEvaluation, row: int, item: Item, figure: "_Figure") -> None:
        key = ("item", lot.lot, item.key, "option_weight")
        if item.option is not None and not figure.left_out:
            formula = self.case.book.at("option", item.option)
            self.page.live(row, OPTION_WEIGHT, formula, figure.option_weight, SHARE)
            self.page.name_cell(key, row, OPTION_WEIGHT)
        else:
            self.page.fixed(key, row, OPTION_WEIGHT, figure.option_weight, SHARE)

    def _numbers(self, lot: LotEvaluation, row: int, item: Item) -> None:
        key = ("item", lot.lot, item.key)
        live = self.case.is_live
        has_life = item.reference_life is not None
        self.page.input(
            (*key, "reference_life"), row, REFERENCE, item.reference_life, PLAIN, may_change=live and has_life
        )
        self.page.input((*key, "mean_weight"), row, MEAN_WEIGHT, item.mean_weight, PLAIN)
        has_age = item.longest_years is not None
        self.page.input(
            (*key, "longest_years"), row, LONGEST, item.longest_years, PLAIN, may_change=live and has_age
        )
        # A rate of nought has no lines.
        rate = item.failures_per_year
        is_counted = lot.taken.model.repairs == "buyer_rate" and item.reference and bool(rate)
        self.page.input(
            (*key, "failures_per_year"), row, FAILURES, rate, PLAIN, may_change=live and is_counted
        )
        for name, column in (
            ("guarantee_floor", FLOOR), ("in_use_factor", IN_USE), ("maintenance_factor", MAINTENANCE),
        ):  # fmt: skip
            published = getattr(item, name)
            self.page.input(
                (*key, name), row, column, published, PLAIN, may_change=live and published is not None
            )
        self.page.input(
            (*key, "demand"), row, DEMAND, item.demand, PLAIN, may_change=live and bool(item.demand)
        )
        for n, pieces in enumerate(item.quantity):
            # A year without purchases has no lines.
            place = ((*key, "quantity", n + 1), row, FIRST_QUANTITY + n)
            self.page.input(*place, pieces, PLAIN, may_change=live and pieces > 0)

    def _quantities(self, lot: LotEvaluation, item: Item) -> list[str]:
        at = self.case.book.at
        key = ("item", lot.lot, item.key)
        return [at(*key, "quantity", n + 1) for n in range(len(item.quantity))] or [at(*key, "demand")]

    def _weight(self, lot: LotEvaluation, item: Item, figure: "_Figure") -> str:
        """Return what the item weighs in a mean over items: the buyer's weight, or else the quantity."""
        if figure.left_out or not item.reference:
            return "0"
        if any(i.mean_weight is not None for i in lot.taken.items):
            return f"0+{self.case.book.at('item', lot.lot, item.key, 'mean_weight')}"
        return f"SUM({','.join(self._quantities(lot, item))})"

    def _units(self, lot: LotEvaluation, item: Item, figure: "_Figure") -> str:
        """Return the piece-years or uses that the study period takes."""
        at = self.case.book.at
        weight = at("item", lot.lot, item.key, "option_weight")
        if item.basis == "use":
            return f"{at('item', lot.lot, item.key, 'demand')}*{at('model', lot.lot, 'study_years')}*{weight}"
        terms = [
            f"{pieces}*{at('use_years', lot.lot, n + 1)}"
            for n, pieces in enumerate(self._quantities(lot, item))
            if ("use_years", lot.lot, n + 1) in self.case.book.places
        ]
        return f"({'+'.join(terms) or '0'})*{weight}"


@dataclass(frozen=True)
class _Figure:
    """What the evaluation found for an item, the same for every bid."""

    option_weight: float
    mean_weight: float
    units: float
    left_out: bool


def _figures(lot: LotEvaluation) -> list[_Figure]:
    """Return what the evaluation found for each item of a lot."""
    values = lot.taken
    # By a life of one unit the pieces that are worn are the units themselves.
    worn = pieces_worn(values, np.ones(values.shape))
    units = worn[0].tolist() if len(worn) else [0.0] * len(values.items)
    weights = [mean_weights(values, measure) for measure in MEAN_MEASURES]
    if any((weights[0] != other).any() for other in weights):
        raise ValueError("the means over items weigh different items, and the sheet has one column for them")
    found = zip(
        option_weights(values).tolist(), weights[0].tolist(), units, values.left_out.tolist(), strict=True
    )
    return [_Figure(*figure) for figure in found]
