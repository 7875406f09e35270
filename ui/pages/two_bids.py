"""Two bids at a time: criterion by criterion, where the difference between them comes from."""

from dataclasses import replace
from functools import partial

import streamlit as st

from texts import t
from ui.blocks import show, show_lead
from ui.comparison import (
    behind_table,
    beside_section,
    climate_section,
    cost_section,
    difference_section,
    investment_section,
    waste_section,
)
from ui.language import language
from ui.opened_rows import open_rows
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
from ui.tables import answer, note

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
    behind = opened.keep(("behind", *chosen, lot.lot, lang), partial(behind_table, done, lot, chosen, lang))
    if behind is not None:
        st.header(t("ui.two_bids.behind.heading", lang))
        show(note(t("ui.two_bids.behind.help", lang)), behind)
        for opens in (cost_section, climate_section, waste_section):
            of = opened.keep((opens.__name__, lot.lot, lang), partial(opens, done, lot, lang))
            if of is not None:
                open_rows(opened, lot, replace(of, chart=None), None, lang)
    invested = opened.keep(
        ("investment", *chosen, lot.lot, lang), partial(investment_section, done, lot, chosen, lang)
    )
    if invested is not None:
        st.header(t("ui.two_bids.investment.heading", lang))
        show(answer(invested.answer), invested.table)
elif len(choices) < len(BIDS_COMPARED):
    show(answer(t("ui.two_bids.too_few", lang)))
