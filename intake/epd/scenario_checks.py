"""Whether the scenarios of a declaration say what they hold, and which of them counts."""

import re
from collections.abc import Iterator, Mapping

from evaluation.epd import COMPARED_MODULES, END_OF_LIFE, Epd, EpdScenario
from evaluation.epd_scenario import chosen_scenario
from evaluation.impact_indicators import INDICATORS
from intake.epd.findings import Findings

_WHOLE = re.compile(r"\b100\s*(?:%|per ?cent|pct|procent|prozent)", re.IGNORECASE)
_ROUTES: Mapping[str, re.Pattern[str]] = {
    "reuse": re.compile(r"re-?use|genbrug|wiederverwend", re.IGNORECASE),
    "recycling": re.compile(r"recycl|genanvend|stofflich", re.IGNORECASE),
    "energy_recovery": re.compile(
        r"inciner|energy recovery|energi|thermal|thermisch|forbrænd|verbrenn", re.IGNORECASE
    ),
    "landfill": re.compile(r"landfill|deponi|disposal", re.IGNORECASE),
}
# What a scenario of one route alone cannot hand on.
_FOREIGN: Mapping[str, tuple[str, ...]] = {
    "reuse": ("mfr", "mer"),
    "recycling": ("mer",),
    "energy_recovery": ("mfr", "cru"),
    "landfill": ("mfr", "mer", "cru"),
}
_ROUNDING = 0.005


def check_scenarios(epd: Epd, findings: Findings) -> None:
    """Tell where it is open which scenario counts, and where name and content of one disagree."""
    for modules in (END_OF_LIFE, *((module,) for module in COMPARED_MODULES if module not in END_OF_LIFE)):
        is_open = [module for module in modules if chosen_scenario(epd, module).why == "open"]
        if is_open:
            names = epd.scenario_names(modules)
            findings.add("notice", "epd_scenarios_open", is_open[0], modules=is_open, scenarios=list(names))
    for scenario in epd.scenarios:
        _check_name(epd, scenario, findings)


def _check_name(epd: Epd, scenario: EpdScenario, findings: Findings) -> None:
    """Tell where a scenario calls itself wholly of one route and its share or its figures say otherwise."""
    said = f"{scenario.name} {scenario.title}"
    routes = [route for route, words in _ROUTES.items() if words.search(said)]
    if not _WHOLE.search(said) or len(routes) != 1:
        return
    (route,) = routes
    about = {"scenario": scenario.name, "title": scenario.title or scenario.name, "route": route}
    share = scenario.routes.get(route)
    if share is not None and share < 1 - _ROUNDING:
        findings.add("notice", "epd_scenario_share_disagrees", scenario.name, **about, total=share)
        return
    for indicator, amount in _foreign(epd, scenario, route):
        known = INDICATORS[indicator]
        values = {"indicator": known.code, "unit": known.unit, "amount": round(amount, 6)}
        findings.add("notice", "epd_scenario_disagrees", scenario.name, **about, **values)


def _foreign(epd: Epd, scenario: EpdScenario, route: str) -> Iterator[tuple[str, float]]:
    """Yield the output flows [unit of the indicator] that a scenario of one route alone cannot have."""
    for indicator in _FOREIGN[route]:
        amounts = (epd.module_value(indicator, module, scenario.name) for module in ("C3", "C4"))
        handed_on = sum(amount for amount in amounts if amount is not None)
        if handed_on > 0:
            yield indicator, handed_on
