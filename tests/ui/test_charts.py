"""What the charts draw: every spec is valid, what does not count is hollow, no name becomes code."""

import json
import math
from collections.abc import Callable
from itertools import pairwise
from typing import Any, get_args

import altair as alt
import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluation.codes import CODES
from texts import LANGUAGES, has
from texts.numbers import money, number
from ui.charts import (
    COST_STAGES,
    MODULE_STAGES,
    ROUTE_STAGES,
    STAGES,
    ChartRow,
    Crossing,
    Lives,
    Part,
    PointsColumn,
    Stack,
    Step,
    Stress,
    aligned,
    lives,
    masses_of_years,
    money_over_years,
    over_years,
    spoken,
    stacked,
    waterfall,
)
from ui.charts.labels import broken, spread
from ui.charts.stages import ON_STAGE, Stage
from ui.style import INK, PAPER

HOSTILE = "</script><b>\"=1+1`</b>\n\\' + alert(1) + ' {x} | \u2028"
Spec = dict[str, Any]


def rows(*, name: str = "Nord A/S", note: str = "Ikke beregnet") -> list[ChartRow]:
    return [
        ChartRow("a", name, place="1.", is_leader=True),
        ChartRow("b", name, place="2.", under="8,0 point"),
        ChartRow("c", "Syd ApS", place="–", note=note),
    ]


def stack(lang: str = "da") -> Stack:
    parts = [
        Part("back", "Tilbage", "back"),
        Part("get", "Køb", "get"),
        Part("keep", "Service og\ndrift", "keep"),
    ]
    return Stack(parts, "indtægt", "udgift", lambda v: money(v, lang), lambda v: number(v, lang))


def cost(lang: str = "da", **who: str) -> alt.LayerChart:
    """Bid a: 900 + 300 - 200 = 1,000; bid b has no income; bid c is not calculated."""
    values = pd.DataFrame(
        {"back": [-200.0, math.nan, math.nan], "get": [900.0, 700.0, 100.0], "keep": [300.0, 400.0, 5.0]},
        index=["a", "b", "c"],
    )
    totals = pd.Series([1000.0, 1100.0, math.nan], index=["a", "b", "c"])
    return stacked(values, totals, rows(**who), stack(lang), lang)


def years(lang: str = "da", **who: str) -> alt.LayerChart:
    values = pd.DataFrame({0: [900.0, 700.0], 1: [950.0, 900.0], 2: [1000.0, 1100.0]}, index=["a", "b"])
    stress = Stress(["a", "b"], [Crossing(2, 1000.0, who.get("name", "År 2"))])
    return over_years(values, rows(**who), stress, money_over_years("DKK", lang), lang)


def waste_years(lang: str = "da", **who: str) -> alt.LayerChart:
    """Bid a leaves 2, 6 and no kilograms, bid b 3, 3 and none."""
    values = pd.DataFrame({0: [2.0, 3.0], 1: [6.0, 3.0], 2: [0.0, 0.0], 3: [0.0, 0.0]}, index=["a", "b"])
    amounts = masses_of_years(lambda v: number(v, lang), "kg", 1.0)
    return over_years(values, rows(**who), Stress(["a", "b"]), amounts, lang)


def life(lang: str = "da", **who: str) -> alt.LayerChart:
    figures = {"claimed": [15.0, math.nan], "accepted": [14.0, 4.0], "guarantee": [5.0, math.nan]}
    table = pd.DataFrame(figures, index=["a", "b"])
    return lives(Lives(table, {"a": who.get("name", "Prøvning")}, 10.0), rows(**who), lang)


def points(lang: str = "da", **who: str) -> alt.LayerChart:
    table = pd.DataFrame({"price": [45.0, 30.0, 10.0], "env/gwp": [12.0, -6.4, 20.0]}, index=["a", "b", "c"])
    columns = [PointsColumn("price", who.get("name", "Pris"), 45), PointsColumn("env/gwp", "CO₂e", 20)]
    return aligned(table, columns, rows(**who), lang)


def difference(lang: str = "da", **who: str) -> alt.LayerChart:
    """1.31 - 6.40 + 4.80 - 0.38 + 1.60 = 0.93."""
    name = who.get("name", "Nord")
    steps = [Step(f"{name}\nvægt 45 %", 1.31), *(Step("Trin", v) for v in (-6.40, 4.80, -0.38, 1.60))]
    return waterfall(steps, 0.93, f"{name} foran", "Syd foran", lang)


Chart = Callable[..., alt.LayerChart]
EVERY_CHART: list[Chart] = [cost, years, waste_years, life, points, difference]


def spec(chart: alt.LayerChart) -> Spec:
    made: Spec = chart.to_dict()
    return made


def layers(chart: alt.LayerChart, mark: str) -> list[tuple[Spec, list[Spec]]]:
    """Every layer of a kind of mark, with its data."""
    made = spec(chart)
    return [
        ({**layer["mark"], "encoding": layer["encoding"]}, made["datasets"][layer["data"]["name"]])
        for layer in made["layer"]
        if layer["mark"]["type"] == mark
    ]


def written(chart: alt.LayerChart) -> list[str]:
    return [
        str(row[layer["encoding"]["text"]["field"]]) for layer, data in layers(chart, "text") for row in data
    ]


def expressions(node: object) -> list[str]:
    """Every piece of a spec that Vega reads as code."""
    if isinstance(node, dict):
        own = [
            v for k, v in node.items() if k in ("labelExpr", "expr", "test", "filter") and isinstance(v, str)
        ]
        return own + [
            found for key, below in node.items() if key != "datasets" for found in expressions(below)
        ]
    return [found for below in node for found in expressions(below)] if isinstance(node, list) else []


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("chart", EVERY_CHART)
def test_every_chart_is_one_valid_layered_view_that_can_be_stretched(chart: Chart, lang: str) -> None:
    """``to_dict`` checks the chart against the schema of Vega-Lite."""
    made = spec(chart(lang))
    assert made["width"] == "container"
    assert not {"hconcat", "vconcat", "facet", "repeat"} & set(made)
    assert made["config"]["locale"]["number"]["decimal"] == {"da": ",", "en": "."}[lang]


@pytest.mark.parametrize("chart", EVERY_CHART)
def test_no_chart_has_a_legend_or_speaks_in_names_of_fields(chart: Chart) -> None:
    made = spec(chart())
    colours = [
        layer["encoding"][channel]
        for layer in made["layer"]
        for channel in ("color", "stroke")
        if "field" in layer["encoding"].get(channel, {})
    ]
    assert all(colour["legend"] is None for colour in colours)
    assert made["config"]["mark"]["aria"] is False
    assert made["config"]["axis"]["aria"] is False


@pytest.mark.parametrize("chart", EVERY_CHART)
def test_no_layer_has_a_null_axis(chart: Chart) -> None:
    """``axis=None`` in one layer of several leaves the chart blank, with no message on the page."""
    for layer in spec(chart())["layer"]:
        assert all(
            encoding.get("axis", {}) is not None
            for encoding in layer["encoding"].values()
            if isinstance(encoding, dict)
        )


@pytest.mark.parametrize("chart", EVERY_CHART)
def test_nothing_a_bidder_writes_becomes_code(chart: Chart) -> None:
    """Outside quoted text, the expressions are the same whoever bids."""

    def code(name: str) -> list[str]:
        quoted = json.JSONDecoder()
        bare = []
        for expression in expressions(spec(chart(name=name))):
            left, text = "", expression
            while '"' in text:
                before, _, after = text.partition('"')
                _, end = quoted.raw_decode('"' + after)
                left, text = left + before + '""', ('"' + after)[end:]
            bare.append(left + text)
        return bare

    one_line = [expression.replace(', ""', "") for expression in code(HOSTILE)]
    assert one_line == [expression.replace(', ""', "") for expression in code("Nord A/S")]


@pytest.mark.parametrize("chart", EVERY_CHART)
def test_names_stand_in_expressions_in_letters_that_end_no_line_of_code(chart: Chart) -> None:
    found = expressions(spec(chart(name=HOSTILE)))
    assert all(text.isascii() and text.isprintable() for text in found)


def test_two_bidders_of_one_name_keep_a_row_each() -> None:
    axis = layers(cost(), "bar")[0][0]["encoding"]["y"]
    assert axis["scale"]["domain"] == [0, 1, 2]
    assert axis["axis"]["labelExpr"] == json.dumps([row.lines for row in rows()]) + "[datum.value]"


def test_what_lies_left_of_nought_is_hollow_with_a_dashed_edge_and_no_sign() -> None:
    full, hollow = (
        next(x for x in layers(cost(), "bar") if ("fill" in x[0]) is is_hollow) for is_hollow in (False, True)
    )
    assert all(row["value"] > 0 for row in full[1])
    assert [row["value"] for row in hollow[1]] == [-200.0]
    assert (hollow[0]["fill"], hollow[0]["stroke"], hollow[0]["strokeDash"]) == (
        PAPER,
        STAGES["back"],
        [4, 2],
    )
    assert "200" in written(cost())
    assert not any("−" in text for text in written(cost()))


def test_parts_stack_outwards_from_nought_without_a_gap() -> None:
    """Bid a: 0 to 900 and 900 to 1,200; its income from 0 to -200."""
    drawn = [row for _, data in layers(cost(), "bar") for row in data if row["row"] == 0]
    assert [(row["low"], row["high"]) for row in drawn] == [(0.0, 900.0), (900.0, 1200.0), (0.0, -200.0)]


def test_a_bid_that_is_not_calculated_keeps_its_row_and_says_why() -> None:
    assert "Ikke beregnet" in written(cost())
    assert all(row["row"] != 2 for _, data in layers(cost(), "bar") for row in data)


def test_a_part_that_the_first_row_lacks_is_named_all_the_same() -> None:
    values = pd.DataFrame({"get": [5.0, 5.0], "keep": [math.nan, 2.0]}, index=["a", "b"])
    chart = stacked(values, pd.Series([5.0, 7.0], index=["a", "b"]), rows(), stack(), "da")
    assert {"Service og\ndrift", "\nKøb"} <= set(written(chart))


def test_nothing_to_draw_is_said_and_not_drawn() -> None:
    nothing = pd.Series([math.nan], index=["a"])
    with pytest.raises(ValueError, match="empty state"):
        stacked(pd.DataFrame({"get": nothing}), nothing, rows(), stack(), "da")
    with pytest.raises(ValueError, match="empty state"):
        over_years(pd.DataFrame({0: nothing}), rows(), Stress([]), money_over_years("DKK", "da"), "da")
    with pytest.raises(ValueError, match="empty state"):
        lives(Lives(pd.DataFrame(columns=["claimed", "accepted", "guarantee"]), {}, 10.0), rows(), "da")


def test_a_chart_of_noughts_has_a_width_all_the_same() -> None:
    values = pd.DataFrame({"get": [0.0]}, index=["a"])
    made = spec(stacked(values, pd.Series([0.0], index=["a"]), rows(), stack(), "da"))
    low, high = made["layer"][0]["encoding"]["x"]["scale"]["domain"]
    assert low < high


def test_only_the_two_bids_compared_are_drawn_in_full() -> None:
    lines = layers(years(), "line")[0]
    assert {row["bid"]: row["is_chosen"] for row in lines[1]} == {"1. Nord A/S": True, "2. Nord A/S": True}
    assert lines[0]["interpolate"] == "step-after"


def test_of_many_bids_only_the_compared_the_leader_and_the_last_row_are_drawn() -> None:
    many = [ChartRow(f"b{i}", f"Bud {i}", is_leader=i == 0) for i in range(20)]
    values = pd.DataFrame(np.ones((20, 3)), index=[row.bid for row in many], columns=[0, 1, 2])
    lines = layers(
        over_years(values, many, Stress(["b3", "b7"]), money_over_years("DKK", "da"), "da"), "line"
    )[0][1]
    assert sorted({row["bid"] for row in lines}) == ["Bud 0", "Bud 19", "Bud 3", "Bud 7"]


def test_an_amount_of_single_years_is_named_beside_its_highest_year_and_said_to_be_of_that_year() -> None:
    """All lines may end at nought: bid a is tied at 6 where year 2 ends, bid b at 3; year 3 ends at 3."""
    tied = {row["bid"]: (row["year"], row["value"]) for row in layers(waste_years(), "rule")[0][1]}
    assert tied == {"1. Nord A/S": (2, 6.0), "2. Nord A/S": (2, 3.0)}
    drawn = [row for row in layers(waste_years(), "line")[0][1] if row["row"] == 0]
    assert [(row["year"], row["of_year"], row["value"]) for row in drawn] == [
        (0, 1, 2.0), (1, 2, 6.0), (2, 3, 0.0), (3, 3, 0.0),
    ]  # fmt: skip


def test_many_names_have_a_line_each_and_a_long_word_is_cut_and_not_lost() -> None:
    many = [ChartRow(f"b{n}", f"Kontormøbelgrossistvirksomheden nr. {n} ApS", place="2.") for n in range(13)]
    totals = pd.Series(1.0, index=[row.bid for row in many])
    chart = stacked(totals.to_frame("get"), totals, many, stack(), "da")
    axis = layers(chart, "bar")[0][0]["encoding"]["y"]["axis"]
    assert axis["labelExpr"] == json.dumps([["2. Kontormøbelgrossistvirks…"]] * 13) + "[datum.value]"


def test_claimed_life_is_a_ring_and_accepted_life_a_dot() -> None:
    ring, dot = (layer for layer, _ in layers(life(), "point"))
    assert (ring["fill"], ring["encoding"]["x"]["field"]) == (PAPER, "claimed")
    assert dot["encoding"]["x"]["field"] == "accepted"
    assert layers(life(), "tick")[0][0]["encoding"]["x"]["field"] == "guarantee"


def test_points_below_nought_are_hollow_left_of_their_own_start_line() -> None:
    """Price spans 45; the second column 6.4 below and 20 above: it starts at 45 + gap + 6.4."""
    hollow = [data for layer, data in layers(points(), "bar") if layer.get("fill") == PAPER]
    (bar,) = hollow[0]
    gap = 0.055 * (45 + 6.4 + 20)
    assert bar["start"] == pytest.approx(45 + gap + 6.4)
    assert bar["end"] == pytest.approx(45 + gap)
    assert "−6,4" in written(points())


def test_a_difference_starts_at_nought_and_each_step_where_the_last_one_ended() -> None:
    (layer, data), *_ = layers(difference(), "bar")
    assert [row["side"] for row in data] == ["up", "down", "up", "down", "up", "sum"]
    assert data[0]["low"] == 0.0
    assert all(a["high"] == b["low"] for a, b in pairwise(data[:-1]))
    assert data[-2]["high"] == pytest.approx(0.93)
    assert data[-1]["high"] == pytest.approx(0.93)
    fills = dict(zip(*(layer["encoding"]["color"]["scale"][k] for k in ("domain", "range")), strict=True))
    assert fills["down"] == PAPER
    assert fills["sum"] == INK
    assert {"+1,31", "−6,40", "+0,93\u00a0point"} <= {
        text.replace(" point", "\u00a0point") for text in written(difference())
    }


def test_a_chart_is_spoken_row_by_row_on_one_line() -> None:
    alternative = spoken("Søjler.", [("1. Nord\nA/S", "10 kr."), ("2. Syd", "12 kr.")])
    assert alternative == "Søjler. 1. Nord A/S: 10 kr.; 2. Syd: 12 kr."


def test_every_category_module_and_route_has_a_stage_and_a_name() -> None:
    assert set(COST_STAGES) == set(CODES["cost_category"])
    assert set(CODES["route"]) <= set(ROUTE_STAGES)
    assert {
        "A1-A3",
        "A4",
        "A5",
        *(f"B{n}" for n in range(1, 8)),
        *(f"C{n}" for n in range(1, 5)),
        "D",
    } <= set(MODULE_STAGES)
    assert list(STAGES) == list(CODES["life_stage"]) == list(get_args(Stage))
    for lang in LANGUAGES:
        assert all(has(f"charts.climate.module.{module}", lang) for module in MODULE_STAGES)
        assert all(has(f"charts.waste.route.{route}", lang) for route in ROUTE_STAGES)


def contrast(one: str, other: str) -> float:
    """WCAG 2.1: (L1 + 0.05) / (L2 + 0.05) of the relative luminances."""

    def luminance(colour: str) -> float:
        shares = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
        linear = [s / 12.92 if s <= 0.04045 else ((s + 0.055) / 1.055) ** 2.4 for s in shares]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def test_text_on_a_bar_and_bars_on_paper_can_be_told_apart() -> None:
    """WCAG 2.1: 4.5 to 1 for text (1.4.3), 3 to 1 for graphics (1.4.11)."""
    for stage, colour in STAGES.items():
        ground = PAPER if stage == "back" else colour  # always hollow
        assert contrast(ON_STAGE[stage], ground) >= 4.5
        assert contrast(colour, PAPER) >= 3


@given(
    st.lists(st.floats(0, 100), min_size=1, max_size=12),
    st.floats(0.1, 5),
)
def test_labels_pushed_apart_keep_their_order_their_gap_and_their_limits(at: list[float], gap: float) -> None:
    placed = spread(at, gap, 0.0, 100.0)
    order = sorted(range(len(at)), key=at.__getitem__)
    assert all(placed[j] - placed[i] >= gap - 1e-9 for i, j in pairwise(order))
    assert min(placed) >= -1e-9
    assert max(placed) <= 100.0 + 1e-9


@given(st.text(max_size=80))
def test_a_name_of_any_letters_fits_two_lines(name: str) -> None:
    lines = broken(name)
    assert 1 <= len(lines) <= 2
    assert all(len(line) <= 28 for line in lines)
