"""What the page says of four levels of cost: who is cheapest at each, the price set, and where the cheapest changes."""

import pytest

from evaluation import Evaluation, LotEvaluation, evaluate
from tests.builders import LOT
from tests.evaluation.lamps import RISING, lamp, lamps, price
from texts.numbers import NBSP
from ui.comparison import item_choices, levels_section
from ui.comparison.section import Section

CHEAP, GREEN = lamp("cheap", 100.0, 50.0, 0.0), lamp("green", 130.0, 20.0, 0.0)


def evaluated(*prices: object, **model: object) -> tuple[Evaluation, LotEvaluation]:
    """Return the evaluation of two lamps at some prices, and its lot; nothing stands in the way of admission."""
    done = evaluate(lamps(list(prices), **model), [CHEAP, GREEN])  # type: ignore[arg-type]
    lot = done.lots[LOT]
    object.__setattr__(lot, "is_admission_open", False)
    return done, lot


def section(found: tuple[Evaluation, LotEvaluation], lang: str = "en", item_no: int | None = None) -> Section:
    """Return the section with plain blanks."""
    made = levels_section(*found, item_no, lang)
    assert made is not None
    return made


def test_the_answer_names_who_is_cheapest_at_each_level_the_set_and_the_price_of_the_change() -> None:
    """1,000 kr. and 500 kg against 1,300 kr. and 200 kg: equal at 1,000 kr./t, and 1,500 are published."""
    source = price(1500, source="A source, 2024")
    found = section(evaluated(source, external_discounted=False))
    said, told = (text.replace(NBSP, " ") for text in (found.answer, found.help))
    assert "Life-cycle cost <b>cheap</b>; With external cost <b>green</b>" in said
    assert "price set set_a: greenhouse gas (CO₂e) DKK 1,500 per tonne. Source: A source, 2024." in told
    assert (
        "At <b>1,000 DKK per tonne of CO₂e</b> the cheapest bid changes from cheap to <b>green</b>." in said
    )
    assert "The external cost is not discounted." in told
    assert "The price is the same in all years." in said


def test_danish_reads_as_danish() -> None:
    found = section(evaluated(*RISING), "da")
    said = found.answer.replace(NBSP, " ")
    assert "Udledningens pris følger prissættet set_a" in found.help
    assert "skifter det billigste tilbud fra cheap til <b>green</b>." in said
    assert "Prisen er den i 2027; de følgende år følger prissættets udvikling." in said


def test_without_a_price_the_last_two_levels_are_the_same_and_without_emissions_there_are_three() -> None:
    free = section(evaluated())
    assert "The tender has no price of emissions" in free.help
    assert "With external cost" in free.table
    none = section(evaluated(reported_measures=()))
    assert "there is no fourth level" in none.help
    assert "With external cost" not in none.table


def test_an_item_is_shown_for_each_piece_and_year() -> None:
    """10 lamps for 4 years are 40 piece-years: 1,000 kr. are 25.00 kr. each."""
    found = evaluated(price(1000))
    assert [title for _, title in item_choices(found[1], "en")] == [
        "The whole lot", "Lampe, per piece and year of use",
    ]  # fmt: skip
    shown = section(found, item_no=0)
    assert "DKK per stk. and year" in shown.table.replace(NBSP, " ")
    assert "25.00" in shown.table


def test_nobody_is_called_cheapest_before_admission_is_decided() -> None:
    done, lot = evaluated(price(1500))
    object.__setattr__(lot, "is_admission_open", True)
    said = section((done, lot)).answer
    assert "when the minimum requirements are decided" in said
    assert "changes from" not in said


@pytest.mark.parametrize("lang", ["da", "en"])
def test_a_lot_that_counts_no_life_cycle_cost_has_no_levels(lang: str) -> None:
    from evaluation.evaluation_model import Criterion  # noqa: PLC0415

    only = Criterion(
        lot=LOT, id="p", title_da="Pris", weight="100", measure="purchase_price", rule="best_ratio"
    )
    done = evaluate(lamps([], criteria=[only], reported_measures=()), [CHEAP])
    assert levels_section(done, done.lots[LOT], None, lang) is None
