# ruff: noqa: TID253 - drawing is all that this package does, and only pages that draw load it
"""What criteria weigh in effect, as bars, with a mark where the published weight is."""

from collections.abc import Sequence
from dataclasses import dataclass

import altair as alt
import pandas as pd

from texts import t
from texts.numbers import percent
from ui.charts.labels import haloed, headings
from ui.charts.rows import ChartRow, row_axis
from ui.charts.theme import in_house_style, no_axis, row_height
from ui.style import GREY_BAR, INK

ROOM = 1.2  # of the longest bar, for the figure at its end
MARK = 15  # pixels over and under the middle of a row


@dataclass(frozen=True)
class EffectiveWeight:
    """A criterion: its title, its published weight, None where it has none, and its weight in effect [per cent]."""

    title: str
    stated: float | None
    effective: float


def effective_weights(weights: Sequence[EffectiveWeight], lang: str) -> alt.LayerChart:
    """Return a bar a criterion for its weight in effect, and a mark at its published weight."""
    rows = [ChartRow(str(n), each.title) for n, each in enumerate(weights)]
    said = [percent(each.effective / 100, lang, 1) for each in weights]
    table = pd.DataFrame(
        {
            "row": range(len(weights)),
            "effective": [each.effective for each in weights],
            "stated": [each.stated for each in weights],
            "label": said,
            "end": [max(each.effective, each.stated or 0.0) for each in weights],
        }
    )
    most = float(table["end"].max()) * ROOM
    x = alt.X("effective:Q", axis=no_axis(), scale=alt.Scale(domain=[0, most], nice=False))
    published = table.dropna(subset=["stated"]).drop(columns=["effective", "end"])
    bars = alt.Chart(table.drop(columns=["stated", "end"])).mark_bar(color=GREY_BAR)
    marks = alt.Chart(published).mark_tick(color=INK, thickness=3, size=2 * MARK)
    ends = alt.Chart(table[["row", "end", "label"]])
    layers = [
        bars.encode(x=x, y=row_axis(rows)),
        marks.encode(x=alt.X("stated:Q"), y=row_axis(rows)),
        *haloed(ends.encode(x=alt.X("end:Q"), y=row_axis(rows), text=alt.Text("label:N")), dx=8),
    ]
    if len(published):
        head = published.iloc[[0]].assign(heading=t("rehearsal.weights.mark", lang))[["stated", "heading"]]
        layers.append(headings(head, "stated", -2))
    return in_house_style(layers, len(rows) * row_height(len(rows)) + 30, lang)
