"""The scripts of the pages, in Streamlit's own harness, on cases that no sample has."""

from dataclasses import replace
from decimal import Decimal

from streamlit.testing.v1 import AppTest

from evaluation import Evaluation, evaluate
from evaluation.bid import Bid
from evaluation.decisions import Clarification
from evaluation.problems import Problem
from evaluation.tender import Tender
from intake import Case
from tests.samples import FOLDER, sample
from ui.state import OPEN, OpenCase, Opening


def page_of(name: str, tender: Tender, sample_name: str) -> AppTest:
    """Return a page with a case open on it: a tender with the bids and the decisions of a sample."""
    data = sample(sample_name)
    case = Case(tender, data.reading, data.decisions, None, (), {})
    tab = Opening()
    tab.case = OpenCase("case", None, {}, case, evaluate(tender, data.reading.bids, data.decisions))
    page = AppTest.from_file(str(FOLDER.parent / "ui" / "pages" / f"{name}.py"), default_timeout=60)
    page.session_state["lang"], page.session_state[OPEN] = "en", tab
    return page


def test_play_begins_at_a_published_weight_that_is_not_whole_and_at_the_rate_of_each_lot() -> None:
    """Half a per cent is moved from the second criterion to the first; lot 2 has a rate between the steps."""
    tender = sample("office_furniture").tender
    first = [c for c in tender.criteria if c.lot == "LOT-0001" and "/" not in c.id]
    moved = {first[0].id: Decimal("0.5"), first[1].id: Decimal("-0.5")}
    criteria = tuple(
        c.model_copy(update={"weight": c.weight + moved[c.id]}) if c in first[:2] else c
        for c in tender.criteria
    )
    models = tuple(
        m.model_copy(update={"discount_rate": 0.037}) if m.lot == "LOT-0002" else m for m in tender.models
    )
    tables = {name: getattr(tender, name) for name in Tender.model_fields}
    changed = Tender(**{**tables, "criteria": criteria, "models": models})
    page = page_of("play", changed, "office_furniture").run()
    weight, rate = page.select_slider[0], page.select_slider[1]
    assert (weight.value, rate.value) == (float(first[0].weight) + 0.5, 0.035)

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
