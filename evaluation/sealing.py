"""Sealing a tender: its hash, the hash of each part, and what this calculation gives invented bids."""

from evaluation.seal import Seal, is_sealed_by, known_fields, seal_parts, tender_sha256
from evaluation.tender import Tender
from evaluation.test_vector import sealed_vector


def seal_of(tender: Tender, by: str, at: str) -> Seal:
    """Return the seal of a tender as it stands, which knows of no version before it.

    Parameters
    ----------
    by, at : who seals, and when: ISO time with zone.

    Raises
    ------
    UnusableModelError
        Where the published model cannot be calculated.
    """
    return Seal(
        tender_sha256(tender),
        by,
        at,
        parts=seal_parts(tender),
        fields=known_fields(),
        vector=sealed_vector(tender),
        version=tender.facts.amendment + 1,
    )


def refused(
    tender: Tender, held: Seal | None, *, has_bids: bool, is_fork: bool, late_reason: str
) -> str | None:
    """Return why a case cannot be sealed as it stands, a code; None where it can.

    Parameters
    ----------
    held : the seal that the case has.
    has_bids : bids are in the case, so that they may have been opened.
    is_fork : the case is a copy that was changed after its bids were opened; no award can come of it anyway.
    late_reason : why it is sealed although bids are there.

    Returns
    -------
    ``already`` sealed as it stands; ``use_amend`` where the tender is of another version than its seal;
    ``changed_with_bids`` where a sealed tender was changed and bids are there; ``needs_late`` where bids are there and
    no reason is given; ``late_without_bids`` where a reason is given and none are.
    """
    if is_sealed_by(tender, held):
        return "already"
    if is_fork:
        return None
    if held is not None and has_bids:
        return "changed_with_bids"
    if held is not None and held.version != tender.facts.amendment + 1:
        return "use_amend"
    if has_bids and not late_reason:
        return "needs_late"
    return "late_without_bids" if late_reason and not has_bids else None
