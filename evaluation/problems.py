"""A problem: what was found where. Codes and values only; the sentences stand in ``texts``."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Severity = Literal["stop", "question", "notice"]
SEVERITIES: tuple[Severity, ...] = ("stop", "question", "notice")


@dataclass(frozen=True)
class Problem:
    """One fault of one place. A stop takes out that bid and no other.

    ``values`` are what the sentences ``problems.CODE.found``, ``.expected`` and ``.how_to_fix`` name.
    A value that is a field key (``table.field``) or a code is worded by the texts.
    """

    severity: Severity
    code: str
    bid: str | None = None
    lot: str | None = None
    file: str | None = None
    sheet: str | None = None
    cell: str | None = None
    values: Mapping[str, object] = field(default_factory=dict)

    @property
    def fingerprint(self) -> str:
        """Twelve signs that name this problem: the same place with something else in it is another one.

        >>> one, other = (
        ...     Problem("question", "not_in_list", values={"found": w}) for w in ("slidt", "brugt?")
        ... )
        >>> one.fingerprint == other.fingerprint, len(one.fingerprint)
        (False, 12)
        """
        what = [self.code, self.bid, self.lot, self.file, self.sheet, self.cell]
        content = json.dumps([*what, dict(self.values)], sort_keys=True, default=str)
        return hashlib.sha256(content.encode()).hexdigest()[:12]


@dataclass(frozen=True)
class ResultWarning:
    """Something about a lot or its result that its reader must know: a code and values."""

    code: str
    lot: str | None = None
    values: Mapping[str, object] = field(default_factory=dict)


class UnusableTender(Exception):
    """The tender cannot be evaluated as it stands; ``problems`` holds every reason, with its cell."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__(
            f"{len(problems)} problems in the tender: {', '.join(sorted({p.code for p in problems}))}"
        )
        self.problems = problems
