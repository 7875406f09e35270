"""Weights as ranges: what was published holds, and the order of priority stands fast."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluation.weighting import range_faults

Ranges = dict[str, tuple[str, str]]


def faults(weights: dict[str, str], ranges: Ranges) -> list[str]:
    found = range_faults(
        {path: Decimal(weight) for path, weight in weights.items()},
        {path: (Decimal(low), Decimal(high)) for path, (low, high) in ranges.items()},
    )
    return [fault.code for fault in found]


def test_kofa_2025_0876_ranges_that_leave_the_order_open() -> None:
    """Troms fylkeskommune: price 40-50 per cent, quality 40-50 per cent, plan and delivery 10 per cent."""
    weights = {"price": "45", "quality": "45", "plan": "10"}
    assert faults(weights, {"price": ("40", "50"), "quality": ("40", "50")}) == ["weight_ranges_overlap"]


@pytest.mark.parametrize(
    ("weights", "ranges", "expected"),
    [
        # Ranges that meet in an end can be equal and never change places.
        (["55", "45"], {"a": ("50", "60"), "b": ("40", "50")}, []),
        # A fixed weight inside the range of another can be above it and below it.
        (["48", "52"], {"b": ("45", "55")}, ["weight_ranges_overlap"]),
        (["40", "60"], {"b": ("45", "65")}, []),
        (["61", "39"], {"a": ("50", "60"), "b": ("35", "45")}, ["weight_outside_range"]),
        (["55", "45"], {"a": ("60", "50")}, ["weight_range_backwards"]),
        (["55", "45"], {"a": ("50", "101")}, ["weight_range_backwards"]),
        (["50", "30"], {"a": ("45", "55"), "b": ("20", "35")}, ["weight_ranges_cannot_sum"]),
        (["55", "45"], {}, []),
    ],
)
def test_each_fault_of_two_criteria(weights: list[str], ranges: Ranges, expected: list[str]) -> None:
    """No weights of 45-55 and 20-35 reach 100."""
    assert faults(dict(zip("ab", weights, strict=True)), ranges) == expected


def test_only_criteria_of_the_same_level_are_held_against_each_other() -> None:
    weights = {"cost": "60", "green": "40", "green/gwp": "60", "green/waste": "40"}
    ranges = {
        "cost": ("55", "65"),
        "green": ("35", "45"),
        "green/gwp": ("55", "70"),
        "green/waste": ("30", "45"),
    }
    assert faults(weights, ranges) == []
    (fault,) = range_faults(
        {path: Decimal(weight) for path, weight in weights.items()},
        {"green/gwp": (Decimal(40), Decimal(70)), "green/waste": (Decimal(30), Decimal(45))},
    )
    assert (fault.code, fault.values["first"], fault.values["second"]) == (
        "weight_ranges_overlap", "green/gwp", "green/waste",
    )  # fmt: skip


@given(st.data())
def test_where_nothing_is_wrong_no_weights_in_the_ranges_turn_the_order(data: st.DataObject) -> None:
    """Whatever two weights are drawn from the ranges of two criteria, the heavier one is never the lighter one."""
    ends = st.lists(st.integers(min_value=0, max_value=100), min_size=2, max_size=2).map(sorted)
    one, two = data.draw(ends), data.draw(ends)
    weights = {"a": Decimal(one[0]), "b": Decimal(two[0])}
    ranges = {name: (Decimal(low), Decimal(high)) for name, (low, high) in (("a", one), ("b", two))}
    overlap = any(fault.code == "weight_ranges_overlap" for fault in range_faults(weights, ranges))
    heavier = {
        (a > b) - (a < b) for a in range(one[0], one[1] + 1) for b in range(two[0], two[1] + 1) if a != b
    }
    assert overlap == (len(heavier) == 2)
