"""The result and the problems as plain text, for the command line."""

import math
from collections.abc import Iterable, Sequence
from typing import Any

from documents.bid_sheet_explanation import BidSheetExplanation
from evaluation.measures import measure_of
from evaluation.problems import SEVERITIES, Problem
from evaluation.result import BidResult, Evaluation, LotEvaluation
from evaluation.scoring.combination import LowestTotal
from evaluation.stop_answers import stop_of
from evaluation.substance_answers import substance_of
from evaluation.tender import Tender
from texts import has, t
from texts.columns import in_columns
from texts.numbers import number
from texts.problems import describe, field_title, warning_text
from texts.seals import seal_marks, seal_state


def plain_explanation(explained: BidSheetExplanation, lang: str) -> str:
    """Return what reads each column of a bid sheet, and how many cells the bidder fills in."""
    header = [t(f"cli.{name}", lang) for name in ("key", "column", "cells", "used_for")]
    rows = [
        [
            f"{column.table}.{column.field}",
            f"{t(f'sheets.{column.table}.title', lang)}: {field_title(f'{column.table}.{column.field}', lang)}",
            number(column.cells, lang),
            "; ".join(_reader(reader, lang) for reader in column.readers),
        ]
        for column in explained.columns
    ]
    lines = in_columns([header, *rows], words=(0, 1, 3))
    lines.append(t("cli.columns", lang, count=number(explained.cells, lang)))
    return "\n".join([*lines, *(warning_text(warning, lang) for warning in explained.warnings)])


def _reader(reader: str, lang: str) -> str:
    """Return what reads a column in words: a measure, or a person with a purpose."""
    if not reader.startswith("measure:"):
        return t(f"cli.reader.{reader}", lang)
    return _measure_words(reader.removeprefix("measure:"), "title", lang)


def plain_summary(done: Evaluation, lang: str) -> str:
    """Return the evaluation as text: a table a lot, and what the model gives."""
    head = f"{done.tender.facts.title}\n{t('cli.for_award' if done.for_award else 'cli.not_for_award', lang)}"
    marks = "".join(f"\n{mark}" for mark in (seal_state(done, lang), *seal_marks(done, lang)))
    return "\n\n".join(
        [f"{head} · {done.sha256[:8]}{marks}", *(_lot(lot, lang) for lot in done.lots.values())]
    )


def problem_lines(problems: Iterable[Problem], lang: str) -> list[str]:
    """Return the problems as lines, the gravest first: place, what was found, was expected, what to do."""
    ordered = sorted(problems, key=lambda p: SEVERITIES.index(p.severity))
    return [_problem_line(problem, lang) for problem in ordered]


def _problem_line(problem: Problem, lang: str) -> str:
    said = describe(problem, lang)
    severity = t(f"codes.severity.{problem.severity}", lang)
    place = " ".join(part for part in (f"[{severity}]", problem.file, _cell(problem)) if part)
    expected = t("cli.expected", lang, what=said["expected"])
    sentences = (_ended(sentence) for sentence in (said["found"], expected, said["how_to_fix"]))
    return f"{place}: {' '.join(sentences)}"


def _ended(sentence: str) -> str:
    """Return a sentence with the stop it may lack where it ends in a quotation.

    >>> _ended("Forbehold: ”Bilag 3”"), _ended("Forbehold: ”Se bilag 3.”"), _ended("Er det 1?")
    ('Forbehold: ”Bilag 3”.', 'Forbehold: ”Se bilag 3.”', 'Er det 1?')
    """
    return sentence if sentence.rstrip('”"').endswith((".", "?", "…")) else f"{sentence}."


def _cell(problem: Problem) -> str:
    if problem.sheet is None:
        return problem.cell or ""
    return f"{problem.sheet}!{problem.cell}" if problem.cell else problem.sheet


def _lot(lot: LotEvaluation, lang: str) -> str:
    measures = list(lot.indicators.columns)
    titles = [_measure_words(m, "short", lang) for m in measures]
    total = t(f"cli.total_{_kind_of_total(lot)}", lang)
    header = [t("cli.rank", lang), t("cli.bid", lang), *titles, total]
    rows = [_row(lot, bid, measures, lang) for bid in _in_order(lot)]
    lines = [t("cli.lot", lang, lot=lot.lot, title=lot.title), *in_columns([header, *rows])]
    return "\n".join([*lines, outcome(lot, lang)])


def _in_order(lot: LotEvaluation) -> list[BidResult]:
    if lot.is_admission_open:
        return list(lot.bids)
    rank = lot.ranks.ranks
    return sorted(lot.bids, key=lambda b: (b.is_baseline, rank.get(b.id) or len(lot.bids) + 1, b.id))


def _row(lot: LotEvaluation, bid: BidResult, measures: Sequence[str], lang: str) -> list[str]:
    if not bid.is_calculated:
        why = t(f"codes.bid_state.{bid.state}", lang)
        return ["–", bid.name, *["–"] * len(measures), t("cli.not_calculated", lang, why=why)]
    figures = [_figure(lot.indicators.loc[bid.id, m], measure_of(m).unit, lang) for m in measures]
    if lot.is_admission_open:
        return ["–", bid.name, *figures, "–"]
    rank = lot.ranks.ranks.get(bid.id)
    decimals = {"points": 2, "number": 6}.get(_kind_of_total(lot), 0)
    if rank is None:
        # Calculated and without a place: not admitted, or without a total.
        out = "–" if bid.is_admitted else t(f"codes.bid_state.{bid.state}", lang)
        return ["–", bid.name, *figures, out]
    return [str(rank), bid.name, *figures, _number(lot.total[bid.id], decimals, lang)]


def _kind_of_total(lot: LotEvaluation) -> str:
    """Return what the total of a lot is: points, a cost, the price of a price model, or another number."""
    combination = lot.model.combination
    if combination.total_unit != "amount":
        return combination.total_unit
    return "cost" if combination.key == LowestTotal.key else "price"


def _figure(value: Any, unit: str, lang: str) -> str:  # noqa: ANN401  (a cell of a frame)
    return _number(value, 0 if unit.startswith(("{currency}", "kg")) else 2, lang)


def _number(value: float, decimals: int, lang: str) -> str:
    return "–" if math.isnan(value) else number(value, lang, decimals)


def outcome(lot: LotEvaluation, lang: str) -> str:
    """Return who a lot is awarded to and who is passed over, or why nobody is."""
    if lot.is_admission_open:
        return t("cli.withheld", lang)
    if lot.awarded:
        names = ", ".join(f"{position}. {lot.name_of(bid)}" for bid, position in lot.awarded)
        outcome = t("cli.awarded", lang, names=names)
    else:
        reason = lot.award.not_awarded_reason or "no_admitted_bids"
        outcome = t("cli.not_awarded", lang, reason=reason_text(reason, lang))
    return "\n".join([outcome, *_passed_over(lot, lang)])


def _passed_over(lot: LotEvaluation, lang: str) -> list[str]:
    """Return who the model passes over although its place would have given it the lot, and why."""
    return [
        t("cli.passed_over", lang, name=lot.name_of(each.bid), reason=reason_text(each.code, lang))
        for each in lot.award.passed_over
    ]


def _measure_words(measure: str, part: str, lang: str) -> str:
    family, _, of = measure.partition(":")
    if family == "minimum":
        return t(f"measures.minimum.{part}", lang, measure=t(f"measures.{of}.{part}", lang))
    return t(f"measures.{family}.{part}", lang)


def reason_text(code: str, lang: str) -> str:
    """Return the words of why a bid or lot is out; a requirement's key stands for itself."""
    return t(f"reasons.{code}", lang) if has(f"reasons.{code}", lang) else code


def why_not_admitted(tender: Tender, code: str, lang: str) -> str:
    """Return the words of what took a bid out: a requirement's text, a substance that it holds, or a rule."""
    texts = {r.key: (r.text_da, r.text_en) for r in tender.requirements}
    if code in texts:
        danish, english = texts[code]
        return english if lang == "en" and english else danish
    held = substance_of(tender, code)
    if held is not None:
        return t("reasons.substance_held", lang, substance=held.title_en if lang == "en" else held.title_da)
    stop = stop_of(tender, code)
    if stop is not None:
        words = stop.text_en if lang == "en" and stop.text_en else stop.text_da
        return t("reasons.stopped_by_testers", lang, criterion=words)
    return reason_text(code, lang)
