"""Which claims of the bidders a lot scores, which clauses hold them, and which have none."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from evaluation.bid import BID_TABLES
from evaluation.claim_clauses import ClaimClause
from evaluation.faults import fault
from evaluation.measures import OF_EMISSIONS, leaves
from evaluation.problems import Problem, ResultWarning
from evaluation.schema import Spec, specs
from evaluation.sheets import Sheet, bid_sheets, readers_of
from evaluation.tender import Tender

ANSWER = "answer:"
AMOUNTS, ANSWERS = "activity_amounts", "question_answers"
# The figures in the tender's currency that a point can be converted by, the widest first.
OF_PRICE = ("life_cycle_cost", "cost_with_external", "price_and_use_cost", "purchase_price")


@dataclass(frozen=True)
class PromiseRow:
    """A place in the bid sheet that a clause is of: the clause, the table, the row's key and the field."""

    clause: ClaimClause
    table: str
    key: str
    field: str

    @property
    def spec(self) -> Spec:
        """The declaration of the field."""
        return specs(BID_TABLES[self.table])[self.field]


def scored_claims(tender: Tender, lot: str) -> tuple[str, ...]:
    """Return what a lot's criteria score of what bidders claim, ``table.field`` or ``answer:KEY``, in their order.

    A claim is a field that counts as far as its evidence is accepted (``Spec.claim``), or the answer that a criterion
    reads. A figure that is only reported is none, and what people judge is no field.
    """
    measures = [c.measure for c in leaves(tender.in_lot(tender.criteria, lot)) if c.measure]
    readers = {f"measure:{measure}" for measure in measures}
    read = {name for name, by in readers_of(tender, lot).items() if readers & set(by)}
    if OF_EMISSIONS & set(measures):
        read |= {f"{AMOUNTS}.amount"}
    asked = [f"{sheet.table}.{column.field}" for sheet in _asked(tender, lot) for column in sheet.columns]
    claims = [name for name in asked if name in read and _spec(name).claim]
    return tuple(dict.fromkeys([*claims, *(m for m in measures if m.startswith(ANSWER))]))


def clauses_of(tender: Tender, lot: str) -> tuple[ClaimClause, ...]:
    """Return the clauses that hold in a lot, in published order: its own, and those of all lots."""
    return tuple(clause for clause in tender.claim_clauses if clause.lot in (None, lot))


def promise_rows(tender: Tender, lot: str) -> tuple[PromiseRow, ...]:
    """Return every place of a lot's bid sheet that a clause is of, clause by clause; no bid has a part in it."""
    sheets = {sheet.table: sheet for sheet in _asked(tender, lot)}
    return tuple(
        PromiseRow(clause, table, key, name)
        for clause in clauses_of(tender, lot)
        for table, key, name in _places(sheets, clause.field)
    )


def claims_without_clause(tender: Tender, lot: str) -> Iterator[ResultWarning]:
    """Yield one warning that names the scored claims of a lot that no clause holds; nothing where all are held.

    At the minimal depth there is none: an officer cannot fill in the table there, and the clauses are those of the
    named, versioned preset that the tender was made from.
    """
    if tender.facts.depth == "minimal":
        return
    held = {clause.field for clause in clauses_of(tender, lot)}
    bare = tuple(claim for claim in scored_claims(tender, lot) if claim not in held)
    if bare:
        yield ResultWarning("scored_claim_without_clause", lot, {"claims": bare, "count": len(bare)})


def clause_faults(tender: Tender) -> tuple[Problem, ...]:
    """Return what keeps a clause from being enforced.

    A field that no bid sheet has, or that the clause's own lot does not ask for; two clauses of one field in a lot;
    no interval or no amount where there must be one; an advantage in money where no cost is scored.
    """
    found: list[Problem] = []
    for clause in tender.claim_clauses:
        if not _is_field(tender, clause.field):
            found.append(fault("clause_field_unknown", clause, "field", value=clause.field))
        if clause.frequency == "every_years" and clause.every_years is None:
            found.append(fault("clause_interval_missing", clause, "every_years"))
        if clause.remedy == "penalty_amount" and clause.amount is None:
            found.append(fault("clause_amount_missing", clause, "amount"))
    return tuple(found) or tuple(p for lot in tender.lots for p in _faults_in(tender, lot.id))


def price_criterion(tender: Tender, lot: str) -> str | None:
    """Return the id of the criterion that points of a lot are converted to money by; None where no cost is scored."""
    scored = leaves(tender.in_lot(tender.criteria, lot))
    of = {c.measure: c.id for c in reversed(scored) if c.direction in (None, "lower")}
    return next((of[measure] for measure in OF_PRICE if measure in of), None)


def _faults_in(tender: Tender, lot: str) -> Iterator[Problem]:
    sheets = {sheet.table: sheet for sheet in _asked(tender, lot)}
    taken = set[str]()
    for clause in clauses_of(tender, lot):
        if clause.field in taken:
            yield fault("clause_twice", clause, "field", value=clause.field)
        taken.add(clause.field)
        is_asked = bool(_places(sheets, clause.field))
        if clause.lot is not None and not is_asked:
            yield fault("clause_not_asked", clause, "field", value=clause.field)
        if is_asked and clause.remedy == "advantage" and price_criterion(tender, lot) is None:
            yield fault("advantage_without_price", clause, "remedy")


def _asked(tender: Tender, lot: str) -> tuple[Sheet, ...]:
    """Return the sheets of a lot that hold what is promised, without the one that says who bids."""
    return tuple(sheet for sheet in bid_sheets(tender, lot) if sheet.keys)


def _places(sheets: Mapping[str, Sheet], field: str) -> Sequence[tuple[str, str, str]]:
    """Return table, key and field of every row that a field is asked of."""
    key = field.removeprefix(ANSWER) if field.startswith(ANSWER) else None
    table, _, name = (f"{ANSWERS}.value" if key else field).partition(".")
    if table not in sheets:
        return ()
    sheet = sheets[table]
    return [
        (table, row, name)
        for column in sheet.columns
        if column.field == name
        for row in sheet.keys
        if column.is_asked_of(row) and key in (None, row)
    ]


def _is_field(tender: Tender, field: str) -> bool:
    if field.startswith(ANSWER):
        return field.removeprefix(ANSWER) in {question.key for question in tender.questions}
    table, _, name = field.partition(".")
    known = specs(BID_TABLES[table]) if table in BID_TABLES and table != "bidder" else {}
    return name in known and known[name].owner == "bidder"


def _spec(field: str) -> Spec:
    table, _, name = field.partition(".")
    return specs(BID_TABLES[table])[name]
