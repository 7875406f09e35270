"""The score sheet of one assessor and lot: what each product is scored in, with what the points mean, and no price.

A row a product and criterion on one sheet, product by product: whoever tests a gown has the gown in hand, and gives
all that is asked of it before taking the next. An anonymised sheet holds letters, and nothing that a bidder stated.
"""

from collections.abc import Mapping, Sequence

from documents.cells import Page
from documents.fields_sheet import FieldLine, FieldTable, write_fields, write_workbook_count
from documents.first_sheet import preface
from documents.lists_sheet import Lists
from documents.rows_sheet import Counted, write_table
from documents.table_layout import Table, TableColumn, TableRow
from documents.wording import both, heading
from documents.workbook import Book, Identity
from evaluation.bid import Bid
from evaluation.evaluation_model import Criterion
from evaluation.schema import Spec, specs
from evaluation.score_sheets import ScoreKey, ScoreRow, anchors_of, score_rows, stop_rows
from evaluation.score_tables import SCORE_TABLES, Assessor
from evaluation.seal import tender_sha256
from evaluation.sheets import TEMPLATE_VERSION
from evaluation.tender import Tender
from texts.numbers import exact

PRINTED = ("product", "item_name", "criterion_title", "points_meaning")
WIDTHS: Mapping[str, float] = {
    "product": 12, "bid_name": 26, "item_name": 28, "criterion_title": 40, "points_meaning": 60, "reason": 60,
}  # fmt: skip


def score_sheet(  # noqa: PLR0913  (what a sheet is of: tender, lot and bids; for whom, in what words, under which letters)
    tender: Tender, lot: str, bids: Sequence[Bid], assessor: str, lang: str, key: ScoreKey | None = None
) -> bytes:
    """Return the score sheet of an assessor for a lot as a workbook to fill in.

    Parameters
    ----------
    bids : those to be judged; with a key only for the bids that it names.
    assessor : name, printed on the sheet.
    lang : language of what the tender says in two: criteria, items, what points mean.
    key : the letters of the products; without one the sheet names bids and bidders.
    """
    return _ScoreSheet(tender, lot, bids, lang, key).write(assessor)


class _ScoreSheet:
    def __init__(
        self, tender: Tender, lot: str, bids: Sequence[Bid], lang: str, key: ScoreKey | None
    ) -> None:
        self.tender, self.lot, self.lang = tender, lot, lang
        self.names = {} if key else {bid.id: bid.name for bid in bids}
        self.products = tuple(key.bids) if key else tuple(bid.id for bid in bids)
        facts = tender.facts
        self.book = Book(
            Identity(
                "scores",
                TEMPLATE_VERSION,
                facts.id,
                tender_sha256(tender),
                lot=lot,
                amendment=facts.amendment,
            )
        )
        self.book.describe("score_key", key.id if key else "")
        self.lists = Lists()

    def write(self, assessor: str) -> bytes:
        first = self._page("assessor")
        rows = {
            "scores": score_rows(self.tender, self.lot, self.products),
            "stop_tests": stop_rows(self.tender, self.lot, self.products),
        }
        counted: list[Counted] = []
        for name, asked in rows.items():
            if asked:
                counted.append(write_table(self._page(name), self._table(name, asked)))
        own = write_fields(first, self._assessor(assessor))
        write_workbook_count(first, own, counted)
        if rows["stop_tests"]:
            lists = self.book.add_sheet(both("sheets.lists.title"), is_to_fill=False)
            self.lists.write(self.book, lists)
        return self.book.close()

    def _page(self, name: str) -> Page:
        sheet = self.book.add_sheet(both(f"sheets.{name}.title"), is_to_fill=True)
        return Page(self.book, self.lists, sheet)

    def _assessor(self, name: str) -> FieldTable:
        values = {"by": name, "at": None}
        lines = tuple(
            FieldLine(
                name=field,
                headings=both(f"fields.assessor.{field}.title"),
                spec=spec,
                help_key=f"fields.assessor.{field}.help",
                values=(values[field],),
                open_in=frozenset({0} if field == "at" else ()),
                needed_in=frozenset({0} if field == "at" else ()),
            )
            for field, spec in specs(Assessor).items()
        )
        lot = next(each for each in self.tender.lots if each.id == self.lot)
        about = {"tender": self.tender.facts.title, "lot": f"{lot.id} {lot.title}"}
        return FieldTable(
            name="assessor",
            help_key="sheets.help.scores.assessor",
            orientation="fields",
            lines=lines,
            title=both("sheets.title.scores"),
            preface=preface("scores", about),
        )

    def _table(self, name: str, asked: Sequence[ScoreRow]) -> Table:
        declared = specs(SCORE_TABLES[name])
        rows = tuple(self._row(declared, row) for row in asked)
        printed = [
            p for p in (*PRINTED[:1], "bid_name", *PRINTED[1:]) if any(row.values.get(p) for row in rows)
        ]
        columns = [self._column(name, "key", declared["key"])]
        columns += [
            TableColumn("printed", each, both(f"fields.printed.{each}.title"), width=WIDTHS[each])
            for each in printed
        ]
        columns += [self._column(name, field, spec) for field, spec in declared.items() if field != "key"]
        # A reason is due to every score, and to a test that is not passed: the count cannot tell the latter apart.
        return Table(name, f"sheets.help.scores.{name}", tuple(columns), rows, frozen_columns=2)

    def _column(self, name: str, field: str, spec: Spec) -> TableColumn:
        title = f"fields.{name}.{field}"
        return TableColumn(
            "column", field, heading(f"{title}.title", spec), spec, f"{title}.help", WIDTHS.get(field, 0)
        )

    def _row(self, declared: Mapping[str, Spec], row: ScoreRow) -> TableRow:
        is_open = frozenset(declared) - {"key"}
        values: dict[str, object] = {
            "key": row.key,
            "product": row.product,
            "bid_name": self.names.get(row.product),
            "item_name": row.item_title(self.lang),
            "criterion_title": row.title(self.lang),
        }
        limits: dict[str, Spec] = {}
        if isinstance(row.of, Criterion):
            values["points_meaning"] = self._meaning(row.of)
            limits["points"] = Spec(kind="number", required=True, minimum=0, maximum=row.of.assessor_scale)
        needed = tuple(n for n, spec in declared.items() if n in is_open and spec.required)
        return TableRow(values=values, inputs=is_open, needed=needed, specs=limits)

    def _meaning(self, criterion: Criterion) -> str:
        anchors = anchors_of(self.tender, criterion, self.lang)
        if anchors:
            return "\n".join(f"{exact(points, self.lang)}: {words}" for points, words in anchors)
        most = criterion.assessor_scale
        return "" if most is None else f"0–{exact(most, self.lang)}"
