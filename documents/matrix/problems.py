"""What was found wrong or doubtful in the bids, with its cell, and what a reader of each lot must know."""

from dataclasses import dataclass

from documents.matrix.book import Page
from documents.matrix.case import MatrixCase
from evaluation.problems import Problem
from texts.problems import describe, warning_text

COLUMNS = ("severity", "lot", "bid", "file", "sheet", "cell", "found", "expected", "how_to_fix")
WIDTHS = (13, 11, 24, 28, 16, 9, 50, 44, 50)


@dataclass
class Problems:
    """The sheet of problems and warnings."""

    case: MatrixCase
    page: Page

    def write(self) -> None:
        """Write the warnings, then the problems."""
        say = self.case.say
        self.page.write_top(say("sheets.problems"), say("problems.lead"), columns=WIDTHS)
        self.page.sheet.freeze_panes(3, 0)
        row = 3
        self.page.text(row, 0, say("problems.warnings"), "section")
        for warning in self.case.evaluation.warnings:
            row += 1
            self.page.text(row, 0, warning.lot or "")
            self.page.text(row, 1, warning_text(warning, self.case.lang))
        row += 2
        self.page.text(row, 0, say("problems.found"), "section")
        self.page.headings(row + 1, [say(f"problems.columns.{name}") for name in COLUMNS])
        for line, problem in enumerate(self.case.evaluation.problems, start=row + 2):
            self._write_problem(line, problem)
        if not self.case.evaluation.problems:
            self.page.text(row + 2, 0, say("problems.none"))

    def _write_problem(self, row: int, problem: Problem) -> None:
        said = describe(problem, self.case.lang)
        names = {bid.id: self.case.bid_name(lot, bid.id) for lot in self.case.lots for bid in lot.bids}
        words = (
            self.case.code("severity", problem.severity), problem.lot, names.get(problem.bid or "", problem.bid),
            problem.file, problem.sheet, problem.cell, *(said[name] for name in COLUMNS[6:]),
        )  # fmt: skip
        for column, text in enumerate(words):
            self.page.text(row, column, text or "", "wrap")
