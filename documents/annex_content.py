"""What a contract annex says, before it is laid out: the clauses of a lot, and a row for every promise.

The rows come from the tender alone. An award fills their empty fields and cannot add another.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from documents.annex_titles import claim_title, of_language, row_title
from documents.annex_values import (
    Stated,
    blank_words,
    filled_words,
    place_of,
    place_words,
    stated,
)
from evaluation.advantage import advantages, worse_by, worth_of_a_point
from evaluation.bid import Bid
from evaluation.claim_clauses import ClaimClause
from evaluation.evaluation_model import Criterion
from evaluation.result import Evaluation
from evaluation.scored_claims import PromiseRow, clauses_of, price_criterion, promise_rows
from evaluation.scoring.combination import WeightedPoints
from evaluation.scoring_model import scoring_model
from evaluation.tender import Tender
from texts import has, t
from texts.numbers import MISSING, NBSP, currency_sign, exact, money, percent

# How much worse than promised the worked example of a penalty is.
SHORTFALL = 0.1
# What is less than this is nought in whole units of the currency.
LEAST_SHOWN = 0.5


@dataclass(frozen=True)
class Award:
    """What an annex is filled from: the evaluation, every bid, and the bid that the lot is awarded to."""

    done: Evaluation
    bids: Sequence[Bid]
    bid: Bid


@dataclass(frozen=True)
class AnnexClause:
    """A clause in words."""

    number: str
    claim: str
    measured: str
    evidence: str
    frequency: str
    remedy: str


@dataclass(frozen=True)
class AnnexRow:
    """A promise in words; ``promised``, ``place`` and ``penalty`` are the fields that are empty before award."""

    number: str
    claim: str
    item: str
    promised: str
    place: str
    penalty: str


def clauses_in_words(tender: Tender, lot: str, lang: str) -> tuple[AnnexClause, ...]:
    """Return the clauses of a lot that something in its bid sheet is of, numbered in published order."""
    return tuple(
        AnnexClause(
            str(number),
            claim_title(tender, clause.field, lang),
            of_language(clause.measured_da, clause.measured_en, lang),
            of_language(clause.evidence_da, clause.evidence_en, lang),
            _frequency(clause, lang),
            _remedy(clause, tender.facts.currency, lang),
        )
        for number, clause in _numbered(tender, lot)
    )


def rows_in_words(tender: Tender, lot: str, lang: str, award: Award | None = None) -> tuple[AnnexRow, ...]:
    """Return every promise of a lot, its fields empty, or filled from the bid that won."""
    rows = promise_rows(tender, lot)
    number_of = {clause.key: number for number, clause in _numbered(tender, lot)}
    within: dict[str, int] = {}
    told = []
    filled = None if award is None else _filled(award, lot, rows, lang)
    for n, row in enumerate(rows):
        key = row.clause.key
        within[key] = within.get(key, 0) + 1
        told.append(
            AnnexRow(
                f"{number_of[key]}.{within[key]}",
                claim_title(tender, row.clause.field, lang),
                row_title(tender, row, lang),
                *(_empty(tender, row, lang) if filled is None else filled[n]),
            )
        )
    return tuple(told)


def rule_in_words(tender: Tender, lot: str, lang: str, award: Award | None = None) -> tuple[str, ...]:
    """Return how the advantage gained is calculated; nothing where no clause of the lot is by it."""
    price = price_criterion(tender, lot)
    if price is None or not any(c.remedy == "advantage" for _, c in _numbered(tender, lot)):
        return ()
    criterion = next(c for c in tender.in_lot(tender.criteria, lot) if c.id == price)
    titled = of_language(criterion.title_da, criterion.title_en, lang)
    lines = [
        t(f"annex.rule.{n}", lang, criterion=f"»{titled}«" if lang == "da" else f"“{titled}”")
        for n in range(1, 5)
    ]
    combination = scoring_model(tender, lot).combination
    if not isinstance(combination, WeightedPoints):
        kind = {"number": "ratio", "amount": "price"}[combination.total_unit]
        return (*lines, t(f"annex.worth.{'lowest_cost' if combination.key == 'lowest_cost' else kind}", lang))
    lines.append(_worth_rule(tender, criterion, float(combination.effective[price]) / 100.0, lang))
    currency = tender.facts.currency
    if award is None:
        worth = f"{t('annex.blank', lang)}{NBSP}{currency_sign(currency, lang)}"
    else:
        worth = money(worth_of_a_point(award.done.lots[lot], award.bid.id, price), lang, currency)
    return (*lines, t("annex.point_worth", lang, money=worth))


def _numbered(tender: Tender, lot: str) -> Sequence[tuple[int, ClaimClause]]:
    with_rows = {row.clause.key for row in promise_rows(tender, lot)}
    return list(enumerate((c for c in clauses_of(tender, lot) if c.key in with_rows), start=1))


def _frequency(clause: ClaimClause, lang: str) -> str:
    if clause.frequency == "every_years" and clause.every_years is not None:
        return t("annex.every_years", lang, years=clause.every_years)
    return t(f"codes.clause_frequency.{clause.frequency}", lang)


def _remedy(clause: ClaimClause, currency: str, lang: str) -> str:
    rule = t(
        f"annex.remedies.{clause.remedy}",
        lang,
        factor=exact(clause.factor, lang),
        amount=money(clause.amount, lang, currency),
    )
    more = of_language(clause.remedy_da or "", clause.remedy_en, lang)
    return f"{rule} {more}".strip()


def _worth_rule(tender: Tender, criterion: Criterion, weight: float, lang: str) -> str:
    """Return how the worth of a point follows from the published model."""
    scale = tender.model_of[criterion.lot].scale
    currency = tender.facts.currency
    ends = {name: money(getattr(criterion, f"{name}_at"), lang, currency) for name in ("zero", "full")}
    key = f"annex.worth.{criterion.rule}"
    return t(
        key if has(key, lang) else "annex.worth.by_slope",
        lang,
        slope=exact(criterion.slope, lang),
        scale=exact(scale, lang),
        weight=percent(weight, lang),
        **ends,
    )


def _empty(tender: Tender, row: PromiseRow, lang: str) -> tuple[str, str, str]:
    """Return the three empty fields of a promise; a dash where its remedy is no penalty by the advantage."""
    blank = t("annex.blank", lang)
    by_advantage = row.clause.remedy == "advantage"
    penalty = f"{blank}{NBSP}{currency_sign(tender.facts.currency, lang)}" if by_advantage else MISSING
    return blank_words(tender, row, lang), blank, penalty


def _filled(award: Award, lot: str, rows: Sequence[PromiseRow], lang: str) -> Sequence[tuple[str, str, str]]:
    tender = award.done.tender
    found = [stated(award.bid, lot, row) for row in rows]
    penalties = _penalties(award, lot, rows, found)
    return [
        (
            filled_words(tender, row, said, lang),
            place_words(said, lang),
            _penalty(penalties[n], tender.facts.currency, lang) if n in penalties else MISSING,
        )
        for n, (row, said) in enumerate(zip(rows, found, strict=True))
    ]


def _penalties(
    award: Award, lot: str, rows: Sequence[PromiseRow], found: Sequence[Stated]
) -> Mapping[int, float]:
    """Return the penalty of each promise at a shortfall, on the side that is worse [currency]."""
    asked = [
        (n, each)
        for n, (row, said) in enumerate(zip(rows, found, strict=True))
        if row.clause.remedy == "advantage" and said.value is not None
        for each in worse_by(place_of(row), said.value, SHORTFALL)
    ]
    gained = advantages(award.done, award.bids, lot, award.bid.id, [each for _, each in asked])
    worst: dict[int, float] = {}
    for (n, _), advantage in zip(asked, gained, strict=True):
        if advantage is not None:
            worst[n] = max(worst.get(n, 0.0), rows[n].clause.factor * advantage.money)
    return worst


def _penalty(amount: float, currency: str, lang: str) -> str:
    """Return a penalty in whole units of the currency; below half of one the shortfall changes nothing."""
    return money(amount, lang, currency) if amount >= LEAST_SHOWN else t("annex.no_loss", lang)
