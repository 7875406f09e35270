"""The buyer's published numbers, one cell each: conventions, prices, growth, routes, credits, services, defaults."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from documents.matrix.book import Key, Page
from documents.matrix.case import MatrixCase
from documents.matrix.criteria_parameters import write_criteria
from documents.matrix.looks import FACTOR, PLAIN, PRICE, RATE, SHARE, WHOLE
from evaluation.bid import BID_TABLES
from evaluation.conventions import growth_classes_of
from evaluation.evaluation_model import EvaluationModel
from evaluation.measures import family_of
from evaluation.result import LotEvaluation
from evaluation.schema import specs
from evaluation.scoring.price_ratios import QualityPerPrice

WIDTHS = (44, 26, 16, 24, 60)
LABEL, NAME, VALUE, UNIT, NOTE = range(5)
FIRST_ROW = 3
FIXED = ("first_year", "study_years", "use_years")
CHANGEABLE: tuple[tuple[str, str], ...] = (
    ("discount_rate", RATE),
    ("inflation", RATE),
    ("residual_share", SHARE),
    ("scale", PLAIN),
    ("least_total", PLAIN),
    ("ratio_factor", PLAIN),
    ("ratio_band", PLAIN),
    ("transport_km", PLAIN),
    ("disposal_km", PLAIN),
    ("hierarchy_reuse", PLAIN),
    ("hierarchy_recycling", PLAIN),
    ("hierarchy_energy_recovery", PLAIN),
    ("hierarchy_landfill", PLAIN),
    ("missing_factor", PLAIN),
    ("returned_share", SHARE),
    ("buy_back_cap", SHARE),
    ("least_coverage", SHARE),
    ("life_ratio_floor", PLAIN),
    ("life_ratio_cap", PLAIN),
    ("feedstock_yield", SHARE),
)
# What is read beside lines, so that it may change where the lines are values.
OF_SUMS = ("impact_weight", "least_coverage")
OF_RATIO = ("ratio_factor", "ratio_band")
OF_BUY_BACK = ("returned_share", "buy_back_cap")


@dataclass
class Parameters:
    """The sheet of parameters, written from the top down."""

    case: MatrixCase
    page: Page
    row: int = FIRST_ROW

    def write(self) -> None:
        """Write every section that the tender has."""
        say = self.case.say
        self.page.write_top(say("sheets.parameters"), say("parameters.lead"), columns=WIDTHS)
        self.page.sheet.freeze_panes(FIRST_ROW, 0)
        for lot in self.case.lots:
            self._section("conventions", self.case.lot_title(lot))
            self._conventions(lot)
            self.row = write_criteria(self.case, self.page, lot, self.row + 1)
        self._lists()

    def line(
        self,
        key: Key,
        words: Sequence[str],
        value: float | None,
        number: str = PLAIN,
        *,
        may_change: bool = True,
    ) -> None:
        """Write a line: its label, name, value, unit and note."""
        for column, text in zip((LABEL, NAME, UNIT, NOTE), words, strict=False):
            self.page.text(self.row, column, text, "wrap" if column == NOTE else "text")
        # Where the lines are values, a number that only lines read changes nothing.
        is_read = self.case.is_live or key[0] in OF_SUMS or key[-1] in OF_SUMS
        self.page.input(key, self.row, VALUE, value, number, may_change=may_change and is_read)
        self.row += 1

    def _section(self, name: str, of: str = "") -> None:
        if self.row > FIRST_ROW:
            self.row += 1
        title = self.case.say(f"parameters.{name}")
        self.page.text(self.row, 0, f"{title}: {of}" if of else title, "section")
        words = [self.case.say(f"parameters.columns.{c}") for c in ("label", "name", "value", "unit", "note")]
        self.page.headings(self.row + 1, words)
        self.row += 2

    def _conventions(self, lot: LotEvaluation) -> None:
        model = self.case.tender.model_of[lot.lot]
        declared = specs(EvaluationModel)
        is_circular = any(family_of(str(m)) == "mci" for each in self.case.lots for m in each.indicators)
        for name in FIXED:
            if (value := getattr(model, name)) is not None:
                words = (self.case.field("models", name), name, self.case.unit(declared[name].unit))
                self.line(("model", lot.lot, name), words, value, WHOLE, may_change=False)
        for name, number in CHANGEABLE:
            if name in OF_BUY_BACK and model.residual_value != "buy_back":
                continue
            if name in OF_RATIO and not _reads_ratio(lot, name):
                continue
            if name == "least_coverage" and lot.impact_sums is None:
                continue
            if name == "feedstock_yield" and not is_circular:
                continue
            if name == "residual_share" and model.residual_value != "percentage":
                continue
            if (value := getattr(model, name)) is not None:
                words = (self.case.field("models", name), name, self.case.unit(declared[name].unit))
                self.line(("model", lot.lot, name), words, value, number)
        self._use_years(lot, model)

    def _use_years(self, lot: LotEvaluation, model: EvaluationModel) -> None:
        """Write how long the pieces of each purchase year are used within the study period."""
        years = self.case.book.at("model", lot.lot, "study_years")
        longest = max((len(i.quantity) for i in lot.taken.items), default=0)
        for year in range(1, max(longest, 1) + 1):
            left = model.study_years - year + 1
            used = left if model.use_years is None else min(left, model.use_years)
            if used <= 0:
                continue
            formula = years if year == 1 else f"{years}-{year - 1}"
            if model.use_years is not None:
                formula = f"MIN({self.case.book.at('model', lot.lot, 'use_years')},{formula})"
            self.page.text(self.row, LABEL, self.case.say("parameters.use_years", year=year))
            self.page.text(self.row, UNIT, self.case.unit("years"))
            self.page.live(self.row, VALUE, formula, used, WHOLE)
            self.page.name_cell(("use_years", lot.lot, year), self.row, VALUE)
            self.row += 1

    def _lists(self) -> None:
        tender = self.case.tender
        sections: tuple[tuple[str, Sequence[object], Callable[[], None]], ...] = (
            ("options", tender.options, self._options),
            ("resource_prices", tender.resource_prices, self._resource_prices),
            ("material_prices", tender.material_prices, self._material_prices),
            ("use_profiles", tender.use_profiles, self._use_profiles),
            (
                "growth_classes",
                [c for c in tender.growth_classes if c.rate is not None],
                self._growth_classes,
            ),
            ("price_indices", tender.price_indices, self._price_indices),
            ("discount_steps", tender.discount_steps, self._discount_steps),
            ("external_prices", tender.external_prices, self._external_prices),
            ("routes", tender.routes, self._routes),
            ("buy_back_classes", tender.buy_back_classes, self._buy_back_classes),
            ("evidence_levels", tender.evidence_levels, self._evidence_levels),
            ("services", tender.services, self._services),
            ("assortments", tender.assortments, self._assortments),
            ("activities", [row for row in tender.activities if row.amount is not None], self._activities),
            ("impact_weights", tender.impact_weights, self._impact_weights),
            ("defaults", tender.defaults, self._defaults),
        )
        for name, rows, write in sections:
            if rows:
                self._section(name)
                write()

    def _options(self) -> None:
        for row in self.case.tender.options:
            # An option that weighs nothing has no lines.
            self.line(
                ("option", row.key), (row.title, row.key, ""), row.weight, SHARE, may_change=row.weight > 0
            )

    def _resource_prices(self) -> None:
        for row in self.case.tender.resource_prices:
            unit = f"{self.case.currency}/{row.unit}"
            words = (self.case.resource(row.key), row.key, unit, row.source or "")
            self.line(("resource_price", row.key), words, row.price, PRICE)

    def _material_prices(self) -> None:
        titles = {m.key: self.case.either(m.title_da, m.title_en) for m in self.case.tender.materials}
        for row in self.case.tender.material_prices:
            note = ", ".join(filter(None, (row.date, row.source)))
            words = (titles[row.material], row.material, f"{self.case.currency}/kg", note)
            self.line(("material_price", row.material), words, row.price, PRICE)

    def _use_profiles(self) -> None:
        used = {item.use_profile for item in self.case.tender.items if item.reference}
        for row in self.case.tender.use_profiles:
            words = f"{row.profile}: {self.case.code('use_mode', row.mode)}"
            # A mode of no hours has no lines.
            self.line(
                ("use_profile", row.profile, row.mode), (words, row.profile, self.case.unit("hours/year"),
                row.source or ""), row.hours, PLAIN, may_change=row.hours > 0 and row.profile in used,
            )  # fmt: skip

    def _growth_classes(self) -> None:
        tender = self.case.tender
        used = {row.key for lot in self.case.lots for row in growth_classes_of(tender, lot.lot)}
        for row in tender.growth_classes:
            if row.rate is not None:
                words = (row.key, row.key, "", row.source or "")
                self.line(("growth", row.key), words, row.rate, RATE, may_change=row.key in used)

    def _price_indices(self) -> None:
        tender = self.case.tender
        studied = {
            (row.key, model.first_year + t)
            for model in tender.models
            for row in growth_classes_of(tender, model.lot)
            for t in range(model.study_years)
        }
        for row in tender.price_indices:
            words = (f"{row.growth_class}, {row.year}", row.growth_class, "", row.source or "")
            key = ("index", row.growth_class, row.year)
            self.line(key, words, row.index, FACTOR, may_change=key[1:] in studied)

    def _discount_steps(self) -> None:
        longest: dict[str | None, int] = {}
        for model in self.case.tender.models:
            longest[model.discount_steps] = max(longest.get(model.discount_steps, 0), model.study_years)
        steps = self.case.tender.discount_steps
        for row in steps:
            label = self.case.say("parameters.step", schedule=row.schedule, year=row.from_year)
            words = (label, row.schedule, "", row.source or "")
            later = [s.from_year for s in steps if s.schedule == row.schedule and s.from_year > row.from_year]
            used = row.from_year <= longest.get(row.schedule, -1) and min(later, default=2) > 1
            self.line(("step", row.schedule, row.from_year), words, row.rate, RATE, may_change=used)

    def _external_prices(self) -> None:
        named = {lot.taken.model.external_price_set for lot in self.case.lots}
        for row in self.case.tender.external_prices:
            pollutant = self.case.code("pollutant", row.pollutant)
            label = f"{pollutant}, {row.year}" if row.year is not None else pollutant
            words = (label, row.price_set, self.case.unit("{currency}/t"), row.source or "")
            key = ("external_price", row.price_set, row.pollutant, row.year)
            self.line(key, words, row.price, PRICE, may_change=row.price_set in named)

    def _routes(self) -> None:
        for row in self.case.tender.routes:
            words = f"{self.case.code('component', row.component)}: {self.case.code('route', row.route)}"
            note = row.source or ""
            # A route without a share has no lines.
            self.line(
                ("route", row.component, row.route), (words, f"{row.component}/{row.route}", "", note),
                row.share, SHARE, may_change=row.share > 0,
            )  # fmt: skip

    def _buy_back_classes(self) -> None:
        for row in self.case.tender.buy_back_classes:
            title = self.case.either(row.title_da, row.title_en)
            words = (f"{self.case.code('buy_back_class', row.key)}: {title}", row.key, "", row.source or "")
            self.line(("buy_back", row.key), words, row.share, SHARE)
            if row.after_years is not None:
                after = (
                    f"{words[0]}: {self.case.field('buy_back_classes', 'after_years')}",
                    row.key,
                    self.case.unit("years"),
                )
                self.line(
                    ("buy_back", row.key, "after_years"), after, row.after_years, WHOLE, may_change=False
                )

    def _evidence_levels(self) -> None:
        for row in self.case.tender.evidence_levels:
            words = (self.case.either(row.title_da, row.title_en), row.key)
            self.line(("credit", row.key), words, row.credit, SHARE)

    def _services(self) -> None:
        for row in self.case.tender.services:
            title = self.case.either(row.title_da, row.title_en)
            self.line(
                ("service", row.key, "quantity"), (title, f"{row.key}: quantity", row.unit), row.quantity
            )
            for name in ("first_year", "every_years", "times"):
                words = (f"{title}: {self.case.field('services', name)}", f"{row.key}: {name}")
                key = ("service", row.key, name)
                self.line(key, words, getattr(row, name), WHOLE, may_change=False)

    def _assortments(self) -> None:
        for row in self.case.tender.assortments:
            title = self.case.either(row.title_da, row.title_en)
            words = (title, row.key, self.case.unit("{currency}/year"), f"{row.base_list}, {row.base_date}")
            self.line(("assortment", row.key, "turnover"), words, row.turnover, PRICE)
            for name in ("first_year", "times"):
                words = (f"{title}: {self.case.field('assortments', name)}", f"{row.key}: {name}", "", "")
                self.line(("assortment", row.key, name), words, getattr(row, name), WHOLE, may_change=False)

    def _activities(self) -> None:
        for row in self.case.tender.activities:
            if row.amount is not None:
                title = self.case.either(row.title_da, row.title_en)
                unit = f"{row.unit} / {self.case.code('activity_per', row.per)}"
                self.line(("activity", row.key, "amount"), (title, row.key, unit, row.module), row.amount)

    def _impact_weights(self) -> None:
        for row in self.case.tender.impact_weights:
            unit = self.case.measure_unit(row.indicator)
            for name, value in (("normalisation", row.normalisation), ("weight", row.weight)):
                if value is not None:
                    title = (
                        f"{self.case.measure_title(row.indicator)}: {self.case.field('impact_weights', name)}"
                    )
                    words = (title, row.weight_set, unit if name == "normalisation" else "", row.source or "")
                    self.line(("impact_weight", row.weight_set, row.indicator, name), words, value)

    def _defaults(self) -> None:
        for row in self.case.tender.defaults:
            table, name = row.field.split(".")
            spec = specs(BID_TABLES[table])[name]
            words = (self.case.field(table, name), row.item or row.field, self.case.unit_of(spec), row.basis)
            self.line(
                ("default", row.field, row.item), words, row.value, SHARE if spec.kind == "share" else FACTOR
            )


def _reads_ratio(lot: LotEvaluation, name: str) -> bool:
    """Say whether a lot's model reads a number of quality per price; a band of 0 is none."""
    combination = lot.model.combination
    return isinstance(combination, QualityPerPrice) and (name == "ratio_factor" or combination.band > 0)
