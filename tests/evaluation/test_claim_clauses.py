"""Which claims are scored, which clause holds them, and what is found where none does."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluation.claim_clauses import ClaimClause
from evaluation.evaluation_model import Criterion, ResourcePrice
from evaluation.problems import ResultWarning
from evaluation.scored_claims import (
    claims_without_clause,
    clause_faults,
    clauses_of,
    price_criterion,
    promise_rows,
    scored_claims,
)
from evaluation.tender import Item, Question, Tender
from tests.builders import LOT, tender_of
from texts import LANGUAGES
from texts.problems import describe, warning_text

OVEN = Item(key="oven", lot=LOT, title_da="Ovn", quantity=(1.0,), reference_life=10.0, reference=True)
TABLE = Item(key="table", lot=LOT, title_da="Bord", quantity=(2.0,), reference_life=10.0)
GUARANTEE, ELECTRICITY = "product_data.guarantee", "product_data.electricity_kwh_per_year"
CRITERIA = (
    Criterion(lot=LOT, id="cost", title_da="Pris", weight=Decimal(60), measure="life_cycle_cost", rule="linear_over_best",
              slope=50),
    Criterion(lot=LOT, id="guarantee", title_da="Garanti", weight=Decimal(30), measure="guarantee", rule="fixed_interval",
              zero_at=2, full_at=5, clip="both"),
    Criterion(lot=LOT, id="seats", title_da="Kuverter", weight=Decimal(10), measure="answer:seats", rule="best_ratio"),
)  # fmt: skip


def clause(key: str, field: str, **changed: object) -> ClaimClause:
    """Return a clause with the words that it must have."""
    row = {
        "key": key, "field": field, "measured_da": "Måles", "evidence_da": "Rapport", "frequency": "yearly",
        "remedy": "advantage",
    }  # fmt: skip
    return ClaimClause.model_validate(row | changed)


def oven(*clauses: ClaimClause, **tables: object) -> Tender:
    """Return a tender that scores cost, guarantee and an answer, and reports spare parts without scoring them."""
    rows = {
        "questions": (Question(key="seats", lot=LOT, text_da="Kuverter"),),
        "resource_prices": (ResourcePrice(key="electricity", price=1.6, unit="kWh"),),
        "model": {"discount_rate": 0.0, "reported_measures": ("spare_parts_score",)},
        "claim_clauses": clauses,
    }
    return tender_of([OVEN, TABLE], CRITERIA, **(rows | tables))


def codes(tender: Tender) -> list[str]:
    return [problem.code for problem in clause_faults(tender)]


def test_what_is_scored_of_claims_and_answers_is_a_scored_claim_and_what_is_reported_is_not() -> None:
    """Spare parts and the claimed life are asked for a reported figure; the price is no claim of the bidder's."""
    assert scored_claims(oven(), LOT) == (GUARANTEE, ELECTRICITY, "answer:seats")


def test_a_reported_measure_that_becomes_a_criterion_makes_its_claims_scored() -> None:
    spare = CRITERIA[1].model_copy(update={"measure": "spare_parts_score", "zero_at": 0.0, "full_at": 1.0})
    tender = oven().model_copy(update={"criteria": (CRITERIA[0], spare)})
    assert {"product_data.spare_parts_years", "product_data.spare_parts_days"} <= set(
        scored_claims(tender, LOT)
    )


def test_a_lot_has_one_finding_with_every_claim_that_no_clause_holds() -> None:
    (found,) = claims_without_clause(oven(clause("a", GUARANTEE)), LOT)
    assert found == ResultWarning(
        "scored_claim_without_clause", LOT, {"claims": (ELECTRICITY, "answer:seats"), "count": 2}
    )


def test_a_lot_whose_scored_claims_are_held_has_no_finding() -> None:
    held = [clause(f"c{n}", field) for n, field in enumerate(scored_claims(oven(), LOT))]
    assert list(claims_without_clause(oven(*held), LOT)) == []


def test_at_the_minimal_depth_the_clauses_are_the_presets_and_nothing_is_found() -> None:
    tender = oven()
    minimal = tender.model_copy(update={"facts": tender.facts.model_copy(update={"depth": "minimal"})})
    assert list(claims_without_clause(minimal, LOT)) == []


def test_the_finding_names_the_claims_in_words() -> None:
    (found,) = claims_without_clause(oven(), LOT)
    assert [warning_text(found, lang) for lang in LANGUAGES] == [
        (
            "3 oplysninger giver point, men intet kontraktvilkår holder leverandøren fast på dem: Garanti, hele produktet, "
            "El, Svar seats. Det, der ikke kan kontrolleres og håndhæves, må ikke give point (C-448/01, EVN)."
        ),
        (
            "3 claims are scored and no clause of the contract holds the supplier to them: Guarantee, whole product, "
            "Electricity, Answer seats. What cannot be verified and enforced may not be scored (C-448/01 EVN)."
        ),
    ]


def test_a_clause_is_of_every_row_that_its_field_is_asked_of() -> None:
    """No product data are asked of the table; of a question there is one row."""
    rows = promise_rows(
        oven(clause("a", GUARANTEE), clause("b", "answer:seats"), clause("c", "prices.unit_price")), LOT
    )
    assert [(row.clause.key, row.table, row.key, row.field) for row in rows] == [
        ("a", "product_data", "oven", "guarantee"),
        ("b", "question_answers", "seats", "value"),
        ("c", "prices", "oven", "unit_price"),
        ("c", "prices", "table", "unit_price"),
    ]  # fmt: skip


def test_a_clause_of_what_no_sheet_asks_for_has_no_row_and_is_no_fault_unless_it_names_the_lot() -> None:
    heat = "product_data.heat_kwh_per_year"
    assert promise_rows(oven(clause("a", heat)), LOT) == ()
    assert codes(oven(clause("a", heat))) == []
    assert codes(oven(clause("a", heat, lot=LOT))) == ["clause_not_asked"]


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"field": "product_data.colour"}, "clause_field_unknown"),
        ({"field": "bidder.name"}, "clause_field_unknown"),
        ({"field": "product_data.key"}, "clause_field_unknown"),
        ({"field": "answer:colour"}, "clause_field_unknown"),
        ({"frequency": "every_years"}, "clause_interval_missing"),
        ({"remedy": "penalty_amount"}, "clause_amount_missing"),
    ],
)
def test_what_keeps_a_clause_from_being_enforced_is_a_fault(changed: dict[str, object], code: str) -> None:
    tender = oven(clause("a", **({"field": GUARANTEE} | changed)))  # type: ignore[arg-type]
    (found,) = clause_faults(tender)
    assert (found.code, found.severity, found.values["key"]) == (code, "stop", "a")
    for lang in LANGUAGES:
        assert "–" not in " ".join(describe(found, lang).values())


def test_two_clauses_of_one_claim_in_a_lot_are_a_fault() -> None:
    assert codes(oven(clause("a", GUARANTEE), clause("b", GUARANTEE, lot=LOT))) == ["clause_twice"]


def test_an_advantage_needs_a_cost_that_points_are_converted_by() -> None:
    without = {"criteria": (CRITERIA[1].model_copy(update={"weight": Decimal(100)}),)}
    tender = oven(clause("a", GUARANTEE)).model_copy(update=without)
    assert price_criterion(tender, LOT) is None
    assert codes(tender) == ["advantage_without_price"]
    reduced = oven(clause("a", GUARANTEE, remedy="price_reduction")).model_copy(update=without)
    assert codes(reduced) == []


@given(st.lists(st.sampled_from(scored_claims(oven(), LOT)), unique=True))
def test_a_claim_is_either_held_by_a_clause_or_found(held: list[str]) -> None:
    tender = oven(*(clause(f"c{n}", field) for n, field in enumerate(held)))
    found = [claim for each in claims_without_clause(tender, LOT) for claim in each.values["claims"]]  # type: ignore[attr-defined]
    assert {*found, *(each.field for each in clauses_of(tender, LOT))} == set(scored_claims(tender, LOT))
    assert not set(found) & set(held)
    assert {row.clause.field for row in promise_rows(tender, LOT)} == set(held)
