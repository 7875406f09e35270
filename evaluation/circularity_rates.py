"""Rates of what goes round, from the mass flows of the Material Circularity Indicator.

What the core indicators of ISO 59020:2024, Circular economy: Measuring and assessing circularity performance, ask of
a product's material: three of what goes in, three of what comes out, and its life. Each is a share of the mass of all
components together, so the shares of input and of output each sum to 1 at most.
"""

from dataclasses import dataclass

from evaluation.component_flows import ComponentFlows, Floats, Numbers
from evaluation.material_circularity import utility


@dataclass(frozen=True)
class CircularityRates:
    """Rates of each product, all of shape (...) [1]; NaN where unknown, or where there is no mass.

    Parameters
    ----------
    reused_input, recycled_input : made of reused components, and of recycled material.
    renewable_input : biological material from sustained production that is neither of these.
    reused_output : collected for reuse.
    recycled_output : material that recycling gives back, what is lost on the way taken off.
    biological_output : composted or digested. Energy from biological material is none of the rates.
    life_ratio : life to the reference life; may be above 1.
    """

    reused_input: Floats
    recycled_input: Floats
    renewable_input: Floats
    reused_output: Floats
    recycled_output: Floats
    biological_output: Floats
    life_ratio: Floats


def circularity_rates(flows: ComponentFlows, life: Numbers, reference_life: Numbers) -> CircularityRates:
    """Return the rates of each product [1], (...).

    Parameters
    ----------
    flows : mass flows (..., components) [kg].
    life, reference_life : life of the product and of the average product [the same unit], numbers or (...).

    Raises
    ------
    ValueError
        Where a life is not above 0, or is infinite.

    Examples
    --------
    2 kg of which half is recycled material and 80 % is collected for recycling, which gives back three quarters.

    >>> from evaluation.component_flows import Components, component_flows
    >>> product = Components(
    ...     mass_kg=2.0,
    ...     recycled_share=0.5,
    ...     reused_share=0.0,
    ...     to_recycling_share=0.8,
    ...     to_reuse_share=0.1,
    ...     feedstock_yield=0.9,
    ...     recycling_yield=0.75,
    ... )
    >>> rates = circularity_rates(component_flows(product), 12.0, 10.0)
    >>> round(float(rates.recycled_input), 9), round(float(rates.recycled_output), 9), float(rates.life_ratio)
    (0.5, 0.6, 1.2)
    """
    return CircularityRates(
        reused_input=flows.share_of_mass(flows.reused_kg),
        recycled_input=flows.share_of_mass(flows.recycled_kg),
        renewable_input=flows.share_of_mass(flows.sustained_kg),
        reused_output=flows.share_of_mass(flows.to_reuse_kg),
        recycled_output=flows.share_of_mass(flows.to_recycling_kg - flows.recycling_waste_kg),
        biological_output=flows.share_of_mass(flows.to_composting_kg),
        life_ratio=utility(life, reference_life),
    )
