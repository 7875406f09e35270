"""``python -m lca_data.build FIGURES.csv [--out FOLDER]``."""

import argparse
import sys
from collections import Counter
from pathlib import Path

from lca_data.making import factors, grids, impacts, materials, papers, pedigree
from lca_data.making.sources import PUBLICATIONS, YIELD, Part, publication
from lca_data.making.tables import Figure, read_figures, write_table, write_text

CHOICES = Path(__file__).parent / "making" / "choices.csv"
SOURCE_COLUMNS = ("key", "title", "publisher", "year", "licence", "url", "citation", "read_at")


def build(figures_csv: Path, out: Path, choices: tuple[materials.Choice, ...]) -> None:
    """Write all tables and papers below a folder.

    Parameters
    ----------
    figures_csv : the table of published figures.
    out : the folder that gets ``core`` and ``odbl``.
    choices : the materials to offer.

    Raises
    ------
    BuildError
        Where the figures contradict a rule of the tables.
    """
    figures = read_figures(figures_csv)
    made, left_out = factors.factors(figures)
    carriers = grids.grids(figures)
    part_of = {p.key: p.part for p in PUBLICATIONS}
    counts = Counter(row["source"] for row in (*made.values(), *carriers))
    parts: tuple[Part, ...] = ("core", "odbl")
    for part in parts:
        rows = [pedigree.scored(row) for row in made.values() if part_of[row["source"]] == part]
        sources = _sources(figures, part)
        write_table(out / part / "factors.csv", factors.COLUMNS, rows)
        write_table(out / part / "sources.csv", SOURCE_COLUMNS, sources)
        write_text(out / part / "SOURCES.md", papers.sources_paper(part, sources, counts))
        write_text(out / part / "LICENCE", papers.licence_paper(part))
    core = {key: row for key, row in made.items() if part_of[row["source"]] == "core"}
    beside, without = impacts.impacts(figures, core)
    write_table(out / "core" / "factor_impacts.csv", impacts.COLUMNS, beside)
    write_table(out / "core" / "grids.csv", grids.COLUMNS, carriers)
    write_table(out / "core" / "materials.csv", materials.COLUMNS, materials.materials(choices, core))
    write_text(out / "core" / "EXCLUDED.md", papers.excluded_paper(left_out | without))


def _sources(figures: list[Figure], part: Part) -> list[dict[str, str]]:
    """The sources of a part that a figure names, in the order of :data:`PUBLICATIONS`."""
    read_at: dict[str, str] = {}
    for figure in figures:
        if (found := publication(figure.source)) is not None:
            read_at.setdefault(found.key, figure.read_at)
    listed = {p.key: p for p in PUBLICATIONS if p.part == part and p.key in read_at}
    if part == "core":
        listed[YIELD.key] = YIELD
    return [
        {column: getattr(p, column) for column in SOURCE_COLUMNS if column != "read_at"}
        | {"read_at": read_at.get(p.key, "")}
        for p in listed.values()
    ]


def main(arguments: list[str] | None = None) -> int:
    """Read the arguments and build."""
    parser = argparse.ArgumentParser(prog="python -m lca_data.build", description=__doc__)
    parser.add_argument("figures", type=Path)
    parser.add_argument("--out", type=Path, default=Path(__file__).parent)
    given = parser.parse_args(arguments)
    build(given.figures, given.out, materials.read_choices(CHOICES))
    sys.stdout.write(f"Tables written below {given.out}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
