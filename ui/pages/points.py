"""Points and ranking of a lot by the published model. Nothing here can be changed."""

import streamlit as st

from evaluation.lifespan_weight import lifespan_weight
from evaluation.scoring.combination import LowestTotal
from evaluation.scoring.price_model import PriceModel
from texts import t
from ui.blocks import show, show_lead
from ui.judgements import judged_tables
from ui.language import language
from ui.lifespan_weight import credits_on, lifespan_answer, lifespan_help, lifespan_table
from ui.measures_table import measures_table
from ui.page import begin, choose_lot, result_of, show_award_state
from ui.points_chart import points_chart
from ui.points_tables import contributions_answer, contributions_table, lines_table, working_table
from ui.ranking import award_answer, is_by_points, passed_over, ranking_answer, ranking_table
from ui.remarks import remarks_on
from ui.tables import answer, note, remarks

lang = language()
opened = begin(t("ui.points.title", lang), lang)
done = result_of(opened, lang)
show_lead(t("ui.points.lead", lang))
lot = choose_lot(done, lang)
show_award_state(opened, lot, lang)

if not lot.is_admission_open:
    st.header(t("ui.points.ranking.heading", lang))
    show(answer(ranking_answer(done, lot, lang)), ranking_table(done, lot, lang))

st.header(t("ui.points.measures.heading", lang))
show(note(t("ui.points.measures.help", lang)), measures_table(done, lot, lang))

if not lot.is_admission_open and lot.ranking:
    if is_by_points(lot):
        st.header(t("charts.points.question", lang))
        if len(lot.ranking) > 1:
            show(answer(contributions_answer(done, lot, lang)))
        show(note(t("charts.points.help", lang)))
        picture = opened.keep(("points_chart", lot.lot, lang), lambda: points_chart(done, lot, lang))
        spec, alternative = picture
        st.vega_lite_chart(spec=spec, width="stretch", theme=None, alt=alternative)
        with st.expander(t("ui.common.show_table", lang)):
            show(contributions_table(done, lot, lang))
    if lot.model.combination.key != LowestTotal.key:
        st.header(t("ui.points.working.heading", lang))
        helped = "help" if is_by_points(lot) else "help_price"
        show(note(t(f"ui.points.working.{helped}", lang)), working_table(done, lot, lang))
    if isinstance(lot.model.combination, PriceModel):
        show(lines_table(done, lot, lang))
    if lot.judged:
        st.header(t("ui.points.judged.heading", lang))
        show(note(t("ui.points.judged.help", lang)), *judged_tables(done, lot, lang))
    st.header(t("ui.points.lifespan.heading", lang))
    weighed = opened.keep(("lifespan_weight", lot.lot), lambda: lifespan_weight(lot))
    show(answer(lifespan_answer(weighed, lang)))
    if weighed.reacts.any():
        show(note(lifespan_help(lot, weighed, lang)), lifespan_table(done, lot, weighed, lang))
    if credited := credits_on(done, lot, lang):
        show(note(t("ui.points.lifespan.credits", lang)), remarks(credited))
    st.header(t("ui.points.award.heading", lang))
    show(answer(award_answer(lot, lang)))
    show(note(t("ui.points.award.help", lang)))
    if lot.award.passed_over:
        show(remarks(passed_over(lot, lang)))

notes = remarks_on(done, lot, lang)
if notes:
    st.header(t("ui.points.remarks.heading", lang))
    show(remarks(notes))
