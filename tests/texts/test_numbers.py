"""Numbers are written for the eye: half up, a true minus, spaces that do not break."""

from decimal import Decimal

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from texts import numbers

amounts = st.decimals(min_value=-(10**12), max_value=10**12, places=4)


@pytest.mark.parametrize(
    ("value", "decimals", "written"),
    [
        (0.125, 2, "0,13"),
        (0.285, 2, "0,29"),  # 100 x 0.285 is 28.499999999999996 in binary
        (1.005, 2, "1,01"),
        (2.5, 0, "3"),
        (-2.5, 0, "−3"),
        (999.5, 0, "1.000"),
        (1587889.4, 0, "1.587.889"),
    ],
)
def test_a_half_is_rounded_up_away_from_nought(value: float, decimals: int, written: str) -> None:
    assert numbers.number(value, "da", decimals) == written


def test_nought_has_no_sign() -> None:
    assert numbers.number(-0.004, "da", 2, sign=True) == "0,00"
    assert numbers.number(-0.0, "en", 1) == "0.0"


def test_what_is_missing_is_a_dash_and_never_nought() -> None:
    assert numbers.number(float("nan"), "da", 2) == "–"
    assert numbers.money(None, "da") == "–"
    assert numbers.percent(np.float64("nan"), "en") == "–"
    assert numbers.with_unit(Decimal("NaN"), "kg", "da") == "–"


def test_what_is_infinite_is_refused() -> None:
    with pytest.raises(ValueError, match="inf"):
        numbers.number(float("inf"), "da")


def test_numbers_of_arrays_are_written_as_their_own_kind() -> None:
    assert numbers.number(np.float64(7.05), "da", 1) == "7,1"
    assert numbers.number(int(np.int64(4)), "en", 2) == "4.00"


def test_a_unit_stands_after_a_space_that_does_not_break() -> None:
    assert numbers.with_unit(12.34, "t CO₂e", "da", 1) == "12,3\u00a0t CO₂e"
    assert numbers.money(12, "da") == "12\u00a0kr."
    assert numbers.percent(0.125, "da") == "12,5\u00a0%"


def test_a_share_is_rounded_as_the_decimal_it_is_written_as() -> None:
    assert numbers.percent(0.285, "da", 0) == "29\u00a0%"


@given(amounts)
def test_a_written_number_reads_back_as_the_rounded_amount(amount: Decimal) -> None:
    """An independent second way: strip the signs of the language and read the figure again."""
    written = numbers.number(amount, "da", 2)
    back = Decimal(written.replace(".", "").replace(",", ".").replace("−", "-"))
    assert abs(back - amount) <= Decimal("0.005")


@given(amounts)
def test_danish_and_english_write_the_same_digits(amount: Decimal) -> None:
    danish, english = (numbers.number(amount, lang, 3) for lang in ("da", "en"))
    assert danish.translate(str.maketrans(",.", ".,")) == english


@given(amounts)
def test_an_exact_number_loses_nothing(amount: Decimal) -> None:
    written = numbers.exact(amount, "en")
    assert Decimal(written.replace(",", "").replace("−", "-")) == amount
