"""Everything that is measured, side by side in one run: ``python -m benchmarks``. Writes results.md."""

import argparse
import resource
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from python_calamine import CalamineWorkbook
from streamlit.testing.v1 import AppTest

from benchmarks.large_case import BIDS, ITEMS, LOT, PARTS, large_tender, write_bids
from documents import scoring_matrix
from evaluation import Decisions, Evaluation, evaluate
from intake import Case, read_bids
from ui.state import OPEN, OpenCase, Opening

RUNS = 3
RESULTS = Path(__file__).parent / "results.md"
COMPARE = Path(__file__).parent.parent / "ui" / "pages" / "compare.py"


def seconds(run: Callable[[], object]) -> float:
    """Return the shortest of three runs [s]."""
    found = []
    for _ in range(RUNS):
        start = time.perf_counter()
        run()
        found.append(time.perf_counter() - start)
    return min(found)


def calamine_alone(paths: list[Path]) -> None:
    """Read every cell of every sheet in one process, with python-calamine and nothing else."""
    for path in paths:
        book = CalamineWorkbook.from_path(str(path))
        for name in book.sheet_names:
            book.get_sheet_by_name(name).to_python(skip_empty_area=False)


def peak_megabytes() -> float:
    """Return the most memory that this process has held so far [MB]; the reading processes are their own."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> None:
    """Measure the large case and write the table."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks")
    parser.add_argument("--folder", type=Path, default=Path(tempfile.gettempdir()) / "large_case_bids")
    options = parser.parse_args()
    tender = large_tender()
    paths = write_bids(tender, options.folder)
    alone = seconds(lambda: calamine_alone(paths))
    reading = read_bids(tender, paths)
    core = seconds(lambda: evaluate(tender, reading.bids))
    whole = seconds(lambda: evaluate(tender, read_bids(tender, fresh(paths)).bids))
    to_ranking = peak_megabytes()
    done = evaluate(tender, reading.bids)
    first_view, later_view = compare_page(Case(tender, reading, Decisions(), None, (), {}), done)
    start = time.perf_counter()
    size = len(scoring_matrix(done, "da")) / 1e6
    matrix = time.perf_counter() - start
    lot = done.lots[LOT]
    lines = len(lot.streams) + len(lot.impacts) + len(lot.mass_flows)
    table = [
        "# The large case",
        "",
        f"{BIDS} bids x {ITEMS} items x {PARTS} material rows, from files to a ranking ({len(reading.problems)} problems)",
        f"and to a scoring matrix of {lines:,} lines. Written by `make bench`: everything in one run, the shortest of",
        f"{RUNS} but for the matrix, so that the ratios hold where the seconds do not. Each reading is of bytes that were",
        "not read before. Memory is the most that the process had held by then; the reading processes apart.",
        "",
        "| what | seconds | x calamine | memory, MB |",
        "|---|---|---|---|",
        f"| python-calamine alone, one process, every cell | {alone:.2f} | 1.0 | |",
        f"| evaluation of what was read, to the ranking | {core:.2f} | {core / alone:.1f} | |",
        f"| files to ranking: read, checked, evaluated | {whole:.2f} | {whole / alone:.1f} | {to_ranking:.0f} |",
        f"| the page Compare, its script, first view | {first_view:.2f} | {first_view / alone:.2f} | |",
        f"| the page Compare, its script, after the first view | {later_view:.3f} | {later_view / alone:.3f} | |",
        f"| scoring matrix written, {size:.0f} MB | {matrix:.0f} | {matrix / alone:.0f} | {peak_megabytes():.0f} |",
        "",
    ]
    RESULTS.write_text("\n".join(table), encoding="utf-8")
    print("\n".join(table))


def compare_page(case: Case, done: Evaluation) -> tuple[float, float]:
    """Return how long the script of the page takes at first and after that [s], in Streamlit's own test harness."""
    tab = Opening()
    tab.case = OpenCase("large", None, {}, case, done)
    page = AppTest.from_file(str(COMPARE), default_timeout=120)
    page.session_state["lang"], page.session_state[OPEN] = "da", tab
    start = time.perf_counter()
    page.run()
    first = time.perf_counter() - start
    if page.exception:
        raise RuntimeError(page.exception[0].message)
    return first, seconds(page.run)


_turn = 0


def fresh(paths: list[Path]) -> list[tuple[str, bytes]]:
    """Return the files with another archive comment each time, so that no parse kept by hash is used."""
    global _turn  # noqa: PLW0603  (each call must differ from the one before)
    _turn += 1
    comment = str(_turn).encode().rjust(8, b"0")
    return [(p.name, p.read_bytes()[:-2] + len(comment).to_bytes(2, "little") + comment) for p in paths]


if __name__ == "__main__":
    main()
