"""A text document for a word processor: real headings, tables whose first row repeats, and a language.

The same calls give the same bytes: neither a clock nor the machine has a part in it. All text is text: nothing in it
is read as markup, a field or a link.
"""

import datetime as dt
import io
import re
import zipfile
from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from docx.document import Document as Opened
    from docx.table import Table

LOCALES = {"da": "da-DK", "en": "en-GB"}
# The moment that the workbooks carry too, and the earliest one that a zip can hold.
MOMENT = dt.datetime(2000, 1, 1, tzinfo=dt.UTC)
EARLIEST = (1980, 1, 1, 0, 0, 0)
# Signs that XML cannot hold.
UNREADABLE = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
A4_CM = (29.7, 21.0)
MARGIN_CM = 2.0
SPACE = 8
FORMULA_FONT, FORMULA_INDENT_CM = "Consolas", 1.0


class WordDocument:
    """A document of A4 pages, begun with its title.

    Parameters
    ----------
    title : the first heading, and the title among the properties.
    author : who stands as its author.
    footer : what stands at the foot of each page, before its number.
    lang : ``da`` or ``en``.
    is_upright : whether the pages stand on their short side; on their long side unless stated.
    """

    def __init__(self, title: str, author: str, footer: str, lang: str, *, is_upright: bool = False) -> None:
        from docx import Document

        self._document: Opened = Document()
        self._describe(readable(title), readable(author), LOCALES[lang])
        self._page_cm = (min(A4_CM), max(A4_CM)) if is_upright else A4_CM
        self._lay_out(readable(footer), is_upright=is_upright)
        self.heading(title, 1)

    def heading(self, text: str, level: int = 2) -> None:
        """Add a heading."""
        self._document.add_heading(readable(text), level)

    def paragraph(self, text: str) -> None:
        """Add a paragraph."""
        from docx.shared import Pt

        added = self._document.add_paragraph(readable(text))
        added.paragraph_format.space_before = Pt(SPACE)

    def formula(self, text: str) -> None:
        """Add a formula on a line of its own."""
        from docx.shared import Cm, Pt

        added = self._document.add_paragraph()
        added.add_run(readable(text)).font.name = FORMULA_FONT
        added.paragraph_format.left_indent = Cm(FORMULA_INDENT_CM)
        added.paragraph_format.space_before = Pt(SPACE)

    def points(self, lines: Sequence[str], *, is_numbered: bool = False) -> None:
        """Add a list of lines; a numbered one begins at 1."""
        numbering = self._new_numbering() if is_numbered else None
        for line in lines:
            style = "List Bullet" if numbering is None else "List Number"
            added = self._document.add_paragraph(readable(line), style=style)
            if numbering is not None:
                of = added._p.get_or_add_pPr().get_or_add_numPr()  # noqa: SLF001  (no call for a list's number)
                of.get_or_add_ilvl().val = 0
                of.get_or_add_numId().val = numbering

    def _new_numbering(self) -> int:
        """Return the id of a list that begins at 1; all that use the style alone are one list."""
        style = self._document.styles["List Number"].element
        numbering = self._document.part.numbering_part.element
        of_style = style.pPr.numPr.numId.val
        known = next(each for each in numbering.num_lst if each.numId == of_style)
        added = numbering.add_num(known.abstractNumId.val)
        added.add_lvlOverride(ilvl=0).add_startOverride(1)
        return int(added.numId)

    def table(
        self, caption: str, headings: Sequence[str], rows: Sequence[Sequence[str]], widths: Sequence[float]
    ) -> None:
        """Add a table.

        Parameters
        ----------
        caption : what the table is, for who hears it read out.
        headings : one a column; they stand on top of every page that the table goes on to.
        rows : text by column.
        widths : share of the page's width by column.
        """
        table = self._document.add_table(rows=0, cols=len(headings), style="Table Grid")
        table.autofit = False
        _caption(table, readable(caption))
        widths_cm = [width * (self._page_cm[0] - 2 * MARGIN_CM) for width in widths]
        _set_widths(table, widths_cm)
        for number, texts in enumerate([headings, *rows]):
            _add_row(table, [readable(text) for text in texts], widths_cm, is_heading=number == 0)

    def content(self) -> bytes:
        """Return the bytes of the document, its parts in their order and without the moment they were written."""
        saved, packed = io.BytesIO(), io.BytesIO()
        self._document.save(saved)
        with zipfile.ZipFile(saved) as given, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as out:
            for name in given.namelist():
                entry = zipfile.ZipInfo(name, EARLIEST)
                entry.compress_type = zipfile.ZIP_DEFLATED
                out.writestr(entry, given.read(name))
        return packed.getvalue()

    def _describe(self, title: str, author: str, locale: str) -> None:
        from docx.oxml.ns import qn

        known = self._document.core_properties
        known.title, known.author, known.language = title, author, locale
        known.comments, known.last_modified_by, known.revision = "", author, 1
        known.created = known.modified = MOMENT
        for language in self._document.styles.element.iter(qn("w:lang")):
            language.set(qn("w:val"), locale)
        for language in self._document.settings.element.iter(qn("w:themeFontLang")):
            language.set(qn("w:val"), locale)

    def _lay_out(self, footer: str, *, is_upright: bool) -> None:
        from docx.enum.section import WD_ORIENT
        from docx.oxml import OxmlElement
        from docx.oxml.ns import qn
        from docx.shared import Cm, Pt

        section = self._document.sections[0]
        section.orientation = WD_ORIENT.PORTRAIT if is_upright else WD_ORIENT.LANDSCAPE
        section.page_width, section.page_height = Cm(self._page_cm[0]), Cm(self._page_cm[1])
        section.left_margin = section.right_margin = Cm(MARGIN_CM)
        section.top_margin = section.bottom_margin = Cm(MARGIN_CM)
        self._document.styles["Normal"].font.size = Pt(10)
        foot = section.footer.paragraphs[0]
        foot.add_run(f"{footer} · ")
        number = OxmlElement("w:fldSimple")
        number.set(qn("w:instr"), "PAGE")
        shown = OxmlElement("w:r")
        shown.append(OxmlElement("w:t"))
        shown[0].text = "1"
        number.append(shown)
        foot._p.append(number)  # noqa: SLF001  (the library has no call for a page's number)


def readable(text: str) -> str:
    """Return a text without the signs that XML cannot hold.

    >>> readable("A" + chr(0) + "B" + chr(11))
    'AB'
    """
    return UNREADABLE.sub("", text)


def _set_widths(table: "Table", widths_cm: Sequence[float]) -> None:
    from docx.shared import Cm

    for column, width in zip(table.columns, widths_cm, strict=True):
        column.width = Cm(width)


def _add_row(table: "Table", texts: Sequence[str], widths_cm: Sequence[float], *, is_heading: bool) -> None:
    from docx.oxml import OxmlElement
    from docx.shared import Cm, Pt

    row = table.add_row()  # type: ignore[no-untyped-call]  # the library's, without annotations
    properties = row._tr.get_or_add_trPr()  # noqa: SLF001  (nor for a row that repeats or stays whole)
    properties.append(OxmlElement("w:cantSplit"))
    if is_heading:
        properties.append(OxmlElement("w:tblHeader"))
    for cell, text, width in zip(row.cells, texts, widths_cm, strict=True):
        cell.width = Cm(width)
        paragraph = cell.paragraphs[0]
        paragraph.paragraph_format.space_after = Pt(2)
        paragraph.add_run(text).bold = is_heading or None


def _caption(table: "Table", caption: str) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    described = OxmlElement("w:tblCaption")
    described.set(qn("w:val"), caption)
    table._tbl.tblPr.append(described)  # noqa: SLF001  (nor for a caption)
