"""Numbers as people type them: what is read, what is asked, what is refused."""

import re
from decimal import Decimal

import pytest
from babel.numbers import format_currency, format_decimal, format_percent
from hypothesis import given
from hypothesis import strategies as st

from intake.numbers import Convention, number_convention, read_number

CONVENTIONS: tuple[Convention | None, ...] = (None, "danish", "english", "mixed")


@pytest.mark.parametrize(
    ("text", "unit", "value"),
    [
        ("0", "DKK", 0),
        ("1234", "DKK", 1234),
        ("1234,5", "DKK", 1234.5),
        ("1.234,50", "DKK", 1234.5),
        ("1.234.567", "DKK", 1_234_567),
        ("1.234.567,89", "DKK", 1_234_567.89),
        ("0,125", "kg", 0.125),
        ("1234,567", "kg", 1234.567),
        ("1 234,50", "DKK", 1234.5),
        ("1\u00a0234,50", "DKK", 1234.5),
        ("1\u202f234\u2009567", "DKK", 1_234_567),
        ("kr. 1.000,-", "DKK", 1000),
        ("1.000,-", "DKK", 1000),
        ("1.000,– kr.", "DKK", 1000),
        ("1.234.567,- kr", "DKK", 1_234_567),
        ("500,- pr. stk.", "DKK/stk.", 500),
        ("kr 12,50", "DKK", 12.5),
        ("12,50 DKK", "DKK", 12.5),
        ("12,50 kr./stk.", "DKK/stk.", 12.5),
        ("12,50 kr.", "DKK/stk.", 12.5),
        ("1.234,50 kr. ekskl. moms", "DKK", 1234.5),
        ("12,5 kr", "SEK", 12.5),
        ("€ 12,50", "EUR", 12.5),
        ("-12,5", "DKK", -12.5),
        ("\u221212,5", "DKK", -12.5),
        ("+12,5", "DKK", 12.5),
        ("kr. -12,5", "DKK", -12.5),
        ("- 12,5 kr.", "DKK", -12.5),
        ("12,3 kg", "kg", 12.3),
        ("12,3kg", "kg", 12.3),
        ("5 år", "years", 5),
        ("5 years", "years", 5),
        ("250 kWh/år", "kWh/year", 250),
        ("250 kWh pr. år", "kWh/year", 250),
        ("12,5 kg CO₂-ækv.", "kg CO2e", 12.5),
        ("3 m³", "m3/year", 3),
        ("30 stk.", "stk.", 30),
        ("30 portion", "portion", 30),
        ("25 %", "share", 0.25),
        ("25%", "share", 0.25),
        ("25", "share", 0.25),
        ("0", "share", 0),
        ("0,5 %", "share", 0.005),
        ("12,5 pct.", "share", 0.125),
        ("3,5 %", "%", 3.5),
        ("0,5", "%", 0.5),
    ],
)
def test_a_number_in_danish_is_read_as_it_stands(text: str, unit: str, value: float) -> None:
    reading = read_number(text, unit)
    assert (reading.value, reading.state, reading.code) == (value, "read", None)


@pytest.mark.parametrize(
    ("text", "unit", "value"),
    [
        ("12500 g", "kg", 12.5),
        ("1,5 t", "kg", 1500),
        ("0,25 MWh", "kWh", 250),
        ("2 MWh/måned", "kWh/year", 24_000),
        ("36 MJ", "kWh", 10),
        ("18 måneder", "years", 1.5),
        ("7 mdr.", "years", 7 / 12),
        ("2 år", "months", 24),
        ("3 m3", "l", 3000),
        ("1250 l/år", "m3/year", 1.25),
        ("150 øre", "DKK", 1.5),
        ("12,5 t.kr.", "DKK", 12_500),
        ("2,5 mio. kr.", "DKK", 2_500_000),
        ("850 g CO2e/kWh", "kg CO2e/kWh", 0.85),
        ("2,5 kWh/time", "kWh/min", 2.5 / 60),
        ("3 t", "hours", 3),
    ],
)
def test_another_unit_is_converted_and_both_are_shown(text: str, unit: str, value: float) -> None:
    reading = read_number(text, unit)
    assert reading.state == "read"
    assert reading.value == value
    if text != "3 t":
        assert reading.code == "read_as"
        assert reading.values == {"found": text, "value": value, "unit": unit}


@pytest.mark.parametrize(
    ("text", "unit", "code"),
    [
        ("efter aftale", "DKK", "not_a_number"),
        ("", "DKK", "not_a_number"),
        ("-", "DKK", "not_a_number"),
        ("ca. 12", "DKK", "not_a_number"),
        ("> 10", "DKK", "not_a_number"),
        ("10-12", "DKK", "not_a_number"),
        ("10 - 12 kg", "kg", "not_a_number"),
        ("2 x 12", "DKK", "not_a_number"),
        ("1e3", "DKK", "not_a_number"),
        ("1E3", "DKK", "not_a_number"),
        ("1,5e-3", "DKK", "not_a_number"),
        ("0x10", "DKK", "not_a_number"),
        ("1_000", "DKK", "not_a_number"),
        ("1.00.000", "DKK", "not_a_number"),
        ("1.2345,6", "DKK", "not_a_number"),
        ("12 34", "DKK", "not_a_number"),
        ("1,2,3", "DKK", "not_a_number"),
        ("1,50,-", "DKK", "not_a_number"),
        (",5", "DKK", "not_a_number"),
        ("5,", "DKK", "not_a_number"),
        ("--5", "DKK", "not_a_number"),
        ("(5)", "DKK", "not_a_number"),
        ("5-", "DKK", "unit_unclear"),
        ("½", "DKK", "not_a_number"),
        ("١٢", "DKK", "not_a_number"),
        ("\uff11\uff12", "DKK", "not_a_number"),
        ("=1+1", "DKK", "not_a_number"),
        ("NaN", "DKK", "not_a_number"),
        ("inf", "DKK", "not_a_number"),
        ("12" * 40, "DKK", "not_a_number"),
        ("12,50 €", "DKK", "other_currency"),
        ("EUR 12,50", "DKK", "other_currency"),
        ("12,50 SEK", "DKK", "other_currency"),
        ("$12", "DKK", "other_currency"),
        ("12,50 kr.", "EUR", "other_currency"),
        ("12 €/stk.", "DKK/stk.", "other_currency"),
        ("125 kr. inkl. moms", "DKK", "includes_vat"),
        ("125 incl. VAT", "DKK", "includes_vat"),
        ("12 kg", "years", "unit_not_convertible"),
        ("12 kr.", "kg", "unit_not_convertible"),
        ("12 %", "kg", "unit_not_convertible"),
        ("12 kg", "share", "unit_not_convertible"),
        ("12 kWh/m2", "kWh/year", "unit_not_convertible"),
        ("12 stk.", None, "unit_unclear"),
        ("12 kasser", "stk.", "unit_unclear"),
        ("125 kr./kasse", "DKK/stk.", "unit_unclear"),
        ("125 kr./stk.", "DKK", "unit_unclear"),
        ("0,05", "share", "share_ambiguous"),
        ("-0,05", "share", "share_ambiguous"),
    ],
)
def test_what_is_not_certain_has_no_value(text: str, unit: str | None, code: str) -> None:
    reading = read_number(text, unit)
    assert (reading.value, reading.code) == (None, code)
    is_question = code in ("unit_unclear", "share_ambiguous")
    assert reading.state == ("question" if is_question else "refused")
    assert "found" in reading.values


def test_a_currency_that_is_not_the_tenders_is_named() -> None:
    assert read_number("1.234,50 €", "DKK").values == {
        "found": "1.234,50 €",
        "currency": "EUR",
        "expected": "DKK",
    }


def test_one_group_after_a_dot_is_a_question_until_the_file_is_danish() -> None:
    """Other readers make 1.0 of it, a thousandth of the price."""
    reading = read_number("1.000", "DKK")
    assert (reading.state, reading.code) == ("question", "number_ambiguous")
    assert reading.values == {"found": "1.000", "as_danish": 1000.0, "as_english": 1.0}
    assert read_number("1.000", "DKK", "english").state == "question"
    assert read_number("1.000", "DKK", "mixed").state == "question"
    danish = read_number("1.000", "DKK", "danish")
    assert (danish.value, danish.code) == (1000.0, "read_as")
    assert danish.values == {"found": "1.000", "value": 1000.0, "unit": "DKK"}


def test_one_group_after_a_comma_is_three_decimals_unless_the_file_is_english() -> None:
    assert (read_number("1,234", "kg").value, read_number("1,234", "kg").code) == (1.234, "read_as")
    assert (read_number("1,234", "kg", "danish").value, read_number("1,234", "kg", "danish").code) == (
        1.234,
        None,
    )
    assert read_number("1,234", "kg", "english").value == 1234
    assert read_number("1,234", "kg", "mixed").state == "question"


@pytest.mark.parametrize(
    ("text", "value"), [("1,234.50", 1234.5), ("1.5", 1.5), ("0.125", 0.125), ("1,234,567", 1_234_567)]
)
def test_english_is_read_only_in_an_english_file(text: str, value: float) -> None:
    for convention in (None, "danish", "mixed"):
        question = read_number(text, "DKK", convention)
        assert (question.value, question.code) == (None, "number_ambiguous")
        assert question.values == {"found": text, "as_danish": None, "as_english": value}
    reading = read_number(text, "DKK", "english")
    assert (reading.value, reading.code) == (value, "read_as")


@pytest.mark.parametrize(
    ("texts", "convention"),
    [
        ([], None),
        (["1.000", "2.500", "1,000", "17", "5 år", "Bord"], None),
        (["1.000", "12,5 kg"], "danish"),
        (["1.000,-"], "danish"),
        (["1.234.567"], "danish"),
        (["1,234.50", "1.000"], "english"),
        (["0.05 kg"], "english"),
        (["12,5", "12.5"], "mixed"),
    ],
)
def test_a_file_shows_how_it_writes_numbers(texts: list[str], convention: Convention | None) -> None:
    assert number_convention(texts) == convention


decimals = st.decimals(min_value=Decimal(-(10**12)), max_value=Decimal(10**12), allow_nan=False, places=3)
patterns = st.sampled_from(["#,##0.###", "#,##0.00", "0.###", "0.000", "0.#", "#,##0"])


@given(decimals, patterns, st.sampled_from(CONVENTIONS))
def test_what_babel_writes_in_danish_is_read_back_or_asked_about(
    number: Decimal, pattern: str, convention: Convention | None
) -> None:
    """The number shown is found again by undoing the grouping, sign by sign, apart from our grammar."""
    text = format_decimal(number, format=pattern, locale="da_DK")
    shown = Decimal(text.replace(".", "").replace(",", ".").replace("\u2212", "-"))
    value = read_number(text, "DKK", convention).value
    if convention == "danish" or not re.fullmatch(r"\D?[1-9]\d{0,2}[.,]\d{3}", text):
        assert value == float(shown)
    elif convention != "english":
        assert value in (None, float(shown))


@given(decimals)
def test_danish_money_and_per_cent_are_read_with_their_signs_and_spaces(number: Decimal) -> None:
    money = round(number, 2)
    assert read_number(format_currency(money, "DKK", locale="da_DK"), "DKK").value == float(money)
    share = round(number / 10**12, 4)
    text = format_percent(share, format="#,##0.00 %", locale="da_DK")
    assert read_number(text, "share").value == float(share)


one_dot_group = st.builds("{}.{:03d}".format, st.integers(1, 999), st.integers(0, 999))
typed = st.builds(
    "{}{}{}".format, st.sampled_from(["", "-", "kr. "]), one_dot_group, st.sampled_from(["", " kr.", " kg"])
)


@given(typed, st.sampled_from(["DKK", "kg", "share", None]), st.sampled_from(CONVENTIONS))
def test_a_dot_and_three_digits_are_never_read_as_less_than_ten(
    text: str, unit: str | None, convention: Convention | None
) -> None:
    value = read_number(text, unit, convention).value
    assert value is None or abs(value) >= 10


@given(st.text(max_size=80), st.sampled_from(["DKK", "kg", "share", "%", None]), st.sampled_from(CONVENTIONS))
def test_no_text_raises_and_only_what_was_read_has_a_value(
    text: str, unit: str | None, convention: Convention | None
) -> None:
    reading = read_number(text, unit, convention)
    assert (reading.value is not None) == (reading.state == "read")
    assert (reading.code is None) <= (reading.state == "read")


@given(st.text("0123456789.,- kr%eExX_+", max_size=14), st.sampled_from(CONVENTIONS))
def test_nothing_that_looks_like_a_number_raises(text: str, convention: Convention | None) -> None:
    reading = read_number(text, "DKK", convention)
    assert (reading.value is not None) == (reading.state == "read")
