"""Shared factors apart from claims, and the tail that a published default takes."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluation import evaluate
from evaluation.decisions import AcceptedEvidence, Decisions
from evaluation.evaluation_model import EvidenceLevel, PublishedDefault
from evaluation.tender import Tender
from evaluation.uncertainty import multipliers, spreads
from tests.builders import LOT, bid_of
from tests.evaluation.whole_desk import desk_bid, whole_desk

TEST = EvidenceLevel(key="E4", title_da="Prøvning", credit=1.0, pedigree="1,1,1,1,1")
OWN = EvidenceLevel(key="E1", title_da="Egen", credit=0.2, pedigree="2,2,3,2,3")
BY = {"by": "N. N.", "at": "2026-11-21", "reason": "x"}


def test_a_claim_takes_the_spread_of_the_evidence_that_was_accepted_for_it() -> None:
    """Basic 1.05 alone: sqrt(1.05); the worked example 2,2,3,2,3 has a squared deviation of 1.2437 (ecoinvent 2)."""
    tender = whole_desk()
    tables = {name: getattr(tender, name) for name in Tender.model_fields}
    factors = tuple(f.model_copy(update={"gsd": 1.3}) if f.key == "tap" else f for f in tender.factors)
    tender = Tender(**{**tables, "evidence_levels": (TEST, OWN), "factors": factors})
    accepted = AcceptedEvidence(
        lot=LOT, bid="a", item="desk", claim="electricity_kwh_per_year", level="E4", **BY,
    )  # fmt: skip
    done = evaluate(tender, [desk_bid()], Decisions(accepted_evidence=(accepted,)))
    found = spreads(done.lots[LOT])
    assert found.factors == {"tap": pytest.approx(np.log(1.3))}
    by_field = found.claims.groupby("field")["sd"].first()
    assert by_field["electricity_kwh_per_year"] == pytest.approx(np.log(1.05) / 2)
    assert np.exp(2 * by_field["water_m3_per_year"]) == pytest.approx(1.2437, abs=1e-4)
    assert set(found.claims["tail"]) == {0}


def test_a_default_is_drawn_only_towards_what_is_worse() -> None:
    """More kilowatt-hours are worse, a smaller recycled share is."""
    tender = whole_desk()
    defaults = (
        PublishedDefault(field="product_data.electricity_kwh_per_year", value=40.0, basis="b"),
        PublishedDefault(field="product_data.reused_share", value=0.0, basis="b"),
    )
    tables = {name: getattr(tender, name) for name in Tender.model_fields}
    bid = desk_bid(reused=None)
    silent = bid_of(
        "a",
        prices=[{"key": "desk", "offered": "yes", "product": "x", "unit_price": 100.0}],
        product_data=[
            {"key": "desk", "electricity_kwh_per_year": np.nan, "packaging_kg": 1.0, "reused_share": None}
        ],
    )
    tables |= {"defaults": defaults, "evidence_levels": (OWN,)}
    merged = type(bid)(bid.id, bid.name, bid.lots, (), {**bid.tables, **silent.tables}, bid.columns)
    claims = spreads(evaluate(Tender(**tables), [merged]).lots[LOT]).claims
    tails = claims.loc[claims["tail"] != 0].set_index("field")["tail"].to_dict()
    assert tails == {"electricity_kwh_per_year": 1, "reused_share": -1}


@given(st.floats(-6, 6), st.floats(0, 2))
def test_no_draw_of_a_default_is_better_than_the_default(z: float, sd: float) -> None:
    up, down = multipliers(np.array([z, z]), np.array([sd, sd]), np.array([1, -1]))
    assert up >= 1.0
    assert down <= 1.0
