"""The blank bid sheet of a lot: what its model reads, and nothing else."""

from collections.abc import Mapping
from dataclasses import replace
from functools import cached_property

from documents.cells import WIDTHS, Page
from documents.fields_sheet import FieldLine, FieldTable, write_fields, write_workbook_count
from documents.first_sheet import preface
from documents.lists_sheet import Lists, key_words
from documents.missing import Says, says
from documents.rows_sheet import Counted, write_table
from documents.table_layout import FIRST_ROW, Table, TableColumn, TableRow
from documents.wording import Pair, both, currency_words, heading, life_unit_words
from documents.workbook import COUNT_ROW, Book, Identity, table_sheet_name
from evaluation.schema import Spec
from evaluation.sheets import TEMPLATE_VERSION, Column, Printed, Sheet, bid_sheets
from evaluation.tender import Tender

LINE_TOTAL, PIECE_PRICE = "line_total", "unit_price_of_piece"
PRINTED_WIDTHS = {
    "item_title": 36, "service_title": 36, "activity_title": 36, "per": 22,
    "text": 60, "requirement": 13, "unit": 11, "quantity": 13,
    "quantity_each_time": 13, "times": 11, "minimum": 11, "maximum": 11, "item": 14, "use_standard": 24,
    "assortment_title": 36, "base_list": 30, "base_date": 13, "turnover": 15,
    "substance_title": 30, "substance_definition": 48,
}  # fmt: skip
# What is not needed once another cell of the row says no: no share of what is not taken back.
NOT_TAKEN_BACK = ("taken_back", "yes_no", "no")
# What is used once has no pool, and no place where it is made ready again.
USED_ONCE = ("uses_per_piece", None, "1")
WAIVED: Mapping[str, Mapping[str, tuple[str, str | None, str]]] = {
    "product_data": {
        "taken_back_reuse_share": NOT_TAKEN_BACK,
        "taken_back_recycling_share": NOT_TAKEN_BACK,
    },
    "circulation": {"pieces_in_pool": USED_ONCE, "place": USED_ONCE},
}
# The bidder says in words what and where a reservation is, once there is one.
ONLY_IF = {"reservations": ("has_reservations", "yes_no", "yes")}
# A blank has a meaning of its own here, which the help of the field tells: no minimum.
MAY_STAY_BLANK = frozenset({"prices.fee_minimum_uses"})
FOR_PEOPLE = frozenset({"report", "identity"})


def bid_sheet(tender: Tender, lot: str, *, sha256: str = "") -> bytes:
    """Return the blank bid sheet of a lot as a workbook.

    Parameters
    ----------
    sha256 : hash of the tender's seal, blank before it is sealed.

    Raises
    ------
    KeyError
        The tender has no such lot.
    """
    return _BidSheet(tender, lot, sha256).write()


def is_needed(column: Column) -> bool:
    """Say whether a blank cell of a column is missing.

    It is where the column is required, or where a measure, question or requirement reads it; free text
    that is not required, such as a document or the name of a part, may stay blank.
    """
    is_read = not FOR_PEOPLE.issuperset(column.readers)
    may_stay = column.spec.kind == "text" or f"{column.table}.{column.field}" in MAY_STAY_BLANK
    return column.spec.required or (is_read and not may_stay)


class _BidSheet:
    """One workbook: a sheet a table, then who bids on the first one, then the lists."""

    def __init__(self, tender: Tender, lot: str, sha256: str) -> None:
        self.tender = tender
        self.lot = {each.id: each for each in tender.lots}[lot]
        facts = tender.facts
        self.book = Book(Identity("bid", TEMPLATE_VERSION, facts.id, sha256, lot, facts.amendment))
        materials = [key_words(m.key, (m.title_da, m.title_en)) for m in tender.materials]
        places = [key_words(p.key, (p.title_da, p.title_en or p.title_da)) for p in tender.places]
        self.lists = Lists(
            {
                "@materials": (both("sheets.materials.title"), materials),
                "@places": (both("sheets.places.title"), places),
            }
        )
        self.sheets = bid_sheets(tender, lot)
        self.item_of = {item.key: item for item in tender.items}

    def write(self) -> bytes:
        pages = [self._add_page(f"sheets.{s.table}.title", is_to_fill=True) for s in self.sheets]
        counted = [self._write_rows(s, page) for s, page in zip(self.sheets, pages, strict=True) if s.keys]
        self._write_bidder(self.sheets[0], pages[0], counted)
        self.lists.write(self.book, self._add_page("sheets.lists.title", is_to_fill=False).sheet)
        return self.book.close()

    def _add_page(self, title: str, *, is_to_fill: bool) -> Page:
        return Page(self.book, self.lists, self.book.add_sheet(both(title), is_to_fill=is_to_fill))

    def _write_bidder(self, sheet: Sheet, page: Page, others: list[Counted]) -> None:
        lines = tuple(
            FieldLine(
                name=column.field,
                headings=heading(f"fields.bidder.{column.field}.title", column.spec),
                spec=column.spec,
                help_key=f"fields.bidder.{column.field}.help",
                values=(None,),
                open_in=frozenset({0}),
                needed_in=frozenset({0} if column.spec.required or column.field in ONLY_IF else ()),
            )
            for column in sheet.columns
        )
        table = FieldTable(
            name="bidder",
            help_key="sheets.help.bid.bidder",
            orientation="fields",
            lines=lines,
            title=both("sheets.title.bid"),
            preface=preface("bid", self._about()),
            only_if=ONLY_IF,
        )
        own = write_fields(page, table)
        not_bidding = says(table.cell("bids_on_lot"), "yes_no", "no")
        write_workbook_count(page, own, others, not_bidding)

    def _about(self) -> Mapping[str, str]:
        facts, lot = self.tender.facts, self.lot
        return {
            "tender": f"{facts.title} ({facts.id})",
            "lot": f"{lot.title} ({lot.id})",
            "authority": facts.authority,
            "deadline": facts.deadline,
            "amendment": str(facts.amendment),
        }

    def _write_rows(self, sheet: Sheet, page: Page) -> Counted:
        is_prices = sheet.table == "prices"
        columns = self._columns(sheet)
        blank = Table(
            sheet.table,
            self._help_key(sheet.table),
            columns,
            (),
            {"rest": self._rest} if self._rest else {},
            WAIVED.get(sheet.table, {}),
        )
        rows = tuple(self._row(sheet, blank, number) for number in range(len(sheet.keys)))
        table = replace(blank, rows=rows)
        counted = write_table(page, table)
        # A fee for a use has no line total, and a sum of none would be a nought that says nothing.
        if is_prices and any(row.formulas for row in rows):
            self._write_item_total(page, table)
        return counted

    def _help_key(self, table: str) -> str:
        """The help of a sheet: where a line that is not offered rejects the bid, and what is for a material on no list."""
        rejects = table == "prices" and self.tender.model_of[self.lot.id].missing_lines == "reject"
        has_rest = table == "materials" and self._rest
        return f"sheets.help.bid.{table}{'_all_offered' if rejects else '_with_rest' if has_rest else ''}"

    @cached_property
    def _rest(self) -> str:
        """The key of the conservative row of the tender's materials, by which it is chosen; blank where there is none."""
        return next((row.key for row in self.tender.materials if row.conservative), "")

    def _columns(self, sheet: Sheet) -> tuple[TableColumn, ...]:
        key = TableColumn("column", "key", both(f"fields.{sheet.table}.key.title"), Spec(kind="identifier"))
        printed = tuple(
            TableColumn(
                kind="printed",
                name=p.key,
                headings=both(f"fields.printed.{p.key}.title"),
                spec=_printed_spec(p.values),
                width=PRINTED_WIDTHS[p.key],
            )
            for p in sheet.printed
        )
        currency = self.tender.facts.currency
        life = life_unit_words(self.item_of[key].life_unit for key in sheet.keys if key in self.item_of)
        asked = tuple(
            TableColumn(
                kind="column",
                name=c.field,
                headings=self._described(
                    c, heading(f"fields.{c.table}.{c.field}.title", c.spec, currency, life)
                ),
                spec=c.spec,
                help_key=f"fields.{c.table}.{c.field}.help",
            )
            for c in sheet.columns
        )
        if sheet.table != "prices":
            return (key, *printed, *asked)
        computed = (PIECE_PRICE, LINE_TOTAL) if _has_packs(sheet) else (LINE_TOTAL,)
        totals = tuple(
            TableColumn(
                "computed",
                name,
                heading(f"fields.computed.{name}.title", Spec(kind="money"), currency),
                width=WIDTHS["money"],
            )
            for name in computed
        )
        return (key, *printed, *asked, *totals)

    def _described(self, column: Column, headings: Pair) -> Pair:
        """Return the headings of a column, those of a buy-back with what its condition means to the buyer."""
        for row in self.tender.buy_back_classes:
            if column.field == f"buy_back_{row.key}":
                danish, english = headings
                after = (
                    ("", "")
                    if row.after_years is None
                    else both("sheets.words.after_years", count=row.after_years)
                )
                of = row.title_da, row.title_en or row.title_da
                return f"{danish}: {of[0]}{after[0]}", f"{english}: {of[1]}{after[1]}"
        return headings

    def _row(self, sheet: Sheet, table: Table, number: int) -> TableRow:
        key = sheet.keys[number]
        asked = tuple(c for c in sheet.columns if c.is_asked_of(key))
        return TableRow(
            values={"key": key, **{p.key: _worded(p, number) for p in sheet.printed}},
            inputs=frozenset(c.field for c in asked),
            needed=tuple(c.field for c in asked if is_needed(c)),
            formulas=self._line_total(table, number, key) if sheet.table == "prices" else {},
            specs=self._limits(sheet.table, key),
            skipped=self._not_offered(sheet, number),
            # Of the rows for parts the first of an item must be filled; another counts once it is begun.
            counts_when_begun=sheet.table == "materials" and not key.endswith("/1"),
        )

    def _limits(self, table: str, key: str) -> Mapping[str, Spec]:
        """The buyer's limits of a question; a requirement's limits are for judging, not for typing."""
        if table != "question_answers":
            return {}
        question = next(q for q in self.tender.questions if q.key == key)
        return {"value": Spec(kind="number", minimum=question.minimum, maximum=question.maximum)}

    @cached_property
    def _offered_cells(self) -> Mapping[str, str]:
        """The cell of the sheet of prices that says whether an item is offered, by item."""
        prices = self.sheets[1]
        table = Table("prices", "", self._columns(prices), ())
        return {key: table.cell("offered", number) for number, key in enumerate(prices.keys)}

    def _not_offered(self, sheet: Sheet, number: int) -> Says | None:
        item = next((p.values[number] for p in sheet.printed if p.key == "item"), sheet.keys[number])
        cell = self._offered_cells.get(str(item))
        if cell is None:
            return None
        prefix = "" if sheet.table == "prices" else f"'{table_sheet_name('prices')}'!"
        return says(f"{prefix}{cell}", "offered", "no")

    def _line_total(self, table: Table, number: int, key: str) -> Mapping[str, tuple[str, float | str]]:
        """Price of a piece, where packs may be priced, and quantity x it, unless the price is for a time."""
        names = {column.name for column in table.columns}
        price = table.cell("unit_price", number)
        not_offered = says(table.cell("offered", number), "offered", "no").formula
        formulas: dict[str, tuple[str, float | str]] = {}
        if PIECE_PRICE in names:
            pack = table.cell("pieces_per_pack", number)
            of_piece = f"{price}/IF(ISNUMBER({pack}),{pack},1)"
            formulas[PIECE_PRICE] = (f'=IF({not_offered},"",IF(ISNUMBER({price}),{of_piece},""))', "")
            price = table.cell(PIECE_PRICE, number)
        if self.item_of[key].quantity and "fee_basis" not in names:
            amount = f"{table.cell('quantity', number)}*{price}"
            formulas[LINE_TOTAL] = (f'=IF({not_offered},"",IF(ISNUMBER({price}),{amount},""))', "")
        return formulas

    def _write_item_total(self, page: Page, table: Table) -> None:
        column = [c.name for c in table.columns].index(LINE_TOTAL)
        letter, last = table.letters[LINE_TOTAL], FIRST_ROW + max(len(table.rows), 1)
        words = (
            f"{' / '.join(both('sheets.words.item_total'))}, {currency_words(self.tender.facts.currency)[0]}"
        )
        page.sheet.write_string(COUNT_ROW, column - 1, words, self.book.look("total_label"))
        formula = f"=SUM({letter}{FIRST_ROW + 1}:{letter}{last})"
        page.sheet.write_formula(COUNT_ROW, column, formula, self.book.look("total", "#,##0.00"), 0)


def _has_packs(sheet: Sheet) -> bool:
    return any(column.field == "pieces_per_pack" for column in sheet.columns)


def _worded(printed: Printed, number: int) -> str | float | None:
    """Return what is printed in a row; a code in the words of both languages."""
    value = printed.values[number]
    return value if printed.codes is None else " / ".join(both(f"codes.{printed.codes}.{value}"))


def _printed_spec(values: tuple[str | float | None, ...]) -> Spec:
    is_number = any(isinstance(value, (int, float)) for value in values)
    return Spec(kind="number" if is_number else "text")
