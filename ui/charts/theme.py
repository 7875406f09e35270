# ruff: noqa: TID253 - drawing is all that this package does, and only pages that draw load it
"""The house style of a finished chart."""

import altair as alt

from texts.numbers import NBSP
from ui.style import INK, MUTED, PAPER, RULE

FONT = '"Source Sans", "Source Sans 3", "Liberation Sans", sans-serif'
THIN_GREY = "#89949A"  # lines in the background, never text
FEW_ROWS = 12
SEPARATORS = {"da": (",", "."), "en": (".", ",")}


def no_axis() -> alt.Axis:
    """Return an axis that shows nothing; ``axis=None`` in one layer of several leaves the chart blank."""
    return alt.Axis(labels=False, grid=False, title=None)


def row_height(rows: int) -> int:
    """Return the pixels that a bid takes; its bar takes half of them.

    >>> row_height(6), row_height(20)
    (46, 32)
    """
    return 46 if rows <= FEW_ROWS else 32


def in_house_style(layers: list[alt.Chart], height: int, lang: str) -> alt.LayerChart:
    """Return the layers as one chart in the house style.

    Vega's own labels for readers aloud are raw field names in English: off by mark and axis, as off for
    the whole chart leaves groups without a name. ``spoken`` says it instead.

    Parameters
    ----------
    layers : from the back to the front.
    height : of the whole chart with its axes and headings [pixels].
    lang : language of the numbers on its axes.
    """
    decimal, thousands = SEPARATORS[lang]
    number = alt.NumberLocale(
        decimal=decimal, thousands=thousands, grouping=[3], currency=["", f"{NBSP}kr."], minus="\u2212"
    )
    chart: alt.LayerChart = (
        alt.layer(*layers)
        .properties(width="container", height=height)
        .configure(locale=alt.Locale(number=number), font=FONT, background=PAPER, padding=4)
        .configure_view(stroke=None)
        .configure_mark(aria=False)
        .configure_axis(
            aria=False,
            domain=False,
            ticks=False,
            gridColor=RULE,
            labelColor=INK,
            labelFont=FONT,
            labelFontSize=13,
            labelPadding=8,
            titleColor=MUTED,
            titleFont=FONT,
            titleFontSize=13,
            titleFontWeight="normal",
        )
        .configure_text(font=FONT, fontSize=13, color=INK)
    )
    return chart
