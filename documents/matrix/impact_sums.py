"""Every environmental indicator of each bid: the amount of each factor x its figure, and how much has a figure.

A block a lot and bid: a row a factor with its sums over the lines of impacts, then what the files of EPDs bring, then a
row an indicator with modules A to C, module D, both coverages, and the figure as it counts.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from documents.matrix.book import Page
from documents.matrix.case import MatrixCase
from documents.matrix.declared_impacts import DeclaredImpacts, DeclaredSpan
from documents.matrix.flow_terms import FlowTerms
from documents.matrix.impact_figures import FIRST, KEY, TITLE, UNIT, ImpactFigures
from documents.matrix.impacts import Impacts
from documents.matrix.lines import Span
from documents.matrix.looks import KILOGRAMS, PLAIN, SHARE, WHOLE
from documents.matrix.summed_lines import BEYOND_MARK, WITHOUT_FACTOR, summed_words
from evaluation.impact_indicators import INDICATORS
from evaluation.impact_sums import DECLARED, ImpactSums
from evaluation.impact_sums import WHOLE as ALL
from evaluation.result import LotEvaluation

OF_FACTOR = ("amount", "beyond", "mass", "emitted", "missing", "missing_beyond")
OF_INDICATOR = ("within", "beyond", "mass_share", "gwp_share", "counts", "whole")
AT = {name: FIRST + n for n, name in enumerate(OF_FACTOR)}
AT_INDICATOR = {name: FIRST + n for n, name in enumerate(OF_INDICATOR)}
ROUNDING = 1e-9
WIDTHS = (24, 40, 14)
NUMBER_WIDTH = 15.0


@dataclass
class SumsOfImpacts:
    """The sheet of the sums of indicators."""

    case: MatrixCase
    page: Page
    impacts: Impacts
    figures: ImpactFigures = field(init=False)

    def write(self, terms: Mapping[str, FlowTerms]) -> None:
        """Write the published figures, and the sums of each bid; ``terms`` are those of each lot."""
        say = self.case.say
        self.figures = ImpactFigures(self.case, self.page, 3)
        columns = 2 * len(self.figures.indicators) + 4
        self.page.write_top(say("sheets.impact_sums"), say("impact_sums.lead"), columns=WIDTHS)
        self.page.set_widths([NUMBER_WIDTH] * max(columns, len(OF_FACTOR)), FIRST)
        self.page.sheet.freeze_panes(3, FIRST)
        self.figures.write()
        row = self.figures.row
        for lot in self.case.lots:
            if lot.impact_sums is None:
                continue
            table = _by_factor(lot)
            declared = DeclaredImpacts(self.figures, terms[lot.lot], self.impacts.declared)
            for bid_no, bid in enumerate(lot.calculated):
                span = self.impacts.spans[lot.lot, bid]
                block = _Block(self, lot, lot.impact_sums, bid_no, span, declared, table)
                row = block.write(row) + 1


@dataclass
class _Block:
    """The block of one bid in one lot."""

    sheet: SumsOfImpacts
    lot: LotEvaluation
    sums: ImpactSums
    bid_no: int
    span: Span
    declared: DeclaredImpacts
    table: Mapping[str, "pd.Series[float]"]
    first: int = 0

    def write(self, row: int) -> int:
        """Write it from a row on and return the next free one."""
        case, page = self.sheet.case, self.sheet.page
        bid = self.lot.calculated[self.bid_no]
        page.text(row, 0, f"{self.lot.lot}: {case.bid_name(self.lot, bid)}", "section")
        self._headings(row + 1, OF_FACTOR)
        self.first = row + 2
        for at, factor in enumerate((*self.sheet.figures.factors, DECLARED), start=self.first):
            self._factor(at, factor)
        row = self._last + 3
        declared, row = self.declared.write(row, self.bid_no)
        self._headings(row, OF_INDICATOR)
        for at, indicator in enumerate(self.sums.indicators, start=row + 1):
            self._indicator(at, indicator, declared)
        return row + 1 + len(self.sums.indicators)

    @property
    def _last(self) -> int:
        """The last row of factors; below it stands what is declared."""
        return self.first + len(self.sheet.figures.factors) - 1

    def _headings(self, row: int, names: tuple[str, ...]) -> None:
        say = self.sheet.case.say
        words = [say(f"impact_sums.columns.{name}") for name in ("key", "title", "unit", *names)]
        self.sheet.page.headings(row, words, numbers_from=FIRST)

    def _factor(self, row: int, factor: str) -> None:
        page, case = self.sheet.page, self.sheet.case
        bid = self.lot.calculated[self.bid_no]
        word = factor or WITHOUT_FACTOR
        page.text(row, KEY, case.group(self.lot, bid, word), "helper_text")
        is_declared = factor == DECLARED
        title = case.say("impact_sums.declared") if is_declared else self.sheet.figures.title_of(factor)
        page.text(row, TITLE, title or case.say("impact_sums.without_factor"))
        page.text(row, UNIT, self.sheet.figures.unit_of(factor), "helper_text")
        formats = {"mass": KILOGRAMS, "emitted": KILOGRAMS, "missing": WHOLE, "missing_beyond": WHOLE}
        for name, (by, of, group) in _SUMMED.items():
            if is_declared and name not in ("emitted", "missing"):
                continue
            key = case.group(self.lot, bid, f"{group}{word}")
            formula = f'SUMIF({self.span.range_of(by)},"{key}",{self.span.range_of(of)})'
            value = self.table[name].get((self.bid_no, word), 0.0)
            page.live(row, AT[name], formula, float(value), formats.get(name, PLAIN))

    def _range(self, name: str, *, with_declared: bool = False) -> str:
        page, last = self.sheet.page, self._last + with_declared
        return f"{page.place(self.first, AT[name]).cell}:{page.place(last, AT[name]).cell}"

    def _of_files(self, rows: tuple[int, int], of: str, by: int) -> str:
        """Return ``+`` the sum of a column x another over the rows of EPDs; nothing where there are none."""
        if rows[0] > rows[1]:
            return ""
        page, column = self.sheet.page, self.declared.column(of)
        one, other = (f"{page.place(rows[0], c).cell}:{page.place(rows[1], c).cell}" for c in (column, by))
        return f"+SUMPRODUCT({one},{other})"

    def _indicator(self, row: int, indicator: str, files: DeclaredSpan) -> None:
        page, n = self.sheet.page, self.sums.indicators.index(indicator)
        figures = self.sheet.figures
        stated, known = (figures.column_of(grid, indicator) for grid in ("figures", "known"))
        value_column = FIRST + figures.indicators.index(indicator)
        known_column = self.declared.column(indicator)
        page.text(row, KEY, INDICATORS[indicator].code, "helper_text")
        page.text(row, TITLE, self.sheet.case.measure_title(indicator))
        page.text(row, UNIT, INDICATORS[indicator].unit, "helper_text")
        missing = f"SUM({self._range('missing', with_declared=True)})"
        within = f"SUMPRODUCT({self._range('amount')},{stated}){self._of_files(files.within, 'pieces', value_column)}"
        beyond = f"SUMPRODUCT({self._range('beyond')},{stated}){self._of_files(files.beyond, 'pieces', value_column)}"
        lacks = f"SUM({self._range('missing_beyond')}){self._of_files(files.beyond, 'missing', known_column)}"
        masses = self._all_masses(files)
        mass = (
            f"SUMPRODUCT({self._range('mass')},{known}){self._of_files(files.within, 'mass', known_column)}"
        )
        emitted = f"SUMPRODUCT({self._range('emitted')},{known}){self._of_files(files.within, 'emitted', known_column)}"
        of_all = f"SUM({self._range('emitted', with_declared=True)})"
        is_known = not np.isnan(self.sums.within[self.bid_no, n])
        shares = {
            "mass_share": float(self.sums.mass_share[self.bid_no, n]) if is_known else np.nan,
            "gwp_share": float(self.sums.gwp_share[self.bid_no, n]) if is_known else np.nan,
        }
        self._live(row, "within", f'IF({missing}>0,"",{within})', float(self.sums.within[self.bid_no, n]))
        self._live(row, "beyond", f'IF({lacks}>0,"",{beyond})', float(self.sums.beyond[self.bid_no, n]))
        for name, part, whole in (("mass_share", mass, masses), ("gwp_share", emitted, of_all)):
            formula = f'IF({missing}>0,"",IF({whole}>0,({part})/({whole}),""))'
            self._live(row, name, formula, shares[name], SHARE)
        self._as_it_counts(row, indicator)

    def _all_masses(self, files: DeclaredSpan) -> str:
        first, last = files.masses
        if first > last:
            return f"SUM({self._range('mass')})"
        page, column = self.sheet.page, self.declared.column("mass")
        return f"(SUM({self._range('mass')})+SUM({page.place(first, column).cell}:{page.place(last, column).cell}))"

    def _as_it_counts(self, row: int, indicator: str) -> None:
        """Write the figure where enough of the bid has one: as much as the model says, and all of it."""
        page, at = self.sheet.page, self.sheet.case.book.at
        least = {"counts": at("model", self.lot.lot, "least_coverage"), "whole": f"{ALL!r}"}
        values = {"counts": self.lot.taken.model.least_coverage, "whole": ALL}
        within = page.place(row, AT_INDICATOR["within"]).cell
        for name, limit in least.items():
            formula = within
            for share in ("mass_share", "gwp_share"):
                cell = page.place(row, AT_INDICATOR[share]).cell
                # A share of nothing is no reason to leave a figure out.
                formula = f'IF(IF(ISNUMBER({cell}),{cell},1)>={limit}-{ROUNDING:.9f},{formula},"")'
            value = self.sums.of(indicator, values[name])[self.bid_no]
            self._live(row, name, f'IF(ISNUMBER({within}),{formula},"")', float(value))
            key = ("impact_sum", self.lot.lot, self.lot.calculated[self.bid_no], indicator, name)
            page.name_cell(key, row, AT_INDICATOR[name])

    def _live(self, row: int, name: str, formula: str, value: float, number: str = PLAIN) -> None:
        self.sheet.page.live(row, AT_INDICATOR[name], formula, value, number)


# What is summed of the lines of a factor: the column it is found by, the column summed, and the mark of its key.
_SUMMED = {
    "amount": ("sum_key", "sum_amount", ""),
    "beyond": ("sum_key", "sum_amount", BEYOND_MARK),
    "mass": ("mass_key", "sum_amount", ""),
    "emitted": ("sum_key", "emitted", ""),
    "missing": ("sum_key", "missing", ""),
    "missing_beyond": ("sum_key", "missing", BEYOND_MARK),
}


def _by_factor(lot: LotEvaluation) -> dict[str, "pd.Series[float]"]:
    """Return the sums over the lines of each bid and factor, by column of the sheet; what is missing adds nothing."""
    lines = pd.DataFrame(summed_words(lot.impacts))
    lines["bid_no"] = lot.impacts["bid"].cat.codes.to_numpy()
    lines["missing"] = lines["emitted"].isna().astype(float)
    found = {}
    for name, (by, of, mark) in _SUMMED.items():
        word = lines["sum_word" if by == "sum_key" else "mass_word"]
        chosen = lines.loc[word.str.startswith(mark).to_numpy() & (word != "").to_numpy()]
        groups = chosen.groupby(["bid_no", word.loc[chosen.index].str.removeprefix(mark)])
        found[name] = groups[of].sum()
    return found
