"""The one declaration of a field: who fills it, at which depth, with what unit and limits, and who reads it.

A row type (:class:`Row`) is a frozen pydantic model whose fields carry a :class:`Spec`. From these
declarations come the blank workbooks, the reading of what comes back, the problems, the reference
of all columns and the JSON form. Titles and helps stand in ``texts`` under ``fields.TABLE.FIELD``.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import ClassVar, Literal

from pydantic import BaseModel, ConfigDict, model_validator

Owner = Literal["buyer", "bidder"]
Depth = Literal["minimal", "standard", "full"]
Kind = Literal[
    "text", "identifier", "number", "integer", "money", "share", "boolean", "date", "code", "weight", "list"
]
DEPTHS: tuple[Depth, ...] = ("minimal", "standard", "full")
NUMERIC: frozenset[Kind] = frozenset({"number", "integer", "money", "share", "weight"})


@dataclass(frozen=True)
class Spec:
    """What is declared of a field beside its name and type.

    Parameters
    ----------
    owner : who fills it; a buyer's cell is locked in a bid sheet and checked on return.
    kind : how a cell is read and written; ``share`` is 0 to 1 inside and per cent in a workbook.
    depth : the least depth at which the field is shown.
    unit : unit of the value inside the program, or None; ``{unit}`` stands for the item's own unit.
    codes : name of the list of a ``code`` field (see ``codes.py``), or ``@table`` for the keys of a table.
    required : a blank cell is a problem wherever the field is shown.
    minimum, maximum : inclusive limits; ``above`` is an exclusive lower limit.
    claim : the bidder's statement counts only as far as the buyer accepts its evidence.
    repeated : the field stands in one column a delivery year of the contract.
    example : a value as it could be, for the help text.
    """

    owner: Owner = "buyer"
    kind: Kind = "text"
    depth: Depth = "minimal"
    unit: str | None = None
    codes: str | None = None
    required: bool = False
    minimum: float | None = None
    maximum: float | None = None
    above: float | None = None
    claim: bool = False
    repeated: bool = False
    example: str = ""

    def fault(self, value: object) -> str | None:
        """Return the code of what is wrong with one value, or None. A blank is judged elsewhere."""
        if not isinstance(value, (int, float)) or isinstance(value, bool):
            return None
        if self.minimum is not None and value < self.minimum:
            return "below_minimum"
        if self.maximum is not None and value > self.maximum:
            return "above_maximum"
        if self.above is not None and value <= self.above:
            return "not_above"
        return None


class Row(BaseModel):
    """One row of a table: frozen, no unknown fields, limits as declared.

    Raises
    ------
    pydantic.ValidationError
        Where a value has the wrong type or is outside the declared limits.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)
    table: ClassVar[str]

    @model_validator(mode="after")
    def _within_limits(self) -> "Row":
        for name, spec in specs(type(self)).items():
            value = getattr(self, name)
            for each in value if isinstance(value, tuple) else (value,):
                if (code := spec.fault(each)) is not None:
                    raise ValueError(f"{self.table}.{name}: {code}: {each!r}")
        return self


@cache
def specs(row: type[Row]) -> Mapping[str, Spec]:
    """Return the declared fields of a row type in their order, name to :class:`Spec`."""
    found: dict[str, Spec] = {}
    for name, info in row.model_fields.items():
        declared = [m for m in info.metadata if isinstance(m, Spec)]
        if len(declared) != 1:
            raise TypeError(f"{row.__name__}.{name} needs exactly one Spec")
        found[name] = declared[0]
    return found


def shown_at(spec: Spec, depth: Depth) -> bool:
    """Say whether a field is shown at a depth.

    >>> shown_at(Spec(depth="standard"), "minimal"), shown_at(Spec(depth="minimal"), "full")
    (False, True)
    """
    return DEPTHS.index(spec.depth) <= DEPTHS.index(depth)
