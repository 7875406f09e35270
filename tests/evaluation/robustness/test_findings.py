"""What else the rehearsal finds: ranges, claims, kinds of product, points outside the scale. And where it does not."""

from decimal import Decimal
from pathlib import Path

import pytest

from evaluation.claim_clauses import ClaimClause
from evaluation.robustness.finding import HOOKS_AND_WAYS_OUT, SEVERITIES
from evaluation.robustness.rehearsal import rehearse
from evaluation.robustness.worth import at_spreads, price_of_a_point, worth
from evaluation.scoring_model import scoring_model
from evaluation.tender import Item, Tender
from tests.builders import LOT
from tests.evaluation.robustness.trial_tenders import (
    ITEM,
    criterion,
    figure,
    found_in,
    price,
    quality,
    tender,
)
from texts import LANGUAGES, has

SLOPE = tender(price(40, slope=50), quality(60))


def waste(rule: str, **fields: object) -> Tender:
    return tender(price(60, slope=100), criterion("waste", 40, "residual_waste", rule, **fields))


@pytest.mark.parametrize(("cheapest", "expected"), [(100.0, 7.5), (80.0, 6.0)])
def test_a_quality_point_costs_what_the_lowest_price_makes_of_it(cheapest: float, expected: float) -> None:
    """S = 10, X = 50 %, 40/60: (0.6/0.4) x 0.5 x P_min / 10 = 7.50 at 100 and 6.00 at 80.

    A point of the total is 1/0.6 of a quality point: 12.50 and 10.00.
    """
    model = scoring_model(SLOPE, LOT)
    worths = worth(model, (cheapest, 5.0), "price")
    assert worths[1].money == pytest.approx(expected)
    assert price_of_a_point(model, worths, "price") == pytest.approx(expected / 0.6)


def test_a_kilogram_of_a_fixed_interval_is_worth_its_part_of_the_scale() -> None:
    """100 to 300 kg on 10 points and 40 %: 10/200 x 0.4 = 0.02 points; 0.6 x 10/(100 x 1.0) = 0.06 a krone; 0.3333."""
    of = waste("fixed_interval", full_at=100, zero_at=300)
    _, kilogram = worth(scoring_model(of, LOT), (100.0, 200.0), "price")
    assert kilogram.unit == "kg"
    assert kilogram.total == pytest.approx(0.02)
    assert kilogram.money == pytest.approx(1 / 3)


def test_points_over_the_best_are_those_of_the_rule() -> None:
    """X = 50 %: 10 - 10 x 0.1/0.5 = 8, 0, -30 and -90; nought at 50 %, and nothing stops them."""
    seen = at_spreads(scoring_model(SLOPE, LOT), "price", 100.0)
    assert seen.points == pytest.approx((8.0, 0.0, -30.0, -90.0))
    assert (seen.zero_at, seen.stops_at) == (50.0, None)
    held = at_spreads(
        scoring_model(tender(price(40, slope=50, clip="bottom"), quality(60)), LOT), "price", 100.0
    )
    assert held.points == pytest.approx((8.0, 0.0, 0.0, 0.0))
    assert held.stops_at == 50.0


def test_a_slope_for_kilograms_can_count_for_more_than_its_weight_and_an_interval_within_its_ends_cannot() -> (
    None
):
    """At 200 % over the best a slope of 50 % gives -30 of 10 points."""
    found = found_in(waste("linear_over_best", slope=50))["exceeds_own_weight"]
    assert (found.severity, found.criterion) == ("stop", "waste")
    assert (figure(found, "spread"), figure(found, "points")) == pytest.approx((200.0, -30.0))
    sound = found_in(waste("fixed_interval", full_at=100, zero_at=300, clip="both"))
    assert "exceeds_own_weight" not in {code for code, each in sound.items() if each.criterion == "waste"}
    assert sound["plateau_both"].values == {"top": 100.0, "bottom": 300.0}


def test_points_that_can_fall_below_nought_are_told_where_they_are_not_held() -> None:
    """A cost at 200 % over the lowest has -30 of 10 points, but costs lie seldom so far apart."""
    found = found_in(tender(price(60, slope=50), quality(40)))
    negative = found["negative_points"]
    assert (negative.severity, negative.values["spread"]) == ("note", 200.0)
    assert figure(negative, "points") == pytest.approx(-30.0)
    assert "exceeds_own_weight" not in found
    assert "negative_points" not in found_in(tender(price(60, slope=50, clip="bottom"), quality(40)))


def test_kilograms_that_may_be_nought_are_no_reference() -> None:
    assert found_in(waste("best_ratio"))["zero_reference"].criterion == "waste"
    assert "zero_reference" not in found_in(waste("fixed_interval", full_at=100, zero_at=300))


def test_judged_points_lifted_to_the_best_are_told() -> None:
    """KOFA 2017/68: quality rescaled so that the best has 10 turned the winner."""
    lifted = tender(price(40, slope=50), quality(60, rule="best_ratio"))
    found = found_in(lifted)["quality_rescaled"]
    assert (found.severity, found.hook) == ("warning", "kofa_2017_68")
    assert "quality_rescaled" not in found_in(SLOPE)


def test_ranges_of_weights_that_overlap_are_a_stop() -> None:
    """KOFA 2025/0876: price 40-50 and quality 40-50 per cent."""

    def ranged(low: int, high: int) -> Tender:
        first = price(45, slope=50, weight_low=Decimal(40), weight_high=Decimal(50))
        return tender(first, quality(55, weight_low=Decimal(low), weight_high=Decimal(high)))

    found = found_in(ranged(45, 60))["weight_ranges_overlap"]
    assert (found.severity, found.hook, found.values["other"]) == ("stop", "kofa_2025_0876", "quality")
    assert "weight_ranges_overlap" not in found_in(ranged(50, 60))
    assert "weight_ranges_overlap" not in found_in(SLOPE)


def test_a_scored_claim_without_a_clause_is_told_until_a_clause_holds_it() -> None:
    scored = criterion("guarantee", 40, "guarantee", "fixed_interval", full_at=5, zero_at=2)
    clause = ClaimClause.model_validate(
        {
            "key": "guarantee",
            "field": "product_data.guarantee",
            "measured_da": "x",
            "evidence_da": "x",
            "frequency": "at_delivery",
            "remedy": "replacement",
        }
    )
    found = found_in(tender(price(60, slope=50), scored))["claim_without_clause"]
    assert (found.severity, found.hook) == ("warning", "c_448_01_evn")
    assert found.values["claims"] == ("product_data.guarantee",)
    held = tender(price(60, slope=50), scored, tables={"claim_clauses": (clause,)})
    assert "claim_without_clause" not in found_in(held)


@pytest.mark.parametrize(("zero_at", "full_at", "parts"), [(1, 75, True), (60, 75, False)])
def test_an_interval_from_one_use_to_many_parts_kinds_and_not_bids(
    zero_at: float,
    full_at: float,
    parts: bool,  # noqa: FBT001
) -> None:
    """All single-use products have one use; a reusable one has seventy-five, as the gowns of a region had."""
    uses = criterion("life", 40, "life", "fixed_interval", full_at=full_at, zero_at=zero_at)
    gown = ITEM.model_copy(update={"basis": "use", "life_unit": "uses", "demand": 1000.0, "quantity": ()})
    base = tender(price(60, slope=50), uses)
    tables = {name: getattr(base, name) for name in Tender.model_fields}
    of = Tender(**{**tables, "items": (Item.model_validate(gown.model_dump()),)})
    assert ("ends_of_kinds" in found_in(of)) is parts


def test_a_model_in_which_no_bid_moves_another_has_no_finding_of_others() -> None:
    fixed = tender(price(40, "fixed_interval", full_at=0, zero_at=200), quality(60))
    others = {
        "reversal_by_better_bid",
        "reversal_by_worse_bid",
        "reversal_chance",
        "parameters_of_bids",
        "slope_decides",
    }
    assert not others & set(found_in(fixed))


def test_the_gravest_come_first_and_a_stop_stops() -> None:
    done = rehearse(waste("linear_over_best", slope=50), LOT, seed=1, sets=500)
    order = [SEVERITIES.index(each.severity) for each in done.findings]
    assert order == sorted(order)
    assert done.is_stopped
    assert not rehearse(SLOPE, LOT, seed=1, sets=500).is_stopped


def test_an_amount_per_unit_too_small_to_tell_is_found() -> None:
    """1.5 kr. a kilogram up to 500 kr. beside prices that differ by hundreds of thousands."""
    small = criterion("waste", None, "residual_waste", "amount_per_unit", unit_amount=1.5, amount_most=500)
    found = found_in(tender(price(None, None), small, combination="fixed_amounts"), 1_000_000)
    assert found["hardly_counts"].criterion == "waste"
    assert figure(found["hardly_counts"], "effective") < 1.0
    assert "hardly_counts" not in found_in(SLOPE)


def test_a_formula_that_reads_the_best_bid_is_told_once_and_not_as_a_criterion() -> None:
    found = found_in(tender(price(40, None), quality(60), combination="utility_index"))
    assert "combination_of_bids" in found
    assert "parameters_of_bids" not in found


def test_the_method_book_tells_every_finding() -> None:
    told = (Path(__file__).parents[3] / "docs" / "rehearsal.md").read_text(encoding="utf-8")
    assert {code for code in HOOKS_AND_WAYS_OUT if f"`{code}`" not in told} == set()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_finding_has_its_sentence_its_legal_hook_and_its_way_out(lang: str) -> None:
    wanted = {f"findings.{code}" for code in HOOKS_AND_WAYS_OUT}
    wanted |= {f"hooks.{hook}" for hook, _ in HOOKS_AND_WAYS_OUT.values() if hook}
    wanted |= {f"ways_out.{way}" for _, way in HOOKS_AND_WAYS_OUT.values()}
    assert {key for key in wanted if not has(key, lang)} == set()
