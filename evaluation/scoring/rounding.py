"""The only place that rounds, in numpy and as a spreadsheet formula.

A decimal half is seldom exact in binary: 1.005 is stored a little below, 100 x 1.005 is 100.49999999999999.
Every mode therefore sees a number within a few units of the last binary place of a decimal as that decimal,
as the functions of a spreadsheet do. With y = abs(x) * 10^d:

========= ============================================= ==================
mode      result                                        spreadsheet
========= ============================================= ==================
half_up   sign(x) * floor(y + 0.5 + y * 2^-50) / 10^d   ROUND
half_even the even neighbour where y is halfway         ROUND, INT and IF
cut_off   sign(x) * floor(y + y * 2^-46) / 10^d         INT
up        sign(x) * ceil(y - y * 2^-46) / 10^d          INT
========= ============================================= ==================

ROUNDDOWN and ROUNDUP are not used: LibreOffice 7.4 rounds to twelve digits before it cuts off, and gives
285316768.32 for 285316768.3204501 rounded up to two decimals, where another suite gives 285316768.33.

All modes are symmetric about zero. Where y is 2^49 (5.6e14) or more, a double holds no digit that could be
rounded away, and the number is returned as it is. NaN stays NaN.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt

from evaluation.scoring.unusable import UnusableModelError

FloatArray = npt.NDArray[np.float64]
RoundingMode = Literal["none", "half_up", "half_even", "cut_off", "up"]
MODES: tuple[RoundingMode, ...] = ("none", "half_up", "half_even", "cut_off", "up")

SLACK = 2.0**-50
"""Relative slack within which a number counts as the decimal it was meant to be."""
HALFWAY = 2.0**-46
"""Relative slack of the halfway test of half_even; a subtraction in a spreadsheet snaps within 2^-48.

And of cut_off and up, where a hair decides: a sum of amounts that cancel is some 2^-48 away from its decimal.
"""
LARGEST = 2.0**49
COMPARISON_DECIMALS = 9
COMPARISON_DIGITS = 12


def round_half_up(x: npt.ArrayLike, decimals: int) -> FloatArray:
    """Round halves away from zero, as ROUND of a spreadsheet does.

    >>> round_half_up([1.005, 2.675, -0.125, 0.285], 2).tolist()
    [1.01, 2.68, -0.13, 0.29]
    """
    return _scaled(x, decimals, lambda y: np.floor(y + 0.5 + y * SLACK))


def round_half_even(x: npt.ArrayLike, decimals: int) -> FloatArray:
    """Round halves to the even neighbour; halfway is within 2^-46 of the number itself.

    >>> round_half_even([0.125, 0.135, 1.005, 2.5001], 2).tolist()
    [0.12, 0.14, 1.0, 2.5]
    """
    return _scaled(x, decimals, _even_neighbour)


def cut_off(x: npt.ArrayLike, decimals: int) -> FloatArray:
    """Cut off towards zero.

    >>> cut_off([2.3, -1.999, 0.1 + 0.7], 1).tolist()
    [2.3, -1.9, 0.8]
    """
    return _scaled(x, decimals, lambda y: np.floor(y + y * HALFWAY))


def round_up(x: npt.ArrayLike, decimals: int) -> FloatArray:
    """Round away from zero.

    >>> round_up([2.3, -1.91, 0.1 + 0.2], 1).tolist()
    [2.3, -2.0, 0.3]
    """
    return _scaled(x, decimals, lambda y: np.ceil(y - y * HALFWAY))


def for_comparison(totals: npt.ArrayLike) -> FloatArray:
    """Return the figures in which totals are compared: half up after nine decimals, at most twelve digits.

    Below 1,000 (points, a cost per use) that is nine decimals. A larger sum of money has not that many
    decimals in a double: 50,000,000 has steps of 7e-9, and an exact tie would be split by the order of
    addition. Twelve digits are still finer than a hundredth of the currency up to ten thousand million.

    >>> for_comparison([0.1 + 0.2, 50_000_000.25 + 1e-8]).tolist()
    [0.3, 50000000.25]
    """
    x = np.asarray(totals, dtype=np.float64)
    size = np.where(np.isfinite(x), np.maximum(np.abs(x), 1.0), 1.0)
    whole_digits = np.floor(np.log(size) / np.log(10.0))
    decimals = np.clip(COMPARISON_DIGITS - 1 - whole_digits, 0, COMPARISON_DECIMALS)
    return _scaled(x, decimals, lambda y: np.floor(y + 0.5 + y * SLACK))


def comparison_formula(total: str) -> str:
    """Return the spreadsheet formula of :func:`for_comparison` for one cell address.

    >>> comparison_formula("C9")
    'ROUND(C9,MAX(0,MIN(9,11-INT(LN(MAX(C9,-C9,1))/LN(10)))))'
    """
    whole_digits = f"INT(LN(MAX({total},-{total},1))/LN(10))"
    decimals = f"MAX(0,MIN({COMPARISON_DECIMALS},{COMPARISON_DIGITS - 1}-{whole_digits}))"
    return f"ROUND({total},{decimals})"


@dataclass(frozen=True)
class Rounding:
    """A published rounding: how, and to how many decimals.

    Parameters
    ----------
    mode : ``none``, ``half_up``, ``half_even``, ``cut_off`` (towards zero) or ``up`` (away from zero).
    decimals : 0 to 9.

    Raises
    ------
    UnusableModelError
        ``rounding_mode_unknown``, ``rounding_decimals_out_of_range``.

    Examples
    --------
    >>> Rounding("half_up", 0)([28.5, 27.4]).tolist()
    [29.0, 27.0]
    >>> Rounding("half_up", 2).formula("B4")
    'ROUND(B4,2)'
    >>> Rounding("cut_off", 2).formula("B4")
    'IF(B4<0,-1,1)*INT(MAX(B4,-(B4))*100*(1+2^-46))/100'
    """

    mode: RoundingMode = "none"
    decimals: int = 0

    def __post_init__(self) -> None:
        if self.mode not in MODES:
            raise UnusableModelError("rounding_mode_unknown", {"mode": self.mode})
        if not 0 <= self.decimals <= COMPARISON_DECIMALS:
            raise UnusableModelError("rounding_decimals_out_of_range", {"decimals": self.decimals})

    def __call__(self, values: npt.ArrayLike) -> FloatArray:
        """Round every number; NaN stays NaN."""
        if self.mode == "none":
            return np.asarray(values, dtype=np.float64)
        return _FUNCTIONS[self.mode](values, self.decimals)

    def formula(self, expression: str) -> str:
        """Return the spreadsheet formula (no leading equals sign) that rounds a cell address or expression.

        All modes but ``half_up`` repeat the expression, so a cell address is the better argument.
        """
        power, size = 10**self.decimals, f"MAX({expression},-({expression}))"
        sign = f"IF({expression}<0,-1,1)"
        match self.mode:
            case "none":
                return expression
            case "half_up":
                return f"ROUND({expression},{self.decimals})"
            case "half_even":
                return _half_even_formula(expression, self.decimals)
            case "cut_off":
                return f"{sign}*INT({size}*{power}*(1+2^-46))/{power}"
            case "up":
                return f"-{sign}*INT(-{size}*{power}*(1-2^-46))/{power}"

    def explain(self) -> tuple[str, Mapping[str, object]]:
        """Return the text code and values that say how is rounded."""
        return f"rounding.{self.mode}", {} if self.mode == "none" else {"decimals": self.decimals}


NOT_ROUNDED = Rounding()
_FUNCTIONS = {"half_up": round_half_up, "half_even": round_half_even, "cut_off": cut_off, "up": round_up}


def _scaled(
    x: npt.ArrayLike, decimals: int | FloatArray, whole: Callable[[FloatArray], FloatArray]
) -> FloatArray:
    """Apply a rounding to whole numbers after scaling by 10^decimals."""
    number = np.asarray(x, dtype=np.float64)
    power = np.power(10.0, decimals)
    with np.errstate(over="ignore"):  # an infinite y is above LARGEST, and the number stays
        y = np.abs(number) * power
    # Adding 0.0 turns a negative zero into zero, which a spreadsheet does not have.
    return np.where(y < LARGEST, np.sign(number) * whole(y) / power + 0.0, number)


def _even_neighbour(y: FloatArray) -> FloatArray:
    """Round positive numbers to whole ones, halves to the even one."""
    doubled = 2.0 * y
    nearest = np.floor(doubled + 0.5)
    halfway = (nearest % 2 == 1) & (np.abs(doubled - nearest) <= doubled * HALFWAY)
    # Halfway between k and k + 1, y / 2 is a quarter away from the even neighbour's half.
    return np.where(halfway, 2.0 * np.floor(y / 2.0 + 0.5), np.floor(y + 0.5 + y * SLACK))


def _half_even_formula(expression: str, decimals: int) -> str:
    """Return half to even in the functions every spreadsheet has (ABS as MAX, the remainder by INT)."""
    doubled = f"(({expression})*{2 * 10**decimals})"
    nearest = f"ROUND({doubled},0)"
    is_odd = f"{nearest}-2*INT({nearest}/2)=1"
    is_whole = f"MAX({doubled}-{nearest},{nearest}-{doubled})<=MAX({doubled},-{doubled})*2^-46"
    even = f"2*ROUND({doubled}/4,0)/{10**decimals}"
    return f"IF(AND({is_odd},{is_whole}),{even},ROUND({expression},{decimals}))"
