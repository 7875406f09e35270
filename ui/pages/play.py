"""Try another weight, rate or price. Not for award: nothing here is kept or leaves this page."""

import numpy as np
import streamlit as st

from evaluation.weight_play import evaluate_with, playable_criteria, published_weight
from texts import t
from texts.numbers import percent
from ui.blocks import show, show_lead
from ui.figures import criterion_titles, rate_text
from ui.language import language
from ui.page import begin, choose_lot, result_of, show_section
from ui.play import ranking_answer, ranking_table, resource_title, weight_percent, weight_section
from ui.tables import answer, not_for_award, note

RATES = [round(rate, 3) for rate in np.arange(0.0, 0.1001, 0.005).tolist()]
# Where the published rate falls by steps, the choice that keeps it: below every rate.
AS_PUBLISHED = -1.0
FACTORS = [0.5, 0.75, 1.0, 1.25, 1.5, 2.0]

lang = language()
opened = begin(t("ui.play.title", lang), lang)
done = result_of(opened, lang)
show_lead(t("ui.play.lead", lang))
show(not_for_award(t("ui.play.box", lang), [], lang))
lot = choose_lot(done, lang)
criteria = playable_criteria(lot)
if lot.is_admission_open:
    show(answer(t("ui.points.closed", lang)))
    st.stop()
if len(lot.ranking) < 2:  # noqa: PLR2004
    show(answer(t("ui.play.few", lang)))
    st.stop()

if criteria:
    titles = criterion_titles(done.tender, lot.lot, lang)
    criterion = st.selectbox(t("ui.play.criterion", lang), criteria, format_func=lambda each: titles[each])
    published = published_weight(lot, criterion)
    key = f"tried_{lot.lot}_{criterion}"
    label = t("ui.play.weight", lang, criterion=titles[criterion])
    # The published weight is one of the choices, whole or not.
    weights = sorted({*map(float, range(101)), published})
    tried = st.select_slider(label, weights, published, lambda each: weight_percent(each, lang), key=key)
    st.button(t("ui.play.back", lang), on_click=st.session_state.update, args=({key: published},))
    show_section(weight_section(done, lot, criterion, tried, lang), lang)
else:
    show(note(t("ui.play.nothing", lang)))

st.header(t("ui.play.parameters.heading", lang))
show(note(t("ui.play.parameters.help", lang)))
model = done.tender.model_of[lot.lot]
resources = [price.key for price in done.tender.resource_prices]
keys = {resource: f"tried_price_{resource}" for resource in resources}
rate_key = f"tried_rate_{lot.lot}"
published_rate = AS_PUBLISHED if model.discount_rate is None else model.discount_rate
published_figures = {rate_key: published_rate, **dict.fromkeys(keys.values(), 1.0)}
columns = st.columns(2)
rate = columns[0].select_slider(
    t("ui.play.parameters.rate", lang),
    sorted({*RATES, published_rate}),
    published_rate,
    lambda each: rate_text(done.tender, model, lang) if each < 0 else percent(each, lang),
    key=rate_key,
)
factors = {
    resource: columns[n % 2].select_slider(
        t("ui.play.parameters.price", lang, resource=resource_title(resource, lang)),
        FACTORS,
        1.0,
        lambda each: percent(each, lang),
        key=keys[resource],
    )
    for n, resource in enumerate(resources, start=1)
}
st.button(
    t("ui.play.back", lang),
    on_click=st.session_state.update,
    args=(published_figures,),
    key="published_figures",
)
tried_rate = None if rate < 0 else rate
bids = opened.case.reading.bids
after = evaluate_with(done, bids, discount_rate=tried_rate, price_factors=factors).lots[lot.lot]
show(answer(ranking_answer(lot, after, lang)), ranking_table(done, lot, after, lang))
