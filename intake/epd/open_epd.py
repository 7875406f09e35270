"""A declaration as openEPD JSON.

References
----------
Building Transparency, openEPD format: a scope that is missing is not declared; ``C_scenarios`` holds C1 to C4
and D of each scenario.
"""

import re
from collections.abc import Iterator, Mapping

from evaluation.epd import END_OF_LIFE, EpdScenario, Standard
from intake.epd.draft import Amount, Draft, ResultRow
from intake.epd.identifiers import Identified, Version
from intake.epd.json_tree import Node, at, listed, text

_SCOPES: Mapping[str, str] = {
    "A1A2A3": "A1-A3",
    **{
        scope: scope
        for scope in ("A1", "A2", "A3", "A4", "A5", *(f"B{n}" for n in range(1, 8)), *END_OF_LIFE)
    },
}
_A2: Mapping[str, str] = {
    "gwp": "a2_gwp_total",
    "gwp-fossil": "a2_gwp_fossil",
    "gwp-biogenic": "a2_gwp_biogenic",
    "gwp-luluc": "a2_gwp_luluc",
    "odp": "a2_odp",
    "ap": "a2_ap",
    "ep-fresh": "a2_ep_freshwater",
    "ep-marine": "a2_ep_marine",
    "ep": "a2_ep_marine",
    "ep-terr": "a2_ep_terrestrial",
    "pocp": "a2_pocp",
    "adp-mineral": "a2_adpe",
    "adp-fossil": "a2_adpf",
    "wdp": "a2_wdp",
    "pm": "a2_pm",
    "irp": "a2_irp",
    "etp-fw": "a2_etp_fw",
    "htp-c": "a2_htp_c",
    "htp-nc": "a2_htp_nc",
    "sqp": "a2_sqp",
}
_A1: Mapping[str, str] = {
    "gwp": "a1_gwp",
    "odp": "a1_odp",
    "ap": "a1_ap",
    "ep": "a1_ep",
    "pocp": "a1_pocp",
    "adp-mineral": "a1_adpe",
    "adp-fossil": "a1_adpf",
}
_FLOWS: Mapping[str, str] = {
    **{key: key for key in ("pere", "perm", "pert", "penre", "penrm", "penrt", "sm", "rsf", "nrsf", "fw")},
    **{key: key for key in ("hwd", "nhwd", "rwd", "cru", "mfr", "mer", "eee", "eet")},
    "rpre": "pere",
    "rprec": "pere",
    "rprm": "perm",
    "nrpre": "penre",
    "nrprm": "penrm",
    "eh": "eet",
}
_METHODS: Mapping[str, Standard] = {"ef 3.0": "a2_ef30", "ef 3.1": "a2_ef31"}
_KINDS: Mapping[str, str] = {"industryepd": "average", "openindustryepd": "average", "openepd": "specific"}


def is_open_epd(root: Node) -> bool:
    """Say whether a JSON document is openEPD."""
    return text(root, "doctype").casefold().startswith("open") or (
        isinstance(at(root, "impacts"), dict) and at(root, "declared_unit") is not None
    )


def draft_of(root: Node) -> Draft:
    """Return what a document says."""
    quantity, unit = _quantity(at(root, "declared_unit"))
    mass, mass_unit = _quantity(at(root, "kg_per_declared_unit"))
    draft = Draft(
        uuid=text(root, "id") or text(root, "open_xpd_uuid"),
        names={"en": text(root, "product_name")} if text(root, "product_name") else {},
        number=text(root, "program_operator_doc_id") or text(root, "id"),
        owner=text(root, "manufacturer", "name") or text(root, "manufacturer", "web_domain"),
        programme=text(root, "program_operator", "name") or text(root, "program_operator", "web_domain"),
        pcr=text(root, "pcr", "name") or text(root, "pcr", "id"),
        data_kind=_KINDS.get(text(root, "doctype").casefold(), ""),
        geography=", ".join(each for each in _texts(at(root, "applicable_in")) if each),
        published=text(root, "date_of_issue"),
        valid_until=text(root, "valid_until"),
        service_life_years=text(root, "product_service_life_years"),
        declared_unit=unit,
        declared_quantity=quantity,
        mass=mass,
        mass_unit=mass_unit or "kg",
        licence=text(root, "license_terms"),
    )
    unknown = []
    for method, impacts in _mapping(at(root, "impacts")):
        standard = _standard(method)
        if standard is None:
            unknown.append(method)
        else:
            draft.results += _rows(impacts, _A1 if standard == "a1" else _A2, _version(standard))
    for group in ("resource_uses", "output_flows"):
        draft.results += _rows(at(root, group), _FLOWS, None)
    draft.unknown_methods = tuple(unknown)
    draft.scenarios = tuple(
        EpdScenario(name)
        for name in dict.fromkeys(a.scenario for row in draft.results for a in row.amounts if a.scenario)
    )
    return draft


def _standard(method: str) -> Standard | None:
    name = " ".join(method.casefold().split())
    return _METHODS.get(name, "a1" if name.startswith("cml") else None)


def _version(standard: Standard) -> Version | None:
    return "ef30" if standard == "a2_ef30" else "ef31" if standard == "a2_ef31" else None


def _rows(indicators: Node, known: Mapping[str, str], version: Version | None) -> Iterator[ResultRow]:
    """Yield a row an indicator; every indicator of a method is of its version."""
    for name, scopes in _mapping(indicators):
        key = known.get(name.casefold().replace("_", "-"))
        by_unit: dict[str, list[Amount]] = {}
        for amount, unit in (*_figures(scopes, ""), *_figures_of_scenarios(scopes)):
            by_unit.setdefault(unit, []).append(amount)
        for unit, amounts in by_unit.items():
            identified = Identified(key, version) if key else None
            yield ResultRow(name, name, identified, tuple(amounts), unit=unit, needs_unit=True)


def _figures(scopes: Node, scenario: str) -> Iterator[tuple[Amount, str]]:
    for scope, measured in _mapping(scopes):
        if scope in _SCOPES and isinstance(measured, Mapping):
            yield Amount(_SCOPES[scope], scenario, text(measured, "mean")), text(measured, "unit")


def _figures_of_scenarios(scopes: Node) -> Iterator[tuple[Amount, str]]:
    for number, scenario in enumerate(listed(scopes, "C_scenarios"), start=1):
        yield from _figures(scenario, text(scenario, "name") or str(number))


def _quantity(node: Node) -> tuple[str, str]:
    """Return a quantity and its unit: ``{"qty": 1, "unit": "m2"}``, or ``1 m2`` in one text."""
    if isinstance(node, Mapping):
        return text(node, "qty"), text(node, "unit")
    parts = re.fullmatch(r"([0-9.,eE+-]+)\s+(\S.*)", node.strip()) if isinstance(node, str) else None
    return (parts[1], parts[2]) if parts else ("", "")


def _mapping(node: Node) -> Iterator[tuple[str, Node]]:
    if isinstance(node, Mapping):
        yield from ((str(key), value) for key, value in node.items())


def _texts(node: Node) -> Iterator[str]:
    yield from (one for one in (node if isinstance(node, list) else [node]) if isinstance(one, str))
