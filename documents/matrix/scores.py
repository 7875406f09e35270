"""The matrix itself: a block a lot, a column a bid; from values by the published rules to points, rank and place."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from documents.matrix.book import Page
from documents.matrix.case import MatrixCase
from documents.matrix.indicators import BID_WIDTH, number_of
from documents.matrix.inputs import Inputs
from documents.matrix.judged import JudgedCells, mean_of_items
from documents.matrix.looks import MONEY, PLAIN, POINTS, WHOLE, Role
from documents.matrix.ranks import Ranks
from documents.matrix.staying import Staying
from documents.matrix.totals import OWN_NUMBERS, Totals
from documents.summary import why_not_admitted
from evaluation.evaluation_model import Criterion
from evaluation.result import BidResult, LotEvaluation
from evaluation.scoring.combination import LowestTotal, WeightedPoints
from evaluation.scoring.price_model import PriceModel
from evaluation.scoring.rounding import NOT_ROUNDED
from evaluation.scoring.rule import peer_formula
from evaluation.scoring_model import weighed
from evaluation.stop_answers import stop_of
from evaluation.substance_answers import substance_of
from texts import has, t
from texts.problems import describe

FIRST_BID = 3
LABEL_WIDTHS = (46, 22, 13)
NOTHING = '""'  # what a formula gives that gives nothing


@dataclass
class Scores:
    """The sheet of the matrix."""

    case: MatrixCase
    page: Page
    inputs: Inputs
    row: int = 4

    def write(self) -> None:
        """Write every lot."""
        say = self.case.say
        facts = self.case.tender.facts
        most = max((len(lot.calculated) for lot in self.case.lots), default=0)
        widths = (*LABEL_WIDTHS, *([BID_WIDTH] * most))
        self.page.write_top(f"{facts.title} – {say('sheets.scores')}", say("scores.lead"), columns=widths)
        if not self.case.evaluation.for_award:
            self.page.text(2, 0, say("not_for_award"), "banner")
        self.page.sheet.freeze_panes(3, FIRST_BID)
        for lot in self.case.lots:
            _LotScores(self, lot).write()
            self.row += 2


@dataclass
class _LotScores:
    """The block of one lot."""

    sheet: Scores
    lot: LotEvaluation
    _admitted: list[str] = field(default_factory=list)
    _sources: dict[str, list[str]] = field(default_factory=dict)

    @property
    def case(self) -> MatrixCase:
        return self.sheet.case

    def write(self) -> None:
        """Write what was decided of each bid, then each criterion, then the total, the rank and the place."""
        self.heading()
        if self.lot.calculated:
            self.admission()
            if self.lot.model.thresholds.is_any:
                self._admitted = Staying(self).write()
            for leaf in self.lot.model.leaves:
                self.criterion(leaf)
            Totals(self).write()
            Ranks(self, self.lot).write()
        self.left_out()

    def heading(self) -> None:
        """Write the lot's title and the names of its bids."""
        page, say = self.sheet.page, self.case.say
        page.text(self.sheet.row, 0, self.case.lot_title(self.lot), "section")
        if self.lot.is_admission_open:
            open_bids = [b.name for b in self.lot.bids if b.state.startswith("proposed")]
            page.text(
                self.sheet.row + 1,
                0,
                t("warnings.admission_open", self.case.lang, bids=", ".join(open_bids)),
                "banner",
            )
            self.sheet.row += 1
        words = [say("scores.criterion"), say("scores.unit"), say("scores.weight")]
        names = [self.case.bid_name(self.lot, b) for b in self.lot.calculated]
        page.headings(self.sheet.row + 1, [*words, *names], numbers_from=FIRST_BID - 1)
        self.sheet.row += 2

    def words(self, label: str, texts: Sequence[str], role: Role = "word") -> None:
        """Write a line of words, one a bid."""
        self.sheet.page.text(self.sheet.row, 0, label)
        for n, text in enumerate(texts):
            self.sheet.page.text(self.sheet.row, FIRST_BID + n, text, role)
        self.sheet.row += 1

    def line(  # noqa: PLR0913  (a line's parts: its name, its words, and of each bid what, and how it looks)
        self,
        name: str,
        labels: tuple[str, str],
        formulas: Sequence[str],
        values: Sequence[float | str],
        number: str = POINTS,
        role: Role = "number",
    ) -> list[str]:
        """Write a line of formulas, one a bid, and return the addresses of its cells in this sheet."""
        page, row = self.sheet.page, self.sheet.row
        label_role: Role = "label" if role == "total" else "helper_text" if role == "helper" else "text"
        page.text(row, 0, labels[0], label_role)
        page.text(row, 1, labels[1], "helper_text")
        for n, (formula, value) in enumerate(zip(formulas, values, strict=True)):
            page.live(row, FIRST_BID + n, formula, value, number, role)
            page.name_cell((name, self.lot.lot, self.lot.calculated[n]), row, FIRST_BID + n)
        self.sheet.row += 1
        return self.cells(row)

    def fixed(self, label: str, values: Sequence[float]) -> list[str]:
        """Write a line of whole numbers that stand by themselves, one a bid, and return its cells' addresses."""
        page, row = self.sheet.page, self.sheet.row
        page.text(row, 0, label, "helper_text")
        for n, value in enumerate(values):
            page.number(row, FIRST_BID + n, value, WHOLE, "helper")
        self.sheet.row += 1
        return self.cells(row)

    def cells(self, row: int) -> list[str]:
        """Return the addresses of a line's cells."""
        count = len(self.lot.calculated)
        return [self.sheet.page.place(row, FIRST_BID + n).cell for n in range(count)]

    def range_of(self, cells: Sequence[str]) -> str:
        """Return the range of a line's cells."""
        return f"{cells[0]}:{cells[-1]}"

    def admission(self) -> None:
        """Write the bids' ids and states, and 1 or 0 for whether each counts."""
        by_id = {bid.id: bid for bid in self.lot.bids}
        self.words(self.case.say("scores.bid"), list(self.lot.calculated))
        states = [self.case.code("bid_state", by_id[b].state) for b in self.lot.calculated]
        self.words(self.case.say("scores.state"), states)
        self.words(self.case.say("scores.reason"), [self.reason(by_id[b]) for b in self.lot.calculated])
        page, row = self.sheet.page, self.sheet.row
        page.text(row, 0, self.case.say("scores.admitted"))
        page.text(row, 1, self.case.say("scores.admitted_unit"), "helper_text")
        admitted = [
            is_in or bid in self.lot.taken_out
            for bid, is_in in zip(self.lot.calculated, self.lot.admitted.tolist(), strict=True)
        ]
        for n, (bid, is_in) in enumerate(zip(self.lot.calculated, admitted, strict=True)):
            # What is no bid can be admitted by nobody.
            may_change = bid not in self.lot.baselines
            key = ("admitted", self.lot.lot, bid)
            page.input(key, row, FIRST_BID + n, float(is_in), WHOLE, may_change=may_change)
        check = {"validate": "list", "source": [1, 0]}
        page.sheet.data_validation(row, FIRST_BID, row, FIRST_BID + len(self.lot.calculated) - 1, check)
        self.sheet.row += 1
        self._admitted = self.cells(row)
        for bid in self.lot.calculated:
            self.case.book.at("admitted", self.lot.lot, bid)

    @property
    def admitted(self) -> list[str]:
        """The cells that say whether each bid counts, after thresholds where the model has some."""
        return self._admitted

    def reason(self, bid: BidResult) -> str:
        """Return what took a bid out, in words."""
        if bid.excluded_by is None:
            return ""
        lang = self.case.lang
        tender = self.case.tender
        if substance_of(tender, bid.excluded_by) or stop_of(tender, bid.excluded_by):
            return why_not_admitted(self.case.tender, bid.excluded_by, lang)
        if has(f"reasons.{bid.excluded_by}", lang):
            return t(f"reasons.{bid.excluded_by}", lang)
        for problem in self.case.evaluation.problems:
            if bid.state == "stopped" and (problem.bid, problem.code) == (bid.id, bid.excluded_by):
                return describe(problem, lang)["found"]
        return self.case.say("scores.requirement", key=bid.excluded_by)

    def criterion(self, leaf: Criterion) -> None:
        """Write a criterion: value, the values it is compared with, points, and what they weigh."""
        page, say, model = self.sheet.page, self.case.say, self.lot.model
        rule = model.rules[leaf.id]
        page.text(self.sheet.row, 0, self.case.either(leaf.title_da, leaf.title_en), "label")
        self.sheet.row += 1
        measure = leaf.measure or ""
        unit = say("scores.judged_unit") if measure.startswith("judged:") else self.case.measure_unit(measure)
        number = number_of(measure)
        values = self.line(
            f"value/{leaf.id}", (say("scores.value", measure=self.title(leaf)), unit), self.value_formulas(leaf),
            self.lot.values[leaf.id].tolist(), number,
        )  # fmt: skip
        peers = [peer_formula(v, a) for v, a in zip(values, self.admitted, strict=True)]
        known = np.where(self.lot.admitted, self.lot.values[leaf.id], np.nan).tolist()
        compared = self.line(f"peer/{leaf.id}", (say("scores.peers"), ""), peers, known, number, "helper")
        parameters = {name: self.parameter(leaf, name) for name in rule.parameters()}
        formulas = [
            NOTHING
            if bid in self.lot.baselines
            else rule.formula(value, self.range_of(compared), is_in, parameters)
            for bid, value, is_in in zip(self.lot.calculated, values, self.admitted, strict=True)
        ]
        if rule.scale is None:
            is_cost = rule.key == "lowest_cost"
            label = (
                say("scores.figure")
                if is_cost
                else say("scores.amount", rule=self.case.code("rule", rule.key))
            )
            unit = unit if is_cost else self.case.measure_unit("purchase_price")
            figures = self.lot.points[leaf.id].tolist()
            self.line(f"points/{leaf.id}", (label, unit), formulas, figures, number if is_cost else MONEY)
            return
        self.weigh(leaf, formulas)

    def weigh(self, leaf: Criterion, formulas: Sequence[str]) -> None:
        """Write the points of a rule, rounded where the model says so, and what they add to the total."""
        say, combination = self.case.say, self.lot.model.combination
        if isinstance(combination, LowestTotal):
            raise TypeError(combination.key)
        labels = (self.case.code("rule", self.lot.model.rules[leaf.id].key), say("scores.points_unit"))
        raw = self.lot.model.rules[leaf.id].points(
            self.lot.values[leaf.id].to_numpy(dtype=float), self.lot.admitted
        )
        is_bid = np.array([bid not in self.lot.baselines for bid in self.lot.calculated], dtype=bool)
        raw = np.where(is_bid, raw, np.nan)
        published = self.lot.points[leaf.id].tolist()
        if combination.rounding_of_points(leaf.id) == NOT_ROUNDED:
            points = self.line(
                f"points/{leaf.id}", (say("scores.points", rule=labels[0]), labels[1]), formulas, published
            )
        else:
            unrounded = self.line(
                f"raw/{leaf.id}", (say("scores.points", rule=labels[0]), labels[1]), formulas, raw.tolist()
            )
            rounded = [combination.points_formula(cell, leaf.id) for cell in unrounded]
            points = self.line(f"points/{leaf.id}", (say("scores.rounded"), labels[1]), rounded, published)
        weight = ""
        if leaf.id in combination.effective:
            weight = self.case.book.at("effective", self.lot.lot, leaf.id)
            row, column = self.sheet.row, FIRST_BID - 1
            self.sheet.page.live(row, column, weight, float(combination.effective[leaf.id]), PLAIN)
        if isinstance(combination, WeightedPoints):
            label, unit = say("scores.weighted"), labels[1]
            parts = [combination.weighted_formula(weight, cell) for cell in points]
        else:
            label, unit = say(f"scores.parts.{combination.key}"), say(f"scores.units.{combination.part_unit}")
            cells = self.model_cells()
            parts = [combination.part_formula(leaf.id, cell, cells) for cell in points]
        self.line(f"weighted/{leaf.id}", (label, unit), parts, self.lot.weighted[leaf.id].tolist())

    def model_cells(self) -> dict[str, str]:
        """Return the cells of the model's numbers: scale, weights, percentages and its own."""
        combination, at, lot = self.lot.model.combination, self.case.book.at, self.lot.lot
        found = {"scale": at("model", lot, "scale")}
        found |= {f"weight:{path}": at("effective", lot, path) for path in weighed(combination)}
        if isinstance(combination, PriceModel):
            found |= {
                f"percent:{path}": at("rule", lot, path, "most_percent") for path in combination.percents
            }
            found |= {name: at("model", lot, OWN_NUMBERS[name]) for name in combination.parameters()}
        return found

    def title(self, leaf: Criterion) -> str:
        """Return what a criterion measures."""
        measure = leaf.measure or ""
        if measure.startswith("judged:"):
            return self.case.say("scores.judged")
        return self.case.measure_title(measure)

    def parameter(self, leaf: Criterion, name: str) -> str:
        """Return the cell of a rule's number."""
        if name == "scale":
            return self.case.book.at("model", self.lot.lot, "scale")
        return self.case.book.at("rule", self.lot.lot, leaf.id, name)

    def value_formulas(self, leaf: Criterion) -> list[str]:
        """Return what each bid's value is taken from: an indicator, or points that a person gave."""
        if leaf.id not in self._sources:
            self._sources[leaf.id] = self._source_cells(leaf)
        return [f'IF(ISNUMBER({cell}),{cell},"")' for cell in self._sources[leaf.id]]

    def _source_cells(self, leaf: Criterion) -> list[str]:
        measure = leaf.measure or ""
        if measure.startswith("judged:"):
            return self.judged_formulas(leaf)
        return [self.case.book.at("indicator", self.lot.lot, bid, measure) for bid in self.lot.calculated]

    def judged_formulas(self, leaf: Criterion) -> list[str]:
        """Return what makes one figure of the scores that each bid was given; by item, after a line for each."""
        judged = self.lot.judged[leaf.id]
        cells = JudgedCells(self.case, self.sheet.inputs, self.lot, judged)
        items = [n for n, weight in enumerate(judged.weights.tolist()) if weight > 0]
        scores = [
            [NOTHING if bid in self.lot.baselines else cells.one_score(bid, n) for bid in self.lot.calculated]
            for n in items
        ]
        if not leaf.judged_by_item:
            return scores[0]
        weights, lines = [], []
        for n, formulas in zip(items, scores, strict=True):
            key = str(judged.items[n])
            title = self.case.item_title(self.case.items[self.lot.lot, key])
            weight = self.case.book.at("item", self.lot.lot, key, "weight")
            row = self.sheet.row
            self.sheet.page.live(row, FIRST_BID - 1, weight, float(judged.weights[n]), PLAIN, "helper")
            weights.append(self.sheet.page.place(row, FIRST_BID - 1).cell)
            labels = (title, self.case.say("scores.judged_unit"))
            values = judged.combined[:, n].tolist()
            lines.append(self.line(f"judged/{leaf.id}/{key}", labels, formulas, values, PLAIN, "helper"))
        return [mean_of_items(weights, column) for column in zip(*lines, strict=True)]

    def left_out(self) -> None:
        """Write the bids that could not be calculated, with the reason."""
        out = [bid for bid in self.lot.bids if not bid.is_calculated]
        for bid in out:
            state = self.case.code("bid_state", bid.state)
            reason = self.reason(bid)
            words = f"{state}: {reason}" if reason else state
            self.sheet.page.text(
                self.sheet.row, 0, self.case.say("scores.not_calculated", bid=bid.name), "helper_text"
            )
            self.sheet.page.text(self.sheet.row, 1, words, "helper_text")
            self.sheet.row += 1
