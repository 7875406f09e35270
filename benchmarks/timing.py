"""How a time is taken."""

import time
from collections.abc import Callable

RUNS = 3


def seconds(run: Callable[[], object]) -> float:
    """Return how long one run takes [s]."""
    start = time.perf_counter()
    run()
    return time.perf_counter() - start


def shortest(run: Callable[[], object]) -> float:
    """Return the shortest of three runs [s]: what other programs take of the machine only ever adds."""
    return min(seconds(run) for _ in range(RUNS))
