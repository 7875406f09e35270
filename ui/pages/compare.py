"""Compare the bids on a lot: what they cost, when, what they emit, where they end and how long they last."""

from functools import partial

import streamlit as st

from texts import t
from ui.comparison import climate_section, cost_section, life_section, waste_section, years_section
from ui.language import language
from ui.opened_rows import open_rows
from ui.page import begin, choose_lot, choose_two_bids, result_of, show, show_lead, show_section
from ui.tables import answer

lang = language()
opened = begin(t("ui.compare.title", lang), lang)
done = result_of(opened, lang)
show_lead(t("ui.compare.lead", lang))
lot = choose_lot(done, lang)

shown = 0
for make in (cost_section, climate_section, waste_section, life_section):
    section = opened.keep((make.__name__, lot.lot, lang), partial(make, done, lot, lang))
    if section is None:
        continue
    shown += 1
    clicked = show_section(section, lang)
    open_rows(opened, lot, section, clicked, lang)
    if section.key == "cost" and section.chart is not None:
        st.header(t("charts.years.question", lang), anchor="years")
        chosen = choose_two_bids(lot, lang)
        by_year = opened.keep(
            ("years", *chosen, lot.lot, lang), partial(years_section, done, lot, chosen, lang)
        )
        if by_year is not None:
            show_section(by_year, lang, has_heading=False)
if not shown:
    show(answer(t("ui.compare.nothing", lang)))
