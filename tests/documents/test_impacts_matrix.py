"""The scoring matrix holds every module, route and indicator of a desk: in LibreOffice, in one call."""

import io
from functools import cache

import numpy as np
import openpyxl
import pytest

from documents.matrix import Built, build_matrix
from documents.matrix.book import Key
from evaluation import Evaluation
from tests.documents.impact_cases import CASES
from tests.documents.matrix_cases import MatrixCase
from tests.documents.matrix_changes import another_number, changed, results, same, with_numbers
from tests.office import OfficeWorkbooks, register_workbook


@cache
def case_of(name: str) -> tuple[MatrixCase, Evaluation, Built]:
    """Return a case, its evaluation and its matrix."""
    case = CASES[name]()
    done = case.evaluated()
    return case, done, build_matrix(done, "da")


@cache
def other_numbers(name: str) -> dict[Key, float]:
    """Return another number for every yellow cell but weights and admission."""
    built = case_of(name)[2]
    book = openpyxl.load_workbook(io.BytesIO(built.content), data_only=True)
    keys = sorted((key for key in built.inputs if key[0] not in ("weight", "admitted")), key=repr)
    draw = np.random.default_rng(len(name))
    shown = {
        key: book[built.places[key].sheet][built.places[key].cell.replace("$", "")].value for key in keys
    }
    return {key: another_number(value, draw.uniform(0.0, 1.0)) for key, value in shown.items()}


for _name in CASES:
    register_workbook(f"impacts_{_name}", lambda name=_name: case_of(name)[2].content)  # type: ignore[misc]
    register_workbook(
        f"other_impacts_{_name}",
        lambda name=_name: with_numbers(case_of(name)[2], other_numbers(name)),  # type: ignore[misc]
    )


@pytest.mark.parametrize("name", CASES)
def test_every_formula_recalculates_to_what_the_engine_gives(name: str, office: OfficeWorkbooks) -> None:
    assert office.differences(f"impacts_{name}") == []


@pytest.mark.parametrize("name", CASES)
def test_all_numbers_changed_give_what_the_engine_gives(name: str, office: OfficeWorkbooks) -> None:
    case, done, built = case_of(name)
    expected = results(changed(case, done, other_numbers(name)).evaluated())
    book = office[f"other_impacts_{name}"]
    wrong = []
    for key, value in expected.items():
        place = built.places[key]
        cell = book[place.sheet][place.cell.replace("$", "")].value
        if not same(cell, value):
            wrong.append((key, cell, value))
    assert wrong == []
    assert sum(not np.isclose(expected[key], value) for key, value in results(done).items()) > 6
