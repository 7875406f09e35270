"""Emission factors, materials and prices of emissions as plain tables, each figure with its source."""

from lca_data.circular_footprint import (
    CircularFootprintClass,
    circular_footprint_classes,
    circular_footprint_of,
)
from lca_data.external import (
    ExchangeRate,
    ExchangeRateMissingError,
    PublishedPrice,
    external_prices,
    published_prices,
)
from lca_data.families import FAMILIES
from lca_data.impact_methods import (
    PublishedWeight,
    WeightSet,
    impact_weights,
    weight_sets,
    weights_missing,
)
from lca_data.indicators import factor_impacts, impacts_of
from lca_data.library import (
    TRANSPORT,
    UnknownKeyError,
    factor_keys_of,
    factors,
    grid_years,
    material,
    materials,
    search,
    select,
    sources,
    transport_factors,
)
from lca_data.reference_lives import ReferenceLife, reference_life, reference_lives
from lca_data.substance_list import PublishedSubstance, published_substances, substances

__all__ = [
    "FAMILIES",
    "TRANSPORT",
    "CircularFootprintClass",
    "ExchangeRate",
    "ExchangeRateMissingError",
    "PublishedPrice",
    "PublishedSubstance",
    "PublishedWeight",
    "ReferenceLife",
    "UnknownKeyError",
    "WeightSet",
    "circular_footprint_classes",
    "circular_footprint_of",
    "external_prices",
    "factor_impacts",
    "factor_keys_of",
    "factors",
    "grid_years",
    "impact_weights",
    "impacts_of",
    "material",
    "materials",
    "published_prices",
    "published_substances",
    "reference_life",
    "reference_lives",
    "search",
    "select",
    "sources",
    "substances",
    "transport_factors",
    "weight_sets",
    "weights_missing",
]
