"""What one impact is calculated from, as formulas: the stated amount, its share, the pieces and the factor."""

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from documents.matrix.flow_terms import FlowTerms
from documents.matrix.lines import with_places
from evaluation.codes import CODES
from evaluation.measures import declared_field, has_material_rows, power_of
from evaluation.tender import Activity

if TYPE_CHECKING:
    from documents.matrix.impacts import ImpactLine

BY_MODE = {f"electricity_{mode}": mode for mode in CODES["use_mode"]}
IN_USE = ("electricity_in_use", "heat_in_use", *BY_MODE)
OF_TRANSPORT = ("transport", "transport_by_cycle", "transport_to_treatment")
DISTANCES = {"transport": "transport_km", "transport_to_treatment": "disposal_km"}
BY_CYCLE = ("transport_by_cycle", "water_by_cycle")
CIRCULAR = (
    "cff_carbon_taken_up", "cff_recycling", "cff_virgin_saved", "cff_carbon_saved", "cff_energy", "cff_energy_saved",
    "cff_loss", "cff_disposal",
)  # fmt: skip
# What counts against the sum: the factor with the other sign.
SAVED = ("cff_virgin_saved", "cff_carbon_saved", "cff_carbon_taken_up", "reused_parts")


@dataclass(frozen=True)
class ImpactTerms(FlowTerms):
    """Parts of the formulas of one lot's impacts."""

    def stated(self, line: "ImpactLine") -> str | None:
        """The bidder's number; a blank one stays blank, and a whole product is counted as one."""
        if line.activity == "product_class":
            return None
        if line.activity == "listed_activity" and self._listed[line.listed].amount is not None:
            return self.case.book.at("activity", line.listed, "amount")
        if line.component:
            return self.mass(line.bid_no, line.item_no, line.component, line.input)
        if line.input >= 0:
            cell = self.inputs.read(self.lot.lot, line.input)
        else:
            item = self.items[line.item_no]
            cell = self.inputs.asked(self.lot, self.lot.calculated[line.bid_no], item, self._field(line))
        return f'IF(ISNUMBER({cell}),{cell},"")'

    def _field(self, line: "ImpactLine") -> str:
        if line.activity in BY_MODE:
            return power_of(BY_MODE[line.activity])
        if line.activity in IN_USE:
            carrier = line.activity.removesuffix("_in_use")
            by_use = self.items[line.item_no].basis == "use"
            return (
                f"circulation.{carrier}_kwh_per_cycle" if by_use else f"product_data.{carrier}_kwh_per_year"
            )
        return {
            "declared_product": f"declarations.{declared_field(line.module)}",
            "biogenic_carbon_leaving": "declarations.biogenic_kg_co2",
            "water_in_use": "product_data.water_m3_per_year",
            "water_by_cycle": "circulation.water_litres_per_cycle",
            "transport_by_cycle": "circulation.transport_km_per_cycle",
        }[line.activity]

    def part_share(self, line: "ImpactLine") -> str | None:
        """The share of the mass that this activity is of; None where it is of all."""
        if line.activity in CIRCULAR:
            return self._circular_share(line)
        if line.route:
            return self.route_share(line.bid_no, line.item_no, line.component, line.route)
        if line.activity not in ("virgin_material", "recycled_material", "reused_parts"):
            return None
        reused = self.reused(line.bid_no, line.item_no, line.component, line.material)
        if line.activity == "reused_parts":
            return reused
        recycled = self.recycled(line.material, line.share_input, reused)
        is_circular = self.lot.taken.model.end_of_life == "circular_footprint"
        if line.activity == "recycled_material":
            return f"{recycled}*{self._of_material(line, 'cff_a')}" if is_circular else recycled
        virgin = f"1-{recycled}-{reused}"
        return f"{virgin}+{recycled}*{self._virgin_of_recycled(line)}" if is_circular else virgin

    def _circular_share(self, line: "ImpactLine") -> str:
        """The share of the mass that counts by the Circular Footprint Formula: routes, losses, A, B and quality."""
        of = self._of_material
        if line.activity == "cff_carbon_taken_up":
            reused = self.reused(line.bid_no, line.item_no, line.component, line.material)
            recycled = self.recycled(line.material, line.share_input, reused)
            return f"{recycled}*(1-{self._virgin_of_recycled(line)})"
        route = f"({self.route_share(line.bid_no, line.item_no, line.component, line.route)})"
        if line.activity in ("cff_energy", "cff_energy_saved"):
            return f"(1-{of(line, 'cff_b')})*{route}"
        if line.activity == "cff_disposal":
            return route
        if line.activity == "cff_loss":
            return f"{route}*(1-{of(line, 'yield')})"
        share = f"(1-{of(line, 'cff_a')})*{route}*{of(line, 'yield')}"
        return share if line.activity == "cff_recycling" else f"{share}*{of(line, 'cff_quality_out')}"

    def _virgin_of_recycled(self, line: "ImpactLine") -> str:
        return f"(1-{self._of_material(line, 'cff_a')})*{self._of_material(line, 'cff_quality_in')}"

    def _of_material(self, line: "ImpactLine", name: str) -> str:
        return self.case.book.at("material", line.material, name)

    @cached_property
    def _listed(self) -> dict[str, Activity]:
        return {row.key: row for row in self.case.tender.activities}

    def activity_title(self, line: "ImpactLine") -> str:
        """What a line is of, in words; of what the buyer lists, its own title."""
        if line.activity != "listed_activity":
            return self.case.say(f"activities.{line.activity}")
        row = self._listed[line.listed]
        return self.case.either(row.title_da, row.title_en)

    def pieces_of(self, line: "ImpactLine") -> str:
        """What the amount is multiplied by: pieces worn, pieces in use, or pieces x years."""
        place = line.bid_no, line.item_no
        if line.activity in IN_USE:
            return self._in_use(line)
        if line.activity == "water_in_use":
            return f"{self.pieces(line.item_no, line.first_year)}*{self.use_years(line.first_year)}"
        if line.activity in DISTANCES:
            # Tonne-kilometres: the mass is in kilograms.
            return self.worn_pieces(*place, line.component, f"*{self.model(DISTANCES[line.activity])}/1000")
        if line.activity == "listed_activity" and self._listed[line.listed].per != "piece":
            return self._piece_years(line)
        if line.activity in BY_CYCLE:
            # Litres, where the factor is of a cubic metre.
            of_water = f"{self.of_item(line.item_no, 'units')}/1000"
            return of_water if line.activity == "water_by_cycle" else self._tonnes(*place)
        return self.worn_pieces(*place, line.component)

    def _in_use(self, line: "ImpactLine") -> str:
        """The uses, the pieces, or pieces x hours of a mode in kilohours, that the stated energy is of."""
        if self.items[line.item_no].basis == "use":
            return self.uses(line.item_no)
        pieces = self.pieces(line.item_no, line.first_year)
        if line.activity in BY_MODE:
            return f"{pieces}*{self.hours(line.item_no, BY_MODE[line.activity])}/1000"
        return pieces

    def _piece_years(self, line: "ImpactLine") -> str:
        """The pieces x years of all that is bought, or the uses of the study period."""
        item = self.items[line.item_no]
        if item.basis == "use":
            return self.of_item(line.item_no, "units")
        years = range(1, max(len(item.quantity), 1) + 1)
        used = [year for year in years if ("use_years", self.lot.lot, year) in self.case.book.places]
        return "+".join(f"{self.pieces(line.item_no, year)}*{self.use_years(year)}" for year in used) or "0"

    def _tonnes(self, bid_no: int, item_no: int) -> str:
        """The tonnes that go to and fro over the study period: uses x (product + packaging) / 1000."""
        masses = self._masses.get((bid_no, item_no), [])
        if not masses:
            return '""'
        known = ",".join(f"ISNUMBER({cell})" for cell in masses)
        tonnes = f"{self.of_item(item_no, 'units')}*({'+'.join(masses)})/1000"
        return f'IF(AND({known}),{tonnes},"")'

    @cached_property
    def _masses(self) -> dict[tuple[int, int], list[str]]:
        """The cells of the masses of the parts and the packaging of each bid's item."""
        found: dict[tuple[int, int], list[str]] = {}
        parts = with_places(self.lot.impacts)
        parts = parts.loc[(parts["activity"] == "transport_by_cycle").to_numpy()]
        for bid_no, item_no in zip(parts["bid_no"], parts["item_no"], strict=True):
            found[bid_no, item_no] = self._masses_of(bid_no, item_no)
        return found

    def _masses_of(self, bid_no: int, item_no: int) -> list[str]:
        item, bid = self.items[item_no], self.lot.calculated[bid_no]
        inputs = self.lot.inputs
        of_part = (inputs["table"] == "materials") & (inputs["field"] == "mass_kg")
        of_part &= (inputs["bid"] == bid) & (inputs["item"] == item.key)
        cells = [self.inputs.read(self.lot.lot, int(number)) for number in inputs.index[of_part.to_numpy()]]
        names = ["packaging_kg"] if has_material_rows(self.case.tender, item) else ["mass_kg", "packaging_kg"]
        return cells + [self.inputs_of(f"product_data.{name}", bid_no, item_no) for name in names]

    def factor(self, line: "ImpactLine") -> str | None:
        """The factor [kg CO2e per unit]; None where there is none, and the line stays unknown."""
        at = self.case.book.at
        sign = "-" if line.activity in SAVED else ""
        if line.factor == "biogenic_carbon":
            return f"{sign}{at('material', line.material, 'biogenic')}"
        if line.factor == "declared":
            return None
        if line.activity in IN_USE:
            model = self.lot.taken.model
            first, last = (model.first_year + year - 1 for year in (line.first_year, line.last_year))
            cells = at("grid", line.factor, first), at("grid", line.factor, last).rpartition("!")[2]
            return f"SUM({cells[0]}:{cells[1]})"
        if not line.factor:
            return None
        if line.activity in OF_TRANSPORT:
            return f"{at('factor', line.factor, 'gwp')}+{at('factor', line.factor, 'wtt')}"
        sign = "-" if line.activity == "cff_virgin_saved" else ""
        return f"{sign}{at('factor', line.factor, 'gwp')}"
