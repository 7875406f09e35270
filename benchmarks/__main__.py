"""Everything that is measured, side by side in one run: ``python -m benchmarks``. Writes docs/benchmarks.md."""

import argparse
import resource
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from python_calamine import CalamineWorkbook

from benchmarks.large_case import BIDS, ITEMS, PARTS, large_tender, write_bids
from documents import scoring_matrix
from evaluation import evaluate
from intake import read_bids

RUNS = 3
DOCS = Path(__file__).parent.parent / "docs" / "benchmarks.md"


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


def main() -> None:
    """Measure the large case and write the table."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks")
    parser.add_argument("--folder", type=Path, default=Path(tempfile.gettempdir()) / "large_case_bids")
    options = parser.parse_args()
    tender = large_tender()
    paths = write_bids(tender, options.folder)
    alone = seconds(lambda: calamine_alone(paths))
    reading = read_bids(tender, paths)
    kept = len(reading.problems)
    core = seconds(lambda: evaluate(tender, reading.bids))
    whole = seconds(lambda: evaluate(tender, read_bids(tender, fresh(paths)).bids))
    done = evaluate(tender, reading.bids)
    matrix = seconds(lambda: scoring_matrix(done, "da"))
    size = len(scoring_matrix(done, "da")) / 1e6
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    lines = [
        "# Benchmarks",
        "",
        f"The large case: {BIDS} bids x {ITEMS} items x {PARTS} material rows, {kept} problems found on reading.",
        f"Made by `make bench`: the shortest of {RUNS} runs, all in one process run after another, so that the ratios hold",
        "where the seconds do not. Each reading is of bytes not read before (one byte of the archive's comment differs).",
        "",
        "| what | seconds | x calamine |",
        "|---|---|---|",
        f"| python-calamine alone, one process, every cell | {alone:.2f} | 1.0 |",
        f"| bids read and checked to ranking (evaluation alone: {core:.2f} s) | {whole:.2f} | {whole / alone:.1f} |",
        f"| scoring matrix written, {size:.1f} MB | {matrix:.2f} | {matrix / alone:.1f} |",
        "",
        f"Peak memory of the process, everything above included: {peak:.0f} MB; the reading workers apart.",
        "",
    ]
    DOCS.parent.mkdir(exist_ok=True)
    DOCS.write_text("\n".join(lines), encoding="utf-8")
    print("\n".join(lines))


_turn = 0


def fresh(paths: list[Path]) -> list[tuple[str, bytes]]:
    """Return the files with another archive comment each time, so that no parse kept by hash is used."""
    global _turn  # noqa: PLW0603  (each call must differ from the one before)
    _turn += 1
    comment = str(_turn).encode().rjust(8, b"0")
    return [(p.name, p.read_bytes()[:-2] + len(comment).to_bytes(2, "little") + comment) for p in paths]


if __name__ == "__main__":
    main()
