"""The catalogues: every sentence a person reads, by key, in Danish and English.

A key is the path inside the files ``texts/LANG/*.toml``; every file in the folder is read. A sentence that
depends on a count is a table of ``one`` and ``other``, chosen by the value ``count``.
"""

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType

LANGUAGES = ("da", "en")
IMPACT = "codes.impact_indicator."
# The end of a sentence right after a value, which may stand in bold.
STOP_AFTER_VALUE = re.compile(r"(?P<until>\{(?P<name>\w+)\}\**)\.(?!\.)")


@cache
def catalogue(lang: str) -> Mapping[str, str]:
    """Return every sentence of a language by its full key.

    Raises
    ------
    KeyError
        For a language there is none of.
    ValueError
        For a key that two files hold.
    TypeError
        For a key that holds something other than text.
    """
    if lang not in LANGUAGES:
        raise KeyError(lang)
    found: dict[str, str] = {}
    for file in sorted((files("texts") / lang).iterdir(), key=lambda f: f.name):
        if file.name.endswith(".toml"):
            for topic, node in tomllib.loads(file.read_text(encoding="utf-8")).items():
                _flatten(topic, node, found)
    _word_impacts(found)
    return MappingProxyType(found)


def template(key: str, lang: str, /, count: object = None) -> str:
    """Return a sentence before its values are filled in, the one of ``count`` where it depends on a count.

    Raises
    ------
    KeyError
        For a key the catalogue lacks.

    >>> template("ui.count.notices", "en", count=2)
    '{count} remarks'
    """
    known = catalogue(lang)
    if key not in known:
        key = f"{key}.{'one' if count == 1 else 'other'}"
    return known[key]


def t(key: str, lang: str, /, **values: object) -> str:
    """Return a sentence with its values filled in.

    Raises
    ------
    KeyError
        For a key the catalogue lacks, or a value the sentence names and is not given.

    >>> t("codes.yes_no.yes", "da"), t("codes.yes_no.yes", "en")
    ('ja', 'yes')
    >>> t("ui.count.notices", "en", count=1), t("ui.count.notices", "da", count=2)
    ('1 remark', '2 bemærkninger')
    """
    return fill(template(key, lang, count=values.get("count")), values)


def fill(sentence: str, values: Mapping[str, object]) -> str:
    """Return a sentence with its values; a value that ends in a full stop is not followed by another.

    >>> fill("Lavest: **{amount}**. {next} ligger højere.", {"amount": "5 kr.", "next": "B ApS"})
    'Lavest: **5 kr.** B ApS ligger højere.'
    """

    def with_stop(found: re.Match[str]) -> str:
        ends_already = str(values.get(found["name"], "")).endswith(".")
        return found["until"] if ends_already else found[0]

    return STOP_AFTER_VALUE.sub(with_stop, sentence).format(**values)


def has(key: str, lang: str) -> bool:
    """Say whether a language has a sentence of this key, counted or not."""
    return key in catalogue(lang) or f"{key}.other" in catalogue(lang)


def _word_impacts(found: dict[str, str]) -> None:
    """Word the measure of each environmental indicator: one template for all, with its name, sign and unit."""
    template_of = {part: found.pop(f"measures.impact.{part}") for part in ("title", "short", "unit", "help")}
    for key in [key for key in found if key.startswith(IMPACT)]:
        name, indicator = found[key], key.removeprefix(IMPACT)
        # The sign of the standard stands in brackets behind the name.
        words = {
            "name": name,
            "code": name.rpartition("(")[2].rstrip(")"),
            "unit": found[f"units.of_{indicator}"],
        }
        found |= {f"measures.{indicator}.{part}": text.format(**words) for part, text in template_of.items()}


def _flatten(path: str, node: object, found: dict[str, str]) -> None:
    if isinstance(node, dict):
        for name, below in node.items():
            _flatten(f"{path}.{name}", below, found)
    elif not isinstance(node, str):
        raise TypeError(f"{path} holds {node!r}, which is not text.")
    elif path in found:
        raise ValueError(f"{path} stands in two files.")
    else:
        found[path] = node
