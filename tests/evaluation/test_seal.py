"""The seal: it moves with every field of a tender, names the parts that changed, and is read as it was written."""

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from functools import cache
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluation import Evaluation, evaluate
from evaluation.amendment import changes
from evaluation.award_run import held_against, obstacles
from evaluation.evaluation_model import EvaluationModel
from evaluation.schema import NUMERIC, Row, Spec, specs
from evaluation.seal import (
    Seal,
    canonical_json,
    changed_parts,
    is_sealed_by,
    seal_from,
    seal_parts,
    tender_sha256,
)
from evaluation.sealing import refused, seal_of
from evaluation.tender import TENDER_TABLES, Item, Requirement, Tender, TenderFacts
from tests.builders import LOT, tender_of
from tests.documents.every_field import every_field_asked
from tests.samples import sample

AT = "2026-09-14T10:30:00+02:00"
CHAIR = Item(key="chair", lot=LOT, title_da="Stol", quantity=(4.0,), reference_life=10.0)


TENDERS: dict[str, Callable[[], Tender]] = {
    "every field": every_field_asked,
    "furniture": lambda: sample("office_furniture").tender,
}


@cache
def tender_named(name: str) -> Tender:
    return TENDERS[name]()


@cache
def places() -> tuple[tuple[str, str, int, str], ...]:
    """Return every field of every row of a tender that asks all there is to ask, and of a large sample."""
    return tuple(
        (name, table, n, field)
        for name in TENDERS
        for table in TENDER_TABLES
        for n, row in enumerate(rows_of(tender_named(name), table))
        for field in type(row).model_fields
    )


def rows_of(tender: Tender, table: str) -> tuple[Row, ...]:
    rows = getattr(tender, table)
    return (rows,) if isinstance(rows, Row) else rows


def another(value: object, spec: Spec) -> object:
    """Return another value of the same kind."""
    kinds: tuple[tuple[type, Callable[[Any], object]], ...] = (
        (bool, lambda v: not v),
        (str, lambda v: v + "x"),
        (int, lambda v: v + 1),
        (float, lambda v: v * (1 + 1e-12) if v else 5e-324),
        (Decimal, lambda v: v + Decimal("0.001")),
        (tuple, lambda v: (*v, v[0]) if v else (1.0 if spec.kind == "number" else "x",)),
    )
    blank: object = 1 if spec.kind == "integer" else 1.0 if spec.kind in NUMERIC else "x"
    return next((change(value) for kind, change in kinds if isinstance(value, kind)), blank)


def with_field(tender: Tender, table: str, n: int, values: dict[str, object]) -> Tender:
    """Return a tender with other values in one row, whether or not they are allowed there."""
    rows = [*rows_of(tender, table)]
    rows[n] = rows[n].model_copy(update=values)
    tables: dict[str, Any] = {name: getattr(tender, name) for name in TENDER_TABLES}
    tables[table] = rows[0] if table == "facts" else tuple(rows)
    return Tender.model_construct(**tables)


@given(st.data())
def test_another_value_in_any_field_gives_another_hash_and_one_change_and_names_its_part(
    data: st.DataObject,
) -> None:
    name, table, n, field = data.draw(st.sampled_from(places()))
    tender = tender_named(name)
    row = rows_of(tender, table)[n]
    changed = with_field(tender, table, n, {field: another(getattr(row, field), specs(type(row))[field])})
    assert tender_sha256(changed) != tender_sha256(tender)
    # The layout of a bid sheet can be made of a tender that is allowed only; the tables are told apart by themselves.
    tables = [seal_of_tables(each) for each in (tender, changed)]
    assert [name for name in tables[0] if tables[0][name] != tables[1][name]] == [table]
    assert changes(tender, changed) != ()
    assert changes(tender, tender) == ()


def seal_of_tables(tender: Tender) -> dict[str, str]:
    """Return the hash of each table of a tender without its lots, of whose bid sheets nothing is asked."""
    lots = tender.lots
    tables: dict[str, Any] = {name: getattr(tender, name) for name in TENDER_TABLES}
    parts = seal_parts(Tender.model_construct(**{**tables, "lots": ()}))
    return {**parts, "lots": repr(lots)}


def test_the_same_tender_in_another_order_of_rows_is_another_one() -> None:
    tender = sample("office_furniture").tender
    tables: dict[str, Any] = {name: getattr(tender, name) for name in TENDER_TABLES}
    turned = Tender(**{**tables, "items": tender.items[::-1]})
    assert tender_sha256(turned) != tender_sha256(tender)
    assert [(c.kind, c.table) for c in changes(tender, turned)] == [("moved", "items")]


def test_every_table_of_a_tender_and_every_bid_sheet_is_a_part() -> None:
    tender = sample("office_furniture").tender
    sheets = {f"bid_sheet:LOT-000{n}" for n in (1, 2, 3)}
    assert set(seal_parts(tender)) == {*TENDER_TABLES, *sheets}
    assert all(len(sha256) == 64 for sha256 in seal_parts(tender).values())


@pytest.mark.parametrize(
    ("tables", "expected"),
    [
        ({"items": (CHAIR.model_copy(update={"quantity": (5.0,)}),)}, ("items", f"bid_sheet:{LOT}")),
        ({"items": (CHAIR.model_copy(update={"reference_life": 12.0}),)}, ("items",)),
        (
            {"requirements": (Requirement(key="mk_1", lot=LOT, text_da="CE"),)},
            ("requirements", f"bid_sheet:{LOT}"),
        ),
        ({"model": {"discount_rate": 0.04}}, ("models",)),
    ],
)
def test_a_mismatch_names_the_parts_that_changed(tables: dict[str, Any], expected: tuple[str, ...]) -> None:
    """A quantity and a requirement stand in the bid sheet; a reference life and a discount rate do not."""
    tender = tender_of([CHAIR])
    seal = seal_of(tender, "A", AT)
    changed = tender_of(tables.pop("items", [CHAIR]), **tables)
    assert changed_parts(changed, seal) == expected
    found = dict(obstacles(evaluate(changed, ()), (), seal))
    assert found["parts_changed"]["parts"] == expected
    assert found["seal_differs"] == {"sealed": tender_sha256(tender), "sha256": tender_sha256(changed)}
    assert changed_parts(tender, seal) == ()


def test_a_bid_sheet_that_this_program_lays_out_in_another_way_stands_against_an_award() -> None:
    tender = tender_of([CHAIR])
    seal = seal_of(tender, "A", AT)
    other = replace(seal, parts={**seal.parts, f"bid_sheet:{LOT}": "0" * 64})
    assert obstacles(evaluate(tender, ()), (), other) == (
        ("parts_changed", {"parts": (f"bid_sheet:{LOT}",)}),
    )


def test_a_seal_is_read_as_it_was_written() -> None:
    seal = seal_of(sample("laptops").tender, "Lone Dam", AT)
    assert seal_from(seal.as_json()) == seal


def test_a_seal_of_an_old_program_is_read_and_holds() -> None:
    tender = tender_of([CHAIR])
    old = {"sha256": tender_sha256(tender), "by": "A", "at": AT, "calculation_version": "1"}
    seal = seal_from(old)
    assert (seal.version, seal.parts, seal.vector) == (1, {}, None)
    assert is_sealed_by(tender, seal)
    assert obstacles(evaluate(tender, ()), (), seal) == ()


@pytest.mark.parametrize(
    "fault",
    [
        {"sha256": ""},
        {"by": None},
        {"at": "in autumn"},
        {"calculation_version": None},
        {"stranger": 1},
        {"version": "x"},
    ],
)
def test_a_seal_that_is_not_as_it_should_be_is_none(fault: dict[str, object]) -> None:
    whole = {"sha256": "0" * 64, "by": "A", "at": AT, "calculation_version": "1"}
    with pytest.raises(ValueError, match=r"."):
        seal_from({**whole, **fault})


def older(seal: Seal, table: str, field: str) -> Seal:
    """Return the seal that a program would have made which did not know a field."""
    fields = {name: tuple(f for f in of if (name, f) != (table, field)) for name, of in seal.fields.items()}
    return replace(seal, fields=fields)


def test_a_field_that_came_after_the_seal_changes_nothing_while_it_stands_at_its_default() -> None:
    """The hash of an old seal has nothing of the field, here of the rule for older sheets."""
    tender = tender_of([CHAIR])
    seal = older(seal_of(tender, "A", AT), "facts", "older_sheet")
    seal = replace(
        seal, sha256=tender_sha256(tender, "1", seal.fields), parts=seal_parts(tender, seal.fields)
    )
    assert "older_sheet" not in canonical_json(tender, "1", seal.fields)
    assert is_sealed_by(tender, seal)
    assert obstacles(evaluate(tender, ()), (), seal) == ()
    set_since = with_field(tender, "facts", 0, {"older_sheet": "stop"})
    assert not is_sealed_by(set_since, seal)
    assert changed_parts(set_since, seal) == ("facts",)


def test_an_evaluation_carries_the_hash_that_its_seal_counts() -> None:
    tender = tender_of([CHAIR])
    seal = seal_of(tender, "A", AT)
    other = replace(seal, calculation_version="0", sha256=tender_sha256(tender, "0"))
    done: Evaluation = held_against(evaluate(tender, ()), other)
    assert (done.sealed, done.sha256, done.seal) == (True, other.sha256, other)
    assert held_against(evaluate(tender, ()), Seal("0" * 64, "A", AT)).seal is None


BIDS, FORK, LATE = "bids", "fork", "late"


@pytest.mark.parametrize(
    ("held", "of", "expected"),
    [
        ("none", set(), None),
        ("none", {BIDS}, "needs_late"),
        ("none", {BIDS, LATE}, None),
        ("none", {LATE}, "late_without_bids"),
        ("none", {BIDS, FORK}, None),
        ("same", {BIDS}, "already"),
        ("same", {FORK}, "already"),
        ("other", set(), None),
        ("other", {BIDS}, "changed_with_bids"),
        ("other", {BIDS, LATE}, "changed_with_bids"),
        ("other", {BIDS, FORK}, None),
        ("before", set(), "use_amend"),
    ],
)
def test_what_can_be_sealed(held: str, of: set[str], expected: str | None) -> None:
    """Before bids are there a tender may be sealed again; after, only a fork, or late with a reason."""
    tender = tender_of([CHAIR])
    seals = {
        "none": None,
        "same": seal_of(tender, "A", AT),
        "other": Seal("0" * 64, "A", AT),
        "before": Seal("0" * 64, "A", AT, version=2),
    }
    late = "Glemt" if LATE in of else ""
    why = refused(tender, seals[held], has_bids=BIDS in of, is_fork=FORK in of, late_reason=late)
    assert why == expected


def test_the_model_and_the_facts_are_tables_like_the_others() -> None:
    """So that no row type of a tender can be left out of the seal: each has its part by its name."""
    assert {TENDER_TABLES[name] for name in ("facts", "models")} == {TenderFacts, EvaluationModel}
