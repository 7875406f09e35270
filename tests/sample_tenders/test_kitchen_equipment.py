"""The small purchase: six lines, three bidders, a quarter of an hour of work."""

import json

import pytest
from openpyxl.workbook import Workbook

from evaluation import evaluate
from evaluation.award_run import obstacles
from evaluation.seal import seal_from, tender_sha256
from evaluation.tender import Tender
from tests.builders import figure
from tests.samples import Sample, number_in_cell, sample, ten_rows

LOT = "LOT-0001"
PEDERSEN, QUIST, REJS = "10203041", "20304052", "30405063"
LINES = [f"item_{n:02d}" for n in range(1, 7)]


@pytest.fixture
def kitchen() -> Sample:
    """Return the sample."""
    return sample("kitchen_equipment")


def test_nothing_is_wrong_with_the_files(kitchen: Sample) -> None:
    assert kitchen.problems == ()


def test_each_machine_is_bought_once_and_its_cost_is_price_plus_ten_years_of_use(kitchen: Sample) -> None:
    """Price + 8.316605 x yearly cost, with 8.316605 = 1.035^-1 + ... + 1.035^-10.

    Pedersen: 4 x 98,000 + 265,000 + 3 x 84,000 + 2 x 56,000 + 52,000 + 2 x 9,000 = 1,091,000; 59,500 kWh x
    1.60 + 222 m3 x 70 + 34,500 service = 145,240 a year: 1,091,000 + 8.316605 x 145,240 = 2,298,904.
    Quist: 1,274,500 + 8.316605 x (46,700 x 1.60 + 142 x 70 + 28,800 = 113,460) = 2,218,102.
    Rejs: 1,019,100 + 8.316605 x (57,100 x 1.60 + 199 x 70 + 34,500 = 139,790) = 2,181,678.
    """
    lot = kitchen.done.lots[LOT]
    assert lot.indicators["life_cycle_cost"].round().to_dict() == {
        PEDERSEN: 2_298_904,
        QUIST: 2_218_102,
        REJS: 2_181_678,
    }
    assert lot.indicators["purchase_price"].to_dict() == {
        PEDERSEN: 1_091_000,
        QUIST: 1_274_500,
        REJS: 1_019_100,
    }
    assert lot.pieces_bought.sum(axis=1).tolist() == [13.0, 13.0, 13.0]


# Table 8 of BR18 in the ten years from 2027, straight between 2025, 2030, 2035 and 2040 [kg CO2e/kWh].
GRID = (0.0998, 0.0822, 0.0646, 0.047, 0.04588, 0.04476, 0.04364, 0.04252, 0.0414, 0.04118)


def test_the_emissions_are_those_of_electricity_alone_and_the_lot_says_so(kitchen: Sample) -> None:
    """59,500, 46,700 and 57,100 kWh a year x the sum of ten years' factors, 0.55298."""
    lot = kitchen.done.lots[LOT]
    assert sum(GRID) == pytest.approx(0.55298)
    expected = {PEDERSEN: 59_500 * 0.55298, QUIST: 46_700 * 0.55298, REJS: 57_100 * 0.55298}
    assert lot.indicators["gwp_a_to_c"].to_dict() == pytest.approx(expected, rel=1e-9)
    assert [w.values for w in lot.warnings if w.code == "emissions_of_use_only"] == [{"count": 6, "items": 6}]


def test_the_four_levels_and_the_price_of_co2e_that_makes_quist_the_cheapest(kitchen: Sample) -> None:
    """Quist: 1,274,500; with 46,700 kWh and 142 m3, 8.316605 x (74,720 + 9,940) more; all in all 2,218,102.

    No price is published, so that the last level is the third. Rejs costs 36,423.78 less and uses 10,400 kWh
    more a year: 36,423.78 / (10.4 x sum of factor / 1.035^t) = 7,395 kr. a tonne.
    """
    lot = kitchen.done.lots[LOT]
    at = lot.calculated.index(QUIST)
    price, use, whole, external = lot.cost_levels.by_bid[at].tolist()
    assert (price, round(use), round(whole)) == (1_274_500, 1_978_584, 2_218_102)
    assert external == whole
    assert lot.cost_levels.external_reason == "no_price_published"
    weighted = sum(factor / 1.035**year for year, factor in enumerate(GRID, start=1))
    (change,) = lot.switching_prices.changes
    assert (change.before, change.after) == ((REJS,), (QUIST,))
    assert change.price == pytest.approx(36_423.7818565 / (10.4 * weighted), rel=1e-9)
    assert change.price == pytest.approx(7_395, abs=1)


def test_the_published_weight_of_the_guarantee_decides_and_not_a_hidden_one_in_the_cost(
    kitchen: Sample,
) -> None:
    """Quist guarantees 5, 5, 4, 3 and 3 years on 4, 1, 3, 2 and 1 machines: 46/11 = 4.18 years.

    Guarantee: (4.18 - 2)/(5 - 2) x 10 = 7.27 points, 0 for two years. Cost: 10 x (1 - (cost/2,181,678 -
    1)/0.5) = 8.93, 9.67 and 10. Of 85 and 15: 7.59, 0.85 x 9.67 + 0.15 x 7.27 = 9.31, and 8.50.
    """
    lot = kitchen.done.lots[LOT]
    assert figure(lot, QUIST, "guarantee") == pytest.approx(46 / 11)
    assert lot.total.round(2).to_dict() == {PEDERSEN: 7.59, QUIST: 9.31, REJS: 8.5}
    assert lot.ranking == (QUIST, REJS, PEDERSEN)
    assert lot.awarded == ((QUIST, 1),)


def test_the_officer_types_at_most_fifteen_inputs_and_four_a_line(kitchen: Sample) -> None:
    """Counted in the workbook: open cells that hold something."""
    filled = open_cells(kitchen.workbook("tender.xlsx"), filled_only=True)
    assert len(filled) <= 15 + 4 * len(LINES)


def test_a_bidder_is_asked_for_at_most_eight_cells_a_line(kitchen: Sample) -> None:
    """Counted in the workbook: open cells in the rows of a line, over all sheets."""
    for path in sorted((kitchen.folder / "bids").glob("*.xlsx")):
        book = kitchen.workbook(f"bids/{path.name}")
        for line in LINES:
            asked = [
                cell
                for sheet, cell in open_cells(book)
                if book[sheet][f"A{cell.lstrip('ABCDEFGHIJKLM')}"].value == line
            ]
            assert 0 < len(asked) <= 8


def test_the_sealed_case_may_be_awarded(kitchen: Sample) -> None:
    content = json.loads((kitchen.folder / "seal.json").read_text(encoding="utf-8"))
    assert content["sha256"] == tender_sha256(kitchen.tender)
    assert obstacles(kitchen.done, kitchen.problems, seal_from(content)) == ()


def test_ten_streams_open_to_the_cells_they_come_from(kitchen: Sample) -> None:
    lot = kitchen.done.lots[LOT]
    rows = ten_rows(lot, lot.streams, seed=1)
    assert len(rows) == 10
    for _, row in rows.iterrows():
        assert number_in_cell(kitchen, row) == row["value"] == row["in_table"]


def open_cells(book: Workbook, *, filled_only: bool = False) -> list[tuple[str, str]]:
    """Return sheet and address of every cell that the protection leaves open."""
    return [
        (sheet.title, cell.coordinate)
        for sheet in book.worksheets
        for row in sheet.iter_rows()
        for cell in row
        if not cell.protection.locked and (cell.value is not None or not filled_only)
    ]


def test_the_grid_of_2025_held_flat_is_2_3_times_the_projection_over_eight_years(kitchen: Sample) -> None:
    """BR18, annex 2, table 8: 0.135 in 2025, 0.047 in 2030, 0.0414 in 2035, straight between.

    2027 to 2030: 0.0998 + 0.0822 + 0.0646 + 0.047 = 0.2936; 2031 to 2034: 0.04588 + 0.04476 + 0.04364 + 0.04252 =
    0.1768. Together 0.4704 against 8 x 0.135 = 1.08: 2.2959 times.
    """
    tables = {name: getattr(kitchen.tender, name) for name in Tender.model_fields}
    models = tuple(m.model_copy(update={"study_years": 8, "first_year": 2027}) for m in kitchen.tender.models)
    flat = tuple(g.model_copy(update={"gwp_kg_co2e": 0.135}) for g in kitchen.tender.grids)
    found = [
        evaluate(Tender(**{**tables, "models": models, "grids": grids}), kitchen.reading.bids).lots[LOT]
        for grids in (flat, kitchen.tender.grids)
    ]
    for bid in (PEDERSEN, QUIST, REJS):
        use = [done.impacts.loc[done.impacts["bid"] == bid, "gwp"].sum() for done in found]
        assert use[0] / use[1] == pytest.approx(1.08 / 0.4704, rel=1e-9)
    readme = (kitchen.folder / "README.md").read_text(encoding="utf-8")
    assert "2.30 times as much" in readme
