"""The section on unequal lives: which way the model counts, and whether the order is another by the other."""

import re
from dataclasses import replace

import pytest

from evaluation import Evaluation, evaluate
from evaluation.tender import Item
from tests.builders import LOT, bid_of, tender_of
from texts import LANGUAGES
from ui.comparison import horizons_section

# Price, life and yearly service: by own life the first is cheapest, by what is bought in six years the second.
OFFERS = {"four": (6_000.0, 4.0, 500.0), "six": (9_000.0, 6.0, 450.0), "dear": (15_000.0, 6.0, 450.0),
          "short": (9_500.0, 4.0, 400.0)}  # fmt: skip


def two_ways(names: tuple[str, ...], **model: object) -> Evaluation:
    """Return an evaluation of bids on a machine over six years, each with the life that it guarantees."""
    item = Item(key="m", lot=LOT, title_da="M", quantity=(1.0,), reference_life=4, reference=True)
    fields = {"study_years": 6, "yearly_service": True, "life_basis": "guaranteed", **model}
    bids = [
        bid_of(
            name,
            prices=[{"key": "m", "offered": "yes", "product": "x", "unit_price": price}],
            product_data=[
                {"key": "m", "guarantee": life, "claimed_life": life, "service_price_per_year": yearly}
            ],
        )
        for name, (price, life, yearly) in OFFERS.items()
        if name in names
    ]
    return evaluate(tender_of([item], (), model=fields), bids)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("counted", ["study_period", "equivalent_annual"])
def test_who_is_cheapest_by_each_way_is_said_and_the_models_way_is_named(counted: str, lang: str) -> None:
    done = two_ways(("four", "six"), horizon=counted)
    section = horizons_section(done, done.lots[LOT], lang)
    assert section is not None
    assert re.search(r"six.*four", section.answer, re.DOTALL)
    by_model = {
        ("study_period", "da"): "genkøb i beregningsperioden",
        ("study_period", "en"): "what is bought again over the study period",
        ("equivalent_annual", "da"): "årlig omkostning over egen levetid",
        ("equivalent_annual", "en"): "the annual cost over own life",
    }[counted, lang]
    assert f"<b>{by_model}</b>" in section.answer


def test_the_annual_costs_stand_in_the_table_to_the_krone() -> None:
    """2,607.26 and 2,139.01 bought again in six years at 3.5 %, 2,133.51 and 2,139.01 over own life."""
    done = two_ways(("four", "six"))
    section = horizons_section(done, done.lots[LOT], "en")
    assert section is not None
    figures = re.findall(r"\d,\d{3}", section.table)
    assert figures == ["2,607", "2,134", "2,139", "2,139"]


def test_where_only_the_order_behind_the_first_changes_the_answer_says_so() -> None:
    """9,500 for four years is 3,736 a year bought again and 2,986 over own life, 15,000 for six 3,265 either way."""
    done = two_ways(("six", "dear", "short"))
    section = horizons_section(done, done.lots[LOT], "da")
    assert section is not None
    assert "længere nede" in section.answer


def test_where_both_ways_are_the_same_nothing_is_told() -> None:
    """Two lives of six years fill the six years."""
    done = two_ways(("six", "dear"))
    assert horizons_section(done, done.lots[LOT], "da") is None


def test_a_lot_without_cost_has_no_such_section() -> None:
    done = two_ways(("four", "six"))
    assert horizons_section(done, replace(done.lots[LOT], horizons=None), "da") is None
