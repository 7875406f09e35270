"""The library of factors and materials: searched, looked into, and picked into the list of a tender."""

import streamlit as st

from texts import t
from ui.blocks import show, show_lead
from ui.factor_list import pick_button, pick_found_button, published_by, show_list, show_tender_sources
from ui.factor_search import choose_row, search
from ui.factor_tables import (
    coverage_note,
    facts_table,
    found_answer,
    found_table,
    indicators_table,
    material_table,
    slots_table,
)
from ui.language import language
from ui.page import show_case_line
from ui.state import open_case
from ui.tables import answer, note

lang = language()
opened = open_case()
tender = opened.case.tender if opened is not None and opened.case is not None else None
published = published_by(tender)
if opened is not None:
    show_case_line(opened, lang)
st.title(t("ui.factors.title", lang))
show_lead(t("ui.factors.lead", lang))

found = search(published, lang)
show(answer(found_answer(found, lang)))
if found:
    show(note(t("ui.factors.hits.help", lang)))
    with st.container(key="factor_hits"):
        show(found_table(found, published, lang))
    pick_found_button(found, lang)
    row = choose_row(found, lang)
    if row is not None:
        st.header(row.title(lang), anchor="row")
        pick_button(row, lang)
        show(facts_table(row, lang))
        if row.material is not None:
            show(note(t("ui.factors.shown.slots_help", lang)), slots_table(row.material, lang))
            show(material_table(row.material, lang))
        show(note(coverage_note(row, lang)))
        if row.coverage.method is not None:
            show(indicators_table(row, lang))

show_list(None if tender is None else tender.facts.depth, published, lang)
if tender is not None and published is not None:
    show_tender_sources(tender, published, lang)
