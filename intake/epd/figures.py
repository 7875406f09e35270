"""The figures of a declaration by indicator, module and scenario, in the units of the indicators."""

import re
from collections.abc import Iterable, Mapping

from evaluation.epd import MODULES, PRODUCT_STAGE, EpdValue, Standard
from evaluation.impact_indicators import INDICATORS
from intake.epd import amounts
from intake.epd.draft import Draft, ResultRow
from intake.epd.findings import Findings
from intake.epd.identifiers import UNIT_GROUP_UUIDS, Identified

_VERSIONS: Mapping[str | None, Standard] = {"ef31": "a2_ef31", "ef30": "a2_ef30"}
# Declarations write the unit of deprivation-weighted water as a plain cubic metre too.
_ALSO: Mapping[str, str] = {"a2_wdp": "m3"}
_AGREEMENT = 0.01

Place = tuple[str, str, str]


def standard_of(draft: Draft, findings: Findings) -> Standard | None:
    """Return the method of the figures by the identifier of the GWP indicator: EF 3.1, else EF 3.0, else CML.

    What the document cites is held against it and does not decide it.
    """
    stated = [row.indicator for row in draft.results if row.indicator is not None and _has_figures(row)]
    versions = {one.version for one in stated if one.indicator == "a2_gwp_total"}
    found = next((_VERSIONS[version] for version in _VERSIONS if version in versions), None)
    if found is None and any(one.indicator == "a1_gwp" for one in stated):
        found = "a1"
    if found is None:
        findings.add("question", "epd_without_gwp")
    elif draft.cited and found not in draft.cited:
        findings.add("notice", "epd_standard_differs", cited=draft.cited[0], standard=found)
    return found


def values_of(
    draft: Draft, standard: Standard | None, groups: Mapping[str, str], findings: Findings
) -> tuple[EpdValue, ...]:
    """Return the figures that can be read; tell of the others.

    Parameters
    ----------
    groups : unit by identifier of its unit group, from the documents beside the declaration.
    """
    found: dict[Place, float] = {}
    doubtful: set[Place] = set()
    unknown_modules: dict[str, None] = {}
    for row, indicator in _of_one_method(draft, standard, findings):
        factor = _factor(row, indicator, groups, findings)
        if factor is None:
            continue
        for place, value in _figures(row, indicator, factor, unknown_modules, findings):
            if found.setdefault(place, value) != value and place not in doubtful:
                doubtful.add(place)
                findings.add("question", "epd_value_twice", _cell(place), found=found[place], other=value)
    for module in unknown_modules:
        findings.add("notice", "epd_module_unknown", found=module)
    values = tuple(EpdValue(*place, value) for place, value in found.items() if place not in doubtful)
    _compare_product_stage({place: v for place, v in found.items() if place not in doubtful}, findings)
    return values


def _has_figures(row: ResultRow) -> bool:
    return any((one.text or "").strip().casefold() not in amounts.NOT_DECLARED for one in row.amounts)


def _of_one_method(
    draft: Draft, standard: Standard | None, findings: Findings
) -> Iterable[tuple[ResultRow, Identified]]:
    """Yield the rows of known indicators; of the two versions of EF only those of the declaration's own."""
    others: list[str] = []
    for row in draft.results:
        if row.indicator is None:
            if _has_figures(row):
                label = row.label or row.identifier
                findings.add("notice", "epd_indicator_unknown", found=label, uuid=row.identifier)
        elif standard in (None, "a1") or _VERSIONS.get(row.indicator.version, standard) == standard:
            yield row, row.indicator
        elif _has_figures(row):
            others.append(INDICATORS[row.indicator.indicator].code)
    if others:
        findings.add("notice", "epd_two_methods", indicators=others, standard=standard)


def _factor(
    row: ResultRow, indicator: Identified, groups: Mapping[str, str], findings: Findings
) -> float | None:
    """Return what the unit of a row is in that of its indicator, None where that cannot be told."""
    known = INDICATORS[indicator.indicator]
    group = UNIT_GROUP_UUIDS.get(row.unit_group) or groups.get(row.unit_group, "")
    by_group, by_name = (_to(unit, indicator.indicator) for unit in (group, row.unit))
    if not group and not row.unit and not row.needs_unit:
        return 1.0
    factors = {factor for factor in (by_group, by_name) if factor is not None}
    said = {"found": row.unit or group, "indicator": known.code, "unit": known.unit}
    if len(factors) > 1:
        findings.add("question", "epd_unit_two_readings", known.code, **said, other=group)
        return None
    if not factors:
        findings.add("question", "epd_unit_not_convertible", known.code, **said)
        return None
    if group and row.unit and None in (by_group, by_name) and amounts.is_known_unit(row.unit):
        findings.add("notice", "epd_unit_contradicts", known.code, **said, other=group)
    factor = factors.pop()
    if factor != 1:
        findings.add("notice", "epd_unit_converted", known.code, **said, factor=round(factor, 6))
    return factor


def _to(unit: str, indicator: str) -> float | None:
    if not unit:
        return None
    if indicator in _ALSO and amounts.conversion(unit, _ALSO[indicator]) == 1:
        return 1.0
    return amounts.conversion(unit, INDICATORS[indicator].unit)


def _figures(
    row: ResultRow,
    indicator: Identified,
    factor: float,
    unknown_modules: dict[str, None],
    findings: Findings,
) -> Iterable[tuple[Place, float]]:
    for one in row.amounts:
        written = (one.text or "").strip()
        if written.casefold() in amounts.NOT_DECLARED:
            continue
        module = module_of(one.module)
        place = (indicator.indicator, module or one.module, one.scenario)
        if module is None:
            unknown_modules[one.module or "–"] = None
            continue
        value = amounts.read_amount(written).exact
        if value is None:
            findings.add("question", "epd_value_not_a_number", _cell(place), found=written)
        else:
            yield place, value * factor


def module_of(written: str) -> str | None:
    """Return a module by how it is written, None for one that EN 15804 does not have.

    >>> module_of("a1–A3"), module_of("A1A2A3"), module_of("B6"), module_of("E1")
    ('A1-A3', 'A1-A3', 'B6', None)
    """
    plain = re.sub(r"[\s–—−-]+", "-", written.strip().upper().replace(" ", ""))
    plain = "A1-A3" if plain in ("A1A2A3", "A1A3", "A1-A2-A3") else plain
    return plain if plain in MODULES else None


def _cell(place: Place) -> str:
    indicator, module, scenario = place
    return "/".join(part for part in (INDICATORS[indicator].code, module, scenario) if part)


def _compare_product_stage(found: Mapping[Place, float], findings: Findings) -> None:
    """Tell of indicators whose A1-A3 is not the sum of A1, A2 and A3; the aggregate counts, never both."""
    differing = []
    for (indicator, module, scenario), aggregate in found.items():
        parts = [found.get((indicator, part, scenario)) for part in PRODUCT_STAGE]
        stated = [part for part in parts if part is not None]
        if module != "A1-A3" or len(stated) < len(PRODUCT_STAGE):
            continue
        total = sum(stated)
        if abs(aggregate - total) > _AGREEMENT * max(abs(aggregate), abs(total)):
            differing.append(INDICATORS[indicator].code)
    if differing:
        findings.add("notice", "epd_a1_a3_differs", "A1-A3", indicators=differing)
