"""Weights and what they imply in words: which comparison to look at, and which prices stand beside."""

import pytest

from documents.trade_offs_summary import co2_prices, trade_offs_text
from documents.weights_summary import departure_values, pairwise_text
from evaluation.tender import Tender
from evaluation.weighting import Departure, pairwise_weights, trade_offs
from tests.samples import sample
from texts import LANGUAGES

LOT = "LOT-0001"


def without_prices() -> Tender:
    """Return the tender of the office furniture as if it published no price of emissions."""
    tender = sample("office_furniture").tender
    tables = {name: getattr(tender, name) for name in Tender.model_fields}
    return Tender(**{**tables, "external_prices": ()})


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_comparison_is_pointed_at_only_where_another_answer_would_agree_better(lang: str) -> None:
    """3, 6 and 2 agree; 3, 5 and 2 are nearest as they are; 3, 1/5 and 2 go round in a ring."""
    said = [
        pairwise_text(pairwise_weights({("a", "b"): 3, ("a", "c"): of_c, ("b", "c"): 2}), lang)
        for of_c in (6, 5, 1 / 5)
    ]
    pointed = {"da": "passer dårligst", "en": "agrees least"}[lang]
    assert [pointed in text for text in said] == [False, False, True]
    assert {"da": "Brug ikke vægtene", "en": "Do not use the weights"}[lang] in said[2]


def test_answers_are_written_as_steps_of_the_scale_and_others_as_numbers() -> None:
    """1/3 is a step of the scale; 1.5 is none and is written as it is, and never as 3/2."""
    for stated, written in ((1 / 3, "1/3"), (7.0, "7"), (1.5, "1,5")):
        (step,) = {pairwise_weights({("a", "b"): 2, ("a", "c"): 9, ("b", "c"): 2}).departure}
        assert step is not None
        values = departure_values(Departure("a", "b", stated, 1.0, 2.0, 0.4567, step.nearest), "da")
        assert (values["stated"], values["agreeing"]) == (written, "0,457")


def test_a_tender_without_prices_is_held_against_the_library_s_in_its_own_currency() -> None:
    """Two Danish sets say 1,500 kr. a tonne, and the model pays 20,620 kr.: 13.7 times as much."""
    tender = without_prices()
    found = co2_prices(tender, trade_offs(tender, LOT))
    assert {each.beside.price_set: each.beside.price for each in found} == {
        "pogi_screens": 1500.0,
        "klimaraadet_2030": 1500.0,
    }
    assert all(each.beside.times == pytest.approx(13.7468, rel=1e-4) for each in found)
    assert all("not read at the source" in each.source for each in found)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_weights_imply_is_told_by_the_unit_an_officer_thinks_in(lang: str) -> None:
    """A tonne of CO2e at 20,620 kr.; 44,326 kg / 10 / 0.14 = 31,661 kg of waste, and 8 judged points, are a point."""
    tender = sample("office_furniture").tender
    text = trade_offs_text(tender, trade_offs(tender, LOT), lang)
    figures = {
        "da": ("1.055.556", "20.620", "31.660", "213.675"),
        "en": ("1,055,556", "20,620", "31,660", "213,675"),
    }
    assert all(figure in text for figure in figures[lang])
    assert "uba_2023" in text
