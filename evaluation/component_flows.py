"""The mass that goes into and out of a product, component by component: what is new, what goes round, what is lost.

Equations and sources stand in ``material_circularity.py``, which makes the Material Circularity Indicator of them.
"""

from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Numbers = float | Floats
ROUNDING = 1e-9  # by how much shares of a whole may sum to more than it


@dataclass(frozen=True, kw_only=True)
class Components:
    """What a product is made of and where it goes, by component; one component is of one material.

    Numbers, or arrays that end in (..., components) and broadcast. What is unknown is NaN.

    Parameters
    ----------
    mass_kg : mass, ``M`` [kg].
    recycled_share, reused_share : made of recycled material, ``F_R``, and of reused components, ``F_U`` [1].
    to_recycling_share, to_reuse_share : collected for recycling, ``C_R``, and for reuse, ``C_U`` [1]. What is
        collected, not what could be: recyclable is not recycled.
    feedstock_yield : what recycling gave of the scrap that the recycled material was made of, ``E_F`` [1].
    recycling_yield : what recycling gives of what is collected after use, ``E_C`` [1].
    sustained_share : biological material from sustained production, ``F_S`` [1].
    to_composting_share, to_energy_share : biological material that is composted or digested, ``C_C``, and that
        counts as circular when it is burned for energy, ``C_E`` of :func:`energy_share` [1].
    is_biological : whether the component is of biological material. Of any other the last three shares are 0;
        burned, it is lost.

    Raises
    ------
    ValueError
        Where a mass is below 0 or infinite; a share or yield is not from 0 to 1; the shares of input or of output
        sum to more than 1; recycled material comes from a process that yields nothing; or a share that only
        biological material can have is stated of another.
    """

    mass_kg: Numbers
    recycled_share: Numbers
    reused_share: Numbers
    to_recycling_share: Numbers
    to_reuse_share: Numbers
    feedstock_yield: Numbers
    recycling_yield: Numbers
    sustained_share: Numbers = 0.0
    to_composting_share: Numbers = 0.0
    to_energy_share: Numbers = 0.0
    is_biological: bool | NDArray[np.bool_] = False

    def __post_init__(self) -> None:
        """Refuse what no component can be."""
        if np.any(np.less(self.mass_kg, 0) | np.isinf(self.mass_kg)):
            raise ValueError("mass_kg is a mass of 0 or more.")
        shares = [f.name for f in fields(self) if f.name.endswith(("_share", "_yield"))]
        _check_shares(**{name: getattr(self, name) for name in shares})
        _check_whole(
            recycled_share=self.recycled_share,
            reused_share=self.reused_share,
            sustained_share=self.sustained_share,
        )
        _check_whole(
            to_recycling_share=self.to_recycling_share,
            to_reuse_share=self.to_reuse_share,
            to_composting_share=self.to_composting_share,
            to_energy_share=self.to_energy_share,
        )
        if np.any(np.equal(self.feedstock_yield, 0) & np.greater(self.recycled_share, 0)):
            raise ValueError("feedstock_yield is above 0 where recycled_share is above 0.")
        for name in ("sustained_share", "to_composting_share", "to_energy_share"):
            if np.any(np.greater(getattr(self, name), 0) & ~np.asarray(self.is_biological)):
                raise ValueError(f"{name} is above 0 only where is_biological holds.")


@dataclass(frozen=True)
class ComponentFlows:
    """Mass that goes into and out of each component, all of shape (..., components) [kg].

    What goes in is ``virgin + recycled + reused + sustained = mass``; what comes out is ``to_recycling + to_reuse +
    to_composting + to_energy + lost = mass``. ``feedstock_waste``, ``W_F``, arises before the product is made and may
    be more than its mass; ``recycling_waste``, ``W_C``, is a part of ``to_recycling``.
    """

    mass_kg: Floats
    virgin_kg: Floats
    recycled_kg: Floats
    reused_kg: Floats
    sustained_kg: Floats
    to_recycling_kg: Floats
    to_reuse_kg: Floats
    to_composting_kg: Floats
    to_energy_kg: Floats
    lost_kg: Floats
    feedstock_waste_kg: Floats
    recycling_waste_kg: Floats

    @property
    def unrecoverable_kg(self) -> Floats:
        """Unrecoverable waste that is the product's own, ``W = W₀ + (W_F + W_C)/2`` [kg], (..., components)."""
        return self.lost_kg + (self.feedstock_waste_kg + self.recycling_waste_kg) / 2

    def share_of_mass(self, kg: Floats) -> Floats:
        """Share that one of the flows has of the mass of all components together [1], (...); NaN of no mass."""
        return ratio(kg.sum(axis=-1), self.mass_kg.sum(axis=-1))


def energy_share(burned_share: Numbers, energy_yield: Numbers, carbon_share: Numbers) -> Numbers:
    """Share of a biological component that counts as circular when it is burned, ``C_E`` [1].

    ``C_E = burned · E_E · B_C``. The rest of what is burned is lost. So is all of it where the methodology's conditions
    are not met, which the buyer judges: the burned share is then 0.

    Parameters
    ----------
    burned_share : share of the mass that is burned for its energy [1]; 1 gives the published equation.
    energy_yield : energy that is used to that which the material holds, ``E_E`` [1].
    carbon_share : biogenic carbon in the material, ``B_C`` [1].

    Raises
    ------
    ValueError
        Where an argument is not from 0 to 1.

    Examples
    --------
    Half of a wooden part is burned in a plant that uses 80 % of the energy; half of wood is carbon.

    >>> round(energy_share(0.5, 0.8, 0.5), 9)
    0.2
    """
    _check_shares(burned_share=burned_share, energy_yield=energy_yield, carbon_share=carbon_share)
    return burned_share * energy_yield * carbon_share


def component_flows(components: Components) -> ComponentFlows:
    """Return the mass flows of each component [kg], (..., components); a product of plain numbers has one.

    An unknown share gives unknown flows. An unknown yield does so only where something is recycled.

    Examples
    --------
    A tile of recycled tiles, two old ones for a new one, that is deposited after use.

    >>> tile = component_flows(
    ...     Components(
    ...         mass_kg=1.0,
    ...         recycled_share=1.0,
    ...         reused_share=0.0,
    ...         to_recycling_share=0.0,
    ...         to_reuse_share=0.0,
    ...         feedstock_yield=0.5,
    ...         recycling_yield=0.75,
    ...     )
    ... )
    >>> tile.feedstock_waste_kg.tolist(), tile.unrecoverable_kg.tolist()
    ([1.0], [1.5])
    """
    c = components
    shape = np.broadcast_shapes((1,), *(np.shape(getattr(c, f.name)) for f in fields(c)))
    mass = np.broadcast_to(np.asarray(c.mass_kg, dtype=np.float64), shape)
    new = 1.0 - c.recycled_share - c.reused_share - c.sustained_share
    rest = 1.0 - c.to_recycling_share - c.to_reuse_share - c.to_composting_share - c.to_energy_share
    recycled, to_recycling = mass * c.recycled_share, mass * c.to_recycling_share
    scrap = ratio(recycled, np.broadcast_to(c.feedstock_yield, shape))
    return ComponentFlows(
        mass_kg=mass,
        virgin_kg=mass * np.maximum(new, 0.0),
        recycled_kg=recycled,
        reused_kg=mass * c.reused_share,
        sustained_kg=mass * c.sustained_share,
        to_recycling_kg=to_recycling,
        to_reuse_kg=mass * c.to_reuse_share,
        to_composting_kg=mass * c.to_composting_share,
        to_energy_kg=mass * c.to_energy_share,
        lost_kg=mass * np.maximum(rest, 0.0),
        feedstock_waste_kg=np.where(recycled == 0, 0.0, scrap - recycled),
        recycling_waste_kg=np.where(to_recycling == 0, 0.0, to_recycling * (1.0 - c.recycling_yield)),
    )


def ratio(part: Floats, whole: Floats) -> Floats:
    """Part of the whole; NaN where there is none of it, or it is unknown."""
    nothing = np.full(np.shape(whole), np.nan)
    return np.asarray(np.divide(part, whole, out=nothing, where=np.greater(whole, 0)))


def _check_shares(**shares: Numbers) -> None:
    for name, share in shares.items():
        if np.any(np.less(share, 0) | np.greater(share, 1)):
            raise ValueError(f"{name} is a share from 0 to 1.")


def _check_whole(**shares: Numbers) -> None:
    known = [np.nan_to_num(share) for share in shares.values()]
    if np.any(sum(known[1:], start=np.asarray(known[0])) > 1 + ROUNDING):
        raise ValueError(f"{', '.join(shares)} are shares that sum to 1 at most.")
