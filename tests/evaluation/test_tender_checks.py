"""What is wrong with a tender as a whole: no more is asked of it than its figures read."""

import pytest

from evaluation import evaluate
from evaluation.evaluation_model import Criterion
from evaluation.factors import Material
from evaluation.measures import MEASURES
from evaluation.tender import Item
from evaluation.tender_checks import tender_faults
from tests.builders import LOT, bid_of, tender_of

MATERIALS = (
    Material(key="laptop", title_da="Bærbar", title_en="Laptop", kind="product_class"),
    Material(key="steel", title_da="Stål", title_en="Steel"),
)


@pytest.mark.parametrize(
    ("basis", "measure", "missing"),
    [
        ("generic_mass", "gwp_a_to_c", ["product", "packaging"]),
        ("product_class", "gwp_a_to_c", []),
        ("declared", "gwp_a_to_c", []),
        ("declared", "residual_waste", ["product", "packaging"]),
    ],
)
def test_routes_are_missing_only_where_a_figure_follows_the_mass_to_its_end(
    basis: str, measure: str, missing: list[str]
) -> None:
    """A whole product has one figure of its making; only its waste goes a way of its own."""
    item = Item(
        key="thing", lot=LOT, title_da="Ting", quantity=(1.0,), reference_life=5, reference=True,
        factor_basis=basis, product_class="laptop",
    )  # fmt: skip
    criterion = Criterion(
        lot=LOT, id="it", title_da="Det", weight="100", measure=measure, rule="fixed_interval",
        full_at=0, zero_at=100,
    )  # fmt: skip
    faults = tender_faults(tender_of([item], [criterion], materials=MATERIALS))
    assert [fault.values["component"] for fault in faults if fault.code == "routes_missing"] == missing
    assert {fault.code for fault in faults} <= {"routes_missing"}


@pytest.mark.parametrize("measure", sorted(MEASURES.keys() - {"answer", "judged"}))
def test_a_lot_without_items_is_a_fault_and_still_evaluated(measure: str) -> None:
    """Nothing is bought in it: a sum over no items is nought and a mean over none is unknown."""
    lower = MEASURES[measure].better == "lower"
    criterion = Criterion(
        lot=LOT, id="it", title_da="Det", weight="100", measure=measure, rule="fixed_interval",
        full_at=0 if lower else 100, zero_at=100 if lower else 0,
    )  # fmt: skip
    tender = tender_of([], [criterion])
    assert "lot_without_items" in {fault.code for fault in tender_faults(tender)}
    bids = [bid_of(name, prices=[{"key": "gone", "offered": "yes", "unit_price": 1.0}]) for name in "ab"]
    lot = evaluate(tender, bids).lots[LOT]
    assert lot.indicators[measure].fillna(0.0).tolist() == [0.0, 0.0]
    assert (len(lot.claims), len(lot.streams)) == (0, 0)
