"""Emission factors and materials as plain tables, each figure with its source."""

from lca_data.families import FAMILIES
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

__all__ = [
    "FAMILIES",
    "TRANSPORT",
    "UnknownKeyError",
    "factor_keys_of",
    "factors",
    "grid_years",
    "material",
    "materials",
    "search",
    "select",
    "sources",
    "transport_factors",
]
