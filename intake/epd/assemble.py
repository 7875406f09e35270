"""From what a document says to a declaration, with everything that is doubtful told of."""

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import get_args

from evaluation.epd import PLAUSIBLE_GWP_PER_KG, DataKind, Epd
from intake.epd import amounts
from intake.epd.declared import Declared, declared_of
from intake.epd.draft import Draft
from intake.epd.figures import standard_of, values_of
from intake.epd.findings import Findings, rounded
from intake.epd.mass import mass_of
from intake.epd.scenario_checks import check_scenarios

_DATA_KINDS: Mapping[str, DataKind] = {kind: kind for kind in get_args(DataKind)}


def epd_of(draft: Draft, groups: Mapping[str, str], findings: Findings) -> Epd:
    """Return the declaration that a document is.

    Parameters
    ----------
    groups : unit by identifier of its unit group, from the documents beside the declaration.
    """
    for method in draft.unknown_methods:
        findings.add("notice", "epd_method_unknown", found=method)
    standard = standard_of(draft, findings)
    values = values_of(draft, standard, groups, findings)
    declared = declared_of(draft, findings)
    year = re.match(r"[0-9]{4}", draft.reference_year)
    kind = draft.data_kind.casefold().split()
    epd = Epd(
        uuid=draft.uuid,
        names=draft.names,
        number=draft.number,
        owner=draft.owner,
        programme=draft.programme,
        pcr=draft.pcr,
        standard=standard,
        data_kind=_DATA_KINDS.get(kind[0]) if kind else None,
        geography=draft.geography,
        published=amounts.iso_date(draft.published),
        reference_year=int(year[0]) if year else None,
        valid_until=amounts.iso_date(draft.valid_until),
        declared_unit=declared.unit,
        declared_quantity=declared.quantity,
        values=values,
        scenarios=draft.scenarios,
        service_life_years=amounts.positive(draft.service_life_years),
        content=draft.content,
        has_svhc=draft.has_svhc,
        safety_margin=amounts.share_of_percent(draft.safety_margin),
        licence=draft.licence,
        product_ids=draft.product_ids,
    )
    epd = _with_mass(epd, draft, findings)
    check_scenarios(epd, findings)
    return epd


def _with_mass(epd: Epd, draft: Draft, findings: Findings) -> Epd:
    """Return the declaration with its mass, and ask where greenhouse gases by mass are out of every range."""
    climate = epd.climate_indicator
    gwp = None if climate is None else epd.module_value(climate, "A1-A3")
    mass = mass_of(draft, Declared(epd.declared_unit, epd.declared_quantity), gwp, findings)
    if mass is None:
        return epd
    weighed = replace(epd, kg_per_declared_quantity=mass.kg, mass_from=mass.mass_from)
    by_mass = weighed.gwp_per_kg()
    low, high = PLAUSIBLE_GWP_PER_KG
    if by_mass is not None and not low <= by_mass <= high:
        findings.add(
            "question",
            "epd_gwp_per_kg_out_of_range",
            "A1-A3",
            gwp=rounded(by_mass),
            mass_kg=rounded(mass.kg),
            low=low,
            high=high,
        )
    return weighed
