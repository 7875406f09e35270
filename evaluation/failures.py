"""How often pieces fail, and what a test without a failure proves, of lives that are Weibull distributed.

All functions take numbers or arrays that broadcast. A missing figure (NaN) gives a missing result, and a figure outside
its range is a ValueError that names the argument.

Reference: Abernethy: The New Weibull Handbook (2006).
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from evaluation.arguments import Floats, within
from evaluation.life_statistics import SHAPES, Weibull

RENEWAL_SHAPES = (0.5, 20.0)
RENEWAL_SCALES = 50.0
"""Shapes, and scales in a contract, for which the accuracy of the renewal function was measured."""
ROUNDING = 1e-9
FEWEST_STEPS, STEPS_IN_A_SCALE = 400, 100


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
