"""The problems of one document of a received declaration."""

from dataclasses import dataclass

from evaluation.problems import Problem, Severity
from intake.report import Report


@dataclass
class Findings:
    """Collects problems; ``document`` is its path where the file holds several, else None."""

    report: Report
    document: str | None = None

    def add(self, severity: Severity, code: str, cell: str | None = None, **values: object) -> None:
        """Add a problem; ``cell`` is the place inside the document (``GWP-total/C3``)."""
        self.report.add(severity, code, self.document, cell, **values)

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Return what was found, in the order it was found in."""
        return tuple(self.report.problems)


def rounded(value: float) -> float:
    """Return a number with the four figures that a person compares.

    >>> rounded(0.179137536), rounded(2298.85)
    (0.1791, 2299.0)
    """
    return float(f"{value:.4g}")
