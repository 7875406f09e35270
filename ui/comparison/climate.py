"""What the bids emit, by life-cycle module; module D beside it, never in the total."""

from evaluation import Evaluation, LotEvaluation
from texts import t
from ui.comparison.kilograms import kilograms_of, stack_of
from ui.comparison.section import Section, answer_of, bids_table, by_bid, chart_rows, figure_or_note, figures
from ui.tables import Column

MEASURE, BEYOND = "gwp_a_to_c", "D"


def climate_section(done: Evaluation, lot: LotEvaluation, lang: str) -> Section | None:
    """Return the section on emissions; None where the lot's model does not count them."""
    from ui.charts import MODULE_STAGES, spoken, stacked  # noqa: PLC0415

    if MEASURE not in lot.indicators:
        return None
    totals = lot.indicators[MEASURE]
    by_module = by_bid(lot, lot.impacts, "module", "gwp")
    modules = [module for module in MODULE_STAGES if module in by_module]
    # What lies beyond the system is drawn left of nought, a credit as well as a burden.
    drawn = by_module.assign(D=-by_module[BEYOND].abs()) if BEYOND in by_module else by_module
    mass = kilograms_of(totals, lang, is_co2e=True)
    stack = stack_of("climate", "module", {m: MODULE_STAGES[m] for m in modules}, mass)
    rows = chart_rows(done, lot, lang)
    chart = stacked(drawn, totals, rows, stack, lang) if totals.notna().any() else None
    named = {part.key: " ".join(part.title.split()) for part in stack.parts}
    columns = [
        (
            Column(named[m], "kg CO₂e", is_number=True),
            figures(by_module[m], lang),
        )
        for m in modules
        if m != BEYOND
    ]
    whole = figures(totals, lang)
    columns.append((Column(t("charts.climate.total", lang), "kg CO₂e", is_number=True), whole))
    if BEYOND in modules:
        beyond = figures(by_module[BEYOND], lang)
        columns.append((Column(named[BEYOND], "kg CO₂e", is_number=True), beyond))
    caption = t("charts.climate.caption", lang, years=lot.taken.model.study_years)
    kind = t("charts.spoken.stacked", lang, what=t("charts.climate.what", lang))
    helps = [t("charts.climate.help", lang)] if chart is not None else []
    bases = [item.factor_basis for item in lot.taken.items]
    if count := bases.count("use_only"):
        helps.append(t("charts.climate.use_only", lang, count=count, items=len(bases)))
    return Section(
        "climate",
        answer_of(lot, "climate", totals, mass.in_full, lang),
        " ".join(helps),
        bids_table(done, lot, caption, columns, lang),
        chart,
        spoken(kind, [(row.label, figure_or_note(totals, row, mass.in_full)) for row in rows]),
        tuple(named.items()),
    )
