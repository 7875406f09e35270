"""What the files of a bid's EPDs state of each indicator: a row a module, the modules A to C first, then D.

Below the masses of what is declared: a product whose file states no figure is mass without one.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from documents.matrix.flow_terms import FlowTerms
from documents.matrix.impact_figures import FIRST, KEY, TITLE, UNIT, ImpactFigures
from documents.matrix.looks import KILOGRAMS, PLAIN, WHOLE
from evaluation.climate_declared import is_declared
from evaluation.impact_sums import BEYOND, DECLARED_IMPACTS, PRODUCTION
from evaluation.purchases import pieces_worn
from evaluation.result import LotEvaluation
from evaluation.tender import Item

COLUMNS = ("pieces", "emitted", "mass", "missing")
Lines = Mapping[tuple[str, str, str, str], tuple[str, str]]


@dataclass(frozen=True)
class DeclaredSpan:
    """The rows of what a bid declares, counted from 0: modules A to C, module D, and masses; none where first > last."""

    within: tuple[int, int]
    beyond: tuple[int, int]
    masses: tuple[int, int]


class _Stated(NamedTuple):
    """What a file states of one module of an item, by indicator."""

    item_no: int
    module: str
    figures: Mapping[str, float]


@dataclass
class DeclaredImpacts:
    """Writes what the EPDs of one lot's bids state; ``lines`` are the pieces and emissions of their modules."""

    figures: ImpactFigures
    terms: FlowTerms
    lines: Lines

    @property
    def lot(self) -> LotEvaluation:
        """The lot."""
        return self.terms.lot

    def write(self, row: int, bid_no: int) -> tuple[DeclaredSpan, int]:
        """Write the rows of a bid from a row on; return where they stand, and the next free row."""
        items = [
            n for n, declared in enumerate(is_declared(self.lot.taken)) if declared and self._has_mass(n)
        ]
        stated = self._stated(bid_no)
        nothing = (row, row - 1)
        if not items and not stated:
            return DeclaredSpan(nothing, nothing, nothing), row
        self.figures.headings(row, "declared", (*COLUMNS, *self.figures.indicators))
        first = row + 2
        for at, item_no in enumerate(items, start=first):
            self._mass(at, bid_no, item_no)
        row = first + len(items)
        spans = []
        for is_beyond in (False, True):
            modules = [one for one in stated if (one.module == BEYOND) == is_beyond]
            for at, one in enumerate(modules, start=row):
                self._module(at, bid_no, one)
            spans.append((row, row + len(modules) - 1))
            row += len(modules)
        return DeclaredSpan(spans[0], spans[1], (first, first + len(items) - 1)), row + 1

    def column(self, name: str) -> int:
        """Return a column behind the figures: of the pieces and so on, or of whether an indicator has a figure."""
        return FIRST + len(self.figures.indicators) + (*COLUMNS, *self.figures.indicators).index(name)

    def _has_mass(self, item_no: int) -> bool:
        return bool(self.lot.taken.is_read("product_data.mass_kg")[item_no])

    def _stated(self, bid_no: int) -> list[_Stated]:
        """Return the figures of each item and module that counts."""
        table, bid = self.lot.taken.table(DECLARED_IMPACTS), self.lot.calculated[bid_no]
        if not len(table):
            return []
        of_bid = table.loc[(table["bid_no"] == bid_no).to_numpy() & (table["item_no"] >= 0).to_numpy()]
        found = []
        places = zip(of_bid["item_no"].tolist(), of_bid["module"].tolist(), strict=True)
        for item_no, module in sorted(set(places)):
            rows = of_bid.loc[((of_bid["item_no"] == item_no) & (of_bid["module"] == module)).to_numpy()]
            place = self.lot.lot, bid, self.lot.taken.items[item_no].key, module
            if place in self.lines:
                figures = dict(zip(rows["indicator"], rows["value"].astype(float), strict=True))
                found.append(_Stated(item_no, module, figures))
        return found

    def _kilograms(self, bid_no: int, item_no: int) -> float:
        """Return what a bid's declared product weighs; what is not stated weighs nothing."""
        worn: NDArray[np.float64] = pieces_worn(self.lot.taken, self.lot.lives.purchase)
        taken = self.lot.taken.take("product_data", "mass_kg").values
        return float(np.nan_to_num(taken * worn)[bid_no, item_no])

    def _mass(self, row: int, bid_no: int, item_no: int) -> None:
        page, value = self.figures.page, self._kilograms(bid_no, item_no)
        page.text(row, TITLE, self.figures.case.item_title(self.lot.taken.items[item_no]))
        page.text(row, UNIT, "kg", "helper_text")
        at = self.column("mass")
        if self.figures.case.is_live:
            number = int(self.lot.taken.take("product_data", "mass_kg").inputs[bid_no, item_no])
            mass = self.terms.mass(bid_no, item_no, "product", number)
            pieces = self.terms.worn_pieces(bid_no, item_no, "product")
            formula = f"IF(AND(ISNUMBER({mass}),ISNUMBER({pieces})),{mass}*{pieces},0)"
            page.live(row, at, formula, value, KILOGRAMS)
        else:
            page.number(row, at, value, KILOGRAMS)
        page.name_cell(("declared_mass", self.lot.lot, self.lot.calculated[bid_no], item_no), row, at)

    def _module(self, row: int, bid_no: int, one: _Stated) -> None:
        page, case, bid = self.figures.page, self.figures.case, self.lot.calculated[bid_no]
        item = self.lot.taken.items[one.item_no]
        page.text(row, KEY, one.module, "helper_text")
        page.text(row, TITLE, case.item_title(item))
        page.text(row, UNIT, case.say("impact_sums.per_piece"), "helper_text")
        for column, indicator in enumerate(self.figures.indicators, start=FIRST):
            key = ("declared_impact", self.lot.lot, bid, item.key, one.module, indicator)
            page.input(key, row, column, one.figures.get(indicator), PLAIN)
            known = f"IF(ISNUMBER({case.book.at(*key)}),1,0)"
            page.live(row, self.column(indicator), known, float(indicator in one.figures), WHOLE, "helper")
        cells, values = self.lines[self.lot.lot, bid, item.key, one.module], self._line(bid, item, one.module)
        for name, cell, value in zip(("pieces", "emitted"), cells, values, strict=True):
            page.live(row, self.column(name), f'IF(ISNUMBER({cell}),{cell},"")', value, PLAIN)
        pieces = page.place(row, self.column("pieces")).cell
        is_missing = float(math.isnan(values[0]))
        page.live(row, self.column("missing"), f"IF(ISNUMBER({pieces}),0,1)", is_missing, WHOLE, "helper")
        mass = ("declared_mass", self.lot.lot, bid, one.item_no)
        if one.module == PRODUCTION and mass in case.book.places:
            # Beside the masses themselves, so that only what has a file counts as covered.
            value = self._kilograms(bid_no, one.item_no)
            page.live(row, self.column("mass"), case.book.at(*mass), value, KILOGRAMS)

    def _line(self, bid: str, item: Item, module: str) -> tuple[float, float]:
        """Return the pieces and the emissions without sign of a declared module."""
        impacts = self.lot.impacts
        of = (impacts["bid"] == bid) & (impacts["item"] == item.key) & (impacts["module"] == module)
        of &= impacts["activity"] == "declared_product"
        found = impacts.loc[of.to_numpy()].iloc[0]
        return float(found["multiplier"]), abs(float(found["gwp"]))
