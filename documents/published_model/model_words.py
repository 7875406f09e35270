"""The words that every part of a lot's description shares: titles, units and sentences in one language."""

from dataclasses import dataclass
from functools import cached_property

from documents.annex_titles import of_language
from evaluation.evaluation_model import Criterion, EvaluationModel
from evaluation.measures import MINIMUM
from evaluation.scoring_model import JUDGED, ScoringModel
from evaluation.tender import Question, Tender
from texts import t
from texts.numbers import currency_sign
from texts.published_model import measure_unit, rule_text

ANSWER = "answer:"
TITLE_JOIN = " – "


@dataclass(frozen=True)
class LotWords:
    """A lot of a tender, the model that scores it, and a language."""

    tender: Tender
    lot: str
    model: ScoringModel
    lang: str

    def say(self, key: str, /, **values: object) -> str:
        """Return a sentence of the description."""
        return t(f"published.{key}", self.lang, **values)

    @cached_property
    def terms(self) -> EvaluationModel:
        """The published terms of the lot's model."""
        return next(row for row in self.tender.models if row.lot == self.lot)

    @cached_property
    def criteria(self) -> tuple[Criterion, ...]:
        """The criteria of the lot, groups among them."""
        return self.tender.in_lot(self.tender.criteria, self.lot)

    @cached_property
    def titles(self) -> dict[str, str]:
        """Title of each criterion by its path, those of its groups before it."""
        own = {c.id: self.of(c.title_da, c.title_en) for c in self.criteria}
        found = {}
        for path in own:
            parts = path.split("/")
            groups = ["/".join(parts[: n + 1]) for n in range(len(parts))]
            found[path] = TITLE_JOIN.join(own[group] for group in groups if group in own)
        return found

    @property
    def currency(self) -> str:
        """How the tender's currency is written."""
        return currency_sign(self.tender.facts.currency, self.lang)

    def of(self, danish: str, english: str | None) -> str:
        """Return a text of the tender; what is not translated stands in Danish."""
        return of_language(danish, english, self.lang)

    def quoted(self, title: str) -> str:
        """Return a title between quotation marks."""
        return self.say("quoted", title=title)

    def unit(self, leaf: Criterion) -> str:
        """Return the unit of a criterion's values; nothing of judged points and of a bare number."""
        measure = str(leaf.measure)
        if measure.startswith(JUDGED):
            return ""
        own = (self.question(measure).unit or "") if measure.startswith(ANSWER) else ""
        return measure_unit(measure, self.tender.facts.currency, self.lang, own)

    def question(self, measure: str) -> Question:
        """Return the question that an answer is to."""
        asked = self.tender.in_lot(self.tender.questions, self.lot)
        return next(q for q in asked if q.key == measure.removeprefix(ANSWER))

    def measure_title(self, measure: str) -> str:
        """Return the name of a measure; the question of an answer, the lowest of the items where it is that."""
        if measure.startswith(ANSWER):
            question = self.question(measure)
            return self.of(question.text_da, question.text_en)
        title = t(f"measures.{measure.removeprefix(MINIMUM).split(':', 1)[0]}.title", self.lang)
        return self.say("measure.minimum", measure=title) if measure.startswith(MINIMUM) else title

    def rule_title(self, leaf: Criterion) -> str:
        """Return the name of a criterion's rule."""
        return rule_text(self.model.rules[leaf.id].explain(), self.lang, self.unit(leaf), self.currency).title
