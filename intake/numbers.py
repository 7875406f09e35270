"""Numbers as people type them into a cell that should hold a number.

Danish comes first: a dot groups thousands, a comma divides. Text that could be read in two ways is read in
neither: it is a question, unless the other texts of the file decide. Numbers that a spreadsheet holds as
numbers never pass this way.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from intake.units import conversion, currency_of

Convention = Literal["danish", "english", "mixed"]
State = Literal["read", "question", "refused"]
_Kind = Literal["plain", "danish", "english", "dot_group", "comma_group"]

# No number of a bid is longer, with its unit; what is longer is a sentence.
_MOST_CHARACTERS = 60
_SIGNS = str.maketrans({"\u00a0": " ", "\u2007": " ", "\u2009": " ", "\u202f": " ", "\u2212": "-"})
_VAT_INCLUDED = re.compile(r"\bin[ck]l(?:\.|usive|\b)\s*(?:moms|vat)\b\.?", re.IGNORECASE)
_VAT_EXCLUDED = re.compile(r"\be(?:ks|x)(?:kl|cl|klusive|clusive)?\.?\s*(?:moms|vat)\b\.?", re.IGNORECASE)
# Sign, currency, number, ",-" for no øre, unit. Digits are those of ASCII alone.
_TYPED = re.compile(
    r"(?P<sign>[+-]?) ?(?P<before>[^0-9+,-]*?) ?(?P<late_sign>[+-]?) ?"
    r"(?P<number>[0-9]+(?:[., ][0-9]+)*)(?P<whole>,[-–]{1,2})? ?(?P<after>.*)"
)
# Beside a number, a unit is letters and signs; digits only as the power in m3 or in CO2.
_UNIT = re.compile(r"(?:[^\W\d_]|[%€$£¥/. ³²₂-]|(?<=[mM])[23]|(?<=[cC][oO])2)*")
_KINDS: tuple[tuple[_Kind, str], ...] = (
    ("plain", r"[0-9]+|[0-9]{1,3}(?: [0-9]{3})+"),
    ("danish", r"[1-9][0-9]{0,2}(?:\.[0-9]{3})+,[0-9]+|[1-9][0-9]{0,2}(?:\.[0-9]{3}){2,}"),
    ("english", r"[1-9][0-9]{0,2}(?:,[0-9]{3})+\.[0-9]+|[1-9][0-9]{0,2}(?:,[0-9]{3}){2,}"),
    ("dot_group", r"[1-9][0-9]{0,2}\.[0-9]{3}"),
    ("comma_group", r"[1-9][0-9]{0,2},[0-9]{3}"),
    ("danish", r"(?:[0-9]+|[0-9]{1,3}(?: [0-9]{3})+),[0-9]+"),
    ("english", r"(?:[0-9]+|[0-9]{1,3}(?: [0-9]{3})+)\.[0-9]+"),
)


@dataclass(frozen=True)
class NumberReading:
    """What a typed text says.

    Parameters
    ----------
    value : the number in the unit asked for, None unless ``state`` is ``read``.
    state : ``read``; ``question``, a person has to say what is meant; ``refused``, it cannot be meant.
    code : None where it was read as it stands; of a number that was read, ``read_as``: it was converted,
        or one of two possible readings was taken, and is shown beside what was found.
    values : what the sentences for the code name.
    """

    value: float | None
    state: State
    code: str | None = None
    values: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class _Typed:
    """A text taken apart. ``number`` is digits with their separators, ``sign`` 1 or -1."""

    sign: int
    number: str
    kind: _Kind
    unit: str

    def as_danish(self) -> Decimal:
        return self.sign * Decimal(self.number.replace(" ", "").replace(".", "").replace(",", "."))

    def as_english(self) -> Decimal:
        return self.sign * Decimal(self.number.replace(" ", "").replace(",", ""))


def _taken_apart(text: str) -> _Typed | None:
    cleaned = " ".join(text.translate(_SIGNS).split())[: _MOST_CHARACTERS + 1]
    typed = _TYPED.fullmatch(_VAT_EXCLUDED.sub("", cleaned).strip())
    if len(cleaned) > _MOST_CHARACTERS or typed is None or (typed["sign"] and typed["late_sign"]):
        return None
    kind = next((kind for kind, form in _KINDS if re.fullmatch(form, typed["number"])), None)
    if typed["whole"]:
        # "1.000,-" has no decimals, so that its dots can only group.
        kind = "danish" if kind in ("plain", "dot_group", "danish") and "," not in typed["number"] else None
    unit = f"{typed['before']} {typed['after']}".strip()
    if (
        kind is None
        or not _UNIT.fullmatch(unit)
        or (typed["before"] and currency_of(typed["before"], "") is None)
    ):
        return None
    return _Typed(-1 if "-" in (typed["sign"], typed["late_sign"]) else 1, typed["number"], kind, unit)


def number_convention(texts: Iterable[str]) -> Convention | None:
    """Return how a file writes numbers, as far as texts show it that can be read in one way only.

    Parameters
    ----------
    texts : those in the number columns of the file; elsewhere "3.4" may well be a section.

    >>> number_convention(["1.234,50", "1.000"]), number_convention(["1,234.50", "1.000"])
    ('danish', 'english')
    >>> number_convention(["0.5", "0,5"])
    'mixed'
    >>> number_convention(["1.000", "1,000", "12", "efter aftale"]) is None
    True
    """
    kinds = {typed.kind for text in texts if (typed := _taken_apart(text)) is not None}
    if {"danish", "english"} <= kinds:
        return "mixed"
    return "danish" if "danish" in kinds else "english" if "english" in kinds else None


def read_number(text: str, unit: str | None, convention: Convention | None = None) -> NumberReading:
    """Read a number that stands as text in a cell.

    Parameters
    ----------
    text : what was typed.
    unit : of the field: ``kg``, ``years``, ``DKK``, ``DKK/stk.``, None for a number without one. In ``share``
        the sheet asks for per cent and the value is 0 to 1: 25 and 25 % are 0.25; 0,05 is a question.
    convention : what :func:`number_convention` says of the file.

    Returns
    -------
    NumberReading
        Questions: ``number_ambiguous`` (it can be read in two ways, or the English way in a file that is not
        English), ``share_ambiguous``, ``unit_unclear``. Refusals: ``not_a_number``, ``other_currency``,
        ``unit_not_convertible``, ``includes_vat``.

    >>> (
    ...     read_number("kr. 1.234,50", "DKK").value,
    ...     read_number("12.500,0 g", "kg").value,
    ...     read_number("25 %", "share").value,
    ... )
    (1234.5, 12.5, 0.25)
    >>> read_number("1.000", "DKK").state, read_number("1.000", "DKK", "danish").value
    ('question', 1000.0)
    """
    typed = _taken_apart(text)
    if typed is None or _VAT_INCLUDED.search(text):
        code = "includes_vat" if _VAT_INCLUDED.search(text) else "not_a_number"
        return NumberReading(None, "refused", code, {"found": text})
    number = _number(typed, convention)
    if number is None:
        return NumberReading(None, "question", "number_ambiguous", {"found": text} | _readings(typed))
    if unit == "share" and not typed.unit and 0 < abs(number) < 1:
        found = {"found": float(number), "times_100": float(number * 100)}
        return NumberReading(None, "question", "share_ambiguous", found)
    factor = _factor(typed.unit, text, unit)
    if isinstance(factor, NumberReading):
        return factor
    value = float(Fraction(number) * factor / (100 if unit == "share" else 1))
    if factor == 1 and not _is_a_choice(typed.kind, convention):
        return NumberReading(value, "read")
    return NumberReading(value, "read", "read_as", {"found": text, "value": value, "unit": unit})


def _number(typed: _Typed, convention: Convention | None) -> Decimal | None:
    """Return the number, None where more than one can be meant.

    A group of three digits after one dot is a thousand or a third decimal place; it is never read as the
    latter, which would make a price a thousand times too low. After one comma it is three decimals, as in
    Danish, unless the file is English.
    """
    if typed.kind == "dot_group":
        return typed.as_danish() if convention == "danish" else None
    if typed.kind == "comma_group":
        if convention == "mixed":
            return None
        return typed.as_english() if convention == "english" else typed.as_danish()
    if typed.kind == "english":
        return typed.as_english() if convention == "english" else None
    return typed.as_danish()


def _readings(typed: _Typed) -> dict[str, object]:
    """Return what an ambiguous number can mean; one in English form means nothing in Danish."""
    is_english = typed.kind == "english"
    return {
        "as_danish": None if is_english else float(typed.as_danish()),
        "as_english": float(typed.as_english()),
    }


def _is_a_choice(kind: _Kind, convention: Convention | None) -> bool:
    """Say whether the number could have been read in another way."""
    return kind in ("dot_group", "english") or (kind == "comma_group" and convention != "danish")


def _factor(found: str, text: str, unit: str | None) -> Fraction | NumberReading:
    """Return the factor from the unit found to the one asked for, or why there is none."""
    if not found:
        return Fraction(1)
    expected = "%" if unit == "share" else unit
    if expected is None:
        return NumberReading(
            None, "question", "unit_unclear", {"found": text, "unit": found, "expected": None}
        )
    theirs, ours = currency_of(found, expected), currency_of(expected, expected)
    if theirs is not None and ours is not None and theirs != ours:
        return NumberReading(
            None, "refused", "other_currency", {"found": text, "currency": theirs, "expected": ours}
        )
    factor = conversion(found, expected)
    if isinstance(factor, Fraction):
        return factor
    told = {"found": text, "unit": found, "expected": expected}
    if factor == "unclear":
        return NumberReading(None, "question", "unit_unclear", told)
    return NumberReading(None, "refused", "unit_not_convertible", told)
