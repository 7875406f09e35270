"""What a unit of each factor gives of each indicator, as published: the upper part of the sheet of indicators' sums.

A row a factor, a column an indicator, and the same grid of noughts and ones below: whether there is a figure. A sum by
products takes a blank for nought, and only the second grid says how much of a bid that is true of.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from documents.matrix.book import Page
from documents.matrix.case import MatrixCase
from documents.matrix.looks import PLAIN, WHOLE
from evaluation.impact_indicators import INDICATORS
from evaluation.impact_sums import BIOGENIC, DECLARED, OF_BIOGENIC

KEY, TITLE, UNIT, FIRST = range(4)


@dataclass
class ImpactFigures:
    """The published figures of the factors that some lot takes something of.

    ``factors`` are the rows, the same in every block of the sheet; ``row`` is the next free one.
    """

    case: MatrixCase
    page: Page
    row: int
    factors: tuple[str, ...] = field(init=False)
    indicators: tuple[str, ...] = field(init=False)
    _first: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        sums = [lot.impact_sums for lot in self.case.lots if lot.impact_sums is not None]
        taken = dict.fromkeys(key for each in sums for key in each.factors)
        if not any((lot.impacts["factor"] == "").any() for lot in self.case.lots):
            taken.pop("", None)
        known = {key for each in sums for key in each.indicators}
        self.factors = tuple(key for key in taken if key != DECLARED)
        self.indicators = tuple(key for key in INDICATORS if key in known)

    def write(self) -> None:
        """Write both grids."""
        self._grid("figures", self._write_figure)
        self._grid("known", self._write_known)

    def column_of(self, grid: str, indicator: str) -> str:
        """Return the range of an indicator's figures (``figures``), or of whether there are any (``known``)."""
        column, first = FIRST + self.indicators.index(indicator), self._first[grid]
        last = first + max(len(self.factors), 1) - 1
        return f"{self.page.place(first, column).cell}:{self.page.place(last, column).cell}"

    def title_of(self, factor: str) -> str:
        """Return the title of a factor; a carrier of energy has its key."""
        if factor == BIOGENIC:
            return self.case.say("impact_sums.biogenic")
        found = [row for row in self.case.tender.factors if row.key == factor]
        return self.case.either(found[0].title_da, found[0].title_en) if found else factor

    def unit_of(self, factor: str) -> str:
        """Return what a factor's amount is counted in; energy, whose factor sums the years, in kWh a year."""
        if any(row.carrier == factor for row in self.case.tender.grids):
            return self.case.unit("kWh/year")
        return next((row.declared_unit for row in self.case.tender.factors if row.key == factor), "")

    def headings(self, row: int, name: str, further: Sequence[str] = ()) -> None:
        """Write a title and the headings of the columns of indicators, and of ``further`` ones behind them."""
        say = self.case.say
        self.page.text(row, 0, say(f"impact_sums.{name}"), "section")
        words = [say(f"impact_sums.columns.{each}") for each in ("key", "title", "unit")]
        codes = [f"{INDICATORS[key].code} [{INDICATORS[key].unit}]" for key in self.indicators]
        behind = [
            say("impact_sums.has", indicator=INDICATORS[each].code)
            if each in INDICATORS
            else say(f"impact_sums.columns.{each}")
            for each in further
        ]
        self.page.headings(row + 1, [*words, *codes, *behind], numbers_from=FIRST)

    def _grid(self, name: str, write: Callable[[str, str, int], None]) -> None:
        self.headings(self.row, name)
        self.row += 2
        self._first[name] = self.row
        for factor in self.factors:
            self.page.text(self.row, KEY, factor, "helper_text")
            self.page.text(self.row, TITLE, self.title_of(factor))
            self.page.text(self.row, UNIT, self.unit_of(factor), "helper_text")
            for column, indicator in enumerate(self.indicators, start=FIRST):
                write(factor, indicator, column)
            self.row += 1
        self.row += 1

    @cached_property
    def _published(self) -> dict[tuple[str, str], float]:
        return {(row.factor, row.indicator): row.value for row in self.case.tender.factor_impacts}

    @cached_property
    def _of_tender(self) -> frozenset[str]:
        return frozenset(row.key for row in self.case.tender.factors)

    def value_of(self, factor: str, indicator: str) -> float | None:
        """Return the published figure of a factor; carbon that a material keeps counts as itself."""
        if factor == BIOGENIC:
            return 1.0 if indicator in OF_BIOGENIC else 0.0
        return self._published.get((factor, indicator))

    def _write_figure(self, factor: str, indicator: str, column: int) -> None:
        # No figure can be stated of a carrier of energy, whose amount is of each year.
        self.page.input(
            ("factor_impact", factor, indicator), self.row, column, self.value_of(factor, indicator), PLAIN,
            may_change=factor in self._of_tender,
        )  # fmt: skip

    def _write_known(self, factor: str, indicator: str, column: int) -> None:
        cell = self.case.book.at("factor_impact", factor, indicator)
        is_known = self.value_of(factor, indicator) is not None
        self.page.live(self.row, column, f"IF(ISNUMBER({cell}),1,0)", float(is_known), WHOLE, "helper")
