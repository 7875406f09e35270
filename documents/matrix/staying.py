"""Which bids stay in: the limits and thresholds of a lot's model, live, before anything is compared."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from documents.matrix.indicators import number_of
from documents.matrix.looks import POINTS, WHOLE
from evaluation.evaluation_model import Criterion
from evaluation.scoring.thresholds import share_formula
from evaluation.scoring_steps import shares_of_full

if TYPE_CHECKING:
    from documents.matrix.scores import _LotScores


@dataclass
class Staying:
    """The lines between admission and the criteria."""

    block: "_LotScores"

    def write(self) -> list[str]:
        """Write each threshold's figure and 1 or 0 for whether a bid stays in; return the cells of that line."""
        block, lot = self.block, self.block.lot
        thresholds, say = lot.model.thresholds, block.case.say
        cells: list[dict[str, str]] = [dict(self._limits()) for _ in lot.calculated]
        values = lot.values[[leaf.id for leaf in lot.model.leaves]].to_numpy(dtype=float).T
        shares = shares_of_full(lot.model, values)
        for leaf in lot.model.leaves:
            if leaf.id in thresholds.limits or leaf.id in thresholds.shared:
                for of, cell in zip(cells, self._value(leaf), strict=True):
                    of[f"value:{leaf.id}"] = cell
            if leaf.id in thresholds.shared:
                at = [of[f"value:{leaf.id}"] for of in cells]
                for of, cell in zip(cells, self._share(leaf, at, shares[leaf.id].tolist()), strict=True):
                    of[f"share:{leaf.id}"] = cell
        if thresholds.least_total is not None:
            formulas = [thresholds.total_share_formula(of) for of in cells]
            total = thresholds.total_share(shares).tolist()
            labels = (say("scores.total_share"), say("scores.units.percent"))
            for of, cell in zip(cells, block.line("total_share", labels, formulas, total), strict=True):
                of["total_share"] = cell
        formulas = [thresholds.formula(a, of) for a, of in zip(block.admitted, cells, strict=True)]
        kept = np.asarray(lot.admitted, dtype=float).tolist()
        labels = (say("scores.stays"), say("scores.admitted_unit"))
        return block.line("stays", labels, formulas, kept, WHOLE)

    def _limits(self) -> dict[str, str]:
        """Return the cells of the published limits, and of the weights that the total share reads."""
        lot, at = self.block.lot, self.block.case.book.at
        names = {"least": "least_percent", "low": "lowest_valid", "high": "highest_valid"}
        found = {}
        for name in lot.model.thresholds.parameters():
            kind, _, path = name.partition(":")
            key = ("rule", lot.lot, path, names[kind]) if path else ("model", lot.lot, name)
            found[name] = at(*key)
        if lot.model.thresholds.least_total is not None:
            found |= {
                f"weight:{path}": at("effective", lot.lot, path) for path in lot.model.thresholds.weights
            }
        return found

    def _value(self, leaf: Criterion) -> list[str]:
        block = self.block
        measure = leaf.measure or ""
        judged = measure.startswith("judged:")
        unit = block.case.say("scores.judged_unit") if judged else block.case.measure_unit(measure)
        title = block.case.either(leaf.title_da, leaf.title_en)
        return block.line(
            f"limit_value/{leaf.id}", (title, unit), block.value_formulas(leaf),
            block.lot.values[leaf.id].tolist(), number_of(measure),
        )  # fmt: skip

    def _share(self, leaf: Criterion, values: list[str], shares: list[float]) -> list[str]:
        """Write the share of full points: of the assessors' scale, or of a rule that reads no other bid."""
        block, rule = self.block, self.block.lot.model.rules[leaf.id]
        if (leaf.measure or "").startswith("judged:") and leaf.assessor_scale is not None:
            most = block.case.book.at("rule", block.lot.lot, leaf.id, "scale_maximum")
            formulas = [share_formula(value, most) for value in values]
        else:
            parameters = {name: block.parameter(leaf, name) for name in rule.parameters()}
            nobody = block.range_of(values)
            points = [rule.formula(value, nobody, value, parameters) for value in values]
            scale = block.parameter(leaf, "scale")
            formulas = [f'IF(ISNUMBER({each}),({each})/{scale}*100,"")' for each in points]
        labels = (block.case.say("scores.share"), block.case.say("scores.units.percent"))
        return block.line(f"share/{leaf.id}", labels, formulas, shares, POINTS)
