"""An ILCD document as elements: names are matched by namespace, never by prefix, and no entity is expanded."""

from collections.abc import Iterator
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from intake.epd.container import RefusedEpd

_EPD_2013 = "http://www.iai.kit.edu/EPD/2013"
_EPD_2019 = "http://www.indata.network/EPD/2019"
_EPD_2024 = "http://www.indata.network/EPD/2024"
NAMESPACES: dict[str, str] = {
    "process": "http://lca.jrc.it/ILCD/Process",
    "flow": "http://lca.jrc.it/ILCD/Flow",
    "unit": "http://lca.jrc.it/ILCD/UnitGroup",
    "common": "http://lca.jrc.it/ILCD/Common",
    "epd": _EPD_2013,
    "epd2": _EPD_2019,
    "epd24": _EPD_2024,
    "matml": "http://www.matml.org/",
}
_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
# What ILCD says of a text that names no language.
DEFAULT_LANGUAGE = "en"


def parsed(content: bytes) -> Element:
    """Return the root of a document.

    Raises
    ------
    RefusedEpd
        ``epd_has_dtd`` for a document type definition, an entity or an external reference; ``epd_damaged``
        for what is no well-formed XML.
    """
    try:
        root: Element = fromstring(content, forbid_dtd=True)
    except DefusedXmlException as fault:
        raise RefusedEpd("epd_has_dtd") from fault
    except (ParseError, LookupError, UnicodeError, ValueError) as fault:
        raise RefusedEpd("epd_damaged") from fault
    return root


def each(element: Element | None, path: str) -> Iterator[Element]:
    """Return the elements at a path of prefixed names (``process:exchanges/process:exchange``)."""
    return iter(()) if element is None else element.iterfind(path, NAMESPACES)


def first(element: Element | None, path: str) -> Element | None:
    """Return the first element at a path."""
    return next(each(element, path), None)


def text(element: Element | None, path: str = ".") -> str:
    """Return the text at a path without the space around it; empty where there is none."""
    found = first(element, path)
    return "" if found is None else (found.text or "").strip()


def attribute(element: Element | None, name: str) -> str:
    """Return an attribute, of whichever of the extension's namespaces it is, or of none."""
    if element is None:
        return ""
    for namespace in (_EPD_2013, _EPD_2019, _EPD_2024):
        if (value := element.get(f"{{{namespace}}}{name}")) is not None:
            return value.strip()
    return (element.get(name) or "").strip()


def uuid(element: Element | None, path: str) -> str:
    """Return the identifier that an element at a path refers to, in lower case."""
    return attribute(first(element, path), "refObjectId").casefold()


def by_language(element: Element | None, path: str) -> dict[str, str]:
    """Return the texts at a path by their language, the first of each."""
    found: dict[str, str] = {}
    for one in each(element, path):
        said = (one.text or "").strip()
        if said:
            found.setdefault(one.get(_LANGUAGE) or DEFAULT_LANGUAGE, said)
    return found


def one_language(element: Element | None, path: str) -> str:
    """Return the text at a path in English, else in the first language there is."""
    said = by_language(element, path)
    return said.get(DEFAULT_LANGUAGE) or next(iter(said.values()), "")
