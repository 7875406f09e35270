"""What people judged: every score with its assessor and reason, the one figure it became, and what points mean."""

import math
from collections.abc import Iterator

from evaluation import Evaluation, LotEvaluation
from evaluation.decisions import Judgement
from evaluation.judged import CONSENSUS, Judged
from evaluation.score_sheets import anchors_of
from texts import t
from texts.numbers import MISSING, exact
from ui.figures import criterion_title
from ui.tables import Column, Html, Row, table, two_lines


def judged_tables(done: Evaluation, lot: LotEvaluation, lang: str) -> list[Html]:
    """Return for each judged criterion its scores, and what its points mean where the tender says so."""
    found = []
    for judged in lot.judged.values():
        found.append(_scores_table(done, lot, judged, lang))
        anchors = anchors_of(done.tender, judged.criterion, lang)
        if anchors:
            columns = [
                Column(t("ui.points.judged.points", lang), is_number=True, width=14),
                Column(t("ui.points.judged.meaning", lang)),
            ]
            rows = [Row([exact(points, lang), words]) for points, words in anchors]
            title = criterion_title(judged.criterion, lang)
            found.append(table(t("ui.points.judged.scale", lang, criterion=title), columns, rows))
    return found


def _scores_table(done: Evaluation, lot: LotEvaluation, judged: Judged, lang: str) -> Html:
    columns = [
        Column(t("ui.common.bid", lang), width=24),
        Column(t("ui.points.judged.by", lang), width=22),
        Column(t("ui.points.judged.points", lang), is_number=True, width=12),
        Column(t("ui.points.judged.reason", lang)),
    ]
    title = criterion_title(judged.criterion, lang)
    how = t(f"codes.several_assessors.{judged.criterion.several_assessors}", lang)
    caption = t("ui.points.judged.caption", lang, criterion=title, how=how)
    return table(caption, columns, _rows(done, lot, judged, lang))


def _rows(done: Evaluation, lot: LotEvaluation, judged: Judged, lang: str) -> Iterator[Row]:
    """Yield a row a score, and after those of a bid the figure that they became."""
    items = {
        item.key: item.title_en if lang == "en" and item.title_en else item.title_da
        for item in done.tender.items
    }
    for bid, figure in zip(judged.bids, judged.points.tolist(), strict=True):
        if bid in lot.baselines:
            continue
        name = lot.name_of(bid)
        own = [row for row in judged.rows if row.bid == bid]
        for row in sorted(own, key=lambda each: (judged.items.index(each.item), each.role == CONSENSUS)):
            yield _row(row, two_lines(name, items.get(row.item or "", "")), lang)
        shown = MISSING if math.isnan(figure) else exact(round(figure, 4), lang)
        yield Row([name, t("ui.points.judged.combined", lang), shown, ""], "group")


def _row(row: Judgement, bid: Html, lang: str) -> Row:
    role = t(f"codes.judgement_role.{row.role}", lang)
    return Row(
        [
            bid,
            two_lines(row.by or MISSING, role),
            MISSING if row.points is None else exact(row.points, lang),
            two_lines(row.reason or MISSING, row.why_differs or ""),
        ]
    )
