"""The amendment (rettelsesblad) that the buyer publishes: what changes, and what it does to the deadline."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from documents.word_document import WordDocument
from evaluation.amending import Amended
from evaluation.amendment import Change
from evaluation.schema import Spec, specs
from evaluation.tender import TENDER_TABLES
from texts import has, t
from texts.numbers import date, exact, percent
from texts.problems import field_title
from texts.seals import moment

WIDTHS = (0.18, 0.18, 0.2, 0.22, 0.22)
ROWS = {row.table: row for row in TENDER_TABLES.values()}


@dataclass(frozen=True)
class Section:
    """A part of the notice: a heading, paragraphs under it, and the rows of its table."""

    heading: str
    paragraphs: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...] = ()


def amendment_document(of: Amended, lang: str) -> bytes:
    """Return the amendment as a text document for a word processor, the same bytes each time."""
    title, facts = _title(of, lang), of.new.facts
    document = WordDocument(title, facts.authority, title, lang)
    for section in _sections(of, lang):
        if section.heading:
            document.heading(section.heading)
        for text in section.paragraphs:
            document.paragraph(text)
        if section.rows:
            document.table(section.heading, _headings(lang), section.rows, WIDTHS)
    return document.content()


def amendment_markdown(of: Amended, lang: str) -> str:
    """Return the amendment as Markdown."""
    lines = [f"# {_title(of, lang)}"]
    for section in _sections(of, lang):
        lines += [f"## {section.heading}"] if section.heading else []
        lines += [_plain(text) for text in section.paragraphs]
        if section.rows:
            rows = [_headings(lang), ["---"] * len(WIDTHS), *section.rows]
            lines.append("\n".join("| " + " | ".join(_plain(cell) for cell in row) + " |" for row in rows))
    return "\n\n".join(lines) + "\n"


def _title(of: Amended, lang: str) -> str:
    number = t("amend.title", lang, number=of.new.facts.amendment)
    return f"{number}: {t('amend.of', lang, title=of.new.facts.title, id=of.new.facts.id)}"


def _headings(lang: str) -> list[str]:
    return [t(f"amend.{name}", lang) for name in ("table", "row", "field", "old", "new")]


def _sections(of: Amended, lang: str) -> tuple[Section, ...]:
    step, seal = of.amendment, of.seal
    identity = (
        of.new.facts.authority,
        t("amend.published", lang, date=date(of.timing.published, lang)),
        t("amend.version", lang, version=seal.version, sha256=seal.sha256),
        t("amend.previous", lang, sha256=seal.previous),
        t("amend.sealed", lang, **moment(step.at, lang), by=step.by),
    )
    return (
        Section("", identity),
        Section(t("amend.deadline", lang), deadline_lines(of, lang)),
        Section(t("amend.sheets", lang), _sheets(of, lang)),
        Section(
            t("amend.changes", lang),
            (t("amend.changes_help", lang),),
            tuple(_row(of, each, lang) for each in of.changes),
        ),
    )


def deadline_lines(of: Amended, lang: str) -> tuple[str, ...]:
    """Return what the amendment does to the deadline, with the days, what follows, and the rules."""
    timing = of.timing
    days = {
        "deadline": date(timing.deadline, lang),
        "new_deadline": date(timing.new_deadline, lang),
        "last_day": date(timing.last_day_in_time, lang),
        "earliest": date(timing.published + dt.timedelta(days=timing.days_needed + 1), lang),
        "days": timing.days,
        "days_after": timing.days_after,
        "needed": timing.days_needed,
    }
    moved = "deadline_was" if timing.is_extended else "deadline_same"
    answer = t(f"codes.yes_no.{'yes' if timing.is_essential else 'no'}", lang)
    return (
        t(f"amend.{moved}", lang, **days),
        t("amend.essential", lang, answer=answer),
        t("amend.days", lang, **days),
        *(t(f"amend.follows.{code}", lang, **days) for code in timing.follows),
        t("amend.sources", lang),
    )


def _sheets(of: Amended, lang: str) -> tuple[str, ...]:
    lots = dict.fromkeys(each.lot for each in of.amendment.sheet_changes)
    titles = {lot.id: f"{lot.id} {lot.title}" for lot in of.new.lots}
    changed = t("amend.sheets_changed", lang, lots=", ".join(titles[lot] for lot in lots))
    return (
        changed if lots else t("amend.sheets_same", lang),
        t(f"amend.sheets_rule.{of.new.facts.older_sheet}", lang),
    )


def _row(of: Amended, change: Change, lang: str) -> tuple[str, ...]:
    table = t(f"sheets.{change.table}.title", lang)
    if change.kind == "moved":
        return (table, "", "", "", t("amend.kind.moved", lang))
    is_whole = change.kind != "changed"
    key = f"{change.key} {t(f'amend.kind.{change.kind}', lang)}" if is_whole else change.key
    spec = specs(ROWS[change.table])[change.field]
    currency = of.new.facts.currency
    old, new = (value_text(spec, value, lang, currency) for value in (change.old, change.new))
    return (table, key.strip(), field_title(f"{change.table}.{change.field}", lang), old, new)


def value_text(spec: Spec, value: Any, lang: str, currency: str = "") -> str:  # noqa: ANN401  (of any field)
    """Return what stands in a field as one reads it: a code in words, a share in per cent, a number in full.

    >>> value_text(Spec(kind="share"), 0.25, "en"), value_text(Spec(kind="boolean"), True, "da")
    ('25%', 'ja')
    """
    if value is None or value == ():
        return t("amend.blank", lang)
    if isinstance(value, tuple):
        return "; ".join(value_text(spec, each, lang, currency) for each in value)
    if isinstance(value, bool):
        return t(f"codes.yes_no.{'yes' if value else 'no'}", lang)
    if isinstance(value, str):
        key = f"codes.{spec.codes}.{value}"
        return t(key, lang) if spec.codes is not None and has(key, lang) else value
    return _number(spec, value, lang, currency)


def _number(spec: Spec, value: float | Decimal, lang: str, currency: str) -> str:
    if spec.kind == "share":
        return percent(float(value), lang)
    if spec.kind == "weight":
        return f"{exact(value, lang)} %"
    return f"{exact(value, lang)} {currency}" if spec.kind == "money" and currency else exact(value, lang)


def _plain(text: str) -> str:
    """Return text as one line in which nothing is taken for a mark of Markdown."""
    for mark in "\\|*_`<[":
        text = text.replace(mark, f"\\{mark}")
    return " ".join(text.split())
