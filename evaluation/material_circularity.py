"""The Material Circularity Indicator: how far a product's material goes round, and how long it serves.

One is a product made of nothing new that leaves nothing behind. A product of virgin material that ends as waste, with
the life of the average product, has 0.1; with a shorter life less, down to 0.

Material is counted by component, and the kilograms of all components are summed before any ratio is taken. A mean of
the indicators of components is another number.

Equation
--------
================== ========================================================================================
Virgin feedstock   ``V = M·(1 − F_R − F_U − F_S)``
Lost after use     ``W₀ = M·(1 − C_R − C_U − C_C − C_E)``
Lost before use    ``W_F = M·F_R·(1 − E_F)/E_F``, in the recycling that made the feedstock
Lost in recycling  ``W_C = M·C_R·(1 − E_C)``
Unrecoverable      ``W = W₀ + (W_F + W_C)/2``; the other half is counted where the material is from or goes
Linear flow index  ``LFI = (ΣV + ΣW)/(2·ΣM + (ΣW_F − ΣW_C)/2)``
Utility            ``X = (L/L_av)·(U/U_av)``
Indicator          ``MCI = max(0, 1 − LFI·0.9/X)``
================== ========================================================================================

Where ``LFI`` is 0 the life has no influence, so the indicator cannot stand for a criterion of lifespan.

Reference: Ellen MacArthur Foundation and Granta Design, Circularity Indicators: An Approach to Measuring Circularity,
Methodology (2015, update 2019). Its equations are as restated in Madaster, Circularity Indicator explained, version 1.0
(2021), https://github.com/madaster/madaster.github.io, and those of ``F_S``, ``C_C`` and ``C_E`` as coded in
https://github.com/CircularEcoBIM/CircularityTool4Revit, snippets/MCI_calculator.py.
"""

from dataclasses import dataclass

import numpy as np

from evaluation.component_flows import ComponentFlows, Floats, Numbers, ratio

LINEAR_AVERAGE = 0.9  # leaves 0.1 to a fully linear product of average utility


@dataclass(frozen=True)
class Circularity:
    """The indicator of each product and what it comes from, all of shape (...) [1].

    ``lfi`` is the linear flow index, 1 for fully linear and 0 for fully circular; ``utility`` is ``X``; ``raw`` may
    be below 0; ``mci`` is ``raw``, at least 0.
    """

    lfi: Floats
    utility: Floats
    raw: Floats
    mci: Floats


def linear_flow_index(flows: ComponentFlows) -> Floats:
    """Share of the flows of all components together that is linear, ``LFI`` [1], (...); NaN of no mass.

    ``(ΣV + ΣW) / (2·ΣM + (ΣW_F − ΣW_C)/2)``: what is new and what is lost, to all that goes in and comes out.
    """
    waste = flows.feedstock_waste_kg - flows.recycling_waste_kg
    linear, whole = flows.virgin_kg + flows.unrecoverable_kg, 2 * flows.mass_kg + waste / 2
    return ratio(linear.sum(axis=-1), whole.sum(axis=-1))


def utility(
    life: Numbers,
    reference_life: Numbers,
    uses: Numbers = 1.0,
    reference_uses: Numbers = 1.0,
    cap: float | None = None,
) -> Floats:
    """How long and how much a product serves, to the average product, ``X = (L/L_av)·(U/U_av)`` [1], (...).

    Parameters
    ----------
    life, reference_life : life of the product and of the average product [the same unit], numbers or (...).
    uses, reference_uses : functional units in a life or in a year of it, of the product and of the average
        product [the same unit]. Where a life is counted in uses, state no uses beside it.
    cap : highest utility that is counted [1], where the model publishes one.

    Raises
    ------
    ValueError
        Where an argument is not above 0, or is infinite.

    Examples
    --------
    >>> float(utility(15.0, 10.0)), float(utility(50.0, 10.0, cap=1.45))
    (1.5, 1.45)
    """
    _check_positive(life=life, reference_life=reference_life, uses=uses, reference_uses=reference_uses)
    served = np.asarray(np.divide(life, reference_life) * np.divide(uses, reference_uses))
    if cap is None:
        return served
    _check_positive(cap=cap)
    return np.asarray(np.minimum(served, cap))


def material_circularity(flows: ComponentFlows, utility: Numbers) -> Circularity:
    """Return the Material Circularity Indicator of each product, (...) [1].

    Parameters
    ----------
    flows : mass flows (..., components) [kg].
    utility : ``X`` of the product as a whole, from :func:`utility`, a number or (...) [1].

    Raises
    ------
    ValueError
        Where the utility is not above 0, or is infinite.

    Examples
    --------
    An office chair of 31 % recycled material that lasts 15 years to the 10 of others: 92 % recyclable, 19 % recycled.

    >>> from evaluation.component_flows import Components, component_flows
    >>> chair = Components(
    ...     mass_kg=19.21,
    ...     recycled_share=0.31,
    ...     reused_share=0.0,
    ...     to_recycling_share=np.array([[0.92], [0.19]]),
    ...     to_reuse_share=0.0,
    ...     feedstock_yield=0.75,
    ...     recycling_yield=0.75,
    ... )
    >>> material_circularity(component_flows(chair), 1.5).mci.round(3).tolist()
    [0.71, 0.534]
    """
    _check_positive(utility=utility)
    lfi, served = np.broadcast_arrays(linear_flow_index(flows), np.asarray(utility, dtype=np.float64))
    with np.errstate(over="ignore"):  # a life of next to nothing is below any number, and 0 in the end
        raw = np.asarray(1.0 - LINEAR_AVERAGE * lfi / served)
    return Circularity(lfi, served, raw, np.asarray(np.maximum(raw, 0.0)))


def _check_positive(**numbers: Numbers) -> None:
    for name, number in numbers.items():
        if np.any(np.less_equal(number, 0) | np.isinf(number)):
            raise ValueError(f"{name} is a number above 0.")
