"""From what each criterion adds to the total of a bid: the sum, or the lines of a price model."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from documents.matrix.looks import MONEY, POINTS
from evaluation.scoring.price_model import PriceModel
from evaluation.scoring.rule import peer_formula

if TYPE_CHECKING:
    from documents.matrix.scores import _LotScores

# A price model's own number -> the field of the evaluation model that holds it.
OWN_NUMBERS: Mapping[str, str] = {"ratio_factor": "ratio_factor", "band": "ratio_band"}
# The lines of which a model also reads what the other bids have.
READ_OF_OTHERS: Mapping[str, tuple[str, ...]] = {
    "utility_index": ("price", "quality"),
    "quality_per_price": ("ratio", "in_band"),
}


@dataclass
class Totals:
    """The lines below the criteria of a lot, the total last."""

    block: "_LotScores"

    def write(self) -> None:
        """Write them."""
        combination = self.block.lot.model.combination
        if isinstance(combination, PriceModel):
            self._lines_of(combination)
            return
        name = "weighted" if combination.total_unit == "points" else "points"
        formulas = [
            combination.formula(list(self._parts(bid, name).values())) for bid in self.block.lot.calculated
        ]
        self._total(formulas)

    def _parts(self, bid: str, name: str) -> dict[str, str]:
        """Return the cells of what each criterion adds to a bid's total."""
        at, lot = self.block.case.book.places, self.block.lot
        return {leaf.id: at[f"{name}/{leaf.id}", lot.lot, bid].cell for leaf in lot.model.leaves}

    def _lines_of(self, model: PriceModel) -> None:
        block, lot = self.block, self.block.lot
        say, shared = block.case.say, block.model_cells()
        cells: list[dict[str, str]] = []
        for bid in lot.calculated:
            kinds = {leaf: "weighted" if leaf in model.quality_leaves else "points" for leaf in model.leaves}
            at = block.case.book.places
            parts = {f"part:{leaf}": at[f"{kind}/{leaf}", lot.lot, bid].cell for leaf, kind in kinds.items()}
            cells.append({**shared, **parts})
        units = {"price": "amount", "added": "amount", "quality": model.quality_unit, "ratio": "number"}
        units["in_band"] = "amount" if getattr(model, "band_by", "") == "price" else model.quality_unit
        for name in model.line_names:
            values = lot.lines[name].to_numpy(dtype=float)
            formulas = [model.line_formula(name, of) for of in cells]
            labels = (say(f"scores.lines.{name}"), self._unit(units[name]))
            number = MONEY if units[name] == "amount" else POINTS
            written = block.line(f"line/{name}", labels, formulas, values.tolist(), number)
            for of, cell in zip(cells, written, strict=True):
                of[name] = cell
            if name in READ_OF_OTHERS.get(model.key, ()):
                peers = [peer_formula(v, a) for v, a in zip(written, block.admitted, strict=True)]
                known = np.where(lot.admitted, values, np.nan).tolist()
                compared = block.line(
                    f"peer_line/{name}", (say("scores.peers"), ""), peers, known, number, "helper"
                )
                for of in cells:
                    of[f"{name}_peers"] = block.range_of(compared)
        self._total([model.line_formula("total", of) for of in cells])

    def _total(self, formulas: list[str]) -> None:
        block, kind = self.block, self.block.lot.model.combination.total_unit
        number = MONEY if kind == "amount" else POINTS
        labels = (block.case.say("scores.total"), self._unit(kind))
        formulas = [
            '""' if bid in block.lot.baselines else formula
            for bid, formula in zip(block.lot.calculated, formulas, strict=True)
        ]
        block.line("total", labels, formulas, block.lot.total.tolist(), number, "total")

    def _unit(self, kind: str) -> str:
        if kind == "amount":
            return self.block.case.measure_unit("purchase_price")
        return self.block.case.say("scores.points_unit" if kind == "points" else f"scores.units.{kind}")
