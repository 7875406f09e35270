"""What is tried is shown as tried: in every picture, caption and axis, in both languages."""

import json
import re
from collections.abc import Mapping
from typing import Any

import pytest

from evaluation import Evaluation
from evaluation.weight_play import evaluate_with, playable_criteria
from tests.samples import Sample, sample
from texts import LANGUAGES
from ui.play import ranking_answer, ranking_table, resource_title, weight_section

LOT = "LOT-0001"
NOT_FOR_AWARD = {"da": "ikke til tildeling", "en": "not for award"}


@pytest.fixture
def kitchen() -> Sample:
    return sample("kitchen_equipment")


def drawn(done: Evaluation, tried: float, lang: str) -> Mapping[str, Any]:
    lot = done.lots[LOT]
    section = weight_section(done, lot, playable_criteria(lot)[0], tried, lang)
    assert section.chart is not None
    found: Mapping[str, Any] = section.chart.to_dict()
    return found


def rules(spec: Mapping[str, Any]) -> list[float]:
    """Return the weights at which the chart marks what is published and what is tried."""
    layer = next(each for each in spec["layer"] if "strokeDash" in each["encoding"])
    return [row["x"] for row in spec["datasets"][layer["data"]["name"]]]


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", ["kitchen_equipment", "office_furniture"])
def test_the_picture_of_each_criterion_says_that_it_is_not_for_award(name: str, lang: str) -> None:
    done = sample(name).done
    for lot in done.lots.values():
        for criterion in playable_criteria(lot):
            section = weight_section(done, lot, criterion, 30.0, lang)
            for text in (section.answer, section.help, section.spoken, section.table):
                assert text
                assert not re.search(r"[{}]|\*\*|nan\b", text)
            assert section.chart is not None
            for text in (section.spoken, section.table, json.dumps(section.chart.to_dict())):
                assert NOT_FOR_AWARD[lang] in text.lower()


def test_the_answer_says_who_is_first_at_the_weight_that_is_tried(kitchen: Sample) -> None:
    """Quist 9.307 at 85 %. Rejs has 10 points for cost and none for the rest, and is first at 100 %."""
    lot = kitchen.done.lots[LOT]
    (cost, *_) = playable_criteria(lot)
    for tried, first in ((85.0, "Quist"), (100.0, "Rejs")):
        answer = weight_section(kitchen.done, lot, cost, tried, "en").answer
        assert re.search(rf"At {tried:.0f}% <b>{first}[^<]*</b> is first", answer)


def test_the_published_weight_is_always_marked_and_the_tried_one_where_it_is_another(kitchen: Sample) -> None:
    assert rules(drawn(kitchen.done, 85.0, "da")) == [85.0]
    assert rules(drawn(kitchen.done, 40.0, "da")) == [85.0, 40.0]


def test_prices_that_are_tried_stand_beside_the_published_ones(kitchen: Sample) -> None:
    """Without discounting every later krone counts whole: each bid costs more than its published figure."""
    done = kitchen.done
    tried = evaluate_with(done, kitchen.reading.bids, discount_rate=0.0, price_factors={})
    before, after = done.lots[LOT], tried.lots[LOT]
    published, other = before.indicators["life_cycle_cost"], after.indicators["life_cycle_cost"]
    assert (other > published).all()
    shown = ranking_table(done, before, after, "en")
    for cost in (*published, *other):
        assert f"{cost:,.0f}" in shown
    assert "not for award" in shown.lower()
    same = "The ranking is the same as under the published model."
    assert (ranking_answer(before, before, "en") == same) is True
    assert (ranking_answer(before, after, "en") == same) is (before.ranks.ranks == after.ranks.ranks)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_resource_that_no_measure_reads_is_called_by_its_key(lang: str) -> None:
    assert resource_title("electricity", lang) != "electricity"
    assert resource_title("steam_x", lang) == "steam_x"
