"""The section of the tender documents that describes each lot's evaluation model, from the object that scores.

Udbudsloven section 160(1) asks for the whole model in the tender documents. Nothing here is written by hand for a
tender: the rules explain themselves, the worked example is scored by them, and both writers get the same blocks.
"""

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime

from documents.published_model.content import Block, Heading, Paragraph, paragraphs, table, texts_of
from documents.published_model.cost_text import cost_blocks, counts_cost
from documents.published_model.criterion_text import criterion_blocks
from documents.published_model.environment_text import counts_environment, environment_blocks
from documents.published_model.example_text import example_blocks
from documents.published_model.model_words import LotWords
from documents.published_model.scoring_text import (
    award_blocks,
    criteria_blocks,
    excluded_blocks,
    missing_blocks,
    negative_blocks,
    rounding_blocks,
    step_blocks,
    threshold_blocks,
    tie_blocks,
    total_blocks,
)
from documents.published_model.writers import as_markdown, as_word
from evaluation.scoring_model import scoring_model
from evaluation.seal import Seal, sealed_sha256
from evaluation.tender import Tender
from texts import t
from texts.numbers import currency_sign, date

LOT_LEVEL, SECTION_LEVEL = 2, 3
SHORT_FINGERPRINT = 8


def published_model(
    tender: Tender, lang: str, lots: Sequence[str] | None = None, seal: Seal | None = None
) -> tuple[Block, ...]:
    """Return the description of the evaluation models of a tender, before it is written.

    Parameters
    ----------
    lang : ``da`` or ``en``; a text of the tender that is not translated stands in Danish.
    lots : ids of the lots, in order; all unless stated.
    seal : of the tender. Hash and version stand in the text where it is of this very tender; else it is a draft.

    Raises
    ------
    UnusableModelError
        Where the model of a lot cannot be used as it is published.
    """
    kept = [lot for lot in tender.lots if lots is None or lot.id in lots]
    blocks: list[Block] = [
        Heading(t("published.title", lang), 1),
        _facts(tender, lang, seal),
        *paragraphs(
            t("published.opening", lang),
            t("published.amounts", lang, currency=currency_sign(tender.facts.currency, lang)),
        ),
    ]
    for lot in kept:
        words = LotWords(tender, lot.id, scoring_model(tender, lot.id), lang)
        blocks.append(Heading(t("published.lot", lang, title=lot.title, lot=lot.id), LOT_LEVEL))
        blocks += _lot_blocks(words)
    # A page must not end in a table.
    blocks.append(Paragraph(t("published.end", lang)))
    return tuple(blocks)


def published_markdown(
    tender: Tender, lang: str, lots: Sequence[str] | None = None, seal: Seal | None = None
) -> bytes:
    """Return the description as Markdown in UTF-8; see :func:`published_model`."""
    return as_markdown(published_model(tender, lang, lots, seal)).encode()


def published_word(
    tender: Tender, lang: str, lots: Sequence[str] | None = None, seal: Seal | None = None
) -> bytes:
    """Return the description as a .docx; see :func:`published_model`."""
    footer = t("published.footer", lang, tender=tender.facts.title)
    sha256 = sealed_sha256(tender, seal)
    if sha256:
        footer = f"{footer} · {sha256[:SHORT_FINGERPRINT]}"
    return as_word(published_model(tender, lang, lots, seal), tender.facts.authority, footer, lang)


def _facts(tender: Tender, lang: str, seal: Seal | None) -> Block:
    """Return what the description belongs to, and whether it is sealed."""
    facts = {
        "tender": f"{tender.facts.title} ({tender.facts.id})",
        "authority": tender.facts.authority,
        "amendment": str(tender.facts.amendment),
        "state": t("published.facts.draft", lang),
    }
    sha256 = sealed_sha256(tender, seal)
    if seal is not None and sha256:
        day = date(datetime.fromisoformat(seal.at).date(), lang)
        facts["state"] = t("published.facts.sealed", lang, day=day, by=seal.by)
        facts |= {
            "version": str(seal.version),
            "sha256": sha256,
            "calculation": seal.calculation_version,
        }
    rows = [(t(f"published.facts.{name}", lang), value) for name, value in facts.items()]
    headings = [t(f"published.facts.{name}", lang) for name in ("what", "value")]
    return table(t("published.title", lang), headings, rows, 1, 2)


def _lot_blocks(words: LotWords) -> Iterator[Block]:
    """Yield the sections of a lot, numbered in the order in which they are read."""
    sections: list[tuple[str, Callable[[LotWords], Iterator[Block] | tuple[Block, ...]]]] = [
        ("award", award_blocks),
        ("criteria", criteria_blocks),
        ("each", _each),
        ("thresholds", threshold_blocks),
        ("total", total_blocks),
        ("rounding", rounding_blocks),
        ("negative", negative_blocks),
        ("ties", tie_blocks),
        ("missing", missing_blocks),
        ("excluded", excluded_blocks),
        ("steps", step_blocks),
        ("example", example_blocks),
    ]
    number = 0
    for name, write in sections:
        blocks = tuple(write(words))
        if blocks:
            number += 1
            yield Heading(f"{number}. {words.say(f'headings.{name}')}", SECTION_LEVEL)
            yield from blocks
    if counts_cost(words):
        yield Heading(words.say("headings.cost"), SECTION_LEVEL)
        yield from cost_blocks(words, SECTION_LEVEL + 1)
    if counts_environment(words):
        yield Heading(words.say("headings.environment"), SECTION_LEVEL)
        yield from environment_blocks(words, SECTION_LEVEL + 1)


def _each(words: LotWords) -> Iterator[Block]:
    for number, leaf in enumerate(words.model.leaves, start=1):
        yield from criterion_blocks(words, leaf, f"3.{number}", SECTION_LEVEL + 1)


__all__ = ["published_markdown", "published_model", "published_word", "texts_of"]
