"""One criterion of a lot as it is published: what it measures, its rule and every parameter."""

from collections.abc import Iterator

from documents.published_model.content import Block, Formula, Heading, Paragraph, paragraphs, points, table
from documents.published_model.model_words import ANSWER, LotWords
from evaluation.evaluation_model import Criterion
from evaluation.measures import MINIMUM, measure_of
from evaluation.schema import specs
from evaluation.scoring.rule import Rule
from evaluation.scoring.rules import AMOUNT_RULES
from evaluation.scoring.spread import EscalatingInterval, EscalatingSlope, OverCenter
from evaluation.scoring.tables import Curve
from evaluation.scoring_model import BY_TABLE, JUDGED, RULE_CHOICES, RULE_FIELDS
from evaluation.sheets import bid_sheets
from texts import t
from texts.numbers import NBSP, exact, listed, money
from texts.problems import field_title
from texts.published_model import rule_text

PARAMETER_WIDTHS = (3, 2, 5)


def criterion_blocks(words: LotWords, leaf: Criterion, number: str, level: int) -> tuple[Block, ...]:
    """Return the description of one criterion, under a heading with its number."""
    rule = words.model.rules[leaf.id]
    return (
        Heading(f"{number} {words.titles[leaf.id]}", level),
        *paragraphs(_measured(words, leaf), _adds(words, leaf), _reads(words, leaf)),
        *_judged(words, leaf),
        *_ruled(words, leaf, rule),
        *_parameters(words, leaf, rule),
    )


def _measured(words: LotWords, leaf: Criterion) -> str:
    """Return what a criterion measures, in words and in its unit."""
    measure, unit = str(leaf.measure), words.unit(leaf)
    family = measure.removeprefix(MINIMUM).split(":", 1)[0]
    help_text = t(f"measures.{family}.help", words.lang)
    if measure.startswith(JUDGED):
        most = leaf.assessor_scale or words.terms.scale
        return words.say("measure.judged", scale=exact(most, words.lang), help=help_text)
    if measure.startswith(ANSWER):
        key = "measure.answer_unit" if unit else "measure.answer"
        return words.say(key, question=words.measure_title(measure).rstrip("."), unit=unit)
    title = words.measure_title(measure)
    named = title if title[1:2].isupper() else f"{title[:1].lower()}{title[1:]}"
    return words.say("measure.of" if unit else "measure.of_number", measure=named, unit=unit, help=help_text)


def _adds(words: LotWords, leaf: Criterion) -> str:
    """Return how the figure of the lot comes from its items."""
    adds = measure_of(str(leaf.measure)).adds
    if adds in ("answer", "judged"):
        return ""
    weighed = [i for i in words.tender.in_lot(words.tender.items, words.lot) if i.mean_weight is not None]
    if adds == "mean" and weighed:
        lines = [f"{words.of(i.title_da, i.title_en)} {exact(i.mean_weight, words.lang)}" for i in weighed]
        return words.say("adds.mean_weights", weights=listed(lines, words.lang))
    return words.say(f"adds.{adds}")


def _reads(words: LotWords, leaf: Criterion) -> str:
    """Return the fields of the bid sheet that a criterion is calculated from."""
    found = []
    for sheet in bid_sheets(words.tender, words.lot):
        fields = [
            field_title(f"{sheet.table}.{column.field}", words.lang)
            for column in sheet.columns
            if f"measure:{leaf.measure}" in column.readers
        ]
        if fields:
            title = t(f"sheets.{sheet.table}.title", words.lang)
            found.append(words.say("measure.field", sheet=title, fields=", ".join(fields)))
    return words.say("measure.reads", fields="; ".join(found)) if found else ""


def _judged(words: LotWords, leaf: Criterion) -> Iterator[Block]:
    """Yield how several assessors become one, and what each number of points means, of a judged criterion."""
    if not str(leaf.measure).startswith(JUDGED):
        return
    by_item = words.say("judged.by_item") if leaf.judged_by_item else ""
    yield from paragraphs(words.say(f"judged.{leaf.several_assessors}"), by_item)
    anchors = [
        words.say(
            "judged.anchor", points=exact(row.points, words.lang), text=words.of(row.text_da, row.text_en)
        )
        for row in words.tender.in_lot(words.tender.scale_anchors, words.lot)
        if row.criterion == leaf.id
    ]
    if anchors:
        yield Paragraph(words.say("judged.anchors"))
        yield from points(anchors)


def _ruled(words: LotWords, leaf: Criterion, rule: Rule) -> Iterator[Block]:
    text = rule_text(rule.explain(), words.lang, words.unit(leaf), words.currency)
    if rule.key == "lowest_cost":
        yield Paragraph(words.say("rule.none"))
        return
    title = "rule.amount_title" if rule.key in AMOUNT_RULES else "rule.title"
    yield Paragraph(f"{words.say(title, rule=text.title)} {text.words}")
    yield from points(text.table)
    yield from paragraphs(*_table_sources(words, leaf, rule))
    yield Formula(text.formula)
    yield from paragraphs(text.symbols, text.limits)


def _table_sources(words: LotWords, leaf: Criterion, rule: Rule) -> tuple[str, ...]:
    """Return where the rows of a table are from, each source and date once."""
    if rule.key not in BY_TABLE:
        return ()
    rows = words.tender.in_lot(words.tender.score_rows, words.lot)
    of = dict.fromkeys((r.source, r.date) for r in rows if r.criterion == leaf.id and r.source)
    return tuple(
        words.say("rule.source_date" if date else "rule.source", source=source, date=date)
        for source, date in of
    )


def _parameters(words: LotWords, leaf: Criterion, rule: Rule) -> Iterator[Block]:
    """Yield the table of parameters: those published here, then those that the bids decide by a published rule."""
    say = words.say
    rows = [
        (_name(words, rule, field), _value(words, leaf, field), say("parameters.here"))
        for field in (*_fields(rule), "most_percent", "least_percent", "lowest_valid", "highest_valid")
        if getattr(leaf, field) is not None
    ]
    if rule.key not in AMOUNT_RULES:
        rows.insert(0, (say("parameters.scale"), exact(rule.scale, words.lang), say("parameters.here")))
    rows += [
        (say(f"parameters.{name}"), say("parameters.by_bids"), say(f"parameters.found.{how}"))
        for name, how in _by_bids(rule)
    ]
    if rows:
        headings = [say(f"parameters.{name}") for name in ("parameter", "value", "how")]
        yield table(
            say("parameters.caption", criterion=words.titles[leaf.id]), headings, rows, *PARAMETER_WIDTHS
        )


def _fields(rule: Rule) -> tuple[str, ...]:
    """Return the fields of a criterion that its rule reads."""
    return (*RULE_FIELDS.get(rule.key, {}).values(), *RULE_CHOICES.get(rule.key, {}).values())


def _name(words: LotWords, rule: Rule, field: str) -> str:
    """Return the name of a parameter; where amounts are counted, what gives none is no value of 0 points."""
    if field == "zero_at" and rule.key in AMOUNT_RULES:
        return words.say("parameters.nothing_at")
    return t(f"fields.criteria.{field}.title", words.lang)


def _value(words: LotWords, leaf: Criterion, field: str) -> str:
    """Return a parameter with its unit, a code in its words."""
    value, spec = getattr(leaf, field), specs(Criterion)[field]
    if spec.codes is not None:
        return t(f"codes.{spec.codes}.{value}", words.lang)
    if spec.kind == "money":
        return money(value, words.lang, words.tender.facts.currency, 0 if value == round(value) else 2)
    if spec.unit == "%":
        return t("numbers.percent", words.lang, amount=exact(value, words.lang))
    unit = ""
    if field.startswith(("full_at", "zero_at", "zero_step", "zero_most", "lowest", "highest")):
        unit = words.unit(leaf)
    return f"{exact(value, words.lang)}{NBSP if unit else ''}{unit}"


def _by_bids(rule: Rule) -> Iterator[tuple[str, str]]:
    """Yield what a rule finds among the bids: the name of it, and how it is found."""
    best, other = ("lowest", "highest") if rule.direction == "lower" else ("highest", "lowest")
    if rule.key in ("linear_over_best", "linear_escalating", "best_ratio", "logarithmic", "min_max"):
        yield best, best
    if rule.key == "min_max":
        yield other, other
    if isinstance(rule, EscalatingSlope):
        yield "slope_used", "slope_used"
    if isinstance(rule, EscalatingInterval):
        yield "zero_used", "zero_used"
    if isinstance(rule, OverCenter):
        yield "center", rule.center
    if isinstance(rule, Curve) and rule.basis != "value":
        yield "basis", rule.basis.removeprefix("percent_of_")
