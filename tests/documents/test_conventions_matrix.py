"""The scoring matrix follows whatever convention is switched: pairs of all of them, in LibreOffice, in one call."""

from functools import cache

import numpy as np
import pytest

from documents.matrix import build_matrix
from evaluation import Decisions
from tests.convention_cases import CHOICES, bids_on, covering, tender_with
from tests.documents.changed_numbers import Matrix, Numbers, differences, every_other_number
from tests.documents.matrix_cases import MatrixCase
from tests.documents.matrix_changes import with_numbers
from tests.office import OfficeWorkbooks, register_workbook

BASES = CHOICES["price_basis"]


@cache
def case_of(basis: str) -> Matrix:
    """Return a case of a price basis with a lot for each of its conventions, its evaluation and its matrix."""
    chosen = covering(basis)
    case = MatrixCase(tender_with(chosen), bids_on(chosen), Decisions())
    done = case.evaluated()
    return case, done, build_matrix(done, "da")


@cache
def other_numbers(basis: str) -> Numbers:
    """Return another number for every yellow cell but weights and admission."""
    return every_other_number(case_of(basis)[2], seed=len(basis))


for _basis in BASES:
    register_workbook(f"conventions_{_basis}", lambda basis=_basis: case_of(basis)[2].content)  # type: ignore[misc]
    register_workbook(
        f"other_conventions_{_basis}",
        lambda basis=_basis: with_numbers(case_of(basis)[2], other_numbers(basis)),  # type: ignore[misc]
    )


def test_forty_conventions_are_tried_and_every_two_choices_meet_in_one_of_them() -> None:
    for basis in BASES:
        chosen = covering(basis)
        assert len(set(chosen)) == 20
        for one, two in ((a, b) for n, a in enumerate(CHOICES) for b in list(CHOICES)[n + 1 :]):
            met = {(getattr(each, one), getattr(each, two)) for each in chosen}
            of = (1 if name == "price_basis" else len(CHOICES[name]) for name in (one, two))
            assert len(met) == np.prod(list(of))


@pytest.mark.parametrize("basis", BASES)
def test_every_formula_recalculates_to_what_the_engine_gives(basis: str, office: OfficeWorkbooks) -> None:
    assert office.differences(f"conventions_{basis}") == []


@pytest.mark.parametrize("basis", BASES)
def test_all_numbers_changed_give_what_the_engine_gives(basis: str, office: OfficeWorkbooks) -> None:
    wrong, moved = differences(case_of(basis), other_numbers(basis), office[f"other_conventions_{basis}"])
    assert wrong == []
    assert moved > len(case_of(basis)[1].lots)
