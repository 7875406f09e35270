"""Laws of lives and waste that hold for whatever a bid states, through a whole evaluation."""

from collections.abc import Mapping

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evaluation import evaluate
from evaluation.bid import Bid
from evaluation.decisions import AcceptedEvidence, Decisions
from evaluation.evaluation_model import BuyBackClass, Criterion, EvidenceLevel, ResourcePrice, RouteShare
from evaluation.factors import Factor, GridYear, Material
from evaluation.result import LotEvaluation
from evaluation.substances import Substance
from evaluation.tender import Item, Tender
from tests.builders import LOT, bid_of, figure, tender_of

MEASURES = (
    "life_cycle_cost", "equivalent_annual_cost", "purchase_price", "price_and_use_cost", "gwp_a_to_c", "gwp_d",
    "life", "life_ratio", "guarantee", "guarantee_above_floor", "spare_parts_score", "repair_score",
    "second_life_score", "mci", "hazardous_waste", "substance_free_share", "residual_waste",
    "waste_hierarchy_score", "non_virgin_share", "packaging", "minimum:life", "minimum:mci",
)  # fmt: skip
# What grows as the kilograms do, and what is a share of them.
OF_KILOGRAMS = ("residual_waste", "packaging", "hazardous_waste")
SHARES_OF_KILOGRAMS = ("waste_hierarchy_score", "non_virgin_share", "mci")
STEEL = Material(
    key="steel", title_da="Stål", title_en="Steel", virgin="new", recycled="old", reused="again",
    recycling="sort", energy_recovery="burn", landfill="bury", recycling_yield=0.75,
)  # fmt: skip
FACTORS = tuple(
    Factor(key=key, title_da=key, title_en=key, declared_unit="kg", gwp_kg_co2e=value)
    for key, value in (
        ("new", 2.0), ("old", 0.5), ("again", 0.1), ("sort", 0.05), ("burn", 0.02), ("bury", 0.01),
    )
)  # fmt: skip
CRITERIA = (
    Criterion(lot=LOT, id="cost", title_da="Pris", weight="40", measure="life_cycle_cost", rule="linear_over_best",
              slope=50),
    Criterion(lot=LOT, id="waste", title_da="Affald", weight="30", measure="residual_waste", rule="best_ratio"),
    Criterion(lot=LOT, id="mci", title_da="Cirkularitet", weight="30", measure="mci", rule="fixed_interval",
              zero_at=0, full_at=1),
)  # fmt: skip

ONCE = st.just(0.0)
numbers = ONCE | st.floats(0.0, 500.0)
shares = ONCE | st.just(1.0) | st.floats(0.0, 1.0)


def tender(
    pieces: tuple[float, ...] = (10.0,),
    uses: float = 100.0,
    routes: Mapping[str, float] | None = None,
    /,
    **model: object,
) -> Tender:
    """Return a tender of chairs by the piece and gowns by the use, of which every measure is reported."""
    goods: dict[str, object] = {"lot": LOT, "reference": True, "reference_life": 8, "parts": 1}
    chair = {
        **goods,
        "key": "chair",
        "title_da": "Stol",
        "quantity": pieces,
        "repair_scheme": "fr_repairability",
    }
    gown = {
        **goods, "key": "gown", "title_da": "Kittel", "basis": "use", "life_unit": "uses", "demand": uses,
        "longest_years": 5.0, "repair_scheme": "fr_repairability",
    }  # fmt: skip
    whole = {"recycling": 0.3, "energy_recovery": 0.7} if routes is None else routes
    return tender_of(
        [Item.model_validate(chair), Item.model_validate(gown)],
        CRITERIA,
        materials=(STEEL,),
        factors=FACTORS,
        grids=(GridYear(carrier="el", year=2027, gwp_kg_co2e=0.1),),
        resource_prices=tuple(ResourcePrice(key=key, price=1.5, unit="x") for key in ("electricity", "disposal")),
        substances=(Substance(key="pvc", title_da="PVC", title_en="PVC", group="pvc", definition="0.1 %"),),
        buy_back_classes=(BuyBackClass(key="a", title_da="A", share=1.0),),
        evidence_levels=(EvidenceLevel(key="E4", title_da="Uvildig", credit=0.8),),
        routes=tuple(
            RouteShare(component=component, route=route, share=share)
            for component in ("product", "packaging", "consumable")
            for route, share in whole.items()
        ),
        model={
            "electricity_carrier": "el", "packaging_material": "steel", "consumables_waste": True,
            "reported_measures": MEASURES, **model,
        },
    )  # fmt: skip


TYPICAL: Mapping[str, float] = {
    "unit_price": 100.0, "mass_kg": 20.0, "recycled_share": 0.2, "reused_share": 0.1, "packaging_kg": 2.0,
    "guarantee": 5.0, "claimed_life": 10.0, "spare_parts_years": 5.0, "spare_parts_days": 5.0,
    "repair_index": 6.0, "hazardous_kg": 0.1, "consumables_kg_per_year": 0.5, "electricity_kwh_per_year": 10.0,
    "taken_back_reuse_share": 0.0, "taken_back_recycling_share": 0.5, "buy_back_a": 5.0,
    "uses_per_piece": 50.0, "loss_per_use": 0.02, "pieces_in_pool": 20.0, "electricity_kwh_per_cycle": 0.5,
    "price_if_lost": 20.0,
}  # fmt: skip
CIRCULATION = (
    "uses_per_piece", "loss_per_use", "pieces_in_pool", "electricity_kwh_per_cycle", "price_if_lost",
)  # fmt: skip


def offer(name: str, fee: str = "unit", /, **stated: float) -> Bid:
    """Return a bid that states the same of chair and gown, ``stated`` in place of what is typical."""
    of = {**TYPICAL, **stated}
    parts = {key: of.pop(key) for key in ("mass_kg", "recycled_share")}
    price, circulation = of.pop("unit_price"), {key: of.pop(key) for key in CIRCULATION}
    answers: dict[str, object] = {
        "taken_back": "yes", "upgrade_offered": "yes", "refurbishment_offered": "no", "buy_back_offered": "yes",
    }  # fmt: skip
    both = ("chair", "gown")
    return bid_of(
        name,
        prices=[
            {"key": key, "offered": "yes", "product": "x", "unit_price": price, "fee_basis": fee}
            for key in both
        ],
        product_data=[{"key": key, **answers, **of} for key in both],
        materials=[{"key": f"{key}/1", "item": key, "material": "steel", **parts} for key in both],
        circulation=[{"key": "gown", **circulation}],
        substance_answers=[{"key": f"{key}/pvc", "item": key, "contained": "no"} for key in both],
    )


def of_lot(tender: Tender, *bids: Bid, decisions: Decisions | None = None) -> LotEvaluation:
    """Return the evaluation of the one lot."""
    return evaluate(tender, bids, decisions or Decisions()).lots[LOT]


def test_every_measure_of_the_typical_bid_is_known() -> None:
    """Otherwise the laws below would hold of nothing."""
    done = of_lot(tender(residual_value="buy_back"), offer("a"))
    assert np.isfinite(done.indicators.to_numpy(dtype=float)).all()
    assert set(done.indicators.columns) == set(MEASURES)


STATED = st.fixed_dictionaries(
    {
        **{key: numbers for key in TYPICAL if not key.endswith("_share")},
        **dict.fromkeys(("recycled_share", "loss_per_use", "taken_back_recycling_share"), shares),
        "reused_share": ONCE,
        "repair_index": st.floats(0.0, 10.0),
        # Above nought by the bid sheet: what is used, is used once at least, by one piece at least.
        "claimed_life": st.floats(0.01, 500.0),
        "uses_per_piece": st.floats(1.0, 500.0),
        "pieces_in_pool": st.floats(0.01, 500.0),
    }
)
MODELS = st.fixed_dictionaries(
    {
        "life_basis": st.sampled_from(["reference", "guaranteed", "credited"]),
        "horizon": st.sampled_from(["study_period", "equivalent_annual"]),
        "residual_value": st.sampled_from(["none", "straight_line", "nist", "percentage", "buy_back"]),
        "residual_share": st.sampled_from([0.0, 0.2]),
        "discount_rate": st.sampled_from([0.0, 0.035]),
        "timing": st.sampled_from(["end_of_year", "mid_year", "continuous"]),
    }
)


@settings(max_examples=100, deadline=None)
@given(
    stated=STATED,
    model=MODELS,
    fee=st.sampled_from(["unit", "use", "year", "month", "contract"]),
    pieces=st.lists(st.sampled_from([0.0, 3.0]), min_size=1, max_size=2),
    uses=st.sampled_from([0.0, 0.5, 1000.0]),
)
def test_nothing_divides_by_nought(
    stated: dict[str, float], model: dict[str, object], fee: str, pieces: list[float], uses: float
) -> None:
    """Noughts in prices, masses, lives, losses and quantities: no error and no infinity; what has no figure is NaN.

    Warnings of numpy are errors here, so that a division by nought that nobody has foreseen ends the test.
    """
    asked = tender(tuple(pieces), uses, contract_years=2, **model)
    done = of_lot(asked, offer("a", fee, **stated), offer("b"))
    for frame in (done.indicators, done.points, done.weighted, done.total.to_frame()):
        assert not np.isinf(frame.to_numpy(dtype=float)).any()
    for column in ("present_value", "amount"):
        assert not np.isinf(done.streams[column].to_numpy(dtype=float)).any()
    assert not np.isinf(done.mass_flows["residual_kg"].to_numpy(dtype=float)).any()


@settings(max_examples=40, deadline=None)
@given(scale=st.floats(0.001, 1000.0), recycled=shares, recycling=st.floats(0.0, 1.0))
def test_grams_in_place_of_kilograms_scale_the_waste_and_leave_its_shares(
    scale: float, recycled: float, recycling: float
) -> None:
    """All masses times ``scale``: residual, packaging and hazardous waste times it, hierarchy, non-virgin and MCI alike."""
    kilograms = {
        key: scale * TYPICAL[key]
        for key in ("mass_kg", "packaging_kg", "hazardous_kg", "consumables_kg_per_year")
    }
    routes = {"recycling": recycling, "energy_recovery": 1.0 - recycling}
    same = {"recycled_share": recycled, "reused_share": 0.0}
    done = of_lot(tender((10.0,), 100.0, routes), offer("a", **same), offer("b", **same, **kilograms))
    for measure in OF_KILOGRAMS:
        assert figure(done, "b", measure) == pytest.approx(scale * figure(done, "a", measure), rel=1e-9)
    for measure in SHARES_OF_KILOGRAMS:
        assert figure(done, "b", measure) == pytest.approx(figure(done, "a", measure), rel=1e-9, abs=1e-12)


@settings(max_examples=40, deadline=None)
@given(
    reuse=st.integers(0, 100), recycling=st.integers(0, 100), product=st.integers(0, 100),
    packed=st.integers(0, 100), uses=st.floats(1.0, 200.0), loss=st.floats(0.0, 0.5),
)  # fmt: skip
def test_all_that_goes_in_comes_out_by_one_route_or_another(  # noqa: PLR0913  (a drawn case)
    reuse: int, recycling: int, product: int, packed: int, uses: float, loss: float
) -> None:
    """Product, packaging and consumables, each row's routes together its whole mass, whatever is taken back.

    Chairs 10 x 10 years / 8 of 20 kg and as many packings of 2 kg; gowns 1,000 uses / their mean uses of 20 kg and
    1,000 packings; 100 chair-years of 0.5 kg of consumables. What is left over is never more than went in.
    """
    back, again = sorted((reuse, recycling))
    collected, burnt = sorted((product, packed))
    routes = {
        "recycling": collected / 100, "energy_recovery": (burnt - collected) / 100, "landfill": 1 - burnt / 100,
    }  # fmt: skip
    stated = {
        "taken_back_reuse_share": back / 100, "taken_back_recycling_share": (again - back) / 100,
        "guarantee": 8.0, "claimed_life": 8.0, "uses_per_piece": uses, "loss_per_use": loss,
    }  # fmt: skip
    done = of_lot(tender((10.0,), 100.0, routes), offer("a", **stated))
    flows = done.mass_flows
    routed = (flows["kg"] * flows["route_share"]).groupby(flows["component"], observed=True).sum()
    gowns = 1000 / done.lives.purchase[0, 1]
    assert routed["product"] == pytest.approx(20.0 * (10 * 10 / 8 + gowns))
    assert routed["packaging"] == pytest.approx(2.0 * (10 * 10 / 8 + 1000))
    assert routed["consumable"] == pytest.approx(0.5 * 100)
    assert figure(done, "a", "residual_waste") <= routed.sum() * (1 + 1e-12)


@settings(max_examples=40, deadline=None)
@given(
    claim=st.floats(0.1, 100.0),
    guarantee=st.floats(0.0, 50.0),
    one=st.floats(0.0, 1.0),
    other=st.floats(0.0, 1.0),
)
def test_better_evidence_that_a_person_accepts_never_shortens_a_life_and_never_costs_waste(
    claim: float, guarantee: float, one: float, other: float
) -> None:
    """The same claim with a level that credits less and with one that credits more, where the credited life counts."""
    low, high = sorted((one, other))
    asked = tender(life_basis="credited").model_copy(
        update={
            "evidence_levels": tuple(
                EvidenceLevel(key=key, title_da=key, credit=credit)
                for key, credit in (("low", low), ("high", high))
            )
        }
    )
    decisions = Decisions(
        accepted_evidence=tuple(
            AcceptedEvidence(
                lot=LOT,
                bid=level,
                item="chair",
                claim="claimed_life",
                level=level,
                by="N. N.",
                at="2026-11-20",
            )
            for level in ("low", "high")
        )
    )
    bids = [offer(name, claimed_life=claim, guarantee=guarantee) for name in ("low", "high")]
    done = of_lot(asked, *bids, decisions=decisions)
    assert done.lives.credited[0, 0] <= done.lives.credited[1, 0] + 1e-9
    assert done.lives.purchase[0, 0] <= done.lives.purchase[1, 0] + 1e-9
    assert figure(done, "high", "residual_waste") <= figure(done, "low", "residual_waste") * (1 + 1e-9)
