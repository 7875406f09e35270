"""Where mass goes: routes that are whole, and what is left of them as waste."""

from collections.abc import Mapping

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evaluation import evaluate
from evaluation.bid import Bid
from evaluation.evaluation_model import Criterion, ResourcePrice, RouteShare
from evaluation.factors import Factor, Material
from evaluation.indicators import sum_by_bid
from evaluation.measures import measure_of
from evaluation.result import LotEvaluation
from evaluation.tender import Item, Tender
from tests.builders import LOT, bid_of, figure, tender_of
from tests.samples import sample

PER_CENT = st.integers(0, 100)
FACTORS = (Factor(key="any", title_da="Alt", title_en="Any", declared_unit="kg", gwp_kg_co2e=1.0),)
MATERIALS = (
    Material(
        key="steel", title_da="Stål", title_en="Steel", virgin="any", recycling="any", energy_recovery="any",
        recycling_yield=0.75,
    ),
    Material(
        key="felt", title_da="Filt", title_en="Felt", virgin="any", recycling="any", energy_recovery="any",
    ),
)  # fmt: skip
WASTE = Criterion(
    lot=LOT, id="waste", title_da="Affald", weight="100", measure="residual_waste", rule="fixed_interval",
    zero_at=1000, full_at=0,
)  # fmt: skip


def tender(**model: object) -> Tender:
    """Return a tender of ten chairs used for five of their ten years; 19 % recycled unless contracted."""
    item = Item(key="chair", lot=LOT, title_da="Stol", quantity=(10.0,), reference_life=10, reference=True)
    reported = ("waste_hierarchy_score", "non_virgin_share", "packaging")
    return tender_of(
        [item],
        [WASTE],
        materials=MATERIALS,
        factors=FACTORS,
        routes=tuple(
            RouteShare(component=component, route=route, share=share)
            for component in ("product", "packaging")
            for route, share in (("recycling", 0.19), ("energy_recovery", 0.81))
        ),
        model={"study_years": 10, "use_years": 5, "reported_measures": reported, **model},
    )


def chair(material: str = "steel", **product_data: object) -> Bid:
    """Return a bid of a chair of 20 kg in 2 kg of packaging."""
    return bid_of(
        "a",
        prices=[{"key": "chair", "offered": "yes", "product": "x", "unit_price": 1.0}],
        product_data=[{"key": "chair", "packaging_kg": 2.0, **product_data}],
        materials=[
            {"key": "chair/1", "item": "chair", "material": material, "mass_kg": 20.0, "recycled_share": 0.5}
        ],
    )


def of_lot(bid: Bid) -> LotEvaluation:
    """Return the evaluation of the one lot."""
    return evaluate(tender(), [bid]).lots[LOT]


def test_what_is_recycled_leaves_its_loss_and_what_is_burnt_leaves_all() -> None:
    """Five chairs worn of 20 kg: 100 x (1 - 0.19 x 0.75) = 85.75 kg.

    Packaging, of no named material, takes the lowest published yield: 10 x (1 - 0.19 x 0.75) = 8.575 kg.
    """
    done = of_lot(chair())
    assert figure(done, "a", "residual_waste") == pytest.approx(85.75 + 8.575)
    assert figure(done, "a", "packaging") == pytest.approx(10.0)
    assert figure(done, "a", "non_virgin_share") == pytest.approx(0.5)


def test_a_material_without_a_published_yield_loses_as_much_as_the_worst_published() -> None:
    """Felt has none, steel 0.75 and wool 0.9: as the chair of steel, never better."""
    wool = MATERIALS[0].model_copy(update={"key": "wool", "recycling_yield": 0.9})
    asked = tender().model_copy(update={"materials": (wool, *MATERIALS)})
    of_felt, of_steel = (
        figure(evaluate(asked, [chair(material)]).lots[LOT], "a", "residual_waste")
        for material in ("felt", "steel")
    )
    assert of_felt == pytest.approx(of_steel)


def test_a_contract_on_what_is_taken_back_goes_before_the_published_routes() -> None:
    """60 % reused, 30 % recycled, the rest by the published routes.

    Recycled 0.30 + 0.10 x 0.19 = 0.319; residual 100 x (1 - 0.60 - 0.319 x 0.75) = 16.075 kg, and 8.575 kg
    of packaging. Hierarchy, over 110 kg: (100 x (0.6 + 0.319 x 0.5 + 0.081 x 0.1) + 10 x (0.19 x 0.5
    + 0.81 x 0.1)) / 110 = 78.52/110.
    """
    done = of_lot(chair(taken_back="yes", taken_back_reuse_share=0.6, taken_back_recycling_share=0.3))
    assert figure(done, "a", "residual_waste") == pytest.approx(16.075 + 8.575)
    assert figure(done, "a", "waste_hierarchy_score") == pytest.approx(78.52 / 110)
    product = done.mass_flows.loc[done.mass_flows["component"] == "product"]
    assert set(product["route_source"]) == {"contract"}


def declared_lamp(*product_data: Mapping[str, object], epd_routes: bool = True) -> LotEvaluation:
    """Return the evaluation of a lamp of 10 kg with an EPD a bid, worn once; recycling yields 0.75."""
    lamp = Item(
        key="lamp", lot=LOT, title_da="Lampe", quantity=(1.0,), reference_life=10, reference=True,
        factor_basis="declared",
    )  # fmt: skip
    asked = tender(epd_routes=epd_routes, use_years=None).model_copy(update={"items": (lamp,)})
    bids = [
        bid_of(
            name,
            prices=[{"key": "lamp", "offered": "yes", "product": "x", "unit_price": 1.0}],
            product_data=[{"key": "lamp", "mass_kg": 10.0, "packaging_kg": 0.0, **of_bid}],
        )
        for name, of_bid in zip("ab", product_data, strict=False)
    ]
    return evaluate(asked, bids).lots[LOT]


EPD = {"epd_reuse_kg": 2.0, "epd_recycling_kg": 4.0, "epd_energy_recovery_kg": 3.0}


def test_the_flows_of_an_epd_go_before_the_buyers_routes_and_what_they_leave_is_deposited() -> None:
    """2 kg re-used, 4 kg recycled at 0.75, 3 kg burnt, 1 kg left: 4 x 0.25 + 3 + 1 = 5 kg.

    By the buyer's routes it would be 10 x (1 - 0.19 x 0.75) = 8.575 kg.
    """
    done = declared_lamp(EPD)
    assert figure(done, "a", "residual_waste") == pytest.approx(5.0)
    product = done.mass_flows.loc[done.mass_flows["component"] == "product"]
    assert dict(zip(product["route"], product["route_share"], strict=True)) == pytest.approx(
        {"reuse": 0.2, "recycling": 0.4, "energy_recovery": 0.3, "landfill": 0.1}
    )
    assert set(product["route_source"]) == {"epd"}
    assert figure(declared_lamp({}), "a", "residual_waste") == pytest.approx(8.575)


def test_a_contract_goes_before_the_epd_and_the_rest_goes_its_way() -> None:
    """Half is taken back for re-use: 0.5 x 5 kg."""
    done = declared_lamp({**EPD, "taken_back": "yes", "taken_back_reuse_share": 0.5})
    assert figure(done, "a", "residual_waste") == pytest.approx(2.5)


def test_a_flow_that_an_epd_does_not_state_is_nought_and_pays_nothing() -> None:
    """Without its 4 kg for recycling they are deposited: 3 + 1 + 4 = 8 kg."""
    done = declared_lamp({**EPD, "epd_recycling_kg": np.nan})
    assert figure(done, "a", "residual_waste") == pytest.approx(8.0)


def test_the_flows_of_an_epd_are_shares_of_the_mass_of_their_own_product() -> None:
    """Of 20 kg, 2 are re-used, 4 recycled at 0.75, 3 burnt and 11 deposited: 1 + 3 + 11 = 15 kg."""
    done = declared_lamp(EPD, {**EPD, "mass_kg": 20.0})
    assert [figure(done, bid, "residual_waste") for bid in "ab"] == pytest.approx([5.0, 15.0])


def test_flows_over_a_mass_of_nought_are_no_shares() -> None:
    """The reader stops such a bid; here it leaves nothing, by the buyer's routes."""
    done = declared_lamp({**EPD, "mass_kg": 0.0})
    assert figure(done, "a", "residual_waste") == 0.0
    assert "epd" not in set(done.mass_flows["route_source"])


def test_an_epd_counts_only_where_the_model_says_so() -> None:
    assert figure(declared_lamp(EPD, epd_routes=False), "a", "residual_waste") == pytest.approx(8.575)


def test_a_route_says_whether_the_buyer_measured_it() -> None:
    routes = tuple(r.model_copy(update={"measured_by": "buyer"}) for r in tender().routes)
    measured = tender().model_copy(update={"routes": routes})
    for of, expected in ((measured, "buyer"), (tender(), "default")):
        done = evaluate(of, [chair()]).lots[LOT]
        assert set(done.mass_flows["route_source"]) == {expected}


def test_shares_without_a_contract_count_for_nothing() -> None:
    """Recyclable is not recycled: what is not taken back goes the published way."""
    promised = of_lot(chair(taken_back="no", taken_back_reuse_share=0.6, taken_back_recycling_share=0.3))
    silent = of_lot(chair())
    assert figure(promised, "a", "residual_waste") == figure(silent, "a", "residual_waste")


@settings(max_examples=30)
@given(PER_CENT, PER_CENT, st.sampled_from(["steel", "felt"]))
def test_every_kilogram_goes_one_way(reuse: int, recycling: int, material: str) -> None:
    """Routes hold the whole mass, and no more is left as waste than was there."""
    back, again = sorted((reuse, recycling))
    done = of_lot(
        chair(
            material,
            taken_back="yes",
            taken_back_reuse_share=back / 100,
            taken_back_recycling_share=(again - back) / 100,
        )
    )
    flows = done.mass_flows
    assert float((flows["kg"] * flows["route_share"]).sum()) == pytest.approx(110.0)
    assert (flows["residual_kg"] <= flows["kg"] * flows["route_share"] + 1e-9).all()
    assert float(flows["residual_kg"].sum()) == pytest.approx(figure(done, "a", "residual_waste"))


def test_a_mass_that_is_missing_gives_no_waste_and_never_nought() -> None:
    done = of_lot(chair(packaging_kg=np.nan))
    assert np.isnan(figure(done, "a", "residual_waste"))


def test_a_chair_leaves_a_tenth_of_its_waste_in_each_of_the_five_years_that_it_is_in_use() -> None:
    """94.325 kg by the example above, over five of the ten years: 18.865 kg a year, and then none."""
    np.testing.assert_allclose(of_lot(chair()).residual_by_year, [[18.865] * 5 + [0.0] * 5])


@pytest.mark.parametrize("name", ["kitchen_equipment", "office_furniture"])
def test_the_years_of_waste_add_up_to_the_measure_for_every_bid_of_the_samples(name: str) -> None:
    for lot in sample(name).done.lots.values():
        flows = lot.mass_flows
        whole = sum_by_bid(flows, "residual_kg", np.ones(len(flows), dtype=bool), len(lot.calculated))
        np.testing.assert_allclose(lot.residual_by_year.sum(axis=1), whole, rtol=1e-12)
        if "residual_waste" in lot.indicators:
            np.testing.assert_array_equal(whole, lot.indicators["residual_waste"])


def test_waste_that_is_unknown_is_unknown_in_every_year() -> None:
    assert np.isnan(of_lot(chair(packaging_kg=np.nan)).residual_by_year).all()


@pytest.mark.parametrize(("recycled", "reused", "expected"), [(0.5, 0.3, 0.8), (0.8, 0.4, 1.0)])
def test_what_is_recycled_or_reused_is_not_virgin_and_never_more_than_all(
    recycled: float, reused: float, expected: float
) -> None:
    """Of 20 kg of steel; packaging, of which nothing is told, is no part of the share."""
    bid = bid_of(
        "a",
        prices=[{"key": "chair", "offered": "yes", "product": "x", "unit_price": 1.0}],
        product_data=[{"key": "chair", "packaging_kg": 2.0, "reused_share": reused}],
        materials=[
            {
                "key": "chair/1",
                "item": "chair",
                "material": "steel",
                "mass_kg": 20.0,
                "recycled_share": recycled,
            }
        ],
    )
    assert figure(of_lot(bid), "a", "non_virgin_share") == pytest.approx(expected)


def test_reuse_of_the_product_says_nothing_of_its_packaging() -> None:
    """The steel is half recycled; no share of the packaging is told."""
    done = of_lot(chair(reused_share=0.3))
    shares = done.mass_flows.groupby("component", observed=True)["non_virgin_share"].max()
    assert shares.to_dict() == pytest.approx({"product": 0.5 + 0.3, "packaging": 0.0})


def test_a_price_on_disposal_makes_the_cost_read_what_waste_reads() -> None:
    item = tender().items[0]
    of_waste = measure_of("residual_waste").reads(tender(), LOT, item)
    assert not of_waste <= measure_of("life_cycle_cost").reads(tender(), LOT, item)
    price = ResourcePrice(key="disposal", price=1.0, unit="kg")
    priced = tender().model_copy(update={"resource_prices": (price,)})
    assert of_waste <= measure_of("life_cycle_cost").reads(priced, LOT, item)


@pytest.mark.parametrize(("payer", "paid"), [("buyer", 188.65), ("bidder", 0.0)])
def test_disposal_that_the_bidder_pays_is_shown_and_never_counted(payer: str, paid: float) -> None:
    """94.325 kg at 2 kr. are 188.65 kr.; ten chairs at 1 kr. beside it."""
    given = tender(discount_rate=0.0, reported_measures=("life_cycle_cost",))
    chairs = given.items[0].model_copy(update={"disposal_payer": payer})
    price = ResourcePrice(key="disposal", price=2.0, unit="kg")
    given = given.model_copy(update={"items": (chairs,), "resource_prices": (price,)})
    done = evaluate(given, [chair()]).lots[LOT]
    disposal = done.streams.loc[(done.streams["category"] == "disposal").to_numpy()]
    assert disposal["present_value"].sum() == pytest.approx(188.65)
    assert disposal["payer"].tolist() == [payer]
    assert figure(done, "a", "life_cycle_cost") == pytest.approx(10 + paid)


def test_disposal_that_the_bidder_pays_asks_no_mass_of_what_counts_cost_alone() -> None:
    item = tender().items[0].model_copy(update={"disposal_payer": "bidder"})
    price = ResourcePrice(key="disposal", price=2.0, unit="kg")
    priced = tender().model_copy(update={"resource_prices": (price,)})
    assert not {"product_data.packaging_kg", "materials.mass_kg"} & measure_of("life_cycle_cost").reads(
        priced, LOT, item
    )
