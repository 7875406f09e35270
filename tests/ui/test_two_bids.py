"""Two bids at a time, counted by hand in two_lamps: alike whoever of the two is chosen first."""

import json
import re
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from evaluation import Evaluation, LotEvaluation
from tests.builders import LOT
from tests.ui.test_charts import layers
from tests.ui.two_lamps import ASK, BIRK, shown, two_lamps, written
from ui.comparison import difference_section, years_section


@pytest.fixture(scope="module")
def done() -> Evaluation:
    return two_lamps()


@pytest.fixture(scope="module")
def lot(done: Evaluation) -> LotEvaluation:
    return done.lots[LOT]


@pytest.mark.parametrize("chosen", [[ASK, BIRK], [BIRK, ASK]])
def test_the_lines_cross_in_the_year_after_they_meet_and_a_meeting_is_no_crossing(
    chosen: list[str], done: Evaluation, lot: LotEvaluation
) -> None:
    """``ask`` costs 200 more and 40 a year less: level after year 5, 40 less in year 6: 1,000 + 6 x 60 = 1,360.

    In year 10 it pays 1,000 again and ``birk`` 800, and they are level: 2,600. In year 12 2,720 and 2,800.
    """
    section = shown(years_section(done, lot, chosen, "en"))
    found = written(section.table)
    assert found[ASK] == {
        "Year 0": "1,000", "Year 1": "1,060", "Year 3": "1,180", "Year 5": "1,300", "Year 7": "1,420",
        "Year 9": "1,540", "Year 11": "2,660", "Year 12": "2,720",
    }  # fmt: skip
    assert found[BIRK]["Year 5"] == "1,300"
    assert section.answer == "birk costs less at first, but from <b>year 6</b> ask has cost less."
    assert section.chart is not None
    ring = next(data for layer, data in layers(section.chart, "point"))
    assert ring == [{"year": 6, "value": pytest.approx(1360.0), "label": "Year 6: ask\nbecomes cheaper"}]
    assert {row["is_chosen"] for _, data in layers(section.chart, "line") for row in data} == {True}
    assert re.search(r"1\. birk: DKK.2,800; 2\. ask: DKK.2,720\.$", section.spoken)


def test_one_bid_alone_crosses_no_line(done: Evaluation, lot: LotEvaluation) -> None:
    assert years_section(done, lot, [ASK], "en") is None


@pytest.mark.parametrize("chosen", [[ASK, BIRK], [BIRK, ASK]])
@pytest.mark.parametrize(
    ("paid", "answer"),
    [
        # 5, 6, 9 against 5, 7, 8: level in year 0.
        (([5, 1, 3], [5, 2, 1]), "ask costs less at first, but from <b>year 2</b> birk has cost less."),
        # 5, 8, 8 against 6, 7, 8: level from year 2 on.
        (([5, 3, 0], [6, 1, 1]), "ask costs less at first, but from <b>year 1</b> birk has cost less."),
        # 5, 6, 6 against 6, 6, 6: level from year 1 on.
        (([5, 1, 0], [6, 0, 0]), "The two lines do not cross in the 12 years. ask costs least all the way."),
        # 5, 7, 7 against 6, 6, 8: and back again.
        (
            ([5, 2, 0], [6, 0, 2]),
            "The lines cross in <b>years 1 and 2</b>. After 12 years ask has cost the least.",
        ),
        (([5, 1, 0], [5, 1, 0]), "The two bids cost the same in all 12 years."),
    ],
)
def test_who_costs_less_when_is_told_alike_whoever_of_the_two_is_chosen_first(
    paid: tuple[list[float], list[float]],
    answer: str,
    chosen: list[str],
    done: Evaluation,
    lot: LotEvaluation,
) -> None:
    by_year = replace(lot, cost_by_year=np.array([[*row, *[0.0] * 10] for row in paid]))
    assert shown(years_section(done, by_year, chosen, "en")).answer == answer


@pytest.mark.parametrize(
    ("chosen", "sign", "other"), [([ASK, BIRK], "+", "−"), ([BIRK, ASK], "−", "+")], ids=["to birk", "to ask"]
)
def test_a_difference_is_what_the_second_bid_has_more_than_the_first(
    chosen: list[str], sign: str, other: str, done: Evaluation, lot: LotEvaluation
) -> None:
    """Climate 1.6768 - 1.0336 = 0.6432 to ``birk``, cost 6 - 5.6471 = 0.3529 to ``ask``; 0.2903 remain."""
    section = difference_section(done, lot, chosen, "en")
    found = written(section.table)
    last = "Difference weighted points"
    assert [found[name][last] for name in ("Cost DKK", "Climate kg CO₂e", "Total difference")] == [
        f"{other}0.353",
        f"{sign}0.643",
        f"{sign}0.290",
    ]
    for bid, cost, value, points, total in (
        (ASK, "2,720", "741.6", "1.034", "7.034"),
        (BIRK, "2,800", "580.8", "1.677", "7.324"),
    ):
        assert found["Cost DKK"][f"{bid} value"] == cost
        assert found["Climate kg CO₂e"][f"{bid} value"] == value
        assert found["Climate kg CO₂e"][f"{bid} weighted points"] == points
        assert found["Total difference"][f"{bid} weighted points"] == total
    assert section.answer == (
        "birk is <b>0.290 points</b> ahead of ask. The largest difference is Climate: 0.643 points to birk."
    )
    assert section.spoken.endswith(
        f"Cost: {other}0.353; Climate: {sign}0.643; Total difference: {sign}0.290."
    )
    assert section.chart is not None
    (_, data), *_ = layers(section.chart, "bar")
    axis = layers(section.chart, "bar")[0][0]["encoding"]["y"]["axis"]["labelExpr"]
    lines = [["Cost", "weight 60"], ["Climate", "weight 40"], ["Total difference"]]
    assert axis == f"{json.dumps(lines)}[datum.value]"
    way = 1 if sign == "+" else -1
    assert [row["high"] - row["low"] for row in data] == pytest.approx(
        [-0.352941 * way, 0.6432 * way, 0.290259 * way], abs=1e-6
    )
    sides = next(data[0] for _, data in layers(section.chart, "text") if "nought" in data[0])
    assert (sides["left"], sides["right"]) == (f"◂ {chosen[0]} ahead", f"{chosen[1]} ahead ▸")


@pytest.mark.parametrize(
    ("birk", "answer"),
    [
        ((5.0, 2.0), "ask and birk are tied. The largest difference is Cost: 1.000 points to ask."),
        ((6.0, 1.0), "ask and birk have the same points on all criteria."),
        (
            (5.0, 1.5),
            "ask is <b>0.500 points</b> ahead of birk. The largest difference is Cost: 1.000 points to ask.",
        ),
    ],
)
def test_bids_with_the_same_total_are_tied_and_alike_only_where_every_criterion_is(
    birk: tuple[float, float], answer: str, done: Evaluation, lot: LotEvaluation
) -> None:
    """``ask`` has 6 for cost and 1 for climate."""
    points = pd.DataFrame([(6.0, 1.0), birk], index=[ASK, BIRK], columns=["cost", "gwp"])
    pointed = replace(lot, weighted=points, total=points.sum(axis=1))
    assert difference_section(done, pointed, [ASK, BIRK], "en").answer == answer
