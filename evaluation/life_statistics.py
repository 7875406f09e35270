"""How long pieces last, as a distribution: what a claimed life means.

Bidders state a mean, a median or a B10 (the life at which 10 % have failed), and these differ: at a scale of
30 years and a shape of 2.49 the mean is 26.6 years and B10 12.2. Ask which one is meant, and convert all to the mean.

All functions take numbers or arrays that broadcast. Lives are in any one unit (years, hours, uses); shares are 0 to 1.
A missing figure (NaN) gives a missing result. A figure outside its range is a ValueError that names the argument.

Equation
--------
=========== =======================================================================================
Failed      ``F(t) = 1 − exp(−(t/η)^β)``, of shape β and scale η
Mean        ``η·Γ(1 + 1/β)``
Median      ``η·(ln 2)^(1/β)``
B10         ``η·(−ln 0.9)^(1/β)``
=========== =======================================================================================

Reference: Abernethy: The New Weibull Handbook (2006).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike

from evaluation.arguments import Floats, Keys, figure_of, within

Statistic = Literal["mean", "median", "b10"]
SHAPES = (0.1, 100.0)
"""Shapes that are taken; what is outside is a slip of the pen, no product."""
PUBLISHED_SHAPES: Mapping[str, float] = MappingProxyType({"regular_loss": 5.3759, "early_loss": 2.4928})
"""Shapes of IRENA and IEA-PVPS: End-of-Life Management: Solar Photovoltaic Panels (2016), of modules of 30 years."""
FEWEST_FAILURES = 2


@dataclass(frozen=True)
class Weibull:
    """A life that is Weibull distributed.

    Parameters
    ----------
    shape : ``β`` [1]; below 1 pieces fail early, at 1 by chance, above 1 by wear.
    scale : ``η``, the life at which 63.2 % have failed [unit of life].

    Raises
    ------
    ValueError
        Where the shape is outside :data:`SHAPES` or the scale not above 0.

    Examples
    --------
    >>> life = Weibull(shape=2.49, scale=30.0)
    >>> round(float(life.mean), 1), round(float(life.b10), 1)
    (26.6, 12.2)
    """

    shape: ArrayLike
    scale: ArrayLike

    def __post_init__(self) -> None:
        within("shape", self.shape, *SHAPES)
        within("scale", self.scale, 0.0, open_ends=True)

    @property
    def mean(self) -> Floats:
        """Mean life [unit of life]."""
        return np.asarray(self.scale, dtype=float) * _of_scale("mean", self.shape)

    @property
    def median(self) -> Floats:
        """Life at which half have failed [unit of life]."""
        return np.asarray(self.scale, dtype=float) * _of_scale("median", self.shape)

    @property
    def b10(self) -> Floats:
        """Life at which 10 % have failed [unit of life]."""
        return np.asarray(self.scale, dtype=float) * _of_scale("b10", self.shape)

    def failed(self, life: ArrayLike) -> Floats:
        """Share that has failed at a life [1]."""
        time = within("life", life, 0.0)
        scales = time / np.asarray(self.scale, dtype=float)
        return np.asarray(-np.expm1(-(scales ** np.asarray(self.shape, dtype=float))))

    def life_at(self, failed: ArrayLike) -> Floats:
        """Life at which a share has failed [unit of life]."""
        share = within("failed", failed, 0.0, 1.0, open_ends=True)
        exponent = 1 / np.asarray(self.shape, dtype=float)
        return np.asarray(np.asarray(self.scale, dtype=float) * (-np.log1p(-share)) ** exponent)


def from_quantile(failed: ArrayLike, life: ArrayLike, shape: ArrayLike) -> Weibull:
    """Distribution in which a share has failed at a life, of a shape that the buyer publishes.

    ``η = t / (−ln(1 − c))^(1/β)``

    Parameters
    ----------
    failed : share ``c`` that has failed, more than 0 and less than 1.
    life : at which it has [unit of life].
    shape : as in :class:`Weibull`; see :data:`PUBLISHED_SHAPES`.

    Examples
    --------
    >>> round(float(from_quantile(0.1, 12.2, 2.49).scale), 1)
    30.1
    """
    share = within("failed", failed, 0.0, 1.0, open_ends=True)
    at, beta = within("life", life, 0.0, open_ends=True), within("shape", shape, *SHAPES)
    return Weibull(beta, at / (-np.log1p(-share)) ** (1 / beta))


def from_two_quantiles(
    first_failed: ArrayLike, first_life: ArrayLike, second_failed: ArrayLike, second_life: ArrayLike
) -> Weibull:
    """Distribution through two points: "half have failed at 10 years, 90 % at 15".

    ``β = [ln(−ln(1−c₁)) − ln(−ln(1−c₂))] / (ln t₁ − ln t₂)``, ``η = t₁ / (−ln(1−c₁))^(1/β)``

    Parameters
    ----------
    first_failed, second_failed : shares that have failed; the second is the larger.
    first_life, second_life : at which they have [unit of life]; the second is the longer.

    Examples
    --------
    >>> life = from_two_quantiles(0.5, 10.0, 0.9, 15.0)
    >>> round(float(life.shape), 4), round(float(life.scale), 4)
    (2.9609, 11.3177)
    """
    early = within("first_failed", first_failed, 0.0, 1.0, open_ends=True)
    late = within("second_failed", second_failed, 0.0, 1.0, open_ends=True)
    short = within("first_life", first_life, 0.0, open_ends=True)
    long = within("second_life", second_life, 0.0, open_ends=True)
    if np.any(late <= early):
        raise ValueError("second_failed is not above first_failed: state the smaller share first.")
    if np.any(long <= short):
        raise ValueError("second_life is not above first_life: a larger share fails later.")
    hazard = -np.log1p(-early)
    shape = (np.log(hazard) - np.log(-np.log1p(-late))) / (np.log(short) - np.log(long))
    return Weibull(shape, short / hazard ** (1 / shape))


def from_failures(lives: ArrayLike) -> Weibull:
    """Distribution of a test in which every piece was run until it failed.

    The least squares of ``ln t`` on ``ln(−ln(1 − F))``, with Benard's median ranks ``F = (i − 0.3)/(n + 0.4)`` of the
    i-th of n failures.

    Parameters
    ----------
    lives : of the pieces, shape (..., pieces) [unit of life]; at least two, not all the same.

    Examples
    --------
    >>> round(float(from_failures([2.0, 3.0, 4.0]).b10), 1)
    1.5
    """
    found = np.sort(within("lives", lives, 0.0, open_ends=True), axis=-1)
    pieces = found.shape[-1] if found.ndim else 1
    if pieces < FEWEST_FAILURES or np.any(found[..., 0] == found[..., -1]):
        raise ValueError("lives are too few or all the same: a distribution needs two that differ.")
    rank = (np.arange(1, pieces + 1) - 0.3) / (pieces + 0.4)
    x = np.log(-np.log1p(-rank))
    x_from_mean, y = x - x.mean(), np.log(found)
    slope = np.sum(x_from_mean * y, axis=-1) / np.sum(x_from_mean**2)
    # A test with a missing life has no distribution: sorting puts NaN last, and the sum keeps it.
    return Weibull(1 / slope, np.exp(y.mean(axis=-1) - slope * x.mean()))


def converted(value: ArrayLike, statistic: Keys, wanted: Keys, shape: ArrayLike) -> Floats:
    """Return a life stated as one statistic as another, at a shape [unit of life].

    Parameters
    ----------
    value : the life as stated [unit of life].
    statistic, wanted : ``mean``, ``median`` or ``b10``, one or an array; blank gives NaN.
    shape : as in :class:`Weibull`.

    Examples
    --------
    >>> round(float(converted(12.2, "b10", "median", 2.49)), 1)
    26.0
    """
    stated = within("value", value, 0.0)
    within("shape", shape, *SHAPES)
    return stated * _of_scale(wanted, shape, "wanted") / _of_scale(statistic, shape, "statistic")


def as_mean(value: ArrayLike, statistic: Keys, shape: ArrayLike) -> Floats:
    """Return the mean life of a claim [unit of life].

    Examples
    --------
    >>> as_mean([10.0, 10.0], ["mean", "b10"], 2.0).round(1).tolist()
    [10.0, 27.3]
    """
    return converted(value, statistic, "mean", shape)


def mean_of_scale(shape: ArrayLike) -> Floats:
    """Return the mean life for a scale of 1, ``Gamma(1 + 1/shape)`` [1].

    >>> round(float(mean_of_scale(2.0)), 6)
    0.886227
    """
    return _of_scale("mean", within("shape", shape, *SHAPES))


def _of_scale(statistic: Keys, shape: ArrayLike, name: str = "statistic") -> Floats:
    """What a statistic is of the scale [1]."""
    from scipy.special import gamma

    exponent = 1 / np.asarray(shape, dtype=float)
    # Mean, median and B10 as figures, so that an array of statistics is one look-up.
    which = figure_of(name, statistic, {"mean": 0.0, "median": np.log(2.0), "b10": -np.log(0.9)})
    return np.where(which == 0.0, gamma(1 + exponent), which**exponent)
