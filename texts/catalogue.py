"""The catalogues: every sentence a person reads, by key, in Danish and English.

A key is the path inside the files ``texts/LANG/*.toml``; a file is a topic, and its keys begin with it.
A sentence that depends on a count is a table of ``one`` and ``other``, chosen by the value ``count``.
"""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType

LANGUAGES = ("da", "en")


@cache
def catalogue(lang: str) -> Mapping[str, str]:
    """Return every sentence of a language by its full key.

    Raises
    ------
    KeyError
        For a language there is none of.
    """
    if lang not in LANGUAGES:
        raise KeyError(lang)
    found: dict[str, str] = {}
    for file in sorted((files("texts") / lang).iterdir(), key=lambda f: f.name):
        if file.name.endswith(".toml"):
            for topic, node in tomllib.loads(file.read_text(encoding="utf-8")).items():
                _flatten(topic, node, found)
    return MappingProxyType(found)


def t(key: str, lang: str, /, **values: object) -> str:
    """Return a sentence with its values filled in.

    Raises
    ------
    KeyError
        For a key the catalogue lacks, or a value the sentence names and is not given.

    >>> t("codes.yes_no.yes", "da"), t("codes.yes_no.yes", "en")
    ('ja', 'yes')
    """
    known = catalogue(lang)
    if key not in known:
        key = f"{key}.{'one' if values.get('count') == 1 else 'other'}"
    return known[key].format(**values) if values else known[key]


def has(key: str, lang: str) -> bool:
    """Say whether a language has a sentence of this key, counted or not."""
    return key in catalogue(lang) or f"{key}.other" in catalogue(lang)


def _flatten(path: str, node: object, found: dict[str, str]) -> None:
    if isinstance(node, dict):
        for name, below in node.items():
            _flatten(f"{path}.{name}", below, found)
    else:
        found[path] = str(node)
