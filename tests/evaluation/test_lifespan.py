"""Claims, guarantees and evidence: which life counts, and which one drives purchases."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluation import evaluate
from evaluation.bid import Bid
from evaluation.decisions import AcceptedEvidence, Decisions
from evaluation.evaluation_model import Criterion, EvidenceLevel
from evaluation.lifespan import credited_life, guaranteed_life, lives, mean_uses
from evaluation.lot_values import LotValues
from evaluation.tender import Item, Tender
from tests.builders import LOT, bid_of, figure, tender_of

years = st.floats(0.5, 40)
shares = st.floats(0, 1)
LEVELS = (
    EvidenceLevel(key="E2", title_da="Egen", credit=0.4),
    EvidenceLevel(key="E4", title_da="Uvildig", credit=0.8),
)
LIFE = Criterion(
    lot=LOT, id="life", title_da="Levetid", weight="100", measure="life", rule="fixed_interval",
    zero_at=5, full_at=15,
)  # fmt: skip
SPARE_PARTS = Criterion(
    lot=LOT, id="parts", title_da="Reservedele", weight="100", measure="spare_parts_score",
    rule="fixed_interval", zero_at=0, full_at=1,
)  # fmt: skip


def chair_tender(criterion: Criterion = LIFE, **model: object) -> Tender:
    """Return a tender of one chair with a reference life of ten years."""
    chair = Item(key="chair", lot=LOT, title_da="Stol", quantity=(1.0,), reference_life=10, reference=True)
    reported = {"reported_measures": ("life_cycle_cost",)}
    return tender_of(
        [chair], [criterion], evidence_levels=LEVELS, model={"study_years": 12, **reported, **model}
    )


def chair(**product_data: object) -> Bid:
    """Return a bid of the 2,100 chair: five years' guarantee, a claim of fifteen."""
    return bid_of(
        "a",
        prices=[{"key": "chair", "offered": "yes", "product": "x", "unit_price": 2100.0}],
        product_data=[{"key": "chair", "guarantee": 5.0, "claimed_life": 15.0, **product_data}],
    )


def accepted(level: str) -> Decisions:
    """Return the decision to accept a level of evidence for the claimed life."""
    return Decisions(
        accepted_evidence=(
            AcceptedEvidence(lot=LOT, bid="a", item="chair", claim="claimed_life", level=level),
        )
    )


@pytest.mark.parametrize(("level", "expected"), [("E4", 14.0), ("E2", 12.0)])
def test_a_document_is_worth_years_in_the_criterion_and_not_a_krone_in_the_cost(
    level: str, expected: float
) -> None:
    """Guarantee 5, reference 10, claim 15: 10 + 0.8 x 5 = 14 or 10 + 0.4 x 5 = 12 years.

    The reference life drives the purchases, so the cost over 12 years is 2100 x (1 + 1.035^-10) for both.
    """
    done = evaluate(chair_tender(), [chair()], accepted(level)).lots[LOT]
    assert figure(done, "a", "life") == pytest.approx(expected)
    assert figure(done, "a", "life_cycle_cost") == pytest.approx(2100 * (1 + 1.035**-10))


def test_evidence_that_nobody_accepted_credits_nothing_above_the_reference() -> None:
    done = evaluate(chair_tender(), [chair(evidence_kind="independent")]).lots[LOT]
    assert figure(done, "a", "life") == 10.0


def test_a_blank_claim_counts_as_the_guarantee_so_that_silence_never_lengthens_a_life() -> None:
    done = evaluate(chair_tender(), [chair(claimed_life=np.nan)], accepted("E4")).lots[LOT]
    assert figure(done, "a", "life") == 5.0


@pytest.mark.parametrize(
    ("basis", "claim", "accepted_life", "expected"),
    [
        ("guaranteed", 15.0, 14.0, 10.0),
        ("guaranteed", 8.0, 8.0, 8.0),
        ("credited", 15.0, 14.0, 14.0),
        ("reference", 15.0, 14.0, 10.0),
    ],
)
def test_a_blank_guarantee_is_none_and_hides_neither_the_claim_nor_the_reference(
    basis: str, claim: float, accepted_life: float, expected: float
) -> None:
    """Reference 10, claim 15 credited with 0.8: 10 + 0.8 x 5 = 14; a claim of 8 is all there is."""
    values = LotValues(chair_tender(life_basis=basis), LOT, [chair(guarantee=np.nan, claimed_life=claim)])
    found = lives(values, accepted("E4"))
    assert found.credited.tolist() == [[pytest.approx(accepted_life)]]
    assert found.purchase.tolist() == [[pytest.approx(expected)]]


@pytest.mark.parametrize("basis", ["guaranteed", "credited"])
def test_a_life_of_which_nothing_is_stated_is_unknown_and_is_not_the_reference(basis: str) -> None:
    silent = chair(guarantee=np.nan, claimed_life=np.nan)
    done = evaluate(chair_tender(life_basis=basis), [silent], accepted("E4")).lots[LOT]
    assert np.isnan(figure(done, "a", "life"))
    assert np.isnan(done.lives.purchase).all()


@given(years, years, years, shares, shares)
def test_better_evidence_never_shortens_a_credited_life_and_the_claim_or_the_guarantee_is_its_limit(
    claim: float, guarantee: float, reference: float, one: float, other: float
) -> None:
    low, high = sorted((one, other))
    with_less, with_more = (
        float(credited_life(*map(np.asarray, (claim, guarantee, reference, credit))))
        for credit in (low, high)
    )
    assert with_less <= with_more + 1e-9
    assert with_more <= max(claim, guarantee) + 1e-9
    assert with_less >= min(claim, max(guarantee, reference)) - 1e-9


@given(years, years, years)
def test_a_guaranteed_life_is_never_above_the_claim(claim: float, guarantee: float, reference: float) -> None:
    found = float(guaranteed_life(*map(np.asarray, (claim, guarantee, reference))))
    assert found == min(claim, max(guarantee, reference))


def test_a_piece_lasts_at_least_one_functional_unit() -> None:
    """A claim of half a year would buy two pieces a year; N is never below one."""
    tender = chair_tender(life_basis="credited")
    values = LotValues(tender, LOT, [chair(guarantee=0.1, claimed_life=0.5)])
    assert lives(values, Decisions()).purchase.tolist() == [[1.0]]


@given(st.integers(1, 200), st.floats(0.001, 0.5))
def test_mean_uses_are_the_sum_of_the_chances_to_be_there_for_each_use(uses: int, loss: float) -> None:
    """A piece is there for use k with chance (1 - q)^(k - 1): summed one by one."""
    expected = sum((1 - loss) ** (k - 1) for k in range(1, uses + 1))
    assert float(mean_uses(np.asarray(float(uses)), np.asarray(loss))) == pytest.approx(expected, rel=1e-9)


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        (5.0, 0.6 * 10 / 15 + 0.4 * 1.0),
        (6.0, 0.6 * 10 / 15 + 0.4 * 0.7),
        (15.0, 0.6 * 10 / 15 + 0.4 * 0.4),
        (16.0, 0.6 * 10 / 15),
    ],
)
def test_spare_parts_count_by_years_of_the_claim_and_working_days(days: float, expected: float) -> None:
    """Ten years of parts for a claim of fifteen: 0.6 x 10/15, and 0.4 x 1, 0.7, 0.4 or 0 by delivery."""
    bid = chair(spare_parts_years=10.0, spare_parts_days=days)
    done = evaluate(chair_tender(SPARE_PARTS), [bid]).lots[LOT]
    assert figure(done, "a", "spare_parts_score") == pytest.approx(expected)
