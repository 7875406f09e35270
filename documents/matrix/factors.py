"""The emission factors, materials and energy grids that the tender publishes, each figure with its source."""

from dataclasses import dataclass

import numpy as np

from documents.matrix.book import Page
from documents.matrix.case import MatrixCase
from documents.matrix.looks import FACTOR, SHARE, WHOLE
from evaluation.climate_in_use import grid_factor
from evaluation.factors import Factor, GridYear, Material

FACTOR_COLUMNS = (
    "key", "title", "declared_unit", "gwp_kg_co2e", "gwp_wtt_kg_co2e", "printed_value", "printed_unit", "year",
    "geography", "source",
)  # fmt: skip
GWP, WTT, PRINTED = 3, 4, 5
MATERIAL_COLUMNS = (
    "key", "title", "recycling_yield", "biogenic_kg_co2_per_kg", "virgin", "recycled", "reused",
    "energy_recovery", "recycling", "landfill", "credit_energy", "credit_recycling",
)  # fmt: skip
CFF_COLUMNS = ("cff_a", "cff_b", "cff_quality_in", "cff_quality_out")
YIELD, BIOGENIC, FIRST_SLOT = 2, 3, 4
WIDTHS = (26, 44, 16, 15, 15, 15, 20, 20, 20, 44, 20, 20)


@dataclass
class Factors:
    """The sheet of factors, written from the top down."""

    case: MatrixCase
    page: Page
    row: int = 3

    def write(self) -> None:
        """Write the factors, the materials that use them, and the grids by calendar year."""
        say = self.case.say
        self.page.write_top(say("sheets.factors"), say("factors.lead"), columns=WIDTHS)
        self.page.sheet.freeze_panes(3, 2)
        tender = self.case.tender
        self._factors(tender.factors)
        if tender.materials:
            self._materials(tender.materials)
        if tender.grids:
            self._published(tender.grids)
            self._by_year()

    def _section(self, name: str, columns: tuple[str, ...], table: str) -> None:
        self.page.text(self.row, 0, self.case.say(f"factors.{name}"), "section")
        own = {"title": "title_da"}
        words = [self.case.field(table, own.get(column, column)) for column in columns]
        self.page.headings(self.row + 1, words)
        self.row += 2

    def _factors(self, rows: tuple[Factor, ...]) -> None:
        self._section("factors", FACTOR_COLUMNS, "factors")
        titles = {source.key: source.title for source in self.case.tender.sources}
        for factor in rows:
            words = (factor.key, self.case.either(factor.title_da, factor.title_en), factor.declared_unit)
            for column, text in enumerate(words):
                self.page.text(self.row, column, text)
            key = ("factor", factor.key)
            live = self.case.is_live
            self.page.input((*key, "gwp"), self.row, GWP, factor.gwp_kg_co2e, FACTOR, may_change=live)
            self.page.input((*key, "wtt"), self.row, WTT, factor.gwp_wtt_kg_co2e, FACTOR, may_change=live)
            if factor.printed_value is not None:
                self.page.number(self.row, PRINTED, factor.printed_value)
            source = titles.get(factor.source or "", factor.source or "")
            rest = (factor.printed_unit or "", str(factor.year or ""), factor.geography or "", source)
            for column, text in enumerate(rest, start=PRINTED + 1):
                self.page.text(
                    self.row,
                    column,
                    text,
                    "wrap" if column == FACTOR_COLUMNS.index("source") else "text",
                )
            self.row += 1
        self.row += 1

    def _materials(self, rows: tuple[Material, ...]) -> None:
        is_circular = any(model.end_of_life == "circular_footprint" for model in self.case.tender.models)
        further = CFF_COLUMNS if is_circular else ()
        self._section("materials", (*MATERIAL_COLUMNS, *further), "materials")
        first = self.row
        for material in rows:
            self.page.text(self.row, 0, material.key)
            self.page.text(self.row, 1, self.case.either(material.title_da, material.title_en))
            live = self.case.is_live
            place = (("material", material.key, "yield"), self.row, YIELD)
            self.page.input(*place, material.recycling_yield, SHARE, may_change=live)
            stored = material.biogenic_kg_co2_per_kg
            place = (("material", material.key, "biogenic"), self.row, BIOGENIC)
            # A material that stores nothing has no lines for it.
            self.page.input(*place, stored, FACTOR, may_change=live and bool(stored))
            for column, slot in enumerate(MATERIAL_COLUMNS[FIRST_SLOT:], start=FIRST_SLOT):
                self.page.text(self.row, column, getattr(material, slot) or "")
            for column, name in enumerate(further, start=len(MATERIAL_COLUMNS)):
                place = (("material", material.key, name), self.row, column)
                number = getattr(material, name)
                self.page.input(*place, number, SHARE, may_change=live and number is not None)
            self.row += 1
        yields = [m.recycling_yield for m in rows if m.recycling_yield is not None]
        cells = f"{self.page.place(first, YIELD).cell}:{self.page.place(self.row - 1, YIELD).cell}"
        self.page.text(self.row, 1, self.case.say("factors.worst_yield"), "helper_text")
        self.page.live(self.row, YIELD, f"MIN({cells})", min(yields, default=0.0), SHARE, "helper")
        self.page.name_cell(("worst_yield",), self.row, YIELD)
        self.row += 2

    def _published(self, rows: tuple[GridYear, ...]) -> None:
        self._section("grids", ("carrier", "year", "gwp_kg_co2e", "source"), "grids")
        titles = {source.key: source.title for source in self.case.tender.sources}
        for grid in rows:
            self.page.text(self.row, 0, grid.carrier)
            self.page.number(self.row, 1, grid.year, WHOLE)
            place = (("grid_published", grid.carrier, grid.year), self.row, 2)
            self.page.input(*place, grid.gwp_kg_co2e, FACTOR, may_change=self.case.is_live)
            self.page.text(self.row, 3, titles.get(grid.source or "", grid.source or ""))
            self.row += 1
        self.row += 1

    def _by_year(self) -> None:
        """Write the factor of each carrier in each calendar year that some lot studies, a row a carrier."""
        models = self.case.tender.models
        first = min(model.first_year for model in models)
        last = max(model.first_year + model.study_years - 1 for model in models)
        years = np.arange(first, last + 1)
        self.page.text(self.row, 0, self.case.say("factors.by_year"), "section")
        self.page.headings(self.row + 1, [self.case.field("grids", "carrier"), "", *(str(y) for y in years)])
        self.row += 2
        for carrier in dict.fromkeys(grid.carrier for grid in self.case.tender.grids):
            self.page.text(self.row, 0, carrier)
            values = grid_factor(self.case.tender.grids, carrier, years)
            for n, year in enumerate(years.tolist()):
                self.page.live(self.row, 2 + n, self._interpolated(carrier, year), float(values[n]), FACTOR)
                self.page.name_cell(("grid", carrier, year), self.row, 2 + n)
            self.row += 1

    def _interpolated(self, carrier: str, year: int) -> str:
        """Return the factor of a year: straight between the published years, held before and after them."""
        known = sorted(g.year for g in self.case.tender.grids if g.carrier == carrier)
        before = max((y for y in known if y <= year), default=known[0])
        after = min((y for y in known if y >= year), default=known[-1])
        low = self.case.book.at("grid_published", carrier, before)
        if before >= after:
            return low
        high = self.case.book.at("grid_published", carrier, after)
        return f"{low}+({high}-{low})*{year - before}/{after - before}"
