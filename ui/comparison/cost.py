"""What the bids cost over the whole life: by stage in the picture, by category in the table."""

import pandas as pd

from evaluation import Evaluation, LotEvaluation
from texts import has, t
from texts.numbers import currency_sign, money, number
from ui.comparison.section import Section, answer_of, bids_table, by_bid, chart_rows, figure_or_note, figures
from ui.figures import rate_text
from ui.tables import Column

MEASURE, THOUSAND = "life_cycle_cost", 1000.0


def cost_section(done: Evaluation, lot: LotEvaluation, lang: str) -> Section | None:
    """Return the section on cost; None where the lot's model does not count it."""
    from ui.charts import COST_STAGES, STAGES, Part, Stack, spoken, stacked  # noqa: PLC0415

    if MEASURE not in lot.indicators:
        return None
    currency, model = done.tender.facts.currency, lot.taken.model
    totals = lot.indicators[MEASURE]
    paid = paid_by_buyer(lot)
    by_category = by_bid(lot, paid, "category", "present_value")
    staged = paid.assign(stage=paid["category"].astype(object).map(COST_STAGES))
    by_stage = by_bid(lot, staged, "stage", "present_value")
    sign = currency_sign(currency, lang)

    def in_full(amount: float) -> str:
        return money(amount, lang, currency)

    rate = rate_text(done.tender, model, lang)
    basis = t(f"codes.price_basis.{model.price_basis}", lang)
    helps = [t("charts.cost.help", lang, currency=sign, price_basis=basis, rate=rate)]
    helps += [t("charts.cost.help_fee", lang)] if (lot.streams["payer"] == "bidder").any() else []
    rows = chart_rows(done, lot, lang)
    parts = [
        Part(stage, t(f"charts.cost.part.{stage}", lang), stage) for stage in STAGES if stage in by_stage
    ]
    stack = Stack(
        parts,
        t("charts.cost.left", lang),
        t("charts.cost.right", lang),
        in_full,
        lambda v: number(v / THOUSAND, lang),
    )
    is_known = totals.notna().any()
    chart = stacked(by_stage, totals, rows, stack, lang) if is_known else None
    listed = [category for category in COST_STAGES if category in by_category]
    named = {category: category_title(category, lang) for category in listed}
    columns = [(Column(named[c], sign, is_number=True), figures(by_category[c], lang)) for c in listed]
    whole = figures(totals, lang)
    columns.append((Column(t("charts.cost.total", lang), sign, is_number=True), whole))
    caption = t("charts.cost.caption", lang, currency=sign, years=model.study_years)
    kind = t("charts.spoken.stacked", lang, what=t("charts.cost.what", lang))
    return Section(
        "cost",
        answer_of(lot, "cost", totals, in_full, lang),
        " ".join(helps) if chart is not None else "",
        bids_table(done, lot, caption, columns, lang),
        chart,
        spoken(kind, [(row.label, figure_or_note(totals, row, in_full)) for row in rows]),
        tuple((part.key, " ".join(part.title.split())) for part in parts),
    )


def paid_by_buyer(lot: LotEvaluation) -> pd.DataFrame:
    """Return the streams that count: what the bidder pays out of a fee is shown and never summed."""
    return lot.streams.loc[(lot.streams["payer"] == "buyer").to_numpy()]


def category_title(category: str, lang: str) -> str:
    """Return the name of a category of cost."""
    key = f"charts.cost.category.{category}"
    return t(key, lang) if has(key, lang) else t(f"codes.cost_category.{category}", lang)
