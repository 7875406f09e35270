"""Which single document would change the ranking, tried one at a time."""

from decimal import Decimal

import pytest

from evaluation import decisive_documents as module
from evaluation import evaluate
from evaluation.bid import Bid
from evaluation.decisions import AcceptedEvidence, Decisions
from evaluation.decisive_documents import DecisiveDocument, accepted_at, decisive_documents
from evaluation.tender import Item, Tender
from tests.builders import LOT, bid_of, tender_of
from tests.evaluation.two_chairs import (
    BY,
    LEVELS,
    LIFE,
    NORD,
    PRICE,
    SYD,
    chair_decisions,
    chair_tender,
    chairs,
    two_chairs,
)


def test_one_document_takes_the_dearer_chair_from_the_second_to_the_first_place() -> None:
    """7.0 against 8.3 points before, 9.5 against 8.3 with the evidence at E5 (counted in ``two_chairs``).

    Two documents are tried; better evidence for the other chair leaves it first.
    """
    study = decisive_documents(two_chairs(), LOT)
    assert (study.tried, study.reason) == (2, None)
    assert study.documents == (
        DecisiveDocument(NORD, "chair", "claimed_life", None, "E5", True, 2, 1, True),  # noqa: FBT003
    )
    assert two_chairs().lots[LOT].total.to_dict() == pytest.approx({NORD: 7.0, SYD: 8.3})
    assert two_chairs("E5").lots[LOT].total.to_dict() == pytest.approx({NORD: 9.5, SYD: 8.3})


def test_a_level_that_is_decided_is_named_and_the_doubt_is_not_open() -> None:
    """At E2 the life is 12 and the total 0.5 x 9 + 0.5 x 7 = 8.0, still second to 8.3."""
    (found,) = decisive_documents(two_chairs("E2"), LOT).documents
    assert (found.level_now, found.is_open, found.rank_now, found.rank_then) == ("E2", False, 2, 1)


def test_the_study_changes_nothing_of_the_evaluation() -> None:
    done = two_chairs()
    decided = done.lots[LOT].decisions
    decisive_documents(done, LOT)
    assert done.lots[LOT].decisions == decided == done.decisions
    assert done.lots[LOT].ranks == two_chairs().lots[LOT].ranks


def test_where_the_credited_life_drives_purchases_the_whole_lot_is_evaluated_again() -> None:
    """On cost alone: 10 years are bought twice in twelve, 4,200; 15 years once, 2,100, against 2 x 2,000.

    With its own evidence at E5 ``sydkontor`` lasts 12 years, is bought once and is first as before.
    """
    only_price = (PRICE.model_copy(update={"weight": Decimal(100)}),)
    tender = chair_tender(only_price, life_basis="credited")
    done = evaluate(tender, chairs(), chair_decisions({SYD: "E4"}))
    (found,) = decisive_documents(done, LOT).documents
    assert (found.bid, found.rank_now, found.rank_then, found.is_open) == (NORD, 2, 1, True)


@pytest.mark.parametrize("basis", ["reference", "guaranteed", "credited"])
def test_what_is_found_is_what_a_whole_evaluation_with_the_changed_decision_gives(basis: str) -> None:
    done = two_chairs(life_basis=basis)
    for found in decisive_documents(done, LOT).documents:
        items = [found.item] if found.item else ["chair"]
        changed = accepted_at(done.decisions, LOT, found.bid, items, found.level_then)
        then = evaluate(done.tender, chairs(), changed).lots[LOT].ranks.ranks
        assert then[found.bid] == found.rank_then
        assert then != done.lots[LOT].ranks.ranks


def two_items() -> tuple[Tender, tuple[Bid, Bid], Decisions]:
    """Return a chair and a desk of a reference life of ten years, two bids, no level of ``nordkontor`` decided.

    ``nordkontor`` claims 15 and 15 years for 110, ``sydkontor`` 12 and 12 for 100, accepted at E5.
    """
    items = [
        Item(key=key, lot=LOT, title_da=key, quantity=(1.0,), reference_life=10, reference=True)
        for key in ("chair", "desk")
    ]
    price = PRICE.model_copy(update={"measure": "purchase_price"})
    tender = tender_of(items, [price, LIFE], evidence_levels=LEVELS)
    bids = tuple(
        bid_of(
            name,
            prices=[
                {"key": key, "offered": "yes", "product": "x", "unit_price": amount}
                for key in ("chair", "desk")
            ],
            product_data=[{"key": key, "guarantee": 5.0, "claimed_life": claim} for key in ("chair", "desk")],
        )
        for name, amount, claim in ((NORD, 55.0, 15.0), (SYD, 50.0, 12.0))
    )
    accepted = tuple(
        AcceptedEvidence(bid=SYD, item=key, claim="claimed_life", level="E5", **BY)
        for key in ("chair", "desk")
    )
    decisions = chair_decisions({}).model_copy(update={"accepted_evidence": accepted})
    return tender, (bids[0], bids[1]), decisions


def test_a_document_that_covers_all_items_of_a_bid_is_tried_as_one() -> None:
    """``sydkontor``: 10 for price and 7 for 12 years: 8.5. ``nordkontor``: 8 for price, 10 % over the lowest.

    With one document the mean life is (15 + 10) / 2 = 12.5: 0.5 x 8 + 0.5 x 7.5 = 7.75; with one for both 15: 9.0.
    """
    tender, bids, decisions = two_items()
    study = decisive_documents(evaluate(tender, bids, decisions), LOT)
    assert study.tried == 3
    (found,) = study.documents
    assert (found.bid, found.item, found.level_now, found.is_open) == (NORD, None, None, True)
    assert (found.rank_now, found.rank_then, found.changes_first) == (2, 1, True)


def test_a_bid_that_is_out_is_not_tried() -> None:
    done = evaluate(chair_tender(), chairs(), chair_decisions({SYD: "E4"}, admitted=(SYD,)))
    assert decisive_documents(done, LOT).tried == 1


def test_where_no_level_changes_a_point_nothing_is_evaluated_again() -> None:
    only_price = (PRICE.model_copy(update={"weight": Decimal(100)}),)
    done = evaluate(chair_tender(only_price), chairs(), chair_decisions({}))
    study = decisive_documents(done, LOT)
    assert (study.documents, study.tried, study.reason) == ((), 0, "life_not_read")


@pytest.mark.parametrize(
    ("limit", "basis", "reason"),
    [
        ("MOST_RANKINGS", "reference", "too_many"),
        ("MOST_LINES", "credited", "too_many"),
        ("MOST_LINES", "reference", None),
    ],
)
def test_above_its_limits_the_study_refuses_with_a_reason(
    monkeypatch: pytest.MonkeyPatch, limit: str, basis: str, reason: str | None
) -> None:
    """Two documents; two bids of one line are four lines to evaluate again, where all is evaluated again."""
    monkeypatch.setattr(module, limit, 1)
    study = decisive_documents(two_chairs(life_basis=basis), LOT)
    assert (study.tried, study.reason) == (2, reason)
