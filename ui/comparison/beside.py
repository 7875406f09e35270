"""A bid beside what is not a bid: measure by measure, without points, which only bids have."""

from collections.abc import Sequence

from evaluation import Evaluation, LotEvaluation
from texts import t
from texts.numbers import listed
from ui.comparison.section import Section
from ui.figures import figures_in_column, measure_title, unit_of
from ui.ranking import shown_name
from ui.tables import Column, Row, said, table, two_lines


def beside_section(done: Evaluation, lot: LotEvaluation, chosen: Sequence[str], lang: str) -> Section:
    """Return the measures of the two that are chosen, and how the second differs from the first."""
    first, second = chosen
    names = [lot.name_of(bid) for bid in chosen if bid in lot.baselines]
    columns = [
        Column(t("ui.two_bids.measure", lang), width=40),
        *(Column(shown_name(lot, bid, lang), is_number=True) for bid in chosen),
        Column(t("ui.two_bids.difference", lang), is_number=True),
    ]
    rows = []
    for measure in map(str, lot.indicators.columns):
        of = lot.indicators[measure]
        values = [float(of[first]), float(of[second]), float(of[second] - of[first])]
        title, unit = (each(done.tender, measure, lang) for each in (measure_title, unit_of))
        rows.append(Row([two_lines(title, unit), *figures_in_column(measure, values, lang)]))
    return Section(
        "difference",
        said("charts.difference.answer.baseline", lang, count=len(names), names=listed(names, lang)),
        t("charts.difference.help_baseline", lang),
        table(t("ui.two_bids.measures", lang), columns, rows),
    )
