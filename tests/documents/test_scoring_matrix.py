"""The scoring matrix of the samples and of every term there is, recalculated by LibreOffice."""

import io
from collections.abc import Callable, Mapping
from pathlib import Path

import numpy as np
import openpyxl
import pytest
from openpyxl.formula import Tokenizer

from documents import scoring_matrix
from documents.matrix import build_matrix
from evaluation import evaluate
from intake import read_case
from tests.documents.matrix_cases import every_term, with_baseline
from tests.office import OfficeWorkbooks, register_workbook

SAMPLES = Path(__file__).parents[2] / "sample_tenders"
# What every office suite has and evaluates alike.
FUNCTIONS = frozenset({
    "SUM", "SUMIF", "SUMPRODUCT", "MIN", "MAX", "AVERAGE", "MEDIAN", "RANK", "ROUND", "ROUNDUP", "ROUNDDOWN", "INT",
    "IF", "AND", "OR", "INDEX", "MATCH", "VLOOKUP", "LN", "EXP", "ISNUMBER",
})  # fmt: skip


def matrix_of(name: str) -> bytes:
    case = read_case(SAMPLES / name)
    return scoring_matrix(evaluate(case.tender, case.reading.bids, case.decisions), "da")


MATRICES: Mapping[str, Callable[[], bytes]] = {
    "kitchen_equipment": lambda: matrix_of("kitchen_equipment"),
    "laptops": lambda: matrix_of("laptops"),
    "office_furniture": lambda: matrix_of("office_furniture"),
    "surgical_gowns": lambda: matrix_of("surgical_gowns"),
    "every_term": lambda: scoring_matrix(every_term().evaluated(), "en"),
    "with_baseline": lambda: scoring_matrix(with_baseline().evaluated(), "en"),
    # So large that its lines are values, and everything from the sums upward is live.
    "large": lambda: build_matrix(every_term().evaluated(), "en", most_live_lines=0).content,
}
for _name, _make in MATRICES.items():
    register_workbook(f"matrix_{_name}", _make)


@pytest.mark.parametrize("name", MATRICES)
def test_every_formula_of_the_matrix_recalculates_to_what_the_engine_gives(
    name: str, office: OfficeWorkbooks
) -> None:
    assert office.differences(f"matrix_{name}") == []


@pytest.mark.parametrize("name", MATRICES)
def test_a_formula_holds_only_functions_that_every_office_suite_has(name: str) -> None:
    found: set[str] = set()
    for sheet in openpyxl.load_workbook(io.BytesIO(MATRICES[name]())).worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                assert cell.data_type != "f" or isinstance(cell.value, str), (
                    cell.coordinate
                )  # no array formula
                if cell.data_type == "f":
                    tokens = Tokenizer(str(cell.value)).items
                    found |= {t.value[:-1] for t in tokens if t.type == "FUNC" and t.subtype == "OPEN"}
    assert found <= FUNCTIONS
    assert found > {"SUM", "IF", "RANK"}


def test_a_baseline_stands_in_the_matrix_with_figures_and_neither_points_nor_a_say(
    office: OfficeWorkbooks,
) -> None:
    """Its column is marked; between its name and the end of the lot only values stand.

    Its admission is 0, and so is the line on whether it is within the number of suppliers.
    """
    sheet = office["matrix_with_baseline"]["Matrix"]
    done = with_baseline().evaluated()
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    headings = [n for n, row in enumerate(rows) if any(str(v).endswith("(not a bid)") for v in row)]
    assert len(headings) == len(done.lots) == 3
    for start, lot in zip(headings, done.lots.values(), strict=True):
        column = next(n for n, v in enumerate(rows[start]) if str(v).endswith("(not a bid)"))
        end = next((n for n in headings if n > start), len(rows))
        numbers = [row[column] for row in rows[start:end] if isinstance(row[column], (int, float))]
        values = lot.values.loc[["baseline_alfa"]].to_numpy(dtype=float).ravel()
        assert numbers == pytest.approx([0, *values[~np.isnan(values)], 0])


def test_the_same_evaluation_gives_the_same_bytes() -> None:
    assert matrix_of("kitchen_equipment") == matrix_of("kitchen_equipment")
