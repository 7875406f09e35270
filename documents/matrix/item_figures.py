"""The figures of single items beside lives and claims: a row a bid and reference item, from what is stated to a score.

Columns stand only for the measures that the tender scores or reports, the lowest over items among them.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray
from xlsxwriter.utility import xl_col_to_name

from documents.matrix.book import Page
from documents.matrix.case import MatrixCase
from documents.matrix.item_formulas import FIGURES, ItemFormulas
from documents.matrix.looks import PLAIN, WHOLE, Role
from evaluation.circularity import item_flows
from evaluation.indicators import mean_weights
from evaluation.lifespan import guarantee_above_floor, life_ratio, spare_parts_score
from evaluation.measures import MINIMUM, OF_SUBSTANCES, family_of
from evaluation.purchases import pieces_worn
from evaluation.repair import repair_score, second_life_score
from evaluation.result import LotEvaluation
from evaluation.substance_answers import substance_free_share

HEADING_ROW, FIRST_ROW = 3, 4
WORDS = ("lot", "bid", "item")
WIDTHS = (11, 24, 28)
Floats = NDArray[np.float64]


def measures_by_item(case: MatrixCase) -> tuple[str, ...]:
    """Return the measures of a matrix that this sheet writes by item, in the order of its columns."""
    used = {str(measure) for lot in case.lots for measure in lot.indicators}
    minima = sorted(measure for measure in used if measure.startswith(MINIMUM))
    needed = used | {family_of(measure) for measure in minima}
    return (*(measure for measure in FIGURES if measure in needed), *minima)


@dataclass
class ItemFigures:
    """The sheet of figures by item."""

    case: MatrixCase
    page: Page
    columns: tuple[str, ...] = ()
    _row: int = FIRST_ROW
    _rows: dict[tuple[str, str], tuple[int, int]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        columns = [*WORDS]
        for measure in measures_by_item(self.case):
            columns += [f"weight:{measure}", *FIGURES.get(measure, ()), measure, f"no:{measure}"]
        self.columns = tuple(columns)

    def write(self, formulas: Mapping[str, ItemFormulas]) -> None:
        """Write every reference item of every bid; ``formulas`` by lot."""
        say = self.case.say
        widths = (*WIDTHS, *(11.0 for _ in self.columns[len(WORDS) :]))
        self.page.write_top(say("sheets.item_figures"), say("item_figures.lead"), columns=widths)
        self.page.headings(HEADING_ROW, [self._heading(name) for name in self.columns])
        self.page.sheet.freeze_panes(FIRST_ROW, len(WORDS))
        for lot in self.case.lots:
            numbers = found_by_item(lot, self.columns)
            for bid_no, bid in enumerate(lot.calculated):
                first = self._row
                for item_no, item in enumerate(lot.taken.items):
                    if item.reference:
                        self._write(lot, formulas[lot.lot], numbers, bid_no, item_no)
                        self._row += 1
                self._rows[lot.lot, bid] = (first, self._row - 1)

    def ranges(self, lot: str, bid: str, measure: str) -> tuple[str, str, str] | None:
        """Return where the weights, figures and missing figures of a measure of a bid stand; None without an item."""
        first, last = self._rows[lot, bid]
        if last < first:
            return None
        weights, figures, missing = (
            f"'{self.page.name}'!${letter}${first + 1}:${letter}${last + 1}"
            for letter in (self._letter(name) for name in (f"weight:{measure}", measure, f"no:{measure}"))
        )
        return weights, figures, missing

    def _letter(self, column: str) -> str:
        return str(xl_col_to_name(self.columns.index(column)))

    def _heading(self, column: str) -> str:
        kind, _, measure = column.partition(":")
        if kind in ("weight", "no"):
            return self.case.say(f"item_figures.{kind}", measure=self.case.measure_title(measure))
        if column in WORDS or column in {name for names in FIGURES.values() for name in names}:
            return self.case.say(f"item_figures.columns.{column}")
        return self.case.measure_title(column)

    def _write(
        self,
        lot: LotEvaluation,
        formulas: ItemFormulas,
        numbers: Mapping[str, Floats],
        bid_no: int,
        item_no: int,
    ) -> None:
        bid, item = lot.calculated[bid_no], lot.taken.items[item_no]
        words = (lot.lot, self.case.bid_name(lot, bid), self.case.item_title(item))
        for column, text in enumerate(words):
            self.page.text(self._row, column, text)
        at = {name: f"{self._letter(name)}{self._row + 1}" for name in self.columns}
        made = formulas.of(bid_no, item_no, at) if self.case.is_live else {}
        for name in self.columns[len(WORDS) :]:
            value = float(numbers[name][bid_no, item_no])
            is_helper = name.startswith("no:")
            role: Role = "helper" if is_helper else "number"
            place = self._row, self.columns.index(name)
            if self.case.is_live:
                self.page.live(*place, made[name], value, WHOLE if is_helper else PLAIN, role)
            else:
                self.page.number(*place, value, WHOLE if is_helper else PLAIN, role)


def found_by_item(lot: LotEvaluation, columns: tuple[str, ...]) -> dict[str, Floats]:
    """Return what the evaluation found by column, (bids, items) each."""
    values, lives = lot.taken, lot.lives
    worn = pieces_worn(values, lives.purchase)
    hazardous = values.take("product_data", "hazardous_kg").values
    found: dict[str, Floats] = {
        "guarantee_above_floor": guarantee_above_floor(values, lives),
        "repair_score": repair_score(values),
        "second_life_score": second_life_score(values),
        OF_SUBSTANCES: substance_free_share(values),
        "hazardous_kg": hazardous,
        "worn": worn,
        "hazardous_waste": hazardous * worn,
        "life": lives.credited,
        "life_ratio": life_ratio(values, lives),
        "guarantee": lives.guarantee,
        "spare_parts_score": spare_parts_score(values, lives),
    }
    if "mci" in columns:
        flows, circular = item_flows(values, lot.parts), lot.circularity
        found |= {
            "mass": flows.mass_kg[..., 0],
            "virgin": flows.virgin_kg[..., 0],
            "lost": flows.lost_kg[..., 0],
            "feedstock_waste": flows.feedstock_waste_kg[..., 0],
            "recycling_waste": flows.recycling_waste_kg[..., 0],
            "linear": circular.lfi,
            "utility": circular.utility,
            "mci": circular.mci,
        }
    for name in columns:
        kind, _, measure = name.partition(":")
        if kind == "weight":
            is_sum = measure == "hazardous_waste"
            weights = np.where(values.left_out, 0.0, 1.0) if is_sum else mean_weights(values, measure)
            found[name] = np.broadcast_to(weights, values.shape)
        elif name.startswith(MINIMUM):
            counted = mean_weights(values, family_of(name)) > 0
            found[name] = np.where(counted, found[family_of(name)], np.nan)
    missing = {f"no:{m}": np.isnan(found[m]).astype(float) for m in columns if f"no:{m}" in columns}
    return found | missing
