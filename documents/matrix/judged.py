"""Judged points in the matrix: every assessor's score in a cell of its own, and what makes one figure of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import compress

import numpy as np

from documents.matrix.book import Key
from documents.matrix.case import MatrixCase
from documents.matrix.inputs import InputLine, Inputs
from evaluation.decisions import Judgement
from evaluation.judged import CONSENSUS, INDIVIDUAL, Assessor, Judged, assessor_name
from evaluation.result import LotEvaluation

NOBODY: Assessor = ("", 1)


@dataclass(frozen=True)
class JudgedCells:
    """The cells of one judged criterion of a lot."""

    case: MatrixCase
    inputs: Inputs
    lot: LotEvaluation
    judged: Judged

    def one_score(self, bid: str, item: int) -> str:
        """Return the formula of the one score of an item, or of the bid as a whole; blank where there is none.

        Where it is a mean or a median, each score stands in a yellow cell. Where it is agreed on, what was agreed on
        does, and the scores before it are grey: they change nothing.
        """
        at = self.judged.bids.index(bid)
        on = list(compress(range(len(self.judged.assessors)), self.judged.panel[item].tolist()))
        keys = [self._individual(at, item, n) for n in on]
        is_agreed = self.judged.is_agreed
        if is_agreed and (len(keys) > 1 or np.isfinite(self.judged.consensus[at, item])):
            read = [self._cell(at, item, CONSENSUS, NOBODY, float(self.judged.consensus[at, item]))]
        else:
            read = keys or [self._cell(at, item, INDIVIDUAL, NOBODY, float("nan"))]
        cells = [self.case.book.at(*key) for key in read]
        function = "MEDIAN" if self.judged.criterion.several_assessors == "median" else "AVERAGE"
        one = cells[0] if len(cells) == 1 else f"{function}({','.join(cells)})"
        return f'IF(AND({",".join(f"ISNUMBER({cell})" for cell in cells)}),{one},"")'

    def _individual(self, at: int, item: int, assessor: int) -> Key:
        value = float(self.judged.individual[at, item, assessor])
        return self._cell(at, item, INDIVIDUAL, self.judged.assessors[assessor], value)

    def _cell(self, at: int, item: int, role: str, assessor: Assessor, value: float) -> Key:
        criterion, bid, of = self.judged.criterion, self.judged.bids[at], self.judged.items[item]
        key: Key = ("judged", self.lot.lot, criterion.id, bid, of or "", role, *assessor)
        rows = self._rows(bid, of, role, assessor)
        say, title = self.case.say, self.case.either(criterion.title_da, criterion.title_en)
        if of is not None:
            title = f"{title}: {self.case.item_title(self.case.items[self.lot.lot, of])}"
        by = ", ".join(dict.fromkeys(row.by or "" for row in rows))
        state = say("states.agreed" if role == CONSENSUS else "states.decided", by=by)
        reasons = [words for row in rows for words in (row.reason, row.why_differs) if words]
        line = InputLine(
            self.lot.lot, self.lot.name_of(bid), say("tables.judgements"), title, say("scores.judged"),
            say("scores.judged_unit"), state if rows else say("states.missing"), reason="\n".join(reasons),
        )  # fmt: skip
        self.inputs.give(key, line, value)
        return key

    def _rows(self, bid: str, item: str | None, role: str, assessor: Assessor) -> Sequence[Judgement]:
        rows = [row for row in self.judged.rows if (row.bid, row.item, row.role) == (bid, item, role)]
        if role == CONSENSUS:
            return rows
        own = [row for row in rows if assessor_name(row.by) == assessor[0]]
        return own[assessor[1] - 1 : assessor[1]]


def mean_of_items(weights: Sequence[str], scores: Sequence[str]) -> str:
    """Return the mean of scores by the weights of items, cells of one column each; blank where one that weighs is missing.

    >>> mean_of_items(["$C$5", "$C$6"], ["$D$5", "$D$6"])[:70]
    'IF(SUM($C$5:$C$6)>0,IF(AND(OR($C$5=0,ISNUMBER($D$5)),OR($C$6=0,ISNUMBE'
    """
    of, over = f"{weights[0]}:{weights[-1]}", f"{scores[0]}:{scores[-1]}"
    known = ",".join(f"OR({w}=0,ISNUMBER({s}))" for w, s in zip(weights, scores, strict=True))
    return f'IF(SUM({of})>0,IF(AND({known}),SUMPRODUCT({of},{over})/SUM({of}),""),"")'
