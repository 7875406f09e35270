"""Bids and problems: every bid with its state, and every problem with its cell and what to do."""

import streamlit as st

from texts import t
from ui.blocks import show, show_lead
from ui.clarification import show_clarification
from ui.inquiries import inquiries_tables
from ui.language import language
from ui.page import begin, result_of
from ui.problem_filter import choose_problems
from ui.reading import bids_table, no_problems, problems_table, reading_in_words, standings
from ui.tables import answer, note

lang = language()
opened = begin(t("ui.bids.title", lang), lang)
done = result_of(opened, lang)
found = standings(opened.case.reading.bids)
show_lead(reading_in_words(found, lang))
if found:
    show(bids_table(done.tender, found, lang), note(t("ui.bids.table.help", lang)))
if asked := inquiries_tables(done, lang):
    st.header(t("ui.bids.inquiries.heading", lang))
    show(note(t("ui.bids.inquiries.help", lang)), *asked)
st.header(t("ui.bids.problems.heading", lang))
bid, problems = choose_problems(opened.problems, found, lang)
if problems:
    show(problems_table(problems, opened.case.reading.bids, lang))
else:
    show(answer(no_problems(found, bid, lang)))
chosen = next((standing.bid for standing in found if standing.bid.id == bid), None)
if chosen is not None:
    name = f"{done.tender.facts.id}_{chosen.id}_{t('ui.bids.clarification.file', lang)}"
    show_clarification(done, chosen, opened.problems, name, lang)
elif any(standing.state in ("stopped", "waiting") and not standing.bid.is_baseline for standing in found):
    show(note(t("ui.bids.clarification.choose", lang)))
