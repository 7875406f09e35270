"""Weights published as ranges: whether a weight falls in its own, and whether the order of priority stands fast.

A buyer may state a weight as a range with an appropriate spread (Directive 2014/24/EU article 67(5); udbudsloven section
165). Where the ranges of two criteria overlap, either of them can end as the heavier one, and bidders cannot know what
counts most: KOFA 2025/0876 (Troms fylkeskommune: price 40-50 per cent, quality 40-50 per cent).
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from decimal import Decimal
from itertools import combinations

from evaluation.problems import Problem

WHOLE = Decimal(100)
Range = tuple[Decimal, Decimal]


def range_faults(weights: Mapping[str, Decimal], ranges: Mapping[str, Range]) -> tuple[Problem, ...]:
    """Return what is wrong with ranges of weights, a stop each; nothing where all is well.

    * ``weight_range_backwards``: the lower end is above the upper one, or an end is outside 0 to 100;
    * ``weight_outside_range``: the weight that is used is not in the range that was published;
    * ``weight_ranges_overlap``: of two criteria of a level, either can be the heavier one. Ranges that only meet in an
      end do not: the two can be equal, and never change places;
    * ``weight_ranges_cannot_sum``: no weights in the ranges of a level sum to 100.

    Ranges are judged by themselves, without what the others of the level leave room for: it is the ranges that are
    published.

    Parameters
    ----------
    weights : per cent of the level, by criterion path (``environment``, ``environment/gwp``).
    ranges : lower and upper end [per cent], by criterion path. A criterion without a range is its weight alone.

    Examples
    --------
    >>> weights = {"price": Decimal(45), "quality": Decimal(45), "plan": Decimal(10)}
    >>> ranges = {"price": (Decimal(40), Decimal(50)), "quality": (Decimal(40), Decimal(50))}
    >>> [fault.code for fault in range_faults(weights, ranges)]
    ['weight_ranges_overlap']
    """
    return tuple(_faults(weights, ranges))


def _faults(weights: Mapping[str, Decimal], ranges: Mapping[str, Range]) -> Iterator[Problem]:
    usable = True
    for path, (low, high) in ranges.items():
        ends = {"criterion": path, "low": low, "high": high}
        if not 0 <= low <= high <= WHOLE:
            usable = False
            yield Problem("stop", "weight_range_backwards", values=ends)
        elif not low <= weights[path] <= high:
            yield Problem("stop", "weight_outside_range", values={**ends, "weight": weights[path]})
    levels: dict[str, dict[str, Range]] = defaultdict(dict)
    for path, weight in weights.items():
        levels[path.rpartition("/")[0]][path] = ranges.get(path, (weight, weight))
    for level, members in levels.items():
        if usable and any(path in ranges for path in members):
            yield from _faults_of_level(level, members)


def _faults_of_level(level: str, members: Mapping[str, Range]) -> Iterator[Problem]:
    for (one, (low, high)), (two, (other_low, other_high)) in combinations(members.items(), 2):
        if low < other_high and other_low < high:
            yield Problem(
                "stop",
                "weight_ranges_overlap",
                values={
                    "first": one,
                    "second": two,
                    "low": low,
                    "high": high,
                    "other_low": other_low,
                    "other_high": other_high,
                },
            )
    least = sum((low for low, _ in members.values()), Decimal(0))
    most = sum((high for _, high in members.values()), Decimal(0))
    if not least <= WHOLE <= most:
        yield Problem("stop", "weight_ranges_cannot_sum", values={"level": level, "low": least, "high": most})
