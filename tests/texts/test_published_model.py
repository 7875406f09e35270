"""Every rule, combination, tie rule and rounding there is can be put into words in both languages."""

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import get_args

import numpy as np
import pytest

from evaluation.codes import CODES
from evaluation.measures import MEASURES
from evaluation.scoring import (
    RULES,
    BestRatio,
    FixedInterval,
    JudgedPoints,
    LinearOverBest,
    LowestCost,
    LowestTotal,
    MissingLineRule,
    Rounding,
    Rule,
    TieCriterion,
    TieRule,
    WeightedPoints,
)
from evaluation.scoring.amounts import AmountBrackets, AmountCurve, AmountForQuality, AmountPerUnit
from evaluation.scoring.rounding import MODES
from evaluation.scoring.rule import Clip
from evaluation.scoring.spread import EscalatingInterval, EscalatingSlope, Logarithmic, MinMax, OverCenter
from evaluation.scoring.tables import Brackets, Curve, TableRow
from texts import LANGUAGES, has
from texts.published_model import (
    combination_text,
    measure_unit,
    missing_lines_text,
    rounding_text,
    rule_text,
    tie_text,
)

CLIPS: tuple[Clip, ...] = get_args(Clip)
EVERY_RULE: Sequence[Rule] = [
    *(LinearOverBest(direction="lower", scale=8, slope=75, clip=clip) for clip in CLIPS),
    LinearOverBest(direction="higher", scale=8, slope=75),
    FixedInterval(direction="lower", scale=10, full_at=5_000, zero_at=12_000.5),
    FixedInterval(direction="higher", scale=10, full_at=10, zero_at=2),
    BestRatio(direction="lower", scale=100),
    BestRatio(direction="higher", scale=100),
    JudgedPoints(scale=10, scale_maximum=5),
    LowestCost(),
]
# Rules whose formula reads more of the bids than the best, and those that give money.
ROWS = (TableRow(12, 20), TableRow(0, 80))
BRACKETS = (TableRow(12, to_value=20), TableRow(3, from_value=20))
COMPUTED: Sequence[Rule] = [
    *EVERY_RULE,
    MinMax(direction="lower", scale=10),
    Logarithmic(direction="lower", scale=10, zero_multiple=2.5),
    OverCenter(direction="lower", scale=10, center="mean", center_points=6, slope=80),
    AmountPerUnit(direction="lower", unit_amount=1.5, zero_at=7_000),
    AmountForQuality(full_amount=2_500, scale_maximum=12_000),
]
WORDED: Sequence[Rule] = [
    *COMPUTED,
    EscalatingSlope(direction="lower", scale=100, slope=30, slope_step=10, slope_most=200),
    EscalatingSlope(direction="higher", scale=100, slope=30, slope_step=0, slope_most=70),
    EscalatingInterval(direction="lower", scale=10, full_at=0, zero_at=40, zero_step=15, zero_most=110),
    Brackets(direction="lower", scale=12, rows=BRACKETS),
    Curve(direction="lower", scale=12, rows=ROWS, basis="percent_of_mean"),
    AmountBrackets(direction="lower", rows=BRACKETS),
    AmountCurve(direction="lower", rows=ROWS, form="surcharge"),
]
ARITHMETIC = str.maketrans({"−": "-", "×": "*"})


def test_every_rule_is_among_those_put_into_words() -> None:
    assert {rule.key for rule in WORDED} == set(RULES)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("unit", ["kg CO₂e", ""])
@pytest.mark.parametrize("rule", WORDED)
def test_a_rule_is_put_into_words_that_leave_nothing_open(rule: Rule, unit: str, lang: str) -> None:
    text = rule_text(rule.explain(), lang, unit, "EUR")
    said = " ".join((text.title, *text.sentences))
    assert text.title
    assert text.formula
    assert not re.search(r"[{}]|  | [.,]", said)
    assert not unit or unit in said or rule.key in ("judged_points", "amount_for_quality")


@pytest.mark.parametrize("rule", COMPUTED)
def test_the_formula_in_words_gives_the_points_of_the_rule(rule: Rule) -> None:
    """The published formula is read back as arithmetic and computed for three bids: an independent way."""
    values = np.array([6_000.0, 7_500.0, 12_000.0])
    formula = rule_text(rule.explain(), "en").formula.partition(" = ")[2]
    arithmetic = formula.translate(ARITHMETIC).replace(",", "")
    named = {"Vmin": values.min(), "Vmax": values.max(), "M": values.mean(), "ln": np.log}
    computed = [eval(arithmetic, {"__builtins__": {}}, {**named, "V": value}) for value in values]  # noqa: S307
    unclipped = [float(c) for c in computed]
    clip = rule.explain()[1].get("clip")
    held = [max(0.0, c) if clip in ("bottom", "both") else c for c in unclipped]
    scale = rule.scale or np.inf
    expected = [min(scale, c) if clip in ("top", "both") else c for c in held]
    given = rule.points(values, np.ones(3, dtype=bool))
    np.testing.assert_allclose(given, expected, rtol=1e-12, atol=1e-9)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_combination_is_put_into_words_with_its_weights(lang: str) -> None:
    """Gwp weighs 60 % of the 55 % of environment: 33 % in the whole."""
    weights = {"price": Decimal(45), "env": Decimal(55), "env/gwp": Decimal(60), "env/waste": Decimal(40)}
    titles = {"price": "P", "env": "E", "env/gwp": "G", "env/waste": "W"}
    points = combination_text(WeightedPoints(weights).explain(), titles, lang).sentences
    cost = combination_text(LowestTotal(Rounding("half_up", 2)).explain(), titles, lang).sentences
    assert any(line.startswith("G: 60") and "33" in line for line in points)
    assert any(line.startswith("P: 45") for line in points)
    assert any("2" in line for line in cost)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("decimals", [0, 1, 2])
def test_every_rounding_is_put_into_words(mode: str, decimals: int, lang: str) -> None:
    for what in CODES["rounding_step"]:
        said = rounding_text((f"rounding.{mode}", {"decimals": decimals}), what, lang)
        assert str(decimals) in said or decimals == 0 or mode == "none"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_tie_rule_names_its_criteria_in_order_and_its_end(lang: str) -> None:
    steps = (TieCriterion("price"), TieCriterion("gwp", by="value", better="lower"))
    titles = {"price": "Alpha", "gwp": "Beta"}
    drawn = tie_text(TieRule(steps, "drawn_lot", "2026-03-01").explain(), titles, lang)
    stopped = tie_text(TieRule().explain(), titles, lang)
    assert ["Alpha" in drawn[0], "Beta" in drawn[1], "2026-03-01" in drawn[2]] == [True, True, True]
    assert len(stopped) == 1


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(
    "rule",
    [
        MissingLineRule("reject"),
        MissingLineRule("leave_out"),
        MissingLineRule("fill", max_lines=1),
        MissingLineRule("fill", max_share=0.1),
        MissingLineRule("fill", max_lines=2, max_share=0.1, factor=1.1),
    ],
)
def test_every_rule_for_lines_without_a_price_is_put_into_words(rule: MissingLineRule, lang: str) -> None:
    said = missing_lines_text(rule.explain(), lang)
    assert rule.max_lines is None or str(rule.max_lines) in said
    assert rule.max_share is None or "10" in said


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_measure_has_a_name_a_unit_and_a_line_of_help(lang: str) -> None:
    for key in MEASURES:
        assert all(has(f"measures.{key}.{part}", lang) for part in ("title", "short", "unit", "help"))
        assert measure_unit(key, "EUR", lang, "kg")


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(
    ("list_name", "topic"),
    [
        ("cost_category", "charts.cost.category"),
        ("route", "charts.waste.route"),
        ("life_stage", "charts.cost.part"),
    ],
)
def test_every_code_a_chart_draws_has_a_name(list_name: str, topic: str, lang: str) -> None:
    assert [code for code in CODES[list_name] if not has(f"{topic}.{code}", lang)] == []
