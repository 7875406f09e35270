"""Numbers, money, shares and dates as a Dane or an Englishman writes them, by Babel.

For the eye only: half up, a true minus (U+2212), no-break spaces, an en dash for what is missing. What is
written here is never read back into a calculation.
"""

import datetime as dt
import math
from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal

from babel.dates import format_date
from babel.lists import format_list
from babel.numbers import format_decimal

from texts.catalogue import has, t

LOCALES = {"da": "da_DK", "en": "en_GB"}
MINUS, MISSING, NBSP = "\u2212", "\u2013", "\u00a0"
MOST_DECIMALS = 9
# Between these a number is written out, outside them as a power of ten.
LEAST_PLAIN, MOST_PLAIN = Decimal("0.0001"), Decimal(10_000_000)
RAISED = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")

Number = float | int | Decimal


def number(value: Number | None, lang: str, decimals: int = 0, *, sign: bool = False) -> str:
    """Return a number with a fixed count of decimals, and a plus before a gain where ``sign`` asks for it.

    Raises
    ------
    ValueError
        For an infinite number, which no evaluation gives.

    >>> number(1234567.5, "da"), number(1234567.5, "en"), number(-12.34, "da", 1)
    ('1.234.568', '1,234,568', '−12,3')
    >>> number(7.05, "da", 1), number(1.005, "en", 2), number(3.2, "da", 1, sign=True)
    ('7,1', '1.01', '+3,2')
    >>> number(-0.04, "da", 1), number(float("nan"), "da"), number(None, "en")
    ('0,0', '–', '–')
    """
    exactly = _decimal(value)
    if exactly is None:
        return MISSING
    shown = abs(exactly).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    pattern = "#,##0" + ("." + "0" * decimals if decimals > 0 else "")
    text = str(format_decimal(shown, format=pattern, locale=LOCALES[lang], decimal_quantization=False))
    if not shown:
        return text
    return (MINUS if exactly < 0 else "+" if sign else "") + text


def exact(value: Number | None, lang: str) -> str:
    """Return a number with the decimals it has and no more, as it was published.

    >>> exact(50.0, "da"), exact(Decimal("12.50"), "da"), exact(0.135, "en"), exact(1_000_000, "da")
    ('50', '12,5', '0.135', '1.000.000')
    """
    exactly = _decimal(value)
    if exactly is None:
        return MISSING
    exponent = exactly.normalize().as_tuple().exponent
    return number(exactly, lang, min(MOST_DECIMALS, max(0, -int(exponent))))


def significant(value: Number | None, lang: str, digits: int = 4) -> str:
    """Return a number with its first digits, half up, and no nought after them; a very small one as a power of ten.

    >>> (
    ...     significant(0.00779306, "da"),
    ...     significant(-1.23456, "en"),
    ...     significant(0.135, "da"),
    ...     significant(0, "da"),
    ... )
    ('0,007793', '−1.235', '0,135', '0')
    >>> significant(3.935e-14, "en").replace(NBSP, "_"), significant(1234567, "da"), significant(None, "da")
    ('3.935_×_10⁻¹⁴', '1.235.000', '–')
    """
    exactly = _decimal(value)
    if exactly is None or not exactly:
        return exact(value, lang)
    first = exactly.adjusted()
    rounded = exactly.quantize(Decimal(1).scaleb(first - digits + 1), ROUND_HALF_UP)
    if LEAST_PLAIN <= abs(rounded) < MOST_PLAIN:
        return exact(rounded, lang)
    power = rounded.adjusted()
    return f"{exact(rounded.scaleb(-power), lang)}{NBSP}×{NBSP}10{str(power).translate(RAISED)}"


def money(
    value: Number | None, lang: str, currency: str = "DKK", decimals: int = 0, *, sign: bool = False
) -> str:
    """Return an amount with its currency: kroner by their sign in Danish, any other by its code.

    >>> money(1587889.4, "da").replace(NBSP, "_"), money(1587889.4, "en").replace(NBSP, "_")
    ('1.587.889_kr.', 'DKK_1,587,889')
    >>> money(-23160, "da", "EUR").replace(NBSP, "_"), money(None, "da")
    ('−23.160_EUR', '–')
    """
    amount = number(value, lang, decimals, sign=sign)
    if amount == MISSING:
        return amount
    return t("numbers.money", lang, amount=amount, currency=currency_sign(currency, lang))


def currency_sign(currency: str, lang: str) -> str:
    """Return how a currency is written beside an amount.

    >>> currency_sign("DKK", "da"), currency_sign("EUR", "da")
    ('kr.', 'EUR')
    """
    return t(f"units.{currency}", lang) if has(f"units.{currency}", lang) else currency


def with_unit(value: Number | None, unit: str, lang: str, decimals: int = 0, *, sign: bool = False) -> str:
    """Return a number, a no-break space and its unit in words; no unit is a bare number.

    >>> with_unit(12.34, "t", "da", 1).replace(NBSP, "_"), with_unit(None, "t", "da")
    ('12,3_t', '–')
    """
    amount = number(value, lang, decimals, sign=sign)
    return amount if amount == MISSING or not unit else f"{amount}{NBSP}{unit}"


def percent(share: Number | None, lang: str, decimals: int | None = None) -> str:
    """Return a share (0 to 1) in per cent; with the decimals it has unless ``decimals`` says how many.

    >>> percent(0.035, "da").replace(NBSP, "_"), percent(0.035, "en"), percent(0.2857, "en", 1)
    ('3,5_%', '3.5%', '28.6%')
    """
    exactly = _decimal(share)
    if exactly is None:
        return MISSING
    per_cent = exactly * 100
    amount = exact(per_cent, lang) if decimals is None else number(per_cent, lang, decimals)
    return t("numbers.percent", lang, amount=amount)


def date(day: dt.date, lang: str) -> str:
    """Return a date in full.

    >>> date(dt.date(2026, 11, 3), "da"), date(dt.date(2026, 11, 3), "en")
    ('3. november 2026', '3 November 2026')
    """
    return format_date(day, "long", locale=LOCALES[lang])


def in_words(count: int, lang: str) -> str:
    """Return a count in words up to twelve (of bids, neuter in Danish), in figures above.

    >>> in_words(1, "da"), in_words(4, "da"), in_words(4, "en"), in_words(23, "da")
    ('ét', 'fire', 'four', '23')
    """
    return t(f"numbers.words.{count}", lang) if has(f"numbers.words.{count}", lang) else number(count, lang)


def listed(words: Iterable[str], lang: str) -> str:
    """Return words as a list in a sentence.

    >>> listed(["pris", "levetid", "affald"], "da"), listed(["price", "life"], "en"), listed([], "da")
    ('pris, levetid og affald', 'price and life', '')
    """
    return format_list(list(words), locale=LOCALES[lang])


def capital(sentence: str) -> str:
    """Return a sentence with a capital first letter; the rest stays as it is.

    >>> capital("fem tilbud fra IKT A/S"), capital("")
    ('Fem tilbud fra IKT A/S', '')
    """
    return sentence[:1].upper() + sentence[1:]


def _decimal(value: Number | None) -> Decimal | None:
    """Return the decimal that a number is written as, so that 7.05 is halfway and rounds up."""
    if value is None:
        return None
    if isinstance(value, Decimal):
        found = value
    elif math.isnan(value):
        return None
    else:
        found = Decimal(str(float(value)) if isinstance(value, float) else str(int(value)))
    if not found.is_finite():
        if found.is_nan():
            return None
        raise ValueError(f"{value} cannot be shown.")
    return found
