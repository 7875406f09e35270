"""Weights are exact decimals that sum to 100 at each level."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluation.scoring.unusable import UnusableModelError
from evaluation.scoring.weights import effective_weights

ERST_2025 = {
    "consultants": 40,
    "consultants/competence": 70,
    "consultants/experience": 30,
    "solution": 25,
    "solution/understanding": 30,
    "solution/design": 70,
    "price": 25,
    "price/takeover": 5,
    "price/monthly": 10,
    "price/hourly": 85,
    "organisation": 10,
    "organisation/team": 50,
    "organisation/process": 50,
}


def _decimals(weights: dict[str, object]) -> dict[str, Decimal]:
    return {path: Decimal(str(weight)) for path, weight in weights.items()}


def test_erst_2025_effective_weights() -> None:
    """Erhvervsstyrelsen, DA1 2025: 25 % of 85 is 21.25, of 10 is 2.5, of 5 is 1.25.

    Source: github.com/nielspeter/agent-orchestration-system, DA 1 Miniudbudsbetingelser, weights and splits.
    The sub-criteria's names are ours; the products are recomputed here.
    """
    leaves = effective_weights(_decimals(dict(ERST_2025)))
    assert leaves["price/hourly"] == Decimal("21.25")
    assert leaves["price/monthly"] == Decimal("2.5")
    assert leaves["price/takeover"] == Decimal("1.25")
    assert leaves["consultants/competence"] == Decimal(28)
    assert sum(leaves.values()) == 100
    assert list(leaves) == [path for path in ERST_2025 if "/" in path]


@given(thirds=st.lists(st.integers(0, 3333), min_size=2, max_size=6))
def test_leaf_weights_always_sum_to_exactly_one_hundred(thirds: list[int]) -> None:
    """Any split with two decimals, three levels deep."""
    parts = [Decimal(part) / 100 for part in thirds]
    scale = sum(parts) or Decimal(1)
    whole = [Decimal(int(part / scale * 100)) for part in parts]
    whole[0] += 100 - sum(whole)
    tree = {f"c{i}": weight for i, weight in enumerate(whole)}
    tree |= {f"c0/d{i}": weight for i, weight in enumerate(whole)}
    tree |= {f"c0/d0/e{i}": weight for i, weight in enumerate(whole)}
    assert sum(effective_weights(tree).values()) == 100


@pytest.mark.parametrize(
    ("weights", "code", "values"),
    [
        ({}, "weights_missing", {}),
        ({"a": 60, "b": 39.99}, "weights_do_not_sum", {"level": "", "sum": Decimal("99.99")}),
        (
            {"a": 100, "a/b": 50, "a/c": "50.0001"},
            "weights_do_not_sum",
            {"level": "a", "sum": Decimal("100.0001")},
        ),
        ({"a": 120, "b": -20}, "weight_out_of_range", {"criterion": "a", "weight": Decimal(120)}),
        ({"a/b": 100}, "weight_parent_missing", {"criterion": "a/b", "parent": "a"}),
    ],
)
def test_weights_that_do_not_hold_are_refused_with_the_level_and_its_sum(
    weights: dict[str, object], code: str, values: dict[str, object]
) -> None:
    with pytest.raises(UnusableModelError) as caught:
        effective_weights(_decimals(weights))
    assert (caught.value.code, caught.value.values) == (code, values)


def test_ten_times_ten_point_nought_one_is_not_one_hundred() -> None:
    """In doubles 0.1 added ten times is not 1 either; decimals neither forgive nor invent."""
    with pytest.raises(UnusableModelError):
        effective_weights({f"c{i}": Decimal("10.01") for i in range(10)})
    assert len(effective_weights({f"c{i}": Decimal("10.0") for i in range(10)})) == 10


def test_a_float_is_refused_as_it_is_not_the_published_number() -> None:
    with pytest.raises(UnusableModelError) as caught:
        effective_weights({"a": 33.3, "b": Decimal("66.7")})  # type: ignore[dict-item]
    assert caught.value.code == "weight_not_exact"
