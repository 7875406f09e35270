"""The mass flows: a line a part and route, from the stated kilograms to residual waste and circulation."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np
import pandas as pd
from xlsxwriter.utility import xl_col_to_name

from documents.matrix.case import MatrixCase
from documents.matrix.flow_terms import FlowTerms
from documents.matrix.inputs import Inputs
from documents.matrix.line_pages import Layout, LinePages
from documents.matrix.lines import Column, Formulas, NumberColumn, Span, WordColumn, with_places
from documents.matrix.looks import KILOGRAMS, PLAIN, SHARE, WHOLE
from evaluation.conventions import NO_GROWTH
from evaluation.result import LotEvaluation
from evaluation.waste import OWN_ROUTES

LAYOUT = Layout(
    "mass_flows",
    (
        "key", "lot", "bid", "item", "component", "material", "route", "basis", "stated", "pieces", "share", "kg",
        "residual_share", "residual", "hierarchy", "hierarchy_kg", "non_virgin", "non_virgin_kg", "missing", "source",
    ),
    (15, 11, 24, 30, 12, 22, 18, 20, 11, 11, 10, 13, 11, 13, 11, 13, 11, 13, 9, 34),
)  # fmt: skip
AT = {name: xl_col_to_name(n) for n, name in enumerate(LAYOUT.columns)}


class FlowLine(NamedTuple):
    """A line as the formulas need it; the names are those of the evaluation's table."""

    bid_no: int
    item_no: int
    component: str
    material: str
    route: str
    route_source: str
    input: int
    recycled_input: int
    reused_input: int


@dataclass
class MassFlows:
    """The lines of mass flows; ``spans`` says where those of each lot and bid stand."""

    case: MatrixCase
    pages: LinePages
    inputs: Inputs
    spans: dict[tuple[str, str], Span] = field(default_factory=dict)
    _of_item: dict[tuple[str, int, int], tuple[int, int]] = field(default_factory=dict)
    _lines: dict[tuple[str, int, int], list[tuple[int, FlowLine]]] = field(default_factory=dict)

    def write(self, lot: LotEvaluation, terms: FlowTerms) -> None:
        """Write the mass flows of a lot, bid by bid."""
        table = _flow_lines(lot)
        for bid_no, bid in enumerate(lot.calculated):
            of_bid = table.loc[(table["bid_no"] == bid_no).to_numpy()]
            first = self.pages.next_row(LAYOUT, bid)
            self.spans[lot.lot, bid] = self.pages.write(
                LAYOUT, bid, self._columns(lot, bid, of_bid, terms, first)
            )
            for at, line in enumerate(_as_lines(of_bid), start=first):
                place = lot.lot, bid_no, line.item_no
                start, _ = self._of_item.get(place, (at, at))
                self._of_item[place] = (start, at)
                self._lines.setdefault(place, []).append((at, line))

    def residual_of(self, lot: str, bid: str, bid_no: int, item_no: int) -> str:
        """Return the formula of an item's residual waste [kg]; blank where part of it is not known."""
        first, last = self._of_item[lot, bid_no, item_no]
        span = self.spans[lot, bid]
        of_item = Span(span.sheet, first, last, span.letters)
        return f'IF(SUM({of_item.range_of("missing")})>0,"",SUM({of_item.range_of("residual")}))'

    def value_of(self, lot: str, bid: str, bid_no: int, item_no: int, growth_class: str) -> str:
        """Return the formula of what the material of an item is sold for; blank where part of it is not known."""
        prices = {row.material: row for row in self.case.tender.material_prices}
        sold = [
            (c["kg"], self.case.book.at("material_price", line.material))
            for line, c in self.cells_of(lot, bid, bid_no, item_no)
            if line.route == "recycling"
            and line.route_source in OWN_ROUTES
            and line.material in prices
            and (prices[line.material].growth_class or NO_GROWTH) == growth_class
        ]
        known = ",".join(f"ISNUMBER({kg})" for kg, _ in sold)
        return f'IF(AND({known}),{"+".join(f"{kg}*{price}" for kg, price in sold)},"")'

    def cells_of(
        self, lot: str, bid: str, bid_no: int, item_no: int
    ) -> Iterator[tuple[FlowLine, Mapping[str, str]]]:
        """Yield the lines of an item with the cell of each of their columns."""
        span = self.spans[lot, bid]
        for row, line in self._lines.get((lot, bid_no, item_no), []):
            yield line, {name: f"'{span.sheet}'!{letter}{row + 1}" for name, letter in span.letters.items()}

    def _columns(
        self, lot: LotEvaluation, bid: str, table: pd.DataFrame, terms: FlowTerms, first: int
    ) -> list[Column]:
        lines = _as_lines(table)
        number = {n: table[n].to_numpy(dtype=float) for n in table if table[n].dtype.kind == "f"}
        kg = number["kg"] * number["route_share"]
        made = _Formulas() if not self.case.is_live else self._formulas(lines, terms, first)
        n = len(lines)
        sources = terms.sources
        return [
            WordColumn("key", [self.case.group(lot, bid, line.component) for line in lines], "helper_text"),
            WordColumn("lot", [lot.lot] * n),
            WordColumn("bid", [self.case.bid_name(lot, bid)] * n),
            WordColumn("item", [self.case.item_title(terms.items[line.item_no]) for line in lines]),
            WordColumn("component", [self.case.code("component", line.component) for line in lines]),
            WordColumn("material", [terms.material_title(line.material) for line in lines]),
            WordColumn("route", [self.case.code("route", line.route) for line in lines]),
            WordColumn("basis", [self.case.code("route_source", line.route_source) for line in lines]),
            NumberColumn("stated", number["stated"], made.stated, PLAIN),
            NumberColumn("pieces", number["pieces"], made.pieces, PLAIN),
            NumberColumn("share", number["route_share"], made.share, SHARE),
            NumberColumn("kg", kg, made.kg, KILOGRAMS),
            NumberColumn("residual_share", number["residual_share"], made.residual_share, SHARE),
            NumberColumn("residual", number["residual_kg"], made.residual, KILOGRAMS),
            NumberColumn("hierarchy", number["hierarchy_weight"], made.hierarchy, PLAIN),
            NumberColumn("hierarchy_kg", kg * number["hierarchy_weight"], made.hierarchy_kg, KILOGRAMS),
            NumberColumn("non_virgin", number["non_virgin_share"], made.non_virgin, SHARE),
            NumberColumn("non_virgin_kg", kg * number["non_virgin_share"], made.non_virgin_kg, KILOGRAMS),
            NumberColumn("missing", np.isnan(kg).astype(float), made.missing, WHOLE, "helper"),
            WordColumn("source", [sources[line.input] if line.input >= 0 else "" for line in lines]),
        ]

    def _formulas(self, lines: Sequence[FlowLine], terms: FlowTerms, first: int) -> "_Formulas":
        made = _Formulas()
        for r, line in enumerate(lines, start=first + 1):
            c = {name: f"{letter}{r}" for name, letter in AT.items()}
            known = f"AND(ISNUMBER({c['stated']}),ISNUMBER({c['pieces']}),ISNUMBER({c['share']}))"
            has_kg = f"ISNUMBER({c['kg']})"
            place = line.bid_no, line.item_no
            made.stated.append(terms.mass(*place, line.component, line.input))
            made.pieces.append(terms.worn_pieces(*place, line.component))
            made.share.append(self._share(line, terms))
            made.kg.append(f'IF({known},{c["stated"]}*{c["pieces"]}*{c["share"]},"")')
            made.residual_share.append(terms.residual_share(line.material, line.route))
            made.residual.append(f'IF({has_kg},{c["kg"]}*{c["residual_share"]},"")')
            made.hierarchy.append(terms.model(f"hierarchy_{line.route}"))
            made.hierarchy_kg.append(f'IF({has_kg},{c["kg"]}*{c["hierarchy"]},"")')
            recycled, reused = terms.share(line.recycled_input), terms.share(line.reused_input)
            made.non_virgin.append(f"MIN(1,{recycled}+{reused})")
            made.non_virgin_kg.append(f'IF({has_kg},{c["kg"]}*{c["non_virgin"]},"")')
            made.missing.append(f"IF({has_kg},0,1)")
        return made

    def _share(self, line: FlowLine, terms: FlowTerms) -> str | None:
        if not any(route.component == line.component for route in self.case.tender.routes):
            return None  # no published route: not known
        return terms.route_share(line.bid_no, line.item_no, line.component, line.route)


@dataclass(frozen=True)
class _Formulas:
    """The formulas of each column, one a line; none where lines are values."""

    stated: Formulas = field(default_factory=list)
    pieces: Formulas = field(default_factory=list)
    share: Formulas = field(default_factory=list)
    kg: Formulas = field(default_factory=list)
    residual_share: Formulas = field(default_factory=list)
    residual: Formulas = field(default_factory=list)
    hierarchy: Formulas = field(default_factory=list)
    hierarchy_kg: Formulas = field(default_factory=list)
    non_virgin: Formulas = field(default_factory=list)
    non_virgin_kg: Formulas = field(default_factory=list)
    missing: Formulas = field(default_factory=list)


def _flow_lines(lot: LotEvaluation) -> pd.DataFrame:
    """Return the mass flows by bid, item and part, the routes of a part below each other."""
    places = ["bid_no", "item_no", "component", "input"]
    return with_places(lot.mass_flows).sort_values(places, kind="stable", ignore_index=True)


def _as_lines(table: pd.DataFrame) -> list[FlowLine]:
    return [FlowLine(*row) for row in zip(*(table[n].tolist() for n in FlowLine._fields), strict=True)]
