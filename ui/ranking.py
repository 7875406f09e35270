"""The ranking of a lot in sentences and a table; nothing is computed but the distance of two totals."""

from documents.summary import reason_text, why_not_admitted
from evaluation import BidResult, Evaluation, LotEvaluation
from evaluation.scoring.combination import LowestTotal
from evaluation.scoring.ranking import DRAWN_LOT
from texts import t
from texts.numbers import MISSING, currency_sign, listed, money, number, significant
from ui.figures import criterion_titles, point_decimals
from ui.tables import Column, Html, Row, RowKind, html, said, table, two_lines

# Two ratios or indices differ in their third or fourth digit.
SHOWN_DIGITS = 6


def is_by_points(lot: LotEvaluation) -> bool:
    """Say whether a lot is ranked by points; otherwise it is by an amount or another number."""
    return lot.model.combination.total_unit == "points"


def in_order(lot: LotEvaluation) -> list[BidResult]:
    """Return the bids on a lot: by rank, then who has none; as received before admission is decided.

    A baseline, which is not a bid, stands last.
    """
    bids = [bid for bid in lot.bids if bid.state != "not_offered"]
    place = {} if lot.is_admission_open else {bid: n for n, bid in enumerate(lot.ranking)}
    return sorted(bids, key=lambda bid: (bid.is_baseline, place.get(bid.id, len(place))))


def shown_name(lot: LotEvaluation, bid: str, lang: str) -> str:
    """Return the bidder's name, marked where it is not a bid."""
    name = lot.name_of(bid)
    return t("ui.common.not_a_bid", lang, name=name) if bid in lot.baselines else name


def first_bids(lot: LotEvaluation) -> list[str]:
    """Return who is first; more than one where a tie stays."""
    return [bid for bid in lot.ranking if lot.ranks.ranks[bid] == 1]


def total_in_words(done: Evaluation, lot: LotEvaluation, total: float, lang: str) -> str:
    """Return a total: points, an amount where money is compared, or the number that a model gives."""
    unit = lot.model.combination.total_unit
    if unit == "number":
        return significant(total, lang, SHOWN_DIGITS)
    if unit == "amount":
        return money(total, lang, done.tender.facts.currency)
    return number(total, lang, point_decimals(done.tender.model_of[lot.lot].scale))


def ranking_answer(done: Evaluation, lot: LotEvaluation, lang: str) -> Html:
    """Return who is first and by how much, or that they share the place."""
    first = first_bids(lot)
    if not first:
        return said("ui.points.ranking.nobody", lang)
    kind = "points" if is_by_points(lot) else "cost"
    total = total_in_words(done, lot, lot.total[first[0]], lang)
    if len(first) > 1:
        names = listed([lot.name_of(bid) for bid in first], lang)
        return said(f"ui.points.answer.{kind}.tied", lang, names=names, total=total)
    name = lot.name_of(first[0])
    if len(lot.ranking) == 1:
        return said(f"ui.points.answer.{kind}.only", lang, name=name, total=total)
    gap = total_in_words(done, lot, abs(lot.total[first[0]] - lot.total[lot.ranking[1]]), lang)
    ahead = said(f"ui.points.answer.{kind}.ahead", lang, name=name, total=total, gap=gap)
    return Html(" ".join([ahead, *(html(each) for each in _tie_breaks(done, lot, lang))]))


def ranking_table(done: Evaluation, lot: LotEvaluation, lang: str) -> Html:
    """Return the ranking: bid, place, total; who is out stands last and says why."""
    scale = number(done.tender.model_of[lot.lot].scale, lang)
    total = (
        (t("ui.points.ranking.total", lang), t("charts.words.at_most", lang, points=scale))
        if is_by_points(lot)
        else other_total(done, lot, lang)
    )
    columns = [
        Column(t("ui.points.ranking.bid", lang), width=60),
        Column(t("ui.points.ranking.rank", lang), is_number=True),
        Column(*total, is_number=True),
    ]
    rows = [_row(done, lot, bid, lang) for bid in in_order(lot) if not bid.is_baseline]
    return table(t("ui.points.ranking.caption", lang), columns, rows)


def other_total(done: Evaluation, lot: LotEvaluation, lang: str) -> tuple[str, str]:
    """Return what bids are ranked by where it is no points, and its unit."""
    combination, sign = lot.model.combination, currency_sign(done.tender.facts.currency, lang)
    if combination.total_unit == "number":
        return t("ui.points.ranking.total_number", lang), ""
    kind = "total_cost" if combination.key == LowestTotal.key else "total_price"
    return t(f"ui.points.ranking.{kind}", lang), sign


def award_answer(lot: LotEvaluation, lang: str) -> Html:
    """Return who the model gives the lot to, or why nobody."""
    if not lot.awarded:
        reason = reason_text(lot.award.not_awarded_reason or "no_admitted_bids", lang)
        return said("ui.points.award.none", lang, reason=reason)
    names = [lot.name_of(bid) for bid, _ in lot.awarded]
    if len(names) == 1:
        return said("ui.points.award.one", lang, name=names[0])
    numbered = [
        t("ui.common.numbered", lang, rank=place, name=lot.name_of(bid)) for bid, place in lot.awarded
    ]
    return said("ui.points.award.several", lang, names=listed(numbered, lang))


def passed_over(lot: LotEvaluation, lang: str) -> list[Html]:
    """Return who the model passes over although its place would have given it the lot, and why."""
    return [
        said(
            "ui.points.award.passed_over",
            lang,
            name=lot.name_of(each.bid),
            reason=reason_text(each.code, lang),
        )
        for each in lot.award.passed_over
    ]


def why_out(done: Evaluation, lot: LotEvaluation, bid: BidResult, lang: str) -> str:
    """Return why a bid has no place: a stop, a requirement, a decision; nothing for one that counts.

    A baseline has none because it is not a bid.
    """
    if bid.is_baseline:
        stopped = "" if bid.is_calculated else "_stopped"
        return t(f"ui.points.ranking.not_a_bid{stopped}", lang)
    if bid.state == "stopped":
        return t("ui.points.ranking.not_calculated", lang)
    if not bid.is_admitted:
        reason = why_not_admitted(done.tender, bid.excluded_by or "decision", lang)
        return t("ui.points.ranking.not_admitted", lang, reason=reason)
    return t("ui.points.ranking.no_total", lang) if bid.id in lot.ranks.without_total else ""


def row_kind(bid: BidResult) -> RowKind:
    """Return how the row of a bid looks where nothing but the bid itself is to be told apart."""
    return "baseline" if bid.is_baseline else "plain" if bid.is_admitted else "out"


def _row(done: Evaluation, lot: LotEvaluation, bid: BidResult, lang: str) -> Row:
    rank = lot.ranks.ranks.get(bid.id)
    if rank is None:
        return Row([two_lines(bid.name, why_out(done, lot, bid, lang)), MISSING, MISSING], "out")
    total = total_in_words(done, lot, lot.total[bid.id], lang)
    asked = t("inquiry.under_inquiry", lang) if bid.id in lot.under_inquiry else ""
    if rank > 1:
        return Row([two_lines(bid.name, asked) if asked else bid.name, str(rank), total])
    kind: RowKind = "first"
    if len(first_bids(lot)) > 1:
        under = t("ui.points.ranking.tied", lang)
    else:
        under = t(f"ui.points.ranking.{'first' if done.for_award else 'first_so_far'}", lang)
    under = f"{under}; {asked}" if asked else under
    return Row([two_lines(f"▸ {bid.name}", under), str(rank), total], kind)


def _tie_breaks(done: Evaluation, lot: LotEvaluation, lang: str) -> list[str]:
    titles = criterion_titles(done.tender, lot.lot, lang)
    return [
        t(
            "ui.points.ranking.tie_broken",
            lang,
            names=listed([lot.name_of(bid) for bid in broken.bids], lang),
            by=t("ui.points.ranking.drawn_lot", lang) if broken.by == DRAWN_LOT else titles[broken.by],
        )
        for broken in lot.ranks.tie_broken_by
    ]
