"""The content declaration of an ILCD+EPD document: components, materials and substances, each a line."""

from collections.abc import Iterator
from typing import Literal
from xml.etree.ElementTree import Element

from evaluation.epd import Content
from intake.epd.amounts import positive, share_of_percent
from intake.epd.ilcd_tree import attribute, each, first, one_language

_KINDS: tuple[Literal["component", "material", "substance"], ...] = ("component", "material", "substance")
_DEEPEST = 5


def content_of(declaration: Element | None) -> tuple[Content, ...]:
    """Return every line, a component before the materials that it is made of."""
    return tuple(_lines(declaration, 0))


def _lines(element: Element | None, depth: int) -> Iterator[Content]:
    for kind in _KINDS if depth < _DEEPEST else ():
        for one in each(element, f"epd2:{kind}"):
            yield Content(
                one_language(one, "epd2:name"),
                kind,
                share=share_of_percent(attribute(first(one, "epd2:weightPerc"), "value")),
                mass_kg=positive(attribute(first(one, "epd2:mass"), "value")),
                recycled_share=share_of_percent(attribute(one, "recycled")),
                recyclable_share=share_of_percent(attribute(one, "recyclable")),
                renewable_share=share_of_percent(attribute(one, "renewable")),
                is_packaging=attribute(one, "packaging").casefold() in ("true", "1"),
                cas_number=attribute(one, "CASNumber"),
                hazard_code=attribute(one, "hazardCode"),
            )
            yield from _lines(one, depth + 1)
