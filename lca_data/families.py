"""Which families of factors may stand together in one material, and why."""

from collections.abc import Mapping
from types import MappingProxyType

FAMILIES: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "en15804_a1": frozenset({"tabel7", "okobaudat", "danish_credit"}),
        "ghg_protocol": frozenset({"desnz", "epa_waste"}),
        "ademe": frozenset({"ademe"}),
    }
)
"""Family of a material -> families of the factors it may point to.

``en15804_a1``: modules of EN 15804+A1 on one background database. Burning is charged gross in C3, credits
stand in D, biogenic CO2 counts as -1 on uptake and +1 on release.

``ghg_protocol``: purchased goods (DESNZ) and treatment of waste (US EPA), both made for scope 3 of the GHG
Protocol. Both leave biogenic CO2 out, neither has credits, and they meet without overlap: recycled content
carries the recycling process, the waste figures only transport, sorting, burning and landfill. DESNZ's own
figures for burning and recycling stop at the plant's gate and are no end of life.

``ademe``: finished products a piece, manufacture and distribution.
"""
