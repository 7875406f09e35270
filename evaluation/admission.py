"""Requirements and reservations -> what is proposed for each bid, and what a person decided."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from evaluation.bid import Bid
from evaluation.decisions import Decisions
from evaluation.scoring.rounding import for_comparison
from evaluation.stop_answers import failed_stops
from evaluation.substance_answers import failed_substances
from evaluation.tender import Requirement, Tender

TOO_MANY_LOTS = "too_many_lots"


@dataclass(frozen=True)
class Admitted:
    """Where a bid stands in a lot: its state, the requirements it failed, and what took it out.

    A baseline is no bid: nothing is asked, proposed or decided of it, and only a stop keeps it from being
    calculated.
    """

    state: str
    failed: tuple[str, ...] = ()
    excluded_by: str | None = None

    @property
    def is_in(self) -> bool:
        """Say whether the bid counts in the evaluation, by decision or, before it, by proposal."""
        return self.state in ("admitted", "proposed_admitted")

    @property
    def is_calculated(self) -> bool:
        """Say whether the bid gets figures in the lot."""
        return self.state not in ("not_offered", "stopped") and not (
            self.state == "baseline" and self.excluded_by
        )


def failed_requirements(tender: Tender, lot: str, bid: Bid) -> tuple[str, ...]:
    """Return the minimum requirements of a lot that a bid does not meet.

    Limits are inclusive and compared after nine decimals. An answer that is missing is not a failure:
    the reader has made it a problem of its own.
    """
    answers = bid.tables.get("requirement_answers", pd.DataFrame(columns=["lot", "key"]))
    of_lot = answers.loc[answers["lot"] == lot].set_index("key")
    failed = []
    for requirement in tender.in_lot(tender.requirements, lot):
        is_answered = requirement.kind == "minimum" and requirement.key in of_lot.index
        if is_answered and not _is_met(requirement, of_lot.loc[requirement.key].to_dict()):
            failed.append(requirement.key)
    return tuple(failed)


def lots_beyond_limit(tender: Tender, bid: Bid) -> tuple[str, ...]:
    """Return the lots of a bid after the first in published order that one bidder may bid on; none without a limit.

    The directive lets the buyer limit the number of lots that one tenderer may tender for (2014/24/EU art. 46(2)).
    Which lots a bidder that tenders for more has tendered for is not a choice of the buyer's after opening: here the
    first in published order stand, unless a named person decides otherwise.
    """
    most = tender.facts.maximum_lots_bid
    return () if most is None else tuple(lot.id for lot in tender.lots if lot.id in bid.lots)[most:]


def _is_met(requirement: Requirement, answer: Mapping[Any, Any]) -> bool:
    if requirement.answer == "yes_no":
        return answer.get("met") != "no"
    value = answer.get("value")
    if value is None or np.isnan(value):
        return True
    compared = float(for_comparison(value))
    low = requirement.minimum is None or compared >= float(for_comparison(requirement.minimum))
    return low and (requirement.maximum is None or compared <= float(for_comparison(requirement.maximum)))


def admissions(tender: Tender, lot: str, bids: Sequence[Bid], decisions: Decisions) -> Mapping[str, Admitted]:
    """Return where each bid stands in a lot.

    A bid that does not bid on the lot is ``not_offered``; a stop makes it ``stopped``; a decision makes
    it ``admitted`` or ``not_admitted``; without one it is proposed by its requirements and reservations, and by
    what testers found of the stop criteria.
    Beyond the most lots that one bidder may bid on, a bid is proposed to be out.
    A baseline is ``baseline``, whatever it meets and whatever was decided.
    """
    decided = {d.bid: d for d in decisions.admissions if d.lot == lot and d.decision}
    barred = {r.bid for r in decisions.reservations if r.lot == lot and r.decision == "not_compliant"}
    found: dict[str, Admitted] = {}
    for bid in bids:
        stops = [p.code for p in bid.problems if p.severity == "stop" and p.lot in (None, lot)]
        if lot not in bid.lots and not stops:
            found[bid.id] = Admitted("not_offered")
            continue
        if bid.is_baseline:
            found[bid.id] = Admitted("baseline", excluded_by=stops[0] if stops else None)
            continue
        if stops:
            found[bid.id] = Admitted("stopped", excluded_by=stops[0])
            continue
        failed = (
            *([TOO_MANY_LOTS] if lot in lots_beyond_limit(tender, bid) else []),
            *failed_requirements(tender, lot, bid),
            *failed_substances(tender, lot, bid),
            *failed_stops(tender, lot, bid.id, decisions),
        )
        reason = failed[0] if failed else "reservation" if bid.id in barred else None
        if bid.id in decided:
            decision = decided[bid.id]
            out = decision.decision == "not_admitted"
            found[bid.id] = Admitted(str(decision.decision), failed, (reason or "decision") if out else None)
        else:
            found[bid.id] = Admitted(
                "proposed_not_admitted" if reason else "proposed_admitted", failed, reason
            )
    return found
