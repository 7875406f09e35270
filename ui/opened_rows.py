"""Opening a figure to the rows and cells behind it: by a click on its bar, or from two select boxes."""

import streamlit as st

from evaluation import LotEvaluation
from texts import t
from ui.blocks import show
from ui.comparison import Behind, Section, opened_table
from ui.page import result_of
from ui.ranking import in_order, shown_name
from ui.state import OpenCase
from ui.tables import note


def open_rows(
    opened: OpenCase, lot: LotEvaluation, section: Section, clicked: Behind | None, lang: str
) -> None:
    """Draw the choice of bid and part, and the rows behind the figure that is chosen.

    The heading names the section where no picture of it stands above.
    """
    done = result_of(opened, lang)
    bids = [bid.id for bid in in_order(lot) if bid.is_calculated]
    if not section.parts or not bids:
        return
    keys = {name: f"opened_{name}_{section.key}_{lot.lot}" for name in ("bid", "part", "bar")}
    titles = dict(section.parts)
    is_new = clicked != st.session_state.get(keys["bar"])
    st.session_state[keys["bar"]] = clicked
    if is_new and clicked is not None and clicked.bid in bids and clicked.part in titles:
        # The boxes follow a bar when it is clicked; the chart keeps its bar chosen, and the boxes may go on.
        st.session_state[keys["bid"]], st.session_state[keys["part"]] = clicked.bid, clicked.part
    of_years = section.key == "waste_years"  # a line has no bars to click
    has_picture = section.chart is not None
    of = t(f"ui.compare.opened_of.{section.key}", lang)
    heading = t(f"ui.compare.opened.heading{'' if has_picture else '_of'}", lang, of=of)
    with st.expander(heading, expanded=clicked is not None):
        if has_picture:
            show(note(t("ui.compare.opened.help_years" if of_years else "ui.compare.opened.help", lang)))
        whose, which = st.columns(2)
        bid = whose.selectbox(
            t("ui.compare.opened.bid", lang),
            bids,
            format_func=lambda each: shown_name(lot, each, lang),
            key=keys["bid"],
        )
        part = which.selectbox(
            t("ui.compare.opened.year" if of_years else "ui.compare.opened.part", lang),
            list(titles),
            format_func=lambda each: titles[each],
            key=keys["part"],
        )
        behind = Behind(section.key, bid, part)
        show(opened.keep((behind, lot.lot, lang), lambda: opened_table(done, lot, behind, lang)))
