"""What a worked example fills in: the formulas of the combinations in figures, and what a rule finds among the bids."""

import math
import re

from evaluation.scoring.rounding import FloatArray
from evaluation.scoring.rule import BoolArray, Rule, best_value
from evaluation.scoring.spread import EscalatingInterval, EscalatingSlope, OverCenter
from evaluation.scoring.tables import Curve
from texts.numbers import exact, number

SYMBOL = re.compile(r"\b(Vmin|Vmax|V|M|X|B)\b")
DECIMALS, LEAST_FIXED, DIGITS = 4, 0.1, 5
# What each price model makes of points on one criterion, with numbers in place of the names.
PARTS = {
    "percentage_surcharge": "{weight} / {of_price} × ({scale} − {points}) / {scale} × 100",
    "percentage_deduction": "{percent} × {points} / {scale}",
    "quality_per_price": "{weight} × {points} / 100",
    "utility_index": "{weight} / {of_quality} × {points} / {scale}",
    "feature_coefficient": "{percent} × {points} / {scale}",
    "quality_then_price": "{weight} × {points} / {scale}",
}
# What it makes of price and quality.
TOTALS = {
    "percentage_surcharge": "{price} × (1 + {quality} / 100)",
    "percentage_deduction": "{price} × (1 − {quality} / 100)",
    "quality_per_price": "{factor} × {quality} / {price}",
    "utility_index": "(1 − ({most_quality} − {quality}) × {of_quality} / {of_price}) × {least_price} / {price}",
    "feature_coefficient": "{price} / (1 + {quality} / (100 − {most}))",
    "quality_then_price": "{price}",
}


def shown(value: float, lang: str) -> str:
    """Return a number to read: four decimals at most, and a small one by its first digits.

    >>> shown(7.33333333, "en"), shown(0.0000123456, "en"), shown(8.0, "en")
    ('7.3333', '0.000012346', '8')
    """
    if math.isnan(value):
        return exact(value, lang)
    if value and abs(value) < LEAST_FIXED:
        return number(value, lang, DIGITS - 1 - math.floor(math.log10(abs(value))))
    return exact(round(value, DECIMALS), lang)


def is_whole(value: float) -> bool:
    """Say whether a number is shown with all its decimals."""
    if value and abs(value) < LEAST_FIXED:
        return math.isclose(value, float(f"{value:.{DIGITS - 1}e}"), rel_tol=1e-12)
    return math.isclose(value, round(value, DECIMALS), rel_tol=1e-12, abs_tol=1e-12)


def references(rule: Rule, values: FloatArray, counted: BoolArray) -> dict[str, float]:
    """Return what a rule finds among the counted bids, by the symbol of its formula."""
    found: dict[str, float] = {}
    if rule.key == "min_max":
        found = {
            "Vmin": float(best_value(values, counted, "lower")[0]),
            "Vmax": float(best_value(values, counted, "higher")[0]),
        }
    elif rule.key in ("linear_over_best", "linear_escalating", "best_ratio", "logarithmic"):
        name = "Vmin" if rule.direction == "lower" else "Vmax"
        found = {name: float(best_value(values, counted, rule.direction)[0])}
    elif isinstance(rule, OverCenter):
        found = {"M": float(rule.reference(values, counted)[0])}
    if isinstance(rule, EscalatingSlope):
        found["X"] = float(rule.slope_used(values, counted)[0])
    if isinstance(rule, EscalatingInterval):
        found["B"] = float(rule.zero_used(values, counted)[0])
    return found


def measured(rule: Rule, values: FloatArray, counted: BoolArray) -> FloatArray:
    """Return the values as the rule's formula takes them: a curve's may be in per cent of a figure of the bids."""
    return rule.measured(values, counted) if isinstance(rule, Curve) else values
