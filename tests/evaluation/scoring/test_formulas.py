"""Points, formula and explanation are one thing: every rule, rounding and combination against LibreOffice.

The workbooks hold what we calculate as the stored value of each formula; the office suite calculates the
formulas again, and no cell may differ.
"""

import io
import itertools
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest
import xlsxwriter
from openpyxl.formula import Tokenizer
from xlsxwriter.utility import xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from evaluation.scoring.combination import LowestTotal, WeightedPoints
from evaluation.scoring.combinations import COMBINATIONS, Combination
from evaluation.scoring.ranking import comparison_cell_formula, competition_ranks, rank_formula
from evaluation.scoring.rounding import MODES, Rounding, RoundingMode, comparison_formula, for_comparison
from evaluation.scoring.rule import Clip, Rule
from evaluation.scoring.rules import (
    RULES,
    BestRatio,
    FixedInterval,
    JudgedPoints,
    LinearOverBest,
    LowestCost,
    peer_formula,
)
from tests.office import OfficeWorkbooks, register_workbook

FloatArray = npt.NDArray[np.float64]
BoolArray = npt.NDArray[np.bool_]
BIDS = 7
ALLOWED = {
    "SUM", "SUMIF", "SUMPRODUCT", "MIN", "MAX", "AVERAGE", "MEDIAN", "RANK", "ROUND", "ROUNDUP", "ROUNDDOWN",
    "INT", "IF", "AND", "OR", "INDEX", "MATCH", "VLOOKUP", "LN", "EXP", "ISNUMBER",
}  # fmt: skip
CLIPS: tuple[Clip, ...] = ("none", "bottom", "top", "both")


def _rules() -> list[Rule]:
    """Every rule in every direction and clipping."""
    rules: list[Rule] = [LowestCost()]
    for clip in CLIPS:
        rules += [
            LinearOverBest(direction="lower", scale=10, slope=50, clip=clip),
            LinearOverBest(direction="higher", scale=100, slope=33.3, clip=clip),
            BestRatio(direction="lower", scale=10, clip=clip),
            BestRatio(direction="higher", scale=8, clip=clip),
            FixedInterval(direction="lower", scale=10, full_at=20, zero_at=90.5, clip=clip),
            FixedInterval(direction="higher", scale=100, full_at=90, zero_at=-5, clip=clip),
            JudgedPoints(scale=10, scale_maximum=70, clip=clip),
        ]
    return rules


def _value_sets() -> list[tuple[FloatArray, BoolArray]]:
    """Values and admissions of seven bids: ordinary ones, and all that can go wrong."""
    draw = np.random.default_rng(20_260_301)
    sets = []
    for number in range(14):
        values = np.round(draw.uniform(0.01, 150, BIDS), 2)
        values[draw.random(BIDS) < 0.15] = np.nan
        sets.append((values, draw.random(BIDS) < (0.9 if number % 2 else 0.6)))
    everyone, nobody = np.ones(BIDS, dtype=bool), np.zeros(BIDS, dtype=bool)
    one, last_is_out = np.arange(BIDS) == 3, np.arange(BIDS) < BIDS - 1
    prices = np.array([70.0, 50, 50, 85.25, 120, np.nan, 33])
    sets += [(prices, who) for who in (everyone, nobody, one, last_is_out)]
    sets += [(np.full(BIDS, fill), everyone) for fill in (50.0, 0.0, -4.0, np.nan)]
    sets += [(np.array([5.0, 0, 7, -2, 9, 1, 0]), who) for who in (everyone, one, np.arange(BIDS) % 2 == 0)]
    return sets


def _stored(value: float) -> float | str:
    return float(value) if np.isfinite(value) else ""


def _book(fill: Callable[[Worksheet], None]) -> bytes:
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True}) as workbook:
        fill(workbook.add_worksheet("Sheet"))
    return content.getvalue()


def _write_values(sheet: Worksheet, row: int, values: FloatArray) -> None:
    for bid, value in enumerate(values):
        if np.isfinite(value):
            sheet.write_number(row, 1 + bid, float(value))


def _range(row: int) -> str:
    return f"$B${row + 1}:${chr(ord('B') + BIDS - 1)}${row + 1}"


def _rule_sheet(sheet: Worksheet) -> None:
    """Five rows for each rule and set: parameters, admission, values, admitted values, points."""
    row = 0
    for rule, (values, admitted) in itertools.product(_rules(), _value_sets()):
        cells = {}
        for column, (name, number) in enumerate(rule.parameters().items()):
            sheet.write_number(row, column, number)
            cells[name] = xl_rowcol_to_cell(row, column, row_abs=True, col_abs=True)
        _write_values(sheet, row + 1, admitted.astype(float))
        _write_values(sheet, row + 2, values)
        points = rule.points(values, admitted)
        for bid in range(BIDS):
            is_in, value, peer, point = (xl_rowcol_to_cell(row + down, 1 + bid) for down in range(1, 5))
            stated = _stored(values[bid]) if admitted[bid] else ""
            sheet.write_formula(peer, "=" + peer_formula(value, is_in), None, stated)
            formula = rule.formula(value, _range(row + 3), is_in, cells)
            sheet.write_formula(point, "=" + formula, None, _stored(points[bid]))
        row += 6


def _numbers_to_round() -> FloatArray:
    """Return halves, decimals, weighted sums and money, of both signs."""
    draw = np.random.default_rng(20_260_302)
    halves = (2 * draw.integers(0, 10**6, 500) + 1) / 2 / 10.0 ** draw.integers(0, 4, 500)
    decimals = draw.integers(0, 10**9, 400) / 10.0 ** draw.integers(0, 6, 400)
    weighted = draw.choice([5, 12.5, 33.3, 40], (500, 4)) * (draw.integers(0, 101, (500, 4)) / 10) / 100
    money = draw.uniform(1e6, 1e9, 300)
    edges = np.array([0, 1, 0.5, 1.5, 2.5, 1.005, 2.675, 1e9 + 0.5, 0.1 + 0.2, 4.35, 0.285, 1e-9, 5e-10])
    numbers = np.concatenate([halves, decimals, weighted.sum(axis=1), money, edges])
    return np.concatenate([numbers, -numbers])


def _rounding_sheet(sheet: Worksheet) -> None:
    """Write a number a row, and beside it every mode at 0 and 2 decimals and the figure for comparison."""
    numbers = _numbers_to_round()
    roundings = [Rounding(mode, decimals) for mode in MODES for decimals in (0, 2)]
    columns = [rounding(numbers) for rounding in roundings]
    compared = for_comparison(numbers)
    for row, number in enumerate(numbers):
        sheet.write_number(row, 0, number)
        cell = xl_rowcol_to_cell(row, 0)
        for column, (rounding, rounded) in enumerate(zip(roundings, columns, strict=True), start=1):
            sheet.write_formula(row, column, "=" + rounding.formula(cell), None, float(rounded[row]))
        sheet.write_formula(row, len(columns) + 1, "=" + comparison_formula(cell), None, float(compared[row]))


TREE = {
    "price": Decimal("42.5"),
    "environment": Decimal("57.5"),
    "environment/gwp": Decimal("33.4"),
    "environment/waste": Decimal("66.6"),
}


def _weighted_models() -> list[WeightedPoints]:
    """No rounding, every mode at every step, and ERST's three roundings at once."""
    models = [WeightedPoints(TREE)]
    for mode, step in itertools.product(MODES[1:], ("round_points", "round_weighted", "round_total")):
        how: Mapping[str, Any] = {step: Rounding(mode, 1)}
        models.append(WeightedPoints(TREE, **how))
    erst = {"round_points": Rounding("half_up", 2), "round_weighted": Rounding("half_up", 0)}
    return [*models, WeightedPoints(TREE, **erst, round_total=Rounding("half_even", 0))]


def _combination_sheet(sheet: Worksheet) -> None:
    """Weights, points, points weighted, totals, figures compared and ranks, live from top to bottom."""
    draw = np.random.default_rng(20_260_303)
    row = 0
    lowest: list[Combination] = [LowestTotal(), LowestTotal(round_total=Rounding("up", 0))]
    for model in [*_weighted_models(), *lowest]:
        # A lowest total is money: hundreds of millions, to the øre.
        size = 1 if isinstance(model, WeightedPoints) else 3e7
        raw = np.round(draw.uniform(-3, 10, (3, BIDS)) * 20 * size) / 20
        raw[:, 4] = raw[:, 2]  # an exact tie
        raw[1, 5] = np.nan
        admitted = np.arange(BIDS) != 1
        parts = _weighted_rows(sheet, row, model, raw) if isinstance(model, WeightedPoints) else raw
        if isinstance(model, LowestTotal):
            for leaf in range(3):
                _write_values(sheet, row + 7 + leaf, parts[leaf])
        _write_values(sheet, row + 11, admitted.astype(float))
        _total_rows(sheet, row + 7, model, (model.total(raw), admitted))
        row += 16


def _weighted_rows(sheet: Worksheet, row: int, model: WeightedPoints, raw: FloatArray) -> FloatArray:
    """Write effective weights (column K), the rule's points, the points weighted and what they become."""
    for column, weight in enumerate(TREE.values()):
        sheet.write_number(row, 12 + column, float(weight))
    levels = {"price": [12], "environment/gwp": [13, 14], "environment/waste": [13, 15]}
    published, weighted = model.published_points(raw), model.weighted(raw)
    for leaf, (path, per_cent) in enumerate(model.effective.items()):
        on_path = [xl_rowcol_to_cell(row, column) for column in levels[path]]
        in_whole = xl_rowcol_to_cell(row + 1 + leaf, 10)
        sheet.write_formula(in_whole, "=" + model.effective_weight_formula(on_path), None, float(per_cent))
        _write_values(sheet, row + 1 + leaf, raw[leaf])
        for bid in range(BIDS):
            cells = [xl_rowcol_to_cell(row + down + leaf, 1 + bid) for down in (1, 4, 7)]
            points, weighed = (
                "=" + model.points_formula(cells[0]),
                "=" + model.weighted_formula(in_whole, cells[1]),
            )
            sheet.write_formula(cells[1], points, None, _stored(published[leaf, bid]))
            sheet.write_formula(cells[2], weighed, None, _stored(weighted[leaf, bid]))
    return weighted


def _total_rows(
    sheet: Worksheet, row: int, model: Combination, of_bids: tuple[FloatArray, BoolArray]
) -> None:
    """Write totals, figures compared and ranks under the three rows of parts."""
    totals, admitted = of_bids
    ranks, figures = competition_ranks(totals, admitted, model.better), for_comparison(totals)
    for bid in range(BIDS):
        parts = [xl_rowcol_to_cell(row + leaf, 1 + bid) for leaf in range(3)]
        total, is_in, figure, rank = (xl_rowcol_to_cell(row + down, 1 + bid) for down in range(3, 7))
        sheet.write_formula(total, "=" + model.formula(parts), None, _stored(totals[bid]))
        compared = _stored(figures[bid]) if admitted[bid] else ""
        sheet.write_formula(figure, "=" + comparison_cell_formula(total, is_in), None, compared)
        ranked = "=" + rank_formula(figure, _range(row + 5), model.better)
        sheet.write_formula(rank, ranked, None, _stored(ranks[bid]))


BOOKS = {
    "scoring_rules": _rule_sheet,
    "scoring_roundings": _rounding_sheet,
    "scoring_combinations": _combination_sheet,
}
register_workbook("scoring_rules", lambda: _book(_rule_sheet))
register_workbook("scoring_roundings", lambda: _book(_rounding_sheet))
register_workbook("scoring_combinations", lambda: _book(_combination_sheet))


@pytest.mark.parametrize("name", BOOKS)
def test_a_spreadsheet_calculates_what_we_calculate(office: OfficeWorkbooks, name: str) -> None:
    """To 1e-12; a rounding of 1e9 to two decimals that went the other way would differ by 1e-11 of itself."""
    assert office.differences(name, relative=1e-12, absolute=1e-12) == []


def test_every_rule_and_combination_there_is_stands_in_the_workbooks() -> None:
    assert {rule.key for rule in _rules()} == set(RULES)
    assert {WeightedPoints.key, LowestTotal.key} == set(COMBINATIONS)


@pytest.mark.parametrize("rule", _rules(), ids=repr)
def test_the_explanation_of_a_rule_tells_all_there_is_to_know(rule: Rule) -> None:
    """The same rule can be made again from its key and the values that are published of it."""
    code, values = rule.explain()
    made_again: Callable[..., Rule] = RULES[code.removeprefix("rule.")]
    assert made_again(**values) == rule
    assert set(rule.parameters()) <= set(values)


@pytest.mark.parametrize("rule", _rules(), ids=repr)
def test_a_formula_holds_addresses_and_no_number_of_the_rule(rule: Rule) -> None:
    addresses = {name: f"$Q${row}" for row, name in enumerate(rule.parameters(), start=1)}
    formula = rule.formula("B3", "$B$4:$H$4", "B2", addresses)
    tokens = Tokenizer("=" + formula).items
    assert all(address in formula for address in addresses.values())
    # 0 is where clipping and the guard stand, 100 turns per cent into a share.
    assert {token.value for token in tokens if token.subtype == "NUMBER"} <= {"0", "100"}


@pytest.mark.parametrize("mode", MODES)
def test_the_explanation_of_a_rounding_tells_all_there_is_to_know(mode: RoundingMode) -> None:
    rounding = Rounding(mode, 0 if mode == "none" else 2)
    code, values = rounding.explain()
    parameters: Mapping[str, Any] = values
    assert Rounding(code.removeprefix("rounding."), **parameters) == rounding  # type: ignore[arg-type]


@pytest.mark.parametrize("model", _weighted_models(), ids=str)
def test_the_explanation_of_a_weighted_sum_tells_all_there_is_to_know(model: WeightedPoints) -> None:
    code, values = model.explain()
    assert code == "combination.weighted_points"
    assert values["weights"] == dict(model.weights)
    assert values["effective"] == dict(model.effective)
    for step in ("round_points", "round_weighted", "round_total"):
        assert values[step] == getattr(model, step).explain()


def test_only_functions_that_every_office_suite_has_are_used() -> None:
    addresses = dict.fromkeys(("scale", "slope", "full_at", "zero_at", "scale_maximum"), "$Q$1")
    formulas = [rule.formula("B3", "$B$4:$H$4", "B2", addresses) for rule in _rules()]
    formulas += [Rounding(mode, 2).formula("B3") for mode in MODES]
    formulas += [
        comparison_cell_formula("B3", "B2"),
        rank_formula("B3", "$B$3:$H$3", "lower"),
        peer_formula("B3", "B2"),
    ]
    for model in _weighted_models():
        formulas += [
            model.points_formula("B3"),
            model.weighted_formula("A3", "B3"),
            model.formula(["B3", "B4"]),
        ]
    tokens = [token for formula in formulas for token in Tokenizer("=" + formula).items]
    used = {token.value.rstrip("(") for token in tokens if (token.type, token.subtype) == ("FUNC", "OPEN")}
    assert used <= ALLOWED
