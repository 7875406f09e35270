"""What the figures of each bid rest on, claimed and accepted side by side, and which document could change the order."""

import numpy as np
import pandas as pd

from evaluation import Evaluation, LotEvaluation
from evaluation.decisions import AcceptedEvidence
from evaluation.decisive_documents import DecisiveDocument, DocumentStudy
from evaluation.evidence import CLAIMED_LIFE, PARTS, SHARES_OF_VALUE, evidence_shares
from evaluation.tender import Item
from texts import t
from texts.numbers import MISSING, number, percent
from ui.comparison.section import Section, bids_table
from ui.ranking import in_order, shown_name
from ui.tables import Column, Html, Row, html, remarks, said, table, two_lines

MOST_CLAIMS = 200


def evidence_section(done: Evaluation, lot: LotEvaluation, lang: str) -> Section | None:
    """Return the section on what figures rest on; None where no figure of a bid is scored."""
    shares = evidence_shares(lot).drop(index=list(lot.baselines))
    if not len(shares) or not (shares["of"] > 0).any():
        return None
    parts = shares[list(PARTS)].div(shares["of"], axis=0)
    written = {name: _percents(parts[name], lang) for name in ("defaulted", "unproven")}
    lines = [
        said(
            "charts.evidence.line",
            lang,
            name=lot.name_of(bid.id),
            **{name: of[bid.id] for name, of in written.items()},
        )
        for bid in in_order(lot)
        if bid.id in written["defaulted"]
    ]
    columns = [
        (Column(t(f"charts.evidence.{name}", lang), is_number=True), _counts(shares[name], lang))
        for name in (*PARTS, "of")
    ]
    columns += [
        (Column(t(f"charts.evidence.{name}", lang), is_number=True), _percents(shares[name], lang))
        for name in SHARES_OF_VALUE
        if shares[name].notna().any()
    ]
    is_asked = lot.taken.is_read("product_data.evidence_kind").any()
    helps = ["help", *([] if is_asked else ["not_asked"])]
    return Section(
        "evidence",
        remarks(lines),
        " ".join(t(f"charts.evidence.{each}", lang) for each in helps),
        bids_table(done, lot, t("charts.evidence.caption", lang), columns, lang),
    )


def claims_side_by_side(lot: LotEvaluation, lang: str) -> Html | None:
    """Return every stated life with the evidence the bid names, the level accepted for it, by whom and why."""
    is_stated = ~np.isnan(lot.lives.claimed)
    order = [lot.calculated.index(bid.id) for bid in in_order(lot) if bid.is_calculated]
    found = [(bid_no, int(item_no)) for bid_no in order for item_no in np.flatnonzero(is_stated[bid_no])]
    if not found:
        return None
    kinds, documents = (lot.taken.words("product_data", f"evidence_{name}") for name in ("kind", "document"))
    decided = {
        (row.bid, row.item): row
        for row in lot.decisions.accepted_evidence
        if row.lot == lot.lot and row.claim == CLAIMED_LIFE and row.level
    }
    rows = []
    for at in found[:MOST_CLAIMS]:
        bid, item = lot.calculated[at[0]], lot.taken.items[at[1]]
        cells = [
            two_lines(shown_name(lot, bid, lang), _title(item, lang)),
            _life(float(lot.lives.claimed[at]), item, lang),
            _evidence(kinds[at], documents[at], lang),
            _level(lot, bid, decided.get((bid, item.key)), lang),
            _life(float(lot.lives.credited[at]), item, lang),
        ]
        rows.append(Row(cells, "baseline" if bid in lot.baselines else "plain"))
    columns = [
        Column(t("ui.common.bid", lang), width=26),
        Column(t("charts.evidence.claim.stated", lang), is_number=True),
        Column(t("charts.evidence.claim.evidence", lang), width=26),
        Column(t("charts.evidence.claim.level", lang), width=28),
        Column(t("charts.evidence.claim.credited", lang), is_number=True),
    ]
    caption = t("charts.evidence.claims_caption", lang, count=len(found))
    if len(found) > len(rows):
        caption = f"{caption}. {t('charts.evidence.claims_first', lang, shown=number(len(rows), lang))}"
    return table(caption, columns, rows)


def documents_in_words(lot: LotEvaluation, study: DocumentStudy, lang: str) -> list[Html]:
    """Return a sentence on each document that would change the ranking, or why there is none."""
    if study.reason is not None:
        return [said(f"charts.evidence.decisive.{study.reason}", lang, count=study.tried)]
    if not study.tried:
        return [said("charts.evidence.decisive.nothing", lang)]
    if not study.documents:
        return [said("charts.evidence.decisive.none", lang, count=study.tried)]
    return [_in_words(lot, each, lang) for each in study.documents]


def _in_words(lot: LotEvaluation, each: DecisiveDocument, lang: str) -> Html:
    titles = {item.key: _title(item, lang) for item in lot.taken.items}
    sentences = [
        said(
            f"charts.evidence.decisive.{'stays' if each.rank_now == each.rank_then else 'moves'}",
            lang,
            item=titles[each.item] if each.item else t("charts.evidence.decisive.all_items", lang),
            bid=lot.name_of(each.bid),
            level=each.level_then,
            before=each.rank_now or MISSING,
            after=each.rank_then or MISSING,
        )
    ]
    if each.changes_first:
        sentences.append(said("charts.evidence.decisive.first", lang))
    if each.is_open:
        sentences.append(said("charts.evidence.decisive.is_open", lang))
    elif each.level_now:
        sentences.append(said("charts.evidence.decisive.now", lang, level=each.level_now))
    return Html(" ".join(sentences))


def _counts(of: "pd.Series[int]", lang: str) -> dict[str, str]:
    return {str(bid): number(int(count), lang) for bid, count in of.items()}


def _percents(of: "pd.Series[float]", lang: str) -> dict[str, str]:
    return {str(bid): percent(float(share), lang, 0) for bid, share in of.dropna().items()}


def _title(item: Item, lang: str) -> str:
    return (item.title_en or item.title_da) if lang == "en" else item.title_da


def _level(lot: LotEvaluation, bid: str, decision: AcceptedEvidence | None, lang: str) -> Html:
    """Return the accepted level, with who accepted it and why under it."""
    if decision is None:
        return html(t(f"charts.life.{'not_decided' if bid in lot.baselines else 'undecided'}", lang))
    told = {"by": decision.by or MISSING, "reason": decision.reason or MISSING}
    return two_lines(decision.level or "", t("charts.evidence.claim.by", lang, **told))


def _life(life: float, item: Item, lang: str) -> str:
    return (
        MISSING
        if np.isnan(life)
        else t(f"charts.words.life_{item.life_unit}", lang, life=number(life, lang, 1))
    )


def _evidence(kind: object, document: object, lang: str) -> Html:
    named = t(f"codes.evidence_kind.{kind}", lang) if kind else t("charts.evidence.claim.nothing_named", lang)
    return two_lines(named, str(document)) if document else html(named)
