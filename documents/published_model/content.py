"""What a description of an evaluation model is made of, before it is written as Markdown or for a word processor."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Heading:
    """A heading; ``level`` 1 is the title of the document."""

    text: str
    level: int


@dataclass(frozen=True)
class Paragraph:
    """A paragraph of sentences."""

    text: str


@dataclass(frozen=True)
class Formula:
    """A formula, on a line of its own."""

    text: str


@dataclass(frozen=True)
class Points:
    """A list of lines; numbered where their order matters."""

    lines: tuple[str, ...]
    is_numbered: bool = False


@dataclass(frozen=True)
class TableBlock:
    """A table: what it is, a heading a column, text by row and column, and the share of the page by column."""

    caption: str
    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[float, ...]


Block = Heading | Paragraph | Formula | Points | TableBlock


def table(caption: str, headings: Sequence[str], rows: Sequence[Sequence[str]], *widths: float) -> TableBlock:
    """Return a table; without widths the columns share the page evenly."""
    shares = widths or (1.0,) * len(headings)
    whole = sum(shares)
    return TableBlock(
        caption, tuple(headings), tuple(tuple(row) for row in rows), tuple(share / whole for share in shares)
    )


def paragraphs(*texts: str) -> tuple[Paragraph, ...]:
    """Return a paragraph for each text that there is."""
    return tuple(Paragraph(text) for text in texts if text)


def points(lines: Sequence[str]) -> tuple[Points, ...]:
    """Return a list, nothing where it has no line."""
    return (Points(tuple(lines)),) if lines else ()


def texts_of(blocks: Sequence[Block]) -> Iterator[str]:
    """Yield every text of a description in reading order, a cell at a time; captions are not read."""
    for block in blocks:
        if isinstance(block, Points):
            yield from block.lines
        elif isinstance(block, TableBlock):
            yield from block.headings
            for row in block.rows:
                yield from row
        else:
            yield block.text
