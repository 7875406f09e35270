"""Compare the bids on a lot: what they cost, when, what they emit, where they end and how long they last."""

from functools import partial

from texts import t
from ui.blocks import show, show_lead
from ui.comparison import (
    circularity_section,
    climate_section,
    cost_section,
    horizons_section,
    impacts_section,
    life_section,
    waste_section,
)
from ui.evidence import show_evidence
from ui.language import language
from ui.levels import show_levels
from ui.opened_rows import open_rows
from ui.page import begin, choose_lot, result_of, show_section
from ui.tables import answer
from ui.years import show_cost_years, show_waste_years

SECTIONS = (
    cost_section,
    horizons_section,
    climate_section,
    impacts_section,
    waste_section,
    circularity_section,
    life_section,
)

lang = language()
opened = begin(t("ui.compare.title", lang), lang)
done = result_of(opened, lang)
show_lead(t("ui.compare.lead", lang))
lot = choose_lot(done, lang)

over_years = {"cost": show_cost_years, "waste": show_waste_years}
shown = 0
for make in SECTIONS:
    section = opened.keep((make.__name__, lot.lot, lang), partial(make, done, lot, lang))
    if make is climate_section:
        show_levels(opened, lot, lang)
    if section is None:
        continue
    shown += 1
    clicked = show_section(section, lang)
    open_rows(opened, lot, section, clicked, lang)
    if section.key in over_years and section.chart is not None:
        over_years[section.key](opened, lot, lang)
if shown:
    show_evidence(opened, lot, lang)
else:
    show(answer(t("ui.compare.nothing", lang)))
