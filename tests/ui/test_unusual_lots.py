"""Twenty bids, and lots in which nothing or little can be calculated, on every page in both languages."""

import json
import re
from functools import cache

import pytest
from streamlit.testing.v1 import AppTest

from evaluation import Evaluation
from evaluation.weight_play import playable_criteria
from tests.samples import FOLDER
from tests.ui.cases import CASES, LOT, MANY
from texts import LANGUAGES, t
from ui.comparison import climate_section, cost_section, difference_section, life_section, waste_section
from ui.play import weight_section
from ui.state import OPEN, OpenCase, Opening

ROOT = FOLDER.parent
PAGES = ("bids", "compare", "rehearsal", "points", "two_bids", "play", "download")


@cache
def opened(name: str) -> OpenCase:
    return CASES[name]()


def result(name: str) -> Evaluation:
    found = opened(name).result
    assert found is not None
    return found


def run(script: str, case: OpenCase, lang: str) -> str:
    """Run a page with a case open, and return all that it says."""
    tab = Opening()
    tab.case = case
    page = AppTest.from_file(str(ROOT / script), default_timeout=60)
    page.session_state["lang"], page.session_state[OPEN] = lang, tab
    page.run()
    assert not page.exception
    return " ".join(
        [*(each.proto.body for each in page.get("html")), *(header.value for header in page.header)]
    )


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", CASES)
def test_every_page_opens_and_says_nothing_of_figures_that_are_not_there(name: str, lang: str) -> None:
    for page in ("app.py", *(f"ui/pages/{page}.py" for page in PAGES)):
        said = run(page, opened(name), lang)
        assert said
        assert not re.search(r"\bnan\b|\bNone\b|\{\w+\}|\*\*", said)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_cannot_be_calculated_is_said_in_a_sentence_and_not_drawn(lang: str) -> None:
    done = result("nothing_calculable")
    for make in (cost_section, climate_section, waste_section):
        section = make(done, done.lots[LOT], lang)
        assert section is not None
        assert section.chart is None
        assert section.answer == t("ui.compare.nobody", lang)
        assert not section.help
    said = run("ui/pages/compare.py", opened("nothing_calculable"), lang)
    assert all(t(f"charts.{of}.question", lang) not in said for of in ("years", "waste_years"))


def test_lives_of_bids_of_which_none_is_admitted_are_not_called_uncalculated() -> None:
    done = result("nothing_calculable")
    section = life_section(done, done.lots[LOT], "en")
    assert section is not None
    assert section.chart is not None
    assert section.answer == t("ui.compare.nobody_admitted", "en")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_one_known_bid_crosses_no_other_and_the_others_say_why_they_have_no_bar(lang: str) -> None:
    said = run("ui/pages/compare.py", opened("one_known"), lang)
    assert t("ui.compare.too_few", lang) in said
    assert t("charts.years.help", lang) not in said
    done = result("one_known")
    section = cost_section(done, done.lots[LOT], lang)
    assert section is not None
    reason = t("ui.points.ranking.not_admitted", lang, reason="")
    assert section.spoken.count(reason.strip()) == sum(
        bid.is_calculated and not bid.is_admitted for bid in done.lots[LOT].bids
    )


@pytest.mark.parametrize("lang", LANGUAGES)
def test_of_twenty_bids_twelve_are_drawn_in_play_and_the_page_says_which(lang: str) -> None:
    done = result("twenty_bids")
    lot = done.lots[LOT]
    section = weight_section(done, lot, playable_criteria(lot)[0], 50.0, lang)
    assert section.chart is not None
    spec = section.chart.to_dict()
    lines = next(layer for layer in spec["layer"] if layer["mark"]["type"] == "line")
    assert {row["bid"] for row in spec["datasets"][lines["data"]["name"]]} == {
        f"{place}. {lot.name_of(bid)}" for place, bid in enumerate(lot.ranking[:12], start=1)
    }
    assert t("charts.play.help_many", lang, drawn=12, ranked=MANY) in section.help


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_years_of_twenty_bids_say_which_lines_are_drawn(lang: str) -> None:
    said = run("ui/pages/compare.py", opened("twenty_bids"), lang)
    assert said.count(t("charts.years.lines.some", lang)) == 2
    assert t("charts.years.lines.all", lang) not in said


def test_more_than_three_that_share_a_place_are_counted_and_not_named() -> None:
    """Every other of the twenty bids is a copy of one with the longer life."""
    done = result("twenty_bids")
    section = life_section(done, done.lots[LOT], "en")
    assert section is not None
    assert re.search(r": (ten|10) bids with <b>", section.answer)


def test_a_name_over_a_side_of_two_bids_is_short_enough_for_its_side() -> None:
    done = result("twenty_bids")
    lot = done.lots[LOT]
    long = next(bid for bid in lot.calculated if len(lot.name_of(bid)) > 30)
    section = difference_section(done, lot, [lot.ranking[0], long], "da")
    assert section.chart is not None
    assert lot.name_of(long) in section.table
    assert lot.name_of(long) not in json.dumps(section.chart.to_dict(), ensure_ascii=False)
