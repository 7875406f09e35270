"""Every figure, sign, column and name of the comparison on a lot that is counted by hand in two_lamps."""

from collections.abc import Callable, Mapping
from dataclasses import replace

import pytest

from evaluation import Evaluation, LotEvaluation
from tests.builders import LOT
from tests.ui.test_charts import layers
from tests.ui.two_lamps import ASK, BIRK, shown, two_lamps, written
from ui.charts import COST_STAGES
from ui.comparison import (
    Behind,
    Section,
    climate_section,
    cost_section,
    life_section,
    opened_table,
    waste_section,
    years_section,
)
from ui.comparison.opened import rows_behind
from ui.comparison.section import by_bid
from ui.comparison.waste import by_route

Make = Callable[[Evaluation, LotEvaluation, str], Section | None]
TABLES: list[tuple[Make, Mapping[str, tuple[str, str]]]] = [
    (
        cost_section,
        {
            "Purchase DKK": ("1,000", "800"),
            "Energy DKK": ("720", "1,200"),
            "Replacement DKK": ("1,000", "800"),
            "Life-cycle cost DKK": ("2,720", "2,800"),
        },
    ),
    (
        climate_section,
        {
            "A1–A3 production kg CO₂e": ("480", "240"),
            "B6 energy kg CO₂e": ("180", "300"),
            "C1–C4 end of life kg CO₂e": ("82", "41"),
            "Modules A–C kg CO₂e": ("742", "581"),
            "Module D kg CO₂e": ("−96", "−48"),
        },
    ),
    (
        waste_section,
        {
            "Recycled kg": ("72", "36"),
            "Lost in recycling kg": ("24", "12"),
            "Incinerated kg": ("144", "72"),
            "Residual waste kg": ("168", "84"),
            "Residual waste kg a year": ("14.0", "7.0"),
        },
    ),
    (
        life_section,
        {
            "Stated years": ("15.0", "–"),
            "Guarantee years": ("5.0", "6.0"),
            "Accepted years": ("14.0", "6.0"),
            "Used in the calculation years": ("10.0", "10.0"),
            "Pieces bought, replacements included": ("20", "20"),
            "Pieces in the tender": ("10", "10"),
        },
    ),
]


@pytest.fixture(scope="module")
def done() -> Evaluation:
    return two_lamps()


@pytest.fixture(scope="module")
def lot(done: Evaluation) -> LotEvaluation:
    return done.lots[LOT]


def bars(section: Section | None) -> dict[tuple[str, str], float]:
    """Return how far each part of a bid reaches from where it begins: left of nought below it."""
    chart = shown(section).chart
    assert chart is not None
    return {(row["of"], row["key"]): row["value"] for _, data in layers(chart, "bar") for row in data}


@pytest.mark.parametrize(("make", "expected"), TABLES, ids=lambda each: getattr(each, "__name__", ""))
def test_each_figure_of_a_table_stands_under_its_own_heading_and_bid(
    make: Make, expected: Mapping[str, tuple[str, str]], done: Evaluation, lot: LotEvaluation
) -> None:
    found = written(shown(make(done, lot, "en")).table)
    assert list(found[ASK]) == list(expected)
    assert {heading: (found[ASK][heading], found[BIRK][heading]) for heading in expected} == expected


@pytest.mark.parametrize(
    ("make", "answer", "spoken"),
    [
        (
            cost_section,
            "of the two bids calculated: ask, <b>DKK 2,720</b>. Birk is DKK 80 higher.",
            "1. birk: DKK 2,800; 2. ask: DKK 2,720.",
        ),
        (
            climate_section,
            "of the two bids calculated: birk, <b>581 kg CO₂e</b>. Ask is 161 kg CO₂e higher.",
            "1. birk: 581 kg CO₂e; 2. ask: 742 kg CO₂e.",
        ),
        (
            waste_section,
            "of the two bids calculated: birk, <b>84 kg</b>. Most: ask, 168 kg.",
            "1. birk: 84 kg; 2. ask: 168 kg.",
        ),
        (
            life_section,
            "of the two bids calculated: ask, <b>14.0 years</b>.",
            "1. birk: accepted 6.0, stated –, guarantee 6.0; 2. ask: accepted 14.0, stated 15.0, guarantee 5.0.",
        ),
    ],
)
def test_the_answer_names_the_best_by_how_much_and_each_bid_is_spoken_with_its_figure(
    make: Make, answer: str, spoken: str, done: Evaluation, lot: LotEvaluation
) -> None:
    """741.6 - 580.8 = 160.8 kg CO2e; rows by rank: ``birk`` 7.3239 points and ``ask`` 7.0336."""
    section = shown(make(done, lot, "en"))
    assert section.answer.replace("\u00a0", " ").endswith(answer)
    assert section.spoken.replace("\u00a0", " ").endswith(f". {spoken}")


def test_what_is_beyond_the_system_and_what_circulates_is_drawn_left_of_nought(
    done: Evaluation, lot: LotEvaluation
) -> None:
    assert bars(climate_section(done, lot, "en")) == pytest.approx(
        {
            (ASK, "A1-A3"): 480.0, (ASK, "B6"): 180.0, (ASK, "C1-C4"): 81.6, (ASK, "D"): -96.0,
            (BIRK, "A1-A3"): 240.0, (BIRK, "B6"): 300.0, (BIRK, "C1-C4"): 40.8, (BIRK, "D"): -48.0,
        }
    )  # fmt: skip
    assert bars(waste_section(done, lot, "en")) == pytest.approx(
        {
            (ASK, "recycling"): -72.0, (ASK, "recycling_loss"): 24.0, (ASK, "energy_recovery"): 144.0,
            (BIRK, "recycling"): -36.0, (BIRK, "recycling_loss"): 12.0, (BIRK, "energy_recovery"): 72.0,
        }
    )  # fmt: skip
    assert bars(cost_section(done, lot, "en")) == pytest.approx(
        {
            (ASK, "get"): 1000.0, (ASK, "use"): 720.0, (ASK, "keep"): 1000.0,
            (BIRK, "get"): 800.0, (BIRK, "use"): 1200.0, (BIRK, "keep"): 800.0,
        }
    )  # fmt: skip


def test_a_burden_beyond_the_system_is_drawn_left_as_a_credit_is_and_keeps_its_sign_in_the_table(
    done: Evaluation, lot: LotEvaluation
) -> None:
    beyond = lot.impacts["module"] == "D"
    gwp = lot.impacts["gwp"].mask(beyond, -lot.impacts["gwp"])
    section = climate_section(done, replace(lot, impacts=lot.impacts.assign(gwp=gwp)), "en")
    assert bars(section)[ASK, "D"] == pytest.approx(-96.0)
    assert written(shown(section).table)[ASK]["Module D kg CO₂e"] == "96"


def test_a_figure_in_a_bar_is_in_thousands_of_kroner_or_in_whole_kilograms(
    done: Evaluation, lot: LotEvaluation
) -> None:
    labels: dict[tuple[str, str], str] = {}
    for make in (cost_section, waste_section):
        chart = shown(make(done, lot, "en")).chart
        assert chart is not None
        labels |= {(row["of"], row["key"]): row["label"] for _, data in layers(chart, "bar") for row in data}
    assert (labels[ASK, "get"], labels[ASK, "energy_recovery"], labels[ASK, "recycling"]) == (
        "1",
        "144",
        "72",
    )


def test_a_colour_is_the_stage_of_life_that_the_part_belongs_to(done: Evaluation, lot: LotEvaluation) -> None:
    stages: dict[str, str] = {}
    for make in (cost_section, climate_section, waste_section):
        chart = shown(make(done, lot, "en")).chart
        assert chart is not None
        stages |= {row["key"]: row["stage"] for _, data in layers(chart, "bar") for row in data}
    assert stages == {
        "get": "get", "use": "use", "keep": "keep",
        "A1-A3": "get", "B6": "use", "C1-C4": "end", "D": "back",
        "recycling": "back", "recycling_loss": "end", "energy_recovery": "end",
    }  # fmt: skip
    assert (COST_STAGES["disposal"], COST_STAGES["buy_back"]) == ("end", "back")


def test_the_parts_that_can_be_opened_are_those_that_are_drawn_by_their_names(
    done: Evaluation, lot: LotEvaluation
) -> None:
    assert [
        shown(make(done, lot, "en")).parts for make in (cost_section, climate_section, waste_section)
    ] == [
        (("get", "Acquisition"), ("use", "Operation"), ("keep", "Service and replacement")),
        (
            ("A1-A3", "A1–A3 production"),
            ("B6", "B6 energy"),
            ("C1-C4", "C1–C4 end of life"),
            ("D", "Module D"),
        ),
        (
            ("recycling", "Recycled"),
            ("recycling_loss", "Lost in recycling"),
            ("energy_recovery", "Incinerated"),
        ),
    ]


@pytest.mark.parametrize(
    ("section", "part", "expected"),
    [
        ("waste", "recycling", 72.0),
        ("waste", "recycling_loss", 24.0),
        ("waste", "energy_recovery", 144.0),
        ("climate", "C1-C4", 81.6),
        ("climate", "D", -96.0),
        ("cost", "get", 1000.0),
        ("cost", "use", 720.0),
        ("cost", "keep", 1000.0),
    ],
)
def test_the_rows_behind_a_bar_are_those_of_its_bid_and_part(
    section: str, part: str, expected: float, lot: LotEvaluation
) -> None:
    assert rows_behind(lot, Behind(section, ASK, part))["figure"].sum() == pytest.approx(expected)


def test_a_row_behind_a_bar_says_what_was_stated_where_and_what_it_comes_to(
    done: Evaluation, lot: LotEvaluation
) -> None:
    """3 kWh a year of a lamp, stated in column C of row 7, cost 720 kr. and emit 180 kg; its price is in D7."""
    for section, part, item, stated, column, figure, cell in (
        ("cost", "get", "Lamp Purchase", "100.00", "In the figure DKK, present value", "1,000", "prices!D7"),
        ("cost", "use", "Lamp Energy", "3.00", "In the figure DKK, present value", "720", "product_data!C7"),
        (
            "climate",
            "B6",
            "Lamp electricity in use",
            "3.00",
            "In the figure kg CO₂e",
            "180.0",
            "product_data!C7",
        ),
    ):
        (name, cells), *others = written(opened_table(done, lot, Behind(section, ASK, part), "en")).items()
        assert not others
        assert name == item
        assert cells == {"Stated": stated, column: figure, "Cell in the bid": f"{cell} ask.xlsx"}


def test_the_largest_row_stands_first_whatever_its_sign_and_all_rows_are_shown_and_counted(
    done: Evaluation, lot: LotEvaluation
) -> None:
    """Recycling 9.6 kg and burning 72 kg; were recycling to save 500 kg it would stand first."""
    behind = Behind("climate", ASK, "C1-C4")
    assert rows_behind(lot, behind)["figure"].tolist() == pytest.approx([72.0, 9.6])
    is_sorted_out = (lot.impacts["activity"] == "recycling") & (lot.impacts["module"] == "C1-C4")
    saved = replace(lot, impacts=lot.impacts.assign(gwp=lot.impacts["gwp"].mask(is_sorted_out, -500.0)))
    assert rows_behind(saved, behind)["figure"].tolist() == pytest.approx([-500.0, 72.0])
    table = opened_table(done, lot, behind, "en")
    assert table.count('<th scope="row">') == 2
    assert "The 2 rows behind the emissions: ask, the largest first" in table


def test_what_the_bidder_pays_is_never_counted_drawn_or_opened() -> None:
    """The energy is in the price: 20 x 100 = 2,000 and 20 x 80 = 1,600, and ``birk`` is cheaper in every year."""
    done = two_lamps(use_payer="bidder")
    lot = done.lots[LOT]
    section = shown(cost_section(done, lot, "en"))
    assert written(section.table)[ASK] == {
        "Purchase DKK": "1,000",
        "Replacement DKK": "1,000",
        "Life-cycle cost DKK": "2,000",
    }
    assert {part for _, part in bars(section)} == {"get", "keep"}
    assert rows_behind(lot, Behind("cost", ASK, "use")).empty
    assert "What the bidder pays out of its fee" in section.help
    by_year = written(shown(years_section(done, lot, [ASK, BIRK], "en")).table)
    assert by_year[ASK]["Year 9"] == "1,000"
    assert by_year[ASK]["Year 12"] == "2,000"
    never = shown(years_section(done, lot, [ASK, BIRK], "en")).answer
    assert never == "The two lines do not cross in the 12 years. birk costs least all the way."


def test_a_group_in_which_a_figure_is_missing_is_missing_and_the_others_stand(lot: LotEvaluation) -> None:
    is_hidden = (lot.impacts["bid"] == ASK) & (lot.impacts["module"] == "C1-C4")
    hidden = lot.impacts.assign(gwp=lot.impacts["gwp"].mask(is_hidden & ~is_hidden.duplicated()))
    assert hidden["gwp"].isna().sum() == 1
    sums = by_bid(lot, hidden, "module", "gwp")
    assert sums["C1-C4"].isna().to_dict() == {ASK: True, BIRK: False}
    assert sums.loc[BIRK, "C1-C4"] == pytest.approx(40.8)
    assert sums.loc[ASK, "A1-A3"] == pytest.approx(480.0)


def test_a_bid_without_a_row_in_a_group_has_nought_there_and_nothing_is_missing(
    lot: LotEvaluation,
) -> None:
    """Were nothing of ``birk`` recycled: of its 120 kg the 72 that are burnt are left."""
    kept = ~((lot.mass_flows["bid"] == BIRK) & (lot.mass_flows["route"] == "recycling")).to_numpy()
    routes = by_route(replace(lot, mass_flows=lot.mass_flows.loc[kept]))
    assert routes.loc[BIRK].to_dict() == pytest.approx(
        {"energy_recovery": 72.0, "recycling": 0.0, "recycling_loss": 0.0}
    )
    assert routes.loc[ASK].to_dict() == pytest.approx(
        {"energy_recovery": 144.0, "recycling": 72.0, "recycling_loss": 24.0}
    )
