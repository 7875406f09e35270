"""Rates of what goes round: worked by hand, and the laws that must hold."""

from dataclasses import fields, replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluation.circularity_rates import circularity_rates
from evaluation.component_flows import Components, component_flows

SHARES = st.floats(0, 1)
# A frame of 6 kg of steel and a seat of 4 kg of wood.
CHAIR = Components(
    mass_kg=np.array([6.0, 4.0]),
    recycled_share=np.array([0.5, 0.0]),
    reused_share=np.array([0.25, 0.0]),
    sustained_share=np.array([0.0, 0.75]),
    to_recycling_share=np.array([0.8, 0.0]),
    to_reuse_share=np.array([0.1, 0.25]),
    to_composting_share=np.array([0.0, 0.25]),
    to_energy_share=np.array([0.0, 0.5]),
    feedstock_yield=0.9,
    recycling_yield=0.75,
    is_biological=np.array([False, True]),
)


def test_the_rates_of_a_chair_of_steel_and_wood_by_hand() -> None:
    """Of 10 kg: reused 1.5, recycled 3, renewable 3 in; reused 0.6 + 1, recycled 4.8 x 0.75, composted 1 out."""
    rates = circularity_rates(component_flows(CHAIR), 15.0, 10.0)
    assert rates.reused_input == pytest.approx(0.15)
    assert rates.recycled_input == pytest.approx(0.3)
    assert rates.renewable_input == pytest.approx(0.3)
    assert rates.reused_output == pytest.approx(0.16)
    assert rates.recycled_output == pytest.approx(0.36)
    assert rates.biological_output == pytest.approx(0.1)
    assert rates.life_ratio == pytest.approx(1.5)


def test_what_is_collected_is_not_recycled_and_what_is_burned_is_no_recirculation() -> None:
    flows = component_flows(replace(CHAIR, recycling_yield=0.0, to_composting_share=0.0))
    rates = circularity_rates(flows, 10.0, 10.0)
    assert rates.recycled_output == 0.0
    assert rates.biological_output == 0.0


def test_a_rate_is_unknown_where_what_it_reads_is_and_known_where_it_is_not() -> None:
    flows = component_flows(replace(CHAIR, recycling_yield=np.nan, reused_share=np.array([np.nan, 0.0])))
    rates = circularity_rates(flows, np.nan, 10.0)
    assert np.isnan([rates.recycled_output, rates.reused_input, rates.life_ratio]).all()
    assert rates.recycled_input == pytest.approx(0.3)


def test_what_has_no_mass_has_no_rates_but_a_life() -> None:
    rates = circularity_rates(component_flows(replace(CHAIR, mass_kg=0.0)), 12.0, 10.0)
    shares = [getattr(rates, f.name) for f in fields(rates) if f.name != "life_ratio"]
    assert np.isnan(shares).all()
    assert rates.life_ratio == pytest.approx(1.2)


def test_a_reference_life_of_nought_is_refused() -> None:
    with pytest.raises(ValueError, match="reference_life"):
        circularity_rates(component_flows(CHAIR), 10.0, 0.0)


@given(SHARES, SHARES, SHARES, st.floats(0.01, 1e4))
def test_the_rates_of_input_and_of_output_each_sum_to_one_at_most(
    one: float, other: float, recovered: float, scale: float
) -> None:
    """And the unit of mass is nothing to them."""
    chair = replace(
        CHAIR,
        recycled_share=one,
        reused_share=(1 - one) * other,
        sustained_share=0.0,
        to_recycling_share=one,
        to_reuse_share=(1 - one) * other,
        to_composting_share=np.array([0.0, (1 - one) * (1 - other)]),
        to_energy_share=0.0,
        recycling_yield=recovered,
    )
    rates = circularity_rates(component_flows(chair), 10.0, 10.0)
    assert rates.reused_input + rates.recycled_input + rates.renewable_input <= 1 + 1e-9
    assert rates.reused_output + rates.recycled_output + rates.biological_output <= 1 + 1e-9
    scaled = circularity_rates(component_flows(replace(chair, mass_kg=chair.mass_kg * scale)), 10.0, 10.0)
    for field in fields(rates):
        assert getattr(scaled, field.name) == pytest.approx(float(getattr(rates, field.name)), abs=1e-9)
