"""Doubts about declared and claimed figures: who, which cell, and nothing where there is nothing to ask."""

from collections.abc import Mapping
from random import Random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluation import evaluate
from evaluation.bid import Bid
from evaluation.good_claims import limits_of
from evaluation.problems import ResultWarning
from evaluation.tender import Item, Tender
from tests.builders import LOT, bid_of, figure, tender_of
from tests.evaluation.whole_desk import WEIGHED

LAMP = Item(
    key="lamp", lot=LOT, title_da="Lampe", quantity=(1.0,), reference_life=10, reference=True, factor_basis="declared",
)  # fmt: skip


def lamps(**model: object) -> Tender:
    """Return a tender of one declared lamp whose kilograms are asked too; bids until 2 November 2026."""
    return tender_of([LAMP], [WEIGHED], model={"reported_measures": ("packaging", "residual_waste"), **model})


def lamp(name: str, gwp: float, **declared: object) -> Bid:
    kg = declared.pop("mass_kg", 2.0)
    return bid_of(
        name,
        prices=[{"key": "lamp", "offered": "yes", "product": "x", "unit_price": 1.0}],
        product_data=[{"key": "lamp", "mass_kg": kg, "packaging_kg": 0.1}],
        declarations=[{"key": "lamp", "gwp_a1_a3": gwp, **declared}],
    )


def warned(tender: Tender, *bids: Bid) -> Mapping[str, ResultWarning]:
    doubts = {
        "declared_by_other_methods", "declared_by_other_rules", "declaration_expired", "footprint_per_kg_unlikely",
        "recycled_with_credit", "claim_beyond_others", "module_not_compared",
    }  # fmt: skip
    return {w.code: w for w in evaluate(tender, bids).lots[LOT].warnings if w.code in doubts}


def test_two_standards_are_told_with_the_cell_of_each() -> None:
    """`method` is the third column of the sheet, its row the seventh."""
    found = warned(
        lamps(),
        lamp("a", 20.0, method="en15804_a2"),
        lamp("b", 21.0, method="iso14067"),
        lamp("c", 22.0, method="en15804_a2"),
    )
    assert set(found) == {"declared_by_other_methods"}
    assert found["declared_by_other_methods"].values["places"] == [
        f"{name}.xlsx: declarations!C7" for name in "abc"
    ]


@pytest.mark.parametrize(
    ("until", "expected"), [("2026-11-01", True), ("2026-11-02", False), ("2027-01-01", False)]
)
def test_expired_is_judged_on_the_deadline_for_bids(until: str, expected: bool) -> None:  # noqa: FBT001  (a case)
    found = warned(lamps(), lamp("a", 20.0, valid_until=until))
    assert ("declaration_expired" in found) == expected
    if expected:
        assert found["declaration_expired"].values["place"] == "a.xlsx: declarations!C7"


@pytest.mark.parametrize(("gwp", "expected"), [(250.0, True), (200.0, False), (-4.0, False), (-4.1, True)])
def test_a_thousand_times_too_much_is_asked_about(gwp: float, expected: bool) -> None:  # noqa: FBT001  (a case)
    """2 kg: 250 kg CO2e is 125 a kilogram, above 100; -4.1 is below -2 a kilogram."""
    assert ("footprint_per_kg_unlikely" in warned(lamps(), lamp("a", gwp))) == expected


def test_a_claim_far_better_than_the_others_is_asked_about() -> None:
    """The others' 10 % quantile is 20 + 0.1 x 4 = 20.4; a quarter below is 15.3."""
    others = lamp("b", 20.0), lamp("c", 24.0)
    found = warned(lamps(), lamp("a", 15.2), *others)["claim_beyond_others"]
    assert (found.values["bid"], found.values["limit"]) == ("a", 20.4)
    assert "claim_beyond_others" not in warned(lamps(), lamp("a", 15.4), *others)
    # One other bid says nothing about what is usual.
    assert "claim_beyond_others" not in warned(lamps(), lamp("a", 1.0), others[0])


def test_a_module_that_one_bid_does_not_declare_is_left_out_for_all_where_the_model_says_so() -> None:
    """A4 of 3 is counted where both declare it, and for neither where one does not; D stays apart."""
    tender = lamps(declared_modules=("A1-A3", "A4", "D"), undeclared_modules="common_modules")
    both = evaluate(tender, [lamp("a", 20.0, gwp_a4=3.0, gwp_d=-9.0), lamp("b", 21.0, gwp_a4=1.0)]).lots[LOT]
    assert [figure(both, bid, "gwp_a_to_c") for bid in "ab"] == [23.0, 22.0]
    bids = [lamp("a", 20.0, gwp_a4=3.0), lamp("b", 21.0)]
    one = evaluate(tender, bids).lots[LOT]
    assert [figure(one, bid, "gwp_a_to_c") for bid in "ab"] == [20.0, 21.0]
    told = [w.values for w in one.warnings if w.code == "module_not_compared"]
    assert {"module": "A4", "item": "lamp", "bids": ["b"]} in told


def test_wood_by_its_production_alone_gives_its_carbon_back() -> None:
    """A1-A3 of -12 with 15 kg of carbon dioxide kept: 3 kg over A to C, and unknown where the carbon is not told."""
    wood = LAMP.model_copy(update={"stores_carbon": True})
    tender = tender_of([wood], [WEIGHED])
    done = evaluate(tender, [lamp("a", -12.0, biogenic_kg_co2=15.0), lamp("b", -12.0)]).lots[LOT]
    assert figure(done, "a", "gwp_a_to_c") == 3.0
    assert figure(done, "b", "gwp_a_to_c") != figure(done, "b", "gwp_a_to_c")


@given(
    st.lists(st.one_of(st.just(float("nan")), st.floats(-1e3, 1e3)), min_size=1, max_size=8),
    st.floats(0, 1),
    st.randoms(use_true_random=False),
)
def test_the_limit_is_the_quantile_of_the_others(claims: list[float], quantile: float, draw: Random) -> None:
    """Against numpy's own quantile, bid by bid, of the others that count and claim something."""
    is_in = np.array([draw.random() < 0.8 for _ in claims])
    found = limits_of(np.array(claims)[:, None], is_in, quantile).ravel()
    for n in range(len(claims)):
        others = [c for m, c in enumerate(claims) if m != n and is_in[m] and not np.isnan(c)]
        expected = np.quantile(others, quantile) if len(others) >= 2 else np.nan
        np.testing.assert_allclose(found[n], expected, rtol=1e-9, atol=1e-9)
