"""The result and the problems as plain text, for the command line."""

import math
from collections.abc import Iterable, Sequence
from typing import Any

from documents.bid_sheet_explanation import BidSheetExplanation
from evaluation.measures import measure_of
from evaluation.problems import SEVERITIES, Problem
from evaluation.result import BidResult, Evaluation, LotEvaluation
from texts import has, t
from texts.numbers import number
from texts.problems import describe


def plain_explanation(explained: BidSheetExplanation, lang: str) -> str:
    """Return what reads each column of a bid sheet, and how many cells the bidder fills in."""
    lines = [f"{c.table}.{c.field}: {', '.join(c.readers)} ({c.cells})" for c in explained.columns]
    lines.append(t("cli.columns", lang, count=explained.cells))
    lines += [t("cli.columns_warning", lang, limit=w.values["limit"]) for w in explained.warnings]
    return "\n".join(lines)


def plain_summary(done: Evaluation, lang: str) -> str:
    """Return the evaluation as text: a table a lot, and what the model gives."""
    head = f"{done.tender.facts.title}\n{t('cli.for_award' if done.for_award else 'cli.not_for_award', lang)}"
    return "\n\n".join([f"{head} · {done.sha256[:8]}", *(_lot(lot, lang) for lot in done.lots.values())])


def problem_lines(problems: Iterable[Problem], lang: str) -> list[str]:
    """Return the problems as lines, the gravest first: place, what was found, what to do."""
    ordered = sorted(problems, key=lambda p: SEVERITIES.index(p.severity))
    lines = []
    for problem in ordered:
        said = describe(problem, lang)
        place = " ".join(part for part in (problem.file, _cell(problem)) if part)
        severity = t(f"codes.severity.{problem.severity}", lang)
        lines.append(f"[{severity}] {place}: {said['found']} {said['expected']} {said['how_to_fix']}".strip())
    return lines


def _cell(problem: Problem) -> str:
    if problem.sheet is None:
        return problem.cell or ""
    return f"{problem.sheet}!{problem.cell}" if problem.cell else problem.sheet


def _lot(lot: LotEvaluation, lang: str) -> str:
    is_points = lot.model.combination.key == "weighted_points"
    measures = list(lot.indicators.columns)
    titles = [t(f"measures.{m.split(':')[0]}.short", lang) for m in measures]
    total = t("cli.total_points" if is_points else "cli.total_cost", lang)
    header = [t("cli.rank", lang), t("cli.bid", lang), *titles, total]
    rows = [_row(lot, bid, measures, lang) for bid in _in_order(lot)]
    lines = [t("cli.lot", lang, lot=lot.lot, title=lot.title), *_columns([header, *rows])]
    return "\n".join([*lines, _outcome(lot, lang)])


def _in_order(lot: LotEvaluation) -> list[BidResult]:
    if lot.is_admission_open:
        return list(lot.bids)
    rank = lot.ranks.ranks
    return sorted(lot.bids, key=lambda b: (rank.get(b.id) or len(lot.bids) + 1, b.id))


def _row(lot: LotEvaluation, bid: BidResult, measures: Sequence[str], lang: str) -> list[str]:
    if not bid.is_calculated:
        why = t(f"codes.bid_state.{bid.state}", lang)
        return ["–", bid.name, *["–"] * len(measures), t("cli.not_calculated", lang, why=why)]
    figures = [_figure(lot.indicators.loc[bid.id, m], measure_of(m).unit, lang) for m in measures]
    if lot.is_admission_open:
        return ["–", bid.name, *figures, "–"]
    rank = lot.ranks.ranks.get(bid.id)
    decimals = 2 if lot.model.combination.key == "weighted_points" else 0
    total = lot.total[bid.id] if rank is not None else float("nan")
    return [str(rank or "–"), bid.name, *figures, _number(total, decimals, lang)]


def _figure(value: Any, unit: str, lang: str) -> str:  # noqa: ANN401  (a cell of a frame)
    return _number(value, 0 if unit.startswith(("{currency}", "kg")) else 2, lang)


def _number(value: float, decimals: int, lang: str) -> str:
    return "–" if math.isnan(value) else number(value, lang, decimals)


def _outcome(lot: LotEvaluation, lang: str) -> str:
    if lot.is_admission_open:
        return t("cli.withheld", lang)
    if lot.awarded:
        names = ", ".join(f"{position}. {lot.name_of(bid)}" for bid, position in lot.awarded)
        return t("cli.awarded", lang, names=names)
    reason = lot.award.not_awarded_reason or "no_admitted_bids"
    return t("cli.not_awarded", lang, reason=reason_text(reason, lang))


def reason_text(code: str, lang: str) -> str:
    """Return the words of why a bid or lot is out; a requirement's key stands for itself."""
    for key in (f"reasons.{code}", f"problems.{code}.title"):
        if has(key, lang):
            return t(key, lang)
    return code


def _columns(rows: Sequence[Sequence[str]]) -> list[str]:
    widths = [max(len(row[n]) for row in rows) for n in range(len(rows[0]))]
    lines = []
    for row in rows:
        cells = [
            c.ljust(w) if n == 1 else c.rjust(w) for n, (c, w) in enumerate(zip(row, widths, strict=True))
        ]
        lines.append("  ".join(cells).rstrip())
    return lines
