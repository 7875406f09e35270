"""Two bids at a time: criterion by criterion, where the difference between them comes from."""

from functools import partial

import streamlit as st

from texts import t
from ui.comparison import difference_section
from ui.language import language
from ui.page import (
    BIDS_COMPARED,
    begin,
    choose_lot,
    choose_two_bids,
    result_of,
    show,
    show_award_state,
    show_lead,
    show_section,
)
from ui.ranking import is_by_points
from ui.tables import answer

lang = language()
opened = begin(t("ui.two_bids.title", lang), lang)
done = result_of(opened, lang)
show_lead(t("ui.two_bids.lead", lang))
lot = choose_lot(done, lang)
show_award_state(opened, lot, lang)
if lot.is_admission_open:
    st.stop()
if not is_by_points(lot):
    show(answer(t("ui.two_bids.no_points", lang)))
    st.stop()
chosen = choose_two_bids(lot, lang, only=lot.ranking)
if len(chosen) == len(BIDS_COMPARED):
    names = {"from_name": lot.name_of(chosen[0]), "to_name": lot.name_of(chosen[1])}
    st.header(t("charts.difference.question", lang, **names))
    section = opened.keep(
        ("difference", *chosen, lot.lot, lang), partial(difference_section, done, lot, chosen, lang)
    )
    show_section(section, lang, has_heading=False)
elif len(lot.ranking) < len(BIDS_COMPARED):
    show(answer(t("ui.two_bids.too_few", lang)))
