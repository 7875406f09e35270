"""What a bidder is asked to clarify, to copy into a message or to take away as a text file."""

import streamlit as st

from documents import clarification_list, to_clarify
from evaluation import Evaluation
from evaluation.bid import Bid
from evaluation.problems import Problem
from texts import t
from ui.blocks import show
from ui.tables import note


def show_clarification(
    done: Evaluation, bid: Bid, problems: tuple[Problem, ...], name: str, lang: str
) -> None:
    """Draw the text to one bidder, closed until it is asked for; nothing where there is nothing to ask.

    Parameters
    ----------
    problems : of the whole case.
    name : what the file is called, without its ending.
    """
    points = to_clarify(problems, bid, done.decisions)
    if not points:
        return
    text = clarification_list(done.tender, bid, points, lang)
    with st.expander(t("ui.bids.clarification.heading", lang, count=len(points), bid=bid.name)):
        show(note(t("ui.bids.clarification.help", lang)))
        st.code(text, language=None, wrap_lines=True)
    st.download_button(
        t("ui.bids.clarification.download", lang),
        data=text.encode("utf-8-sig"),  # with a mark of its encoding, for the editors that guess
        file_name=f"{name}.txt",
        mime="text/plain",
        on_click="ignore",
    )
