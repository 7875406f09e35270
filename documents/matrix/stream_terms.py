"""What one stream is calculated from, as formulas: the stated amount, how many, at which price, and when."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from documents.matrix.inputs import InputLine
from documents.matrix.looks import PRICE
from documents.matrix.present_worth import PresentWorth, Series
from documents.matrix.terms import LotTerms
from evaluation.conventions import NOT_RECOVERED
from evaluation.cost import BOUGHT_BACK, OF_ASSORTMENT, OF_SERVICE, TURNOVER
from evaluation.cost_in_use import LOST
from evaluation.evaluation_model import BuyBackClass
from evaluation.life_statistics import mean_of_scale
from evaluation.measures import USE_PER_CYCLE, USE_PER_YEAR, power_of
from evaluation.tender import Assortment, Item, Service

if TYPE_CHECKING:
    from documents.matrix.streams import StreamLine

PIECES = ("purchase", "replacement")
FEE = "fee"  # of the lines that a fee is, beside what else is called service
PRICED = (*PIECES, "residual_value")
FEES: Mapping[str, str] = {"month": "12*", "year": "", "contract": "", "use": ""}
# The field of the lines of an item that are told by their category.
BY_CATEGORY: Mapping[str, str] = {
    "service": "product_data.service_price_per_year",
    "consumables": "product_data.consumables_price_per_year",
    "repair": "product_data.repair_price",
    "downtime": "product_data.downtime_hours_per_year",
}
KilogramSum = Callable[[str, str, int, int], str]
MaterialSum = Callable[[str, str, int, int, str], str]


@dataclass(frozen=True)
class StreamTerms(LotTerms):
    """Parts of the formulas of streams.

    ``residual_of`` is the residual waste of a bid's item [kg], ``value_of`` what its material is sold for.
    """

    residual_of: KilogramSum
    value_of: MaterialSum
    worth: PresentWorth

    def item_title(self, item_no: int) -> str:
        """The item's title; nothing for what is of the lot as a whole."""
        return self.case.item_title(self.items[item_no]) if item_no >= 0 else ""

    def detail(self, line: "StreamLine") -> str:
        """What tells a line from others of its category."""
        code, say = self.case.code, self.case.say
        if line.quantity_source == OF_SERVICE:
            words = self.case.either(self._services[line.key].title_da, self._services[line.key].title_en)
        elif line.quantity_source == OF_ASSORTMENT:
            part = "discount" if line.parameter == TURNOVER else "list_prices"
            of = self._assortments[line.key]
            words = f"{self.case.either(of.title_da, of.title_en)}, {say(f'streams.{part}')}"
        elif line.parameter == BOUGHT_BACK:
            row = self._conditions[line.key]
            words = f"{code('buy_back_class', row.key)}: {self.case.either(row.title_da, row.title_en)}"
        elif line.key == LOST:
            words = say("streams.lost")
        elif line.category == "energy" and line.key:
            words = f"{self.case.resource(line.parameter)}, {code('use_mode', line.key)}"
        elif line.key:
            words = code("fee_basis", line.key)
        elif line.parameter:
            words = self.case.resource(line.parameter)
        elif line.life:
            words = code("life_basis", line.life)
        else:
            words = say("streams.year", year=line.year) if line.year else ""
        return words

    def stated(self, line: "StreamLine") -> str:
        """The bidder's number; a blank one stays blank."""
        if line.category == "disposal" and line.item_no >= 0:
            return self.residual_of(self.lot.lot, self.lot.calculated[line.bid_no], line.bid_no, line.item_no)
        if line.category == "material_value":
            bid = self.lot.calculated[line.bid_no]
            return self.value_of(self.lot.lot, bid, line.bid_no, line.item_no, line.growth_class)
        if line.quantity_source == OF_ASSORTMENT and not line.parameter:
            return self.case.book.at("assortment", line.key, "turnover")
        if line.quantity_source == "decision":
            return "+".join(self._reservations(line.bid_no))
        cell = self._cell(line)
        return f'IF(ISNUMBER({cell}),{cell},"")'

    def _cell(self, line: "StreamLine") -> str:
        if line.input >= 0:
            return self.inputs.read(self.lot.lot, line.input)
        item = self.items[line.item_no]
        bid = self.lot.calculated[line.bid_no]
        return self.inputs.asked(self.lot, bid, item, _field_of(line, item))

    def _reservations(self, bid_no: int) -> list[str]:
        bid = self.lot.calculated[bid_no]
        cells = []
        for n, row in enumerate(self.lot.decisions.reservations):
            if (row.lot, row.bid, row.decision) == (self.lot.lot, bid, "priced") and row.amount is not None:
                say = self.case.say
                line = InputLine(
                    row.lot, self.lot.name_of(bid), say("tables.reservations"), row.text or "",
                    self.case.code("reservation_decision", "priced"), self.case.currency,
                    say("states.decided", by=row.by or ""), (row.place or "", "", ""),
                )  # fmt: skip
                cells.append(self.inputs.decided(("reservation", row.lot, n), line, row.amount, PRICE))
        return cells

    def per_pack(self, line: "StreamLine") -> str:
        """Division by the pieces of a pack, where the bidder prices packs; a blank is one."""
        if line.category == "energy" and line.key:
            # Watts, where a kilowatt-hour has a price.
            return "/1000"
        if line.divisor_input < 0:
            # Litres, where a cubic metre has a price.
            of_litres = line.parameter == "water" and self.items[line.item_no].basis == "use"
            return "/1000" if of_litres else ""
        return self._of_pack(line.divisor_input)

    def _of_pack(self, number: int) -> str:
        if number < 0:
            return ""
        cell = self.inputs.read(self.lot.lot, number)
        return f"/IF(ISNUMBER({cell}),{cell},1)"

    def price(self, line: "StreamLine") -> str | None:
        """The buyer's price of a resource or of disposal."""
        at = self.case.book.at
        if line.parameter == BOUGHT_BACK:
            return f"{self.model('returned_share')}*{at('buy_back', line.key)}"
        if line.parameter == TURNOVER:
            return at("assortment", line.key, "turnover")
        return at("resource_price", line.parameter) if line.parameter else None

    def quantity(self, line: "StreamLine") -> str | None:
        """How many the amount is paid for at each payment."""
        if line.category == "residual_value":
            return self._value_at_end(line)
        if line.category == "buy_back":
            return f"-{self._within_cap(line)}{self.pieces(line.item_no, line.year)}"
        if line.year:
            return self._quantity_of_year(line)
        return self._quantity_of_uses(line) if line.item_no >= 0 else self._quantity_of_lot(line)

    def _quantity_of_year(self, line: "StreamLine") -> str:
        """How many pieces of a purchase year, their hours in a mode, or their repairs; unknown without the rate."""
        pieces, place = self.pieces(line.item_no, line.year), (line.bid_no, line.item_no)
        model = self.lot.taken.model
        if line.category == "energy" and line.key:
            return f"{pieces}*{self.hours(line.item_no, line.key)}"
        if line.category == "service" and model.service_free_years:
            return f'IF(ISNUMBER({self._free_years(line)}),{pieces},"")'
        if line.category == "repair" and model.repairs == "bidder_rate":
            rate = self.inputs_of("product_data.failures_per_year", *place)
            return f'IF(ISNUMBER({rate}),{pieces}*{rate},"")'
        if line.category == "repair" and model.repairs == "from_life":
            return self._failures_of_life(line, pieces)
        if line.category == "repair":
            return f"{pieces}*{self.of_item(line.item_no, 'failures_per_year')}"
        return pieces

    def _failures_of_life(self, line: "StreamLine", pieces: str) -> str:
        """How many repairs a year the credited life lets expect; the mean for a scale of one is a number of its own."""
        item, years = self.items[line.item_no], self.use_years(line.year)
        shape = item.life_shape or 1.0
        life = self.case.book.at(
            "claim", self.lot.lot, self.lot.calculated[line.bid_no], item.key, "credited"
        )
        rate = f"({years}*{float(mean_of_scale(shape))!r}/{life})^{shape!r}/{years}"
        return f'IF(ISNUMBER({life}),IF({life}>0,{pieces}*{rate},""),"")'

    def _quantity_of_uses(self, line: "StreamLine") -> str | None:
        """How many uses, pieces for them, fees, or pieces lost on the way."""
        place = line.bid_no, line.item_no
        uses = self.uses(line.item_no)
        if line.quantity_source == LOST:
            lost = self.inputs_of("circulation.loss_per_use", *place)
            return f'IF(ISNUMBER({lost}),{uses}*{lost},"")'
        if line.quantity_source == "items.demand" and line.category == "service":
            # A blank minimum is no number, which MAX leaves out.
            demand = self.of_item(line.item_no, "demand")
            least = self.inputs_of("prices.fee_minimum_uses", *place)
            return f"MAX({demand},{least})*{self.of_item(line.item_no, 'option_weight')}"
        if line.quantity_source == "items.demand":
            return self.if_life(*place, f"{uses}/{self.life(*place)}") if line.life else uses
        if line.quantity_source == "fee":
            return f"{FEES[line.key]}{self.of_item(line.item_no, 'option_weight')}"
        return self._quantity_of_lot(line)

    def _quantity_of_lot(self, line: "StreamLine") -> str | None:
        if line.quantity_source == OF_SERVICE:
            return self.case.book.at("service", line.key, "quantity")
        sign = "-" if line.category == "material_value" else ""
        return f"{sign}1/{self.study_years}" if line.quantity_source == "mass_flows" else None

    def is_fee(self, line: "StreamLine") -> bool:
        """Say whether a line is the fee that pays for the pieces of an item in use."""
        return (
            line.category == "service"
            and line.item_no >= 0
            and line.quantity_source in ("items.demand", "fee")
        )

    def fee_pieces(self, line: "StreamLine") -> str:
        """The pieces that the bidder needs over the study period for what the fee pays for."""
        place = line.bid_no, line.item_no
        return self.if_life(*place, self.worn(*place))

    def times_bought(self, line: "StreamLine") -> str:
        """How often pieces of a purchase year are bought in all."""
        place = line.bid_no, line.item_no
        return self.if_life(*place, f"(1+{self.replacements(*place, line.year)})", "1")

    def _value_at_end(self, line: "StreamLine") -> str:
        """How many pieces' last price is left at the end of use, as a negative number."""
        place, model = (line.bid_no, line.item_no), self.lot.taken.model
        pieces, life = self.pieces(line.item_no, line.year), self.life(*place)
        if model.residual_value == "percentage":
            share = f"-{self.model('residual_share')}*{pieces}"
            if model.horizon == "study_period":
                return share
            ends = self.worth.discount_at(self.lot.lot, f"ROUNDUP(ROUND({life},9),0)")
            return self.if_life(*place, f"{share}*{ends}")
        years, again = self.use_years(line.year), self.replacements(*place, line.year)
        if model.residual_value == "nist":
            after = f"MAX(0,{line.year - 1}+{self._bought_after(line)}-1)"
            left = f"MAX(0,({life}-({line.year - 1}+{years})+{after})/{life})"
        else:
            left = f"(({again}+1)*{life}-{years})/{life}"
        return self.if_life(*place, f"-{left}*{pieces}", "0")

    def _bought_after(self, line: "StreamLine") -> str:
        """How many years after delivery the last pieces are bought."""
        place = line.bid_no, line.item_no
        return f"ROUNDUP(ROUND({self.replacements(*place, line.year)}*{self.life(*place)},9),0)"

    def _within_cap(self, line: "StreamLine") -> str:
        """The part of a buy-back price that counts, as a factor: the cap over the price where it is higher."""
        if self.lot.taken.model.buy_back_cap is None:
            return ""
        place = line.bid_no, line.item_no
        stated, unit = self._cell(line), self.inputs_of("prices.unit_price", *place)
        number = int(self.lot.taken.take("prices", "pieces_per_pack").inputs[place])
        highest = f"{self.model('buy_back_cap')}*{unit}{self._of_pack(number)}"
        return f"IF(AND(ISNUMBER({stated}),ISNUMBER({unit})),IF({stated}>{highest},{highest}/{stated},1),1)*"

    def series(self, line: "StreamLine") -> Series:
        """When the amount is paid."""
        first, every, last = _text(line.first_year), _text(line.every_years), str(line.last_k)
        place = line.bid_no, line.item_no
        start = line.year - 1
        if line.recovered_over != NOT_RECOVERED:
            last = self.use_years(line.year)
        elif line.category == "replacement":
            every = f'IF(ISNUMBER({self.life(*place)}),{self.life(*place)},"")'
            last = self.if_life(*place, self.replacements(*place, line.year), "0")
        elif line.category in ("residual_value", "buy_back"):
            after = self._given_back_after(line)
            first = f"{start}+{after}" if start else after
        elif line.quantity_source == OF_SERVICE:
            at = self.case.book.at
            first = at("service", line.key, "first_year")
            every = at("service", line.key, "every_years")
            last = f"{at('service', line.key, 'times')}-1"
        elif line.quantity_source == OF_ASSORTMENT:
            first = self.case.book.at("assortment", line.key, "first_year")
            last = f"{self.case.book.at('assortment', line.key, 'times')}-1"
        elif line.year and line.category != "purchase":
            last = f"{self.use_years(line.year)}-1"
            if cell := self._free_years(line):
                free = f"IF(ISNUMBER({cell}),INT(ROUND({cell},9)),0)"
                first, last = f"{start + 1}+{free}", f"{last}-{free}"
        elif line.last_k > 0:
            last = f"{self.study_years}-1"
        numbers = (
            line.first_year, line.every_years, line.first_k, line.last_k, line.price_year, line.recovered_over,
        )  # fmt: skip
        return Series(
            first, every, line.first_k, last, line.growth_class, line.quantity_growth, bool(line.is_running), numbers,
            self._price_year(line), self._recovered_over(line),
        )  # fmt: skip

    def _given_back_after(self, line: "StreamLine") -> str:
        """The years after delivery in which pieces come back or have a value left: those of use, or of the class."""
        if line.category == "buy_back" and self._conditions[line.key].after_years is not None:
            return self.case.book.at("buy_back", line.key, "after_years")
        return self.use_years(line.year)

    def _free_years(self, line: "StreamLine") -> str:
        """The cell of the years after delivery in which a yearly cost is not paid; empty where there are none."""
        if line.category == "service" and self.lot.taken.model.service_free_years:
            return self.inputs_of("product_data.service_free_years", line.bid_no, line.item_no)
        if line.category == "repair" and self.lot.taken.model.repairs_after_guarantee:
            return self.inputs_of("product_data.guarantee", line.bid_no, line.item_no)
        return ""

    def _price_year(self, line: "StreamLine") -> str:
        """The year whose price holds, where it is not that of each payment; empty where it is."""
        if line.price_year < 0:
            return ""
        start = line.year - 1
        if line.recovered_over != NOT_RECOVERED:
            return str(start)
        bought = f"{start}+{self._bought_after(line)}" if start else self._bought_after(line)
        return self.if_life(line.bid_no, line.item_no, bought, str(start))

    def _recovered_over(self, line: "StreamLine") -> str:
        """The life that a price is recovered over; empty where it is paid in full."""
        if line.recovered_over == NOT_RECOVERED:
            return ""
        life = self.life(line.bid_no, line.item_no)
        return f'IF(ISNUMBER({life}),{life},"")'

    @cached_property
    def _conditions(self) -> Mapping[str, BuyBackClass]:
        return {row.key: row for row in self.case.tender.buy_back_classes}

    @cached_property
    def _assortments(self) -> Mapping[str, Assortment]:
        return {a.key: a for a in self.case.tender.in_lot(self.case.tender.assortments, self.lot.lot)}

    @cached_property
    def _services(self) -> Mapping[str, Service]:
        return {s.key: s for s in self.case.tender.in_lot(self.case.tender.services, self.lot.lot)}


def _field_of(line: "StreamLine", item: Item) -> str:
    """Return the field that a line is of, ``table.field``."""
    by_cycle = item.basis == "use"
    if line.category == "buy_back":
        return f"product_data.buy_back_{line.key}"
    if line.key == LOST:
        return "circulation.price_if_lost"
    if line.category == "energy" and line.key:
        return power_of(line.key)
    if line.parameter in USE_PER_YEAR:
        return (USE_PER_CYCLE if by_cycle else USE_PER_YEAR)[line.parameter]
    if line.category in PRICED or line.key in FEES or line.quantity_source == "items.demand":
        return "prices.unit_price"
    return BY_CATEGORY[line.category]


def _text(number: float) -> str:
    return f"{number:g}" if number == int(number) else repr(number)
