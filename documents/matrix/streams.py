"""The streams of money: a line each, from the bidder's price to its present value."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np
import pandas as pd
from xlsxwriter.utility import xl_col_to_name

from documents.matrix.case import MatrixCase
from documents.matrix.line_pages import Layout, LinePages
from documents.matrix.lines import Column, Formulas, NumberColumn, Span, WordColumn
from documents.matrix.looks import FACTOR, MONEY, PLAIN, PRICE, WHOLE
from documents.matrix.present_worth import PresentWorth
from documents.matrix.stream_lines import again_of, stream_lines
from documents.matrix.stream_terms import FEE, PIECES, StreamTerms
from evaluation.conventions import NOT_RECOVERED
from evaluation.result import LotEvaluation

LAYOUT = Layout(
    "streams",
    (
        "key", "lot", "bid", "item", "category", "detail", "payer", "stated", "quantity", "price", "amount",
        "present_worth", "present_value", "missing", "pieces", "source",
    ),
    (15, 11, 24, 30, 15, 22, 12, 14, 12, 10, 15, 11, 15, 9, 10, 34),
)  # fmt: skip
AT = {name: xl_col_to_name(n) for n, name in enumerate(LAYOUT.columns)}


class StreamLine(NamedTuple):
    """A line as the formulas need it; the names are those of the evaluation's table."""

    bid_no: int
    item_no: int
    category: str
    payer: str
    key: str
    parameter: str
    quantity_source: str
    year: int
    life: str
    growth_class: str
    input: int
    divisor_input: int
    first_year: float
    every_years: float
    first_k: int
    last_k: int
    quantity_growth: str
    is_running: int
    price_year: int
    recovered_over: float


@dataclass
class Streams:
    """The lines of streams; ``spans`` says where those of each lot and bid stand."""

    case: MatrixCase
    pages: LinePages
    worth: PresentWorth
    spans: dict[tuple[str, str], Span] = field(default_factory=dict)

    def write(self, lot: LotEvaluation, terms: StreamTerms) -> None:
        """Write the streams of a lot, bid by bid."""
        self.worth.begin(lot)
        table = stream_lines(lot)
        for bid_no, bid in enumerate(lot.calculated):
            of_bid = table.loc[(table["bid_no"] == bid_no).to_numpy()]
            first = self.pages.next_row(LAYOUT, bid)
            columns = self._columns(lot, bid, of_bid, terms, first)
            self.spans[lot.lot, bid] = self.pages.write(LAYOUT, bid, columns)

    def _columns(
        self, lot: LotEvaluation, bid: str, table: pd.DataFrame, terms: StreamTerms, first: int
    ) -> list[Column]:
        lines = [
            StreamLine(*row) for row in zip(*(table[n].tolist() for n in StreamLine._fields), strict=True)
        ]
        is_price = np.array([bool(line.parameter) for line in lines], dtype=bool)
        is_pieces = np.array([line.category in PIECES for line in lines], dtype=bool)
        quantity = (table["quantity"] * table["sign"]).to_numpy(dtype=float)
        missing = np.isnan(table["present_value"].to_numpy(dtype=float)).astype(float)
        payments = (table["last_k"] - table["first_k"] + 1).clip(lower=0).to_numpy(dtype=float)
        made = _Formulas() if not self.case.is_live else self._formulas(lines, terms, first)
        price = np.where(is_price, table["parameter_value"].to_numpy(dtype=float), np.nan)
        times = np.where(
            table["recovered_over"].to_numpy(dtype=float) == NOT_RECOVERED, payments, again_of(lot, table)
        )
        pieces = np.where(is_pieces, quantity * times, np.nan)
        by_fee = np.array([terms.is_fee(line) for line in lines], dtype=bool)
        pieces[by_fee] = lot.pieces_bought[
            table["bid_no"].to_numpy()[by_fee], table["item_no"].to_numpy()[by_fee]
        ]
        n = len(lines)
        return [
            WordColumn(
                "key",
                [self._group(lot, bid, line, is_fee=terms.is_fee(line)) for line in lines],
                "helper_text",
            ),
            WordColumn("lot", [lot.lot] * n),
            WordColumn("bid", [self.case.bid_name(lot, bid)] * n),
            WordColumn("item", [terms.item_title(line.item_no) for line in lines]),
            WordColumn("category", [self.case.code("cost_category", line.category) for line in lines]),
            WordColumn("detail", [terms.detail(line) for line in lines]),
            WordColumn("payer", [self.case.code("payer", line.payer) for line in lines]),
            NumberColumn("stated", table["stated"].to_numpy(dtype=float), made.stated, PRICE),
            NumberColumn("quantity", quantity, made.quantity, PLAIN),
            NumberColumn("price", price, made.price, PRICE),
            NumberColumn("amount", table["amount"].to_numpy(dtype=float), made.amount, MONEY),
            NumberColumn("present_worth", table["present_worth"].to_numpy(dtype=float), made.worth, FACTOR),
            NumberColumn("present_value", table["present_value"].to_numpy(dtype=float), made.value, MONEY),
            NumberColumn("missing", missing, made.missing, WHOLE, "helper"),
            NumberColumn("pieces", pieces, made.pieces, PLAIN),
            WordColumn("source", [terms.sources[line.input] if line.input >= 0 else "" for line in lines]),
        ]

    def _group(self, lot: LotEvaluation, bid: str, line: StreamLine, *, is_fee: bool) -> str:
        # What the bidder pays out of a fee is shown and never summed.
        category = FEE if is_fee else line.category
        word = category if line.payer == "buyer" else f"{category}|{line.payer}"
        return self.case.group(lot, bid, word)

    def _formulas(self, lines: Sequence[StreamLine], terms: StreamTerms, first: int) -> "_Formulas":
        made = _Formulas()
        for r, line in enumerate(lines, start=first + 1):
            series = self.worth.row_of(terms.lot.lot, terms.series(line))
            stated, quantity, price = f"{AT['stated']}{r}", f"{AT['quantity']}{r}", f"{AT['price']}{r}"
            amount, worth, value = (
                f"{AT['amount']}{r}",
                f"{AT['present_worth']}{r}",
                f"{AT['present_value']}{r}",
            )
            product = f"{stated}{terms.per_pack(line)}*{quantity}" + (f"*{price}" if line.parameter else "")
            made.stated.append(terms.stated(line))
            made.quantity.append(terms.quantity(line))
            made.price.append(terms.price(line))
            made.amount.append(f'IF(AND(ISNUMBER({stated}),ISNUMBER({quantity})),{product},"")')
            made.worth.append(self.worth.worth(series))
            known = f"ISNUMBER({amount})"
            if line.recovered_over != NOT_RECOVERED:
                known = f"AND({known},ISNUMBER({worth}))"
            made.value.append(f'IF({known},{amount}*{worth},"")')
            made.missing.append(f"IF(ISNUMBER({value}),0,1)")
            times = self.worth.payments(series)
            if line.recovered_over != NOT_RECOVERED:
                times = terms.times_bought(line)
            paid = f'IF(ISNUMBER({quantity}),{quantity}*{times},"")'
            by_fee = terms.fee_pieces(line) if terms.is_fee(line) else None
            made.pieces.append(paid if line.category in PIECES else by_fee)
        return made


@dataclass(frozen=True)
class _Formulas:
    """The formulas of each column, one a line; none where lines are values."""

    stated: Formulas = field(default_factory=list)
    quantity: Formulas = field(default_factory=list)
    price: Formulas = field(default_factory=list)
    amount: Formulas = field(default_factory=list)
    worth: Formulas = field(default_factory=list)
    value: Formulas = field(default_factory=list)
    missing: Formulas = field(default_factory=list)
    pieces: Formulas = field(default_factory=list)
