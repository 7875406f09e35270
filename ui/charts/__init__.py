"""The charts: one style, one row a bid, Danish or English.

Every chart is one layered view, so that Streamlit can stretch it::

    st.vega_lite_chart(spec=specification(chart), width="stretch", theme=None, alt=spoken(...))

A bid is a place and a name, never a colour; a colour is a stage of life, the same for cost, emissions and
waste; what does not count is hollow. No chart computes a result: totals, points, ranks and crossing years
come from the evaluation. Altair takes a third of a second to load: import this package where a page draws.
"""

from ui.charts.aligned import PointsColumn, aligned
from ui.charts.labels import shortened, spoken
from ui.charts.lives import Lives, lives
from ui.charts.over_years import Crossing, Stress, masses_of_years, money_over_years, over_years
from ui.charts.rows import ChartRow
from ui.charts.specification import specification
from ui.charts.stacked import Part, Stack, stacked
from ui.charts.stages import COST_STAGES, MODULE_STAGES, ROUTE_STAGES, STAGES
from ui.charts.theme import FEW_ROWS
from ui.charts.waterfall import Step, waterfall
from ui.charts.weight_play import WeightBand, Weights, weight_play
from ui.charts.weights import EffectiveWeight, effective_weights

__all__ = [
    "COST_STAGES",
    "FEW_ROWS",
    "MODULE_STAGES",
    "ROUTE_STAGES",
    "STAGES",
    "ChartRow",
    "Crossing",
    "EffectiveWeight",
    "Lives",
    "Part",
    "PointsColumn",
    "Stack",
    "Step",
    "Stress",
    "WeightBand",
    "Weights",
    "aligned",
    "effective_weights",
    "lives",
    "masses_of_years",
    "money_over_years",
    "over_years",
    "shortened",
    "specification",
    "spoken",
    "stacked",
    "waterfall",
    "weight_play",
]
