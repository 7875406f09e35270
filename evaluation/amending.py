"""Version n + 1 of a sealed tender: whether it can be made, its seal, and what it changes."""

import datetime as dt
from dataclasses import dataclass, replace

from evaluation.amendment import Change, changes, sheet_changes
from evaluation.amendment_deadline import Timing
from evaluation.seal import Amendment, Seal, is_sealed_by, sealed_as
from evaluation.sealing import seal_of
from evaluation.tender import Tender


@dataclass(frozen=True)
class Asked:
    """What a person says of an amendment.

    Parameters
    ----------
    by, at : who makes and seals it, and when: ISO time with zone.
    published : the day on which it is published.
    is_essential : bidders need more time to understand and answer what it changes.
    changes_basic_element : it could have made others take part, or distorted competition.
    is_accelerated : the procedure is an accelerated one.
    """

    by: str
    at: str
    published: dt.date
    is_essential: bool
    changes_basic_element: bool
    is_accelerated: bool = False


@dataclass(frozen=True)
class Amended:
    """A tender before and after an amendment, with what changed, the deadline and the new seal."""

    old: Tender
    new: Tender
    seal: Seal
    timing: Timing
    changes: tuple[Change, ...]

    @property
    def amendment(self) -> Amendment:
        """The amendment as the seal tells of it."""
        return self.seal.amendments[-1]


class AmendmentRefused(Exception):
    """An amendment cannot be made so: ``code`` and ``values`` say why."""

    def __init__(self, code: str, **values: object) -> None:
        super().__init__(code)
        self.code = code
        self.values = values


def amended(old: Tender, held: Seal | None, new: Tender, asked: Asked) -> Amended:
    """Return version n + 1 of a tender that is sealed as version n.

    Raises
    ------
    AmendmentRefused
        ``basic_element``, ``not_sealed``, ``seal_differs``, ``other_tender``, ``wrong_number``, ``no_changes``,
        ``published_too_late``, ``deadline_shortened`` or ``not_extended``.
    UnusableModelError
        Where the new model cannot be calculated.
    """
    if asked.changes_basic_element:
        raise AmendmentRefused("basic_element")
    if held is None:
        raise AmendmentRefused("not_sealed")
    if not is_sealed_by(old, held):
        raise AmendmentRefused("seal_differs", sealed=held.sha256, sha256=sealed_as(old, held))
    if new.facts.id != old.facts.id:
        raise AmendmentRefused("other_tender", found=new.facts.id, expected=old.facts.id)
    number = old.facts.amendment + 1
    if new.facts.amendment != number:
        raise AmendmentRefused("wrong_number", found=new.facts.amendment, expected=number)
    found = tuple(each for each in changes(old, new) if (each.table, each.field) != ("tender", "amendment"))
    if not found:
        raise AmendmentRefused("no_changes")
    timing = _timing(old, new, asked)
    step = Amendment(
        number=number,
        previous=held.sha256,
        published=asked.published.isoformat(),
        deadline=new.facts.deadline,
        is_essential=asked.is_essential,
        by=asked.by,
        at=asked.at,
        sheet_changes=sheet_changes(old, new),
    )
    sealed = replace(
        seal_of(new, asked.by, asked.at), previous=held.sha256, amendments=(*held.amendments, step)
    )
    return Amended(old, new, sealed, timing, found)


def _timing(old: Tender, new: Tender, asked: Asked) -> Timing:
    deadline, later = (dt.datetime.fromisoformat(of.facts.deadline).date() for of in (old, new))
    timing = Timing(
        asked.published, deadline, later, old.facts.regime, asked.is_essential, asked.is_accelerated
    )
    if timing.refusal is not None:
        days = {
            "published": timing.published,
            "deadline": timing.deadline,
            "new_deadline": timing.new_deadline,
        }
        raise AmendmentRefused(timing.refusal, **days, days=timing.days)
    return timing
