"""The Circular Footprint Formula: published cases, what A means, and the laws that must hold."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluation.circular_footprint import (
    Burdens,
    CircularFootprint,
    RouteShareError,
    Shares,
    disposal,
    energy_replaced,
    production,
    recycling_credit,
    total,
)

METAL = CircularFootprint(a=0.2, quality_in=1.0, quality_out=1.0)
FIGURES = st.floats(-100, 100)
PARTS = st.floats(0, 1)
ANY_BURDENS = st.builds(Burdens, *[FIGURES] * 7)
ANY_PARAMETERS = st.builds(CircularFootprint, PARTS, PARTS, PARTS, PARTS)


@st.composite
def _shares(draw: st.DrawFn) -> Shares:
    recycled = draw(PARTS)
    return Shares(draw(PARTS), recycled, draw(PARTS) * (1 - recycled))


ANY_SHARES = _shares()


def test_glass_of_the_kleis_lcaac_tutorial() -> None:
    """kleis-technology/lcaac, tutorial 03-advanced/02-circular-footprint-formula: between 1.38 and 1.40 kg CO2e.

    Nothing is recycled or burned, so 1.30 virgin + 0.08 disposal = 1.38; tolerance 1e-9.
    """
    glass = Burdens(
        virgin=1.3,
        recycled=1.07,
        recycling=1.07,
        replaced=1.3,
        energy_recovery=2.03,
        energy_replaced=energy_replaced(0.0, 0.31, 5.5e-6, 0.101, 2.9e-4),
        disposal=0.08,
    )
    counted = total(glass, Shares(0.0, 0.0, 0.0), METAL)
    assert counted == pytest.approx(1.38, abs=1e-9)
    assert 1.38 - 1e-9 <= counted <= 1.40


@pytest.mark.parametrize(
    ("a", "quality_out", "of_recycling", "of_virgin"),
    [(0.2, 1.0, 0.8, -0.8), (0.5, 0.9, 0.5, -0.45)],
    ids=["steel", "plastics"],
)
def test_recycling_after_use_of_ecobalyse(
    a: float, quality_out: float, of_recycling: float, of_virgin: float
) -> None:
    """MTES-MCT/ecobalyse-data, activities_to_create.json, amounts of the exchanges with R₂ = 1; tolerance 1e-6.

    Steel 0.8 · E_recEoL − 0.8 · E*_v; plastics 0.5 · E_recEoL − 0.45 · E*_v.
    """
    assert recycling_credit(1.0, 0.0, 1.0, a, quality_out) == pytest.approx(of_recycling, abs=1e-6)
    assert recycling_credit(0.0, 1.0, 1.0, a, quality_out) == pytest.approx(of_virgin, abs=1e-6)


def test_steel_of_nothing_but_scrap_of_ecobalyse_carries_80_per_cent_of_virgin() -> None:
    """The same data set, steel recycled: 0.2 · E_rec + 0.8 · E_v with A = 0.2; tolerance 1e-6.

    A is what the *user* of the scrap takes of recycling. The comments of that data set call the same 0.8.
    """
    assert production(0.0, 1.0, 1.0, 0.2, 1.0) == pytest.approx(0.2, abs=1e-6)
    assert production(1.0, 0.0, 1.0, 0.2, 1.0) == pytest.approx(0.8, abs=1e-6)


def test_a_part_by_hand_with_every_term() -> None:
    """A 0.5, B 0.1, Q 0.9 both ways; R₁ 0.4, R₂ 0.3, R₃ 0.5; E_v 2, E_rec 1, E_recEoL 0.8, E*_v 2, E_er 3, E_d 0.1.

    LHV 40 MJ/kg, heat 0.3 of it at 0.05 and electricity 0.1 at 0.1 per MJ: 0.6 + 0.4 = 1.0 replaced.
    Material 0.6·2 + 0.4·(0.5·1 + 0.5·2·0.9) = 1.76; 0.5·0.3·(0.8 − 1.8) = −0.15; energy 0.9·0.5·(3 − 1) = 0.9;
    disposal 0.2·0.1 = 0.02; in all 2.53.
    """
    replaced = energy_replaced(40.0, 0.3, 0.05, 0.1, 0.1)
    part = Burdens(2.0, 1.0, 0.8, 2.0, 3.0, replaced, 0.1)
    counted = total(part, Shares(0.4, 0.3, 0.5), CircularFootprint(0.5, 0.9, 0.9, 0.1))
    assert counted == pytest.approx(2.53, abs=1e-12)


def test_many_parts_at_once_are_each_of_them_alone() -> None:
    virgin = np.array([2.0, 1.5, np.nan])
    parts = Burdens(virgin, 0.5 * virgin, 0.4, virgin, 3.0, 1.0, 0.1)
    counted = total(parts, Shares(np.array([0.0, 0.5, 1.0]), 0.3, 0.2), METAL)
    assert np.shape(counted) == (3,)
    alone = total(Burdens(1.5, 0.75, 0.4, 1.5, 3.0, 1.0, 0.1), Shares(0.5, 0.3, 0.2), METAL)
    assert np.asarray(counted)[1] == pytest.approx(alone)
    assert np.isnan(np.asarray(counted)).tolist() == [False, False, True]


@given(ANY_BURDENS, ANY_PARAMETERS)
def test_without_recycling_and_burning_a_part_is_made_virgin_and_disposed_of(
    burdens: Burdens, parameters: CircularFootprint
) -> None:
    counted = total(burdens, Shares(0.0, 0.0, 0.0), parameters)
    assert counted == pytest.approx(burdens.virgin + burdens.disposal)


@given(FIGURES, FIGURES, PARTS)
def test_with_a_of_nought_recycled_content_is_virgin_and_the_whole_credit_comes_after_use(
    virgin: float, recycled: float, share: float
) -> None:
    assert production(virgin, recycled, share, 0.0, 1.0) == pytest.approx(virgin, abs=1e-9)
    assert recycling_credit(recycled, virgin, share, 0.0, 1.0) == pytest.approx(share * (recycled - virgin))


@given(FIGURES, FIGURES, PARTS)
def test_with_a_of_one_recycled_content_is_recycled_and_no_credit_comes_after_use(
    virgin: float, recycled: float, share: float
) -> None:
    assert production(virgin, recycled, share, 1.0, 1.0) == pytest.approx(
        (1 - share) * virgin + share * recycled, abs=1e-9
    )
    assert recycling_credit(recycled, virgin, share, 1.0, 1.0) == 0


@given(FIGURES, FIGURES, FIGURES, PARTS)
def test_a_divides_the_burden_between_two_products_and_adds_none(
    virgin: float, recycled: float, left: float, a: float
) -> None:
    """One kilogram made virgin, recycled without loss, used again and disposed of: E_v + E_rec + E_d, whatever A."""
    burdens = Burdens(virgin, recycled, recycled, virgin, 0.0, 0.0, left)
    parameters = CircularFootprint(a, 1.0, 1.0)
    first = total(burdens, Shares(0.0, 1.0, 0.0), parameters)
    second = total(burdens, Shares(1.0, 0.0, 0.0), parameters)
    assert first + second == pytest.approx(virgin + recycled + left, abs=1e-9)


@given(ANY_BURDENS, ANY_SHARES, ANY_PARAMETERS, st.floats(-10, 10))
def test_the_formula_is_linear_in_the_burdens(
    burdens: Burdens, shares: Shares, parameters: CircularFootprint, scale: float
) -> None:
    scaled = Burdens(**{name: scale * value for name, value in vars(burdens).items()})
    whole = total(scaled, shares, parameters)
    assert whole == pytest.approx(scale * total(burdens, shares, parameters), abs=1e-6)


@given(ANY_BURDENS, ANY_SHARES, ANY_PARAMETERS)
def test_more_burden_of_disposal_never_lowers_the_total(
    burdens: Burdens, shares: Shares, parameters: CircularFootprint
) -> None:
    more = replace(burdens, disposal=burdens.disposal + 1.0)
    assert np.all(total(more, shares, parameters) >= total(burdens, shares, parameters))


def test_more_than_the_whole_cannot_be_recycled_and_burned() -> None:
    for recycled, burned in ((0.7, 0.4), (-0.1, 0.0), (0.0, -0.1)):
        with pytest.raises(RouteShareError, match="sum to 1"):
            disposal(0.1, recycled, burned)
    assert disposal(0.1, 0.7, 0.1 + 0.2) == pytest.approx(0.0)
