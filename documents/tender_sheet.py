"""A tender as a workbook: every field of every table, yellow for the officer, grey from the preset."""

from collections.abc import Collection

from xlsxwriter.utility import xl_rowcol_to_cell

from documents.cells import Page
from documents.fields_sheet import (
    VALUE,
    FieldCount,
    FieldLine,
    FieldTable,
    write_fields,
    write_own_count,
    write_workbook_count,
)
from documents.first_sheet import preface
from documents.lists_sheet import Lists
from documents.preset_sheet import write_preset
from documents.presets import TenderDraft
from documents.rows_sheet import Counted, write_table
from documents.table_layout import FIRST_ROW, Table, TableColumn, TableRow
from documents.tender_cells import BY_LOT, DraftRow, TenderCells
from documents.wording import Pair, both, heading, life_unit_words
from documents.workbook import Book, Identity, table_sheet_name
from evaluation.measures import MEASURES
from evaluation.schema import Spec
from evaluation.sheets import TEMPLATE_VERSION
from evaluation.tender import TENDER_TABLES

MEASURE_LIST = "@measures"
FAMILIES = ("answer", "judged")
WIDE = {"title_da": 36.0, "title_en": 36.0, "text_da": 60.0, "text_en": 60.0, "key": 20.0, "id": 20.0}


def tender_sheet(draft: TenderDraft, *, sha256: str = "", tables: Collection[str] | None = None) -> bytes:
    """Return a draft of a tender as a workbook to fill in.

    Parameters
    ----------
    draft : rows by table as far as they are filled, from a preset or from a tender.
    sha256 : hash of the tender's seal, blank before it is sealed.
    tables : the tables to write, without spare rows, for a workbook whose rows go into a whole one; all of a
        tender unless given.
    """
    return _TenderSheet(TenderCells(draft), sha256, tables).write()


class _TenderSheet:
    """One workbook: the sheets with something to fill first, then preset and lists, then the other tables."""

    def __init__(self, cells: TenderCells, sha256: str, tables: Collection[str] | None) -> None:
        self.cells = cells
        self.is_whole = tables is None
        facts = cells.facts
        amendment = facts.get("amendment", 0)
        number = amendment if isinstance(amendment, int) else 0
        self.book = Book(
            Identity("tender", TEMPLATE_VERSION, str(facts.get("id") or ""), sha256, amendment=number)
        )
        # A question's answer and a judged criterion are named by the tender itself: answer:KEY, judged:KEY.
        measures = [f"{key}:" if key in FAMILIES else key for key in MEASURES]
        self.lists = Lists({MEASURE_LIST: (both("sheets.words.measure_list"), measures)})
        self.rows = {
            attribute: tuple(row for row in cells.rows(attribute) if self.is_whole or not row.is_spare)
            for attribute in TENDER_TABLES
            if tables is None or attribute in tables
        }

    def write(self) -> bytes:
        to_fill = [a for a in self.rows if any(self.cells.open_fields(a, row) for row in self.rows[a])]
        others = [a for a in self.rows if a not in to_fill]
        pages = {a: self._add_page(_table(a), is_to_fill=True) for a in to_fill}
        preset = self._add_page("preset", is_to_fill=False).sheet if self.is_whole else None
        lists = self._add_page("lists", is_to_fill=False).sheet
        pages |= {a: self._add_page(_table(a), is_to_fill=False) for a in others}
        counted: list[Counted] = []
        for attribute, page in pages.items():
            if attribute == "facts":
                continue
            if attribute in BY_LOT:
                counted.append(write_own_count(page, self._write_fields(attribute, page)))
            else:
                counted.append(self._write_rows(attribute, page))
        if "facts" in pages:
            own = self._write_fields("facts", pages["facts"])
            write_workbook_count(pages["facts"], own, counted)
        if preset is not None:
            write_preset(self.book, preset, self.cells.facts.get("preset"))
        self.lists.write(self.book, lists)
        return self.book.close()

    def _add_page(self, name: str, *, is_to_fill: bool) -> Page:
        sheet = self.book.add_sheet(both(f"sheets.{name}.title"), is_to_fill=is_to_fill)
        return Page(self.book, self.lists, sheet)

    def _write_fields(self, attribute: str, page: Page) -> FieldCount:
        rows = self.rows[attribute]
        is_facts = attribute == "facts"
        lines = tuple(self._line(attribute, name, spec, rows) for name, spec in self._fields(attribute))
        table = FieldTable(
            name=_table(attribute),
            help_key=f"sheets.help.tender.{_table(attribute)}",
            orientation="fields" if is_facts else "lots",
            lines=lines,
            title=both("sheets.title.tender") if is_facts else None,
            preface=preface("tender") if is_facts else (),
            optional_columns=frozenset(n for n, row in enumerate(rows) if row.is_spare and n > 0),
        )
        return write_fields(page, table)

    def _fields(self, attribute: str) -> tuple[tuple[str, Spec], ...]:
        """The fields that stand below each other: the lot first, then in the order of the schema."""
        by_name = dict(self.cells.columns(attribute))
        first = [name for name in ("id", "lot") if name in by_name][:1]
        return tuple((name, by_name[name]) for name in dict.fromkeys([*first, *by_name]))

    def _line(self, attribute: str, name: str, spec: Spec, rows: tuple[DraftRow, ...]) -> FieldLine:
        return FieldLine(
            name=name,
            headings=self._headings(attribute, name, spec),
            spec=spec,
            help_key=f"fields.{_table(attribute)}.{name}.help",
            values=tuple(row.values.get(name) for row in rows),
            open_in=frozenset(
                n for n, row in enumerate(rows) if name in self.cells.open_fields(attribute, row)
            ),
            needed_in=frozenset(
                n for n, row in enumerate(rows) if name in self.cells.needed_fields(attribute, row)
            ),
            choices=self._choices(attribute, name, spec),
        )

    def _write_rows(self, attribute: str, page: Page) -> Counted:
        columns = tuple(
            TableColumn(
                kind="column",
                name=name,
                headings=self._headings(attribute, name, spec),
                spec=spec,
                help_key=f"fields.{attribute}.{name.split('.')[0]}.help",
                width=WIDE.get(name, 0),
                choices=self._choices(attribute, name, spec),
            )
            for name, spec in self.cells.columns(attribute)
        )
        rows = tuple(
            TableRow(
                values=row.values,
                inputs=self.cells.open_fields(attribute, row),
                needed=self.cells.needed_fields(attribute, row),
                counts_when_begun=self.cells.counts_when_begun(attribute, number, row),
            )
            for number, row in enumerate(self.rows[attribute])
        )
        self._describe_spare(attribute)
        return write_table(page, Table(attribute, f"sheets.help.tender.{attribute}", columns, rows))

    def _describe_spare(self, attribute: str) -> None:
        """Say in the hidden sheet from where on rows are printed ahead and count only once they are begun."""
        first = next((n for n, row in enumerate(self.rows[attribute]) if row.is_spare), None)
        if first is not None:
            self.book.describe(
                "spare", attribute, FIRST_ROW + first + 1, FIRST_ROW + len(self.rows[attribute])
            )

    def _headings(self, attribute: str, name: str, spec: Spec) -> Pair:
        field, _, year = name.partition(".")
        items = self.rows.get("items", ())
        units = [str(row.values.get("life_unit")) for row in items if row.values.get("life_unit")]
        title = f"fields.{_table(attribute)}.{field}.title"
        danish, english = heading(title, spec, self.cells.currency, life_unit_words(units))
        if not year:
            return danish, english
        words = [both("sheets.words.in_year", title=title, year=year) for title in (danish, english)]
        return words[0][0], words[1][1]

    def _choices(self, attribute: str, name: str, spec: Spec) -> str:
        """The range that holds the keys to choose from, as they stand on the sheet of their table."""
        if (attribute, name) == ("criteria", "measure"):
            return self.lists.range_of(MEASURE_LIST)
        target = (spec.codes or "").removeprefix("@")
        if not (spec.codes or "").startswith("@") or not self.rows.get(target):
            return ""
        count = len(self.rows[target])
        if target in BY_LOT:
            row = FieldTable(target, "", "lots", ()).heading_row + 1
            area = (row, VALUE, row, VALUE + count - 1)
        else:
            area = (FIRST_ROW, 0, FIRST_ROW + count - 1, 0)
        first, last = (xl_rowcol_to_cell(*cell, row_abs=True, col_abs=True) for cell in (area[:2], area[2:]))
        return f"='{table_sheet_name(target)}'!{first}:{last}"


def _table(attribute: str) -> str:
    """The key of a table in the texts and the hidden sheet, by its name in a tender."""
    return TENDER_TABLES[attribute].table
