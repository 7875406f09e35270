"""What a mass flow or an impact is calculated from, as formulas: masses, shares of routes and of what is not virgin."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from documents.matrix.terms import LotTerms
from evaluation.factors import Material
from evaluation.waste import EPD_ROUTES, epd_shares

Ids = NDArray[np.int64]
MASS_OF = {
    "product": "product_data.mass_kg",
    "packaging": "product_data.packaging_kg",
    "consumable": "product_data.consumables_kg_per_year",
}
TAKEN_BACK = ("reuse", "recycling")


@dataclass(frozen=True)
class FlowTerms(LotTerms):
    """Parts of the formulas of one lot's masses."""

    def mass(self, bid_no: int, item_no: int, component: str, number: int) -> str:
        """The stated kilograms of a part; a blank stays blank."""
        if number >= 0:
            cell = self.inputs.read(self.lot.lot, number)
        else:
            cell = self.inputs.asked(
                self.lot, self.lot.calculated[bid_no], self.items[item_no], MASS_OF[component]
            )
        return f'IF(ISNUMBER({cell}),{cell},"")'

    def worn_pieces(self, bid_no: int, item_no: int, component: str, per_piece: str = "") -> str:
        """The pieces that the study period wears; blank where the life is not known.

        What is counted in uses is packed anew for each of them, and what pieces consume is of a piece and year.
        ``per_piece`` is what follows the pieces.
        """
        if component == "consumable":
            return f"{self.of_item(item_no, 'units')}{per_piece}"
        if component == "packaging" and self.items[item_no].basis == "use":
            return f"{self.of_item(item_no, 'units')}{per_piece}"
        return self.if_life(bid_no, item_no, f"{self.worn(bid_no, item_no)}{per_piece}")

    def route_share(self, bid_no: int, item_no: int, component: str, route: str) -> str:
        """The share of a route: the EPD's or the buyer's, after what the contract takes back.

        ``published * (1 - taken back) + taken back by this route``. A blank share is nought.
        """
        base = self._epd_share(bid_no, item_no, route) if component == "product" else None
        if base is None:
            published = ("route", component, route)
            base = self.case.book.at(*published) if published in self.case.book.places else "0"
        back = {r: self._taken_back(bid_no, item_no, r) for r in TAKEN_BACK if component == "product"}
        stated = [cell for cell in back.values() if cell]
        if not stated:
            return base
        own = back.get(route)
        return f"{base}*(1-{'-'.join(stated)})" + (f"+{own}" if own else "")

    def _epd_share(self, bid_no: int, item_no: int, route: str) -> str | None:
        """The share of a route after the output flows of the product's EPD; landfill is what they leave."""
        if not self._goes_by_epd[bid_no, item_no]:
            return None
        mass = self.inputs.read(self.lot.lot, int(self._mass_inputs[bid_no, item_no]))
        flows = {r: self.share(int(self._epd_inputs[r][bid_no, item_no])) for r in EPD_ROUTES}
        kilograms = flows.get(route) or f"({mass}-{'-'.join(flows.values())})"
        return f"({kilograms}/{mass})"

    @cached_property
    def _goes_by_epd(self) -> NDArray[np.bool_]:
        return np.asarray(~np.isnan(epd_shares(self.lot.taken)).any(axis=-1))

    @cached_property
    def _mass_inputs(self) -> Ids:
        return self.lot.taken.take("product_data", "mass_kg").inputs

    @cached_property
    def _epd_inputs(self) -> dict[str, Ids]:
        return {r: self.lot.taken.take("product_data", f"epd_{r}_kg").inputs for r in EPD_ROUTES}

    def _taken_back(self, bid_no: int, item_no: int, route: str) -> str | None:
        if self._is_taken_back[bid_no, item_no] != "yes":
            return None
        number = int(self._back_inputs[route][bid_no, item_no])
        return self.inputs.read(self.lot.lot, number) if number >= 0 else None

    @cached_property
    def _is_taken_back(self) -> NDArray[np.object_]:
        return self.lot.taken.words("product_data", "taken_back")

    @cached_property
    def _back_inputs(self) -> dict[str, Ids]:
        return {r: self.lot.taken.take("product_data", f"taken_back_{r}_share").inputs for r in TAKEN_BACK}

    @cached_property
    def _reused_inputs(self) -> Ids:
        return self.lot.taken.take("product_data", "reused_share").inputs

    @cached_property
    def materials(self) -> dict[str, Material]:
        """The materials of the tender by key."""
        return {m.key: m for m in self.case.tender.materials}

    def share(self, number: int) -> str:
        """A share, or kilograms, that a bid states; nought where it states none, also once its cell is emptied."""
        return f"(0+{self.inputs.read(self.lot.lot, number)})" if number >= 0 else "0"

    def reused(self, bid_no: int, item_no: int, component: str, material: str) -> str:
        """The share of reused parts as it counts in the emissions of production."""
        counts = self.lot.taken.model.reused_parts == "burden_free" or (
            material in self.materials and self.materials[material].reused is not None
        )
        if component != "product" or not counts:
            return "0"
        return self.share(int(self._reused_inputs[bid_no, item_no]))

    def recycled(self, material: str, number: int, reused: str) -> str:
        """The recycled share as it counts in the emissions of production: none without a factor of its own."""
        if number < 0 or material not in self.materials or self.materials[material].recycled is None:
            return "0"
        return f"MIN({self.share(number)},1-{reused})" if reused != "0" else f"MIN({self.share(number)},1)"

    def residual_share(self, material: str, route: str) -> str | None:
        """What a route leaves as residual waste: nothing, the loss of recycling, or all (None: a fixed number)."""
        if route != "recycling":
            return None
        known = material in self.materials and self.materials[material].recycling_yield is not None
        key = ("material", material, "yield") if known else ("worst_yield",)
        if key not in self.case.book.places:
            return None
        return f"1-{self.case.book.at(*key)}"
