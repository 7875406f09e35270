"""Tables and blocks of text as HTML: real tables that can be read aloud, and everything of a bid escaped.

What is not marked as :class:`Html` is text, and is escaped where it is put into a page.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape, unescape
from typing import TYPE_CHECKING, Literal

from texts import fill, t, template

if TYPE_CHECKING:
    from evaluation.problems import Problem

BOLD = re.compile(r"\*\*(.+?)\*\*", re.DOTALL)
SYMBOLS = {"stop": "■", "question": "◆", "notice": "○", "ready": "✓"}
RowKind = Literal["plain", "first", "out", "baseline", "group"]


class Html(str):
    """Text that is HTML already: it is not escaped again."""

    __slots__ = ()


@dataclass(frozen=True)
class Column:
    """A column: its heading, its unit on a line of its own, and whether it holds numbers (set right).

    ``width`` is a share of the table's width [%]; none lets the browser choose.
    """

    title: str
    unit: str = ""
    is_number: bool = False
    width: int | None = None


@dataclass(frozen=True)
class Row:
    """A row: its cells from the left, the first of them its heading, and what kind of row it is."""

    cells: Sequence[str]
    kind: RowKind = "plain"


def html(text: str) -> Html:
    """Return text as HTML, escaped unless it is HTML already.

    >>> html("Nord & <b>Syd</b>"), html(Html("<b>Syd</b>"))
    ('Nord &amp; &lt;b&gt;Syd&lt;/b&gt;', '<b>Syd</b>')
    """
    return text if isinstance(text, Html) else Html(escape(text))


def said(key: str, lang: str, /, **values: object) -> Html:
    """Return a sentence of the catalogue as HTML: its values escaped, what stands in ``**`` in bold.

    >>> said("ui.bids.problems.none", "en", bid="A & **B**", count=3)[:42]
    '<b>A &amp; &#42;&#42;B&#42;&#42; has no pr'
    """
    safe = {name: _value(value) for name, value in values.items()}
    sentence = escape(template(key, lang, count=values.get("count")), quote=False)
    return Html(BOLD.sub(r"<b>\1</b>", fill(sentence, safe)))


def table(caption: str, columns: Sequence[Column], rows: Iterable[Row]) -> Html:
    """Return a table with caption and scopes, in a region of its own that scrolls and takes the focus.

    >>> shown = table("Bids", [Column("Bid"), Column("Stops", is_number=True)], [Row(["A/S", "1"])])
    >>> '<th scope="row">A/S</th><td class="number">1</td>' in shown
    True
    """
    head = "".join(_heading(column) for column in columns)
    body = "".join(_row(columns, row) for row in rows)
    return Html(
        f'<div class="table-region" role="region" tabindex="0" aria-label="{escape(_plain(caption))}">'
        f"<table><caption>{html(caption)}</caption>"
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def two_lines(text: str, under: str) -> Html:
    """Return a text with a smaller one under it.

    >>> two_lines("Nord A/S", "nord.xlsx")
    'Nord A/S<small class="under">nord.xlsx</small>'
    """
    return Html(f'{html(text)}<small class="under">{html(under)}</small>') if under else html(text)


def severity(kind: str, words: str) -> Html:
    """Return a severity as symbol, word and colour; ``ready`` is none of the three.

    >>> severity("stop", "Stop")
    '<span class="severity stop"><span aria-hidden="true">■</span> Stop</span>'
    """
    symbol = f'<span aria-hidden="true">{SYMBOLS[kind]}</span>'
    return Html(f'<span class="severity {kind}">{symbol} {html(words)}</span>')


def place(problem: "Problem", lang: str) -> Html:
    """Return where a problem is, as a workbook writes it: ``Priser!F14``.

    >>> from evaluation.problems import Problem
    >>> place(Problem("stop", "price_missing", sheet="Priser", cell="F14"), "da")
    '<span class="cell">Priser!F14</span>'
    """
    where = "!".join(part for part in (problem.sheet, problem.cell) if part)
    return (
        Html(f'<span class="cell">{escape(where)}</span>')
        if where
        else html(t("ui.bids.problems.whole_file", lang))
    )


def lead(text: str) -> Html:
    """Return the sentence under a title."""
    return Html(f'<p class="lead">{html(text)}</p>')


def answer(text: str) -> Html:
    """Return the sentence with figures that answers a heading."""
    return Html(f'<p class="answer">{html(text)}</p>')


def note(text: str) -> Html:
    """Return the line on how something is counted, or what to do."""
    return Html(f'<p class="help">{html(text)}</p>')


def remarks(texts: Iterable[str]) -> Html:
    """Return a list of remarks."""
    return Html(f'<ul class="remarks">{_items(texts)}</ul>')


def not_for_award(text: str, reasons: Sequence[str], lang: str) -> Html:
    """Return the hatched box, the one mark of what may not be used for an award, with each reason."""
    mark = html(t("ui.not_for_award.mark", lang))
    listed = f"<ul>{_items(reasons)}</ul>" if reasons else ""
    return Html(f'<div class="not-for-award" role="note"><p><b>{mark}</b> {html(text)}</p>{listed}</div>')


def case_line(parts: Sequence[str], fingerprint: str) -> Html:
    """Return the line over a title: the tender in bold, what else is known, and the fingerprint."""
    first, *others = [html(part) for part in parts]
    shown = " · ".join([f"<b>{first}</b>", *others, f'<span class="cell">{escape(fingerprint)}</span>'])
    return Html(f'<div class="case-line">{shown}</div>')


def _heading(column: Column) -> str:
    width = f' style="width:{column.width}%"' if column.width else ""
    unit = f"<small>{html(column.unit)}</small>" if column.unit else ""
    return f'<th scope="col"{_class(column)}{width}>{html(column.title)}{unit}</th>'


def _row(columns: Sequence[Column], row: Row) -> str:
    first, *rest = row.cells
    cells = "".join(f"<td{_class(c)}>{html(cell)}</td>" for c, cell in zip(columns[1:], rest, strict=True))
    kind = "" if row.kind == "plain" else f' class="{row.kind}"'
    return f'<tr{kind}><th scope="row"{_class(columns[0])}>{html(first)}</th>{cells}</tr>'


def _class(column: Column) -> str:
    return ' class="number"' if column.is_number else ""


def _items(texts: Iterable[str]) -> str:
    return "".join(f"<li>{html(text)}</li>" for text in texts)


def _value(value: object) -> str:
    """Return a value that cannot change the sentence it stands in."""
    return value if isinstance(value, Html) else escape(str(value)).replace("*", "&#42;")


def _plain(text: str) -> str:
    """Return the words of HTML or text, for a place that takes no marks."""
    return unescape(re.sub(r"<[^>]*>", "", text)) if isinstance(text, Html) else text
