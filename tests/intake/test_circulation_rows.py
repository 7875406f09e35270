"""The bid sheet of what goes round: what a blank, a wrong unit and a place that is not listed say."""

import pytest

from evaluation.evaluation_model import Place, ResourcePrice
from evaluation.factors import Factor, GridYear
from evaluation.tender import Item, Tender
from intake import Reading
from tests.builders import LOT, tender_of
from tests.intake.bids import BIDDER, Typed, cell_of, grave, notices, read


def gowns() -> Tender:
    """Return a tender on a gown counted in uses, taken out after five years, its laundry in one of two places."""
    gown = Item(
        key="gown", lot=LOT, title_da="Kittel", basis="use", life_unit="uses", demand=1000.0, reference_life=30,
        reference=True, parts=0, longest_years=5.0, use_standard="ISO 0",
    )  # fmt: skip
    model = {
        "life_basis": "guaranteed", "electricity_carrier": "el", "transport_factor": "lorry", "transport_km": 0.0,
        "reported_measures": ("gwp_a_to_c",),
    }  # fmt: skip
    return tender_of(
        [gown],
        model=model,
        resource_prices=(ResourcePrice(key="electricity", price=1.6, unit="kWh"),),
        grids=(GridYear(carrier="el", year=2027, gwp_kg_co2e=0.1),),
        factors=(Factor(key="lorry", title_da="L", title_en="L", declared_unit="tkm", gwp_kg_co2e=0.1),),
        places=(
            Place(key="dk", title_da="Danmark", title_en="Denmark", electricity_carrier="el"),
            Place(key="pl", title_da="Polen", title_en="Poland", electricity_carrier="el"),
        ),
    )


ROUND: Typed = {
    **BIDDER,
    ("prices", "offered", "gown"): "ja",
    ("prices", "product", "gown"): "Reuse P",
    ("prices", "condition", "gown"): "ny",
    ("prices", "unit_price", "gown"): 19.5,
    ("prices", "fee_basis", "gown"): "pr. anvendelse",
    ("product_data", "guarantee", "gown"): 75,
    ("product_data", "mass_kg", "gown"): 0.4,
    ("product_data", "packaging_kg", "gown"): 0.022,
    ("product_data", "recycled_share", "gown"): 0,
    ("product_data", "reused_share", "gown"): 0,
    ("product_data", "taken_back", "gown"): "nej",
    ("product_data", "evidence_kind", "gown"): "kontraktvilkår med sanktion",
    ("circulation", "uses_per_piece", "gown"): 75,
    ("circulation", "loss_per_use", "gown"): 2,
    ("circulation", "pieces_in_pool", "gown"): 100,
    ("circulation", "electricity_kwh_per_cycle", "gown"): 0.25,
    ("circulation", "place", "gown"): "Poland",
    ("circulation", "transport_km_per_cycle", "gown"): 100,
    ("circulation", "price_if_lost", "gown"): 0,
}
ONCE: Typed = {
    **ROUND,
    ("prices", "fee_basis", "gown"): "pr. enhed",
    ("circulation", "uses_per_piece", "gown"): 1,
    ("circulation", "loss_per_use", "gown"): 0,
}


def told(reading: Reading) -> list[tuple[str, str, str | None, str | None]]:
    """Return severity, code, sheet and cell of every problem."""
    return [(p.severity, p.code, p.sheet, p.cell) for p in (*grave(reading), *notices(reading))]


def test_a_complete_sheet_is_read_with_its_place_and_its_uses() -> None:
    reading = read(gowns(), ROUND)
    assert told(reading) == []
    row = reading.bids[0].tables["circulation"].iloc[0]
    assert (row["place"], row["loss_per_use"], row["uses_per_piece"]) == ("pl", 0.02, 75.0)
    assert reading.bids[0].tables["product_data"]["guarantee"].tolist() == [75.0]


@pytest.mark.parametrize(
    ("start", "field", "typed", "severity", "code"),
    [
        (ROUND, "circulation.pieces_in_pool", None, "stop", "value_missing"),
        (ROUND, "circulation.price_if_lost", None, "stop", "value_missing"),
        (ROUND, "circulation.place", None, "notice", "place_not_stated"),
        (ROUND, "circulation.place", "Spanien", "question", "not_in_list"),
        (ROUND, "circulation.transport_km_per_cycle", None, "question", "value_missing"),
        # A guarantee in years, where the life is counted in uses.
        (ROUND, "product_data.guarantee", "2 år", "stop", "unit_not_convertible"),
        (ROUND, "circulation.loss_per_use", 200, "stop", "above_maximum"),
    ],
)
def test_a_cell_that_is_blank_or_wrong_is_told_of_at_its_place(
    start: Typed, field: str, typed: object, severity: str, code: str
) -> None:
    table, name = field.split(".")
    found = told(read(gowns(), {**start, (table, name, "gown"): typed}))
    assert found == [(severity, code, *cell_of(gowns(), table, name, "gown"))]


@pytest.mark.parametrize("field", ["pieces_in_pool", "price_if_lost"])
def test_what_is_used_once_and_paid_by_the_piece_has_no_pool_and_no_price_of_loss(field: str) -> None:
    assert told(read(gowns(), {**ONCE, ("circulation", field, "gown"): None})) == []


def test_where_no_energy_is_taken_between_two_uses_no_place_is_asked_for() -> None:
    """A stated nought says so; a blank leaves the question of energy open, and the place with it."""
    nowhere: Typed = {**ONCE, ("circulation", "place", "gown"): None}
    energy = ("circulation", "electricity_kwh_per_cycle", "gown")
    assert told(read(gowns(), {**nowhere, energy: 0})) == []
    codes = [code for _, code, *_ in told(read(gowns(), {**nowhere, energy: None}))]
    assert sorted(codes) == ["place_not_stated", "value_missing"]
