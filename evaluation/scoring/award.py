"""From rankings to awards. :func:`award_lots` is the only function that sees more than one lot."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from evaluation.scoring.ranking import Ranking
from evaluation.scoring.unusable import UnusableModelError

AwardForm = Literal["single", "cascade", "mini_competition"]
LotsKeptBy = Literal["lot_order", "largest_value_first"]
FORMS: tuple[AwardForm, ...] = ("single", "cascade", "mini_competition")


@dataclass(frozen=True)
class LotToAward:
    """What awarding a lot reads.

    Parameters
    ----------
    lot : id.
    ranking : its ranking, ties broken as far as the tie rule goes.
    suppliers : how many are awarded, at least 1.
    form : ``single`` (one supplier), ``cascade`` (ranked suppliers) or ``mini_competition`` (suppliers
        without an order; they share the position that their rank gives them).
    estimated_value : as published [tender currency, excluding VAT]; read where it orders the lots.

    Raises
    ------
    UnusableModelError
        ``suppliers_out_of_range``, ``award_form_unknown``.
    """

    lot: str
    ranking: Ranking
    suppliers: int = 1
    form: AwardForm = "single"
    estimated_value: Decimal | None = None

    def __post_init__(self) -> None:
        if self.form not in FORMS:
            raise UnusableModelError("award_form_unknown", {"lot": self.lot, "form": self.form})
        if self.suppliers < 1 or (self.form == "single" and self.suppliers != 1):
            raise UnusableModelError("suppliers_out_of_range", {"lot": self.lot, "suppliers": self.suppliers})


@dataclass(frozen=True)
class LotLimit:
    """The published limit over lots and the rule for which lots a bidder keeps.

    Parameters
    ----------
    maximum : most lots that one bidder may be awarded, at least 1.
    kept_by : ``lot_order`` (lots are decided in their published order) or ``largest_value_first``
        (by published estimated value, the largest first, equal values in lot order).

    Raises
    ------
    UnusableModelError
        ``lot_limit_out_of_range``, ``lots_kept_by_unknown``.
    """

    maximum: int
    kept_by: LotsKeptBy = "lot_order"

    def __post_init__(self) -> None:
        if self.maximum < 1:
            raise UnusableModelError("lot_limit_out_of_range", {"maximum": self.maximum})
        if self.kept_by not in ("lot_order", "largest_value_first"):
            raise UnusableModelError("lots_kept_by_unknown", {"kept_by": self.kept_by})


@dataclass(frozen=True)
class Awarded:
    """A supplier of a lot and its position, 1 first."""

    bid: str
    position: int


@dataclass(frozen=True)
class PassedOver:
    """A bid that its rank would have awarded, and the code of why not (``lot_limit_reached``)."""

    bid: str
    code: str


@dataclass(frozen=True)
class LotAward:
    """The award of one lot.

    ``not_awarded_reason`` is None where ``awarded`` is not empty, else ``no_admitted_bids``,
    ``admitted_bid_without_total``, ``tie``, ``all_passed_over`` or ``earlier_lot_undecided``
    (who wins a lot that is still open decides who is at the limit in this one).
    """

    lot: str
    awarded: tuple[Awarded, ...] = ()
    passed_over: tuple[PassedOver, ...] = ()
    not_awarded_reason: str | None = None


def award_lot(lot: LotToAward, at_limit: frozenset[str] = frozenset()) -> LotAward:
    """Award one lot to its best bids that are not at their limit.

    A tie that stays stops the award where it touches it: it reaches over the last position, or, in a
    cascade, it leaves the order of the positions open. Positions are competition ranks among the bids
    that remain.

    Parameters
    ----------
    lot : the lot and its ranking.
    at_limit : bids that may not be awarded one more lot.

    Examples
    --------
    >>> ranking = Ranking(ranks={"a": 1, "b": 2, "c": 3}, order=("a", "b", "c"))
    >>> award_lot(LotToAward("LOT-0001", ranking), frozenset({"a"})).awarded
    (Awarded(bid='b', position=1),)
    """
    if lot.ranking.without_total:
        return LotAward(lot.lot, not_awarded_reason="admitted_bid_without_total")
    if not lot.ranking.order:
        return LotAward(lot.lot, not_awarded_reason="no_admitted_bids")
    remaining = [bid for bid in lot.ranking.order if bid not in at_limit]
    awarded = _positions(remaining, lot.ranking)[: lot.suppliers]
    passed_over = _passed_over(lot.ranking.order, awarded, lot.suppliers, at_limit)
    if not awarded:
        return LotAward(lot.lot, passed_over=passed_over, not_awarded_reason="all_passed_over")
    if _is_open(remaining, lot):
        return LotAward(lot.lot, passed_over=passed_over, not_awarded_reason="tie")
    return LotAward(lot.lot, awarded=awarded, passed_over=passed_over)


def award_lots(lots: Sequence[LotToAward], limit: LotLimit | None = None) -> Mapping[str, LotAward]:
    """Award all lots, with the limit over lots if there is one.

    Lots are decided one after the other in the order of ``limit.kept_by``; a bidder that has its maximum is
    passed over in later lots and the next takes its place. A lot whose outcome hangs on a lot that could
    not be decided is not awarded either.

    Parameters
    ----------
    lots : in published order. A bidder has the same bid id in every lot.
    limit : published limit over lots; None for none.

    Returns
    -------
    mapping
        The award by lot id, in published order.

    Raises
    ------
    UnusableModelError
        ``lot_twice``; ``estimated_value_missing`` where values order the lots.
    """
    if twice := [lot for lot, times in Counter(each.lot for each in lots).items() if times > 1]:
        raise UnusableModelError("lot_twice", {"lot": twice[0]})
    if limit is None:
        return {lot.lot: award_lot(lot) for lot in lots}
    decided: dict[str, LotAward] = {}
    won: Counter[str] = Counter()
    may_win: Counter[str] = Counter()
    for lot in _deciding_order(lots, limit):
        at_limit = frozenset(bid for bid, times in won.items() if times >= limit.maximum)
        perhaps = frozenset(bid for bid in lot.ranking.order if won[bid] + may_win[bid] >= limit.maximum)
        award = award_lot(lot, at_limit)
        if perhaps - at_limit and award_lot(lot, at_limit | perhaps) != award:
            award = LotAward(lot.lot, not_awarded_reason="earlier_lot_undecided")
        decided[lot.lot] = award
        won.update(each.bid for each in award.awarded)
        if award.not_awarded_reason in ("tie", "earlier_lot_undecided", "admitted_bid_without_total"):
            may_win.update({*lot.ranking.order, *lot.ranking.without_total} - at_limit)
    return {lot.lot: decided[lot.lot] for lot in lots}


def _deciding_order(lots: Sequence[LotToAward], limit: LotLimit) -> list[LotToAward]:
    if limit.kept_by == "lot_order":
        return list(lots)
    for lot in lots:
        if lot.estimated_value is None:
            raise UnusableModelError("estimated_value_missing", {"lot": lot.lot})
    # sorted keeps equal values in their published order.
    return sorted(lots, key=lambda lot: -(lot.estimated_value or Decimal(0)))


def _positions(remaining: Sequence[str], ranking: Ranking) -> tuple[Awarded, ...]:
    """Return the remaining bids with competition ranks among themselves."""
    ranks = [ranking.ranks[bid] for bid in remaining]
    return tuple(Awarded(bid, 1 + ranks.index(rank)) for bid, rank in zip(remaining, ranks, strict=True))


def _is_open(remaining: Sequence[str], lot: LotToAward) -> bool:
    """Say whether a tie leaves open who is awarded or, in a cascade, in which order."""
    ranks = [lot.ranking.ranks[bid] for bid in remaining]
    over_the_edge = len(ranks) > lot.suppliers and ranks[lot.suppliers - 1] == ranks[lot.suppliers]
    awarded = ranks[: lot.suppliers]
    return over_the_edge or (lot.form == "cascade" and len(set(awarded)) < len(awarded))


def _passed_over(
    order: Sequence[str], awarded: Sequence[Awarded], suppliers: int, at_limit: frozenset[str]
) -> tuple[PassedOver, ...]:
    """Return the bids at their limit that stand before the last awarded one, or in a place left empty."""
    before = order if len(awarded) < suppliers else order[: order.index(awarded[-1].bid)]
    return tuple(PassedOver(bid, "lot_limit_reached") for bid in before if bid in at_limit)
