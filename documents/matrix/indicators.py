"""The figures of each bid: sums of lines by category, module and component, and the measures they make."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from documents.matrix.book import Page
from documents.matrix.case import MatrixCase
from documents.matrix.claims import Claims
from documents.matrix.impacts import Impacts
from documents.matrix.inputs import Inputs
from documents.matrix.item_figures import ItemFigures, measures_by_item
from documents.matrix.lines import Span
from documents.matrix.looks import KILOGRAMS, MONEY, PLAIN, POINTS, SHARE, YEARS, Role
from documents.matrix.mass_flows import MassFlows
from documents.matrix.present_worth import PresentWorth
from documents.matrix.stream_terms import FEE
from documents.matrix.streams import Streams
from evaluation.codes import CODES
from evaluation.cost_levels import IN_USE, LIFE_CYCLE_COST, OF_FEES, OF_PURCHASE
from evaluation.external_cost import ExternalCost
from evaluation.external_prices import CO2E
from evaluation.impact_indicators import INDICATORS
from evaluation.impact_sums import needed_of
from evaluation.impact_weights import weights_of
from evaluation.measures import MINIMUM, OF_LIFE_CYCLE_COST, OF_SUBSTANCES, OF_WEIGHTED_IMPACTS, family_of
from evaluation.result import LotEvaluation

FIRST_BID = 2
LABEL_WIDTHS = (44, 16)
BID_WIDTH = 20
NUMBERS = {
    "purchase_price": MONEY, "life_cycle_cost": MONEY, "equivalent_annual_cost": MONEY,
    "price_and_use_cost": MONEY, "external_cost": MONEY, "cost_with_external": MONEY, "gwp_a_to_c": KILOGRAMS,
    "gwp_d": KILOGRAMS, "life": YEARS, "life_ratio": POINTS, "guarantee": YEARS, "spare_parts_score": POINTS,
    OF_SUBSTANCES: POINTS, "guarantee_above_floor": YEARS, "repair_score": POINTS, "second_life_score": POINTS,
    "mci": POINTS, "hazardous_waste": KILOGRAMS,
    "residual_waste": KILOGRAMS, "waste_hierarchy_score": POINTS, "non_virgin_share": SHARE,
    "packaging": KILOGRAMS, "environmental_price": MONEY,
}  # fmt: skip
GWP = ("gwp_a_to_c", "gwp_d")
PIECES = ("purchase", "replacement", FEE)
MEANS = ("life", "life_ratio", "guarantee", "spare_parts_score")


def number_of(measure: str) -> str:
    """Return the number format of a measure."""
    return NUMBERS.get(family_of(measure), PLAIN)


@dataclass(frozen=True)
class Tables:
    """The tables of lines that the figures are sums of; a table that no measure reads is not written."""

    streams: Streams
    worth: PresentWorth
    claims: Claims | None
    impacts: Impacts | None
    mass_flows: MassFlows | None
    inputs: Inputs
    item_figures: ItemFigures | None = None


@dataclass
class Indicators:
    """The sheet of indicators: a block a lot, a column a bid."""

    case: MatrixCase
    page: Page
    tables: Tables
    row: int = 3

    def write(self) -> None:
        """Write every lot."""
        say = self.case.say
        most = max((len(lot.calculated) for lot in self.case.lots), default=0)
        widths = (*LABEL_WIDTHS, *([BID_WIDTH] * most))
        self.page.write_top(say("sheets.indicators"), say("indicators.lead"), columns=widths)
        self.page.sheet.freeze_panes(3, FIRST_BID)
        for lot in self.case.lots:
            self._heading(lot)
            _LotFigures(self, lot).write()
            self.row += 1

    def _heading(self, lot: LotEvaluation) -> None:
        self.page.text(self.row, 0, self.case.lot_title(lot), "section")
        words = [self.case.say("indicators.figure"), self.case.say("indicators.unit")]
        self.page.headings(
            self.row + 1,
            [*words, *(self.case.bid_name(lot, b) for b in lot.calculated)],
            numbers_from=FIRST_BID,
        )
        self.row += 2

    def line(
        self,
        words: tuple[str, str],
        formulas: Sequence[str],
        values: Sequence[float],
        number: str,
        role: Role = "number",
    ) -> int:
        """Write a line of figures, one a bid, and return its row."""
        row = self.row
        self.page.text(row, 0, words[0], "label" if role == "total" else "text")
        self.page.text(row, 1, words[1], "helper_text")
        for n, (formula, value) in enumerate(zip(formulas, values, strict=True)):
            self.page.live(row, FIRST_BID + n, formula, float(value), number, role)
        self.row += 1
        return row


@dataclass
class _LotFigures:
    """The figures of one lot."""

    sheet: Indicators
    lot: LotEvaluation
    costs: Sequence[str] = ()

    def write(self) -> None:
        used = list(self.lot.indicators.columns)
        steps: tuple[tuple[Iterable[str], Callable[[], None]], ...] = (
            (("purchase_price",), self._purchase),
            (("price_and_use_cost",), self._price_and_use),
            (OF_LIFE_CYCLE_COST, self._cost),
            (GWP, self._emissions),
            ((*INDICATORS, *OF_WEIGHTED_IMPACTS), self._impacts),
            (("residual_waste", "packaging", "waste_hierarchy_score", "non_virgin_share"), self._waste),
            (MEANS, self._means),
        )
        for measures, write in steps:
            # Without a bid that is calculated there are no lines to sum up.
            if self._bids() and set(measures) & set(used):
                write()
        self._of_items()
        if self.lot.external is not None:
            self._external(self.lot.external)
        for measure in used:
            if measure.startswith("answer:"):
                self._answer(measure)

    def _cell(self, row: int, bid_no: int) -> str:
        """Return a cell of this sheet as its own formulas name it."""
        return self.sheet.page.place(row, FIRST_BID + bid_no).cell.replace("$", "")

    def _bids(self) -> Sequence[tuple[int, str]]:
        return list(enumerate(self.lot.calculated))

    def _is_used(self, measure: str) -> bool:
        return measure in self.lot.indicators

    def _measure(self, measure: str, formulas: Sequence[str]) -> None:
        """Write a measure's line and let its cells be found by the measure's name."""
        case = self.sheet.case
        words = case.measure_title(measure), case.measure_unit(measure)
        values = self.lot.indicators[measure].tolist()
        row = self.sheet.line(words, formulas, values, number_of(measure), "total")
        for bid_no, bid in self._bids():
            self.sheet.page.name_cell(("indicator", self.lot.lot, bid, measure), row, FIRST_BID + bid_no)

    def _sums(
        self,
        spans: dict[tuple[str, str], Span],
        column: str,
        groups: Sequence[tuple[str, str]],
        table: pd.DataFrame,
    ) -> list[int]:
        """Write a line a group with the sum of a column, blank where part of it is missing; return the rows.

        ``groups`` are (word of the group, title); ``table`` has ``bid``, ``group`` and ``figure``.
        """
        rows = []
        for word, title in groups:
            formulas = []
            for _, bid in self._bids():
                span, group = spans[self.lot.lot, bid], self.sheet.case.group(self.lot, bid, word)
                formulas.append(f'IF({span.sum_of("missing", group)}>0,"",{span.sum_of(column, group)})')
            of_group = table.loc[(table["group"] == word).to_numpy()]
            sums = of_group.groupby("bid", observed=False)["figure"].agg(lambda x: x.sum(skipna=False))
            values = [float(sums.get(bid, 0.0)) for bid in self.lot.calculated]
            rows.append(
                self.sheet.line((title, ""), formulas, values, MONEY if column != "gwp" else KILOGRAMS)
            )
        return rows

    def _total(self, rows: Sequence[int], bid_no: int) -> str:
        """Return the sum of lines above, blank where one of them is."""
        if not rows:
            return "0"
        cells = [self._cell(row, bid_no) for row in rows]
        known = ",".join(f"ISNUMBER({cell})" for cell in cells)
        return f'IF(AND({known}),SUM({",".join(cells)}),"")'

    def _counted(self, column: str) -> pd.DataFrame:
        streams = self.lot.streams
        counted = streams.loc[(streams["payer"] == "buyer").to_numpy()]
        source = counted["quantity_source"].isin(OF_FEES).to_numpy()
        group = counted["category"].astype(object)
        group = group.where(~(source & (group == "service").to_numpy()), FEE)
        return pd.DataFrame({"bid": counted["bid"], "group": group, "figure": counted[column]})

    def _purchase(self) -> None:
        formulas = []
        for _, bid in self._bids():
            span = self.sheet.tables.streams.spans[self.lot.lot, bid]
            group = self.sheet.case.group(self.lot, bid, "purchase")
            formulas.append(f'IF({span.sum_of("missing", group)}>0,"",{span.sum_of("amount", group)})')
        self._measure("purchase_price", formulas)
        self._pieces()

    def _pieces(self) -> None:
        """Write the pieces that are bought in all beside those the buyer asks for."""
        say, spans = self.sheet.case.say, self.sheet.tables.streams.spans
        formulas = []
        for _, bid in self._bids():
            groups = [self.sheet.case.group(self.lot, bid, word) for word in PIECES]
            formulas.append("+".join(spans[self.lot.lot, bid].sum_of("pieces", group) for group in groups))
        bought = np.nansum(self.lot.pieces_bought, axis=1)
        asked = float(self.lot.pieces_asked.sum())
        words = say("indicators.pieces"), say("indicators.pieces_asked", count=f"{asked:g}")
        self.sheet.line(words, formulas, bought.tolist(), PLAIN)

    def _cost(self) -> None:
        case = self.sheet.case
        counted = self._counted("present_value")
        there = {str(word) for word in counted["group"].unique()} | self._shown_categories()
        categories = [*CODES["cost_category"], FEE]
        groups = [(c, self._category(c)) for c in categories if c in there]
        rows = self._sums(self.sheet.tables.streams.spans, "present_value", groups, counted)
        totals = [self._total(rows, n) for n, _ in self._bids()]
        if self._is_used("life_cycle_cost"):
            self._measure("life_cycle_cost", totals)
            key = ("indicator", self.lot.lot)
            costs = [case.book.at(*key, bid, "life_cycle_cost") for _, bid in self._bids()]
        else:
            values = self.lot.cost_levels.by_bid[:, LIFE_CYCLE_COST].tolist()
            words = case.measure_title("life_cycle_cost"), case.measure_unit("life_cycle_cost")
            row = self.sheet.line(words, totals, values, MONEY)
            costs = [self._cell(row, n) for n, _ in self._bids()]
        self.costs = costs
        if self._is_used("equivalent_annual_cost"):
            years = f"SUM({self.sheet.tables.worth.discounted_years(self.lot.lot)})"
            self._measure("equivalent_annual_cost", [f'IF(ISNUMBER({c}),{c}/{years},"")' for c in costs])

    def _category(self, word: str) -> str:
        case = self.sheet.case
        return case.say("indicators.fees") if word == FEE else case.code("cost_category", word)

    def _price_and_use(self) -> None:
        """Write the sum of what is bought, of fees, and of what use takes."""
        case, formulas = self.sheet.case, []
        for _, bid in self._bids():
            span = self.sheet.tables.streams.spans[self.lot.lot, bid]
            groups = [case.group(self.lot, bid, word) for word in (*OF_PURCHASE, FEE, *IN_USE)]
            missing, value = (
                "+".join(span.sum_of(name, g) for g in groups) for name in ("missing", "present_value")
            )
            formulas.append(f'IF({missing}>0,"",{value})')
        self._measure("price_and_use_cost", formulas)

    def _external(self, external: ExternalCost) -> None:
        """Write what emissions cost, by pollutant and in all, and that beside what the buyer pays."""
        case, impacts = self.sheet.case, self.sheet.tables.impacts
        rows = []
        if CO2E in external.weights and impacts is not None:
            modules = [m for m in sorted({str(m) for m in self.lot.impacts["module"].unique()}) if m != "D"]
            formulas = []
            for _, bid in self._bids():
                span = impacts.spans[self.lot.lot, bid]
                groups = [case.group(self.lot, bid, module) for module in modules]
                missing, value = (
                    "+".join(span.sum_of(name, g) for g in groups) or "0"
                    for name in ("missing", "external_cost")
                )
                formulas.append(f'IF({missing}>0,"",{value})')
            rows.append(self._external_line(CO2E, formulas, external.of_gases))
        for pollutant, values in external.answered.items():
            cells = [case.book.at("external", self.lot.lot, bid, pollutant) for _, bid in self._bids()]
            rows.append(self._external_line(pollutant, [f'IF(ISNUMBER({c}),{c},"")' for c in cells], values))
        totals = [self._total(rows, n) for n, _ in self._bids()]
        if self._is_used("external_cost"):
            self._measure("external_cost", totals)
            externals = [
                case.book.at("indicator", self.lot.lot, bid, "external_cost") for _, bid in self._bids()
            ]
        else:
            words = case.measure_title("external_cost"), case.measure_unit("external_cost")
            row = self.sheet.line(words, totals, external.by_bid.tolist(), MONEY)
            externals = [self._cell(row, n) for n, _ in self._bids()]
        if self._is_used("cost_with_external"):
            both = zip(self.costs, externals, strict=True)
            formulas = [f'IF(AND(ISNUMBER({c}),ISNUMBER({e})),{c}+{e},"")' for c, e in both]
            self._measure("cost_with_external", formulas)

    def _external_line(self, pollutant: str, formulas: Sequence[str], values: NDArray[np.float64]) -> int:
        title = self.sheet.case.say(
            "indicators.external", pollutant=self.sheet.case.code("pollutant", pollutant)
        )
        return self.sheet.line((title, self.sheet.case.currency), formulas, values.tolist(), MONEY)

    def _shown_categories(self) -> set[str]:
        """Return the categories that have lines without payments, which a changed life may call for."""
        model = self.lot.taken.model
        if model.horizon != "study_period" or all(i.basis != "piece_year" for i in self.lot.taken.items):
            return set()
        has_end = model.residual_value in ("straight_line", "nist", "percentage")
        return {"replacement", "residual_value"} if has_end else {"replacement"}

    def _emissions(self) -> None:
        impacts = self.sheet.tables.impacts
        if impacts is None:
            raise TypeError("emissions are asked for and there is no sheet of impacts")
        table = pd.DataFrame(
            {
                "bid": self.lot.impacts["bid"],
                "group": self.lot.impacts["module"],
                "figure": self.lot.impacts["gwp"],
            }
        )
        modules = sorted({str(module) for module in table["group"].unique()})
        groups = [(m, self.sheet.case.say("indicators.module", module=m)) for m in modules]
        rows = dict(zip(modules, self._sums(impacts.spans, "gwp", groups, table), strict=True))
        within = [row for module, row in rows.items() if module != "D"]
        if self._is_used("gwp_a_to_c"):
            self._measure("gwp_a_to_c", [self._total(within, n) for n, _ in self._bids()])
        if self._is_used("gwp_d"):
            beyond = [row for module, row in rows.items() if module == "D"]
            self._measure("gwp_d", [self._total(beyond, n) for n, _ in self._bids()])

    def _impacts(self) -> None:
        """Write every other indicator from its sums, and what they weigh together where all of it is known."""
        book, model = self.sheet.case.book, self.lot.taken.model
        for measure in (str(m) for m in self.lot.indicators if m in INDICATORS):
            cells = [("impact_sum", self.lot.lot, bid, measure, "counts") for _, bid in self._bids()]
            formulas = [_if_known([book.at(*c)]) if c in book.places else '""' for c in cells]
            self._measure(measure, formulas)
        named = {
            "single_score": model.single_score_set,
            "environmental_price": model.environmental_price_set,
        }
        for measure in (str(m) for m in self.lot.indicators if m in OF_WEIGHTED_IMPACTS):
            self._measure(measure, [self._weighted(bid, named[measure]) for _, bid in self._bids()])

    def _weighted(self, bid: str, weight_set: str | None) -> str:
        """Return ``sum of impact / normalisation * weight``, blank unless every impact is known in full."""
        book = self.sheet.case.book
        needed = needed_of(weights_of(self.sheet.case.tender.impact_weights, weight_set))
        keys = [("impact_sum", self.lot.lot, bid, indicator, "whole") for indicator in needed]
        weights = [("impact_weight", weight_set, indicator, "weight") for indicator in needed]
        if not needed or any(key not in book.places for key in (*keys, *weights)):
            return '""'
        terms = []
        for key, weight in zip(keys, weights, strict=True):
            norm = (*weight[:3], "normalisation")
            divided = f"/{book.at(*norm)}" if norm in book.places else ""
            terms.append(f"{book.at(*key)}{divided}*{book.at(*weight)}")
        return _if_known([book.at(*key) for key in keys], "+".join(terms))

    def _waste(self) -> None:
        flows = self.sheet.tables.mass_flows
        if flows is None:
            raise TypeError("waste is asked for and there is no sheet of mass flows")
        every = CODES["component"]
        of: dict[str, Callable[[Span, str], str]] = {
            "residual_waste": lambda s, b: self._flow_sum(s, b, "residual", every),
            "packaging": lambda s, b: self._flow_sum(s, b, "kg", ("packaging",)),
            "waste_hierarchy_score": lambda s, b: self._flow_ratio(s, b, "hierarchy_kg", every),
            "non_virgin_share": lambda s, b: self._flow_ratio(s, b, "non_virgin_kg", ("product",)),
        }
        for measure, formula in of.items():
            if self._is_used(measure):
                self._measure(
                    measure, [formula(flows.spans[self.lot.lot, bid], bid) for _, bid in self._bids()]
                )

    def _flow_sum(self, span: Span, bid: str, column: str, components: tuple[str, ...]) -> str:
        groups = [self.sheet.case.group(self.lot, bid, c) for c in components]
        missing = "+".join(span.sum_of("missing", g) for g in groups)
        return f'IF({missing}>0,"",{"+".join(span.sum_of(column, g) for g in groups)})'

    def _flow_ratio(self, span: Span, bid: str, column: str, components: tuple[str, ...]) -> str:
        groups = [self.sheet.case.group(self.lot, bid, c) for c in components]
        missing = "+".join(span.sum_of("missing", g) for g in groups)
        above = "+".join(span.sum_of(column, g) for g in groups)
        below = "+".join(span.sum_of("kg", g) for g in groups)
        return f'IF({missing}>0,"",IF({below}>0,({above})/({below}),""))'

    def _means(self) -> None:
        claims = self.sheet.tables.claims
        if claims is None:
            raise TypeError("a mean over items is asked for and there is no sheet of claims")
        for measure in MEANS:
            if self._is_used(measure):
                formulas = []
                for _, bid in self._bids():
                    ranges = claims.ranges(self.lot.lot, bid, measure)
                    formulas.append('""' if ranges is None else _mean(*ranges))
                self._measure(measure, formulas)

    def _of_items(self) -> None:
        """Write the means, sums and lowest of what stands by item."""
        by_item = self.sheet.tables.item_figures
        written = {str(measure) for measure in self.lot.indicators}
        for measure in () if by_item is None else measures_by_item(self.sheet.case):
            if by_item is None or measure not in written:
                continue
            of = _lowest if measure.startswith(MINIMUM) else _sum if measure == "hazardous_waste" else _mean
            ranges = [by_item.ranges(self.lot.lot, bid, measure) for _, bid in self._bids()]
            self._measure(measure, ['""' if each is None else of(*each) for each in ranges])

    def _answer(self, measure: str) -> None:
        inputs = self.lot.inputs
        of = inputs.loc[
            (inputs["table"] == "question_answers").to_numpy()
            & (inputs["key"] == measure.partition(":")[2]).to_numpy()
        ]
        cells = {
            str(bid): self.sheet.tables.inputs.read(self.lot.lot, int(number))
            for number, bid in zip(of.index, of["bid"], strict=True)
        }
        formulas = [
            f'IF(ISNUMBER({cells[bid]}),{cells[bid]},"")' if bid in cells else '""' for _, bid in self._bids()
        ]
        self._measure(measure, formulas)


def _if_known(cells: Sequence[str], formula: str = "") -> str:
    """Return a formula, or the one cell itself, blank where one of some cells is."""
    known = ",".join(f"ISNUMBER({cell})" for cell in cells)
    return f'IF(AND({known}),{formula or cells[0]},"")'


def _mean(weights: str, figures: str, missing: str) -> str:
    """Return a mean by the buyer's weights, blank where a figure that weighs is missing."""
    mean = f"SUMPRODUCT({weights},{figures})/SUM({weights})"
    return f'IF(SUM({weights})>0,IF(SUMPRODUCT({weights},{missing})>0,"",{mean}),"")'


def _sum(weights: str, figures: str, missing: str) -> str:
    """Return a sum over the items that count, blank where a figure of one is missing."""
    return f'IF(SUMPRODUCT({weights},{missing})>0,"",SUMPRODUCT({weights},{figures}))'


def _lowest(weights: str, figures: str, missing: str) -> str:
    """Return the lowest figure of the items that weigh, blank where one of them is missing."""
    return f'IF(SUM({weights})>0,IF(SUMPRODUCT({weights},{missing})>0,"",MIN({figures})),"")'
