"""The rows to browse: every material and factor with its source and what it covers, and how they are searched.

Share-alike data stay in their own folder and are not among them: no list that a tender copies may hold any.
"""

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Literal

from evaluation.factors import Factor, Material, Source
from evaluation.impact_indicators import INDICATORS, Family
from lca_data import (
    FAMILIES,
    circular_footprint_of,
    factor_impacts,
    factor_keys_of,
    factors,
    materials,
    sources,
)

RowKind = Literal["material", "factor"]
KINDS: tuple[RowKind, ...] = ("material", "factor")
METHODS: tuple[Family, ...] = ("a2", "a1")
# Letters that another keyboard lacks, as they are written without them.
SPELT_OUT = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa"})


@dataclass(frozen=True)
class Coverage:
    """Which indicators of EN 15804 a factor has beside its climate figure.

    Parameters
    ----------
    method : the family of methods that they are of; None where the factor is of climate alone.
    values : indicator -> value [unit of the indicator / declared unit].
    core, core_of : how many indicators of the method's core it has, and how many there are.
    """

    method: Family | None
    values: Mapping[str, float]
    core: int
    core_of: int

    @property
    def missing(self) -> tuple[str, ...]:
        """The indicators of its method and of what is used and left over that the source does not state."""
        if self.method is None:
            return ()
        return tuple(
            row.key
            for row in INDICATORS.values()
            if row.family in (self.method, "flows") and row.key not in self.values
        )


@dataclass(frozen=True)
class LibraryRow:
    """A material or a factor as it is browsed.

    Parameters
    ----------
    factor : the factor itself, or that of a material's production from new.
    material : None of a factor.
    families : what a reader may look for it by: its own family, and those that it stands with.
    """

    key: str
    kind: RowKind
    title_da: str
    title_en: str
    family: str
    families: frozenset[str]
    factor: Factor
    source: Source | None
    coverage: Coverage
    material: Material | None = None

    def title(self, lang: str) -> str:
        """Return its title in a language."""
        return self.title_da if lang == "da" else self.title_en


@cache
def library_rows() -> Mapping[str, LibraryRow]:
    """Return every material and then every factor, by key.

    Examples
    --------
    >>> row = library_rows()["chipboard_melamine"]
    >>> row.kind, row.family, row.factor.key == row.material.virgin
    ('material', 'en15804_a1', True)
    """
    of_materials = (_of_material(each) for each in materials().values())
    of_factors = (_of_factor(each) for each in factors().values())
    return MappingProxyType({row.key: row for row in (*of_materials, *of_factors)})


def families() -> tuple[str, ...]:
    """Return the families that rows can be looked for by, those of materials first.

    Examples
    --------
    >>> families()[:4]
    ('en15804_a1', 'ghg_protocol', 'ademe', 'desnz')
    """
    return tuple(dict.fromkeys([*FAMILIES, *(row.family for row in library_rows().values())]))


def find_rows(
    words: str,
    lang: str,
    *,
    kind: RowKind | None = None,
    family: str | None = None,
    among: Iterable[str] | None = None,
) -> tuple[LibraryRow, ...]:
    """Find the rows whose title (in either language) or key holds every word, those that begin with the first on top.

    Capitals do not count, and æ, ø and å may be written ae, oe and aa.

    Parameters
    ----------
    family : of a material or of a factor; a material is found by the family of its production too.
    among : keys to look among; all unless given.

    Examples
    --------
    >>> [row.key for row in find_rows("SPÅNPLADE mel", "da", kind="material")]
    ['chipboard_melamine']
    >>> find_rows("spaanplade mel", "da", kind="material") == find_rows(
    ...     "melamine chipboard", "da", kind="material"
    ... )
    True
    """
    wanted = [_plain(word) for word in words.split()]
    within = None if among is None else frozenset(among)
    found = [
        row
        for row in library_rows().values()
        if kind in (None, row.kind)
        and (family is None or family in row.families)
        and (within is None or row.key in within)
        and all(word in _searched(row.key) for word in wanted)
    ]
    begin = wanted[0] if wanted else ""
    return tuple(
        sorted(
            found,
            key=lambda row: (
                row.key != words.strip(),
                not _plain(row.title(lang)).startswith(begin),
                KINDS.index(row.kind),
                _plain(row.title(lang)),
                row.key,
            ),
        )
    )


def coverage_of(factor_key: str) -> Coverage:
    """Return which indicators a factor has.

    Examples
    --------
    >>> found = coverage_of("obd_pp_pipe")
    >>> found.method, found.core, found.core_of
    ('a1', 7, 7)
    >>> coverage_of("uk25_fre_hgv_all").method is None
    True
    """
    values = factor_impacts().get(factor_key, MappingProxyType({}))
    method = next((each for each in METHODS if any(INDICATORS[key].family == each for key in values)), None)
    core = [row.key for row in INDICATORS.values() if row.family == method and row.group == "core"]
    return Coverage(method, values, sum(key in values for key in core), len(core))


def circular_footprint_rows(material: Material) -> dict[str, float]:
    """Return the parameters of the Circular Footprint Formula of a material's class, by field of its row.

    Nothing where no class was published for it.

    Examples
    --------
    >>> circular_footprint_rows(materials()["steel_sheet"])
    {'cff_a': 0.2, 'cff_b': 0.0, 'cff_quality_in': 1.0, 'cff_quality_out': 1.0}
    """
    found = circular_footprint_of(material.key)
    if found is None:
        return {}
    return {
        "cff_a": float(found.a),
        "cff_b": float(found.b),
        "cff_quality_in": float(found.quality_in),
        "cff_quality_out": float(found.quality_out),
    }


def with_factors(keys: Sequence[str]) -> frozenset[str]:
    """Return keys of rows with those of every factor that the materials among them point to."""
    chosen = [library_rows()[key] for key in keys]
    of_materials = (each for row in chosen if row.material for each in factor_keys_of(row.material))
    return frozenset([*keys, *of_materials])


def _of_material(material: Material) -> LibraryRow:
    # Every material has a figure of new production, and its key comes first.
    factor = factors()[next(factor_keys_of(material))]
    family = material.family or ""
    return LibraryRow(
        key=material.key,
        kind="material",
        title_da=material.title_da,
        title_en=material.title_en,
        family=family,
        families=frozenset({family, factor.family or ""}),
        factor=factor,
        source=sources().get(factor.source or ""),
        coverage=coverage_of(factor.key),
        material=material,
    )


def _of_factor(factor: Factor) -> LibraryRow:
    family = factor.family or ""
    stands_with = {name for name, of in FAMILIES.items() if family in of}
    return LibraryRow(
        key=factor.key,
        kind="factor",
        title_da=factor.title_da,
        title_en=factor.title_en,
        family=family,
        families=frozenset({family, *stands_with}),
        factor=factor,
        source=sources().get(factor.source or ""),
        coverage=coverage_of(factor.key),
    )


@cache
def _searched(key: str) -> str:
    row = library_rows()[key]
    return "\n".join(_plain(text) for text in (row.title_da, row.title_en, row.key))


def _plain(text: str) -> str:
    """Return a text as it is compared.

    >>> _plain("Spånplade") == _plain("SPA\u030aNPLADE") == "spaanplade"
    True
    """
    return unicodedata.normalize("NFC", text).casefold().translate(SPELT_OUT)
