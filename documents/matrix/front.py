"""The first sheet: what the workbook is, of which tender, how to read it, and what it does not do."""

from collections.abc import Sequence
from dataclasses import dataclass

from documents.matrix.book import Page
from documents.matrix.case import MOST_LIVE_LINES, MatrixCase
from documents.matrix.looks import Role
from texts.seals import seal_marks, seal_state

WIDTHS = (30, 110)
COLOURS: tuple[tuple[str, Role], ...] = (
    ("input", "input"), ("locked", "locked"), ("computed", "number"), ("helper", "helper"),
)  # fmt: skip


@dataclass
class Front:
    """The front sheet."""

    case: MatrixCase
    page: Page
    row: int = 0

    def write(self, sheets: Sequence[tuple[str, str]]) -> None:
        """Write it; ``sheets`` are the names of the other sheets and what each holds."""
        say, facts = self.case.say, self.case.tender.facts
        self.page.set_widths(WIDTHS)
        self.page.text(0, 0, f"{say('front.title')}: {facts.title}", "title")
        self.page.text(1, 0, say("front.what"), "lead")
        evaluation = self.case.evaluation
        if not evaluation.for_award:
            self.page.text(2, 0, say("not_for_award"), "banner")
        marks = seal_marks(evaluation, self.case.lang)
        for number, mark in enumerate(marks):
            self.page.text(3 + number, 0, mark, "banner")
        self.row = 4 + len(marks)
        self._pairs(
            (
                (self.case.field("tender", "id"), facts.id),
                (self.case.field("tender", "authority"), facts.authority),
                (say("front.lots"), "; ".join(self.case.lot_title(lot) for lot in self.case.lots)),
                (self.case.field("tender", "currency"), facts.currency),
                (say("front.sha256"), evaluation.sha256),
                (say("front.seal"), seal_state(evaluation, self.case.lang)),
            )
        )
        self._section("read")
        for number in range(1, 7):
            self._pairs(((f"{number}", say(f"front.rule.{number}")),))
        self._colours()
        self._section("sheets")
        self._pairs(sheets)
        self._section("limits")
        lines = "live" if self.case.is_live else "values"
        words = [say(f"front.lines_{lines}", limit=f"{MOST_LIVE_LINES:,}".replace(",", " "))]
        words += [say(f"front.limit.{number}") for number in range(1, 5)]
        self._pairs([("", text) for text in words])

    def _section(self, name: str) -> None:
        self.page.text(self.row + 1, 0, self.case.say(f"front.{name}"), "section")
        self.row += 2

    def _pairs(self, pairs: Sequence[tuple[str, str]]) -> None:
        for label, text in pairs:
            self.page.text(self.row, 0, label, "label")
            self.page.text(self.row, 1, text, "wrap")
            self.row += 1

    def _colours(self) -> None:
        self._section("colours")
        for name, role in COLOURS:
            # An example of the look, locked: it is read by nothing.
            look = self.page.book.look("sample_input" if role == "input" else role, "0")
            self.page.sheet.write_string(self.row, 0, self.case.say(f"front.example_{name}"), look)
            self.page.text(self.row, 1, self.case.say(f"front.colour_{name}"), "wrap")
            self.row += 1
