"""Measures of single items: circularity, repair, a second life, guarantee above the floor, and their lowest."""

from decimal import Decimal

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evaluation import evaluate
from evaluation.bid import Bid
from evaluation.evaluation_model import Criterion, MaterialPrice, RouteShare
from evaluation.factors import Material
from evaluation.measures import measure_of
from evaluation.result import LotEvaluation
from evaluation.sheets import bid_sheets
from evaluation.tender import Item, Tender
from evaluation.tender_checks import tender_faults
from tests.builders import LOT, bid_of, figure, tender_of

Stated = float | str | None
GOODS: dict[str, object] = {"lot": LOT, "reference": True, "reference_life": 10}
ALL = (
    "mci", "repair_score", "second_life_score", "guarantee_above_floor", "life_ratio", "hazardous_waste",
    "residual_waste", "life", "minimum:life", "minimum:mci",
)  # fmt: skip
COST = Criterion(
    lot=LOT, id="cost", title_da="TCO", weight=Decimal(100), measure="life_cycle_cost", rule="best_ratio"
)


def routes(recycling: float, *, reuse: float = 0.0) -> tuple[RouteShare, ...]:
    """Return where product and packaging go; the rest is burnt. What pieces consume is burnt whole."""
    shares = {"recycling": recycling, "reuse": reuse, "energy_recovery": 1.0 - recycling - reuse}
    return (
        *(
            RouteShare(component=component, route=route, share=share)
            for component in ("product", "packaging")
            for route, share in shares.items()
        ),
        RouteShare(component="consumable", route="energy_recovery", share=1.0),
    )


def tender(
    *items: Item,
    measures: tuple[str, ...] = ALL,
    recycling: float = 0.19,
    reuse: float = 0.0,
    **model: object,
) -> Tender:
    steel = Material(key="steel", title_da="Stål", title_en="Steel", recycling_yield=0.75)
    return tender_of(
        items, [COST], materials=(steel,), routes=routes(recycling, reuse=reuse),
        model={"reported_measures": measures, "life_basis": "guaranteed", **model},
    )  # fmt: skip


def chair(**fields: object) -> Item:
    return Item.model_validate({"key": "chair", "title_da": "Stol", "quantity": (1.0,), **GOODS, **fields})


def bid(parts: dict[str, tuple[float, float]] | None = None, /, **stated: Stated) -> Bid:
    """Return a bid on the chair; ``parts`` has mass and recycled share by row."""
    row: dict[str, object] = {
        "key": "chair",
        "guarantee": 15.0,
        "packaging_kg": 0.0,
        "taken_back": "no",
        **stated,
    }
    rows = {"chair/1": (19.21, 0.31)} if parts is None else parts
    materials = [
        {
            "key": key,
            "item": key.split("/")[0],
            "part": key,
            "material": "steel",
            "mass_kg": kg,
            "recycled_share": share,
        }
        for key, (kg, share) in rows.items()
    ]
    prices = [{"key": "chair", "offered": "yes", "product": "x", "unit_price": 100.0}]
    return bid_of("a", prices=prices, product_data=[row], materials=materials)


def done(of: Tender, *bids: Bid) -> LotEvaluation:
    return evaluate(of, bids).lots[LOT]


@pytest.mark.parametrize(("collected", "expected"), [(0.92, 0.709811), (0.19, 0.534)])
def test_hag_h04_credo_chair_of_epd_nepd_35e_by_what_is_collected(collected: float, expected: float) -> None:
    """19.21 kg, 31 % recycled, 92 % recyclable, guaranteed for 15 years to the 10 of others; both yields 0.75.

    All recyclable collected: V 13.2549, W0 1.5368, W_F 1.9850, W_C 4.4183, W 4.7385, LFI 0.483649, X 1.5:
    1 - 0.483649 x 0.9 / 1.5 = 0.709811. Of the hospitals' waste 19 % is collected: LFI 0.777, 0.534.
    """
    result = done(tender(chair(), recycling=collected), bid())
    assert figure(result, "a", "mci") == pytest.approx(expected, abs=5e-4)
    if collected == 0.92:
        assert result.circularity.lfi[0, 0] == pytest.approx(0.483649, abs=1e-6)
    # With why: the share that goes round after use is what the route says, less what recycling loses.
    assert result.circularity_rates.recycled_output[0] == pytest.approx(collected * 0.75)
    assert result.circularity_rates.recycled_input[0] == pytest.approx(0.31)
    assert result.circularity_rates.life_ratio[0] == 1.5


def test_parts_are_summed_by_flows_and_packaging_is_no_part() -> None:
    """10 kg recycled wholly and 10 kg virgin: V 10, W_F 10 x (1 - 0.75) / 0.75 = 3.3333, nothing collected, W0 20.

    W = 20 + 3.3333 / 2 = 21.6667; LFI = 31.6667 / (40 + 3.3333 / 2) = 0.76; X 1.5: 1 - 0.76 x 0.6 = 0.544.
    """
    halves = bid({"chair/1": (10.0, 1.0), "chair/2": (10.0, 0.0)}, packaging_kg=5.0)
    assert figure(done(tender(chair(), recycling=0.0), halves), "a", "mci") == pytest.approx(0.544)


def test_a_mass_that_is_missing_leaves_circularity_unknown() -> None:
    silent = bid({"chair/1": (np.nan, 0.3)})
    assert np.isnan(figure(done(tender(chair()), silent), "a", "mci"))


def test_a_bold_life_counts_no_more_than_the_published_cap() -> None:
    """Guaranteed for 40 years to 10: 4 without a cap, 1.45 with; in the indicator too, 1 - 0.777 x 0.9 / 1.45."""
    bold = bid(guarantee=40.0)
    assert figure(done(tender(chair()), bold), "a", "life_ratio") == 4.0
    capped = done(tender(chair(), life_ratio_floor=0.67, life_ratio_cap=1.45), bold)
    assert figure(capped, "a", "life_ratio") == 1.45
    assert figure(capped, "a", "mci") == pytest.approx(1 - capped.circularity.lfi[0, 0] * 0.9 / 1.45)
    short = done(tender(chair(), life_ratio_floor=0.67, life_ratio_cap=1.45), bid(guarantee=2.0))
    assert figure(short, "a", "life_ratio") == 0.67


@pytest.mark.parametrize(
    ("scheme", "stated", "expected"),
    [
        ("eu_2023_1669", {"repair_index": 3.975}, 0.74375),
        ("fr_repairability", {"repair_index": 6.5}, 0.65),
        ("fr_repairability", {}, np.nan),
        ("none", {"repair_index": 6.5}, np.nan),
        ("eu_2023_1669", {"repair_index": 6.5}, np.nan),
    ],
)
def test_a_published_index_is_taken_over_onto_nought_to_one(
    scheme: str, stated: dict[str, Stated], expected: float
) -> None:
    """(3.975 - 1) / 4 and 6.5 / 10; an index that is missing, not asked for or of another scheme is no score."""
    result = done(tender(chair(repair_scheme=scheme)), bid(**stated))
    assert figure(result, "a", "repair_score") == pytest.approx(expected, nan_ok=True)


def test_the_card_weighs_its_six_scores() -> None:
    """Depth 5 (0.25), all others 3 (0.15 each): 0.25 x 1 + 0.75 x 0.5 = 0.625; with one missing there is no score."""
    names = ("fasteners", "tools", "spare_parts", "upgrade_or_refurbishment", "repair_information")
    scores: dict[str, Stated] = {"card_disassembly_depth": 5.0, **{f"card_{name}": 3.0 for name in names}}
    of = tender(chair(repair_scheme="card"))
    assert figure(done(of, bid(**scores)), "a", "repair_score") == pytest.approx(0.625)
    assert np.isnan(figure(done(of, bid(**{**scores, "card_tools": np.nan})), "a", "repair_score"))


def test_a_second_life_is_a_third_for_each_offer_and_unknown_where_one_is_not_answered() -> None:
    offers: dict[str, Stated] = {
        "upgrade_offered": "yes",
        "refurbishment_offered": "no",
        "buy_back_offered": "yes",
    }
    assert figure(done(tender(chair()), bid(**offers)), "a", "second_life_score") == pytest.approx(2 / 3)
    offers["buy_back_offered"] = None
    assert np.isnan(figure(done(tender(chair()), bid(**offers)), "a", "second_life_score"))


@pytest.mark.parametrize(("guarantee", "expected"), [(15.0, 10.0), (5.0, 0.0), (2.0, 0.0)])
def test_only_the_guarantee_above_what_is_asked_for_anyway_counts(guarantee: float, expected: float) -> None:
    of = tender(chair(guarantee_floor=5.0))
    assert figure(done(of, bid(guarantee=guarantee)), "a", "guarantee_above_floor") == expected


def test_the_lowest_of_the_items_is_not_their_mean() -> None:
    """Guaranteed 15 and 4 years, ten chairs to one lamp: the mean 14, the lowest 4."""
    lamp = Item.model_validate({"key": "lamp", "title_da": "Lampe", "quantity": (1.0,), **GOODS, "parts": 0})
    of = tender(chair(quantity=(10.0,)), lamp, measures=("life", "minimum:life"))
    both = bid_of(
        "a",
        prices=[{"key": key, "offered": "yes", "unit_price": 1.0} for key in ("chair", "lamp")],
        product_data=[{"key": "chair", "guarantee": 15.0}, {"key": "lamp", "guarantee": 4.0}],
    )
    assert figure(done(of, both), "a", "life") == pytest.approx(14.0)
    assert figure(done(of, both), "a", "minimum:life") == 4.0


def test_a_sum_has_no_lowest_item() -> None:
    with pytest.raises(KeyError):
        measure_of("minimum:life_cycle_cost")
    codes = [fault.code for fault in tender_faults(tender(chair(), measures=("minimum:packaging",)))]
    assert codes


def test_hazardous_waste_is_of_the_pieces_that_the_period_wears() -> None:
    """0.3 kg a chair, worn 10 years / 15 = 2/3 of a chair: 0.2 kg."""
    assert figure(done(tender(chair()), bid(hazardous_kg=0.3)), "a", "hazardous_waste") == pytest.approx(0.2)


def test_what_a_piece_consumes_is_waste_of_every_year() -> None:
    """Two chairs a year of 0.4 kg over ten years, burnt whole: 8 kg beside 2 x 10/15 x 19.21 x (1 - 0.19 x 0.75)."""
    of = tender(chair(quantity=(2.0,)), consumables_waste=True)
    result = done(of, bid(consumables_kg_per_year=0.4))
    assert figure(result, "a", "residual_waste") == pytest.approx(8.0 + 4 / 3 * 19.21 * (1 - 0.19 * 0.75))
    without = done(tender(chair(quantity=(2.0,))), bid(consumables_kg_per_year=0.4))
    assert figure(result, "a", "residual_waste") - figure(without, "a", "residual_waste") == pytest.approx(
        8.0
    )


def test_no_column_is_asked_for_what_no_measure_reads() -> None:
    asked = {c.field for sheet in bid_sheets(tender(chair(), measures=("life",)), LOT) for c in sheet.columns}
    new = {
        "repair_index",
        "hazardous_kg",
        "consumables_kg_per_year",
        "upgrade_offered",
        "claimed_life_statistic",
    }
    assert asked.isdisjoint(new)


def claims(**stated: Stated) -> Bid:
    return bid(claimed_life=20.0, guarantee=0.0, **stated)


@pytest.mark.parametrize(
    ("statistic", "expected"),
    [("mean", 20.0), ("median", 20.0 / 0.939437), ("b10", 20.0 / 0.366263), (None, 0.0)],
)
def test_a_claim_is_converted_from_its_statistic_to_the_mean(statistic: str | None, expected: float) -> None:
    """Weibull of shape 2: of the mean the median is sqrt(ln 2) / Gamma(1.5) = 0.832555 / 0.886227 = 0.939437.

    B10 is sqrt(-ln 0.9) / Gamma(1.5) = 0.324593 / 0.886227 = 0.366263 of it. Credited is no more
    than the reference without accepted evidence; what is not said to be any of them leaves the guarantee, here none.
    """
    result = done(
        tender(chair(life_shape=2.0, reference_life=1000)), claims(claimed_life_statistic=statistic)
    )
    assert float(result.lives.credited[0, 0]) == pytest.approx(expected, rel=1e-4)


def test_a_claim_is_worth_less_in_hard_use_and_a_guarantee_is_not() -> None:
    """Use 0.8 and maintenance 1.1 of ISO 15686-8: 20 x 0.88 = 17.6; 18 years guaranteed stay 18."""
    hard = tender(chair(in_use_factor=0.8, maintenance_factor=1.1, reference_life=1000))
    assert float(done(hard, claims()).lives.credited[0, 0]) == pytest.approx(17.6)
    assert float(done(hard, bid(claimed_life=20.0, guarantee=18.0)).lives.credited[0, 0]) == 18.0


@pytest.mark.parametrize(("units", "is_told"), [(22, False), (21, True), (None, False)])
def test_a_test_of_22_pieces_proves_what_90_per_cent_reach_with_90_per_cent_confidence(
    units: int | None,
    is_told: bool,  # noqa: FBT001  (a case)
) -> None:
    """ln(0.1) / ln(0.9) = 21.85 pieces tested for the life that 90 % are claimed to reach, the B10."""
    of = tender(chair(life_shape=1.5))
    stated = claims(claimed_life_statistic="b10", units_tested=units, tested_life=20.0)
    told = [w.values for w in done(of, stated).warnings if w.code == "test_proves_less"]
    assert len(told) == is_told
    if told:
        assert (told[0]["claimed"], told[0]["percent"]) == (20.0, 90.0)
        assert float(str(told[0]["proven"])) == pytest.approx(20.0 * (21 / 21.8543) ** (1 / 1.5), abs=0.06)


shares = st.floats(0.0, 1.0)


@settings(max_examples=40, deadline=None)
@given(reuse=shares, more=shares, recycled=shares)
def test_more_reuse_never_raises_residual_waste_or_lowers_circularity(
    reuse: float, more: float, recycled: float
) -> None:
    """In place of burning; and mass in is mass out over the routes."""
    less, greater = sorted((reuse, more))
    results = [
        done(tender(chair(), recycling=0.0, reuse=share), bid({"chair/1": (19.21, recycled)}))
        for share in (less, greater)
    ]
    before, after = results
    assert figure(after, "a", "residual_waste") <= figure(before, "a", "residual_waste") + 1e-9
    assert figure(after, "a", "mci") >= figure(before, "a", "mci") - 1e-9
    for result in results:
        flows = result.mass_flows
        routed = (flows["kg"] * flows["route_share"])[flows["component"] == "product"].sum()
        assert routed == pytest.approx(19.21 * float(result.pieces_asked[0]) * 10 / 15)


@settings(max_examples=40, deadline=None)
@given(claim=st.floats(0.1, 500.0), guarantee=st.floats(0.0, 100.0), reference=st.floats(0.5, 100.0))
def test_no_life_is_below_the_guarantee_and_none_that_drives_purchases_below_one(
    claim: float, guarantee: float, reference: float
) -> None:
    for basis in ("reference", "guaranteed", "credited"):
        of = tender(chair(reference_life=reference), life_basis=basis)
        lives = done(of, bid(claimed_life=claim, guarantee=guarantee)).lives
        assert lives.credited[0, 0] >= guarantee
        assert lives.purchase[0, 0] >= 1.0


@pytest.mark.parametrize(
    ("stated", "sold"),
    [({}, 2 / 3 * 19.21 * 0.19), ({"taken_back": "yes", "taken_back_recycling_share": 1.0}, 0.0)],
)
def test_what_the_buyer_collects_is_sold_at_the_dated_price_and_what_is_taken_back_is_not(
    stated: dict[str, Stated], sold: float
) -> None:
    """2 kr. a kilogram of 19 % of two thirds of a chair, spread over ten years at 3.5 %: annuity factor 8.316605."""
    of = tender(chair())
    tables = {name: getattr(of, name) for name in Tender.model_fields}
    priced = Tender(
        **tables | {"material_prices": (MaterialPrice(material="steel", price=2.0, date="2026-10-01"),)}
    )
    worth = figure(done(of, bid(**stated)), "a", "life_cycle_cost") - figure(
        done(priced, bid(**stated)), "a", "life_cycle_cost"
    )
    assert worth == pytest.approx(2.0 * sold / 10 * 8.316605, rel=1e-6)
    streams = done(priced, bid(**stated)).streams
    assert bool((streams["category"] == "material_value").any()) == (sold > 0)
