"""Every measure of every bid on a lot, in one table."""

from evaluation import BidResult, Evaluation, LotEvaluation
from texts import t
from texts.numbers import MISSING
from ui.figures import figures_in_column, measure_title, unit_of
from ui.ranking import in_order, row_kind, why_out
from ui.tables import Column, Html, Row, table, two_lines


def measures_table(done: Evaluation, lot: LotEvaluation, lang: str) -> Html:
    """Return the table: a row a bid, a column a measure with its unit; no order of merit but the rows'."""
    bids = in_order(lot)
    columns = [Column(t("ui.common.bid", lang))]
    figures: list[list[str]] = []
    for measure in map(str, lot.indicators.columns):
        title, unit = measure_title(done.tender, measure, lang), unit_of(done.tender, measure, lang)
        columns.append(Column(title, unit, is_number=True))
        figures.append(figures_in_column(measure, _column(lot, measure, bids), lang))
    rows = [
        Row(
            [two_lines(bid.name, why_out(done, lot, bid, lang)), *(column[n] for column in figures)],
            row_kind(bid),
        )
        for n, bid in enumerate(bids)
    ]
    return table(t("ui.points.measures.caption", lang, missing=MISSING), columns, rows)


def _column(lot: LotEvaluation, measure: str, bids: list[BidResult]) -> list[float]:
    known = lot.indicators[measure]
    return [float(known[bid.id]) if bid.is_calculated else float("nan") for bid in bids]
