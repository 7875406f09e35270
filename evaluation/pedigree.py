"""How uncertain a figure is, from scores of where it comes from: the pedigree approach.

A figure gets a score from 1 (best) to 5 (worst) for its reliability, its completeness, its distance in time, in
place and in technology from what it is used for, and where six are given for the size of its sample. Each score
has an uncertainty factor, and a basic uncertainty stands for what no better data would take away. The figure is
taken as lognormal.

Equation
--------
``GSD² = exp(√(ln²U₁ + … + ln²U₆ + ln²U_b))``, the square of the geometric standard deviation; 95 % of the values lie
between ``mean / GSD²`` and ``mean × GSD²``, the mean being the geometric one.

References
----------
Frischknecht, R. et al. (2007): Overview and Methodology, ecoinvent report 1 (data v2.0), on uncertainty: set
``ecoinvent_2``. Weidema, B. P. et al. (2013): Overview and methodology, ecoinvent report 1 (v3), table 10.5, keeps these
factors as variances, ``(ln U / 2)²``, but for 0.0006 at a technology of 2 and at a place of 4, and without the sample.
Ciroth, A. et al. (2016): Empirically based uncertainty factors for the pedigree matrix in ecoinvent, Int. J. Life
Cycle Assess. 21, 1338–1348: set ``ecoinvent_3``, proposed for ecoinvent 3 from measured data. Score 5 of reliability,
completeness and place is not given there and counts as 4. It defines uncertainty as the geometric standard
deviation; here its factors are combined as those of the other set, as is common, and so with the narrower reading.
"""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

import numpy as np
from numpy.typing import ArrayLike, NDArray

INDICATORS = ("reliability", "completeness", "temporal", "geographical", "technological", "sample_size")
FEWEST = 5
WORST = 5
BASIC = 1.05
"""Basic uncertainty of emissions of CO2, and of energy, semi-finished products and waste treatment [GSD²]."""

PROXY_TECHNOLOGY = 4
"""Score of a figure that stands in for another material: data on related processes or materials."""

PEDIGREE_SETS: Mapping[str, Mapping[str, tuple[float, ...]]] = MappingProxyType(
    {
        "ecoinvent_2": MappingProxyType(
            {
                "reliability": (1.0, 1.05, 1.1, 1.2, 1.5),
                "completeness": (1.0, 1.02, 1.05, 1.1, 1.2),
                "temporal": (1.0, 1.03, 1.1, 1.2, 1.5),
                "geographical": (1.0, 1.01, 1.02, 1.02, 1.1),
                "technological": (1.0, 1.0, 1.2, 1.5, 2.0),
                "sample_size": (1.0, 1.02, 1.05, 1.1, 1.2),
            }
        ),
        "ecoinvent_3": MappingProxyType(
            {
                "reliability": (1.0, 1.54, 1.61, 1.69, 1.69),
                "completeness": (1.0, 1.03, 1.04, 1.08, 1.08),
                "temporal": (1.0, 1.03, 1.1, 1.19, 1.29),
                "geographical": (1.0, 1.04, 1.08, 1.11, 1.11),
                "technological": (1.0, 1.18, 1.65, 2.08, 2.8),
                "sample_size": (1.0, 1.0, 1.0, 1.0, 1.0),
            }
        ),
    }
)
"""Set -> indicator -> uncertainty factor of the scores 1 to 5."""


class PedigreeError(ValueError):
    """Scores that cannot be read, or a set that does not exist; the sentence says which."""


def scores_of(text: str) -> tuple[int, ...]:
    """Read five or six scores.

    Raises
    ------
    PedigreeError
        Where there are fewer or more, or one is no whole number from 1 to 5.

    Examples
    --------
    >>> scores_of("2,2,3,2,3")
    (2, 2, 3, 2, 3)
    """
    cells = [cell.strip() for cell in text.split(",")]
    if not all(cell.isascii() and cell.isdigit() for cell in cells):
        raise PedigreeError(f"{text!r} holds something else than whole numbers with commas between.")
    scores = tuple(int(cell) for cell in cells)
    _checked(scores)
    return scores


def is_pedigree(text: str) -> bool:
    """Say whether a text holds scores that can be used.

    >>> is_pedigree("2,2,3,2,3"), is_pedigree("2,2,9,2,3")
    (True, False)
    """
    try:
        scores_of(text)
    except PedigreeError:
        return False
    return True


def text_of(scores: Sequence[int]) -> str:
    """Write scores as :func:`scores_of` reads them.

    Examples
    --------
    >>> text_of((2, 2, 3, 2, 3))
    '2,2,3,2,3'
    """
    return ",".join(str(score) for score in _checked(scores).tolist())


def as_proxy(scores: Sequence[int]) -> tuple[int, ...]:
    """Scores of a figure that stands in for another material: the technology is no better than related.

    Examples
    --------
    >>> as_proxy((2, 2, 3, 2, 3))
    (2, 2, 3, 2, 4)
    """
    technology = INDICATORS.index("technological")
    held = _checked(scores).tolist()
    held[technology] = max(held[technology], PROXY_TECHNOLOGY)
    return tuple(held)


def squared_gsd(scores: Sequence[int], basic: float = BASIC, pedigree_set: str = "ecoinvent_2") -> float:
    """Square of the geometric standard deviation of a figure [1].

    Parameters
    ----------
    scores : five or six, in the order of :data:`INDICATORS`.
    basic : basic uncertainty [GSD²], at least 1.
    pedigree_set : a key of :data:`PEDIGREE_SETS`.

    Raises
    ------
    PedigreeError
        Where scores are not from 1 to 5, basic is below 1 or the set does not exist.

    Examples
    --------
    >>> round(squared_gsd((2, 2, 3, 2, 3, 1), 1.05, "ecoinvent_2"), 4)
    1.2437
    """
    return float(gsd_of(scores, basic, pedigree_set)) ** 2


def gsd(scores: Sequence[int], basic: float = BASIC, pedigree_set: str = "ecoinvent_2") -> float:
    """Geometric standard deviation of a figure [1]: the root of :func:`squared_gsd`.

    Examples
    --------
    >>> round(gsd((2, 2, 3, 2, 3)), 4)
    1.1152
    """
    return float(gsd_of(scores, basic, pedigree_set))


def gsd_of(
    scores: ArrayLike, basic: ArrayLike = BASIC, pedigree_set: str = "ecoinvent_2"
) -> NDArray[np.float64]:
    """Geometric standard deviations of many figures at once.

    Parameters
    ----------
    scores : whole numbers 1 to 5, (..., 5) or (..., 6), in the order of :data:`INDICATORS`.
    basic : basic uncertainty [GSD²], a number or (...).

    Returns
    -------
    array (...)
        ``exp(½√(Σ ln²U + ln²U_b))`` [1].

    Raises
    ------
    PedigreeError
        As :func:`squared_gsd`.
    """
    given = _checked(scores)
    if pedigree_set not in PEDIGREE_SETS:
        raise PedigreeError(f"There is no set of uncertainty factors {pedigree_set!r}.")
    least = np.asarray(basic, dtype=float)
    if not (least >= 1).all():
        raise PedigreeError(
            "A basic uncertainty is the square of a geometric standard deviation, at least 1."
        )
    logs = np.log(np.array([PEDIGREE_SETS[pedigree_set][name] for name in INDICATORS]))
    squares = logs[np.arange(given.shape[-1]), given - 1] ** 2
    return np.asarray(np.exp(np.sqrt(squares.sum(axis=-1) + np.log(least) ** 2) / 2))


def interval_95(geometric_mean: float, gsd: float) -> tuple[float, float]:
    """Interval that holds 95 % of a lognormal figure, in the figure's own unit.

    Parameters
    ----------
    geometric_mean : the figure.
    gsd : geometric standard deviation [1], not squared.

    Examples
    --------
    >>> interval_95(10.0, 1.1)
    (8.264462809917354, 12.100000000000001)
    """
    ends = sorted((geometric_mean / gsd**2, geometric_mean * gsd**2))
    return ends[0], ends[1]


def _checked(scores: ArrayLike) -> NDArray[np.int64]:
    given = np.asarray(scores)
    if given.ndim == 0 or not FEWEST <= given.shape[-1] <= len(INDICATORS):
        raise PedigreeError("A figure has five scores, or six with the size of its sample.")
    if not (np.equal(given, np.floor(given)) & (given >= 1) & (given <= WORST)).all():
        raise PedigreeError(f"Scores are whole numbers from 1 to {WORST}: {given.tolist()}.")
    return given.astype(np.int64)
