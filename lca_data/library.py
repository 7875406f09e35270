"""Loads the tables of environmental data and gives out what a tender copies of them.

A tender carries the closed list it publishes; an award run never reads these tables.
"""

import csv
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Literal, TypeVar

from evaluation.factors import Factor, GridYear, Material, Source
from evaluation.schema import Row

Language = Literal["da", "en"]
Part = Literal["core", "odbl"]
Read = TypeVar("Read", bound=Row)

TRANSPORT: Mapping[str, str] = MappingProxyType(
    {
        "van": "uk25_fre_van_diesel_avg",
        "van_electric": "uk25_fre_van_bev_avg",
        "hgv": "uk25_fre_hgv_all",
        "hgv_articulated": "uk25_fre_hgv_artic_33t",
        "hgv_refrigerated": "uk25_fre_hgv_reefer_all",
        "rail": "uk25_fre_rail",
        "ship_container": "uk25_fre_ship_container_avg",
        "ship_roro": "uk25_fre_ship_roro",
        "air_long_haul": "uk25_fre_air_long_rf",
    }
)
"""Means of transport -> key of its factor [kg CO2e/tkm], whose well-to-tank figure is to be added."""


class UnknownKeyError(KeyError):
    """A key that the tables do not have; the sentence names it, and the key itself stands last."""

    @property
    def key(self) -> str:
        """The key, or the sentence where it stands in that alone."""
        return str(self.args[-1])

    def __str__(self) -> str:
        return str(self.args[0])


@cache
def sources(part: Part = "core") -> Mapping[str, Source]:
    """The publications, by key. Part ``odbl`` is share-alike and never mixed into a table of the core."""
    return MappingProxyType({s.key: s for s in _read(part, "sources", Source)})


@cache
def factors(part: Part = "core") -> Mapping[str, Factor]:
    """The factors [kg CO2e per declared unit], by key."""
    return MappingProxyType({f.key: f for f in _read(part, "factors", Factor)})


@cache
def materials() -> Mapping[str, Material]:
    """The materials and product classes, by key."""
    return MappingProxyType({m.key: m for m in _read("core", "materials", Material)})


@cache
def grid_years() -> tuple[GridYear, ...]:
    """The energy carriers by calendar year, as printed: nothing between the years or after the last."""
    return tuple(_read("core", "grids", GridYear))


def material(key: str) -> Material:
    """Return one material.

    Raises
    ------
    UnknownKeyError
        Where the tables have no such material.

    Examples
    --------
    >>> material("pp_desnz").virgin
    'uk25_mat_plastics_pp_incl_forming_prim'
    """
    return _of(materials(), key, "material")


def transport_factors() -> Mapping[str, Factor]:
    """The means of transport, each with its factor [kg CO2e/tkm] and well-to-tank addend."""
    return MappingProxyType({means: factors()[key] for means, key in TRANSPORT.items()})


def search(text: str, lang: Language = "da") -> tuple[Material, ...]:
    """Find the materials whose title or key holds every word of a text, those that begin with it first.

    Examples
    --------
    >>> [m.key for m in search("spånplade mel")]
    ['chipboard_melamine']
    """
    words = text.casefold().split()

    def title(row: Material) -> str:
        return (row.title_da if lang == "da" else row.title_en).casefold()

    found = [m for m in materials().values() if all(w in title(m) or w in m.key for w in words)]
    return tuple(sorted(found, key=lambda m: (not title(m).startswith(text.casefold()), title(m), m.key)))


def select(
    material_keys: Iterable[str], carriers: Iterable[str] = (), factor_keys: Iterable[str] = ()
) -> tuple[tuple[Material, ...], tuple[Factor, ...], tuple[GridYear, ...], tuple[Source, ...]]:
    """The closed list that a tender copies: materials, and each factor, grid year and source they lead to.

    Parameters
    ----------
    material_keys : the materials to publish.
    carriers : the energy carriers to publish (``electricity_dk``, ``district_heat_dk``, ``gas_dk``).
    factor_keys : further factors to publish, as those of transport or water.

    Returns
    -------
    tuple
        Materials in the order asked; factors, grid years and sources in the order of the tables.

    Raises
    ------
    UnknownKeyError
        Where the tables do not have a material, carrier or factor.

    Examples
    --------
    >>> chosen, factors_, grids, sources_ = select(["pp_desnz"], ["electricity_dk"])
    >>> len(factors_), len(grids), [s.key for s in sources_]
    (5, 5, ['desnz_2025', 'br18_tabel8', 'epa_hub_2025', 'madaster_2021'])
    """
    chosen = tuple(material(key) for key in dict.fromkeys(material_keys))
    further = {_of(factors(), key, "factor").key for key in factor_keys}
    wanted = further | {key for m in chosen for key in factor_keys_of(m)}
    named = set(carriers)
    if unknown := named - {g.carrier for g in grid_years()}:
        raise UnknownKeyError(f"The tables have no carrier {sorted(unknown)}.")
    of_factors = tuple(f for f in factors().values() if f.key in wanted)
    grids = tuple(g for g in grid_years() if g.carrier in named)
    leading = {f.source for f in of_factors} | {g.source for g in grids}
    if any(m.recycling_yield is not None for m in chosen):
        leading.add("madaster_2021")
    return chosen, of_factors, grids, tuple(s for s in sources().values() if s.key in leading)


def factor_keys_of(row: Material) -> Iterator[str]:
    """Yield the keys of the factors that a material points to."""
    for key in (
        row.virgin,
        row.recycled,
        row.reused,
        row.energy_recovery,
        row.recycling,
        row.landfill,
        row.credit_energy,
        row.credit_recycling,
    ):
        if key is not None:
            yield key


def _of(table: Mapping[str, Read], key: str, what: str) -> Read:
    if key not in table:
        raise UnknownKeyError(f"The tables have no {what} {key!r}.")
    return table[key]


def _read(part: Part, table: str, row: type[Read]) -> Iterator[Read]:
    with files("lca_data").joinpath(part, f"{table}.csv").open(encoding="utf-8") as file:
        for cells in csv.DictReader(file):
            yield row.model_validate({name: cell for name, cell in cells.items() if cell})
