"""The scoring matrix follows whatever convention is switched: pairs of all of them, in LibreOffice, in one call."""

import io
from functools import cache

import numpy as np
import openpyxl
import pytest

from documents.matrix import Built, build_matrix
from documents.matrix.book import Key
from evaluation import Decisions, Evaluation
from tests.convention_cases import CHOICES, bids_on, covering, tender_with
from tests.documents.matrix_cases import MatrixCase
from tests.documents.matrix_changes import another_number, changed, results, same, with_numbers
from tests.office import OfficeWorkbooks, register_workbook

BASES = CHOICES["price_basis"]


@cache
def case_of(basis: str) -> tuple[MatrixCase, Evaluation, Built]:
    """Return a case of a price basis with a lot for each of its conventions, its evaluation and its matrix."""
    chosen = covering(basis)
    case = MatrixCase(tender_with(chosen), bids_on(chosen), Decisions())
    done = case.evaluated()
    return case, done, build_matrix(done, "da")


@cache
def other_numbers(basis: str) -> dict[Key, float]:
    """Return another number for every yellow cell but weights and admission."""
    built = case_of(basis)[2]
    book = openpyxl.load_workbook(io.BytesIO(built.content), data_only=True)
    keys = sorted((key for key in built.inputs if key[0] not in ("weight", "admitted")), key=repr)
    draw = np.random.default_rng(len(basis))
    shown = {
        key: book[built.places[key].sheet][built.places[key].cell.replace("$", "")].value for key in keys
    }
    return {key: another_number(value, draw.uniform(0.0, 1.0)) for key, value in shown.items()}


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
    case, done, built = case_of(basis)
    expected = results(changed(case, done, other_numbers(basis)).evaluated())
    book = office[f"other_conventions_{basis}"]
    wrong = []
    for key, value in expected.items():
        place = built.places[key]
        cell = book[place.sheet][place.cell.replace("$", "")].value
        if not same(cell, value):
            wrong.append((key, cell, value))
    assert wrong == []
    assert sum(not np.isclose(expected[key], value) for key, value in results(done).items()) > len(done.lots)
