"""Opening a case: a sample that comes with the tool, or files of one's own."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import streamlit as st

from texts import has, t
from ui.blocks import show
from ui.state import open_case, open_sample, open_upload, opening, sample_names
from ui.tables import note

if TYPE_CHECKING:
    from streamlit.runtime.uploaded_file_manager import UploadedFile

MOST_MB = 20
KINDS = ["zip", "xlsx", "json"]
ZIP = ".zip"
CHOSEN, PUT_IN = "chosen_sample", "files_put_in"


def choose_case(lang: str) -> None:
    """Draw the two ways to open a case beside each other."""
    sample, upload = st.columns(2, gap="large")
    with sample:
        _choose_sample(lang)
    with upload:
        _choose_upload(lang)


def _choose_sample(lang: str) -> None:
    """Draw the samples and open the one that is asked for."""
    names = sample_names()
    st.header(t("ui.case.sample.heading", lang))
    show(note(t("ui.case.sample.help", lang)))
    if not names:
        return
    opened = open_case()
    index = names.index(opened.sample) if opened is not None and opened.sample in names else 0
    st.selectbox(
        t("ui.case.sample.label", lang),
        names,
        index=index,
        format_func=lambda name: _titled(name, lang),
        key=CHOSEN,
    )
    st.button(t("ui.case.sample.open", lang), on_click=_open_chosen)


def _open_chosen() -> None:
    """Open the sample that is chosen now: who is quick presses before the page has heard of the choice."""
    open_sample(opening(), str(st.session_state[CHOSEN]))


def _choose_upload(lang: str) -> None:
    """Draw the upload and open what is put into it."""
    st.header(t("ui.case.upload.heading", lang))
    show(note(t("ui.case.upload.help", lang)))
    files = st.file_uploader(
        t("ui.case.upload.label", lang),
        type=KINDS,
        accept_multiple_files=True,
        max_upload_size=MOST_MB,
        key=PUT_IN,
    )
    names = [file.name for file in files]
    if len(names) > 1 and any(name.lower().endswith(ZIP) for name in names):
        st.warning(t("ui.case.upload.zip_alone", lang))
    else:
        st.button(t("ui.case.upload.read", lang), disabled=not files, on_click=_open_put_in, args=(files,))


def _open_put_in(drawn: Sequence["UploadedFile"]) -> None:
    """Open the files that are put in now; where a busy page has let go of them, those the button was drawn for."""
    files = st.session_state.get(PUT_IN) or drawn
    if files:
        open_upload(opening(), files)


def _titled(name: str, lang: str) -> str:
    key = f"ui.samples.{name}"
    return t(key, lang) if has(key, lang) else name
