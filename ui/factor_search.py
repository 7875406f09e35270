"""Looking for rows of the library: words, kind and family, and the row that is looked at closer."""

from collections.abc import Sequence

import streamlit as st

from documents.factor_library import LibraryRow, Published, families, find_rows, library_rows
from documents.factor_library.rows import KINDS
from documents.factor_library.words import family_words
from lca_data import FAMILIES
from texts import t

ALL = None


def search(published: Published | None, lang: str) -> tuple[LibraryRow, ...]:
    """Draw the search, and return what it finds.

    Parameters
    ----------
    published : what the open tender publishes, so that only its rows can be asked for.
    """
    words, kind, family = st.columns([2, 1, 1], vertical_alignment="bottom")
    text = words.text_input(
        t("ui.factors.search.words", lang),
        placeholder=t("ui.factors.search.example", lang),
        key="factor_words",
        persist_state="session",
    )
    of_kind = kind.selectbox(
        t("ui.factors.search.kind", lang),
        [ALL, *KINDS],
        format_func=lambda each: _kind(each, lang),
        key="factor_kind",
        persist_state="session",
    )
    of_family = family.selectbox(
        t("ui.factors.search.family", lang),
        [ALL, *families()],
        format_func=lambda each: _family(each, lang),
        key="factor_family",
        persist_state="session",
    )
    only = published is not None and st.checkbox(
        t("ui.factors.search.only_tender", lang), key="factor_only_tender", persist_state="session"
    )
    among = published.is_same if published is not None and only else None
    return find_rows(text, lang, kind=of_kind, family=of_family, among=among)


def choose_row(found: Sequence[LibraryRow], lang: str) -> LibraryRow | None:
    """Draw the choice of a row to look closer at, and return it; a single hit is chosen already."""
    chosen = st.selectbox(
        t("ui.factors.hits.choose", lang),
        [row.key for row in found],
        index=0 if len(found) == 1 else None,
        format_func=lambda key: named(key, lang),
        placeholder=t("ui.factors.hits.choose_none", lang),
    )
    return None if chosen is None else library_rows()[chosen]


def named(key: str, lang: str) -> str:
    """Return a row's title with its key, as it stands in a list to choose from."""
    return t("ui.factors.hits.named", lang, title=library_rows()[key].title(lang), key=key)


def _kind(kind: str | None, lang: str) -> str:
    return t("ui.factors.search.all_kinds", lang) if kind is None else t(f"factors.kinds.{kind}", lang)


def _family(family: str | None, lang: str) -> str:
    if family is None:
        return t("ui.factors.search.all_families", lang)
    title = family_words(family, lang)
    return t("ui.factors.search.family_of_materials", lang, family=title) if family in FAMILIES else title
