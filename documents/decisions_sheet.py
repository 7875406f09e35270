"""The workbook of decisions: admission, evidence, judged points, reservations, questions, figures, with who and why."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from documents.cells import Page
from documents.decision_rows import DecisionRow, decision_rows
from documents.lists_sheet import Lists, key_words
from documents.rows_sheet import write_table
from documents.table_layout import TEXT, Table, TableColumn, TableRow
from documents.wording import both, heading
from documents.workbook import Book, Identity
from evaluation.basket import Basket
from evaluation.bid import Bid
from evaluation.decisions import DECISION_TABLES, Decisions
from evaluation.judged import CONSENSUS
from evaluation.schema import Spec, specs
from evaluation.sheets import TEMPLATE_VERSION
from evaluation.tender import Tender

DECIDED = frozenset({"decision", "level", "points", "amount", "met", "reason", "why_differs", "by", "at"})
# What is open beside that: what was asked and answered.
OF_INQUIRY = frozenset({"text", "asked_at", "answered_at", "answer"})
# What helps a person to know the row, beside the column it explains.
PRINTED_AFTER: Mapping[tuple[str, str], tuple[str, ...]] = {
    ("stop_answers", "key"): ("stop_text",),
    ("judgements", "role"): ("scores_mean", "scores_lowest", "scores_highest"),
}
PRINTED_AFTER_EACH = {"bid": "bid_name", "item": "item_name", "criterion": "criterion_title"}
SCORES = Spec(kind="number")
WIDTHS = {
    "reason": 50.0, "why_differs": 50.0, "by": 24.0, "text": 50.0, "place": 36.0, "finding": 50.0, "answer": 50.0,
}  # fmt: skip


def decisions_sheet(
    tender: Tender,
    bids: Sequence[Bid],
    decisions: Decisions | None = None,
    *,
    baskets: Mapping[str, Basket] = MappingProxyType({}),
    sha256: str = "",
) -> bytes:
    """Return what has to be decided about the bids as a workbook to fill in.

    Parameters
    ----------
    decisions : what was decided before stands in its cells.
    baskets : the sealed baskets that were opened, by lot: what stands out in the bids is found with them.
    sha256 : hash of the tender's seal, blank before it is sealed.
    """
    facts = tender.facts
    book = Book(Identity("decisions", TEMPLATE_VERSION, facts.id, sha256, amendment=facts.amendment))
    levels = [key_words(e.key, (e.title_da, e.title_en or e.title_da)) for e in tender.evidence_levels]
    lists = Lists({"@evidence_levels": (both("sheets.evidence_levels.title"), levels)})
    for table, rows in decision_rows(tender, bids, decisions or Decisions(), baskets).items():
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
        beside = (PRINTED_AFTER_EACH[field],) if field in PRINTED_AFTER_EACH else ()
        columns += [
            TableColumn("printed", each, both(f"fields.printed.{each}.title"), width=36) for each in beside
        ]
        columns += [
            TableColumn("printed", each, both(f"fields.printed.{each}.title"), _printed_spec(each), width=14)
            for each in PRINTED_AFTER.get((name, field), ())
        ]
    return columns


def _printed_spec(name: str) -> Spec:
    return SCORES if name.startswith("scores_") else TEXT


def _row(name: str, declared: Mapping[str, Spec], row: DecisionRow) -> TableRow:
    if row.is_spare:
        needed = tuple(field for field, spec in declared.items() if spec.required)
        return TableRow(row.values, frozenset(declared), needed, counts_when_begun=True)
    points = Spec(kind="number", required=True, minimum=0, maximum=row.most_points)
    of_table = DECIDED | (OF_INQUIRY if name == "inquiries" else frozenset())
    is_open = of_table & set(declared) if row.is_open else frozenset()
    if row.values.get("role") != CONSENSUS:
        is_open -= {"why_differs"}
    return TableRow(
        values=row.values,
        inputs=is_open,
        needed=tuple(name for name, spec in declared.items() if name in is_open and spec.required),
        specs={"points": points} if "points" in declared else {},
    )
