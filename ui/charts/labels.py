# ruff: noqa: TID253 - drawing is all that this package does, and only pages that draw load it
"""Labels that stay legible: broken, pushed apart, outlined, resting on one line; and the spoken chart."""

import textwrap
from collections.abc import Iterable, Sequence
from typing import Literal

import altair as alt
import pandas as pd

from ui.style import INK, MUTED, PAPER

LINE_HEIGHT = 15
ON_ONE_LINE = 28
AT_A_LINE = 24  # letters beside the end of a line, on a page of 800 pixels
NOTE = 64  # letters beside the name of a bid without a figure, on a page of 800 pixels
ELLIPSIS = " \u2026"
LEAST_LETTERS = 3

Align = Literal["left", "center", "right"]
Ink = tuple[str, str, str]


def broken(text: str, longest: int = 28, lines: int = 2) -> list[str]:
    """Return a name in at most two lines; the whole name stands in the tooltip and the table.

    A word that is longer than a line is hyphenated, with at least three letters on either side.

    >>> broken("Reparation af det nuværende (ikke et tilbud)")
    ['Reparation af det nuværende', '(ikke et tilbud)']
    >>> broken("Livscyklusomkostning", longest=12)
    ['Livscykluso-', 'mkostning']
    >>> broken("2. Kontormøbelgrossistvirksomheden ApS")
    ['2. Kontormøbelgrossistvirks-', 'omheden ApS']
    """
    kept = textwrap.wrap(
        _hyphenated(text, longest), longest, max_lines=lines, placeholder=ELLIPSIS, break_on_hyphens=False
    )
    return kept or [""]


def shortened(text: str, longest: int = ON_ONE_LINE) -> str:
    """Return a name on one line.

    >>> shortened("Reparation af det nuværende møblement (ikke et tilbud)")
    'Reparation af det …'
    >>> shortened("2. Kontormøbelgrossistvirksomheden ApS")
    '2. Kontormøbelgrossistvirks…'
    """
    whole = _one_line(text)
    kept = textwrap.shorten(whole, longest, placeholder=ELLIPSIS)
    # A long word goes in part: without it little is left of the name.
    return kept if len(whole) <= longest or len(kept) > longest / 2 else whole[: longest - 1].rstrip() + "…"


def spread(positions: Sequence[float], gap: float, low: float, high: float) -> list[float]:
    """Return label positions pushed apart to ``gap`` within ``low`` to ``high``, in their order.

    Where there is no room for the gap, they are set evenly apart.

    >>> spread([5.0, 5.1, 9.9], 2.0, 0.0, 10.0)
    [5.0, 7.0, 9.9]
    """
    order = sorted(range(len(positions)), key=positions.__getitem__)
    gap = min(gap, (high - low) / max(1, len(positions) - 1))
    placed = [0.0] * len(positions)
    floor, ceiling = low, high
    for i in order:
        placed[i] = max(positions[i], floor)
        floor = placed[i] + gap
    for i in reversed(order):
        placed[i] = min(placed[i], ceiling)
        ceiling = placed[i] - gap
    return placed


def haloed(
    chart: alt.Chart, *, dx: int, dy: int = 0, is_bold: bool = False, ink: Ink | None = None
) -> list[alt.Chart]:
    """Return a text on a white outline of itself, so that lines and grid do not run through it.

    Parameters
    ----------
    chart : encodes place and text; the text begins ``dx`` pixels right of the place and ``dy`` below it; with
        a ``dx`` below nought it ends left of it.
    ink : an expression, the colour where it holds and the colour elsewhere.
    """

    def text(*, is_halo: bool) -> alt.Chart:
        made: alt.Chart = chart.mark_text(
            align="left" if dx >= 0 else "right",
            dx=dx,
            dy=dy,
            fontSize=14 if is_bold else 13,
            fontWeight="bold" if is_bold else "normal",
            lineBreak="\n",
            lineHeight=LINE_HEIGHT + 1,
            stroke=PAPER if is_halo else alt.Undefined,
            strokeJoin="round" if is_halo else alt.Undefined,
            strokeWidth=5 if is_halo else alt.Undefined,
        )
        return made

    under, over = text(is_halo=True), text(is_halo=False)
    if ink is not None:
        test, held, other = ink
        over = over.encode(color=alt.condition(test, alt.value(held), alt.value(other)))
    return [under, over]


def headings(
    table: pd.DataFrame, x: str, lowest: int, align: Align = "center", color: str = INK
) -> alt.Chart:
    """Return texts of one to three lines over the rows, all resting on one pixel.

    Vega hangs further lines below the first, so shorter texts get empty lines before them.

    Parameters
    ----------
    table : ``heading`` and the column ``x``.
    x : the column with the place of each text.
    lowest : pixel that the texts rest on; negative is above the plot.
    """
    most = max(text.count("\n") for text in table["heading"])
    padded = table.assign(heading=["\n" * (most - text.count("\n")) + text for text in table["heading"]])
    made: alt.Chart = (
        alt.Chart(padded)
        .mark_text(align=align, baseline="bottom", color=color, lineBreak="\n", lineHeight=LINE_HEIGHT)
        .encode(x=alt.X(f"{x}:Q"), y=alt.value(lowest - LINE_HEIGHT * most), text=alt.Text("heading:N"))
    )
    return made


def sides(left: str, right: str, level: int) -> list[alt.Chart]:
    """Return the line of nought, and what lies left and right of it at the pixel ``level``."""
    nought = alt.Chart(pd.DataFrame([{"nought": 0, "left": f"◂ {left}", "right": f"{right} ▸"}]))

    def side(align: Align, dx: int, text: str) -> alt.Chart:
        marked = nought.mark_text(align=align, dx=dx, baseline="bottom", color=MUTED, fontWeight=600)
        made: alt.Chart = marked.encode(x=alt.X("nought:Q"), y=alt.value(level), text=alt.Text(f"{text}:N"))
        return made

    return [
        nought.mark_rule(color=INK).encode(x=alt.X("nought:Q")),
        side("right", -7, "left"),
        side("left", 7, "right"),
    ]


def spoken(kind: str, rows: Iterable[tuple[str, str]]) -> str:
    """Return the text alternative of a chart: its kind, then every row with its figure in reading order.

    >>> spoken("Stablede søjler, restaffald.", [("1. Nord A/S", "2,7 t"), ("2. Syd ApS", "3,1 t")])
    'Stablede søjler, restaffald. 1. Nord A/S: 2,7 t; 2. Syd ApS: 3,1 t.'
    """
    said = "; ".join(f"{_one_line(name)}: {_one_line(figure)}" for name, figure in rows)
    return f"{kind} {said}" + ("" if said.endswith(".") else ".")


def _hyphenated(text: str, longest: int) -> str:
    """Return a text with hyphens in words longer than a line, the first part on the line that is begun."""
    room, words = longest, []
    for each in text.split():
        word = each
        while len(word) > longest:
            free = room if room > 2 * LEAST_LETTERS else longest
            cut = min(free - 1, len(word) - LEAST_LETTERS)
            words.append(f"{word[:cut]}-")
            word, room = word[cut:], longest
        words.append(word)
        room = (room if len(word) <= room else longest) - len(word) - 1
    return " ".join(words)


def _one_line(text: str) -> str:
    return " ".join(text.split())
