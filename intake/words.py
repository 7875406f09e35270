"""From the words in a cell to the code they stand for: either language, the whole cell or either half."""

import re
from collections.abc import Iterable, Mapping
from functools import cache

from evaluation.codes import CODES
from evaluation.tender import Tender
from texts import LANGUAGES, t

_SPACES = re.compile(r"\s+")
_SLASH = re.compile(r" ?/ ?")


def plain_words(text: str) -> str:
    """Return words as they are compared: no difference of case, space or dash.

    >>> plain_words("  Ja/  YES "), plain_words("steel – Stål")
    ('ja / yes', 'steel - stål')
    """
    plain = _SPACES.sub(" ", text.replace("\u2013", "-")).strip().casefold()
    return _SLASH.sub(" / ", plain)


@cache
def code_words(name: str) -> Mapping[str, str]:
    """Return every way to write each code of a list -> the code; what two codes share is left out."""
    return _unambiguous(
        (code, [*halves, " / ".join(halves), code])
        for code in CODES[name]
        for halves in [[t(f"codes.{name}.{code}", language) for language in LANGUAGES]]
    )


def key_words(keys: Mapping[str, tuple[str, ...]]) -> Mapping[str, str]:
    """Return every way to write each key of a table -> the key.

    Parameters
    ----------
    keys : key -> its titles, Danish first. A cell may hold the key, a title, or ``key – Danish / English``.

    >>> key_words({"steel": ("Stål", "Steel")})["steel - stål / steel"]
    'steel'
    """
    return _unambiguous(
        (key, [key, *titles, *(f"{key} - {title}" for title in (*titles, " / ".join(titles)) if title)])
        for key, titles in keys.items()
    )


def listed_words(tender: Tender) -> Mapping[str, Mapping[str, str]]:
    """Return the words of the lists that a tender publishes and bidders choose from, by name of the list."""
    return {
        "@materials": key_words({m.key: (m.title_da, m.title_en) for m in tender.materials}),
        "@places": key_words({p.key: (p.title_da, p.title_en or "") for p in tender.places}),
    }


def _unambiguous(ways: Iterable[tuple[str, list[str]]]) -> dict[str, str]:
    listed = list(ways)
    # A key is always itself, whatever another one is called.
    own = {plain_words(code): code for code, _ in listed}
    found: dict[str, str] = {}
    shared = set()
    for code, words in listed:
        for each in map(plain_words, words):
            if found.setdefault(each, code) != code:
                shared.add(each)
    return {words: code for words, code in found.items() if words not in shared} | own
