"""What a lot's model would do to bids, before it is published. Decides nothing; nothing here is kept."""

import streamlit as st

from evaluation.robustness.rehearsal import rehearse
from evaluation.robustness.synthetic import UNKNOWN_COST, expected_cost, with_expected_cost
from texts import t
from texts.numbers import currency_sign, percent
from texts.rehearsal import RehearsalWords
from ui.blocks import show, show_lead
from ui.language import language
from ui.page import begin, choose_lot, result_of, show_section
from ui.rehearsal import (
    examples,
    findings_table,
    opinions,
    point_answer,
    sweep_section,
    weights_section,
    words_table,
)
from ui.tables import answer, not_for_award, note

SEED = 1

lang = language()
opened = begin(t("ui.rehearsal.title", lang), lang)
done = result_of(opened, lang)
show_lead(t("rehearsal.page.lead", lang))
show(not_for_award(t("rehearsal.decides_nothing", lang), [], lang))
lot = choose_lot(done, lang)
sign = currency_sign(done.tender.facts.currency, lang)
columns = st.columns(2)
cost = columns[0].number_input(
    t("rehearsal.page.expected", lang, currency=sign),
    min_value=1.0,
    value=float(expected_cost(done.tender, lot.lot) or UNKNOWN_COST),
    step=100_000.0,
    format="%.0f",
    key=f"expected_{lot.lot}",
)
own = False
if lot.ranking and not lot.is_admission_open:
    kinds = ["invented", "own"]
    chosen = columns[1].radio(
        t("rehearsal.page.bids", lang),
        kinds,
        format_func=lambda each: t(f"rehearsal.page.{each}", lang),
        horizontal=True,
        key=f"followed_{lot.lot}",
    )
    own = chosen == "own"
found = opened.keep(
    ("rehearsal", lot.lot, cost, own),
    lambda: rehearse(
        with_expected_cost(done.tender, lot.lot, cost), lot.lot, seed=SEED, loaded=lot if own else None
    ),
)
words = RehearsalWords(found, done.tender, lang)
# What is drawn once stays as it is while a slider moves.
kept = ("rehearsal", lot.lot, cost, own, lang)
if own:
    show(note(words.say("loaded")))

st.header(words.say("worth.question"))
show(answer(point_answer(words)), note(words.reckoned_at()))
if words.worth()[1]:
    show(words_table(words.say("worth.caption"), words.worth(), (0, 1)))

st.header(words.say("found.question"))
show(answer(words.counted()))
if words.findings:
    show(opened.keep((*kept, "findings"), lambda: findings_table(words)))
    if shown := opened.keep((*kept, "examples"), lambda: examples(words)):
        with st.expander(words.say("found.example")):
            show(*shown)

st.header(words.say("bids.loaded" if own else "bids.invented"))
show(words_table(words.say("bids.caption"), words.trial_bids()))
if (who := words.decisive()) is not None:
    show(note(who))

if not words.is_minimal:
    st.header(words.say("weights.question"))
    show_section(opened.keep((*kept, "weights"), lambda: weights_section(words)), lang, has_heading=False)
    st.header(words.say("sweeps.question"))
    sweeps = [*found.slopes, *found.weight_sweeps]
    if sweeps:
        place = st.selectbox(
            words.say("sweeps.choose"),
            range(len(sweeps)),
            format_func=lambda n: words.sweep_title(sweeps[n]),
            key=f"swept_{lot.lot}",
        )
        sweep = sweeps[place]
        tried = st.select_slider(
            words.say("sweeps.tried"),
            sorted({*sweep.grid.tolist(), sweep.published}),
            sweep.published,
            lambda each: percent(each / 100, lang),
            key=f"tried_{lot.lot}_{sweep.parameter}_{sweep.criterion}",
        )
        show_section(sweep_section(words, sweep, tried), lang, has_heading=False)
    else:
        show(answer(words.say("sweeps.nothing")))
    st.header(words.say("spreads.question"))
    show(note(words.say("spreads.help")), words_table(words.say("spreads.caption"), words.spreads()))
    for n, slopes in enumerate(found.slope_tables):
        st.header(words.say("slopes.question"))
        title = words.say("slopes.caption", criterion=words.titles[slopes.criterion])
        show(note(words.say("slopes.help")), words_table(title, words.slopes(n)))
    st.header(words.say("opinions.question"))
    show(note(t("second_opinion.decides_nothing", lang)))
    if st.toggle(words.say("opinions.ask"), key=f"opinions_{lot.lot}"):
        other = opened.keep((*kept, "opinions"), lambda: opinions(words))
        show(
            *(
                (answer(t("second_opinion.no_weights", lang)),)
                if other is None
                else (answer(other[0]), other[1])
            )
        )
