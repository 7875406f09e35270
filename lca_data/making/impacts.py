"""From the other indicators of a data set to rows beside its factors: the same units, nothing added.

Only ÖKOBAUDAT prints indicators beside the climate figure. They are of EN 15804+A1 and of what is used and left
over; each row stands under the factor of its own module and declared unit, and is converted exactly as that
factor's climate figure is.
"""

from collections.abc import Iterator
from decimal import Decimal

from evaluation.impact_indicators import INDICATORS
from lca_data.making.factors import Row, mass_of
from lca_data.making.tables import BuildError, Figure
from lca_data.making.units import SIGNIFICANT, per_declared_unit, text

COLUMNS = ("factor", "indicator", "value")
STANDARD = "EN15804+A1"
KEYS = {row.code: row.key for row in INDICATORS.values() if row.family in {"a1", "flows"}}
"""What the standard prints -> key of the indicator, of +A1 and of the flows that are the same in both."""

CLIMATE = "a1_gwp"
OWN_PRODUCT = "energy_heat"
"""Category whose printed exported energy is the declared unit itself: heat bought, which nobody hands on."""

PARTS = {"C3_indicators": "_c3", "D_indicators": "_d"}
"""Part of the details -> how the key of the module's factor ends."""


def impacts(figures: list[Figure], factors: dict[str, Row]) -> tuple[list[Row], dict[str, str]]:
    """Make the table of indicators of all factors whose data set prints them.

    Parameters
    ----------
    factors : factor key -> row of the table of factors.

    Returns
    -------
    tuple
        Rows of factor, indicator and value, in the order of the factors and of the indicators; and what is left
        out -> why. What is not printed has no row: it is missing, never nought.

    Raises
    ------
    BuildError
        Where a data set is of another standard, or names an indicator that +A1 does not have.
    """
    made: dict[str, dict[str, Decimal]] = {}
    left_out: dict[str, str] = {}
    for figure in figures:
        if factors.get(figure.key, {}).get("family") != "okobaudat":
            continue
        if figure.details.get("standard") != STANDARD:
            raise BuildError(f"{figure.id} has indicators of {figure.details.get('standard')}.")
        if figure.category == OWN_PRODUCT and "output_flows" in figure.details:
            left_out[f"{figure.id}, exported energy"] = "The heat that is bought, not heat that is handed on."
        made |= dict(_of(figure))
    return [row for key, factor in factors.items() for row in _rows(factor, made.get(key))], left_out


def _of(figure: Figure) -> Iterator[tuple[str, dict[str, Decimal]]]:
    """Yield the key of each factor of a figure and its indicators, per declared unit and per kg."""
    printed = {"": dict(figure.details.get("indicators", {}))}
    if figure.category != OWN_PRODUCT:
        printed[""] |= figure.details.get("output_flows", {})
    printed |= {ending: figure.details.get(part, {}) for part, ending in PARTS.items()}
    mass = mass_of(figure)
    for ending, values in printed.items():
        if unknown := set(values) - set(KEYS):
            raise BuildError(
                f"{figure.id} names indicators that EN 15804+A1 does not have: {sorted(unknown)}."
            )
        declared = {KEYS[code]: per_declared_unit(value, figure.unit) for code, value in values.items()}
        yield f"{figure.key}{ending}", declared
        if mass is not None:
            yield f"{figure.key}{ending}_kg", {k: SIGNIFICANT.divide(v, mass) for k, v in declared.items()}


def _rows(factor: Row, values: dict[str, Decimal] | None) -> Iterator[Row]:
    """Yield the rows of one factor: its own climate figure, and what else its data set prints."""
    if factor["family"] != "okobaudat":
        return
    yield {"factor": factor["key"], "indicator": CLIMATE, "value": factor["gwp_kg_co2e"]}
    found = values or {}
    for indicator in (key for key in INDICATORS if key in found):
        yield {"factor": factor["key"], "indicator": indicator, "value": text(found[indicator])}
