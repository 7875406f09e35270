"""Types and limits of all bids at once: one validation a table, each failure led back to its cell."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from evaluation.bid import BID_TABLES
from evaluation.schema import NUMERIC, Spec, specs
from intake.bid_file import BidFileRead
from intake.bid_table import TableRead


def check_limits(reads: Sequence[BidFileRead]) -> None:
    """Take out every value outside the limits of its field, and tell of it.

    Parameters
    ----------
    reads : all files of a tender; their tables and reports are changed.
    """
    for table in BID_TABLES:
        of_table = [read for read in reads if table in read.tables]
        if of_table:
            _check_table(table, of_table)
    for read in reads:
        if "question_answers" in read.tables:
            _check_answers(read.tables["question_answers"])


def _check_table(table: str, reads: Sequence[BidFileRead]) -> None:
    tables = [read.tables[table] for read in reads]
    whole = pd.concat([_numbers(each) for each in tables], ignore_index=True)
    if whole.columns.empty:
        return
    starts = np.cumsum([0, *(len(each.layout.keys) for each in tables)])
    for row, name, code in _failures(table, whole):
        which = int(np.searchsorted(starts, row, side="right")) - 1
        _refuse(tables[which], name, row - int(starts[which]), code)


def _numbers(table: TableRead) -> pd.DataFrame:
    columns = {c.field: table.values[c.field] for c in table.layout.columns if c.spec.kind in NUMERIC}
    return pd.DataFrame(columns, index=range(len(table.layout.keys)))


def _failures(table: str, whole: pd.DataFrame) -> list[tuple[int, str, str]]:
    """Return row, field and code of each value that is outside its limits, in the order of the rows."""
    import pandera.pandas as pa  # noqa: PLC0415 - takes a third of a second, and a tender is read without it

    columns = {}
    for name, spec in specs(BID_TABLES[table]).items():
        if spec.kind in NUMERIC:
            checks = [getattr(pa.Check, is_)(limit, error=code) for is_, limit, code in _limits(spec)]
            columns[name] = pa.Column(float, checks, nullable=True, required=False)
    schema = pa.DataFrameSchema(columns)
    try:
        schema.validate(whole, lazy=True)
    except pa.errors.SchemaErrors as errors:
        cases = errors.failure_cases
        rows = zip(cases["index"], cases["column"], cases["check"], strict=True)
        return sorted((int(row), str(name), str(code)) for row, name, code in rows)
    return []


def _limits(spec: Spec) -> list[tuple[str, float, str]]:
    """Return what a value must be, the limit, and the code of the problem where it is not."""
    limits = (
        ("ge", spec.minimum, "below_minimum"),
        ("le", spec.maximum, "above_maximum"),
        ("gt", spec.above, "not_above"),
    )
    return [(relation, limit, code) for relation, limit, code in limits if limit is not None]


def _refuse(table: TableRead, name: str, at: int, code: str, **values: object) -> None:
    """Take out one value that is outside a limit, and tell of it unless a problem already does."""
    value = float(table.values[name][at])
    table.values[name][at] = np.nan
    if not table.told[name][at]:
        table.told[name][at] = True
        table.tell(None, code, name, at, found=value, **values)


def _check_answers(table: TableRead) -> None:
    """Hold each answer to the limits that the buyer published with the question, both inclusive."""
    layout = table.bid_layout
    questions = {q.key: q for q in layout.tender.in_lot(layout.tender.questions, layout.lot)}
    for at, (key, value) in enumerate(zip(table.layout.keys, table.values["value"], strict=True)):
        low, high = questions[key].minimum, questions[key].maximum
        if low is not None and value < low:
            _refuse(table, "value", at, "below_minimum", limit=low)
        elif high is not None and value > high:
            _refuse(table, "value", at, "above_maximum", limit=high)
