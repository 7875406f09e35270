"""The scores of several assessors in the matrix: each in a cell of its own, and live what makes one figure of them."""

from collections.abc import Mapping, Sequence
from functools import cache

import numpy as np
import pytest

from documents.matrix import build_matrix
from documents.matrix.book import Key
from evaluation import Tender
from evaluation.decisions import Decisions, Judgement
from evaluation.evaluation_model import Criterion
from evaluation.tender import Item
from tests.builders import LOT, bid_of, tender_of
from tests.documents.changed_numbers import differences
from tests.documents.matrix_cases import MatrixCase
from tests.documents.matrix_changes import changed, same, with_numbers
from tests.office import OfficeWorkbooks, register_workbook

ITEMS = ("gown", "hood")
BIDS = ("a", "b")
# Points by criterion and bid: of Anne and of Bo, by item where it is judged by item.
OWN: Mapping[str, Mapping[str, Sequence[tuple[float, float | None]]]] = {
    "agreed": {"a": ((4, 8),), "b": ((6, 6),)},
    "mean": {"a": ((4, 7),), "b": ((6, 9.5),)},
    "middle": {"a": ((2, 3), (8, 9)), "b": ((7, 8), (1, 4))},
    "alone": {"a": ((5, None),), "b": ((9, None),)},
}
RULES = {"agreed": "consensus", "mean": "mean", "middle": "median", "alone": "consensus"}


@cache
def case() -> MatrixCase:
    """Return a lot of four judged criteria: agreed on, a mean, a median by item (weights 3 and 1), one assessor."""
    criteria = [
        Criterion(
            lot=LOT, id=key, title_da=key.capitalize(), weight="25", measure=f"judged:{key}", rule="judged_points",
            assessor_scale=10.0, several_assessors=rule, judged_by_item=key == "middle",
        )
        for key, rule in RULES.items()
    ]  # fmt: skip
    items = [
        Item(
            key=key,
            lot=LOT,
            title_da=key,
            quantity=(1.0,),
            reference_life=5,
            reference=True,
            mean_weight=weight,
        )
        for key, weight in zip(ITEMS, (3.0, 1.0), strict=True)
    ]
    prices = [{"key": key, "offered": "yes", "product": "x", "unit_price": 1.0} for key in ITEMS]
    rows = [
        Judgement(
            lot=LOT, criterion=key, bid=bid, item=ITEMS[n] if key == "middle" else None, points=points, by=by,
            reason=f"Reason of {by}", at="2026-11-20",
        )
        for key, bids in OWN.items()
        for bid, of_items in bids.items()
        for n, of_item in enumerate(of_items)
        for by, points in zip(("Anne", "Bo"), of_item, strict=True)
        if points is not None
    ]  # fmt: skip
    agreed = {"lot": LOT, "criterion": "agreed", "role": "consensus", "by": "Anne, Bo", "at": "2026-11-21"}
    why = "Bo had not seen the sleeve"
    rows.append(
        Judgement.model_validate({**agreed, "bid": "a", "points": 5, "reason": "r", "why_differs": why})
    )
    tender: Tender = tender_of(items, criteria)
    return MatrixCase(
        tender, tuple(bid_of(name, prices=prices) for name in BIDS), Decisions(judgements=tuple(rows))
    )


def key_of(criterion: str, bid: str, item: str = "", role: str = "individual", by: str = "anne") -> Key:
    return ("judged", LOT, criterion, bid, item, role, by, 1)


CONSENSUS_OF_A = key_of("agreed", "a", role="consensus", by="")
# Bo's 7 of ``a`` becomes 2, of which the mean with 4 is 3; Anne's 2 of the gown becomes 10, the median with 3 is 6.5.
OTHERS = {
    key_of("mean", "a", by="bo"): 2.0,
    key_of("middle", "a", "gown"): 10.0,
    CONSENSUS_OF_A: 9.0,
    key_of("alone", "b"): 1.0,
}
register_workbook("judged_matrix", lambda: build_matrix(case().evaluated(), "en").content)
register_workbook("judged_changed", lambda: with_numbers(build_matrix(case().evaluated(), "en"), OTHERS))


def test_the_points_are_those_of_the_assessors_combined_as_published() -> None:
    """``a``: agreed 5; (4 + 7) / 2 = 5.5; (3 x 2.5 + 8.5) / 4 = 4; 5. ``b``: not agreed; 7.75; (22.5 + 2.5) / 4; 9."""
    points = case().evaluated().lots[LOT].points.to_numpy(dtype=float).tolist()
    assert points[0] == [5.0, 5.5, 4.0, 5.0]
    assert points[1] == pytest.approx([np.nan, 7.75, 6.25, 9.0], nan_ok=True)


def test_what_is_stored_beside_a_formula_is_what_it_gives(office: OfficeWorkbooks) -> None:
    assert office.differences("judged_matrix") == []


def test_a_score_changed_in_its_cell_gives_what_the_engine_gives_for_it(office: OfficeWorkbooks) -> None:
    done = case().evaluated()
    other = changed(case(), done, OTHERS).evaluated()
    points = other.lots[LOT].points.to_numpy(dtype=float).tolist()
    assert points[0] == [9.0, 3.0, (3 * 6.5 + 8.5) / 4, 5.0]
    wrong, moved = differences((case(), done, build_matrix(done, "en")), OTHERS, office["judged_changed"])
    assert (wrong, moved > len(OTHERS)) == ([], True)


def test_a_score_before_a_consensus_stands_in_a_cell_that_changes_nothing() -> None:
    built = build_matrix(case().evaluated(), "en")
    assert CONSENSUS_OF_A in built.inputs
    assert key_of("agreed", "a") in built.places
    assert key_of("agreed", "a") not in built.inputs
    assert key_of("mean", "a") in built.inputs


def test_each_score_stands_with_its_assessor_and_reason(office: OfficeWorkbooks) -> None:
    place = build_matrix(case().evaluated(), "en").places[CONSENSUS_OF_A]
    rows = {
        cell.value: [other.value for other in row]
        for row in office.stored("judged_matrix")[place.sheet].iter_rows()
        for cell in row[-1:]
    }
    assert rows["Reason of Bo"][7] == "decided by Bo"
    agreed = rows["r\nBo had not seen the sleeve"]
    assert (agreed[6], agreed[7]) == (5, "consensus, decided by Anne, Bo")
    assert same(agreed[6], 5.0)
