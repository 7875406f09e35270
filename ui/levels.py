"""The section on the four levels of cost: of the whole lot, or of one item for each piece and year of use."""

from functools import partial

import streamlit as st

from evaluation import LotEvaluation
from texts import t
from ui.blocks import show
from ui.comparison import item_choices, levels_section
from ui.page import result_of
from ui.state import OpenCase
from ui.tables import answer, note


def show_levels(opened: OpenCase, lot: LotEvaluation, lang: str) -> None:
    """Draw the levels as a table; nothing where the lot counts no life-cycle cost."""
    if lot.cost_levels.cost_reason is not None:
        return
    st.header(t("charts.levels.question", lang), anchor="levels")
    titles = dict(item_choices(lot, lang))
    chosen = st.selectbox(
        t("charts.levels.choose", lang),
        list(titles),
        format_func=lambda number: titles[number],
        key=f"levels_of_{lot.lot}",
        persist_state="session",
    )
    section = opened.keep(
        ("levels", lot.lot, str(chosen), lang),
        partial(levels_section, result_of(opened, lang), lot, chosen, lang),
    )
    if section is not None:
        show(answer(section.answer), note(section.help), section.table)
