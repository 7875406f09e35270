"""What every section of the comparison is: a question, its answer, how it is counted, a picture and a table."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from evaluation import Evaluation, LotEvaluation
from texts import t
from texts.numbers import capital, in_words, listed, number
from ui.ranking import in_order, row_kind, why_out
from ui.tables import Column, Html, Row, said, table, two_lines

if TYPE_CHECKING:
    from altair import LayerChart

    from ui.charts import ChartRow

MOST_NAMED = 3  # of those that share a place; more are counted
Write = Callable[[float], str]


@dataclass(frozen=True)
class Section:
    """One section of the page.

    Parameters
    ----------
    key : of the section in the texts (``charts.KEY``), and its anchor.
    answer, help, table : HTML; ``help`` is empty where it would tell of a picture that is not there.
    chart, spoken : the picture and its text alternative; None where nothing can be drawn.
    parts : the parts whose rows can be opened: key and title.
    """

    key: str
    answer: Html
    help: str
    table: Html
    chart: "LayerChart | None" = None
    spoken: str = ""
    parts: tuple[tuple[str, str], ...] = ()

    @cached_property
    def spec(self) -> Mapping[str, Any] | None:
        """The picture as a Vega-Lite specification; made once, for it takes a while."""
        from ui.charts import specification  # noqa: PLC0415  (altair is slow to load: only where it draws)

        return None if self.chart is None else specification(self.chart)


def chart_rows(done: Evaluation, lot: LotEvaluation, lang: str) -> "list[ChartRow]":
    """Return the rows of every chart of a lot: by rank, then who has none, and what is not a bid.

    Before admission is decided they stand as received.
    """
    from ui.charts import ChartRow  # noqa: PLC0415  (altair is slow to load: only where it draws)

    rows = []
    for bid in in_order(lot):
        rank = None if lot.is_admission_open else lot.ranks.ranks.get(bid.id)
        place = "" if lot.is_admission_open or bid.is_baseline else f"{rank}." if rank else "–"
        counts = bid.is_calculated and (bid.is_admitted or bid.is_baseline)
        note = t("ui.compare.no_figure", lang) if counts else why_out(done, lot, bid, lang)
        short = t("ui.common.not_a_bid_short", lang) if bid.is_baseline else ""
        rows.append(
            ChartRow(
                bid.id,
                bid.name,
                place=place,
                under=t("codes.bid_state.baseline", lang) if bid.is_baseline else "",
                note=note,
                is_leader=rank == 1,
                short=short,
                is_baseline=bid.is_baseline,
            )
        )
    return rows


def counted(lot: LotEvaluation, figures: "pd.Series[float]") -> "pd.Series[float]":
    """Return the figures of the admitted bids that have one, in the order of the rows."""
    order = [bid.id for bid in in_order(lot) if bid.is_admitted]
    return figures.reindex(order).dropna()


def figure_or_note(figures: "pd.Series[float]", row: "ChartRow", write: Write) -> str:
    """Return what a row of a chart says aloud: its figure, or why it has none."""
    value = figures.get(row.bid, np.nan)
    return row.note if np.isnan(value) else write(float(value))


def answer_of(lot: LotEvaluation, key: str, figures: "pd.Series[float]", write: Write, lang: str) -> Html:
    """Return who has the best figure of those counted and by how much; a span before admission is decided.

    ``charts.KEY.answer`` holds the sentences; all but those of life name the lowest figure.
    """
    known = counted(lot, figures)
    if not len(known):
        is_any_in = any(bid.is_admitted for bid in lot.bids) or not figures.notna().any()
        return Html(t("ui.compare.nobody" if is_any_in else "ui.compare.nobody_admitted", lang))
    is_life = key == "life"
    ordered = known.sort_values(ascending=not is_life, kind="stable")
    best, words = ordered.iloc[0], {"counted": in_words(len(known), lang)}
    first = [lot.name_of(str(bid)) for bid in ordered.index[np.isclose(ordered, best, rtol=1e-12, atol=1e-9)]]
    sentence = f"charts.{key}.answer"
    if lot.is_admission_open:
        low, high = (write(each) for each in (ordered.min(), ordered.max()))
        return said(f"{sentence}.undecided", lang, low=low, high=high, **words)
    figure = {"amount": write(best), "life": write(best)}
    if len(known) == 1:
        return said(f"{sentence}.only", lang, name=first[0], **figure)
    if len(first) > 1:
        count = in_words(len(first), lang)
        many = t("charts.words.bids", lang, counted=count)
        names = listed(first, lang) if len(first) <= MOST_NAMED else many
        return said(f"{sentence}.shared", lang, names=names, **figure, **words)
    if is_life:
        return said(f"{sentence}.longest", lang, name=first[0], **figure, **words)
    others = {
        "next": capital(lot.name_of(str(ordered.index[1]))),
        "gap": write(float(ordered.iloc[1] - best)),
        "last": lot.name_of(str(ordered.index[-1])),
        "most": write(float(ordered.iloc[-1])),
    }
    return said(f"{sentence}.lowest", lang, name=first[0], **figure, **words, **others)


def bids_table(
    done: Evaluation,
    lot: LotEvaluation,
    caption: str,
    columns: Sequence[tuple[Column, Mapping[str, str]]],
    lang: str,
) -> Html:
    """Return a table with a row a bid in the order of the charts; ``columns`` hold a text by bid."""
    rows = [
        Row(
            [two_lines(bid.name, why_out(done, lot, bid, lang)), *(of.get(bid.id, "–") for _, of in columns)],
            row_kind(bid),
        )
        for bid in in_order(lot)
    ]
    return table(caption, [Column(t("ui.common.bid", lang)), *(column for column, _ in columns)], rows)


def figures(of: "pd.Series[float]", lang: str, decimals: int = 0) -> dict[str, str]:
    """Return the figures of a column by bid as they are written; a bid without one has none."""
    return {str(bid): number(float(value), lang, decimals) for bid, value in of.dropna().items()}


def by_bid(lot: LotEvaluation, rows: pd.DataFrame, group: str, figure: str) -> pd.DataFrame:
    """Return the sums of a figure of a tidy table, a row a calculated bid, a column a group.

    A group in which a figure is missing is missing: never nought, and never a sum of the rest. A group that a
    bid has no row in is nought, also where it has no row at all.
    """
    # Not a pivot table: it leaves out what is missing.
    sums = rows.groupby(["bid", group], observed=True)[figure].sum(skipna=False)
    table = sums.unstack(fill_value=0).reindex(list(lot.calculated), fill_value=0)  # noqa: PD010
    return table.set_axis(table.columns.astype(object), axis=1)
