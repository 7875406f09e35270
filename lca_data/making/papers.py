"""The papers beside the tables: LICENCE, SOURCES.md and EXCLUDED.md. What they say stands in ``prose``."""

from collections.abc import Iterable
from pathlib import Path

from lca_data.making.sources import Part

Source = dict[str, str]
PROSE = Path(__file__).with_name("prose")


def licence_paper(part: Part) -> str:
    """The terms of one part of the tables."""
    return _prose(f"{part}_licence.txt")


def sources_paper(part: Part, sources: Iterable[Source], counts: dict[str, int]) -> str:
    """The list of sources of one part, and how many rows each gives."""
    lines = (
        f"| {s['key']} | [{s['title']}]({s['url']}) | {s['publisher']}, {s['year'] or 'year not stated'} "
        f"| {s['licence']} | {counts.get(s['key'], 0)} |"
        for s in sources
    )
    return _prose(f"{part}_sources.md") + "\n".join(lines) + "\n"


def excluded_paper(left_out: dict[str, str]) -> str:
    """The list of what is left out, rows with the same reason together."""
    by_reason: dict[str, list[str]] = {}
    for row, reason in left_out.items():
        by_reason.setdefault(reason, []).append(row)
    lines = (f"| {', '.join(rows)} | {why} |" for why, rows in by_reason.items())
    return _prose("excluded.md") + "\n".join(lines) + "\n"


def _prose(name: str) -> str:
    return PROSE.joinpath(name).read_text(encoding="utf-8")
