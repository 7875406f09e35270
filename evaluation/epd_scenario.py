"""Which one scenario of a declaration counts: scenarios are alternatives, and adding them counts waste twice."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from evaluation.epd import END_OF_LIFE, Epd, EpdScenario

Why = Literal["not_declared", "outside_scenarios", "by_routes", "default", "only_one", "open"]
# Two distances between shares that are one but for how floats are added.
_SAME = 1e-9


@dataclass(frozen=True)
class ChosenScenario:
    """The scenario whose figure counts for a module, and why.

    ``name`` is empty where the module is declared outside of scenarios (``outside_scenarios``) and None where
    nothing can be chosen: the module is not declared in the chosen scenario (``not_declared``), or a person
    has to say which scenario it is (``open``).
    """

    name: str | None
    why: Why


def chosen_scenario(epd: Epd, module: str, routes: Mapping[str, float] | None = None) -> ChosenScenario:
    """Return the one scenario that counts for a module.

    Chosen in this order: the scenario whose stated routes at the end of life fit best (least sum of absolute
    differences, where scenarios state any); the one marked as default; the only one there is. C1 to D are
    chosen together, so that burden and credit never come from two scenarios.

    Parameters
    ----------
    epd : the declaration.
    module : a module of :data:`evaluation.epd.MODULES`.
    routes : the shares of the product by waste route, 0 to 1, where they are known.
    """
    together = END_OF_LIFE if module in END_OF_LIFE else (module,)
    names = epd.scenario_names(together)
    has_outside = any(each.module == module and not each.scenario for each in epd.values)
    if not names:
        return (
            ChosenScenario("", "outside_scenarios") if has_outside else ChosenScenario(None, "not_declared")
        )
    chosen = _chosen_of(_scenarios(epd, names), routes if module in END_OF_LIFE else None)
    if chosen.name in epd.scenario_names((module,)):
        return chosen
    if has_outside:
        # A figure outside of scenarios holds in each of them, also while it is open which one counts.
        return ChosenScenario("", "outside_scenarios")
    is_open = chosen.name is None and epd.scenario_names((module,))
    return chosen if is_open else ChosenScenario(None, "not_declared")


def _scenarios(epd: Epd, names: Sequence[str]) -> list[EpdScenario]:
    """Return the scenarios of some names; one that has figures and is not described is known by its name."""
    described = {scenario.name: scenario for scenario in epd.scenarios}
    return [described.get(name, EpdScenario(name)) for name in names]


def _chosen_of(scenarios: Sequence[EpdScenario], routes: Mapping[str, float] | None) -> ChosenScenario:
    nearest = _nearest(scenarios, routes) if routes else []
    if len(nearest) == 1:
        return ChosenScenario(nearest[0].name, "by_routes")
    # Several that fit alike are told apart as if no routes were known.
    left = nearest or scenarios
    defaults = [scenario for scenario in left if scenario.is_default]
    if len(defaults) == 1:
        return ChosenScenario(defaults[0].name, "default")
    if len(left) == 1:
        return ChosenScenario(left[0].name, "only_one")
    return ChosenScenario(None, "open")


def _nearest(scenarios: Sequence[EpdScenario], routes: Mapping[str, float]) -> list[EpdScenario]:
    distances = [(_distance(each.routes, routes), each) for each in scenarios if each.routes]
    least = min((distance for distance, _ in distances), default=0.0)
    return [each for distance, each in distances if distance <= least + _SAME]


def _distance(stated: Mapping[str, float], routes: Mapping[str, float]) -> float:
    """Return the sum of absolute differences; a route that a scenario does not name has no share in it."""
    named = {*stated, *routes}
    return sum(abs(stated.get(route, 0.0) - routes.get(route, 0.0)) for route in sorted(named))
