"""An environmental product declaration: its figures by indicator, module and scenario, as they were published.

Every figure is for the declared quantity as published (1 m2, 1000 kg). A module that is not declared, or is
declared without a figure, has no value here; zero is a value. Scenarios are never added, and module D is a
module like any other: it is never netted against the rest.

References
----------
EN 15804:2012+A2:2019, 6.2 (modules), 6.3.3 (declared unit), 6.3.8 (scenarios), 7.2 (indicators).
"""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from evaluation.impact_indicators import CLIMATE

Standard = Literal["a1", "a2_ef30", "a2_ef31"]
DataKind = Literal["specific", "average", "representative", "generic", "template"]
MassFrom = Literal[
    "declared",
    "mass_property",
    "grammage",
    "linear_density",
    "weight_per_piece",
    "density",
    "conversion",
    "density_thickness",
]

PRODUCT_STAGE = ("A1", "A2", "A3")
END_OF_LIFE = ("C1", "C2", "C3", "C4", "D")
# What two declarations are compared by: the product stage is one module, however it was published.
COMPARED_MODULES = ("A1-A3", "A4", "A5", "B1", "B2", "B3", "B4", "B5", "B6", "B7", *END_OF_LIFE)
MODULES = (*PRODUCT_STAGE, *COMPARED_MODULES)
# Greenhouse gases of a kilogram of anything, A1-A3 [kg CO2e/kg]; outside of it a unit was mistaken more often
# than not (1000 kg read as 1 kg, grams as kilograms).
PLAUSIBLE_GWP_PER_KG = (-2.0, 100.0)


@dataclass(frozen=True)
class EpdValue:
    """One published figure [unit of the indicator / declared quantity].

    ``indicator`` is a key of :data:`evaluation.impact_indicators.INDICATORS`, ``module`` one of
    :data:`MODULES`, ``scenario`` the name of one, empty where the figure belongs to none.
    """

    indicator: str
    module: str
    scenario: str
    value: float


@dataclass(frozen=True)
class EpdScenario:
    """A scenario and the routes it states at the end of life (shares 0 to 1, None where not stated)."""

    name: str
    title: str = ""
    group: str = ""
    is_default: bool = False
    reuse: float | None = None
    recycling: float | None = None
    energy_recovery: float | None = None
    landfill: float | None = None

    @property
    def routes(self) -> Mapping[str, float]:
        """Return the shares stated, by the keys of the waste routes."""
        shares = {
            "reuse": self.reuse,
            "recycling": self.recycling,
            "energy_recovery": self.energy_recovery,
            "landfill": self.landfill,
        }
        return {route: share for route, share in shares.items() if share is not None}


@dataclass(frozen=True)
class Content:
    """One line of the content declaration. Shares are 0 to 1; ``share`` is of the product or of the packaging."""

    name: str
    kind: Literal["component", "material", "substance"]
    share: float | None = None
    mass_kg: float | None = None
    recycled_share: float | None = None
    recyclable_share: float | None = None
    renewable_share: float | None = None
    is_packaging: bool = False
    cas_number: str = ""
    hazard_code: str = ""


@dataclass(frozen=True)
class Epd:
    """A declaration as it was read.

    Parameters
    ----------
    uuid, names : identity; names by language code.
    number, owner, programme, pcr : as printed; empty where not stated.
    standard : the method of the figures, told by the identifier of its GWP indicator and not by what the
        declaration cites; None where it has no such indicator.
    published, valid_until : ISO dates; a year alone is valid until its last day.
    declared_unit, declared_quantity : what the figures are for: ``kg`` and 1000.0, ``m2`` and 1.0.
    kg_per_declared_quantity : mass of the declared quantity [kg], None where it cannot be told; ``mass_from``
        says what it was told by.
    service_life_years : reference service life [years].
    has_svhc : whether it declares substances of very high concern; None where it does not say.
    safety_margin : added by its author to every figure (share 0 to 1).
    product_ids : (kind, identifier), such as ("GTIN", "3234567890126").
    """

    uuid: str
    names: Mapping[str, str] = field(default_factory=dict)
    number: str = ""
    owner: str = ""
    programme: str = ""
    pcr: str = ""
    standard: Standard | None = None
    data_kind: DataKind | None = None
    geography: str = ""
    published: str | None = None
    reference_year: int | None = None
    valid_until: str | None = None
    declared_unit: str | None = None
    declared_quantity: float | None = None
    kg_per_declared_quantity: float | None = None
    mass_from: MassFrom | None = None
    values: tuple[EpdValue, ...] = ()
    scenarios: tuple[EpdScenario, ...] = ()
    service_life_years: float | None = None
    content: tuple[Content, ...] = ()
    has_svhc: bool | None = None
    safety_margin: float | None = None
    licence: str = ""
    product_ids: tuple[tuple[str, str], ...] = ()

    def __post_init__(self) -> None:
        """Keep the figures by what they are looked up by."""
        found = {(each.indicator, each.module, each.scenario): each.value for each in self.values}
        object.__setattr__(self, "_figures", found)

    @property
    def _by_place(self) -> Mapping[tuple[str, str, str], float]:
        found: Mapping[tuple[str, str, str], float] = self.__dict__["_figures"]
        return found

    @property
    def family(self) -> Literal["a1", "a2"] | None:
        """Return the family of its impact indicators; two families are never added or converted."""
        return None if self.standard is None else "a1" if self.standard == "a1" else "a2"

    @property
    def climate_indicator(self) -> str | None:
        """Return the key of the indicator that it states greenhouse gases with."""
        return None if self.family is None else CLIMATE[self.family]

    def name(self, language: str) -> str:
        """Return the name in a language, else in English, else in the first one it has."""
        names = self.names
        return names.get(language) or names.get("en") or next(iter(names.values()), "")

    def module_value(self, indicator: str, module: str, scenario: str = "") -> float | None:
        """Return a figure [unit of the indicator / declared quantity], None where it is not declared.

        A module declared outside of all scenarios holds in each of them. A1-A3 is the aggregate where that is
        declared, else A1 + A2 + A3 where all three are; the two are never added.

        >>> epd = Epd("x", values=tuple(EpdValue("a1_gwp", m, "", v) for m, v in (("A1", 2.0), ("A2", 0.5))))
        >>> epd.module_value("a1_gwp", "A2"), epd.module_value("a1_gwp", "A1-A3")
        (0.5, None)
        """
        published = self.published_value(indicator, module, scenario)
        if published is not None or module != "A1-A3":
            return published
        parts = [self.published_value(indicator, part, scenario) for part in PRODUCT_STAGE]
        stated = [part for part in parts if part is not None]
        return sum(stated) if len(stated) == len(PRODUCT_STAGE) else None

    def published_value(self, indicator: str, module: str, scenario: str = "") -> float | None:
        """Return a figure as it is printed, with nothing added up."""
        inside = self._by_place.get((indicator, module, scenario))
        return self._by_place.get((indicator, module, "")) if inside is None else inside

    def scenario_names(self, modules: Iterable[str], indicator: str | None = None) -> tuple[str, ...]:
        """Return the scenarios that any of some modules has figures in, in the order of the figures."""
        wanted = set(modules)
        named = (
            each.scenario
            for each in self.values
            if each.module in wanted and each.scenario and indicator in (None, each.indicator)
        )
        return tuple(dict.fromkeys(named))

    def declared_modules(self, indicator: str) -> tuple[str, ...]:
        """Return the modules that have a figure in any scenario, and A1-A3 where its three parts have.

        >>> values = tuple(EpdValue("a1_gwp", m, "", 0.0) for m in ("A3", "A1", "A2", "C3"))
        >>> Epd("x", values=values).declared_modules("a1_gwp")
        ('A1', 'A2', 'A3', 'A1-A3', 'C3')
        """
        printed = {each.module for each in self.values if each.indicator == indicator}
        if printed.issuperset(PRODUCT_STAGE):
            printed.add("A1-A3")
        return tuple(module for module in MODULES if module in printed)

    def undeclared_modules(self, indicator: str) -> tuple[str, ...]:
        """Return the modules that two declarations are compared by and this one has no figure for."""
        declared = self.declared_modules(indicator)
        return tuple(module for module in COMPARED_MODULES if module not in declared)

    def is_valid_on(self, day: dt.date | str) -> bool | None:
        """Say whether it is valid on a day (a date, or its ISO form); None where it states no end."""
        if self.valid_until is None:
            return None
        asked = dt.date.fromisoformat(day) if isinstance(day, str) else day
        return asked <= dt.date.fromisoformat(self.valid_until)

    def per_kg(self, indicator: str, module: str, scenario: str = "") -> float | None:
        """Return a figure by mass [unit of the indicator / kg]: figure / kg of the declared quantity."""
        value = self.module_value(indicator, module, scenario)
        mass = self.kg_per_declared_quantity
        return None if value is None or not mass else value / mass

    def gwp_per_kg(self) -> float | None:
        """Return the greenhouse gases of A1-A3 by mass [kg CO2e/kg], to see whether a unit was mistaken."""
        return None if self.climate_indicator is None else self.per_kg(self.climate_indicator, "A1-A3")
