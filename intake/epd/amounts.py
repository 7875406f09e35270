"""Numbers and units as declarations write them: ``> 500``, ``7,7``, ``kg CO_(2)-Äq.``, ``kg/m^3``, 2022.

Only what is a number is calculated with. A bound, a range or an approximation stays text, and is told of.
"""

import datetime as dt
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

Relation = Literal["exact", "at_least", "at_most", "unclear"]
# One kilogram of P is 3.07 kg of phosphate: EN 15804+A2 asks for P, some declarations give phosphate.
PO4_PER_P = 3.07

_NUMBER = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?")
_DECIMAL_COMMA = re.compile(r"[+-]?\d+,\d+")
_BOUNDS: Mapping[str, Relation] = {">": "at_least", "≥": "at_least", "<": "at_most", "≤": "at_most"}
# What declarations write where a module or an indicator is not declared.
NOT_DECLARED = frozenset({"", "nd", "mnd", "mnr", "nr", "ina", "n/a", "na", "-", "–", "n.d.", "none", "null"})
_MOST_CHARACTERS = 60
# No figure of a product is larger, no quantity of one smaller; what is calculated from two such can be printed.
LARGEST, SMALLEST = 1e12, 1e-12
_MOST_DAYS_MS = 253_402_300_799_999  # the last millisecond of the year 9999


@dataclass(frozen=True)
class Number:
    """A number as written: ``value`` is exact, a bound, or None where it is no number."""

    value: float | None
    relation: Relation = "exact"

    @property
    def exact(self) -> float | None:
        """Return the value where it is a number and no bound."""
        return self.value if self.relation == "exact" else None


def read_amount(text: str | None) -> Number:
    """Read a number of a document: a decimal point, or one comma that cannot be a thousand.

    >>> (
    ...     read_amount("7.70E-1").exact,
    ...     read_amount("7,7").exact,
    ...     read_amount("> 500"),
    ...     read_amount("1,000").exact,
    ... )
    (0.77, 7.7, Number(value=500.0, relation='at_least'), None)
    >>> read_amount("450 - 550").exact, read_amount("NaN").exact, read_amount("1e999").exact
    (None, None, None)
    """
    cleaned = unicodedata.normalize("NFKC", text or "").replace("−", "-").strip()[: _MOST_CHARACTERS + 1]
    bound = _BOUNDS.get(cleaned[:1])
    plain = cleaned[1:].lstrip("= ") if bound else cleaned
    if _DECIMAL_COMMA.fullmatch(plain) and len(plain.rpartition(",")[2]) != len("000"):
        plain = plain.replace(",", ".")
    if len(cleaned) > _MOST_CHARACTERS or not plain.isascii() or not _NUMBER.fullmatch(plain):
        return Number(None, "unclear")
    value = float(plain)
    return Number(value, bound or "exact") if abs(value) <= LARGEST else Number(None, "unclear")


def positive(text: str | None) -> float | None:
    """Return a number above zero, None for anything else."""
    value = read_amount(text).exact
    return value if value is not None and value >= SMALLEST else None


def share_of_percent(text: str | None) -> float | None:
    """Return per cent as a share, None for what is none.

    >>> share_of_percent("98.0"), share_of_percent("120"), share_of_percent("")
    (0.98, None, None)
    """
    value = read_amount(text).exact
    return value / 100 if value is not None and 0 <= value <= 100 else None  # noqa: PLR2004  (per cent)


def share(text: str | None) -> float | None:
    """Return a share that is written as one, 0 to 1."""
    value = read_amount(text).exact
    return value if value is not None and 0 <= value <= 1 else None


def iso_date(text: str | None) -> str | None:
    """Return a date as ISO text: a year alone is its last day, a whole number of milliseconds counts from 1970.

    >>> iso_date("2027"), iso_date("2024-02-11T00:00:00Z"), iso_date("1710547200000"), iso_date("soon")
    ('2027-12-31', '2024-02-11', '2024-03-16', None)
    """
    given = (text or "").strip()
    if re.fullmatch(r"[0-9]{4}", given):
        given = f"{given}-12-31"
    elif re.fullmatch(r"-?[0-9]{9,15}(?:\.0)?", given):
        milliseconds = float(given)
        if abs(milliseconds) > _MOST_DAYS_MS:
            return None
        given = (dt.datetime(1970, 1, 1, tzinfo=dt.UTC) + dt.timedelta(milliseconds=milliseconds)).isoformat()
    found = re.match(r"[0-9]{4}-[0-9]{2}-[0-9]{2}(?![0-9])", given)
    try:
        return dt.date.fromisoformat(found[0]).isoformat() if found else None
    except ValueError:
        return None


# Each unit with what it measures and its factor to the first of its kind.
_UNITS: tuple[tuple[str, float, Iterable[str]], ...] = (
    ("kg", 1.0, ("kg", "kilogram")),
    ("kg", 1e-3, ("g", "gram")),
    ("kg", 1e3, ("t", "ton", "tonne", "tonnes", "metric ton", "Mg", "1000 kg")),
    ("MJ", 1.0, ("MJ", "MJ, net calorific value", "MJ Hu")),
    ("MJ", 3.6, ("kWh",)),
    ("MJ", 1e3, ("GJ",)),
    ("m3", 1.0, ("m3", "cbm")),
    ("m3", 1e-3, ("l", "liter", "litre")),
    ("m2", 1.0, ("m2", "qm", "sqm")),
    ("m", 1.0, ("m", "lfm", "metre", "meter", "rm")),
    ("m", 1e-3, ("mm",)),
    ("m", 1e-2, ("cm",)),
    (
        "piece",
        1.0,
        ("piece", "pieces", "Item(s)", "item", "items", "pcs", "pc", "stk", "Stück", "unit", "each", "p"),
    ),
    ("tkm", 1.0, ("tkm", "t*km")),
    ("a", 1.0, ("a", "year", "years", "yr")),
    ("m2*a", 1.0, ("m2*a", "m2a")),
    ("m3*a", 1.0, ("m3*a", "m3a")),
    ("kg*a", 1.0, ("kg*a", "kga")),
    ("kg/m3", 1.0, ("kg/m3", "kilograms per cubic metre")),
    ("kg/m3", 1e3, ("g/cm3", "t/m3", "kg/dm3", "kg/l")),
    ("kg/m2", 1.0, ("kg/m2", "kilogram per square meter", "kilograms per square metre")),
    ("kg/m2", 1e-3, ("g/m2",)),
    ("kg/m", 1.0, ("kg/m", "kilograms per metre")),
    ("kg/m", 1e-3, ("g/m",)),
    ("kg CO2e", 1.0, ("kg CO2e", "kg CO2")),
    ("kg CO2e", 1e-3, ("g CO2e",)),
    ("kg CO2e", 1e3, ("t CO2e",)),
    ("kg CFC11e", 1.0, ("kg CFC11e", "kg R11e")),
    ("mol H+e", 1.0, ("mol H+e", "mol He")),
    ("kg SO2e", 1.0, ("kg SO2e",)),
    ("kg Pe", 1.0, ("kg Pe", "kg P")),
    ("kg Pe", 1 / PO4_PER_P, ("kg PO4e", "kg PO4 3-e", "kg phosphate")),
    ("kg Ne", 1.0, ("kg Ne", "kg N")),
    ("mol Ne", 1.0, ("mol Ne", "mol N")),
    ("kg NMVOCe", 1.0, ("kg NMVOCe",)),
    ("kg C2H4e", 1.0, ("kg C2H4e", "kg ethene", "kg ethylene")),
    ("kg Sbe", 1.0, ("kg Sbe",)),
    ("m3 world e", 1.0, ("m3 world e", "m3 Welt", "m3 AWARE", "m3 world eq. deprived", "m3 depriv")),
    ("disease incidence", 1.0, ("disease incidence", "Krankheitsfälle", "cases", "AnnualPerCapita")),
    ("kBq U235e", 1.0, ("kBq U235e", "kBq U-235")),
    ("CTUe", 1.0, ("CTU e",)),
    ("CTUh", 1.0, ("CTU h",)),
    ("Pt", 1.0, ("Pt", "unitless", "dimensionless", "1")),
)
_EQUIVALENT = re.compile(r"(?:äquiv(?:alente?)?|äqv?|aeq|equiv(?:alents?)?|eqv|eq)$")


def _compact(unit: str) -> str:
    """Return a unit without the ways there are to write it: spaces, powers, "equivalents".

    >>> [_compact(unit) for unit in ("kg CO_(2)-Äq.", "kgCO2e", "kg CO₂ eqv.", "kg/m^3")]
    ['kgco2', 'kgco2', 'kgco2', 'kg/m3']
    """
    plain = unicodedata.normalize("NFKC", unit).casefold()
    bare = re.sub(r"[\s_()\[\]{}^.,\-−·]", "", plain)
    return bare if bare.startswith("ctu") else _EQUIVALENT.sub("", bare).rstrip("e")


_BY_NAME = {_compact(name): (kind, factor) for kind, factor, names in _UNITS for name in names}


def is_known_unit(unit: str) -> bool:
    """Say whether a unit is one that is told from others; a remark in its place is none."""
    return _compact(unit) in _BY_NAME


def conversion(found: str, wanted: str) -> float | None:
    """Return what one of a unit is in another, None where they measure different things.

    >>> conversion("kWh", "MJ"), conversion("t", "kg"), conversion("kg SO2-Äq.", "mol H+e")
    (3.6, 1000.0, None)
    >>> round(conversion("kg PO4e", "kg Pe"), 6), conversion("kg PO4e", "kg PO4e")
    (0.325733, 1.0)
    """
    if _compact(found) == _compact(wanted):
        return 1.0
    theirs, ours = _BY_NAME.get(_compact(found)), _BY_NAME.get(_compact(wanted))
    if theirs is None or ours is None or theirs[0] != ours[0]:
        return None
    return theirs[1] / ours[1]


_DECLARED = ("kg", "m2", "m3", "m", "piece", "MJ", "tkm", "a", "m2*a", "m3*a", "kg*a")


def declared_unit_of(text: str) -> tuple[str, float] | None:
    """Return a declared unit and what one of the unit written is in it; kWh stays kWh.

    >>> declared_unit_of("Item(s)"), declared_unit_of("t"), declared_unit_of("kWh"), declared_unit_of("bag")
    (('piece', 1.0), ('kg', 1000.0), ('kWh', 1.0), None)
    """
    if _compact(text) == "kwh":
        return "kWh", 1.0
    found = _BY_NAME.get(_compact(text))
    return found if found is not None and found[0] in _DECLARED else None
