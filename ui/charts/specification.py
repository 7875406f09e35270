# ruff: noqa: TID253 - drawing is all that this package does, and only pages that draw load it
"""A picture as a Vega-Lite specification that holds its tables itself.

Streamlit sends tables apart from a specification and, where one picture takes the place of another, may hand
the new tables to the old picture, which does not know them ("Unrecognized data set"). A specification that is
whole cannot be torn apart.
"""

from collections.abc import Mapping
from typing import Any

import altair as alt


def specification(chart: alt.TopLevelMixin) -> dict[str, Any]:
    """Return the specification of a chart with each table where it is drawn.

    That it is valid Vega-Lite is held by the tests of the charts, not asked again for each reader.
    """
    spec: dict[str, Any] = chart.to_dict(validate=False)
    tables: Mapping[str, object] = spec.pop("datasets", {})
    whole = _whole(spec, tables)
    if not isinstance(whole, dict):
        raise TypeError("a specification is an object")
    return whole


def _whole(part: object, tables: Mapping[str, object]) -> object:
    if isinstance(part, list):
        return [_whole(each, tables) for each in part]
    if not isinstance(part, dict):
        return part
    return {
        key: {"values": tables[value["name"]]}
        if key == "data" and value.get("name") in tables
        else _whole(value, tables)
        for key, value in part.items()
    }
