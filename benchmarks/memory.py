"""What one more open case holds: ``python -m benchmarks.memory CASE ...``, each CASE a zip. Prints two numbers of MB.

In a process of its own, as memory that another measurement gave back would hide what is taken here. A first case
is opened and looked at, so that everything is loaded; then the others, and all are held.
"""

import ctypes
import gc
import os
import subprocess
import sys
from pathlib import Path

from benchmarks.pages import compare_page, opened, view
from evaluation import evaluate
from intake import read_case
from intake.pool import forget_workbooks
from ui.state import OpenCase


def memory_of_cases(zips: list[Path]) -> tuple[float, float]:
    """Return the memory of one more open case [MB], before and after the page Compare was looked at.

    Parameters
    ----------
    zips : two cases or more; the first is held before anything is measured.
    """
    command = [sys.executable, "-m", "benchmarks.memory", *map(str, zips)]
    printed = subprocess.run(command, check=True, capture_output=True, text=True).stdout  # noqa: S603
    before, after = printed.split()[-2:]
    return float(before), float(after)


def main() -> None:
    """Open the cases and print what each but the first added to the memory of this process."""
    held = [_open(Path(sys.argv[1]))]
    view(compare_page(held[0]))
    begun = _resident()
    held += [_open(Path(name)) for name in sys.argv[2:]]
    more = len(held) - 1
    is_open = _resident()
    for case in held[1:]:
        view(compare_page(case))
    print((is_open - begun) / more, (_resident() - begun) / more)


def _open(path: Path) -> OpenCase:
    case = read_case(path.read_bytes())
    # What the reading keeps of files is shared by all cases and has a limit of its own.
    forget_workbooks()
    return opened(case, evaluate(case.tender, case.reading.bids, case.decisions))


def _resident() -> float:
    """Return the memory of this process [MB], after what it no longer uses was given back."""
    gc.collect()
    ctypes.CDLL(None).malloc_trim(0)
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


if __name__ == "__main__":
    main()
