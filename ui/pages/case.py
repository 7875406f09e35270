"""The tender: open a sample or a case of one's own, and see what it holds."""

import streamlit as st

from texts import t
from ui.blocks import show, show_lead
from ui.language import language
from ui.opening import choose_case
from ui.readiness import load_the_rest
from ui.state import open_case
from ui.tables import answer, note, said

lang = language()
opened = open_case()
if opened is None:
    st.title(t("ui.case.title", lang))
    show_lead(t("ui.case.lead", lang))
    choose_case(lang)
    load_the_rest()
    st.stop()

# Loads the evaluation, for which the first page of a fresh server does not wait.
from ui.lint import lint_block  # noqa: E402
from ui.overview import (  # noqa: E402
    facts_table,
    lots_table,
    model_remarks,
    model_table,
    refusals_table,
    tender_answer,
)
from ui.page import choose_lot, show_case_line  # noqa: E402

show_case_line(opened, lang)
st.title(t("ui.case.title", lang))
if opened.case is not None and opened.result is not None:
    bids = [bid for bid in opened.case.reading.bids if not bid.is_baseline]
    show_lead(tender_answer(opened.case.tender, len(bids), lang))
    show(facts_table(opened.result, lang))
    st.page_link("ui/pages/bids.py", label=t("ui.case.to_bids", lang))
    st.header(t("ui.case.lots.heading", lang))
    show(lots_table(opened.case.tender, lang))
    st.header(t("ui.case.model.heading", lang))
    show(note(t("ui.case.model.help", lang)))
    lot = choose_lot(opened.result, lang)
    show(model_table(opened.result, lot, lang), model_remarks(opened.result, lot, lang))
    st.header(t("ui.case.lint.heading", lang))
    reviewed = opened.result
    show(note(t("ui.case.lint.help", lang)), opened.keep(("lint", lang), lambda: lint_block(reviewed, lang)))
else:
    show(answer(said("ui.case.unusable.answer", lang, count=len(opened.refused))))
    show(note(t("ui.case.unusable.help", lang)), refusals_table(opened.refused, lang))

choose_case(lang)
