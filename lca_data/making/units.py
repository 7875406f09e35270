"""From the unit a figure is printed in to the unit a factor is declared in."""

from decimal import Context, Decimal

SIGNIFICANT = Context(prec=12)
"""Twelve significant digits: more than any source prints, and the same text on every machine."""

SHORT_TON_KG = Decimal("907.18474")
"""2,000 pounds of 0.45359237 kg (exact by definition)."""

DECLARED: dict[str, tuple[str, Decimal]] = {
    "kg": ("kg", Decimal(1)),
    "1000 kg": ("kg", Decimal(1000)),
    "tonne": ("kg", Decimal(1000)),
    "short ton (907.185 kg)": ("kg", SHORT_TON_KG),
    "m2": ("m2", Decimal(1)),
    "1.25077 m2": ("m2", Decimal("1.25077")),
    "m3": ("m3", Decimal(1)),
    "m": ("m", Decimal(1)),
    "piece": ("piece", Decimal(1)),
    "litre": ("litre", Decimal(1)),
    "kWh": ("kWh", Decimal(1)),
    "GJ": ("GJ", Decimal(1)),
    "tkm": ("tkm", Decimal(1)),
    "USD (2022, purchaser price)": ("usd_2022", Decimal(1)),
}
"""Printed unit -> declared unit, and how many of the declared unit the printed one holds."""


def per_declared_unit(value: Decimal, printed_unit: str) -> Decimal:
    """Convert a figure per printed unit to the figure per declared unit.

    Parameters
    ----------
    value : figure per ``printed_unit`` [kg CO2e].
    printed_unit : a key of :data:`DECLARED`.

    Returns
    -------
    Decimal
        The figure per declared unit [kg CO2e], to twelve significant digits.

    Raises
    ------
    KeyError
        Where the unit is not known: add it, with what it holds, rather than let it pass unconverted.

    Examples
    --------
    >>> per_declared_unit(Decimal("2863.90131"), "tonne")
    Decimal('2.86390131')
    """
    return SIGNIFICANT.divide(value, DECLARED[printed_unit][1])


def text(value: Decimal | None) -> str:
    """Write a number as plain decimals; a blank for None.

    >>> text(Decimal("2.50")), text(Decimal("4E+1")), text(None)
    ('2.5', '40', '')
    """
    return "" if value is None else format(value.normalize(), "f")
