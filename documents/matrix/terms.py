"""The cells that lines of all kinds calculate from: pieces, lives and years of one lot, as parts of formulas."""

from dataclasses import dataclass
from functools import cached_property

from documents.matrix.case import MatrixCase
from documents.matrix.claims import has_own_life
from documents.matrix.inputs import Inputs
from evaluation.result import LotEvaluation
from evaluation.tender import Item


@dataclass(frozen=True)
class LotTerms:
    """Parts of formulas of one lot. Every method returns text to put into a formula."""

    case: MatrixCase
    inputs: Inputs
    lot: LotEvaluation

    @cached_property
    def items(self) -> tuple[Item, ...]:
        """The items of the lot in published order."""
        return self.lot.taken.items

    @cached_property
    def _own_life(self) -> list[bool]:
        return [has_own_life(self.lot, item) for item in self.items]

    @cached_property
    def sources(self) -> list[str]:
        """The file, sheet and cell of each number that was read, by its row in the inputs."""
        table = self.lot.inputs
        parts = zip(table["source_file"], table["source_sheet"], table["source_cell"], strict=True)
        return [f"{file}: {sheet}!{cell}" if file and cell else "" for file, sheet, cell in parts]

    def material_title(self, key: str) -> str:
        """A material's title; nothing for a mass that no material was asked of."""
        if key not in self._titles:
            return ""
        return self._titles[key]

    @cached_property
    def _titles(self) -> dict[str, str]:
        return {m.key: self.case.either(m.title_da, m.title_en) for m in self.case.tender.materials}

    @cached_property
    def study_years(self) -> str:
        """The years of the study period."""
        return self.case.book.at("model", self.lot.lot, "study_years")

    def model(self, name: str) -> str:
        """A number of the lot's model."""
        return self.case.book.at("model", self.lot.lot, name)

    def use_years(self, year: int) -> str:
        """The years that pieces of a purchase year are used, 1 first."""
        return self.case.book.at("use_years", self.lot.lot, year)

    def inputs_of(self, name: str, bid_no: int, item_no: int) -> str:
        """The cell of a number of a bid's item, a blank one where it is not stated; ``name`` is ``table.field``."""
        number = int(self.lot.taken.take(*name.split(".")).inputs[bid_no, item_no])
        if number >= 0:
            return self.inputs.read(self.lot.lot, number)
        return self.inputs.asked(self.lot, self.lot.calculated[bid_no], self.items[item_no], name)

    def of_item(self, item_no: int, name: str) -> str:
        """A number of an item that is the same for all bids."""
        return self.case.book.at("item", self.lot.lot, self.items[item_no].key, name)

    def life(self, bid_no: int, item_no: int) -> str:
        """The life that drives purchases: the bid's own, or the buyer's for all."""
        if self._own_life[item_no]:
            bid, item = self.lot.calculated[bid_no], self.items[item_no].key
            return self.case.book.at("life", self.lot.lot, bid, item)
        return self.of_item(item_no, "life")

    def pieces(self, item_no: int, year: int) -> str:
        """The pieces of a purchase year, weighted with the option's weight."""
        item = self.items[item_no]
        if item.quantity:
            pieces = self.case.book.at("item", self.lot.lot, item.key, "quantity", year)
        else:
            pieces = self.of_item(item_no, "demand")
        return f"{pieces}*{self.of_item(item_no, 'option_weight')}"

    def hours(self, item_no: int, mode: str) -> str:
        """The hours a year that an item spends in a mode of its profile of use."""
        return self.case.book.at("use_profile", str(self.items[item_no].use_profile), mode)

    def uses(self, item_no: int) -> str:
        """The uses a year, weighted with the option's weight."""
        return f"{self.of_item(item_no, 'demand')}*{self.of_item(item_no, 'option_weight')}"

    def worn(self, bid_no: int, item_no: int) -> str:
        """The pieces that the study period wears: its units / the life."""
        return f"{self.of_item(item_no, 'units')}/{self.life(bid_no, item_no)}"

    def if_life(self, bid_no: int, item_no: int, formula: str, otherwise: str = '""') -> str:
        """A formula that needs the life, or what stands in its place where there is none."""
        return f"IF(ISNUMBER({self.life(bid_no, item_no)}),{formula},{otherwise})"

    def replacements(self, bid_no: int, item_no: int, year: int) -> str:
        """How often pieces of a purchase year are bought again: ``ceil(T / N) - 1``, rounded at nine decimals."""
        years, life = self.use_years(year), self.life(bid_no, item_no)
        return f"MAX(ROUNDUP(ROUND({years}/{life},9),0)-1,0)"
