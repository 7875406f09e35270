"""The test vector of a seal: invented bids whose figures another version of the calculation has to give again."""

import sys
from dataclasses import replace
from decimal import Decimal

import numpy as np
import pytest

from evaluation import evaluate
from evaluation.award_run import obstacles
from evaluation.bid import BID_TABLES
from evaluation.cost import streams
from evaluation.evaluation_model import Criterion
from evaluation.schema import specs
from evaluation.seal import SealedVector, tender_sha256
from evaluation.sealing import seal_of
from evaluation.tender import Item
from evaluation.test_vector import differences, invented_bids, sealed_vector
from tests.builders import LOT, tender_of
from tests.documents.every_field import every_field_asked
from tests.samples import sample

AT = "2026-09-14T10:30:00+02:00"
SAMPLES = ("kitchen_equipment", "laptops", "office_furniture", "surgical_gowns")
CHAIR = Item(key="chair", lot=LOT, title_da="Stol", quantity=(4.0,), reference_life=10.0)


@pytest.mark.parametrize("name", SAMPLES)
def test_the_invented_bids_of_a_sample_are_calculated_in_every_lot(name: str) -> None:
    vector = sealed_vector(sample(name).tender)
    assert vector.missing == {}
    assert "nan" not in vector.figures.values()
    for lot in sample(name).tender.lots:
        assert len(vector.figures[f"{lot.id}/ranking"].split()) == 3


def test_every_cell_that_is_asked_holds_a_value_within_its_limits() -> None:
    tender = every_field_asked()
    for bid in invented_bids(tender):
        for table, frame in bid.tables.items():
            for name, spec in specs(BID_TABLES[table]).items():
                if name in frame and spec.owner == "bidder" and spec.kind not in ("text", "identifier"):
                    values = [
                        v for v in frame[name] if v is not None and not (isinstance(v, float) and np.isnan(v))
                    ]
                    assert values, (table, name)
                    assert {spec.fault(value) for value in values} == {None}, (table, name)


def test_the_points_of_invented_prices_are_those_of_the_published_rule() -> None:
    """Slope 50 over the best, scale 10: points = 10 - 10·(price - best)/(0.5·best), priced by hand from the bids."""
    tender = tender_of([CHAIR])
    price = {b.id: 4 * float(b.tables["prices"]["unit_price"].iloc[0]) for b in invented_bids(tender)}
    best = min(price.values())
    figures = sealed_vector(tender).figures
    for bid, cost in price.items():
        assert float(figures[f"{LOT}/{bid}/life_cycle_cost"]) == pytest.approx(cost, rel=1e-11)
        points = 10 - 10 * (cost - best) / (0.5 * best)
        assert float(figures[f"{LOT}/{bid}/points/cost"]) == pytest.approx(points, rel=1e-9)


def test_another_version_that_gives_the_same_figures_may_award() -> None:
    tender = tender_of([CHAIR])
    seal = seal_of(tender, "A", AT)
    older = replace(seal, calculation_version="0", sha256=tender_sha256(tender, "0"))
    assert obstacles(evaluate(tender, ()), (), older) == ()


@pytest.mark.parametrize(("factor", "is_same"), [(1 + 1e-11, "same"), (1 + 1e-8, "other"), (2.0, "other")])
def test_another_calculation_is_refused_with_the_figures_that_differ(factor: float, is_same: str) -> None:
    """The sealed program multiplied one total by a factor; up to a relative 1e-9 that is the same calculation."""
    tender = tender_of([CHAIR])
    seal = seal_of(tender, "A", AT)
    assert seal.vector is not None
    name = f"{LOT}/invented_b/total"
    figures = {**seal.vector.figures, name: repr(float(seal.vector.figures[name]) * factor)}
    other = replace(
        seal,
        calculation_version="0",
        sha256=tender_sha256(tender, "0"),
        vector=replace(seal.vector, figures=figures),
    )
    found = obstacles(evaluate(tender, ()), (), other)
    if is_same == "same":
        assert found == ()
    else:
        ((code, values),) = found
        assert code == "calculation_differs"
        assert values["figures"] == ((name, figures[name], seal.vector.figures[name]),)
        assert (values["sealed"], values["version"]) == ("0", "1")


def test_a_program_whose_calculation_is_broken_does_not_give_the_vector(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Here by a present worth that forgets to discount."""
    tender = sample("kitchen_equipment").tender
    seal = seal_of(tender, "A", AT)
    older = replace(seal, calculation_version="0", sha256=tender_sha256(tender, "0"))
    monkeypatch.setattr(sys.modules["evaluation.evaluate"], "streams", undiscounted)
    ((code, values),) = obstacles(evaluate(tender, ()), (), older)
    assert code == "calculation_differs"
    assert "life_cycle_cost" in str(values["figures"])


def undiscounted(*arguments: object) -> object:
    cash = streams(*arguments)  # type: ignore[arg-type]
    table = cash.table.assign(present_value=cash.table["amount"])
    return replace(cash, table=table)


def test_a_seal_without_a_vector_lets_no_other_version_award() -> None:
    tender = tender_of([CHAIR])
    seal = seal_of(tender, "A", AT)
    for vector in (None, SealedVector({}, "0" * 64, {LOT: "no_total"})):
        other = replace(seal, calculation_version="0", sha256=tender_sha256(tender, "0"), vector=vector)
        assert [code for code, _ in obstacles(evaluate(tender, ()), (), other)] == ["calculation_unproven"]


def test_a_lot_in_which_no_invented_bid_gets_a_total_says_so() -> None:
    """A criterion on the mean of a life that no item states: no bid has a value, and nothing is proved."""
    unknown = CHAIR.model_copy(update={"reference_life": None})
    criterion = Criterion(
        lot=LOT, id="life", title_da="Levetid", weight=Decimal(100), measure="life", rule="fixed_interval",
        full_at=20, zero_at=0,
    )  # fmt: skip
    assert sealed_vector(tender_of([unknown], [criterion])).missing == {LOT: "no_total"}


def test_figures_that_are_gone_or_new_are_differences() -> None:
    one, other = SealedVector({"a": "1.0", "b": "nan"}, "x"), SealedVector({"b": "nan", "c": "2.0"}, "y")
    assert differences(one, other) == (("a", "1.0", ""), ("c", "", "2.0"))
