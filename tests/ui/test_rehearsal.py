"""The page of the rehearsal, in Streamlit's own harness, on two lamps that are counted by hand."""

import re
from html import unescape

import pytest
from streamlit.testing.v1 import AppTest

from evaluation import Evaluation
from evaluation.robustness.rehearsal import Rehearsal, rehearse
from evaluation.robustness.synthetic import with_expected_cost
from evaluation.tender import Tender
from intake import Case, Reading
from tests.builders import LOT
from tests.evaluation.robustness.trial_tenders import price, quality, tender
from tests.ui.test_charts import layers
from tests.ui.test_pages import opened_on
from tests.ui.two_lamps import ASK, BIRK, two_lamps, written
from texts import LANGUAGES, t
from texts.rehearsal import RehearsalWords
from ui.rehearsal import examples, findings_table, opinions, sweep_section, weights_section


@pytest.fixture(scope="module")
def done() -> Evaluation:
    return two_lamps()


@pytest.fixture(scope="module")
def rehearsed(done: Evaluation) -> Rehearsal:
    """Return the rehearsal of the lamps, which are expected to cost 2,720, on the two bids themselves."""
    of = with_expected_cost(done.tender, LOT, 2720.0)
    return rehearse(of, LOT, seed=1, sets=500, loaded=done.lots[LOT])


def page_of(done: Evaluation, tender_of: Tender | None = None) -> AppTest:
    """Return the page with a case open on it."""
    bids = () if tender_of is not None else tuple(done.lots[LOT].taken.bids)
    of = done.tender if tender_of is None else tender_of
    return opened_on("rehearsal", Case(of, Reading(bids, ()), done.decisions, None, (), {}))


def bodies(page: AppTest) -> str:
    return unescape("".join(block.proto.body for block in page.get("html")))


def test_the_page_says_what_a_point_costs_and_follows_the_bids_that_are_chosen(done: Evaluation) -> None:
    page = page_of(done).run()
    assert not page.exception
    shown = bodies(page)
    assert t("rehearsal.decides_nothing", "en") in shown
    assert "One weighted point costs" in shown
    assert '<th scope="col" class="number">C</th>' in shown
    page.radio[0].set_value("own").run()
    assert not page.exception
    shown = bodies(page)
    assert t("rehearsal.loaded", "en") in shown
    assert all(f">{name}</th>" in shown for name in (ASK, BIRK))


def test_what_is_expected_moves_what_a_point_costs(done: Evaluation) -> None:
    """A slope makes a point ten times as dear where the cost is ten times as high."""

    def costs(page: AppTest) -> float:
        found = re.search(r"One weighted point costs <b>DKK.([\d,.]+)</b>", bodies(page))
        assert found is not None
        return float(found[1].replace(",", ""))

    page = page_of(done).run()
    page.number_input[0].set_value(100_000.0).run()
    low = costs(page)
    page.number_input[0].set_value(1_000_000.0).run()
    assert not page.exception
    assert costs(page) == pytest.approx(10 * low, rel=0.01)


def test_the_slider_tries_a_weight_and_the_answer_follows(done: Evaluation) -> None:
    """The place changes at a weight of 73.2 % for cost, as 1.608/2.1962 = 0.7322."""
    page = page_of(done).run()
    page.radio[0].set_value("own").run()
    page.selectbox[0].set_value(page.selectbox[0].options.index("Cost: weight")).run()
    for tried, name in ((60.0, BIRK), (80.0, ASK)):
        page.select_slider[0].set_value(tried).run()
        assert not page.exception
        expected = f"At {tried:.0f}% <b>{name}</b> is first. The place changes at 73.2%."
        assert expected in bodies(page)


def test_other_methods_are_asked_only_where_the_reader_asks(done: Evaluation) -> None:
    page = page_of(done).run()
    assert t("rehearsal.opinions.caption", "en") not in bodies(page)
    page.toggle[0].set_value(True).run()
    assert not page.exception
    assert t("rehearsal.opinions.caption", "en") in bodies(page)


def test_a_tender_without_bids_is_rehearsed_on_invented_ones(done: Evaluation) -> None:
    page = page_of(done, tender(price(40, "min_max"), quality(60), acknowledged=("min_max",))).run()
    assert not page.exception
    assert not page.radio
    shown = bodies(page)
    assert shown.count('<span class="severity stop">') == 2
    assert "VK Südbayern 2016" in shown


def test_at_the_minimal_depth_the_page_is_short(done: Evaluation) -> None:
    of = tender(price(40, slope=50), quality(60))
    tables = {name: getattr(of, name) for name in Tender.model_fields}
    short = Tender(**{**tables, "facts": of.facts.model_copy(update={"depth": "minimal"})})
    page = page_of(done, short).run()
    assert not page.exception
    assert not page.select_slider
    assert [each.value for each in page.header] == [
        t(f"rehearsal.{key}", "en") for key in ("worth.question", "found.question", "bids.invented")
    ]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_section_is_said_and_drawn_in_both_languages(
    done: Evaluation, rehearsed: Rehearsal, lang: str
) -> None:
    words = RehearsalWords(rehearsed, done.tender, lang)
    weights = weights_section(words)
    sweep = sweep_section(words, rehearsed.weight_sweeps[0], 60.0)
    told = opinions(words)
    assert told is not None
    for text in (
        weights.answer, weights.help, weights.spoken, weights.table, sweep.answer, sweep.spoken, sweep.table,
        findings_table(words), *examples(words), *told,
    ):  # fmt: skip
        assert not re.search(r"[{}]|\*\*|\bnan\b", text)
    assert weights.chart is not None
    (_, bars), *_ = layers(weights.chart, "bar")
    assert sum(row["effective"] for row in bars) == pytest.approx(100.0)
    (_, marks), *_ = layers(weights.chart, "tick")
    assert [row["stated"] for row in marks] == [60.0, 40.0]
    assert sweep.chart is not None
    assert layers(sweep.chart, "line")


def test_the_bands_of_a_sweep_are_those_of_the_weights(done: Evaluation, rehearsed: Rehearsal) -> None:
    words = RehearsalWords(rehearsed, done.tender, "en")
    assert written(sweep_section(words, rehearsed.weight_sweeps[0], 60.0).table) == {
        BIRK: {"From %": "0.0", "To %": "73.2"},
        ASK: {"From %": "73.2", "To %": "100.0"},
    }
