"""The scoring matrix holds every module, route and indicator of a desk: in LibreOffice, in one call."""

from functools import cache

import pytest

from documents.matrix import build_matrix
from documents.matrix.case import MOST_LIVE_LINES
from tests.builders import LOT
from tests.documents.changed_numbers import Matrix, Numbers, differences, every_other_number
from tests.documents.impact_cases import CASES
from tests.documents.matrix_changes import with_numbers
from tests.office import OfficeWorkbooks, register_workbook

# So large that the lines are values, and everything from the sums upward is live.
AS_VALUES = "_as_values"
NAMES = (*CASES, *(f"{name}{AS_VALUES}" for name in ("weighted", "declared")))


@cache
def case_of(name: str) -> Matrix:
    """Return a case, its evaluation and its matrix."""
    case = CASES[name.removesuffix(AS_VALUES)]()
    done = case.evaluated()
    most = 0 if name.endswith(AS_VALUES) else MOST_LIVE_LINES
    return case, done, build_matrix(done, "da", most_live_lines=most)


@cache
def other_numbers(name: str) -> Numbers:
    """Return another number for every yellow cell but weights and admission."""
    return every_other_number(case_of(name)[2], seed=len(name))


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
    wrong, moved = differences(case_of(name), other_numbers(name), office[f"other_impacts_{name}"])
    assert wrong == []
    assert moved > 6


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
