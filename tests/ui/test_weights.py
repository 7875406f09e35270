"""The page of weights: what is answered gives weights, and the open tender says what its weights mean in money."""

from decimal import Decimal

import pytest
from streamlit.testing.v1 import AppTest

from evaluation.tender import Tender
from intake import Case, Reading
from tests.samples import FOLDER, sample
from tests.ui.test_pages import blocks, opened_on, page_of
from ui.weights import STEPS, step_text

SCRIPT = FOLDER.parent / "ui" / "pages" / "weights.py"


def closed_page() -> AppTest:
    """Return the page without a case."""
    page = AppTest.from_file(str(SCRIPT), default_timeout=60)
    page.session_state["lang"] = "en"
    return page


def weights_shown(page: AppTest) -> list[list[str]]:
    """Return the weights to copy of each tab, a line a criterion."""
    return [block.value.splitlines() for block in page.code]


def test_three_ways_give_weights_without_a_tender() -> None:
    """Centroid of three in whole per cent: 61.11, 27.78, 11.11 are 61, 28 and 11; equal answers are 34, 33 and 33."""
    page = closed_page().run()
    assert not page.exception
    equal = ["Cost\t34", "Climate\t33", "Quality\t33"]
    assert weights_shown(page) == [["Cost\t61", "Climate\t28", "Quality\t11"], equal, equal]
    assert blocks(page, "Open a tender on the page Tender")


def test_swings_and_comparisons_are_answered_in_place() -> None:
    """100, 60 and 40 of 200. Cost 3 over climate and 6 over quality, climate 2 over quality: 6, 2 and 1 of 9."""
    page = closed_page().run()
    for field, value in zip(page.number_input, (100, 60, 40), strict=True):
        field.set_value(value)
    for slider, step in zip(page.select_slider, (3, 6, 2), strict=True):
        slider.set_value(step)
    page.run()
    assert not page.exception
    _, swing, pairs = weights_shown(page)
    assert swing == ["Cost\t50", "Climate\t30", "Quality\t20"]
    assert pairs == ["Cost\t67", "Climate\t22", "Quality\t11"]
    assert blocks(page, "The comparisons agree fully")

    # Quality far over cost goes against the two other answers.
    page.select_slider[1].set_value(-9).run()
    assert blocks(page, "do not agree well enough")
    assert blocks(page, "The comparison that agrees least")


def test_what_gives_no_weights_is_said_in_the_tab_and_the_others_go_on() -> None:
    page = closed_page().run()
    for field in page.number_input:
        field.set_value(80)
    page.multiselect[0].set_value(["Climate", "Cost"]).run()
    assert not page.exception
    assert blocks(page, "No criterion has 100 points. The highest is 80.")
    assert blocks(page, "Missing: Quality.")
    assert len(page.code) == 1
    page.text_area[0].set_value("Cost").run()
    assert not page.exception
    assert len(blocks(page, "Too few criteria are named (1).")) == 1


def test_the_steps_of_the_scale_name_whom_they_favour() -> None:
    pair = ("Cost", "Climate")
    assert [step_text(step, pair, "en") for step in (9, 1, -2)] == [
        "Cost 9",
        "equally important",
        "Climate 2",
    ]
    assert len(STEPS) == 17


def test_the_open_tender_says_what_its_weights_mean_and_reads_no_bid() -> None:
    """The figures of lot 1 are those of the tender alone: there is no bid in this case."""
    tender = sample("office_furniture").tender
    page = opened_on(
        "weights", Case(tender, Reading((), ()), sample("office_furniture").decisions, None, (), {})
    ).run()
    assert not page.exception
    assert blocks(
        page, "At a lowest cost of DKK\u00a09,500,000 one point of the total costs DKK\u00a01,055,556."
    )
    (worth,) = blocks(page, "Units for one point of the total")
    assert "DKK\u00a020,620" in worth
    (prices,) = blocks(page, "uba_2023")
    assert '<td class="number">11</td>' in prices
    page.selectbox[0].set_value("LOT-0002").run()
    assert blocks(page, "At a lowest cost of DKK\u00a04,500,000")


def test_a_lot_without_an_estimated_value_asks_what_is_expected() -> None:
    """Kitchen: 0.5 x 2,200,000 / 10 / 0.85 = 129,412 kr. a point."""
    page = page_of("weights", sample("kitchen_equipment").tender, "kitchen_equipment").run()
    assert not page.exception
    assert blocks(page, "The lowest cost expected of LOT-0001 is not known.")
    page.number_input[-1].set_value(2_200_000.0).run()
    assert blocks(page, "DKK\u00a0129,412")


@pytest.mark.parametrize(("tonnes", "worth"), [(50.0, "DKK\u00a044,333"), (100.0, "DKK\u00a022,167")])
def test_a_criterion_that_is_measured_against_the_best_asks_for_it_by_the_tonne(
    tonnes: float, worth: str
) -> None:
    """Emissions linear over the best with 100 %: 10 x 0.21 / tonnes points each, at 1,055,556 kr. a point."""
    tender = sample("office_furniture").tender
    tables = {name: getattr(tender, name) for name in Tender.model_fields}
    change = {"rule": "linear_over_best", "slope": 100.0, "full_at": None, "zero_at": None, "clip": "none"}
    criteria = tuple(
        c.model_copy(update=change) if c.measure == "gwp_a_to_c" and c.lot == "LOT-0001" else c
        for c in tender.criteria
    )
    assert sum(c.weight or 0 for c in criteria if c.lot == "LOT-0001" and "/" not in c.id) == Decimal(100)
    page = page_of("weights", Tender(**{**tables, "criteria": criteria}), "office_furniture").run()
    assert blocks(page, "is measured against the best bid")
    page.number_input[-1].set_value(tonnes).run()
    assert not page.exception
    (shown,) = blocks(page, "Units for one point of the total")
    assert worth in shown
