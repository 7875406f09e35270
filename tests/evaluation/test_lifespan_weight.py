"""How much lifespan weighs: two items by hand, and random lots against lives that are one per cent longer and shorter."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from evaluation import Decisions, evaluate
from evaluation.bid import Bid
from evaluation.decisions import AcceptedEvidence
from evaluation.evaluation_model import Criterion, EvidenceLevel, MaterialPrice, ResourcePrice, RouteShare
from evaluation.external_prices import ExternalPrice
from evaluation.factors import Factor, FactorImpact, GridYear, Material
from evaluation.lifespan_weight import LifespanWeight, lifespan_weight
from evaluation.result import LotEvaluation
from evaluation.tender import Item, Tender
from evaluation.tender_checks import tender_faults
from tests.builders import LOT, bid_of, tender_of
from tests.evaluation.longer_lives import elasticities
from tests.evaluation.test_circulation import asked, gown, service
from tests.evaluation.two_chairs import LIFE, PRICE, chair_decisions, chair_tender, chairs

# A central difference in ln life is off by a third derivative times h^2 / 6. For a measure a + b/N, and one straight
# in N, that derivative is at most 0.1 + 1, so that h = 0.01 is off by less than 1.1 x 1e-4 / 6 = 2e-5.
SMOOTH = 5e-5
CHAIR, DESK = "chair", "desk"


def scored(of: Mapping[str, tuple[str, float, float]], **fields: object) -> list[Criterion]:
    """Return criteria on a fixed interval: measure -> weight, value of no points, value of full points."""
    return [
        Criterion.model_validate(
            {
                "lot": LOT, "id": f"c_{measure}", "title_da": measure, "weight": Decimal(weight), "measure": measure,
                "rule": "fixed_interval", "zero_at": zero, "full_at": full, **fields,
            }
        )
        for measure, (weight, zero, full) in of.items()
    ]  # fmt: skip


BY_HAND = {
    "life_cycle_cost": ("60", 10_000.0, 0.0),
    "residual_waste": ("20", 200.0, 0.0),
    "life": ("20", 0.0, 20.0),
}


def two_items(criteria: Sequence[Criterion] = (), basis: str = "credited", **model: Any) -> Tender:  # noqa: ANN401  (fields of the model)
    """Return ten chairs of five years and ten desks of ten, over ten years without interest; all of them is burned."""
    rows = [
        Item(key=key, lot=LOT, title_da=key, quantity=(10.0,), reference_life=life, reference=True, parts=0)
        for key, life in ((CHAIR, 5.0), (DESK, 10.0))
    ]
    return tender_of(
        rows,
        criteria or scored(BY_HAND),
        resource_prices=(ResourcePrice(key="electricity", price=2.0, unit="kWh"),),
        routes=tuple(
            RouteShare(component=part, route="energy_recovery", share=1.0)
            for part in ("product", "packaging")
        ),
        model={"study_years": 10, "discount_rate": 0.0, "life_basis": basis, **model},
    )


def furniture(name: str = "a", kwh: float = 12.5, mass: float | None = 2.0, guarantee: float = 1.0) -> Bid:
    """Return a bid of chairs of 100 kr. and 2 kg that last 5 years, and desks of 50 kr. and 6 kg that last 10."""
    return bid_of(
        name,
        prices=[
            {"key": key, "offered": "yes", "product": "x", "unit_price": price}
            for key, price in ((CHAIR, 100.0), (DESK, 50.0))
        ],
        product_data=[
            {
                "key": key, "claimed_life": life, "guarantee": guarantee, "electricity_kwh_per_year": kwh / 2,
                "mass_kg": kg, "packaging_kg": 0.0,
            }
            for key, life, kg in ((CHAIR, 5.0, mass), (DESK, 10.0, 6.0))
        ],
    )  # fmt: skip


def weighed(tender: Tender, *bids: Bid) -> LifespanWeight:
    """Return how much lifespan weighs in the one lot."""
    return lifespan_weight(evaluate(tender, bids or [furniture()]).lots[LOT])


def test_half_of_a_cost_all_waste_and_the_life_itself_weigh_seventy_of_a_hundred() -> None:
    """Pieces: 20 chairs at 100 and 10 desks at 50 are 2,500; energy 10 x 12.5 kWh x 2 kr. x 10 years 2,500 more.

    So half of the cost falls by one per cent where lives are one per cent longer: 60 x 0.5 = 30. All of the waste
    does, 20, and the life itself grows by one: 20. In all 70, of which 20 are the criterion on life.

    A year more saves 2,000/5 + 500/10 = 450 kr. and 40/5 + 60/10 = 14 kg. At 10 points for 10,000 kr. and for 200
    kg: 0.45 x 60 % + 0.7 x 20 %, and half a point for a year of life, x 20 %: 0.27 + 0.14 + 0.1 = 0.51.
    """
    found = weighed(two_items())
    assert found.nominal == 20.0
    assert found.by_criterion.tolist() == [[pytest.approx(30.0, abs=1e-9), pytest.approx(20.0), 20.0]]
    assert found.effective.tolist() == [pytest.approx(70.0, abs=1e-9)]
    assert found.points_per_year.tolist() == [pytest.approx(0.51, abs=1e-6)]
    assert (found.unit, found.unknown) == ("years", ())


def test_on_the_buyers_life_only_the_criterion_on_life_reacts_and_without_one_nothing_does() -> None:
    found = weighed(two_items(basis="reference"))
    assert found.by_criterion.tolist() == [[0.0, 0.0, 20.0]]
    others = scored({"life_cycle_cost": ("75", 10_000.0, 0.0), "residual_waste": ("25", 200.0, 0.0)})
    none = weighed(two_items(others, basis="reference"))
    assert (none.nominal, none.effective.tolist(), none.points_per_year.tolist()) == (0.0, [0.0], [0.0])
    assert not none.reacts.any()
    assert none.unit is None


def test_the_weight_scales_with_the_weights_of_the_criteria() -> None:
    half = {
        **{measure: (str(Decimal(of[0]) / 2), *of[1:]) for measure, of in BY_HAND.items()},
        "price_and_use_cost": ("50", 10_000.0, 0.0),
    }
    found = weighed(two_items(scored(half)))
    assert found.effective.tolist() == [pytest.approx(35.0, abs=1e-9)]
    assert found.nominal == 10.0


def test_what_is_of_single_items_reacts_as_lives_one_per_cent_longer_and_shorter_find_it() -> None:
    """Circularity grows by 0.9 x LFI / X for one per cent of X, the lowest life by its own; consumables do not wear.

    The guarantee of 7 years above a floor of 4 grows by 7/3. Of ln(7 exp u - 4) at 0 the second derivative is -3.11 and
    the third 11.4, and the middle of ln 0.99 and ln 1.01 is -5e-5: the step finds 3.11 x 5e-5 + 11.4 x 1e-4 / 6 = 3.5e-4
    too much, 0.007 of its 20. So the step is held to 0.01 of 100.
    """
    of = {
        "mci": ("20", 0.0, 1.0), "minimum:life": ("20", 0.0, 20.0), "guarantee_above_floor": ("20", 0.0, 5.0),
        "residual_waste": ("20", 200.0, 0.0), "hazardous_waste": ("10", 20.0, 0.0), "life_cycle_cost": ("10", 9e4, 0.0),
    }  # fmt: skip
    tender = two_items(
        scored(of), "guaranteed", consumables_waste=True, feedstock_yield=0.8, repairs="from_life"
    )
    tables = {name: getattr(tender, name) for name in Tender.model_fields}
    items = tuple(
        row.model_copy(update={"guarantee_floor": 4.0, "parts": 1, "life_shape": 1.7}) for row in tender.items
    )
    steel = Material(key="steel", title_da="S", title_en="S", recycling_yield=0.6)
    routes = tuple(
        RouteShare(component=part, route=route, share=share)
        for part in ("product", "packaging", "consumable")
        for route, share in (("recycling", 0.4), ("energy_recovery", 0.6))
    )
    sold = (MaterialPrice(material="steel", price=3.0, date="2026-10-01"),)
    of_parts = Tender(
        **tables | {"items": items, "materials": (steel,), "routes": routes, "material_prices": sold}
    )
    made = furniture(guarantee=7.0)
    rows = made.tables["product_data"].assign(
        hazardous_kg=0.2,
        consumables_kg_per_year=0.1,
        claimed_life=12.0,
        claimed_life_statistic="median",
        repair_price=40.0,
    )
    extra = bid_of("a", materials=[
        {"key": f"{key}/1", "item": key, "part": "p", "material": "steel", "mass_kg": 3.0, "recycled_share": 0.2}
        for key in (CHAIR, DESK)
    ])  # fmt: skip
    bid = replace(made, tables={**made.tables, "product_data": rows, **extra.tables})
    lot = evaluate(of_parts, [bid]).lots[LOT]
    weights = np.array([20.0, 20.0, 20.0, 20.0, 10.0, 10.0])
    expected = elasticities(lot)[0] * weights
    found = lifespan_weight(lot).by_criterion[0]
    assert found == pytest.approx(expected, abs=1e-2)
    by_measure = dict(zip(of, found, strict=True))
    assert by_measure["guarantee_above_floor"] == pytest.approx(20.0 * 7.0 / 3.0)
    assert by_measure["minimum:life"] == pytest.approx(20.0)
    assert 0.0 < by_measure["residual_waste"] < 20.0


def test_what_is_not_known_is_nan_with_its_criterion_and_so_is_the_sum() -> None:
    found = weighed(two_items(), furniture(mass=None))
    assert np.isnan(found.by_criterion[0]).tolist() == [False, True, False]
    assert np.isnan(found.effective[0])
    assert [(why.bid, why.criterion, why.reason) for why in found.unknown] == [
        ("a", "c_residual_waste", "value_not_known")
    ]


def test_where_the_lowest_cost_wins_the_whole_is_that_cost_and_there_are_no_points() -> None:
    cost = Criterion(lot=LOT, id="cost", title_da="TCO", weight=Decimal(100), measure="life_cycle_cost")
    found = weighed(two_items([cost], combination="lowest_cost"))
    assert found.effective.tolist() == [pytest.approx(50.0, abs=1e-9)]
    assert [(why.criterion, why.reason) for why in found.unknown] == [(None, "no_points")]


def test_in_a_price_model_a_criterion_weighs_what_the_total_moves_by() -> None:
    """E = P (1 + w (15 - v) / 10) with w = 50 / 50: by one per cent more of P it moves by one, and of v by v / (25 - v)."""
    price = PRICE.model_copy(update={"rule": None, "slope": None})
    done = evaluate(
        chair_tender((price, LIFE), combination="percentage_surcharge"), chairs(), chair_decisions({})
    )
    lot = done.lots[LOT]
    life = lot.values["life"].to_numpy(dtype=float)
    assert np.isfinite(life).all()
    expected = np.stack([np.full(2, 100.0), 100.0 * life / (25.0 - life)], axis=1)
    np.testing.assert_allclose(lifespan_weight(lot).weights, expected, rtol=1e-5)


def test_the_best_bid_gains_nothing_by_a_longer_life_where_no_rule_lifts_it_above_full_points() -> None:
    """B uses twice the energy: 7,500 kr. to 5,000, of which a year more saves 450 kr.

    At a slope of 50 % its 10 points less 10 x 0.5/0.5 grow by 10 x 450/5,000/0.5 = 1.8.
    """
    cost = Criterion(
        lot=LOT, id="cost", title_da="TCO", weight=Decimal(100), measure="life_cycle_cost",
        rule="linear_over_best", slope=50,
    )  # fmt: skip
    found = weighed(two_items([cost]), furniture("a"), furniture("b", kwh=25.0))
    assert found.points_per_year.tolist() == [0.0, pytest.approx(1.8, abs=1e-6)]


def test_what_percentage_leaves_of_a_price_falls_with_the_price() -> None:
    """Without interest a fifth of each price comes back: 2,500 x 0.8 = 2,000 of 4,500 kr. react."""
    cost = scored({"life_cycle_cost": ("100", 10_000.0, 0.0)})
    found = weighed(two_items(cost, residual_value="percentage", residual_share=0.2))
    assert found.effective.tolist() == [pytest.approx(100 * 2000 / 4500, abs=1e-9)]


def test_a_recovered_price_reacts_by_the_slope_of_its_annuity() -> None:
    """At 5 % over 5 and 10 years, N A'(N) / A(N), A' the mean of the years before and after."""
    found = weighed(
        two_items(scored({"life_cycle_cost": ("100", 1e4, 0.0)}), discount_rate=0.05), furniture(kwh=0.0)
    )
    factor = 1.05 ** -np.arange(12.0)
    annuity = np.concatenate([[0.0], np.cumsum(factor[1:])])
    of = {n: n * (factor[n] + factor[n + 1]) / 2 / annuity[n] for n in (5, 10)}
    price = {5: 1000 / annuity[5], 10: 500 / annuity[10]}
    expected = sum(of[n] * price[n] for n in of) / sum(price.values())
    assert found.elasticities.tolist() == [[pytest.approx(expected, abs=1e-9)]]


@pytest.mark.parametrize(
    ("item", "cycle"),
    [
        ({}, {}),
        ({}, {"loss_per_use": 0.0}),
        # 39 uses with losses, of which five years of 200 pieces allow 25: a longer life changes nothing.
        ({"longest_years": 5.0}, {"pieces_in_pool": 200.0}),
        ({"longest_years": 5.0}, {"pieces_in_pool": 100.0}),
        ({}, {"uses_per_piece": 1.0}),
    ],
)
def test_uses_with_losses_and_a_highest_age_react_as_one_per_cent_more_uses_do(
    item: dict[str, float], cycle: dict[str, float]
) -> None:
    criteria = scored({"purchase_price": ("50", 1e5, 0.0), "residual_waste": ("50", 200.0, 0.0)})
    tender = asked(gown(**item), criteria=criteria)
    bid = service("unit", **cycle)
    bid.tables["product_data"]["guarantee"] = cycle.get("uses_per_piece", 75.0)
    lot = evaluate(tender, [bid]).lots[LOT]
    found = lifespan_weight(lot)
    assert found.elasticities == pytest.approx(elasticities(lot), abs=SMOOTH)
    if "longest_years" in item and cycle["pieces_in_pool"] == 200.0:
        assert not found.reacts.any()
    else:
        assert found.unit == "uses"


FACTORS = tuple(
    Factor(key=key, title_da=key, title_en=key, declared_unit="kg", gwp_kg_co2e=value)
    for key, value in (("made", 2.0), ("again", 0.7), ("sorted", 0.1), ("burnt", 0.5), ("saved", -1.0))
)
STEEL = Material(
    key="steel", title_da="Stål", title_en="Steel", virgin="made", recycled="again", recycling="sorted",
    energy_recovery="burnt", credit_recycling="saved", recycling_yield=0.75,
)  # fmt: skip
MEASURES = (
    "life_cycle_cost", "equivalent_annual_cost", "cost_with_external", "external_cost", "price_and_use_cost",
    "purchase_price", "gwp_a_to_c", "gwp_d", "a2_ap", "residual_waste", "packaging", "waste_hierarchy_score",
    "non_virgin_share", "life", "life_ratio", "guarantee", "spare_parts_score",
)  # fmt: skip
# Within a year, so that one per cent more or less is in the same year of an annuity.
LIVES = st.integers(1, 24).map(lambda year: year + 0.5)


@st.composite
def small_lots(draw: st.DrawFn) -> LotEvaluation:
    """Return an evaluation of one bid on two items, every measure a criterion."""
    share = st.integers(0, 10).map(lambda tenth: tenth / 10)
    amount = st.integers(1, 500).map(float)
    keys = (CHAIR, DESK)
    items = [
        Item(key=key, lot=LOT, title_da=key, reference_life=draw(LIVES), reference=True, parts=1,
             quantity=tuple(draw(st.lists(amount, min_size=1, max_size=3))))
        for key in keys
    ]  # fmt: skip
    weight = {measure: ("5" if n else "20", 1.0, 2.0) for n, measure in enumerate(MEASURES)}
    up = scored(weight, direction="higher")
    tender = tender_of(
        items,
        up,
        materials=(STEEL,),
        factors=FACTORS,
        factor_impacts=tuple(FactorImpact(factor=f.key, indicator="a2_ap", value=f.gwp_kg_co2e / 3) for f in FACTORS),
        grids=(GridYear(carrier="el", year=2027, gwp_kg_co2e=0.2),),
        external_prices=(ExternalPrice(price_set="set_a", pollutant="co2e", year=None, price=900.0),),
        resource_prices=(
            ResourcePrice(key="electricity", price=2.0, unit="kWh"),
            ResourcePrice(key="disposal", price=draw(amount), unit="kg"),
        ),
        evidence_levels=(EvidenceLevel(key="E4", title_da="Uvildig", credit=0.8),),
        routes=tuple(
            RouteShare(component=part, route=route, share=of)
            for part, recycled in (("product", draw(share)), ("packaging", draw(share)))
            for route, of in (("recycling", recycled), ("energy_recovery", 1 - recycled))
        ),
        model={
            "study_years": draw(st.integers(3, 20)), "contract_years": 3, "discount_rate": draw(share) / 10,
            "life_basis": draw(st.sampled_from(["reference", "guaranteed", "credited"])),
            "horizon": draw(st.sampled_from(["study_period", "equivalent_annual"])),
            "timing": draw(st.sampled_from(["end_of_year", "mid_year", "continuous"])),
            "residual_value": draw(st.sampled_from(["none", "straight_line", "nist"])),
            "packaging_material": "steel", "external_price_set": "set_a", "least_coverage": 0.0,
        },
    )  # fmt: skip
    bid = bid_of(
        "a",
        prices=[{"key": key, "offered": "yes", "product": "x", "unit_price": draw(amount)} for key in keys],
        product_data=[
            {"key": key, "claimed_life": draw(LIVES), "guarantee": draw(LIVES), "packaging_kg": draw(amount),
             "electricity_kwh_per_year": draw(amount), "reused_share": 0.0, "spare_parts_days": 4.0,
             "spare_parts_years": draw(st.integers(1, 20)) + 0.1}
            for key in keys
        ],
        materials=[
            {"key": f"{key}/1", "item": key, "material": "steel", "mass_kg": draw(amount), "recycled_share": draw(share)}
            for key in keys
        ],
    )  # fmt: skip
    accepted = AcceptedEvidence(lot=LOT, bid="a", item=CHAIR, claim="claimed_life", level="E4")
    return evaluate(tender, [bid], Decisions(accepted_evidence=(accepted,))).lots[LOT]


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None, max_examples=40)
@given(lot=small_lots())
def test_every_elasticity_is_that_of_lives_one_per_cent_longer_and_shorter(lot: LotEvaluation) -> None:
    """The guaranteed and the credited life may be the guarantee, the claim, the reference, or between them."""
    found = lifespan_weight(lot)
    assert set(found.criteria) == {f"c_{measure}" for measure in MEASURES}
    assert found.elasticities == pytest.approx(elasticities(lot), abs=SMOOTH, rel=SMOOTH)
    reacting = {name for name, moves in zip(found.criteria, found.reacts, strict=True) if moves}
    if lot.taken.model.life_basis == "reference":
        assert reacting <= {"c_life", "c_life_ratio", "c_guarantee", "c_spare_parts_score"}
    else:
        assert {"c_life_cycle_cost", "c_gwp_a_to_c", "c_a2_ap", "c_residual_waste", "c_life"} <= reacting
    assert found.nominal == 20.0


@pytest.mark.parametrize("measure", ["life", "life_ratio", "guarantee", "spare_parts_score"])
def test_a_life_that_is_scored_where_it_counts_in_denominators_only_is_a_fault(measure: str) -> None:
    criteria = scored({measure: ("50", 0.0, 20.0), "residual_waste": ("50", 200.0, 0.0)})
    (found,) = tender_faults(two_items(criteria, life_in_criteria="denominators_only"))
    assert (found.code, found.values["key"]) == ("life_scored_in_denominators_only", f"c_{measure}")
    assert tender_faults(two_items(criteria)) == ()


def test_without_a_scored_life_the_denominators_may_be_all_that_counts() -> None:
    criteria = scored({"life_cycle_cost": ("50", 1e4, 0.0), "residual_waste": ("50", 200.0, 0.0)})
    assert tender_faults(two_items(criteria, life_in_criteria="denominators_only")) == ()
