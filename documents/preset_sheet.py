"""The visible sheet of a preset: each value filled in beforehand, where it comes from and of what year."""

from xlsxwriter.worksheet import Worksheet

from documents.cells import shown
from documents.presets import PresetValue, preset_about, preset_names, preset_values
from documents.wording import LANGUAGES, both
from documents.workbook import Book, sheet_name
from evaluation.schema import specs
from evaluation.tender import TENDER_TABLES
from texts import t

HEADING_ROW = 4
COLUMNS = (("sheet", 27), ("row", 24), ("field", 44), ("value", 44), ("source", 105), ("year", 8))
HEIGHT = 31


def write_preset(book: Book, sheet: Worksheet, name: object) -> None:
    """Write the values of a preset with their notes; a tender without a known preset says so."""
    is_known = isinstance(name, str) and name in preset_names()
    danish, english = (
        _about(str(name), lang) if is_known else t("sheets.preset.none", lang) for lang in LANGUAGES
    )
    book.write_top(sheet, both("sheets.preset.title"), (danish, english))
    book.describe("list", "@preset", sheet_name(both("sheets.preset.title")))
    for column, (word, width) in enumerate(COLUMNS):
        sheet.set_column(column, column, width)
        if is_known:
            danish, english = both(f"sheets.preset.{word}")
            sheet.write_string(HEADING_ROW, column, danish, book.look("heading"))
            sheet.write_string(HEADING_ROW + 1, column, english, book.look("heading_english"))
    if not is_known:
        return
    for number, value in enumerate(preset_values(str(name)), start=HEADING_ROW + 2):
        _write_value(book, sheet, number, value)
    sheet.freeze_panes(HEADING_ROW + 2, 0)
    sheet.repeat_rows(HEADING_ROW, HEADING_ROW + 1)


def _about(name: str, lang: str) -> str:
    """Return what the sheet says at its top: the preset, when to use it, and where its values are put right."""
    about = preset_about(name)
    return t("sheets.preset.help", lang, preset=f"{about.title(lang)} ({name})", when=about.when(lang))


def _write_value(book: Book, sheet: Worksheet, number: int, value: PresetValue) -> None:
    row_type = TENDER_TABLES[value.table]
    cell = shown(specs(row_type)[value.field], value.value)
    words = (
        " / ".join(both(f"sheets.{row_type.table}.title")),
        value.row,
        " / ".join(dict.fromkeys(both(f"fields.{row_type.table}.{value.field}.title"))),
        cell,
        f"{value.note.da}\n{value.note.en}",
        value.note.year,
    )
    sheet.set_row(number, HEIGHT)
    for column, content in enumerate(words):
        look = book.look("plain")
        if isinstance(content, (int, float)):
            sheet.write_number(number, column, content, book.look("plain_left"))
        else:
            sheet.write_string(number, column, content or "", look)
