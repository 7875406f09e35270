"""The comparison of bids: a section a question, each with its answer, chart and table, and the rows behind it."""

from ui.comparison.behind import behind_table
from ui.comparison.beside import beside_section
from ui.comparison.circularity import circularity_section
from ui.comparison.climate import climate_section
from ui.comparison.cost import cost_section
from ui.comparison.difference import difference_section
from ui.comparison.evidence import claims_side_by_side, documents_in_words, evidence_section
from ui.comparison.horizons import horizons_section
from ui.comparison.impacts import impacts_section
from ui.comparison.investment import investment_section
from ui.comparison.levels import item_choices, levels_section
from ui.comparison.life import life_section
from ui.comparison.opened import Behind, opened_table
from ui.comparison.section import Section
from ui.comparison.waste import waste_section
from ui.comparison.waste_years import is_even, waste_years_section, yearly_waste
from ui.comparison.years import years_section

__all__ = [
    "Behind",
    "Section",
    "behind_table",
    "beside_section",
    "circularity_section",
    "claims_side_by_side",
    "climate_section",
    "cost_section",
    "difference_section",
    "documents_in_words",
    "evidence_section",
    "horizons_section",
    "impacts_section",
    "investment_section",
    "is_even",
    "item_choices",
    "levels_section",
    "life_section",
    "opened_table",
    "waste_section",
    "waste_years_section",
    "yearly_waste",
    "years_section",
]
