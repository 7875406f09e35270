"""Problems and warnings in words: what was found, what was expected, what to do about it, and who may."""

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from string import Formatter

from evaluation.basket import BASKET_TABLES
from evaluation.bid import BID_TABLES
from evaluation.codes import CODES
from evaluation.decisions import DECISION_TABLES
from evaluation.problems import Problem, ResultWarning
from evaluation.schema import NUMERIC, Row, Spec, specs
from evaluation.score_tables import SCORE_TABLES
from evaluation.tender import TENDER_TABLES
from texts.catalogue import fill, has, t, template
from texts.numbers import MISSING, NBSP, exact, listed, percent

SENTENCES = ("found", "expected", "how_to_fix")
MOST_CHARACTERS = 120
MOST_WORDS = 8
MEGABYTE = 1024**2
TEMPLATES = frozenset({"bid", "tender", "decisions", "scores", "basket"})
# Values that a person typed, shown between quotation marks.
TYPED = frozenset({"found", "was", "value"})
# Codes whose numbers are those of the program, not of the cell: shares are 0 to 1, units are known.
INSIDE = frozenset(
    {
        "below_minimum",
        "above_maximum",
        "not_above",
        "read_as",
        "default_used",
        "mass_differs",
    }
)
_TENDER = {row.table: row for row in TENDER_TABLES.values()}
# The values that stand for a word, and what the key of the word may be.
_CODED = {
    "component": ("codes.component.{}",),
    "indicator": ("codes.impact_indicator.{}",),
    "mode": ("codes.use_mode.{}",),
    "pollutant": ("codes.pollutant.{}",),
    "rule": ("problems.words.rule.{}", "rule.{}.title"),
    "cited": ("epd.standards.{}",),
    "standard": ("epd.standards.{}",),
    "way": ("epd.mass_from.{}",),
    "other_way": ("epd.mass_from.{}",),
    "route": ("epd.routes.{}",),
}
_SECTIONS = {
    "table": "sheets",
    "printed": "fields.printed",
    "measure": "measures",
    "parameter": "fields.criteria",
}


def describe(problem: Problem, lang: str) -> dict[str, str]:
    """Return the three sentences of a problem.

    A code without sentences of its own takes those of the scoring model, else the general ones.
    """
    words = _Words(problem, lang)
    return {name: words.sentence(name) for name in SENTENCES}


def warning_text(warning: ResultWarning, lang: str) -> str:
    """Return the sentence of a warning."""
    values = {name: _worded(value, lang) for name, value in warning.values.items()}
    if "measure" in values:
        values["measure"] = t(f"measures.{values['measure']}.title", lang)
    if isinstance(named := warning.values.get("indicators"), tuple):
        values["indicators"] = ", ".join(t(f"codes.impact_indicator.{key}", lang) for key in named)
    if "slot" in values:
        values["slot"] = field_title(f"materials.{values['slot']}", lang)
    if "credits" in values:
        values["credits"] = "; ".join(credits_in_words(warning.values["credits"], lang))  # type: ignore[arg-type]
    if "changes" in values:
        values["changes"] = t(f"figures_replaced.{values['changes']}", lang)
    if "stated" in values and values["stated"] is None:
        values["stated"] = t("figures_replaced.not_stated", lang)
    for end in ("top", "bottom"):
        if end in values:
            values[end] = t(f"product_kinds.{values[end]}", lang)
    # The form of the sentence goes by the number itself, not by how it is written.
    return fill(template(f"warnings.{warning.code}", lang, count=warning.values.get("count")), values)


def credits_in_words(credits_on: Sequence[tuple[str, str]], lang: str) -> list[str]:
    """Return where each credit for recycling is given, a part of a sentence each.

    >>> credits_in_words(
    ...     [("recycling_after_use", "module_d"), ("recycling_after_use", "residual_waste")], "en"
    ... )
    ['recycling after use counts in module D and residual waste']
    """
    places: dict[str, list[str]] = {}
    for credit, where in credits_on:
        places.setdefault(credit, []).append(t(f"recycling.places.{where}", lang))
    return [t(f"recycling.{credit}", lang, places=listed(of, lang)) for credit, of in places.items()]


def _worded(value: object, lang: str) -> object:
    """Return a value as a person reads it: a field key in words, a list with commas."""
    if isinstance(value, str) and has(f"fields.{value}.title", lang):
        return t(f"fields.{value}.title", lang)
    if isinstance(value, str) and value.startswith("answer:"):
        return f"{t('measures.answer.short', lang)} {value.partition(':')[2]}"
    if isinstance(value, list | tuple | set | frozenset):
        return ", ".join(str(_worded(each, lang)) for each in value)
    return exact(value, lang) if isinstance(value, int | float | Decimal) else value


def field_title(name: str, lang: str) -> str:
    """Return the title of a field (``table.field``); a repeated one with its year.

    >>> field_title("prices.unit_price", "da"), field_title("items.quantity.2", "en")
    ('Pris pr. enhed', 'Quantity, year 2')
    """
    table, _, rest = name.partition(".")
    field, _, year = rest.partition(".")
    key = f"fields.{table}.{field}.title"
    title = t(key, lang) if has(key, lang) else field
    return t("sheets.words.in_year", lang, title=title, year=year) if year else title


def changed_places(places: object, lang: str) -> str:
    """Return where a bid sheet is another: sheets, their rows and fields, from (table, key, field) each."""
    if not isinstance(places, Sequence):
        return MISSING
    return "; ".join(_changed_place(place, lang) for place in places)


def _changed_place(place: tuple[str, str, str], lang: str) -> str:
    table, key, field = place
    sheet = t(f"sheets.{table}.title", lang)
    if not key and not field:
        return sheet
    if not field:
        return t("seal.row", lang, table=sheet, key=key)
    printed = f"fields.printed.{field}.title"
    title = t(printed, lang) if has(printed, lang) else field_title(f"{table}.{field}", lang)
    if not key:
        return t("seal.column", lang, table=sheet, field=title)
    return t("seal.field", lang, table=sheet, key=key, field=title)


class _Words:
    """The values of one problem in the words of one language."""

    def __init__(self, problem: Problem, lang: str) -> None:
        self.problem, self.lang = problem, lang
        self.values: Mapping[str, object] = problem.values
        field = problem.values.get("field")
        self.field = field if isinstance(field, str) else ""
        self.spec = _spec(self.field, is_of_bid=problem.bid is not None)

    def sentence(self, name: str) -> str:
        """Return one sentence.

        Where the problem lacks a value that it names, the sentence without that value if there is one;
        else a dash stands for the value.
        """
        key = self._key(name)
        sentence = template(key, self.lang, count=self.values.get("count"))
        words = {value: self.word(value) for value in _named(sentence)}
        if MISSING in words.values() and has(f"{key}_without", self.lang):
            sentence = template(f"{key}_without", self.lang)
        return fill(sentence, words)

    def _key(self, name: str) -> str:
        code = self.problem.code
        if has(f"problems.{code}.{name}", self.lang):
            return f"problems.{code}.{name}"
        if has(f"model.{code}", self.lang):
            return f"model.{code}" if name == "found" else f"problems.model.{name}"
        return f"problems.general.{name}"

    def word(self, name: str) -> str:
        """Return one value of a sentence in words."""
        derived: dict[str, Callable[[], str]] = {
            "what": self._what,
            "row": self._row,
            "limit": self._limit,
            "choices": self._choices,
            "wanted_value": self._wanted_value,
            "of": self._of,
            "changes": self._changes,
            "level": self._level,
        }
        if name in derived:
            return derived[name]()
        if name in ("ask", "resend"):
            return t(f"problems.words.{name}.{self._whose()}", self.lang)
        if name == "code":
            return self.problem.code
        if name == "field" and self.field:
            return field_title(self.field, self.lang)
        return self._value(name, self.values.get(name))

    def _of(self) -> str:
        """Return what a key was looked for among: what a lot holds, or the rows of a sheet."""
        of = str(self.values.get("of"))
        if has(f"problems.words.of.{of}", self.lang):
            return t(f"problems.words.of.{of}", self.lang)
        return t("problems.words.of.sheet", self.lang, title=self._titled("table", of))

    def _changes(self) -> str:
        """Return what changed in a bid sheet since it was handed out."""
        return changed_places(self.values.get("changes"), self.lang)

    def _level(self) -> str:
        """Return a level of the criteria: the path above it, or the top."""
        return str(self.values.get("level") or t("matrix.parameters.top_level", self.lang))

    def _whose(self) -> str:
        """Return whose cell it is: the bidder's, the buyer's in the tender, or that of a decision."""
        table = self.field.partition(".")[0]
        if table in DECISION_TABLES or self.problem.code == "decided_twice":
            return "decisions"
        if table in SCORE_TABLES:
            return "scores"
        if table in BASKET_TABLES:
            return "basket"
        return "tender" if self.problem.bid is None else "bid"

    def _row(self) -> str:
        key, title = self.values.get("key"), self.values.get("title")
        if not isinstance(key, str):
            return t("problems.words.the_line", self.lang)
        return key if title is None else t("problems.words.row", self.lang, title=str(title), key=key)

    def _what(self) -> str:
        if not self.field:
            return t("problems.words.the_cell", self.lang)
        title = field_title(self.field, self.lang)
        if not isinstance(self.values.get("key"), str):
            return title
        return t("problems.words.of_row", self.lang, field=title, row=self._row())

    def _value(self, name: str, value: object) -> str:
        """Return a value of the problem as it is read: quoted where it was typed, else in its words."""
        if isinstance(value, str):
            return self._coded(name, value)
        if name.endswith("_bytes") and isinstance(value, (int, float)):
            count = exact(round(value / MEGABYTE, 1), self.lang)
            return t("problems.words.megabytes", self.lang, count=count)
        if name == "total" and isinstance(value, float):
            return percent(value, self.lang)
        return self._plain(name, value)

    def _coded(self, name: str, value: str) -> str:
        """Return the words that a key or a code stands for, else the text itself."""
        if self.problem.code == "wrong_template" and value in TEMPLATES:
            return t(f"problems.words.template.{value}", self.lang)
        if name in _SECTIONS:
            return self._titled(name, value)
        if name in _CODED:
            keys = [key.format(value) for key in _CODED[name]]
            return next((t(key, self.lang) for key in keys if has(key, self.lang)), value)
        if name in ("unit", "expected", "currency"):
            return _in_section(f"units.{value}", value, self.lang)
        return self._plain(name, value)

    def _titled(self, name: str, value: str) -> str:
        return _in_section(f"{_SECTIONS[name]}.{value}.title", value, self.lang)

    def _plain(self, name: str, value: object) -> str:
        lang = self.lang
        if value is None:
            return MISSING
        if isinstance(value, bool):
            return t(f"problems.words.{'true' if value else 'false'}", lang)
        if isinstance(value, (int, float, Decimal)):
            return self._number(float(value)) if name in ("found", "read") else exact(value, lang)
        if name == "indicators" and isinstance(value, Sequence):
            return listed([t(f"codes.impact_indicator.{key}", lang) for key in value], lang)
        if isinstance(value, Sequence) and not isinstance(value, str):
            return listed([self._plain("", each) for each in value], lang)
        text = " ".join(str(value).split())
        text = text if len(text) <= MOST_CHARACTERS else f"{text[:MOST_CHARACTERS]}…"
        return t("problems.words.quoted", lang, text=text) if name in TYPED else text

    def _number(self, value: float) -> str:
        """Return a number of the field with its unit, as its cell would show it."""
        is_inside = self.problem.code in INSIDE
        if self.spec is None or not is_inside:
            return exact(value, self.lang)
        if self.spec.kind == "share":
            return percent(value, self.lang)
        unit = self._unit()
        amount = exact(value, self.lang)
        return f"{amount}{NBSP}{unit}" if unit else amount

    def _unit(self) -> str:
        """Return the unit of the field in words, nothing where it depends on the row."""
        unit = "" if self.spec is None else self.spec.unit or ""
        return "" if "{" in unit or not unit else _in_section(f"units.{unit}", unit, self.lang)

    def _limit(self) -> str:
        given = self.values.get("limit")
        limit = given if isinstance(given, (int, float)) else _limit_of(self.spec, self.problem.code)
        return MISSING if limit is None else self._number(limit)

    def _choices(self) -> str:
        name = self.values.get("list")
        if name == "@materials":
            return t("problems.words.materials", self.lang)
        if not isinstance(name, str) or name not in CODES or len(CODES[name]) > MOST_WORDS:
            return t("problems.words.in_list", self.lang)
        words = [t(f"codes.{name}.{code}", self.lang) for code in CODES[name]]
        quoted = ", ".join(t("problems.words.quoted", self.lang, text=word) for word in words)
        return t("problems.words.one_of", self.lang, words=quoted)

    def _wanted_value(self) -> str:
        """Return what stands in such a cell where it is filled in rightly."""
        if self.spec is None or self.spec.kind not in NUMERIC:
            codes = self.spec.codes if self.spec and self.spec.kind == "code" else None
            if codes is not None:
                words = _Words(Problem("stop", "not_in_list", values={"list": codes}), self.lang)
                return words.word("choices")
            is_yes_no = self.spec is not None and self.spec.kind == "boolean"
            return self._yes_or_no() if is_yes_no else t("problems.words.text", self.lang)
        if self.spec.kind == "share":
            return t("problems.words.share", self.lang)
        unit = self._unit()
        key = "problems.words.number_in" if unit else "problems.words.number"
        return t(key, self.lang, unit=unit)

    def _yes_or_no(self) -> str:
        return _Words(Problem("stop", "not_in_list", values={"list": "yes_no"}), self.lang).word("choices")


def _named(sentence: str) -> set[str]:
    return {value for _, value, _, _ in Formatter().parse(sentence) if value}


def _in_section(key: str, otherwise: str, lang: str) -> str:
    return t(key, lang) if has(key, lang) else otherwise


def _spec(field: str, *, is_of_bid: bool) -> Spec | None:
    """Return the declaration of a field (``table.field``); some tables of tender and bid have one name."""
    table, _, rest = field.partition(".")
    places: tuple[Mapping[str, type[Row]], ...] = (BID_TABLES, DECISION_TABLES, SCORE_TABLES, _TENDER)
    for tables in places if is_of_bid else reversed(places):
        if table in tables and (found := specs(tables[table]).get(rest.partition(".")[0])) is not None:
            return found
    return None


def _limit_of(spec: Spec | None, code: str) -> float | None:
    if spec is None:
        return None
    return {"below_minimum": spec.minimum, "above_maximum": spec.maximum, "not_above": spec.above}.get(code)
