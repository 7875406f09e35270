"""What a kilogram of emissions costs: a row a pollutant with its price, a row a profile, a column a study year.

A profile says when kilograms are emitted: evenly over some years, by the factor of an energy carrier, or as the
pieces of an item are in use. Its worth is the sum over years of its share x the price x growth x discounting.
Below stand the kilograms that bidders state themselves.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from documents.matrix.book import Page
from documents.matrix.case import MatrixCase
from documents.matrix.inputs import Inputs
from documents.matrix.looks import FACTOR, MONEY, PLAIN, PRICE
from documents.matrix.present_worth import PresentWorth
from evaluation.evaluation_model import EvaluationModel
from evaluation.external_cost import KG_PER_TONNE, ExternalCost, Profile, profile_shares
from evaluation.external_prices import CO2E, ExternalPrice, price_path, prices_of
from evaluation.result import LotEvaluation
from evaluation.tender import Item

WIDTHS = (52, 16, 16)
STATED, SUM, YEAR_1 = 1, 2, 3


@dataclass
class ExternalWorth:
    """The sheet of external worth, a block a lot that names a price set."""

    case: MatrixCase
    page: Page
    worth: PresentWorth
    inputs: Inputs
    _row: int = 3
    _profiles: dict[tuple[str, int], int] = field(default_factory=dict)
    _weights: dict[tuple[str, str], int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        say = self.case.say
        longest = max(model.study_years for model in self.case.tender.models)
        widths = (*WIDTHS, *([11] * longest))
        self.page.write_top(say("sheets.external_worth"), say("external_worth.lead"), columns=widths)
        self.page.sheet.freeze_panes(3, 1)

    def write(self, lot: LotEvaluation) -> None:
        """Write the prices, the profiles and the stated kilograms of a lot."""
        external = lot.external
        if external is None:
            return
        self._headings(lot)
        model = self.case.tender.model_of[lot.lot]
        prices = prices_of(self.case.tender.external_prices, model.external_price_set)
        for pollutant, rows in prices.items():
            self._write_pollutant(lot, model, external, rows)
            if pollutant == CO2E:
                self._write_profiles(lot, external)
            elif pollutant in external.answered:
                self._write_answers(lot, external, rows[0])
        self._row += 1

    def of_profile(self, lot: str, profile: int) -> str:
        """Return the cell of what a kilogram of a profile costs."""
        return self.page.place(self._profiles[lot, profile], SUM).ref

    def _headings(self, lot: LotEvaluation) -> None:
        say, model = self.case.say, lot.taken.model
        self.page.text(self._row, 0, self.case.lot_title(lot), "section")
        words = [say(f"external_worth.columns.{name}") for name in ("line", "stated", "worth")]
        years = range(model.first_year, model.first_year + model.study_years)
        self.page.headings(self._row + 1, [*words, *(str(year) for year in years)], numbers_from=1)
        self._row += 2

    def _write_pollutant(
        self,
        lot: LotEvaluation,
        model: EvaluationModel,
        external: ExternalCost,
        rows: tuple[ExternalPrice, ...],
    ) -> None:
        pollutant = rows[0].pollutant
        named = {"pollutant": self.case.code("pollutant", pollutant)}
        years = model.first_year + np.arange(model.study_years)
        self.page.text(self._row, 0, self.case.say("external_worth.price", **named), "label")
        prices = price_path(rows, years).tolist()
        for t, (year, price) in enumerate(zip(years.tolist(), prices, strict=True)):
            self.page.live(self._row, YEAR_1 + t, self._price_of(rows, year), price, PRICE)
        self._row += 1
        self._weights[lot.lot, pollutant] = self._row
        self.page.text(self._row, 0, self.case.say("external_worth.kilogram", **named), "label")
        weights = external.weights[pollutant][1:].tolist()
        for t, weight in enumerate(weights, start=1):
            price = self.page.place(self._row - 1, YEAR_1 + t - 1).cell
            formula = f"{price}/{KG_PER_TONNE:g}{self.worth.inflation_of(lot.lot, t)}"
            if model.external_discounted:
                formula += f"*{self.worth.discount_of(lot.lot, t)}"
            self.page.live(self._row, YEAR_1 + t - 1, formula, weight, FACTOR)
        self._sum(len(weights), sum(weights))
        self._row += 1

    def _sum(self, years: int, value: float) -> None:
        cells = f"{self._cell(self._row, 1)}:{self._cell(self._row, years)}"
        self.page.live(self._row, SUM, f"SUM({cells})", value, FACTOR)

    def _cell(self, row: int, year: int) -> str:
        return self.page.place(row, YEAR_1 + year - 1).cell

    def _price_of(self, rows: tuple[ExternalPrice, ...], year: int) -> str:
        """Return the price of a calendar year: straight between the published years, held before and after."""
        known = sorted(0 if row.year is None else row.year for row in rows)
        before = max((y for y in known if y <= year), default=known[0])
        after = min((y for y in known if y >= year), default=known[-1])
        key = ("external_price", rows[0].price_set, rows[0].pollutant)
        low = self.case.book.at(*key, before or None)
        if before >= after:
            return low
        high = self.case.book.at(*key, after)
        return f"{low}+({high}-{low})*{year - before}/{after - before}"

    def _write_profiles(self, lot: LotEvaluation, external: ExternalCost) -> None:
        weight_row = self._weights[lot.lot, CO2E]
        for number, profile in enumerate(external.profiles):
            self._profiles[lot.lot, number] = self._row
            self.page.text(self._row, 0, self._title(lot, profile))
            shares = profile_shares(lot.taken, profile)
            values = (shares * external.weights[CO2E])[1:]
            for year in range(profile.first_year, profile.last_year + 1):
                formula = f"{self._share(lot, profile, year)}*{self._cell(weight_row, year)}"
                self.page.live(self._row, YEAR_1 + year - 1, formula, float(values[year - 1]), FACTOR)
            self._sum(len(values), float(values.sum()))
            self._row += 1

    def _title(self, lot: LotEvaluation, profile: Profile) -> str:
        say = self.case.say
        if profile.item_no >= 0:
            title = self.case.item_title(lot.taken.items[profile.item_no])
            return say("external_worth.as_in_use", item=title)
        years = {"first": profile.first_year, "last": profile.last_year}
        if profile.carrier:
            return say("external_worth.by_carrier", carrier=profile.carrier, **years)
        return say("external_worth.evenly", **years)

    def _share(self, lot: LotEvaluation, profile: Profile, year: int) -> str:
        at, first_year = self.case.book.at, lot.taken.model.first_year
        if profile.carrier:
            years = (first_year + t - 1 for t in (profile.first_year, profile.last_year, year))
            first, last, this = (at("grid", profile.carrier, y) for y in years)
            whole = f"SUM({first}:{last.rpartition('!')[2]})"
            return f"IF({whole}=0,0,{this}/{whole})"
        if profile.item_no < 0:
            return f"1/{profile.last_year - profile.first_year + 1}"
        return self._in_use(lot, lot.taken.items[profile.item_no], year)

    def _in_use(self, lot: LotEvaluation, item: Item, year: int) -> str:
        """Return the pieces of an item that are in use in a year, as a share of those of all years."""
        at, model = self.case.book.at, lot.taken.model
        key = ("item", lot.lot, item.key)
        here = []
        for bought in range(1, len(item.quantity) + 1):
            left = model.study_years - bought + 1
            used = left if model.use_years is None else min(left, model.use_years)
            if bought <= year < bought + used:
                here.append(at(*key, "quantity", bought))
        units = at(*key, "units")
        return f"IF({units}=0,0,({_added(here)})*{at(*key, 'option_weight')}/{units})"

    def _write_answers(self, lot: LotEvaluation, external: ExternalCost, price: ExternalPrice) -> None:
        pollutant = price.pollutant
        taken = lot.taken.answer(price.question or "")
        of_year = self.page.place(self._weights[lot.lot, pollutant], SUM).cell
        for bid_no, bid in enumerate(lot.calculated):
            words = {"pollutant": self.case.code("pollutant", pollutant), "bid": self.case.bid_name(lot, bid)}
            self.page.text(self._row, 0, self.case.say("external_worth.stated", **words))
            number, kilograms = int(taken.inputs[bid_no]), float(taken.values[bid_no])
            if number >= 0:
                cell = self.inputs.read(lot.lot, number)
                self.page.live(self._row, STATED, f'IF(ISNUMBER({cell}),{cell},"")', kilograms, PLAIN)
            stated = self.page.place(self._row, STATED).cell
            cost = f'IF(ISNUMBER({stated}),{stated}*{of_year},"")'
            value = float(external.answered[pollutant][bid_no])
            self.page.live(self._row, SUM, cost, value, MONEY)
            self.page.name_cell(("external", lot.lot, bid, pollutant), self._row, SUM)
            self._row += 1


def _added(parts: Sequence[str]) -> str:
    return "+".join(parts) if parts else "0"
