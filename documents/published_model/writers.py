"""The two writers of a description: Markdown, and a document for a word processor. They say the same."""

import re
from collections.abc import Sequence

from documents.published_model.content import Block, Formula, Heading, Paragraph, Points, TableBlock
from documents.word_document import WordDocument, readable

# Signs that Markdown would take for a command, or for the beginning of markup.
COMMANDS = re.compile(r"([\\`*_{}\[\]<>|~])")
# What makes a heading, a list or a rule only at the beginning of a line.
AT_START = re.compile(r"^([#+\-=]|\d+(?=[.)]))")


def as_markdown(blocks: Sequence[Block]) -> str:
    """Return a description as Markdown; nothing in a text of the tender is read as a command."""
    return "\n\n".join(_markdown(block) for block in blocks) + "\n"


def as_word(blocks: Sequence[Block], author: str, footer: str, lang: str) -> bytes:
    """Return a description as a .docx on upright pages; its first block is its title.

    Raises
    ------
    TypeError
        Where the first block is no heading.
    """
    title, *rest = blocks
    if not isinstance(title, Heading):
        raise TypeError("A description begins with its title.")
    document = WordDocument(title.text, author, footer, lang, is_upright=True)
    for block in rest:
        _add(document, block)
    return document.content()


def escaped(text: str) -> str:
    r"""Return a text on a line of its own, with every sign that Markdown would read as a command marked as text.

    >>> escaped("a_b | <c>"), escaped("1. Pris"), escaped("- 3")
    ('a\\_b \\| \\<c\\>', '1\\. Pris', '\\- 3')
    """
    line = _inside(text)
    start = AT_START.match(line)
    if start is None:
        return line
    # A number begins a list by its point, which is what is marked.
    at = start.end() if start[0].isdigit() else 0
    return f"{line[:at]}\\{line[at:]}"


def _inside(text: str) -> str:
    """Return a text as it stands behind the sign of a heading, or in a cell."""
    return COMMANDS.sub(r"\\\1", " ".join(readable(text).split("\n")))


def _markdown(block: Block) -> str:
    match block:
        case Heading(text, level):
            return f"{'#' * level} {_inside(text)}"
        case Paragraph(text):
            return escaped(text)
        case Formula(text):
            return f"```\n{text}\n```"
        case Points(lines, is_numbered):
            marks = [f"{n}." if is_numbered else "-" for n in range(1, len(lines) + 1)]
            return "\n".join(f"{mark} {escaped(line)}" for mark, line in zip(marks, lines, strict=True))
        case TableBlock():
            rows = [block.headings, ("---",) * len(block.headings), *block.rows]
            return "\n".join(
                f"| {' | '.join(text if n == 1 else _inside(text) for text in row)} |"
                for n, row in enumerate(rows)
            )


def _add(document: WordDocument, block: Block) -> None:
    match block:
        case Heading(text, level):
            document.heading(text, level)
        case Paragraph(text):
            document.paragraph(text)
        case Formula(text):
            document.formula(text)
        case Points(lines, is_numbered):
            document.points(lines, is_numbered=is_numbered)
        case TableBlock(caption, headings, rows, widths):
            document.table(caption, headings, rows, widths)
