"""Two bids at a time: criterion by criterion, where the difference between them comes from."""

from functools import partial

import streamlit as st

from texts import t
from ui.blocks import show, show_lead
from ui.comparison import beside_section, difference_section
from ui.language import language
from ui.page import (
    BIDS_COMPARED,
    begin,
    choose_lot,
    choose_two_bids,
    result_of,
    show_award_state,
    show_section,
)
from ui.ranking import in_order, is_by_points, shown_name
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
beside = [bid.id for bid in in_order(lot) if bid.is_baseline and bid.is_calculated]
choices = [*lot.ranking, *beside]
chosen = choose_two_bids(lot, lang, only=choices)
if len(chosen) == len(BIDS_COMPARED):
    names = dict(zip(("from_name", "to_name"), (shown_name(lot, bid, lang) for bid in chosen), strict=True))
    st.header(t("charts.difference.question", lang, **names))
    make = beside_section if set(chosen) & set(beside) else difference_section
    section = opened.keep(("difference", *chosen, lot.lot, lang), partial(make, done, lot, chosen, lang))
    show_section(section, lang, has_heading=False)
elif len(choices) < len(BIDS_COMPARED):
    show(answer(t("ui.two_bids.too_few", lang)))
