"""Other numbers for the yellow cells of a scoring matrix, and where the recalculated matrix is not what the engine gives."""

import io
from collections.abc import Iterable, Mapping
from functools import cache

import numpy as np
import openpyxl
from openpyxl.workbook.workbook import Workbook

from documents.matrix import Built
from documents.matrix.book import Key
from evaluation import Evaluation
from tests.documents.matrix_cases import MatrixCase
from tests.documents.matrix_changes import another_number, changed, results, same

Numbers = Mapping[Key, float]
# A case, its evaluation and its matrix.
Matrix = tuple[MatrixCase, Evaluation, Built]


@cache
def _written(content: bytes) -> Workbook:
    return openpyxl.load_workbook(io.BytesIO(content), data_only=True)


def _shown(book: Workbook, built: Built, key: Key) -> object:
    """Return what the cell of a key holds."""
    place = built.places[key]
    return book[place.sheet][place.cell.replace("$", "")].value


def other_numbers(built: Built, keys: Iterable[Key], seed: int) -> dict[Key, float]:
    """Return other numbers for yellow cells: up to a quarter more or less, what is blank or 0 a little."""
    book, draw = _written(built.content), np.random.default_rng(seed)
    return {
        key: another_number(_shown(book, built, key), draw.uniform(0.0, 1.0))
        for key in sorted(keys, key=repr)
    }


def every_other_number(built: Built, seed: int) -> dict[Key, float]:
    """Return another number for every yellow cell but weights and admission."""
    return other_numbers(built, (key for key in built.inputs if key[0] not in ("weight", "admitted")), seed)


def differences(
    matrix: Matrix, numbers: Numbers, recalculated: Workbook
) -> tuple[list[tuple[Key, object, float]], int]:
    """Return where a matrix recalculated with other numbers is not what the engine gives, and how many results moved."""
    case, done, built = matrix
    expected, before = results(changed(case, done, numbers).evaluated()), results(done)
    found = {key: _shown(recalculated, built, key) for key in expected}
    wrong = [(key, found[key], value) for key, value in expected.items() if not same(found[key], value)]
    moved = sum(not np.isclose(value, before[key], equal_nan=True) for key, value in expected.items())
    return wrong, moved
