"""Ids of bids: small letters, digits and underscores, no two the same."""

import re
import unicodedata
from collections.abc import Sequence

_DANISH = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa"})


def words_as_id(words: str) -> str:
    """Return words as an id.

    >>> words_as_id("Nordmøbel A/S, bud 2"), words_as_id("§")
    ('nordmoebel_a_s_bud_2', 'bid')
    """
    plain = (
        unicodedata.normalize("NFKD", words.casefold().translate(_DANISH))
        .encode("ascii", "ignore")
        .decode("ascii")
    )
    return re.sub(r"[^a-z0-9]+", "_", plain).strip("_") or "bid"


def unique_ids(wanted: Sequence[str]) -> list[str]:
    """Return ids in their order, numbered where the same one is wanted twice.

    >>> unique_ids(["a", "a", "a_2"])
    ['a', 'a_2', 'a_2_2']
    """
    given: list[str] = []
    for name in wanted:
        free, number = name, 2
        while free in given:
            free, number = f"{name}_{number}", number + 1
        given.append(free)
    return given
