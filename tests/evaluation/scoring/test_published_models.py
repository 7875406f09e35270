"""Published cases of the escalations, tables, price models and thresholds, by the rules that a tender names."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest

from evaluation.scoring.combination import Better, FixedAmounts, WeightedPoints
from evaluation.scoring.price_models import FeatureCoefficient, PercentageDeduction, PercentageSurcharge
from evaluation.scoring.price_ratios import BandBy, QualityPerPrice, UtilityIndex
from evaluation.scoring.ranking import Ranking, TieRule, Ties, rank_bids
from evaluation.scoring.rounding import Rounding
from evaluation.scoring.rule import Rule
from evaluation.scoring.rules import (
    AmountBrackets,
    AmountForQuality,
    Brackets,
    Curve,
    EscalatingInterval,
    EscalatingSlope,
    LinearOverBest,
    Logarithmic,
    MinMax,
    OverCenter,
)
from evaluation.scoring.tables import TableRow
from evaluation.scoring.thresholds import BELOW_CRITERION, BELOW_TOTAL, NOTHING_OUT, Thresholds
from evaluation.scoring.unusable import UnusableModelError
from evaluation.scoring_model import tie_criterion

FloatArray = npt.NDArray[np.float64]
GIVES: Mapping[str, Any] = {"price": "amount", "quality": "points"}
ALL_QUALITY = {"quality": Decimal(100)}


def _given(rule: Rule, values: list[float]) -> FloatArray:
    return rule.points(np.array(values, dtype=float), np.ones(len(values), dtype=bool))


def _ranks(totals: FloatArray, names: str, better: Better, ties: Ties | None = None) -> Ranking:
    return rank_bids(dict(zip(names, totals.tolist(), strict=True)), names, better, ties)


# --------------------------------------------------------------------------------- published escalations

ERST_HOURLY = EscalatingSlope(direction="lower", scale=100, slope=30, slope_step=10, slope_most=200)
ERST_TAKEOVER = EscalatingInterval(
    direction="lower", scale=100, full_at=0, zero_at=100_000, zero_step=50_000, zero_most=300_000
)


@pytest.mark.parametrize(
    ("prices", "slope", "points"),
    [
        ([1000, 1150, 1300], 30, [100, 50, 0]),
        ([1000, 1150, 1350], 40, [100, 62.5, 12.5]),
        ([1000, 1150, 1450], 50, [100, 70, 10]),
        ([1000, 2000, 3000], 200, [100, 50, 0]),
    ],
)
def test_erst_2025_relative_hourly_rate(prices: list[float], slope: float, points: list[float]) -> None:
    """Erhvervsstyrelsen, mini-tender DA1 2025 (github nielspeter/agent-orchestration-system), 1e-9.

    100 - 100 x Z / X with Z = (P - Pmin) / Pmin; X = 30 %, then 40, 50 ... until every bid fits. The worst
    bids are 30, 35, 45 and 200 % over 1,000: X is 30, 40, 50 and 200. 100 - 100 x 15 / 40 = 62.5 and
    100 - 100 x 35 / 40 = 12.5. Rule published, the bids are recomputed.
    """
    assert ERST_HOURLY.slope_used(prices, [True] * 3).tolist() == [slope]
    np.testing.assert_allclose(_given(ERST_HOURLY, prices), points, atol=1e-9)


def test_erst_2025_da2_stops_the_slope_at_200_per_cent_over_the_lowest() -> None:
    """Erhvervsstyrelsen DA2 2025: at most 200 %. 3,500 beside 1,000 is 250 % over: 100 - 100 x 250 / 200 = -25.

    The bid in the middle, 100 % over, has 50 as it would have at exactly 200. 1e-9.
    """
    assert ERST_HOURLY.slope_used([1000, 2000, 3500], [True] * 3).tolist() == [200]
    np.testing.assert_allclose(_given(ERST_HOURLY, [1000, 2000, 3500]), [100, 50, -25], atol=1e-9)
    assert "points_below_zero" in ERST_HOURLY.applicable([1000, 2000, 3500], [True] * 3)


@pytest.mark.parametrize(
    ("fees", "ceiling", "points"),
    [
        ([0, 100_000], 100_000, [100, 0]),
        ([40_000, 90_000], 100_000, [60, 10]),
        ([40_000, 120_000], 150_000, [73.33, 20.0]),
        ([30_000, 150_001], 200_000, [85, 25.0]),
        ([0, 300_000], 300_000, [100, 0]),
        ([0, 360_000], 300_000, [100, -20]),
    ],
)
def test_erst_2025_absolute_takeover_fee(fees: list[float], ceiling: float, points: list[float]) -> None:
    """Erhvervsstyrelsen DA1 2025: 100 - 100 x fee / ceiling; 100,000, then 150,000 and 50,000 more, at most 300,000.

    100 - 100 x 40 / 150 = 73.33 and 100 - 100 x 120 / 150 = 20; 100 x (1 - 150,001 / 200,000) = 24.9995. A fee
    above 300,000 is not compliant (its limit is held in a whole tender elsewhere); the rule itself goes below 0.
    Tolerance 0.005.
    """
    assert ERST_TAKEOVER.zero_used(fees, [True, True]).tolist() == [ceiling]
    np.testing.assert_allclose(_given(ERST_TAKEOVER, fees), points, atol=0.005)


ERST_WEIGHTS = {
    "consultants": 40, "consultants/a": 70, "consultants/b": 30, "solution": 25, "solution/a": 30, "solution/b": 70,
    "price": 25, "price/takeover": 5, "price/monthly": 10, "price/hourly": 85,
    "organisation": 10, "organisation/a": 50, "organisation/b": 50,
}  # fmt: skip


def test_erst_2025_rounds_prices_to_two_decimals_and_weighted_points_to_whole_numbers() -> None:
    """Erhvervsstyrelsen DA1 2025: the price points to 2 decimals, each weighted sub-criterion to a whole number.

    Effective weights 28, 12, 7.5, 17.5, 1.25, 2.5, 21.25, 5, 5. Bid 1: takeover 40,000 beside 120,000, 73.33;
    monthly 60 given; hourly 1,000 beside 1,171, Z = 17.1 % within X = 30, 100 and 43. Weighted:

    ====== ==== ==== ==== ===== ===== ===== ===== ==== ==== =====
    of     28   12   7.5  17.5  1.25  2.5   21.25 5    5    sum
    ====== ==== ==== ==== ===== ===== ===== ===== ==== ==== =====
    bid 1  70   81   66   57    73.33 60    100   50   49
    gives  19.6 9.72 4.95 9.975 0.917 1.5   21.25 2.5  2.45
    whole  20   10   5    10    1     2     21    3    2    74
    bid 2  90   80   70   60    20    100   43    70   69
    gives  25.2 9.6  5.25 10.5  0.25  2.5   9.14  3.5  3.45
    whole  25   10   5    11    0     3     9     4    3    70
    ====== ==== ==== ==== ===== ===== ===== ===== ==== ==== =====

    The roundings are published; the points are ours. Exact.
    """
    two, whole = Rounding("half_up", 2), Rounding("half_up", 0)
    model = WeightedPoints(
        {path: Decimal(weight) for path, weight in ERST_WEIGHTS.items()},
        round_weighted=whole,
        round_points_of={path: two for path in ERST_WEIGHTS if path.startswith("price/")},
    )
    takeover = _given(ERST_TAKEOVER, [40_000, 120_000])
    hourly = _given(ERST_HOURLY, [1000, 1171])
    judged = np.array([[70, 90], [81, 80], [66, 70], [57, 60], [50, 70], [49, 69]])
    points = np.vstack([judged[:4], takeover, [60, 100], hourly, judged[4:]])
    assert model.published_points(points)[4].tolist() == [73.33, 20]
    expected = [[20, 25], [10, 10], [5, 5], [10, 11], [1, 0], [2, 3], [21, 9], [3, 4], [2, 3]]
    assert model.weighted(points).tolist() == expected
    assert model.total(points).tolist() == [74, 70]


def test_a_rounding_of_single_criteria_leaves_the_others_alone() -> None:
    """ERST's two decimals are of prices: 62.9629... becomes 62.96, and a judged 66.666 stays. Exact.

    900 beside 1,000: 100 - 100 x (100 / 900) / 0.3 = 62.962962...
    """
    weights = {"price": Decimal(25), "other": Decimal(75)}
    model = WeightedPoints(weights, round_points_of={"price": Rounding("half_up", 2)})
    points = np.vstack([_given(ERST_HOURLY, [900, 1000]), [50, 66.666]])
    assert model.published_points(points).tolist() == [[100, 62.96], [50, 66.666]]


# ------------------------------------------------------------------------------- price models with amounts


def test_negometrix_gunnen_op_waarde() -> None:
    """Negometrix 9000123966: full quality is worth 2,500; 80,000 less 60 % of it is 78,500. Exact.

    Full, partial and no quality take 2,500, 1,500 and 0 off.
    """
    rule = AmountForQuality(full_amount=2_500, scale_maximum=1)
    assert _given(rule, [1, 0.6, 0]).tolist() == [-2_500, -1_500, 0]
    assert FixedAmounts().total(np.array([[80_000.0], _given(rule, [0.6])])).tolist() == [78_500]
    lack = AmountForQuality(full_amount=2_500, scale_maximum=1, form="surcharge")
    assert _given(lack, [1, 0.6, 0]).tolist() == [0, 1_000, 2_500]


def test_lindback_monetary_deduction_by_level() -> None:
    """inkopsradet.se, del 12: 800, 600, 400, 200 or 0 off an hour of 1,000 by level 4 to 0. Exact.

    1,000 - 800 = 200; the others 400, 600, 800 and 1,000.
    """
    rows = tuple(TableRow(200.0 * level, level, level, "both") for level in range(5))
    amounts = _given(AmountBrackets(direction="higher", rows=rows), [4, 3, 2, 1, 0])
    totals = FixedAmounts().total(np.array([[1_000.0] * 5, amounts]))
    assert totals.tolist() == [200, 400, 600, 800, 1_000]


ADDA = tuple(TableRow(gives, at, at, "both") for at, gives in enumerate((0, 10_000, 30_000, 45_000)))
ADDA_LACK = tuple(TableRow(45_000 - row.gives, row.from_value, row.to_value, "both") for row in ADDA)


def _sum(price: float, rule: Rule, *grades: float) -> float:
    amounts = [_given(rule, [grade])[0] for grade in grades]
    return float(FixedAmounts().total(np.array([[price], *[[amount] for amount in amounts]]))[0])


def test_adda_2022_mervarde() -> None:
    """Adda Inköpscentral 10539, section 3.1.1: sum + 90,000 less 45,000 / 30,000 / 10,000 / 0 by grade. Exact.

    10,000 + 90,000 - 30,000 - 10,000 = 60,000. The constant is what full quality would take off, so that the
    lack of quality is added: 10,000 + 15,000 + 35,000. Without the constant the same bid stands at -30,000.
    """
    lack = AmountBrackets(direction="higher", rows=ADDA_LACK, form="surcharge")
    assert _sum(10_000, lack, 2, 1) == 60_000
    off = AmountBrackets(direction="higher", rows=ADDA)
    assert _sum(10_000, off, 2, 1) == -30_000


def test_adda_2022_breaks_ties_by_criterion_5_3_before_5_2() -> None:
    """Adda 10539: at equal sums the larger deduction on 5.3 comes first, then that on 5.2. Exact.

    A has 30,000 off for 5.2 and 10,000 for 5.3, B the other way round, both 60,000; C bids 10,000 less with
    20,000 less off: 0 + 90,000 - 10,000 - 10,000 = 70,000 is no tie. B, A, C.
    """
    rule = AmountBrackets(direction="higher", rows=ADDA)
    grades = {"5.2": [2.0, 1.0, 1.0], "5.3": [1.0, 2.0, 1.0]}
    sums = np.array([10_000, 10_000, 0], dtype=float) + 90_000
    totals = FixedAmounts().total(np.vstack([sums, *(_given(rule, of) for of in grades.values())]))
    assert totals.tolist() == [60_000, 60_000, 70_000]
    published = TieRule((tie_criterion("5.3", rule), tie_criterion("5.2", rule)))
    figures = {path: dict(zip("ABC", of, strict=True)) for path, of in grades.items()}
    ranked = _ranks(totals, "ABC", "lower", Ties("1", published, figures))
    assert ranked.ranks == {"A": 2, "B": 1, "C": 3}
    assert [(broken.bids, broken.by) for broken in ranked.tie_broken_by] == [(("B", "A"), "5.3")]


# ------------------------------------------------------------------------- price models with percentages


def _surcharge(price: int, quality: int, scale: float) -> PercentageSurcharge:
    weights = {"price": Decimal(price), "quality": Decimal(quality)}
    return PercentageSurcharge(gives=GIVES, scale=scale, weights=weights)


def test_abakus_oslo_surcharge() -> None:
    """abakus.as (Oslo): (max - points) / max x weight of quality / weight of price, added to the price. 1e-6.

    3 / 10 x 40 / 60 = 20 %, and 1,000,000 becomes 1,200,000. Formula published, figures recomputed.
    """
    lines = _surcharge(60, 40, 10).lines([[1_000_000], [7]])
    np.testing.assert_allclose(lines["quality"], [20], atol=1e-12)
    np.testing.assert_allclose(lines["total"], [1_200_000], atol=1e-6)


def test_e_avrop_surcharge_and_its_tie() -> None:
    """help.e-avrop.com, procentuellt påslag: 500, 1,000, 750 at 50, 50, 100 % give 750, 1,500, 750. Exact.

    The surcharge is up to 100 %, as price and quality weigh alike. A and C share the first place, B is third.
    """
    totals = _surcharge(50, 50, 1).total(np.array([[500, 1_000, 750], [0.5, 0.5, 1]]))
    assert totals.tolist() == [750, 1_500, 750]
    ranked = _ranks(totals, "ABC", "lower")
    assert ranked.ranks == {"A": 1, "B": 3, "C": 1}
    assert ranked.tied == (("A", "C"),)


def test_e_avrop_deduction_of_all_of_the_price_is_refused() -> None:
    """help.e-avrop.com warns that at 100 % full quality compares at 0 whatever the price (pathology 11).

    Just below, at 99 %, 1,000 with full quality is 10 and 500 with none is 500.
    """
    with pytest.raises(UnusableModelError) as caught:
        PercentageDeduction(gives=GIVES, scale=1, percents={"quality": 100})
    assert caught.value.code == "deduction_of_everything"
    near = PercentageDeduction(gives=GIVES, scale=1, percents={"quality": 99})
    np.testing.assert_allclose(near.total([[1_000, 500], [1, 0]]), [10, 500], atol=1e-9)


def test_co2_ladder_fictive_discount() -> None:
    """ProRail's CO2 performance ladder (deduurzameadviseurs.nl): 0, 1, 2, 4, 7 or 10 % off by level. 1e-6.

    Level 3 takes 1,200,000 off 30.0 million, and 28.8 beats 29.0 million without a level. As points the levels
    are the per cents of a scale of 10, and full points are worth 10 %.
    """
    levels = tuple(TableRow(gives, at, at, "both") for at, gives in enumerate((0, 1, 2, 4, 7, 10)))
    points = _given(Brackets(direction="higher", scale=10, rows=levels), [3, 0, 1, 2, 4, 5])
    model = PercentageDeduction(gives=GIVES, scale=10, percents={"quality": 10})
    totals = model.total(np.vstack([[30e6, 29e6, 30e6, 30e6, 30e6, 30e6], points]))
    np.testing.assert_allclose(totals[:2], [28_800_000, 29_000_000], atol=1e-6)
    np.testing.assert_allclose(1 - totals[2:] / 30e6, [0.01, 0.02, 0.07, 0.10], atol=1e-12)
    assert _ranks(totals[:2], "AX", "lower").order == ("A", "X")


# ------------------------------------------------------------------------------- quality against price


def test_mercell_utility_index_price_deficit_and_parity_prices() -> None:
    """Mercell Source-to-Contract, page 196133486669: U 0.6, 0.5829, 0.55; deficit 0, 25, 50; tolerance 1e-4.

    N = 60 / 40. U_B = (1 - 0.1 x 1.5) x 600 / 875 = 0.582857, U_C = 1 - 0.3 x 1.5 = 0.55. A bid that is
    cheaper by its deficit draws level: B at 850 has the index 0.6 of A; C at 550 lowers P_best too, and
    then has 0.55 beside A's 600 / 1,000 x 550 / 600 = 0.55.
    """
    weights = {"price": Decimal(40), "quality": Decimal(60)}
    model = UtilityIndex(gives=GIVES, scale=1, weights=weights)
    prices, quality = np.array([1_000.0, 875, 600]), np.array([0.9, 0.8, 0.6])
    totals = model.total(np.vstack([prices, quality]))
    np.testing.assert_allclose(totals, [0.6, 0.5829, 0.55], atol=1e-4)
    assert _ranks(totals, "ABC", "higher").ranks == {"A": 1, "B": 2, "C": 3}
    deficit = model.price_deficit(np.vstack([prices, quality]), [True] * 3)
    np.testing.assert_allclose(deficit, [0, 25, 50], atol=1e-9)
    np.testing.assert_allclose((prices - deficit)[1:], [850, 550], atol=1e-9)
    for bid, parity in ((1, 850), (2, 550)):
        level = [parity if at == bid else price for at, price in enumerate(prices)]
        drawn = model.total(np.vstack([level, quality]))
        assert drawn[bid] == pytest.approx(drawn[0], abs=1e-12)


def test_prozorro_feature_coefficient() -> None:
    """ProZorro, openprocurement.api, awards-get.http: 499 / (9 / 7) = 388.11, rounded to two decimals. Exact.

    9 / 7 = 1 + V / (1 - Vmax) where features of at most 30 % are met to two thirds: 1 + 0.2 / 0.7.
    """
    model = FeatureCoefficient(
        gives=GIVES, scale=3, percents={"quality": 30}, round_total=Rounding("half_up", 2)
    )
    assert model.total([[499], [2]]).tolist() == [388.11]


def _ratio(scale: float, factor: float, band: float = 0, band_by: BandBy = "price") -> QualityPerPrice:
    return QualityPerPrice(
        gives=GIVES, weights=ALL_QUALITY, scale=scale, ratio_factor=factor, band=band, band_by=band_by
    )


def test_ferber_einfache_richtwertmethode() -> None:
    """fachverlag-ferber.blogspot.com 2016/05 (UfAB VI): (60; 65,000), (75; 74,000), (100; 100,000): bid 2 wins.

    Z x 1000 = 0.9231, 1.0135, 1.0; recomputed, tolerance 5e-5.
    """
    totals = _ratio(100, 1_000).total([[65_000, 74_000, 100_000], [60, 75, 100]])
    np.testing.assert_allclose(totals, [0.9231, 1.0135, 1.0], atol=5e-5)
    assert _ranks(totals, "123", "higher").order == ("2", "3", "1")


@pytest.mark.parametrize(
    ("decides", "order", "inside"),
    [("price", ("A", "B", "C"), [2, 1 + 100 / 112]), ("quality", ("B", "A", "C"), [1 + 360 / 390, 2])],
)
def test_tenderzen_erweiterte_richtwertmethode(
    decides: BandBy, order: tuple[str, ...], inside: list[float]
) -> None:
    """tenderzen.de notice b3650c0f: 400 points, a band of 6 % under the best Z; Z = L / P x 1,000,000.

    (360; 100,000), (390; 112,000), (300; 92,000) have 3,600, 3,482.14 and 3,260.87; from 3,384 on a bid is in
    the band, so A and B are. The lower price takes A, the higher quality B. The bids are ours; tolerance 0.005.
    """
    model = _ratio(400, 1e6, band=6, band_by=decides)
    lines = model.lines([[100_000, 112_000, 92_000], [360, 390, 300]])
    np.testing.assert_allclose(lines["ratio"], [3_600, 3_482.14, 3_260.87], atol=0.005)
    assert np.isfinite(lines["in_band"]).tolist() == [True, True, False]
    np.testing.assert_allclose(lines["total"], [*inside, 3_260.8696 / 3_600], atol=1e-6)
    assert _ranks(lines["total"], "ABC", "higher").order == order


@pytest.mark.parametrize("band", [1, 2, 3, 5, 6, 7, 9, 10])
def test_a_bid_on_the_edge_of_the_band_is_within_it(band: int) -> None:
    """The band is Z >= (1 - band) x Z_best, its edge included: quality 100 - band beside 100 at one price.

    Whatever the price is, though neither Z need be exact in binary.
    """
    model = _ratio(100, 1_000, band=band)
    for price in range(90_001, 90_200):
        inside = model.lines([[price, price], [100, 100 - band]])["in_band"]
        assert np.isfinite(inside).all(), price


@pytest.mark.parametrize("decides", ["price", "quality"])
def test_nothing_is_within_a_band_under_a_best_result_that_is_not_above_nought(decides: BandBy) -> None:
    """Negative points are lawful (KHO 2003:41): -1, -2 and -8 of 1,000 stand in that order, with no share of the best.

    In thousandths they are -1, -2, -8. Nor is anything a share of a best result of 0.
    """
    model = _ratio(100, 1_000, band=6, band_by=decides)
    assert model.total([[1_000] * 3, [-1, -2, -8]]).tolist() == [-1, -2, -8]
    assert model.total([[1_000] * 3, [0, 0, -8]]).tolist() == [0, 0, -8]


# --------------------------------------------------------------------------------------- other relative rules


def test_chen_logarithmic_price() -> None:
    """ibestuur.nl, eerste hulp bij aanbesteden: 100 - 50 x log(P / Pmin) / log 2: 80, 100, 125 give 100, 83.9, 67.8.

    Half the points at twice the lowest is none at four times. Tolerance 0.05; the differences do not depend on
    who else bids: without the 80 they are 100 and 83.9.
    """
    rule = Logarithmic(direction="lower", scale=100, zero_multiple=4)
    np.testing.assert_allclose(_given(rule, [80, 100, 125]), [100, 83.9, 67.8], atol=0.05)
    np.testing.assert_allclose(_given(rule, [100, 200, 400]), [100, 50, 0], atol=1e-9)
    np.testing.assert_allclose(_given(rule, [100, 125]), [100, 83.9], atol=0.05)


def test_uk_mean_calculation() -> None:
    """procurementtemplates.co.uk, mean calculation: 50 points less one for each per cent above the mean. 1e-9.

    Mean of 80, 100, 120, 140 = 110: 80 is 27.27 % below and has 77.27, 140 is 27.27 % above and has 22.73.
    The prices are ours.
    """
    rule = OverCenter(direction="lower", scale=100, center="mean", center_points=50, slope=50)
    prices = np.array([80.0, 100, 120, 140])
    np.testing.assert_allclose(_given(rule, prices.tolist()), 50 - (prices / 110 - 1) * 100, atol=1e-9)


def test_akb_koebenhavn_2020_target_price_curve() -> None:
    """AKB København 2020 (jurainfo.dk): 10 points at 82.27 million, 8 at 86.60, 0 at 95.726. 1e-9.

    Halfway to the target, 84.435, it is 9 (recomputed); beyond the target 8 x (95.726 - 91.163) / 9.126 = 4.
    """
    rows = (TableRow(10, 82.27), TableRow(8, 86.60), TableRow(0, 95.726))
    points = _given(Curve(direction="lower", scale=10, rows=rows), [82.27, 84.435, 86.60, 91.163, 95.726])
    np.testing.assert_allclose(points, [10, 9, 8, 4, 0], atol=1e-9)


# ------------------------------------------------------------------------------------------------ thresholds


@pytest.mark.parametrize(
    ("a", "b", "out"), [(30, 42, NOTHING_OUT), (24, 50, BELOW_CRITERION), (34, 35, BELOW_TOTAL)]
)
def test_kommissionsmodellen_thresholds(a: float, b: float, out: str) -> None:
    """udbudsportalen.dk, Tilbudsvælgeren, model 1: out below 70 of 100 in total or half of a criterion. Exact.

    Of two criteria of 50: 30 + 42 = 72 stays; 24 of 50 is 48 %; 34 + 35 = 69 is below 70.
    """
    weights = {"a": 50.0, "b": 50.0}
    thresholds = Thresholds(least=dict.fromkeys(weights, 50.0), least_total=70, weights=weights)
    shares = {"a": np.array([a / 50 * 100]), "b": np.array([b / 50 * 100])}
    assert thresholds.out({}, shares, (1,)).tolist() == [out]


def test_exactly_at_a_threshold_a_bid_stays_and_a_hair_below_it_is_out() -> None:
    """25 + 45 of 100 is exactly half of a and 70 in total; 0.1 + 0.2 of 0.3 is the limit it was meant to be."""
    weights = {"a": 50.0, "b": 50.0}
    thresholds = Thresholds(least={"a": 50}, least_total=70, weights=weights)
    shares = {"a": np.array([50.0, 49.99]), "b": np.array([90.0, 95.0])}
    assert thresholds.out({}, shares, (2,)).tolist() == [NOTHING_OUT, BELOW_CRITERION]
    limits = Thresholds({"a": (None, 0.3)})
    assert limits.out({"a": [0.1 + 0.2, 0.3 + 1e-6]}, {}, (2,)).tolist() == ["", "value_outside_limits"]


# ------------------------------------------------------------------------------------------------ pathologies


def _even(rule: Rule, prices: list[float], quality: list[float], of_price: int) -> FloatArray:
    weights = {"price": Decimal(of_price), "quality": Decimal(100 - of_price)}
    return WeightedPoints(weights).total(np.array([_given(rule, prices), quality]))


def test_pathology_3_min_max_blows_one_per_cent_up_to_the_whole_scale() -> None:
    """1.00 m with quality 6 against 1.01 m with 10, 50/50: 8.0 against 5.0, where a slope of 50 % has 8.0 and 9.9.

    Equal prices are 0 / 0 and one bid has no span: nobody gets points, which blocks. 1e-9.
    """
    rule = MinMax(direction="lower", scale=10)
    np.testing.assert_allclose(_even(rule, [1_000_000, 1_010_000], [6, 10], 50), [8.0, 5.0], atol=1e-9)
    for prices in ([1_000_000.0, 1_000_000.0], [1_000_000.0]):
        assert np.isnan(_given(rule, prices)).all()
        assert rule.applicable(prices, [True] * len(prices)) == ["no_spread"]


def test_pathology_4_a_dear_decoy_turns_min_max_round() -> None:
    """40/60: A(100, q2) 10 x 0.4 + 2 x 0.6 = 5.2 > B(110, q3) 1.8; with C(200, q0) B has 3.6 + 1.8 = 5.4. 1e-9."""
    rule = MinMax(direction="lower", scale=10)
    np.testing.assert_allclose(_even(rule, [100, 110], [2, 3], 40), [5.2, 1.8], atol=1e-9)
    np.testing.assert_allclose(_even(rule, [100, 110, 200], [2, 3, 0], 40)[:2], [5.2, 5.4], atol=1e-9)


def test_pathology_8_the_spread_of_the_points_outweighs_the_published_weight() -> None:
    """Quality weighs 70 %, but spreads 2.0 of 10 where the price spreads 6.67: 58.8 % of the whole is the price.

    30 x 6.667 / (30 x 6.667 + 70 x 2) = 2.0 / 3.4; prices 100 and 133.33 at X = 50 % spread 6.667. 5e-4.
    """
    points = _given(LinearOverBest(direction="lower", scale=10, slope=50), [100, 400 / 3])
    spread = np.array([np.ptp(points), 2.0])
    assert spread[0] == pytest.approx(6.67, abs=0.005)
    part = np.array([30, 70]) * spread
    assert part[0] / part.sum() == pytest.approx(0.588, abs=5e-4)


def test_pathology_14_brackets_that_leave_an_edge_to_nobody_are_refused() -> None:
    """KOFA 2025/0993: "under 600,000" and "above 600,000", and a bid of exactly 600,000."""
    rows = (TableRow(10, to_value=600_000), TableRow(5, from_value=600_000, includes="neither"))
    with pytest.raises(UnusableModelError) as caught:
        Brackets(direction="lower", scale=10, rows=rows)
    assert (caught.value.code, caught.value.values) == ("brackets_apart", {"edge": 600_000})
    stated = (rows[0], TableRow(5, from_value=600_000))
    points = _given(Brackets(direction="lower", scale=10, rows=stated), [599_999.99, 600_000])
    assert points.tolist() == [10, 5]
