"""What was read in an environmental product declaration, as plain text and as JSON."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import asdict

from documents.evaluation_json import problem_as_json
from evaluation.epd import MODULES, Epd
from evaluation.impact_indicators import INDICATORS
from evaluation.problems import Problem
from texts import t
from texts.columns import in_columns
from texts.numbers import MOST_DECIMALS, NBSP, date, exact, percent


def epd_summary(epd: Epd, lang: str) -> str:
    """Return what was read: identity, declared unit and mass, validity, greenhouse gases by module and scenario.

    Module D is a row of its own, and nothing is added over modules or scenarios.
    """
    name = epd.name(lang) or t("epd.unnamed", lang)
    lines = [name, *in_columns([[title, said] for title, said in _facts(epd, lang)], words=(0, 1))]
    if epd.climate_indicator is not None:
        lines += ["", *_figures(epd, epd.climate_indicator, lang)]
    lines += _contents(epd, lang)
    return "\n".join(lines)


def epds_as_json(epds: Iterable[Epd], problems: Iterable[Problem], lang: str) -> dict[str, object]:
    """Return the object that ``epd --json`` prints; keys and codes do not depend on the language."""
    return {
        "epds": [_as_json(epd) for epd in epds],
        "problems": [problem_as_json(problem, lang) for problem in problems],
    }


def _as_json(epd: Epd) -> dict[str, object]:
    climate = epd.climate_indicator
    derived: dict[str, object] = {"family": epd.family, "gwp_per_kg": epd.gwp_per_kg()}
    if climate is not None:
        derived["declared_modules"] = epd.declared_modules(climate)
        derived["undeclared_modules"] = epd.undeclared_modules(climate)
    return asdict(epd) | derived


def _facts(epd: Epd, lang: str) -> list[tuple[str, str]]:
    unknown = t("epd.unknown", lang)
    per_kg = epd.gwp_per_kg()
    said = {
        "number": epd.number,
        "owner": epd.owner,
        "programme": epd.programme,
        "standard": t(f"epd.standards.{epd.standard}", lang) if epd.standard else "",
        "data": t(f"epd.data_kinds.{epd.data_kind}", lang) if epd.data_kind else "",
        "published": _day(epd.published, lang),
        "valid_until": _day(epd.valid_until, lang),
        "declared_unit": _declared_unit(epd, lang),
        "mass": _mass(epd, lang),
        "per_kg": "" if per_kg is None else f"{exact(round(per_kg, 5), lang)}{NBSP}kg CO2e",
        "service_life": "" if epd.service_life_years is None else _years(epd.service_life_years, lang),
        "svhc": "" if epd.has_svhc is None else t(f"epd.svhc_{'yes' if epd.has_svhc else 'no'}", lang),
    }
    optional = {"per_kg", "service_life", "svhc", "data"}
    return [
        (t(f"epd.{key}", lang), value or unknown)
        for key, value in said.items()
        if value or key not in optional
    ]


def _day(iso: str | None, lang: str) -> str:
    return "" if iso is None else date(dt.date.fromisoformat(iso), lang)


def _years(years: float, lang: str) -> str:
    return t("epd.years", lang, years=exact(years, lang))


def _declared_unit(epd: Epd, lang: str) -> str:
    if epd.declared_unit is None:
        return ""
    return " ".join(part for part in (exact(epd.declared_quantity, lang), epd.declared_unit) if part)


def _mass(epd: Epd, lang: str) -> str:
    if epd.kg_per_declared_quantity is None:
        return ""
    way = t(f"epd.mass_from.{epd.mass_from}", lang)
    return t("epd.mass_by", lang, kg=exact(epd.kg_per_declared_quantity, lang), way=way)


def _figures(epd: Epd, indicator: str, lang: str) -> list[str]:
    """Return a line a module and scenario, then what is not declared."""
    known = INDICATORS[indicator]
    default = {scenario.name for scenario in epd.scenarios if scenario.is_default}
    titles = (
        t("epd.module", lang),
        t("epd.scenario", lang),
        t("epd.figure", lang, indicator=known.code, unit=known.unit),
    )
    values = [each for each in epd.values if each.indicator == indicator]
    rows = [
        [
            each.module,
            t("epd.default", lang, scenario=each.scenario) if each.scenario in default else each.scenario,
            _figure(each.value, lang),
        ]
        for each in sorted(values, key=lambda each: MODULES.index(each.module))
    ]
    total = epd.module_value(indicator, "A1-A3")
    if total is not None and epd.published_value(indicator, "A1-A3") is None:
        at = 1 + max(n for n, row in enumerate(rows) if row[0] in ("A1", "A2", "A3"))
        rows.insert(at, ["A1-A3", "", _figure(total, lang)])
    lines = in_columns([[*titles], *rows], words=(0, 1))
    missing = epd.undeclared_modules(indicator)
    if missing:
        lines.append(t("epd.not_declared", lang, modules=", ".join(missing)))
    others = dict.fromkeys(each.indicator for each in epd.values if each.indicator != indicator)
    if others:
        codes = ", ".join(INDICATORS[key].code for key in others)
        lines.append(t("epd.other_indicators", lang, indicators=codes))
    return lines


def _contents(epd: Epd, lang: str) -> list[str]:
    """Return a line a part, material and substance of the content declaration; none where there is none."""
    if not epd.content:
        return []
    columns = ("name", "kind", "of_mass", "mass_kg", "recycled", "cas")
    rows = [
        [
            t("epd.content.in_packaging", lang, name=line.name) if line.is_packaging else line.name,
            t(f"epd.content.kinds.{line.kind}", lang),
            "" if line.share is None else percent(line.share, lang),
            "" if line.mass_kg is None else exact(line.mass_kg, lang),
            "" if line.recycled_share is None else percent(line.recycled_share, lang),
            line.cas_number,
        ]
        for line in epd.content
    ]
    titles = [t(f"epd.content.columns.{name}", lang) for name in columns]
    return ["", t("epd.content.title", lang), *in_columns([titles, *rows], words=(0, 1, 5))]


def _figure(value: float, lang: str) -> str:
    """Return a figure with the decimals it was published with, nine at most.

    >>> _figure(158.777466419796, "en"), _figure(0.0, "en")
    ('158.77746642', '0')
    """
    return exact(round(value, MOST_DECIMALS), lang)
