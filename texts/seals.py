"""What is told of a seal and of what stands against an award, in the words of one language."""

import datetime as dt
from collections.abc import Mapping, Sequence

from evaluation.result import Evaluation
from evaluation.seal import BID_SHEET, Seal
from evaluation.tender import TENDER_TABLES
from texts.catalogue import t
from texts.numbers import date, listed


def obstacle_text(code: str, values: Mapping[str, object], lang: str, topic: str = "award") -> str:
    """Return what stands against an award, a sentence.

    Parameters
    ----------
    values : as ``evaluation.award_run.obstacles`` gives them.
    topic : where the sentences stand: ``award``, or ``ui.not_for_award`` for a page.
    """
    words = dict(values)
    if isinstance(parts := words.get("parts"), Sequence):
        words["parts"] = listed([part_words(str(part), lang) for part in parts], lang)
    if isinstance(figures := words.get("figures"), Sequence):
        words["figures"] = "; ".join(_figure(each, lang) for each in figures)
    return t(f"{topic}.{code}", lang, **words)


def part_words(part: str, lang: str) -> str:
    """Return the words of a part of what is sealed: a sheet of the tender, or the bid sheet of a lot.

    >>> part_words("items", "en"), part_words("bid_sheet:LOT-0002", "en")
    ('Items', 'the bid sheet of LOT-0002')
    """
    if part.startswith(BID_SHEET):
        return t("seal.bid_sheet", lang, lot=part.removeprefix(BID_SHEET))
    return t(f"sheets.{TENDER_TABLES[part].table}.title", lang) if part in TENDER_TABLES else part


def seal_text(seal: Seal, lang: str) -> str:
    """Return who sealed, when, and which version."""
    return t("seal.sealed", lang, **moment(seal.at, lang), by=seal.by, version=seal.version)


def seal_marks(done: Evaluation, lang: str) -> list[str]:
    """Return what must be seen of a case on everything that is made of it: sealed late, or a changed copy."""
    marks = []
    if (fork := done.fork) is not None:
        known = fork.at and fork.by
        marks.append(
            t("seal.fork", lang, **moment(fork.at, lang), by=fork.by, reason=fork.reason)
            if known
            else t("seal.fork_unknown", lang)
        )
        if fork.parent:
            marks.append(t("seal.fork_parent", lang, parent=fork.parent))
    if done.seal is not None and done.seal.is_late:
        marks.append(t("seal.late", lang, reason=done.seal.late_reason))
    return marks


def seal_state(done: Evaluation, lang: str) -> str:
    """Return by whom and when a tender was sealed, or that it was not held against a seal."""
    return t("seal.not_sealed", lang) if done.seal is None else seal_text(done.seal, lang)


def moment(at: str, lang: str) -> dict[str, str]:
    """Return date and time of an ISO time in words, the time as its own zone has it.

    >>> moment("2026-09-14T10:30:00+02:00", "en")
    {'date': '14 September 2026', 'time': '10:30 (UTC+02:00)'}
    """
    read = dt.datetime.fromisoformat(at)
    zone = f" ({read.tzname()})" if read.tzinfo else ""
    return {"date": date(read.date(), lang), "time": f"{read:%H:%M}{zone}"}


def _figure(differs: tuple[str, str, str], lang: str) -> str:
    name, sealed, found = differs
    nothing = t("seal.none", lang)
    return t("seal.figure", lang, name=name, sealed=sealed or nothing, found=found or nothing)
