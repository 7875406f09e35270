"""What the declared quantity weighs, by what the document says of the product.

Declarations tell it in many ways, and some of them wrongly: densities of concrete in tonnes that say kg/m3, and
a "conversion factor to 1 kg" that is kilograms per unit in one declaration and units per kilogram in the next.
What tells the mass is therefore held against everything else that does.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field

from evaluation.epd import PLAUSIBLE_GWP_PER_KG, MassFrom
from intake.epd import amounts
from intake.epd.declared import Declared
from intake.epd.draft import Draft, MaterialProperty, ReferenceFlow
from intake.epd.findings import Findings, rounded
from intake.epd.identifiers import MASS_PROPERTIES

# Two ways of telling a mass agree within this share; declared thicknesses and densities are rounded.
AGREEMENT = 0.1
# From aerogel and light foam to gold, lead and tungsten [kg/m3].
DENSITIES = (5.0, 25_000.0)
# Units of goods; a kilowatt-hour or a tonne-kilometre weighs nothing.
_UNITS_WITH_MASS = frozenset({"m2", "m3", "m", "piece"})
_NAMES: Mapping[str, tuple[str, ...]] = {
    "density": ("gross density", "density", "bulk density", "rohdichte", "schüttdichte"),
    "grammage": ("grammage", "flächengewicht"),
    "thickness": ("layer thickness", "thickness", "schichtdicke"),
    "linear_density": ("linear density", "längengewicht"),
    "weight_per_piece": ("weight per piece", "stückgewicht"),
    "conversion": ("conversion factor to 1 kg", "conversion factor to 1kg", "umrechnungsfaktor zu 1 kg"),
}
_UNITS: Mapping[str, str] = {
    "density": "kg/m3",
    "grammage": "kg/m2",
    "thickness": "m",
    "linear_density": "kg/m",
    "weight_per_piece": "kg",
}


@dataclass(frozen=True)
class Mass:
    """The mass of the declared quantity [kg], and what told it."""

    kg: float
    mass_from: MassFrom


@dataclass
class _Evidence:
    """Every mass that the document tells [kg], the most direct one first."""

    kg: dict[MassFrom, float] = field(default_factory=dict)
    factor: float | None = None


def mass_of(draft: Draft, declared: Declared, gwp: float | None, findings: Findings) -> Mass | None:
    """Return the mass of the declared quantity, and tell of what it cannot be told by.

    Parameters
    ----------
    gwp : greenhouse gases of A1-A3 for the declared quantity [kg CO2e], which tell in which direction a
        conversion factor is meant where nothing else does.
    """
    if declared.unit is None or declared.quantity is None:
        return None
    if declared.unit == "kg":
        return Mass(declared.quantity, "declared")
    stated = amounts.positive(draft.mass)
    in_kg = amounts.conversion(draft.mass_unit, "kg") if draft.mass_unit else None
    if stated is not None and in_kg is not None and _is_mass(stated * in_kg):
        return Mass(stated * in_kg, "declared")
    evidence = _evidence(draft.flow or ReferenceFlow(), declared.unit, declared.quantity, findings)
    if evidence.factor is not None:
        _convert(evidence, declared.quantity, gwp, findings)
    if evidence.kg:
        _compare(evidence.kg, findings)
        told_by, kg = next(iter(evidence.kg.items()))
        return Mass(kg, told_by)
    if declared.unit in _UNITS_WITH_MASS:
        findings.add("question", "epd_mass_unknown", unit=declared.unit, quantity=declared.quantity)
    return None


def _is_mass(kg: float) -> bool:
    return amounts.SMALLEST <= kg <= amounts.LARGEST


def _evidence(flow: ReferenceFlow, unit: str, quantity: float, findings: Findings) -> _Evidence:
    told = _material_figures(flow, findings)
    amount = amounts.positive(flow.amount) or 1.0
    masses = (one for one in flow.properties if one.uuid in MASS_PROPERTIES and not one.is_reference)
    each_flow = next((kg for one in masses if (kg := amounts.positive(one.mean_value)) is not None), None)
    density, thickness = told.get("density"), told.get("thickness")
    by_area = density * thickness if density is not None and thickness is not None else None
    by_unit: tuple[tuple[MassFrom, float | None], ...] = (
        ("grammage", told.get("grammage") if unit == "m2" else None),
        ("linear_density", told.get("linear_density") if unit == "m" else None),
        ("weight_per_piece", told.get("weight_per_piece") if unit == "piece" else None),
        ("density", density if unit == "m3" else None),
        ("density_thickness", by_area if unit == "m2" else None),
    )
    found: dict[MassFrom, float] = {} if each_flow is None else {"mass_property": each_flow * amount}
    found |= {way: one * quantity for way, one in by_unit if one is not None}
    in_range = {way: kg for way, kg in found.items() if _is_mass(kg)}
    return _Evidence(in_range, told.get("conversion"))


def _material_figures(flow: ReferenceFlow, findings: Findings) -> dict[str, float]:
    """Return the material properties that a mass can be told by, in kg and m."""
    found: dict[str, float] = {}
    for what, names in _NAMES.items():
        one = next((each for each in flow.materials if each.name.strip().casefold() in names), None)
        figure = None if one is None else _figure(what, one, findings)
        if figure is not None:
            found[what] = figure
    return found


def _figure(what: str, written: MaterialProperty, findings: Findings) -> float | None:
    number = amounts.read_amount(written.text)
    if number.exact is None:
        if written.text:
            findings.add(
                "notice", "epd_number_is_text", written.name, found=written.text, property=written.name
            )
        return None
    factor = amounts.conversion(written.unit, _UNITS[what]) if written.unit and what in _UNITS else 1.0
    if factor is None:
        findings.add(
            "notice",
            "epd_property_unit_unknown",
            written.name,
            found=written.unit,
            property=written.name,
            unit=_UNITS[what],
        )
        return None
    value = number.exact * factor
    if what == "density" and not DENSITIES[0] <= value <= DENSITIES[1]:
        findings.add("notice", "epd_density_implausible", written.name, found=value, unit="kg/m3")
        return None
    return value if value > 0 else None


def _convert(evidence: _Evidence, quantity: float, gwp: float | None, findings: Findings) -> None:
    """Add the mass by the conversion factor, in the direction that everything else points to."""
    factor = evidence.factor
    if factor is None or factor <= 0:
        return
    ways = [kg for kg in dict.fromkeys((factor * quantity, quantity / factor)) if _is_mass(kg)]
    if evidence.kg:
        told = next(iter(evidence.kg.values()))
        nearest = min(ways, key=lambda kg: abs(math.log(kg / told)), default=None)
        fitting = [] if nearest is None else [nearest]
    else:
        low, high = PLAUSIBLE_GWP_PER_KG
        fitting = [kg for kg in ways if gwp is not None and low <= gwp / kg <= high]
    if len(fitting) == 1:
        if not evidence.kg:
            findings.add("notice", "epd_conversion_read", found=factor, mass_kg=rounded(fitting[0]))
        evidence.kg["conversion"] = fitting[0]


def _compare(kg: Mapping[MassFrom, float], findings: Findings) -> None:
    (first_way, first), *others = kg.items()
    for way, other in others:
        if abs(other - first) > AGREEMENT * max(first, other):
            findings.add(
                "question",
                "epd_mass_disagrees",
                way=first_way,
                mass_kg=rounded(first),
                other_way=way,
                other_kg=rounded(other),
            )
