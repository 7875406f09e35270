"""Lives on a page, on the two lamps that are counted by hand: which life stands where, and for what."""

import pytest

from evaluation import Evaluation, LotEvaluation, evaluate
from evaluation.tender import Item
from tests.builders import LOT, bid_of
from tests.samples import sample
from tests.ui.test_charts import layers
from tests.ui.two_lamps import ASK, BIRK, shown, two_lamps, written
from ui.comparison import life_section


@pytest.fixture(scope="module")
def done() -> Evaluation:
    return two_lamps()


@pytest.fixture(scope="module")
def lot(done: Evaluation) -> LotEvaluation:
    return done.lots[LOT]


def test_the_marks_of_lives_stand_at_the_life_they_are_named_for(
    done: Evaluation, lot: LotEvaluation
) -> None:
    chart = shown(life_section(done, lot, "en")).chart
    assert chart is not None
    (_, data), *_ = layers(chart, "point")
    found = {
        row["bid"]: [row[mark] for mark in ("claimed", "accepted", "guarantee", "words")] for row in data
    }
    assert found["2. ask"] == [15.0, 14.0, 5.0, "1 × E4"]
    assert found["1. birk"] == [None, 6.0, 6.0, "Not stated"]


def test_pieces_are_bought_again_after_the_life_that_is_used_and_the_reference_stays_where_it_is() -> None:
    """On credited lives ``ask`` lasts 14 of 12 years and is bought once, ``birk`` 6 and is bought twice."""
    done = two_lamps({"life_basis": "credited"})
    section = shown(life_section(done, done.lots[LOT], "en"))
    found = written(section.table)
    bought, asked = "Pieces bought, replacements included", "Pieces in the tender"
    assert [found[ASK][name] for name in ("Used in the calculation years", bought, asked)] == [
        "14.0",
        "10",
        "10",
    ]
    assert [found[BIRK][name] for name in ("Used in the calculation years", bought, asked)] == [
        "6.0",
        "20",
        "10",
    ]
    assert "reference life" not in section.help
    by_reference = two_lamps()
    assert "reference life" in shown(life_section(by_reference, by_reference.lots[LOT], "en")).help
    assert section.chart is not None
    (line,) = (row for _, data in layers(section.chart, "rule") for row in data if "reference" in row)
    assert line == {"reference": 10.0, "name": "The tender's reference life: 10 years"}


def test_a_claim_whose_evidence_nobody_has_assessed_says_so(done: Evaluation, lot: LotEvaluation) -> None:
    """15 years are claimed, and only the reference of 10 is accepted."""
    undecided = evaluate(
        done.tender, lot.taken.bids, done.decisions.model_copy(update={"accepted_evidence": ()})
    )
    chart = shown(life_section(undecided, undecided.lots[LOT], "en")).chart
    assert chart is not None
    (_, data), *_ = layers(chart, "point")
    ask = next(row for row in data if row["bid"].endswith(ASK))
    assert (ask["accepted"], ask["words"]) == (10.0, "The evidence has not been assessed yet")


@pytest.mark.parametrize(("is_counted", "is_shown"), [(True, False), (False, True)])
def test_years_and_uses_are_not_drawn_together_and_what_is_not_counted_has_no_say(
    is_counted: bool,  # noqa: FBT001  (a column of the table of cases)
    is_shown: bool,  # noqa: FBT001
) -> None:
    fields = {"lot": LOT, "title_da": "Ting", "reference_life": 10}
    lamp = Item(key="lamp", quantity=(1.0,), reference=True, **fields)
    gown = Item(key="gown", basis="use", demand=9.0, life_unit="uses", reference=is_counted, **fields)
    tender = two_lamps().tender.model_copy(update={"items": (lamp, gown)})
    bid = bid_of(
        ASK,
        prices=[
            {"key": key, "offered": "yes", "product": "x", "unit_price": 1.0} for key in ("lamp", "gown")
        ],
        product_data=[{"key": key, "claimed_life": 15.0} for key in ("lamp", "gown")],
    )
    done = evaluate(tender, [bid])
    assert (life_section(done, done.lots[LOT], "en") is not None) == is_shown


def test_lives_in_uses_stand_with_what_losses_and_age_leave_and_the_uses_that_are_asked() -> None:
    """The gowns, where life gives no points. Rundgang: 75 uses at 2 % loss are 39.0118, and 25 by age.

    Used: (84 x 39.0118 + 36 x 25) / 120 = 34.8. Bought: 336,000 / 39.0118 + 144,000 / 25 = 14,373 of 480,000 uses.
    """
    done = sample("surgical_gowns").done
    lot = done.lots[LOT]
    assert "life" not in lot.indicators
    found = written(shown(life_section(done, lot, "en")).table)["Rundgang Tekstilservice A/S"]
    assert [found["Stated uses"], found["Used in the calculation uses"]] == ["75.0", "34.8"]
    bought, asked = "Pieces bought, replacements included", "Uses in the tender"
    assert [found[bought], found[asked]] == ["14,373", "480,000"]
