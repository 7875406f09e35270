"""The visible sheet of lists: every word that a drop-down of the workbook offers, in both languages."""

from collections.abc import Mapping, Sequence

from xlsxwriter.utility import xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from documents.wording import Pair, both, code_words
from documents.workbook import Book, sheet_name
from evaluation.codes import CODES
from evaluation.schema import Spec

HEADING_ROW = 4
FIRST_ROW = 6
LEAST_WIDTH = 24


class Lists:
    """The lists a workbook uses, in order of first use, each in a column of its own.

    Parameters
    ----------
    keys : lists beside the codes: name (``@materials``) -> heading and the words to choose from.
    """

    def __init__(self, keys: Mapping[str, tuple[Pair, Sequence[str]]] | None = None) -> None:
        self._keys = dict(keys or {})
        self._used: list[str] = []

    def words_of(self, spec: Spec) -> tuple[str, ...]:
        """Return the words a field may be filled with, none where it has no list."""
        name = "yes_no" if spec.kind == "boolean" else spec.codes or ""
        return self.words(name) if name in self._keys or name in CODES else ()

    def source(self, spec: Spec) -> str:
        """Return the range of a field's list as a formula, or nothing where the field has no list."""
        name = "yes_no" if spec.kind == "boolean" else spec.codes or ""
        return self.range_of(name) if self.words_of(spec) else ""

    def range_of(self, name: str) -> str:
        """Return the range that holds the words of a list, which thereby stands on the sheet."""
        words = self.words(name)
        if not words:
            return ""
        if name not in self._used:
            self._used.append(name)
        column = self._used.index(name)
        first, last = (
            xl_rowcol_to_cell(row, column, row_abs=True, col_abs=True)
            for row in (FIRST_ROW, FIRST_ROW + len(words) - 1)
        )
        return f"='{sheet_name(both('sheets.lists.title'))}'!{first}:{last}"

    def words(self, name: str) -> tuple[str, ...]:
        """Return the words of a list as cells show them."""
        if name in self._keys:
            return tuple(self._keys[name][1])
        return tuple(code_words(name, code) for code in CODES[name])

    def write(self, book: Book, sheet: Worksheet) -> None:
        """Write the lists that were used, once every other sheet is written."""
        book.write_top(sheet, both("sheets.lists.title"), both("sheets.lists.help"))
        for column, name in enumerate(self._used):
            titles = self._keys[name][0] if name in self._keys else both(f"sheets.list_titles.{name}")
            sheet.set_column(
                column, column, max(LEAST_WIDTH, *(len(words) for words in self.words(name))) + 1
            )
            sheet.write_string(HEADING_ROW, column, titles[0], book.look("heading"))
            sheet.write_string(HEADING_ROW + 1, column, titles[1], book.look("heading_english"))
            for row, words in enumerate(self.words(name), start=FIRST_ROW):
                sheet.write_string(row, column, words, book.look("plain_left", "@"))
            book.describe("list", name, sheet_name(both("sheets.lists.title")), column + 1, FIRST_ROW + 1)
        sheet.freeze_panes(FIRST_ROW, 0)


def key_words(key: str, titles: Pair) -> str:
    """Return a key as a drop-down shows it, with its title in both languages.

    >>> key_words("steel", ("Stål", "Steel"))
    'steel – Stål / Steel'
    """
    return f"{key} – {' / '.join(titles)}"
