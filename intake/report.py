"""The problems of one file, collected as it is read."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from evaluation.problems import Problem, Severity
from intake.cells import address
from intake.raw import SEVERITIES, RawWorkbook

OLD_VALUES = "values_may_be_old"


@dataclass
class Report:
    """Collects the problems of one file; ``lot`` is added to each once it is known."""

    file: str
    lot: str | None = None
    problems: list[Problem] = field(default_factory=list)

    def add(
        self,
        severity: Severity,
        code: str,
        sheet: str | None = None,
        cell: str | None = None,
        **values: object,
    ) -> None:
        """Add a problem of this file; ``values`` are what its sentences name."""
        told = {name: value for name, value in values.items() if value is not None}
        self.problems.append(Problem(severity, code, None, self.lot, self.file, sheet, cell, told))

    def add_findings(self, workbook: RawWorkbook) -> None:
        """Add what was found as the file was opened."""
        for found in workbook.findings:
            if found.code != OLD_VALUES:
                severity = SEVERITIES.get(found.code, "stop")
                self.add(severity, found.code, found.sheet, found.cell, **_plain(found.values))
        old = [found.sheet for found in workbook.findings if found.code == OLD_VALUES]
        if old:
            # It is the program that saved the file which did not calculate it: one fault, not one a sheet.
            self.add(SEVERITIES[OLD_VALUES], OLD_VALUES, sheets=old)

    def of_bid(self, bid: str) -> tuple[Problem, ...]:
        """Return the problems as those of a bid, in the order of the sheets they were found in."""
        return tuple(replace(problem, bid=bid, lot=problem.lot or self.lot) for problem in self.problems)


def _plain(values: Mapping[str, object]) -> dict[str, object]:
    return {str(name): value for name, value in values.items()}


def place(row: int, column: int) -> str:
    """Return the address of a cell given by row and column from 0.

    >>> place(6, 4)
    'E7'
    """
    return address(row + 1, column + 1)
