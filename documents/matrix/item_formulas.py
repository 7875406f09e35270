"""What the figures of an item are calculated from, as formulas: claims, answers, and the lines of mass flows."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from documents.matrix.claims import FIGURES as OF_CLAIMS
from documents.matrix.flow_terms import FlowTerms
from documents.matrix.mass_flows import MassFlows
from evaluation.component_flows import ROUNDING
from evaluation.measures import CARD_FIELDS, MINIMUM, OF_SUBSTANCES, SECOND_LIFE_FIELDS, family_of
from evaluation.repair_index import CARD_WEIGHTS, POINTS, SCHEMES
from evaluation.substance_answers import contained

# Measure -> what stands before it in its row.
FIGURES: Mapping[str, tuple[str, ...]] = {
    "guarantee_above_floor": (),
    "repair_score": (),
    "second_life_score": (),
    OF_SUBSTANCES: (),
    "hazardous_waste": ("hazardous_kg", "worn"),
    "mci": ("mass", "virgin", "lost", "feedstock_waste", "recycling_waste", "linear", "utility"),
}
LOST = ("energy_recovery", "landfill")
Cells = Mapping[str, str]


@dataclass(frozen=True)
class ItemFormulas:
    """The formulas of one lot's rows; ``flows`` where mass flows have lines."""

    terms: FlowTerms
    flows: MassFlows | None

    def of(self, bid_no: int, item_no: int, at: Cells) -> dict[str, str]:
        """Return the formula of every column of a row; ``at`` has the cell of each."""
        made: dict[str, str] = {}
        of_measure: Mapping[str, Callable[[int, int, Cells], dict[str, str]]] = {
            "guarantee_above_floor": self._above_floor,
            "repair_score": self._repair,
            "second_life_score": self._second_life,
            OF_SUBSTANCES: self._substances,
            "hazardous_waste": self._hazardous,
            "mci": self._circularity,
        }
        for name in at:
            if name in of_measure:
                made |= of_measure[name](bid_no, item_no, at)
        for name in at:
            kind, _, measure = name.partition(":")
            if kind == "weight":
                made[name] = self._weight(item_no, measure)
            elif kind == "no":
                made[name] = f"IF(ISNUMBER({at[measure]}),0,1)"
            elif name.startswith(MINIMUM):
                figure = self._figure(bid_no, item_no, family_of(name), at)
                made[name] = f'IF({at[f"weight:{name}"]}>0,IF(ISNUMBER({figure}),{figure},""),"")'
        return made

    def _figure(self, bid_no: int, item_no: int, measure: str, at: Cells) -> str:
        return self._claim(bid_no, item_no, OF_CLAIMS[measure]) if measure in OF_CLAIMS else at[measure]

    def _claim(self, bid_no: int, item_no: int, column: str) -> str:
        lot = self.terms.lot
        return self.terms.case.book.at(
            "claim", lot.lot, lot.calculated[bid_no], self.terms.items[item_no].key, column
        )

    def _weight(self, item_no: int, measure: str) -> str:
        """What an item weighs in the mean of a measure: nothing where the measure is not asked of it."""
        item = self.terms.items[item_no]
        if family_of(measure) == "repair_score" and item.repair_scheme == "none":
            return "0"
        if measure == OF_SUBSTANCES and not contained(self.terms.lot.taken).values.shape[-1]:
            return "0"
        if measure == "hazardous_waste":
            # A sum over items weighs each of them once, but for one that is left out for all.
            return "0" if self.terms.lot.taken.left_out[item_no] else "1"
        return self.terms.of_item(item_no, "weight")

    def _above_floor(self, bid_no: int, item_no: int, at: Cells) -> dict[str, str]:
        guarantee, floor = (
            self._claim(bid_no, item_no, "guarantee"),
            self.terms.of_item(item_no, "guarantee_floor"),
        )
        formula = f'IF(ISNUMBER({guarantee}),MAX(0,{guarantee}-{floor}),"")'
        return {"guarantee_above_floor": formula}

    def _repair(self, bid_no: int, item_no: int, at: Cells) -> dict[str, str]:
        scheme = self.terms.items[item_no].repair_scheme
        if scheme == "none":
            return {"repair_score": '""'}
        if scheme == "card":
            cells = {n: self.terms.inputs_of(of, bid_no, item_no) for n, of in CARD_FIELDS.items()}
            known = ",".join(f"ISNUMBER({cell})" for cell in cells.values())
            low, high = POINTS
            sum_ = "+".join(
                f"{CARD_WEIGHTS[n]!r}*({cell}-{low:g})/{high - low:g}" for n, cell in cells.items()
            )
            return {"repair_score": f'IF(AND({known}),{sum_},"")'}
        low, high = SCHEMES[scheme].lowest, SCHEMES[scheme].highest
        cell = self.terms.inputs_of("product_data.repair_index", bid_no, item_no)
        within = f"AND(ISNUMBER({cell}),{cell}>={low:g},{cell}<={high:g})"
        return {"repair_score": f'IF({within},({cell}-{low:g})/{high - low:g},"")'}

    def _second_life(self, bid_no: int, item_no: int, at: Cells) -> dict[str, str]:
        taken = [self.terms.lot.taken.take_yes(*of.split(".")) for of in SECOND_LIFE_FIELDS]
        numbers = [int(each.inputs[bid_no, item_no]) for each in taken]
        return {"second_life_score": self._share(numbers, ">0")}

    def _substances(self, bid_no: int, item_no: int, at: Cells) -> dict[str, str]:
        numbers = contained(self.terms.lot.taken).inputs[bid_no, item_no].tolist()
        return {OF_SUBSTANCES: self._share(numbers, "=0")}

    def _share(self, numbers: list[int], counts: str) -> str:
        """Return the share of answers that count; blank where one is missing. Anything but nought is a yes."""
        if not numbers or min(numbers) < 0:
            return '""'
        cells = [self.terms.inputs.read(self.terms.lot.lot, number) for number in numbers]
        known = ",".join(f"ISNUMBER({cell})" for cell in cells)
        counted = "+".join(f"({cell}{counts})" for cell in cells)
        return f'IF(AND({known}),({counted})/{len(cells)},"")'

    def _hazardous(self, bid_no: int, item_no: int, at: Cells) -> dict[str, str]:
        stated = self.terms.inputs_of("product_data.hazardous_kg", bid_no, item_no)
        kg, worn = at["hazardous_kg"], at["worn"]
        return {
            "hazardous_kg": f'IF(ISNUMBER({stated}),{stated},"")',
            "worn": self.terms.worn_pieces(bid_no, item_no, "product"),
            "hazardous_waste": f'IF(AND(ISNUMBER({kg}),ISNUMBER({worn})),{kg}*{worn},"")',
        }

    def _circularity(self, bid_no: int, item_no: int, at: Cells) -> dict[str, str]:
        """Sum the lines of an item's product by what they are, and make the indicator of the sums."""
        lot = self.terms.lot
        bid = lot.calculated[bid_no]
        lines = [] if self.flows is None else list(self.flows.cells_of(lot.lot, bid, bid_no, item_no))
        product = [(line, c) for line, c in lines if line.component == "product"]
        ratio = self._claim(bid_no, item_no, OF_CLAIMS["life_ratio"])
        served = {"utility": f'IF(ISNUMBER({ratio}),IF({ratio}>0,{ratio},""),"")'}
        if not product:
            return dict.fromkeys((*FIGURES["mci"], "mci"), '""') | served
        known = ",".join(
            f"ISNUMBER({c['stated']}),ISNUMBER({c['share']}),{c['share']}>={-ROUNDING:.9f},{c['share']}<={1 + ROUNDING:.9f}"
            for _, c in product
        )
        kg = [f"{c['stated']}*{c['share']}" for _, c in product]
        of = [(line, c, mass) for (line, c), mass in zip(product, kg, strict=True)]
        yields = self.terms.model("feedstock_yield")
        feedstock = [
            f"{mass}*MIN(1,{self.terms.share(line.recycled_input)})"
            for line, _, mass in of
            if line.recycled_input >= 0
        ]
        sums = {
            "mass": kg,
            "virgin": [f"{mass}*(1-{c['non_virgin']})" for _, c, mass in of],
            "lost": [mass for line, _, mass in of if line.route in LOST],
            "feedstock_waste": [f"({'+'.join(feedstock)})*(1-{yields})/{yields}"] if feedstock else [],
            "recycling_waste": [
                f"{mass}*{c['residual_share']}" for line, c, mass in of if line.route == "recycling"
            ],
        }
        made = {name: f'IF(AND({known}),{"+".join(terms) or "0"},"")' for name, terms in sums.items()}
        a = at
        linear = (
            f"({a['virgin']}+{a['lost']}+({a['feedstock_waste']}+{a['recycling_waste']})/2)"
            f"/(2*{a['mass']}+({a['feedstock_waste']}-{a['recycling_waste']})/2)"
        )
        made["linear"] = f'IF(ISNUMBER({a["mass"]}),IF({a["mass"]}>0,{linear},""),"")'
        whole = f"MAX(0,1-0.9*{a['linear']}/{a['utility']})"
        made["mci"] = f'IF(AND(ISNUMBER({a["linear"]}),ISNUMBER({a["utility"]})),{whole},"")'
        return made | served
