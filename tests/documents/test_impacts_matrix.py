"""The scoring matrix holds every module, route and indicator of a desk: in LibreOffice, in one call."""

import io
from functools import cache

import numpy as np
import openpyxl
import pytest

from documents.matrix import Built, build_matrix
from documents.matrix.book import Key
from documents.matrix.case import MOST_LIVE_LINES
from evaluation import Evaluation
from tests.builders import LOT
from tests.documents.impact_cases import CASES
from tests.documents.matrix_cases import MatrixCase
from tests.documents.matrix_changes import another_number, changed, results, same, with_numbers
from tests.office import OfficeWorkbooks, register_workbook

# So large that the lines are values, and everything from the sums upward is live.
AS_VALUES = "_as_values"
NAMES = (*CASES, *(f"{name}{AS_VALUES}" for name in ("weighted", "declared")))


@cache
def case_of(name: str) -> tuple[MatrixCase, Evaluation, Built]:
    """Return a case, its evaluation and its matrix."""
    case = CASES[name.removesuffix(AS_VALUES)]()
    done = case.evaluated()
    most = 0 if name.endswith(AS_VALUES) else MOST_LIVE_LINES
    return case, done, build_matrix(done, "da", most_live_lines=most)


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


for _name in NAMES:
    register_workbook(f"impacts_{_name}", lambda name=_name: case_of(name)[2].content)  # type: ignore[misc]
    register_workbook(
        f"other_impacts_{_name}",
        lambda name=_name: with_numbers(case_of(name)[2], other_numbers(name)),  # type: ignore[misc]
    )


@pytest.mark.parametrize("name", NAMES)
def test_every_formula_recalculates_to_what_the_engine_gives(name: str, office: OfficeWorkbooks) -> None:
    assert office.differences(f"impacts_{name}") == []


@pytest.mark.parametrize("name", NAMES)
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


@pytest.mark.parametrize("name", CASES)
def test_every_figure_is_there_to_be_compared(name: str) -> None:
    """All but the one of which a source states too little in the lightest desk."""
    done = case_of(name)[1].lots[LOT]
    blank = {key for key in done.indicators if done.indicators[key].isna().any()}
    assert blank == ({"a1_ep"} if name == "by_modules" else set())


def test_where_lines_are_values_the_figures_weights_and_coverage_stay_yellow() -> None:
    kinds = {key[0] for key in case_of(f"weighted{AS_VALUES}")[2].inputs}
    kinds |= {key[0] for key in case_of(f"declared{AS_VALUES}")[2].inputs}
    assert {"factor_impact", "declared_impact", "impact_weight"} < kinds
    assert ("model", LOT, "least_coverage") in case_of(f"declared{AS_VALUES}")[2].inputs
