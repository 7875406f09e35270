"""Units as people write them beside a number, and what one is worth in another.

Only exact conversions: a month is a twelfth of a year, never 30 days. A word that is in no table here, such
as the buyer's own unit, is only ever the same as itself.
"""

import re
from collections.abc import Mapping
from fractions import Fraction
from typing import Literal

# Where a "krone" without more is not the Danish one.
_CURRENCIES_CALLED_KR = {"SEK", "NOK", "ISK"}
_SCALES: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "mass": {
        "0.001": ("g", "gram"),
        "1": ("kg", "kilo", "kilogram"),
        "1000": ("t", "ton", "tons", "tonne", "tonnes"),
    },
    "energy": {
        "0.001": ("wh",),
        "1": ("kwh",),
        "1000": ("mwh",),
        "1000000": ("gwh",),
        "5/18": ("mj",),
        "2500/9": ("gj",),
    },
    "power": {"0.001": ("w", "watt"), "1": ("kw",)},
    "emission": {
        "0.001": ("g co2e",),
        "1": ("kg co2e",),
        "1000": ("t co2e", "ton co2e", "tons co2e", "tonne co2e"),
    },
    "years": {
        "1": ("år", "year", "years", "yr", "yrs"),
        "1/4": ("kvartal", "kvartaler", "quarter", "quarters"),
        "1/12": ("måned", "måneder", "md", "mdr", "mnd", "month", "months"),
    },
    "days": {"1": ("dag", "dage", "døgn", "day", "days"), "7": ("uge", "uger", "week", "weeks")},
    "working days": {
        "1": ("working_days", "working days", "working day", "arbejdsdag", "arbejdsdage", "hverdage"),
    },
    "hours": {"1": ("time", "timer", "hour", "hours", "h", "t"), "1/60": ("min", "minut", "minutter")},
    "volume": {
        "0.001": ("ml",),
        "0.01": ("cl",),
        "0.1": ("dl",),
        "1": ("l", "liter", "litre", "litres", "liters", "ltr"),
        "100": ("hl",),
        "1000": ("m3", "kubikmeter", "cbm"),
    },
    "area": {"1": ("m2", "kvm", "kvadratmeter", "sqm")},
    "length": {
        "0.000001": ("mm",),
        "0.00001": ("cm",),
        "0.001": ("m", "meter"),
        "1": ("km", "kilometer"),
    },
    "uses": {"1": ("uses", "use", "anvendelse", "anvendelser", "gang", "gange")},
    "pieces": {"1": ("stk", "styk", "stykker", "piece", "pieces", "pcs", "pc")},
    "per cent": {"1": ("%", "pct", "procent", "percent", "per cent")},
    "DKK": {
        "0.01": ("øre",),
        "1": ("dkk", "danske kroner", "danske kr"),
        "1000": ("t.kr", "tkr", "tdkk"),
        "1000000": ("mio. kr", "mio kr", "mio. dkk", "mio dkk", "mill. kr"),
    },
    "EUR": {"0.01": ("cent",), "1": ("eur", "€", "euro"), "1000": ("teur",)},
    "USD": {"1": ("usd", "$", "us$", "dollar")},
    "GBP": {"1": ("gbp", "£", "pund")},
    "SEK": {"1": ("sek", "svenske kr", "svenske kroner")},
    "NOK": {"1": ("nok", "norske kr", "norske kroner")},
    "CHF": {"1": ("chf",)},
    "ISK": {"1": ("isk",)},
    "JPY": {"1": ("jpy", "¥")},
    "PLN": {"1": ("pln", "zł")},
}
_CURRENCIES = {kind for kind in _SCALES if kind.isupper()}
_KR = ("kr", "krone", "kroner")


def _meanings_of_words() -> dict[str, dict[str, Fraction]]:
    """Return word -> what it measures -> how much of that scale's own unit it is."""
    meanings: dict[str, dict[str, Fraction]] = {}
    for kind, scale in _SCALES.items():
        for factor, words in scale.items():
            for word in words:
                meanings.setdefault(word, {})[kind] = Fraction(factor)
    return meanings


_MEANINGS = _meanings_of_words()

Mismatch = Literal["unclear", "not_convertible"]


def conversion(found: str, expected: str) -> Fraction | Mismatch:
    """Return what one of the unit found is in the unit expected.

    Returns
    -------
    Fraction or str
        The exact factor; ``not_convertible`` where both units are known and measure different things;
        ``unclear`` where one is not known, or where it is per something that the other one is not per.

    >>> conversion("g", "kg"), conversion("mdr.", "years"), conversion("MWh pr. måned", "kWh/year")
    (Fraction(1, 1000), Fraction(1, 12), Fraction(12000, 1))
    >>> conversion("kr./stk.", "DKK/stk."), conversion("kr.", "DKK/portion")
    (Fraction(1, 1), Fraction(1, 1))
    >>> conversion("kg", "years"), conversion("kasser", "stk."), conversion("kr./kasse", "DKK")
    ('not_convertible', 'unclear', 'unclear')
    """
    found_parts, expected_parts = _parts(found), _parts(expected)
    # "500,- pr. stk." names only what it is per.
    factor = _factor(found_parts[0], expected_parts[0]) if found_parts[0] else Fraction(1)
    if isinstance(factor, str) or len(found_parts) == 1:
        # A number without its "per": the heading of its column says what it is per.
        return factor
    if len(found_parts) != len(expected_parts):
        return "unclear"
    for one, other in zip(found_parts[1:], expected_parts[1:], strict=True):
        per = _factor(one, other)
        if isinstance(per, str):
            return per
        factor /= per
    return factor


def currency_of(unit: str, expected: str) -> str | None:
    """Return the currency (ISO 4217) that a unit is in, None where it is in none.

    >>> (
    ...     currency_of("kr. pr. stk.", "DKK"),
    ...     currency_of("kr", "SEK"),
    ...     currency_of("€", "DKK"),
    ...     currency_of("kg", "kg"),
    ... )
    ('DKK', 'SEK', 'EUR', None)
    """
    found = _meanings(_parts(unit)[0], _parts(expected)[0]).keys() & _CURRENCIES
    return next(iter(found), None)


def _parts(unit: str) -> list[str]:
    """Return the words of a unit, the first one and what it is per, in one way of writing.

    >>> _parts("kg CO₂-ækv. pr. m³")
    ['kg co2e', 'm3']
    """
    text = unit.casefold().replace("³", "3").replace("²", "2").replace("₂", "2")
    text = re.sub(r"\bco2\s*-?\s*(?:e|eq|ækv|ækvivalenter|equivalents?)\b\.?", "co2e", text)
    return [
        part.strip().rstrip(".") for part in re.split(r"\s*/\s*|\s+(?:pr\.?|per)\s+|^(?:pr\.?|per)\s+", text)
    ]


def _meanings(word: str, context: str) -> Mapping[str, Fraction]:
    if word in _KR:
        own = context.upper()
        return {own if own in _CURRENCIES_CALLED_KR else "DKK": Fraction(1)}
    return _MEANINGS.get(word, {})


def _factor(found: str, expected: str) -> Fraction | Mismatch:
    if found == expected:
        return Fraction(1)
    ours, theirs = _meanings(expected, expected), _meanings(found, expected)
    if not ours or not theirs:
        return "unclear"
    # "t" is a tonne or an hour: the one that the field is in.
    return next((theirs[kind] / ours[kind] for kind in ours if kind in theirs), "not_convertible")
