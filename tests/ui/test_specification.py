"""A picture holds its tables itself."""

import altair as alt
import pandas as pd

from ui.charts import specification


def test_each_table_stands_where_it_is_drawn_and_a_missing_number_is_none() -> None:
    """Three layers of two tables, of which one is drawn twice; "data" as the name of a bid is left alone."""
    bids = alt.Chart(pd.DataFrame([{"bid": "data", "cost": 1.0}, {"bid": "b", "cost": float("nan")}]))
    line = alt.Chart(pd.DataFrame([{"x": 5}])).mark_rule().encode(x="x:Q")
    bars, words = bids.mark_bar().encode(x="cost:Q"), bids.mark_text().encode(text="bid:N")
    spec = specification(alt.layer(bars, line, words))
    assert "datasets" not in spec
    rows = [{"bid": "data", "cost": 1.0}, {"bid": "b", "cost": None}]
    assert [layer["data"]["values"] for layer in spec["layer"]] == [rows, [{"x": 5}], rows]
