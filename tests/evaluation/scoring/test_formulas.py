"""Points, formula and explanation are one thing: every rule, rounding and combination against LibreOffice.

The workbooks hold what we calculate as the stored value of each formula; the office suite calculates the
formulas again, and no cell may differ.
"""

import io
import itertools
from collections import defaultdict
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any, get_args

import numpy as np
import numpy.typing as npt
import pytest
import xlsxwriter
from openpyxl.formula import Tokenizer
from xlsxwriter.utility import xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from evaluation.scoring.combination import FixedAmounts, LowestTotal, WeightedPoints
from evaluation.scoring.combinations import COMBINATIONS
from evaluation.scoring.price_model import PriceModel
from evaluation.scoring.price_models import (
    FeatureCoefficient,
    PercentageDeduction,
    PercentageSurcharge,
    QualityThenPrice,
)
from evaluation.scoring.price_ratios import QualityPerPrice, UtilityIndex
from evaluation.scoring.ranking import comparison_cell_formula, competition_ranks, rank_formula
from evaluation.scoring.rounding import MODES, Rounding, RoundingMode, comparison_formula, for_comparison
from evaluation.scoring.rule import Clip, Rule
from evaluation.scoring.rules import (
    RULES,
    AmountBrackets,
    AmountCurve,
    AmountForQuality,
    AmountPerUnit,
    BestRatio,
    Brackets,
    Curve,
    EscalatingInterval,
    EscalatingSlope,
    FixedInterval,
    JudgedPoints,
    LinearOverBest,
    Logarithmic,
    LowestCost,
    MinMax,
    OverCenter,
    peer_formula,
)
from evaluation.scoring.tables import Basis, TableRow
from tests.office import OfficeWorkbooks, register_workbook

FloatArray = npt.NDArray[np.float64]
BoolArray = npt.NDArray[np.bool_]
BIDS = 7
ALLOWED = {
    "SUM", "SUMIF", "SUMPRODUCT", "MIN", "MAX", "AVERAGE", "MEDIAN", "RANK", "ROUND", "ROUNDUP", "ROUNDDOWN",
    "INT", "IF", "AND", "OR", "INDEX", "MATCH", "VLOOKUP", "LN", "EXP", "ISNUMBER",
}  # fmt: skip
# Open at both ends; edges that belong below, above, and to a single value between; the last is a gap from 120 on.
FALLING = (
    TableRow(12, to_value=33, includes="to"),
    TableRow(7.5, from_value=33, to_value=70, includes="neither"),
    TableRow(5, from_value=70, to_value=85.25, includes="both"),
    TableRow(-1, from_value=85.25, to_value=120, includes="to"),
)
GRADES = tuple(TableRow(gives, at, at, "both") for at, gives in ((0, 0), (5, 3), (7, 6), (9, 10)))
KNEE = (TableRow(11, 20), TableRow(8, 80), TableRow(0, 140.5))
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
            EscalatingSlope(direction="lower", scale=100, slope=30, slope_step=10, slope_most=200, clip=clip),
            EscalatingSlope(direction="lower", scale=10, slope=30, slope_step=0, slope_most=150, clip=clip),
            EscalatingSlope(direction="higher", scale=10, slope=5, slope_step=12.5, slope_most=60, clip=clip),
            EscalatingInterval(
                direction="lower", scale=100, full_at=0, zero_at=40, zero_step=15.5, zero_most=110, clip=clip
            ),
            EscalatingInterval(
                direction="higher", scale=10, full_at=120, zero_at=80, zero_step=30, zero_most=-5, clip=clip
            ),
            MinMax(direction="lower", scale=10, clip=clip),
            MinMax(direction="higher", scale=8, clip=clip),
            Logarithmic(direction="lower", scale=100, zero_multiple=2, clip=clip),
            Logarithmic(direction="higher", scale=10, zero_multiple=3.5, clip=clip),
            OverCenter(direction="lower", scale=100, center="mean", center_points=50, slope=50, clip=clip),
            OverCenter(direction="higher", scale=10, center="median", center_points=6, slope=80, clip=clip),
            Brackets(direction="lower", scale=10, rows=FALLING, clip=clip),
            Brackets(direction="higher", scale=10, rows=GRADES, clip=clip),
            *(
                Curve(direction="lower", scale=10, rows=KNEE, basis=basis, clip=clip)
                for basis in get_args(Basis)
            ),
        ]
    return [
        *rules,
        AmountPerUnit(direction="lower", unit_amount=1.5, zero_at=40),
        AmountPerUnit(direction="higher", unit_amount=250, zero_at=0, amount_most=9_000),
        AmountForQuality(full_amount=2_500, scale_maximum=10),
        AmountForQuality(full_amount=2_500, scale_maximum=10, form="surcharge"),
        AmountBrackets(direction="lower", rows=FALLING[:3], form="deduction"),
        AmountBrackets(direction="lower", rows=GRADES, form="surcharge"),
        AmountCurve(direction="lower", rows=KNEE),
        AmountCurve(direction="higher", rows=KNEE, form="surcharge"),
    ]


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
    erst: Mapping[str, Any] = {
        "round_points": Rounding("half_up", 2),
        "round_weighted": Rounding("half_up", 0),
    }
    return [*models, WeightedPoints(TREE, **erst, round_total=Rounding("half_even", 0))]


def _price_models() -> list[PriceModel]:
    """Every price model, unrounded and rounded at each step, two prices and two qualities."""
    gives: Mapping[str, Any] = {"price": "amount", "a": "points", "b": "points", "running": "amount"}
    by_all = {"price": Decimal(40), "running": Decimal("12.5"), "a": Decimal(30), "b": Decimal("17.5")}
    by_quality = {"a": Decimal(65), "b": Decimal(35)}
    steps: Mapping[str, Any] = {
        "round_points": Rounding("half_up", 1), "round_points_of": {"b": Rounding("cut_off", 0)},
        "round_weighted": Rounding("half_even", 2), "round_quality": Rounding("up", 1), "round_total": Rounding("half_up", 2),
    }  # fmt: skip
    found: list[PriceModel] = []
    plain: Mapping[str, Any] = {}
    for how in (plain, steps):
        common: Mapping[str, Any] = {"gives": gives, "scale": 10, **how}
        found += [
            PercentageSurcharge(**common, weights=by_all),
            PercentageDeduction(**common, percents={"a": 12, "b": 7.5}),
            QualityPerPrice(**common, weights=by_quality, ratio_factor=1_000_000),
            QualityPerPrice(**common, weights=by_quality, ratio_factor=1e6, band=6, band_by="price"),
            QualityPerPrice(**common, weights=by_quality, ratio_factor=1e6, band=9.5, band_by="quality"),
            UtilityIndex(**common, weights=by_all),
            FeatureCoefficient(**common, percents={"a": 20, "b": 15}),
            FeatureCoefficient(
                **{**common, "gives": {k: v for k, v in gives.items() if k != "running"}},
                percents={"a": 20, "b": 15},
            ),
            QualityThenPrice(**common, weights=by_quality),
        ]
    return found


def _price_model_sheet(sheet: Worksheet) -> None:
    """Raw points and amounts, parts, the model's lines with those of the admitted bids, and totals, all live."""
    draw = np.random.default_rng(20_260_304)
    row = 0
    for model in _price_models():
        leaves = model.leaves
        raw = np.round(draw.uniform(0, 10, (len(leaves), BIDS)), 2)
        for leaf in model.price_leaves:
            raw[leaves.index(leaf)] = np.round(draw.uniform(900, 1_100, BIDS))
        raw[leaves.index("a"), 3] = np.nan
        raw[leaves.index("price"), 5] = -2_000.0
        raw[:, 6] = raw[:, 0]
        admitted = np.arange(BIDS) != 1
        # A price of 0 or less is no price for anyone where the lowest is read.
        admitted[5] = model.key != "utility_index"
        row = _price_model_rows(sheet, row, model, raw, admitted)
        if isinstance(model, QualityPerPrice) and model.band:
            # Bids on the edge of the band at prices that are not exact in binary, and a best result below 0 and of 0.
            edge = np.tile([[901.7], [10], [10], [0]], BIDS)
            edge[1:3, 1::2] = 10 - model.band / 10
            edge[0] += np.repeat(np.arange(BIDS), 2)[:BIDS]
            sunk = edge * [[1], [-1], [-1], [1]]
            for values in (edge, sunk, np.where(np.arange(BIDS) % 3, sunk, edge * [[1], [0], [0], [1]])):
                row = _price_model_rows(sheet, row, model, values, np.ones(BIDS, dtype=bool))


def _price_model_rows(
    sheet: Worksheet, row: int, model: PriceModel, raw: FloatArray, admitted: BoolArray
) -> int:
    """Write one price model from a row on and return the next free row."""
    numbers = {"scale": model.scale, **model.parameters()}
    numbers |= {f"weight:{path}": float(w) for path, w in model.effective.items()}
    numbers |= {f"percent:{path}": percent for path, percent in model.percents.items()}
    cells = {}
    for column, (name, number) in enumerate(numbers.items()):
        sheet.write_number(row, column, number)
        cells[name] = xl_rowcol_to_cell(row, column, row_abs=True, col_abs=True)
    _write_values(sheet, row + 1, admitted.astype(float))
    points, weighted, lines = model.published_points(raw), model.weighted(raw), model.lines(raw, admitted)
    at: list[dict[str, str]] = [dict(cells) for _ in range(BIDS)]
    is_in = [xl_rowcol_to_cell(row + 1, 1 + bid) for bid in range(BIDS)]
    row += 2
    for n, leaf in enumerate(model.leaves):
        _write_values(sheet, row, raw[n])
        for bid in range(BIDS):
            given, rounded, part = (xl_rowcol_to_cell(row + down, 1 + bid) for down in range(3))
            if leaf in model.price_leaves:
                at[bid][f"part:{leaf}"] = given
                continue
            sheet.write_formula(
                rounded, "=" + model.points_formula(given, leaf), None, _stored(points[n, bid])
            )
            formula = model.part_formula(leaf, rounded, cells)
            sheet.write_formula(part, "=" + formula, None, _stored(weighted[n, bid]))
            at[bid][f"part:{leaf}"] = part
        row += 3
    for name in (*model.line_names, "total"):
        for bid in range(BIDS):
            line, peer = (xl_rowcol_to_cell(row + down, 1 + bid) for down in range(2))
            sheet.write_formula(
                line, "=" + model.line_formula(name, at[bid]), None, _stored(lines[name][bid])
            )
            known = _stored(lines[name][bid]) if admitted[bid] else ""
            sheet.write_formula(peer, "=" + peer_formula(line, is_in[bid]), None, known)
        for bid in range(BIDS):
            at[bid] |= {name: xl_rowcol_to_cell(row, 1 + bid), f"{name}_peers": _range(row + 1)}
        row += 2
    return row + 1


def _combination_sheet(sheet: Worksheet) -> None:
    """Weights, points, points weighted, totals, figures compared and ranks, live from top to bottom."""
    draw = np.random.default_rng(20_260_303)
    row = 0
    lowest: list[WeightedPoints | LowestTotal] = [
        LowestTotal(),
        LowestTotal(round_total=Rounding("up", 0)),
        FixedAmounts(Rounding("cut_off", 1)),
    ]
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
    sheet: Worksheet, row: int, model: WeightedPoints | LowestTotal, of_bids: tuple[FloatArray, BoolArray]
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
    "scoring_price_models": _price_model_sheet,
}
register_workbook("scoring_rules", lambda: _book(_rule_sheet))
register_workbook("scoring_roundings", lambda: _book(_rounding_sheet))
register_workbook("scoring_combinations", lambda: _book(_combination_sheet))
register_workbook("scoring_price_models", lambda: _book(_price_model_sheet))


@pytest.mark.parametrize("name", BOOKS)
def test_a_spreadsheet_calculates_what_we_calculate(office: OfficeWorkbooks, name: str) -> None:
    """To 1e-12; a rounding of 1e9 to two decimals that went the other way would differ by 1e-11 of itself."""
    assert office.differences(name, relative=1e-12, absolute=1e-12) == []


def test_every_rule_and_combination_there_is_stands_in_the_workbooks() -> None:
    assert {rule.key for rule in _rules()} == set(RULES)
    sums = {WeightedPoints.key, LowestTotal.key, FixedAmounts.key}
    assert sums | {model.key for model in _price_models()} == set(COMBINATIONS)


@pytest.mark.parametrize(
    "rule", _rules(), ids=lambda rule: f"{rule.key}-{rule.direction}-{getattr(rule, 'clip', '')}"
)
def test_the_explanation_of_a_rule_tells_all_there_is_to_know(rule: Rule) -> None:
    """The same rule can be made again from its key and the values that are published of it."""
    code, explained = rule.explain()
    values: Mapping[str, Any] = explained
    made_again: Callable[..., Rule] = RULES[code.removeprefix("rule.")]
    assert made_again(**values) == rule
    of_table = {
        f"{part}_{n}" for n in range(1, len(values.get("rows", ())) + 1) for part in ("from", "to", "gives")
    }
    assert set(rule.parameters()) - of_table <= set(values)


@pytest.mark.parametrize(
    "rule", _rules(), ids=lambda rule: f"{rule.key}-{rule.direction}-{getattr(rule, 'clip', '')}"
)
def test_a_formula_holds_addresses_and_no_number_of_the_rule(rule: Rule) -> None:
    addresses = {name: f"$Q${row}" for row, name in enumerate(rule.parameters(), start=1)}
    formula = rule.formula("B3", "$B$4:$H$4", "B2", addresses)
    tokens = Tokenizer("=" + formula).items
    # Points of a table or around a centre reach the scale only where they are held below it.
    is_free = rule.key in ("brackets", "curve", "over_center") and getattr(rule, "clip", "") in (
        "none",
        "bottom",
    )
    used = {token.value for token in tokens if token.subtype == "RANGE"}
    assert {address for name, address in addresses.items() if name != "scale" or not is_free} <= used
    # 0 is where clipping and the guard stand, 100 turns per cent into a share.
    # 1 is the start of a share or of a comparison with itself, 9 the decimals that edges are compared in.
    assert {token.value for token in tokens if token.subtype == "NUMBER"} <= {"0", "1", "9", "100"}


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
    formulas = [
        rule.formula("B3", "$B$4:$H$4", "B2", dict.fromkeys(rule.parameters(), "$Q$1")) for rule in _rules()
    ]
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
    for price_model in _price_models():
        formulas += [price_model.points_formula("B3", leaf) for leaf in price_model.quality_leaves]
        cells: dict[str, str] = defaultdict(lambda: "$B$9")
        formulas += [price_model.part_formula(leaf, "B3", cells) for leaf in price_model.quality_leaves]
        formulas += [price_model.line_formula(name, cells) for name in (*price_model.line_names, "total")]
    tokens = [token for formula in formulas for token in Tokenizer("=" + formula).items]
    used = {token.value.rstrip("(") for token in tokens if (token.type, token.subtype) == ("FUNC", "OPEN")}
    assert used <= ALLOWED
