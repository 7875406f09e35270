"""Every model there is, from one tender: its points, its live formulas in an office suite, and its published words."""

import re
from collections.abc import Mapping
from functools import cache

import numpy as np
import pytest

from documents.matrix import build_matrix
from documents.matrix.book import Key
from evaluation.codes import CODES
from evaluation.scoring import AMOUNT_RULES, COMBINATIONS, RULES
from evaluation.tender_checks import tender_faults
from tests.documents.changed_numbers import Matrix, differences
from tests.documents.matrix_changes import with_numbers
from tests.documents.model_cases import LOT_OF, every_model
from tests.office import OfficeWorkbooks, register_workbook
from texts import LANGUAGES
from texts.numbers import exact
from texts.published_model import combination_text, rule_text, thresholds_text


@cache
def models() -> Matrix:
    case = every_model()
    done = case.evaluated()
    return case, done, build_matrix(done, "da")


def input_of(name: str, field: str, bid: str) -> Key:
    """Return the key of a bidder's number in the lot of a model."""
    lot = LOT_OF[name]
    inputs = models()[1].lots[lot].inputs
    table, of = field.split(".")
    at = (inputs["table"] == table) & (inputs["field"] == of) & (inputs["bid"] == bid)
    return ("input", lot, int(inputs.index[at][0]))


def changes() -> Mapping[Key, float]:
    """Return other numbers for yellow cells of every model at once; beta comes over its thresholds, gamma over a limit."""
    of_rule = {
        ("linear_escalating", "first", "slope"): 15, ("linear_escalating", "first", "slope_step"): 7.5,
        ("linear_escalating", "first", "slope_most"): 35, ("follows", "first", "slope"): 30,
        ("interval_escalating", "first", "zero_at"): 90_000, ("interval_escalating", "first", "zero_step"): 30_000,
        ("interval_escalating", "first", "full_at"): 10_000, ("logarithmic", "first", "zero_multiple"): 3,
        ("mean", "first", "center_points"): 6, ("median", "first", "slope"): 60, ("brackets", "first", "gives_2"): 5,
        ("curve", "first", "from_2"): 800, ("knee", "first", "gives_2"): 7, ("knee", "first", "from_2"): 105,
        ("limits", "test", "least_percent"): 52.5, ("limits", "kg", "least_percent"): 0.5,
        ("limits", "first", "highest_valid"): 120_000, ("limits", "first", "lowest_valid"): 50_000,
        ("limits", "test", "scale_maximum"): 9.5,
        ("fixed_amounts", "kg", "unit_amount"): 15, ("fixed_amounts", "kg", "amount_most"): 5_000,
        ("fixed_amounts", "kg", "zero_at"): 400, ("fixed_amounts", "test", "full_amount"): 25_000,
        ("fixed_amounts", "service", "full_amount"): 4_000, ("fixed_amounts", "grade", "gives_2"): 3_500,
        ("fixed_amounts", "bound", "gives_1"): 8_000, ("fixed_amounts", "bound", "from_2"): 550,
        ("percentage_deduction", "test", "most_percent"): 12, ("feature_coefficient", "test", "most_percent"): 25,
        ("feature_coefficient", "running", "unit_amount"): 4, ("quality_then_price", "test", "least_percent"): 55,
    }  # fmt: skip
    found: dict[Key, float] = {
        ("rule", LOT_OF[name], *rest): float(v) for (name, *rest), v in of_rule.items()
    }
    for name, field, value in (
        ("limits", "least_total", 40.0), ("quality_per_price", "ratio_factor", 500_000.0), ("band", "ratio_band", 9.5),
        ("quality_then_price", "least_total", 50.0), ("utility_index", "scale", 12.0), ("best_ratio", "scale", 8.0),
    ):  # fmt: skip
        found["model", LOT_OF[name], field] = value
    for name in ("percentage_surcharge", "utility_index"):
        found["weight", LOT_OF[name], "price"] = 50.0
        found["weight", LOT_OF[name], "service"] = 25.0 if name == "percentage_surcharge" else 10.0
    for name in LOT_OF:
        found[input_of(name, "prices.unit_price", "beta")] = 9_980.0
    for name, criterion, bid, points in (
        ("relative_quality", "test", "alfa", 9.5),
        ("relative_quality", "first", "alfa", 9.5),
        ("quality_then_price", "service", "beta", 8.0),
    ):
        start = ("judged", LOT_OF[name], criterion, bid)
        (key,) = (key for key in models()[2].inputs if key[:4] == start)
        found[key] = points
    return found


register_workbook("every_model", lambda: models()[2].content)
register_workbook("every_model_changed", lambda: with_numbers(models()[2], changes()))


def test_the_tender_has_every_rule_and_every_combination_and_no_fault() -> None:
    tender = models()[0].tender
    assert tender_faults(tender) == ()
    assert {c.rule for c in tender.criteria} - {None} == set(CODES["rule"]) == set(RULES) - {"lowest_cost"}
    assert {m.combination for m in tender.models} == set(CODES["combination"]) == set(COMBINATIONS)


def test_a_threshold_takes_a_bid_out_of_every_reference_value() -> None:
    """Beta judged 5.5 of 10 is above 55 %, but its 702 kg give (702 - 650) / (250 - 650) = -13 %, below 30 %.

    Without beta's 96,500 the lowest price is alfa's 104,000, which so gets full points.
    """
    lot = models()[1].lots[LOT_OF["limits"]]
    assert dict(lot.taken_out) == {"beta": "below_threshold"}
    assert lot.points["first"]["alfa"] == 10
    assert lot.ranking == ("alfa", "gamma")


def test_every_formula_recalculates_to_what_the_engine_gives(office: OfficeWorkbooks) -> None:
    assert office.differences("every_model") == []


def test_other_numbers_in_the_yellow_cells_give_what_the_engine_gives(office: OfficeWorkbooks) -> None:
    """Prices, parameters, tables, thresholds and judgements; more than a hundred results move, who stays in as well."""
    wrong, moved = differences(models(), changes(), office["every_model_changed"])
    assert wrong == []
    assert moved > 100


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", LOT_OF)
def test_the_published_text_of_a_model_names_every_number_that_scores(name: str, lang: str) -> None:
    case, done, _ = models()
    model = done.lots[LOT_OF[name]].model
    titles = {leaf.id: leaf.title_da for leaf in model.leaves}
    said = [*combination_text(model.combination.explain(), titles, lang).sentences]
    said += thresholds_text(model.thresholds.explain(), titles, dict.fromkeys(titles, "kg"), lang)
    for path, rule in model.rules.items():
        text = rule_text(rule.explain(), lang, "kg", "kr.")
        said += [text.title, *text.sentences]
        for number in rule.parameters().values():
            assert exact(number, lang) in " ".join(text.sentences), (path, number)
        assert ("kr." in " ".join(text.sentences)) == (rule.key in AMOUNT_RULES - {"lowest_cost"})
    whole = " ".join(said)
    assert not re.search(r"[{}]|\bNone\b|  ", whole)
    numbers = [*model.thresholds.parameters().values(), *getattr(model.combination, "percents", {}).values()]
    numbers += list(getattr(model.combination, "parameters", dict)().values())
    assert all(exact(number, lang) in whole for number in numbers)
    weights = [
        float(c.weight)
        for c in case.tender.in_lot(case.tender.criteria, LOT_OF[name])
        if c.weight is not None
    ]
    assert all(exact(weight, lang) in whole for weight in weights)


def test_the_two_ways_to_a_total_agree_for_each_model() -> None:
    """The totals of gamma by hand: judged 9 and 4 of 10, 131,250 kr., 288 kg and nine years.

    Surcharge 131,250 x (1 + 25/60 x 1/10 + 15/60 x 6/10) = 131,250 x (1 + 1/24 + 0.15); deduction 131,250 x
    (1 - 9 % - 3 %); coefficient 131,250 / (1 + 18/80) + 3 x 288.
    """
    lots = models()[1].lots
    totals = {name: float(lots[LOT_OF[name]].total["gamma"]) for name in LOT_OF}
    assert totals["percentage_surcharge"] == pytest.approx(131_250 * (1 + 1 / 24 + 0.15), rel=1e-12)
    assert totals["percentage_deduction"] == pytest.approx(131_250 * 0.88, rel=1e-12)
    assert totals["feature_coefficient"] == pytest.approx(131_250 / 1.225 + 864, rel=1e-12)
    # Quality 0.7 x 9 + 0.3 x 4 = 7.5 points.
    assert totals["quality_per_price"] == pytest.approx(1e6 * 7.5 / 131_250, rel=1e-12)
    # Q: alfa 2/3 x 0.7 + 1/3 x 0.8 = 11/15, the best; gamma 2/3 x 0.9 + 1/3 x 0.4 = 11/15 too; N = 1.5.
    assert totals["utility_index"] == pytest.approx(96_500 / 131_250, rel=1e-12)
    # 131,250 + 0 (288 is 12 below 300: -150) - 18,000 - 9,000 for nine years - the curve 9,000 x (600 - 288) / 400 + 3,000.
    assert totals["fixed_amounts"] == np.round(131_250 - 150 - 18_000 - 9_000 - 7_020 + 3_000)
