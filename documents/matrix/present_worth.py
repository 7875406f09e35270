"""What 1 paid at each payment of a series is worth today: a row a series, a column a study year.

A row says when it is paid: first year, every so many years, from payment k to payment k. Payment k falls in
year first + k x every, rounded up to a whole year. The number of payments in year t is the number of k whose
year is t: how many fall up to t less how many fall up to t - 1, each by INT. The 5E-10 is the rounding of
k x every at nine decimals, so that a life of 1.7999999999999998 years is 1.8.
"""

from dataclasses import dataclass, field

import numpy as np
import pandas as pd
from xlsxwriter.utility import xl_col_to_name

from documents.matrix.book import Page
from documents.matrix.case import MatrixCase
from documents.matrix.looks import FACTOR, PLAIN, WHOLE
from evaluation.conventions import NO_GROWTH, discount_factors, growth_factors, yearly_weights
from evaluation.result import LotEvaluation

COLUMNS = (
    "series",
    "first_year",
    "every_years",
    "first_k",
    "last_k",
    "growth_class",
    "payments",
    "present_worth",
)
WIDTHS = (11, 11, 13, 11, 11, 16, 11, 14)
FIRST, EVERY, FIRST_K, LAST_K, GROWTH, PAYMENTS, WORTH, YEAR_0 = range(1, 9)
ROUNDING = "5E-10"


@dataclass(frozen=True)
class Series:
    """When a stream is paid: each part as it stands in a formula, and the number it is now."""

    first: str
    every: str
    first_k: int
    last_k: str
    growth: str
    numbers: tuple[float, float, int, int]


@dataclass
class _Block:
    """The rows of one lot."""

    lot: LotEvaluation
    first_row: int
    growth_rows: dict[str, int]
    series: dict[Series, int] = field(default_factory=dict)


@dataclass
class PresentWorth:
    """The sheet of present worths. Streams ask for the row of their series; the rows are written last."""

    case: MatrixCase
    page: Page
    _row: int = 3
    _blocks: dict[str, _Block] = field(default_factory=dict)

    def begin(self, lot: LotEvaluation) -> None:
        """Write the years, discount factors and growth of a lot, above the series that follow."""
        if not self._blocks:
            say = self.case.say
            self.page.write_top(say("sheets.present_worth"), say("present_worth.lead"), columns=WIDTHS)
            self.page.sheet.freeze_panes(3, 1)
        else:
            self._row += 1
        growth = growth_factors(self.case.tender, self.case.tender.model_of[lot.lot].study_years)
        classes = [name for name in growth if name != NO_GROWTH]
        block = _Block(lot, self._row, {name: self._row + 4 + n for n, name in enumerate(classes)})
        self._blocks[lot.lot] = block
        self._write_years(block)
        self._write_discount(block)
        for name, row in block.growth_rows.items():
            self._write_growth(block, name, row, growth[name])
        self._row += 5 + len(classes)

    def row_of(self, lot: str, series: Series) -> int:
        """Return the row of a series, counted from 0."""
        block = self._blocks[lot]
        if series not in block.series:
            block.series[series] = self._row
            self._row += 1
        return block.series[series]

    def worth(self, row: int) -> str:
        """Return the cell of a present worth."""
        return self.page.place(row, WORTH).ref

    def payments(self, row: int) -> str:
        """Return the cell of a number of payments."""
        return self.page.place(row, PAYMENTS).ref

    def discounted_years(self, lot: str) -> str:
        """Return the range of the discount factors of years 1 to T."""
        row = self._blocks[lot].first_row + 3
        last = YEAR_0 + self.case.tender.model_of[lot].study_years
        return f"'{self.page.name}'!{self.page.place(row, YEAR_0 + 1).cell}:{self.page.place(row, last).cell}"

    def write_series(self) -> None:
        """Write the rows that streams asked for."""
        for block in self._blocks.values():
            if block.series:
                model = self.case.tender.model_of[block.lot.lot]
                table = pd.DataFrame(
                    [(*s.numbers, s.growth) for s in block.series],
                    columns=["first_year", "every_years", "first_k", "last_k", "growth_class"],
                )
                known = table["every_years"].notna().to_numpy()
                growth = growth_factors(self.case.tender, model.study_years)
                weights = np.zeros((len(table), model.study_years + 1))
                weights[known] = yearly_weights(table.loc[known], discount_factors(model), growth)
                for (series, row), values in zip(block.series.items(), weights.tolist(), strict=True):
                    self._write_row(block, series, row, values)

    def _write_years(self, block: _Block) -> None:
        model = self.case.tender.model_of[block.lot.lot]
        row = block.first_row
        self.page.text(row, 0, self.case.lot_title(block.lot), "section")
        headings = [self.case.say(f"present_worth.columns.{name}") for name in COLUMNS]
        headings += [self.case.say("present_worth.year", year=t) for t in range(model.study_years + 1)]
        self.page.headings(row + 1, headings, numbers_from=1)
        self.page.text(row + 2, 0, self.case.say("present_worth.study_year"), "helper_text")
        for t in range(model.study_years + 1):
            self.page.number(row + 2, YEAR_0 + t, t, WHOLE)

    def _write_discount(self, block: _Block) -> None:
        model = self.case.tender.model_of[block.lot.lot]
        row = block.first_row + 3
        rate = self.case.book.at("model", block.lot.lot, "discount_rate")
        self.page.text(row, 0, self.case.say("present_worth.discount"), "helper_text")
        for t, value in enumerate(discount_factors(model).tolist()):
            year = f"{xl_col_to_name(YEAR_0 + t)}${block.first_row + 3}"
            self.page.live(row, YEAR_0 + t, f"1/(1+{rate})^{year}", value, FACTOR)

    def _write_growth(
        self, block: _Block, name: str, row: int, values: "np.ndarray[tuple[int], np.dtype[np.float64]]"
    ) -> None:
        rate = self.case.book.at("growth", name)
        self.page.text(row, 0, self.case.say("present_worth.growth", growth=name), "helper_text")
        for t, value in enumerate(values.tolist()):
            year = f"{xl_col_to_name(YEAR_0 + t)}${block.first_row + 3}"
            self.page.live(row, YEAR_0 + t, f"(1+{rate})^{year}", value, FACTOR)

    def _write_row(self, block: _Block, series: Series, row: int, weights: list[float]) -> None:
        first, every, first_k, last_k = series.numbers
        self.page.number(row, 0, row - block.first_row - 4 - len(block.growth_rows), WHOLE)
        self._part(row, FIRST, series.first, first)
        self._part(row, EVERY, series.every, every)
        self.page.number(row, FIRST_K, first_k, WHOLE)
        self._part(row, LAST_K, series.last_k, last_k)
        self.page.text(row, GROWTH, series.growth)
        r = row + 1
        payments = f"MAX(0,$E{r}-$D{r}+1)"
        self.page.live(row, PAYMENTS, payments, max(0, last_k - first_k + 1), WHOLE)
        last = xl_col_to_name(YEAR_0 + len(weights) - 1)
        self.page.live(row, WORTH, f"SUM({xl_col_to_name(YEAR_0)}{r}:{last}{r})", sum(weights), FACTOR)
        top = block.first_row + 3
        grown = f"*{{c}}${block.growth_rows[series.growth] + 1}" if series.growth else ""
        for t, weight in enumerate(weights):
            c = xl_col_to_name(YEAR_0 + t)
            formula = f"{c}${top + 1}{grown.format(c=c)}*({_paid_by(f'{c}${top}', r)}-{_paid_by(f'{c}${top}-1', r)})"
            # A life that is not known buys nothing again.
            guarded = formula if _is_number(series.every) else f"IF(ISNUMBER($C{r}),{formula},0)"
            self.page.live(row, YEAR_0 + t, guarded, weight, FACTOR)

    def _part(self, row: int, column: int, formula: str, value: float) -> None:
        if _is_number(formula):
            self.page.number(row, column, value, PLAIN)
        else:
            self.page.live(row, column, formula, value, PLAIN)


def _paid_by(year: str, row: int) -> str:
    """Return how many payments of a series have fallen when a year has ended."""
    return f"MAX(0,MIN($E{row},INT(({year}-$B{row}+{ROUNDING})/$C{row}))-$D{row}+1)"


def _is_number(formula: str) -> bool:
    return formula.replace(".", "", 1).replace("-", "", 1).isdigit()
