"""The review of a tender and its result: what does not hold, the rule it touches and a way out."""

from evaluation import Evaluation
from evaluation.lint import lint_result, lint_tender
from evaluation.problems import SEVERITIES
from texts import t
from texts.lint import found_text, hook_text, way_out_text
from ui.tables import Column, Html, Row, answer, severity, table, two_lines


def lint_block(done: Evaluation, lang: str) -> Html:
    """Return the findings as a table, the gravest first, or the sentence that there is nothing to remark."""
    found = [*lint_result(done), *lint_tender(done.tender)]
    if not found:
        return answer(t("lint.none", lang))
    columns = [
        Column(t("ui.case.lint.severity", lang), width=14),
        Column(t("ui.case.lint.found", lang)),
        Column(t("ui.case.lint.way_out", lang), width=34),
    ]
    titles = {lot.lot: lot.title for lot in done.lots.values()}
    rows = [
        Row(
            [
                severity(each.severity, t(f"codes.severity.{each.severity}", lang)),
                two_lines(found_text(each, lang), f"{titles[each.lot]}. {hook_text(each, lang)}"),
                way_out_text(each, lang),
            ]
        )
        for each in sorted(found, key=lambda f: SEVERITIES.index(f.severity))
    ]
    return table(t("ui.case.lint.caption", lang), columns, rows)
