"""What the larger of two investments buys, told on the page of two bids; the two lamps are counted by hand there."""

from dataclasses import replace

import pytest

from evaluation import Evaluation
from evaluation.evaluation_model import DiscountStep
from intake import read_case
from tests.builders import LOT
from tests.evaluation.test_investment import CHEAP, DEAR, machines
from tests.samples import FOLDER
from tests.ui.test_pages import blocks, opened_on
from tests.ui.two_lamps import ASK, BIRK, shown, two_lamps, written
from texts import LANGUAGES, t
from texts.numbers import NBSP
from ui.comparison import investment_section

REPAIR = "baseline_reparation_delaftale_1"
HEADING = "ui.two_bids.investment.heading"


def told(done: Evaluation, lang: str = "en") -> str:
    """Return the sentence on two machines, without marks."""
    answer = shown(investment_section(done, done.lots[LOT], [CHEAP, DEAR], lang)).answer
    return answer.replace("<b>", "").replace("</b>", "").replace(NBSP, " ")


def values(done: Evaluation, chosen: list[str], lang: str = "en") -> dict[str, str]:
    """Return the values of the table by measure."""
    section = shown(investment_section(done, done.lots[LOT], chosen, lang))
    rows = written(section.table)
    return {name: next(iter(cells.values())).replace(NBSP, " ") for name, cells in rows.items()}


@pytest.mark.parametrize("chosen", [[ASK, BIRK], [BIRK, ASK]])
def test_the_table_tells_what_the_larger_investment_buys_whoever_is_chosen_first(chosen: list[str]) -> None:
    """``ask``: 2,000 of purchases and 720 of energy; ``birk``: 1,600 and 1,200; twelve years, not discounted.

    400 more, 480 saved, 80 left; 480 / 400 = 1.2, and 1.2^(1/12) - 1 = 1.53 %. 200 more at first, 40 less a year:
    level after year 5, and ``ask`` is the cheaper from year 6.
    """
    done = two_lamps()
    assert values(done, chosen) == {
        "Extra investment": "DKK 400",
        "Saving in use": "DKK 480",
        "Net saving": "DKK 80",
        "Saving per DKK invested": "1.20",
        "Adjusted internal rate of return a year": "1.5%",
        "Payback time without interest": "5.0 years reached in year 5",
        "Payback time with interest": "5.0 years reached in year 5",
        "Years in which the cheaper of the two changes": "6",
    }
    section = shown(investment_section(done, done.lots[LOT], chosen, "en"))
    rows = written(section.table)
    how = {name: list(cells.values())[-1] for name, cells in rows.items()}
    assert how["Extra investment"] == "Purchase and replacement: ask minus birk, in present value."
    assert how["Saving in use"] == "Energy: birk minus ask, in present value."


def test_the_sentence_reads_in_danish() -> None:
    done = two_lamps()
    answer = shown(investment_section(done, done.lots[LOT], [ASK, BIRK], "da")).answer
    assert answer.replace(NBSP, " ") == (
        "<b>ask</b> kræver en merinvestering på 400 kr. i forhold til birk over 12 år, men sparer 480 kr. på driften. "
        "Det giver en nettobesparelse på <b>80 kr.</b> Merinvesteringen er tjent hjem i <b>år 5</b>."
    )
    assert "Besparelse pr. investeret kr." in values(done, [ASK, BIRK], "da")


@pytest.mark.parametrize(
    ("cheap", "dear", "sentence"),
    [
        # Ten years, not discounted. 1,200 more and 3,500 less: earned in year 4 (3 x 350 = 1,050).
        (
            (1_000, 500), (2_200, 150),
            ("dear needs DKK 1,200 more in investment than cheap over 10 years, but saves DKK 3,500 in use. "
            "That is a net saving of DKK 2,300. The extra investment has been earned in year 4."),
        ),
        (
            (1_000, 500), (2_200, 400),
            ("dear needs DKK 1,200 more in investment than cheap over 10 years and saves only DKK 1,000 in use. "
            "Altogether dear costs DKK 200 more."),
        ),
        (
            (1_000, 500), (2_200, 600),
            ("dear needs DKK 1,200 more in investment than cheap over 10 years and is no cheaper in use. "
            "Altogether dear costs DKK 2,200 more."),
        ),
        (
            (1_000, 500), (2_000, 400),
            ("dear needs DKK 1,000 more in investment than cheap over 10 years and saves the same amount in use. "
            "Altogether the two cost the same."),
        ),
        (
            (1_000, 500), (1_000, 600),
            "The two need the same investment over 10 years. cheap is DKK 1,000 cheaper in use than dear.",
        ),
        ((1_000, 500), (1_000, 500), "The two need the same investment and cost the same in use over 10 years."),
    ],
    ids=["pays", "loses", "no saving", "even", "same investment", "same"],
)  # fmt: skip
def test_the_sentence_says_who_invests_more_and_what_becomes_of_it(
    cheap: tuple[float, float], dear: tuple[float, float], sentence: str
) -> None:
    assert told(machines({CHEAP: cheap, DEAR: dear}, discount_rate=0.0)) == sentence


def test_what_is_recovered_in_yearly_parts_is_never_said_to_be_earned_in_year_nought() -> None:
    done = machines({CHEAP: (1_000.0, 500.0), DEAR: (2_200.0, 150.0)}, horizon="equivalent_annual")
    assert told(done).endswith("From the start dear costs no more.")
    assert values(done, [CHEAP, DEAR])["Payback time with interest"] == "no dearer from the start"


@pytest.mark.parametrize(
    ("dear", "ratio", "yearly", "back"),
    [
        ((2_200.0, 600.0), "−0.83", "no saving", "not within 10 years"),
        ((1_000.0, 400.0), "no extra investment", "no extra investment", "no extra investment"),
    ],
)
def test_what_is_no_number_is_told_in_words(
    dear: tuple[float, float], ratio: str, yearly: str, back: str
) -> None:
    """100 more a year in use for 1,200 more: -1,000 / 1,200 = -0.83."""
    found = values(machines({CHEAP: (1_000.0, 500.0), DEAR: dear}, discount_rate=0.0), [CHEAP, DEAR])
    assert found["Saving per DKK invested"] == ratio
    assert found["Adjusted internal rate of return a year"] == yearly
    assert found["Payback time without interest"] == back


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_rate_that_steps_is_told_as_what_it_comes_to(lang: str) -> None:
    """4 % for five years and 2 % for five come to the root of 1.04 x 1.02, 3.00 % a year."""
    steps = tuple(
        DiscountStep(schedule="s", from_year=year, rate=rate) for year, rate in ((0, 0.04), (6, 0.02))
    )
    bought = {CHEAP: (1_000.0, 500.0), DEAR: (2_200.0, 150.0)}
    done = machines(bought, steps=steps, discount_rate=None, discount_steps="s")
    section = shown(investment_section(done, done.lots[LOT], [CHEAP, DEAR], lang))
    assert {"da": f"3,00{NBSP}%", "en": "3.00%"}[lang] in section.table


def test_where_cost_is_not_counted_or_not_known_there_is_no_table() -> None:
    done = two_lamps()
    lot = done.lots[LOT]
    uncounted = replace(lot, indicators=lot.indicators.drop(columns="life_cycle_cost"))
    assert investment_section(done, uncounted, [ASK, BIRK], "en") is None
    unknown = machines({CHEAP: (1_000.0, 500.0), DEAR: (2_200.0, None)})
    assert investment_section(unknown, unknown.lots[LOT], [CHEAP, DEAR], "en") is None


def test_the_page_shows_it_for_two_bids_and_beside_a_baseline() -> None:
    page = opened_on("two_bids", read_case(FOLDER / "office_furniture")).run()
    assert not page.exception
    assert [header.value for header in page.header][-1] == t(HEADING, "en")
    assert len(blocks(page, "Adjusted internal rate of return a year")) == 1
    page.selectbox[2].set_value(REPAIR).run()
    assert not page.exception
    (shown_beside,) = blocks(page, "Adjusted internal rate of return a year")
    assert "Reparation af det nuværende (not a bid)" in shown_beside
