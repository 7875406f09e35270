"""The workbook of decisions: admission, evidence, judged points, reservations, questions, figures, with who and why."""

from collections.abc import Mapping, Sequence

from documents.cells import Page
from documents.decision_rows import DecisionRow, decision_rows
from documents.lists_sheet import Lists, key_words
from documents.rows_sheet import write_table
from documents.table_layout import Table, TableColumn, TableRow
from documents.wording import both, heading
from documents.workbook import Book, Identity
from evaluation.bid import Bid
from evaluation.decisions import DECISION_TABLES, Decisions
from evaluation.schema import Spec, specs
from evaluation.sheets import TEMPLATE_VERSION
from evaluation.tender import Tender

DECIDED = frozenset({"decision", "level", "points", "amount", "reason", "by", "at"})
# What is open beside that: what was asked and answered.
OF_INQUIRY = frozenset({"text", "asked_at", "answered_at", "answer"})
# What helps a person to know the row, beside the column it explains.
PRINTED_AFTER = {"bid": "bid_name", "item": "item_name", "criterion": "criterion_title"}
WIDTHS = {"reason": 50.0, "by": 24.0, "text": 50.0, "place": 36.0, "finding": 50.0, "answer": 50.0}


def decisions_sheet(
    tender: Tender, bids: Sequence[Bid], decisions: Decisions | None = None, *, sha256: str = ""
) -> bytes:
    """Return what has to be decided about the bids as a workbook to fill in.

    Parameters
    ----------
    decisions : what was decided before stands in its cells.
    sha256 : hash of the tender's seal, blank before it is sealed.
    """
    facts = tender.facts
    book = Book(Identity("decisions", TEMPLATE_VERSION, facts.id, sha256, amendment=facts.amendment))
    levels = [key_words(e.key, (e.title_da, e.title_en or e.title_da)) for e in tender.evidence_levels]
    lists = Lists({"@evidence_levels": (both("sheets.evidence_levels.title"), levels)})
    for table, rows in decision_rows(tender, bids, decisions or Decisions()).items():
        sheet = book.add_sheet(both(f"sheets.{table}.title"), is_to_fill=bool(rows))
        write_table(Page(book, lists, sheet), _table(table, rows, facts.currency))
    lists.write(book, book.add_sheet(both("sheets.lists.title"), is_to_fill=False))
    return book.close()


def _table(name: str, rows: Sequence[DecisionRow], currency: str) -> Table:
    declared = specs(DECISION_TABLES[name])
    return Table(
        name=name,
        help_key=f"sheets.help.decisions.{name}",
        columns=tuple(_columns(name, declared, currency)),
        rows=tuple(_row(name, declared, row) for row in rows),
        frozen_columns=3,
    )


def _columns(name: str, declared: Mapping[str, Spec], currency: str) -> list[TableColumn]:
    columns = []
    for field, spec in declared.items():
        title = f"fields.{name}.{field}"
        words = heading(f"{title}.title", spec, currency)
        columns.append(TableColumn("column", field, words, spec, f"{title}.help", WIDTHS.get(field, 0)))
        if field in PRINTED_AFTER:
            printed = PRINTED_AFTER[field]
            columns.append(TableColumn("printed", printed, both(f"fields.printed.{printed}.title"), width=36))
    return columns


def _row(name: str, declared: Mapping[str, Spec], row: DecisionRow) -> TableRow:
    if row.is_spare:
        needed = tuple(field for field, spec in declared.items() if spec.required)
        return TableRow(row.values, frozenset(declared), needed, counts_when_begun=True)
    points = Spec(kind="number", required=True, minimum=0, maximum=row.most_points)
    is_open = (DECIDED | (OF_INQUIRY if name == "inquiries" else frozenset())) & set(declared)
    return TableRow(
        values=row.values,
        inputs=is_open,
        needed=tuple(name for name, spec in declared.items() if name in is_open and spec.required),
        specs={"points": points} if "points" in declared else {},
    )
