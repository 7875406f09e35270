"""What is published of a lot's scoring beside its single criteria, section by section."""

from collections.abc import Iterator, Mapping

from documents.published_model.content import Block, Formula, Paragraph, Points, paragraphs, points, table
from documents.published_model.model_words import TITLE_JOIN, LotWords
from evaluation.bid import BID_TABLES
from evaluation.evaluation_model import Criterion
from evaluation.measures import OF_EXTERNAL_COST, OF_LIFE_CYCLE_COST, family_of
from evaluation.schema import specs
from evaluation.scoring.combination import WeightedPoints
from evaluation.scoring.price_model import PriceModel
from evaluation.scoring.price_ratios import QualityPerPrice, UtilityIndex
from evaluation.scoring.rule import PointsRule, Rule
from evaluation.scoring.rules import AMOUNT_RULES, MOVED_BY_OTHERS
from evaluation.scoring.tables import Brackets, Curve
from evaluation.scoring_model import JUDGED, weighed
from evaluation.sheets import bid_sheets
from texts import t
from texts.numbers import exact, listed, money, percent
from texts.problems import field_title
from texts.published_model import combination_text, missing_lines_text, thresholds_text, tie_text

OF_COST = OF_LIFE_CYCLE_COST | OF_EXTERNAL_COST | {"price_and_use_cost"}
# Rules whose points never leave the scale, whatever the value.
WITHIN_SCALE = frozenset({"best_ratio", "min_max", "judged_points"})


def award_blocks(words: LotWords) -> Iterator[Block]:
    """Yield what the lot is awarded on, by which model and to how many."""
    say, tender = words.say, words.tender
    fixed = words.terms.fixed_price
    measures = {family_of(str(leaf.measure)) for leaf in words.model.leaves}
    if fixed is not None:
        yield Paragraph(say("award.fixed", price=money(fixed, words.lang, tender.facts.currency)))
    elif measures == {"purchase_price"}:
        yield Paragraph(say("award.price"))
    else:
        yield Paragraph(say("award.costs" if measures <= OF_COST | {"purchase_price"} else "award.best"))
    lot = next(row for row in tender.lots if row.id == words.lot)
    model = t(f"{words.model.combination.explain()[0]}.title", words.lang)
    form = t(f"codes.award_form.{lot.award_form}", words.lang)
    yield Paragraph(
        f"{say('award.model', model=_low(model))} {say('award.suppliers', count=lot.suppliers, form=form)}"
    )
    if tender.facts.maximum_lots is not None and len(tender.lots) > 1:
        rule = t(f"codes.lots_kept_by.{tender.facts.lots_kept_by}", words.lang)
        yield Paragraph(say("award.maximum_lots", count=tender.facts.maximum_lots, rule=rule))


def criteria_blocks(words: LotWords) -> Iterator[Block]:
    """Yield the tree of criteria with weights, ranges and percentages, as far as the model has them."""
    say, lang = words.say, words.lang
    columns = ["criterion", "measure"]
    effective, has_weights = weighed(words.model.combination), _has_weights(words)
    is_deep = any("/" in c.id for c in words.criteria)
    columns += ["weight", *(["effective"] if is_deep else [])] if has_weights else []
    has_range = any(c.weight_low is not None or c.weight_high is not None for c in words.criteria)
    columns += ["range"] if has_weights and has_range else []
    columns += ["percent"] if any(c.most_percent is not None for c in words.criteria) else []
    rows = []
    for c in words.criteria:
        inside = percent(effective[c.id] / 100, lang) if c.id in effective else ""
        cells = {
            "criterion": f"{'– ' * c.id.count('/')}{words.titles[c.id].rpartition(TITLE_JOIN)[2]}",
            "measure": "" if c.measure is None else words.measure_title(c.measure),
            "weight": "" if c.weight is None else percent(c.weight / 100, lang),
            "effective": inside,
            "range": _range(words, c),
            "percent": ""
            if c.most_percent is None
            else t("numbers.percent", lang, amount=exact(c.most_percent, lang)),
        }
        rows.append([cells[column] for column in columns])
    widths = [4 if column in ("criterion", "measure") else 2 for column in columns]
    yield table(say("headings.criteria"), [say(f"criteria.{c}") for c in columns], rows, *widths)
    yield from paragraphs(say("criteria.within") if "range" in columns else "")
    used = {item.option for item in words.tender.in_lot(words.tender.items, words.lot)}
    yield from points(
        [
            say("criteria.option", title=option.title, weight=percent(option.weight, lang))
            for option in words.tender.options
            if option.key in used
        ]
    )


def _has_weights(words: LotWords) -> bool:
    return bool(weighed(words.model.combination))


def _range(words: LotWords, criterion: Criterion) -> str:
    if criterion.weight_low is None or criterion.weight_high is None:
        return ""
    low, high = (percent(w / 100, words.lang) for w in (criterion.weight_low, criterion.weight_high))
    return words.say("criteria.between", low=low, high=high)


def threshold_blocks(words: LotWords) -> tuple[Block, ...]:
    """Return what takes a bid out before bids are compared; nothing where nothing does."""
    units = {leaf.id: words.unit(leaf) for leaf in words.model.leaves}
    lines = thresholds_text(words.model.thresholds.explain(), words.titles, units, words.lang)
    stops = [
        words.of(s.text_da, s.text_en) for s in words.tender.in_lot(words.tender.stop_criteria, words.lot)
    ]
    return (
        *points(lines[:-1]),
        *paragraphs(*lines[-1:], words.say("judged.stops") if stops else ""),
        *points(stops),
    )


def total_blocks(words: LotWords) -> tuple[Block, ...]:
    """Return how points and amounts become one result."""
    text = combination_text(words.model.combination.explain(), words.titles, words.lang)
    return (*paragraphs(text.words[0]), Formula(text.formula), *paragraphs(*text.words[1:]))


def rounding_blocks(words: LotWords) -> tuple[Block, ...]:
    """Return every published rounding, and to what decimals results are compared."""
    return points(combination_text(words.model.combination.explain(), words.titles, words.lang).roundings)


def negative_blocks(words: LotWords) -> tuple[Block, ...]:
    """Return on which criteria points can be below 0 or above the scale, and where they are held."""
    by_clip: dict[str, list[str]] = {}
    points_rules = [leaf for leaf in words.model.leaves if words.model.rules[leaf.id].key not in AMOUNT_RULES]
    for leaf in points_rules:
        rule = words.model.rules[leaf.id]
        clip = rule.clip if isinstance(rule, PointsRule) else "none"
        if not _stays_on_scale(rule):
            by_clip.setdefault("free" if clip == "none" else clip, []).append(words.titles[leaf.id])
    if not points_rules:
        return paragraphs(words.say("negative.amounts"))
    said = [
        words.say(f"negative.{clip}", criteria=listed(map(words.quoted, titles), words.lang))
        for clip, titles in by_clip.items()
    ]
    return paragraphs(*said) if said else paragraphs(words.say("negative.none"))


def _stays_on_scale(rule: Rule) -> bool:
    """Say whether a rule's points stay between 0 and the scale for every value, held there or not."""
    if isinstance(rule, Brackets):
        return all(0 <= row.gives <= rule.scale for row in rule.rows)
    return rule.key in WITHIN_SCALE


def tie_blocks(words: LotWords) -> tuple[Block, ...]:
    """Return the published rule on ties."""
    return paragraphs(" ".join(tie_text(words.model.ties.explain(), words.titles, words.lang)))


def missing_blocks(words: LotWords) -> Iterator[Block]:
    """Yield what is done about lines without a price and cells left blank, with every published default."""
    say = words.say
    yield from paragraphs(
        say("missing.never_zero"), missing_lines_text(words.model.missing_lines.explain(), words.lang)
    )
    asked = {f"{s.table}.{c.field}" for s in bid_sheets(words.tender, words.lot) for c in s.columns}
    items = {i.key: i for i in words.tender.in_lot(words.tender.items, words.lot)}
    rows = [d for d in words.tender.defaults if d.field in asked and (d.item is None or d.item in items)]
    if rows:
        yield Paragraph(say("missing.defaults"))
        lines = [
            (
                field_title(d.field, words.lang),
                say("missing.all_items")
                if d.item is None
                else words.of(items[d.item].title_da, items[d.item].title_en),
                _default(d.field, d.value, words.lang),
                d.basis,
            )
            for d in rows
        ]
        headings = [say(f"missing.{name}") for name in ("field", "item", "value", "basis")]
        yield table(say("missing.caption"), headings, lines, 3, 3, 2, 4)
    yield Paragraph(say("missing.others" if rows else "missing.no_default"))


def _default(field: str, value: float, lang: str) -> str:
    of, name = field.split(".", 1)
    return percent(value, lang) if specs(BID_TABLES[of])[name].kind == "share" else exact(value, lang)


def excluded_blocks(words: LotWords) -> tuple[Block, ...]:
    """Return what happens where a bid drops out: everything again, and what is found again."""
    say = words.say
    moved = [words.titles[leaf.id] for leaf in words.model.leaves if _is_moved(words.model.rules[leaf.id])]
    found = [say("excluded.moved", criteria=listed(map(words.quoted, moved), words.lang))] if moved else []
    found += [say("excluded.model")] if _compares(words) else []
    found += [say("excluded.lines")] if words.model.missing_lines.kind != "reject" else []
    again = " ".join([say("excluded.again"), *(found or [say("excluded.own")])])
    return paragraphs(say("excluded.only"), again)


def _is_moved(rule: Rule) -> bool:
    return rule.key in MOVED_BY_OTHERS or (isinstance(rule, Curve) and rule.basis != "value")


def _compares(words: LotWords) -> bool:
    """Say whether the combination itself measures a bid against others."""
    combination = words.model.combination
    return isinstance(combination, UtilityIndex) or (
        isinstance(combination, QualityPerPrice) and combination.band > 0
    )


def step_blocks(words: LotWords) -> tuple[Block, ...]:
    """Return the order of steps as a numbered list: those of this model, and no other."""
    return (Points(tuple(words.say(f"steps.{step}") for step in _steps(words)), is_numbered=True),)


def _steps(words: LotWords) -> Iterator[str]:
    model, combination = words.model, words.model.combination
    kinds = {model.rules[leaf.id].key in AMOUNT_RULES for leaf in model.leaves}
    rounded = _rounded(combination.explain()[1])
    yield "conditions"
    if model.missing_lines.kind != "reject":
        yield "lines"
    if any((leaf.measure or "").startswith(JUDGED) for leaf in model.leaves):
        yield "judge"
    yield "values"
    if model.thresholds.is_any:
        yield "thresholds"
    if any(_is_moved(rule) for rule in model.rules.values()):
        yield "references"
    yield "points_amounts" if len(kinds) > 1 else "amounts" if kinds == {True} else "points"
    if "points" in rounded:
        yield "round_points"
    if isinstance(combination, WeightedPoints):
        yield "weigh"
    elif isinstance(combination, PriceModel):
        yield "parts"
    if "weighted" in rounded or "quality" in rounded:
        yield "round_weighted"
    yield "total"
    if "total" in rounded:
        yield "round_total"
    yield from ("rank", "ties", "award")


def _rounded(told: Mapping[str, object]) -> set[str]:
    """Return which steps a combination rounds at."""
    found = {
        step for step in ("points", "weighted", "quality", "total") if _is_rounding(told.get(f"round_{step}"))
    }
    return found | ({"points"} if told.get("round_points_of") else set())


def _is_rounding(explained: object) -> bool:
    return isinstance(explained, tuple) and explained[0] != "rounding.none"


def _low(title: str) -> str:
    return title[:1].lower() + title[1:]
