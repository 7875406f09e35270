"""What is wrong with a tender as a whole: no more is asked of it than its figures read."""

import pytest

from evaluation.evaluation_model import Criterion
from evaluation.factors import Material
from evaluation.tender import Item
from evaluation.tender_checks import tender_faults
from tests.builders import LOT, tender_of

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
