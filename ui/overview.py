"""The tender at a glance: its facts, its lots, and how each lot is scored."""

import datetime as dt
from collections.abc import Sequence

from evaluation import Evaluation, LotEvaluation, Tender
from evaluation.evaluation_model import Criterion
from evaluation.problems import Problem
from evaluation.scoring_model import weighed
from texts import t
from texts.numbers import MISSING, currency_sign, date, exact, number
from texts.problems import describe
from texts.published_model import combination_text, missing_lines_text, rule_text, thresholds_text, tie_text
from texts.seals import seal_state
from ui.figures import criterion_title, measure_title, rate_text, unit_of
from ui.reading import found_and_expected
from ui.tables import Column, Html, Row, html, place, remarks, said, table, two_lines


def tender_answer(tender: Tender, bids: int, lang: str) -> Html:
    """Return how many lots and bids the tender has."""
    lots, received = (
        t(f"ui.count.{what}", lang, count=count)
        for what, count in (("lots", len(tender.lots)), ("bids", bids))
    )
    return said("ui.case.answer", lang, title=tender.facts.title, lots=lots, bids=received)


def facts_table(done: Evaluation, lang: str) -> Html:
    """Return what identifies the tender."""
    facts = done.tender.facts
    columns = [Column(t("ui.case.facts.fact", lang), width=30), Column(t("ui.case.facts.value", lang))]
    rows = [
        ("authority", facts.authority),
        ("regime", t(f"codes.regime.{facts.regime}", lang)),
        ("deadline", date(dt.date.fromisoformat(facts.deadline), lang)),
        ("approver", facts.approver),
        ("preset", facts.preset or MISSING),
        ("seal", seal_state(done, lang)),
        ("fingerprint", Html(f'<span class="cell">{html(done.sha256)}</span>')),
    ]
    shown = [Row([t(f"ui.case.facts.{name}", lang), value]) for name, value in rows]
    return table(t("ui.case.facts.caption", lang), columns, shown)


def lots_table(tender: Tender, lang: str) -> Html:
    """Return the lots with their items, period, rate and way of comparing."""
    columns = [
        Column(t("ui.case.lots.title", lang), width=40),
        Column(t("ui.case.lots.items", lang), is_number=True),
        Column(t("ui.case.lots.years", lang), is_number=True),
        Column(t("ui.case.lots.rate", lang), is_number=True),
        Column(t("ui.case.lots.combination", lang)),
        Column(t("ui.case.lots.award_form", lang)),
    ]
    rows = []
    for lot in tender.lots:
        model = tender.model_of[lot.id]
        rows.append(
            Row(
                [
                    two_lines(lot.title, lot.id),
                    number(len(tender.in_lot(tender.items, lot.id)), lang),
                    number(model.study_years, lang),
                    rate_text(tender, model, lang),
                    t(f"codes.combination.{model.combination}", lang),
                    t(f"codes.award_form.{lot.award_form}", lang),
                ]
            )
        )
    return table(t("ui.case.lots.caption", lang), columns, rows)


def model_table(done: Evaluation, lot: LotEvaluation, lang: str) -> Html:
    """Return the criteria of a lot in their tree: weight, measure and rule in words."""
    columns = [
        Column(t("ui.case.model.criterion", lang), width=26),
        Column(t("ui.case.model.weight", lang), is_number=True),
        Column(t("ui.case.model.measure", lang), width=20),
        Column(t("ui.case.model.rule", lang)),
    ]
    criteria = done.tender.in_lot(done.tender.criteria, lot.lot)
    return table(
        t("ui.case.model.caption", lang),
        columns,
        [_criterion_row(done, lot, each, lang) for each in criteria],
    )


def _criterion_row(done: Evaluation, lot: LotEvaluation, criterion: Criterion, lang: str) -> Row:
    title = html(criterion_title(criterion, lang))
    shown = Html(f'<span class="inset">{title}</span>') if "/" in criterion.id else title
    is_weighed = bool(weighed(lot.model.combination)) and criterion.weight is not None
    weight = exact(criterion.weight, lang) if is_weighed else MISSING
    if criterion.measure is None:
        return Row([shown, weight, "", ""], "group")
    unit = unit_of(done.tender, criterion.measure, lang)
    rule = rule_text(
        lot.model.rules[criterion.id].explain(), lang, unit, currency_sign(done.tender.facts.currency, lang)
    )
    measured = two_lines(measure_title(done.tender, criterion.measure, lang), unit)
    return Row([shown, weight, measured, two_lines(" ".join([rule.words, *rule.table]), rule.formula)])


def model_remarks(done: Evaluation, lot: LotEvaluation, lang: str) -> Html:
    """Return what a lot's model does beside its rules: limits, the way to one total, roundings, ties, missing lines."""
    criteria = done.tender.in_lot(done.tender.criteria, lot.lot)
    titles = {each.id: criterion_title(each, lang) for each in criteria}
    units = {leaf.id: unit_of(done.tender, str(leaf.measure), lang) for leaf in lot.model.leaves}
    model, combination = lot.model, combination_text(lot.model.combination.explain(), titles, lang)
    said = [
        *thresholds_text(model.thresholds.explain(), titles, units, lang),
        *combination.words,
        combination.formula,
        *combination.roundings,
        *tie_text(model.ties.explain(), titles, lang),
        missing_lines_text(model.missing_lines.explain(), lang),
    ]
    return remarks([html(each) for each in said])


def refusals_table(problems: Sequence[Problem], lang: str) -> Html:
    """Return why a tender cannot be used: each fault with its cell and what to do."""
    columns = [
        Column(t("ui.bids.problems.place", lang), width=26),
        Column(t("ui.bids.problems.found", lang), width=37),
        Column(t("ui.bids.problems.how_to_fix", lang)),
    ]
    rows = []
    for problem in problems:
        words = describe(problem, lang)
        where = Html(f'{place(problem, lang)}<small class="under">{html(problem.file or "")}</small>')
        rows.append(Row([where, found_and_expected(words, lang), words["how_to_fix"]]))
    return table(t("ui.case.unusable.caption", lang), columns, rows)
