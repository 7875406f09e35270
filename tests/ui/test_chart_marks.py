"""Where every mark of a chart stands, whose it is and what it says, on the small charts of test_charts."""

import json

import pandas as pd
import pytest

from tests.ui.test_charts import Spec, cost, difference, layers, life, points, rows, spec, stack, years
from texts.numbers import money
from ui.charts import (
    ChartRow,
    Lives,
    PointsColumn,
    Stress,
    aligned,
    lives,
    money_over_years,
    over_years,
    stacked,
)
from ui.charts.labels import spread
from ui.style import ACCENT, INK, PAPER


def rows_with(layered: list[tuple[Spec, list[Spec]]], column: str) -> list[Spec]:
    """Return the data of the first layer that has a column."""
    return next(data for _, data in layered if data and column in data[0])


def test_a_total_stands_at_the_end_of_its_bar_and_a_note_where_there_is_none() -> None:
    """Bid a ends at 900 + 300, though its total is 1,000 after its income; bid b at 700 + 400."""
    written = rows_with(layers(cost(), "text"), "is_total")
    assert [(row["end"], row["label"], row["is_total"]) for row in written] == [
        (1200.0, money(1000, "da"), True),
        (1100.0, money(1100, "da"), True),
        (0.0, "Ikke beregnet", False),
    ]


def test_a_bar_says_whose_and_which_part_it_is_and_a_click_on_it_says_both() -> None:
    bars = {(row["of"], row["key"]): row for _, data in layers(cost(), "bar") for row in data}
    assert set(bars) == {("a", "back"), ("a", "get"), ("a", "keep"), ("b", "get"), ("b", "keep")}
    income, service = bars["a", "back"], bars["a", "keep"]
    assert (income["middle"], income["said"], income["label"]) == (-100.0, money(200, "da"), "200")
    assert (service["middle"], service["said"], service["label"]) == (1050.0, money(300, "da"), "300")
    assert (service["bid"], service["part"]) == ("1. Nord A/S", "Service og drift")
    (click,) = (each for each in spec(cost())["params"] if each["name"] == "opened")
    assert click["select"]["fields"] == ["of", "key"]
    (sides,) = rows_with(layers(cost(), "text"), "nought")
    assert (sides["left"], sides["right"]) == ("◂ indtægt", "udgift ▸")
    ends = {layer["encoding"]["text"]["field"]: layer["align"] for layer, data in layers(cost(), "text")
            if "nought" in data[0]}  # fmt: skip
    assert ends == {"left": "right", "right": "left"}


def test_an_outermost_income_too_narrow_for_its_figure_has_it_beside_the_bar() -> None:
    """10 of about 1,500 is under 6 per cent of the width, and 300 is not; the bar ends at -310."""
    values = pd.DataFrame({"back": [-300.0], "get": [900.0], "keep": [-10.0]}, index=["a"])
    chart = stacked(values, pd.Series([590.0], index=["a"]), rows(), stack(), "da")
    bars = {row["key"]: row["label"] for _, data in layers(chart, "bar") for row in data}
    assert bars == {"back": "300", "get": "900", "keep": ""}
    (beside,) = (
        data for layer, data in layers(chart, "text") if layer["encoding"]["x"].get("field") == "high"
    )
    assert [(row["high"], row["label"]) for row in beside] == [(-310.0, "10")]


def test_a_line_is_named_at_its_last_year_and_a_crossing_stands_at_its_year_and_value() -> None:
    chart = years()
    ends = rows_with(layers(chart, "text"), "out")
    assert {row["bid"]: (row["year"], row["value"]) for row in ends} == {
        "1. Nord A/S": (2, 1000.0),
        "2. Nord A/S": (2, 1100.0),
    }
    (ring, marks), *_ = layers(chart, "point")
    assert (ring["encoding"]["x"]["field"], ring["encoding"]["y"]["field"]) == ("year", "value")
    assert [(row["year"], row["value"]) for row in marks] == [(2, 1000.0)]
    (tie, _), *_ = [each for each in layers(chart, "rule") if "y2" in each[0]["encoding"]]
    assert (tie["encoding"]["y"]["field"], tie["encoding"]["y2"]["field"]) == ("value", "at")
    (_, lines), *_ = layers(chart, "line")
    assert {(row["year"], row["said"]) for row in lines} >= {(0, money(900, "da", "DKK"))}


def test_the_compared_lines_lie_on_top_and_the_axis_speaks_of_millions_where_there_are_some() -> None:
    """The bid compared is the first row, and is drawn last."""
    for top, is_in_millions in ((999_000.0, True), (900_000.0, False)):
        values = pd.DataFrame({0: [top, 1.0], 1: [top, 1.0]}, index=["a", "b"])
        chart = over_years(values, rows(), Stress(["a"]), money_over_years("DKK", "da"), "da")
        (line, data), *_ = layers(chart, "line")
        assert [row["is_chosen"] for row in data] == [False, False, True, True]
        assert ("1e6" in line["encoding"]["y"]["axis"]["labelExpr"]) == is_in_millions


def test_each_life_has_its_words_and_its_marks_are_named_over_the_fullest_row() -> None:
    """Bid a 15 claimed, 14 accepted, 5 guaranteed; b only 4 accepted; c none, and says why."""
    chart = life()
    (_, data), *_ = layers(chart, "point")
    assert [(row["end"], row["words"], row["is_known"]) for row in data] == [
        (15.0, "Prøvning", True),
        (4.0, "", True),
        (0.0, "Ikke beregnet", False),
    ]
    assert data[0]["said"] == "godtaget 14,0, oplyst 15,0, garanti 5,0"
    names = rows_with([each for each in layers(chart, "text") if "at" in each[1][0]], "at")
    assert [row["name"] for row in names] == ["garanti", "godtaget", "oplyst"]
    assert names[0]["at"] == 5.0
    lines = [layer["encoding"] for layer, _ in layers(chart, "rule")]
    assert {each["x2"]["field"] for each in lines if "x2" in each} == {"claimed"}
    (reference,) = rows_with(layers(chart, "rule"), "reference")
    assert reference["reference"] == 10.0


def test_a_reference_life_longer_than_every_other_is_within_the_picture() -> None:
    table = pd.DataFrame({"claimed": [4.0], "accepted": [4.0], "guarantee": [2.0]}, index=["a"])
    chart = lives(Lives(table, {}, 30.0), rows(), "da")
    domains = [
        layer["encoding"]["x"]["scale"]["domain"]
        for layer, _ in layers(chart, "point")
        if "scale" in layer["encoding"]["x"]
    ]
    assert all(high > 30.0 for _, high in domains)
    assert domains


def test_points_are_drawn_on_the_track_of_what_their_own_criterion_can_give() -> None:
    """45 for price from 0; 20 for CO2e from 45 + gap + 6.4, what reaches below nought."""
    bars = layers(points(), "bar")
    track = {(row["bid"], row["path"]): row for row in bars[0][1]}
    start = 45 + 0.055 * (45 + 6.4 + 20) + 6.4
    best, worst = track["1. Nord A/S", "price"], track["– Syd ApS", "env/gwp"]
    assert (best["start"], best["end"], best["stop"], best["label"]) == (0.0, 45.0, 45.0, "45,0")
    assert (worst["start"], worst["end"], worst["stop"]) == pytest.approx((start, start + 20, start + 20))
    assert [(row["bid"], row["is_leader"]) for row in bars[0][1] if row["path"] == "price"] == [
        ("1. Nord A/S", True),
        ("2. Nord A/S", False),
        ("– Syd ApS", False),
    ]
    (heads,) = (
        data for layer, data in layers(points(), "text") if layer["encoding"]["text"]["field"] == "heading"
    )
    assert [row["heading"].strip().split("\n")[-1] for row in heads] == ["højst 45", "højst 20"]


def test_points_above_the_most_run_over_their_track_and_push_the_next_column_on() -> None:
    table = pd.DataFrame({"price": [60.0], "gwp": [3.0]}, index=["a"])
    chart = aligned(table, [PointsColumn("price", "Pris", 45), PointsColumn("gwp", "CO₂e", 20)], rows(), "da")
    track = {row["path"]: row for row in layers(chart, "bar")[0][1] if row["row"] == 0}
    assert (track["price"]["end"], track["price"]["stop"]) == (60.0, 45.0)
    assert track["gwp"]["start"] == pytest.approx(60 + 0.055 * 80)
    (heads,) = (
        data for layer, data in layers(chart, "text") if layer["encoding"]["text"]["field"] == "heading"
    )
    assert heads[0]["heading"].endswith("højst 45")


def test_points_below_nought_push_the_next_column_on_as_well() -> None:
    """10 below and 45 above, and a gap of 0.055 x (10 + 45 + 20) before the next."""
    table = pd.DataFrame({"price": [-10.0], "gwp": [3.0]}, index=["a"])
    chart = aligned(table, [PointsColumn("price", "Pris", 45), PointsColumn("gwp", "CO₂e", 20)], rows(), "da")
    track = {row["path"]: row for row in layers(chart, "bar")[0][1] if row["row"] == 0}
    assert (track["price"]["start"], track["price"]["end"]) == (10.0, 0.0)
    assert track["gwp"]["start"] == pytest.approx(55 + 0.055 * 75)


def test_labels_without_room_for_their_gap_stand_evenly_apart() -> None:
    assert spread([0.0, 0.0, 0.0], 10.0, 0.0, 10.0) == [0.0, 5.0, 10.0]


def test_a_step_has_its_label_at_its_right_end_and_a_line_to_where_the_next_begins() -> None:
    """0 to 1.31, and back by 6.40 to -5.09."""
    (_, data), *_ = layers(difference(), "bar")
    assert [(row["edge"], row["label"]) for row in data[:2]] == [(1.31, "+1,31"), (1.31, "−6,40")]
    (_, links), *_ = [each for each in layers(difference(), "rule") if "y2" in each[0]["encoding"]]
    assert [(row["row"], row["next"]) for row in links] == [(n, n + 1) for n in range(5)]
    assert links[1]["high"] == pytest.approx(-5.09)
    (layer, _), *_ = layers(difference(), "bar")
    fills = dict(zip(*(layer["encoding"]["color"]["scale"][k] for k in ("domain", "range")), strict=True))
    assert fills == {"sum": INK, "up": ACCENT, "down": PAPER}


def test_the_name_of_the_leader_alone_is_bold_and_the_first_row_is_at_the_top() -> None:
    axis = layers(cost(), "bar")[0][0]["encoding"]["y"]
    assert axis["scale"]["domain"] == [0, 1, 2]
    test = axis["axis"]["labelFontWeight"]["condition"]["test"]
    assert test == f"{json.dumps([True, False, False])}[datum.value]"
    assert ChartRow("a", "Nord", place="1.").label == "1. Nord"


def test_thousands_are_written_as_the_language_has_them() -> None:
    number = {lang: spec(cost(lang))["config"]["locale"]["number"] for lang in ("da", "en")}
    assert {lang: (each["decimal"], each["thousands"]) for lang, each in number.items()} == {
        "da": (",", "."),
        "en": (".", ","),
    }
