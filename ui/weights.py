"""Help with weights: what is asked of the officer, and the sentences and tables that answer. No bid has a part in it."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from functools import partial
from itertools import combinations

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from documents.trade_offs_summary import (
    co2_prices,
    cost_sentence,
    in_money,
    reason_text,
    trade_off_cells,
    unit_text,
    units_in,
)
from documents.weights_summary import (
    consistency_key,
    consistency_values,
    departure_values,
    is_worth_a_look,
    weight_text,
    weights_text,
)
from evaluation.problems import Problem
from evaluation.tender import Tender
from evaluation.weighting import (
    PairwiseWeights,
    TradeOffs,
    pairwise_weights,
    rank_order_centroid,
    rank_sum,
    swing_weights,
)
from texts import t
from texts.numbers import MISSING, currency_sign, exact, listed, money, significant
from texts.problems import describe
from ui.blocks import show
from ui.figures import criterion_title, criterion_titles
from ui.tables import Column, Html, Row, answer, note, remarks, said, table, two_lines

STEPS = tuple(range(-9, -1)) + tuple(
    range(1, 10)
)  # of Saaty's scale: below 0 the second is the more important
COLUMNS = 2
DIGITS = 2


def first_level(tender: Tender, lot: str, lang: str) -> list[str]:
    """Return the titles of the criteria that a lot's first level divides 100 per cent between."""
    return [criterion_title(c, lang) for c in tender.in_lot(tender.criteria, lot) if "/" not in c.id]


def ask_order(names: Sequence[str], decimals: int, lang: str) -> None:
    """Draw the choice of an order and the weights that follow from it."""
    show(note(t("ui.weights.rank.help", lang)))
    order = st.multiselect(
        t("ui.weights.rank.order", lang),
        names,
        default=names,
        placeholder=t("ui.weights.rank.placeholder", lang),
        key=f"weights_order_{'/'.join(names)}",
    )
    method = st.segmented_control(
        t("ui.weights.rank.method", lang),
        ("centroid", "sum"),
        format_func=lambda each: t(f"ui.weights.rank.{each}", lang),
        default="centroid",
        required=True,
        key="weights_method",
    )
    missing = [name for name in names if name not in order]
    if missing:
        show(answer(t("ui.weights.rank.incomplete", lang, names=listed(missing, lang))))
        return
    show_weights((rank_sum if method == "sum" else rank_order_centroid)(order, decimals), lang)


def ask_swings(names: Sequence[str], decimals: int, lang: str) -> None:
    """Draw a field for the points of each swing, all at 100 at first, and the weights that follow."""
    show(note(t("ui.weights.swing.help", lang)))
    points = {
        name: cell.number_input(
            t("ui.weights.swing.points", lang, criterion=name),
            min_value=0,
            max_value=100,
            value=100,
            step=5,
            key=f"weights_swing_{name}",
        )
        for name, cell in zip(names, _cells(len(names)), strict=True)
    }
    show_weights(swing_weights({name: Decimal(value) for name, value in points.items()}, decimals), lang)


def ask_pairs(names: Sequence[str], decimals: int, lang: str) -> None:
    """Draw a slider for each two criteria, in the middle at first, the weights that follow and how well they agree."""
    show(note(t("ui.weights.pairs.help", lang)))
    pairs = list(combinations(names, 2))
    comparisons = {}
    for (first, second), cell in zip(pairs, _cells(len(pairs)), strict=True):
        step = cell.select_slider(
            t("ui.weights.pairs.pair", lang, first=first, second=second),
            # The first criterion stands to the left, and so do the steps that favour it.
            tuple(reversed(STEPS)),
            1,
            partial(step_text, pair=(first, second), lang=lang),
            key=f"weights_pair_{first}/{second}",
        )
        comparisons[first, second] = float(step) if step > 0 else -1.0 / step
    found = pairwise_weights(comparisons, decimals)
    show_weights(found.weights, lang)
    show(*agreement(found, lang))


def _cells(count: int) -> list[DeltaGenerator]:
    """Return places side by side, a row after the other, so that the tab key goes through them as they are read."""
    rows = [st.columns(COLUMNS) for _ in range(0, count, COLUMNS)]
    return [cell for row in rows for cell in row][:count]


def step_text(step: int, pair: tuple[str, str], lang: str) -> str:
    """Return a step of the scale in words: whom it favours, and how many times."""
    if step == 1:
        return t("ui.weights.pairs.equal", lang)
    favoured = pair[0] if step > 0 else pair[1]
    return t("ui.weights.pairs.step", lang, criterion=favoured, times=exact(abs(step), lang))


def agreement(found: PairwiseWeights, lang: str) -> list[Html]:
    """Return how well comparisons agree, and which of them to look at again."""
    blocks = [answer(said(consistency_key(found), lang, **consistency_values(found, lang)))]
    if found.departure is not None and is_worth_a_look(found):
        blocks.append(note(said("weights.pairs.look_at", lang, **departure_values(found.departure, lang))))
    return blocks


def show_weights(weights: Mapping[str, Decimal], lang: str) -> None:
    """Draw weights as a table, and as text to copy."""
    columns = [
        Column(t("weights.columns.criterion", lang), width=70),
        Column(t("weights.columns.weight", lang), is_number=True),
    ]
    rows = [Row([name, weight_text(weight, lang)]) for name, weight in weights.items()]
    show(table(t("ui.weights.find.caption", lang), columns, rows))
    with st.expander(t("ui.weights.find.copy", lang)):
        st.code(weights_text(weights, lang), language=None)


def told(problem: Problem, lang: str) -> Html:
    """Return what is wrong with answers and what to do about it, in one paragraph."""
    words = describe(problem, lang)
    return answer(f"{words['found']} {words['how_to_fix']}")


def ask_expected(tender: Tender, lot: str, lang: str) -> float | None:
    """Draw the field for the lowest cost that is expected; the estimated value of the lot at first."""
    estimated = next(row.estimated_value for row in tender.lots if row.id == lot)
    return st.number_input(
        t("ui.weights.trade.cost", lang, currency=currency_sign(tender.facts.currency, lang)),
        min_value=0.0,
        value=estimated,
        step=10_000.0,
        format="%.0f",
        help=t("ui.weights.trade.cost_help", lang),
        key=f"weights_cost_{tender.facts.id}_{lot}",
    )


def ask_best(tender: Tender, found: TradeOffs, lang: str) -> dict[str, float]:
    """Draw a field for the best figure of each criterion that is measured against the best bid, and return the filled."""
    titles = criterion_titles(tender, found.lot, lang)
    asked = [row for row in found.rows if row.reason == "expected_missing"]
    figures: dict[str, float] = {}
    for row in asked:
        label = t(
            "ui.weights.trade.best", lang, criterion=titles[row.criterion], unit=unit_text(tender, row, lang)
        )
        key = f"weights_best_{tender.facts.id}_{found.lot}_{row.criterion}"
        figure = st.number_input(label, min_value=0.0, value=None, key=key)
        if figure is not None:
            figures[row.criterion] = figure * units_in(row.unit)
    return figures


def trade_answer(tender: Tender, found: TradeOffs, lang: str) -> Html:
    """Return what one point of the total costs."""
    key, amounts = cost_sentence(found)
    return said(key, lang, **in_money(amounts, tender, lang))


def trade_table(tender: Tender, found: TradeOffs, lang: str) -> Html:
    """Return what one unit of each criterion is worth."""
    titles = criterion_titles(tender, found.lot, lang)
    named = {
        name: t(f"weights.columns.{name}", lang) for name in ("criterion", "weight", "unit", "units", "money")
    }
    columns = [
        Column(
            title, width=34 if name == "criterion" else None, is_number=name in ("weight", "units", "money")
        )
        for name, title in named.items()
    ]
    rows = [Row(trade_off_cells(tender, row, titles, lang)) for row in found.rows]
    return table(t("ui.weights.trade.caption", lang), columns, rows)


def reasons(tender: Tender, found: TradeOffs, lang: str) -> list[Html]:
    """Return why criteria have no figure, as a list; nothing where all have one."""
    titles = criterion_titles(tender, found.lot, lang)
    without = [reason_text(row, titles, lang) for row in found.rows if row.reason is not None]
    return [remarks(without)] if without else []


def price_table(tender: Tender, found: TradeOffs, lang: str) -> list[Html]:
    """Return what the model pays for a tonne of CO2e beside published prices; nothing where it scores no emissions."""
    prices = co2_prices(tender, found)
    if not prices:
        return []
    titles, currency = criterion_titles(tender, found.lot, lang), tender.facts.currency
    columns = [
        Column(t("weights.columns.criterion", lang)),
        Column(t("ui.weights.trade.price_set", lang), width=44),
        *(Column(t(f"ui.weights.trade.{name}", lang), is_number=True) for name in ("paid", "price", "times")),
    ]
    rows = [
        Row(
            [
                titles[each.criterion],
                two_lines(each.beside.price_set, each.source),
                money(each.money_per_tonne, lang, currency),
                money(each.beside.price, lang, currency),
                MISSING if each.beside.times is None else significant(each.beside.times, lang, DIGITS),
            ]
        )
        for each in prices
    ]
    return [table(t("ui.weights.trade.prices", lang), columns, rows)]
