"""The scoring matrix of the samples, recalculated by LibreOffice."""

from pathlib import Path

import pytest

from documents import scoring_matrix
from evaluation import evaluate
from intake import read_case
from tests.office import OfficeWorkbooks, register_workbook

SAMPLES = Path(__file__).parents[2] / "sample_tenders"
NAMES = ("kitchen_equipment", "office_furniture")


def matrix_of(name: str) -> bytes:
    case = read_case(SAMPLES / name)
    return scoring_matrix(evaluate(case.tender, case.reading.bids, case.decisions), "da")


for _name in NAMES:
    register_workbook(f"matrix_{_name}", lambda name=_name: matrix_of(name))  # type: ignore[misc]


@pytest.mark.parametrize("name", NAMES)
def test_every_formula_of_the_matrix_recalculates_to_what_the_engine_gives(
    name: str, office: OfficeWorkbooks
) -> None:
    assert office.differences(f"matrix_{name}") == []


def test_the_same_evaluation_gives_the_same_bytes() -> None:
    assert matrix_of("kitchen_equipment") == matrix_of("kitchen_equipment")
