"""Everything that can be taken away: the case first, then what the evaluation needs."""

import streamlit as st

from texts import t
from ui.blocks import show, show_lead
from ui.downloads import (
    annex_downloads,
    case_download,
    evaluation_downloads,
    model_downloads,
    sheet_downloads,
)
from ui.language import language
from ui.page import begin
from ui.tables import note

lang = language()
opened = begin(t("ui.download.title", lang), lang)
show_lead(t("ui.download.lead_sample" if opened.sample else "ui.download.lead", lang))

st.header(t("ui.download.case.heading", lang))
show(note(t("ui.download.case.help", lang)))
case_download(opened, lang)
if opened.case is not None and opened.result is not None:
    st.header(t("ui.download.evaluation.heading", lang))
    show(note(t("ui.download.evaluation.help", lang)))
    evaluation_downloads(opened.case, opened.result, lang)
    st.header(t("ui.download.model.heading", lang))
    show(note(t("ui.download.model.help", lang)))
    model_downloads(opened.case, opened.seal, lang)
    st.header(t("ui.download.annex.heading", lang))
    show(note(t("ui.download.annex.help", lang)))
    annex_downloads(opened.case, opened.result, lang)
    st.header(t("ui.download.sheets.heading", lang))
    show(note(t("ui.download.sheets.help", lang)))
    sheet_downloads(opened.case, opened.seal, lang)
