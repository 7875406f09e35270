"""What import-linter cannot see: single modules, lists of what may be imported, calls no pure core makes."""

import ast
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGES = sorted(path.parent.name for path in ROOT.glob("*/__init__.py") if path.parent.name != "tests")
CORE = sorted((ROOT / "evaluation").rglob("*.py"))

# What each module at the root may import beside the standard library.
FRONT_DOORS = {
    "app.py": {"streamlit", "texts", "ui"},
    "cli.py": {"archive", "documents", "evaluation", "intake", "lca_data", "texts"},
}

NUMERICAL = {"numpy", "pandas", "pandera", "pydantic", "scipy"}
# The part of the standard library that reads no file, no clock, no environment and no entropy.
PURE_STANDARD_LIBRARY = {
    *("__future__", "abc", "base64", "bisect", "cmath", "collections", "contextlib", "copy", "dataclasses"),
    *("datetime", "decimal", "enum", "fractions", "functools", "graphlib", "hashlib", "heapq", "itertools"),
    *("json", "math", "numbers", "operator", "re", "statistics", "string", "struct", "textwrap", "types"),
    *("typing", "unicodedata", "warnings"),
}
# What one module of the core may import beside those: the adapter of a library, and the lock it is called under.
OF_ADAPTERS = {"robustness/scikit_criteria.py": {"skcriteria", "threading"}}
SECOND_OPINION = {"evaluation.robustness.second_opinion", "evaluation.robustness.scikit_criteria"}

IMPURE_NAMES = {"__import__", "eval", "exec", "hash", "id", "input", "open", "print"}
# Called on whatever object: files, and the two clocks that hide in `datetime`.
IMPURE_METHODS = {
    *("now", "today", "utcnow"),
    *("read_bytes", "read_text", "write_bytes", "write_text"),
    *("fromfile", "genfromtxt", "load", "loadtxt", "memmap", "save", "savetxt", "savez", "tofile"),
    *(
        "ExcelFile",
        "ExcelWriter",
        "read_csv",
        "read_excel",
        "read_json",
        "read_parquet",
        "read_pickle",
        "read_sql",
    ),
    *("to_csv", "to_excel", "to_feather", "to_hdf", "to_parquet", "to_pickle", "to_sql"),
}
# What draws at random if it is given no seed, and the keywords that give one.
GENERATORS = {"PCG64", "PCG64DXSM", "Philox", "RandomState", "SFC64", "SeedSequence", "default_rng"}
SAMPLERS = {"Halton", "LatinHypercube", "Sobol", "bootstrap", "permutation_test", "rvs"}
SEEDS = {"entropy", "random_state", "rng", "seed"}
SEEDED_PARTS_OF_NUMPY_RANDOM = {*GENERATORS, "BitGenerator", "Generator"} - {"RandomState"}

SLOW = {"alembic", "altair", "docx", "lxml", "matplotlib", "openpyxl", "scipy", "skcriteria", "sqlalchemy"}


def _tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


def _imported(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Yield line and top-level name of every import, also those inside functions; `.` for a relative one."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield node.lineno, alias.name.partition(".")[0]
        elif isinstance(node, ast.ImportFrom):
            yield node.lineno, "." if node.level else str(node.module).partition(".")[0]


def _imports_beyond(path: Path, allowed: set[str]) -> list[str]:
    return [
        f"{path.name}:{line} imports {name}" for line, name in _imported(_tree(path)) if name not in allowed
    ]


def _unseeded(call: ast.Call, name: str) -> bool:
    seeds = [word.value for word in call.keywords if word.arg in SEEDS]
    if name in GENERATORS:
        seeds += call.args[:1]
    elif name not in SAMPLERS:
        return False
    return not seeds or any(isinstance(seed, ast.Constant) and seed.value is None for seed in seeds)


def _impurities(tree: ast.Module) -> Iterator[str]:
    """Yield what in a module would open a file, read a clock, speak to the console or draw without a seed."""
    for node in ast.walk(tree):
        match node:
            case ast.Call(func=ast.Name(id=name)) if name in IMPURE_NAMES:
                yield f"line {node.lineno} calls {name}()"
            case ast.Call(func=ast.Attribute(attr=name)) if name in IMPURE_METHODS:
                yield f"line {node.lineno} calls .{name}()"
            case ast.Call(func=ast.Name(id=name) | ast.Attribute(attr=name)) if _unseeded(node, name):
                yield f"line {node.lineno} draws from {name} without a seed"
            case ast.Attribute(value=ast.Attribute(attr="random"), attr=name) if (
                name not in SEEDED_PARTS_OF_NUMPY_RANDOM
            ):
                yield f"line {node.lineno} uses the shared state of random.{name}"


def _named(paths: list[Path]) -> list[object]:
    return [pytest.param(path, id=path.relative_to(ROOT).as_posix()) for path in paths]


def test_a_front_door_imports_only_what_it_opens_to() -> None:
    for path in ROOT.glob("*.py"):
        assert path.name in FRONT_DOORS, "Say in FRONT_DOORS what a new module at the root may import."
        assert _imports_beyond(path, FRONT_DOORS[path.name] | sys.stdlib_module_names) == []


@pytest.mark.parametrize("path", _named(CORE))
def test_the_core_imports_numbers_and_pure_parts_of_the_standard_library(path: Path) -> None:
    of_adapter = OF_ADAPTERS.get(path.relative_to(ROOT / "evaluation").as_posix(), set())
    assert _imports_beyond(path, {".", "evaluation"} | NUMERICAL | PURE_STANDARD_LIBRARY | of_adapter) == []


@pytest.mark.parametrize("path", _named(CORE))
def test_the_core_opens_no_file_reads_no_clock_and_draws_nothing_without_a_seed(path: Path) -> None:
    assert list(_impurities(_tree(path))) == []


@pytest.mark.parametrize(
    "line",
    [
        "open('a.csv')",
        "Path('a.csv').read_text()",
        "pd.read_csv('a.csv')",
        "table.to_excel('a.xlsx')",
        "np.load('a.npy')",
        "datetime.now(tz=UTC)",
        "date.today()",
        "pd.Timestamp.now()",
        "print(total)",
        "hash(name)",
        "np.random.normal(0, 1, 3)",
        "np.random.seed(1)",
        "np.random.default_rng()",
        "np.random.default_rng(None)",
        "default_rng(seed=None)",
        "norm.rvs(size=3)",
        "qmc.Sobol(d=3)",
    ],
)
def test_the_check_of_the_core_sees(line: str) -> None:
    assert list(_impurities(ast.parse(line))) != []


@pytest.mark.parametrize(
    "line",
    [
        "np.random.default_rng(seed)",
        "default_rng(seed=7)",
        "np.random.Generator(np.random.PCG64(7))",
        "norm.rvs(size=3, random_state=7)",
        "qmc.Sobol(d=3, seed=7)",
        "date(2026, 1, 1)",
        "json.dumps(canonical)",
    ],
)
def test_the_check_of_the_core_lets_pass(line: str) -> None:
    assert list(_impurities(ast.parse(line))) == []


def test_the_worker_that_opens_received_files_is_calamine_and_the_standard_library() -> None:
    """It is run by its path with `python -I`; the modules of its own folder that it uses are held to the same."""
    allowed = {"python_calamine", "intake", *sys.stdlib_module_names} - {"multiprocessing", "pickle"}
    waiting, held = ["worker"], set()
    while waiting:
        name = waiting.pop()
        held.add(name)
        path = ROOT / "intake" / f"{name}.py"
        assert _imports_beyond(path, allowed) == []
        siblings = re.findall(r"^from intake\.(\w+) import", path.read_text(encoding="utf-8"), re.MULTILINE)
        waiting += [sibling for sibling in siblings if sibling not in held]
    assert {"worker", "container", "sheet_scan"} <= held


def test_import_linter_watches_every_package() -> None:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    watched = settings["tool"]["importlinter"]["root_packages"]
    assert sorted(watched) == PACKAGES, "root_packages in pyproject.toml names every package, no other."


@pytest.mark.parametrize("module", [*PACKAGES, *(path.stem for path in ROOT.glob("cli.py"))])
def test_what_starts_the_program_loads_nothing_slow_and_no_second_opinion(module: str) -> None:
    """Slow libraries are imported by the function that needs them, the second opinion by who asks for one."""
    script = f"import sys, {module}; print(*sorted({SLOW | SECOND_OPINION!r} & set(sys.modules)))"
    assert _said_by(script) == []


def test_an_evaluation_with_all_its_documents_never_sees_the_second_opinion(tmp_path: Path) -> None:
    """``cli.py evaluate`` of a whole sample with every file it writes, in a process of its own."""
    case = str(ROOT / "sample_tenders" / "office_furniture")
    script = (
        f"import sys, cli; cli.main(['evaluate', {case!r}, '--out', {str(tmp_path)!r}]);"
        f"print('seen:', *sorted(({SECOND_OPINION!r} | {{'skcriteria'}}) & set(sys.modules)))"
    )
    assert _said_by(script)[-1] == "seen:"
    assert list(tmp_path.glob("*.xlsx"))


def test_the_second_opinion_is_at_hand_without_its_library_until_a_score_is_asked_for() -> None:
    script = "import sys, evaluation.robustness.second_opinion; print('skcriteria' in sys.modules)"
    assert _said_by(script) == ["False"]


@pytest.mark.parametrize("path", _named([path for path in CORE if path.parent.name != "robustness"]))
def test_nothing_that_evaluates_imports_the_second_opinion(path: Path) -> None:
    """Not even inside a function. import-linter holds the same of the packages that write documents."""
    imported = [
        f"{getattr(node, 'module', '')}.{alias.name}"
        for node in ast.walk(_tree(path))
        if isinstance(node, ast.Import | ast.ImportFrom)
        for alias in node.names
    ]
    assert [name for name in imported if SECOND_OPINION & set(_parents(name))] == []


def _parents(name: str) -> list[str]:
    """Return a dotted name and all that it stands in."""
    parts = name.strip(".").split(".")
    return [".".join(parts[: n + 1]) for n in range(len(parts))]


def _said_by(script: str) -> list[str]:
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, check=True, text=True
    )
    return done.stdout.split()
