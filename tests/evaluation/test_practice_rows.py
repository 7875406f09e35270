"""Traps that a first draft of such a method fell into, each held to the figure that is true."""

import pytest

from evaluation import evaluate
from evaluation.bid import Bid
from evaluation.evaluation_model import Criterion, ResourcePrice
from evaluation.factors import GridYear
from evaluation.result import LotEvaluation
from evaluation.tender import Item, Tender
from tests.builders import LOT, bid_of, figure, tender_of

FIVE_YEARS = Criterion(
    lot=LOT, id="lifespan", title_da="Levetid", weight="100", measure="life", rule="fixed_interval",
    zero_at=5, full_at=15,
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
    """480,000 uses at 19.50: 9.36 m without discounting. 0.25 kWh a use at 1.60 would be 0.19 m on top."""
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
            "reported_measures": ("gwp_a_to_c",),
        },
        resource_prices=(ResourcePrice(key="electricity", price=1.6, unit="kWh"),),
        grids=(GridYear(carrier="el", year=2027, gwp_kg_co2e=0.1),),
    )
    bid = bid_of(
        "a",
        prices=[{"key": "thing", "offered": "yes", "product": "x", "unit_price": 19.5, "fee_basis": "use"}],
        circulation=[
            {"key": "thing", "uses_per_piece": 75.0, "loss_per_use": 0.02, "electricity_kwh_per_cycle": 0.25}
        ],
    )
    done = of_lot(tender, bid)
    energy = done.streams.loc[done.streams["category"] == "energy"]
    assert figure(done, "a", "life_cycle_cost") == pytest.approx(480_000 * 19.5)
    assert energy["payer"].tolist() == ["bidder"]
    assert energy["amount"].tolist() == pytest.approx([120_000 * 0.25 * 1.6])
    # 480,000 x 0.25 kWh x 0.1 kg/kWh = 12,000 kg.
    assert figure(done, "a", "gwp_a_to_c") == pytest.approx(12_000)


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
