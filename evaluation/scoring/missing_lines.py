"""The published rule for lines that a bid has no price for. Missing is never zero."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt

from evaluation.scoring.rounding import FloatArray, for_comparison
from evaluation.scoring.rule import BoolArray
from evaluation.scoring.unusable import UnusableModelError

MissingLines = Literal["reject", "fill", "leave_out"]
TOO_MANY_LINES = "too_many_missing_lines"
TOO_MUCH_VALUE = "too_much_missing_value"
NO_PRICE_TO_FILL = "missing_line_priced_by_nobody"
LINE_MISSING = "line_without_price"


@dataclass(frozen=True)
class MissingLineRule:
    """What happens to a line without a price.

    Parameters
    ----------
    kind : ``reject`` the bid; ``fill`` the line with the highest compliant price x ``factor`` as long as the
        bid stays within the limits, else reject it; ``leave_out`` the line for all bids.
    max_lines : most lines that are filled in one bid; None for no such limit.
    max_share : most of the value that is filled in one bid, 0 to 1; None for no such limit.
    factor : at least 1, so that leaving a price out never pays.

    Raises
    ------
    UnusableModelError
        ``missing_lines_unknown``; ``missing_lines_without_limit`` where ``fill`` has neither limit;
        ``missing_lines_factor_below_one``; ``missing_lines_limit_out_of_range``.
    """

    kind: MissingLines = "reject"
    max_lines: int | None = None
    max_share: float | None = None
    factor: float = 1.0

    def __post_init__(self) -> None:
        if self.kind not in ("reject", "fill", "leave_out"):
            raise UnusableModelError("missing_lines_unknown", {"kind": self.kind})
        if self.kind != "fill":
            return
        if self.max_lines is None and self.max_share is None:
            raise UnusableModelError("missing_lines_without_limit")
        if not (np.isfinite(self.factor) and self.factor >= 1):
            raise UnusableModelError("missing_lines_factor_below_one", {"factor": self.factor})
        out_of_range = (self.max_lines or 0) < 0 or not 0 <= (self.max_share or 0) <= 1
        if out_of_range:
            limits = {"max_lines": self.max_lines, "max_share": self.max_share}
            raise UnusableModelError("missing_lines_limit_out_of_range", limits)

    def explain(self) -> tuple[str, Mapping[str, object]]:
        """Return the text code and values of the published rule."""
        limits = {"max_lines": self.max_lines, "max_share": self.max_share, "factor": self.factor}
        return f"missing_lines.{self.kind}", limits if self.kind == "fill" else {}


@dataclass(frozen=True)
class CompletedPrices:
    """The prices that the evaluation reads.

    Parameters
    ----------
    unit_prices : (bids, items) [tender currency, excluding VAT]; NaN still stands in a line left out, in a
        rejected bid and in a bid that was not admitted.
    filled : (bids, items), True where the price is not the bidder's.
    left_out : (items,), True where the line counts for nobody.
    rejected : code by index of the bid: ``line_without_price``, ``too_many_missing_lines``,
        ``too_much_missing_value`` or ``missing_line_priced_by_nobody``.
    missing_share : (bids,) share of the value that the bid has no price for, 0 to 1, on the value base of
        :func:`complete_prices`; NaN where that base is zero.
    """

    unit_prices: FloatArray
    filled: BoolArray
    left_out: BoolArray
    rejected: Mapping[int, str]
    missing_share: FloatArray


def complete_prices(
    unit_prices: npt.ArrayLike, quantities: npt.ArrayLike, admitted: npt.ArrayLike, rule: MissingLineRule
) -> CompletedPrices:
    """Apply the rule for lines without a price to all bids of a lot at once.

    The *highest compliant price* h of a line is the highest unit price of the bids that are admitted and
    not rejected by this rule and have priced the line. The *value base* is the sum over all lines that
    somebody priced of quantity x abs(h), and the share of a bid is the part of that sum that stands
    in its own missing lines: all bids are measured on the same base, and none on its own prices.

    In ``fill``, bids over ``max_lines`` are rejected first, then bids over ``max_share`` (limits are
    inclusive, compared after nine decimals) and bids with a missing line that nobody has priced. When a bid
    goes, h and the base are formed again from those that remain, until none goes; nobody comes back.
    The price filled in is h x factor; an income (h below zero) is divided by the factor instead.

    Parameters
    ----------
    unit_prices : (bids, items) [tender currency, excluding VAT], NaN for a missing price.
    quantities : (items,) the buyer's quantities or weights, 0 or more.
    admitted : (bids,).
    rule : the published rule.

    Raises
    ------
    UnusableModelError
        ``quantity_not_usable`` for a quantity that is negative or not a number.

    Examples
    --------
    >>> rule = MissingLineRule("fill", max_lines=1, factor=1.1)
    >>> done = complete_prices([[100, 50], [120, np.nan], [90, 40]], [1, 2], [True, True, True], rule)
    >>> done.unit_prices[1].round(2).tolist(), done.missing_share.round(4).tolist()
    ([120.0, 55.0], [0.0, 0.4545, 0.0])
    """
    prices = np.array(unit_prices, dtype=np.float64)
    amounts, is_in = np.asarray(quantities, dtype=np.float64), np.array(admitted, dtype=np.bool_)
    if not (np.isfinite(amounts) & (amounts >= 0)).all():
        raise UnusableModelError("quantity_not_usable", {"quantity": amounts[~(amounts >= 0)].tolist()})
    missing = ~np.isfinite(prices)
    rejected: dict[int, str] = {}
    if rule.kind == "fill":
        rejected = _rejected_over_limits(prices, amounts, is_in, rule)
    elif rule.kind == "reject":
        rejected = {int(bid): LINE_MISSING for bid in np.flatnonzero(is_in & missing.any(axis=1))}
    is_in[list(rejected)] = False
    highest = _highest(prices, is_in)
    of_admitted = missing & is_in[:, None]
    nothing = np.zeros_like(missing)
    filled = of_admitted if rule.kind == "fill" else nothing
    left_out = (of_admitted if rule.kind == "leave_out" else nothing).any(axis=0)
    price_filled_in = np.where(highest < 0, highest / rule.factor, highest * rule.factor)
    return CompletedPrices(
        unit_prices=np.where(filled, price_filled_in, prices),
        filled=filled,
        left_out=np.asarray(left_out),
        rejected=rejected,
        missing_share=_missing_share(missing, amounts, highest),
    )


def _highest(prices: FloatArray, is_in: BoolArray) -> FloatArray:
    """Return the highest price of each line over the bids that count, (items,), NaN where there is none."""
    counted = np.where(is_in[:, None] & np.isfinite(prices), prices, -np.inf)
    highest = counted.max(axis=0, initial=-np.inf)
    return np.where(np.isfinite(highest), highest, np.nan)


def _missing_share(missing: BoolArray, amounts: FloatArray, highest: FloatArray) -> FloatArray:
    """Return the share of the value base in each bid's missing lines, (bids,)."""
    line_value = np.nan_to_num(amounts * np.abs(highest))
    base = line_value.sum()
    return missing @ line_value / base if base > 0 else np.full(missing.shape[0], np.nan)


def _rejected_over_limits(
    prices: FloatArray, amounts: FloatArray, admitted: BoolArray, rule: MissingLineRule
) -> dict[int, str]:
    """Return the code of each bid that may not be filled, by index."""
    missing, is_in = ~np.isfinite(prices), admitted.copy()
    codes = np.full(prices.shape[0], "", dtype=object)
    if rule.max_lines is not None:
        codes[is_in & (missing.sum(axis=1) > rule.max_lines)] = TOO_MANY_LINES
    is_in &= codes == ""
    while True:
        highest = _highest(prices, is_in)
        unfillable = is_in & (missing & np.isnan(highest)).any(axis=1)
        too_much = np.zeros_like(is_in)
        if rule.max_share is not None:
            share = _missing_share(missing, amounts, highest)
            too_much = is_in & (for_comparison(share) > for_comparison(rule.max_share))
        gone = unfillable | too_much
        if not gone.any():
            return {bid: str(code) for bid, code in enumerate(codes) if code}
        codes[unfillable] = NO_PRICE_TO_FILL
        codes[too_much] = TOO_MUCH_VALUE
        is_in &= ~gone
