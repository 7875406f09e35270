"""Sections of the comparison over the years: the choice of two bids, their picture, and the rows behind it."""

from functools import partial

import streamlit as st

from evaluation import LotEvaluation
from texts import t
from ui.blocks import show
from ui.comparison import is_even, waste_years_section, yearly_waste, years_section
from ui.opened_rows import open_rows
from ui.page import BIDS_COMPARED, choose_two_bids, result_of, show_section
from ui.ranking import in_order
from ui.state import OpenCase
from ui.tables import answer


def show_cost_years(opened: OpenCase, lot: LotEvaluation, lang: str) -> None:
    """Draw cumulative cost year by year of two bids that the reader chooses."""
    st.header(t("charts.years.question", lang), anchor="years")
    done = result_of(opened, lang)
    cost = lot.indicators["life_cycle_cost"].dropna()
    chosen = choose_two_bids(lot, lang, only=[bid.id for bid in in_order(lot) if bid.id in cost.index])
    if len(cost) < len(BIDS_COMPARED):
        show(answer(t("ui.compare.too_few", lang)))
        return
    section = opened.keep(("years", *chosen, lot.lot, lang), partial(years_section, done, lot, chosen, lang))
    if section is not None:
        show_section(section, lang, has_heading=False)


def show_waste_years(opened: OpenCase, lot: LotEvaluation, lang: str) -> None:
    """Draw waste year by year; two bids are chosen where the years differ."""
    st.header(t("charts.waste_years.question", lang), anchor="waste_years")
    done = result_of(opened, lang)
    known = yearly_waste(lot).dropna()
    drawn = [bid.id for bid in in_order(lot) if bid.id in known.index]
    chosen = [] if is_even(known) else choose_two_bids(lot, lang, only=drawn, of="_waste")
    if not chosen and not is_even(known):
        return
    section = opened.keep(
        ("waste_years", *chosen, lot.lot, lang), partial(waste_years_section, done, lot, chosen, lang)
    )
    if section is not None:
        clicked = show_section(section, lang, has_heading=False)
        open_rows(opened, lot, section, clicked, lang)
