"""The Circular Footprint Formula: who carries the burden of recycling, the maker of the scrap or its user.

A share ``A`` of the burdens and credits of recycling goes to what is made of recycled material, ``1 − A`` to what is
recycled after use. With A = 0.2 (metals) a product of nothing but recycled metal carries 20 % of the burden of
recycling and 80 % of that of virgin metal, and the product that is recycled afterwards gets 80 % of the credit.

All functions take numbers or arrays over parts that broadcast, of any one indicator: burdens per kg of the part, a
credit as a positive burden that is replaced. A missing figure (NaN) gives a missing result, never nought.

Never beside module D of EN 15804 for the same bid: the two give the same credit by other rules.

Equation
--------
======== ==========================================================================================
Material ``(1−R₁)·E_v + R₁·(A·E_rec + (1−A)·E_v·Q_in) + (1−A)·R₂·(E_recEoL − E*_v·Q_out)``
Energy   ``(1−B)·R₃·(E_er − LHV·X_heat·E_heat − LHV·X_elec·E_elec)``
Disposal ``(1−R₂−R₃)·E_d``
======== ==========================================================================================

Reference: Commission Recommendation (EU) 2021/2279, annex I, section 4.4.8.1.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Numbers = float | NDArray[np.float64]
ROUNDING = 1e-9


class RouteShareError(ValueError):
    """Shares after use that are below nought or sum to more than the whole."""


@dataclass(frozen=True)
class CircularFootprint:
    """How the formula treats one material.

    Parameters
    ----------
    a : share of the burdens and credits of recycling that the user of recycled material carries [1].
    b : share of the burdens and credits of energy recovery that the user of the energy carries [1]; default 0.
    quality_in, quality_out : quality of the recycled material that goes in, and that comes out, to that of virgin
        material, ``Q_sin/Q_p`` and ``Q_sout/Q_p`` [1].
    """

    a: Numbers
    quality_in: Numbers
    quality_out: Numbers
    b: Numbers = 0.0


@dataclass(frozen=True)
class Burdens:
    """Burdens of a part [unit of the indicator / kg]; those that a part does not meet are 0, what is unknown NaN.

    Parameters
    ----------
    virgin, recycled : making virgin material, ``E_v``, and recycled material, ``E_rec``.
    recycling, replaced : recycling after use, ``E_recEoL``, and the virgin material it replaces, ``E*_v``.
    energy_recovery, energy_replaced : burning with use of the energy, ``E_er``, and the energy it replaces.
    disposal : what is neither recycled nor burned for energy, ``E_d``.
    """

    virgin: Numbers
    recycled: Numbers
    recycling: Numbers
    replaced: Numbers
    energy_recovery: Numbers
    energy_replaced: Numbers
    disposal: Numbers


@dataclass(frozen=True)
class Shares:
    """Shares of a part's mass [1].

    Parameters
    ----------
    recycled_content : made of recycled material, ``R₁``.
    recycled : recycled after use, what is lost on the way taken off, ``R₂``.
    burned : burned after use for its energy, ``R₃``.
    """

    recycled_content: Numbers
    recycled: Numbers
    burned: Numbers


def production(
    virgin: Numbers, recycled: Numbers, recycled_content: Numbers, a: Numbers, quality_in: Numbers
) -> Numbers:
    """Burden of the material that goes in [unit of the indicator / kg]: the first two terms of the formula.

    Examples
    --------
    Steel of nothing but scrap, 2.0 virgin and 0.5 recycled: 0.2 · 0.5 + 0.8 · 2.0 · 1.

    >>> round(production(2.0, 0.5, 1.0, 0.2, 1.0), 9)
    1.7
    """
    return (1 - recycled_content) * virgin + recycled_content * (a * recycled + (1 - a) * virgin * quality_in)


def recycling_credit(
    recycling: Numbers, replaced: Numbers, recycled: Numbers, a: Numbers, quality_out: Numbers
) -> Numbers:
    """Burden of recycling after use less what it replaces [unit of the indicator / kg]; a credit is below 0.

    Examples
    --------
    >>> round(recycling_credit(0.5, 2.0, 1.0, 0.2, 1.0), 9)
    -1.2
    """
    return (1 - a) * recycled * (recycling - replaced * quality_out)


def energy_replaced(
    heating_value: Numbers,
    heat_yield: Numbers,
    heat: Numbers,
    electricity_yield: Numbers,
    electricity: Numbers,
) -> Numbers:
    """Burden of the heat and electricity that burning replaces [unit of the indicator / kg].

    Parameters
    ----------
    heating_value : lower heating value, ``LHV`` [MJ/kg].
    heat_yield, electricity_yield : share of it that is used, ``X_heat`` and ``X_elec`` [1].
    heat, electricity : burden of what is replaced, ``E_heat`` and ``E_elec`` [unit of the indicator / MJ].
    """
    return heating_value * heat_yield * heat + heating_value * electricity_yield * electricity


def energy(energy_recovery: Numbers, energy_replaced: Numbers, burned: Numbers, b: Numbers = 0.0) -> Numbers:
    """Burden of burning for energy less what that energy replaces [unit of the indicator / kg]."""
    return (1 - b) * burned * (energy_recovery - energy_replaced)


def disposal(disposal: Numbers, recycled: Numbers, burned: Numbers) -> Numbers:
    """Burden of what is neither recycled nor burned for energy [unit of the indicator / kg].

    Raises
    ------
    RouteShareError
        Where a share is below nought or the two sum to more than 1.
    """
    left = 1 - recycled - burned
    if np.any(np.less(left, -ROUNDING) | np.less(recycled, 0) | np.less(burned, 0)):
        raise RouteShareError(
            "What is recycled and what is burned for energy are shares that sum to 1 at most."
        )
    return np.maximum(left, 0.0) * disposal


def total(burdens: Burdens, shares: Shares, parameters: CircularFootprint) -> Numbers:
    """Burden of a part by the whole formula [unit of the indicator / kg].

    Raises
    ------
    RouteShareError
        As :func:`disposal`.
    """
    return (
        production(
            burdens.virgin,
            burdens.recycled,
            shares.recycled_content,
            parameters.a,
            parameters.quality_in,
        )
        + recycling_credit(
            burdens.recycling, burdens.replaced, shares.recycled, parameters.a, parameters.quality_out
        )
        + energy(burdens.energy_recovery, burdens.energy_replaced, shares.burned, parameters.b)
        + disposal(burdens.disposal, shares.recycled, shares.burned)
    )
