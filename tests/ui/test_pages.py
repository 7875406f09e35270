"""The scripts of the pages, in Streamlit's own harness, on cases that no sample has."""

import json
from dataclasses import replace
from decimal import Decimal

import pytest
from streamlit.testing.v1 import AppTest

from evaluation import Evaluation, evaluate
from evaluation.bid import Bid
from evaluation.decisions import Clarification
from evaluation.problems import Problem
from evaluation.tender import Tender
from intake import Case, read_case
from tests.samples import FOLDER, sample
from ui.comparison import life_section
from ui.state import OPEN, OpenCase, Opening


def page_of(name: str, tender: Tender, sample_name: str) -> AppTest:
    """Return a page with a case open on it: a tender with the bids and the decisions of a sample."""
    data = sample(sample_name)
    return opened_on(name, Case(tender, data.reading, data.decisions, None, (), {}))


def opened_on(name: str, case: Case) -> AppTest:
    """Return a page with a case open on it."""
    tab = Opening()
    tab.case = OpenCase("case", None, {}, case, evaluate(case.tender, case.reading.bids, case.decisions))
    page = AppTest.from_file(str(FOLDER.parent / "ui" / "pages" / f"{name}.py"), default_timeout=60)
    page.session_state["lang"], page.session_state[OPEN] = "en", tab
    return page


def test_play_begins_at_a_published_weight_that_is_not_whole_and_at_the_rate_of_each_lot() -> None:
    """Half a per cent is moved from the second criterion to the first; lot 2 has a rate between the steps."""
    tender = sample("office_furniture").tender
    first = [c for c in tender.criteria if c.lot == "LOT-0001" and "/" not in c.id]
    moved = {first[0].id: Decimal("0.5"), first[1].id: Decimal("-0.5")}
    criteria = tuple(
        c.model_copy(update={"weight": (c.weight or 0) + moved[c.id]}) if c in first[:2] else c
        for c in tender.criteria
    )
    models = tuple(
        m.model_copy(update={"discount_rate": 0.037}) if m.lot == "LOT-0002" else m for m in tender.models
    )
    tables = {name: getattr(tender, name) for name in Tender.model_fields}
    changed = Tender(**{**tables, "criteria": criteria, "models": models})
    page = page_of("play", changed, "office_furniture").run()
    weight, rate = page.select_slider[0], page.select_slider[1]
    assert (weight.value, rate.value) == (float(first[0].weight or 0) + 0.5, 0.035)

    rate.set_value(0.05).run()
    page.selectbox[0].set_value("LOT-0002").run()
    assert not page.exception
    assert page.select_slider[1].value == 0.037


def clarification_page(done: "Evaluation", bid: "Bid", problems: "tuple[Problem, ...]") -> None:
    """Draw what one bidder is asked, as the page of bids does."""
    from ui.clarification import show_clarification  # noqa: PLC0415  (Streamlit runs this as a script)

    show_clarification(done, bid, problems, "name", "en")


def test_a_bidder_is_shown_its_own_open_questions_and_one_without_any_nothing() -> None:
    """Genbo has three questions: one answered, one looked at without a decision, one that nobody has seen."""
    data = sample("office_furniture")
    genbo, other = "42708296", "40506074"
    answered, looked_at, unseen = (
        Problem("question", "not_in_list", genbo, cell=f"A{row}") for row in (1, 2, 3)
    )
    rows = (
        Clarification(lot="LOT-0001", bid=genbo, key=answered.fingerprint, decision="answered"),
        Clarification(lot="LOT-0001", bid=genbo, key=looked_at.fingerprint),
    )
    done = replace(data.done, decisions=data.decisions.model_copy(update={"clarifications": rows}))
    shown = {}
    for bid in data.reading.bids:
        if bid.id in (genbo, other):
            asked = (done, bid, (answered, looked_at, unseen))
            page = AppTest.from_function(clarification_page, args=asked, default_timeout=60).run()
            assert not page.exception
            shown[bid.id] = [block.value for block in page.code]
            assert len(page.get("download_button")) == len(shown[bid.id])
    (text,) = shown[genbo]
    assert [each.fingerprint in text for each in (answered, looked_at, unseen)] == [False, True, True]
    assert shown[other] == []


REPAIR = "Reparation af det nuværende"


@pytest.fixture(scope="module")
def with_baseline() -> Case:
    """Return the furniture sample with the baseline that it holds in lot 1."""
    return read_case(FOLDER / "office_furniture")


def blocks(page: AppTest, beginning: str) -> list[str]:
    """Return the blocks of HTML on a page that hold a row with this beginning."""
    return [block.proto.body for block in page.get("html") if beginning in block.proto.body]


def test_every_section_of_the_comparison_shows_the_baseline_marked_and_last(with_baseline: Case) -> None:
    """A table a section: cost, its years, unequal lives, four levels, emissions, waste, its years, life, evidence."""
    page = opened_on("compare", with_baseline).run()
    assert not page.exception
    row = f'<tr class="baseline"><th scope="row">{REPAIR}<small class="under">Not a bid.'
    tables = blocks(page, row)
    assert len(tables) == 9
    assert all(shown.rindex("<tr") == shown.index(row) for shown in tables)
    answers = blocks(page, '<p class="answer">')
    assert not any(REPAIR in each for each in answers)
    assert f"{REPAIR} (not a bid)" in page.selectbox[1].options


def test_a_baseline_has_measures_and_no_place_among_the_points(with_baseline: Case) -> None:
    page = opened_on("points", with_baseline).run()
    assert not page.exception
    (measures,) = blocks(page, REPAIR)
    assert "All measures" in measures


def test_a_bid_stands_beside_a_baseline_measure_by_measure_without_points(with_baseline: Case) -> None:
    page = opened_on("two_bids", with_baseline).run()
    page.selectbox[2].set_value("baseline_reparation_delaftale_1").run()
    assert not page.exception
    assert any(f"<b>{REPAIR}</b> is not a bid and gets no points." in each for each in blocks(page, "answer"))
    shown, behind, *_ = blocks(page, "<table>")
    assert f'<th scope="col" class="number">{REPAIR} (not a bid)</th>' in shown
    assert f'<th scope="col" class="number">{REPAIR} (not a bid)</th>' in behind
    assert "weighted points" not in shown


def test_the_list_of_bids_counts_the_bids_and_names_the_baseline_beside_them(with_baseline: Case) -> None:
    page = opened_on("bids", with_baseline).run()
    assert not page.exception
    (lead,) = blocks(page, '<p class="lead">')
    assert lead.startswith('<p class="lead">Seven bids have been read.')
    assert f"a baseline has been read, which is not a bid: {REPAIR}." in lead
    assert len(blocks(page, f'<tr class="baseline"><th scope="row">{REPAIR} (not a bid)')) == 1


def test_the_chart_says_that_the_evidence_of_a_baseline_is_not_assessed(with_baseline: Case) -> None:
    """Nobody decides on it, and the row is spoken with its mark."""
    done = evaluate(with_baseline.tender, with_baseline.reading.bids, with_baseline.decisions)
    section = life_section(done, done.lots["LOT-0001"], "en")
    assert section is not None
    assert f"{REPAIR} (not a bid): " in section.spoken
    assert "The evidence is not assessed" in json.dumps(section.spec, default=lambda frame: frame.to_dict())
