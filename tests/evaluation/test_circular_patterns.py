"""Patterns of going round, each beside the ordinary purchase in a tender of two bids: cost, kilograms and pieces by hand.

Nothing is discounted here, so that every figure is a product of quantities and prices.
"""

from collections.abc import Mapping
from dataclasses import replace

import pytest

from evaluation import evaluate
from evaluation.bid import Bid
from evaluation.evaluation_model import BuyBackClass, Criterion, RouteShare
from evaluation.factors import Factor, GridYear, Material
from evaluation.result import LotEvaluation
from evaluation.tender import Item, Service, Tender
from evaluation.tender_checks import tender_faults
from tests.builders import LOT, bid_of, tender_of

COST = Criterion(
    lot=LOT, id="cost", title_da="TCO", weight="100", measure="life_cycle_cost", rule="best_ratio"
)
REPORTED = ("residual_waste", "gwp_a_to_c", "mci")
# Steel of 2 kg CO2e a kilogram made, and nothing afterwards; three quarters come out of recycling.
FACTORS = tuple(
    Factor(key=key, title_da=key, title_en=key, declared_unit="kg", gwp_kg_co2e=value)
    for key, value in (("made", 2.0), ("treated", 0.0))
)
STEEL = Material(
    key="steel", title_da="Stål", title_en="Steel", virgin="made", recycling="treated", energy_recovery="treated",
    recycling_yield=0.75,
)  # fmt: skip


def tender(item: Mapping[str, object], *, recycling: float = 0.0, **tables: object) -> Tender:
    """Return a tender on one item of steel; what is not recycled is burnt. ``model`` adds to its model."""
    model = {
        "discount_rate": 0.0, "life_basis": "guaranteed", "reported_measures": REPORTED,
    }  # fmt: skip
    model |= dict(tables.pop("model", {}))  # type: ignore[call-overload]
    thing = Item.model_validate(
        {"key": "thing", "lot": LOT, "title_da": "Vare", "reference": True, "parts": 1, **item}
    )
    return tender_of(
        [thing], [COST], materials=(STEEL,), factors=FACTORS, model=model,
        grids=(GridYear(carrier="el", year=2027, gwp_kg_co2e=0.1),),
        routes=tuple(
            RouteShare(component=component, route=route, share=share)
            for component in ("product", "packaging")
            for route, share in (("recycling", recycling), ("energy_recovery", 1.0 - recycling))
        ),
        **tables,
    )  # fmt: skip


def offer(name: str, kg: float, *, price: Mapping[str, object], **tables: Mapping[str, object]) -> Bid:
    """Return a bid of a thing of ``kg`` of virgin steel; ``product_data``, ``circulation``, ... add a row each."""
    product_data = {"packaging_kg": 0.0, "taken_back": "no", **tables.pop("product_data", {})}
    return bid_of(
        name,
        prices=[{"key": "thing", "offered": "yes", "product": "x", **price}],
        product_data=[{"key": "thing", **product_data}],
        materials=[{"key": "thing/1", "item": "thing", "part": "all", "material": "steel", "mass_kg": kg}],
        **{table: [{"key": "thing", **row}] for table, row in tables.items()},
    )


def of_lot(tender: Tender, *bids: Bid) -> LotEvaluation:
    """Return the evaluation of the one lot, of a tender that could be published."""
    assert [fault.code for fault in tender_faults(tender)] == []
    return evaluate(tender, bids).lots[LOT]


def figures(done: LotEvaluation, measure: str) -> dict[str, float]:
    """Return one measure of all bids."""
    return {str(bid): float(value) for bid, value in done.indicators[measure].items()}


def paid(done: LotEvaluation, bid: str) -> dict[str, float]:
    """Return what the buyer pays a bid, by category, without what costs nothing."""
    rows = done.streams.loc[(done.streams["bid"] == bid) & (done.streams["payer"] == "buyer")]
    sums = rows.groupby("category", observed=True)["present_value"].sum()
    return {str(category): float(value) for category, value in sums.items() if value}


# ------------------------------------------------------------------------------------------ product as a service
SEATS: Mapping[str, object] = {
    "basis": "use", "life_unit": "uses", "demand": 100.0, "unit": "stoleår", "reference_life": 10,
}  # fmt: skip
REPAIR = Service(
    key="repair", lot=LOT, title_da="Reparation", category="repair", quantity=1.0, first_year=1, times=8
)


def seats(name: str, life: float, fee: str, price: float, repair: float) -> Bid:
    """Return a bid of chairs of 20 kg that serve ``life`` years, and its price of a year's repairs."""
    bid = offer(
        name, 20.0, price={"unit_price": price, "fee_basis": fee},
        circulation={"uses_per_piece": life, "loss_per_use": 0.0, "price_if_lost": 0.0},
    )  # fmt: skip
    priced = bid_of(name, service_prices=[{"key": "repair", "price": repair}])
    return replace(bid, tables={**bid.tables, **priced.tables}, columns={**bid.columns, **priced.columns})


@pytest.mark.parametrize(("fee", "price"), [("year", 26_000.0), ("use", 260.0)])
def test_a_service_is_paid_by_its_fee_alone_and_counted_by_the_chairs_that_its_supplier_delivers(
    fee: str, price: float
) -> None:
    """100 seats for 8 years, a functional unit being a seat in use for a year: 800.

    Bought: 800 / 10 = 80 chairs of 2,000 kr. are 160,000, and repairs of 3,000 a year 24,000: 184,000 kr., 80 x 20 =
    1,600 kg of waste, 80 x 40 = 3,200 kg CO2e. Service: 26,000 a year, or 260 a seat and year, are 208,000 with
    repair and replacement in it. Its chairs last five years: 160 of them, 3,200 kg of waste and 6,400 kg CO2e.
    """
    asked = tender(SEATS, services=(REPAIR,), model={"study_years": 8})
    bought = seats("bought", 10.0, "unit", 2000.0, 3000.0)
    done = of_lot(asked, bought, seats("service", 5.0, fee, price, 0.0))
    assert paid(done, "bought") == pytest.approx({"purchase": 160_000, "repair": 24_000})
    assert paid(done, "service") == pytest.approx({"service": 208_000})
    assert done.pieces_bought[:, 0].tolist() == pytest.approx([80.0, 160.0])
    assert figures(done, "residual_waste") == pytest.approx({"bought": 1600.0, "service": 3200.0})
    assert figures(done, "gwp_a_to_c") == pytest.approx({"bought": 3200.0, "service": 6400.0})


def test_a_service_whose_chairs_last_longer_delivers_fewer_and_costs_the_buyer_the_same() -> None:
    """Ten years for five: 80 chairs for 160, half the kilograms, 208,000 kr. as before. The life is its own risk."""
    asked = tender(SEATS, services=(REPAIR,), model={"study_years": 8})
    short, long = (
        seats(name, life, "year", 26_000.0, 0.0) for name, life in (("short", 5.0), ("long", 10.0))
    )
    done = of_lot(asked, short, long)
    assert figures(done, "life_cycle_cost") == pytest.approx({"short": 208_000.0, "long": 208_000.0})
    assert figures(done, "residual_waste") == pytest.approx({"short": 3200.0, "long": 1600.0})


# ------------------------------------------------------------------------------------------------------ take-back
CHAIRS: Mapping[str, object] = {"quantity": (10.0,), "reference_life": 10}


@pytest.mark.parametrize(
    ("reuse", "recycling", "by_route", "left"),
    [
        # All by the published routes: 200 x (1 - 0.19 x 0.75).
        (0.0, 0.0, {"recycling": 0.19, "energy_recovery": 0.81}, 171.5),
        # 60 % reused: the rest leaves 40 % of 171.5.
        (0.6, 0.0, {"reuse": 0.6, "recycling": 0.076, "energy_recovery": 0.324}, 68.6),
        # 30 % recycled too, of which a quarter is lost: 10 % of 171.5, and 200 x 0.3 x 0.25 = 15.
        (0.6, 0.3, {"reuse": 0.6, "recycling": 0.319, "energy_recovery": 0.081}, 32.15),
        (1.0, 0.0, {"reuse": 1.0}, 0.0),
    ],
)
def test_take_back_by_contract_lowers_residual_waste_by_what_is_taken_back_and_no_more(
    reuse: float, recycling: float, by_route: Mapping[str, float], left: float
) -> None:
    """Ten chairs of 20 kg, worn once. Of the other bid, which takes nothing back, 171.5 kg are left."""
    asked = tender(CHAIRS, recycling=0.19, model={"study_years": 10})
    shares = {"taken_back_reuse_share": reuse, "taken_back_recycling_share": recycling}
    price = {"unit_price": 1000.0}
    done = of_lot(
        asked,
        offer("bought", 20.0, price=price, product_data={"guarantee": 10.0}),
        offer("back", 20.0, price=price, product_data={"guarantee": 10.0, "taken_back": "yes", **shares}),
    )
    assert figures(done, "residual_waste") == pytest.approx({"bought": 171.5, "back": left})
    flows = done.mass_flows.loc[
        (done.mass_flows["bid"] == "back") & (done.mass_flows["component"] == "product")
    ]
    found = dict(zip(flows["route"], flows["route_share"], strict=True))
    assert {route: share for route, share in found.items() if share} == pytest.approx(by_route)
    assert set(flows["route_source"]) == {"contract" if reuse else "default"}


@pytest.mark.parametrize(("returned", "income"), [(1.0, 1500.0), (0.95, 1425.0), (0.0, 0.0)])
def test_buy_back_is_income_for_the_pieces_that_the_buyer_hands_back(returned: float, income: float) -> None:
    """Ten chairs of 1,100 kr., bought back at 150 kr.: 11,000 less 10 x 150 x the share that is handed back.

    The other bid costs 10,000 kr. and pays nothing.
    """
    asked = tender(
        CHAIRS,
        buy_back_classes=(BuyBackClass(key="a", title_da="Brugt", share=1.0),),
        model={"study_years": 10, "residual_value": "buy_back", "returned_share": returned},
    )
    bought, back = (
        offer(
            name, 20.0, price={"unit_price": price}, product_data={"guarantee": 10.0, "buy_back_a": of_piece}
        )
        for name, price, of_piece in (("bought", 1000.0, 0.0), ("back", 1100.0, 150.0))
    )
    done = of_lot(asked, bought, back)
    assert figures(done, "life_cycle_cost") == pytest.approx({"bought": 10_000.0, "back": 11_000.0 - income})


# -------------------------------------------------------------------------------------------------- remanufactured
def test_a_remanufactured_chair_emits_by_what_is_new_in_it_and_lasts_what_is_guaranteed() -> None:
    """20 kg over ten years. New: 2,100 kr., ten years; 40 kg CO2e, 20 kg of waste, MCI 1 - 0.9 = 0.1.

    Remanufactured: 80 % reused, guaranteed for the eight years that are left. Bought in year 0 and 8 at 1,000 kr.:
    2,000. Worn 10/8 = 1.25 times: 1.25 x 4 kg new x 2 = 10 kg CO2e, 1.25 x 20 = 25 kg of waste, more than the new one.
    LFI (4 + 20) / 40 = 0.6, utility 0.8: 1 - 0.6 x 0.9 / 0.8 = 0.325.
    """
    asked = tender(
        {"quantity": (1.0,), "reference_life": 10}, model={"study_years": 10, "reused_parts": "burden_free"}
    )
    done = of_lot(
        asked,
        offer("new", 20.0, price={"unit_price": 2100.0, "condition": "new"}, product_data={"guarantee": 10.0}),
        offer(
            "again", 20.0, price={"unit_price": 1000.0, "condition": "remanufactured"},
            product_data={"guarantee": 8.0, "reused_share": 0.8},
        ),
    )  # fmt: skip
    assert figures(done, "life_cycle_cost") == pytest.approx({"new": 2100.0, "again": 2000.0})
    assert done.pieces_bought[:, 0].tolist() == [1.0, 2.0]
    assert figures(done, "gwp_a_to_c") == pytest.approx({"new": 40.0, "again": 10.0})
    assert figures(done, "residual_waste") == pytest.approx({"new": 20.0, "again": 25.0})
    assert figures(done, "mci") == pytest.approx({"new": 0.1, "again": 0.325})


# ---------------------------------------------------------------------------------------- reusable and single-use
GOWNS: Mapping[str, object] = {"basis": "use", "life_unit": "uses", "demand": 1000.0, "reference_life": 1}


def gown(name: str, kg: float, uses: float, loss: float, kwh: float) -> Bid:
    """Return a bid of a gown by the piece, guaranteed for its uses."""
    return offer(
        name, kg, price={"unit_price": 10.0, "fee_basis": "unit"}, product_data={"guarantee": uses},
        circulation={"uses_per_piece": uses, "loss_per_use": loss, "electricity_kwh_per_cycle": kwh,
                     "price_if_lost": 0.0},
    )  # fmt: skip


@pytest.mark.parametrize(
    ("uses", "loss", "mean_uses", "less_waste", "less_emitted"),
    [
        (2.0, 0.02, 1.98, False, False),
        (3.0, 0.02, 2.9404, True, False),
        (4.0, 0.02, 3.881592, True, False),
        (5.0, 0.02, 4.803960, True, True),
        (75.0, 0.02, 39.0118, True, True),
        # Two fifths are lost at each use, so that no number of uses gives more than 1 / 0.4 = 2.5.
        (75.0, 0.4, 2.5, False, False),
    ],
)
def test_a_reusable_gown_breaks_even_by_the_uses_that_are_left_of_it_after_losses(
    uses: float, loss: float, mean_uses: float, *, less_waste: bool, less_emitted: bool
) -> None:
    """400 g against 150 g single-use are 400 / 150 = 2.667 uses.

    With 2 % lost two uses give 1 + 0.98 = 1.98, three 1 + 0.98 + 0.9604 = 2.9404: break-even by waste at three.
    Emissions 2 kg a kilogram, and 1 kWh of 0.1 kg a wash: 0.8 / m + 0.1 = 0.3 at m = 4.0, which only five uses pass.
    """
    asked = tender(GOWNS, model={"study_years": 1, "electricity_carrier": "el"})
    done = of_lot(asked, gown("single", 0.15, 1.0, 0.0, 0.0), gown("again", 0.4, uses, loss, 1.0))
    waste, emitted = figures(done, "residual_waste"), figures(done, "gwp_a_to_c")
    assert waste == pytest.approx({"single": 150.0, "again": 400.0 / mean_uses}, rel=1e-5)
    assert emitted == pytest.approx({"single": 300.0, "again": 800.0 / mean_uses + 100.0}, rel=1e-5)
    assert (waste["again"] < waste["single"]) == less_waste
    assert (emitted["again"] < emitted["single"]) == less_emitted


# ----------------------------------------------------------------------------------------------- circulating goods
CRATES: Mapping[str, object] = {
    "basis": "use", "life_unit": "uses", "demand": 10_000.0, "reference_life": 1, "longest_years": 4.0,
}  # fmt: skip


def crate(pool: float, loss: float) -> Bid:
    """Return a pool of crates of 2 kg at 2 kr. a use, 100 uses guaranteed, 100 kr. for one that is lost."""
    return offer(
        "pool", 2.0, price={"unit_price": 2.0, "fee_basis": "use"}, product_data={"guarantee": 100.0},
        circulation={"uses_per_piece": 100.0, "loss_per_use": loss, "pieces_in_pool": pool, "price_if_lost": 100.0},
    )  # fmt: skip


@pytest.mark.parametrize(
    ("pool", "loss", "uses"),
    [
        # Used 40 times a year, 160 in four years: the uses end its life.
        (250.0, 0.0, 100.0),
        # Used 20 times a year, 80 in four years: the age does.
        (500.0, 0.0, 80.0),
        # One in a hundred is lost at each use: (1 - 0.99^100) / 0.01 on the mean.
        (250.0, 0.01, 63.39677),
    ],
)
def test_a_pool_of_crates_is_counted_by_the_limit_that_comes_first_and_by_what_each_cycle_loses(
    pool: float, loss: float, uses: float
) -> None:
    """10,000 uses a year. Boxes of half a kilogram at 5 kr., used once: 50,000 kr. and 5,000 kg a year.

    The pool: 20,000 kr. in fees, and 10,000 x the loss x 100 kr.; 10,000 / uses crates of 2 kg.
    """
    asked = tender(CRATES, model={"study_years": 1})
    box = offer(
        "box", 0.5, price={"unit_price": 5.0, "fee_basis": "unit"}, product_data={"guarantee": 1.0},
        circulation={"uses_per_piece": 1.0, "loss_per_use": 0.0,
                     "price_if_lost": 0.0},
    )  # fmt: skip
    done = of_lot(asked, box, crate(pool, loss))
    assert paid(done, "box") == pytest.approx({"purchase": 50_000.0})
    lost = {"other": 1_000_000 * loss} if loss else {}
    assert paid(done, "pool") == pytest.approx({"service": 20_000.0, **lost})
    assert done.lives.purchase[:, 0].tolist() == pytest.approx([1.0, uses], rel=1e-6)
    assert figures(done, "residual_waste") == pytest.approx({"box": 5000.0, "pool": 20_000 / uses}, rel=1e-6)
