"""The service life in conditions that are not the reference ones: the factor method.

Reference: ISO 15686-8:2008, clause 6. The standard gives no values for the factors, so the buyer publishes its own.
"""

from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import ArrayLike

from evaluation.arguments import Floats, within

FACTOR_BAND = (0.8, 1.2)
"""Band of each factor by default."""


@dataclass(frozen=True)
class ServiceLifeFactors:
    """The seven factors of ISO 15686-8 [1]; 1 where the case is as the reference case.

    Parameters
    ----------
    component_quality, design_level, work_execution : A, B, C, of the product, its design and its installation.
    indoor_environment, outdoor_environment : D, E, of where it stands.
    in_use_conditions, maintenance_level : F, G, of how it is used and kept.
    """

    component_quality: ArrayLike = 1.0
    design_level: ArrayLike = 1.0
    work_execution: ArrayLike = 1.0
    indoor_environment: ArrayLike = 1.0
    outdoor_environment: ArrayLike = 1.0
    in_use_conditions: ArrayLike = 1.0
    maintenance_level: ArrayLike = 1.0


def estimated_service_life(
    reference_life: ArrayLike, factors: ServiceLifeFactors, band: tuple[float, float] = FACTOR_BAND
) -> Floats:
    """Estimated service life by the factor method: ``ESL = RSL·A·B·C·D·E·F·G`` [unit of the reference].

    Parameters
    ----------
    reference_life : reference service life, ``RSL`` [unit of life].
    band : the lowest and the highest factor that the buyer publishes.

    Raises
    ------
    ValueError
        Where a factor is outside the band; it names the factor.

    Examples
    --------
    Heavy use in a ward, and a contract of maintenance:

    >>> hard = ServiceLifeFactors(in_use_conditions=0.8, maintenance_level=1.1)
    >>> round(float(estimated_service_life(15.0, hard)), 6)
    13.2
    """
    found = within("reference_life", reference_life, 0.0)
    for factor in fields(factors):
        found = found * within(factor.name, getattr(factors, factor.name), *band)
    return np.asarray(found)
