"""Repair indices: the European and the French one as published, a card for other goods, all on 0 to 1."""

from decimal import Decimal

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluation.french_repair_index import FRENCH_CRITERIA, departs_from_published, french_index
from evaluation.repair_index import (
    CARD_WEIGHTS,
    EU_WEIGHTS,
    SCHEMES,
    as_share,
    disassembly_points,
    eu_class,
    eu_index,
    fastener_points,
    part_score,
    repair_card,
    repair_cost_index,
)

PARAMETERS = (
    "disassembly_depth",
    "fasteners",
    "tools",
    "spare_parts",
    "software_updates",
    "repair_information",
)
SMALL_PARTS = (
    "back_cover",
    "front_camera",
    "rear_camera",
    "charging_port",
    "buttons",
    "microphone",
    "speaker",
)
ALPINA = {
    "documentation": 5, "ease_of_disassembly": 9, "tools": 10, "fasteners": 9,
    "years_of_parts_list_2": 8, "years_of_parts_list_1": 8,
    "delivery_of_parts_list_2": 10, "delivery_of_parts_list_1": 10,
    "price_of_parts": 0, "specific": 10,
}  # fmt: skip


# ------------------------------------------------------------------------------- Regulation (EU) 2023/1669
def test_classes_of_2023_1669_at_their_limits() -> None:
    """Annex II: A from 4.00, B from 3.35, C from 2.55, D from 1.75, E from 1.00."""
    index = [5.0, 4.0, 3.99, 3.35, 3.34, 2.55, 2.54, 1.75, 1.74, 1.0]
    assert eu_class(index).tolist() == ["A", "A", "B", "B", "C", "C", "D", "D", "E", "E"]


@pytest.mark.parametrize("group", ["smartphone", "slate_tablet"])
def test_weights_of_2023_1669(group: str) -> None:
    """Annex IV, point 5: 0.25 for the depth of disassembly, 0.15 for each of the others; they sum to 1."""
    weights = EU_WEIGHTS[group].parameters
    assert dict(weights) == {"disassembly_depth": 0.25, **dict.fromkeys(PARAMETERS[1:], 0.15)}
    for points in (5.0, 1.0):
        assert float(eu_index(dict.fromkeys(PARAMETERS, points), group)) == pytest.approx(points, abs=1e-9)


def test_worked_index_of_2023_1669_is_class_b_though_it_rounds_to_four() -> None:
    """Battery 5, display 4, all other parts 3: 0.3 x 5 + 0.3 x 4 + 0.4 x 3 = 3.9.

    0.25 x 3.9 + 0.15 x (3 + 4 + 5 + 3 + 5) = 3.975, to one decimal 4.0.
    """
    depth = part_score({"battery": 5, "display": 4, **dict.fromkeys(SMALL_PARTS, 3)})
    assert float(depth) == pytest.approx(3.9, abs=1e-6)
    scores = dict(zip(PARAMETERS, (float(depth), 3, 4, 5, 3, 5), strict=True))
    assert float(eu_index(scores)) == pytest.approx(3.975, abs=1e-6)
    assert eu_class(eu_index(scores)).tolist() == "B"


def test_weights_of_the_parts_of_a_smartphone_sum_to_one() -> None:
    weights = EU_WEIGHTS["smartphone"].parts
    assert sum(Decimal(str(weight)) for weight in weights.values()) == 1
    assert set(weights) == {"battery", "display", *SMALL_PARTS}


@given(st.lists(st.integers(100, 500), min_size=6, max_size=6))
def test_a_class_is_that_of_the_exact_index_also_on_the_limit(hundredths: list[int]) -> None:
    """Scores of two decimals, the index in whole ten-thousandths: no sum of binary numbers decides a class."""
    exact = 25 * hundredths[0] + 15 * sum(hundredths[1:])
    expected = next(
        c for c, low in zip("ABCDE", (40000, 33500, 25500, 17500, 10000), strict=True) if exact >= low
    )
    scores = {name: n / 100 for name, n in zip(PARAMETERS, hundredths, strict=True)}
    assert eu_class(eu_index(scores)).tolist() == expected


@pytest.mark.parametrize(
    ("points", "expected"),
    [
        ((4.0, 4.0, 4.0, 4.0, 4.0, 4.0), "A"),  # 4.00
        ((3.4, 4.3, 4.3, 4.2, 4.1, 4.1), "A"),  # 0.85 + 0.15 x 21 = 4.00
        ((3.4, 4.3, 4.3, 4.2, 4.1, 4.0), "B"),  # 3.985
        ((2.0, 4.0, 4.0, 4.0, 4.0, 3.0), "B"),  # 0.50 + 0.15 x 19 = 3.35
        ((1.8, 3.0, 3.0, 3.0, 3.0, 2.0), "C"),  # 0.45 + 0.15 x 14 = 2.55
        ((1.0, 2.0, 2.0, 2.0, 2.0, 2.0), "D"),  # 0.25 + 0.15 x 10 = 1.75
    ],
)
def test_an_index_on_a_limit_is_of_the_better_class(points: tuple[float, ...], expected: str) -> None:
    assert eu_class(eu_index(dict(zip(PARAMETERS, points, strict=True)))).tolist() == expected


def test_points_of_disassembly_and_of_fasteners() -> None:
    """Told of 2023/1669 by others: 2 steps 5, 3 to 5 4, 6 to 10 3, 11 to 15 2, more 1."""
    steps = [1, 2, 3, 5, 6, 10, 11, 15, 16, 40]
    assert disassembly_points(steps).tolist() == [5, 5, 4, 4, 3, 3, 2, 2, 1, 1]
    assert fastener_points(["reusable", "resupplied", "removable"]).tolist() == [5, 3, 1]
    assert np.isnan([disassembly_points(np.nan), fastener_points(None)]).all()


# --------------------------------------------------------------------------------- indice de réparabilité
def test_french_index_of_an_alpina_mower() -> None:
    """Sheet of the maker (manualshelf.com, 293320064): criteria 10, 19, 16, 0, 20, total 65, index 6.5.

    Its sub-scores are printed rounded: worked out again 9 + 5 + 4.5 = 18.5, 8 + 4 + 3 + 2 = 17, in all 65.5.
    """
    found = french_index(ALPINA)
    criteria = [float(value) for value in found.criteria.values()]
    assert criteria == pytest.approx([10, 18.5, 17, 0, 20])
    assert criteria == pytest.approx([10, 19, 16, 0, 20], abs=1.0)
    assert float(found.total) == pytest.approx(65.5)
    assert float(found.index) == pytest.approx(6.55)
    assert not departs_from_published(found.index, 6.5)


def test_french_criteria_of_an_electrolux_vacuum_cleaner() -> None:
    """Sheet of the maker (handicapzero.org, ES31CB18DB, 5 December 2023): 15.4 for documents, 17.8 for disassembly.

    7.7 x 2 = 15.4 and 7.8 x 1 + 10 x 0.5 + 10 x 0.5 = 17.8.
    """
    found = french_index(
        {**ALPINA, "documentation": 7.7, "ease_of_disassembly": 7.8, "tools": 10, "fasteners": 10}
    )
    assert float(found.criteria["documentation"]) == pytest.approx(15.4)
    assert float(found.criteria["disassembly"]) == pytest.approx(17.8)


def test_each_french_criterion_is_twenty_at_most() -> None:
    best = french_index(dict.fromkeys(ALPINA, 10))
    assert [float(value) for value in best.criteria.values()] == pytest.approx([20] * 5)
    assert {key for parts in FRENCH_CRITERIA.values() for key in parts} == set(ALPINA)


def test_an_index_is_asked_about_where_it_departs_by_more_than_a_tenth() -> None:
    """6.6 - 6.5 is a hair above 0.1 in binary, and is a tenth."""
    found = departs_from_published([6.6, 6.61, 6.4, 6.39, np.nan], 6.5)
    assert found.tolist() == [False, True, False, True, False]


# -------------------------------------------------------------------------------------------- repair card
def test_the_repair_card_weighs_as_2023_1669_with_upgrades_in_place_of_software() -> None:
    """0.25 x 1 + 0.15 x (0.5 + 0 + 1 + 0.2 + 0.8) = 0.25 + 0.375 = 0.625."""
    scores = {
        "disassembly_depth": 1.0, "fasteners": 0.5, "tools": 0.0, "spare_parts": 1.0,
        "upgrade_or_refurbishment": 0.2, "repair_information": 0.8,
    }  # fmt: skip
    assert float(repair_card(scores)) == pytest.approx(0.625)


@given(st.lists(st.floats(0, 1), min_size=6, max_size=6), st.integers(0, 5), st.floats(0, 1))
def test_a_better_score_never_lowers_the_card_and_the_card_stays_between_its_worst_and_best(
    scores: list[float], place: int, other: float
) -> None:
    better = list(scores)
    better[place] = max(scores[place], other)
    before, after = (float(repair_card(dict(zip(CARD_WEIGHTS, s, strict=True)))) for s in (scores, better))
    assert before <= after + 1e-12
    assert min(scores) - 1e-12 <= before <= max(scores) + 1e-12


@given(st.lists(st.integers(1, 5), min_size=6, max_size=6))
def test_the_card_of_points_is_the_european_index_taken_over(points: list[int]) -> None:
    """Same weights, so it does not matter whether the points or their index are put on 0 to 1."""
    card = repair_card(dict(zip(CARD_WEIGHTS, as_share(points, "eu_2023_1669"), strict=True)))
    index = eu_index(dict(zip(PARAMETERS, points, strict=True)))
    assert float(card) == pytest.approx(float(as_share(index, "eu_2023_1669")))


# ------------------------------------------------------------------------------------- schemes on 0 to 1
@pytest.mark.parametrize(
    ("scheme", "index", "expected"),
    [
        ("eu_2023_1669", 1.0, 0.0), ("eu_2023_1669", 3.0, 0.5), ("eu_2023_1669", 5.0, 1.0),
        ("fr_repairability", 6.5, 0.65), ("fr_durability", 8.2, 0.82), ("ifixit_2", 4.0, 0.4),
        ("repair_cost", 0.67, 0.67), ("repair_card", 0.625, 0.625),
    ],
)  # fmt: skip
def test_a_published_index_is_taken_over(scheme: str, index: float, expected: float) -> None:
    assert float(as_share(index, scheme)) == pytest.approx(expected)


@given(st.sampled_from(sorted(SCHEMES)), st.floats(0, 1), st.floats(0, 1))
def test_a_better_index_is_a_better_share(scheme: str, one: float, other: float) -> None:
    low, high = SCHEMES[scheme].lowest, SCHEMES[scheme].highest
    worse, better = sorted((one, other))
    shares = as_share([low + (high - low) * worse, low + (high - low) * better], scheme)
    assert 0 <= shares[0] <= shares[1] <= 1


def test_the_cost_of_a_repair_as_of_ecobalyse() -> None:
    """1 to 0.33 of the price, 0 from 0.50, 0.67 of it without a service: (0.5 - 0.415) / 0.17 = 0.5."""
    assert repair_cost_index([0.0, 0.33, 0.415, 0.5, 2.0]) == pytest.approx([1, 1, 0.5, 0, 0])
    assert float(repair_cost_index(0.1, without_service=True)) == pytest.approx(0.67)


# ------------------------------------------------------------------------------ what is outside or missing
@pytest.mark.parametrize(
    ("call", "named"),
    [
        (lambda: eu_index(dict.fromkeys(PARAMETERS, 0.5)), "disassembly_depth is 0.5"),
        (lambda: eu_index(dict.fromkeys(PARAMETERS[1:], 3)), "scores lack disassembly_depth"),
        (lambda: eu_index(dict.fromkeys((*PARAMETERS, "colour"), 3)), "scores lack nothing and hold colour"),
        (lambda: eu_index(dict.fromkeys(PARAMETERS, 3), "foldable"), "group is 'foldable'"),
        (lambda: eu_class(5.1), "index is 5.1"),
        (lambda: part_score({"battery": 3}), "scores lack display"),
        (lambda: french_index({**ALPINA, "tools": 11}), "tools is 11"),
        (lambda: french_index({"documentation": 5}), "scores lack ease_of_disassembly"),
        (lambda: repair_card(dict.fromkeys(CARD_WEIGHTS, 2)), "disassembly_depth is 2"),
        (lambda: repair_card({"a": 1}, {"a": 0.9}), "weights do not sum to 1"),
        (lambda: as_share(11, "ifixit_2"), "index is outside"),
        (lambda: as_share(0.5, "eu_2023_1669"), "index is outside"),
        (lambda: as_share(5, "nordic"), "scheme is 'nordic'"),
        (lambda: repair_cost_index(-0.1), "ratio is -0.1"),
        (lambda: disassembly_points(-1), "steps is -1"),
        (lambda: fastener_points("glued"), "kind is 'glued'"),
    ],
)
def test_what_is_outside_its_range_is_named(call: object, named: str) -> None:
    assert callable(call)
    with pytest.raises(ValueError, match=rf"^{named}"):
        call()


def test_what_is_missing_stays_missing() -> None:
    missing = {**dict.fromkeys(PARAMETERS, 3.0), "tools": np.nan}
    assert np.isnan(eu_index(missing))
    assert eu_class([np.nan, 3.0]).tolist() == ["", "C"]
    assert np.isnan(french_index({**ALPINA, "tools": np.nan}).index)
    assert np.isnan(repair_card({**dict.fromkeys(CARD_WEIGHTS, 1.0), "tools": np.nan}))
    assert np.isnan(as_share([np.nan, 5.0], ["ifixit_2", None])).all()


def test_scores_of_all_bids_and_items_are_worked_out_at_once() -> None:
    scores = dict.fromkeys(PARAMETERS, np.array([[5.0, 3.0, 1.0], [4.0, 2.0, 1.7]]))
    assert eu_class(eu_index(scores)).tolist() == [["A", "C", "E"], ["A", "D", "E"]]
