"""What the tender calls the rows and the claims of a bid sheet, in one language."""

from collections.abc import Mapping, Sequence

from evaluation.scored_claims import ANSWER, PromiseRow
from evaluation.tender import Activity, Assortment, Item, Question, Requirement, Service, Tender
from texts import has, t
from texts.numbers import currency_sign
from texts.problems import field_title

Titled = Item | Activity | Assortment | Service
Asked = Question | Requirement


def of_language(danish: str, english: str | None, lang: str) -> str:
    """Return a text of the tender in a language; what is not translated stands in Danish.

    >>> of_language("Stol", None, "en"), of_language("Stol", "Chair", "en")
    ('Stol', 'Chair')
    """
    return english if lang == "en" and english else danish


def claim_title(tender: Tender, field: str, lang: str) -> str:
    """Return what a clause is of: the title of the field in the bid sheet, or the question."""
    if not field.startswith(ANSWER):
        return field_title(field, lang)
    question = next(q for q in tender.questions if q.key == field.removeprefix(ANSWER))
    return of_language(question.text_da, question.text_en, lang)


def row_title(tender: Tender, row: PromiseRow, lang: str) -> str:
    """Return what a promise is of: the item, its part, or what the buyer lists."""
    if row.table == "materials":
        item, _, number = row.key.rpartition("/")
        return t("annex.part", lang, item=_title(tender, item, lang), number=number)
    if row.table == "substance_answers":
        item, _, key = row.key.rpartition("/")
        substance = next(s for s in tender.substances if s.key == key)
        return f"{_title(tender, item, lang)}: {of_language(substance.title_da, substance.title_en, lang)}"
    listed = _listed(tender).get(row.table)
    if listed is None:
        return _title(tender, row.key, lang)
    of = next(each for each in listed if each.key == row.key)
    if isinstance(of, (Question, Requirement)):
        return of_language(of.text_da, of.text_en, lang)
    title = of_language(of.title_da, of.title_en, lang)
    return f"{_title(tender, of.item, lang)}: {title}" if isinstance(of, Activity) else title


def row_unit(tender: Tender, row: PromiseRow, lang: str) -> str:
    """Return the unit of a promise in words, that of its row where units differ by row; none is a bare number."""
    unit = row.spec.unit
    if unit is None:
        return ""
    item = next((each for each in tender.items if each.key == row.key), None)
    listed = next((each for each in _listed(tender).get(row.table, ()) if each.key == row.key), item)
    own = str(getattr(listed, "unit", None) or "")
    words = {
        "{currency}": currency_sign(tender.facts.currency, lang),
        "{unit}": t(f"units.{own}", lang) if has(f"units.{own}", lang) else own,
        "{life_unit}": t(f"units.{item.life_unit if item else 'years'}", lang),
    }
    said = t(f"units.{unit}", lang, **{name.strip("{}"): word for name, word in words.items()})
    return said.strip()


def _listed(tender: Tender) -> Mapping[str, Sequence[Titled | Asked]]:
    """Return what the buyer lists, by the table of the bid that answers it."""
    return {
        "activity_amounts": tender.activities,
        "assortment_discounts": tender.assortments,
        "question_answers": tender.questions,
        "requirement_answers": tender.requirements,
        "service_prices": tender.services,
    }


def _title(tender: Tender, item: str, lang: str) -> str:
    found = next(each for each in tender.items if each.key == item)
    return of_language(found.title_da, found.title_en, lang)
