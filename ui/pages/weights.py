"""Help with weights before a tender is published. Reads the tender of the open case, and never a bid."""

import streamlit as st

from evaluation.scoring.unusable import UnusableModelError
from evaluation.weighting import Expected, WeightingError, named_once, trade_offs
from texts import t
from ui.blocks import show, show_lead
from ui.language import language
from ui.page import show_case_line
from ui.state import open_case
from ui.tables import answer, note
from ui.weights import (
    ask_best,
    ask_expected,
    ask_order,
    ask_pairs,
    ask_swings,
    first_level,
    price_table,
    reasons,
    told,
    trade_answer,
    trade_table,
)

lang = language()
opened = open_case()
tender = opened.case.tender if opened is not None and opened.case is not None else None
if opened is not None:
    show_case_line(opened, lang)
st.title(t("ui.weights.title", lang))
show_lead(t("ui.weights.lead", lang))
is_sealed = opened is not None and opened.seal is not None
show(note(t("ui.weights.sealed" if is_sealed else "ui.weights.kept", lang)))
lots = {} if tender is None else {row.id: row.title for row in tender.lots}
lot = next(iter(lots), "")
if len(lots) > 1:
    lot = st.selectbox(t("ui.common.lot", lang), list(lots), format_func=lots.__getitem__, key="weights_lot")

st.header(t("ui.weights.find.heading", lang), anchor="find")
example = t("ui.weights.find.example", lang)
begun = example if tender is None else "\n".join(first_level(tender, lot, lang))
left, right = st.columns([3, 1])
typed = left.text_area(
    t("ui.weights.find.names", lang), begun, height=130, key=f"weights_names_{lang}_{begun}"
)
decimals = right.segmented_control(
    t("ui.weights.find.decimals", lang), (0, 1, 2), default=0, required=True, key="weights_decimals"
)
names = list(dict.fromkeys(line.strip() for line in typed.splitlines() if line.strip()))
try:
    named_once(names)
except WeightingError as refused:
    show(told(refused.problem, lang))
    names = []
asks = {"rank": ask_order, "swing": ask_swings, "pairs": ask_pairs}
if names:
    tabs = st.tabs([t(f"ui.weights.{name}.tab", lang) for name in asks])
    for tab, ask in zip(tabs, asks.values(), strict=True):
        with tab:
            try:
                ask(names, decimals, lang)
            except WeightingError as refused:
                show(told(refused.problem, lang))

st.header(t("ui.weights.trade.heading", lang), anchor="trade")
show(note(t("ui.weights.trade.help", lang)))
if tender is None:
    show(answer(t("ui.weights.trade.no_tender", lang)))
    st.stop()
try:
    cost = ask_expected(tender, lot, lang)
    found = trade_offs(tender, lot, Expected(cost))
    best = ask_best(tender, found, lang)
    found = trade_offs(tender, lot, Expected(cost, best)) if best else found
except WeightingError as refused:
    show(told(refused.problem, lang))
except UnusableModelError:
    show(answer(t("ui.weights.unusable", lang)))
else:
    show(
        answer(trade_answer(tender, found, lang)),
        trade_table(tender, found, lang),
        *reasons(tender, found, lang),
    )
    show(*price_table(tender, found, lang))
