"""Silence never pays: with published defaults that are worse than typical, withholding a true value wins no point."""

from functools import cache

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from evaluation import evaluate
from evaluation.bid import Bid
from evaluation.decisions import AcceptedEvidence, Decisions
from evaluation.evaluation_model import Criterion, EvidenceLevel, PublishedDefault, RouteShare
from evaluation.factors import Factor, GridYear, Material
from evaluation.substances import Substance
from evaluation.tender import Item, Tender
from tests.builders import LOT, bid_of, tender_of

# The true values of a bidder, none of them worse than what is published for a bid that does not say.
WORST = {
    ("product_data", "electricity_kwh_per_year"): 60.0,
    ("product_data", "water_m3_per_year"): 5.0,
    ("declarations", "gwp_a1_a3"): 90.0,
    ("declarations", "gwp_c3"): 20.0,
    ("declarations", "biogenic_kg_co2"): 40.0,
    ("product_data", "packaging_kg"): 3.0,
}
# What counts as none where it is blank: a share that is worth telling.
SHARES = (
    ("materials", "recycled_share"),
    ("product_data", "reused_share"),
    ("product_data", "taken_back_reuse_share"),
)
NAMES = (*WORST, *SHARES)
CRITERIA = tuple(
    Criterion(
        lot=LOT, id=name, title_da=name, weight=weight, measure=measure, rule="linear_over_best", slope=100
    )
    for name, measure, weight in (("gwp", "gwp_a_to_c", "60"), ("waste", "residual_waste", "40"))
)


@cache
def asked() -> Tender:
    """Return a tender of a chair by mass and a lamp that is declared, with defaults for what may be left out."""
    steel = Material(key="steel", title_da="Stål", title_en="Steel", virgin="new", recycled="old", reused="again",
                     recycling="sort", energy_recovery="burn", landfill="bury", recycling_yield=0.9)  # fmt: skip
    factors = tuple(
        Factor(key=key, title_da=key, title_en=key, declared_unit="kg", gwp_kg_co2e=value)
        for key, value in (
            ("new", 2.0), ("old", 0.5), ("again", 0.1), ("sort", 0.05), ("burn", 0.02), ("bury", 0.01), ("tap", 0.3),
        )
    )  # fmt: skip
    goods: dict[str, object] = {"lot": LOT, "quantity": (3.0,), "reference_life": 8, "reference": True}
    chair = Item.model_validate({"key": "chair", "title_da": "Stol", **goods})
    lamp = Item.model_validate(
        {"key": "lamp", "title_da": "Lampe", "factor_basis": "declared", "stores_carbon": True, **goods}
    )
    return tender_of(
        [chair, lamp],
        CRITERIA,
        materials=(steel,),
        factors=factors,
        grids=(GridYear(carrier="el", year=2027, gwp_kg_co2e=0.1),),
        routes=tuple(
            RouteShare(component=c, route=r, share=s)
            for c in ("product", "packaging")
            for r, s in (("recycling", 0.3), ("energy_recovery", 0.7))
        ),
        defaults=tuple(
            PublishedDefault(field=f"{table}.{field}", value=value, basis="b")
            for (table, field), value in WORST.items()
        ),
        model={
            "electricity_carrier": "el", "water_factor": "tap", "packaging_material": "steel",
            "declared_modules": ("A1-A3", "C4"),
        },
    )  # fmt: skip


def offer(name: str, told: dict[tuple[str, str], float | None]) -> Bid:
    of: dict[str, dict[str, float | None]] = {"product_data": {}, "declarations": {}, "materials": {}}
    for (table, field), value in told.items():
        of[table][field] = value
    return bid_of(
        name,
        prices=[
            {"key": key, "offered": "yes", "product": "x", "unit_price": 1.0} for key in ("chair", "lamp")
        ],
        product_data=[
            {"key": key, "mass_kg": 4.0, "taken_back": "yes", **of["product_data"]}
            for key in ("chair", "lamp")
        ],
        declarations=[{"key": "lamp", "gwp_c4": 1.0, **of["declarations"]}],
        materials=[
            {"key": "chair/1", "item": "chair", "material": "steel", "mass_kg": 9.0, **of["materials"]}
        ],
    )


TRUE = st.fixed_dictionaries(
    {
        **{name: st.floats(0.0, worst) for name, worst in WORST.items()},
        **{name: st.floats(0.0, 0.9) for name in SHARES},
    }
)
RIVAL: dict[tuple[str, str], float | None] = {
    **{k: v / 2 for k, v in WORST.items()},
    **dict.fromkeys(SHARES, 0.2),
}


@given(TRUE, st.sampled_from(NAMES))
@example({**WORST, **dict.fromkeys(SHARES, 0.0)}, ("declarations", "biogenic_kg_co2"))
@settings(max_examples=30, deadline=None)
def test_withholding_a_true_value_never_raises_points(
    true: dict[tuple[str, str], float], withheld: tuple[str, str]
) -> None:
    tender, rival = asked(), offer("rival", RIVAL)
    told = evaluate(tender, [offer("a", dict(true)), rival]).lots[LOT].total["a"]
    silent = evaluate(tender, [offer("a", {**true, withheld: None}), rival]).lots[LOT].total["a"]
    assert silent <= told + 1e-9


# ------------------------------------------------------------------- claims of repair, a second life, substances
# The criterion that each claim is scored by; what is withheld of the statistic leaves the guarantee.
SCORED_BY = {
    "repair_index": "repair_score",
    "hazardous_kg": "hazardous_waste",
    "consumables_kg_per_year": "residual_waste",
    "upgrade_offered": "second_life_score",
    "claimed_life_statistic": "life",
    "contained": "substance_free_share",
}
# Points from nought to full, lower or higher being better.
INTERVALS = {
    "repair_score": (0, 1), "hazardous_waste": (5, 0), "residual_waste": (200, 0), "second_life_score": (0, 1),
    "life": (0, 100), "substance_free_share": (0, 1),
}  # fmt: skip


@cache
def asked_of_circularity() -> Tender:
    """Return a tender of a chair on all six claims, without a published default for any of them."""
    weights = ("20", "16", "16", "16", "16", "16")
    criteria = tuple(
        Criterion(
            lot=LOT, id=measure, title_da=measure, weight=weight, measure=measure, rule="fixed_interval",
            zero_at=zero, full_at=full,
        )
        for (measure, (zero, full)), weight in zip(INTERVALS.items(), weights, strict=True)
    )  # fmt: skip
    chair = Item(
        key="chair", lot=LOT, title_da="Stol", quantity=(3.0,), reference_life=8, reference=True, life_shape=2.0,
        repair_scheme="fr_repairability",
    )  # fmt: skip
    return tender_of(
        [chair],
        criteria,
        materials=(Material(key="steel", title_da="Stål", title_en="Steel", recycling_yield=0.75),),
        substances=tuple(
            Substance(key=key, title_da=key, title_en=key, group="pvc", definition="0.1 %") for key in ("pvc", "pfas")
        ),
        evidence_levels=(EvidenceLevel(key="E4", title_da="Uvildig", credit=0.8),),
        routes=tuple(
            RouteShare(component=component, route="energy_recovery", share=1.0)
            for component in ("product", "packaging", "consumable")
        ),
        model={"life_basis": "guaranteed", "consumables_waste": True},
    )  # fmt: skip


def claimed(**told: float | str | None) -> Bid:
    """Return a bid on the chair, guaranteed for two years, that tells what it is given."""
    product_data = {key: value for key, value in told.items() if key != "contained"}
    return bid_of(
        "a",
        prices=[{"key": "chair", "offered": "yes", "product": "x", "unit_price": 1.0}],
        product_data=[
            {"key": "chair", "guarantee": 2.0, "packaging_kg": 1.0, "refurbishment_offered": "no",
             "buy_back_offered": "no", **product_data}
        ],
        materials=[{"key": "chair/1", "item": "chair", "material": "steel", "mass_kg": 9.0}],
        substance_answers=[
            {"key": "chair/pvc", "item": "chair", "contained": told["contained"]},
            {"key": "chair/pfas", "item": "chair", "contained": "yes"},
        ],
    )  # fmt: skip


@pytest.mark.parametrize("withheld", SCORED_BY)
@given(
    true=st.fixed_dictionaries(
        {
            "repair_index": st.floats(0.0, 10.0),
            "hazardous_kg": st.floats(0.0, 50.0),
            "consumables_kg_per_year": st.floats(0.0, 50.0),
            "upgrade_offered": st.sampled_from(["yes", "no"]),
            "claimed_life": st.floats(2.0, 60.0),
            "claimed_life_statistic": st.sampled_from(["mean", "median", "b10"]),
            "contained": st.sampled_from(["yes", "no"]),
        }
    ),
    is_proven=st.booleans(),
)
@settings(max_examples=25, deadline=None)
def test_withholding_a_claim_never_gives_more_points_than_the_truth_however_bad_it_is(
    withheld: str, true: dict[str, float | str], *, is_proven: bool
) -> None:
    """A claim without a default leaves its criterion and the total without points; a statistic leaves the guarantee.

    Not a nought that is better than the truth: 50 kg of hazardous waste told are many points below nought, and
    none told are no points at all.
    """
    row = AcceptedEvidence(
        lot=LOT, bid="a", item="chair", claim="claimed_life", level="E4", by="N. N.", at="2026-11-20"
    )
    decisions = Decisions(accepted_evidence=(row,) if is_proven else ())
    told, silent = (
        evaluate(asked_of_circularity(), [claimed(**of)], decisions).lots[LOT]
        for of in (true, {**true, withheld: None})
    )
    assert np.isfinite(told.total["a"])
    criterion = SCORED_BY[withheld]
    if withheld == "claimed_life_statistic":
        without, with_it = (of.points[criterion].to_numpy(dtype=float)[0] for of in (silent, told))
        assert without <= with_it + 1e-9
        assert silent.total["a"] <= told.total["a"] + 1e-9
        assert silent.lives.credited[0, 0] == 2.0
    else:
        assert np.isnan(silent.points[criterion].to_numpy(dtype=float)).all()
        assert np.isnan(silent.total["a"])
        assert silent.ranking == ()
