"""Where the tender's figures come from."""

from dataclasses import dataclass

from documents.matrix.book import Page
from documents.matrix.case import MatrixCase

COLUMNS = ("key", "title", "publisher", "year", "licence", "citation", "url", "read_at")
WIDTHS = (22, 50, 26, 8, 24, 60, 50, 12)


@dataclass
class Sources:
    """The sheet of sources."""

    case: MatrixCase
    page: Page

    def write(self) -> None:
        """Write every source of the tender, a row each; an address is text, never a link."""
        say = self.case.say
        self.page.write_top(say("sheets.sources"), say("sources.lead"), columns=WIDTHS)
        self.page.headings(3, [self.case.field("sources", name) for name in COLUMNS])
        self.page.sheet.freeze_panes(4, 1)
        for row, source in enumerate(self.case.tender.sources, start=4):
            for column, name in enumerate(COLUMNS):
                value = getattr(source, name)
                self.page.text(row, column, "" if value is None else str(value), "wrap")
