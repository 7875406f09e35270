"""What the page of points says of lifespan: a sentence with both weights, a table by bid, and where recycling counts."""

import re

import pytest
from streamlit.testing.v1 import AppTest

from evaluation import Evaluation, evaluate
from evaluation.lifespan_weight import lifespan_weight
from evaluation.tender import Item
from intake import Case
from tests.builders import LOT, tender_of
from tests.evaluation.test_lifespan_weight import furniture, scored, two_items
from tests.samples import sample
from tests.ui.test_pages import blocks, opened_on
from tests.ui.two_lamps import ASK, BIRK, two_lamps, written
from texts import LANGUAGES, t
from texts.numbers import NBSP
from ui.lifespan_weight import credits_on, lifespan_answer, lifespan_help, lifespan_table


def said(done: Evaluation, lang: str = "en") -> str:
    """Return the sentence with the two weights, with plain blanks."""
    return lifespan_answer(lifespan_weight(done.lots[LOT]), lang).replace(NBSP, " ")


def test_the_figures_of_two_lamps_are_those_counted_by_hand() -> None:
    """Accepted 14 and 6 years; 10 x 12 / 14 = 8.571 lamps and 20 are worn.

    ask: 857 of 1,577 kr. and 401 of 581 kg react: 60 x 0.5435 = 32.6 and 40 x 0.6903 = 27.6, in all 60.2. A year
    more gives nothing for the cost, which is the lowest, and 401.14/14/1,000 x 10 x 40 % = 0.115 for the kilograms.
    birk: 1,600 of 2,800 kr. and 468 of 768 kg: 34.3 and 24.4, in all 58.7. A year more: 1,600/6 of the lowest, 1,720,
    at 50 % is 3.101 x 60 %, and 468/6/1,000 x 10 x 40 %: 1.860 + 0.312 = 2.172.
    """
    done = two_lamps({"life_basis": "credited"})
    lot = done.lots[LOT]
    shown = written(lifespan_table(done, lot, lifespan_weight(lot), "en"))
    columns = ("Cost weight 60", "Climate weight 40", "In all of 100", "Points per year")
    assert shown == {
        ASK: dict(zip(columns, ("32.6", "27.6", "60.2", "0.115"), strict=True)),
        BIRK: dict(zip(columns, ("34.3", "24.4", "58.7", "2.172"), strict=True)),
    }
    assert "weigh <b>0 of 100</b>" in said(done)
    assert "from <b>58.7</b> to <b>60.2 of 100</b>" in said(done)
    assert "per year of longer life" in lifespan_help(lot, lifespan_weight(lot), "en")


def test_one_bid_has_one_figure_and_danish_reads_as_danish() -> None:
    done = evaluate(two_items(), [furniture()])
    assert said(done, "da") == (
        "Kriterier på levetid vejer <b>20 af 100</b>. Regner man med, at levetiden også virker på de andre kriterier, "
        "vejer den i alt <b>70,0 af 100</b>."
    )


@pytest.mark.parametrize("lang", LANGUAGES)
def test_where_nothing_moves_with_life_one_sentence_says_so(lang: str) -> None:
    weighed = lifespan_weight(two_lamps().lots[LOT])
    assert lifespan_answer(weighed, lang) == re.sub(
        r"\*\*(.+?)\*\*", r"<b>\1</b>", t("ui.points.lifespan.nothing", lang)
    )


def test_a_weight_that_is_not_known_of_any_bid_is_said_and_its_cell_is_a_dash() -> None:
    done = evaluate(two_items(), [furniture(mass=None)])
    lot = done.lots[LOT]
    assert "cannot be told for any bid" in said(done)
    object.__setattr__(lot.bids[0], "is_admitted", True)
    (row,) = written(lifespan_table(done, lot, lifespan_weight(lot), "en")).values()
    assert row["In all of 100"] == "–"


def test_lives_in_years_and_in_uses_have_no_figure_by_year_in_common() -> None:
    items = [
        Item(key="chair", lot=LOT, title_da="Stol", quantity=(1.0,), reference_life=5, reference=True),
        Item(key="desk", lot=LOT, title_da="Kittel", reference_life=5, reference=True, basis="use", demand=1.0,
             life_unit="uses"),
    ]  # fmt: skip
    criteria = scored({"guarantee": ("100", 0.0, 20.0)})
    done = evaluate(tender_of(items, criteria), [furniture(mass=None)])
    lot = done.lots[LOT]
    found = lifespan_weight(lot)
    assert [why.reason for why in found.unknown] == ["units_mixed"]
    assert "in years and in uses" in lifespan_help(lot, found, "en")
    assert "Points per" not in lifespan_table(done, lot, found, "en")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_where_recycling_counts_is_a_line_a_credit_and_nothing_where_it_counts_nowhere(lang: str) -> None:
    gowns = sample("surgical_gowns").done
    lines = credits_on(gowns, gowns.lots[LOT], lang)
    assert len(lines) == 2
    assert all(line[0].isupper() and line.endswith(".") for line in lines)
    kitchen = sample("kitchen_equipment").done
    assert credits_on(kitchen, kitchen.lots[LOT], lang) == []


def page(name: str, lang: str) -> AppTest:
    """Return the page of points of a sample."""
    data = sample(name)
    opened = opened_on("points", Case(data.tender, data.reading, data.decisions, None, (), {}))
    opened.session_state["lang"] = lang
    shown = opened.run()
    assert not shown.exception
    return shown


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", ["surgical_gowns", "kitchen_equipment"])
def test_the_page_of_points_has_the_section_with_its_table(name: str, lang: str) -> None:
    shown = page(name, lang)
    assert t("ui.points.lifespan.heading", lang) in [header.value for header in shown.header]
    assert len(blocks(shown, t("ui.points.lifespan.caption", lang))) == 1
    has_credits = bool(blocks(shown, t("ui.points.lifespan.credits", lang)))
    assert has_credits == (name == "surgical_gowns")
