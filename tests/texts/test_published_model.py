"""Every rule, combination, threshold, tie rule and rounding there is can be put into words in both languages.

What is published is read back as arithmetic, and gives what the engine gives.
"""

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any, get_args

import numpy as np
import pytest

from evaluation.codes import CODES
from evaluation.measures import MEASURES
from evaluation.scoring import (
    AMOUNT_RULES,
    COMBINATIONS,
    RULES,
    AmountBrackets,
    AmountCurve,
    AmountForQuality,
    AmountPerUnit,
    BestRatio,
    Brackets,
    Combination,
    Curve,
    EscalatingInterval,
    EscalatingSlope,
    FeatureCoefficient,
    FixedAmounts,
    FixedInterval,
    JudgedPoints,
    LinearOverBest,
    Logarithmic,
    LowestCost,
    LowestTotal,
    MinMax,
    MissingLineRule,
    OverCenter,
    PercentageDeduction,
    PercentageSurcharge,
    QualityPerPrice,
    QualityThenPrice,
    Rounding,
    Rule,
    TableRow,
    Thresholds,
    TieCriterion,
    TieRule,
    UtilityIndex,
    WeightedPoints,
)
from evaluation.scoring.rounding import MODES
from evaluation.scoring.rule import Clip
from evaluation.scoring.tables import Basis
from texts import LANGUAGES, has
from texts.numbers import exact
from texts.published_model import (
    RuleText,
    combination_text,
    measure_unit,
    missing_lines_text,
    rounding_text,
    rule_text,
    thresholds_text,
    tie_text,
)

CLIPS: tuple[Clip, ...] = get_args(Clip)
# Every kind of edge, a negative one, and a gap from 9,500 on.
EDGES = (
    TableRow(12, to_value=-33.5, includes="to"),
    TableRow(9, from_value=-33.5, to_value=70, includes="neither"),
    TableRow(7.5, from_value=70, to_value=6_000, includes="both"),
    TableRow(5, from_value=6_000, to_value=7_500.25, includes="to"),
    TableRow(2, from_value=7_500.25, to_value=9_000, includes="neither"),
    TableRow(0, from_value=9_000, to_value=9_500),
)
GRADES = tuple(TableRow(gives, at, at, "both") for at, gives in ((0, 0), (5, 3), (7, 6), (9, 10)))
OPEN = (TableRow(3, to_value=7_500), TableRow(8, from_value=7_500))
SHUT = (TableRow(3, to_value=7_500, includes="to"), TableRow(8, from_value=7_500, includes="neither"))
KNEE = (TableRow(11, 80), TableRow(8, 105.5), TableRow(-2, 7_000.5))
BRACKETS = (EDGES, GRADES, OPEN, SHUT, (TableRow(4),))
EVERY_RULE: Sequence[Rule] = [
    *(LinearOverBest(direction="lower", scale=8, slope=75, clip=clip) for clip in CLIPS),
    LinearOverBest(direction="higher", scale=8, slope=75),
    EscalatingSlope(direction="lower", scale=100, slope=30, slope_step=12.5, slope_most=200),
    EscalatingSlope(direction="lower", scale=100, slope=30, slope_step=12.5, slope_most=66),
    EscalatingSlope(direction="lower", scale=100, slope=30, slope_step=0, slope_most=200),
    EscalatingSlope(direction="higher", scale=10, slope=7.5, slope_step=10, slope_most=90),
    EscalatingSlope(direction="higher", scale=10, slope=7.5, slope_step=0, slope_most=40),
    FixedInterval(direction="lower", scale=10, full_at=5_000, zero_at=12_000.5),
    FixedInterval(direction="higher", scale=10, full_at=10, zero_at=-2),
    EscalatingInterval(
        direction="lower", scale=100, full_at=0, zero_at=7_000, zero_step=1_500, zero_most=30_000
    ),
    EscalatingInterval(
        direction="lower", scale=100, full_at=0, zero_at=7_000, zero_step=1_500, zero_most=9_000
    ),
    EscalatingInterval(
        direction="higher", scale=10, full_at=12_000, zero_at=9_000, zero_step=800, zero_most=-5
    ),
    BestRatio(direction="lower", scale=100),
    BestRatio(direction="higher", scale=100),
    *(MinMax(direction=way, scale=10) for way in ("lower", "higher")),
    Logarithmic(direction="lower", scale=100, zero_multiple=2.5),
    Logarithmic(direction="higher", scale=10, zero_multiple=4),
    OverCenter(direction="lower", scale=100, center="mean", center_points=50, slope=40),
    OverCenter(direction="lower", scale=100, center="median", center_points=50, slope=40),
    OverCenter(direction="higher", scale=10, center="mean", center_points=6, slope=80, clip="both"),
    OverCenter(direction="higher", scale=10, center="median", center_points=6, slope=80),
    Brackets(direction="lower", scale=10, rows=EDGES, clip="top"),
    Brackets(direction="higher", scale=10, rows=GRADES),
    Brackets(direction="higher", scale=10, rows=OPEN),
    Brackets(direction="higher", scale=10, rows=SHUT),
    Brackets(direction="higher", scale=10, rows=(TableRow(4),)),
    *(Curve(direction="lower", scale=10, rows=KNEE, basis=basis, clip="top") for basis in get_args(Basis)),
    Curve(direction="higher", scale=10, rows=(TableRow(0, -3), TableRow(10, 9_000))),
    JudgedPoints(scale=10, scale_maximum=5),
    AmountPerUnit(direction="lower", unit_amount=1.5, zero_at=6_500),
    AmountPerUnit(direction="lower", unit_amount=250),
    AmountPerUnit(direction="higher", unit_amount=2.25, zero_at=7_000, amount_most=1_500),
    AmountForQuality(full_amount=2_500, scale_maximum=10),
    AmountForQuality(full_amount=2_500, scale_maximum=10, form="surcharge"),
    AmountBrackets(direction="lower", rows=EDGES),
    AmountBrackets(direction="higher", rows=SHUT),
    AmountBrackets(direction="lower", rows=OPEN, form="surcharge"),
    AmountCurve(direction="lower", rows=KNEE[:2]),
    AmountCurve(direction="higher", rows=(TableRow(900, 2_000), TableRow(0, 7_000)), form="surcharge"),
    LowestCost(),
]
RULE_NAMES = [f"{n}-{rule.key}-{rule.direction}" for n, rule in enumerate(EVERY_RULE)]
VALUES = np.array([6_000.0, 7_500.0, 12_000.0, 7_500.25, 9_000.0])
ARITHMETIC = str.maketrans({"−": "-", "×": "*"})
NUMBER = r"(−?\d+(?:,\d{3})*(?:\.\d+)?)"


def _number(text: str) -> float:
    return float(text.translate(ARITHMETIC).replace(",", ""))


def _found(pattern: str, text: str) -> list[float]:
    """Return the numbers of a published sentence; ``#`` in the pattern stands for one."""
    match = re.search(pattern.replace("#", NUMBER), text)
    assert match, (pattern, text)
    return [_number(group) for group in match.groups()]


def test_every_rule_is_among_those_put_into_words_in_every_direction_form_and_basis() -> None:
    assert {rule.key for rule in EVERY_RULE} == set(RULES)
    one_way = {"judged_points", "lowest_cost", "amount_for_quality"}
    assert {(rule.key, rule.direction) for rule in EVERY_RULE if rule.key not in one_way} == {
        (key, way) for key in set(RULES) - one_way for way in CODES["direction"]
    }
    explained = [rule.explain()[1] for rule in EVERY_RULE]
    for name in ("clip", "form", "basis", "center"):
        listed = {"form": "amount_form", "basis": "curve_basis"}.get(name, name)
        assert {values[name] for values in explained if name in values} == set(CODES[listed])
    rows: list[TableRow] = [row for values in explained for row in values.get("rows", ())]  # type: ignore[attr-defined]
    assert {row.includes for row in rows} == set(CODES["includes"])


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("unit", ["kg CO₂e", ""])
@pytest.mark.parametrize("rule", EVERY_RULE, ids=RULE_NAMES)
def test_a_rule_is_put_into_words_that_leave_nothing_open(rule: Rule, unit: str, lang: str) -> None:
    text = rule_text(rule.explain(), lang, unit, "kr.")
    said = " ".join((text.title, *text.sentences))
    assert text.title
    assert text.formula
    assert not re.search(r"[{}]|  | [.,]|None|nan|–", said)
    judged = ("judged_points", "amount_for_quality")
    assert not unit or unit in said or rule.key in judged
    # What brackets give says it all, and the scale limits nothing where none of them is outside it.
    numbers = [
        number for name, number in rule.parameters().items() if (rule.key, name) != ("brackets", "scale")
    ]
    assert all(exact(number, lang) in said for number in numbers)
    assert ("kr." in said) == (rule.key in AMOUNT_RULES - {"lowest_cost"})


def _symbols(text: RuleText, rule: Rule) -> dict[str, Any]:
    """Return the symbols of a formula as the published words set them over :data:`VALUES`."""
    low, high = float(VALUES.min()), float(VALUES.max())
    named: dict[str, Any] = {"Vmin": low, "Vmax": high, "ln": math.log}
    if text.symbols.endswith("values of the compliant bids.") and "M is" in text.symbols:
        named["M"] = float(np.mean(VALUES) if "M is the mean" in text.symbols else np.median(VALUES))
    if "X" in text.formula:
        over = (high - low) / (low if rule.direction == "lower" else high) * 100
        (named["X"],) = _found("X is #\\. If", text.words)
        if "grows by" in text.words:
            step, most = _found("X grows by # percentage points .*, but to # at the most", text.words)
            while named["X"] < over:
                named["X"] += step
        else:
            (most,) = _found("X is the largest per cent .*, but # at the most", text.words)
            named["X"] = max(named["X"], over)
        named["X"] = min(named["X"], most)
    if "B is the value" in text.symbols:
        (named["B"],) = _found("B is #\\. If", text.words)
        verb, limit, sign = (
            ("grows", "but to # at", 1) if rule.direction == "lower" else ("falls", "but not below #", -1)
        )
        step, most = _found(f"B {verb} by # at a time .*, {limit}", text.words)
        worst = high if rule.direction == "lower" else low
        while (worst - named["B"]) * sign > 0:
            named["B"] += sign * step
        named["B"] = sign * min(sign * named["B"], sign * most)
    return named


LINES: Mapping[str, Any] = {
    "From and including # to, but not including, #": lambda v, a, b: a <= v < b,
    "Above # to and including #": lambda v, a, b: a < v <= b,
    "From and including # to and including #": lambda v, a, b: a <= v <= b,
    "Between # and #, neither included": lambda v, a, b: a < v < b,
    "Below #": lambda v, b: v < b,
    "# and below": lambda v, b: v <= b,
    "Above #": lambda v, a: v > a,
    "# and above": lambda v, a: v >= a,
    "All values": math.isfinite,
    "#": lambda v, a: v == a,
}


def _holds(where: str, value: float) -> bool:
    """Say whether the printed place of a table holds a value."""
    for pattern, holds in LINES.items():
        match = re.fullmatch(pattern.replace("#", NUMBER), where)
        if match:
            return bool(holds(value, *map(_number, match.groups())))
    return pytest.fail(f"No such line of a table is known: {where}")


def _looked_up(table: Sequence[str], value: float) -> float:
    """Return what the printed brackets give a value, NaN where none of them holds it; two never do."""
    parts = [line.rpartition(": ") for line in table]
    given = [_found(r"^# (?:points|kr\.)$", gives)[0] for where, _, gives in parts if _holds(where, value)]
    assert len(given) <= 1, (table, value)
    return given[0] if given else math.nan


def _drawn(text: RuleText, value: float) -> float:
    """Return the height of the printed curve at a value."""
    anchors = [(_found("^#", line)[0], _found(r": # (?:points|kr\.)$", line)[0]) for line in text.table]
    if "fixed outside them" in text.words:
        return float(np.interp(value, [at for at, _ in anchors], [gives for _, gives in anchors]))
    assert "the line goes on" in text.words
    at = int(np.clip(np.searchsorted([a for a, _ in anchors], value), 1, len(anchors) - 1))
    (low, first), (high, last) = anchors[at - 1 : at + 1]
    return first + (value - low) * (last - first) / (high - low)


def _measured(text: RuleText, value: float) -> float:
    """Return a value in what the anchors of a curve are measured in."""
    of = {"the lowest": VALUES.min(), "the mean": VALUES.mean(), "the median": np.median(VALUES)}
    named = [figure for name, figure in of.items() if f"per cent of {name}" in text.words]
    return value / float(named[0]) * 100 if named else value


def _computed(text: RuleText, rule: Rule, value: float) -> float:
    """Return what the published text gives a value, by its formula and limits alone."""
    formula = text.formula.partition(" = ")[2]
    if re.search("(points|amount) of the table at V", formula):
        found = _looked_up(text.table, value)
        result = -found if formula.startswith("0 −") else found
    elif re.search("(points|amount) of the curve at V", formula):
        found = _drawn(text, _measured(text, value))
        result = -found if formula.startswith("0 −") else found
    else:
        arithmetic = formula.translate(ARITHMETIC).replace(",", "")
        named = {**_symbols(text, rule), "V": value, "__builtins__": {}}
        result = float(eval(arithmetic, named))  # noqa: S307
    if "gives less than 0, 0 points" in text.limits:
        result = np.maximum(result, 0.0)
    for most in re.findall(f"more than {NUMBER}, ", text.limits):
        result = np.minimum(result, _number(most))
    for most in re.findall(f"The amount is {NUMBER} kr. at the most either way", text.limits):
        result = float(np.clip(result, -_number(most), _number(most)))
    return float(result)


@pytest.mark.parametrize("rule", EVERY_RULE, ids=RULE_NAMES)
def test_the_published_rule_read_back_as_arithmetic_gives_the_points_of_the_engine(rule: Rule) -> None:
    """The English formula, words and table lines are computed for bids of 6,000 to 12,000: an independent way."""
    text = rule_text(rule.explain(), "en", "", "kr.")
    given = rule.points(VALUES, np.ones(VALUES.size, dtype=bool))
    expected = [_computed(text, rule, float(value)) for value in VALUES]
    np.testing.assert_allclose(given, expected, rtol=1e-12, atol=1e-9)


@pytest.mark.parametrize("rows", BRACKETS)
def test_the_printed_lines_of_a_table_give_what_the_engine_gives_edges_included(
    rows: tuple[TableRow, ...],
) -> None:
    """At every edge, 0.001 beside it and far outside, with a unit after the numbers as without."""
    rule = Brackets(direction="higher" if rows[0].gives <= rows[-1].gives else "lower", scale=20, rows=rows)
    edges = [edge for row in rows for edge in (row.from_value, row.to_value) if edge is not None]
    values = np.array([v + by for v in [0.0, *edges] for by in (0, 0.001, -0.001, 1e5, -1e5)])
    table = rule_text(rule.explain(), "en").table
    assert len(table) == len(rows)
    looked_up = [_looked_up(table, float(value)) for value in values]
    np.testing.assert_array_equal(rule.points(values, np.ones(values.size, dtype=bool)), looked_up)
    with_unit = rule_text(rule.explain(), "en", "kg").table
    assert [line.replace("\u00a0kg", "") for line in with_unit] == list(table)


# ------------------------------------------------------------------------------------------ combinations

TITLES = {"price": "P", "run": "R", "quality": "Q", "quality/a": "A", "quality/b": "B"}
GIVES: Mapping[str, Any] = {"price": "amount", "run": "amount", "quality/a": "points", "quality/b": "points"}
OF_QUALITY = {"quality": Decimal(100), "quality/a": Decimal("62.5"), "quality/b": Decimal("37.5")}
OF_ALL = {**OF_QUALITY, "quality": Decimal(55), "price": Decimal(40), "run": Decimal(5)}
PRICED: Mapping[str, Any] = {"gives": GIVES, "scale": 8}
PERCENTS = {"quality/a": 12.5, "quality/b": 20}
EVERY_COMBINATION: Sequence[Combination] = [
    WeightedPoints(OF_ALL),
    LowestTotal(),
    FixedAmounts(),
    PercentageSurcharge(**PRICED, weights=OF_ALL),
    PercentageDeduction(**PRICED, percents=PERCENTS),
    QualityPerPrice(**PRICED, weights=OF_QUALITY, ratio_factor=1_500_000),
    QualityPerPrice(**PRICED, weights=OF_QUALITY, ratio_factor=1_000, band=7.5),
    QualityPerPrice(**PRICED, weights=OF_QUALITY, ratio_factor=1_000, band=7.5, band_by="quality"),
    UtilityIndex(**PRICED, weights=OF_ALL),
    FeatureCoefficient(**PRICED, percents=PERCENTS),
    QualityThenPrice(**PRICED, weights=OF_QUALITY),
]
# Prices, running costs and two qualities of four bids; the second is on the edge of nothing, the last is best.
GIVEN = np.array([[900.0, 1_000, 870, 1_250], [100, 40, 0, 12.5], [6, 7.5, 5.5, 8], [4, 3.25, 4.5, 7]])


class _Read:
    """What the published lines of a combination say, for one bid of :data:`GIVEN` at a time."""

    def __init__(self, lines: Sequence[str]) -> None:
        self.text = "\n".join(lines)
        found = re.findall(rf"^([A-Z]): {NUMBER}%(?:, overall {NUMBER}%)?$", self.text, re.MULTILINE)
        self.weight = {title: _number(overall or own) for title, own, overall in found}
        worth = rf"^([A-Z]): full points are worth {NUMBER}% of the price$"
        self.percent = {title: _number(most) for title, most in re.findall(worth, self.text, re.MULTILINE)}

    def says(self, pattern: str) -> list[float]:
        """Return the numbers of a line that must be there, ``#`` for each."""
        return _found(rf"(?m)^{pattern}$", self.text)

    def quality(self, bid: int) -> float:
        """Return Σ (weight × points) / 100."""
        return float(sum(self.weight[title] * GIVEN[at, bid] for at, title in ((2, "A"), (3, "B"))) / 100)


def _plain_total(key: str, read: _Read, bid: int) -> float:
    """Return the total of one bid by the published formula of its combination, read by hand."""
    price = GIVEN[:2].sum(axis=0)
    points = {"A": GIVEN[2, bid], "B": GIVEN[3, bid]}
    match key:
        case "weighted_points":
            read.says(r"Total = Σ \(weight × points\) / 100")
            total = sum(read.weight[title] * GIVEN[at, bid] for at, title in enumerate("PRAB")) / 100
        case "lowest_cost":
            read.says("Total = Σ amounts")
            total = GIVEN[:, bid].sum()
        case "fixed_amounts":
            read.says(r"Evaluation price = price \+ Σ amounts")
            total = GIVEN[0, bid] + GIVEN[1:, bid].sum()
        case "percentage_surcharge":
            full, same = read.says(
                r"Evaluation price = price × \(1 \+ Σ weight / weight of the price × \(# − points\) / #\)"
            )
            of_price = read.weight["P"] + read.weight["R"]
            added = sum(read.weight[t] / of_price * (full - s) / same for t, s in points.items())
            total = price[bid] * (1 + added)
        case "percentage_deduction":
            (full,) = read.says(r"Evaluation price = price × \(1 − Σ per cent × points / # / 100\)")
            off = sum(read.percent[t] * s / full / 100 for t, s in points.items())
            total = price[bid] * (1 - off)
        case "quality_per_price":
            (factor,) = read.says(r"Result = # × Σ \(weight × points\) / 100 / price")
            total = factor * read.quality(bid) / price[bid]
        case "utility_index":
            read.says(r"Index = \(1 − \(Qmax − Q\) × N\) × Pmin / price")
            (full,) = _found("as a share of full quality at # points", read.text)
            of_quality, of_price = (sum(read.weight[t] for t in of) for of in ("AB", "PR"))
            q = [read.quality(n) * 100 / of_quality / full for n in range(len(price))]
            n = of_quality / of_price
            total = (1 - (max(q) - q[bid]) * n) * price.min() / price[bid]
        case "feature_coefficient":
            read.says(r"Result = price / \(1 \+ V / \(100 − M\)\) \+ Σ further costs")
            (full,) = _found("times their part of the # points", read.text)
            features = sum(read.percent[t] * s / full for t, s in points.items())
            most = sum(read.percent.values())
            total = GIVEN[0, bid] / (1 + features / (100 - most)) + GIVEN[1, bid]
        case "quality_then_price":
            read.says("Result = price")
            total = price[bid]
        case _:
            pytest.fail(f"No such combination is known: {key}")
    return float(total)


def _totals_as_published(key: str, read: _Read) -> list[float]:
    """Return the totals of all bids by the published text, with the band where there is one."""
    bids = range(GIVEN.shape[1])
    plain = [_plain_total(key, read, bid) for bid in bids]
    if "the best come before the others" not in read.text:
        return plain
    (band,) = _found("Bids whose result is at most #% below the best", read.text)
    best, price = max(plain), GIVEN[:2].sum(axis=0)
    inside = [bid for bid in bids if plain[bid] >= best * (1 - band / 100)]
    assert 1 < len(inside) < len(plain)
    if "1 + lowest price / price within" in read.text:
        lead = min(price[bid] for bid in inside)
        return [1 + lead / price[bid] if bid in inside else plain[bid] / best for bid in bids]
    assert "1 + quality / highest quality within" in read.text
    lead = max(read.quality(bid) for bid in inside)
    return [1 + read.quality(bid) / lead if bid in inside else plain[bid] / best for bid in bids]


@pytest.mark.parametrize("model", EVERY_COMBINATION, ids=lambda m: f"{m.key}-{getattr(m, 'band_by', '')}")
def test_the_published_combination_read_back_gives_the_totals_of_the_engine(model: Combination) -> None:
    read = _Read(combination_text(model.explain(), TITLES, "en").sentences)
    order = ["price", "run", "quality/a", "quality/b"]
    at = [order.index(path) for path in getattr(model, "leaves", order)]
    np.testing.assert_allclose(model.total(GIVEN[at]), _totals_as_published(model.key, read), rtol=1e-12)


def test_every_combination_is_among_those_put_into_words() -> None:
    assert {model.key for model in EVERY_COMBINATION} == set(COMBINATIONS) == set(CODES["combination"])


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("model", EVERY_COMBINATION, ids=lambda m: f"{m.key}-{getattr(m, 'band_by', '')}")
def test_a_combination_is_put_into_words_that_leave_nothing_open(model: Combination, lang: str) -> None:
    lines = combination_text(model.explain(), TITLES, lang).sentences
    said = " ".join(lines)
    assert not re.search(r"[{}]|  | [.,]|None|nan", said)
    told = model.explain()[1]
    numbers: Any = [*told.get("percents", {}).values(), *told.get("weights", {}).values()]  # type: ignore[attr-defined]
    numbers += [*getattr(model, "parameters", dict)().values()]
    assert all(exact(number, lang) in said for number in numbers)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_combination_tells_its_roundings_by_step_and_criterion(lang: str) -> None:
    """Two, three, four and five decimals for the steps, and six for one criterion."""
    for model in EVERY_COMBINATION:
        steps = [step for step in CODES["rounding_step"] if hasattr(model, f"round_{step}")]
        how: dict[str, Any] = {f"round_{step}": Rounding("half_up", n) for n, step in enumerate(steps, 2)}
        if "points" in steps:
            how["round_points_of"] = {"quality/b": Rounding("cut_off", 6)}
        lines = combination_text(
            replace(model, **how).explain(), {**TITLES, "quality/b": "Beta"}, lang
        ).sentences
        for n, step in enumerate(steps, 2):
            assert rounding_text(("rounding.half_up", {"decimals": n}), step, lang) in lines
        own = [line for line in lines if "Beta" in line and not line.startswith("Beta:")]
        assert ["6" in line for line in own] == [True] * ("points" in steps)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_thresholds_are_put_into_words_with_their_numbers_and_units(lang: str) -> None:
    thresholds = Thresholds(
        {"price": (82.27, 95.726), "quality/a": (None, 300_000.0), "quality/b": (-3.0, None)},
        {"quality/a": 52.5}, 70, {"quality/a": 60.0},
    )  # fmt: skip
    units = {"price": "kr.", "quality/a": "kg", "quality/b": ""}
    lines = thresholds_text(thresholds.explain(), TITLES, units, lang)
    assert len(lines) == 6
    assert not re.search(r"[{}]|  | [.,]|None|nan", " ".join(lines))
    for line, title, ends in (
        (lines[0], "P", [f"{exact(82.27, lang)}\u00a0kr.", f"{exact(95.726, lang)}\u00a0kr."]),
        (lines[1], "A", [f"{exact(300_000, lang)}\u00a0kg"]),
        (lines[2], "B", [exact(-3, lang)]),
        (lines[3], "A", [exact(52.5, lang)]),
        (lines[4], "", ["70"]),
    ):
        assert line.startswith(title)
        assert all(end in line for end in ends)
    assert thresholds_text(Thresholds().explain(), TITLES, units, lang) == ()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_sub_criterion_is_told_with_its_weight_in_the_whole(lang: str) -> None:
    """Gwp weighs 60 % of the 55 % of environment: 33 % in the whole."""
    weights = {"price": Decimal(45), "env": Decimal(55), "env/gwp": Decimal(60), "env/waste": Decimal(40)}
    titles = {"price": "P", "env": "E", "env/gwp": "G", "env/waste": "W"}
    points = combination_text(WeightedPoints(weights).explain(), titles, lang).sentences
    assert any(line.startswith("G: 60") and "33" in line for line in points)
    assert any(line.startswith("P: 45") for line in points)


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
