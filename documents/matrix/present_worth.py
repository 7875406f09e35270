"""What 1 paid at each payment of a series is worth today: a row a series, a column a study year.

A row says when it is paid: first year, every so many years, from payment k to payment k. Payment k falls in
year first + k x every, rounded up to a whole year. The number of payments in year t is the number of k whose
year is t: how many fall up to t less how many fall up to t - 1, each by INT. The 5E-10 is the rounding of
k x every at nine decimals, so that a life of 1.7999999999999998 years is 1.8.

Above the series stand, by year, the discount factor and the growth of each class. Where prices are recovered
over the life of a piece, the years go on as far as lives do, and the sums of the factors are the annuities.
"""

from dataclasses import dataclass, field

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from xlsxwriter.utility import xl_col_to_name

from documents.matrix.book import Page
from documents.matrix.case import MatrixCase
from documents.matrix.looks import FACTOR, PLAIN, WHOLE
from evaluation.conventions import (
    NO_GROWTH,
    SERIES,
    TimeValue,
    discount_factors,
    growth_classes_of,
    growth_factors,
    yearly_weights,
)
from evaluation.evaluation_model import EvaluationModel
from evaluation.result import LotEvaluation

COLUMNS = (
    "series",
    "first_year",
    "every_years",
    "first_k",
    "last_k",
    "growth_class",
    "quantity_growth",
    "price_year",
    "recovered_over",
    "annuity",
    "payments",
    "present_worth",
)
WIDTHS = (11, 11, 13, 11, 11, 16, 16, 11, 11, 11, 11, 14)
(FIRST, EVERY, FIRST_K, LAST_K, GROWTH, QUANTITY, PRICE_YEAR, RECOVERED, ANNUITY, PAYMENTS, WORTH, YEAR_0) = (
    range(1, 13)
)
ROUNDING = "5E-10"
Growth = tuple[str, bool]


@dataclass(frozen=True)
class Series:
    """When a stream is paid and what it grows by: each part as it stands in a formula, and the numbers it is now.

    ``price_year`` and ``recovered_over`` are empty where each payment is at its own year's price, and whole.
    ``numbers`` are those of ``SERIES`` but for the words: first year, interval, k from and to, price year, life.
    """

    first: str
    every: str
    first_k: int
    last_k: str
    growth: str
    quantity_growth: str
    is_running: bool
    numbers: tuple[float, float, int, int, int, float]
    price_year: str = ""
    recovered_over: str = ""

    @property
    def row(self) -> tuple[float | str | bool, ...]:
        """The series as a row of ``SERIES``."""
        first, every, first_k, last_k, price_year, recovered = self.numbers
        words = (self.growth, self.quantity_growth, self.is_running)
        return (first, every, first_k, last_k, *words, price_year, recovered)


@dataclass
class _Block:
    """The rows of one lot: where its years, discount factors, annuities and growth stand, counted from 0."""

    lot: LotEvaluation
    years_row: int
    time: TimeValue
    discount_row: int = 0
    annuity_row: int | None = None
    growth_rows: dict[Growth, int] = field(default_factory=dict)
    series: dict[Series, int] = field(default_factory=dict)

    def growth_row(self, name: str, *, is_running: bool) -> int | None:
        """The row of a class's growth; None for what does not grow."""
        return self.growth_rows.get((name, is_running), self.growth_rows.get((name, False)))


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
        model = self.case.tender.model_of[lot.lot]
        block = _Block(lot, self._row + 2, TimeValue.of(self.case.tender, model, _longest(lot)))
        self._blocks[lot.lot] = block
        self._write_years(block)
        self._row += 3
        self._write_discount(block, model)
        if model.horizon == "equivalent_annual":
            self._write_annuities(block)
        self._write_growths(block, model)
        self._row += 1

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
        block = self._blocks[lot]
        return self._range(block.discount_row, 1, block.time.study_years)

    def discount_of(self, lot: str, year: int) -> str:
        """Return the discount factor of a study year."""
        return self.page.place(self._blocks[lot].discount_row, YEAR_0 + year).ref

    def inflation_of(self, lot: str, year: int) -> str:
        """Return the growth of what runs through a study year and has no growth of its own, as a factor."""
        row = self._blocks[lot].growth_row(NO_GROWTH, is_running=True)
        return "" if row is None else f"*{self.page.place(row, YEAR_0 + year).ref}"

    def discount_at(self, lot: str, year: str) -> str:
        """Return the discount factor of a year given by a formula."""
        block = self._blocks[lot]
        return f"INDEX({self._range(block.discount_row, 0, len(block.time.discount) - 1)},{year}+1)"

    def _range(self, row: int, first: int, last: int) -> str:
        cells = f"{self.page.place(row, YEAR_0 + first).cell}:{self.page.place(row, YEAR_0 + last).cell}"
        return f"'{self.page.name}'!{cells}"

    def write_series(self) -> None:
        """Write the rows that streams asked for."""
        for block in self._blocks.values():
            if block.series:
                table = pd.DataFrame([s.row for s in block.series], columns=list(SERIES))
                known = table["every_years"].notna().to_numpy()
                weights = np.zeros((len(table), block.time.study_years + 1))
                weights[known] = yearly_weights(table.loc[known], block.time)
                for (series, row), values in zip(block.series.items(), weights.tolist(), strict=True):
                    self._write_row(block, series, row, values)

    def _write_years(self, block: _Block) -> None:
        row, last = block.years_row, len(block.time.discount) - 1
        self.page.text(row - 2, 0, self.case.lot_title(block.lot), "section")
        headings = [self.case.say(f"present_worth.columns.{name}") for name in COLUMNS]
        headings += [self.case.say("present_worth.year", year=t) for t in range(last + 1)]
        self.page.headings(row - 1, headings, numbers_from=1)
        self.page.text(row, 0, self.case.say("present_worth.study_year"), "helper_text")
        for t in range(last + 1):
            self.page.number(row, YEAR_0 + t, t, WHOLE)

    def _write_discount(self, block: _Block, model: EvaluationModel) -> None:
        """Write the discount factors: each year's from the year before, by the rate of the year."""
        factors = block.time.discount
        years = range(1, len(factors))
        continuous = model.timing == "continuous"
        ends_row = self._row
        if model.timing == "mid_year":
            ends = _ends_of_years(self.case, model, len(factors) - 1)
            self.page.text(ends_row, 0, self.case.say("present_worth.end_of_year"), "helper_text")
            self._write_chain(ends_row, ends, years, model, continuous=False)
            self._row += 1
        block.discount_row = row = self._row
        self.page.text(row, 0, self.case.say("present_worth.discount"), "helper_text")
        if model.timing == "mid_year":
            self.page.number(row, YEAR_0, 1.0, FACTOR)
            for t in years:
                before = self.page.place(ends_row, YEAR_0 + t - 1).cell
                formula = f"{before}/(1+{self._rate(model, t)})^0.5"
                self.page.live(row, YEAR_0 + t, formula, float(factors[t]), FACTOR)
        else:
            self._write_chain(row, factors, years, model, continuous=continuous)
        self._row += 1

    def _write_chain(
        self,
        row: int,
        factors: NDArray[np.float64],
        years: range,
        model: EvaluationModel,
        *,
        continuous: bool,
    ) -> None:
        self.page.number(row, YEAR_0, 1.0, FACTOR)
        for t in years:
            before, rate = self.page.place(row, YEAR_0 + t - 1).cell, self._rate(model, t)
            formula = f"{before}*EXP(-{rate})" if continuous else f"{before}/(1+{rate})"
            self.page.live(row, YEAR_0 + t, formula, float(factors[t]), FACTOR)

    def _rate(self, model: EvaluationModel, year: int) -> str:
        """Return the cell of the discount rate of a study year: the flat one, or that of the step."""
        if model.discount_steps is None:
            return self.case.book.at("model", model.lot, "discount_rate")
        steps = [s.from_year for s in self.case.tender.discount_steps if s.schedule == model.discount_steps]
        begun = max(first for first in steps if first <= year)
        return self.case.book.at("step", model.discount_steps, begun)

    def _write_annuities(self, block: _Block) -> None:
        """Write the sums of the discount factors of years 1 to t."""
        block.annuity_row = row = self._row
        self.page.text(row, 0, self.case.say("present_worth.annuities"), "helper_text")
        self.page.number(row, YEAR_0, 0.0, FACTOR)
        for t, value in enumerate(block.time.annuities.tolist()):
            if t:
                before = self.page.place(row, YEAR_0 + t - 1).cell
                factor = self.page.place(block.discount_row, YEAR_0 + t).cell
                self.page.live(row, YEAR_0 + t, f"{before}+{factor}", value, FACTOR)
        self._row += 1

    def _write_growths(self, block: _Block, model: EvaluationModel) -> None:
        factors = growth_factors(self.case.tender, model)
        rates = {row.key: row.rate for row in growth_classes_of(self.case.tender, model.lot)}
        parted = model.growth_base == "year_one_today"
        names = [*([NO_GROWTH] if model.inflation is not None else []), *rates]
        for name in names:
            for is_running in (False, True):
                by_path = name != NO_GROWTH and rates[name] is None
                if is_running and (by_path or not parted):
                    continue
                block.growth_rows[name, is_running] = self._row
                self._write_growth(model, name, factors[name, is_running], by_path=by_path, today=is_running)
                self._row += 1

    def _write_growth(
        self, model: EvaluationModel, name: str, values: NDArray[np.float64], *, by_path: bool, today: bool
    ) -> None:
        book, row, block = self.case.book, self._row, self._blocks[model.lot]
        words = "growth_running" if today else "growth"
        of = name or self.case.field("models", "inflation")
        self.page.text(row, 0, self.case.say(f"present_worth.{words}", growth=of), "helper_text")
        for t, value in enumerate(values.tolist()):
            year = f"{xl_col_to_name(YEAR_0 + t)}${block.years_row + 1}"
            if by_path:
                formula = book.at("index", name, model.first_year + t - 1) if t else "1"
            else:
                rate = book.at("growth", name) if name else book.at("model", model.lot, "inflation")
                formula = f"(1+{rate})^" + (f"MAX({year}-1,0)" if today else year)
            self.page.live(row, YEAR_0 + t, formula, value, FACTOR)

    def _write_row(self, block: _Block, series: Series, row: int, weights: list[float]) -> None:
        first, every, first_k, last_k, price_year, recovered = series.numbers
        self.page.number(row, 0, list(block.series).index(series) + 1, WHOLE)
        self._part(row, FIRST, series.first, first)
        self._part(row, EVERY, series.every, every)
        self.page.number(row, FIRST_K, first_k, WHOLE)
        self._part(row, LAST_K, series.last_k, last_k)
        self.page.text(row, GROWTH, series.growth)
        self.page.text(row, QUANTITY, series.quantity_growth)
        if series.price_year:
            self._part(row, PRICE_YEAR, series.price_year, price_year)
        if series.recovered_over:
            self._part(row, RECOVERED, series.recovered_over, recovered)
            self.page.live(
                row,
                ANNUITY,
                self._annuity(block, row),
                float(block.time.annuity(np.array(recovered))),
                FACTOR,
            )
        r = row + 1
        payments = f"MAX(0,$E{r}-$D{r}+1)"
        self.page.live(row, PAYMENTS, payments, max(0, last_k - first_k + 1), WHOLE)
        last = xl_col_to_name(YEAR_0 + len(weights) - 1)
        worth = f"SUM({xl_col_to_name(YEAR_0)}{r}:{last}{r})"
        if series.recovered_over:
            worth = f'IF(ISNUMBER({xl_col_to_name(RECOVERED)}{r}),{worth},"")'
        self.page.live(row, WORTH, worth, sum(weights), FACTOR)
        for t, weight in enumerate(weights):
            c = xl_col_to_name(YEAR_0 + t)
            year = f"{c}${block.years_row + 1}"
            paid = f"({_paid_by(year, r)}-{_paid_by(f'{year}-1', r)})"
            formula = f"{c}${block.discount_row + 1}{self._grown(block, series, r, c)}*{paid}"
            if series.recovered_over:
                cell = f"${xl_col_to_name(ANNUITY)}{r}"
                formula = f'IF(ISNUMBER({cell}),{formula}/{cell},"")'
            # A life that is not known buys nothing again.
            guarded = formula if _is_number(series.every) else f"IF(ISNUMBER($C{r}),{formula},0)"
            self.page.live(row, YEAR_0 + t, guarded, weight, FACTOR)

    def _grown(self, block: _Block, series: Series, r: int, c: str) -> str:
        """Return the factors of growth of one year: of the price, at its own year or a fixed one, and the quantity."""
        found = ""
        price = block.growth_row(series.growth, is_running=series.is_running)
        if price is not None:
            cell = f"{c}${price + 1}"
            if series.price_year:
                row = self._range(price, 0, block.time.study_years).rpartition("!")[2]
                cell = f"INDEX({row},${xl_col_to_name(PRICE_YEAR)}{r}+1)"
            found += f"*{cell}"
        if series.quantity_growth:
            quantity = block.growth_row(series.quantity_growth, is_running=series.is_running)
            if quantity is None:
                raise KeyError(series.quantity_growth)
            found += f"*{c}${quantity + 1}"
        return found

    def _annuity(self, block: _Block, row: int) -> str:
        """Return the sum of the discount factors in force over a life, its last year by its part."""
        if block.annuity_row is None:
            raise TypeError("a price is recovered over a life and there are no annuities")
        life = f"${xl_col_to_name(RECOVERED)}{row + 1}"
        last = len(block.time.discount) - 1
        sums = self._range(block.annuity_row, 0, last).rpartition("!")[2]
        factors = self._range(block.discount_row, 0, last).rpartition("!")[2]
        part = f"INDEX({sums},INT({life})+1)+({life}-INT({life}))*INDEX({factors},INT({life})+2)"
        return f'IF(ISNUMBER({life}),{part},"")'

    def _part(self, row: int, column: int, formula: str, value: float) -> None:
        if _is_number(formula):
            self.page.number(row, column, value, PLAIN)
        else:
            self.page.live(row, column, formula, value, PLAIN)


def _longest(lot: LotEvaluation) -> float:
    """Return how many years the table goes on for: half as long again as the longest life, where lives count."""
    if lot.taken.model.horizon != "equivalent_annual":
        return 0.0
    lives = lot.lives.purchase[:, [item.basis == "piece_year" for item in lot.taken.items]]
    return 1.5 * float(np.nanmax(lives, initial=1.0))


def _ends_of_years(case: MatrixCase, model: EvaluationModel, last: int) -> NDArray[np.float64]:
    at_end = model.model_copy(update={"timing": "end_of_year"})
    return discount_factors(case.tender, at_end, last)


def _paid_by(year: str, row: int) -> str:
    """Return how many payments of a series have fallen when a year has ended."""
    return f"MAX(0,MIN($E{row},INT(({year}-$B{row}+{ROUNDING})/$C{row}))-$D{row}+1)"


def _is_number(formula: str) -> bool:
    return formula.replace(".", "", 1).replace("-", "", 1).isdigit()
