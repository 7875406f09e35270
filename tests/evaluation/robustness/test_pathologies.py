"""Each known pathology of evaluation models: its figures, that the rehearsal finds it, and that a sound model is clean."""

import numpy as np
import pytest

from evaluation.evaluation_model import RoundingStep, ScoreRow
from evaluation.robustness.worth import leaf_spreads, weights_in_effect
from evaluation.scoring.spread import EscalatingInterval, EscalatingSlope
from evaluation.scoring.tables import BracketTable, TableRow
from evaluation.scoring.unusable import UnusableModelError
from evaluation.scoring_model import scoring_model
from evaluation.tender import Tender
from tests.builders import LOT
from tests.evaluation.robustness.trial_tenders import (
    bids_in,
    criterion,
    figure,
    found_in,
    price,
    quality,
    replayed,
    tender,
    totals,
)

SLOPE = tender(price(40, slope=50), quality(60))
RATIO = tender(price(40, "best_ratio"), quality(60))
MIN_MAX = tender(price(50, "min_max"), quality(50), acknowledged=("min_max",))
FIXED = tender(price(40, "fixed_interval", full_at=0, zero_at=200), quality(60))


def test_p1_a_cheap_bid_that_loses_turns_the_ranking_of_a_slope() -> None:
    """X = 50 %, 40/60: A 0.4 x 10 + 0.6 x 4 = 6.4; B 0.4 x 8 + 3.3 = 6.5.

    With C(80, 0): A 0.4 x (10 - 10 x 0.25/0.5) + 2.4 = 4.4, B 0.4 x 2.5 + 3.3 = 4.3, C 4.0.
    """
    bids = [100, 110, 80], [4, 5.5, 0]
    assert totals(SLOPE, *bids, without=[2])[:2] == pytest.approx([6.4, 6.5])
    assert totals(SLOPE, *bids) == pytest.approx([4.4, 4.3, 4.0])
    found = found_in(SLOPE)["reversal_by_better_bid"]
    assert (found.criterion, found.values["helps"], found.hook) == ("price", "better", "ecli_nl_hr_2014_1078")
    before, after = replayed(SLOPE, found, 0, [2]), replayed(SLOPE, found, 1)
    assert int(np.nanargmax(before)) != int(np.argmax(after)) != 2
    assert "reversal_by_better_bid" not in found_in(FIXED)


def test_p2_a_cheap_bid_that_loses_turns_the_ranking_of_a_ratio_the_other_way() -> None:
    """A 0.4 x 10 + 0.6 x 3.5 = 6.1; B 0.4 x 8 + 2.7 = 5.9. With C(60, 0): A 2.4 + 2.1 = 4.5, B 1.92 + 2.7 = 4.62."""
    bids = [100, 125, 60], [3.5, 4.5, 0]
    assert totals(RATIO, *bids, without=[2])[:2] == pytest.approx([6.1, 5.9])
    assert totals(RATIO, *bids) == pytest.approx([4.5, 4.62, 4.0])
    found = found_in(RATIO)["reversal_by_better_bid"]
    assert found.values["helps"] == "worse"
    before, after = replayed(RATIO, found, 0, [2]), replayed(RATIO, found, 1)
    assert int(np.nanargmax(before)) != int(np.argmax(after)) != 2


def test_p3_min_max_blows_one_per_cent_up_and_is_undefined_for_equal_bids() -> None:
    """1.00 m with 6 against 1.01 m with 10: 5 + 3 = 8 and 0 + 5 = 5; by a slope of 50 %: 8 and 4.9 + 5 = 9.9."""
    bids = [1_000_000, 1_010_000], [6, 10]
    assert totals(MIN_MAX, *bids) == pytest.approx([8.0, 5.0])
    slope = tender(price(50, slope=50), quality(50))
    assert totals(slope, *bids) == pytest.approx([8.0, 9.9])
    assert np.isnan(totals(MIN_MAX, [100, 100], [6, 10])).all()
    assert np.isnan(totals(MIN_MAX, [100], [6])).all()
    found, sound = found_in(MIN_MAX), found_in(slope)
    blown = found["difference_blown_up"]
    assert (blown.severity, blown.hook) == ("stop", "vk_suedbayern_2016")
    assert (blown.values["points"], blown.values["points_worse"]) == (10.0, 0.0)
    assert found["undefined_for_equal_bids"].severity == "stop"
    assert not {"difference_blown_up", "undefined_for_equal_bids"} & set(sound)


def test_p4_a_dear_bid_that_loses_turns_the_ranking_of_min_max() -> None:
    """40/60 with A(100, 2), B(110, 3): A 4 + 1.2 = 5.2, B 0 + 1.8 = 1.8. With C(200, 0): B 0.4 x 9 + 1.8 = 5.4."""
    min_max = tender(price(40, "min_max"), quality(60), acknowledged=("min_max",))
    bids = [100, 110, 200], [2, 3, 0]
    assert totals(min_max, *bids, without=[2])[:2] == pytest.approx([5.2, 1.8])
    assert totals(min_max, *bids) == pytest.approx([5.2, 5.4, 0.0])
    found = found_in(min_max)["reversal_by_worse_bid"]
    assert found.criterion == "price"
    before, after = replayed(min_max, found, 0, [2]), replayed(min_max, found, 1)
    assert int(np.nanargmax(before)) != int(np.argmax(after)) != 2
    for sound in (SLOPE, FIXED):
        assert "reversal_by_worse_bid" not in found_in(sound)


@pytest.mark.parametrize(("slope", "expected"), [(50, 7.0), (75, 7.8333), (100, 8.25)])
def test_p5_the_slope_picks_the_winner(slope: float, expected: float) -> None:
    """Half and half: A(100, 6) 5 + 3 = 8; B(125, 9) 0.5 x (10 - 10 x 0.25 / X) + 4.5 = 7.00, 7.83 and 8.25."""
    assert totals(tender(price(50, slope=slope), quality(50)), [100, 125], [6, 9]) == pytest.approx(
        [8.0, expected], abs=5e-5
    )


def test_p5_is_found_with_bids_that_another_slope_puts_in_another_order() -> None:
    found = found_in(tender(price(50, slope=50), quality(50)))["slope_decides"]
    assert found.hook == "udbudsloven_160_1"
    assert found.example is not None
    other = tender(price(50, slope=found.values["other"]), quality(50))
    again = totals(other, *bids_in(found))
    assert again == pytest.approx(found.example.cases[1].totals)
    assert found.example.cases[0].first != found.example.cases[1].first
    assert "slope_decides" not in found_in(FIXED)


def test_p6_a_price_that_is_held_at_nought_stops_counting() -> None:
    """A(100, 3) 4 + 1.8 = 5.8; B(180, 10) 0.4 x (10 - 16) + 6 = 3.6, and 6.0 where -6 is held at 0."""
    clipped = tender(price(40, slope=50, clip="bottom"), quality(60))
    assert totals(SLOPE, [100, 180], [3, 10]) == pytest.approx([5.8, 3.6])
    assert totals(clipped, [100, 180], [3, 10]) == pytest.approx([5.8, 6.0])
    found = found_in(clipped)["stops_counting"]
    assert (found.severity, found.hook) == ("warning", "kofa_2015_60")
    assert found.example is not None
    free = totals(SLOPE, *bids_in(found))
    held = replayed(clipped, found, 1)
    assert (int(np.argmax(free)), int(np.argmax(held))) == (0, 1)
    assert "stops_counting" not in found_in(SLOPE)


FOUR = tuple(quality(w, key, 100.0) for w, key in zip((40, 25, 25, 10), "abcd", strict=True))


def _rounded(mode: str) -> dict[str, object]:
    return {"roundings": (RoundingStep(lot=LOT, step="weighted", mode=mode, decimals=0),)}


def test_p7_rounding_before_the_sum_turns_the_ranking_and_its_kind_matters() -> None:
    """A 28.4 + 15.25 + 17.25 + 6.4 = 67.3 -> 28 + 15 + 17 + 6 = 66; B 27.6 + 15.5 + 16.5 + 6.6 = 66.2.

    Half up 28 + 16 + 17 + 7 = 68, half to even 28 + 16 + 16 + 7 = 67.
    """
    bids = [71, 69], [61, 62], [69, 66], [64, 66]
    exact, up, even = (
        tender(*FOUR, scale=100.0, tables=tables)
        for tables in ({}, _rounded("half_up"), _rounded("half_even"))
    )
    assert totals(exact, *bids) == pytest.approx([67.3, 66.2])
    assert totals(up, *bids) == pytest.approx([66, 68])
    assert totals(even, *bids) == pytest.approx([66, 67])
    found = found_in(up)["rounding_changes_order"]
    assert found.hook == "udbudsloven_160_1"
    rounded = replayed(up, found, 1)
    plain = totals(exact, *bids_in(found))
    assert int(np.argmax(plain)) != int(np.argmax(rounded))
    assert "rounding_changes_order" not in found_in(exact)
    total_only = {"roundings": (RoundingStep(lot=LOT, step="total", mode="half_up", decimals=2),)}
    assert "rounding_changes_order" not in found_in(tender(*FOUR, scale=100.0, tables=total_only))


def test_p8_the_price_has_more_than_half_of_the_effective_weight_where_quality_has_seventy_per_cent() -> None:
    """Price 10 and 10 - 10 x 0.5/0.75 = 3.33, a spread of 6.67 x 0.3 = 2.0; quality 8 and 6, 2.0 x 0.7 = 1.4.

    2.0/3.4 = 58.8 %.
    """
    model = scoring_model(tender(price(30, slope=75), quality(70)), LOT)
    (spread,) = leaf_spreads(model, np.array([[[100.0, 150.0], [8.0, 6.0]]]))
    assert spread == pytest.approx([2.0, 1.4])
    money, judged = weights_in_effect(model, spread)
    assert (money.stated, money.effective) == pytest.approx((30.0, 58.8235), abs=5e-5)
    assert (judged.stated, judged.effective) == pytest.approx((70.0, 41.1765), abs=5e-5)


def test_p8_is_found_where_the_scale_of_the_price_is_too_steep() -> None:
    found = found_in(tender(price(30, slope=25), quality(70)))["weights_differ"]
    assert found.severity == "note"
    assert abs(figure(found, "effective") - figure(found, "stated")) > 10
    assert "weights_differ" not in found_in(tender(price(30, slope=50), quality(70)))


def test_p9_a_part_of_the_price_next_to_nothing_leaves_nought_to_everybody_else() -> None:
    """KOFA 2017/97, 55/15/30, X = 100 %, held at 0: 5.5 + 0 + 3 = 8.5 against 0 + 1.5 + 2.4 = 3.9.

    The winner's hourly rate has one digit, all others are more than twice it; its call-out price is more than twice
    the other's.
    """
    held = {"slope": 100, "clip": "bottom", "direction": "lower"}
    parts = tender(
        criterion("hourly", 55, "answer:hourly", "linear_over_best", **held),
        criterion("callout", 15, "answer:callout", "linear_over_best", **held),
        quality(30),
    )
    assert totals(parts, [1, 500], [2500, 1000], [10, 8]) == pytest.approx([8.5, 3.9])
    found = found_in(parts)["near_zero_reference"]
    assert (found.severity, found.hook, found.values["points"]) == ("warning", "kofa_2017_97", 0.0)
    assert "near_zero_reference" not in found_in(SLOPE)


def test_p10_the_nearest_other_model_has_another_winner() -> None:
    """Half and half: A(100, 5), B(140, 9). Slope of 50 %: 7.5 and 5.5. Ratio: 7.5 and 0.5 x 7.143 + 4.5 = 8.07.

    The Swedish heritage board met it in 2008 (4.100 against 4.075 turned by a percentage deduction).
    """
    slope, ratio = tender(price(50, slope=50), quality(50)), tender(price(50, "best_ratio"), quality(50))
    assert totals(slope, [100, 140], [5, 9]) == pytest.approx([7.5, 5.5])
    assert totals(ratio, [100, 140], [5, 9]) == pytest.approx([7.5, 8.0714], abs=5e-5)
    found = found_in(slope)["other_model_other_winner"]
    assert (found.severity, found.values["other"]) == ("note", "best_ratio")
    assert int(np.argmax(replayed(slope, found, 0))) != int(np.argmax(totals(ratio, *bids_in(found))))
    assert "other_model_other_winner" not in found_in(tender(price(100, slope=50)))


def _deduction(percent: float) -> Tender:
    key = "percentage_deduction"
    return tender(
        price(None, None), quality(None, most_percent=percent), combination=key, acknowledged=(key,)
    )


def test_p11_a_deduction_near_everything_lets_full_quality_cost_anything() -> None:
    """At 90 % full quality compares at a tenth: 1,000 with 10 draws level with 100 with 0. At 100 % it is refused."""
    near = _deduction(90)
    assert totals(near, [1000, 100], [10, 0]) == pytest.approx([100.0, 100.0])
    with pytest.raises(UnusableModelError, match="deduction_of_everything"):
        totals(_deduction(100), [1000, 100], [10, 0])
    found = found_in(near)["deduction_near_everything"]
    assert (found.severity, found.values["times"]) == ("stop", pytest.approx(10.0))
    half = found_in(_deduction(50))["deduction_near_everything"]
    assert half.severity == "warning"
    assert "deduction_near_everything" not in found_in(_deduction(20))


def _interval(clip: str, full_at: float = 700_000.0) -> Tender:
    return tender(
        price(55, "fixed_interval", full_at=full_at, zero_at=3_000_000, clip=clip), quality(45), scale=55.0
    )


def test_p12_below_a_floor_a_lower_price_has_no_effect() -> None:
    """HFD 2022:41: 55 points at 700,000 and at 500,000; free of the floor 55 x 2.5/2.3 = 59.78."""
    floor = _interval("both")
    held = totals(floor, [700_000, 500_000, 1_850_000], [0, 0, 0])
    assert [each / 0.55 for each in held] == pytest.approx([55, 55, 27.5])
    free = totals(_interval("none"), [500_000], [0])
    assert free[0] / 0.55 == pytest.approx(59.7826, abs=5e-5)
    found = found_in(floor, 1_500_000)["floor_price"]
    assert (found.severity, found.hook, found.values["limit"]) == ("stop", "hfd_2022_41", 700_000.0)
    for sound in (_interval("none"), _interval("bottom"), _interval("both", 0.0)):
        assert "floor_price" not in found_in(sound, 1_500_000)


def test_p13_the_middle_bid_never_wins_by_a_ratio() -> None:
    """Half and half out of 100: (50, 50) 50 + 25 = 75, (75, 75) 33.33 + 37.5 = 70.83, (100, 100) 25 + 50 = 75."""
    ratio = tender(price(50, "best_ratio"), quality(50, scale=100.0), scale=100.0)
    assert totals(ratio, [50, 75, 100], [50, 75, 100]) == pytest.approx([75, 70.8333, 75], abs=5e-5)
    found = found_in(ratio)["middle_never_wins"]
    assert (found.criterion, found.values["under"]) == ("price", pytest.approx(75 - 70.8333, abs=5e-5))
    assert "middle_never_wins" not in found_in(tender(price(50, slope=100), quality(50)))


def test_p14_an_edge_that_neither_bracket_has_is_refused_and_the_jump_at_each_edge_is_told() -> None:
    """KOFA 2025/0993: "under 600,000" and "over 600,000", and a bid of exactly 600,000."""
    with pytest.raises(UnusableModelError, match="brackets_apart"):
        BracketTable((TableRow(10, None, 600_000, "neither"), TableRow(4, 600_000, None, "neither")))
    rows = (
        ScoreRow(lot=LOT, criterion="price", to_value=600_000, gives=10, includes="from"),
        ScoreRow(lot=LOT, criterion="price", from_value=600_000, gives=4, includes="from"),
    )
    brackets = tender(price(50, "brackets"), quality(50), tables={"score_rows": rows})
    assert totals(brackets, [599_999, 600_000], [0, 0]) == pytest.approx([5.0, 2.0])
    found = found_in(brackets, 600_000)["cliff_at_edge"]
    assert (found.severity, found.hook) == ("warning", "kofa_2025_0993")
    assert (found.values["edge"], found.values["before"], found.values["after"]) == (600_000.0, 10.0, 4.0)
    assert "cliff_at_edge" not in found_in(SLOPE)
    closed = (rows[0], rows[1].model_copy(update={"to_value": 900_000.0}))
    open_ended = tender(price(50, "brackets"), quality(50), tables={"score_rows": closed})
    assert found_in(open_ended, 600_000)["table_does_not_cover"].severity == "stop"
    assert "table_does_not_cover" not in found_in(brackets, 600_000)


def test_p15_a_stepwise_escalation_rewards_the_dearer_bid() -> None:
    """Lowest 1,000, X 30 % then 40 %: 1,300 gives 0; 1,310 moves X to 40 and gives 100 - 100 x 0.31/0.4 = 22.5.

    Ceiling 100,000 then 150,000: 100,000 gives 0; 100,001 gives 100 x (1 - 100,001/150,000) = 33.33.
    """
    slope = EscalatingSlope(direction="lower", scale=100, slope=30, slope_step=10, slope_most=200)
    for own, expected in ((1290, 3.3333), (1300, 0.0), (1310, 22.5)):
        assert slope.points([own, 1000], [True, True])[0] == pytest.approx(expected, abs=5e-5)
    interval = EscalatingInterval(
        direction="lower", scale=100, full_at=0, zero_at=100_000, zero_step=50_000, zero_most=300_000
    )
    for own, expected in ((99_999, 0.001), (100_000, 0.0), (100_001, 33.3327)):
        assert interval.points([own, 50_000], [True, True])[0] == pytest.approx(expected, abs=5e-5)


def test_p15_is_found_with_the_two_prices() -> None:
    def escalating(step: float) -> Tender:
        moves = {"slope": 30, "slope_step": step, "slope_most": 200}
        return tender(price(25, "linear_escalating", **moves), quality(75), scale=100.0)

    found = found_in(escalating(10), 1000)["worse_value_rewarded"]
    best = figure(found, "value") / 1.3
    assert figure(found, "worse") == pytest.approx(1.31 * best)
    assert (found.values["points"], found.values["points_worse"]) == (pytest.approx(0.0), pytest.approx(22.5))
    assert "worse_value_rewarded" not in found_in(escalating(0), 1000)

    ends = {"full_at": 0, "zero_at": 100_000, "zero_step": 50_000, "zero_most": 300_000}
    ceiling = tender(price(25, "interval_escalating", **ends), quality(75), scale=100.0)
    found = found_in(ceiling, 60_000)["worse_value_rewarded"]
    assert (found.values["value"], found.values["worse"]) == (100_000.0, 100_001.0)
    assert found.values["points_worse"] == pytest.approx(33.3327, abs=5e-5)
    assert "worse_value_rewarded" not in found_in(FIXED)
