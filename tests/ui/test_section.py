"""What every section shares: who is counted, who is named, and what stands where a bid has no figure."""

import math

import pandas as pd
import pytest

from evaluation import Evaluation, evaluate
from tests.samples import sample
from tests.ui.two_lamps import shown
from ui.comparison import cost_section
from ui.comparison.section import answer_of, chart_rows

LOT_1, LOT_3 = "LOT-0001", "LOT-0003"
SAEDE, GENBO, NORDMOEBEL, STILLE_RUM = "44910428", "42708296", "40506074", "47132640"
NONE = math.nan


@pytest.fixture
def furniture() -> Evaluation:
    return sample("office_furniture").done


@pytest.mark.parametrize(
    ("key", "figures", "answer"),
    [
        (
            "cost",
            (3, 2, 5),
            "Cheapest of the three bids calculated: Genbo Kontor A/S, <b>2</b>. Sæde & Bord I/S is 1 higher.",
        ),
        (
            "cost",
            (2, 2, 5),
            "Cheapest of the three bids calculated: Sæde & Bord I/S and Genbo Kontor A/S at <b>2</b> each.",
        ),
        (
            "waste",
            (3, 2, 5),
            "Least residual waste of the three bids calculated: Genbo Kontor A/S, <b>2</b>. Most: Nordmøbel A/S, 5.",
        ),
        (
            "life",
            (3, 2, 5),
            "Longest accepted life of the three bids calculated: Nordmøbel A/S, <b>5</b>.",
        ),
        (
            "cost",
            (NONE, 2, 5),
            "Cheapest of the two bids calculated: Genbo Kontor A/S, <b>2</b>. Nordmøbel A/S is 3 higher.",
        ),
        ("cost", (NONE, 2, NONE), "One bid is calculated: Genbo Kontor A/S, <b>2</b>."),
        ("cost", (NONE, NONE, NONE), "No bid can be calculated yet."),
    ],
)
def test_the_answer_is_of_the_admitted_bids_that_have_a_figure(
    key: str, figures: tuple[float, ...], answer: str, furniture: Evaluation
) -> None:
    """The fourth bid, which is not admitted, has the lowest figure, 1, and the longest life, 9."""
    lot = furniture.lots[LOT_3]
    outside = 9.0 if key == "life" else 1.0
    of = pd.Series([*figures, outside], index=[SAEDE, GENBO, NORDMOEBEL, STILLE_RUM], dtype=float)
    found = answer_of(lot, key, of, lambda value: f"{value:g}", "en")
    assert found.replace("&amp;", "&") == answer


def test_rows_stand_by_rank_with_one_leader_and_who_has_no_rank_says_why(furniture: Evaluation) -> None:
    rows = {row.name: row for row in chart_rows(furniture, furniture.lots[LOT_1], "en")}
    assert [row.place for row in rows.values()] == ["1.", "2.", "3.", "4.", "–"]
    assert [name for name, row in rows.items() if row.is_leader] == ["Genbo Kontor A/S"]
    assert rows["Kontorgården ApS"].note == "Not calculated: a stop, see Bids and problems"
    assert rows["Genbo Kontor A/S"].note == "Not calculated"
    section = shown(cost_section(furniture, furniture.lots[LOT_1], "en"))
    assert section.spoken.endswith("– Kontorgården ApS: Not calculated: a stop, see Bids and problems.")


def test_a_bid_outside_the_evaluation_is_marked_so_in_the_table_and_no_other(furniture: Evaluation) -> None:
    """Of lot 3 three bids are ranked and Stille Rum is not admitted."""
    table = shown(cost_section(furniture, furniture.lots[LOT_3], "en")).table
    assert table.count('<tr class="out">') == 1
    assert '<tr class="out"><th scope="row">Stille Rum ApS' in table


def test_before_admission_is_decided_rows_have_no_place_and_the_span_is_told_from_low_to_high() -> None:
    data = sample("office_furniture")
    done = evaluate(data.tender, data.reading.bids)
    lot = done.lots[LOT_3]
    assert {row.place for row in chart_rows(done, lot, "en")} == {""}
    assert not any(row.is_leader for row in chart_rows(done, lot, "en"))
    of = pd.Series([3.0, 2.0, 5.0], index=[SAEDE, GENBO, NORDMOEBEL])
    told = answer_of(lot, "cost", of, lambda value: f"{value:g}", "en")
    assert told.endswith("lie between <b>2</b> and <b>5</b>.")
