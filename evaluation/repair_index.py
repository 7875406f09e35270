"""How well a product can be repaired: published indices, a card for goods without one, and all on 0 to 1.

An index that a scheme publishes is taken as it is published: a sheet prints its parts rounded, so what is worked out
again departs a little from it. A class is read from the index before any rounding.

All functions take numbers or arrays that broadcast. A missing score (NaN) gives a missing result. A figure outside its
range is a ValueError that names it.

Reference: Commission Delegated Regulation (EU) 2023/1669, annexes II and IV, point 5; French decree 2020-1757 on the
indice de réparabilité; EN 45554:2020 for what the parameters mean.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np
from numpy.typing import ArrayLike, NDArray

from evaluation.arguments import Floats, Keys, figure_of, within

Weights = Mapping[str, float]
POINTS = (1.0, 5.0)
"""Range of the scores of (EU) 2023/1669, and of their index."""
ROUNDING = 1e-9


@dataclass(frozen=True)
class GroupWeights:
    """How (EU) 2023/1669 weighs a group of products.

    Parameters
    ----------
    parameters : weight of each parameter in the index [1]; they sum to 1.
    parts : weight of each priority part in the score of a parameter that is given part by part [1]; they sum to 1.
    source, note : where the weights were read, and what was not.
    """

    parameters: Weights
    parts: Weights
    source: str
    note: str


_PARAMETERS: Weights = MappingProxyType(
    {
        "disassembly_depth": 0.25,
        "fasteners": 0.15,
        "tools": 0.15,
        "spare_parts": 0.15,
        "software_updates": 0.15,
        "repair_information": 0.15,
    }
)
_PARTS: Weights = MappingProxyType(
    {
        "battery": 0.30,
        "display": 0.30,
        "back_cover": 0.10,
        "front_camera": 0.05,
        "rear_camera": 0.05,
        "charging_port": 0.05,
        "buttons": 0.05,
        "microphone": 0.05,
        "speaker": 0.05,
    }
)
_SOURCE = (
    "Commission Delegated Regulation (EU) 2023/1669, annex IV, point 5, "
    "https://eur-lex.europa.eu/eli/reg_del/2023/1669/oj"
)
EU_WEIGHTS: Mapping[str, GroupWeights] = MappingProxyType(
    {
        "smartphone": GroupWeights(
            _PARAMETERS, _PARTS, _SOURCE, "Not for foldable phones. Weights of parts not read at the source."
        ),
        "slate_tablet": GroupWeights(
            _PARAMETERS,
            _PARTS,
            _SOURCE,
            "Scored as smartphones are. Weights of parts not read at the source.",
        ),
    }
)
"""The weights by group of products; a foldable phone is weighed otherwise, and only its published index counts."""
EU_CLASSES: Weights = MappingProxyType({"A": 4.00, "B": 3.35, "C": 2.55, "D": 1.75, "E": 1.00})
"""The lowest index of each class: (EU) 2023/1669, annex II."""
DEPTH_POINTS = ((2.0, 5.0), (5.0, 4.0), (10.0, 3.0), (15.0, 2.0))
"""Steps to take a part out, at most -> points; more steps are 1 point. Not read at the source."""
FASTENER_POINTS: Weights = MappingProxyType({"reusable": 5.0, "resupplied": 3.0, "removable": 1.0})
"""Kind of fastener -> points. Not read at the source; the last one is to be confirmed there."""
CARD_WEIGHTS: Weights = MappingProxyType(
    {
        "disassembly_depth": 0.25,
        "fasteners": 0.15,
        "tools": 0.15,
        "spare_parts": 0.15,
        "upgrade_or_refurbishment": 0.15,
        "repair_information": 0.15,
    }
)
"""The repair card: parameters and weights of (EU) 2023/1669, an offer to upgrade or refurbish in place of software."""


@dataclass(frozen=True)
class Scheme:
    """A published index: its lowest and highest value, and whose it is."""

    lowest: float
    highest: float
    source: str


SCHEMES: Mapping[str, Scheme] = MappingProxyType(
    {
        "eu_2023_1669": Scheme(*POINTS, _SOURCE),
        "fr_repairability": Scheme(0.0, 10.0, "Indice de réparabilité, France, decree 2020-1757"),
        "fr_durability": Scheme(
            0.0, 10.0, "Indice de durabilité, France: televisions and washing machines (2025)"
        ),
        "ifixit_2": Scheme(0.0, 10.0, "iFixit repairability score 2.0"),
        "repair_cost": Scheme(0.0, 1.0, "Ecobalyse, index of the cost of repair"),
        "repair_card": Scheme(0.0, 1.0, "The buyer's repair card"),
    }
)


def disassembly_points(steps: ArrayLike) -> Floats:
    """Return the points of the steps that it takes to get a part out [1 to 5].

    Examples
    --------
    >>> disassembly_points([2, 3, 16]).tolist()
    [5.0, 4.0, 1.0]
    """
    count = within("steps", steps, 0.0)
    found = np.where(np.isnan(count), np.nan, POINTS[0])
    for limit, points in reversed(DEPTH_POINTS):
        found = np.where(count <= limit, points, found)
    return found


def fastener_points(kind: Keys) -> Floats:
    """Return the points of a kind of fastener [1 to 5]: ``reusable``, ``resupplied`` or ``removable``."""
    return figure_of("kind", kind, FASTENER_POINTS)


def part_score(points: Mapping[str, ArrayLike], group: str = "smartphone") -> Floats:
    """Score of a parameter that is given part by part [1 to 5]: the mean by the weights of the priority parts.

    Parameters
    ----------
    points : part -> points, 1 to 5; every priority part of the group.

    Examples
    --------
    >>> others = (
    ...     "back_cover",
    ...     "front_camera",
    ...     "rear_camera",
    ...     "charging_port",
    ...     "buttons",
    ...     "microphone",
    ...     "speaker",
    ... )
    >>> points = {"battery": 5, "display": 4, **dict.fromkeys(others, 3)}
    >>> round(float(part_score(points)), 9)
    3.9
    """
    return weighted_sum(points, _group(group).parts, *POINTS)


def eu_index(scores: Mapping[str, ArrayLike], group: str = "smartphone") -> Floats:
    """Repairability index of (EU) 2023/1669, unrounded [1 to 5].

    ``R = 0.25·S_DD + 0.15·(S_F + S_T + S_SP + S_SU + S_RI)``

    Parameters
    ----------
    scores : parameter -> score, 1 to 5; every parameter of the group.

    Examples
    --------
    >>> scores = {"disassembly_depth": 3.9, "fasteners": 3, "tools": 4}
    >>> scores |= {"spare_parts": 5, "software_updates": 3, "repair_information": 5}
    >>> round(float(eu_index(scores)), 9)
    3.975
    """
    return weighted_sum(scores, _group(group).parameters, *POINTS)


def eu_class(index: ArrayLike) -> NDArray[np.str_]:
    """Repairability class, A to E, from the unrounded index; blank where the index is missing.

    Examples
    --------
    >>> eu_class([4.0, 3.975]).tolist()
    ['A', 'B']
    """
    found = within("index", index, *POINTS)
    # What stands on a limit may lie a hair below it as a sum of decimals; nothing else can lie that near.
    reached = [found >= lowest - ROUNDING for lowest in EU_CLASSES.values()]
    return np.select(reached, list(EU_CLASSES), default="")


def repair_card(scores: Mapping[str, ArrayLike], weights: Weights = CARD_WEIGHTS) -> Floats:
    """Score of goods for which no scheme publishes an index [0 to 1].

    Parameters
    ----------
    scores : parameter -> 0 to 1; every parameter of the weights. Points of 1 to 5 become such a score by
        :func:`as_share` with ``eu_2023_1669``.
    weights : that the buyer publishes; they sum to 1.

    Examples
    --------
    >>> round(float(repair_card(dict.fromkeys(CARD_WEIGHTS, 0.5))), 9)
    0.5
    """
    if min(weights.values()) < 0 or abs(sum(weights.values()) - 1) > ROUNDING:
        raise ValueError("weights do not sum to 1, or one is below 0.")
    return weighted_sum(scores, weights, 0.0, 1.0)


def repair_cost_index(ratio: ArrayLike, *, without_service: ArrayLike = False) -> Floats:
    """Index of the cost of a repair to the price of the product [0 to 1], of clothes.

    1 to a third of the price (0.33), 0 from half of it, linear between; times 0.67 where a large firm offers no repair.

    Parameters
    ----------
    ratio : cost of the repair to the price of the product [1].
    without_service : the firm is large and offers no repair.

    Examples
    --------
    >>> repair_cost_index([0.2, 0.415, 0.6]).round(9).tolist()
    [1.0, 0.5, 0.0]
    """
    share = np.clip((0.50 - within("ratio", ratio, 0.0)) / (0.50 - 0.33), 0.0, 1.0)
    return np.asarray(share * np.where(without_service, 0.67, 1.0))


def as_share(index: ArrayLike, scheme: Keys) -> Floats:
    """Take a published index over onto 0 to 1: ``(index − lowest) / (highest − lowest)``.

    Parameters
    ----------
    index : as the scheme publishes it, or points of 1 to 5.
    scheme : a key of :data:`SCHEMES`, one or an array; blank gives NaN.

    Examples
    --------
    >>> as_share([4.0, 6.5], ["eu_2023_1669", "fr_repairability"]).tolist()
    [0.75, 0.65]
    """
    lowest = figure_of("scheme", scheme, {key: s.lowest for key, s in SCHEMES.items()})
    highest = figure_of("scheme", scheme, {key: s.highest for key, s in SCHEMES.items()})
    share = (np.asarray(index, dtype=float) - lowest) / (highest - lowest)
    if np.any((share < 0) | (share > 1)):
        raise ValueError("index is outside the range of its scheme: look which scheme the figure is of.")
    return np.asarray(share)


def _group(group: str) -> GroupWeights:
    if group not in EU_WEIGHTS:
        raise ValueError(
            f"group is {group!r}: it is one of {', '.join(EU_WEIGHTS)}; else take the published index."
        )
    return EU_WEIGHTS[group]


def weighted_sum(scores: Mapping[str, ArrayLike], weights: Weights, low: float, high: float) -> Floats:
    """Return ``sum of weight * score``; a ValueError names a score that is missing, unknown or outside low to high."""
    same_keys(scores, weights)
    return np.asarray(sum(weight * within(key, scores[key], low, high) for key, weight in weights.items()))


def same_keys(scores: Mapping[str, ArrayLike], asked: Weights | list[str]) -> None:
    """Refuse scores that are not exactly those asked for."""
    missing, unknown = [k for k in asked if k not in scores], [k for k in scores if k not in asked]
    if missing or unknown:
        raise ValueError(
            f"scores lack {', '.join(missing) or 'nothing'} and hold {', '.join(unknown) or 'nothing'} beside what is asked."
        )
