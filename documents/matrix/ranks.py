"""From totals to ranks and places, as formulas: comparison, tie rule, and the rule of award."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from documents.matrix.looks import COMPARED, WHOLE
from evaluation.result import LotEvaluation
from evaluation.scoring.combination import Better
from evaluation.scoring.ranking import comparison_cell_formula, competition_ranks, draw_lots, rank_formula
from evaluation.scoring.rounding import for_comparison
from evaluation.tender import Lot
from texts import t

if TYPE_CHECKING:
    from documents.matrix.scores import _LotScores


@dataclass
class Ranks:
    """The lines below a lot's totals."""

    block: "_LotScores"
    lot: LotEvaluation

    def write(self) -> None:
        """Write the figure that is compared, each step of the tie rule, the rank and the place."""
        say, better = self.block.case.say, self.lot.model.combination.better
        totals = [self._at("total", bid) for bid in self.lot.calculated]
        figures = np.where(self.lot.admitted, for_comparison(self.lot.total.to_numpy(dtype=float)), np.nan)
        compared = self.block.line(
            "compared", (say("scores.compared"), ""),
            [comparison_cell_formula(t, a) for t, a in zip(totals, self.block.admitted, strict=True)],
            figures.tolist(), COMPARED, "helper",
        )  # fmt: skip
        formulas = [rank_formula(cell, self.block.range_of(compared), better) for cell in compared]
        found = competition_ranks(figures, self.lot.admitted, better)
        steps = self._steps()
        if not steps:
            cells = self.block.line(
                "rank", (say("scores.rank"), ""), formulas, found.tolist(), WHOLE, "total"
            )
        else:
            cells = self.block.line(
                "rank_by_total", (say("scores.rank_by_total"), ""), formulas, found.tolist(), WHOLE, "helper"
            )
            for n, step in enumerate(steps):
                cells, found = self._told_apart(step, cells, found, is_last=n == len(steps) - 1)
        self._check(found)
        self._place(cells)

    def _at(self, name: str, bid: str) -> str:
        return self.block.case.book.places[name, self.lot.lot, bid].cell

    def _steps(self) -> list["_Step"]:
        """Return what tells equal totals apart: criteria in their order, then the drawn lot."""
        rule = self.lot.model.ties
        steps = [
            _Step(
                self.block.case.say("scores.tie_by", criterion=step.path), step.better,
                [self._at(f"points/{step.path}", bid) for bid in self.lot.calculated],
                self.lot.points[step.path].to_numpy(dtype=float),
            )
            for step in rule.criteria
        ]  # fmt: skip
        if rule.last == "drawn_lot" and rule.seed:
            bids = [bid for bid in self.lot.calculated if bid not in self.lot.baselines]
            drawn = draw_lots(rule.seed, self.lot.lot, bids)
            numbers = np.array([1.0 + drawn.index(b) if b in drawn else np.nan for b in self.lot.calculated])
            steps.append(
                _Step(
                    self.block.case.say("scores.tie_drawn", seed=rule.seed),
                    "lower",
                    self._drawn(numbers),
                    numbers,
                )
            )
        return steps

    def _drawn(self, numbers: "np.ndarray[tuple[int], np.dtype[np.float64]]") -> list[str]:
        """Write the order in which the lots are drawn; it hangs on the seed and the bids' ids alone."""
        return self.block.fixed(self.block.case.say("scores.drawn"), numbers.tolist())

    def _told_apart(
        self,
        step: "_Step",
        ranks: Sequence[str],
        found: "np.ndarray[tuple[int], np.dtype[np.float64]]",
        *,
        is_last: bool,
    ) -> tuple[list[str], "np.ndarray[tuple[int], np.dtype[np.float64]]"]:
        """Write one step: its figure, the rank with the step's own rank behind it, and the rank anew."""
        say, bids = self.block.case.say, len(self.lot.calculated)
        ranked = [f"ISNUMBER({rank})" for rank in ranks]
        inside = np.isfinite(found)
        figures = np.where(inside, for_comparison(step.values), np.nan)
        # Only bids with a rank are compared: the admission that counts is that of the totals.
        cells = self.block.line(
            f"tie/{step.title}", (step.title, ""),
            [comparison_cell_formula(cell, f"IF({known},1,0)") for cell, known in zip(step.cells, ranked, strict=True)],
            figures.tolist(), COMPARED, "helper",
        )  # fmt: skip
        of = self.block.range_of(cells)
        own = [f"RANK({cell},{of},{0 if step.better == 'higher' else 1})" for cell in cells]
        joined = [
            f'IF(AND({known},ISNUMBER({cell})),{rank}*{bids + 1}+{by},"")'
            for known, cell, rank, by in zip(ranked, cells, ranks, own, strict=True)
        ]
        by_step = competition_ranks(figures, inside, step.better)
        numbers = found * (bids + 1) + by_step
        both = self.block.line(
            f"joined/{step.title}", (say("scores.joined"), ""), joined, numbers.tolist(), WHOLE, "helper"
        )
        again = [f'IF(ISNUMBER({cell}),RANK({cell},{self.block.range_of(both)},1),"")' for cell in both]
        result = competition_ranks(numbers, inside, "lower")
        name, label = (
            ("rank", say("scores.rank")) if is_last else (f"rank/{step.title}", say("scores.rank_so_far"))
        )
        cells = self.block.line(
            name, (label, ""), again, result.tolist(), WHOLE, "total" if is_last else "helper"
        )
        return cells, result

    def _check(self, found: "np.ndarray[tuple[int], np.dtype[np.float64]]") -> None:
        """Refuse to write a rank that is not the evaluation's."""
        expected = [self.lot.ranks.ranks[bid] for bid in self.lot.calculated]
        written = [int(rank) if np.isfinite(rank) else None for rank in found.tolist()]
        if written != expected:
            raise ValueError(f"{self.lot.lot}: the formulas rank {written}, the evaluation {expected}")

    def _place(self, ranks: Sequence[str]) -> None:
        """Write the place in the award, live where no limit over lots decides it."""
        case, say = self.block.case, self.block.case.say
        places = dict(self.lot.awarded)
        values: list[float | str] = [
            float(places[bid]) if bid in places else "" for bid in self.lot.calculated
        ]
        reason = self.lot.award.not_awarded_reason
        row = next(lot for lot in case.tender.lots if lot.id == self.lot.lot)
        label = say("scores.place" if case.evaluation.for_award else "scores.place_not_for_award")
        if case.tender.facts.maximum_lots is not None:
            words = ["" if v == "" else f"{v:g}" for v in values]
            self.block.words(f"{label} ({say('scores.limit_over_lots')})", words)
        else:
            within = self._within(ranks, row)
            self.block.line("award", (label, ""), self._awards(ranks, within, row), values, WHOLE, "total")
        if reason is not None:
            self.block.words(t(f"reasons.{reason}", case.lang), [])

    def _within(self, ranks: Sequence[str], lot: Lot) -> list[str]:
        """Write 1 for each bid whose rank is within the number of suppliers."""
        found = [self.lot.ranks.ranks[bid] for bid in self.lot.calculated]
        values = [1.0 if rank is not None and rank <= lot.suppliers else 0.0 for rank in found]
        formulas = [f"IF(ISNUMBER({rank}),IF({rank}<={lot.suppliers},1,0),0)" for rank in ranks]
        label = self.block.case.say("scores.within", count=lot.suppliers)
        return self.block.line("within", (label, ""), formulas, values, WHOLE, "helper")

    def _awards(self, ranks: Sequence[str], within: Sequence[str], lot: Lot) -> list[str]:
        """Return the place of each bid: its rank, if all admitted bids have one and no tie leaves it open."""
        of = self.block.range_of(within)
        admitted = self.block.range_of(self.block.admitted)
        # As many ranks as admitted bids: RANK leaves out who has no total, and so does the count by INT.
        everyone = f"SUM({admitted})=" + "+".join(f"IF(ISNUMBER({rank}),1,0)" for rank in ranks)
        fits = f"SUM({of})<={lot.suppliers}"
        conditions = [everyone, fits]
        if lot.award_form == "cascade":
            # Ranks 1, 2, ... m have the sum m (m + 1) / 2; a shared rank makes it less.
            conditions.append(f"SUMPRODUCT({of},{self.block.range_of(ranks)})=SUM({of})*(SUM({of})+1)/2")
        decided = ",".join(conditions)
        return [f'IF(AND({w}=1,{decided}),{rank},"")' for w, rank in zip(within, ranks, strict=True)]


@dataclass(frozen=True)
class _Step:
    """One step of the tie rule: its words, which figure is better, the cells and the figures."""

    title: str
    better: Better
    cells: Sequence[str]
    values: "np.ndarray[tuple[int], np.dtype[np.float64]]"
