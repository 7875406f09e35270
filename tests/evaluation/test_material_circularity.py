"""The Material Circularity Indicator: published cases, traps of other calculators, and the laws that must hold."""

from dataclasses import fields, replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluation.component_flows import (
    ComponentFlows,
    Components,
    Numbers,
    component_flows,
    energy_share,
)
from evaluation.material_circularity import (
    Circularity,
    linear_flow_index,
    material_circularity,
    utility,
)

LINEAR = Components(
    mass_kg=1.0,
    recycled_share=0.0,
    reused_share=0.0,
    to_recycling_share=0.0,
    to_reuse_share=0.0,
    feedstock_yield=0.75,
    recycling_yield=0.75,
)
CHAIR = replace(LINEAR, mass_kg=19.21, recycled_share=0.31, to_recycling_share=0.92)
STEEL = replace(
    LINEAR, recycled_share=0.91800726, to_recycling_share=0.91, feedstock_yield=0.9, recycling_yield=1.0
)
PACKAGING = replace(
    LINEAR,
    mass_kg=100.0,
    recycled_share=0.3,
    to_recycling_share=0.5,
    feedstock_yield=1.0,
    recycling_yield=1.0,
)
WOOD = replace(LINEAR, is_biological=True)
SHARES_AND_YIELDS = [f.name for f in fields(Components) if f.name.endswith(("_share", "_yield"))]

COUNTS = st.integers(1, 4)
UTILITIES = st.floats(0.05, 20)


def circularity(components: Components, served: Numbers = 1.0) -> Circularity:
    """Return the indicator of what has the given utility."""
    return material_circularity(component_flows(components), served)


def kg(flows: ComponentFlows, name: str) -> float:
    """Return one flow of all components together [kg]."""
    return float(getattr(flows, name).sum())


@st.composite
def parts_of_one(draw: st.DrawFn, parts: int) -> list[float]:
    """Draw shares that sum to 1 at most; each may be 0."""
    drawn = [draw(st.integers(0, 100)) for _ in range(parts + 1)]
    whole = max(sum(drawn), 1)
    return [one / whole for one in drawn[:parts]]


@st.composite
def any_components(draw: st.DrawFn) -> Components:
    """Draw one to four components, each of biological material or not."""
    count = draw(COUNTS)
    biological = np.array([draw(st.booleans()) for _ in range(count)])
    inputs = np.array([draw(parts_of_one(3)) for _ in range(count)])
    outputs = np.array([draw(parts_of_one(4)) for _ in range(count)])
    mass, before, after = (
        np.array([draw(st.floats(low, high)) for _ in range(count)])
        for low, high in ((0.01, 500.0), (0.05, 1.0), (0.0, 1.0))
    )
    return Components(
        mass_kg=mass,
        recycled_share=inputs[:, 0],
        reused_share=inputs[:, 1],
        sustained_share=np.where(biological, inputs[:, 2], 0.0),
        to_recycling_share=outputs[:, 0],
        to_reuse_share=outputs[:, 1],
        to_composting_share=np.where(biological, outputs[:, 2], 0.0),
        to_energy_share=np.where(biological, outputs[:, 3], 0.0),
        feedstock_yield=before,
        recycling_yield=after,
        is_biological=biological,
    )


# ------------------------------------------------------------------------------------------- published cases
def test_madaster_footnote_6_linear_with_average_life_is_a_tenth() -> None:
    """Madaster, Circularity Indicator explained, v1.0 (2021), p. 16, footnote 6: 10 %. Tolerance 1e-9."""
    found = circularity(LINEAR, utility(50.0, 50.0))
    assert found.lfi == pytest.approx(1.0, abs=1e-9)
    assert found.mci == pytest.approx(0.1, abs=1e-9)


def test_madaster_footnote_6_linear_with_a_shorter_life_is_below_a_tenth_and_never_below_nought() -> None:
    """The same footnote: less than 10 % with a shorter life. 8 of 10 years: 1 - 0.9 / 0.8 = -0.125, so 0."""
    served = utility(8.0, 10.0)
    found = circularity(LINEAR, served)
    assert served == pytest.approx(0.8, abs=1e-9)
    assert found.raw == pytest.approx(-0.125, abs=1e-9)
    assert found.mci == 0.0


def test_madaster_page_3_fully_circular_is_one_even_with_a_shorter_life() -> None:
    """The same paper, p. 3: all reused in and out is 100 %, with 3 years of 10 as with any life."""
    reused = replace(LINEAR, mass_kg=10.0, reused_share=1.0, to_reuse_share=1.0)
    flows = component_flows(reused)
    assert kg(flows, "virgin_kg") == 0.0
    assert kg(flows, "unrecoverable_kg") == 0.0
    found = material_circularity(flows, utility(np.array([3.0, 1e-300, 10.0, 1e6]), 10.0))
    assert found.lfi.tolist() == [0.0] * 4
    assert found.mci.tolist() == [1.0] * 4


def test_madaster_page_12_two_old_tiles_for_a_new_one() -> None:
    """The same paper, p. 12: at an efficiency of 50 % a tile of recycled tiles takes two, and one is waste.

    Deposited after use it leaves more waste than its own mass: 1 + (1 + 0) / 2 = 1.5 kg of 1 kg.
    """
    flows = component_flows(replace(LINEAR, recycled_share=1.0, feedstock_yield=0.5))
    assert kg(flows, "feedstock_waste_kg") == pytest.approx(1.0, abs=1e-9)
    assert kg(flows, "recycled_kg") + kg(flows, "feedstock_waste_kg") == pytest.approx(2.0, abs=1e-9)
    assert kg(flows, "unrecoverable_kg") == pytest.approx(1.5, abs=1e-9)
    assert kg(flows, "unrecoverable_kg") > kg(flows, "mass_kg")


def test_steel_of_circular_eco_bim_by_the_full_denominator() -> None:
    """Steel of CircularEcoBIM/CircularityTool4Revit, data/Material_data.json. Tolerance 1e-5.

    The material is the source's. Computed by hand: W_F = 0.918007 x 0.1 / 0.9 = 0.102001, W = 0.09 + 0.051 = 0.141,
    LFI = 0.222993 / 2.051 = 0.108724. The source divides by 2M and has 0.111496 and 0.899653.
    """
    flows = component_flows(STEEL)
    assert kg(flows, "virgin_kg") == pytest.approx(0.081993, abs=1e-5)
    assert kg(flows, "lost_kg") == pytest.approx(0.09, abs=1e-5)
    assert kg(flows, "feedstock_waste_kg") == pytest.approx(0.102001, abs=1e-5)
    assert kg(flows, "recycling_waste_kg") == 0.0
    assert kg(flows, "unrecoverable_kg") == pytest.approx(0.141, abs=1e-5)
    found = material_circularity(flows, utility(50.0, 50.0, 100.0, 100.0))
    assert found.lfi == pytest.approx(0.108724, abs=1e-5)
    assert found.mci == pytest.approx(0.902148, abs=1e-5)
    assert abs(float(found.lfi) - 0.111496) > 1e-3
    assert abs(float(found.mci) - 0.899653) > 1e-3


def test_hag_chair_whose_92_percent_is_believed() -> None:
    """EPD NEPD 35E, HÅG H04 Credo 4400: 19.21 kg, 31 % recycled, 92 % recyclable, 15 years. Tolerance 1e-4.

    Efficiencies of 75 % are Madaster's default; the reference life of 10 years is that of Nos Gestes Climat (ADEME).
    """
    flows = component_flows(CHAIR)
    assert kg(flows, "virgin_kg") == pytest.approx(13.2549, abs=1e-4)
    assert kg(flows, "lost_kg") == pytest.approx(1.5368, abs=1e-4)
    assert kg(flows, "feedstock_waste_kg") == pytest.approx(1.985033, abs=1e-4)
    assert kg(flows, "recycling_waste_kg") == pytest.approx(4.4183, abs=1e-4)
    assert kg(flows, "unrecoverable_kg") == pytest.approx(4.738467, abs=1e-4)
    found = material_circularity(flows, utility(15.0, 10.0))
    assert found.utility == pytest.approx(1.5, abs=1e-9)
    assert found.lfi == pytest.approx(0.483649, abs=1e-4)
    assert found.mci == pytest.approx(0.709811, abs=1e-4)
    assert round(float(found.mci), 3) == 0.710


def test_hag_chair_of_which_19_percent_is_collected() -> None:
    """The same chair where a hospital recycles 19 % of its waste. Tolerance 1e-4."""
    flows = component_flows(replace(CHAIR, to_recycling_share=0.19))
    assert kg(flows, "lost_kg") == pytest.approx(15.5601, abs=1e-4)
    assert kg(flows, "recycling_waste_kg") == pytest.approx(0.912475, abs=1e-4)
    assert kg(flows, "unrecoverable_kg") == pytest.approx(17.008854, abs=1e-4)
    found = material_circularity(flows, utility(15.0, 10.0))
    assert found.lfi == pytest.approx(0.776865, abs=1e-4)
    assert found.mci == pytest.approx(0.533881, abs=1e-4)
    assert round(float(found.mci), 3) == 0.534


@pytest.mark.parametrize(
    ("served", "expected"), [(0.5, 0.0), (0.67, 0.19), (1.0, 0.46), (1.45, 0.63), (2.0, 0.73), (5.0, 0.89)]
)
def test_a_linear_flow_index_of_three_fifths_by_utility(served: float, expected: float) -> None:
    """By hand, 1 - 0.6 x 0.9 / X, two decimals: a bold claim of life beats any effort of recycling."""
    assert circularity(PACKAGING, served).mci == pytest.approx(expected, abs=0.005)


# ------------------------------------------------------------------------------- what other calculators do
def test_nova_calculator_adds_half_the_waste_to_the_denominator_and_we_do_not() -> None:
    """novacalculator.com, circularity index calculator, example 1: (70 + 50) / (200 + 50 / 2) = 0.533, 0.52.

    Nothing is lost in recycling, so the denominator is twice the mass: 120 / 200 = 0.6 and 1 - 0.54 = 0.46.
    """
    found = circularity(PACKAGING)
    assert found.lfi == pytest.approx(0.6, abs=1e-9)
    assert found.mci == pytest.approx(0.46, abs=1e-9)
    assert abs(float(found.lfi) - 0.533) > 0.05
    assert abs(float(found.mci) - 0.52) > 0.05


def test_a_denominator_of_twice_the_mass_is_not_ours_for_the_chair_either() -> None:
    """(13.2549 + 4.738467) / 38.42 = 0.468334, so 0.719; half of 1.985 - 4.4183 belongs below: 0.483649, 0.710."""
    found = circularity(CHAIR, 1.5)
    assert found.lfi == pytest.approx(17.993367 / 37.203367, abs=1e-6)
    assert abs(float(found.lfi) - 0.468334) > 0.01
    assert abs(float(found.mci) - 0.719) > 0.005


def test_a_utility_function_fixed_at_nine_tenths_or_turned_over_is_not_ours() -> None:
    """Public code has 1 - 0.9 x LFI (0.564716) or 1 - X x LFI (0.274527) for the chair of 15 years to 10."""
    found = float(circularity(CHAIR, utility(15.0, 10.0)).mci)
    assert found == pytest.approx(0.709811, abs=1e-4)
    assert abs(found - 0.564716) > 0.1
    assert abs(found - 0.274527) > 0.1


# -------------------------------------------------------------------------------------- several components
def test_flows_are_summed_and_indices_are_not_averaged() -> None:
    """One kg all linear, one kg recycled in and out at 50 %.

    The second: V 0, W = (1 + 0.5) / 2 = 0.75, over 2 + (1 - 0.5) / 2 = 2.25, so 1/3. Both: 2.75 / 4.25 = 0.647059,
    and not the mean of 1 and 1/3.
    """
    both = replace(
        LINEAR,
        mass_kg=np.array([1.0, 1.0]),
        recycled_share=np.array([0.0, 1.0]),
        to_recycling_share=np.array([0.0, 1.0]),
        feedstock_yield=0.5,
        recycling_yield=0.5,
    )
    found = circularity(both)
    assert found.lfi == pytest.approx(0.647059, abs=1e-6)
    assert found.mci == pytest.approx(1 - 0.9 * 0.647059, abs=1e-6)
    assert abs(float(found.lfi) - 2 / 3) > 0.01


def test_what_is_left_of_a_chair_a_year_is_what_is_lost_and_what_recycling_loses() -> None:
    """19.21 kg, 10 % reused, 60 % recycled at 75 %; packaging 1.736 kg, 80 % at 90 %; 0.2 kg a year is burned.

    (19.21 x 0.45 + 1.736 x 0.28) / 10 + 0.2 = 1.113058 kg a year in ten years.
    """
    parts = replace(
        LINEAR,
        mass_kg=np.array([19.21, 1.736, 0.2 * 10]),
        to_reuse_share=np.array([0.1, 0.0, 0.0]),
        to_recycling_share=np.array([0.6, 0.8, 0.0]),
        recycling_yield=np.array([0.75, 0.9, np.nan]),
    )
    flows = component_flows(parts)
    left = kg(flows, "lost_kg") + kg(flows, "recycling_waste_kg")
    assert left / 10 == pytest.approx(1.113058, abs=1e-6)


def test_arrays_end_in_the_components_and_products_stand_before_them() -> None:
    """Two bids of three components by four draws of life."""
    recycled = np.array([[0.0, 0.2, 0.4], [0.5, 0.5, 1.0]])
    bids = replace(LINEAR, mass_kg=np.array([1.0, 2.0, 3.0]), recycled_share=recycled)
    lives = np.array([[5.0], [8.0], [10.0], [15.0]])
    found = circularity(bids, utility(lives, 10.0))
    assert found.mci.shape == found.lfi.shape == found.utility.shape == found.raw.shape == (4, 2)
    alone = circularity(replace(bids, recycled_share=recycled[1]), 1.5)
    assert found.mci[3, 1] == pytest.approx(float(alone.mci), abs=1e-12)


# ------------------------------------------------------------------------------------- biological material
def test_biological_material_goes_round_when_it_is_composted_or_burned_by_the_conditions() -> None:
    """4 kg of wood from sustained production, half composted, a fifth circular as energy: W = 4 x 0.3 = 1.2.

    V = 0, so LFI = 1.2 / 8 = 0.15 and the indicator 1 - 0.135.
    """
    wood = replace(WOOD, mass_kg=4.0, sustained_share=1.0, to_composting_share=0.5, to_energy_share=0.2)
    found = circularity(wood)
    assert found.lfi == pytest.approx(0.15, abs=1e-9)
    assert found.mci == pytest.approx(0.865, abs=1e-9)


def test_energy_counts_by_the_yield_of_the_plant_and_the_carbon_of_the_material() -> None:
    """The update of 2019: C_E = E_E x B_C, 0.8 x 0.5."""
    assert energy_share(1.0, 0.8, 0.5) == pytest.approx(0.4)
    assert energy_share(1.0, 0.8, 0.0) == 0.0


@pytest.mark.parametrize("name", ["sustained_share", "to_composting_share", "to_energy_share"])
def test_what_only_biological_material_can_do_is_refused_of_any_other(name: str) -> None:
    with pytest.raises(ValueError, match=name):
        replace(LINEAR, **{name: np.array(0.1)})
    with pytest.raises(ValueError, match=name):
        replace(WOOD, is_biological=np.array([True, False]), **{name: np.array([0.1, 0.1])})
    replace(WOOD, is_biological=np.array([True, False]), **{name: np.array([0.1, 0.0])})


# ------------------------------------------------------------------------- what is unknown, and what is wrong
@pytest.mark.parametrize("name", ["mass_kg", *SHARES_AND_YIELDS])
def test_what_is_unknown_of_one_component_leaves_the_product_unknown_and_no_other(name: str) -> None:
    known = replace(WOOD, recycled_share=0.2, to_recycling_share=0.3)
    value = getattr(known, name)
    found = circularity(replace(known, **{name: np.array([[value, np.nan], [value, value]])}))
    assert np.isnan([found.lfi[0], found.raw[0], found.mci[0]]).all()
    assert np.isfinite([found.lfi[1], found.raw[1], found.mci[1]]).all()


def test_an_unknown_life_leaves_the_indicator_unknown_and_the_flow_index_known() -> None:
    found = circularity(CHAIR, utility(np.nan, 10.0))
    assert float(found.lfi) == pytest.approx(0.483649, abs=1e-4)
    assert np.isnan([found.utility, found.raw, found.mci]).all()


def test_an_unknown_yield_matters_only_where_something_is_recycled() -> None:
    unknown = replace(LINEAR, feedstock_yield=np.nan, recycling_yield=np.nan)
    assert circularity(unknown).mci == pytest.approx(0.1, abs=1e-9)


def test_a_yield_of_nought_is_nothing_to_what_takes_no_recycled_material() -> None:
    assert circularity(replace(LINEAR, feedstock_yield=0.0)).mci == pytest.approx(0.1, abs=1e-9)


def test_what_has_no_mass_has_no_indicator() -> None:
    found = circularity(replace(LINEAR, mass_kg=np.array([[0.0, 0.0], [0.0, 1.0]])))
    assert np.isnan([found.lfi[0], found.raw[0], found.mci[0]]).all()
    assert found.mci[1] == pytest.approx(0.1, abs=1e-9)


@pytest.mark.parametrize("name", SHARES_AND_YIELDS)
@pytest.mark.parametrize("value", [-0.01, 1.01, np.inf])
def test_a_share_is_from_nought_to_one(name: str, value: float) -> None:
    with pytest.raises(ValueError, match=name):
        replace(WOOD, **{name: np.array([0.0, value])})


@pytest.mark.parametrize("value", [-1.0, np.inf])
def test_a_mass_is_nought_or_more(value: float) -> None:
    with pytest.raises(ValueError, match="mass_kg"):
        replace(LINEAR, mass_kg=value)


@pytest.mark.parametrize(
    ("two", "third"),
    [
        (("recycled_share", "reused_share"), "sustained_share"),
        (("reused_share", "sustained_share"), "recycled_share"),
        (("to_recycling_share", "to_reuse_share"), "to_energy_share"),
        (("to_composting_share", "to_energy_share"), "to_recycling_share"),
    ],
)
@pytest.mark.parametrize("rest", [0.0, np.nan], ids=["known", "unknown"])
def test_shares_of_a_whole_are_no_more_than_it(two: tuple[str, str], third: str, rest: float) -> None:
    shares = {**dict.fromkeys(two, np.array(0.6)), third: np.array(rest)}
    with pytest.raises(ValueError, match=two[0]):
        replace(WOOD, **shares)


def test_shares_that_sum_to_one_but_for_rounding_leave_nothing_and_not_less() -> None:
    """0.33 + 0.56 + 0.11 is 1, and a little more in binary numbers, so that 1 less the three is below 0."""
    whole = replace(WOOD, recycled_share=0.33, reused_share=0.56, sustained_share=0.11)
    flows = component_flows(
        replace(whole, to_recycling_share=0.33, to_reuse_share=0.56, to_composting_share=0.11)
    )
    assert 0.0 <= kg(flows, "virgin_kg") < 1e-12
    assert 0.0 <= kg(flows, "lost_kg") < 1e-12


def test_recycled_material_of_a_process_that_yields_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="feedstock_yield"):
        replace(LINEAR, recycled_share=0.1, feedstock_yield=0.0)


@pytest.mark.parametrize("place", range(4))
@pytest.mark.parametrize("value", [0.0, -1.0, np.inf])
def test_lives_and_uses_are_above_nought(place: int, value: float) -> None:
    given_lives = [10.0, 10.0, 1.0, 1.0]
    given_lives[place] = value
    name = ("life", "reference_life", "uses", "reference_uses")[place]
    with pytest.raises(ValueError, match=f"^{name} "):
        utility(*given_lives)


@pytest.mark.parametrize("value", [0.0, -1.0])
def test_a_cap_and_a_utility_are_above_nought(value: float) -> None:
    with pytest.raises(ValueError, match="cap"):
        utility(10.0, 10.0, cap=value)
    with pytest.raises(ValueError, match="utility"):
        circularity(LINEAR, value)


@pytest.mark.parametrize("name", ["burned_share", "energy_yield", "carbon_share"])
def test_what_energy_counts_by_is_from_nought_to_one(name: str) -> None:
    known = {"burned_share": 1.0, "energy_yield": 1.0, "carbon_share": 1.0}
    with pytest.raises(ValueError, match=name):
        energy_share(**{**known, name: 1.1})


def test_a_cap_holds_a_bold_claim_and_touches_no_other() -> None:
    """Cap 1.45: 50 years to 10 count as 1.45, 12 to 10 as 1.2; twice the uses count as twice the life."""
    assert utility(np.array([50.0, 12.0]), 10.0, cap=1.45).tolist() == [1.45, 1.2]
    assert utility(10.0, 10.0, 200.0, 100.0) == utility(20.0, 10.0) == 2.0
    assert np.isnan(utility(np.nan, 10.0, cap=1.45))


# -------------------------------------------------------------------------------------------------- laws
@given(any_components(), UTILITIES)
def test_the_indicator_is_from_nought_to_one_and_is_the_raw_value_where_that_is_above_nought(
    components: Components, served: float
) -> None:
    found = circularity(components, served)
    assert -1e-9 <= found.lfi <= 1 + 1e-9
    assert 0 <= found.mci <= 1
    assert found.mci == (found.raw if found.raw > 0 else 0.0)


@given(any_components())
def test_what_goes_in_comes_out_by_one_route_or_another(components: Components) -> None:
    flows = component_flows(components)
    into = flows.virgin_kg + flows.recycled_kg + flows.reused_kg + flows.sustained_kg
    out = flows.to_recycling_kg + flows.to_reuse_kg + flows.to_composting_kg + flows.to_energy_kg
    np.testing.assert_allclose(into, flows.mass_kg, rtol=1e-9)
    np.testing.assert_allclose(out + flows.lost_kg, flows.mass_kg, rtol=1e-9)
    assert (flows.recycling_waste_kg <= flows.to_recycling_kg).all()
    for field in fields(flows):
        assert (getattr(flows, field.name) >= 0).all(), field.name


@given(any_components(), st.floats(0, 1), UTILITIES)
def test_a_component_cut_in_two_is_the_same_product(
    components: Components, part: float, served: float
) -> None:
    """Each component becomes two of the same material, of ``part`` and ``1 - part`` of its mass."""
    doubled = {f.name: np.repeat(np.asarray(getattr(components, f.name)), 2) for f in fields(components)}
    doubled["mass_kg"] = doubled["mass_kg"] * np.tile([part, 1 - part], len(doubled["mass_kg"]) // 2)
    cut = replace(components, **doubled)
    whole, parts = component_flows(components), component_flows(cut)
    for field in fields(whole):
        assert kg(parts, field.name) == pytest.approx(kg(whole, field.name), rel=1e-9, abs=1e-12)
    assert kg(parts, "unrecoverable_kg") == pytest.approx(kg(whole, "unrecoverable_kg"), rel=1e-9, abs=1e-12)
    assert circularity(cut, served).raw == pytest.approx(float(circularity(components, served).raw), abs=1e-9)


@given(any_components(), st.floats(1e-6, 1e6), UTILITIES)
def test_the_unit_of_mass_leaves_the_indicator_as_it_is(
    components: Components, scale: float, served: float
) -> None:
    scaled = replace(components, mass_kg=components.mass_kg * scale)
    assert circularity(scaled, served).raw == pytest.approx(
        float(circularity(components, served).raw), abs=1e-9
    )


@given(
    any_components(),
    st.floats(0, 1),
    st.sampled_from(["lost", "to_recycling_share", "to_composting_share", "to_energy_share"]),
    UTILITIES,
)
def test_more_reuse_after_use_never_lowers_the_indicator_and_never_leaves_more_waste(
    components: Components, part: float, route: str, served: float
) -> None:
    """A part of what goes by another route, or of what is lost, is reused instead."""
    c = components
    routes = (c.to_recycling_share, c.to_reuse_share, c.to_composting_share, c.to_energy_share)
    if route == "lost":
        more = replace(c, to_reuse_share=c.to_reuse_share + part * np.maximum(1 - sum(routes), 0.0))
    else:
        moved = part * np.asarray(getattr(c, route))
        less = replace(c, **{route: getattr(c, route) - moved})
        more = replace(less, to_reuse_share=np.minimum(c.to_reuse_share + moved, 1.0))
    before, after = component_flows(c), component_flows(more)
    assert kg(after, "unrecoverable_kg") <= kg(before, "unrecoverable_kg") + 1e-9 * kg(before, "mass_kg")
    assert circularity(more, served).mci >= circularity(c, served).mci - 1e-9


@given(any_components(), UTILITIES, UTILITIES)
def test_a_longer_life_never_lowers_the_indicator(components: Components, one: float, other: float) -> None:
    short, long = sorted((one, other))
    assert circularity(components, long).mci >= circularity(components, short).mci


@given(any_components(), st.integers(0, 3))
def test_nothing_is_divided_by_nought(components: Components, which: int) -> None:
    """No mass, nothing recycled and no yield: no warning of numpy's, and a number wherever there is a mass."""
    at = np.arange(len(np.atleast_1d(components.mass_kg))) == which
    bare = replace(
        components,
        mass_kg=np.where(at, 0.0, components.mass_kg),
        recycled_share=0.0,
        feedstock_yield=0.0,
        recycling_yield=0.0,
    )
    with np.errstate(all="raise"):
        found = linear_flow_index(component_flows(bare))
        gone = linear_flow_index(component_flows(replace(bare, mass_kg=0.0)))
    assert np.isnan(found) == at.all()
    assert np.isnan(gone)
