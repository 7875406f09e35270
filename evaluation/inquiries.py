"""What a bidder is asked because its figures stand out beside the others', and which of it is still open."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from evaluation.decisions import Decisions, Inquiry
from evaluation.problems import ResultWarning

FlagKind = Literal["low_price", "low_line", "unbalanced", "good_claim"]


@dataclass(frozen=True)
class Flag:
    """A figure of a bid that stands out: what to ask the bidder about, and nothing that rejects a bid.

    Parameters
    ----------
    kind : of the code list ``inquiry_kind``.
    bid : id of the bid.
    about : the measure, or the field (``table.field``), that stands out.
    warning : what the result says of it, with the figures.
    place : file, sheet and cell of the first figure; blank where it is a sum.
    """

    kind: FlagKind
    bid: str
    about: str
    warning: ResultWarning
    place: str = ""


def inquiry_of(flag: Flag, lot: str, decisions: Decisions) -> Inquiry | None:
    """Return what was asked, answered and decided about a flag, None where there is nothing."""
    asked = (lot, flag.bid, flag.kind, flag.about)
    found = (row for row in decisions.inquiries if (row.lot, row.bid, row.kind, row.about) == asked)
    return next(found, None)


def under_inquiry(flags: Iterable[Flag], lot: str, decisions: Decisions) -> frozenset[str]:
    """Return the bids with an abnormally low price about which nobody has closed the inquiry."""
    low = [flag for flag in flags if flag.kind == "low_price"]
    asked = [(flag.bid, inquiry_of(flag, lot, decisions)) for flag in low]
    return frozenset(bid for bid, row in asked if row is None or not row.is_closed)
