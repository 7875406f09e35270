"""Putting blocks of HTML on a page. Loads nothing but Streamlit: the first page of a fresh server needs no more."""

import streamlit as st

from ui.tables import Html, lead


def show(*blocks: Html) -> None:
    """Put blocks of HTML on the page, each an element of its own."""
    for block in blocks:
        st.html(block)


def show_lead(text: str) -> None:
    """Draw the sentence under the title."""
    show(lead(text))
