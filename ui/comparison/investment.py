"""What the larger of two investments buys: the saving, what it is of the investment, and when it is paid back."""

from collections.abc import Sequence

import numpy as np

from evaluation import Evaluation, LotEvaluation
from evaluation.codes import CODES
from evaluation.investment import (
    INVESTMENT,
    InvestmentMeasures,
    Payback,
    compare_investment,
    flat_rate,
    has_cost,
)
from texts import t
from texts.numbers import capital, currency_sign, exact, listed, money, number, percent
from ui.comparison import cost
from ui.comparison.section import Section
from ui.ranking import shown_name
from ui.tables import Column, Html, Row, said, table, two_lines

HERE = "ui.two_bids.investment"


def investment_section(
    done: Evaluation, lot: LotEvaluation, chosen: Sequence[str], lang: str
) -> Section | None:
    """Return what the larger investment of two buys; None where the cost of either is not counted or not known."""
    if not all(has_cost(lot, bid) for bid in chosen):
        return None
    of = compare_investment(lot, *chosen)
    currency = done.tender.facts.currency
    columns = [
        Column(t("ui.two_bids.measure", lang), width=28),
        Column(t(f"{HERE}.value", lang), is_number=True, width=20),
        Column(t(f"{HERE}.how", lang)),
    ]
    names = _names(lot, of, lang)
    rows = [
        *_amounts(lot, of, names, currency, lang),
        *_ratios(lot, of, currency, lang),
        *(
            Row(
                [
                    t(f"{HERE}.{key}.title", lang),
                    _payback(lot, back, lang),
                    t(f"{HERE}.{key}.how", lang, **names),
                ]
            )
            for key, back in (("simple", of.simple_payback), ("discounted", of.discounted_payback))
        ),
        Row([t(f"{HERE}.crossing.title", lang), _crossings(of, lang), t(f"{HERE}.crossing.how", lang)]),
    ]
    return Section(
        "investment", _answer(lot, of, currency, lang), "", table(t(f"{HERE}.caption", lang), columns, rows)
    )


def _names(lot: LotEvaluation, of: InvestmentMeasures, lang: str) -> dict[str, str]:
    return {
        "base": shown_name(lot, of.base, lang),
        "alternative": shown_name(lot, of.alternative, lang),
    }


def _amounts(
    lot: LotEvaluation, of: InvestmentMeasures, names: dict[str, str], currency: str, lang: str
) -> list[Row]:
    """Return the rows of what is invested more, saved and left, with the categories that each holds."""
    paid = cost.paid_by_buyer(lot)
    found = set(paid.loc[paid["bid"].isin([of.base, of.alternative]), "category"])
    invested = [c for c in CODES["cost_category"] if c in found and c in INVESTMENT]
    others = [c for c in CODES["cost_category"] if c in found and c not in INVESTMENT]
    rows = []
    for key, amount, counted in (
        ("extra", of.extra_investment, invested),
        ("saving", of.saving, others),
    ):
        categories = capital(listed([cost.category_title(c, lang).lower() for c in counted], lang))
        how = t(f"{HERE}.{key}.how", lang, categories=categories, **names)
        nothing = t(f"{HERE}.{key}.nothing", lang)
        rows.append(
            Row([t(f"{HERE}.{key}.title", lang), money(amount, lang, currency), how if counted else nothing])
        )
    net = money(of.net_saving, lang, currency)
    return [*rows, Row([t(f"{HERE}.net.title", lang), net, t(f"{HERE}.net.how", lang)])]


def _ratios(lot: LotEvaluation, of: InvestmentMeasures, currency: str, lang: str) -> list[Row]:
    """Return the rows of the saving for each unit invested, and of the yearly return."""
    model = lot.taken.model
    ratio, yearly = of.savings_to_investment_ratio, of.adjusted_internal_rate_of_return
    nothing = t(f"{HERE}.nothing_invested", lang)
    without = nothing if of.extra_investment <= 0 else t(f"{HERE}.nothing_saved", lang)
    sign = currency_sign(currency, lang)
    kind = "how" if model.discount_rate is not None else "how_of_steps"
    rate = flat_rate(lot.taken.tender, model)
    rate_shown = percent(rate, lang) if model.discount_rate is not None else percent(rate, lang, 2)
    return [
        Row(
            [
                t(f"{HERE}.ratio.title", lang, currency=sign),
                number(ratio, lang, 2) if np.isfinite(ratio) else nothing,
                t(f"{HERE}.ratio.how", lang),
            ]
        ),
        Row(
            [
                t(f"{HERE}.return.title", lang),
                without if np.isnan(yearly) else percent(yearly, lang, 1),
                t(f"{HERE}.return.{kind}", lang, rate=rate_shown, years=model.study_years),
            ]
        ),
    ]


def _payback(lot: LotEvaluation, of: Payback, lang: str) -> str:
    if np.isnan(of.years):
        return t(f"{HERE}.nothing_invested", lang)
    if np.isinf(of.years):
        return t(f"{HERE}.never", lang, years=lot.taken.model.study_years)
    if of.first_year == 0:
        return t(f"{HERE}.from_the_start", lang)
    years = t(f"{HERE}.years", lang, years=number(of.years, lang, 1))
    return two_lines(years, t(f"{HERE}.in_year", lang, year=exact(of.first_year, lang)))


def _crossings(of: InvestmentMeasures, lang: str) -> str:
    return listed([str(year) for year in of.crossing_years], lang) or t(f"{HERE}.no_crossing", lang)


def _answer(lot: LotEvaluation, of: InvestmentMeasures, currency: str, lang: str) -> Html:
    """Return in plain words what the larger investment buys, and in which year it has been earned."""
    kind, names = _kind(of), _names(lot, of, lang)
    sentence = said(
        f"{HERE}.answer.{kind}",
        lang,
        **names,
        years=lot.taken.model.study_years,
        extra=money(of.extra_investment, lang, currency),
        saving=money(of.saving, lang, currency),
        net=money(abs(of.net_saving), lang, currency),
    )
    if kind != "pays":
        return sentence
    back = of.discounted_payback.first_year
    earned = said(f"{HERE}.answer.{'earned' if back else 'at_once'}", lang, year=exact(back, lang), **names)
    return Html(f"{sentence} {earned}")


def _kind(of: InvestmentMeasures) -> str:
    """Return which sentence tells of the two."""
    if of.extra_investment == 0:
        return "same_investment" if of.saving else "same"
    if of.saving <= 0:
        return "no_saving"
    if of.net_saving == 0:
        return "even"
    return "pays" if of.net_saving > 0 else "loses"
