"""The section on evidence: what the figures rest on, claimed and accepted, and the internal study of documents."""

from functools import partial

import streamlit as st

from evaluation import LotEvaluation
from evaluation.decisive_documents import decisive_documents
from evaluation.evidence import reads_credited_life
from texts import t
from ui.blocks import show
from ui.comparison import claims_side_by_side, documents_in_words, evidence_section
from ui.page import result_of
from ui.state import OpenCase
from ui.tables import note, remarks


def show_evidence(opened: OpenCase, lot: LotEvaluation, lang: str) -> None:
    """Draw the section; nothing where no figure of a bid is scored."""
    done = result_of(opened, lang)
    section = opened.keep(("evidence", lot.lot, lang), partial(evidence_section, done, lot, lang))
    if section is None:
        return
    st.header(t("charts.evidence.question", lang), anchor="evidence")
    show(section.answer, note(section.help))
    with st.expander(t("ui.common.show_table", lang)):
        show(section.table)
    claims = opened.keep(("claims", lot.lot, lang), partial(claims_side_by_side, lot, lang))
    if claims is not None:
        with st.expander(t("charts.evidence.claims", lang)):
            show(claims)
    if not lot.is_admission_open and reads_credited_life(lot).any():
        _show_documents(opened, lot, lang)


def _show_documents(opened: OpenCase, lot: LotEvaluation, lang: str) -> None:
    """Draw the study in a closed box; it is made when the reader asks for it."""
    asked = f"documents_of_{lot.lot}"
    with st.expander(t("charts.evidence.decisive.heading", lang)):
        show(note(t("charts.evidence.decisive.help", lang)))
        if st.button(t("charts.evidence.decisive.button", lang), key=f"study_{asked}"):
            st.session_state[asked] = opened.files
        if st.session_state.get(asked) is opened.files:
            done = result_of(opened, lang)
            study = opened.keep(("documents", lot.lot), partial(decisive_documents, done, lot.lot))
            show(remarks(documents_in_words(lot, study, lang)))
