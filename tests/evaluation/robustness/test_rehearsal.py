"""The laws of the rehearsal: what is drawn, what is counted, and that the fast way gives what the plain way gives."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evaluation.robustness.rehearsal import rehearse
from evaluation.robustness.reversal import removal_changes
from evaluation.robustness.statistics import set_statistics
from evaluation.robustness.sweeps import slope_over_spreads, slope_sweep, weight_sweep
from evaluation.robustness.synthetic import BLOCK, Span, blocks, spans, three_bids
from evaluation.robustness.trial import changed, first_by
from evaluation.scoring_model import scoring_model
from evaluation.tender import Tender
from tests.builders import LOT
from tests.evaluation.robustness.trial_tenders import criterion, price, quality, tender, totals

SLOPE = tender(price(50, slope=50), quality(50))
MOVED = {
    "slope": tender(price(40, slope=50), quality(60)),
    "ratio": tender(price(40, "best_ratio"), quality(60)),
    "min_max": tender(price(40, "min_max"), quality(60), acknowledged=("min_max",)),
    "escalating": tender(
        price(40, "linear_escalating", slope=20, slope_step=10, slope_most=100),
        quality(60, rule="best_ratio"),
    ),
    "mean": tender(
        price(40, "over_center", center="mean", center_points=5, slope=50),
        quality(60),
        acknowledged=("over_center",),
    ),
    "logarithm": tender(price(40, "logarithmic", zero_multiple=2, clip="bottom"), quality(60)),
    "interval": tender(
        price(40, "interval_escalating", full_at=50, zero_at=100, zero_step=10, zero_most=200), quality(60)
    ),
    "utility": tender(price(40, None), quality(60), combination="utility_index"),
    "band": tender(
        price(None, None),
        quality(100),
        combination="quality_per_price",
        ratio_band=8.0,
        ratio_band_by="price",
    ),
}


@pytest.mark.parametrize("name", MOVED)
def test_taking_out_only_bids_that_are_read_finds_every_reversal(name: str) -> None:
    """Against a plain loop that takes out each bid of each set and scores what is left by itself."""
    model = scoring_model(MOVED[name], LOT)
    ranges = ([[60.0], [3.0]], [[180.0], [7.0]]), ([[80.0], [0.0]], [[125.0], [10.0]])
    values = np.concatenate([np.random.default_rng(7).uniform(*ends, (300, 2, 4)) for ends in ranges])
    first = first_by(model, values)
    expected = np.zeros(first.shape, dtype=bool)
    for n, one in enumerate(values):
        for bid in np.flatnonzero(~first[n]):
            left = np.delete(np.arange(4), bid)
            expected[n, bid] = changed(first[n][left], first_by(model, one[:, left]))
    assert (removal_changes(model, values, first) == expected).all()
    assert expected.any() == (name != "logarithm")


def test_what_is_drawn_does_not_depend_on_how_much_is_drawn() -> None:
    of = (Span(80, 125, "log"), Span(0, 10, "whole"))
    long = np.concatenate(list(blocks(of, 3, BLOCK + 500, 4)))
    short = np.concatenate(list(blocks(of, 3, 500, 4)))
    assert (long[:500] == short).all()
    assert len(long) == BLOCK + 500
    assert not (long[:500] == long[BLOCK:]).all()
    assert not (np.concatenate(list(blocks(of, 4, 500, 4))) == short).all()


def test_the_same_seed_gives_the_same_rehearsal() -> None:
    one, two, other = (rehearse(SLOPE, LOT, seed=seed, sets=500) for seed in (1, 1, 2))
    assert repr(one.findings) == repr(two.findings)
    assert one.statistics.reversal == two.statistics.reversal
    assert (one.statistics.spread != other.statistics.spread).any()


def test_values_are_drawn_from_what_the_tender_publishes() -> None:
    """Cost 100 with a spread of 50 %: 100/1.5^0.5 = 81.65 to 122.47; an interval of 100 to 300 is widened to 80 to 320."""
    of = tender(
        price(40, slope=50),
        quality(30),
        criterion("waste", 30, "residual_waste", "fixed_interval", full_at=100, zero_at=300),
    )
    cost, judged, waste = spans(of, scoring_model(of, LOT), 100.0)
    assert (cost.low, cost.high) == pytest.approx((81.6497, 122.4745))
    assert (waste.low, waste.high) == pytest.approx((80.0, 320.0))
    drawn = np.concatenate(list(blocks((cost, judged, waste), 1, 2000, 8)))
    assert set(np.unique(drawn[:, 1])) == set(range(11))
    assert cost.low <= drawn[:, 0].min() < 82
    assert 122 < drawn[:, 0].max() <= cost.high


def test_three_invented_bids_are_cheap_and_plain_in_the_middle_and_dear_and_good() -> None:
    model = scoring_model(SLOPE, LOT)
    cost, judged = three_bids(spans(SLOPE, model, 1_000_000.0), model)
    assert list(cost) == sorted(cost)
    assert list(judged) == sorted(judged)
    assert [f"{each:.0f}"[3:] for each in cost if each >= 1e6] == ["0000"] * sum(cost >= 1e6)


def test_the_chance_of_a_reversal_has_its_standard_error_and_is_none_where_nobody_moves_anybody() -> None:
    fixed = tender(price(40, "fixed_interval", full_at=0, zero_at=200), quality(60))
    for of, may_be in ((MOVED["min_max"], True), (fixed, False)):
        model = scoring_model(of, LOT)
        found = set_statistics(model, blocks(spans(of, model, 100.0), 1, 2000, 4)).reversal
        assert (found.share > 0) is may_be
        assert found.error == pytest.approx((found.share * (1 - found.share) / 2000) ** 0.5)


def test_the_slope_at_which_the_place_changes_is_where_the_totals_meet() -> None:
    """A 8.0; B 0.5 x (10 - 2.5/X) + 4.5 = 8.0 where 2.5/X = 3, X = 83.33 %."""
    sweep = slope_sweep(scoring_model(SLOPE, LOT), np.array([[100.0, 125.0], [6.0, 9.0]]), "price")
    assert sweep.changes == pytest.approx((83.3333,), abs=1e-4)
    assert [each.bids for each in sweep.reigns] == [(0,), (1,)]
    at = dict(zip(sweep.grid.tolist(), sweep.totals.tolist(), strict=True))
    for slope, expected in ((50.0, 7.0), (75.0, 7.8333), (100.0, 8.25)):
        assert at[slope] == pytest.approx([8.0, expected], abs=5e-5)


@settings(max_examples=25, deadline=None)
@given(
    figures=st.lists(st.tuples(st.floats(80, 125), st.integers(0, 10)), min_size=2, max_size=4),
    weight=st.integers(5, 95),
)
def test_a_weight_that_is_swept_gives_what_a_tender_with_that_weight_gives(
    figures: list[tuple[float, int]], weight: int
) -> None:
    values = np.array(figures, dtype=float).T
    sweep = weight_sweep(scoring_model(SLOPE, LOT), values, "price")
    nearest = float(sweep.grid[np.argmin(np.abs(sweep.grid - weight))])
    other = tender(price(nearest, slope=50), quality(100 - nearest))
    assert dict(zip(sweep.grid.tolist(), sweep.totals.tolist(), strict=True))[nearest] == pytest.approx(
        totals(other, *values)
    )
    assert all(one.high == two.low for one, two in pairwise(sweep.reigns))


def test_a_slope_is_held_against_the_spread_of_prices() -> None:
    """Region Midtjylland, X = 75 % on 8 points: 3.92 m to 4.90 m is 25 %, 8 - 8 x 0.25/0.75 = 5.3333 points.

    With half of the weight the price then takes 1.3333 of the total; beside 4 of the others that is 25 %.
    """
    of = tender(price(50, slope=75), quality(50), scale=8.0)
    found = slope_over_spreads(scoring_model(of, LOT), "price", 3_920_000.0, 4.0)
    row, column = found.slopes.index(75.0), found.spreads.index(25.0)
    assert found.points[row, column] == pytest.approx(5.3333, abs=5e-5)
    assert found.points[row, found.spreads.index(75.0)] == pytest.approx(0.0)
    assert found.weights[row, column] == pytest.approx(25.0)


def test_a_rehearsal_of_the_lowest_price_has_no_points_and_no_sweeps() -> None:
    of: Tender = tender(price(None, None), combination="lowest_cost")
    done = rehearse(of, LOT, seed=1, sets=200)
    assert np.isnan(done.point_costs)
    assert (done.slopes, done.weight_sweeps) == ((), ())
    assert done.statistics.reversal.share == 0.0
