"""Everything that is measured, side by side in one run: ``python -m benchmarks``. Writes results.md."""

import argparse
import os
import resource
import tempfile
import zipfile
from collections.abc import Mapping
from pathlib import Path

from python_calamine import CalamineWorkbook

from benchmarks.cold_server import STARTS, cold_servers
from benchmarks.large_case import (
    BIDS,
    LARGE,
    LOT,
    PARTS,
    WIDE,
    large_tender,
    switched_conventions,
    with_every_indicator,
    write_bids,
)
from benchmarks.memory import memory_of_cases
from benchmarks.pages import Viewed, viewed
from benchmarks.rehearsal import rehearsal_table
from benchmarks.timing import RUNS, seconds, shortest
from documents import draft_of, scoring_matrix, tender_sheet
from evaluation import Decisions, Evaluation, Tender, evaluate
from evaluation.climate import impacts
from evaluation.cost import cost_by_year, streams
from evaluation.horizons import horizons
from evaluation.impact_sums import impact_sums
from evaluation.lifespan import lives
from evaluation.lot_values import LotValues
from evaluation.material_flows import parts
from intake import Case, Reading, read_bids

RESULTS = Path(__file__).parent / "results.md"
FURNITURE = Path(__file__).parent.parent / "sample_tenders" / "office_furniture"
LARGE_HELD, FURNITURE_HELD = 3, 9  # cases opened to see what one holds; the first of them is not counted


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
    """Measure, and write the tables."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks")
    parser.add_argument("--folder", type=Path, default=Path(tempfile.gettempdir()))
    folder: Path = parser.parse_args().folder
    loads = [os.getloadavg()[0]]
    servers = cold_server_table()
    rehearsal = rehearsal_table()
    tender = large_tender()
    paths = write_bids(tender, folder / f"{LARGE.name}_bids")
    alone = shortest(lambda: calamine_alone(paths))
    reading, done, files_to_ranking = large_table(tender, paths, alone)
    loads.append(os.getloadavg()[0])
    large = viewed(Case(tender, reading, Decisions(), None, (), {}), done)
    wide_tender = large_tender(WIDE)
    wide_paths = write_bids(wide_tender, folder / f"{WIDE.name}_bids")
    wide_reading = read_bids(wide_tender, wide_paths)
    wide_case = Case(wide_tender, wide_reading, Decisions(), None, (), {})
    wide = viewed(wide_case, evaluate(wide_tender, wide_reading.bids))
    pages = page_table(large, wide, alone)
    held = memory_table(tender, paths, wide_tender, wide_paths)
    matrix = matrix_row(done, alone)
    loads.append(os.getloadavg()[0])
    lines = [
        "# What it costs",
        "",
        f"Written by `make bench`: everything in one run and the shortest of {RUNS} where nothing else is said, so",
        "that the ratios hold where the seconds do not. The load of the machine, by its own count, was",
        f"{', '.join(f'{load:.1f}' for load in loads)} in the course of it, on {os.cpu_count()} cores.",
        "",
        *files_to_ranking,
        matrix,
        *pages,
        *held,
        *rehearsal,
        *servers,
        "",
    ]
    RESULTS.write_text("\n".join(lines), encoding="utf-8")
    print("\n".join(lines))


def large_table(tender: Tender, paths: list[Path], alone: float) -> tuple[Reading, Evaluation, list[str]]:
    """Return the large case as it was read, its evaluation, and the rows from files to a ranking."""
    reading = read_bids(tender, paths)
    core = shortest(lambda: evaluate(tender, reading.bids))
    whole = shortest(lambda: evaluate(tender, read_bids(tender, list(fresh(paths).items())).bids))
    memory = peak_megabytes()
    done = evaluate(tender, reading.bids)
    lot = done.lots[LOT]
    rows = len(lot.streams) + len(lot.impacts) + len(lot.mass_flows)
    table = [
        "## From files to a ranking and a scoring matrix",
        "",
        f"{BIDS} bids x {LARGE.items} items x {PARTS} material rows, {len(reading.problems)} problems; a matrix of",
        f"{rows:,} lines, written once. Each reading is of bytes that were not read before. Memory is the most that",
        "the process had held by then; the reading processes apart.",
        "",
        "| what | seconds | x calamine | memory, MB |",
        "|---|---|---|---|",
        f"| python-calamine alone, one process, every cell | {alone:.2f} | 1.0 | |",
        *cost_rows(tender, reading, alone),
        *impact_rows(tender, reading, alone),
        f"| evaluation of what was read, to the ranking | {core:.2f} | {core / alone:.1f} | |",
        f"| files to ranking: read, checked, evaluated | {whole:.2f} | {whole / alone:.1f} | {memory:.0f} |",
    ]
    return reading, done, table


def cost_rows(tender: Tender, reading: Reading, alone: float) -> list[str]:
    """Return what the cost step takes, as the large case counts and with other conventions throughout."""
    plain = shortest(lambda: cost_step(tender, reading))
    switched = switched_conventions(tender)
    other = shortest(lambda: cost_step(switched, reading))
    return [
        f"| the cost step of it: lives, streams, present values by year, both horizons | {plain:.2f} | {plain / alone:.2f} | |",
        f"| the same by steps, mid-year, with index paths and NIST's end values | {other:.2f} | {other / alone:.2f} | |",
    ]


def impact_rows(tender: Tender, reading: Reading, alone: float) -> list[str]:
    """Return what emissions take, and every indicator of EN 15804+A2 with its coverage."""
    full = with_every_indicator(tender)
    climate = shortest(lambda: impact_step(tender, reading))
    everything = shortest(lambda: impact_step(full, reading))
    whole = shortest(lambda: evaluate(full, reading.bids))
    memory = peak_megabytes()
    return [
        f"| the emissions of it, by module | {climate:.2f} | {climate / alone:.2f} | |",
        f"| the same with all 37 indicators of EN 15804+A2 and their coverage | {everything:.2f} | {everything / alone:.2f} | |",
        f"| evaluation to the ranking with all of them | {whole:.2f} | {whole / alone:.2f} | {memory:.0f} |",
    ]


def impact_step(tender: Tender, reading: Reading) -> None:
    """Calculate what every bid emits, and its other impacts where the tender states them."""
    values = LotValues(tender, LOT, reading.bids)
    found = lives(values, Decisions())
    made_of = parts(values, found)
    impact_sums(values, impacts(values, found, made_of), made_of)


def cost_step(tender: Tender, reading: Reading) -> None:
    """Calculate what every bid costs, from the values that were read."""
    values = LotValues(tender, LOT, reading.bids)
    found = lives(values, Decisions())
    cash = streams(values, found, None, {})
    cost_by_year(cash, values)
    horizons(values, found, cash, [True] * len(reading.bids))


def matrix_row(done: Evaluation, alone: float) -> str:
    """Return the row of the scoring matrix; the last to be measured, as it takes the most memory."""
    written: list[bytes] = []
    took = seconds(lambda: written.append(scoring_matrix(done, "da")))
    size, memory = len(written[0]) / 1e6, peak_megabytes()
    return f"| scoring matrix written, {size:.0f} MB | {took:.0f} | {took / alone:.0f} | {memory:.0f} |"


def page_table(large: Viewed, wide: Viewed, alone: float) -> list[str]:
    """Return the table of the page Compare."""
    called = {
        f"{BIDS} bids x {LARGE.items} items, all with {PARTS} material rows": large,
        f"{BIDS} bids x {WIDE.items:,} lines, {WIDE.reference} with {PARTS} material rows and lives": wide,
    }
    table = [
        "",
        "## The page Compare",
        "",
        "Its script in Streamlit's own test harness. The first view of a case draws everything; later ones show",
        "what was drawn, and under 0.1 s is asked of them. In brackets x calamine alone, as above. Sent is what the",
        "script hands to the browser at each view, before compression.",
        "",
        "| case | first view, s | after it, s | charts sent, kB | the rest sent, kB |",
        "|---|---|---|---|---|",
    ]
    for name, of in called.items():
        first, later = (f"{took:.3f} ({took / alone:.3f})" for took in (of.first, of.later))
        table.append(f"| {name} | {first} | {later} | {of.charts / 1e3:.0f} | {of.others / 1e3:.0f} |")
    loading = f"{large.unloaded:.2f} s ({large.unloaded / alone:.2f})"
    return [*table, "", f"The very first view of a process, with all that it loads: {loading}, taken once."]


def memory_table(tender: Tender, paths: list[Path], wide: Tender, wide_paths: list[Path]) -> list[str]:
    """Return the table of what one more open case holds."""
    furniture = {str(p.relative_to(FURNITURE)): p.read_bytes() for p in FURNITURE.rglob("*.*") if p.is_file()}
    held: dict[str, list[Mapping[str, bytes]]] = {
        "the sample office_furniture, 7 bidders and 3 lots": ([furniture] * FURNITURE_HELD),
        f"{BIDS} bids x {LARGE.items} items, all with {PARTS} material rows": _cases(tender, paths),
        f"{BIDS} bids x {WIDE.items:,} lines, {WIDE.reference} with {PARTS} material rows and lives": _cases(
            wide, wide_paths
        ),
    }
    table = [
        "",
        "## Memory of one more open case",
        "",
        "The growth of the resident memory of a process that already holds such a case, when it opens more of them",
        f"({LARGE_HELD - 1}, of the sample {FURNITURE_HELD - 1}) and holds all, by case; taken once, after what was",
        "freed was given back to the system. What the reading keeps of files stands beside it, under one limit for",
        "all cases.",
        "",
        "| case | its files, MB | open, MB | and Compare looked at, MB |",
        "|---|---|---|---|",
    ]
    for name, cases in held.items():
        with tempfile.TemporaryDirectory() as folder:
            zips = [_zipped(Path(folder) / f"{n}.zip", files) for n, files in enumerate(cases)]
            size = zips[0].stat().st_size / 1e6
            opened, looked_at = memory_of_cases(zips)
        table.append(f"| {name} | {size:.1f} | {opened:.1f} | {looked_at:.1f} |")
    return table


def cold_server_table() -> list[str]:
    """Return the table of a server that has just been started."""
    tool, bare = cold_servers()
    rows = {
        "start of the process to its first answer": (tool.healthy, bare.healthy),
        "from there to the heading of the first page": (tool.heading, bare.heading),
        "to the last field of that page": (tool.complete, bare.complete),
        "to the heading, in a second browser": (tool.next_heading, bare.next_heading),
    }
    return [
        "",
        "## A cold server",
        "",
        "`streamlit run` of the tool and, in turn with it, of a script of one line; Chromium with an empty cache. The",
        f"shortest of {STARTS} starts. That the heading stands within 2 s is asked of a machine without other load.",
        "",
        "| what | the tool, s | one line, s | ratio |",
        "|---|---|---|---|",
        *(f"| {what} | {a:.2f} | {b:.2f} | {a / b:.1f} |" for what, (a, b) in rows.items()),
    ]


def _cases(tender: Tender, paths: list[Path]) -> list[Mapping[str, bytes]]:
    """Return the files of as many cases as are held, no two alike in their bytes."""
    sheet = tender_sheet(draft_of(tender))
    read = [{f"bids/{name}": content for name, content in fresh(paths).items()} for _ in range(LARGE_HELD)]
    return [{"tender.xlsx": sheet, **bids} for bids in read]


def _zipped(path: Path, files: Mapping[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return path


_turn = 0


def fresh(paths: list[Path]) -> dict[str, bytes]:
    """Return the files with another archive comment each time, so that no parse kept by hash is used."""
    global _turn  # noqa: PLW0603  (each call must differ from the one before)
    _turn += 1
    comment = str(_turn).encode().rjust(8, b"0")
    return {p.name: p.read_bytes()[:-2] + len(comment).to_bytes(2, "little") + comment for p in paths}


if __name__ == "__main__":
    main()
