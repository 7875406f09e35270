"""How a row of the environmental data is worded: its figure, uncertainty and coverage, in one language."""

from documents.factor_library.rows import Coverage, LibraryRow
from evaluation.factors import Factor
from evaluation.impact_indicators import INDICATORS
from evaluation.pedigree import INDICATORS as PEDIGREE
from evaluation.pedigree import interval_95, scores_of
from texts import has, t
from texts.numbers import MISSING, NBSP, number, significant

GSD_DECIMALS = 2
METHOD_NAMES = {"a1": "+A1", "a2": "+A2"}


def declared_unit_words(unit: str, lang: str) -> str:
    """Return the unit that a factor is of in words; one that is written alike everywhere as it is.

    >>> declared_unit_words("piece", "da"), declared_unit_words("tkm", "da")
    ('stk.', 'tkm')
    """
    return t(f"factors.unit.{unit}", lang) if has(f"factors.unit.{unit}", lang) else unit


def climate_unit(factor: Factor, lang: str) -> str:
    """Return the unit of a factor's climate figure."""
    return f"kg{NBSP}CO2e/{declared_unit_words(factor.declared_unit, lang)}"


def climate_figure(factor: Factor, lang: str) -> str:
    """Return a factor's climate figure with its unit.

    >>> from lca_data import factors
    >>> climate_figure(factors()["uk25_fre_hgv_all"], "da").replace(NBSP, "_")
    '0,1016_kg_CO2e/tkm'
    """
    return f"{significant(factor.gwp_kg_co2e, lang)}{NBSP}{climate_unit(factor, lang)}"


def interval_of(factor: Factor) -> tuple[float, float] | None:
    """Return the 95 % interval of a factor's climate figure [kg CO2e/declared unit], None where its spread is unknown."""
    return None if factor.gsd is None else interval_95(factor.gwp_kg_co2e, factor.gsd)


def interval_words(factor: Factor, lang: str) -> str:
    """Return the 95 % interval of a factor's climate figure in words."""
    ends = interval_of(factor)
    if ends is None:
        return MISSING
    low, high = (significant(end, lang, 3) for end in ends)
    return t("factors.interval", lang, low=low, high=high, unit=climate_unit(factor, lang))


def gsd_words(factor: Factor, lang: str) -> str:
    """Return the geometric standard deviation of a factor."""
    return number(factor.gsd, lang, GSD_DECIMALS)


def pedigree_words(factor: Factor, lang: str) -> tuple[tuple[str, int], ...]:
    """Return what a factor's pedigree scores, each in words with its score from 1, the best, to 5."""
    if factor.pedigree is None:
        return ()
    scores = scores_of(factor.pedigree)
    return tuple(
        (t(f"factors.pedigree.{name}", lang), score) for name, score in zip(PEDIGREE, scores, strict=False)
    )


def coverage_words(coverage: Coverage, lang: str) -> str:
    """Return how much of its method's core a factor covers.

    >>> from documents.factor_library.rows import coverage_of
    >>> (
    ...     coverage_words(coverage_of("obd_pp_pipe"), "en"),
    ...     coverage_words(coverage_of("uk25_fre_hgv_all"), "en"),
    ... )
    ('7 of 7 (+A1)', 'climate only')
    """
    if coverage.method is None:
        return t("factors.climate_only", lang)
    method = METHOD_NAMES[coverage.method]
    return t("factors.core_of", lang, core=coverage.core, of=coverage.core_of, method=method)


def indicator_figure(key: str, value: float, factor: Factor, lang: str) -> str:
    """Return the value of an indicator with its unit."""
    unit = f"{INDICATORS[key].unit}/{declared_unit_words(factor.declared_unit, lang)}"
    return f"{significant(value, lang)}{NBSP}{unit}"


def kind_words(row: LibraryRow, lang: str) -> str:
    """Return whether a row is a material, a product class or a factor."""
    if row.material is None:
        return t("factors.kind.factor", lang)
    return t(f"codes.material_kind.{row.material.kind}", lang)


def family_words(family: str, lang: str) -> str:
    """Return the name of a family, its key where it has no name."""
    return t(f"factors.family.{family}", lang) if has(f"factors.family.{family}", lang) else family


def year_words(year: int | None, lang: str) -> str:
    """Return a year, or that the source names none."""
    return t("factors.no_year", lang) if year is None else str(year)


def convention_words(factor: Factor, lang: str) -> str:
    """Return how a factor counts biogenic carbon."""
    return MISSING if factor.biogenic is None else t(f"factors.biogenic.{factor.biogenic}", lang)
