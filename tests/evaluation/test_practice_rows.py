"""Traps that a first draft of such a method fell into, each held to the figure that is true."""

from dataclasses import replace

import numpy as np
import pytest

from evaluation import evaluate
from evaluation.bid import Bid
from evaluation.decisions import AcceptedEvidence, Decisions
from evaluation.evaluation_model import BuyBackClass, Criterion, EvidenceLevel, ResourcePrice, RouteShare
from evaluation.factors import Factor, GridYear, Material
from evaluation.result import LotEvaluation
from evaluation.scoring.absolute import FixedInterval
from evaluation.scoring.relative import LinearOverBest
from evaluation.tender import Item, Tender
from lca_data.library import select
from tests.builders import LOT, bid_of, figure, tender_of

FIVE_YEARS = Criterion(
    lot=LOT, id="lifespan", title_da="Levetid", weight="100", measure="life", rule="fixed_interval",
    zero_at=5, full_at=15,
)  # fmt: skip
EMISSIONS = Criterion(
    lot=LOT, id="gwp", title_da="Udledning", weight="100", measure="gwp_a_to_c", rule="fixed_interval",
    zero_at=100, full_at=0,
)  # fmt: skip


def of_lot(tender: Tender, *bids: Bid) -> LotEvaluation:
    """Return the evaluation of the one lot."""
    return evaluate(tender, bids).lots[LOT]


def priced(name: str, price: float, **product_data: object) -> Bid:
    """Return a bid on one item."""
    return bid_of(
        name,
        prices=[{"key": "thing", "offered": "yes", "product": "x", "unit_price": price}],
        product_data=[{"key": "thing", **product_data}],
    )


def test_a_chair_with_two_years_guarantee_is_bought_twice_in_twelve_years_and_not_five_times() -> None:
    """Reference life 10 years, 12 years of study, 3.5 %, straight-line value of what is left.

    1450 x (1 + 1.035^-10) - 1450 x 8/10 x 1.035^-12 = 1450 x (1 + 0.708919) - 1160 x 0.661783 = 1710.26.
    The 1,250 chair by the same factor 1250/1450: 1474.37. A slope of 50 % and a scale of 10 give the first
    10 x (1 - (1450/1250 - 1)/0.5) = 6.8 points.
    """
    chair = Item(key="thing", lot=LOT, title_da="Stol", quantity=(1.0,), reference_life=10, reference=True)
    tender = tender_of([chair], model={"study_years": 12, "residual_value": "straight_line"})
    done = of_lot(tender, priced("new", 1450.0), priced("remanufactured", 1250.0))
    assert done.indicators["life_cycle_cost"].to_dict() == pytest.approx(
        {"new": 1710.26, "remanufactured": 1474.37}, abs=0.01
    )
    assert done.points.loc["new", "cost"] == pytest.approx(6.8, abs=1e-12)
    assert done.pieces_bought.tolist() == [[2.0], [2.0]]


MACHINES = (
    ("compactor", 4, 12),
    ("roll_packer", 1, 12),
    ("oven", 3, 10),
    ("dishwasher", 2, 10),
    ("chiller", 1, 10),
)
BID_P = ((98000, 2900, 0, 3200), (265000, 0, 0, 9000), (84000, 9800, 38, 2100), (56000, 7600, 54, 2600),
         (52000, 3300, 0, 1200), (9000,))  # fmt: skip
BID_Q = ((118000, 2100, 0, 2600), (289000, 0, 0, 7500), (96500, 8100, 22, 1900), (71000, 5700, 38, 2100),
         (59000, 2600, 0, 1000), (11500,))  # fmt: skip
BID_R = ((71000, 3000, 0, 3600), (279000, 0, 0, 8200), (88000, 9300, 35, 2000), (60000, 7100, 47, 2400),
         (54500, 3000, 0, 1100), (8800,))  # fmt: skip


def test_thirteen_machines_are_bought_once_and_lie_within_six_per_cent_of_each_other() -> None:
    """Price + 8.316605 x yearly cost, the sum of 1.035^-1 to 1.035^-10.

    P: 1,091,000 + 8.316605 x (59,500 kWh x 1.60 + 222 m3 x 70 + 34,500) = 2,298,904
    Q: 1,274,500 + 8.316605 x (46,700 x 1.60 + 142 x 70 + 28,800) = 2,218,102
    R: 1,019,100 + 8.316605 x (57,100 x 1.60 + 199 x 70 + 34,500) = 2,181,678
    """
    items = [
        Item(key=key, lot=LOT, title_da=key, quantity=(float(n),), reference_life=life, reference=True)
        for key, n, life in MACHINES
    ]
    items.append(Item(key="table", lot=LOT, title_da="Bord", quantity=(2.0,), reference_life=15))
    prices = (
        ResourcePrice(key="electricity", price=1.6, unit="kWh"),
        ResourcePrice(key="water", price=70, unit="m3"),
    )
    tender = tender_of(items, resource_prices=prices, model={"yearly_service": True})
    names = ("electricity_kwh_per_year", "water_m3_per_year", "service_price_per_year")
    bids = [
        bid_of(
            name,
            prices=[
                {"key": item.key, "offered": "yes", "product": "x", "unit_price": float(line[0])}
                for item, line in zip(items, lines, strict=True)
            ],
            product_data=[
                {"key": item.key, **dict(zip(names, map(float, line[1:]), strict=True))}
                for item, line in zip(items, lines, strict=True)
                if item.reference
            ],
        )
        for name, lines in (("p", BID_P), ("q", BID_Q), ("r", BID_R))
    ]
    done = of_lot(tender, *bids)
    assert done.indicators["life_cycle_cost"].round().to_dict() == {"p": 2298904, "q": 2218102, "r": 2181678}
    assert done.pieces_bought.sum(axis=1).tolist() == [13.0, 13.0, 13.0]
    assert done.ranking == ("r", "q", "p")


@pytest.mark.parametrize("basis", ["reference", "guaranteed", "credited"])
def test_a_laptop_used_for_four_years_is_bought_once_and_gives_no_income(basis: str) -> None:
    """Guarantee 3 years, claim 5, reference life 4: every basis gives at least 4 years, so one laptop."""
    laptop = Item(key="thing", lot=LOT, title_da="Bærbar", quantity=(1.0,), reference_life=4, reference=True)
    tender = tender_of(
        [laptop],
        [FIVE_YEARS],
        model={"study_years": 4, "life_basis": basis, "reported_measures": ("life_cycle_cost",)},
    )
    done = of_lot(tender, priced("a", 6500.0, guarantee=3.0, claimed_life=5.0))
    assert done.pieces_bought.tolist() == [[1.0]]
    assert (done.streams["amount"] >= 0).all()
    assert figure(done, "a", "life_cycle_cost") == 6500.0


def test_energy_that_the_bidder_pays_out_of_the_fee_costs_the_buyer_nothing_and_still_emits() -> None:
    """480,000 uses at 19.50: 9.36 m without discounting, and nothing on top.

    0.25 kWh x 1.60 + 0.9 kWh x 0.75 + 10 l x 70 / 1000 = 1.775 a use would be a ghost cost of 0.85 m.
    """
    gown = Item(
        key="thing", lot=LOT, title_da="Kittel", basis="use", demand=120_000.0, life_unit="uses",
        reference_life=50, reference=True, use_payer="bidder", factor_basis="product_class",
    )  # fmt: skip
    tender = tender_of(
        [gown],
        model={
            "study_years": 4,
            "discount_rate": 0.0,
            "electricity_carrier": "el",
            "heat_carrier": "el",
            "water_factor": "water",
            "reported_measures": ("gwp_a_to_c",),
        },
        resource_prices=tuple(
            ResourcePrice(key=key, price=price, unit="x")
            for key, price in (("electricity", 1.6), ("heat", 0.75), ("water", 70.0))
        ),
        grids=(GridYear(carrier="el", year=2027, gwp_kg_co2e=0.1),),
        factors=(Factor(key="water", title_da="V", title_en="W", declared_unit="m3", gwp_kg_co2e=0.35),),
    )
    bid = bid_of(
        "a",
        prices=[{"key": "thing", "offered": "yes", "product": "x", "unit_price": 19.5, "fee_basis": "use"}],
        circulation=[
            {"key": "thing", "uses_per_piece": 75.0, "loss_per_use": 0.02, "electricity_kwh_per_cycle": 0.25,
             "heat_kwh_per_cycle": 0.9, "water_litres_per_cycle": 10.0, "price_if_lost": 0.0}
        ],
    )  # fmt: skip
    done = of_lot(tender, bid)
    ghost = done.streams.loc[done.streams["category"].isin(["energy", "water"])]
    assert figure(done, "a", "life_cycle_cost") == pytest.approx(480_000 * 19.5)
    assert set(ghost["payer"]) == {"bidder"}
    assert float(ghost["present_value"].sum()) == pytest.approx(480_000 * 1.775)
    assert round(480_000 * 1.775 / 1e6, 2) == 0.85
    # 480,000 x (1.15 kWh x 0.1 kg/kWh + 0.01 m3 x 0.35) = 56,880 kg.
    assert figure(done, "a", "gwp_a_to_c") == pytest.approx(56_880)


@pytest.mark.parametrize(
    ("basis", "reference", "independent", "own"),
    [
        # The older anchor, the guarantee alone: 5 + 0.8 x 10 = 13 years, and 5 + 0.4 x 10 = 9 and a second chair.
        ("credited", None, 1993.10, 2714.33),
        # From the reference life of 10 on: 14 and 12 years, of which 2/14 and nothing are left in year 12.
        ("credited", 10.0, 2100 * (1 - 2 / 14 / 1.035**12), 2100.0),
        # The buyer's life for all: 2,100 x (1 + 1.035^-10) - 2,100 x 8/10 x 1.035^-12, whatever the document.
        ("reference", 10.0, 2476.93, 2476.93),
    ],
)
def test_a_chair_does_not_cost_721_less_for_one_document(
    basis: str, reference: float | None, independent: float, own: float
) -> None:
    """Price 2,100, guarantee 5 years, claim 15, over 12 years at 3.5 % with straight-line end value.

    13 years: 2,100 x (1 - 1/13 x 1.035^-12) = 1,993.10. 9 years: 2,100 x (1 + 1.035^-9 - 6/9 x 1.035^-12)
    = 2,714.33. The difference of 721.2 on 1,600 chairs is 1.15 m for one document.
    """
    chair = Item(
        key="thing", lot=LOT, title_da="Stol", quantity=(1.0,), reference_life=reference, reference=True
    )
    tender = tender_of(
        [chair],
        model={"study_years": 12, "residual_value": "straight_line", "life_basis": basis},
        evidence_levels=(
            EvidenceLevel(key="E4", title_da="Uvildig", credit=0.8),
            EvidenceLevel(key="E2", title_da="Egen", credit=0.4),
        ),
    )
    decisions = Decisions(
        accepted_evidence=tuple(
            AcceptedEvidence(
                lot=LOT, bid=bid, item="thing", claim="claimed_life", level=level, by="N. N.", at="2026-11-20"
            )
            for bid, level in (("independent", "E4"), ("own", "E2"))
        )
    )
    bids = [priced(name, 2100.0, guarantee=5.0, claimed_life=15.0) for name in ("independent", "own")]
    done = evaluate(tender, bids, decisions).lots[LOT]
    assert done.indicators["life_cycle_cost"].to_dict() == pytest.approx(
        {"independent": independent, "own": own}, abs=0.01
    )
    if reference is None:
        assert (own - independent) * 1600 == pytest.approx(1.15e6, abs=0.005e6)


def test_a_distribution_over_conditions_turns_which_buy_back_is_better() -> None:
    """8,000 laptops back after 4 years at 3.5 %, prices 1,500/200/0 and 800/600/300 for condition A/B/C.

    As one field, the price of A: 8,000 x 1,500 / 1.035^4 = 10.5 m against 5.6 m, p better by 4.9 m. With 10, 30 and
    60 % in A, B and C: 8,000 x 210 / 1.147523 = 1.46 m against 8,000 x 440 / 1.147523 = 3.07 m, q better by 1.6 m.
    """
    laptop = Item(key="thing", lot=LOT, title_da="Pc", quantity=(8000.0,), reference_life=5, reference=True)
    for shares, expected in (((1.0, 0.0, 0.0), (10.46e6, 5.58e6)), ((0.1, 0.3, 0.6), (1.46e6, 3.07e6))):
        classes = tuple(
            BuyBackClass(key=key, title_da=key, share=share) for key, share in zip("abc", shares, strict=True)
        )
        tender = tender_of(
            [laptop], model={"study_years": 4, "residual_value": "buy_back"}, buy_back_classes=classes
        )
        p = priced("p", 6500.0, buy_back_a=1500.0, buy_back_b=200.0, buy_back_c=0.0)
        q = priced("q", 6500.0, buy_back_a=800.0, buy_back_b=600.0, buy_back_c=300.0)
        costs = of_lot(tender, p, q).indicators["life_cycle_cost"]
        credit = {bid: 8000 * 6500 - cost for bid, cost in costs.items()}
        assert credit == pytest.approx(dict(zip("pq", expected, strict=True)), abs=0.01e6)
        assert costs["q"] < costs["p"] if shares[2] else costs["p"] < costs["q"]


@pytest.mark.parametrize(
    ("factor_basis", "expected", "told"),
    [
        ("generic_mass", {"a": 8.92, "b": 1.5}, ["clothing", "pet"]),
        ("product_class", {"a": 8.92, "b": 8.92}, None),
    ],
)
def test_one_gown_gets_two_footprints_where_bidders_choose_the_row_and_one_where_the_buyer_does(
    factor_basis: str, expected: dict[str, float], told: list[str] | None
) -> None:
    """0.4 kg as finished clothing, 22.3 kg a kilogram: 8.92 kg; as PET, 3.75: 1.5 kg. Same gown, same part."""
    rows = {"clothing": 22.3, "pet": 3.75, "gown": 8.92}
    gown = Item(
        key="thing", lot=LOT, title_da="Kittel", quantity=(1.0,), reference_life=1, reference=True, parts=1,
        factor_basis=factor_basis, product_class="gown",
    )  # fmt: skip
    tender = tender_of(
        [gown],
        [EMISSIONS],
        model={"study_years": 1},
        materials=tuple(
            Material(key=key, title_da=key, title_en=key, virgin=key, kind="product_class" if key == "gown" else "material")
            for key in rows
        ),
        factors=tuple(
            Factor(key=key, title_da=key, title_en=key, declared_unit="kg", gwp_kg_co2e=value)
            for key, value in rows.items()
        ),
    )  # fmt: skip
    bids = [
        bid_of(
            name,
            prices=[{"key": "thing", "offered": "yes", "product": "x", "unit_price": 1.0}],
            product_data=[{"key": "thing", "packaging_kg": 0.0}],
            materials=[{"key": "thing/1", "item": "thing", "part": part, "material": row, "mass_kg": 0.4}],
        )
        for name, part, row in (("a", "Kittel, stof", "clothing"), ("b", "kittel,  STOF", "pet"))
    ]
    done = of_lot(tender, *bids)
    production = done.impacts.loc[done.impacts["module"] == "A1-A3"]
    assert production.groupby("bid", observed=True)["gwp"].sum().to_dict() == pytest.approx(expected)
    warned = [w.values for w in done.warnings if w.code == "part_of_several_materials"]
    baseline = replace(bids[1], is_baseline=True)
    alone = of_lot(tender, bids[0], baseline)
    assert "part_of_several_materials" not in {w.code for w in alone.warnings}
    assert warned == ([{"item": "thing", "part": "kittel, stof", "materials": told}] if told else [])


@pytest.mark.parametrize(("best", "slope_gives"), [(0.24, -27.5), (0.14, -68.571), (0.43, -2.093)])
def test_a_slope_over_the_best_gives_absurd_points_for_kilograms_and_an_interval_does_not(
    best: float, slope_gives: float
) -> None:
    """Single use 0.69 kg a use. Slope 50 %, scale 10: 10 - 10 x (0.69 / best - 1) / 0.5.

    An interval from today's 0.69 (no points) to a target of 0.14 (full): 0, and 10 x (0.69 - best) / 0.55.
    """
    values, admitted = np.array([0.69, best]), np.array([True, True])
    slope = LinearOverBest(slope=50, direction="lower", scale=10).points(values, admitted)
    assert slope.tolist() == pytest.approx([slope_gives, 10.0], abs=0.001)
    interval = FixedInterval(direction="lower", full_at=0.14, zero_at=0.69, scale=10).points(values, admitted)
    assert interval.tolist() == pytest.approx([0.0, 10 * (0.69 - best) / 0.55])


@pytest.mark.parametrize(("factor_basis", "gap"), [("declared", 1.187), ("product_class", 0.0)])
def test_a_declared_footprint_against_a_generic_one_is_no_difference_of_products(
    factor_basis: str, gap: float
) -> None:
    """236 kg by one method and 182 by another, weight 20, slope 50 %, scale 10.

    2 x (236 / 182 - 1) / 0.5 = 1.187 weighted points. At a TCO of 49.4 m with weight 50 and the same slope a point is
    49.4 / 10 m, so that they are worth 5.9 m. By one published basis the two laptops are equal.
    """
    laptop = Item(
        key="thing", lot=LOT, title_da="Pc", quantity=(1.0,), reference_life=4, reference=True,
        factor_basis=factor_basis, product_class="laptop",
    )  # fmt: skip
    criteria = [
        Criterion(lot=LOT, id="cost", title_da="TCO", weight="80", measure="life_cycle_cost",
                  rule="linear_over_best", slope=50),
        Criterion(lot=LOT, id="gwp", title_da="Udledning", weight="20", measure="gwp_a_to_c",
                  rule="linear_over_best", slope=50),
    ]  # fmt: skip
    tender = tender_of(
        [laptop],
        criteria,
        model={"study_years": 4},
        materials=(
            Material(key="laptop", title_da="Pc", title_en="Laptop", kind="product_class", virgin="laptop"),
        ),
        factors=(
            Factor(key="laptop", title_da="Pc", title_en="Laptop", declared_unit="piece", gwp_kg_co2e=182.0),
        ),
    )
    bids = [
        bid_of(
            name,
            prices=[{"key": "thing", "offered": "yes", "product": "x", "unit_price": 6500.0}],
            declarations=[{"key": "thing", "gwp_a1_a3": value}],
        )
        for name, value in (("x", 236.0), ("y", 182.0))
    ]
    done = of_lot(tender, *bids)
    x, y = done.weighted["gwp"].to_numpy(dtype=float)
    found = float(y - x)
    assert found == pytest.approx(gap, abs=0.001)
    assert 49.4 * found / 10 == pytest.approx(5.9 if gap else 0.0, abs=0.05)


def test_a_desk_top_that_is_reused_is_not_carbon_negative_and_no_better_for_a_shorter_life() -> None:
    """25 kg melamine chipboard: A1-A3 -1.2006 x 25 = -30.0 kg, and 1.5427 x 25 = 38.6 kg stored leave with it.

    8.55 kg a desk top; used up five times in ten years instead of once it is five times as much.
    """
    materials, factors, _, _ = select(["chipboard_melamine"], [], [])
    found = {}
    for life in (10.0, 2.0):
        desk = Item(
            key="thing",
            lot=LOT,
            title_da="Bord",
            quantity=(1.0,),
            reference_life=life,
            reference=True,
            parts=1,
        )
        routes = (RouteShare(component="product", route="energy_recovery", share=1.0),)
        tender = tender_of([desk], [EMISSIONS], materials=materials, factors=factors, routes=routes)
        bid = bid_of(
            "a",
            prices=[{"key": "thing", "offered": "yes", "product": "x", "unit_price": 1.0}],
            product_data=[
                {"key": "thing", "packaging_kg": 0.0, "taken_back": "yes", "taken_back_reuse_share": 1.0,
                 "taken_back_recycling_share": 0.0}
            ],
            materials=[
                {"key": "thing/1", "item": "thing", "material": "chipboard_melamine", "mass_kg": 25.0}
            ],
        )  # fmt: skip
        found[life] = figure(of_lot(tender, bid), "a", "gwp_a_to_c")
    one = 25 * (1.54268976298 - 1.2005779803)
    assert found == pytest.approx({10.0: one, 2.0: 5 * one})
    assert one == pytest.approx(8.55, abs=0.005)


@pytest.mark.parametrize(
    ("furniture", "accessory", "expected"),
    [
        # Unweighted: (60 x 12 + 120 x 6)/180 = 8.0 and (60 x 9.5 + 120 x 12.05)/180 = 11.2.
        (1.0, 1.0, {"a": 8.0, "b": 11.2}),
        # By value, 11/12 and 1/12: (11 x 12 + 6)/12 = 11.5 and (11 x 9.5 + 12.05)/12 = 9.7125.
        (11 / 60, 1 / 120, {"a": 11.5, "b": 9.7125}),
    ],
)  # fmt: skip
def test_the_mean_life_of_180_lines_turns_with_the_published_weights(
    furniture: float, accessory: float, expected: dict[str, float]
) -> None:
    """60 lines of furniture and 120 of accessories; a claims 12 and 6 years, b 9.5 and 12.05."""
    keys = [f"furniture_{n}" for n in range(60)] + [f"accessory_{n}" for n in range(120)]
    items = [
        Item(
            key=key, lot=LOT, title_da=key, quantity=(1.0,), reference_life=20, reference=True,
            mean_weight=furniture if key.startswith("furniture") else accessory,
        )
        for key in keys
    ]  # fmt: skip
    bids = [
        bid_of(
            name,
            prices=[{"key": key, "offered": "yes", "product": "x", "unit_price": 1.0} for key in keys],
            product_data=[
                {
                    "key": key,
                    "guarantee": 2.0,
                    "claimed_life": lives[0] if key.startswith("furniture") else lives[1],
                }
                for key in keys
            ],
        )
        for name, lives in (("a", (12.0, 6.0)), ("b", (9.5, 12.05)))
    ]
    done = of_lot(tender_of(items, [FIVE_YEARS]), *bids)
    assert done.indicators["life"].to_dict() == pytest.approx(expected)
    assert done.ranking[0] == max(expected, key=lambda bid: expected[bid])


def test_four_hundred_chairs_a_year_on_schedule_are_1600_and_as_yearly_demand_400() -> None:
    """Four contract years of 400 pieces, or 400 seats that are needed every year."""
    schedule = Item(key="thing", lot=LOT, title_da="Stol", quantity=(400.0,) * 4, reference_life=10)
    demand = Item(key="thing", lot=LOT, title_da="Stol", demand=400.0, reference_life=10)
    model = {"contract_years": 4, "study_years": 10}
    bought = [
        float(of_lot(tender_of([item], model=model), priced("a", 1450.0)).pieces_bought.sum())
        for item in (schedule, demand)
    ]
    assert bought == [1600.0, 400.0]
