"""How long pieces last, as a distribution: what a claimed life means, what a test proves, how often pieces fail.

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

Reference: Abernethy: The New Weibull Handbook (2006); ISO 15686-8:2008, clause 6, for the factor method.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from types import MappingProxyType
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike

from evaluation.arguments import Floats, Keys, figure_of, within

Statistic = Literal["mean", "median", "b10"]
SHAPES = (0.1, 100.0)
"""Shapes that are taken; what is outside is a slip of the pen, no product."""
RENEWAL_SHAPES = (0.5, 20.0)
RENEWAL_SCALES = 50.0
"""Shapes, and scales in a contract, for which the accuracy of the renewal function was measured."""
PUBLISHED_SHAPES: Mapping[str, float] = MappingProxyType({"regular_loss": 5.3759, "early_loss": 2.4928})
"""Shapes of IRENA and IEA-PVPS: End-of-Life Management: Solar Photovoltaic Panels (2016), of modules of 30 years."""
FACTOR_BAND = (0.8, 1.2)
"""Band of each factor by default; ISO 15686-8 gives no values, so the buyer publishes its own."""
ROUNDING = 1e-9
FEWEST_STEPS, STEPS_IN_A_SCALE = 400, 100
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
        return np.asarray(-np.expm1(-expected_repairs(life, self)))

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


@dataclass(frozen=True)
class UnitsToTest:
    """Pieces that a test without failure needs: the exact number, and the next whole one."""

    exact: Floats
    whole: Floats


def success_run_units(
    reliability: ArrayLike,
    confidence: ArrayLike,
    claimed_life: ArrayLike,
    tested_life: ArrayLike,
    shape: ArrayLike,
) -> UnitsToTest:
    """Pieces to test without one failure so that a claimed life is proved.

    ``n = ln(1 − C) / ln(R) · (L_claim / L_test)^β``

    Parameters
    ----------
    reliability : share ``R`` that shall reach the claimed life, more than 0 and less than 1 (0.9 for a B10).
    confidence : ``C`` with which it is to be proved, more than 0 and less than 1.
    claimed_life, tested_life : ``L_claim`` and ``L_test`` [one unit of life].
    shape : as in :class:`Weibull`.

    Examples
    --------
    >>> size = success_run_units(0.9, 0.9, 10.0, 10.0, 1.5)
    >>> round(float(size.exact), 2), float(size.whole)
    (21.85, 22.0)
    """
    share = within("reliability", reliability, 0.0, 1.0, open_ends=True)
    sure = within("confidence", confidence, 0.0, 1.0, open_ends=True)
    claim = within("claimed_life", claimed_life, 0.0, open_ends=True)
    test = within("tested_life", tested_life, 0.0, open_ends=True)
    exact = np.log1p(-sure) / np.log(share) * (claim / test) ** within("shape", shape, *SHAPES)
    return UnitsToTest(exact, np.maximum(np.ceil(exact - ROUNDING), np.where(np.isnan(exact), np.nan, 1.0)))


def success_run_life(
    reliability: ArrayLike,
    confidence: ArrayLike,
    claimed_life: ArrayLike,
    units: ArrayLike,
    shape: ArrayLike,
) -> Floats:
    """How long each of some pieces has to run without failure so that a claimed life is proved [unit of life].

    ``L_test = L_claim · (ln(1 − C) / (ln(R) · n))^(1/β)``; parameters as :func:`success_run_units`.

    Examples
    --------
    >>> round(float(success_run_life(0.9, 0.9, 10000.0, 20, 1.5)))
    10609
    """
    pieces = within("units", units, 1.0)
    at_claim = success_run_units(reliability, confidence, claimed_life, claimed_life, shape).exact
    exponent = 1 / np.asarray(shape, dtype=float)
    return np.asarray(np.asarray(claimed_life, dtype=float) * (at_claim / pieces) ** exponent)


def expected_repairs(duration: ArrayLike, life: Weibull) -> Floats:
    """Failures to expect of one piece that is repaired at once and is then as old as before: ``(t/η)^β``.

    Parameters
    ----------
    duration : of the contract [unit of life].
    life : until the first failure.

    Returns
    -------
    ndarray
        Failures a piece; times the pieces, those of the contract.

    Examples
    --------
    >>> round(float(expected_repairs(8.0, Weibull(2.0, 10.0))), 9)
    0.64
    """
    time = within("duration", duration, 0.0)
    return np.asarray((time / np.asarray(life.scale, dtype=float)) ** np.asarray(life.shape, dtype=float))


def expected_replacements(duration: ArrayLike, life: Weibull) -> Floats:
    """Failures to expect of one piece that is replaced at once by a new one: the renewal function.

    ``m(t) = F(t) + ∫₀ᵗ m(t − x) dF(x)``, solved step by step with F at the middle of each step; at least 400 steps, and
    100 in a scale. Within 0.005 % of the exact value, measured for shapes from 0.5 to 20 and up to 50 scales.

    Parameters
    ----------
    duration : of the contract [unit of life]; at most 50 scales.
    life : of each piece; of a shape from 0.5 to 20.

    Returns
    -------
    ndarray
        Replacements a piece; times the pieces, those of the contract.

    References
    ----------
    Xie: On the solution of renewal-type integral equations, Communications in Statistics: Simulation and Computation
    18 (1989), 281-293.

    Examples
    --------
    >>> round(float(expected_replacements(8.0, Weibull(2.0, 10.0))), 3)
    0.528
    """
    shape = within("shape", life.shape, *RENEWAL_SHAPES)
    scales = within("duration", duration, 0.0) / np.asarray(life.scale, dtype=float)
    if np.any(scales > RENEWAL_SCALES):
        raise ValueError(
            f"duration is more than {RENEWAL_SCALES:g} scales: a life that short is a slip of the pen."
        )
    scales, shape = np.broadcast_arrays(scales, shape)
    pairs, place = np.unique(np.stack([scales.ravel(), shape.ravel()], axis=1), axis=0, return_inverse=True)
    return np.asarray(_renewals(pairs[:, 0], pairs[:, 1])[place].reshape(scales.shape))


def _renewals(scales: Floats, shape: Floats) -> Floats:
    """Renewal function after a number of scales, shape (pairs,)."""
    longest = float(np.nanmax(scales, initial=0.0))
    steps = max(FEWEST_STEPS, int(np.ceil(STEPS_IN_A_SCALE * longest)))
    step = (scales / steps)[:, None]
    # F at the end of each step, and at the middle of each: (pairs, steps).
    ends = -np.expm1(-((np.arange(1, steps + 1) * step) ** shape[:, None]))
    middles = -np.expm1(-(((np.arange(steps) + 0.5) * step) ** shape[:, None]))
    renewed, added = np.zeros(len(scales)), np.zeros_like(ends)
    for n in range(steps):
        earlier = np.einsum("pj,pj->p", added[:, :n], middles[:, n:0:-1])
        added[:, n] = (ends[:, n] + earlier - renewed) / (1 - middles[:, 0])
        renewed = renewed + added[:, n]
    return renewed


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
