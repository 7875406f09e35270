"""The chart of where the points come from, and what it says to who cannot see it."""

from typing import Any

from evaluation import Evaluation, LotEvaluation
from texts import t
from texts.numbers import number
from ui.figures import criterion_titles, point_decimals
from ui.points_tables import most_points


def points_chart(done: Evaluation, lot: LotEvaluation, lang: str) -> tuple[dict[str, Any], str]:
    """Return the picture of weighted points by criterion, a row a ranked bid, and its text alternative."""
    # Altair is slow to load: only where it draws.
    from ui.charts import ChartRow, PointsColumn, aligned, specification, spoken  # noqa: PLC0415

    titles, full = criterion_titles(done.tender, lot.lot, lang), most_points(done, lot)
    decimals = point_decimals(done.tender.model_of[lot.lot].scale)
    totals = {
        bid: t("charts.points.total", lang, points=number(lot.total[bid], lang, decimals))
        for bid in lot.ranking
    }
    columns = [PointsColumn(path, titles[path], full[path]) for path in lot.weighted.columns]
    rows = [
        ChartRow(
            bid,
            lot.name_of(bid),
            place=f"{lot.ranks.ranks[bid]}.",
            under=totals[bid],
            is_leader=lot.ranks.ranks[bid] == 1,
        )
        for bid in lot.ranking
    ]
    alternative = spoken(t("charts.spoken.aligned", lang), [(row.label, totals[row.bid]) for row in rows])
    chart = aligned(lot.weighted.loc[list(lot.ranking)], columns, rows, lang)
    return specification(chart), alternative
