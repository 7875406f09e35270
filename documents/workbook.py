"""Workbooks as this project writes them: looks, protection, the hidden description, the same bytes each time.

Text is always written as text, so that nothing a person typed can become a formula or a link.
"""

import datetime as dt
import io
from dataclasses import dataclass
from typing import Literal

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from documents.wording import Pair, both

Template = Literal["tender", "bid", "decisions", "scores", "basket"]
Role = Literal[
    "title", "help", "help_english", "note", "heading", "heading_english", "label", "label_english", "key",
    "input", "locked", "field_input", "field_locked", "computed",
    "count", "count_words", "total", "total_label", "plain", "plain_left", "yellow_sample",
]  # fmt: skip

# XlsxWriter stamps the present moment unless it is told another; the same tender must give the same bytes.
CREATED = dt.datetime(2000, 1, 1, tzinfo=dt.UTC).replace(tzinfo=None)
OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
SCHEMA_SHEET = "_skema"
# Below title and help, counted from 0: what the sheet lacks.
COUNT_ROW = 3
LONGEST_SHEET_NAME = 31

INK, MUTED, DARK, PALE_TEXT = "#1A2327", "#57636B", "#12394F", "#D5DCE0"
YELLOW, GREY, RULE, WARM_RULE = "#FFF8DC", "#EEF2F4", "#D5DCE0", "#DCCB8A"
TAB_YELLOW = "#F2C94C"
OPEN, DONE = "#8A5200", "#2E7D4F"
A4 = 9
ROW_HEIGHT = 18
# A bidder may widen what is too narrow to read; nothing else needs the sheet unlocked.
ALLOWED = {"format_columns": True, "format_rows": True}

_OPEN: dict[str, object] = {
    "bg_color": YELLOW, "border": 1, "border_color": WARM_RULE, "locked": False, "valign": "vcenter",
    "text_wrap": True,
}  # fmt: skip
_LOCKED: dict[str, object] = {
    "bg_color": GREY, "border": 1, "border_color": RULE, "valign": "vcenter", "text_wrap": True,
}  # fmt: skip
_LOOKS: dict[Role, dict[str, object]] = {
    "title": {"bold": True, "font_size": 16, "font_color": DARK},
    "help": {"font_color": INK},
    "help_english": {"font_color": MUTED, "italic": True},
    "note": {"font_color": MUTED, "font_size": 10, "text_wrap": True, "valign": "vcenter", "indent": 1},
    "heading": {"bold": True, "font_color": "#FFFFFF", "bg_color": DARK, "text_wrap": True, "valign": "top"},
    "heading_english": {
        "italic": True, "font_color": PALE_TEXT, "bg_color": DARK, "text_wrap": True, "valign": "top",
    },
    "label": {"bold": True, "valign": "vcenter"},
    "label_english": {"font_color": MUTED, "italic": True, "valign": "vcenter"},
    "key": {"font_size": 8, "font_color": MUTED, "valign": "vcenter"},
    "input": _OPEN,
    "locked": _LOCKED,
    "field_input": {**_OPEN, "align": "left", "indent": 1},
    "field_locked": {**_LOCKED, "align": "left", "indent": 1},
    "yellow_sample": {**_OPEN, "locked": True},
    "computed": {"border": 1, "border_color": RULE, "valign": "vcenter"},
    "count": {"bold": True, "font_size": 14, "align": "right", "valign": "vcenter"},
    "count_words": {"valign": "vcenter", "indent": 1},
    "total": {"bold": True, "top": 1, "bottom": 1, "border_color": RULE, "valign": "vcenter"},
    "total_label": {"bold": True, "align": "right", "valign": "vcenter"},
    "plain": {"valign": "top", "text_wrap": True},
    "plain_left": {"valign": "top", "align": "left"},
}  # fmt: skip


@dataclass(frozen=True)
class Identity:
    """What a workbook says of itself in its hidden sheet: template, tender, seal, lot, amendment."""

    template: Template
    version: str
    tender: str
    sha256: str = ""
    lot: str = ""
    amendment: int = 0


class Book:
    """A workbook being written. Sheets stand in the order they are added; ``close`` gives the bytes."""

    def __init__(self, identity: Identity) -> None:
        self._content = io.BytesIO()
        self._book = xlsxwriter.Workbook(self._content, dict(OPTIONS))
        self._book.set_properties({"created": CREATED, "title": identity.tender})
        # The values beside the formulas are right as they are written. A workbook that asks to be calculated
        # again could not be told from one whose values are out of date.
        self._book.calc_on_load = False
        self._formats: dict[tuple[Role, str], Format] = {}
        self.template: Template = identity.template
        self._schema: list[tuple[str | int, ...]] = [
            ("template", identity.template, identity.version),
            ("tender", identity.tender),
            ("sha256", identity.sha256),
            ("amendment", identity.amendment),
        ]
        if identity.lot:
            self._schema.append(("lot", identity.lot))

    def look(self, role: Role, number: str = "") -> Format:
        """Return the format of a role, with a number format where one is given."""
        if (role, number) not in self._formats:
            looks = {"font_name": "Calibri", "font_size": 11, "font_color": INK, **_LOOKS[role]}
            self._formats[role, number] = self._book.add_format(
                {**looks, **({"num_format": number} if number else {})}
            )
        return self._formats[role, number]

    def add_sheet(self, title: Pair, *, is_to_fill: bool) -> Worksheet:
        """Add a protected sheet, landscape on A4 and fitted to its width; a yellow tab has cells to fill."""
        sheet = self._book.add_worksheet(sheet_name(title))
        sheet.protect("", ALLOWED)
        sheet.set_tab_color(TAB_YELLOW if is_to_fill else RULE)
        sheet.hide_gridlines(2)
        sheet.set_default_row(ROW_HEIGHT)
        sheet.set_landscape()
        sheet.set_paper(A4)
        sheet.fit_to_pages(1, 0)
        sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
        sheet.set_footer("&L&8&A&R&8&P / &N")
        return sheet

    def write_top(self, sheet: Worksheet, title: Pair, help_text: Pair) -> None:
        """Write the title and the help of a sheet, Danish over English, in its first three rows."""
        sheet.set_row(0, 26)
        sheet.set_row(COUNT_ROW, 24)
        sheet.write_string(0, 0, pair_text(title), self.look("title"))
        sheet.write_string(1, 0, help_text[0], self.look("help"))
        sheet.write_string(2, 0, help_text[1], self.look("help_english"))

    def write_count(self, sheet: Worksheet, cell: tuple[int, int], formula: str, value: int) -> None:
        """Write a live count of missing cells: green at nought, brown above."""
        row, column = cell
        sheet.write_formula(row, column, formula, self.look("count", "0"), value)
        for criteria, colour in ((">", OPEN), ("=", DONE)):
            look = self._book.add_format({"font_color": colour, "bold": True})
            rule = {"type": "cell", "criteria": criteria, "value": 0, "format": look}
            sheet.conditional_format(row, column, row, column, rule)

    def describe(self, *row: str | int) -> None:
        """Add a row to the hidden sheet that says where everything stands."""
        self._schema.append(row)

    def close(self) -> bytes:
        """Write the hidden sheet and return the workbook's bytes."""
        schema = self._book.add_worksheet(SCHEMA_SHEET)
        for number, row in enumerate(self._schema):
            for column, value in enumerate(row):
                if isinstance(value, int):
                    schema.write_number(number, column, value)
                else:
                    schema.write_string(number, column, value)
        schema.protect()
        schema.hide()
        self._book.close()
        return self._content.getvalue()


def pair_text(words: Pair) -> str:
    """Return Danish and English beside each other.

    >>> pair_text(("Priser", "Prices")), pair_text(("kWh", "kWh"))
    ('Priser / Prices', 'kWh')
    """
    return words[0] if words[0] == words[1] else f"{words[0]} / {words[1]}"


def sheet_name(title: Pair) -> str:
    """Return the name of a sheet: both languages, without what a sheet's name may not hold.

    >>> sheet_name(("Priser", "Prices")), sheet_name(("Krav [MK]", "A/B: requirements of the tender"))
    ('Priser - Prices', 'Krav MK - AB requirements of th')
    """
    name = " - ".join(title)
    return "".join(c for c in name if c not in "[]:*?/\\")[:LONGEST_SHEET_NAME].strip(" '")


def table_sheet_name(table: str) -> str:
    """Return the name of the sheet of a table."""
    return sheet_name(both(f"sheets.{table}.title"))
