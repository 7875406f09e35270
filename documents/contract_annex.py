"""The contract annex of a lot: published with empty values, and after award filled from the winning bid alone.

The legal reason is that a criterion must be one that the buyer can and will verify (C-448/01 EVN), and that what was
not published cannot be added. Both editions come from the same rows of the tender.
"""

from collections.abc import Sequence

from documents.annex_content import Award, clauses_in_words, rows_in_words, rule_in_words
from documents.word_document import WordDocument
from evaluation.bid import Bid
from evaluation.result import Evaluation
from evaluation.seal import tender_sha256
from evaluation.tender import Tender
from texts import t

SHORT_FINGERPRINT = 8
CLAUSE_WIDTHS = (0.04, 0.14, 0.26, 0.2, 0.11, 0.25)
ROW_WIDTHS = (0.05, 0.17, 0.21, 0.21, 0.22, 0.14)


def contract_annex(tender: Tender, lot: str, lang: str) -> bytes:
    """Return the annex as it is published, a .docx: every clause and promise, and no value.

    Parameters
    ----------
    lot : id of the lot.
    lang : ``da`` or ``en``; a text of the tender that is not translated stands in Danish.
    """
    return _annex(tender, lot, lang, None)


def filled_annex(done: Evaluation, bids: Sequence[Bid], lot: str, bid: str, lang: str) -> bytes:
    """Return the annex with the values of a bid that the lot is awarded to: the same rows, and nothing added.

    It says nothing of other bids but this: where points are measured against the lowest cost, the worth of a point
    follows from that cost, which may be another bidder's.

    Parameters
    ----------
    bids : every bid of the case, against which a penalty's worked example is calculated.
    bid : id of the winning bid; of several suppliers each has an annex of its own.

    Raises
    ------
    ValueError
        Where the lot is not awarded to the bid.
    """
    if bid not in dict(done.lots[lot].awarded):
        raise ValueError(f"{lot} is not awarded to {bid}: an annex is filled from a winning bid only.")
    winner = next(each for each in bids if each.id == bid)
    return _annex(done.tender, lot, lang, Award(done, bids, winner))


def _annex(tender: Tender, lot: str, lang: str, award: Award | None) -> bytes:
    sha256 = tender_sha256(tender)
    footer = f"{tender.facts.title} · {lot} · {sha256[:SHORT_FINGERPRINT]}"
    document = WordDocument(t("annex.title", lang), tender.facts.authority, footer, lang)
    about = (t("annex.what", lang), t("annex.value", lang))
    document.table(t("annex.title", lang), about, _facts(tender, lot, lang, sha256, award), (0.25, 0.75))
    document.paragraph(t(f"annex.opening_{'before' if award is None else 'after'}", lang))
    clauses = clauses_in_words(tender, lot, lang)
    if not clauses:
        document.paragraph(t("annex.nothing", lang))
        return document.content()
    document.heading(t("annex.terms", lang))
    of_clause = _words(("number", "claim", "measured", "evidence", "frequency", "remedy"), lang)
    lines = [(c.number, c.claim, c.measured, c.evidence, c.frequency, c.remedy) for c in clauses]
    document.table(t("annex.terms", lang), of_clause, lines, CLAUSE_WIDTHS)
    document.heading(t("annex.promises", lang))
    of_row = _words(("number", "claim", "item", "promised", "place", "penalty"), lang)
    rows = rows_in_words(tender, lot, lang, award)
    promises = [(r.number, r.claim, r.item, r.promised, r.place, r.penalty) for r in rows]
    document.table(t("annex.promises", lang), of_row, promises, ROW_WIDTHS)
    rule = rule_in_words(tender, lot, lang, award)
    if rule:
        document.heading(t("annex.rule_heading", lang))
    # A page must not end in a table.
    for line in rule or (t("annex.end", lang),):
        document.paragraph(line)
    return document.content()


def _facts(tender: Tender, lot: str, lang: str, sha256: str, award: Award | None) -> list[tuple[str, str]]:
    """Return what the annex belongs to: tender, lot, version, state, and whose values it holds."""
    title = next(row.title for row in tender.lots if row.id == lot)
    state = "before" if award is None else "after" if award.done.for_award else "draft"
    facts = {
        "tender": f"{tender.facts.title} ({tender.facts.id})",
        "authority": tender.facts.authority,
        "lot": f"{title} ({lot})",
        "amendment": str(tender.facts.amendment),
        "sha256": sha256,
        "state": t(f"annex.{state}", lang),
    }
    if award is not None:
        facts |= {"supplier": f"{award.bid.name} ({award.bid.id})"}
        awarded = dict(award.done.lots[lot].awarded)
        facts |= {"rank": str(awarded[award.bid.id])} if len(awarded) > 1 else {}
    return [(t(f"annex.{name}", lang), value) for name, value in facts.items()]


def _words(names: Sequence[str], lang: str) -> tuple[str, ...]:
    return tuple(t(f"annex.{name}", lang) for name in names)
