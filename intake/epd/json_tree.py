"""Values inside a JSON document, whatever it holds: what is not there, or is of another kind, is empty."""

import json
import math
from collections.abc import Mapping

from intake.epd.container import RefusedEpd

Node = object
# What JSON says of a text that names no language, as ILCD does.
DEFAULT_LANGUAGE = "en"


def parsed(content: bytes) -> Mapping[str, Node]:
    """Return the object that a document is.

    Raises
    ------
    RefusedEpd
        ``epd_damaged`` for what is no JSON object, or is nested deeper than any declaration.
    """
    try:
        found = json.loads(content.removeprefix(b"\xef\xbb\xbf"))
    except (ValueError, RecursionError) as fault:
        raise RefusedEpd("epd_damaged") from fault
    if not isinstance(found, dict):
        raise RefusedEpd("epd_damaged")
    return found


def at(node: Node, *path: str) -> Node:
    """Return what stands at a path of keys, None where the path ends before.

    >>> at({"a": {"b": 1}}, "a", "b"), at({"a": [1]}, "a", "b")
    (1, None)
    """
    for key in path:
        node = node.get(key) if isinstance(node, Mapping) else None
    return node


def listed(node: Node, *path: str) -> list[Node]:
    """Return a list at a path; a single object is a list of one, as some exports write it."""
    found = at(node, *path)
    if isinstance(found, list):
        return found
    return [found] if isinstance(found, Mapping) else []


def text(node: Node, *path: str) -> str:
    """Return a text or a number at a path as text; empty for anything else.

    >>> text({"a": 2027}, "a"), text({"a": 1000.0}, "a"), text({"a": {}}, "a"), text({"a": True}, "a")
    ('2027', '1000.0', '', '')
    """
    found = at(node, *path)
    if isinstance(found, str):
        return found.strip()
    if isinstance(found, bool) or not isinstance(found, int | float):
        return ""
    if isinstance(found, float) and not math.isfinite(found):
        return "∞"
    try:
        return str(found)
    except ValueError:
        # An integer of more digits than any figure has.
        return "∞"


def by_language(node: Node, *path: str) -> dict[str, str]:
    """Return the texts of a list ``[{value, lang}]`` by their language, the first of each."""
    found: dict[str, str] = {}
    for one in listed(node, *path):
        if said := text(one, "value"):
            found.setdefault(text(one, "lang") or DEFAULT_LANGUAGE, said)
    return found


def one_language(node: Node, *path: str) -> str:
    """Return such a text in English, else in the first language there is."""
    said = by_language(node, *path)
    return said.get(DEFAULT_LANGUAGE) or next(iter(said.values()), "")


def any_of(node: Node, name: str) -> Node:
    """Return the value of one of the extensions (``other.anies``) of a node, by its name."""
    named = (one for one in listed(node, "other", "anies") if text(one, "name") == name)
    return at(next(named, None), "value")
