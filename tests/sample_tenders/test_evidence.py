"""The evidence of the samples: all of it is decided, what rests on defaults, and whether one document would decide."""

import json

import pytest

from evaluation import evaluate
from evaluation.award_run import obstacles
from evaluation.decisions import AcceptedEvidence
from evaluation.decisive_documents import decisive_documents
from evaluation.evidence import PARTS, evidence_shares, open_evidence
from evaluation.seal import seal_from
from tests.samples import Sample, sample

FURNITURE = "office_furniture"
# Lots in which some criterion scores a life, with the number of documents that could credit more.
STUDIED = {(FURNITURE, "LOT-0001"): 8, (FURNITURE, "LOT-0002"): 6, (FURNITURE, "LOT-0003"): 4}
# What is filled in for a bid: two prices by the rule, a buy-back and a footprint, twice the packaging.
DEFAULTED = {
    (FURNITURE, "LOT-0001", "43809317"): 2,
    (FURNITURE, "LOT-0003", "44910428"): 1,
    ("laptops", "LOT-0002", "54572183"): 2,
    ("surgical_gowns", "LOT-0001", "54950617"): 1,
}
SAMPLES = ("kitchen_equipment", "laptops", FURNITURE, "surgical_gowns")
LOTS = [(name, lot) for name in SAMPLES for lot in sample(name).done.lots]


@pytest.mark.parametrize("name", SAMPLES)
def test_every_sample_is_decided_and_may_be_awarded(name: str) -> None:
    data = sample(name)
    seal = seal_from(json.loads((data.folder / "seal.json").read_text(encoding="utf-8")))
    assert [code for code, _ in obstacles(data.done, data.problems, seal)] == []


def test_without_its_decisions_on_evidence_the_furniture_may_not_be_awarded() -> None:
    data = sample(FURNITURE)
    open_case = data.decisions.model_copy(update={"accepted_evidence": ()})
    done = evaluate(data.tender, data.reading.bids, open_case)
    for key, lot in done.lots.items():
        beyond = {
            bid: int(
                sum(
                    lot.lives.claimed[n, i] > max(item.reference_life or 0.0, lot.lives.guarantee[n, i])
                    for i, item in enumerate(lot.taken.items)
                    if item.reference
                )
            )
            for n, bid in enumerate(lot.calculated)
            if lot.admitted[n]
        }
        assert open_evidence(lot) == {bid: count for bid, count in beyond.items() if count}, key
        assert open_evidence(lot)


@pytest.mark.parametrize(("name", "lot"), LOTS)
def test_what_rests_on_defaults_is_what_the_bids_leave_out(name: str, lot: str) -> None:
    shares = evidence_shares(sample(name).done.lots[lot])
    assert (shares[list(PARTS)].sum(axis=1) == shares["of"]).all()
    assert {bid: int(n) for bid, n in shares["defaulted"].items() if n} == {
        bid: n for (of, at, bid), n in DEFAULTED.items() if (of, at) == (name, lot)
    }


def test_a_fifth_of_the_waste_of_one_bid_rests_on_the_default_of_its_packaging() -> None:
    """Sæde & Bord, lot 3: packaging 12 kg x (1 - 0.65 x 0.75) x 160 worn = 984 of 4,468.78 kg."""
    shares = evidence_shares(sample(FURNITURE).done.lots["LOT-0003"])
    assert shares.loc["44910428", "residual_defaulted"] == pytest.approx(984 / 4468.78, abs=1e-5)


@pytest.mark.parametrize(("name", "lot"), LOTS)
def test_the_study_says_what_evaluating_with_each_decision_changed_says(name: str, lot: str) -> None:
    """Each claim longer than it counts is accepted at E5 here by its own row, and all is evaluated again."""
    data = sample(name)
    study = decisive_documents(data.done, lot)
    if (name, lot) not in STUDIED:
        assert (study.documents, study.reason) == ((), "life_not_read")
        return
    tried = changing = 0
    of = data.done.lots[lot]
    for n, bid in enumerate(of.calculated):
        short = [
            item.key
            for i, item in enumerate(of.taken.items)
            if of.admitted[n] and of.lives.credited[n, i] < of.lives.claimed[n, i] - 1e-9
        ]
        for items in [*([key] for key in short), *([short] if len(short) > 1 else [])]:
            tried += 1
            changing += _ranks_at_e5(data, lot, bid, items) != of.ranks.ranks
    assert (study.tried, len(study.documents)) == (tried, changing)
    assert tried == STUDIED[name, lot]


def _ranks_at_e5(data: Sample, lot: str, bid: str, items: list[str]) -> dict[str, int | None]:
    rows = [
        row.model_copy(update={"level": "E5"})
        if (row.lot, row.bid) == (lot, bid) and row.item in items
        else row
        for row in data.decisions.accepted_evidence
    ]
    assert all(isinstance(row, AcceptedEvidence) for row in rows)
    decisions = data.decisions.model_copy(update={"accepted_evidence": tuple(rows)})
    return dict(evaluate(data.tender, data.reading.bids, decisions).lots[lot].ranks.ranks)
