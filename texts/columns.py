"""Rows of words and numbers as lines of plain text."""

from collections.abc import Sequence


def in_columns(rows: Sequence[Sequence[str]], words: Sequence[int] = (1,)) -> list[str]:
    """Return rows as lines, in columns: those of words to the left, the others to the right."""
    widths = [max(len(row[n]) for row in rows) for n in range(len(rows[0]))]
    lines = []
    for row in rows:
        cells = [
            c.ljust(w) if n in words else c.rjust(w) for n, (c, w) in enumerate(zip(row, widths, strict=True))
        ]
        lines.append("  ".join(cells).rstrip())
    return lines
