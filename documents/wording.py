"""The words of workbooks in both languages: headings with their unit, code words, help."""

from collections.abc import Iterable

from evaluation.schema import Spec
from texts import t

Pair = tuple[str, str]
LANGUAGES = ("da", "en")


def both(key: str, **values: object) -> Pair:
    """Return the Danish and the English text of a key."""
    danish, english = (t(key, language, **values) for language in LANGUAGES)
    return danish, english


def code_words(list_name: str, code: str) -> str:
    """Return a code as a cell shows it: Danish / English.

    >>> code_words("yes_no", "yes")
    'ja / yes'
    """
    return " / ".join(both(f"codes.{list_name}.{code}"))


def currency_words(currency: str) -> Pair:
    """Return how a currency is written: kroner by their sign in Danish, any other by its code.

    >>> currency_words("DKK"), currency_words("EUR")
    (('kr.', 'DKK'), ('EUR', 'EUR'))
    """
    return both("units.DKK") if currency == "DKK" else (currency, currency)


def life_unit_words(units: Iterable[str]) -> Pair:
    """Return the unit of lives over some items: years, uses, or both words where they differ.

    >>> life_unit_words(["years", "years"])[1], life_unit_words(["years", "uses"])[1]
    ('years', 'years or uses')
    """
    found = set(units) or {"years"}
    return both(f"units.{found.pop() if len(found) == 1 else 'years_or_uses'}")


def heading(title_key: str, spec: Spec | None, currency: str = "DKK", life: Pair | None = None) -> Pair:
    """Return a column's heading: its title, then its unit where the column has one unit for all rows.

    A unit that differs by row (``{unit}``) is left out: the row shows it. Money says that it is
    without VAT, and a share that it is in per cent.
    """
    titles = both(title_key)
    if spec is None:
        return titles
    units = _unit_words(spec, currency_words(currency), life or both("units.years"))
    danish, english = (
        f"{title}, {unit}" if unit else title for title, unit in zip(titles, units, strict=True)
    )
    return danish, english


def _unit_words(spec: Spec, currency: Pair, life: Pair) -> Pair:
    if spec.kind in ("share", "weight"):
        return "%", "%"
    if spec.kind == "money":
        unit = "{currency}" if spec.unit in (None, "{currency}/{unit}") else spec.unit
        pairs = both(f"units.{unit}", currency="{currency}")
        danish, english = (
            t("sheets.words.excl_vat", language, unit=unit.replace("{currency}", sign))
            for language, unit, sign in zip(LANGUAGES, pairs, currency, strict=True)
        )
        return danish, english
    if spec.unit is None or "{unit}" in spec.unit:
        return "", ""
    return life if spec.unit == "{life_unit}" else both(f"units.{spec.unit}")
