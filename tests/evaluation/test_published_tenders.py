"""Published models through a whole tender: what takes a bid out, references over the rest, and the ranking."""

from collections.abc import Mapping, Sequence
from typing import Any

import pytest

from evaluation import evaluate
from evaluation.decisions import Admission, Decisions, Judgement
from evaluation.evaluation_model import Criterion, RoundingStep, ScoreRow
from evaluation.result import LotEvaluation
from evaluation.scoring.unusable import UnusableModelError
from evaluation.tender import Item, Tender
from tests.builders import LOT, bid_of, tender_of

BY: Mapping[str, Any] = {"lot": LOT, "reason": "r", "by": "Jonas Riis", "at": "2026-11-18"}
PRICE: Mapping[str, Any] = {"id": "price", "measure": "purchase_price"}


def _judged(key: str, maximum: float = 10, **fields: object) -> dict[str, Any]:
    return {
        "id": key, "measure": f"judged:{key}", "rule": "judged_points", "assessor_scale": maximum, **fields
    }  # fmt: skip


def _tender(criteria: Sequence[Mapping[str, Any]], rows: Sequence[Any] = (), **model: object) -> Tender:
    """Return a tender of one thing, bought once, with the criteria of one published model."""
    thing = Item(key="thing", lot=LOT, title_da="Ting", quantity=(1.0,), reference_life=1, reference=True)
    return tender_of(
        [thing],
        [Criterion(lot=LOT, title_da=fields["id"], **fields) for fields in criteria],
        score_rows=tuple(row for row in rows if isinstance(row, ScoreRow)),
        roundings=tuple(row for row in rows if isinstance(row, RoundingStep)),
        model={"discount_rate": 0.0, "study_years": 1, **model},
    )


def _evaluated(
    tender: Tender, prices: Mapping[str, float], out: Sequence[str] = (), **judged: Sequence[float]
) -> LotEvaluation:
    """Return the evaluation of bids with these prices and judged points, all admitted but those that are out."""
    bids = [
        bid_of(name, prices=[{"key": "thing", "offered": "yes", "product": "x", "unit_price": price}])
        for name, price in prices.items()
    ]
    decided = Decisions(
        admissions=tuple(
            Admission(bid=name, decision="not_admitted" if name in out else "admitted", **BY)
            for name in prices
        ),
        judgements=tuple(
            Judgement(criterion=criterion, bid=name, points=points, **BY)
            for criterion, given in judged.items()
            for name, points in zip(prices, given, strict=True)
        ),
    )
    return evaluate(tender, bids, decided).lots[LOT]


def _warned(lot: LotEvaluation) -> set[str]:
    return {warning.code for warning in lot.warnings}


# ------------------------------------------------------------------------------------------ thresholds

KOMMISSION = (
    PRICE, _judged("a", 50, weight="50", least_percent=50), _judged("b", 50, weight="50", least_percent=50),
)  # fmt: skip


def test_kommissionsmodellen_takes_out_before_price_is_looked_at() -> None:
    """udbudsportalen.dk, Tilbudsvælgeren, model 1: 70 of 100 in total and half on each criterion. Exact.

    30 + 42 = 72 stays in; 24 of 50 is 48 % (though 74 in all) and 34 + 35 is 69, so that these two are out, cheap
    as they are. A fourth with 40 + 45 = 85 is dearer: quality decides who stays, and then only the price.
    """
    lot = _evaluated(
        _tender(KOMMISSION, combination="quality_then_price", least_total=70),
        {"stays": 900, "half": 500, "total": 600, "dear": 950},
        a=[30, 24, 34, 40], b=[42, 50, 35, 45],
    )  # fmt: skip
    assert dict(lot.taken_out) == {"half": "below_threshold", "total": "below_total_threshold"}
    assert lot.ranking == ("stays", "dear")
    assert lot.award.awarded[0].bid == "stays"
    assert lot.lines["quality"][["stays", "dear"]].tolist() == [72, 85]
    excluded = {bid.id: bid.excluded_by for bid in lot.bids}
    assert excluded["half"] == "below_threshold"
    assert not {bid.id: bid.is_admitted for bid in lot.bids}["total"]


def test_a_bid_below_a_threshold_leaves_every_reference_to_the_others() -> None:
    """The same thresholds with points for the price: X = 50 % over the lowest of those that stay, 900 not 500.

    Price 40 %, a and b 30 % each, scale 10. Out is 500 with 24 of 50. 900 has 10 and 990 is 10 % over: 10 - 2 = 8.
    900: 0.4 x 10 + 0.3 x 6 + 0.3 x 8.4 = 8.32; 990: 3.2 + 0.3 x 8 + 0.3 x 9 = 8.3. Against 500 they would have
    had -6 and -9.6. The same as where the bid had never been there, or a person had not admitted it; 1e-9.
    """
    criteria = (
        {**PRICE, "weight": "40", "rule": "linear_over_best", "slope": 50},
        _judged("a", 50, weight="30", least_percent=50), _judged("b", 50, weight="30", least_percent=50),
    )  # fmt: skip
    tender = _tender(criteria, least_total=70)
    prices = {"first": 900.0, "second": 990.0, "out": 500.0}
    lot = _evaluated(tender, prices, a=[30, 40, 24], b=[42, 45, 50])
    assert dict(lot.taken_out) == {"out": "below_threshold"}
    assert lot.points["price"][["first", "second"]].tolist() == pytest.approx([10, 8], abs=1e-9)
    assert lot.total[["first", "second"]].tolist() == pytest.approx([8.32, 8.3], abs=1e-9)
    assert lot.ranking == ("first", "second")
    alone = _evaluated(tender, {name: prices[name] for name in ("first", "second")}, a=[30, 40], b=[42, 45])
    refused = _evaluated(tender, prices, out=["out"], a=[30, 40, 24], b=[42, 45, 50])
    for other in (alone, refused):
        assert other.total[["first", "second"]].tolist() == lot.total[["first", "second"]].tolist()
    assert dict(refused.taken_out) == {}


def test_akb_koebenhavn_2020_a_price_below_the_published_minimum_is_not_compliant() -> None:
    """AKB København (jurainfo.dk): 50 / 30 / 20, anchors 82.27 -> 10, 86.60 -> 8, 95.726 -> 0 million; 1e-9.

    82.26 is below the minimum and out, 95.73 above the maximum; 84.435 has 9 points. With solutions 6 and
    organisation 7 that is 4.5 + 1.8 + 1.4 = 7.7; 82.27 with 4 and 5 is 5 + 1.2 + 1 = 7.2.
    """
    criteria = (
        {**PRICE, "weight": "50", "rule": "curve", "lowest_valid": 82_270_000, "highest_valid": 95_726_000},
        _judged("solutions", weight="30"), _judged("organisation", weight="20"),
    )  # fmt: skip
    anchors = [
        ScoreRow(lot=LOT, criterion="price", from_value=at, gives=gives)
        for at, gives in ((82_270_000, 10), (86_600_000, 8), (95_726_000, 0))
    ]
    lot = _evaluated(
        _tender(criteria, anchors),
        {"below": 82_260_000, "middle": 84_435_000, "lowest": 82_270_000, "highest": 95_726_000, "above": 95_730_000},
        solutions=[10, 6, 4, 10, 10], organisation=[10, 7, 5, 10, 10],
    )  # fmt: skip
    assert dict(lot.taken_out) == dict.fromkeys(("below", "above"), "value_outside_limits")
    inside = ["middle", "lowest", "highest"]
    assert lot.points["price"][inside].tolist() == pytest.approx([9, 10, 0], abs=1e-9)
    assert lot.total[inside].tolist() == pytest.approx([7.7, 7.2, 5.0], abs=1e-9)
    assert lot.ranking == tuple(inside)


# ------------------------------------------------------------------------------------------ escalation

TAKEOVER: Mapping[str, Any] = {
    **PRICE, "weight": "25", "rule": "interval_escalating", "full_at": 0, "zero_at": 100_000, "zero_step": 50_000,
    "zero_most": 300_000,
}  # fmt: skip


def test_erst_2025_a_fee_above_the_hard_ceiling_is_out_and_escalates_nothing() -> None:
    """Erhvervsstyrelsen DA1 2025: ceiling 100,000, 150,000 ... 300,000; above 300,000 not compliant. 0.005.

    400,000 is out, so that 120,000 sets the ceiling at 150,000: 40,000 has 73.33 and 120,000 has 20. Price
    points to 2 decimals, weighted points to whole numbers: 0.25 x 73.33 = 18, 0.25 x 20 = 5; 0.75 x 81 = 60.75
    = 61 and 0.75 x 90 = 67.5 = 68; totals 79 and 73.
    """
    criteria = ({**TAKEOVER, "highest_valid": 300_000}, _judged("quality", 100, weight="75"))
    rows = [
        RoundingStep(lot=LOT, step="points", criterion="price", mode="half_up", decimals=2),
        RoundingStep(lot=LOT, step="weighted", mode="half_up", decimals=0),
    ]
    tender = _tender(criteria, rows, scale=100)
    prices = {"low": 40_000.0, "high": 120_000.0, "ceiling": 400_000.0}
    lot = _evaluated(tender, prices, quality=[81, 90, 100])
    assert dict(lot.taken_out) == {"ceiling": "value_outside_limits"}
    assert lot.points["price"][["low", "high"]].tolist() == [73.33, 20]
    assert lot.weighted.loc[["low", "high"]].to_numpy().tolist() == [[18, 61], [5, 68]]
    assert lot.total[["low", "high"]].tolist() == [79, 73]
    assert "escalation_applies" in _warned(lot)
    within = _evaluated(tender, {**prices, "ceiling": 300_000.0}, quality=[81, 90, 100])
    assert dict(within.taken_out) == {}
    # 100 x (1 - 40 / 300) = 86.67, 60 and 0.
    assert within.points["price"][list(prices)].tolist() == [86.67, 60, 0]


def test_erst_2025_hourly_rate_escalates_over_the_admitted_bids_only() -> None:
    """Erhvervsstyrelsen DA1 2025: 1,000, 1,150 and 1,350 have X = 40 % and 100, 62.5, 12.5; 1e-9.

    Without 1,350, which a person has not admitted, X is 30 % and 1,150 has 50.
    """
    criteria = (
        {**PRICE, "weight": "100", "rule": "linear_escalating", "slope": 30, "slope_step": 10, "slope_most": 200},
    )  # fmt: skip
    tender = _tender(criteria, scale=100)
    prices = {"a": 1_000.0, "b": 1_150.0, "c": 1_350.0}
    everyone = _evaluated(tender, prices)
    assert everyone.total[["a", "b", "c"]].tolist() == pytest.approx([100, 62.5, 12.5], abs=1e-9)
    assert "escalation_applies" in _warned(everyone)
    without = _evaluated(tender, prices, out=["c"])
    assert without.total[["a", "b"]].tolist() == pytest.approx([100, 50], abs=1e-9)
    assert "escalation_applies" not in _warned(without)


# ------------------------------------------------------------------------------------------ price models


def test_mercell_utility_index_through_a_tender() -> None:
    """Mercell page 196133486669: U 0.6, 0.5829, 0.55 at prices 1,000, 875, 600 and quality 0.9, 0.8, 0.6; 1e-4."""
    criteria = ({**PRICE, "weight": "40"}, _judged("quality", 1, weight="60"))
    lot = _evaluated(
        _tender(criteria, combination="utility_index"),
        {"a": 1_000, "b": 875, "c": 600}, quality=[0.9, 0.8, 0.6],
    )  # fmt: skip
    assert lot.total[["a", "b", "c"]].tolist() == pytest.approx([0.6, 0.5829, 0.55], abs=1e-4)
    assert lot.ranking == ("a", "b", "c")
    assert set(lot.lines.columns) == {"price", "quality"}


def test_adda_2022_mervarde_through_a_tender_and_its_tie_rule() -> None:
    """Adda 10539: sum less the amounts by grade; at equal sums the larger deduction on 5.3 first, then on 5.2.

    a: 100,000 - 30,000 - 10,000 = 60,000 and b: 100,000 - 10,000 - 30,000 = 60,000; c: 100,000 - 30,000 - 0 =
    70,000. b has the larger deduction on 5.3. Exact.
    """
    graded = {"rule": "amount_brackets", "assessor_scale": 3}
    criteria = (PRICE, {**_judged("k52", 3), **graded}, {**_judged("k53", 3), **graded})
    rows = [
        ScoreRow(lot=LOT, criterion=key, from_value=at, to_value=at, includes="both", gives=gives)
        for key in ("k52", "k53")
        for at, gives in enumerate((0, 10_000, 30_000, 45_000))
    ]
    lot = _evaluated(
        _tender(criteria, rows, combination="fixed_amounts", tie_break=("k53", "k52")),
        {"a": 100_000, "b": 100_000, "c": 100_000}, k52=[2, 1, 2], k53=[1, 2, 0],
    )  # fmt: skip
    assert lot.total[["a", "b", "c"]].tolist() == [60_000, 60_000, 70_000]
    assert lot.ranking == ("b", "a", "c")
    assert lot.ranks.tie_broken_by[0].by == "k53"


def test_a_tie_that_no_published_rule_breaks_stops_the_award() -> None:
    """e-Avrop: 500 and 750 at 50 and 100 % fulfilment both compare at 750, 1,000 at 1,500. Exact."""
    criteria = ({**PRICE, "weight": "50"}, _judged("fulfilment", 1, weight="50"))
    lot = _evaluated(
        _tender(criteria, combination="percentage_surcharge"),
        {"a": 500, "b": 1_000, "c": 750}, fulfilment=[0.5, 0.5, 1],
    )  # fmt: skip
    assert lot.total[["a", "b", "c"]].tolist() == [750, 1_500, 750]
    assert lot.ranks.tied == (("a", "c"),)
    assert lot.award.not_awarded_reason == "tie"


@pytest.mark.parametrize(("by", "winner"), [("price", "a"), ("quality", "b")])
def test_tenderzen_band_through_a_tender(by: str, winner: str) -> None:
    """tenderzen.de notice b3650c0f: 6 % under the best Z; 360 / 100,000 and 390 / 112,000 are within, 300 / 92,000 not."""
    lot = _evaluated(
        _tender(
            (PRICE, _judged("quality", 400, weight="100")),
            combination="quality_per_price", scale=400, ratio_factor=1_000_000, ratio_band=6, ratio_band_by=by,
        ),
        {"a": 100_000, "b": 112_000, "c": 92_000}, quality=[360, 390, 300],
    )  # fmt: skip
    assert lot.ranking[0] == winner
    assert lot.ranking[2] == "c"


def test_a_model_that_its_own_publisher_warns_of_must_be_acknowledged() -> None:
    """ProRail's 4 % off 30.0 million is 28.8 and beats 29.0 (1e-6), once the tender says that it knows what it does."""
    combination = "percentage_deduction"
    criteria = (PRICE, _judged("co2", 10, most_percent=10))
    prices = {"you": 30e6, "x": 29e6}
    with pytest.raises(UnusableModelError) as caught:
        _evaluated(_tender(criteria, combination=combination), prices, co2=[4, 0])
    assert caught.value.code == "not_acknowledged"
    lot = _evaluated(
        _tender(criteria, combination=combination, acknowledged=(combination,)), prices, co2=[4, 0]
    )
    assert lot.total[["you", "x"]].tolist() == pytest.approx([28_800_000, 29_000_000], abs=1e-6)
    assert lot.ranking == ("you", "x")
