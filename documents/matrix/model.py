"""The published model of each lot in words: rules, weights, ties, missing lines and conventions."""

from collections.abc import Iterable
from dataclasses import dataclass

from documents.matrix.book import Page
from documents.matrix.case import MatrixCase
from evaluation.climate_declared import is_declared
from evaluation.evaluation_model import EvaluationModel
from evaluation.result import LotEvaluation
from evaluation.schema import specs
from texts.published_model import combination_text, missing_lines_text, rule_text, thresholds_text, tie_text

WIDTHS = (34, 110)
# Conventions that are words; the numbers stand among the parameters.
CONVENTIONS = (
    "price_basis", "discount_steps", "timing", "growth_base", "horizon", "residual_value", "life_basis",
    "life_in_criteria", "reused_parts",
    "electricity_carrier", "heat_carrier", "transport_factor", "water_factor", "packaging_material",
    "end_of_life", "undeclared_modules", "single_score_set", "environmental_price_set",
    "external_price_set", "external_discounted",
)  # fmt: skip


@dataclass
class Model:
    """The sheet of the model."""

    case: MatrixCase
    page: Page
    row: int = 3

    def write(self) -> None:
        """Write every lot."""
        say = self.case.say
        self.page.write_top(say("sheets.model"), say("model.lead"), columns=WIDTHS)
        self.page.sheet.freeze_panes(3, 0)
        for lot in self.case.lots:
            self.page.text(self.row, 0, self.case.lot_title(lot), "section")
            self.row += 1
            self._scoring(lot)
            self._conventions(lot)
            self.row += 1

    def _lines(self, label: str, sentences: Iterable[str]) -> None:
        for n, sentence in enumerate(sentences):
            self.page.text(self.row, 0, "" if n else label, "label")
            self.page.text(self.row, 1, sentence, "wrap")
            self.row += 1

    def _scoring(self, lot: LotEvaluation) -> None:
        case, lang = self.case, self.case.lang
        criteria = case.tender.in_lot(case.tender.criteria, lot.lot)
        titles = {c.id: case.either(c.title_da, c.title_en) for c in criteria}
        units: dict[str, str] = {}
        for leaf in lot.model.leaves:
            measure = leaf.measure or ""
            unit = "" if measure.startswith("judged:") else case.measure_unit(measure)
            units[leaf.id] = unit
            rule = rule_text(
                lot.model.rules[leaf.id].explain(), lang, unit, case.measure_unit("purchase_price")
            )
            self._lines(titles[leaf.id], (rule.title, *rule.sentences))
        say = case.say
        thresholds = thresholds_text(lot.model.thresholds.explain(), titles, units, lang)
        self._lines(say("model.thresholds"), thresholds)
        combination = combination_text(lot.model.combination.explain(), titles, lang)
        self._lines(say("model.combination"), combination.sentences)
        self._lines(say("model.ties"), tie_text(lot.model.ties.explain(), titles, lang))
        self._lines(
            say("model.missing_lines"), (missing_lines_text(lot.model.missing_lines.explain(), lang),)
        )

    def _conventions(self, lot: LotEvaluation) -> None:
        model = self.case.tender.model_of[lot.lot]
        declared = specs(EvaluationModel)
        for name in CONVENTIONS:
            value = getattr(model, name)
            if name == "external_discounted":
                # Only said where there is an external cost.
                value = ("yes" if value else "no") if model.external_price_set else None
            if name == "undeclared_modules" and not is_declared(lot.taken).any():
                value = None
            if value is not None:
                codes = "yes_no" if declared[name].kind == "boolean" else declared[name].codes or ""
                is_word = declared[name].kind in ("code", "boolean") and not codes.startswith("@")
                self._lines(
                    self.case.field("models", name), (self.case.code(codes, value) if is_word else value,)
                )
