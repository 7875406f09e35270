"""The live count of missing cells: simple formulas, each with the number it gives as the sheet is written.

Only IF, AND, OR, SUM and comparisons, which every office suite evaluates alike.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from documents.wording import both, code_words


@dataclass(frozen=True)
class Says:
    """Whether a cell holds a code, as a formula and as it stands now."""

    formula: str
    holds: bool


@dataclass(frozen=True)
class Need:
    """A cell that must be filled: always, only if another cell says something, or unless it does."""

    cell: str
    is_filled: bool
    only_if: Says | None = None
    unless: Says | None = None

    @property
    def formula(self) -> str:
        """1 where the cell is missing, else 0."""
        text = f'IF({self.cell}="",1,0)'
        if self.only_if:
            text = f"IF({self.only_if.formula},{text},0)"
        return f"IF({self.unless.formula},0,{text})" if self.unless else text

    @property
    def value(self) -> int:
        """What the formula gives now."""
        waived = (self.only_if and not self.only_if.holds) or (self.unless and self.unless.holds)
        return 0 if waived or self.is_filled else 1


def says(cell: str, list_name: str | None, code: str, value: object = None) -> Says:
    """Return whether a cell holds a code, in the words of either language or both; without a list, a number.

    >>> says("G6", "yes_no", "no").formula
    'OR(G6="nej / no",G6="nej",G6="no")'
    >>> says("D7", None, "1", 1.0)
    Says(formula='D7=1', holds=True)
    """
    if list_name is None:
        return Says(f"{cell}={code}", value == float(code))
    words = dict.fromkeys((code_words(list_name, code), *both(f"codes.{list_name}.{code}"), code))
    tests = ",".join(f'{cell}="{word}"' for word in words)
    return Says(f"OR({tests})", value == code)


def count_missing(
    needs: Sequence[Need], *, unless: Says | None = None, begun: Sequence[tuple[str, bool]] = ()
) -> tuple[str, int]:
    """Return the formula that counts what a row lacks, and its value now.

    Parameters
    ----------
    needs : the cells that must be filled.
    unless : what makes the whole row need nothing, such as an item that is not offered.
    begun : cells of a row that counts only once one of them is filled, with whether it is.

    >>> count_missing([Need("C7", False), Need("D7", True)])
    ('IF(C7="",1,0)+IF(D7="",1,0)', 1)
    >>> count_missing([Need("C7", False)], begun=[("C7", False), ("D7", False)])
    ('IF(AND(C7="",D7=""),0,IF(C7="",1,0))', 0)
    """
    formula = "+".join(need.formula for need in needs) or "0"
    value = sum(need.value for need in needs)
    if begun:
        blank = ",".join(f'{cell}=""' for cell, _ in begun)
        formula = f"IF(AND({blank}),0,{formula})"
        value = value if any(is_filled for _, is_filled in begun) else 0
    if unless:
        formula = f"IF({unless.formula},0,{formula})"
        value = 0 if unless.holds else value
    return formula, value


def is_filled(value: object) -> bool:
    """Say whether a cell holds something.

    >>> is_filled(0), is_filled(""), is_filled(None)
    (True, False, False)
    """
    return value is not None and value not in ("", ())
