"""Amendments: what changed between two tenders, the deadline by the statute's text, and the chain of seals."""

import datetime as dt
from dataclasses import replace
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluation.amending import AmendmentRefused, Asked, amended
from evaluation.amendment import Change, changes, sheet_changes
from evaluation.amendment_deadline import Timing
from evaluation.seal import Seal, SheetChange, tender_sha256
from evaluation.sealing import seal_of
from evaluation.tender import Item, Requirement, Tender, TenderFacts
from tests.builders import LOT, tender_of

AT = "2026-10-01T09:00:00+02:00"
CHAIR = Item(key="chair", lot=LOT, title_da="Stol", quantity=(4.0,), reference_life=10.0)
TABLE = Item(key="table", lot=LOT, title_da="Bord", quantity=(2.0,), reference_life=15.0)
ASKED = Asked("Anne", AT, dt.date(2026, 10, 5), is_essential=False, changes_basic_element=False)


def version(number: int, *, deadline: str = "2026-11-02", **tables: object) -> Tender:
    """Return the tender as it stands with so many amendments."""
    given: dict[str, Any] = {"items": [CHAIR], **tables}
    facts = TenderFacts(
        id="test",
        title="Test",
        authority="A",
        regime="eu_open",
        deadline=deadline,
        approver="B",
        amendment=number,
    )
    return tender_of(facts=facts, **given)


def test_every_change_is_named_with_its_row_and_both_values() -> None:
    """By hand: another quantity and discount rate, a row more, a row less, and the number of the amendment."""
    mk = Requirement(key="mk_1", lot=LOT, text_da="CE")
    old = version(0, items=[CHAIR, TABLE], requirements=(mk,))
    more = CHAIR.model_copy(update={"quantity": (6.0,)})
    lamp = Item(key="lamp", lot=LOT, title_da="Lampe", quantity=(1.0,))
    new = version(1, items=[more, lamp], requirements=(mk,), model={"discount_rate": 0.04})
    found = changes(old, new)
    assert found[:3] == (
        Change("changed", "tender", "test", "amendment", 0, 1),
        Change("changed", "models", LOT, "discount_rate", 0.035, 0.04),
        Change("changed", "items", f"{LOT} chair", "quantity", (4.0,), (6.0,)),
    )
    rest = {(c.kind, c.table, c.key) for c in found[3:]}
    assert rest == {("added", "items", f"{LOT} lamp"), ("removed", "items", f"{LOT} table")}
    assert Change("removed", "items", f"{LOT} table", "title_da", "Bord", None) in found
    assert Change("added", "items", f"{LOT} lamp", "title_da", None, "Lampe") in found


def test_a_row_put_in_between_is_one_row_more_and_no_other_is_changed() -> None:
    old = version(0, items=[CHAIR, TABLE])
    lamp = Item(key="lamp", lot=LOT, title_da="Lampe", quantity=(1.0,))
    found = changes(old, version(0, items=[CHAIR, lamp, TABLE]))
    assert {(c.kind, c.key) for c in found} == {("added", f"{LOT} lamp")}


def test_what_the_bidder_sees_is_a_change_of_the_sheet_and_what_he_does_not_see_is_none() -> None:
    old = version(0)
    seen = CHAIR.model_copy(update={"quantity": (6.0,)})
    unseen = CHAIR.model_copy(update={"reference_life": 12.0})
    mk = Requirement(key="mk_1", lot=LOT, text_da="CE")
    assert sheet_changes(old, version(1, items=[seen])) == (SheetChange(LOT, "prices", "chair", "quantity"),)
    assert sheet_changes(old, version(1, items=[unseen])) == ()
    assert sheet_changes(old, version(1, items=[CHAIR, TABLE])) == (SheetChange(LOT, "prices", "table"),)
    assert sheet_changes(old, version(1, requirements=(mk,))) == (SheetChange(LOT, "requirement_answers"),)


OCTOBER = [dt.date(2020, 10, day) for day in range(1, 32)]


def timing(published: int, *, later: int = 0, **of: object) -> Timing:
    """Return the timing of an amendment published on a day of October 2020, of a deadline on the 28th."""
    deadline = OCTOBER[27]
    facts: Any = {"regime": "eu_open", "is_essential": False, **of}
    return Timing(OCTOBER[published - 1], deadline, deadline + dt.timedelta(days=later), **facts)


@pytest.mark.parametrize(
    ("published", "is_accelerated", "days", "is_late"),
    [
        (21, False, 6, False),
        (22, False, 5, True),
        (23, True, 4, False),
        (24, True, 3, True),
        (27, False, 0, True),
    ],
)
def test_the_days_are_counted_as_statens_indkoeb_counts_them(
    published: int, is_accelerated: object, days: int, is_late: object
) -> None:
    """Deadline on 28 October: six whole days are the 22nd to the 27th, and the 21st is the last day in time.

    statensindkob.dk, "Hvordan beregner jeg 6-dages fristen for afgivelse af supplerende oplysninger?", 29-10-2020.
    """
    found = timing(published, is_accelerated=bool(is_accelerated))
    assert (found.days, found.is_late) == (days, is_late)
    assert found.last_day_in_time == OCTOBER[22 if is_accelerated else 20]


@pytest.mark.parametrize(
    ("found", "refusal", "follows"),
    [
        (timing(14), None, ("in_time",)),
        (timing(22), "not_extended", ("late", "should_extend")),
        (timing(22, later=7), None, ("late", "extended")),
        (timing(22, later=1), None, ("late", "extended")),
        (timing(24, later=1), None, ("late", "extended", "still_short")),
        (timing(14, is_essential=True), "not_extended", ("in_time", "essential", "should_extend")),
        (timing(14, later=14, is_essential=True), None, ("in_time", "essential", "extended")),
        (timing(22, regime="national_191"), None, ("late", "should_extend", "yardstick")),
        (timing(14, later=-3), "deadline_shortened", ("in_time",)),
        (timing(28, later=14), "published_too_late", ("late", "extended")),
    ],
)
def test_what_follows_of_the_days_and_of_essential_changes(
    found: Timing, refusal: str | None, follows: tuple[str, ...]
) -> None:
    """§ 93 stk. 4: the buyer must extend where information comes late (nr. 1) or changes are essential (nr. 2)."""
    assert (found.refusal, found.follows) == (refusal, follows)


@given(st.dates(dt.date(2020, 1, 1), dt.date(2030, 1, 1)), st.integers(1, 60), st.booleans())
def test_one_day_later_than_the_last_day_in_time_is_late(
    day: dt.date, days: int, accelerated: object
) -> None:
    deadline = day + dt.timedelta(days=days)
    at = Timing(day, deadline, deadline, "eu_open", is_essential=False, is_accelerated=bool(accelerated))
    assert at.is_late == (day > at.last_day_in_time)
    next_day = replace(at, published=day + dt.timedelta(days=1))
    assert next_day.days == at.days - 1


def test_the_chain_of_seals_leads_from_the_last_version_to_the_first() -> None:
    versions = [
        version(0),
        version(1, items=[CHAIR.model_copy(update={"quantity": (6.0,)})]),
        version(2, items=[CHAIR.model_copy(update={"quantity": (6.0,)})], deadline="2026-11-16"),
    ]
    seals = [seal_of(versions[0], "Anne", AT)]
    for old, new in pairwise(versions):
        seals.append(amended(old, seals[-1], new, ASKED).seal)
    hashes = [tender_sha256(each) for each in versions]
    last = seals[-1]
    assert [seal.version for seal in seals] == [1, 2, 3]
    assert [last.sha256, last.previous, seals[1].previous, seals[0].previous] == [*hashes[::-1], ""]
    assert [each.previous for each in last.amendments] == hashes[:2]
    assert [each.number for each in last.amendments] == [1, 2]
    assert [each.deadline for each in last.amendments] == ["2026-11-02", "2026-11-16"]
    assert [bool(each.sheet_changes) for each in last.amendments] == [True, False]


OLD = version(0)
LESS: dict[str, Any] = {"items": [CHAIR.model_copy(update={"quantity": (3.0,)})]}


@pytest.mark.parametrize(
    ("held", "new", "asked", "code"),
    [
        ("own", version(1, **LESS), replace(ASKED, changes_basic_element=True), "basic_element"),
        ("none", version(1, **LESS), ASKED, "not_sealed"),
        ("other", version(1, **LESS), ASKED, "seal_differs"),
        ("own", version(2, **LESS), ASKED, "wrong_number"),
        ("own", version(0, **LESS), ASKED, "wrong_number"),
        ("own", version(1), ASKED, "no_changes"),
        ("own", version(1, **LESS), replace(ASKED, is_essential=True), "not_extended"),
        ("own", version(1, **LESS), replace(ASKED, published=dt.date(2026, 10, 27)), "not_extended"),
        ("own", version(1, **LESS), replace(ASKED, published=dt.date(2026, 11, 2)), "published_too_late"),
        ("own", version(1, deadline="2026-10-30"), ASKED, "deadline_shortened"),
    ],
)
def test_an_amendment_that_cannot_be_made_so_is_refused(
    held: str, new: Tender, asked: Asked, code: str
) -> None:
    seals = {"own": seal_of(OLD, "A", AT), "none": None, "other": Seal("0" * 64, "A", AT)}
    with pytest.raises(AmendmentRefused) as refused:
        amended(OLD, seals[held], new, asked)
    assert refused.value.code == code


def test_a_tender_of_another_id_is_no_amendment() -> None:
    other = version(1, **LESS)
    facts = other.facts.model_copy(update={"id": "another"})
    with pytest.raises(AmendmentRefused, match="other_tender"):
        amended(OLD, seal_of(OLD, "A", AT), tender_of(LESS["items"], facts=facts), ASKED)


def test_an_essential_change_with_a_later_deadline_is_made() -> None:
    new = version(1, deadline="2026-11-23", **LESS)
    done = amended(OLD, seal_of(OLD, "A", AT), new, replace(ASKED, is_essential=True))
    assert done.timing.follows == ("in_time", "essential", "extended")
    assert done.amendment.is_essential
