"""What is tried on two lamps that are counted by hand: which figure is published, which is tried, who is first."""

from collections.abc import Mapping
from dataclasses import replace

import pytest

from evaluation import Evaluation, LotEvaluation
from evaluation.weight_play import evaluate_with
from tests.builders import LOT
from tests.samples import sample
from tests.ui.test_charts import layers
from tests.ui.two_lamps import ASK, BIRK, two_lamps, written
from texts import LANGUAGES, t
from ui.play import ranking_answer, ranking_table, weight_section

PEDERSEN, QUIST, REJS = "10203041", "20304052", "30405063"


@pytest.fixture(scope="module")
def done() -> Evaluation:
    return two_lamps()


@pytest.fixture(scope="module")
def lot(done: Evaluation) -> LotEvaluation:
    return done.lots[LOT]


def ranked(lot: LotEvaluation, ranks: Mapping[str, int]) -> LotEvaluation:
    """Return a lot in which the bids are ranked otherwise."""
    return replace(lot, ranks=replace(lot.ranks, order=tuple(ranks), ranks=ranks))


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(
    ("tried", "sentence", "first"),
    [
        ({QUIST: 1, REJS: 2, PEDERSEN: 3}, "same", ""),
        ({QUIST: 1, PEDERSEN: 2, REJS: 3}, "first_same", "Quist Køkkenteknik A/S"),
        ({QUIST: 1, PEDERSEN: 2, REJS: 2}, "first_same", "Quist Køkkenteknik A/S"),
        ({REJS: 1, QUIST: 2, PEDERSEN: 3}, "other", "Rejs Maskiner A/S"),
        ({QUIST: 1, REJS: 1, PEDERSEN: 3}, "other", {"da": "Quist Køkkenteknik A/S og Rejs Maskiner A/S",
                                                    "en": "Quist Køkkenteknik A/S and Rejs Maskiner A/S"}),
    ],
)  # fmt: skip
def test_the_answer_says_whether_the_first_or_only_others_have_changed_places(
    tried: Mapping[str, int], sentence: str, first: str | Mapping[str, str], lang: str
) -> None:
    """Published: Quist, Rejs, Pedersen."""
    lot = sample("kitchen_equipment").done.lots[LOT]
    name = first if isinstance(first, str) else first[lang]
    expected = t(f"ui.play.parameters.{sentence}", lang, name=name).replace("**", "")
    answer = ranking_answer(lot, ranked(lot, tried), lang)
    assert answer.replace("<b>", "").replace("</b>", "") == expected


def test_a_price_that_is_tried_stands_in_the_columns_of_what_is_tried(
    done: Evaluation, lot: LotEvaluation
) -> None:
    """Electricity at twice its price: 2,000 + 1,440 and 1,600 + 2,400; 6 x (1 - 560/3,440/0.5) + 1.6768 = 5.7233."""
    bids = lot.taken.bids
    after = evaluate_with(done, bids, discount_rate=0.0, price_factors={"electricity": 2.0}).lots[LOT]
    found = written(ranking_table(done, lot, after, "en"))
    assert list(found) == [BIRK, ASK]
    for bid, rank, total, cost in (
        (ASK, ("2", "1"), ("7.034", "7.034"), ("2,720", "3,440")),
        (BIRK, ("1", "2"), ("7.324", "5.723"), ("2,800", "4,000")),
    ):
        assert tuple(found[bid].values()) == (*rank, *total, *cost)
    assert list(found[ASK]) == [
        f"{what} {side}" for what in ("Rank", "Total points", "Cost, DKK") for side in ("published", "tried")
    ]
    assert "<b>ask</b> is first" in ranking_answer(lot, after, "en")


@pytest.mark.parametrize(("tried", "first", "spoken"), [
    (60.0, BIRK, "birk: 7.324; ask: 7.034."),
    (80.0, ASK, "birk: 8.368; ask: 8.517."),
])  # fmt: skip
def test_the_bands_of_a_weight_name_who_is_first_from_where_to_where(
    tried: float, first: str, spoken: str, done: Evaluation, lot: LotEvaluation
) -> None:
    """Points for cost 10 and 9.4118, for climate 2.584 and 4.192.

    2.584 + 7.416 w = 4.192 + 5.2198 w at w = 1.608/2.1962 = 0.7322; ``ask`` has 8.5168 at 0.8 and ``birk``
    8.3678.
    """
    section = weight_section(done, lot, "cost", tried, "en")
    assert written(section.table) == {
        BIRK: {"From %": "0.0", "To %": "73.2"},
        ASK: {"From %": "73.2", "To %": "100.0"},
    }
    assert section.answer == f"At {tried:.0f}% <b>{first}</b> is first. The place changes at 73.2%."
    assert section.spoken.endswith(f" {spoken}")
    assert section.chart is not None
    (_, boxes), *_ = layers(section.chart, "rect")
    change = pytest.approx(73.216, abs=0.001)
    assert [(box["low"], box["high"], box["name"]) for box in boxes] == [
        (0.0, change, "First: birk"),
        (change, 100.0, "First: ask"),
    ]
    said = {
        str(row["begins"]) for _, data in layers(section.chart, "text") for row in data if "begins" in row
    }
    assert "changes at 73.2%" in said
    texts = {
        str(value) for _, data in layers(section.chart, "text") for row in data for value in row.values()
    }
    assert "Published\nmodel: 60%" in texts
    assert ("Tried:\n80%" in texts) == (tried == 80.0)
    (changes,) = (data for _, data in layers(section.chart, "rule") if "begins" in data[0])
    assert [(row["low"], row["begins"]) for row in changes] == [(change, "changes at 73.2%")]
    heads = next(data for _, data in layers(section.chart, "text") if "middle" in data[0])
    assert [(row["middle"], row["name"]) for row in heads] == [
        (pytest.approx(36.608, abs=0.001), "First: birk"),
        (pytest.approx(86.608, abs=0.001), "First: ask"),
    ]
    (layer, lines), *_ = layers(section.chart, "line")
    assert layer["strokeDash"] == [6, 3]
    named = next(data for _, data in layers(section.chart, "text") if "at" in data[0])
    assert {row["name"]: row["weight"] for row in named} == {ASK: 100.0, BIRK: 100.0}
    ends = {(row["name"], row["weight"]): row["value"] for row in lines}
    assert ends[ASK, 0.0] == pytest.approx(2.584)
    assert ends[BIRK, 0.0] == pytest.approx(4.192)
    assert ends[ASK, 100.0] == pytest.approx(10.0)
    assert ends[BIRK, 100.0] == pytest.approx(10 - 80 / 2720 / 0.5 * 10)
    marks = next(data for layer, data in layers(section.chart, "rule") if "strokeDash" in layer["encoding"])
    expected = {(60.0, False), (tried, tried != 60.0)}
    assert {(mark["x"], mark["is_tried"]) for mark in marks} == expected


def test_the_weight_of_another_criterion_is_read_from_its_own_side(
    done: Evaluation, lot: LotEvaluation
) -> None:
    """The weight of climate is what that of cost leaves: 100 - 73.2 = 26.8."""
    section = weight_section(done, lot, "gwp", 20.0, "en")
    assert written(section.table) == {
        ASK: {"From %": "0.0", "To %": "26.8"},
        BIRK: {"From %": "26.8", "To %": "100.0"},
    }
    assert section.answer == "At 20% <b>ask</b> is first. The place changes at 26.8%."


def test_a_bid_that_no_weight_puts_first_is_drawn_thin_and_is_in_no_band() -> None:
    """Pedersen has less than Quist for both criteria."""
    done = sample("kitchen_equipment").done
    section = weight_section(done, done.lots[LOT], "cost", 85.0, "en")
    assert "Pedersen" not in section.table
    assert section.chart is not None
    (_, lines), *_ = layers(section.chart, "line")
    assert {row["bid"][:1]: row["leads"] for row in lines} == {"1": True, "2": True, "3": False}
