"""What the numbers of a bid rest on, and the doubts about evidence that forbid an award."""

from decimal import Decimal

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evaluation import LotEvaluation, evaluate
from evaluation.award_run import obstacles
from evaluation.bid import Bid
from evaluation.decisions import Decisions
from evaluation.evaluation_model import Criterion, PublishedDefault
from evaluation.evidence import PARTS, evidence_shares, open_evidence
from evaluation.lifespan import lives
from evaluation.lot_values import LotValues
from evaluation.result import Evaluation
from evaluation.tender import Item
from tests.builders import LOT, bid_of, tender_of
from tests.evaluation.two_chairs import (
    BY,
    LEVELS,
    LIFE,
    NORD,
    PRICE,
    SYD,
    chair_bid,
    chair_decisions,
    chair_tender,
    chairs,
    two_chairs,
)
from tests.evaluation.whole_desk import desk_bid, whole_desk

SPARE_PARTS = Criterion(
    lot=LOT, id="parts", title_da="Reservedele", weight="50", measure="spare_parts_score",
    rule="fixed_interval", zero_at=0, full_at=1,
)  # fmt: skip
BASES = ("reference", "guaranteed", "credited")
ORDER = [level.key for level in LEVELS]


def counts(lot: LotEvaluation, bid: str) -> dict[str, int]:
    """Return how many numbers of a bid are of each part, those that are of none left out."""
    row = evidence_shares(lot).loc[bid, [*PARTS, "of"]]
    return {str(name): int(n) for name, n in row.items() if n}


def against(done: Evaluation) -> list[tuple[str, dict[str, object]]]:
    """Return what stands against an award beside the seal that is missing."""
    return [(code, dict(values)) for code, values in obstacles(done, (), None) if code != "no_seal"]


def with_parts(chair: dict[str, object], lamp: dict[str, object]) -> LotEvaluation:
    """Return a lot of a chair and a lamp, scored on price and spare parts, one bid; E4 and E0 are accepted."""
    items = [
        Item(key=key, lot=LOT, title_da=key, quantity=(1.0,), reference_life=10, reference=True)
        for key in ("chair", "lamp")
    ]
    price = PRICE.model_copy(update={"measure": "purchase_price"})
    default = PublishedDefault(field="product_data.spare_parts_days", value=15.0, basis="b")
    tender = tender_of(items, [price, SPARE_PARTS], evidence_levels=LEVELS, defaults=(default,))
    bid = bid_of(
        NORD,
        prices=[
            {"key": key, "offered": "yes", "product": "x", "unit_price": 5.0} for key in ("chair", "lamp")
        ],
        product_data=[{"key": "chair", **chair}, {"key": "lamp", **lamp}],
    )
    decided = [
        row.model_copy(update={"item": item})
        for level, item in (("E4", "chair"), ("E0", "lamp"))
        for row in chair_decisions({NORD: level}).accepted_evidence
    ]
    return evaluate(tender, [bid], Decisions(accepted_evidence=tuple(decided))).lots[LOT]


def claims(**fields: object) -> dict[str, object]:
    """Return five years' guarantee, a claim of fifteen, and spare parts for ten years within three days."""
    known = {"guarantee": 5.0, "claimed_life": 15.0, "spare_parts_years": 10.0, "spare_parts_days": 3.0}
    return {**known, "evidence_kind": None, "evidence_document": None, **fields}


def test_each_number_is_counted_once_in_the_part_it_belongs_to() -> None:
    """Two prices are the offer itself.

    Of the chair, with kind and page: guarantee and spare parts' years are documented, its life is accepted, the days
    are a default. Of the lamp, without: all four are unproven.
    """
    named = {"evidence_kind": "independent", "evidence_document": "Bilag 4, s. 12"}
    lot = with_parts(claims(**named, spare_parts_days=np.nan), claims())
    assert counts(lot, NORD) == {
        "defaulted": 1,
        "unproven": 4,
        "documented": 2,
        "accepted": 1,
        "offered": 2,
        "of": 10,
    }


@pytest.mark.parametrize(
    ("kind", "document"), [("none", "Bilag 4"), (None, "Bilag 4"), ("own", None), ("none", None)]
)
def test_a_claim_without_a_kind_or_without_a_place_to_find_it_is_not_proven(
    kind: str | None, document: str | None
) -> None:
    """What the buyer has accepted all the same stays accepted: only that decision counts."""
    lot = with_parts(claims(evidence_kind=kind, evidence_document=document), claims())
    assert counts(lot, NORD) == {"unproven": 7, "accepted": 1, "offered": 2, "of": 10}


def test_a_life_that_nobody_has_decided_on_is_not_proven_though_its_document_is_named() -> None:
    """A price, a documented guarantee and a life for each; only one life has a level."""
    lot = two_chairs().lots[LOT]
    of_both = {"documented": 1, "offered": 1, "of": 3}
    assert counts(lot, NORD) == {"unproven": 1, **of_both}
    assert counts(lot, SYD) == {"accepted": 1, **of_both}


def test_what_no_scored_measure_reads_is_not_counted() -> None:
    """On price alone, with lives reported: one price, and nothing that is claimed."""
    tender = chair_tender((PRICE.model_copy(update={"weight": Decimal(100)}),), reported_measures=("life",))
    lot = evaluate(tender, chairs(), chair_decisions({})).lots[LOT]
    assert counts(lot, NORD) == {"offered": 1, "of": 1}


def test_a_price_that_the_rule_fills_in_is_a_default_once_and_not_what_the_cell_held() -> None:
    """The lamp of ``b`` is not offered: its own 5 is not read, and the price that is filled in is no offer."""
    items = [Item(key=key, lot=LOT, title_da=key, quantity=(1.0,)) for key in ("desk", "lamp")]
    rows = {
        name: [
            {"key": "desk", "offered": "yes", "product": "x", "unit_price": 100.0},
            {"key": "lamp", "offered": offered, "product": "y", "unit_price": 5.0},
        ]
        for name, offered in (("a", "yes"), ("b", "no"))
    }
    tender = tender_of(items, model={"missing_lines": "fill", "missing_max_lines": 1})
    lot = evaluate(tender, [bid_of(name, prices=prices) for name, prices in rows.items()]).lots[LOT]
    assert counts(lot, "a") == {"offered": 2, "of": 2}
    assert counts(lot, "b") == {"defaulted": 1, "offered": 1, "of": 2}


def test_the_share_of_emissions_that_a_default_drives_is_their_share_of_the_bids_own() -> None:
    """Electricity is the default of 40 kWh, for 4 desks in the years of 0.1, 0.08, 0.06, 0.04 and four of 0.02 kg.

    40 x 4 x 0.36 = 57.6 kg, of the sizes of all that is emitted in modules A to C.
    """
    tender = whole_desk()
    tables = {name: getattr(tender, name) for name in type(tender).model_fields}
    default = PublishedDefault(field="product_data.electricity_kwh_per_year", value=40.0, basis="b")
    tables["defaults"] = (*tender.defaults, default)
    bid = desk_bid()
    product = bid.tables["product_data"].assign(electricity_kwh_per_year=np.nan)
    silent = Bid(bid.id, bid.name, bid.lots, (), {**bid.tables, "product_data": product}, bid.columns)
    lot = evaluate(type(tender)(**tables), [silent]).lots[LOT]
    rows = lot.impacts.loc[lot.impacts["module"] != "D"]
    found = evidence_shares(lot).iloc[0]
    assert found["emissions_defaulted"] == pytest.approx(57.6 / rows["gwp"].abs().sum())
    assert found["defaulted"] == 1
    assert found["residual_defaulted"] == 0.0


def test_a_lot_in_which_no_bid_is_calculated_has_no_shares_and_no_doubts() -> None:
    lot = evaluate(chair_tender(), []).lots[LOT]
    assert evidence_shares(lot).empty
    assert open_evidence(lot) == {}


@settings(max_examples=30)
@given(st.lists(st.tuples(*[st.booleans()] * 4), min_size=2, max_size=2))
def test_the_parts_of_a_bid_sum_to_all_of_it(said: list[tuple[bool, bool, bool, bool]]) -> None:
    """A kind or none, a document or none, spare parts' days or a default, a life or a blank."""
    of = [
        claims(
            evidence_kind="own" if kind else None,
            evidence_document="s. 1" if document else None,
            spare_parts_days=3.0 if days else np.nan,
            claimed_life=15.0 if life else np.nan,
        )
        for kind, document, days, life in said
    ]
    row = evidence_shares(with_parts(of[0], of[1])).iloc[0]
    assert sum(row[part] / row["of"] for part in PARTS) == pytest.approx(1.0)
    assert row["of"] == 10 - sum(not life for *_, life in said)


def test_an_open_doubt_about_a_life_that_counts_forbids_the_award_and_names_lot_and_bid() -> None:
    assert against(two_chairs()) == [("evidence_open", {"lot": LOT, "bid": NORD, "count": 1})]


@pytest.mark.parametrize("level", ORDER)
def test_a_decision_of_any_level_closes_the_doubt_also_one_that_credits_nothing(level: str) -> None:
    assert against(two_chairs(level)) == []


def test_a_row_without_a_level_is_no_decision() -> None:
    done = evaluate(chair_tender(), chairs(), chair_decisions({NORD: None, SYD: "E4"}))
    assert [code for code, _ in against(done)] == ["evidence_open"]


def test_a_claim_within_the_reference_or_the_guarantee_counts_in_full_and_awaits_nothing() -> None:
    for bid in (chairs(10.0)[0], chair_bid(NORD, 2100.0, guarantee=15.0, claimed_life=15.0)):
        done = evaluate(chair_tender(), [bid, chairs()[1]], chair_decisions({SYD: "E4"}))
        assert against(done) == []


def test_a_bid_that_does_not_count_holds_up_nothing() -> None:
    done = evaluate(chair_tender(), chairs(), chair_decisions({SYD: "E4"}, admitted=(SYD,)))
    assert against(done) == []


@pytest.mark.parametrize(
    ("criteria", "model", "is_open"),
    [
        ((PRICE, LIFE), {"life_basis": "reference"}, True),
        ((PRICE, LIFE), {"life_basis": "guaranteed"}, True),
        ((PRICE, SPARE_PARTS), {"life_basis": "credited"}, True),
        ((PRICE, SPARE_PARTS), {"life_basis": "guaranteed"}, False),
        ((PRICE, SPARE_PARTS), {"life_basis": "reference", "reported_measures": ("life",)}, False),
    ],
)
def test_a_level_is_awaited_only_where_the_credited_life_counts(
    criteria: tuple[Criterion, ...],
    model: dict[str, object],
    is_open: bool,  # noqa: FBT001  (a column of the table of cases)
) -> None:
    """It is scored as a life, or it drives purchases; the score of spare parts reads the claim alone."""
    done = evaluate(chair_tender(criteria, **model), chairs(), chair_decisions({SYD: "E4"}))
    assert bool(open_evidence(done.lots[LOT])) == is_open


def test_without_published_levels_there_is_nothing_to_decide() -> None:
    tender = chair_tender()
    tables = {name: getattr(tender, name) for name in type(tender).model_fields} | {"evidence_levels": ()}
    done = evaluate(type(tender)(**tables), chairs(), chair_decisions({}))
    assert open_evidence(done.lots[LOT]) == {}


@pytest.mark.parametrize("basis", BASES)
@given(
    claim=st.floats(0.5, 40),
    guarantee=st.one_of(st.just(float("nan")), st.floats(0, 40)),
    steps=st.tuples(st.sampled_from([None, *ORDER]), st.sampled_from([None, *ORDER])),
)
def test_better_accepted_evidence_never_shortens_a_life_on_any_basis(
    basis: str, claim: float, guarantee: float, steps: tuple[str | None, str | None]
) -> None:
    low, high = sorted(steps, key=lambda level: -1 if level is None else ORDER.index(level))
    bid = chair_bid(NORD, 2100.0, claimed_life=claim, guarantee=guarantee)
    values = LotValues(chair_tender(life_basis=basis), LOT, [bid])
    less, more = (lives(values, chair_decisions({NORD: level})) for level in (low, high))
    assert less.credited[0, 0] <= more.credited[0, 0] + 1e-9
    assert less.purchase[0, 0] <= more.purchase[0, 0] + 1e-9


@pytest.mark.parametrize("basis", BASES)
@settings(max_examples=20)
@given(claim=st.floats(1, 40), level=st.sampled_from(ORDER))
def test_accepting_a_level_never_lowers_the_points_of_the_bid_it_is_of(
    basis: str, claim: float, level: str
) -> None:
    """Cost falls or stays as the life grows, and both rules give more for less cost and a longer life."""
    tender = chair_tender(life_basis=basis)
    before, after = (
        evaluate(tender, chairs(claim), chair_decisions({SYD: "E4", **levels})).lots[LOT].total[NORD]
        for levels in ({}, {NORD: level})
    )
    assert after >= before - 1e-9


def test_a_decision_names_who_and_why() -> None:
    (row,) = chair_decisions({NORD: "E4"}).accepted_evidence
    assert (row.by, row.reason, row.at) == (BY["by"], BY["reason"], BY["at"])
