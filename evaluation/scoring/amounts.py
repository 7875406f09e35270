"""Rules of price models: what a criterion adds to the price that is compared, or takes off it, in money."""

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar, Literal

import numpy as np
import numpy.typing as npt

from evaluation.scoring.rounding import FloatArray
from evaluation.scoring.rule import Direction
from evaluation.scoring.tables import BracketTable, CurveTable, TableRow, against
from evaluation.scoring.unusable import UnusableModelError

Form = Literal["deduction", "surcharge"]
"""Whether quality takes an amount off the price, or the lack of it adds one."""


@dataclass(frozen=True, kw_only=True)
class AmountRule(ABC):
    """A rule that gives an amount of money to add to the price; a deduction is negative.

    No amount depends on another bid. ``points`` is the amount [tender currency], so that the order of steps
    is the same in every model.

    Raises
    ------
    UnusableModelError
        ``direction_unknown``.
    """

    key: ClassVar[str]
    scale: ClassVar[None] = None
    direction: Direction

    def __post_init__(self) -> None:
        if self.direction not in ("lower", "higher"):
            raise UnusableModelError("direction_unknown", {"rule": self.key, "direction": self.direction})

    @abstractmethod
    def amount(self, values: FloatArray) -> FloatArray:
        """Return what each value adds to the price [tender currency]."""

    @abstractmethod
    def amount_formula(self, value: str, parameters: Mapping[str, str]) -> str:
        """Return the spreadsheet formula of the amount of a cell that holds a number."""

    @abstractmethod
    def parameters(self) -> Mapping[str, float]:
        """Return every number of the rule that stands in an input cell of the workbook."""

    def points(self, values: npt.ArrayLike, admitted: npt.ArrayLike) -> FloatArray:
        """Return the amounts [tender currency], (..., bids); NaN for no value."""
        value = np.asarray(values, dtype=np.float64)
        # Adding 0.0 turns a negative zero into zero, which a spreadsheet does not have.
        return np.where(np.isfinite(value), self.amount(value) + 0.0, np.nan)

    def formula(self, value: str, peers: str, admitted: str, parameters: Mapping[str, str]) -> str:
        """Return the spreadsheet formula of one bid's amount; see :mod:`evaluation.scoring.rule`."""
        return f'IF(ISNUMBER({value}),{self.amount_formula(value, parameters)},"")'

    def applicable(self, values: npt.ArrayLike, admitted: npt.ArrayLike) -> list[str]:
        """Return ``no_admitted_value``; ``outside_table`` where an admitted value gives no amount."""
        value, is_in = np.asarray(values, dtype=np.float64), np.asarray(admitted, dtype=np.bool_)
        counts = is_in & np.isfinite(value)
        if not counts.any():
            return ["no_admitted_value"]
        return ["outside_table"] if np.isnan(self.points(value, is_in)[counts]).any() else []

    def explain(self) -> tuple[str, Mapping[str, object]]:
        """Return the text code and values of the published rule; the rule can be made again from them."""
        return f"rule.{self.key}", {**self.parameters(), "direction": self.direction}


@dataclass(frozen=True, kw_only=True)
class AmountPerUnit(AmountRule):
    """A published price for each unit of a measure: u * (v - v0), or u * (v0 - v) where higher is better.

    Kilograms of CO2e or waste, or years of life, in money; within plus and minus ``amount_most`` where that
    is published.

    Parameters
    ----------
    unit_amount : u [tender currency per unit of the measure], above 0.
    zero_at : v0, the value that gives nothing [unit of the measure].
    amount_most : the most that is added or taken off [tender currency], above 0; none unless stated.

    Raises
    ------
    UnusableModelError
        ``amount_not_positive``.

    References
    ----------
    udbudsloven section 166: an external effect in money only where its value can be determined and verified.

    Examples
    --------
    >>> rule = AmountPerUnit(direction="lower", unit_amount=1.5, zero_at=1000)
    >>> rule.points([900, 2000], [True, True]).tolist()
    [-150.0, 1500.0]
    """

    key: ClassVar[str] = "amount_per_unit"
    unit_amount: float
    zero_at: float = 0.0
    amount_most: float | None = None

    def __post_init__(self) -> None:
        super().__post_init__()
        for amount in (self.unit_amount, self.amount_most):
            if amount is not None and not (np.isfinite(amount) and amount > 0):
                raise UnusableModelError("amount_not_positive", {"rule": self.key, "amount": amount})

    def amount(self, values: FloatArray) -> FloatArray:
        """Return what each value adds to the price [tender currency]."""
        distance = values - self.zero_at if self.direction == "lower" else self.zero_at - values
        free = self.unit_amount * distance
        return free if self.amount_most is None else np.clip(free, -self.amount_most, self.amount_most)

    def amount_formula(self, value: str, parameters: Mapping[str, str]) -> str:
        """Return the spreadsheet formula of the amount of a cell that holds a number."""
        unit, zero = parameters["unit_amount"], parameters["zero_at"]
        distance = f"({value}-{zero})" if self.direction == "lower" else f"({zero}-{value})"
        if self.amount_most is None:
            return f"{unit}*{distance}"
        most = parameters["amount_most"]
        return f"MAX(-{most},MIN({most},{unit}*{distance}))"

    def parameters(self) -> Mapping[str, float]:
        """Return ``unit_amount``, ``zero_at`` and, where there is one, ``amount_most``."""
        most = {} if self.amount_most is None else {"amount_most": self.amount_most}
        return {"unit_amount": self.unit_amount, "zero_at": self.zero_at, **most}


@dataclass(frozen=True, kw_only=True)
class AmountForQuality(AmountRule):
    """A published amount for full quality, in proportion: -A * v / M off, or +A * (M - v) / M on.

    Parameters
    ----------
    full_amount : A, what full quality is worth [tender currency], above 0.
    scale_maximum : M, full quality on the assessor's scale, above 0.
    form : ``deduction`` takes what there is of quality off, ``surcharge`` adds what is missing of it.

    Raises
    ------
    UnusableModelError
        ``amount_not_positive``, ``assessor_scale_not_positive``, ``amount_form_unknown``,
        ``interval_against_direction`` where less quality would be better.

    References
    ----------
    Negometrix, gunnen op waarde: 80,000 less 60 % of 2,500 is 78,500; Konkurrensverket, mervärdesmodell.

    Examples
    --------
    >>> rule = AmountForQuality(full_amount=2500, scale_maximum=10)
    >>> rule.points([6, 10, 0], [True, True, True]).tolist()
    [-1500.0, -2500.0, 0.0]
    """

    key: ClassVar[str] = "amount_for_quality"
    direction: Direction = "higher"
    full_amount: float
    scale_maximum: float
    form: Form = "deduction"

    def __post_init__(self) -> None:
        super().__post_init__()
        if not (np.isfinite(self.full_amount) and self.full_amount > 0):
            raise UnusableModelError("amount_not_positive", {"rule": self.key, "amount": self.full_amount})
        if not (np.isfinite(self.scale_maximum) and self.scale_maximum > 0):
            raise UnusableModelError("assessor_scale_not_positive", {"scale_maximum": self.scale_maximum})
        if self.form not in ("deduction", "surcharge"):
            raise UnusableModelError("amount_form_unknown", {"form": self.form})
        if self.direction != "higher":
            told = {"rule": self.key, "direction": self.direction}
            raise UnusableModelError("interval_against_direction", told)

    def amount(self, values: FloatArray) -> FloatArray:
        """Return what each value adds to the price [tender currency]."""
        if self.form == "deduction":
            return -self.full_amount * values / self.scale_maximum
        return self.full_amount * (self.scale_maximum - values) / self.scale_maximum

    def amount_formula(self, value: str, parameters: Mapping[str, str]) -> str:
        """Return the spreadsheet formula of the amount of a cell that holds a number."""
        full, most = parameters["full_amount"], parameters["scale_maximum"]
        return f"-{full}*{value}/{most}" if self.form == "deduction" else f"{full}*({most}-{value})/{most}"

    def parameters(self) -> Mapping[str, float]:
        """Return ``full_amount`` [tender currency] and ``scale_maximum`` [points]."""
        return {"full_amount": self.full_amount, "scale_maximum": self.scale_maximum}

    def explain(self) -> tuple[str, Mapping[str, object]]:
        """Return the text code and values of the published rule."""
        code, values = super().explain()
        return code, {**values, "form": self.form}


@dataclass(frozen=True, kw_only=True)
class _AmountTable(AmountRule):
    """What the two rules by a published table share: the amount that stands there, taken off or added.

    Parameters
    ----------
    rows : in rising order; the amounts [tender currency] are 0 or more.
    form : ``deduction`` takes the table's amount off, ``surcharge`` adds it.

    Raises
    ------
    UnusableModelError
        ``amount_form_unknown``, ``amount_negative``, ``table_against_direction`` where the worse end is the cheaper
        one in the comparison, and what the table itself refuses.
    """

    rows: tuple[TableRow, ...]
    form: Form = "deduction"

    def __post_init__(self) -> None:
        super().__post_init__()
        if self.form not in ("deduction", "surcharge"):
            raise UnusableModelError("amount_form_unknown", {"form": self.form})
        if any(row.gives < 0 for row in self.rows):
            raise UnusableModelError("amount_negative", {"rule": self.key})
        self.table.parameters()
        against(self.key, self.direction, self.rows, falls=self.form == "surcharge")

    @property
    @abstractmethod
    def table(self) -> BracketTable | CurveTable:
        """The table that values are looked up in."""

    def amount(self, values: FloatArray) -> FloatArray:
        """Return what each value adds to the price [tender currency]."""
        found = self.table.look_up(values)
        return -found if self.form == "deduction" else found

    def amount_formula(self, value: str, parameters: Mapping[str, str]) -> str:
        """Return the spreadsheet formula of the amount of a cell that holds a number."""
        found = self.table.formula(value, parameters)
        return found if self.form == "surcharge" else f'IF(ISNUMBER({found}),-({found}),"")'

    def parameters(self) -> Mapping[str, float]:
        """Return every number of the table."""
        return self.table.parameters()

    def explain(self) -> tuple[str, Mapping[str, object]]:
        """Return the text code and values of the published rule."""
        return f"rule.{self.key}", {"rows": self.rows, "form": self.form, "direction": self.direction}


@dataclass(frozen=True, kw_only=True)
class AmountBrackets(_AmountTable):
    """A published amount by the bracket or grade that a value falls in.

    References
    ----------
    Adda Inköpscentral 2022: 45,000, 30,000, 10,000 or 0 off by grade; Konkurrensverket: 800 to 0 by level.

    Examples
    --------
    >>> levels = tuple(TableRow(200.0 * n, n, n, "both") for n in (0, 1, 2, 3, 4))
    >>> AmountBrackets(direction="higher", rows=levels).points([4, 1, 0], [True, True, True]).tolist()
    [-800.0, -200.0, 0.0]
    """

    key: ClassVar[str] = "amount_brackets"

    @property
    def table(self) -> BracketTable:
        """The brackets."""
        return BracketTable(self.rows)


@dataclass(frozen=True, kw_only=True)
class AmountCurve(_AmountTable):
    """A published amount on a curve through anchors, held at its two ends.

    A linear discount between a published upper and lower bound with a most, as for the environmental cost
    indicator of Dutch works, is a curve of two anchors.

    Examples
    --------
    >>> rule = AmountCurve(direction="lower", rows=(TableRow(50_000, 100), TableRow(0, 200)))
    >>> rule.points([50, 150, 300], [True, True, True]).tolist()
    [-50000.0, -25000.0, 0.0]
    """

    key: ClassVar[str] = "amount_curve"

    @property
    def table(self) -> CurveTable:
        """The curve."""
        return CurveTable(self.rows)

    def amount(self, values: FloatArray) -> FloatArray:
        """Return what each value adds to the price [tender currency]."""
        first, last = self.rows[0].from_value, self.rows[-1].from_value
        return super().amount(np.clip(values, first, last))

    def amount_formula(self, value: str, parameters: Mapping[str, str]) -> str:
        """Return the spreadsheet formula of the amount of a cell that holds a number."""
        first, last = parameters["from_1"], parameters[f"from_{len(self.rows)}"]
        found = self.table.formula(f"MAX({first},MIN({last},{value}))", parameters)
        return found if self.form == "surcharge" else f"-({found})"
