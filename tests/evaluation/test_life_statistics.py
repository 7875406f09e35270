"""What a claimed life means, what a test proves, and how often pieces fail: published figures, and laws."""

from fractions import Fraction
from math import exp, factorial

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluation.failures import expected_repairs, expected_replacements, success_run_life, success_run_units
from evaluation.life_statistics import (
    PUBLISHED_SHAPES,
    Weibull,
    as_mean,
    converted,
    from_failures,
    from_quantile,
    from_two_quantiles,
)
from evaluation.service_life import ServiceLifeFactors, estimated_service_life

shapes = st.floats(0.5, 20)
lives = st.floats(0.1, 1000)
shares = st.floats(0.01, 0.99)
statistics = st.sampled_from(["mean", "median", "b10"])


# ---------------------------------------------------------------------------------------- published figures
def test_weibull_complete_data_set_of_slightlynybbled() -> None:
    """Ranges asserted by github.com/slightlynybbled/weibull, dcf18c1, tests.py, test_complete_dataset."""
    hours = [9402.7, 6082.4, 13367.2, 10644.6, 8632.0, 3043.4, 12860.2, 1034.5, 2550.9, 3637.1]
    found = from_failures(hours)
    assert 1.345 <= float(np.asarray(found.shape)) <= 1.355
    assert 8100 <= float(np.asarray(found.scale)) <= 8160
    assert 1500 <= float(found.b10) <= 1600
    assert 7400 <= float(found.mean) <= 7500


def test_success_run_of_slightlynybbled() -> None:
    """github.com/slightlynybbled/weibull, dcf18c1, tests.py, test_design: 21.5 to 22 units, 10,500 to 10,700 hours.

    ln(0.1) / ln(0.9) = 21.854345 at the claimed life; with 20 units 10,000 x (21.854345 / 20)^(1/1.5) = 10,608.937.
    """
    size = success_run_units(0.9, 0.9, 10_000, 10_000, 1.5)
    assert float(size.exact) == pytest.approx(21.854345, abs=0.001)
    assert float(size.whole) == 22
    assert float(success_run_life(0.9, 0.9, 10_000, 20, 1.5)) == pytest.approx(10608.937, abs=0.001)


@pytest.mark.parametrize(
    ("reliability", "confidence", "units"), [(0.9, 0.9, 22), (0.9, 0.5, 7), (0.8, 0.8, 8)]
)
def test_success_run_at_the_claimed_life(reliability: float, confidence: float, units: int) -> None:
    """ln(1 - C) / ln(R), by hand: 21.85, 6.58 and 7.21 units; the shape does not matter at the claimed life."""
    assert float(success_run_units(reliability, confidence, 10, 10, 3.0).whole) == units


def test_weibull_of_two_quantiles_as_in_pv_ice() -> None:
    """Formula and quantiles of github.com/NREL/PV_ICE, 378a012a, weibull_params and baseline_module_test.csv."""
    found = from_two_quantiles(0.5, 10, 0.9, 15)
    assert float(np.asarray(found.shape)) == pytest.approx(2.96091, abs=1e-4)
    assert float(np.asarray(found.scale)) == pytest.approx(11.31771, abs=1e-4)
    assert float(found.mean) == pytest.approx(10.1007, abs=1e-4)


@pytest.mark.parametrize(("loss", "mean", "b10"), [("regular_loss", 27.7, 19.7), ("early_loss", 26.6, 12.2)])
def test_mean_and_b10_of_photovoltaic_modules_as_of_irena(loss: str, mean: float, b10: float) -> None:
    """IRENA and IEA-PVPS (2016): a scale of 30 years and the two shapes; mean and B10 by hand to 0.1 year."""
    life = Weibull(PUBLISHED_SHAPES[loss], 30)
    assert float(life.mean) == pytest.approx(mean, abs=0.05)
    assert float(life.b10) == pytest.approx(b10, abs=0.06)


def test_factor_method_of_iso_15686_8() -> None:
    """Method of clause 6; the figures are our own: 15 x 1.2 x 0.9 x 0.9 x 0.8 x 1.1 = 12.8304."""
    factors = ServiceLifeFactors(
        component_quality=1.2,
        work_execution=0.9,
        outdoor_environment=0.9,
        in_use_conditions=0.8,
        maintenance_level=1.1,
    )
    assert float(estimated_service_life(15, factors)) == pytest.approx(12.8304, abs=1e-4)


# ------------------------------------------------------------------------------------ one statistic as another
def test_at_a_shape_of_one_the_life_is_exponential() -> None:
    """Median = mean x ln 2 = 6.931, B10 = mean x -ln 0.9 = 1.0536."""
    assert float(converted(10, "mean", "median", 1)) == pytest.approx(6.931472)
    assert float(converted(10, "mean", "b10", 1)) == pytest.approx(1.053605)


def test_each_bid_may_state_its_own_statistic_and_a_blank_one_has_no_mean() -> None:
    found = as_mean([10.0, 1.053605, 10.0, np.nan], ["mean", "b10", None, "mean"], 1.0)
    assert found[:2] == pytest.approx(10.0, rel=1e-6)
    assert np.isnan(found[2:]).all()


@given(lives, statistics, statistics, shapes)
def test_a_life_converted_there_and_back_is_the_same(
    value: float, one: str, other: str, shape: float
) -> None:
    there = converted(value, one, other, shape)
    assert float(converted(there, other, one, shape)) == pytest.approx(value, rel=1e-9)


@given(lives, shapes, statistics)
def test_the_statistics_of_a_distribution_are_those_that_it_is_converted_to(
    scale: float, shape: float, statistic: str
) -> None:
    life = Weibull(shape, scale)
    stated = {"mean": life.mean, "median": life.median, "b10": life.b10}
    assert float(as_mean(stated[statistic], statistic, shape)) == pytest.approx(float(life.mean), rel=1e-9)


@given(lives, shapes)
def test_one_in_ten_has_failed_before_half_have(scale: float, shape: float) -> None:
    life = Weibull(shape, scale)
    assert float(life.b10) <= float(life.median)
    assert float(life.failed(life.b10)) == pytest.approx(0.1)
    assert float(life.failed(life.median)) == pytest.approx(0.5)


@given(lives, shapes, st.floats(0.02, 0.5), st.floats(0.51, 0.98))
def test_two_points_of_a_distribution_give_it_back(
    scale: float, shape: float, early: float, late: float
) -> None:
    life = Weibull(shape, scale)
    found = from_two_quantiles(early, life.life_at(early), late, life.life_at(late))
    assert float(np.asarray(found.shape)) == pytest.approx(shape, rel=1e-6)
    assert float(np.asarray(found.scale)) == pytest.approx(scale, rel=1e-6)


@given(lives, shapes, shares)
def test_one_point_and_the_shape_give_it_back(scale: float, shape: float, share: float) -> None:
    life = Weibull(shape, scale)
    assert float(np.asarray(from_quantile(share, life.life_at(share), shape).scale)) == pytest.approx(scale)


def test_the_mean_is_the_area_under_the_share_that_still_works() -> None:
    """By trapezes over 100,000 steps, of a shape of 1.7 and a scale of 8 years."""
    life = Weibull(1.7, 8.0)
    years = np.linspace(0, 100, 100_001)
    assert float(life.mean) == pytest.approx(float(np.trapezoid(1 - life.failed(years), years)), rel=1e-6)


# ------------------------------------------------------------------------------------------- what a test proves
@given(shares, shares, st.floats(0.2, 5), shapes, st.floats(1, 5))
def test_more_testing_never_needs_more_units(
    reliability: float, confidence: float, tested: float, shape: float, longer: float
) -> None:
    less = success_run_units(reliability, confidence, 1.0, tested, shape)
    more = success_run_units(reliability, confidence, 1.0, tested * longer, shape)
    assert float(more.exact) <= float(less.exact) * (1 + 1e-12)
    assert float(more.whole) <= float(less.whole)


@given(shares, shares, st.floats(1, 1.5), st.floats(0.5, 5))
def test_whole_units_are_never_too_few_and_less_than_one_too_many(
    reliability: float, confidence: float, over: float, shape: float
) -> None:
    size = success_run_units(reliability, confidence, over, 1.0, shape)
    assert float(size.whole) >= max(1.0, float(size.exact) - 1e-8)
    assert float(size.whole) < max(1.0, float(size.exact)) + 1


@given(st.sampled_from([0.5, 0.9, 0.99]), st.integers(1, 30), st.floats(1, 3))
def test_units_that_ran_long_enough_prove_the_claim(reliability: float, units: int, shape: float) -> None:
    long_enough = success_run_life(reliability, 0.9, 10.0, units, shape)
    assert float(success_run_units(reliability, 0.9, 10.0, long_enough, shape).exact) == pytest.approx(units)


def test_a_whole_number_that_binary_sums_miss_by_a_hair_is_not_rounded_up() -> None:
    """With R = 0.8, C = 1 - 0.8^2 = 0.36 needs two units, though ln 0.64 / ln 0.8 is a hair above 2."""
    assert float(success_run_units(0.8, 0.36, 10, 10, 2).whole) == 2


def test_a_test_has_one_piece_at_least() -> None:
    """In figures: ln 0.5 / ln 0.1 = 0.301."""
    size = success_run_units(0.1, 0.5, 10, 10, 2)
    assert float(size.exact) == pytest.approx(0.301, abs=0.001)
    assert float(size.whole) == 1


# ------------------------------------------------------------------------------------- failures in the contract
def replacements_by_series(scales: Fraction, shape: int) -> float:
    """Smith and Leadbetter (1963), Technometrics 5, 393-396: the power series of the renewal function, exactly."""
    gamma = [Fraction(factorial(k * shape), factorial(k)) for k in range(80)]
    terms, total = [Fraction(0)], Fraction(0)
    for k in range(1, 80):
        terms.append(gamma[k] - sum(gamma[j] * terms[k - j] for j in range(1, k)))
        total += (-1) ** (k - 1) * terms[k] * scales ** (k * shape) / factorial(k * shape)
    return float(total)


@pytest.mark.parametrize("shape", [1, 2, 3, 5])
@pytest.mark.parametrize("scales", ["1/10", "1/2", "1", "3/2"])
def test_replacements_are_those_of_the_series_of_smith_and_leadbetter(shape: int, scales: str) -> None:
    """Within the stated 0.005 %."""
    expected = replacements_by_series(Fraction(scales), shape)
    found = expected_replacements(float(Fraction(scales)) * 8.0, Weibull(float(shape), 8.0))
    assert float(found) == pytest.approx(expected, rel=5e-5)


def test_pieces_that_fail_by_chance_are_replaced_once_in_a_mean_life() -> None:
    """A shape of 1 is the Poisson process: t / scale, exactly, at any length."""
    durations = np.array([0.0, 1.0, 7.0, 50.0])
    assert expected_replacements(durations, Weibull(1.0, 5.0)) == pytest.approx(durations / 5, rel=5e-5)


def test_in_the_long_run_pieces_are_replaced_once_in_a_mean_life_from_a_known_start() -> None:
    """m(t) tends to t/mean + (variance/mean^2 - 1)/2 (Cox 1962). Shape 2, scale 1: mean 0.886227, variance 0.214602.

    20 / 0.886227 + (0.273240 - 1) / 2 = 22.567583 - 0.363380 = 22.204203.
    """
    assert float(expected_replacements(20, Weibull(2.0, 1.0))) == pytest.approx(22.204203, rel=5e-5)


def test_replacements_of_a_shape_between_whole_ones_are_those_of_a_drawn_fleet() -> None:
    """400,000 pieces of shape 1.5 and scale 4 over 6 years, seed 7: the mean count within 4 standard errors."""
    draws = 4.0 * np.random.default_rng(7).weibull(1.5, size=(400_000, 25))
    counts = (draws.cumsum(axis=1) <= 6.0).sum(axis=1)
    error = counts.std() / np.sqrt(len(counts))
    assert abs(float(expected_replacements(6.0, Weibull(1.5, 4.0))) - counts.mean()) < 4 * error


def test_repairs_that_leave_a_piece_as_old_are_those_of_the_cumulative_hazard() -> None:
    """Shape 2, scale 10 years, 20 years: (20/10)^2 = 4 repairs a piece, 400 of a hundred pieces."""
    assert 100 * float(expected_repairs(20, Weibull(2.0, 10.0))) == pytest.approx(400)


@given(st.floats(0.01, 5), st.floats(1, 6))
def test_where_pieces_wear_replacing_them_means_no_more_failures_than_repairing_them(
    scales: float, shape: float
) -> None:
    """A new piece is younger; and there is one failure at least for each piece that has failed at all."""
    life = Weibull(shape, 1.0)
    replaced = float(expected_replacements(scales, life))
    assert replaced <= float(expected_repairs(scales, life)) * (1 + 5e-5)
    assert replaced >= float(life.failed(scales)) * (1 - 5e-5)


@given(st.floats(0.5, 6), st.floats(0.01, 3), st.floats(1, 2))
def test_a_longer_contract_never_has_fewer_replacements(shape: float, scales: float, longer: float) -> None:
    short, long = expected_replacements([scales, scales * longer], Weibull(shape, 1.0))
    assert short <= long * (1 + 5e-5)


def test_replacements_keep_the_shape_of_what_they_are_asked_for_and_what_is_missing() -> None:
    found = expected_replacements([[6.0, np.nan], [0.0, 6.0]], Weibull(2.0, 3.0))
    assert found.shape == (2, 2)
    assert found[0, 0] == found[1, 1]
    assert found[1, 0] == 0
    assert np.isnan(found[0, 1])
    assert float(found[0, 0]) == pytest.approx(replacements_by_series(Fraction(2), 2), rel=5e-5)


def test_a_piece_that_is_repaired_has_its_first_failure_when_one_that_is_not_has_its_only_one() -> None:
    """Minimal repairs are a Poisson process: none by 5 years with chance exp(-(5/10)^2) = 0.778801."""
    life = Weibull(2.0, 10.0)
    assert exp(-float(expected_repairs(5, life))) == pytest.approx(0.778801, abs=1e-6)
    assert 1 - float(life.failed(5)) == pytest.approx(0.778801, abs=1e-6)


# ----------------------------------------------------------------------------------- what is outside its range
@pytest.mark.parametrize(
    ("call", "named"),
    [
        (lambda: Weibull(0.0, 10), "shape"),
        (lambda: Weibull(2, [3.0, 0.0]), "scale"),
        (lambda: Weibull(2, np.inf), "scale"),
        (lambda: Weibull(2, 10).life_at(1.0), "failed"),
        (lambda: from_quantile(0.0, 10, 2), "failed"),
        (lambda: from_quantile(0.1, -1, 2), "life"),
        (lambda: from_two_quantiles(0.9, 10, 0.5, 15), "second_failed"),
        (lambda: from_two_quantiles(0.5, 15, 0.9, 10), "second_life"),
        (lambda: from_failures([3.0]), "lives"),
        (lambda: from_failures([3.0, 3.0]), "lives"),
        (lambda: as_mean(-1, "mean", 2), "value"),
        (lambda: as_mean(10, "mode", 2), "statistic"),
        (lambda: as_mean(10, "mean", 1000), "shape"),
        (lambda: success_run_units(1.0, 0.9, 10, 10, 2), "reliability"),
        (lambda: success_run_units(0.9, 0.0, 10, 10, 2), "confidence"),
        (lambda: success_run_units(0.9, 0.9, 0, 10, 2), "claimed_life"),
        (lambda: success_run_units(0.9, 0.9, 10, 0, 2), "tested_life"),
        (lambda: success_run_life(0.9, 0.9, 10, 0, 2), "units"),
        (lambda: expected_repairs(-1, Weibull(2, 10)), "duration"),
        (lambda: expected_replacements(501, Weibull(2, 10)), "duration"),
        (lambda: expected_replacements(5, Weibull(0.4, 10)), "shape"),
        (lambda: estimated_service_life(-1, ServiceLifeFactors()), "reference_life"),
        (
            lambda: estimated_service_life(15, ServiceLifeFactors(in_use_conditions=0.7)),
            "in_use_conditions",
        ),
        (
            lambda: estimated_service_life(15, ServiceLifeFactors(design_level=1.15), band=(0.9, 1.1)),
            "design_level",
        ),
    ],
)
def test_what_is_outside_its_range_is_named(call: object, named: str) -> None:
    assert callable(call)
    with pytest.raises(ValueError, match=rf"^{named} "):
        call()


def test_what_is_missing_stays_missing() -> None:
    nan = np.nan
    unknown = Weibull(nan, 10.0)
    missing = [
        unknown.mean, unknown.median, unknown.b10, unknown.failed(5), Weibull(2, nan).failed(5),
        from_two_quantiles(0.5, nan, 0.9, 15).mean, from_quantile(0.5, 10, nan).mean,
        from_failures([1.0, 2.0, nan]).mean, as_mean(nan, "mean", 2), as_mean(10, np.nan, 2),
        success_run_units(0.9, nan, 10, 10, 2).exact, success_run_units(0.9, 0.9, nan, 10, 2).whole,
        expected_repairs(nan, Weibull(2, 10)), expected_replacements(nan, Weibull(2, 10)),
        expected_replacements(5, unknown), estimated_service_life(nan, ServiceLifeFactors()),
        estimated_service_life(15, ServiceLifeFactors(maintenance_level=nan)),
    ]  # fmt: skip
    assert all(np.isnan(each).all() for each in missing)
