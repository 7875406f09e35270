"""Worked examples of the decision literature, each held to the figures that its authors printed."""

import numpy as np
import pandas as pd
import pytest

from evaluation.robustness import scikit_criteria
from evaluation.robustness.decision_methods import METHODS
from evaluation.robustness.normalisation import normalised
from evaluation.robustness.preference_flows import (
    Preference,
    preference_degrees,
    unicriterion_net_flows,
)
from evaluation.robustness.second_opinion import Opinion, second_opinion
from evaluation.scoring.ranking import competition_ranks
from evaluation.scoring.rule import Direction

HIGHER = np.zeros(3, dtype=bool)


def _lower(objectives: str) -> np.ndarray:
    return np.array([objective == "-" for objective in objectives])


def _opinion(method: str, rows: list[list[float]], weights: list[float], objectives: str) -> Opinion:
    values = pd.DataFrame(
        rows, index=[f"a{n}" for n, _ in enumerate(rows, 1)], columns=list("abcdefgh")[: len(weights)]
    )
    by = dict(zip(values.columns, weights, strict=True))
    better: dict[str, Direction] = {
        c: "lower" if o == "-" else "higher" for c, o in zip(values.columns, objectives, strict=True)
    }
    [found] = second_opinion(values, by, better, [method])
    return found


def test_topsis_hwang_yoon_1981_fighter() -> None:
    """Hwang & Yoon (1981) Multiple Attribute Decision Making, Springer, pp. 133-134; tolerance 0.001.

    Vector norms of the raw columns; for the cost, the ideal is the least.
    """
    rows = [
        [2.0, 1500, 20000, 5.5, 5, 9],
        [2.5, 2700, 18000, 6.5, 3, 5],
        [1.8, 2000, 21000, 4.5, 7, 7],
        [2.2, 1800, 20000, 5.0, 5, 5],
    ]
    found = _opinion("topsis", rows, [0.2, 0.1, 0.1, 0.1, 0.2, 0.3], "+++-++")
    np.testing.assert_allclose(list(found.scores.values()), [0.643, 0.268, 0.613, 0.312], atol=0.001)
    assert list(found.ranks.values()) == [1, 4, 2, 3]


def test_vikor_opricovic_tzeng_2007_hydro_w1() -> None:
    """Opricovic & Tzeng (2007) EJOR 178(2):514-529, Drina hydropower, equal weights, v = 0.5; tolerance 0.0011.

    As transcribed in the tests of scikit-criteria (quatrope/scikit-criteria, tests/agg/test_vikor.py).
    """
    rows = [
        [4184.3, 2914.0, 407.2, 251.0, 195, 244, 15, 2.41],
        [5211.9, 3630.0, 501.7, 308.3, 282, 346, 21, 1.41],
        [5021.3, 3920.5, 504.0, 278.6, 12, 56, 3, 4.42],
        [5566.1, 3957.9, 559.5, 335.3, 167, 268, 16, 3.36],
        [5060.5, 3293.5, 514.1, 284.2, 69, 90, 7, 4.04],
        [4317.9, 2925.9, 432.8, 239.3, 12, 55, 3, 4.36],
    ]
    objectives = "+-++---+"
    found = _opinion("vikor", rows, [1] * 8, objectives)
    np.testing.assert_allclose(list(found.scores.values()), [0.991, 1, 0.473, 0.67, 0, 0.578], atol=0.0011)
    assert list(found.ranks.values()) == [5, 6, 2, 4, 1, 3]
    utility, regret = scikit_criteria.group_utility_and_regret(
        np.array(rows), np.full(8, 1 / 8), _lower(objectives)
    )
    np.testing.assert_allclose(utility, [0.692, 0.7, 0.29, 0.423, 0.28, 0.346], atol=0.0011)
    np.testing.assert_allclose(regret, [0.125, 0.125, 0.121, 0.125, 0.067, 0.125], atol=0.0011)
    alone = _opinion("minimum_regret", rows, [1] * 8, objectives)
    np.testing.assert_allclose(
        list(alone.scores.values()), [0.125, 0.125, 0.121, 0.125, 0.067, 0.125], atol=0.0011
    )


def test_wsm_triantaphyllou_2000_tie() -> None:
    """Triantaphyllou (2000), as in Wikipedia's "Weighted sum model": A2 and A3 tie at 22.00; exact to 1e-9."""
    rows = np.array([[25.0, 20, 15, 30], [10, 30, 20, 30], [30, 10, 30, 10]])
    scores = scikit_criteria.scores("wsm", rows, np.array([0.2, 0.15, 0.4, 0.25]), np.zeros(4, dtype=bool))
    np.testing.assert_allclose(scores, [21.5, 22, 22], atol=1e-9)
    assert competition_ranks(scores, [True] * 3, "higher").tolist() == [3, 1, 1]


def test_wsm_equal_sums_that_doubles_split() -> None:
    """0.1 x (0.1 + 0.2 + 0.3) = 0.1 x (0.2 + 0.2 + 0.2) = 0.06, and scikit-criteria 0.10 ranks them [2, 2, 1]."""
    rows = np.array([[0.1, 0.2, 0.3], [0.3, 0.2, 0.1], [0.2, 0.2, 0.2]])
    scores = scikit_criteria.scores("wsm", rows, np.full(3, 0.1), HIGHER)
    assert len(set(scores.tolist())) > 1
    assert competition_ranks(scores, [True] * 3, "higher").tolist() == [1, 1, 1]


def test_waspas_chakraborty_2015() -> None:
    """Chakraborty, Zavadskas & Antucheviciene (2015) ECECSR 49(1):5-22, lambda 0.5; tolerance 0.0001.

    As transcribed in the tests of pymcdm (kotbaton/pymcdm). The printed weights sum to 1.0155 and are taken as
    printed; in proportion, as a second opinion takes them, the ranks are the same.
    """
    rows = [
        [30, 23, 5, 0.745, 0.745, 1500, 5000],
        [18, 13, 15, 0.745, 0.745, 1300, 6000],
        [15, 12, 10, 0.5, 0.5, 950, 7000],
        [25, 20, 13, 0.745, 0.745, 1200, 4000],
        [14, 18, 14, 0.255, 0.745, 950, 3500],
        [17, 15, 9, 0.745, 0.5, 1250, 5250],
        [23, 18, 20, 0.5, 0.745, 1100, 3000],
        [16, 8, 14, 0.255, 0.5, 1500, 3000],
    ]
    weights = [0.1181, 0.1181, 0.0445, 0.1181, 0.2861, 0.2861, 0.0445]
    scores = METHODS["waspas"].scores(np.array(rows), np.array(weights), _lower("+++++--"))
    printed = [0.8329, 0.7884, 0.6987, 0.8831, 0.7971, 0.7036, 0.8728, 0.5749]
    np.testing.assert_allclose(scores, printed, atol=0.0001)
    assert list(_opinion("waspas", rows, weights, "+++++--").ranks.values()) == [3, 5, 7, 1, 4, 6, 2, 8]


def test_sum_rank_reversal_belton_gear_1983() -> None:
    """Belton & Gear (1983) Omega 11(3):228-230: a copy of B turns A before B. Recomputed by hand; tolerance 0.0001.

    Before: A = (1/11 + 9/11 + 8/18) / 3 = 0.4512, B = (9/11 + 1/11 + 9/18) / 3 = 0.4697. With the copy:
    A = (1/20 + 9/12 + 8/27) / 3 = 0.3654, B = (9/20 + 1/12 + 9/27) / 3 = 0.2889.
    """
    rows: list[list[float]] = [[1, 9, 8], [9, 1, 9], [1, 1, 1]]
    before = _opinion("wsm_sum", rows, [1, 1, 1], "+++")
    np.testing.assert_allclose(list(before.scores.values()), [0.4512, 0.4697, 0.0791], atol=0.0001)
    after = _opinion("wsm_sum", [*rows, [9, 1, 9]], [1, 1, 1], "+++")
    np.testing.assert_allclose(list(after.scores.values()), [0.3654, 0.2889, 0.0568, 0.2889], atol=0.0001)
    assert (before.order, after.order) == ((("a2",), ("a1",), ("a3",)), (("a1",), ("a2", "a4"), ("a3",)))


@pytest.fixture(scope="module")
def power_plants() -> np.ndarray:
    """Degrees of preference of Brans, Vincke & Mareschal (1986), (6, 6, 6): all six generalised criteria."""
    values = np.array(
        [
            [80, 90, 6, 5.4, 8, 5],
            [65, 58, 2, 9.7, 1, 1],
            [83, 60, 4, 7.2, 4, 7],
            [40, 80, 10, 7.5, 7, 10],
            [52, 72, 6, 2.0, 3, 8],
            [94, 96, 7, 3.6, 5, 6],
        ]
    )
    preferences = [
        Preference("u_shape", indifference=10),
        Preference("v_shape", preference=30),
        Preference("linear", indifference=0.5, preference=5),
        Preference("level", indifference=1, preference=6),
        Preference("usual"),
        Preference("gaussian", spread=5),
    ]
    return preference_degrees(np.where(_lower("-+---+"), -values, values), preferences)


def test_promethee_brans_1986_power_plants_preference_indices(power_plants: np.ndarray) -> None:
    """Brans, Vincke & Mareschal (1986) EJOR 24:228-238, six power stations; tolerance 0.0011 (printed to three places)."""
    printed = [
        [0, 0.296, 0.25, 0.268, 0.1, 0.185],
        [0.462, 0, 0.389, 0.333, 0.296, 0.5],
        [0.236, 0.18, 0, 0.333, 0.056, 0.429],
        [0.399, 0.505, 0.305, 0, 0.223, 0.212],
        [0.444, 0.515, 0.487, 0.38, 0, 0.448],
        [0.286, 0.399, 0.25, 0.432, 0.133, 0],
    ]
    np.testing.assert_allclose(power_plants.mean(axis=-1), printed, atol=0.0011)


def test_promethee2_brans_1986_power_plants_net_flows(power_plants: np.ndarray) -> None:
    """The same case: the net flows to 0.0011, and leaving less entering flow of the indices to 1e-12."""
    flows = unicriterion_net_flows(power_plants).mean(axis=-1)
    np.testing.assert_allclose(flows, [-0.146, 0.017, -0.09, -0.02, 0.293, -0.055], atol=0.0011)
    assert competition_ranks(flows, [True] * 6, "higher").tolist() == [6, 2, 5, 3, 1, 4]
    index = power_plants.mean(axis=-1)
    np.testing.assert_allclose(flows, (index.sum(axis=1) - index.sum(axis=0)) / 5, atol=1e-12)


def test_spotis_dezert_2020_absolute_scale_is_one_less_a_weighted_sum() -> None:
    """Dezert et al. (2020) FUSION, SPOTIS example 1; tolerance 0.0001. Transcribed in the tests of pymcdm.

    Two bids at the ends of the declared bounds make the range over the bids the declared scale, and one less the
    weighted sum is the printed distance.
    """
    bounds, objectives = np.array([[-5, -6, -8], [12, 10, 5]]), _lower("+-+")
    rows = np.array([[10.5, -3.1, 1.7], [-4.7, 0, 3.4], [8.1, 0.3, 1.3], [3.2, 7.3, -5.3]])
    on_scale = normalised("min_max", np.vstack([rows, bounds]), objectives)
    sums = scikit_criteria.scores("wsm", on_scale, np.array([0.2, 0.3, 0.5]), HIGHER)
    np.testing.assert_allclose(1 - sums[:4], [0.1989, 0.3705, 0.3063, 0.7491], atol=0.0001)
