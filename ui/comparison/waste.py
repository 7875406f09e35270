"""Where the materials end: residual waste, which is what is measured, and what stays in circulation."""

import pandas as pd

from evaluation import Evaluation, LotEvaluation
from texts import t
from ui.comparison.kilograms import kilograms_of, stack_of
from ui.comparison.section import Section, answer_of, bids_table, by_bid, chart_rows, figure_or_note, figures
from ui.tables import Column

MEASURE = "residual_waste"
# From the line of nought outwards: residual to the right, circulation to the left.
RESIDUAL, CIRCULATES = ("recycling_loss", "energy_recovery", "landfill"), ("recycling", "reuse")


def waste_section(done: Evaluation, lot: LotEvaluation, lang: str) -> Section | None:
    """Return the section on waste; None where the lot's model does not count it."""
    from ui.charts import ROUTE_STAGES, spoken, stacked  # noqa: PLC0415

    if MEASURE not in lot.indicators:
        return None
    totals = lot.indicators[MEASURE]
    routes = by_route(lot)
    years = lot.taken.model.study_years
    known = [route for route in (*CIRCULATES, *RESIDUAL) if route in routes]
    mass = kilograms_of(totals, lang, is_co2e=False)
    stack = stack_of("waste", "route", {route: ROUTE_STAGES[route] for route in known}, mass)
    drawn = routes.assign(**{route: -routes[route] for route in CIRCULATES if route in routes})
    rows = chart_rows(done, lot, lang)
    chart = stacked(drawn, totals, rows, stack, lang) if totals.notna().any() else None
    named = {part.key: " ".join(part.title.split()) for part in stack.parts}
    columns = [(Column(named[r], "kg", is_number=True), figures(routes[r], lang)) for r in known]
    whole = figures(totals, lang)
    yearly = figures(totals / years, lang, 1)
    columns.append((Column(t("charts.waste.total", lang), "kg", is_number=True), whole))
    columns.append(
        (Column(t("charts.waste.total", lang), t("ui.compare.kg_a_year", lang), is_number=True), yearly)
    )
    kind = t("charts.spoken.stacked", lang, what=t("charts.waste.what", lang))
    return Section(
        "waste",
        answer_of(lot, "waste", totals, mass.in_full, lang),
        t("charts.waste.help", lang) if chart is not None else "",
        bids_table(done, lot, t("charts.waste.caption", lang, years=years), columns, lang),
        chart,
        spoken(kind, [(row.label, figure_or_note(totals, row, mass.in_full)) for row in rows]),
        tuple(named.items()),
    )


def by_route(lot: LotEvaluation) -> pd.DataFrame:
    """Return the kilograms by route over the study period, what recycling loses apart from what it yields."""
    flows = lot.mass_flows
    routed = flows.assign(kg_routed=flows["kg"] * flows["route_share"])
    kilograms = by_bid(lot, routed, "route", "kg_routed")
    if "recycling" in kilograms:
        lost = by_bid(lot, flows.loc[(flows["route"] == "recycling").to_numpy()], "route", "residual_kg")
        kilograms["recycling_loss"] = lost["recycling"]
        kilograms["recycling"] -= lost["recycling"]
    return kilograms
