"""A declaration's figures: what is declared, what is not, and which scenario counts."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluation.epd import COMPARED_MODULES, MODULES, Epd, EpdScenario, EpdValue
from evaluation.epd_scenario import chosen_scenario

GWP = "a2_gwp_total"
RECYCLED = EpdScenario("recycled", reuse=0.0, recycling=0.9, energy_recovery=0.0, landfill=0.1)
BURNT = EpdScenario("burnt", reuse=0.0, recycling=0.0, energy_recovery=0.9, landfill=0.1)
BOTH: Mapping[Any, float] = {
    (module, name): 1.0 for module in ("C3", "C4", "D") for name in ("recycled", "burnt")
}


def epd_of(figures: Mapping[Any, float], **fields: object) -> Epd:
    places = {place: (place, "") if isinstance(place, str) else place for place in figures}
    values = tuple(
        EpdValue(GWP, module, scenario, figures[place]) for place, (module, scenario) in places.items()
    )
    return Epd("x", values=values, **fields)  # type: ignore[arg-type]


@given(st.lists(st.floats(-1e6, 1e6), min_size=3, max_size=3), st.none() | st.floats(-1e6, 1e6))
def test_the_product_stage_is_the_aggregate_or_the_sum_and_never_both(
    parts: list[float], aggregate: float | None
) -> None:
    figures = dict(zip(("A1", "A2", "A3"), parts, strict=True))
    if aggregate is not None:
        figures["A1-A3"] = aggregate
    expected = sum(parts) if aggregate is None else aggregate
    assert epd_of(figures).module_value(GWP, "A1-A3") == expected


@given(st.sets(st.sampled_from(MODULES)))
def test_a_module_is_either_declared_or_not(modules: set[str]) -> None:
    epd = epd_of(dict.fromkeys(modules, 0.0))
    declared, undeclared = epd.declared_modules(GWP), epd.undeclared_modules(GWP)
    assert {*declared, *undeclared} >= {*COMPARED_MODULES}
    assert not {*declared} & {*undeclared}
    for module in MODULES:
        assert (epd.module_value(GWP, module) is not None) == (module in declared)


def test_zero_is_a_figure_and_absence_is_none() -> None:
    epd = epd_of({"C1": 0.0})
    assert (epd.module_value(GWP, "C1"), epd.module_value(GWP, "C2")) == (0.0, None)


@pytest.mark.parametrize(
    ("day", "valid"), [("2027-12-31", True), ("2028-01-01", False), (dt.date(2026, 5, 1), True)]
)
def test_a_declaration_is_valid_until_the_end_of_its_last_day(day: dt.date | str, valid: bool) -> None:  # noqa: FBT001
    assert Epd("x", valid_until="2027-12-31").is_valid_on(day) is valid
    assert Epd("x").is_valid_on(day) is None


def test_figures_by_mass_need_a_mass_and_a_standard() -> None:
    assert epd_of({"A1-A3": 179.0}, standard="a2_ef30", kg_per_declared_quantity=1000.0).gwp_per_kg() == 0.179
    assert epd_of({"A1-A3": 179.0}, standard="a2_ef30").gwp_per_kg() is None
    assert epd_of({"A1-A3": 179.0}, kg_per_declared_quantity=1000.0).gwp_per_kg() is None


def test_the_family_follows_the_standard() -> None:
    families = [(epd.family, epd.climate_indicator) for epd in (Epd("x", standard="a1"), Epd("x"))]
    assert families == [("a1", "a1_gwp"), (None, None)]


# Which scenario counts


@pytest.mark.parametrize(
    ("routes", "name"),
    [
        ({"recycling": 1.0}, "recycled"),
        ({"energy_recovery": 0.8, "landfill": 0.2}, "burnt"),
        ({"recycling": 0.5, "energy_recovery": 0.3, "landfill": 0.2}, "recycled"),
    ],
)
def test_the_scenario_whose_routes_fit_best_is_chosen(routes: Mapping[str, float], name: str) -> None:
    chosen = chosen_scenario(epd_of(BOTH, scenarios=(RECYCLED, BURNT)), "C3", routes)
    assert (chosen.name, chosen.why) == (name, "by_routes")


def test_routes_that_fit_two_alike_leave_it_to_the_default() -> None:
    halves = {"recycling": 0.5, "energy_recovery": 0.5}
    assert chosen_scenario(epd_of(BOTH, scenarios=(RECYCLED, BURNT)), "D", halves).why == "open"
    default = EpdScenario("burnt", is_default=True, energy_recovery=0.9, landfill=0.1)
    chosen = chosen_scenario(epd_of(BOTH, scenarios=(RECYCLED, default)), "D", halves)
    assert (chosen.name, chosen.why) == ("burnt", "default")


def test_without_routes_the_default_counts_then_the_only_one_then_nobody_knows() -> None:
    two = (EpdScenario("recycled"), EpdScenario("burnt", is_default=True))
    assert chosen_scenario(epd_of(BOTH, scenarios=two), "C4").why == "default"
    one = epd_of({("C3", "recycled"): 1.0}, scenarios=two)
    assert chosen_scenario(one, "C3").why == "only_one"
    assert chosen_scenario(epd_of(BOTH), "C3").why == "open"
    both_default = tuple(EpdScenario(name, is_default=True) for name in ("recycled", "burnt"))
    assert chosen_scenario(epd_of(BOTH, scenarios=both_default), "C3").name is None


def test_burden_and_credit_never_come_from_two_scenarios() -> None:
    """C4 has figures in the burnt scenario alone: with recycling chosen it is not declared."""
    figures = {("C3", "recycled"): 1.0, ("C3", "burnt"): 2.0, ("C4", "burnt"): 3.0}
    epd = epd_of(figures, scenarios=(RECYCLED, BURNT))
    chosen = chosen_scenario(epd, "C4", {"recycling": 1.0})
    assert (chosen.name, chosen.why) == (None, "not_declared")


def test_a_module_outside_of_scenarios_holds_in_each_of_them() -> None:
    epd = epd_of({"C1": 0.5, **BOTH})
    assert (chosen_scenario(epd, "C1").name, chosen_scenario(epd, "C1").why) == ("", "outside_scenarios")
    assert epd.module_value(GWP, "C1", "burnt") == 0.5
    assert chosen_scenario(epd, "B6").why == "not_declared"


def test_transport_is_chosen_apart_from_the_end_of_life() -> None:
    scenarios = (EpdScenario("lorry", is_default=True), EpdScenario("rail"), RECYCLED, BURNT)
    epd = epd_of({("A4", "lorry"): 1.0, ("A4", "rail"): 0.2, **BOTH}, scenarios=scenarios)
    assert chosen_scenario(epd, "A4", {"recycling": 1.0}).name == "lorry"
    assert chosen_scenario(epd, "C3", {"recycling": 1.0}).name == "recycled"


@given(st.permutations([RECYCLED, BURNT, EpdScenario("reused", reuse=1.0)]), st.floats(0, 1))
def test_the_order_of_the_scenarios_does_not_matter(scenarios: list[EpdScenario], share: float) -> None:
    figures = {("C3", scenario.name): 1.0 for scenario in scenarios}
    routes = {"recycling": share, "landfill": 1 - share}
    turned = epd_of(dict(reversed(figures.items())), scenarios=tuple(reversed(scenarios)))
    chosen = chosen_scenario(epd_of(figures, scenarios=tuple(scenarios)), "C3", routes)
    assert chosen == chosen_scenario(turned, "C3", routes)
