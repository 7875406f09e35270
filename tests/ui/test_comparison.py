"""The comparison shows what the evaluation found: every part sums to its total, every row has its cell."""

import re
from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from evaluation import Evaluation, LotEvaluation, Tender, evaluate
from tests.sample_tenders.by_hand import residual_waste_kg
from tests.samples import sample
from tests.ui.two_lamps import written
from texts import LANGUAGES
from texts.numbers import number
from ui.charts import COST_STAGES
from ui.comparison import (
    Behind,
    Section,
    climate_section,
    cost_section,
    difference_section,
    investment_section,
    life_section,
    opened_table,
    waste_section,
    waste_years_section,
    years_section,
)
from ui.comparison.kilograms import kilograms_of
from ui.comparison.opened import rows_behind
from ui.comparison.section import by_bid
from ui.comparison.waste import by_route
from ui.comparison.years import cumulative_cost

LOT, GENBO, NORDMOEBEL = "LOT-0001", "42708296", "40506074"
PEDERSEN, QUIST, REJS = "10203041", "20304052", "30405063"
HOSTILE = "<script>alert(1)</script> & **A/S**"
Make = Callable[[Evaluation, LotEvaluation, str], Section | None]
SECTIONS = {"cost": cost_section, "climate": climate_section, "waste": waste_section, "life": life_section}
MEASURES = {"cost": "life_cycle_cost", "climate": "gwp_a_to_c", "waste": "residual_waste"}


@pytest.fixture
def furniture() -> Evaluation:
    return sample("office_furniture").done


@pytest.fixture
def kitchen() -> Evaluation:
    return sample("kitchen_equipment").done


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("lot", ["LOT-0001", "LOT-0002", "LOT-0003"])
@pytest.mark.parametrize("make", SECTIONS.values(), ids=SECTIONS)
def test_a_section_has_an_answer_a_picture_its_words_and_a_table(
    make: Make, lot: str, lang: str, furniture: Evaluation
) -> None:
    section = make(furniture, furniture.lots[lot], lang)
    assert section is not None
    assert section.chart is not None
    assert section.chart.to_dict()["layer"]
    for text in (section.answer, section.help, section.spoken, section.table):
        assert text
        assert not re.search(r"[{}]|\*\*|nan\b", text)
    shown = [bid.name for bid in furniture.lots[lot].bids if bid.state != "not_offered"]
    assert all(name.replace("&", "&amp;") in section.table for name in shown)


def test_a_model_that_reads_no_emissions_waste_or_lives_has_no_section_of_them(kitchen: Evaluation) -> None:
    """Without a carrier of electricity, the small purchase counts no emissions either."""
    tables = {name: getattr(kitchen.tender, name) for name in Tender.model_fields}
    models = [m.model_copy(update={"electricity_carrier": None}) for m in kitchen.tender.models]
    plain = evaluate(Tender(**{**tables, "models": models}), sample("kitchen_equipment").reading.bids)
    lot = plain.lots[LOT]
    found = {name: make(plain, lot, "da") is not None for name, make in SECTIONS.items()}
    assert found == {"cost": True, "climate": False, "waste": False, "life": False}


@pytest.mark.parametrize(
    ("lot", "total", "gap"),
    [("LOT-0001", "13.3 t", "60.8 t"), ("LOT-0002", "3.5 t", "11.9 t"), ("LOT-0003", "3,752 kg", "4,807 kg")],
)
def test_residual_waste_is_told_over_the_study_period_and_by_the_year_and_in_tonnes_where_there_are_ten(
    lot: str, total: str, gap: str, furniture: Evaluation
) -> None:
    """Genbo in lot 1, worked out from the cells: 13,321.77 kg over 12 years, 1,110.1 kg a year."""
    section = waste_section(furniture, furniture.lots[lot], "en")
    assert section is not None
    kg = residual_waste_kg(sample("office_furniture"), lot, GENBO)
    genbo = written(section.table)["Genbo Kontor A/S"]
    assert genbo["Residual waste kg"] == f"{kg:,.0f}"
    assert genbo["Residual waste kg a year"] == f"{kg / 12:,.1f}"
    answer = section.answer.replace("\u00a0", " ")
    assert f"Genbo Kontor A/S, <b>{total}</b>" in answer
    assert answer.endswith(f", {gap}.")


def test_masses_are_all_in_tonnes_from_ten_of_them_on_whatever_their_sign() -> None:
    """9,999 kg are kilograms; 10,000 kg more or less than nought are 10.0 t, and 2,500 kg beside them 2.5 t."""
    assert kilograms_of([9999.0, np.nan], "en", is_co2e=False).in_bar(9999.0) == "9,999"
    for largest in (10_000.0, -10_000.0):
        mass = kilograms_of([largest, 2500.0], "en", is_co2e=True)
        assert mass.in_full(2500.0).replace("\u00a0", " ") == "2.5 t CO₂e"
        assert mass.in_bar(2500.0) == "2.5"


def test_a_section_says_over_how_many_years_and_at_which_rate_it_counts(furniture: Evaluation) -> None:
    """Twelve years at 3.5 %."""
    lot = furniture.lots[LOT]
    for make in (cost_section, climate_section, waste_section):
        section = make(furniture, lot, "en")
        assert section is not None
        assert "over 12 years</caption>" in section.table
    cost = cost_section(furniture, lot, "en")
    assert cost is not None
    assert "rate 3.5%" in cost.help
    assert "out of its fee" not in cost.help


@pytest.mark.parametrize("lot", ["LOT-0001", "LOT-0002", "LOT-0003"])
def test_the_stages_of_cost_and_the_routes_of_waste_add_up_to_what_was_measured(
    lot: str, furniture: Evaluation
) -> None:
    found = furniture.lots[lot]
    paid = found.streams.loc[(found.streams["payer"] == "buyer").to_numpy()]
    stages = paid.assign(stage=paid["category"].astype(object).map(COST_STAGES))
    cost = by_bid(found, stages, "stage", "present_value").sum(axis=1)
    pd.testing.assert_series_equal(cost, found.indicators["life_cycle_cost"], check_names=False, rtol=1e-12)
    routes = by_route(found)
    residual = routes[["recycling_loss", "energy_recovery"]].sum(axis=1)
    pd.testing.assert_series_equal(
        residual, found.indicators["residual_waste"], check_names=False, rtol=1e-12
    )
    everything = (found.mass_flows["kg"] * found.mass_flows["route_share"]).sum()
    assert routes.to_numpy().sum() == pytest.approx(everything, rel=1e-12)


def test_a_part_with_a_missing_figure_is_missing_and_one_without_rows_is_nought(
    furniture: Evaluation,
) -> None:
    """Genbo has 1 + 2 = 3 of the first part and 4 + unknown of the second; Nordmøbel has only 5 of the first."""
    rows = pd.DataFrame(
        {
            "bid": pd.Categorical([GENBO, GENBO, GENBO, GENBO, NORDMOEBEL]),
            "part": pd.Categorical(["a", "a", "b", "b", "a"]),
            "figure": [1.0, 2.0, 4.0, np.nan, 5.0],
        }
    )
    found = by_bid(furniture.lots[LOT], rows, "part", "figure")
    shown = found.loc[[GENBO, NORDMOEBEL], ["a", "b"]].to_numpy()
    np.testing.assert_array_equal(shown, [[3.0, np.nan], [5.0, 0.0]])


@pytest.mark.parametrize("key", MEASURES)
def test_the_rows_behind_the_parts_of_a_bid_add_up_to_its_figure(key: str, furniture: Evaluation) -> None:
    lot = furniture.lots[LOT]
    section = SECTIONS[key](furniture, lot, "da")
    assert section is not None
    beyond = {"climate": {"D"}, "waste": {"recycling", "reuse"}}.get(key, set())
    behind = [rows_behind(lot, Behind(key, GENBO, part)) for part, _ in section.parts if part not in beyond]
    total = sum(float(rows["figure"].sum()) for rows in behind)
    assert total == pytest.approx(float(lot.indicators[MEASURES[key]][GENBO]), rel=1e-12)


def test_a_row_behind_a_figure_names_the_cell_that_holds_the_bidders_number(furniture: Evaluation) -> None:
    lot = furniture.lots[LOT]
    rows = rows_behind(lot, Behind("cost", GENBO, "get"))
    largest = rows.iloc[0]
    cell = lot.inputs.iloc[int(largest["input"])]
    shown = opened_table(furniture, lot, Behind("cost", GENBO, "get"), "da")
    assert f"{cell['source_sheet']}!{cell['source_cell']}" in shown
    assert str(cell["source_file"]) in shown
    assert (rows["figure"].abs().diff().dropna() <= 0).all()


def test_the_dearer_machine_has_paid_for_itself_in_the_year_that_its_savings_reach_its_price(
    kitchen: Evaluation,
) -> None:
    """Quist costs 183,500 more and 145,240 - 113,460 = 31,780 a year less than Pedersen: 183,500/31,780 = 5.7740.

    1.035^-1 + ... + 1.035^-6 = 5.3286 and with the seventh year 6.1145: from year 7 on.
    """
    lot = kitchen.lots[LOT]
    section = years_section(kitchen, lot, [QUIST, PEDERSEN], "en")
    assert section is not None
    assert "<b>year 7</b>" in section.answer
    assert section.answer.startswith("Pedersens")
    never = years_section(kitchen, lot, [QUIST, REJS], "en")
    assert never is not None
    assert "do not cross" in never.answer


def test_what_has_been_paid_by_the_last_year_is_the_life_cycle_cost(furniture: Evaluation) -> None:
    lot = furniture.lots[LOT]
    last = cumulative_cost(lot)[lot.taken.model.study_years]
    np.testing.assert_allclose(last, lot.indicators["life_cycle_cost"], rtol=1e-12)


def test_the_most_waste_arises_in_the_years_in_which_all_four_deliveries_are_in_use(
    furniture: Evaluation,
) -> None:
    """Equal deliveries at the start of years 1 to 4, used for eight of twelve years: years 4 to 8 have all four.

    A delivery wears an eighth of a quarter of the whole in each of its years: four of them an eighth.
    """
    lot = furniture.lots[LOT]
    section = waste_years_section(furniture, lot, [GENBO, NORDMOEBEL], "en")
    assert section is not None
    assert section.chart is not None
    whole = lot.indicators["residual_waste"]
    genbo, nordmoebel = (f"{whole[bid] / 8:,.0f}\u00a0kg" for bid in (GENBO, NORDMOEBEL))
    assert section.answer == (
        f"Most residual waste arises in <b>years 4–8</b>: Genbo Kontor A/S <b>{genbo}</b> a year, "
        f"Nordmøbel A/S <b>{nordmoebel}</b> a year."
    )
    assert [title for _, title in section.parts][2:5] == ["Year 3", "Year 4–8", "Year 9"]
    assert (
        f"1. Genbo Kontor A/S: at most {genbo} a year, in years 4–8".replace("\u00a0", " ") in section.spoken
    )


@pytest.mark.parametrize("year", [1, 5, 12])
def test_the_rows_behind_a_year_of_waste_add_up_to_it(year: int, furniture: Evaluation) -> None:
    lot = furniture.lots[LOT]
    rows = rows_behind(lot, Behind("waste_years", GENBO, str(year)))
    expected = lot.residual_by_year[lot.calculated.index(GENBO), year - 1]
    assert float(rows["figure"].sum()) == pytest.approx(expected, rel=1e-12)
    assert "!" in opened_table(furniture, lot, Behind("waste_years", GENBO, str(year)), "da")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_one_delivery_used_to_the_end_leaves_the_same_waste_every_year_and_is_not_drawn(lang: str) -> None:
    """What the whole study period leaves is parted evenly over its twelve years."""
    data = sample("office_furniture")
    once = {item.key: (float(sum(item.quantity)),) for item in data.tender.items if item.quantity}
    tables = {name: getattr(data.tender, name) for name in Tender.model_fields}
    items = tuple(
        i.model_copy(update={"quantity": once[i.key]}) if i.key in once else i for i in data.tender.items
    )
    models = tuple(m.model_copy(update={"use_years": None}) for m in data.tender.models)
    done = evaluate(Tender(**{**tables, "items": items, "models": models}), data.reading.bids, data.decisions)
    section = waste_years_section(done, done.lots[LOT], [], lang)
    assert section is not None
    assert section.chart is None
    yearly = done.lots[LOT].indicators["residual_waste"] / 12
    for amount in (yearly.min(), yearly.max()):
        assert f"<b>{number(amount, lang)}\u00a0kg</b>" in section.answer
    assert [part for part, _ in section.parts] == ["1"]


def test_two_bids_differ_by_the_sum_of_what_the_criteria_part_them_by(furniture: Evaluation) -> None:
    """Genbo 8.535 and Nordmøbel 6.130: 2.405 points, of which cost 4.347 - 2.184 = 2.163."""
    section = difference_section(furniture, furniture.lots[LOT], [GENBO, NORDMOEBEL], "en")
    assert section.answer == (
        "Genbo Kontor A/S is <b>2.405 points</b> ahead of Nordmøbel A/S. "
        "The largest difference is Life-cycle cost: 2.163 points to Genbo Kontor A/S."
    )
    assert "−2.405" in section.table


def test_before_admission_is_decided_no_bid_is_first() -> None:
    data = sample("office_furniture")
    done = evaluate(data.tender, data.reading.bids)
    lot = done.lots[LOT]
    assert lot.is_admission_open
    for make in SECTIONS.values():
        section = make(done, lot, "en")
        assert section is not None
        assert "lie between <b>" in section.answer
        assert not re.search(r"\b1\. ", section.spoken)


def test_a_bidders_name_is_text_wherever_it_stands() -> None:
    data = sample("kitchen_equipment")
    bids = [replace(bid, name=HOSTILE) for bid in data.reading.bids]
    done = evaluate(data.tender, bids, data.decisions)
    lot = done.lots[LOT]
    sections = [
        cost_section(done, lot, "da"),
        years_section(done, lot, [QUIST, REJS], "da"),
        difference_section(done, lot, [QUIST, REJS], "da"),
        investment_section(done, lot, [QUIST, REJS], "da"),
    ]
    for section in sections:
        assert section is not None
        assert "<script>" not in section.answer + section.table
    assert "<script>" not in opened_table(done, lot, Behind("cost", QUIST, "get"), "da")
