"""The five stages of a product's life: their colours, and what belongs to each."""

from collections.abc import Mapping
from typing import Final, Literal

from ui.style import INK, PAPER

Stage = Literal["get", "use", "keep", "end", "back"]

STAGES: Final[Mapping[Stage, str]] = {
    "get": "#12394F",
    "use": "#4A90C2",
    "keep": "#C27A16",
    "end": "#A0527A",
    "back": "#2E7D4F",
}
"""A colour means the same on every page. ``back`` is always hollow."""
ON_STAGE: Final[Mapping[Stage, str]] = {"get": PAPER, "use": INK, "keep": INK, "end": PAPER, "back": INK}
"""Text on a bar of the colour: at least 4.5 to 1."""

COST_STAGES: Final[Mapping[str, Stage]] = {
    "purchase": "get",
    "assortment": "get",
    "delivery": "get",
    "installation": "get",
    "training": "get",
    "change_over": "get",
    "reservation": "get",
    "energy": "use",
    "water": "use",
    "consumables": "use",
    "service": "keep",
    "repair": "keep",
    "downtime": "keep",
    "replacement": "keep",
    "other": "keep",
    "data_wiping": "end",
    "disposal": "end",
    "material_value": "end",
    "buy_back": "back",
    "residual_value": "back",
}
"""Categories of cost; a stage is drawn as one part."""
MODULE_STAGES: Final[Mapping[str, Stage]] = {
    **dict.fromkeys(("A1-A3", "A4", "A5", "A4-A5"), "get"),
    **dict.fromkeys(("B6", "B7", "B6-B7"), "use"),
    **dict.fromkeys(("B1", "B2", "B3", "B4", "B5", "B1-B5"), "keep"),
    **dict.fromkeys(("C1", "C2", "C3", "C4", "C1-C4"), "end"),
    "D": "back",
}
"""Life-cycle modules after EN 15804, single and together."""
ROUTE_STAGES: Final[Mapping[str, Stage]] = {
    "reuse": "back",
    "recycling": "back",
    "recycling_loss": "end",
    "energy_recovery": "end",
    "landfill": "end",
    "residual": "end",
}
"""Routes of waste: residual waste is the end, the rest stays in circulation."""
